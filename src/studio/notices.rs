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
    entries::{self, Entry, Value, list, one_line},
    front_matter,
    hours::moment,
    links::LinkTable,
    markdown,
    media::short_hash,
    nearest_name,
    resolve::FileResolver,
    translate::{Mapped, Translator},
};
use crate::{
    knowledge::{Category, Notice, NoticeSeverity},
    time::UtcMinute,
};

/// The folder in a language's folder.
pub(super) const FOLDER: &str = "notices";

const KNOWN: [&str; 5] = ["title", "from", "until", "severity", "topics"];

/// What a notice is read against.
pub(super) struct NoticeContext<'a> {
    pub(super) root: &'a Path,
    /// The folder of the language.
    pub(super) folder: &'a Path,
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

/// Reads the notices of a language, the most severe first; those that are over are left out.
pub(super) fn read(
    files: &[(PathBuf, String)],
    context: &NoticeContext<'_>,
    library: &mut Library,
) -> (Vec<Notice>, Numbers) {
    let (mut out, mut numbers) = (Vec::new(), Numbers::new());
    for (file, text) in files {
        let before = library.diagnostics.len();
        let key = key(file.strip_prefix(context.folder.join(FOLDER)).unwrap_or(file));
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
    categories: Vec<u16>,
    articles: Vec<u32>,
}

fn notice(file: &Path, text: &str, context: &NoticeContext<'_>, library: &mut Library) -> Option<Notice> {
    let error = |span: Range<usize>, message: String, help: &str| {
        Diagnostic::error("notice", Some(Place::new(file, text, span)), message, help)
    };
    let Some((fence, block, body)) = front_matter::split(text) else {
        library.diagnostics.push(front_matter::unsplit("notice", file, text).unwrap_or_else(|| {
            let help = "put four lines at the top of the file: `---`, `title: …`, `until: 2026-12-20 18:00`, `---`";
            error(0..3, "the notice has no settings".into(), help)
        }));
        return None;
    };
    let entries = match entries::read(fence, text.get(block.clone()).unwrap_or_default()) {
        Ok(entries) => entries,
        Err(failure) => {
            library.diagnostics.push(front_matter::unread("notice", (file, text), fence, block, failure));
            return None;
        }
    };
    let before = library.diagnostics.len();
    let mut settings = Settings::default();
    for entry in entries {
        let place = |span: Range<usize>| Place::new(file, text, block.start + span.start..block.start + span.end);
        let source = text.get(block.start..).unwrap_or_default();
        let slips = entries::told("notice", &entry.key, &entry.slips, source, &place);
        let (has_slips, has_error) = (!slips.is_empty(), slips.iter().any(|slip| slip.severity == Severity::Error));
        library.diagnostics.extend(slips.into_iter().filter(|_| KNOWN.contains(&entry.key.as_str())));
        match setting(entry, (source, fence), &place, context, &mut settings) {
            Ok(empty) => library.diagnostics.extend(empty.filter(|_| !has_slips)),
            Err(finding) => library.diagnostics.extend((!has_error).then_some(*finding)),
        }
    }
    let title = settings.title.filter(|title| !title.is_empty());
    if title.is_none() {
        let help = "add a line `title: Kurierzy dojadą w poniedziałek`: it is what everybody reads";
        library.diagnostics.push(error(0..3, "the notice has no title".into(), help));
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
    let title = title?;
    let words = context.translator.translate(file, text, body, &title);
    let mut resolver = FileResolver {
        root: context.root,
        file,
        text,
        body,
        article: None,
        links: context.links,
        company_url: context.company_url,
        media: &mut library.media,
        diagnostics: &mut library.diagnostics,
        anchors: Vec::new(),
        finding_count: 0,
    };
    let mut mapped = Mapped { resolver: &mut resolver, map: &words.map };
    let mut parsed = markdown::parse(&words.text, &title, &mut mapped);
    parsed.move_spans(|span| words.map.range(span));
    let (uses, own) = (resolver.anchors, Anchors::of(&parsed));
    let check = AnchorCheck { file, text, uses: &uses, own: &own, number: None, all: context.anchors };
    check.run(&mut parsed.blocks, &mut library.diagnostics);
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

/// Takes one setting; gives a finding where its value is empty. `source` is the text of the settings, `fence` the line
/// around them; `place` gives the place of a range of their bytes.
fn setting(
    entry: Entry,
    (source, fence): (&str, &str),
    place: &dyn Fn(Range<usize>) -> Place,
    context: &NoticeContext<'_>,
    out: &mut Settings,
) -> Result<Option<Diagnostic>, Box<Diagnostic>> {
    let Entry { key, key_span, value, span, .. } = entry;
    // YAML says where a value begins, and not where it ends.
    let line = source.get(span.start..).and_then(|rest| rest.lines().next()).unwrap_or_default().trim_end();
    let value_span = span.start..span.end.max(span.start + line.len());
    let value_span = if value == Value::Nothing { key_span.clone() } else { value_span };
    let invalid = |span: Range<usize>, message: String, help: String| {
        Box::new(Diagnostic::error("notice", Some(place(span)), message, help))
    };
    let expected = |what: &str, example: &str| {
        let help = format!("for example `{}`", entries::setting(fence, &key, example));
        invalid(value_span.clone(), format!("`{key}` must be {what}"), help)
    };
    match key.as_str() {
        "title" => {
            out.title = Some(one_line(value).ok_or_else(|| expected("a text", "Kurierzy dojadą w poniedziałek"))?)
        }
        "from" | "until" => {
            let at = one_line(value).and_then(|text| instant(&text, context.zone, key == "until"));
            let at = at.ok_or_else(|| expected("a day of the calendar, with or without a time", "2026-12-20 18:00"))?;
            if key == "from" {
                out.from = Some(at);
            } else {
                out.until = Some((at, place(value_span)));
            }
        }
        "severity" => {
            let known = one_line(value).and_then(|text| match text.as_str() {
                "info" => Some(NoticeSeverity::Info),
                "warning" => Some(NoticeSeverity::Warning),
                "critical" => Some(NoticeSeverity::Critical),
                _ => None,
            });
            out.severity = Some(known.ok_or_else(|| expected("info, warning or critical", "warning"))?);
        }
        "topics" => {
            let topics = list(value)
                .ok_or_else(|| expected("a list of categories or articles", "[delivery, returns/refund-time]"))?;
            if topics.is_empty() {
                return Ok(Some(Diagnostic::warning(
                    "empty-entry",
                    Some(place(value_span)),
                    "`topics` names nothing, and everybody sees the notice",
                    format!(
                        "write what it concerns, for example `{}`, or take the line out",
                        entries::setting(fence, &key, "[delivery]")
                    ),
                )));
            }
            for topic in topics {
                let category = context.categories.iter().position(|category| category.key == topic);
                let article = context.articles.iter().position(|article| article.card.key == topic);
                out.categories.extend(category.and_then(|number| u16::try_from(number).ok()));
                out.articles.extend(article.map(|number| number as u32));
                if category.is_none() && article.is_none() && !context.unread.contains(&topic) {
                    let known = context.categories.iter().map(|category| category.key.as_str());
                    let known = known.chain(context.articles.iter().map(|article| article.card.key.as_str()));
                    let help = nearest_name(&topic, known)
                        .map_or("write a category's folder, or `category/file` without `.md`".into(), |near| {
                            format!("did you mean `{near}`?")
                        });
                    let of_name = |c: char| c.is_alphanumeric() || "-_/.".contains(c);
                    let is_whole_name = |at: &usize| {
                        let (before, after) = (source.get(..*at), source.get(at + topic.len()..));
                        !before.is_some_and(|text| text.ends_with(of_name))
                            && !after.is_some_and(|text| text.starts_with(of_name))
                    };
                    let at = source
                        .match_indices(&topic)
                        .map(|(at, _)| at)
                        .filter(|at| *at >= span.start)
                        .find(is_whole_name);
                    let span = at.map_or(value_span, |at| at..at + topic.len());
                    return Err(invalid(span, format!("there is neither a category nor an article `{topic}`"), help));
                }
            }
        }
        other => {
            let help = match nearest_name(other, KNOWN) {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!("the keys read in a notice are {}", KNOWN.join(", ")),
            };
            let message = format!("the key `{other}` is not read");
            return Err(Box::new(Diagnostic::warning("unknown-key", Some(place(key_span)), message, help)));
        }
    }
    Ok(None)
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
