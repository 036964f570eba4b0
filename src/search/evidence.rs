//! How likely the best hit is to be the right one.
//!
//! A few numbers about a ranking, and a logistic function of them. The weights are fitted by `nightdesk eval --fit`
//! (`docs/contributors/ranking.md`) on sets of real questions, each judged by what was fitted on the others; with the
//! questions of each set once more, asked where their right articles were taken away, and with the questions of
//! customers that no page answers. What the two rules before it showed (half of the query covered, a fifth ahead of the
//! next) was right in 65 to 97 % of the cases on nine sets, and was shown for 9.5 % of the questions that nothing
//! answers; this is right in 78 to 100 %, and is shown for 3 % of these.
//!
//! Tried without a gain on the sets left out: how many articles score near the best, whether the lead survives without
//! any one word, agreement with 4-grams alone, how much of the title or of one sentence the query is, the number of
//! articles, the kind of question.

use super::bm25::K1;

/// How many numbers there are.
pub const EVIDENCE: usize = 6;

/// What is known about the best hit of a search.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Evidence {
    /// The lead of the best score over the next one, as a part of what all words of the query may score in one field.
    pub lead: f32,
    /// The part of the query that the article holds, 0 to 1, of its words weighted by idf: what was corrected, guessed
    /// from the beginning of a word, or only a synonym, is not held.
    pub held: f32,
    /// The same of the words that it holds themselves or in another form: one with the same first letters may be a
    /// stranger, as "community" is to "commute".
    pub itself: f32,
    /// The idf of the rarest of these words, as a part of the idf of a word that no article holds: 0 to 1.
    pub rarest: f32,
    /// The idf of the next one: of two rare words one may be a chance.
    pub second: f32,
    /// The score of the author's question that is most like the query, as a part of what all words of the query may
    /// score: 0 where there are none.
    pub asked: f32,
    /// How many words of the query are no stop words.
    pub words: usize,
}

impl Evidence {
    /// The evidence of a search: the two best scores, the idf of each query word, of each that the best hit holds, the
    /// score of its best question, and how many articles there are.
    pub(super) fn new(
        [first, second_score]: [f32; 2],
        idfs: &[f32],
        held: impl Iterator<Item = (f32, bool)>,
        question: f32,
        articles: usize,
    ) -> Self {
        let rare = (1.0 + articles as f32).ln();
        let total = idfs.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        let (mut sum, mut itself, mut rarest, mut second) = (0.0, 0.0, 0.0_f32, 0.0_f32);
        for (idf, is_itself) in held {
            sum += idf;
            itself += if is_itself { idf } else { 0.0 };
            second = second.max(idf.min(rarest));
            rarest = rarest.max(idf);
        }
        Self {
            lead: (first - second_score) / ((K1 + 1.0) * total),
            asked: question / ((K1 + 1.0) * total),
            held: sum / total,
            itself: itself / total,
            rarest: rarest / rare,
            second,
            words: idfs.len(),
        }
    }

    /// The numbers as the fitted function takes them.
    #[must_use]
    pub fn values(&self) -> [f32; EVIDENCE] {
        let words = (1.0 + self.words as f32).ln();
        [self.lead.max(0.02).ln(), self.held, self.rarest, self.second, self.asked, words]
    }

    /// Whether the best hit is likely enough the right one for its answer to be shown.
    #[must_use]
    pub fn is_enough(&self) -> bool {
        self.is_eligible() && log_odds(&self.values()) >= LEAST_LOG_ODDS
    }

    /// Whether the article itself holds enough of the query for an answer to be considered.
    #[must_use]
    pub fn is_eligible(&self) -> bool {
        self.held >= MIN_HELD && self.itself >= MIN_ITSELF
    }

    /// The numbers with their weights.
    #[cfg(feature = "cli")]
    #[must_use]
    pub fn odds(&self) -> Odds {
        let [bias, weights @ ..] = WEIGHTS;
        let values = self.values();
        let numbers = NAMES.into_iter().zip(values.into_iter().zip(weights));
        Odds {
            numbers: numbers.map(|(name, (value, weight))| (name, value, weight)).collect(),
            bias,
            log_odds: log_odds(&values),
            least: LEAST_LOG_ODDS,
        }
    }

    /// What the answer of the best hit lacks.
    #[cfg(feature = "cli")]
    pub(super) fn doubt(&self) -> Doubt {
        if self.is_eligible() {
            let confidence = |log_odds: f32| 1.0 / (1.0 + (-log_odds).exp());
            Doubt::Odds { confidence: confidence(log_odds(&self.values())), least: confidence(LEAST_LOG_ODDS) }
        } else if self.held < MIN_HELD {
            Doubt::Held { held: self.held, least: MIN_HELD }
        } else {
            Doubt::Itself { itself: self.itself, least: MIN_ITSELF }
        }
    }

    /// How likely a best hit with these numbers is right, 0 to 1.
    #[cfg(feature = "cli")]
    #[must_use]
    pub fn confidence(values: &[f32; EVIDENCE]) -> f32 {
        1.0 / (1.0 + (-log_odds(values)).exp())
    }
}

/// What the numbers of [`Evidence::values`] are called.
#[cfg(feature = "cli")]
const NAMES: [&str; EVIDENCE] = ["lead", "held", "rarest", "second", "asked", "words"];

/// Evidence as a sum.
#[cfg(feature = "cli")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Odds {
    /// Name, value and weight of each number.
    pub numbers: alloc::vec::Vec<(&'static str, f32, f32)>,
    /// What is added to their products.
    pub bias: f32,
    /// The sum: the logarithm of the odds that the best hit is right.
    pub log_odds: f32,
    /// From which sum on an answer is shown.
    pub least: f32,
}

/// Why no answer is considered. Shares and confidences are from 0 to 1.
#[cfg(feature = "cli")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Doubt {
    /// Nothing is found.
    Nothing,
    /// A number leads to the best hit, whatever the question says.
    Number,
    /// The best hit covers too little of the query.
    Covered {
        /// What it covers.
        share: f32,
        /// What it has to cover.
        least: f32,
    },
    /// It covers enough, but not by words of its own.
    Held {
        /// What it holds itself.
        held: f32,
        /// What it has to hold.
        least: f32,
    },
    /// Too much of what it holds has only the first letters of the query's words.
    Itself {
        /// What it holds in the query's words or their forms.
        itself: f32,
        /// What it has to hold.
        least: f32,
    },
    /// It is not likely enough to be right.
    Odds {
        /// How likely it is.
        confidence: f32,
        /// How likely it has to be.
        least: f32,
    },
}

#[cfg(test)]
impl Evidence {
    /// Of a hit that is right, as tests of what is shown need it.
    pub(super) const fn certain() -> Self {
        Self { lead: 9.0, held: 1.0, itself: 1.0, rarest: 1.0, second: 9.0, asked: 1.0, words: 3 }
    }
}

/// The logarithm of the odds that the best hit is right.
fn log_odds(values: &[f32; EVIDENCE]) -> f32 {
    let [bias, weights @ ..] = WEIGHTS;
    values.iter().zip(weights).map(|(value, weight)| value * weight).sum::<f32>() + bias
}

/// The least part of the query that the article itself holds.
const MIN_HELD: f32 = 0.5;
/// The least part of it that the article holds itself.
const MIN_ITSELF: f32 = 0.25;
/// From which odds on an answer is shown: a confidence of 0.62.
const LEAST_LOG_ODDS: f32 = 0.49;

/// The bias, and the weight of each number.
const WEIGHTS: [f32; 1 + EVIDENCE] = [-2.699, 0.742, 0.458, 1.985, 0.204, 1.362, 0.727];
