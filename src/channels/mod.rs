//! Contact channels: telephone, mail, chat and others.
//!
//! A channel is always shown, open or closed: people hate self-service that hides the staff. `channel` is one channel
//! and the link that opens it, `board` all of them at one moment. It composes no messages and sends nothing.

mod board;
mod channel;

pub use board::{ChannelState, board, channel_state, status_channel};
pub use channel::{Channel, ChannelKind};
