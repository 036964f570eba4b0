//! The passage of a section that answers a query: whole sentences and lines, never the middle of something.
//!
//! A section is cut into lines: a paragraph, an item of a list, a row of a table. A passage may begin with any sentence
//! of a paragraph, any row, any item of a list without numbers, and the first of one with numbers, whose steps mean
//! nothing from the third on. Items come with what introduces them. Pictures, lines of links and sentences about the
//! article itself answer nothing and are left out.

use alloc::{string::String, vec::Vec};

use super::{Outcome, excerpt, sentences::sentences};
use crate::{
    knowledge::{Block, Inline, plain_inlines},
    language::is_word_char,
};

/// The mark of a list item.
const DASH: &str = "– ";
/// How much more of the query a later beginning has to hold, in idf: a section begins with what matters.
const LATER_BEGINNING: f32 = 0.05;

/// A line of a section.
struct Line {
    text: String,
    /// The line that introduces it, without which it is not understood.
    introduction: Option<usize>,
    /// A passage may begin with it.
    opens: bool,
    /// It is understood without the lines before it, but for its introduction: an item without a number, a row.
    alone: bool,
    /// It is one of several: an item, a row, a line of code.
    listed: bool,
}

/// The sentences in a row that hold most of the query, at most `limit` characters; from the section's beginning where
/// `from_start`. `heading` introduces the items of a list that nothing else does.
pub(super) fn passage(blocks: &[Block], outcome: &Outcome, heading: &str, limit: usize, from_start: bool) -> String {
    let mut lines = Vec::new();
    if !heading.is_empty() {
        lines.push(Line { text: with_colon(heading), introduction: None, opens: false, alone: false, listed: false });
    }
    let language = &outcome.language;
    let under = lines.len().checked_sub(1);
    push_blocks(blocks, under, &mut lines);
    // Line, text, length in characters and query words of each sentence, computed once: a sentence of a megabyte may
    // follow a hundred short ones, and be considered with each of them.
    let sentences: Vec<(usize, &str, usize, Vec<usize>)> = (0..)
        .zip(&lines)
        .skip(under.map_or(0, |under| under + 1))
        .flat_map(|(number, line)| {
            sentences(&line.text, language).filter_map(move |at| Some((number, line.text.get(at)?.trim())))
        })
        .filter(|(_, sentence)| !sentence.is_empty() && !language.is_about_itself(sentence))
        .map(|(line, text)| (line, text, text.chars().count(), outcome.matcher.query_words(text)))
        .collect();
    let introduction = |line: usize| {
        let own = lines.get(line).and_then(|line| line.introduction);
        own.and_then(|own| lines.get(own)).map(|own| own.text.as_str())
    };
    let mut best = (-1.0, 0..0);
    let mut before = None;
    for (start, (line, ..)) in sentences.iter().enumerate() {
        let first_of_line = before.replace(line) != Some(line);
        let paragraph = lines.get(*line).is_some_and(|line| line.introduction.is_none());
        if start > 0 && (from_start || !(first_of_line || paragraph) || !lines.get(*line).is_some_and(|own| own.opens))
        {
            continue;
        }
        let mut length = introduction(*line).map_or(0, |own| own.chars().count() + 1);
        let (mut held, mut sum, mut end) = (Vec::new(), 0.0_f32, start);
        for (number, (_, _, own, words)) in sentences.iter().enumerate().skip(start) {
            length += own + usize::from(number > start);
            // Two for the sign that a list goes on.
            if length + 2 > limit && number > start {
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
        if sum > best.0 + LATER_BEGINNING {
            best = (sum, start..end);
        }
    }
    let mut shown = sentences.get(best.1.clone()).unwrap_or_default();
    // Of items and rows, those before the first that holds a word of the query are left out, unless all were asked for.
    // An introduction comes back with the item that it introduces.
    let is_alone = |line: &usize| lines.get(*line).is_some_and(|line| line.alone);
    while let [(line, text, _, words), rest @ ..] = shown
        && words.is_empty()
        && !from_start
        && (is_alone(line) || text.ends_with(':') && rest.first().is_some_and(|(next, ..)| is_alone(next)))
        && rest.iter().any(|(.., words)| !words.is_empty())
    {
        shown = rest;
    }
    // What introduces something that is not shown with it.
    while let [rest @ .., (_, text, ..)] = shown
        && text.ends_with(':')
    {
        shown = rest;
    }
    let mut out = String::new();
    let mut line = None;
    for (number, sentence, ..) in shown {
        match line {
            None => introduction(*number).into_iter().for_each(|own| {
                out.push_str(own);
                out.push('\n');
            }),
            Some(before) => out.push(if before == *number { ' ' } else { '\n' }),
        }
        out.push_str(sentence);
        line = Some(*number);
    }
    // A list that goes on must not look complete.
    let goes_on = sentences.get(best.1.end).is_some_and(|(next, ..)| {
        let is_listed = |line: usize| lines.get(line).is_some_and(|own| own.listed);
        line.is_some_and(|line| is_listed(line) && is_listed(*next))
    });
    if goes_on && !shown.is_empty() {
        out.push_str("\n…");
    }
    if out.chars().count() > limit { excerpt(&out, &outcome.matcher, limit.saturating_sub(2)).text } else { out }
}

fn with_colon(text: &str) -> String {
    let mut out = String::from(text.trim_end());
    if !out.ends_with(['?', '!', ':', '.']) {
        out.push(':');
    }
    out
}

/// The lines of blocks. A line that ends with a colon introduces the list or table after it; else what was given does.
fn push_blocks(blocks: &[Block], given: Option<usize>, lines: &mut Vec<Line>) {
    let mut introduction = given;
    for block in blocks {
        let first = lines.len();
        push_block(block, introduction, lines);
        let last = lines.last().filter(|last| matches!(block, Block::Paragraph(_)) && last.text.ends_with(':'));
        introduction = if last.is_some() && lines.len() > first { Some(lines.len() - 1) } else { given };
    }
}

fn push_block(block: &Block, introduction: Option<usize>, lines: &mut Vec<Line>) {
    let mut push = |text: String, introduction: Option<usize>, opens: bool, alone: bool| {
        if !text.is_empty() {
            let listed = matches!(block, Block::List { .. } | Block::Table { .. } | Block::Code(_));
            lines.push(Line { text, introduction, opens, alone, listed });
        }
    };
    match block {
        Block::Paragraph(run) => {
            let text = said(run);
            // What only introduces something does not open a passage by itself.
            let opens = !text.ends_with(':');
            push(text, None, opens, false);
        }
        Block::List { start, items } => {
            for (number, item) in (0..).zip(items) {
                let mut own = Vec::new();
                push_blocks(&item.blocks, None, &mut own);
                let text = own.iter().map(|line| line.text.trim()).collect::<Vec<_>>().join(" ");
                let mark = match start {
                    Some(first) => alloc::format!("{}. ", first.saturating_add(number)),
                    None => String::from(DASH),
                };
                let text = if text.is_empty() { text } else { mark + &text };
                push(text, introduction, start.is_none() || number == 0, start.is_none());
            }
        }
        Block::Callout(_, inner) | Block::Quote(inner) => push_blocks(inner, introduction, lines),
        Block::Titled { title, blocks, .. } => {
            push(with_colon(&plain_inlines(title)), None, false, false);
            let own = lines.len().checked_sub(1);
            push_blocks(blocks, own, lines);
        }
        Block::Table { head, rows, .. } => {
            let cells = |row: &[Vec<Inline>]| row.iter().map(|cell| said(cell)).collect::<Vec<_>>();
            let head = cells(head);
            for row in rows {
                push(row_said(&head, &cells(row)), None, true, true);
            }
        }
        Block::Code(code) => {
            for (number, line) in code.split('\n').enumerate() {
                push(line.trim().into(), introduction, number == 0, false);
            }
        }
        Block::Heading { .. } | Block::Rule | Block::Footnote(..) => {}
    }
}

/// A row of a table as a sentence: "header: cell; header: cell".
fn row_said(head: &[String], row: &[String]) -> String {
    let mut out = String::new();
    for (number, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
        let header = head.get(number).map_or("", |header| header.trim_end_matches(':'));
        if !out.is_empty() {
            out.push_str("; ");
        }
        if !header.is_empty() {
            out.push_str(header);
            out.push_str(": ");
        }
        out.push_str(cell);
    }
    out
}

/// The words of a run without its pictures; nothing where they are links with hardly a word between them.
fn said(run: &[Inline]) -> String {
    let letters = |text: &str| text.chars().filter(|&c| is_word_char(c)).count();
    // In one go: a line break, or a mark, is about what stands before it.
    let run: Vec<Inline> = run.iter().filter(|inline| !is_picture(inline)).cloned().collect();
    let out = plain_inlines(&run);
    let links = run.iter().filter(|inline| matches!(inline, Inline::Link(..)));
    let linked: usize = links.map(|link| letters(&plain_inlines(core::slice::from_ref(link)))).sum();
    let between = letters(&out).saturating_sub(linked);
    if between * 4 < linked { String::new() } else { out.trim().into() }
}

/// Whether nothing but a picture is shown.
fn is_picture(inline: &Inline) -> bool {
    match inline {
        Inline::Image { .. } => true,
        Inline::Link(_, inner) | Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Marked(_, inner) => {
            !inner.is_empty() && inner.iter().all(is_picture)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        knowledge::{Inline, Item},
        language::LanguageWords,
        search::{
            Matcher,
            matcher::{Key, QueryExpansion},
        },
    };

    fn text(text: &str) -> Vec<Inline> {
        alloc::vec![Inline::Text(text.into())]
    }

    fn shown(blocks: &[Block], words: &[&str]) -> String {
        let word = |word: &&str| alloc::vec![QueryExpansion::of(Key::of(word, false))];
        let matcher = Matcher { words: words.iter().map(word).collect() };
        let language = LanguageWords::of("pl");
        let outcome = Outcome { matcher, idfs: alloc::vec![2.0; words.len()], language, ..Outcome::default() };
        passage(blocks, &outcome, "", 110, false)
    }

    /// What customers read must be whole: no step three without the first two, no row without its headers, no names of
    /// pictures, no row of links, no promise of an explanation.
    #[test]
    fn passages_are_whole() {
        let paragraph = |words: &str| Block::Paragraph(text(words));
        let item = |words: &str| Item { task: None, blocks: alloc::vec![paragraph(words)] };
        let list = |start, items: &[&str]| Block::List { start, items: items.iter().map(|own| item(own)).collect() };
        let link =
            |words: &str| Inline::Link(crate::knowledge::Target::Url(String::from("https://example.org")), text(words));
        let image = Inline::Image { src: "x".into(), alt: "zwrot na ekranie".into(), size: None };
        let rows =
            alloc::vec![alloc::vec![text("kurier"), text("14,99 zł")], alloc::vec![text("automat"), text("9,99 zł")]];
        let head = alloc::vec![text("Dostawa"), text("Cena:")];
        let steps = ["Zaloguj się na konto.", "Otwórz zamówienia.", "Kliknij zwrot i wydrukuj etykietę."];
        for (blocks, words, expected) in [
            (
                alloc::vec![paragraph("Zrób tak:"), list(Some(1), &steps)],
                &["zwrot"][..],
                "Zrób tak:\n1. Zaloguj się na konto.\n2. Otwórz zamówienia.\n3. Kliknij zwrot i wydrukuj etykietę.",
            ),
            (
                alloc::vec![paragraph("Odsyłasz:"), list(None, &["buty;", "zegarki."])],
                &["zegarki"],
                "Odsyłasz:\n– zegarki.",
            ),
            (
                alloc::vec![Block::Table { align: Vec::new(), head, rows }],
                &["automat"],
                "Dostawa: automat; Cena: 9,99 zł",
            ),
            (
                alloc::vec![Block::Paragraph(alloc::vec![image]), paragraph("Zwrot trwa 14 dni.")],
                &["ekranie", "zwrot"],
                "Zwrot trwa 14 dni.",
            ),
            (
                alloc::vec![
                    Block::Paragraph(alloc::vec![link("Zwrot"), Inline::Text(" | ".into()), link("Faktura")]),
                    paragraph("Pisz do nas.")
                ],
                &["zwrot", "faktura"],
                "Pisz do nas.",
            ),
            (
                alloc::vec![paragraph("W tym artykule opisujemy zwrot. Zwrot trwa 14 dni.")],
                &["opisujemy", "zwrot"],
                "Zwrot trwa 14 dni.",
            ),
            (
                alloc::vec![paragraph("Zwrot trwa 14 dni. Więcej piszemy niżej:")],
                &["zwrot", "pisz"],
                "Zwrot trwa 14 dni.",
            ),
            (alloc::vec![paragraph("Aby odesłać paczkę, zrób tak:"), Block::Rule], &["odeslac"], ""),
            (
                alloc::vec![
                    Block::Paragraph(alloc::vec![
                        Inline::Text("Zwrot".into()),
                        Inline::Break,
                        Inline::Text("Wymiana".into())
                    ]),
                    Block::Code("cd /tmp\n  zwrot --teraz".into())
                ],
                &["wymiana"],
                "Zwrot Wymiana\ncd /tmp\nzwrot --teraz",
            ),
            (
                alloc::vec![paragraph("Zwracasz:"), list(None, &["zwrot butów i skarpet;"; 5])],
                &["zwrot"],
                "Zwracasz:\n– zwrot butów i skarpet;\n– zwrot butów i skarpet;\n– zwrot butów i skarpet;\n…",
            ),
        ] {
            assert_eq!(shown(&blocks, words), expected);
        }
        assert_eq!(shown(&[], &["zwrot"]), "");
    }
}
