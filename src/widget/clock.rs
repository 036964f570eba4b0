//! The present minute, and what changes with it.
//!
//! `js/port.js` calls as each minute begins and whenever the page comes back: timers sleep with the device and are
//! put off in hidden pages. Nothing is counted down; the clock is looked at.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::{signals::set, store::Store};
use crate::{
    channels,
    text::{Voice, tells_halves},
    time::UtcMinute,
};

impl Store {
    /// Looks at the clock. What is shown follows: texts that name the time by the minute, whole lists only when
    /// something opens, closes, begins, ends or another day does.
    pub(super) fn tick(self) {
        let now = (js_sys::Date::now() / 60_000.0) as UtcMinute;
        let loaded = self.loaded_now();
        let turn = {
            let site = &loaded.pack.site;
            // An FNV-1a hash: that two states are taken for one is not to be feared.
            let mut turn = 0x811c_9dc5_u32;
            let mut note = |value: u32| turn = (turn ^ value).wrapping_mul(0x0100_0193);
            // Each by its own clock: in another time zone the day turns at another hour.
            site.schedules.iter().for_each(|schedule| note(schedule.local(now).day as u32));
            for channel_state in channels::board(&site.channels, &site.schedules, now) {
                note(
                    channel_state.channel as u32 * 4
                        + u32::from(channel_state.works) * 2
                        + u32::from(channel_state.is_open()),
                );
            }
            loaded.pack.notices.iter().for_each(|notice| note(notice.is_current(now).into()));
            turn
        };
        set(self.now, now);
        set(self.turn, turn);
    }

    /// Who speaks of hours, in the language of the content and by the clocks of this visitor.
    pub(super) fn voice(self) -> Voice<'static> {
        static VISITOR: fn(UtcMinute) -> i16 = visitor_offset;
        let loaded = self.loaded_now();
        let (strings, lang) = (loaded.strings(), loaded.pack.lang.as_str());
        let own = window().navigator().language().filter(|own| own.get(..2) == lang.get(..2));
        Voice { strings, halves: tells_halves(own.as_deref().unwrap_or(lang)), visitor: Some(&VISITOR) }
    }
}

/// How many minutes this device's clock is ahead of UTC at a moment.
fn visitor_offset(at: UtcMinute) -> i16 {
    -js_sys::Date::new(&JsValue::from_f64(f64::from(at) * 60_000.0)).get_timezone_offset() as i16
}
