//! The weights by which the search decides whether its best hit is shown as an answer: fitted on sets of questions, and
//! judged on each set by weights that were fitted on the others.
//!
//! Logistic regression by Newton's method (iteratively reweighted least squares; Hastie, Tibshirani and Friedman, "The
//! Elements of Statistical Learning", 2009, 4.4.1) with a ridge penalty on standardised numbers.

use super::{NO_ANSWER, Seen};
use crate::search::EVIDENCE;

/// The bias and a weight per number.
pub type Weights = [f64; 1 + EVIDENCE];

/// The questions of a set.
#[derive(Clone, Debug, Default)]
pub struct Training {
    /// The set's name.
    pub name: String,
    /// Asked as they are; nothing in it is right where no page answers them.
    pub asked: Vec<Seen>,
    /// Asked without their right articles.
    pub without_right: Vec<Seen>,
    /// How many questions there are, with those that found nothing.
    pub questions: usize,
}

impl Training {
    /// The set of which this one is a part: questions without an answer are of the same customers as those with one.
    #[must_use]
    pub fn group(&self) -> &str {
        self.name.strip_suffix(NO_ANSWER).unwrap_or(&self.name)
    }

    /// Its questions with their weights: a set counts as [`SET_WEIGHT`] questions, unless it is much smaller.
    fn weighted(&self) -> impl Iterator<Item = (&Seen, f64)> {
        let own = (SET_WEIGHT / self.asked.len().max(1) as f64).min(MAX_QUESTION_WEIGHT);
        let asked = self.asked.iter().map(move |seen| (seen, own));
        asked
            .chain(self.without_right.iter().map(move |seen| (seen, own * WITHOUT_RIGHT_WEIGHT)))
            .filter(|(seen, _)| seen.eligible)
    }
}

const SET_WEIGHT: f64 = 800.0;
const MAX_QUESTION_WEIGHT: f64 = 3.0;
/// What a question counts whose right articles were taken away: it is the same customer's a second time.
const WITHOUT_RIGHT_WEIGHT: f64 = 0.5;
/// The ridge penalty.
const RIDGE: f64 = 10.0;
/// Newton's method has converged long before.
const STEPS: usize = 25;

const WIDTH: usize = 1 + EVIDENCE;

/// The weights that fit sets best.
#[must_use]
pub fn fit(sets: &[&Training]) -> Weights {
    let rows: Vec<([f64; WIDTH], bool, f64)> =
        sets.iter().flat_map(|set| set.weighted()).map(|(seen, weight)| (with_one(seen), seen.right, weight)).collect();
    let total: f64 = rows.iter().map(|(.., weight)| weight).sum::<f64>().max(f64::MIN_POSITIVE);
    let mean: [f64; WIDTH] =
        core::array::from_fn(|at| rows.iter().map(|(row, _, weight)| row[at] * weight).sum::<f64>() / total);
    let deviation: [f64; WIDTH] = core::array::from_fn(|at| {
        let squares = rows.iter().map(|(row, _, weight)| (row[at] - mean[at]).powi(2) * weight).sum::<f64>();
        (squares / total).sqrt().max(1e-9)
    });
    let standard = |row: &[f64; WIDTH]| -> [f64; WIDTH] {
        core::array::from_fn(|at| if at == 0 { 1.0 } else { (row[at] - mean[at]) / deviation[at] })
    };
    let mut weights = [0.0; WIDTH];
    for _ in 0..STEPS {
        let mut gradient = [0.0; WIDTH];
        let mut hessian = [[0.0; WIDTH]; WIDTH];
        for (row, right, weight) in &rows {
            let row = standard(row);
            let expected = probability(&weights, &row);
            let error = f64::from(u8::from(*right)) - expected;
            for i in 0..WIDTH {
                gradient[i] += weight * error * row[i];
                for j in 0..WIDTH {
                    hessian[i][j] += weight * expected * (1.0 - expected) * row[i] * row[j];
                }
            }
        }
        for i in 1..WIDTH {
            gradient[i] -= RIDGE * weights[i];
            hessian[i][i] += RIDGE;
        }
        hessian[0][0] += 1e-9;
        let step = solve(hessian, gradient);
        weights.iter_mut().zip(step).for_each(|(weight, step)| *weight += step);
    }
    let mut out = [0.0; WIDTH];
    out[0] = weights[0];
    for at in 1..WIDTH {
        out[at] = weights[at] / deviation[at];
        out[0] -= weights[at] * mean[at] / deviation[at];
    }
    out
}

/// How likely a best hit is right, 0 to 1; 0 where it holds too little of the question.
#[must_use]
pub fn confidence(weights: &Weights, seen: &Seen) -> f64 {
    if seen.eligible { probability(weights, &with_one(seen)) } else { 0.0 }
}

fn with_one(seen: &Seen) -> [f64; WIDTH] {
    let mut row = [1.0; WIDTH];
    row.iter_mut().skip(1).zip(seen.values).for_each(|(own, value)| *own = f64::from(value));
    row
}

fn probability(weights: &[f64; WIDTH], row: &[f64; WIDTH]) -> f64 {
    1.0 / (1.0 + (-weights.iter().zip(row).map(|(weight, value)| weight * value).sum::<f64>()).exp())
}

/// Solves a small system by Gaussian elimination; the matrix is positive definite.
fn solve(mut matrix: [[f64; WIDTH]; WIDTH], mut right: [f64; WIDTH]) -> [f64; WIDTH] {
    for column in 0..WIDTH {
        for row in column + 1..WIDTH {
            let factor = matrix[row][column] / matrix[column][column];
            for at in column..WIDTH {
                matrix[row][at] -= factor * matrix[column][at];
            }
            right[row] -= factor * right[column];
        }
    }
    let mut out = [0.0; WIDTH];
    for row in (0..WIDTH).rev() {
        let known: f64 = (row + 1..WIDTH).map(|at| matrix[row][at] * out[at]).sum();
        out[row] = (right[row] - known) / matrix[row][row];
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Weights that do not come back from data made with them would show answers at random.
    #[test]
    fn finds_the_weights_of_made_data() {
        let mut random = super::super::perturb::SplitMix(7);
        let mut uniform = || random.below(1 << 30) as f64 / f64::from(1 << 30);
        let asked = (0..4_000)
            .map(|_| {
                let values: [f32; EVIDENCE] = core::array::from_fn(|_| uniform() as f32 * 2.0 - 1.0);
                let odds = 0.5 + 2.0 * f64::from(values[0]) - f64::from(values[1]);
                Seen { values, eligible: true, right: uniform() < 1.0 / (1.0 + (-odds).exp()) }
            })
            .collect();
        let set = Training { name: "made".into(), asked, without_right: Vec::new(), questions: 4_000 };
        let found = fit(&[&set]);
        assert!(
            (found[0] - 0.5).abs() < 0.2 && (found[1] - 2.0).abs() < 0.4 && (found[2] + 1.0).abs() < 0.4,
            "{found:?}"
        );
        assert!(found[3..].iter().all(|weight| weight.abs() < 0.25), "{found:?}");
        assert_eq!(confidence(&found, &Seen { values: [9.0; EVIDENCE], eligible: false, right: false }), 0.0);
    }
}
