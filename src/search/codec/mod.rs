//! The index on the wire: one stream of adaptively coded decisions, encoded and decoded by one description.
//!
//! ```text
//! magic "NDI3"
//! stream
//!   counts      articles, questions, bytes of all terms, postings
//!   questions   per article: how many it has
//!   references  per article: an earlier article that it resembles, or none
//!   script      the first of the letters that have codes
//!   terms       ascending; per term
//!     source    whether it is the next term of the titles, which are known; after their last, whether there is one
//!     text      where it is spelled: letters shared with the term before, then the others and an end
//!     fields    which other fields hold it
//!     lists     per such field: how many articles are not predicted, and which; then which of the predicted ones hold
//!               the term; and all frequencies
//!   topics      whether there are any; their scales; per article and topic a small number
//! zeros         up to a length of 1/64 of what is described
//! ```
//! Field lengths are not there: every word is indexed, so a length is the sum of the frequencies. Titles are not there
//! either: the decoder has them from the cards of the articles.
//!
//! # Two directions
//!
//! [`Coder`] is one direction of coding: [`Encoder`] writes decisions, [`Decoder`] reads them. The description of the
//! stream ([`layout`], [`terms`], [`lists`], [`references`], [`tree`]) is written once, for any coder, so that the two
//! cannot drift apart. A function whose name begins with `code_` runs in both directions:
//!
//! - Its parameter `known` (in [`Coder`] itself, `bit` and `value`) is the value when encoding. When decoding it is
//!   zero or empty, and ignored.
//! - What it returns is the value in both directions. Everything after the call uses this and no longer `known`.
//!
//! So `let count = coder.code_number(&mut models, known)` is to be read as "`count` is a number of the stream". Models
//! adapt to what was returned, hence in the same way on both sides.
//!
//! # A worked example
//!
//! Two articles, "Refund" and "Code", whose bodies are "Refund, code, code, refunds." and "Code: refunds.", have three
//! terms. Per term, the articles in whose title and body it is, each with its frequency:
//!
//! ```text
//! term      title         body
//! code      1 (1)         0 (2), 1 (1)
//! refund    0 (1)         0 (1)
//! refunds   –             0 (1), 1 (1)
//! ```
//! This is the whole stream. Each line is a value, the binary decisions that code it, and what these cost in bits: a
//! decision that the model expected costs less than one. Numbers are Exp-Golomb codes of the number plus one: as many
//! ones as there are bits below the leading one, a zero, these bits. Symbols are plain binary numbers, but every bit
//! has a model of its own.
//!
//! ```text
//! part        what is coded            decisions        bits
//! counts      2 articles               10 1             3.00
//!             0 questions              0                2.56
//!             17 bytes of terms        11110 0010      10.56
//!             7 postings               1110 000         7.47
//! questions   0 of article 0           0                1.00
//!             0 of article 1           0                0.27
//! references  article 0 has none       0                1.00
//!             article 1 has none       0                0.27
//! script      c is U+0063              1111110 100100  13.00
//! code        the next title term      1                1.00
//!             other fields: body       1000             4.00
//!   body      1 seed                   10 0             3.00
//!             it is article 0          0..1 of 2        1.00
//!             0: more than once        1                1.00
//!             0: not three times       0                1.00
//!             1: predicted, holds it   1                1.00
//!             1: once                  0                1.00
//! refund      the next title term      1                1.00
//!             other fields: body       1000             4.00
//!   body      0 seeds                  0                2.56
//!             0: predicted, holds it   1                0.27
//!             0: once                  0                2.56
//! refunds     another term follows     1                1.00
//!             6 letters shared         000110           6.00
//!             s: letter 16 from c      011011           6.00
//!             end of the term          000000           6.00
//!             other fields: body       1000             4.00
//!   body      2 seeds                  10 1             3.83
//!             left half: article 0     0..3 of 3        0.00
//!             right half: article 1    0..1 of 1        0.00
//!             0: once                  0                1.00
//!             1: once                  0                1.00
//! end         no term follows          0                2.56
//! topics      there are none           0                1.00
//!                                      90 in all       94.92
//! ```
//! Line by line:
//!
//! - The counts share their models. The first of them has bits below the leading one, so the second is expected to have
//!   some too, and its `0` costs more than two bits. Lines such as "0: once" are about an article of the list.
//! - The titles are known, so `code` and `refund` cost one decision each, their lists for the title nothing.
//! - `refunds` is front-coded: six letters of `refund`, the letter `s` (letters of the script are codes 11 to 62; `c`
//!   is the first), the end. The other fields are four bits: body, headings, keywords, questions.
//! - In the body, article 1 is a candidate for `code`, because its title holds the term: one decision. Article 0 is not
//!   predicted, hence a seed: one of two equal slots of the range, then whether it has the term once more, and again.
//! - For `refunds`, two seeds of two articles leave no choice: no slot but the own is left in either half, and nothing
//!   is paid. Article 0 weighs 3 there, because it was a seed before.
//!
//! The bytes: the magic, and 95 bits in 15 bytes, since an encoder ends with up to four bytes more than it needs.
//!
//! ```text
//! NDI3 5a af 87 45 a6 0b 32 ed 1a 12 86 83 70 af b3
//! ```
//! `example.rs` encodes this index in both directions and compares the tables and the bytes with those above.
//!
//! # Hostile input
//!
//! Every number read is checked: hostile bytes give an [`IndexError`], never a panic. The counts come first and are
//! held against the length of the input, which bounds memory; time is bounded because every posting takes a binary
//! decision, and each of these costs at least 1/177 of a bit.

mod error;
mod model;

mod coder;
mod decoder;
mod encoder;

mod raw;

mod counts;
mod tree;

mod candidates;
mod lists;
mod references;
mod terms;
mod titles;

mod layout;

#[cfg(test)]
mod example;

use alloc::{string::String, vec::Vec};

use super::index::Index;
use coder::Coder;
use counts::{Counts, STRICT};
use decoder::Decoder;
use encoder::Encoder;
pub use error::IndexError;
use layout::code_index;
pub use raw::{RawIndex, RawTerm};
use references::choose_references;
use titles::TitleTerms;

/// The first bytes: the format and its version.
const MAGIC: &[u8; 4] = b"NDI3";
/// How many entries (postings, bytes of terms, articles, questions) a byte of input may stand for.
const ENTRIES_PER_BYTE: usize = 64;
/// How many there may be at all: no sum of them overflows.
const MAX_ENTRIES: usize = 1 << 28;

/// Writes an index.
#[must_use]
pub fn encode(raw: &RawIndex) -> Vec<u8> {
    let mut encoder = Encoder::new();
    let titles = TitleTerms::new(raw.titles.iter().map(String::as_str));
    // What cannot be written cannot be read either: the decoder says what is wrong with it.
    let _ = code_index(&mut encoder, raw, titles, &choose_references(raw), usize::MAX);
    let mut out = MAGIC.to_vec();
    out.extend(encoder.finish());
    let least = Counts::of(raw).entries().div_ceil(ENTRIES_PER_BYTE);
    if out.len() < least {
        out.resize(least, 0);
    }
    out
}

impl Index {
    /// Reads an index of articles that have these titles.
    ///
    /// # Errors
    /// [`IndexError`] names the part that does not fit.
    pub fn decode<'a>(bytes: &[u8], titles: impl Iterator<Item = &'a str>) -> Result<Self, IndexError> {
        let Some(stream) = bytes.strip_prefix(MAGIC) else {
            return Err(IndexError("not an index, or of another version"));
        };
        let mut decoder = Decoder::new(stream);
        let limit = bytes.len().saturating_mul(ENTRIES_PER_BYTE).min(MAX_ENTRIES);
        let parts = code_index(&mut decoder, &RawIndex::default(), TitleTerms::new(titles), &[], limit)?;
        if !STRICT && !decoder.past_end() {
            return Ok(Self::new(parts));
        }
        let entries = parts.docs.len() + parts.text.len() + parts.article_of.len() + parts.article_count;
        let rest = decoder.finish().ok_or(IndexError("the end"))?;
        let stream_end = bytes.len() - rest.len();
        if bytes.len() != stream_end.max(entries.div_ceil(ENTRIES_PER_BYTE)) || rest.iter().any(|&byte| byte != 0) {
            return Err(IndexError("something after the end"));
        }
        Ok(Self::new(parts))
    }
}
