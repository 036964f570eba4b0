//! All contact channels at one moment: those that work now come first.

use alloc::vec::Vec;

use super::{Channel, ChannelKind};
use crate::{
    hours::{Schedule, State},
    time::UtcMinute,
};

/// A channel at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChannelState {
    /// Index of the channel.
    pub channel: usize,
    /// Whether it is staffed; `None` where it has no hours.
    pub state: Option<State>,
    /// By when an answer is promised to what is sent now; `None` where nothing is promised.
    pub reply_by: Option<UtcMinute>,
    /// Whether it can be used now: it is staffed, a message can be left, or it has no hours. A channel that is not
    /// known to be closed counts as open: visitors are not turned away on a guess.
    pub works: bool,
}

impl ChannelState {
    /// Whether it is known to be staffed.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.state.is_some_and(State::is_open)
    }
}

/// A channel by its number, at a moment.
#[must_use]
pub fn channel_state(number: usize, channel: &Channel, schedules: &[Schedule], now: UtcMinute) -> ChannelState {
    let schedule = channel.schedule.and_then(|number| schedules.get(usize::from(number)));
    let state = schedule.map(|schedule| schedule.state(now));
    let reply_by = schedule.zip(channel.reply).and_then(|(schedule, reply)| schedule.after_working(now, reply));
    let closed = matches!(state, Some(State::Closed { .. }));
    ChannelState { channel: number, state, reply_by, works: !closed || channel.kind.takes_messages() }
}

/// All channels, those that work first in the company's order, then the closed ones by their next opening.
#[must_use]
pub fn board(channels: &[Channel], schedules: &[Schedule], now: UtcMinute) -> Vec<ChannelState> {
    let rank = |channel_state: &ChannelState| match channel_state.state {
        Some(State::Closed { opens }) if !channel_state.works => (true, opens.unwrap_or(UtcMinute::MAX)),
        _ => (false, 0),
    };
    // There are few: the standard library's sort would be 3 kB of the download.
    let mut channel_states: Vec<ChannelState> = Vec::with_capacity(channels.len());
    for (number, channel) in channels.iter().enumerate() {
        let channel_state = channel_state(number, channel, schedules, now);
        let position =
            channel_states.iter().position(|other| rank(other) > rank(&channel_state)).unwrap_or(channel_states.len());
        channel_states.insert(position, channel_state);
    }
    channel_states
}

/// The channel whose hours are the company's status: one that is staffed now, else the next to open. A store counts
/// only where no channel can be used from afar. `None` where no channel has hours.
#[must_use]
pub fn status_channel(channels: &[Channel], schedules: &[Schedule], now: UtcMinute) -> Option<usize> {
    let rank = |(number, channel): (usize, &Channel)| {
        let opens = match channel_state(number, channel, schedules, now).state? {
            State::Open { .. } | State::Closing { .. } => 0,
            State::Closed { opens } => opens.unwrap_or(UtcMinute::MAX),
            State::Unknown(_) => UtcMinute::MAX,
        };
        Some((channel.kind == ChannelKind::Store, opens, number))
    };
    channels.iter().enumerate().filter_map(rank).min().map(|(.., number)| number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::channels::{ChannelKind, channel::tests::channel};

    /// Three schedules on one day from minute 0: 480 to 960, 600 to 1,260, and never.
    fn schedules() -> Vec<Schedule> {
        let table = |spans: &[u32]| Schedule { until: 1_440, spans: spans.to_vec(), ..Schedule::default() };
        vec![table(&[480, 480]), table(&[600, 660]), table(&[])]
    }

    fn channels() -> Vec<Channel> {
        let at = |kind, schedule: Option<u16>, reply| Channel { schedule, reply, ..channel(kind, "") };
        vec![
            at(ChannelKind::Store, Some(1), None),
            at(ChannelKind::Phone, Some(0), None),
            at(ChannelKind::Mail, Some(0), Some(240)),
            at(ChannelKind::Chat, Some(2), None),
            at(ChannelKind::Form, None, Some(60)),
        ]
    }

    /// A visitor must see first the channels that work, then those that open soonest; mail can be written at night.
    #[test]
    fn working_channels_come_first() {
        for (now, order, working, status) in [
            (60, [2, 4, 1, 0, 3], 2, 1),
            (500, [1, 2, 4, 0, 3], 3, 1),
            (700, [0, 1, 2, 4, 3], 4, 1),
            (1_000, [0, 2, 4, 1, 3], 3, 1),
            // Past the horizon nothing is known, and no channel counts as closed.
            (2_000, [0, 1, 2, 3, 4], 5, 1),
        ] {
            let channel_states = board(&channels(), &schedules(), now);
            assert_eq!(
                channel_states.iter().map(|channel_state| channel_state.channel).collect::<Vec<_>>(),
                order,
                "{now}"
            );
            assert_eq!(channel_states.iter().filter(|channel_state| channel_state.works).count(), working, "{now}");
            assert_eq!(status_channel(&channels(), &schedules(), now), Some(status), "{now}");
        }
        assert_eq!(status_channel(&channels()[..1], &schedules(), 60), Some(0));
        assert_eq!(status_channel(&channels()[4..], &schedules(), 60), None);
    }

    /// A promise is counted in working time, and made only where the hours are known.
    #[test]
    fn promises() {
        let by = |now| {
            board(&channels(), &schedules(), now)
                .iter()
                .find(|channel_state| channel_state.channel == 2)
                .unwrap()
                .reply_by
        };
        assert_eq!([by(60), by(500), by(800), by(2_000)], [Some(720), Some(740), None, None]);
        let form =
            board(&channels(), &schedules(), 60).into_iter().find(|channel_state| channel_state.channel == 4).unwrap();
        assert_eq!(form.reply_by, None, "without hours there is no working time");
    }
}
