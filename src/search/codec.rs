//! The index on the wire: columns of small integers, each column of one kind so that gzip finds its patterns.
//!
//! ```text
//! magic "NDI1"
//! column*   each: varint byte length, then that many bytes
//!   0 counts      varint: terms, sections, articles, then the words in each field
//!   1 sections    varint per article: how many sections it has
//!   2 norms       one byte per field and section ([`super::norm_id`])
//!   3 shared      one byte per term: bytes shared with the term before
//!   4 fresh       one byte per term: bytes that follow
//!   5 suffixes    those bytes
//!   6 fields      one byte per term: bit f set where field f holds it
//!   7 counts      varint per set bit: in how many sections
//!   8 postings    varint per posting: gap to the section before, times two, plus one where a frequency follows
//!   9 frequencies varint per such posting: frequency minus two
//! ```
//! Every number read is checked: hostile bytes give an [`IndexError`], never a panic, and never more memory than a
//! fixed multiple of the input.

use alloc::{string::String, vec::Vec};
use core::fmt;

use super::index::{FIELDS, Index, Parts};

const MAGIC: &[u8; 4] = b"NDI1";

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
    /// Per field, the norm id of each section.
    pub norms: [Vec<u8>; FIELDS],
    /// Per field, the number of words in all sections.
    pub words: [u64; FIELDS],
    /// Strictly ascending by bytes.
    pub terms: Vec<RawTerm>,
}

/// A term and where it occurs.
#[derive(Clone, Debug, Default)]
pub struct RawTerm {
    /// Folded, at most 255 bytes.
    pub text: String,
    /// Per field: section and frequency (1 or more), ascending by section.
    pub postings: [Vec<(u32, u32)>; FIELDS],
}

/// Writes an index.
#[must_use]
pub fn encode(raw: &RawIndex) -> Vec<u8> {
    let mut columns: [Vec<u8>; 10] = Default::default();
    let [counts, sections, norms, shared, fresh, suffixes, fields, lists, postings, frequencies] = &mut columns;
    let total: u32 = raw.sections.iter().sum();
    for number in [raw.terms.len() as u64, u64::from(total), raw.sections.len() as u64].into_iter().chain(raw.words) {
        put(counts, number);
    }
    raw.sections.iter().for_each(|&count| put(sections, u64::from(count)));
    raw.norms.iter().for_each(|field| norms.extend_from_slice(field));

    let mut before: &[u8] = &[];
    for term in &raw.terms {
        let text = term.text.as_bytes();
        let common = before.iter().zip(text).take_while(|(a, b)| a == b).count().min(255);
        let suffix = text.get(common..).unwrap_or_default();
        shared.push(u8::try_from(common).unwrap_or(u8::MAX));
        fresh.push(u8::try_from(suffix.len()).unwrap_or(u8::MAX));
        suffixes.extend_from_slice(suffix);
        before = text;

        let mut mask = 0_u8;
        for (field, list) in term.postings.iter().enumerate() {
            if list.is_empty() {
                continue;
            }
            mask |= 1 << field;
            put(lists, list.len() as u64);
            let mut previous = 0;
            for &(section, frequency) in list {
                put(postings, u64::from(section - previous) << 1 | u64::from(frequency > 1));
                if frequency > 1 {
                    put(frequencies, u64::from(frequency - 2));
                }
                previous = section;
            }
        }
        fields.push(mask);
    }

    let mut out = MAGIC.to_vec();
    for column in &columns {
        put(&mut out, column.len() as u64);
        out.extend_from_slice(column);
    }
    out
}

fn put(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// A cursor that answers `None` past the end.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (&first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(first)
    }

    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(head)
    }

    fn number(&mut self) -> Option<u32> {
        let mut out = 0_u64;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            out |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return u32::try_from(out).ok();
            }
        }
        None
    }

    fn size(&mut self) -> Option<usize> {
        self.number().map(|n| n as usize)
    }

    fn column(&mut self) -> Option<Bytes<'a>> {
        let length = self.size()?;
        self.take(length).map(Bytes)
    }
}

impl Index {
    /// Reads an index.
    ///
    /// # Errors
    /// [`IndexError`] names the part that does not fit.
    pub fn decode(bytes: &[u8]) -> Result<Self, IndexError> {
        let parts = read(bytes)?;
        Ok(Self::new(parts))
    }
}

fn read(bytes: &[u8]) -> Result<Parts, IndexError> {
    let mut file = Bytes(bytes);
    if file.take(4) != Some(MAGIC) {
        return Err(IndexError("not an index, or of another version"));
    }
    let mut column = || file.column().ok_or(IndexError("cut off"));
    let (mut counts, mut sections, mut norms) = (column()?, column()?, column()?);
    let (mut shared, mut fresh, mut suffixes) = (column()?, column()?, column()?);
    let (mut fields, mut lists, mut postings, mut frequencies) = (column()?, column()?, column()?, column()?);

    let mut count = || counts.size().ok_or(IndexError("counts"));
    let (term_count, section_count, article_count) = (count()?, count()?, count()?);
    let mut words = [0_u32; FIELDS];
    for total in &mut words {
        *total = counts.number().ok_or(IndexError("word counts"))?;
    }
    // Columns of one byte per entry bound every count by the size of the input.
    if fields.0.len() != term_count
        || norms.0.len() != section_count.saturating_mul(FIELDS)
        || article_count > sections.0.len()
    {
        return Err(IndexError("counts do not fit the columns"));
    }

    let mut article_of = Vec::with_capacity(section_count);
    for article in 0..article_count as u32 {
        let own = sections.size().ok_or(IndexError("sections"))?;
        if own == 0 || own > section_count - article_of.len() {
            return Err(IndexError("sections"));
        }
        article_of.extend(core::iter::repeat_n(article, own));
    }
    if article_of.len() != section_count {
        return Err(IndexError("sections"));
    }

    let mut text = Vec::new();
    let mut text_ends = Vec::with_capacity(term_count);
    let mut list_ends = Vec::with_capacity(term_count * FIELDS);
    let mut docs = Vec::with_capacity(postings.0.len());
    let mut tfs = Vec::with_capacity(postings.0.len());
    let mut previous = 0..0;
    for _ in 0..term_count {
        let start = text.len();
        let common = usize::from(shared.byte().ok_or(IndexError("terms"))?);
        let own = usize::from(fresh.byte().ok_or(IndexError("terms"))?);
        if common > previous.len() {
            return Err(IndexError("terms"));
        }
        text.extend_from_within(previous.start..previous.start + common);
        text.extend_from_slice(suffixes.take(own).ok_or(IndexError("terms"))?);
        let (before, term) = (text.get(previous.clone()), text.get(start..));
        if before >= term || term.is_none_or(|term| core::str::from_utf8(term).is_err()) {
            return Err(IndexError("terms out of order"));
        }
        previous = start..text.len();
        text_ends.push(text.len() as u32);

        let mask = fields.byte().ok_or(IndexError("fields"))?;
        for field in 0..FIELDS {
            if mask & (1 << field) != 0 {
                let length = lists.size().ok_or(IndexError("posting counts"))?;
                read_list(&mut postings, &mut frequencies, length, section_count, &mut docs, &mut tfs)?;
            }
            list_ends.push(docs.len() as u32);
        }
    }
    let norms = core::array::from_fn(|_| norms.take(section_count).unwrap_or_default().to_vec());
    Ok(Parts { article_of, article_count, norms, words, text, text_ends, list_ends, docs, tfs })
}

fn read_list(
    postings: &mut Bytes<'_>,
    frequencies: &mut Bytes<'_>,
    length: usize,
    section_count: usize,
    docs: &mut Vec<u32>,
    tfs: &mut Vec<u16>,
) -> Result<(), IndexError> {
    let mut section = 0_u32;
    for at in 0..length {
        let code = postings.number().ok_or(IndexError("postings"))?;
        let gap = code >> 1;
        if at > 0 && gap == 0 {
            return Err(IndexError("postings out of order"));
        }
        section = section.checked_add(gap).filter(|&s| (s as usize) < section_count).ok_or(IndexError("postings"))?;
        let frequency =
            if code & 1 == 1 { frequencies.number().ok_or(IndexError("frequencies"))?.saturating_add(2) } else { 1 };
        docs.push(section);
        tfs.push(u16::try_from(frequency).unwrap_or(u16::MAX));
    }
    Ok(())
}
