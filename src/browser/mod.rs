//! What both programs in the browser are made of: nodes and icons. It draws nothing by itself and holds no state.

pub(crate) mod dom;
pub(crate) mod icons;
