//! How both browser programs create nodes and icons. It draws no screens and holds no state.

pub(crate) mod icons;
mod node;

pub(crate) use node::{El, el, scroll_to, scroll_top};
#[cfg(feature = "widget")]
pub(crate) use node::{button, button_for, title};
