//! The block of settings at the top of a Markdown file: YAML between `---` lines, or TOML between `+++` lines.
//!
//! Both become the same list of [`Entry`]s first, so that one set of rules, with one set of messages, reads them.
//! Keys of other static-site generators are warnings, not errors: their content must build.

mod fences;
mod keys;

use std::{ops::Range, path::Path};

use super::{
    Diagnostic, Place, Severity,
    entries::{self, Entry, list, number, one_line, setting, truth},
    nearest_name,
    source_text::is_invisible,
};
use crate::{
    knowledge::Slug,
    time::{Date, Day, day_of_date},
};

use fences::first_fence;
pub(super) use fences::{DELETE, in_settings, split, stands, unsplit};
use keys::KNOWN;

/// The settings of an article or of a category (`_index.md`).
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct FrontMatter {
    /// The customer's question, and where it stands.
    pub(super) title: Option<(String, Range<usize>)>,
    /// One sentence that already answers.
    pub(super) description: String,
    /// Phrasings customers use.
    pub(super) questions: Vec<String>,
    /// Words customers use.
    pub(super) keywords: Vec<String>,
    /// The address, where it is not the file's name.
    pub(super) slug: Option<(Slug, Range<usize>)>,
    /// When a person last checked the text.
    pub(super) updated: Option<Day>,
    /// Order inside the category, ascending.
    pub(super) weight: i64,
    /// Left out of the bundle.
    pub(super) draft: bool,
    /// Icon of a category.
    pub(super) icon: String,
}

/// How settings are written between fences of a kind.
pub(super) fn notation(fence: &str) -> &'static str {
    if fence == "---" {
        "write each setting as `key: value` without tabs, and put a value that holds a colon or begins with a sign in \
         quotes: `title: \"Zwrot: jak?\"`"
    } else {
        "write each setting as `key = value`, with texts in quotes and lists in brackets: `keywords = [\"zwrot\", \"0801\"]`"
    }
}

/// What cannot be read of the settings that begin at a byte of a text, its place and its mend.
pub(super) fn unread(
    rule: &'static str,
    (file, text): (&Path, &str),
    fence: &str,
    block: Range<usize>,
    (span, message): (Range<usize>, String),
) -> Diagnostic {
    let what = if rule == "notice" { "settings of the notice" } else { "front matter" };
    let (span, message, help) = match in_settings(text.get(block.clone()).unwrap_or_default()) {
        Some(hidden) => (hidden.0..hidden.0 + 1, stands(hidden), DELETE),
        None if message.starts_with("the quote is not closed") => {
            (span, message, "put a quotation mark like this one behind the last word, on the same line")
        }
        None => (span, message, notation(fence)),
    };
    let place = Place::new(file, text, block.start + span.start..block.start + span.end);
    Diagnostic::error(rule, Some(place), format!("the {what} cannot be read: {message}"), help)
}

/// Reads the front matter of a file; gives the settings and the byte where the body begins.
pub(super) fn read(file: &Path, text: &str, diagnostics: &mut Vec<Diagnostic>) -> (FrontMatter, usize) {
    let Some((fence, block, body)) = split(text) else {
        diagnostics.extend(unsplit("front-matter", file, text));
        return (FrontMatter::default(), if first_fence(text).is_some() { text.len() } else { 0 });
    };
    match entries::read(fence, text.get(block.clone()).unwrap_or_default()) {
        Ok(entries) => (interpret(file, text, fence, (block.start, body), entries, diagnostics), body),
        // No title is guessed: the article would be published under a wrong one, without its other settings.
        Err(failure) => {
            diagnostics.push(unread("front-matter", (file, text), fence, block, failure));
            (FrontMatter::default(), body)
        }
    }
}

/// The words of the first heading of a body.
fn first_heading(text: &str, body: usize) -> Option<String> {
    let headings = text.get(body..)?.lines().filter(|line| line.starts_with('#'));
    headings.map(|line| line.trim_start_matches('#').trim()).find(|words| !words.is_empty()).map(str::to_owned)
}

fn interpret(
    file: &Path,
    text: &str,
    fence: &str,
    (offset, body): (usize, usize),
    entries: Vec<Entry>,
    diagnostics: &mut Vec<Diagnostic>,
) -> FrontMatter {
    let mut out = FrontMatter::default();
    for Entry { key, key_span, value, span, slips } in entries {
        let shift = |span: Range<usize>| offset + span.start..offset + span.end;
        let place = |span: Range<usize>| Some(Place::new(file, text, shift(span)));
        let mut findings = Vec::new();
        if KNOWN.contains(&key.as_str()) {
            let place = |span| Place::new(file, text, shift(span));
            let source = text.get(offset..body).unwrap_or_default();
            let slips = entries::told("front-matter", &key, &slips, source, &place);
            let wrong = slips.iter().any(|finding| finding.severity == Severity::Error);
            diagnostics.extend(slips);
            if wrong {
                continue;
            }
        }
        let mut wrong = |expected: &str, example: &str| {
            let message = format!("`{key}` must be {expected}");
            findings.push(Diagnostic::error(
                "front-matter",
                place(span.clone()),
                message,
                format!("for example `{}`", setting(fence, &key, example)),
            ));
        };
        match key.as_str() {
            "title" => match one_line(value) {
                Some(title) if !title.is_empty() => out.title = Some((title, shift(span))),
                Some(_) => {
                    let name = || file.file_stem().unwrap_or_default().to_string_lossy().replace(['-', '_'], " ");
                    let title = first_heading(text, body).unwrap_or_else(name);
                    diagnostics.push(Diagnostic::warning(
                        "empty-title",
                        place(span.clone()),
                        format!("the title is empty; “{title}” is taken instead"),
                        format!(
                            "write the customer's question, for example `{}`",
                            setting(fence, "title", "\"Jak zwrócić paczkę?\"")
                        ),
                    ));
                    out.title = Some((title, shift(span)));
                }
                _ => wrong("a text", "Jak zwrócić paczkę?"),
            },
            "description" => match one_line(value) {
                Some(description) => out.description = description,
                None => wrong("a text", "Zwrot zgłosisz na koncie."),
            },
            "icon" => match one_line(value) {
                Some(icon) => out.icon = icon,
                None => wrong("the name of an icon", "truck"),
            },
            "questions" => match list(value) {
                Some(questions) => out.questions = questions,
                None => wrong("a list of texts", "[jak odesłać zamówienie, chcę oddać towar]"),
            },
            "keywords" => match list(value) {
                Some(keywords) => out.keywords = keywords,
                None => wrong("a list of texts", "[zwrot, etykieta]"),
            },
            "slug" => match one_line(value).map(|slug| Slug::new(&slug)) {
                Some(Ok(slug)) => out.slug = Some((slug, shift(span))),
                _ => wrong("lower-case letters, digits and single hyphens", "jak-zwrocic-paczke"),
            },
            "updated" => match one_line(value).and_then(|date| parse_date(&date)) {
                Some(day) => out.updated = Some(day),
                None => wrong("a date", "2026-11-21"),
            },
            "weight" => match number(&value) {
                Some(weight) => out.weight = weight,
                None => wrong("a whole number", "10"),
            },
            "draft" => match truth(&value) {
                Some(draft) => out.draft = draft,
                None => wrong("true or false", "true"),
            },
            other => {
                let (message, help) = match nearest_name(other, KNOWN) {
                    _ if other.contains(is_invisible) => {
                        let shown = other.replace(is_invisible, "");
                        let hidden =
                            other.char_indices().find(|(_, c)| is_invisible(*c)).map(stands).unwrap_or_default();
                        (format!("the key `{shown}` is not read: {hidden}"), DELETE.to_owned())
                    }
                    near => (
                        format!("the key `{other}` is not read"),
                        match near {
                            Some(name) => format!("did you mean `{name}`?"),
                            None => format!("the keys read are {}", KNOWN.join(", ")),
                        },
                    ),
                };
                diagnostics.push(Diagnostic::warning("unknown-key", place(key_span), message, help));
            }
        }
        diagnostics.append(&mut findings);
    }
    out
}

/// `2026-11-21`, or a date and time of which the date is taken.
fn parse_date(text: &str) -> Option<Day> {
    let date = text.get(..10)?;
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let follows = text.get(10..11).is_none_or(|next| matches!(next, "T" | "t" | " "));
    follows.then(|| day_of_date(Date { year, month, day }))?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(text: &str) -> (FrontMatter, Vec<String>) {
        let mut diagnostics = Vec::new();
        let (front, _) = read(Path::new("a.md"), text, &mut diagnostics);
        (front, diagnostics.iter().map(ToString::to_string).collect())
    }

    /// Both notations say the same.
    #[test]
    fn yaml_and_toml() {
        let yaml = "---\ntitle: Jak zwrócić paczkę?\nquestions:\n  - jak odesłać\nkeywords: [zwrot, etykieta]\nupdated: 2026-10-14\n---\nTekst";
        let toml = "+++\ntitle = \"Jak zwrócić paczkę?\"\nquestions = [\"jak odesłać\"]\nkeywords = [\"zwrot\", \"etykieta\"]\nupdated = 2026-10-14\n+++\nTekst";
        let (a, none) = read_all(yaml);
        assert_eq!(none, Vec::<String>::new());
        let (b, none) = read_all(toml);
        assert_eq!(none, Vec::<String>::new());
        assert_eq!(a.title.as_ref().map(|t| &t.0), b.title.as_ref().map(|t| &t.0));
        assert_eq!((&a.questions, &a.keywords, a.updated), (&b.questions, &b.keywords, b.updated));
        assert_eq!(a.updated, Some(20_740));
    }

    /// A mend in the other notation would be refused in its turn.
    #[test]
    fn mends_are_in_the_notation_of_the_file() {
        for (text, help) in [
            ("+++\nkeywords = [0801]\n+++\n", "`keywords = [\"zwrot\", \"0801\"]`"),
            ("+++\ntitle = \"A\"\nweight = \"x\"\n+++\n", "`weight = 10`"),
            ("+++\ntitle = [\"A\"]\n+++\n", "`title = \"Jak zwrócić paczkę?\"`"),
            ("+++\ntitle = \"A\"\nupdated = \"x\"\n+++\n", "`updated = 2026-11-21`"),
            ("+++\ntitle = \"A\"\nkeywords = { a = 1 }\n+++\n", "`keywords = [\"zwrot\", \"etykieta\"]`"),
            ("---\ntitle: A\nkeywords: {a: 1}\n---\n", "`keywords: [zwrot, etykieta]`"),
        ] {
            let messages = read_all(text).1;
            assert!(messages.len() == 1 && messages[0].contains(help), "{text:?}: {messages:?}");
        }
    }

    /// The writer must see the line, the reason and the way out.
    #[test]
    fn findings() {
        let table = [
            (
                "---\ntilte: x\n---\n",
                "a.md:2:1: warning[unknown-key]: the key `tilte` is not read (help: did you mean `title`?)",
            ),
            (
                "---\ntitle: x\nupdated: wczoraj\n---\n",
                "a.md:3:10: error[front-matter]: `updated` must be a date (help: for example `updated: 2026-11-21`)",
            ),
            (
                "---\ntitle: [a]\n---\n",
                "a.md:2:8: error[front-matter]: `title` must be a text (help: for example `title: Jak zwrócić paczkę?`)",
            ),
            (
                "---\ntitle: x\n",
                "a.md:1:1: error[front-matter]: the front matter is not closed (help: put a line of three hyphens, `---`, after the last setting)",
            ),
        ];
        for (text, message) in table {
            assert_eq!(read_all(text).1, [message]);
        }
    }

    /// Settings that are not read must stop the build: the article would be published under a wrong title.
    #[test]
    fn settings_that_cannot_be_read_are_errors() {
        for (text, place) in [
            ("---\ntitle: A\nkeywords:\n\t- a\n---\n# Heading\n", "a.md:4:"),
            (
                "---\ntitle: A\ntitle: B\n---\n# Heading\n",
                "a.md:3:1: error[front-matter]: the front matter cannot be read: the key `title` stands twice",
            ),
            ("---\ntitle: \"A\" - b\n---\n# Heading\n", "a.md:2:"),
            ("---\ntitle: [a\n---\n# Heading\n", "a.md:"),
            ("---\ntitle: @a\n---\n# Heading\n", "a.md:2:8:"),
            ("---\ntitle: *a\n---\n# Heading\n", "a.md:2:"),
            ("---\ntitle: {a} b\n---\n# Heading\n", "a.md:2:"),
            ("---\njust words\n---\n# Heading\n", "a.md:2:1:"),
            ("---\n- title: A\n---\n# Heading\n", "a.md:2:1:"),
            ("+++\ntitle = A\n+++\n# Heading\n", "a.md:2:"),
            ("+++\ntitle: A\n+++\n# Heading\n", "a.md:2:"),
            ("+++\ntitle = \"A\"\ntitle = \"B\"\n+++\n# Heading\n", "a.md:3:"),
            (
                "+++\ntitle = \"A\"\n\n# Heading\n",
                "a.md:1:1: error[front-matter]: the front matter is not closed (help: put a line `+++`",
            ),
            ("--- \ntitle: A\n", "a.md:1:1: error[front-matter]: the front matter is not closed"),
            (
                "---\ntitle: \"A\nslug: b\n---\n",
                "a.md:2:8: error[front-matter]: the front matter cannot be read: the quote is not closed on this line (help: put a quotation mark",
            ),
            (
                "---\nkeywords:\n  - 'a\n  - b\n---\n",
                "a.md:3:5: error[front-matter]: the front matter cannot be read: the quote",
            ),
            (
                "---\ntitle: A\n\tslug: b\n---\n",
                "a.md:3:1: error[front-matter]: the front matter cannot be read: a tab",
            ),
            ("+++\nkeywords = [0801]\n+++\n", "a.md:2:"),
            (
                "\u{200b}---\ntitle: A\n---\n",
                "a.md:1:1: error[front-matter]: an invisible character, U+200B (a blank without width), stands here",
            ),
            ("---\u{200b}\ntitle: A\n---\n", "a.md:1:4: error[front-matter]: an invisible character, U+200B"),
            ("---\ntitle: A\n---\u{2060}\nText\n", "a.md:3:4: error[front-matter]: an invisible character, U+2060"),
            (
                "---\ntitle:\u{a0}A\n---\n",
                "a.md:2:7: error[front-matter]: the front matter cannot be read: an invisible character, U+00A0",
            ),
            (
                "---\ntitle: A\nslug:\u{a0}a\n---\n",
                "a.md:3:6: error[front-matter]: the front matter cannot be read: an inv",
            ),
            (
                "\n---\ntitle: A\n---\nText\n",
                "a.md:2:1: error[front-matter]: the settings do not begin in the first line",
            ),
            (
                " \n\n+++\ntitle = \"A\"\n+++\n",
                "a.md:3:1: error[front-matter]: the settings do not begin in the first line",
            ),
        ] {
            let (front, messages) = read_all(text);
            assert_eq!((messages.len(), front.title), (1, None), "{text:?} {messages:?}");
            assert!(messages[0].starts_with(place) && messages[0].contains("error["), "{text:?} {messages:?}");
        }
        for good in ["Text\n\n---\n\nText", "----\n\nText", "***\nText", "\n\nText\n---\n", ""] {
            assert_eq!(read_all(good).1, Vec::<String>::new(), "{good:?}");
        }
    }

    /// A title that a `#` cuts is reported; a comment behind a setting is not.
    #[test]
    fn comments_that_cut() {
        for (setting, told) in [
            ("title: Order #12", true),
            ("title: 5 % off # today", true),
            ("description: See # 4", true),
            ("keywords: [a, b] # sorted", false),
            ("keywords:\n  - C #sharp", true),
            ("questions:\n  - where is it # asked in May", false),
            ("weight: 3 # below the others", false),
            ("updated: 2026-10-14 # by Ann", false),
            ("title: \"Order #12\" # the first", false),
            ("title: C#", false),
            ("title: C#4 and F#", false),
            ("title: a\n# a note", false),
        ] {
            let text = format!("---\n{setting}\n---\n");
            let messages = read_all(&text).1;
            assert_eq!(
                messages.iter().any(|message| message.contains("cut-by-comment")),
                told,
                "{setting} {messages:?}"
            );
        }
    }

    /// The commonest slip: a colon in an unquoted title.
    #[test]
    fn colon_in_title() {
        let (_, messages) = read_all("---\ntitle: Zwrot: jak?\n---\n");
        assert_eq!(messages.len(), 1);
        assert!(messages[0].starts_with("a.md:2:"), "{}", messages[0]);
        assert!(messages[0].contains("in quotes"), "{}", messages[0]);
    }
}
