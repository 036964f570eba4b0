//! Search: pure, the same code natively and in the browser.
//!
//! One language-neutral recipe. Both sides are lower-cased and folded (`ł` to `l`). The index holds folded surface
//! words per field and nothing else; five-letter keys, prefixes and character 4-grams are derived from its sorted
//! dictionary while answering. A question matches by OR: every word adds to the score, none is required, so that
//! a typo never empties the list. Sections are the unit of answering, articles the unit of listing.
//!
//! It does not build the index (`studio` does, with tantivy) and it does not fetch anything.

mod index;

mod codec;

mod bm25;
mod evidence;
mod frequencies;
mod fuzzy;
mod grams;
mod identifiers;
mod joins;
mod norms;
mod proximity;
mod query;
mod rank;
mod reach;
mod sections;
mod sums;
mod synonyms;
mod topics;
mod trace;

mod answer;
mod excerpt;
mod found;
mod lines;
mod matcher;
mod passage;
mod sentences;

#[cfg(feature = "cli")]
mod explain;

#[cfg(test)]
mod linear;

pub use answer::{Answer, answer};
pub use codec::{IndexError, RawIndex, RawTerm, encode};
#[cfg(feature = "cli")]
pub use evidence::{Doubt, Odds};
pub use evidence::{EVIDENCE, Evidence};
pub use excerpt::{Excerpt, excerpt, marks};
#[cfg(feature = "cli")]
pub use explain::{Expanded, Expansion, Explanation, Searched};
pub use found::{Found, found, spelled};
pub use identifiers::{Identifier, NumberRule, identifiers};
pub use index::{FIELDS, Field, Index};
pub use matcher::Matcher;
pub use norms::{norm_id, norm_length};
pub use passage::PASSAGE_CHARS;
pub use proximity::{CANDIDATES, NoTexts, ReadTexts, Sequences, Texts};
pub use query::{MAX_QUERY_CHARS, Query};
pub use rank::{Correction, Hit, Outcome};
pub use reach::{Reach, finds_word, is_phrase};
pub use synonyms::{MAX_PHRASE_WORDS, Synonym};
pub use topics::{STEP, TOPICS, Topics};
pub use trace::Part;
