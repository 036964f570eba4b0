//! Which files a text asks for, and which part of them.

use std::{collections::HashMap, ops::Range};

use super::{
    arguments::Arguments,
    jsx::is_import,
    lines::{Line, escaped, first_bytes, from, lines, part},
    names::{Meaning, meaning, normal},
    pass::Pass,
    spans::Kind,
    wiki,
};

/// A part of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Section {
    All,
    /// From one line to another, counted from 1.
    Lines(usize, usize),
    /// Between two texts; an empty one is the beginning or the end of the file.
    Between(String, String),
    /// Between two marks of this name.
    Named(String),
    /// A note as a whole, looked for by its name.
    Note,
    /// What stands below a heading of a note, or the block with an id (`^id`).
    Heading(String),
}

/// A file that is asked for.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) span: Range<usize>,
    pub(super) path: String,
    pub(super) section: Section,
    /// Whether it stands in code, or is shown as code.
    pub(super) code: bool,
    /// Whether it goes where the file is not there. Otherwise another pass knows what to do.
    pub(super) gone: bool,
    /// What the included text may show of those who include it.
    pub(super) values: Vec<(String, String)>,
}

/// Finds all of them.
pub(super) fn asked(pass: &Pass<'_>) -> Vec<Asked> {
    let text = pass.text;
    let mut out = Vec::new();
    let any =
        ["include", "--8<--", "<<< ", "![[", "import ", "partial", "{!", "INCLUDE", "readfile", "snippet", "render"];
    if !any.iter().any(|sign| text.contains(sign)) {
        return out;
    }
    let partials = partials(pass);
    let mut several = false;
    for line in lines(text) {
        let code = !pass.is_text(line.start + line.text.len() - line.text.trim_start().len());
        let content = line.text.trim();
        if content == "--8<--" {
            several = !several;
            out.push(gone(line.start..line.end(), "", code));
            continue;
        }
        if several && !content.is_empty() {
            out.push(path_with_section(line.start..line.end(), content.trim_matches('"'), code));
            continue;
        }
        whole_line(&line, content, code, &mut out);
        if !code {
            in_line(pass, &line, &partials, &mut out);
        }
    }
    out
}

fn gone(span: Range<usize>, path: &str, code: bool) -> Asked {
    Asked { span, path: path.to_owned(), section: Section::All, code, gone: !code, values: Vec::new() }
}

/// `a.md:section`, `a.md:1:3`, `a.md#region`, `a.md{1,3}`.
fn path_with_section(span: Range<usize>, written: &str, code: bool) -> Asked {
    let written = written.trim();
    let (written, braces) = match written.split_once('{') {
        Some((path, lines)) => (path.trim(), Some(lines.trim_end_matches('}'))),
        None => (written, None),
    };
    let mut parts = written.splitn(2, if written.contains("://") { '\0' } else { ':' });
    let path = parts.next().unwrap_or_default();
    let section = parts.next();
    let (path, region) = match path.split_once('#') {
        Some((path, region)) => (path, Some(region)),
        None => (path, None),
    };
    let numbers = |text: &str| {
        let mut numbers = text.split([',', ':', '-']).map(|number| number.trim().parse::<usize>().ok());
        match (numbers.next(), numbers.next()) {
            (Some(first), Some(last)) if first.is_some() || last.is_some() => {
                Some(Section::Lines(first.unwrap_or(1), last.unwrap_or(usize::MAX)))
            }
            (Some(Some(line)), None) => Some(Section::Lines(line, line)),
            _ => None,
        }
    };
    let section = match (section, region, braces) {
        (Some(section), ..) => numbers(section).unwrap_or_else(|| Section::Named(section.to_owned())),
        (None, Some(region), _) => Section::Named(region.to_owned()),
        // Behind the path of code the braces name lines that are marked.
        (None, None, Some(lines)) if !code => numbers(lines).unwrap_or(Section::All),
        _ => Section::All,
    };
    Asked { section, ..gone(span, path, code) }
}

/// What asks for a file with a whole line.
fn whole_line(line: &Line<'_>, content: &str, code: bool, out: &mut Vec<Asked>) {
    let start = line.start + line.text.len() - line.text.trim_start().len();
    let span = start..start + content.len();
    if let Some(path) = content.strip_prefix("--8<--").or_else(|| content.strip_prefix("-8<-")) {
        let path = path.trim();
        if path.starts_with(['"', '\'']) {
            out.push(path_with_section(span, path.trim_matches(['"', '\'']), code));
        }
    } else if let Some(path) = content.strip_prefix("<<< ").filter(|_| !code) {
        let path = path.split(['[', ' ']).next().unwrap_or(path);
        let mut asked = path_with_section(span, path.trim_start_matches("@/"), true);
        asked.gone = true;
        out.push(asked);
    } else if let Some(inner) = content.strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"))
        && let Some(path) = inner.trim().strip_prefix("@include:").or_else(|| inner.trim().strip_prefix("@include "))
    {
        let mut asked = path_with_section(span, path.trim().trim_start_matches("@/"), false);
        asked.gone = true;
        out.push(asked);
    }
}

/// The files of partials that a text of MDX imports, by their names.
fn partials<'a>(pass: &Pass<'a>) -> HashMap<&'a str, &'a str> {
    let mut out = HashMap::new();
    for line in lines(pass.text).filter(|line| is_import(line.text) && pass.is_text(line.start)) {
        let Some((names, path)) = line.text.trim_start_matches("import ").split_once(" from ") else { continue };
        let path = path.trim().trim_end_matches(';').trim_matches(['"', '\'']);
        let name = names.split(',').next().unwrap_or_default().trim();
        if path.ends_with(".md") || path.ends_with(".mdx") {
            out.insert(name, path);
        }
    }
    out
}

/// What asks for a file inside of a line.
fn in_line(pass: &Pass<'_>, line: &Line<'_>, partials: &HashMap<&str, &str>, out: &mut Vec<Asked>) {
    let text = pass.text;
    let mut at = line.start;
    while let Some(open) =
        text.get(at..line.end()).and_then(|rest| rest.find(['{', '!', '[', '<'])).map(|found| at + found)
    {
        at = open + 1;
        let rest = part(text, open..line.end());
        let region = pass.regions().at(open);
        if region.is_some_and(|region| region.kind != Kind::Tag || region.at.start != open) || escaped(text, open) {
            continue;
        }
        let found = if rest.starts_with("{%") || rest.starts_with("{{") {
            template(open, from(text, open))
        } else if rest.starts_with("{!") {
            markdown_include(open, from(text, open))
        } else if rest.starts_with("![[") {
            note(text, open)
        } else if rest.starts_with("[!") {
            docfx(open, rest)
        } else if rest.starts_with('[') {
            docsify(open, rest)
        } else {
            partial(open, rest, partials)
        };
        if let Some(found) = found {
            at = found.span.end.max(at);
            out.push(found);
        }
    }
}

/// Bytes of what asks for a file.
const MAX_ASKED: usize = 600;

/// As much of a text as may ask for a file.
fn near(text: &str) -> &str {
    first_bytes(text, MAX_ASKED)
}

/// `{% include "a.md" %}`, `{{< readfile "a.md" >}}`, `{{#include a.md}}`.
fn template(open: usize, rest: &str) -> Option<Asked> {
    let near = near(rest);
    if let Some(inner) = near.strip_prefix("{{#") {
        let (inner, _) = inner.split_once("}}")?;
        let (name, path) = inner.trim().split_once(' ')?;
        let span = open..open + 3 + inner.len() + 2;
        return matches!(name, "include" | "rustdoc_include" | "playground" | "template")
            .then(|| path_with_section(span, path.trim(), false));
    }
    let (inner, close) = match near.starts_with("{{") {
        true => near
            .strip_prefix("{{<")
            .or_else(|| near.strip_prefix("{{%"))
            .or_else(|| near.strip_prefix("{{>").or_else(|| near.strip_prefix("{{$")))
            .map(|inner| (inner, "}}"))?,
        false => (near.strip_prefix("{%")?, "%}"),
    };
    let end = inner.find(close)?;
    let span = open..open + (near.len() - inner.len()) + end + close.len();
    let inner = part(inner, 0..end).trim_end_matches(['>', '%', '-', ' ', '/']).trim_start_matches(['-', '+', ' ']);
    let (name, arguments) =
        if near.starts_with("{{>") { ("include", inner) } else { inner.split_once(char::is_whitespace)? };
    let name = normal(name);
    if ![
        "include", "includerelative", "includecached", "includemarkdown", "includefile", "readfile", "readfiles",
        "snippet", "partial", "render", "import", "includemd", "md",
    ]
    .contains(&name.as_str())
    {
        return None;
    }
    let arguments = Arguments::read(arguments);
    let path =
        arguments.first().map(str::to_owned).or_else(|| arguments.text(&["file", "path", "from", "src", "name"]))?;
    let stem = path.rsplit('/').next().unwrap_or_default().split('.').next().unwrap_or_default();
    // `{% include note.html content="…" %}`: its name says more than its markup.
    if meaning(&normal(stem)) != Meaning::Unknown && !path.ends_with(".md") || !path.contains(['.', '/']) {
        return None;
    }
    let values = arguments.texts();
    Some(Asked { gone: false, values, section: between(&arguments), ..gone(span, &path, false) })
}

/// `{! include-markdown './a.md' !}`, `{!a.md!}`.
fn markdown_include(open: usize, rest: &str) -> Option<Asked> {
    let (inner, _) = near(rest).strip_prefix("{!")?.split_once("!}")?;
    let span = open..open + 2 + inner.len() + 2;
    let inner = inner.trim();
    let named = inner.strip_prefix("include-markdown").or_else(|| inner.strip_prefix("include"));
    let arguments = Arguments::read(named.unwrap_or(inner));
    let path = arguments.first()?;
    Some(Asked { gone: false, section: between(&arguments), ..gone(span, path, false) })
}

/// `start="…"` and `end="…"` of `include-markdown`.
fn between(arguments: &Arguments) -> Section {
    match (arguments.code("start"), arguments.code("end")) {
        (None, None) => Section::All,
        (start, end) => Section::Between(start.unwrap_or_default().to_owned(), end.unwrap_or_default().to_owned()),
    }
}

/// `![[note]]`, `![[note#heading]]`.
fn note(text: &str, open: usize) -> Option<Asked> {
    let (inner, end) = wiki::link_at(text, open + 1)?;
    let (page, _) = wiki::split(inner);
    let (name, heading) = page.split_once('#').map_or((page, None), |(name, heading)| (name, Some(heading)));
    let other = name.rsplit_once('.').is_some_and(|(_, ending)| {
        ending != "md" && ending.len() < 6 && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    if other || name.is_empty() {
        return None;
    }
    let section = heading.map_or(Section::Note, |heading| Section::Heading(heading.to_owned()));
    Some(Asked { gone: false, section, ..gone(open..end, name, false) })
}

/// `[!INCLUDE [name](path)]`.
fn docfx(open: usize, rest: &str) -> Option<Asked> {
    let inner = rest.get(..9).filter(|head| head.eq_ignore_ascii_case("[!include"))?;
    let (before, path) = near(from(rest, inner.len())).split_once("](")?;
    let (path, behind) = path.split_once(')')?;
    let end = open + inner.len() + before.len() + 2 + path.len() + 1 + usize::from(behind.starts_with(']'));
    Some(gone(open..end, path.trim(), false))
}

/// `[name](path ':include')`.
fn docsify(open: usize, rest: &str) -> Option<Asked> {
    let rest = near(from(rest, 1));
    let words = part(rest, 0..rest.find(['[', ']'])?);
    let behind = from(rest, words.len()).strip_prefix("](")?;
    let (target, _) = behind.split_once(')')?;
    let (path, title) = target.split_once(' ')?;
    title.contains(":include").then(|| {
        let code = title.contains(":type=code");
        Asked { code, gone: false, ..gone(open..open + 1 + words.len() + 2 + target.len() + 1, path, false) }
    })
}

/// `<Label />` where `Label` is a text that was imported.
fn partial(open: usize, rest: &str, partials: &HashMap<&str, &str>) -> Option<Asked> {
    let inner = rest.strip_prefix('<')?;
    let length = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let path = partials.get(part(inner, 0..length))?;
    let close = near(inner).find("/>")?;
    Some(Asked { gone: false, ..gone(open..open + 1 + close + 2, path, false) })
}
