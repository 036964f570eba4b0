//! What was known about a best hit, which is what calibration and fitting work on.

use crate::search::EVIDENCE;

/// What was known about the best hit of a question, and whether it was right.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// As the fitted function takes it.
    pub values: [f32; EVIDENCE],
    /// Whether enough of the question is held for an answer to be considered at all.
    pub eligible: bool,
    /// Whether the best hit is right.
    pub right: bool,
}

/// Rounds for reports.
pub(super) fn round(number: f64, digits: i32) -> f64 {
    let unit = 10_f64.powi(digits);
    (number * unit).round() / unit
}
