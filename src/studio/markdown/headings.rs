//! Headings: what stands in braces behind one, and the ids by which links find it. An id of anything else leads to the
//! heading that it stands below, or directly before.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use super::remark::{Doubt, Remark};
use crate::knowledge::{Block, Inline, plain_inlines, slugify};

/// The headings of a text so far. A heading's id is its number in here until all are known: an id that somebody chose
/// is not taken by one made of words, wherever it stands.
#[derive(Default)]
pub(super) struct Headings {
    found: Vec<Found>,
    /// Ids of other elements, each with the number of the heading it leads to.
    others: Vec<(String, Option<usize>)>,
    /// Those behind which no word has been met yet.
    waiting: Vec<String>,
}

struct Found {
    /// The writer's own, as ids are made; may be empty.
    own: String,
    /// Of the words.
    made: String,
    span: Range<usize>,
    /// Whether it stands where there are no headings, and is a text in bold.
    flat: bool,
}

/// More ids of other elements than this are not kept of one text.
const MAX_OTHERS: usize = 5_000;

impl Headings {
    /// Takes what stands in braces off the end of a heading's text, and notes the heading; `source` is the heading as
    /// written, and `tagged` the id in its tag. The result stands for the id.
    pub(super) fn add(
        &mut self,
        text: &mut Vec<Inline>,
        source: &str,
        span: Range<usize>,
        tagged: Option<String>,
    ) -> String {
        let own = attributes(text, source).or(tagged).map(|id| slugify(&id)).unwrap_or_default();
        self.found.push(Found { own, made: slugify(&plain_inlines(text)), span, flat: false });
        self.settle_waiting();
        (self.found.len() - 1).to_string()
    }

    /// Notes that a heading has become a text in bold: links to it lead to the heading above.
    pub(super) fn flatten(&mut self, number: &str) {
        let Some(number) = number.parse::<usize>().ok() else { return };
        if let Some(found) = self.found.get_mut(number) {
            found.flat = true;
            let ids = [found.own.clone(), found.made.clone()].into_iter().filter(|id| !id.is_empty());
            self.others.extend(ids.map(|id| (id, Some(number))));
        }
    }

    /// Notes the id of an element that is no heading.
    pub(super) fn anchor(&mut self, id: &str) {
        if self.others.len() + self.waiting.len() < MAX_OTHERS && !id.trim().is_empty() {
            self.waiting.push(id.trim().to_owned());
        }
    }

    /// Whether ids were noted behind which nothing has been met.
    pub(super) fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// What was noted leads to the last heading: there is text behind it, or this heading has it.
    pub(super) fn settle_waiting(&mut self) {
        let last = self.found.len().checked_sub(1);
        self.others.extend(self.waiting.drain(..).map(|id| (id, last)));
    }

    /// Gives all headings their ids: the writer's where it is a clean one, else made of the words, with a number where
    /// taken. An id that was given twice is reported. With them come the ids of other elements, each with the id of the
    /// heading it leads to; `None` is the beginning.
    pub(super) fn settle(mut self, blocks: &mut [Block]) -> (Vec<Remark>, Vec<(String, Option<String>)>) {
        self.settle_waiting();
        let mut ids = HashSet::new();
        let mut doubts = Vec::new();
        let mut own = vec![None; self.found.len()];
        for (found, id) in self.found.iter().zip(&mut own).filter(|(found, _)| !found.flat && !found.own.is_empty()) {
            if ids.insert(found.own.clone()) {
                *id = Some(found.own.clone());
            } else {
                doubts.push(Remark { span: found.span.clone(), doubt: Doubt::TakenId(found.own.clone()) });
            }
        }
        // The last number that made an id unique, by what it was added to.
        let mut numbers = HashMap::new();
        let mut unique = |found: &Found| {
            let base = [&found.own, &found.made].into_iter().find(|id| !id.is_empty());
            let base = base.map_or("section", String::as_str).to_owned();
            let number = numbers.entry(base.clone()).or_insert(1);
            let mut id = base.clone();
            while !ids.insert(id.clone()) {
                *number += 1;
                id = format!("{base}-{number}");
            }
            id
        };
        let id = |(found, own): (&Found, Option<String>)| own.or_else(|| (!found.flat).then(|| unique(found)));
        let mut ids: Vec<Option<String>> = self.found.iter().zip(own).map(id).collect();
        replace(blocks, &ids);
        // Of a heading that is none any more, the one above it.
        for at in 1..ids.len() {
            if let Some((above, [id, ..])) = ids.split_at_mut_checked(at)
                && id.is_none()
            {
                *id = above.last().cloned().flatten();
            }
        }
        let led = |(id, number): (String, Option<usize>)| (id, number.and_then(|at| ids.get(at).cloned().flatten()));
        (doubts, self.others.into_iter().map(led).collect())
    }
}

fn replace(blocks: &mut [Block], ids: &[Option<String>]) {
    for block in blocks {
        match block {
            Block::Heading { id, .. } => {
                if let Some(Some(found)) = id.parse::<usize>().ok().and_then(|number| ids.get(number)) {
                    found.clone_into(id);
                }
            }
            Block::List { items, .. } => items.iter_mut().for_each(|item| replace(&mut item.blocks, ids)),
            Block::Callout(_, inner)
            | Block::Quote(inner)
            | Block::Footnote(_, inner)
            | Block::Titled { blocks: inner, .. } => replace(inner, ids),
            Block::Paragraph(_) | Block::Table { .. } | Block::Code(_) | Block::Rule => {}
        }
    }
}

/// Takes `{#id}`, `{.class}` or several of them off the end of a heading, and gives the id. Other braces are words, and
/// so are those behind a backslash.
fn attributes(text: &mut Vec<Inline>, source: &str) -> Option<String> {
    let Some(Inline::Text(last)) = text.last_mut() else { return None };
    let open = last.trim_end().strip_suffix('}')?.rfind('{')?;
    let braces = last.get(open..)?.trim_end();
    let at = source.rfind(braces)?;
    if source.get(..at)?.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1 {
        return None;
    }
    let inner = braces.get(1..braces.len() - 1)?;
    let mut id = None;
    for (number, part) in inner.split_whitespace().enumerate() {
        match part.strip_prefix('#') {
            Some(name) if !name.is_empty() => id = id.or(Some(name.to_owned())),
            None if part.strip_prefix('.').is_some_and(|class| !class.is_empty()) => {}
            None if number > 0 && part.contains('=') => {}
            _ => return None,
        }
    }
    if inner.trim().is_empty() {
        return None;
    }
    let words = last.get(..open)?.trim_end().len();
    // A heading is not braces alone.
    if words == 0 && text.len() == 1 {
        return None;
    }
    if let Some(Inline::Text(last)) = text.last_mut() {
        last.truncate(words);
    }
    text.pop_if(|last| *last == Inline::Text(String::new()));
    id
}

#[cfg(test)]
mod tests {
    use crate::{
        knowledge::{Block, plain_inlines},
        studio::markdown::parse_markdown,
    };

    fn headings(body: &str) -> Vec<(String, String)> {
        let heading = |block: &Block| match block {
            Block::Heading { id, text, .. } => Some((plain_inlines(text), id.clone())),
            _ => None,
        };
        parse_markdown(body).blocks.iter().filter_map(heading).collect()
    }

    /// A price or a key in braces is part of the heading; what names it is not.
    #[test]
    fn braces() {
        for (written, text, id) in [
            ("## Cena {netto}", "Cena {netto}", "cena-netto"),
            ("## {całość}", "{całość}", "calosc"),
            ("## Szablon {imie} {nazwisko}", "Szablon {imie} {nazwisko}", "szablon-imie-nazwisko"),
            ("## Klawisz {Ctrl}", "Klawisz {Ctrl}", "klawisz-ctrl"),
            ("## Kod {a=b}", "Kod {a=b}", "kod-a-b"),
            (r"## Ucieczka \{#a}", "Ucieczka {#a}", "ucieczka-a"),
            (r"## Ukośnik \\{#a}", r"Ukośnik \", "a"),
            ("Netto {n}\n===", "Netto {n}", "netto-n"),
            ("Netto {#n}\n---", "Netto", "n"),
            ("## Cena {}", "Cena {}", "cena"),
            ("## Cena { }", "Cena { }", "cena"),
            ("## Cena {#}", "Cena {#}", "cena"),
            ("## Cena {#cena .duza a=b}", "Cena", "cena"),
            ("## Cena {.duza}", "Cena", "cena"),
            ("## Cena {#ile} ##", "Cena", "ile"),
            ("## Cena{#ile}", "Cena", "ile"),
            ("## Cena {#Ile_to.A}  ", "Cena", "ile-to-a"),
            ("## {#sam}", "{#sam}", "sam"),
            ("## Cena {netto} {#n}", "Cena {netto}", "n"),
            ("## Cena `{#n}`", "Cena {#n}", "cena-n"),
            ("## **Cena** {#n}", "Cena", "n"),
            ("## Cena {#n} i", "Cena {#n} i", "cena-n-i"),
        ] {
            assert_eq!(headings(written), [(text.to_owned(), id.to_owned())], "{written}");
        }
    }

    /// A link leads to the heading that was given its id, wherever another one is made of the same words.
    #[test]
    fn own_ids_come_first() {
        for (body, ids, remarks) in [
            ("## Dalej\n## Inny {#dalej}", &["dalej-2", "dalej"][..], 0),
            ("## A / B\n## Druga {#a.b}", &["a-b-2", "a-b"], 0),
            ("## A {#x}\n## B {#x}\n## C {#x}", &["x", "x-2", "x-3"], 2),
            ("## X 2\n## A {#x}\n## B {#x}", &["x-2", "x", "x-3"], 1),
            ("> ## Dalej\n\n## Inny {#dalej}", &["dalej"], 0),
            ("## ???\n## ???", &["section", "section-2"], 0),
        ] {
            let found: Vec<String> = headings(body).into_iter().map(|(_, id)| id).collect();
            assert_eq!(found, ids, "{body}");
            assert_eq!(parse_markdown(body).remarks.len(), remarks, "{body}");
        }
    }
}
