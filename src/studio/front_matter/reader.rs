//! Entries of front matter become settings, one after the other.

use std::{collections::HashSet, ops::Range};

use super::{
    dates::moment,
    examples::Examples,
    hiding::{Hiding, hides_unread, hiding},
    keys::{Meaning, OWN, meaning},
    paths,
    settings::{Findings, FrontMatter, Source},
    words,
};
use crate::{
    studio::{
        Diagnostic, LeftOutReason, Place,
        entries::{self, DELETE, Entry, Trouble, Value, number, one_line, setting, stands, truth},
        nearest_name,
        source_text::is_invisible,
    },
    time::Day,
};

/// No more mistakes than these are told of one file; the others are counted.
const TOLD: usize = 10;
/// More unknown keys than these of a language are told in one finding, those apart that are nearly a known one.
const UNKNOWN: usize = 5;
const MISTYPED: usize = 50;

/// The settings so far, with the ranks of those that several keys may say.
pub(super) struct Reader<'a> {
    source: Source<'a>,
    fence: &'static str,
    /// The settings and the fence behind them.
    block: Range<usize>,
    out: FrontMatter,
    label: Option<(u8, String)>,
    description: Option<(u8, String)>,
    slug: Option<u8>,
    updated: Option<(u8, Day)>,
    weight: Option<(u8, i64)>,
    /// How many mistakes the file has, and the keys of those that are told as such.
    told: usize,
    troubled: HashSet<String>,
}

/// Takes a value where none of a lower rank is there.
fn better<T>(slot: &mut Option<(u8, T)>, rank: u8, value: Option<T>) {
    if let Some(value) = value
        && slot.as_ref().is_none_or(|(known, _)| rank < *known)
    {
        *slot = Some((rank, value));
    }
}

impl<'a> Reader<'a> {
    pub(super) fn new(source: Source<'a>, fence: &'static str, block: Range<usize>) -> Self {
        Self {
            source,
            fence,
            block,
            out: FrontMatter::default(),
            label: None,
            description: None,
            slug: None,
            updated: None,
            weight: None,
            told: 0,
            troubled: HashSet::new(),
        }
    }

    pub(super) fn finish(self) -> FrontMatter {
        FrontMatter {
            label: self.label.map(|(_, label)| label),
            description: self.description.map(|(_, description)| description).unwrap_or_default(),
            updated: self.updated.map(|(_, day)| day),
            weight: self.weight.map(|(_, weight)| weight),
            ..self.out
        }
    }

    /// Takes a part of the settings that could not be read; the article is left out where it may have said that it is a
    /// draft.
    pub(super) fn trouble(&mut self, trouble: Trouble, findings: &mut Findings<'_>) {
        let block = self.source.text.get(self.block.clone()).unwrap_or_default();
        if hides_unread(&trouble, block.get(trouble.lines.clone()).unwrap_or_default()) {
            self.out.left_out.get_or_insert(LeftOutReason::Draft);
        }
        self.tell(trouble.span, trouble.message, trouble.help, findings);
        self.troubled.insert(trouble.key);
    }

    fn place(&self, span: Range<usize>) -> Place {
        let span = self.block.start + span.start..self.block.start + span.end;
        Place::new(self.source.file, self.source.text, span)
    }

    /// Adds a finding of this file, or counts it.
    fn tell(&mut self, span: Range<usize>, message: String, help: impl Into<String>, findings: &mut Findings<'_>) {
        self.told += 1;
        if self.told <= TOLD {
            findings.each.push(Diagnostic::warning("front-matter", Some(self.place(span)), message, help));
        } else if let Some(last) = findings.each.last_mut() {
            last.more += 1;
        }
    }

    /// Takes one entry.
    pub(super) fn entry(&mut self, entry: Entry, findings: &mut Findings<'_>) {
        let seen = entry.key.replace(is_invisible, "");
        let Some(meaning) = meaning(&seen) else { return self.unknown(&entry, findings) };
        if meaning == Meaning::Foreign {
            return;
        }
        if seen.len() < entry.key.len() {
            let hidden = entry.key.char_indices().find(|(_, c)| is_invisible(*c)).map(stands).unwrap_or_default();
            self.tell(entry.key_span.clone(), format!("in the key `{seen}` {hidden}"), DELETE, findings);
        }
        let source = self.source.text.get(self.block.clone()).unwrap_or_default();
        if OWN.contains(&entry.key.as_str()) && !entry.is_again {
            findings.each.extend(entries::told(
                "front-matter",
                (&entry.key, self.fence),
                &entry.slips,
                source,
                &|span| self.place(span),
            ));
        }
        if entry.is_again {
            let message = format!("the key `{seen}` stands twice: the first one counts");
            self.tell(entry.key_span.clone(), message, "take one out", findings);
        }
        if !entry.value.is_empty() {
            self.hide(meaning, &entry, findings);
        }
        if !entry.is_again {
            self.take(meaning, entry, findings);
        }
    }

    fn hide(&mut self, meaning: Meaning, entry: &Entry, findings: &mut Findings<'_>) {
        match hiding(meaning, &entry.value, self.source.now) {
            Hiding::No => {}
            Hiding::Yes(reason) => drop(self.out.left_out.get_or_insert(reason)),
            Hiding::Unclear => {
                self.out.left_out.get_or_insert(LeftOutReason::Draft);
                let message = format!("`{}` must be true or false: the article is left out until it is", entry.key);
                self.wrong(entry.span.clone(), message, &entry.key, "false", findings);
            }
        }
    }

    fn take(&mut self, meaning: Meaning, entry: Entry, findings: &mut Findings<'_>) {
        let Entry { key, value, span, .. } = entry;
        let (lang, is_empty) = (self.source.lang.as_str(), value.is_empty());
        let is_own = OWN.contains(&key.as_str());
        let examples = Examples::of(self.source.lang);
        // What the setting must be, with an example, where it is not.
        let mut wrong = None;
        match meaning {
            Meaning::Title => {
                if matches!(value, Value::List(_)) {
                    wrong = Some(("a text; of the list its first is taken", examples.title));
                }
                let title = words::text(value, lang);
                wrong = wrong.or_else(|| title.is_none().then_some(("a text", examples.title)));
                let shifted = self.block.start + span.start..self.block.start + span.end;
                self.out.title = title.map(|title| (title, shifted));
            }
            Meaning::Label(rank) => better(&mut self.label, rank, words::foreign_text(value, lang)),
            Meaning::Description(rank) => {
                let text = if is_own { words::text(value, lang) } else { words::foreign_text(value, lang) };
                wrong = text.is_none().then_some(("a text", examples.description));
                let text = text.map(|text| words::description(&text, rank == 0)).filter(|text| !text.is_empty());
                better(&mut self.description, rank, text);
            }
            Meaning::Questions => match entries::list(value) {
                Some(mut questions) => self.out.questions.append(&mut questions),
                None => wrong = Some(("a list of texts", examples.questions)),
            },
            Meaning::Keywords => match words::keywords(value) {
                Some(mut keywords) => self.out.keywords.append(&mut keywords),
                None => wrong = Some(("a list of texts", examples.keywords)),
            },
            Meaning::Tags => self.out.keywords.append(&mut words::tags(value)),
            Meaning::Slug(rank) if self.slug.is_none_or(|known| rank < known) => {
                wrong = self.slug(rank, value, span.clone(), findings);
            }
            Meaning::Aliases | Meaning::OldPaths => self.old_paths(value, meaning == Meaning::OldPaths),
            Meaning::Updated(rank) => wrong = self.updated(rank, &value),
            Meaning::Dates => {
                for (rank, keys) in [(1, ["updated", "modified", "lastmod"]), (9, ["created", "published", "date"])] {
                    let day = keys.into_iter().find_map(|key| value.get(key).cloned());
                    day.map(|day| self.updated(rank, &day));
                }
                wrong = if matches!(value, Value::Map(_)) { None } else { self.updated(9, &value) };
            }
            Meaning::Weight(rank) => {
                better(&mut self.weight, rank, number(&value));
                wrong = number(&value).is_none().then_some(("a number", "10"));
            }
            Meaning::Unsearched => self.out.unsearched |= truth(&value) == Some(true),
            Meaning::Search => {
                let excluded = value.get("exclude").is_some_and(|value| truth(value) == Some(true));
                self.out.unsearched |= excluded || truth(&value) == Some(false);
            }
            Meaning::Icon => self.out.icon = words::foreign_text(value, lang).unwrap_or_default(),
            Meaning::Lang => {
                self.out.lang = self.out.lang.take().or_else(|| words::lang(&one_line(value)?));
            }
            Meaning::Menu => self.menu(&value, 0),
            Meaning::Taxonomies => {
                let lists = ["tags", "tag", "categories", "category", "keywords"];
                let found = lists.into_iter().filter_map(|key| value.get(key).cloned());
                self.out.keywords.extend(found.flat_map(words::tags));
            }
            Meaning::Metadata => {
                let text = value.get("description").and_then(|text| words::foreign_text(text.clone(), lang));
                better(&mut self.description, 3, text.map(|text| words::description(&text, false)));
                self.out.keywords.extend(value.get("keywords").cloned().map(words::tags).unwrap_or_default());
            }
            Meaning::Routes => self.old_paths(value.get("aliases").cloned().unwrap_or(Value::Nothing), true),
            _ => {}
        }
        if let Some((expected, example)) = wrong.filter(|_| !is_empty && (is_own || key == "date")) {
            self.wrong(span, format!("`{key}` must be {expected}"), &key, example, findings);
        }
    }

    fn wrong(&mut self, span: Range<usize>, message: String, key: &str, example: &str, findings: &mut Findings<'_>) {
        // One mistake is one finding.
        if !self.troubled.contains(key) {
            self.tell(span, message, format!("for example `{}`", setting(self.fence, key, example)), findings);
        }
    }

    fn slug(
        &mut self,
        rank: u8,
        value: Value,
        span: Range<usize>,
        findings: &mut Findings<'_>,
    ) -> Option<(&'static str, &'static str)> {
        let Some(typed) = words::foreign_text(value, "") else {
            return Some(("lower-case letters, digits and single hyphens", "return-a-parcel"));
        };
        // `url` names other websites, too.
        if rank == 2 && typed.contains("://") {
            return None;
        }
        let address = paths::address(&typed, rank > 0)?;
        self.slug = Some(rank);
        self.out.aliases.extend(address.path);
        let shifted = self.block.start + span.start..self.block.start + span.end;
        if let Some(slug) = &address.slug
            && address.is_changed
        {
            findings.grouped.add("slug", "letters", || {
                Diagnostic::note(
                    "slug",
                    Some(self.place(span)),
                    format!(
                        "an address has other signs than small letters, digits and single hyphens: `{slug}` is taken"
                    ),
                    format!("write it so: `{}`", setting(self.fence, "slug", slug.as_str())),
                )
            });
        }
        self.out.slug = address.slug.map(|slug| (slug, shifted));
        None
    }

    fn old_paths(&mut self, value: Value, are_paths: bool) {
        for typed in entries::list(value).unwrap_or_default() {
            match paths::old_path(&typed) {
                Some(path) => self.out.aliases.push(path),
                None if are_paths => self.out.aliases.push(paths::path_of(&typed)),
                None => self.out.questions.push(typed),
            }
        }
    }

    fn updated(&mut self, rank: u8, value: &Value) -> Option<(&'static str, &'static str)> {
        if let Some(inner) = ["date", "updated", "time"].into_iter().find_map(|key| value.get(key)) {
            return self.updated(rank, &inner.clone());
        }
        let text = words::text(value.clone(), "")?;
        if truth(value).is_some() {
            return None;
        }
        let Some((at, day)) = moment(&text, rank == 2) else { return Some(("a date", "2026-11-21")) };
        // Some programs write the year 1 for nothing. A text that is to be published later is not checked then.
        let is_past = rank == 0 || at <= i64::from(self.source.now);
        better(&mut self.updated, rank, Some(day).filter(|day| *day > 0 && is_past));
        None
    }

    /// Takes order and name from a menu, or from one of several.
    fn menu(&mut self, value: &Value, depth: u8) {
        let Value::Map(entries) = value else { return };
        for (key, inner) in entries {
            match key.to_ascii_lowercase().as_str() {
                "weight" | "order" | "position" => better(&mut self.weight, 3 + depth, number(inner)),
                "name" | "title" | "label" => {
                    better(&mut self.label, 2, words::foreign_text(inner.clone(), ""));
                }
                _ if depth == 0 => self.menu(inner, 1),
                _ => {}
            }
        }
    }

    fn unknown(&self, entry: &Entry, findings: &mut Findings<'_>) {
        let (key, grouped) = (entry.key.as_str(), &mut findings.grouped);
        if grouped.counted("unknown-key", key) {
            return;
        }
        // `titleId` says something else than `title`, and nobody mistypes `action` for `icon`: the first letter is right.
        let lower = key.to_lowercase();
        let is_typo = |near: &&str| {
            near.len().abs_diff(lower.len()) < 3
                && near.chars().next() == lower.chars().next()
                && (!lower.contains(near) || near.len() == lower.len())
        };
        let near = nearest_name(key, OWN).filter(is_typo);
        let limit = if near.is_some() { MISTYPED } else { UNKNOWN };
        let kind = if grouped.kinds_of("unknown-key") < limit { key } else { "" };
        grouped.add("unknown-key", kind, || {
            let place = Some(self.place(entry.key_span.clone()));
            let help = || format!("nothing is lost; the keys read are {}", OWN.join(", "));
            let message = format!("the key `{key}` is not read");
            match near {
                _ if kind.is_empty() => {
                    let message = format!("further keys are not read, such as `{key}`");
                    Diagnostic::note("unknown-key", place, message, help())
                }
                Some(name) => Diagnostic::warning("unknown-key", place, message, format!("did you mean `{name}`?")),
                None => Diagnostic::note("unknown-key", place, message, help()),
            }
        });
    }
}
