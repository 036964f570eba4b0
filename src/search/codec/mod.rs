//! The index on the wire: one stream of adaptively coded decisions ([`coder`]), written and read by one description
//! ([`layout`], [`lists`]).
//!
//! ```text
//! magic "NDI2"
//! stream
//!   counts     sections, articles, bytes of all terms, postings
//!   sections   per article: how many it has
//!   models     per section: an earlier section that it resembles, or none
//!   heads      per field: whether it occurs in first sections only
//!   terms      ascending; per term
//!     text       bytes shared with the term before, then the others and a zero
//!     fields     which fields hold it
//!     lists      per such field: the sections that nothing foretells, then the others, then frequencies
//!   the end    a decision before every term
//!   topics     whether there are any; their scales; per article and topic a small number
//! zeros        up to a length of 1/64 of what is described
//! ```
//! Field lengths are not there: every word is indexed, so a length is the sum of the frequencies.
//!
//! Every number read is checked: hostile bytes give an [`IndexError`], never a panic. The counts come first and are
//! held against the length of the input, which bounds memory; time is bounded because every decision costs at least
//! 1/177 of a bit.

mod coder;
mod layout;
mod lists;
mod marks;
mod tree;

mod models;

use alloc::{string::String, vec::Vec};
use core::fmt;

use super::{
    Topics,
    index::{FIELDS, Index},
};
use coder::{Coder, Reader, Writer};
use layout::walk;
use models::models;

const MAGIC: &[u8; 4] = b"NDI2";
/// How many entries (postings, bytes of terms, sections) a byte of input may stand for.
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

/// An index before encoding.
#[derive(Clone, Debug, Default)]
pub struct RawIndex {
    /// How many sections each article has, in article order; sections are numbered through.
    pub sections: Vec<u32>,
    /// Strictly ascending by bytes.
    pub terms: Vec<RawTerm>,
    /// Where the articles stand among the site's topics; may be empty.
    pub topics: Topics,
}

/// A term and where it occurs.
#[derive(Clone, Debug, Default)]
pub struct RawTerm {
    /// Folded, 1 to 255 bytes, none of them zero.
    pub text: String,
    /// Per field: section and frequency (1 or more), ascending by section. At least one of them is not empty.
    pub postings: [Vec<(u32, u32)>; FIELDS],
}

/// Writes an index.
#[must_use]
pub fn encode(raw: &RawIndex) -> Vec<u8> {
    let mut writer = Writer::new();
    // What cannot be written cannot be read either: the reader says what is wrong with it.
    let _ = walk(&mut writer, raw, &models(raw), usize::MAX);
    let mut out = MAGIC.to_vec();
    out.extend(writer.finish());
    let postings: usize = raw.terms.iter().flat_map(|term| &term.postings).map(Vec::len).sum();
    let text: usize = raw.terms.iter().map(|term| term.text.len()).sum();
    let sections: usize = raw.sections.iter().map(|&count| count as usize).sum();
    let least = (postings + text + sections).div_ceil(PER_BYTE);
    if out.len() < least {
        out.resize(least, 0);
    }
    out
}

impl Index {
    /// Reads an index.
    ///
    /// # Errors
    /// [`IndexError`] names the part that does not fit.
    pub fn decode(bytes: &[u8]) -> Result<Self, IndexError> {
        let Some(stream) = bytes.strip_prefix(MAGIC) else {
            return Err(IndexError("not an index, or of another version"));
        };
        let mut reader = Reader::new(stream);
        let parts = walk(&mut reader, &RawIndex::default(), &[], bytes.len().saturating_mul(PER_BYTE).min(MOST))?;
        if !STRICT && !reader.past_end() {
            return Ok(Self::new(parts));
        }
        let entries = parts.docs.len() + parts.text.len() + parts.article_of.len();
        let rest = reader.finish().ok_or(IndexError("the end"))?;
        let stream_ends = bytes.len() - rest.len();
        if bytes.len() != stream_ends.max(entries.div_ceil(PER_BYTE)) || rest.iter().any(|&byte| byte != 0) {
            return Err(IndexError("something after the end"));
        }
        Ok(Self::new(parts))
    }
}
