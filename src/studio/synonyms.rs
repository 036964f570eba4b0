//! `synonyms.toml` of a language: what customers call things, beside what its articles call them.
//!
//! It reads, folds and checks the list, and reports entries that would have no effect or too much of it. `search`
//! applies the list, to each question.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    path::Path,
};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    Diagnostic, Library, Place, Severity,
    names::{Missing, Names},
    nearest_name, source_text,
    starter::{self, Phrase},
};
use crate::{
    language::{Lang, LanguageWords, tokens},
    search::{MAX_PHRASE_WORDS, Synonym},
};

/// The name of the file, at the top of a language's folder.
pub(super) const FILE: &str = "synonyms.toml";

const RULE: &str = "synonyms";
const KNOWN: [&str; 3] = ["groups", "expand", "without"];
const GROUP: &str = "[\"paczkomat\", \"automat paczkowy\"]";

/// What an occurrence of a synonym counts, in per cent.
const WEIGHT: u8 = 60;

/// What the file says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Synonyms {
    /// The writer's own, in the order of their words.
    pub(super) own: Vec<Synonym>,
    /// Phrases whose groups of the starter list are switched off.
    pub(super) without: Vec<Phrase>,
}

/// The synonyms of a language; none where it has no such file, or one that cannot be read.
pub(super) fn read(root: &Path, folder: &Path, lang: &Lang, library: &mut Library) -> Synonyms {
    let file = folder.join(FILE);
    let path = match Names::default().find(root, &file) {
        Ok(path) => path,
        Err(Missing::Nowhere(_) | Missing::Case(_)) => return Synonyms::default(),
        Err(Missing::NoFile | Missing::Outside) => root.join(&file),
    };
    let text = match source_text::read(&path, &file, &mut library.diagnostics) {
        Ok(text) => text,
        Err(unreadable) => {
            library.diagnostics.push(unreadable.finding);
            library.sources.insert(file, unreadable.shown);
            return Synonyms::default();
        }
    };
    let before = library.diagnostics.len();
    let synonyms = parse(&file, &text, lang, &mut library.diagnostics);
    if library.diagnostics.len() > before {
        library.sources.insert(file, text);
    }
    synonyms
}

/// Reads the file's text. A bad entry is an error and left out.
fn parse(file: &Path, text: &str, lang: &Lang, diagnostics: &mut Vec<Diagnostic>) -> Synonyms {
    let mut reader = Reader { file, text, lang, diagnostics, found: BTreeMap::new(), without: Vec::new() };
    match DeTable::parse(text) {
        Ok(table) => reader.table(table.get_ref()),
        Err(error) => {
            let message = error.message().lines().next().unwrap_or_default().to_owned();
            let help = if message.starts_with("duplicate key") {
                "give both right sides as one list".to_owned()
            } else {
                format!(
                    "put words and phrases in quotes, commas between them and brackets around them, for example `{GROUP}`"
                )
            };
            reader.error(error.span().unwrap_or_default(), format!("the synonyms cannot be read: {message}"), help);
        }
    }
    let synonym = |(from, to): (Phrase, BTreeSet<Phrase>)| Synonym {
        from: vec![from.join(" ")],
        to: to.iter().map(|phrase| phrase.join(" ")).collect(),
        weight: WEIGHT,
    };
    Synonyms { own: reader.found.into_iter().map(synonym).collect(), without: reader.without }
}

/// One file while it is read.
struct Reader<'a> {
    file: &'a Path,
    text: &'a str,
    lang: &'a Lang,
    diagnostics: &'a mut Vec<Diagnostic>,
    /// Sorted, so that the same entries give the same bytes in any order.
    found: BTreeMap<Phrase, BTreeSet<Phrase>>,
    without: Vec<Phrase>,
}

impl Reader<'_> {
    fn table(&mut self, table: &DeTable<'_>) {
        for (key, value) in in_file_order(table) {
            match key.get_ref().as_ref() {
                "groups" => self.groups(value),
                "expand" => self.expand(value),
                "without" => self.without(value),
                other => {
                    let help = match nearest_name(other, KNOWN) {
                        Some(name) => format!("did you mean `{name}`?"),
                        None => format!("the keys read here are {}", KNOWN.join(", ")),
                    };
                    self.error(key.span(), format!("unknown key `{other}`"), help);
                }
            }
        }
    }

    /// Two-way: each member of a group also finds the others.
    fn groups(&mut self, value: &Spanned<DeValue<'_>>) {
        let Some(groups) = value.get_ref().as_array() else {
            let help = format!("for example `groups = [{GROUP}]`");
            return self.error(value.span(), "`groups` must be a list of lists of texts", help);
        };
        for group in groups.iter() {
            let Some(entries) = group.get_ref().as_array() else {
                self.error(group.span(), "a group must be a list of texts", format!("for example `{GROUP}`"));
                continue;
            };
            let (members, is_complete) = self.phrases(entries.iter(), "this group");
            if is_complete && members.len() < 2 {
                self.error(
                    group.span(),
                    "a group needs two different entries",
                    "add another word for the same thing, or take the group out",
                );
                continue;
            }
            for (from, _) in &members {
                let others = members.iter().map(|(other, _)| other).filter(|other| *other != from).cloned();
                self.found.entry(from.clone()).or_default().extend(others);
            }
        }
    }

    /// One-way: the left side also finds the right.
    fn expand(&mut self, value: &Spanned<DeValue<'_>>) {
        let Some(table) = value.get_ref().as_table() else {
            let help = "write `[expand]` on a line of its own and one word on each line below it: `\"kasa\" = [\"pieniądze\"]`";
            return self.error(value.span(), "`expand` must be a table", help);
        };
        for (key, value) in in_file_order(table) {
            let typed = key.get_ref().as_ref();
            let Some(entries) = value.get_ref().as_array() else {
                let message = format!("`{typed}` must have a list of texts on its right side");
                let example = value.get_ref().as_str().unwrap_or("pieniądze");
                self.error(value.span(), message, format!("for example `\"{typed}\" = [\"{example}\"]`"));
                continue;
            };
            // In TOML a line belongs to the last heading above it.
            if typed == "without" || typed == "groups" && entries.iter().any(|entry| entry.get_ref().is_array()) {
                let message = format!("`{typed}` stands below `[expand]`");
                self.error(key.span(), message, "move it above the line `[expand]`");
                continue;
            }
            let from = self.phrase(typed, key.span());
            let (to, is_complete) = self.phrases(entries.iter(), "this list");
            if is_complete && to.is_empty() {
                let help = "write what the articles call it, or take the line out";
                self.error(value.span(), format!("`{typed}` has nothing on its right side"), help);
            }
            let Some(from) = from else { continue };
            for (words, span) in to {
                if words == from {
                    let help = "take it out on the right: a word always finds itself";
                    self.error(span, format!("`{typed}` stands on both sides"), help);
                } else {
                    self.found.entry(from.clone()).or_default().insert(words);
                }
            }
        }
    }

    /// Groups of the starter list that are switched off, by any of their members.
    fn without(&mut self, value: &Spanned<DeValue<'_>>) {
        let Some(entries) = value.get_ref().as_array() else {
            let help = "write it as a list in brackets: `without = [\"parcel\"]`";
            return self.error(value.span(), "`without` must be a list of texts", help);
        };
        for (words, span) in self.phrases(entries.iter(), "this list").0 {
            if starter::has(self.lang, &words) {
                self.without.push(words);
            } else {
                let message = format!("the starter list has no group with `{}`", words.join(" "));
                self.report(Severity::Warning, span, message, "take it out: there is nothing to switch off");
            }
        }
    }

    /// The different entries of a list with their positions, and whether all of it could be read.
    fn phrases<'a, 'i: 'a>(
        &mut self,
        entries: impl Iterator<Item = &'a Spanned<DeValue<'i>>>,
        list: &str,
    ) -> (Vec<(Phrase, Range<usize>)>, bool) {
        let (mut out, mut is_complete, mut twice) = (Vec::<(Phrase, Range<usize>)>::new(), true, Vec::new());
        for entry in entries {
            let Some(typed) = entry.get_ref().as_str() else {
                let help = "put it in quotes, for example `\"paczkomat\"`";
                self.error(entry.span(), "an entry must be a text", help);
                is_complete = false;
                continue;
            };
            match self.phrase(typed, entry.span()) {
                Some(words) if out.iter().any(|(known, _)| *known == words) => twice.push((typed, entry.span())),
                Some(words) => out.push((words, entry.span())),
                None => is_complete = false,
            }
        }
        // A list with one word twice and no other gets another finding, which says more.
        for (typed, span) in twice.into_iter().filter(|_| out.len() > 1) {
            let help = "take one out: capitals and diacritics make no difference";
            self.report(Severity::Warning, span, format!("`{typed}` stands twice in {list}"), help);
        }
        (out, is_complete)
    }

    /// An entry, folded; `None`, with a finding, where it cannot be one.
    fn phrase(&mut self, typed: &str, span: Range<usize>) -> Option<Phrase> {
        let words: Phrase = tokens(typed).map(|token| token.term).collect();
        let (message, help) = if words.is_empty() {
            (format!("`{typed}` has neither a letter nor a digit"), "write a word or a phrase, or take the entry out")
        } else if words.len() > MAX_PHRASE_WORDS {
            (
                format!("`{typed}` has {} words; a synonym has at most {MAX_PHRASE_WORDS}", words.len()),
                "put whole questions into `questions:` of the article that answers them",
            )
        } else if words.iter().all(|word| LanguageWords::of(self.lang.as_str()).is_stop(word)) {
            (
                format!("`{typed}` has only words that stand in every question"),
                "add a word that says what is meant, or take the entry out",
            )
        } else {
            return Some(words);
        };
        self.error(span, message, help);
        None
    }

    fn error(&mut self, span: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        self.report(Severity::Error, span, message, help);
    }

    fn report(&mut self, severity: Severity, span: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        let place = Some(Place::new(self.file, self.text, span));
        self.diagnostics.push(Diagnostic { severity, ..Diagnostic::error(RULE, place, message, help) });
    }
}

/// The entries of a table in the order of the file, so that findings follow its lines.
fn in_file_order<'a, 'i>(
    table: &'a DeTable<'i>,
) -> Vec<(&'a Spanned<std::borrow::Cow<'i, str>>, &'a Spanned<DeValue<'i>>)> {
    let mut out: Vec<_> = table.iter().collect();
    out.sort_by_key(|(key, _)| key.span().start);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A list of these lines gives these synonyms, written `from > to, to`.
    fn check(lines: &str, expected: &[&str]) {
        let mut diagnostics = Vec::new();
        let Some(lang) = Lang::new("pl") else { unreachable!() };
        let found = parse(Path::new(FILE), lines, &lang, &mut diagnostics).own;
        assert_eq!(diagnostics, []);
        let line = |synonym: &Synonym| format!("{} > {}", synonym.from.join(", "), synonym.to.join(", "));
        assert_eq!(found.iter().map(line).collect::<Vec<_>>(), expected);
    }

    /// A customer who says `paka` must find what the other members of the group find, whatever was listed first.
    #[test]
    fn groups_go_both_ways() {
        check("", &[]);
        check(
            "groups = [[\"Paczka\", \"e-mail\", \"Żółta paka\"]]",
            &["e mail > paczka, zolta paka", "paczka > e mail, zolta paka", "zolta paka > e mail, paczka"],
        );
        check("groups = [[\"b\", \"c\"], [\"d\", \"b\"]]", &["b > c, d", "c > b", "d > b"]);
    }

    /// Asking for the money must not bring up the slang; the slang must bring up the money, once.
    #[test]
    fn expansions_go_one_way() {
        check("[expand]\nkasa = [\"pieniądze\", \"zwrot pieniędzy\"]", &["kasa > pieniadze, zwrot pieniedzy"]);
        check(
            "groups = [[\"kasa\", \"bony\"]]\n[expand]\n\"Kasa\" = [\"pieniądze\"]\n\"kąsa\" = [\"bony\"]",
            &["bony > kasa", "kasa > bony, pieniadze"],
        );
    }
}
