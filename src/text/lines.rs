//! The texts about one contact channel, for the panel and for the command line.

use alloc::string::String;

use super::Voice;
use crate::{
    channels::{Channel, ChannelState},
    hours::{Schedule, State},
    language::replaced,
    time::UtcMinute,
};

/// The texts about a channel; each may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// Whether it is staffed, and if not, when it opens.
    pub state: String,
    /// Today's hours.
    pub today: String,
    /// By when an answer is promised.
    pub reply: String,
    /// The most important of the above, where there is space for one line.
    pub brief: String,
}

impl Voice<'_> {
    /// The texts about a channel with its schedule at a moment.
    #[must_use]
    pub fn lines(
        &self,
        channel: &Channel,
        channel_state: &ChannelState,
        schedule: Option<&Schedule>,
        now: UtcMinute,
    ) -> Lines {
        let (board, hours) = (&self.strings.board, &self.strings.hours);
        let Some(schedule) = schedule else {
            return Lines { state: board.any_time.into(), brief: board.any_time.into(), ..Lines::default() };
        };
        let reply = channel_state.reply_by.map_or(String::new(), |by| self.reply(schedule, now, by));
        if channel.kind.takes_messages() {
            // It can be used at any time; its hours say when messages are answered.
            let state = match (channel_state.reply_by, schedule.state(now)) {
                (None, State::Closed { opens: Some(opens) }) => self.say(hours.answered, schedule, now, opens),
                _ => board.any_time.into(),
            };
            let brief = if reply.is_empty() { state.clone() } else { reply.clone() };
            return Lines { state, reply, brief, ..Lines::default() };
        }
        let today = || {
            let day = schedule.local(now).day;
            let hours = self.day(&schedule.hours_on(day), schedule.name_of(day));
            replaced(board.today, "{h}", &hours)
        };
        let today = if schedule.doubt(now).is_none() { today() } else { String::new() };
        let state = self.channel(schedule, now);
        let brief = match schedule.state(now) {
            State::Closing { until } => self.say(hours.channel_open, schedule, now, until),
            _ => state.clone(),
        };
        Lines { state, today, reply, brief }
    }
}
