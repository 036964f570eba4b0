//! `<lang>/notices/*.md`: messages for all visitors that hold for some time.
//!
//! A notice is an article's text with a beginning and an end, in the site's time zone. It is not searched and has no
//! page.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    path::{Path, PathBuf},
};

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime};
use chrono_tz::Tz;

use super::{
    Article, Diagnostic, Library, Place, Severity,
    anchors::{AnchorCheck, Anchors},
    entries::{self, Entry, Trouble, Value, list, one_line, truth},
    front_matter::{self, Fenced},
    hashes::short_hash,
    hours::moment,
    links::LinkTable,
    markdown, nearest_name,
    readable::readable,
    resolve::FileResolver,
    title::title_of,
    translate::{Mapped, Translator},
};
use crate::{
    knowledge::{Category, Notice, NoticeSeverity},
    time::UtcMinute,
};

/// The folder in a language's folder.
pub(super) const FOLDER: &str = "notices";

const KNOWN: [&str; 6] = ["title", "from", "until", "severity", "topics", "draft"];
/// Those of them that say when a notice is shown.
pub(super) const TIMES: [&str; 2] = ["from", "until"];

/// What a notice is read against.
pub(super) struct NoticeContext<'a> {
    /// Where links lead, and the headings of the articles.
    pub(super) links: &'a LinkTable,
    pub(super) translator: &'a Translator<'a>,
    pub(super) anchors: &'a [Anchors],
    pub(super) articles: &'a [Article],
    pub(super) categories: &'a [Category],
    pub(super) company_url: Option<&'a str>,
    /// Keys of articles that cannot be read.
    pub(super) unread: BTreeSet<String>,
    /// The site's time zone.
    pub(super) zone: Tz,
    pub(super) now: UtcMinute,
}

/// The number of each file's notice, by the file's name; `None` for one that is over or cannot be read.
pub(super) type Numbers = BTreeMap<String, Option<u32>>;

/// Reads the notices of a language, the most severe first; those that are over are left out. Each has its file, its name
/// below the folder of notices, and its text.
pub(super) fn read(
    files: &[(PathBuf, PathBuf, String)],
    context: &NoticeContext<'_>,
    library: &mut Library,
) -> (Vec<Notice>, Numbers) {
    let (mut out, mut numbers) = (Vec::new(), Numbers::new());
    for (file, inside, text) in files {
        let before = library.diagnostics.len();
        let key = key(inside);
        numbers.insert(key.clone(), None);
        out.extend(notice(file, text, context, library).map(|notice| (key, notice)));
        if library.diagnostics.len() > before {
            library.sources.insert(file.clone(), text.clone());
        }
    }
    out.sort_by_key(|(_, notice)| (std::cmp::Reverse(notice.severity), notice.from));
    let known = out.iter().enumerate().map(|(number, (key, _))| (key.clone(), Some(number as u32)));
    numbers.extend(known);
    (out.into_iter().map(|(_, notice)| notice).collect(), numbers)
}

/// The name of a notice in other settings: its file without `.md`.
fn key(file: &Path) -> String {
    file.with_extension("").iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The settings of a notice.
#[derive(Default)]
struct Settings {
    title: Option<String>,
    from: Option<UtcMinute>,
    /// The end and its position.
    until: Option<(UtcMinute, Place)>,
    severity: Option<NoticeSeverity>,
    is_draft: bool,
    categories: Vec<u16>,
    articles: Vec<u32>,
}

fn notice(file: &Path, text: &str, context: &NoticeContext<'_>, library: &mut Library) -> Option<Notice> {
    let error = |span: Range<usize>, message: String, help: &str| {
        Diagnostic::error("notice", Some(Place::new(file, text, span)), message, help)
    };
    let Some(Fenced { fence, block, body, oddity }) = front_matter::find(text) else {
        let help = "put four lines at the top of the file: `---`, `title: …`, `until: 2026-12-20 18:00`, `---`";
        library.diagnostics.push(error(0..3, "the notice has no settings".into(), help));
        return None;
    };
    if let Some((span, message, help)) = oddity {
        library.diagnostics.push(Diagnostic::warning("notice", Some(Place::new(file, text, span)), message, help));
    }
    let before = library.diagnostics.len();
    let read = entries::read(fence, text.get(block.clone()).unwrap_or_default(), &|key| KNOWN.contains(&key));
    let mut settings = Settings::default();
    let mut misleads = false;
    for trouble in read.troubles {
        // A day that was typed otherwise than it was meant would show the notice at a wrong time.
        let lines = text.get(block.start + trouble.lines.start..block.start + trouble.lines.end).unwrap_or_default();
        let severity = if has_times(&trouble, lines) { Severity::Error } else { Severity::Warning };
        misleads |= severity == Severity::Error;
        let place = Place::new(file, text, block.start + trouble.span.start..block.start + trouble.span.end);
        let finding = Diagnostic::warning("notice", Some(place), trouble.message, trouble.help);
        library.diagnostics.push(Diagnostic { severity, ..finding });
    }
    if misleads {
        return None;
    }
    for entry in read.entries {
        let place = |span: Range<usize>| Place::new(file, text, block.start + span.start..block.start + span.end);
        let source = text.get(block.start..).unwrap_or_default();
        let slips = entries::told("notice", (&entry.key, fence), &entry.slips, source, &place);
        let has_slips = !slips.is_empty();
        library.diagnostics.extend(slips.into_iter().filter(|_| KNOWN.contains(&entry.key.as_str())));
        if entry.is_again {
            let is_time = TIMES.contains(&entry.key.as_str());
            let severity = if is_time { Severity::Error } else { Severity::Warning };
            let message = format!("the key `{}` stands twice: the first one counts", entry.key);
            let finding = Diagnostic::warning("notice", Some(place(entry.key_span)), message, "take one out");
            library.diagnostics.push(Diagnostic { severity, ..finding });
            continue;
        }
        let found = setting(entry, (source, fence), &place, context, &mut settings);
        // One mistake is one finding.
        library.diagnostics.extend(found.into_iter().filter(|found| !has_slips || found.severity == Severity::Error));
    }
    if settings.is_draft {
        let help = "take out `draft: true` to show it";
        let place = Some(Place::new(file, text, 0..3));
        library.diagnostics.push(Diagnostic::note("notice", place, "the notice is a draft and is left out", help));
        return None;
    }
    let Some((until, until_place)) = settings.until else {
        if !library.diagnostics.iter().skip(before).any(|finding| finding.message.contains("`until`")) {
            let help = "add a line `until: 2026-12-20 18:00`: a notice that nobody ends stays for ever";
            library.diagnostics.push(error(0..3, "the notice has no end".into(), help));
        }
        return None;
    };
    let from = settings.from.unwrap_or(0);
    if until <= from {
        let help = "`from` is the minute it begins, `until` the minute it ends";
        let message = "the notice ends before it begins";
        library.diagnostics.push(Diagnostic::error("notice", Some(until_place), message, help));
        return None;
    }
    if until <= context.now {
        library.diagnostics.push(Diagnostic::warning(
            "notice-over",
            Some(until_place),
            "the notice is over and is left out",
            "delete the file, or move `until` to a later moment",
        ));
        return None;
    }
    let words = text.get(body..).unwrap_or_default();
    let title = settings.title.filter(|title| !title.is_empty()).unwrap_or_else(|| {
        let name = || readable(&file.file_stem().unwrap_or_default().to_string_lossy(), false);
        let title = title_of(words).map_or_else(name, |(title, _)| title);
        let help = format!(
            "it is what everybody reads: add a line `{}`",
            entries::setting(fence, "title", &entries::quoted("---", &title))
        );
        let (place, message) =
            (Some(Place::new(file, text, 0..3)), format!("the notice has no title: “{title}” is taken"));
        library.diagnostics.push(Diagnostic::warning("notice", place, message, help));
        title
    });
    let (words, included) = context.translator.translate(file, (text, body), words, &title);
    let mut resolver = FileResolver {
        file,
        text,
        body,
        article: None,
        included: &included,
        links: context.links,
        company_url: context.company_url,
        media: &mut library.media,
        site: &mut library.links,
        diagnostics: &mut library.diagnostics,
        anchors: Vec::new(),
        finding_count: 0,
        open_count: 0,
    };
    let mut mapped = Mapped { resolver: &mut resolver, map: &words.map };
    let mut parsed = markdown::parse(&words.text, &title, &mut mapped);
    parsed.move_spans(|span| words.map.range(span));
    let (uses, own) = (resolver.anchors, Anchors::of(&parsed));
    let check = AnchorCheck { file, text, uses: &uses, own: &own, number: None, all: context.anchors, from_one: false };
    check.run(&mut parsed.blocks, &mut library.diagnostics, &mut library.links.tally);
    library.diagnostics.extend(parsed.findings(file, text, body));
    Some(Notice {
        id: short_hash(text.as_bytes()),
        title,
        blocks: parsed.blocks,
        from,
        until,
        severity: settings.severity.unwrap_or(NoticeSeverity::Info),
        categories: settings.categories,
        articles: settings.articles,
    })
}

/// Takes one setting; gives findings about its value. `source` is the text of the settings, `fence` the line around them;
/// `place` gives the place of a range of their bytes.
fn setting(
    entry: Entry,
    (source, fence): (&str, &str),
    place: &dyn Fn(Range<usize>) -> Place,
    context: &NoticeContext<'_>,
    out: &mut Settings,
) -> Vec<Diagnostic> {
    let Entry { key, key_span, value, span, .. } = entry;
    // YAML says where a value begins, and not where it ends.
    let line = source.get(span.start..).and_then(|rest| rest.lines().next()).unwrap_or_default().trim_end();
    let value_span = span.start..span.end.max(span.start + line.len());
    let value_span = if value == Value::Nothing { key_span.clone() } else { value_span };
    let is_empty = value.is_empty();
    let expected = |what: &str, example: &str| {
        let help = format!("for example `{}`", entries::setting(fence, &key, example));
        let message = format!("`{key}` must be {what}");
        // A wrong time misleads everybody.
        let finding = Diagnostic::warning("notice", Some(place(value_span.clone())), message, help);
        let severity = if TIMES.contains(&key.as_str()) { Severity::Error } else { Severity::Warning };
        vec![Diagnostic { severity, ..finding }]
    };
    match key.as_str() {
        "title" => match one_line(value) {
            Some(title) => out.title = Some(title),
            None => return expected("a text", "Closed on Friday"),
        },
        "from" if is_empty => {}
        "from" | "until" => {
            let at = one_line(value).and_then(|text| instant(&text, context.zone, key == "until"));
            match at {
                None => return expected("a day of the calendar, with or without a time", "2026-12-20 18:00"),
                Some(at) if key == "from" => out.from = Some(at),
                Some(at) => out.until = Some((at, place(value_span))),
            }
        }
        "severity" if is_empty => {}
        "severity" => {
            out.severity = one_line(value).and_then(|text| match text.as_str() {
                "info" => Some(NoticeSeverity::Info),
                "warning" => Some(NoticeSeverity::Warning),
                "critical" => Some(NoticeSeverity::Critical),
                _ => None,
            });
            if out.severity.is_none() {
                return expected("info, warning or critical", "warning");
            }
        }
        "draft" => out.is_draft = !is_empty && truth(&value) != Some(false),
        "topics" => {
            let Some(topics) = list(value) else {
                return expected("a list of categories or articles", "[delivery, returns/refund-time]");
            };
            if topics.is_empty() {
                return vec![Diagnostic::warning(
                    "empty-entry",
                    Some(place(value_span)),
                    "`topics` names nothing, and everybody sees the notice",
                    format!(
                        "write what it concerns, for example `{}`, or take the line out",
                        entries::setting(fence, &key, "[delivery]")
                    ),
                )];
            }
            let value = source.get(..value_span.end).unwrap_or_default();
            let found = topics.iter().filter_map(|name| topic(name, context, out).map(|help| (name, help)));
            let findings = found.map(|(name, help)| {
                let span = word_at(value, span.start, name).unwrap_or(value_span.clone());
                let message = format!("there is neither a category nor an article `{name}`");
                Diagnostic::warning("notice", Some(place(span)), message, help)
            });
            return findings.collect();
        }
        other => {
            let help = match nearest_name(other, KNOWN) {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!("the keys read in a notice are {}", KNOWN.join(", ")),
            };
            let message = format!("the key `{other}` is not read");
            return vec![Diagnostic::warning("unknown-key", Some(place(key_span)), message, help)];
        }
    }
    Vec::new()
}

/// Takes a category or an article that a notice concerns; gives the mend where there is none of the name.
fn topic(name: &str, context: &NoticeContext<'_>, out: &mut Settings) -> Option<String> {
    let within = |(number, category): (usize, &Category)| category.is_within(name).then_some(number);
    let categories: Vec<usize> = context.categories.iter().enumerate().filter_map(within).collect();
    let article = context.articles.iter().position(|article| article.card.key == name);
    out.categories.extend(categories.iter().filter_map(|number| u16::try_from(*number).ok()));
    out.articles.extend(article.map(|number| number as u32));
    if !categories.is_empty() || article.is_some() || context.unread.contains(name) {
        return None;
    }
    let known = context.categories.iter().map(|category| category.key.as_str());
    let known = known.chain(context.articles.iter().map(|article| article.card.key.as_str()));
    Some(match nearest_name(name, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write a category's folder, or `category/file` without `.md`".into(),
    })
}

/// Where a name stands in a text from a byte on, as a whole.
fn word_at(text: &str, from: usize, name: &str) -> Option<Range<usize>> {
    let of_name = |c: char| c.is_alphanumeric() || "-_/.".contains(c);
    let found = text.match_indices(name).map(|(at, _)| at..at + name.len()).filter(|span| span.start >= from);
    found.into_iter().find(|span| {
        let (before, after) = (text.get(..span.start), text.get(span.end..));
        !before.is_some_and(|text| text.ends_with(of_name)) && !after.is_some_and(|text| text.starts_with(of_name))
    })
}

/// Whether a part of the settings that could not be read may have said when the notice is shown.
fn has_times(trouble: &Trouble, lines: &str) -> bool {
    let begins =
        |line: &str| TIMES.iter().any(|key| line.trim_start_matches(|c: char| !c.is_alphabetic()).starts_with(key));
    match trouble.key.as_str() {
        "" => !trouble.is_kept && lines.lines().any(begins),
        key => TIMES.contains(&key),
    }
}

/// `2026-12-20 18:00` in the site's time zone, `2026-12-20T18:00+01:00`, or a day: its first minute, or for an end the
/// minute after its last.
fn instant(text: &str, zone: Tz, end: bool) -> Option<UtcMinute> {
    let text = text.trim().replacen([' ', 't'], "T", 1);
    if let Ok(day) = NaiveDate::parse_from_str(&text, "%Y-%m-%d") {
        let day = if end { day.checked_add_days(Days::new(1))? } else { day };
        return Some(moment(zone, day.and_time(NaiveTime::MIN)));
    }
    let local = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"];
    if let Some(local) = local.iter().find_map(|form| NaiveDateTime::parse_from_str(&text, form).ok()) {
        return Some(moment(zone, local));
    }
    let absolute = ["%Y-%m-%dT%H:%M:%S%:z", "%Y-%m-%dT%H:%M%:z"];
    let text = text.strip_suffix('Z').map_or(text.clone(), |text| format!("{text}+00:00"));
    let absolute = absolute.iter().find_map(|form| DateTime::parse_from_str(&text, form).ok())?;
    UtcMinute::try_from(absolute.timestamp() / 60).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Midnight in Warsaw is not midnight in Greenwich, and the last day of a notice belongs to it.
    #[test]
    fn beginnings_and_ends() {
        let zone: Tz = "Europe/Warsaw".parse().unwrap();
        let utc =
            |text: &str| UtcMinute::try_from(text.parse::<NaiveDateTime>().unwrap().and_utc().timestamp() / 60).ok();
        for (text, end, expected) in [
            ("2026-12-20 18:00", false, utc("2026-12-20T17:00:00")),
            ("2026-07-20T18:00", false, utc("2026-07-20T16:00:00")),
            ("2026-12-20T18:00:00", false, utc("2026-12-20T17:00:00")),
            ("2026-12-20", false, utc("2026-12-19T23:00:00")),
            ("2026-12-20", true, utc("2026-12-20T23:00:00")),
            ("2026-12-20T18:00:00Z", true, utc("2026-12-20T18:00:00")),
            ("2026-12-20T18:00+02:00", true, utc("2026-12-20T16:00:00")),
            // In the night of 29 March 2026 there is no half past two.
            ("2026-03-29 02:30", false, utc("2026-03-29T01:00:00")),
            ("20.12.2026", false, None),
            ("2026-02-30", false, None),
            ("jutro", false, None),
        ] {
            assert_eq!(instant(text, zone, end), expected, "{text}");
        }
    }
}
