//! The answer: the passage of the best article that says what was asked, shown only where it is likely to be right.
//!
//! **Confidence.** Two things are asked of the best hit: that it covers at least half of the question (rare words
//! counting more, stand-ins less), and that its score is a fifth above the next one's. On six sets of real questions
//! the best hit is right in 43 to 80 % of all cases; where an answer is shown, in 71 to 97 %, and it is shown for 26 to
//! 48 % of all questions. On a site whose writers gather their customers' questions it is shown for 74 % and right for
//! 98 % of them (`tests/search.rs`, which holds it there). The distance to the next hit tells most of it: coverage
//! alone hardly tells right from wrong. A wrong passage costs trust, a missing one a look at the list.

use alloc::{string::String, vec::Vec};
use core::ops::Range;

use super::{Excerpt, Matcher, Outcome, excerpt, marks};
use crate::{
    knowledge::{Block, plain_blocks, sections},
    language::{lower, tokens},
};

/// The most characters of a passage.
pub const PASSAGE_CHARS: usize = 320;
/// How much of the question the best hit covers at least.
const SHARE: f32 = 0.5;
/// How far its score is above the next one's at least, as a part of its own.
const MARGIN: f32 = 0.2;

/// Before an item of a list.
const DASH: &str = "– ";

/// How much of the words of a page the title of an article says at least, to be shown unasked.
const TITLED: f32 = 1.0 / 3.0;

/// Below this share of the question, a hit is a resemblance of letters.
const LOST: f32 = 0.2;

/// A passage that answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Id and words of the heading it stands under; `None` for the article's lead.
    pub heading: Option<(String, String)>,
    /// Whole sentences, a line per list item; with the places to light up.
    pub passage: Excerpt,
}

impl Outcome {
    /// Whether the best hit is likely to be the right one.
    #[must_use]
    pub fn confident(&self) -> bool {
        self.hits.first().is_some_and(|best| best.share >= SHARE) && self.ahead >= MARGIN
    }

    /// Whether the best hit, which has this title, is to be shown to somebody who asked nothing: the question is made of
    /// the words of a page. These are about anything a shop sells, so that coverage and distance are not enough; the
    /// title tells what an article is about, and not only what it mentions: of 50 pages 25 have an article, 17 of them
    /// show it and none shows a wrong one; without the title 7 would (`tests/search.rs`).
    #[must_use]
    pub fn suggests(&self, title: &str) -> bool {
        self.confident() && self.worth(title) >= TITLED * self.idfs.iter().sum::<f32>()
    }

    /// Whether hardly anything of the question is known here: what is listed then is near, not found.
    #[must_use]
    pub fn lost(&self) -> bool {
        self.hits.iter().all(|hit| hit.share < LOST)
    }

    /// How much of the question a text answers: the summed rarity of its words found there.
    fn worth(&self, text: &str) -> f32 {
        let held = groups(text, &self.matcher);
        (0..).zip(&self.idfs).filter(|(group, _)| held.contains(group)).map(|(_, idf)| idf).sum()
    }
}

/// The answer of the best article, which has this title, description and text; `None` where confidence is low.
#[must_use]
pub fn answer(outcome: &Outcome, title: &str, description: &str, blocks: &[Block]) -> Option<Answer> {
    let best = outcome.hits.first().filter(|_| outcome.confident())?;
    let section = sections(blocks).into_iter().nth(best.section as usize)?;
    let heading = section.heading;
    let under = heading.as_ref().map_or("", |(_, words)| words.as_str());
    let room = PASSAGE_CHARS.saturating_sub(under.chars().count() + 2);
    let mut passage = passage(blocks.get(section.blocks).unwrap_or_default(), outcome, room);
    if !under.is_empty() && is_item(&passage) {
        // A list without what it is a list of is half a sentence.
        passage = alloc::format!("{under}{}\n{passage}", if under.ends_with(['?', '!', ':', '.']) { "" } else { ":" });
    }
    let total: f32 = outcome.idfs.iter().sum();
    let told = |parts: &[&str]| outcome.worth(&parts.join(" "));
    let (described, said) = (told(&[title, description]), told(&[title, under, &passage]));
    let (heading, text) = match (description.is_empty(), passage.is_empty()) {
        (true, true) => return None,
        // The writer's own sentence in a nutshell, unless the section says more of what was asked.
        (false, empty) if empty || described >= said => {
            (None, excerpt(description, &outcome.matcher, PASSAGE_CHARS).text)
        }
        _ => (heading, passage),
    };
    // An author's question may have led here in words that the text does not use: then the nutshell answers.
    let enough = !description.is_empty() || said >= SHARE * total;
    enough.then(|| Answer { heading, passage: Excerpt { marks: marks(&text, &outcome.matcher), text } })
}

/// The run of sentences of a section that says most of what was asked, at most `room` characters.
fn passage(blocks: &[Block], outcome: &Outcome, room: usize) -> String {
    let mut lines = Vec::new();
    blocks.iter().for_each(|block| push_lines(block, &mut lines));
    let sentences: Vec<(usize, &str)> = lines
        .iter()
        .enumerate()
        .flat_map(|(number, line)| sentences(line).filter_map(move |place| Some((number, line.get(place)?.trim()))))
        .filter(|(_, sentence)| !sentence.is_empty())
        .collect();
    // Once each: a sentence of a megabyte may stand in reach of a hundred short ones.
    let worths: Vec<(usize, Vec<usize>)> =
        sentences.iter().map(|(_, sentence)| (sentence.chars().count(), groups(sentence, &outcome.matcher))).collect();
    let mut best = (-1.0, 0..0);
    for start in 0..sentences.len() {
        let (mut length, mut held, mut sum) = (0, Vec::new(), 0.0_f32);
        let mut end = start;
        for (number, (own, groups)) in worths.iter().enumerate().skip(start) {
            length += own + usize::from(number > start);
            if length > room && number > start {
                break;
            }
            end = number + 1;
            for group in groups {
                if !held.contains(group) {
                    held.push(*group);
                    sum += outcome.idfs.get(*group).copied().unwrap_or_default();
                }
            }
        }
        // Of equals the first: a section begins with what matters. Beginning late costs a little even then.
        if sum > best.0 + 0.05 {
            best = (sum, start..end);
        }
    }
    let mut out = String::new();
    let mut line = None;
    for (number, sentence) in sentences.get(best.1).unwrap_or_default() {
        if line.is_some() {
            out.push(if line == Some(number) { ' ' } else { '\n' });
        }
        out.push_str(sentence);
        line = Some(number);
    }
    if out.chars().count() > room { excerpt(&out, &outcome.matcher, room.saturating_sub(2)).text } else { out }
}

/// Whether a passage begins with an item of a list, as [`push_lines`] writes it.
fn is_item(passage: &str) -> bool {
    let number = passage.split(". ").next().unwrap_or_default();
    passage.starts_with(DASH) || !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// Which words of the question a text holds.
fn groups(text: &str, matcher: &Matcher) -> Vec<usize> {
    tokens(text).filter_map(|token| matcher.group_of(&token.term)).collect()
}

/// The lines of a block: a paragraph is one, a list one per item.
fn push_lines(block: &Block, lines: &mut Vec<String>) {
    match block {
        Block::List { start, items } => {
            for (number, item) in (0..).zip(items) {
                let mark = match start {
                    Some(first) => alloc::format!("{}. ", first + number),
                    None => String::from(DASH),
                };
                lines.push(mark + plain_blocks(&item.blocks).trim());
            }
        }
        Block::Callout(_, inner) | Block::Quote(inner) => inner.iter().for_each(|inner| push_lines(inner, lines)),
        Block::Table { head, rows, .. } => {
            let table = |row: &Vec<_>| Block::Table { align: Vec::new(), head: row.clone(), rows: Vec::new() };
            let row = |row| plain_blocks(&[table(row)]).trim_end_matches(';').trim().into();
            lines.extend(core::iter::once(head).chain(rows).map(row));
        }
        other => lines.push(plain_blocks(core::slice::from_ref(other))),
    }
}

/// Abbreviations whose full stop ends no sentence, folded.
const ABBREVIATIONS: &[&str] = &[
    "al", "dr", "godz", "itp", "m", "mr", "mrs", "ms", "np", "nr", "ok", "os", "pn", "st", "tel", "tj", "tys", "tzw",
    "ul", "wt",
];

/// The byte ranges of a line's sentences: they end at a full stop, question or exclamation mark before a capital.
///
/// Takes time in proportion to the line, whatever it holds: only such a mark is looked at closely, and of all that is
/// looked for ahead of it the next letter is kept, since a thousand marks may stand before the same one.
fn sentences(line: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    let mut ahead = Ahead { line, at: 0, opens: false };
    core::iter::from_fn(move || {
        let rest = line.get(start..).filter(|rest| !rest.is_empty())?;
        let mut ends = |&(at, c): &(usize, char)| {
            if !matches!(c, '.' | '!' | '?' | '…') {
                return false;
            }
            let (before, after) = (rest.get(..at).unwrap_or_default(), start + at + c.len_utf8());
            let spaced = line.get(after..).and_then(|after| after.chars().next()).is_some_and(char::is_whitespace);
            if !spaced || !ahead.opens(after) {
                return false;
            }
            let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
            // "1. Zaloguj się": the number of a list item.
            let numbers = || word.is_empty() && before.chars().all(|c| c.is_ascii_digit());
            !is_abbreviation(word) && !numbers()
        };
        let length = rest.char_indices().find(&mut ends).map_or(rest.len(), |(at, c)| at + c.len_utf8());
        let own = start..start + length;
        start += length;
        Some(own)
    })
}

/// Whether a word's full stop ends no sentence. No such word has more than twelve bytes, so a longer one is not folded.
fn is_abbreviation(word: &str) -> bool {
    word.len() <= 12 && ABBREVIATIONS.contains(&crate::language::fold(word).as_str())
}

/// The next letter or digit of a line.
struct Ahead<'a> {
    line: &'a str,
    /// Where it stands, or where the line ends.
    at: usize,
    /// Whether it may open a sentence.
    opens: bool,
}

impl Ahead<'_> {
    /// Whether the first letter or digit from a place on may open a sentence. Places are asked for in ascending order.
    fn opens(&mut self, from: usize) -> bool {
        if from > self.at || self.at == 0 {
            let rest = self.line.get(from..).unwrap_or_default();
            let next = rest.char_indices().find(|(_, c)| c.is_alphanumeric());
            self.at = next.map_or(self.line.len(), |(at, _)| from + at);
            self.opens = next.is_some_and(|(_, c)| lower(c) != c || c.is_numeric());
        }
        self.opens
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{knowledge::Inline, search::Hit};

    /// A passage is shown where both hold: half of the question is covered, and the next article is a fifth behind.
    #[test]
    fn confidence_needs_both() {
        let hit = |share, score| Hit { article: 0, section: 0, score, share };
        let outcome = |share, ahead| Outcome { hits: alloc::vec![hit(share, 1.0)], ahead, ..Outcome::default() };
        assert!(outcome(0.5, 0.2).confident());
        assert!(!outcome(0.49, 0.9).confident() && !outcome(1.0, 0.19).confident());
        assert!(!Outcome { ahead: 1.0, ..Outcome::default() }.confident(), "nothing found");
        let blocks = [Block::Paragraph(alloc::vec![Inline::Text("Zwrot trwa 14 dni.".into())])];
        assert!(answer(&outcome(0.5, 0.2), "Zwrot", "W 14 dni.", &blocks).is_some());
        assert_eq!(answer(&outcome(0.4, 0.2), "Zwrot", "W 14 dni.", &blocks), None);
    }

    /// "– mould, an odd smell" says nothing without "What to report".
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
            let title = Block::Heading { level: 2, id: "x".into(), text: alloc::vec![Inline::Text(heading.into())] };
            let way = super::super::matcher::Way::to(super::super::matcher::Key::of("plesn", false));
            let outcome = Outcome {
                hits: alloc::vec![Hit { article: 0, section: 1, score: 1.0, share: 1.0 }],
                matcher: Matcher { groups: alloc::vec![alloc::vec![way]] },
                idfs: alloc::vec![2.0],
                ahead: 1.0,
                ..Outcome::default()
            };
            let lead = Block::Paragraph(alloc::vec![Inline::Text("Napisz do nas.".into())]);
            let told = answer(&outcome, "Reklamacja", "", &[lead, title, list(start)]).unwrap();
            assert_eq!(told.passage.text, text);
        }
    }

    /// An answer that stops in the middle of "ul. Malinowa" reads like a machine's.
    #[test]
    fn sentences_end_where_they_end() {
        let line = "Sklep jest przy ul. Malinowej 3. Otwieramy o 7.00! Kiedy? np. jutro o 14.30.";
        let found: Vec<_> = sentences(line).map(|place| line[place].trim()).collect();
        assert_eq!(found, ["Sklep jest przy ul. Malinowej 3.", "Otwieramy o 7.00!", "Kiedy? np. jutro o 14.30."]);
        assert_eq!(sentences("").count(), 0);
        assert_eq!(sentences("1. Zaloguj się. Wybierz zwrot.").count(), 2);
    }
}
