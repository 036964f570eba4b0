//! The answer: the passage of the best article that answers the query, shown only where it is likely to be right.
//!
//! Whether that is so, says the [`Evidence`](super::Evidence) of the ranking. A wrong passage costs trust, a missing one
//! a look at the list.

use alloc::string::String;
use core::ops::Range;

#[cfg(feature = "cli")]
use super::evidence::Doubt;
use super::{
    Excerpt, Outcome, excerpt, marks,
    passage::{PASSAGE_CHARS, passage},
    sentences::sentences,
};
use crate::knowledge::{Block, sections};

/// The least part of the query that the best hit covers.
const MIN_SHARE: f32 = 0.5;
/// The part of the query that a heading holds which is the question.
const NAMED_SHARE: f32 = 0.8;
/// What a passage has to add to title and description, as a part of the query, to be shown in the description's place.
/// Of 22 borderline passages 14 are right so, 10 where it only has to hold more.
const PASSAGE_ADDS: f32 = 0.6;
/// What the heading above it has to add, otherwise: then the question means this section.
const HEADING_ADDS: f32 = 0.1;

/// The least part of a page's words that an article's title holds, where the article is suggested for the page.
const MIN_TITLE_SHARE: f32 = 1.0 / 3.0;

/// A hit that covers less of the query than this only resembles it in spelling.
const MIN_FOUND_SHARE: f32 = 0.2;

/// A passage that answers a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Id and words of the heading above it; `None` before the first heading.
    pub heading: Option<(String, String)>,
    /// Whole sentences, a line per list item, with highlights.
    pub passage: Excerpt,
}

impl Outcome {
    /// Whether the best hit is likely to be the right one.
    #[must_use]
    pub fn confident(&self) -> bool {
        self.hits.first().is_some_and(|best| best.share >= MIN_SHARE) && self.evidence.is_enough()
    }

    /// Why no answer is considered; `None` where the outcome is [`confident`](Self::confident).
    #[cfg(feature = "cli")]
    #[must_use]
    pub fn doubt(&self) -> Option<Doubt> {
        let Some(best) = self.hits.first() else { return Some(Doubt::Nothing) };
        let by_number = self.number.is_some() && self.evidence == super::Evidence::default();
        if self.confident() {
            None
        } else if by_number {
            Some(Doubt::Number)
        } else if best.share < MIN_SHARE {
            Some(Doubt::Covered { share: best.share, least: MIN_SHARE })
        } else {
            Some(self.evidence.doubt())
        }
    }

    /// Whether the best hit, which has this title, is to be suggested where nobody has typed a query: it is made of the
    /// words of a page. A page of a shop mentions many things, so that coverage and margin are not enough, and the
    /// title has to match, which says what an article is about: of 50 pages 25 have an article, 17 of them show it and
    /// none shows a wrong one; without the title 7 would (`tests/search.rs`).
    #[must_use]
    pub fn suggests(&self, title: &str) -> bool {
        self.confident() && self.covered_idf(title) >= MIN_TITLE_SHARE * self.idfs.iter().sum::<f32>()
    }

    /// Whether no hit covers a notable part of the query: what is listed then is only similar.
    #[must_use]
    pub fn lost(&self) -> bool {
        self.hits.iter().all(|hit| hit.share < MIN_FOUND_SHARE)
    }

    /// The summed idf of the query words that a text matches.
    fn covered_idf(&self, text: &str) -> f32 {
        let matched = self.matcher.query_words(text);
        (0..).zip(&self.idfs).filter(|(word, _)| matched.contains(word)).map(|(_, idf)| idf).sum()
    }
}

/// The answer of the best article, which has this title, description and text; `None` where confidence is low.
#[must_use]
pub fn answer(outcome: &Outcome, title: &str, description: &str, blocks: &[Block]) -> Option<Answer> {
    let best = outcome.hits.first().filter(|_| outcome.confident())?;
    let section = sections(blocks).into_iter().nth(best.section as usize)?;
    let heading = section.heading;
    let under = heading.as_ref().map_or("", |(_, words)| words.as_str());
    let total: f32 = outcome.idfs.iter().sum();
    let covered = |parts: &[&str]| outcome.covered_idf(&parts.join(" "));
    // What the question is the heading of is said below it, from the first sentence on.
    let named = if under.is_empty() { title } else { under };
    let from_start = covered(&[named]) >= NAMED_SHARE * total;
    // And in the parts of it, below headings of their own.
    let end = if from_start { end_below(blocks, &section.blocks) } else { section.blocks.end };
    let blocks = blocks.get(section.blocks.start..end).unwrap_or_default();
    let passage = passage(blocks, outcome, under, from_start);
    let by_passage = covered(&[title, under, &passage]);
    // A description is of the whole article: not of one answer among many.
    let described = !description.is_empty() && !best.part && !outcome.language.is_about_itself(description);
    // It sums the article up, and a writer wrote it: a passage has to add much of the question, or its heading some.
    let by_description = covered(&[title, description]);
    let language = &outcome.language;
    let promises = language.promises(description)
        || sentences(description, language).into_iter().any(|own| language.is_about_itself(own));
    let adds = promises
        || by_passage - by_description >= PASSAGE_ADDS * total
        || covered(&[title, description, under]) - by_description >= HEADING_ADDS * total;
    // The best hit may match by the author's questions, whose words the text need not have.
    let enough = !passage.is_empty() && by_passage >= MIN_SHARE * total;
    if described && !(adds && enough) {
        return Some(Answer { heading: None, passage: excerpt(description, &outcome.matcher, PASSAGE_CHARS) });
    }
    enough.then(|| Answer { heading, passage: Excerpt { marks: marks(&passage, &outcome.matcher), text: passage } })
}

/// Where the blocks of a section end with those of its parts, whose headings are below its own.
fn end_below(blocks: &[Block], section: &Range<usize>) -> usize {
    let level = |block: &Block| match block {
        Block::Heading { level, .. } => Some(*level),
        _ => None,
    };
    let before = section.start.checked_sub(1);
    let own = before.and_then(|before| level(blocks.get(before)?)).unwrap_or_default();
    let ends = |block: &Block| level(block).is_some_and(|level| level <= own);
    let behind = blocks.get(section.end..).unwrap_or_default();
    section.end + behind.iter().position(ends).unwrap_or(behind.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        knowledge::Inline,
        language::LanguageWords,
        search::{
            Evidence, Hit, Matcher,
            matcher::{Key, QueryExpansion},
        },
    };

    fn paragraph(text: &str) -> Block {
        Block::Paragraph(alloc::vec![Inline::Text(text.into())])
    }

    fn heading(text: &str) -> Block {
        Block::Heading { level: 2, id: "x".into(), text: alloc::vec![Inline::Text(text.into())] }
    }

    /// What is found for these words, in a section of the article.
    fn outcome(words: &[&str], section: u32) -> Outcome {
        let word = |word: &&str| alloc::vec![QueryExpansion::of(Key::of(word, false))];
        Outcome {
            hits: alloc::vec![Hit { article: 0, section, score: 1.0, part: false, share: 1.0 }],
            matcher: Matcher { words: words.iter().map(word).collect() },
            idfs: alloc::vec![2.0; words.len()],
            evidence: Evidence::certain(),
            language: LanguageWords::of("pl"),
            ..Outcome::default()
        }
    }

    /// A wrong answer costs trust: half of the question must be held by the article itself, covered by the hit, and the
    /// odds be good.
    #[test]
    fn confidence_needs_all() {
        let sure = outcome(&["zwrot"], 0);
        let blocks = [paragraph("Zwrot trwa 14 dni.")];
        assert!(answer(&sure, "Zwrot", "W 14 dni.", &blocks).is_some());
        let with = |evidence: Evidence| Outcome { evidence, ..sure.clone() };
        let certain = Evidence::certain();
        for doubtful in [
            Outcome { hits: alloc::vec![Hit { share: 0.4, ..sure.hits[0] }], ..sure.clone() },
            with(Evidence { held: 0.49, ..certain }),
            with(Evidence { lead: 0.0, rarest: 0.1, second: 0.0, ..certain }),
            Outcome { hits: alloc::vec![], ..sure.clone() },
        ] {
            assert_eq!(answer(&doubtful, "Zwrot", "W 14 dni.", &blocks), None);
        }
    }

    /// The description is what a writer wrote to be read first. A passage takes its place only where it adds what was
    /// asked, and where the description speaks of the article instead of its subject.
    #[test]
    fn the_description_comes_first() {
        let blocks = [heading("Termin zwrotu"), paragraph("Zwrot trwa 14 dni. Kurier odbiera paczki.")];
        for (words, description, shown) in [
            (&["zwrot", "trwa"][..], "Zwrot jest prosty.", "Zwrot jest prosty."),
            (&["kurier", "odbiera"], "Zwrot jest prosty.", "Zwrot trwa 14 dni. Kurier odbiera paczki."),
            (&["zwrot", "trwa"], "W tym artykule wyjaśniamy zwrot.", "Zwrot trwa 14 dni. Kurier odbiera paczki."),
            (&["zwrot", "trwa"], "", "Zwrot trwa 14 dni. Kurier odbiera paczki."),
            // A promise gives way to what it promises.
            (&["zwrot", "trwa"], "Ile trwa zwrot.", "Zwrot trwa 14 dni. Kurier odbiera paczki."),
            (&["zwrot", "trwa"], "Zwrot trwa krótko. Oto jak go zrobić.", "Zwrot trwa 14 dni. Kurier odbiera paczki."),
        ] {
            let found = answer(&outcome(words, 1), "Zwrot towaru", description, &blocks).unwrap();
            assert_eq!(found.passage.text, shown, "{words:?}, {description}");
        }
        let mut part = outcome(&["zwrot", "trwa"], 1);
        part.hits[0].part = true;
        let found = answer(&part, "Pytania", "Zwrot, dostawa, płatność.", &blocks).unwrap();
        assert!(
            found.passage.text.starts_with("Zwrot trwa"),
            "a description of the whole page answers no single question"
        );
    }

    /// "– mould, an odd smell" means nothing without "What to report".
    #[test]
    fn a_list_says_of_what() {
        let item = |text: &str| crate::knowledge::Item {
            task: None,
            blocks: alloc::vec![Block::Paragraph(alloc::vec![Inline::Text(text.into())])],
        };
        let list = |start| Block::List { start, items: alloc::vec![item("pleśń;"), item("zapach.")] };
        for (start, heading, text) in [
            (None, "Co zgłaszać", "Co zgłaszać:\n– pleśń;\n– zapach."),
            (Some(1), "Kiedy zgłosić?", "Kiedy zgłosić?\n1. pleśń;\n2. zapach."),
        ] {
            let title = self::heading(heading);
            let outcome = outcome(&["plesn"], 1);
            let lead = paragraph("Napisz do nas.");
            let answer = answer(&outcome, "Reklamacja", "", &[lead, title, list(start)]).unwrap();
            assert_eq!(answer.passage.text, text);
        }
    }
}
