//! The description of the stream, for both directions: counts, sections, dictionary. The reader passes an empty
//! index as what is known, so that every known value is zero and the decisions read take its place.

use alloc::vec::Vec;

use super::{
    IndexError, RawIndex, RawTerm, STRICT,
    coder::{Chance, Coder, Number},
    lists::Lists,
};
use crate::search::{TOPICS, Topics, index::Parts};

/// The longest term, in bytes.
const MAX_TERM: usize = 255;

/// Codes a whole index. `models` is known when writing; `limit` is how many entries the input may describe.
pub(super) fn walk<C: Coder>(coder: &mut C, raw: &RawIndex, models: &[u32], limit: usize) -> Result<Parts, IndexError> {
    let counts = Counts::of(raw).code(coder);
    let entries = [counts.sections, counts.text, counts.postings].into_iter().fold(0, usize::saturating_add);
    if entries > limit || counts.articles > counts.sections || coder.past_end() {
        return Err(IndexError("counts"));
    }
    let article_of = sections(coder, raw, &counts)?;
    let mut lists = Lists::new(coder, raw, models, &article_of)?;
    let mut words = Words::default();

    let mut parts = Parts {
        lengths: core::array::from_fn(|_| alloc::vec![0; counts.sections]),
        article_count: counts.articles,
        article_of,
        text: Vec::with_capacity(counts.text),
        text_ends: Vec::new(),
        list_ends: Vec::new(),
        docs: Vec::with_capacity(counts.postings),
        tfs: Vec::with_capacity(counts.postings),
        topics: Topics::default(),
    };
    let nothing = RawTerm::default();
    let mut more = Chance::EVEN;
    let mut masks = alloc::vec![Chance::EVEN; 32 * 32];
    let (mut start, mut mask) = (0, 0);
    while coder.bit(&mut more, parts.text_ends.len() < raw.terms.len()) {
        let term = raw.terms.get(parts.text_ends.len()).unwrap_or(&nothing);
        let before = start..parts.text.len();
        start = parts.text.len();
        words.code(coder, term.text.as_bytes(), before.clone(), &mut parts.text)?;
        let (before, text) = (parts.text.get(before), parts.text.get(start..));
        if before >= text || text.is_none_or(|text| core::str::from_utf8(text).is_err()) {
            return Err(IndexError("terms out of order"));
        }
        if parts.text.len() > counts.text || coder.past_end() {
            return Err(IndexError("terms"));
        }
        parts.text_ends.push(parts.text.len() as u32);

        let known = term.postings.iter().rev().fold(0, |mask, list| mask << 1 | usize::from(!list.is_empty()));
        mask = coder.symbol(&mut masks, mask << 5, 5, known);
        for (field, known) in term.postings.iter().enumerate() {
            if mask & (1 << field) != 0 {
                lists.code(coder, field, known, &mut parts)?;
            }
            if parts.docs.len() > counts.postings || coder.past_end() {
                return Err(IndexError("postings"));
            }
            parts.list_ends.push(parts.docs.len() as u32);
        }
    }
    if STRICT && (parts.text.len(), parts.docs.len()) != (counts.text, counts.postings) {
        return Err(IndexError("counts do not fit"));
    }
    topics(coder, raw, &mut parts)?;
    Ok(parts)
}

/// The topics: scales as they are, places as numbers around 7 that learn from the others of their topic.
fn topics<C: Coder>(coder: &mut C, raw: &RawIndex, parts: &mut Parts) -> Result<(), IndexError> {
    if !coder.even(!raw.topics.places.is_empty()) {
        return Ok(());
    }
    for topic in 0..TOPICS {
        let known = raw.topics.scales.get(topic).copied().unwrap_or_default().to_bits();
        let bits = (0..32).rev().fold(0, |bits, place| bits << 1 | u32::from(coder.even(known >> place & 1 == 1)));
        parts.topics.scales.push(f32::from_bits(bits));
    }
    let mut chances = alloc::vec![Chance::EVEN; TOPICS << 4];
    for place in 0..parts.article_count * TOPICS {
        let known = i32::from(raw.topics.places.get(place).copied().unwrap_or_default()) + 8;
        let found = coder.symbol(&mut chances, (place % TOPICS) << 4, 4, known as usize);
        parts.topics.places.push(found as i8 - 8);
        if coder.past_end() {
            return Err(IndexError("topics"));
        }
    }
    if parts.topics.fits(parts.article_count) { Ok(()) } else { Err(IndexError("topics")) }
}

/// What the stream begins with.
struct Counts {
    sections: usize,
    articles: usize,
    text: usize,
    postings: usize,
}

impl Counts {
    fn of(raw: &RawIndex) -> Self {
        Self {
            sections: raw.sections.iter().map(|&count| count as usize).sum(),
            articles: raw.sections.len(),
            text: raw.terms.iter().map(|term| term.text.len()).sum(),
            postings: raw.terms.iter().flat_map(|term| &term.postings).map(Vec::len).sum(),
        }
    }

    fn code(self, coder: &mut impl Coder) -> Self {
        let mut context = Number::NEW;
        let mut number = |value: usize| coder.number(&mut context, value as u32) as usize;
        Self {
            sections: number(self.sections),
            articles: number(self.articles),
            text: number(self.text),
            postings: number(self.postings),
        }
    }
}

/// Per section, its article.
fn sections<C: Coder>(coder: &mut C, raw: &RawIndex, counts: &Counts) -> Result<Vec<u32>, IndexError> {
    let mut context = Number::NEW;
    let mut article_of = Vec::with_capacity(counts.sections);
    for article in 0..counts.articles {
        let known = raw.sections.get(article).copied().unwrap_or(1);
        let own = coder.number(&mut context, known.saturating_sub(1)) as usize + 1;
        if own > counts.sections - article_of.len() || coder.past_end() {
            return Err(IndexError("sections"));
        }
        article_of.extend(core::iter::repeat_n(article as u32, own));
    }
    if article_of.len() != counts.sections {
        return Err(IndexError("sections"));
    }
    Ok(article_of)
}

/// Front coding of the dictionary.
struct Words {
    /// By the length of the term before: how many bytes are shared.
    shared: Rows,
    /// By the byte before, or the one that the first byte of its own replaces: the byte.
    after_one: Rows,
    /// By the low five bits of the two bytes before, which tell all folded Latin letters apart: the byte.
    after_two: Rows,
}

/// Lengths of terms from here on share a context.
const LONG: usize = 20;

impl Default for Words {
    fn default() -> Self {
        Self { shared: Rows::new(LONG + 1), after_one: Rows::new(512), after_two: Rows::new(1024) }
    }
}

/// The chances of a byte in each of many contexts, most of which are never met: a row of 256 is made where needed.
struct Rows {
    /// Per context, where its row begins, or zero.
    starts: Vec<u32>,
    chances: Vec<Chance>,
}

impl Rows {
    fn new(contexts: usize) -> Self {
        // The first chance of a row is never used, so that zero is free.
        Self { starts: alloc::vec![0; contexts], chances: alloc::vec![Chance::EVEN] }
    }

    fn row(&mut self, context: usize) -> usize {
        let Some(start) = self.starts.get_mut(context) else { return 0 };
        if *start == 0 {
            *start = self.chances.len() as u32;
            self.chances.resize(self.chances.len() + 256, Chance::EVEN);
        }
        *start as usize
    }
}

impl Words {
    /// Codes a term after the one at `before`, appends it to `text`.
    fn code<C: Coder>(
        &mut self,
        coder: &mut C,
        known: &[u8],
        before: core::ops::Range<usize>,
        text: &mut Vec<u8>,
    ) -> Result<(), IndexError> {
        let last = text.get(before.clone()).unwrap_or_default();
        let common = last.iter().zip(known).take_while(|(a, b)| a == b).count();
        let common = {
            let row = self.shared.row(before.len().min(LONG));
            coder.symbol(&mut self.shared.chances, row, 8, common)
        };
        if common > before.len() {
            return Err(IndexError("terms"));
        }
        // The first byte of its own is above the one it replaces.
        let mut replaced = usize::from(last.get(common).copied().unwrap_or_default());
        let start = text.len();
        text.extend_from_within(before.start..before.start + common);
        loop {
            let length = text.len() - start;
            let back = |distance: usize| {
                let byte = length.checked_sub(distance).and_then(|at| text.get(start + at));
                usize::from(byte.copied().unwrap_or(1))
            };
            let (one, two) = (back(1), back(2));
            let fresh = replaced;
            let value = known.get(length).copied().unwrap_or_default();
            let byte = self.byte(coder, one, if fresh > 0 { 256 + fresh } else { two }, value);
            replaced = 0;
            if byte == 0 {
                return Ok(());
            }
            if length == MAX_TERM {
                return Err(IndexError("terms"));
            }
            text.push(byte);
        }
    }

    /// Codes a byte by the chances of both contexts, the longer one counting the more the better it is known.
    fn byte<C: Coder>(&mut self, coder: &mut C, one: usize, two: usize, value: u8) -> u8 {
        let mut node = 1;
        let near = self.after_one.row(one | two & 256);
        let pair = self.after_two.row((two & 31) << 5 | one & 31);
        for place in (0..8).rev() {
            let bit = value >> place & 1 == 1;
            let first = (&mut self.after_one.chances[..], near + node);
            let second = (&mut self.after_two.chances[..], pair + node);
            let bit = coder.blend(first, second, bit);
            node = node << 1 | usize::from(bit);
        }
        node as u8
    }
}
