//! The answer: the passage of the best article that answers the query, shown only where it is likely to be right.
//!
//! **Confidence.** The best hit needs two things: it covers at least half of the query (by idf; corrections and
//! synonyms count less), and the next score is at least a fifth lower. On six sets of real queries the best hit is
//! right in 43 to 80 % of all cases; where an answer is shown, in 71 to 97 %, and it is shown for 26 to 48 % of all
//! queries. On a site whose writers gather their customers' questions it is shown for 74 % and right for 98 % of them
//! (a test in `tests/search.rs`). The difference to the next score is the better predictor; coverage alone hardly tells
//! right from wrong. A wrong passage costs trust, a missing one a look at the list.

use alloc::{string::String, vec::Vec};
use core::ops::Range;

use super::{Excerpt, Matcher, Outcome, excerpt, marks};
use crate::{
    knowledge::{Block, plain_blocks, plain_inlines, sections},
    language::{joined_tokens, lower},
};

/// The most characters of a passage.
pub const PASSAGE_CHARS: usize = 320;
/// The least part of the query that the best hit covers.
const MIN_SHARE: f32 = 0.5;
/// The least difference of the best score and the next one, as a part of the best.
const MIN_MARGIN: f32 = 0.2;

/// The mark of a list item.
const DASH: &str = "– ";

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
        self.hits.first().is_some_and(|best| best.share >= MIN_SHARE) && self.ahead >= MIN_MARGIN
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
        let matched = query_words(text, &self.matcher);
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
    let limit = PASSAGE_CHARS.saturating_sub(under.chars().count() + 2);
    let mut passage = passage(blocks.get(section.blocks).unwrap_or_default(), outcome, limit);
    if !under.is_empty() && is_item(&passage) {
        // The items of a list are not understood without its heading.
        passage = alloc::format!("{under}{}\n{passage}", if under.ends_with(['?', '!', ':', '.']) { "" } else { ":" });
    }
    let total: f32 = outcome.idfs.iter().sum();
    let covered = |parts: &[&str]| outcome.covered_idf(&parts.join(" "));
    let (by_description, by_passage) = (covered(&[title, description]), covered(&[title, under, &passage]));
    let (heading, text) = match (description.is_empty(), passage.is_empty()) {
        (true, true) => return None,
        // The description sums the article up: it is shown unless the passage covers more of the query.
        (false, empty) if empty || by_description >= by_passage => {
            (None, excerpt(description, &outcome.matcher, PASSAGE_CHARS).text)
        }
        _ => (heading, passage),
    };
    // The best hit may match by the author's questions, whose words the text need not have: then the description
    // answers.
    let enough = !description.is_empty() || by_passage >= MIN_SHARE * total;
    enough.then(|| Answer { heading, passage: Excerpt { marks: marks(&text, &outcome.matcher), text } })
}

/// The consecutive sentences of a section that cover most of the query, at most `limit` characters.
fn passage(blocks: &[Block], outcome: &Outcome, limit: usize) -> String {
    let mut lines = Vec::new();
    blocks.iter().for_each(|block| push_lines(block, &mut lines));
    let sentences: Vec<(usize, &str)> = lines
        .iter()
        .enumerate()
        .flat_map(|(number, line)| sentences(line).filter_map(move |place| Some((number, line.get(place)?.trim()))))
        .filter(|(_, sentence)| !sentence.is_empty())
        .collect();
    // Length and query words of each sentence, computed once: a sentence of a megabyte may follow a hundred short ones,
    // and be considered with each of them.
    let measured: Vec<(usize, Vec<usize>)> = sentences
        .iter()
        .map(|(_, sentence)| (sentence.chars().count(), query_words(sentence, &outcome.matcher)))
        .collect();
    let mut best = (-1.0, 0..0);
    for start in 0..sentences.len() {
        let (mut length, mut held, mut sum) = (0, Vec::new(), 0.0_f32);
        let mut end = start;
        for (number, (own, words)) in measured.iter().enumerate().skip(start) {
            length += own + usize::from(number > start);
            if length > limit && number > start {
                break;
            }
            end = number + 1;
            for word in words {
                if !held.contains(word) {
                    held.push(*word);
                    sum += outcome.idfs.get(*word).copied().unwrap_or_default();
                }
            }
        }
        // A later start must cover notably more, since a section begins with what matters.
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
    if out.chars().count() > limit { excerpt(&out, &outcome.matcher, limit.saturating_sub(2)).text } else { out }
}

/// Whether a passage begins with an item of a list, as [`push_lines`] writes it.
fn is_item(passage: &str) -> bool {
    let number = passage.split(' ').next().and_then(|word| word.strip_suffix('.')).unwrap_or_default();
    passage.starts_with(DASH) || !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// The numbers of the query words that a text matches, as often as it does.
fn query_words(text: &str, matcher: &Matcher) -> Vec<usize> {
    joined_tokens(text).filter_map(|token| matcher.query_word_of(&token.term)).collect()
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
        Block::Titled { title, blocks, .. } => {
            lines.push(plain_inlines(title));
            blocks.iter().for_each(|inner| push_lines(inner, lines));
        }
        Block::Table { head, rows, .. } => {
            let table = |row: &Vec<_>| Block::Table { align: Vec::new(), head: row.clone(), rows: Vec::new() };
            let row = |row| plain_blocks(&[table(row)]).trim_end_matches(';').trim().into();
            lines.extend(core::iter::once(head).chain(rows).map(row));
        }
        other => lines.push(plain_blocks(core::slice::from_ref(other))),
    }
}

/// Abbreviations, folded: a full stop after them does not end a sentence.
const ABBREVIATIONS: &[&str] = &[
    "al", "dr", "godz", "itp", "m", "mr", "mrs", "ms", "np", "nr", "ok", "os", "pn", "st", "tel", "tj", "tys", "tzw",
    "ul", "wt",
];

/// The byte ranges of a line's sentences: they end at a full stop, question or exclamation mark before a capital.
///
/// Takes linear time, whatever the line is: only such marks are examined, and the next letter after them is cached,
/// since a thousand marks may precede the same one.
fn sentences(line: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    let mut next_letter = NextLetter { line, at: 0, opens: false };
    core::iter::from_fn(move || {
        let rest = line.get(start..).filter(|rest| !rest.is_empty())?;
        let mut ends = |&(at, c): &(usize, char)| {
            if !matches!(c, '.' | '!' | '?' | '…') {
                return false;
            }
            let (before, after) = (rest.get(..at).unwrap_or_default(), start + at + c.len_utf8());
            let spaced = line.get(after..).and_then(|after| after.chars().next()).is_some_and(char::is_whitespace);
            if !spaced || !next_letter.opens(after) {
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

/// Whether a word is an abbreviation. None has more than twelve bytes, so a longer word is not folded.
fn is_abbreviation(word: &str) -> bool {
    word.len() <= 12 && ABBREVIATIONS.contains(&crate::language::fold(word).as_str())
}

/// The next letter or digit of a line, cached.
struct NextLetter<'a> {
    line: &'a str,
    /// Its place, or the end of the line.
    at: usize,
    /// Whether it may begin a sentence.
    opens: bool,
}

impl NextLetter<'_> {
    /// Whether the first letter or digit from a place on may begin a sentence. Places must be passed in ascending
    /// order.
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
    use crate::{
        knowledge::Inline,
        search::{
            Hit,
            matcher::{Key, QueryExpansion},
        },
    };

    /// A passage is shown where both hold: half of the query is covered, and the next score is a fifth lower.
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
            let title = Block::Heading { level: 2, id: "x".into(), text: alloc::vec![Inline::Text(heading.into())] };
            let word = QueryExpansion::of(Key::of("plesn", false));
            let outcome = Outcome {
                hits: alloc::vec![Hit { article: 0, section: 1, score: 1.0, share: 1.0 }],
                matcher: Matcher { words: alloc::vec![alloc::vec![word]] },
                idfs: alloc::vec![2.0],
                ahead: 1.0,
                ..Outcome::default()
            };
            let lead = Block::Paragraph(alloc::vec![Inline::Text("Napisz do nas.".into())]);
            let answer = answer(&outcome, "Reklamacja", "", &[lead, title, list(start)]).unwrap();
            assert_eq!(answer.passage.text, text);
        }
    }

    /// An answer that stops in the middle of "ul. Malinowa" looks broken.
    #[test]
    fn sentences_end_where_they_end() {
        let line = "Sklep jest przy ul. Malinowej 3. Otwieramy o 7.00! Kiedy? np. jutro o 14.30.";
        let found: Vec<_> = sentences(line).map(|place| line[place].trim()).collect();
        assert_eq!(found, ["Sklep jest przy ul. Malinowej 3.", "Otwieramy o 7.00!", "Kiedy? np. jutro o 14.30."]);
        assert_eq!(sentences("").count(), 0);
        assert_eq!(sentences("1. Zaloguj się. Wybierz zwrot.").count(), 2);
    }
}
