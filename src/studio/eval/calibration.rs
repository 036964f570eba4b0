//! Whether what the search says of its best hit is so: of a hundred hits that are said to be right with eighty per cent,
//! eighty should be.

use serde::Serialize;

use super::seen::{Seen, round};
use crate::search::Evidence;

/// How many steps of confidence are told apart.
const STEPS: usize = 10;

/// The best hits of one step of confidence.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Calibration {
    /// From which confidence on, 0 to 0.9.
    pub from: f64,
    /// How many questions.
    pub questions: usize,
    /// How many of them were said to have a right best hit: the sum of their confidences.
    pub expected: f64,
    /// How many have one.
    pub right: usize,
}

/// Counts best hits by confidence; steps without any are left out.
pub(super) fn calibrate(evidence: &[Seen]) -> Vec<Calibration> {
    let step =
        |number: usize| Calibration { from: number as f64 / STEPS as f64, questions: 0, expected: 0.0, right: 0 };
    let mut steps: Vec<Calibration> = (0..STEPS).map(step).collect();
    for seen in evidence.iter().filter(|seen| seen.eligible) {
        let confidence = Evidence::confidence(&seen.values);
        if let Some(step) = steps.get_mut(((confidence * STEPS as f32) as usize).min(STEPS - 1)) {
            step.questions += 1;
            step.expected += f64::from(confidence);
            step.right += usize::from(seen.right);
        }
    }
    steps.retain(|step| step.questions > 0);
    steps.iter_mut().for_each(|step| step.expected = round(step.expected, 1));
    steps
}
