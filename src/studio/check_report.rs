//! What the command line prints of findings: each with the lines it means while they are few, and one entry for each
//! kind where they are many. A folder that comes from another program has hundreds of one kind at first.

use std::collections::BTreeMap;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{
    Diagnostic, Library, Severity,
    terminal::{printable, tell},
};

/// Of the findings of one kind so many are shown with their lines.
const SHOWN_PER_KIND: usize = 3;
/// What is printed may have so many lines; where it would have more, each kind gets one entry.
const MAX_LINES: usize = 40;
/// Entries of two lines that leave room for errors, counts and what to do next.
const MAX_ENTRIES: usize = 15;

/// Which findings are printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// What fits on a screen: a few of each kind, or a line for each kind.
    #[default]
    Brief,
    /// Each, with the line it means.
    All,
    /// Each of one rule, and errors of all.
    Rule(String),
}

/// Prints findings to standard error, errors first; returns how many errors and warnings there are.
pub fn print_diagnostics(library: &Library, shown: &Shown, color: bool) -> (usize, usize) {
    tell(&report(library, shown, color));
    let count = |severity| {
        let findings = library.diagnostics.iter().filter(|finding| finding.severity == severity);
        findings.map(|finding| 1 + finding.more).sum()
    };
    (count(Severity::Error), count(Severity::Warning))
}

/// The findings of one kind, in their order.
struct Kind<'a> {
    findings: Vec<&'a Diagnostic>,
    /// With those that a finding counts and does not list.
    count: usize,
}

fn report(library: &Library, shown: &Shown, color: bool) -> String {
    let kinds = kinds(library);
    let is_shown = |finding: &Diagnostic| match shown {
        Shown::Rule(rule) => finding.rule == rule || finding.severity == Severity::Error,
        Shown::Brief | Shown::All => true,
    };
    if *shown != Shown::Brief {
        let all = kinds.iter().flat_map(|kind| &kind.findings).filter(|finding| is_shown(finding));
        return all.map(|finding| format!("{}\n\n", render(finding, library, color))).collect();
    }
    let full = with_lines(&kinds, library, color);
    if full.lines().count() <= MAX_LINES { full } else { brief(&kinds, library, color) }
}

/// The kinds of findings: the most severe first, then the commonest.
fn kinds(library: &Library) -> Vec<Kind<'_>> {
    let mut kinds: BTreeMap<(Severity, &str, &str), Kind<'_>> = BTreeMap::new();
    for finding in &library.diagnostics {
        // A key that is not read is a kind of its own: the same one stands in all articles.
        let key = if finding.rule == "unknown-key" { finding.message.as_str() } else { "" };
        let kind = kinds.entry((finding.severity, finding.rule, key));
        let kind = kind.or_insert_with(|| Kind { findings: Vec::new(), count: 0 });
        kind.findings.push(finding);
        kind.count += 1 + finding.more;
    }
    let mut out: Vec<_> = kinds.into_iter().collect();
    out.sort_by_key(|((severity, ..), kind)| (std::cmp::Reverse(*severity), std::cmp::Reverse(kind.count)));
    out.into_iter().map(|(_, kind)| kind).collect()
}

/// Errors, and a few of each other kind, with the lines they mean.
fn with_lines(kinds: &[Kind<'_>], library: &Library, color: bool) -> String {
    let mut out = String::new();
    for kind in kinds {
        let is_error = kind.findings.first().is_some_and(|finding| finding.severity == Severity::Error);
        let shown = if is_error { kind.findings.len() } else { SHOWN_PER_KIND };
        for finding in kind.findings.iter().take(shown) {
            out.push_str(&render(finding, library, color));
            out.push_str("\n\n");
        }
    }
    for kind in kinds.iter().filter(|kind| kind.count > SHOWN_PER_KIND) {
        if let Some(first) = kind.findings.first().filter(|first| first.severity != Severity::Error) {
            out.push_str(&format!("note[{}]: {} findings of this kind in all\n", first.rule, kind.count));
        }
    }
    out
}

/// An entry of two lines for each kind; of errors a few with their lines.
fn brief(kinds: &[Kind<'_>], library: &Library, color: bool) -> String {
    let mut out = String::new();
    let (errors, others): (Vec<_>, Vec<_>) =
        kinds.iter().partition(|kind| kind.findings.iter().any(|finding| finding.severity == Severity::Error));
    for kind in errors {
        for finding in kind.findings.iter().take(SHOWN_PER_KIND) {
            out.push_str(&render(finding, library, color));
            out.push_str("\n\n");
        }
        if let Some(first) = kind.findings.first().filter(|_| kind.count > SHOWN_PER_KIND) {
            out.push_str(&format!("error[{}]: {} of this kind in all\n\n", first.rule, kind.count));
        }
    }
    for kind in others.iter().take(MAX_ENTRIES) {
        out.push_str(&entry(kind));
    }
    let rest: Vec<String> = others.iter().skip(MAX_ENTRIES).filter_map(|kind| named(kind)).collect();
    if !rest.is_empty() {
        out.push_str(&format!("and {}\n", rest.join(", ")));
    }
    out.push_str("note: `nightdesk check --rule NAME` lists those of one kind with their lines, `--all` lists all\n");
    out
}

/// A kind as its first finding: how many there are, what is wrong, where, and how to mend it.
fn entry(kind: &Kind<'_>) -> String {
    let Some(first) = kind.findings.first() else { return String::new() };
    let count = if kind.count > 1 { format!(" ({})", kind.count) } else { String::new() };
    let place = first.place.as_ref().map(|place| {
        let place = format!("{}:{}:{}", place.file.display(), place.line, place.column);
        if kind.count > 1 { format!("first {place}: ") } else { format!("{place}: ") }
    });
    let line = format!(
        "{}[{}]{count}: {}\n    {}{}\n",
        first.severity,
        first.rule,
        one_line(&first.message),
        place.unwrap_or_default(),
        one_line(&first.help)
    );
    printable(&line)
}

/// A kind as its rule and count.
fn named(kind: &Kind<'_>) -> Option<String> {
    let first = kind.findings.first()?;
    Some(format!("{}[{}] ({})", first.severity, first.rule, kind.count))
}

fn one_line(text: &str) -> String {
    text.split('\n').map(str::trim).collect::<Vec<_>>().join(" ")
}

/// A finding with the line it means, as `rustc` shows them.
fn render(finding: &Diagnostic, library: &Library, color: bool) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(printable(&finding.message)).id(finding.rule);
    let help = Group::with_title(Level::HELP.secondary_title(printable(&finding.help)));
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let place = finding.place.as_ref().and_then(|place| Some((place, library.sources.get(&place.file)?)));
    match place {
        Some((place, source)) => {
            let path = printable(&place.file.display().to_string());
            let snippet = Snippet::source(source)
                .path(&path)
                .fold(true)
                .annotation(AnnotationKind::Primary.span(place.span.clone()));
            renderer.render(&[title.element(snippet), help])
        }
        None => {
            // Between the message and its help, as above.
            let at = finding.place.as_ref().map(|place| {
                let file = printable(&place.file.display().to_string());
                format!(" --> {file}:{}:{}\n", place.line, place.column)
            });
            let title = renderer.render(&[Group::with_title(title)]);
            format!("{title}\n{}{}", at.unwrap_or_default(), renderer.render(&[help]))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::studio::Place;

    fn library(findings: impl IntoIterator<Item = Diagnostic>) -> Library {
        Library { diagnostics: findings.into_iter().collect(), ..Library::default() }
    }

    fn finding(rule: &'static str, number: usize) -> Diagnostic {
        let place = Place::new(Path::new("a.md"), "", 0..0);
        Diagnostic::warning(rule, Some(place), format!("message {number}"), format!("help {number}"))
    }

    const RULES: [&str; 30] = [
        "r01", "r02", "r03", "r04", "r05", "r06", "r07", "r08", "r09", "r10", "r11", "r12", "r13", "r14", "r15", "r16",
        "r17", "r18", "r19", "r20", "r21", "r22", "r23", "r24", "r25", "r26", "r27", "r28", "r29", "r30",
    ];

    /// A writer who brings a folder from another program reads one screen, not five thousand lines.
    #[test]
    fn many_findings_fit_on_a_screen() {
        for (kinds, each, lines) in [(1, 1, 3), (1, 3, 12), (1, 1_000, 12), (4, 3, 9), (15, 50, 31), (30, 1_000, 32)] {
            let all = RULES.iter().take(kinds).flat_map(|rule| (0..each).map(move |number| finding(rule, number)));
            let text = report(&library(all), &Shown::Brief, false);
            assert!(
                text.lines().count() <= MAX_LINES && text.lines().count().abs_diff(lines) < 6,
                "{kinds} {each}: {text}"
            );
            assert!(each < 4 || text.contains(&each.to_string()), "{text}");
            assert!(RULES.iter().take(kinds).all(|rule| text.contains(&format!("[{rule}]"))), "{text}");
        }
    }

    /// A key that stands in every article is one line, and each other key another one.
    #[test]
    fn keys_are_kinds() {
        let keys = ["layout", "menu"].into_iter().flat_map(|key| {
            (0..60).map(move |_| Diagnostic {
                message: format!("the key `{key}` is not read"),
                ..finding("unknown-key", 0)
            })
        });
        let mut all: Vec<_> = keys.collect();
        all.extend((0..9).flat_map(|number| [finding("r01", number), finding("r02", number), finding("r03", number)]));
        let text = report(&library(all), &Shown::Brief, false);
        for expected in [
            "(60): the key `layout`",
            "(60): the key `menu`",
            "warning[r01] (9): message 0\n    first a.md:1:1: help 0",
        ] {
            assert!(text.contains(expected), "{expected} is not in {text}");
        }
    }

    /// Whoever mends one kind after the other sees each place of it, and what stops the build.
    #[test]
    fn all_of_one_rule() {
        let error = Diagnostic { severity: Severity::Error, ..finding("r03", 77) };
        let all = (0..50).flat_map(|number| [finding("r01", number), finding("r02", number)]).chain([error]);
        let library = library(all);
        let count = |text: &str, part: &str| text.matches(part).count();
        let text = report(&library, &Shown::Rule("r02".into()), false);
        assert_eq!((count(&text, "[r01]"), count(&text, "[r02]"), count(&text, "error[r03]")), (0, 50, 1));
        let text = report(&library, &Shown::All, false);
        assert_eq!((count(&text, "[r01]"), count(&text, "[r02]"), count(&text, "error[r03]")), (50, 50, 1));
    }

    /// An error is never one of a kind only: the first ones are shown with their lines, and all are counted.
    #[test]
    fn errors_come_first_and_whole() {
        let errors = (0..700).map(|number| Diagnostic { severity: Severity::Error, ..finding("r09", number) });
        let library = library((0..50).map(|number| finding("r01", number)).chain(errors));
        let text = report(&library, &Shown::Brief, false);
        assert!(text.starts_with("error[r09]: message 0\n --> a.md:1:1\n"), "{text}");
        assert!(text.contains("error[r09]: 700 of this kind in all") && text.lines().count() < MAX_LINES, "{text}");
        assert_eq!(print_diagnostics(&library, &Shown::Brief, false), (700, 50));
    }
}
