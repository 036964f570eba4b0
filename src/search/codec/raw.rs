//! An index before it is encoded.

use alloc::{collections::BTreeMap, string::String, vec::Vec};

use crate::{
    language::tokens,
    search::{FIELDS, Field, Topics},
};

/// An index before encoding.
#[derive(Clone, Debug, Default)]
pub struct RawIndex {
    /// The titles of the articles, in their order.
    pub titles: Vec<String>,
    /// How many questions of its customers each article has; questions are numbered through.
    pub questions: Vec<u32>,
    /// Strictly ascending by bytes.
    pub terms: Vec<RawTerm>,
    /// Where the articles stand among the site's topics; may be empty.
    pub topics: Topics,
}

/// A term and where it occurs.
#[derive(Clone, Debug, Default)]
pub struct RawTerm {
    /// Folded, 1 to 63 letters.
    pub text: String,
    /// Per field: article and frequency (1 or more), ascending by article; in [`Field::Questions`] the question instead
    /// of the article. At least one of them is not empty, and titles are those of [`RawIndex::titles`].
    pub postings: [Vec<(u32, u32)>; FIELDS],
}

impl RawIndex {
    /// The index of articles with these texts, every word counted; each line of [`Field::Questions`] is a question.
    #[must_use]
    pub fn of_texts<'a>(articles: impl IntoIterator<Item = [&'a str; FIELDS]>) -> Self {
        let mut raw = Self::default();
        let mut terms: BTreeMap<String, [BTreeMap<u32, u32>; FIELDS]> = BTreeMap::new();
        let mut asked = 0;
        for (article, texts) in (0..).zip(articles) {
            let [title, questions, ..] = texts;
            raw.titles.push(title.into());
            raw.questions.push(questions.lines().count() as u32);
            for (field, text) in Field::ALL.into_iter().zip(texts) {
                for line in text.lines() {
                    let holder = if field == Field::Questions { asked } else { article };
                    asked += u32::from(field == Field::Questions);
                    for token in tokens(line) {
                        if let Some(list) = terms.entry(token.term).or_default().get_mut(field as usize) {
                            *list.entry(holder).or_default() += 1;
                        }
                    }
                }
            }
        }
        let term = |(text, postings): (String, [BTreeMap<u32, u32>; FIELDS])| RawTerm {
            text,
            postings: postings.map(|list| list.into_iter().collect()),
        };
        raw.terms = terms.into_iter().map(term).collect();
        raw
    }
}
