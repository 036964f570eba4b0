//! What of a picture is not shown, and what that means for whoever opens it. `media` reports it.

use std::ops::Range;

/// What becomes of something that is not shown as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::studio) enum Harm {
    /// It could run: the picture is left out.
    Active,
    /// The picture cannot be published.
    Whole,
    /// The picture is shown without it.
    Part,
    /// The widget shows words in the picture's place.
    WidgetWhole,
    /// The widget shows the picture without it.
    WidgetPart,
}

/// Something that is not shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::studio) struct Omission {
    /// Where it stands in the file.
    pub(in crate::studio) span: Range<usize>,
    pub(in crate::studio) what: String,
    /// How to mend it.
    pub(in crate::studio) help: &'static str,
    pub(in crate::studio) harm: Harm,
}

impl Omission {
    pub(super) const fn new(span: Range<usize>, what: String, help: &'static str) -> Self {
        Self { span, what, help, harm: Harm::Part }
    }
}
