//! What both programs in the browser are made of: nodes and icons. It draws nothing by itself and holds no state.

pub(crate) mod icons;
mod node;

#[cfg(feature = "widget")]
pub(crate) use node::button;
pub(crate) use node::{El, el};
