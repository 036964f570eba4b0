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

mod coder;
mod layout;
mod lists;
mod marks;
mod models;
mod raw;
mod titles;
mod tree;
mod words;

use alloc::{string::String, vec::Vec};
use core::fmt;

use super::index::Index;
use coder::{Coder, Reader, Writer};
use layout::{Counts, walk};
use models::models;
pub use raw::{RawIndex, RawTerm};
use titles::Titles;

const MAGIC: &[u8; 4] = b"NDI3";
/// How many entries (postings, bytes of terms, articles, questions) a byte of input may stand for.
const PER_BYTE: usize = 64;
/// How many there may be at all: no sum of them overflows.
const MOST: usize = 1 << 28;
/// Whether sums have to add up. Changed bytes hardly ever do that, so that fuzzing would end here.
const STRICT: bool = !cfg!(fuzzing);

/// Why bytes are no index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndexError(&'static str);

impl fmt::Display for IndexError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the search index is damaged ({})", self.0)
    }
}

/// Writes an index.
#[must_use]
pub fn encode(raw: &RawIndex) -> Vec<u8> {
    let mut writer = Writer::new();
    // What cannot be written cannot be read either: the reader says what is wrong with it.
    let _ = walk(&mut writer, raw, Titles::new(raw.titles.iter().map(String::as_str)), &models(raw), usize::MAX);
    let mut out = MAGIC.to_vec();
    out.extend(writer.finish());
    let least = Counts::of(raw).entries().div_ceil(PER_BYTE);
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
        let mut reader = Reader::new(stream);
        let most = bytes.len().saturating_mul(PER_BYTE).min(MOST);
        let parts = walk(&mut reader, &RawIndex::default(), Titles::new(titles), &[], most)?;
        if !STRICT && !reader.past_end() {
            return Ok(Self::new(parts));
        }
        let entries = parts.docs.len() + parts.text.len() + parts.article_of.len() + parts.article_count;
        let rest = reader.finish().ok_or(IndexError("the end"))?;
        let stream_ends = bytes.len() - rest.len();
        if bytes.len() != stream_ends.max(entries.div_ceil(PER_BYTE)) || rest.iter().any(|&byte| byte != 0) {
            return Err(IndexError("something after the end"));
        }
        Ok(Self::new(parts))
    }
}
