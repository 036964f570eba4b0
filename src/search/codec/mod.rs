//! The index on the wire: one stream of adaptively coded decisions ([`coder`]), written and read by one description
//! ([`layout`], [`lists`]).
//!
//! ```text
//! magic "NDI3"
//! stream
//!   counts     articles, questions, bytes of all terms, postings
//!   questions  per article: how many it has
//!   models     per article: an earlier article that it resembles, or none
//!   script     the first of the letters that have codes
//!   terms      ascending; per term
//!     title    whether it is the next word of the titles, which are known
//!     text     where it is not: letters shared with the term before, then the others and an end
//!     fields   which other fields hold it
//!     lists    per such field: the articles that nothing foretells, then the others, then frequencies
//!   the end    a decision before every term behind the last word of the titles
//!   topics     whether there are any; their scales; per article and topic a small number
//! zeros        up to a length of 1/64 of what is described
//! ```
//! Field lengths are not there: every word is indexed, so a length is the sum of the frequencies. Titles are not there
//! either: the reader has them from the cards of the articles.
//!
//! Every number read is checked: hostile bytes give an [`IndexError`], never a panic. The counts come first and are
//! held against the length of the input, which bounds memory; time is bounded because every decision costs at least
//! 1/177 of a bit.

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
