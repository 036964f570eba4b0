//! The present minute, and what changes with it.
//!
//! `js/port.js` calls as each minute begins and whenever the page becomes visible again: timers stop while the device
//! sleeps and are delayed in hidden pages. Nothing is counted down; the clock is read each time.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::{signals::set, store::Store};
use crate::{
    channels,
    text::{Voice, tells_halves},
    time::UtcMinute,
};

impl Store {
    /// Reads the clock. Texts that depend on the minute are updated every minute, whole lists only when something
    /// opens, closes, begins or ends, or another day begins.
    pub(super) fn tick(self) {
        let now = (js_sys::Date::now() / 60_000.0) as UtcMinute;
        let loaded = self.loaded_now();
        let hash = {
            let site = &loaded.pack.site;
            // An FNV-1a hash: a collision of two successive states is unlikely enough.
            let mut hash = 0x811c_9dc5_u32;
            let mut add = |value: u32| hash = (hash ^ value).wrapping_mul(0x0100_0193);
            // Each by its own local time: in another time zone the day begins at another hour.
            site.schedules.iter().for_each(|schedule| add(schedule.local(now).day as u32));
            for channel_state in channels::board(&site.channels, &site.schedules, now) {
                add(channel_state.channel as u32 * 4
                    + u32::from(channel_state.works) * 2
                    + u32::from(channel_state.is_open()));
            }
            loaded.pack.notices.iter().for_each(|notice| add(notice.is_current(now).into()));
            hash
        };
        set(self.now, now);
        set(self.status_hash, hash);
    }

    /// For sentences about hours, in the language of the content and with the visitor's local time.
    pub(super) fn voice(self) -> Voice<'static> {
        static VISITOR: fn(UtcMinute) -> i16 = visitor_offset;
        let loaded = self.loaded_now();
        let (strings, lang) = (loaded.strings(), loaded.pack.lang.as_str());
        let locale = window().navigator().language().filter(|locale| locale.get(..2) == lang.get(..2));
        Voice { strings, halves: tells_halves(locale.as_deref().unwrap_or(lang)), visitor: Some(&VISITOR) }
    }
}

/// How many minutes the local time of this device is ahead of UTC at a moment.
fn visitor_offset(at: UtcMinute) -> i16 {
    -js_sys::Date::new(&JsValue::from_f64(f64::from(at) * 60_000.0)).get_timezone_offset() as i16
}
