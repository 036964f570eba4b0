//! Replaces `voice` when its size is measured: the same functions, as short as possible.

use alloc::string::String;

use super::Strings;
use crate::{
    hours::{Range, Schedule},
    time::UtcMinute,
};

#[allow(missing_docs)]
#[derive(Clone, Copy)]
pub struct Voice<'a> {
    pub strings: &'a Strings,
    pub halves: bool,
    pub visitor: Option<&'a dyn Fn(UtcMinute) -> i16>,
}

#[allow(missing_docs)]
impl Voice<'_> {
    pub fn status(&self, schedule: &Schedule, now: UtcMinute) -> String {
        self.say(self.strings.hours.open, schedule, now, 0)
    }

    pub fn channel(&self, schedule: &Schedule, now: UtcMinute) -> String {
        self.say(self.strings.hours.channel_always, schedule, now, 0)
    }

    pub fn reply(&self, schedule: &Schedule, now: UtcMinute, by: UtcMinute) -> String {
        self.say(self.strings.hours.reply, schedule, now, by)
    }

    pub fn day(&self, ranges: &[Range], name: Option<&str>) -> String {
        let texts = &self.strings.hours;
        name.unwrap_or(if ranges.is_empty() { texts.closed_day } else { texts.all_day }).into()
    }

    pub(super) fn say(&self, sentence: &str, _: &Schedule, now: UtcMinute, then: UtcMinute) -> String {
        if now == then { String::new() } else { sentence.into() }
    }
}
