//! The ways to a person.
//!
//! A way is always shown, open or closed: hiding the human is what self-service is hated for. `channel` is one way and
//! the link that opens it, `board` all of them at one moment. Composes no messages and sends nothing.

mod board;
mod channel;

pub use board::{ChannelState, board, channel_state, status_channel};
pub use channel::{Channel, ChannelKind};
