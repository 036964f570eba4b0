//! Which section of an article a query means: the unit of answering.
//!
//! An article is read as a sequence of numbers (see `proximity.rs`). Within it the sections are ranked as articles are
//! within a site: BM25 over their words, idf by how many sections hold a word, and more for a heading that is the
//! question.

use alloc::vec::Vec;

use super::{
    bm25::{idf, saturated},
    proximity::{SECTION, TEXT},
};

/// From so many sections on, an article is a collection of answers, such as a page of questions: its sections are
/// results of their own.
pub(super) const MANY: usize = 8;
/// What a word in a heading counts beside its occurrences in the text.
const HEADING_WEIGHT: f32 = 1.0;
/// What a heading that equals the query counts, as a part of all its words' weight.
const SAME_HEADING_WEIGHT: f32 = 2.0;

/// A query as the numbers of a sequence.
#[derive(Clone, Copy)]
pub(super) struct QueryNumbers<'a> {
    /// Per term, the query word that it matches (from 1; 0 is none).
    pub(super) word_of: &'a [u8],
    /// How many query words are no stop words.
    pub(super) words: usize,
    /// The numbers of those that are.
    pub(super) stop_words: &'a [u32],
}

impl QueryNumbers<'_> {
    /// The query word that a number matches, from 0.
    pub(super) fn word(&self, number: u32) -> Option<usize> {
        self.word_of.get(number as usize).map(|&word| usize::from(word)).and_then(|word| word.checked_sub(1))
    }
}

/// What a section holds.
#[derive(Default)]
struct Section {
    /// Per query word, its occurrences in the text.
    in_text: Vec<u16>,
    /// Per query word, whether the heading holds it.
    in_heading: Vec<bool>,
    /// How many stop words of the query the heading holds.
    stop_words: usize,
    heading_length: usize,
    text_length: usize,
}

/// How well a section answers.
#[derive(Clone, Copy, Default)]
pub(super) struct SectionScore {
    /// Comparable within one article only.
    pub(super) score: f32,
    /// How much the heading is the query, 0 to 1: by the cube of the part of the query that it holds and the square root
    /// of the part of it that the query holds, as with titles.
    pub(super) named: f32,
}

/// The scores of an article's sections, in order; the first is what precedes the first heading.
pub(super) fn section_scores(numbers: &[u32], query: QueryNumbers<'_>) -> Vec<SectionScore> {
    let sections = read(numbers, query);
    let count = sections.len();
    let average = sections.iter().map(|own| own.text_length).sum::<usize>() as f32 / count.max(1) as f32;
    let weights: Vec<f32> = (0..query.words)
        .map(|word| {
            let holds = |own: &&Section| {
                own.in_text.get(word).is_some_and(|&times| times > 0) || own.in_heading.get(word) == Some(&true)
            };
            idf(count, sections.iter().filter(holds).count())
        })
        .collect();
    let total: f32 = weights.iter().sum();
    let score = |own: &Section| {
        let relative = own.text_length as f32 / average.max(1.0);
        let mut sum = 0.0;
        let mut same = own.stop_words;
        for ((weight, &times), &in_heading) in weights.iter().zip(&own.in_text).zip(&own.in_heading) {
            sum += weight * saturated(f32::from(times), relative);
            if in_heading {
                sum += weight * HEADING_WEIGHT;
                same += 1;
            }
        }
        let of_query = same as f32 / (query.words + query.stop_words.len()).max(1) as f32;
        let of_heading = (same as f32 / own.heading_length.max(1) as f32).min(1.0);
        let named = of_query * of_query * of_query * of_heading.sqrt();
        SectionScore { score: sum + SAME_HEADING_WEIGHT * total * of_query * of_query * of_heading, named }
    };
    sections.iter().map(score).collect()
}

/// Counts the query words in each section.
fn read(numbers: &[u32], query: QueryNumbers<'_>) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut in_heading = false;
    for &number in numbers {
        if number == SECTION {
            let (in_text, heading) = (alloc::vec![0; query.words], alloc::vec![false; query.words]);
            sections.push(Section { in_text, in_heading: heading, ..Section::default() });
            in_heading = true;
            continue;
        }
        // What precedes the first section is the article's title.
        let Some(own) = sections.last_mut() else { continue };
        match (number, in_heading) {
            (TEXT, _) => in_heading = false,
            (_, true) => {
                own.heading_length += 1;
                own.stop_words += usize::from(query.stop_words.contains(&number));
                query
                    .word(number)
                    .and_then(|word| own.in_heading.get_mut(word))
                    .into_iter()
                    .for_each(|own| *own = true);
            }
            (_, false) => {
                own.text_length += 1;
                let times = query.word(number).and_then(|word| own.in_text.get_mut(word));
                times.into_iter().for_each(|times| *times = times.saturating_add(1));
            }
        }
    }
    sections
}

/// The best section, the first of equals; 0 where none holds a word.
pub(super) fn best_section(scores: &[SectionScore]) -> u32 {
    let mut best = (0.0, 0);
    for (section, own) in (0..).zip(scores) {
        if own.score > best.0 {
            best = (own.score, section);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(numbers: &[u32], words: usize) -> Vec<SectionScore> {
        section_scores(numbers, QueryNumbers { word_of: &[0, 1, 2, 0], words, stop_words: &[9] })
    }

    /// A result must open at the section that holds the answer.
    #[test]
    fn sections_are_told_apart() {
        let numbers = [1, SECTION, TEXT, 1, 3, SECTION, 2, TEXT, 1, 3, SECTION, TEXT, 2];
        assert_eq!(best_section(&scores(&numbers, 2)), 1);
        assert_eq!(
            best_section(&section_scores(&numbers, QueryNumbers { word_of: &[], words: 2, stop_words: &[] })),
            0
        );
        assert_eq!(best_section(&scores(&[], 0)), 0);
    }

    /// On a page of questions the one that was asked word by word comes first, before a section that says its words more
    /// often, and before a longer question.
    #[test]
    fn a_heading_that_is_the_question_wins() {
        let numbers =
            [SECTION, TEXT, SECTION, 3, 1, 2, TEXT, 1, 1, 2, 2, SECTION, 9, 1, 2, TEXT, 3, SECTION, TEXT, 1, 2, 1, 2];
        assert_eq!(best_section(&scores(&numbers, 2)), 2);
    }
}
