//! Directives: `:::tip[Title]` of Docusaurus, VitePress, Starlight, Pandoc and MyST, `:::image …:::` of docfx,
//! `::alert{type=info}` of Nuxt.

use super::{
    arguments::{Arguments, braces},
    foreign::ForeignKind,
    lines::{Line, closing_bracket, from, lines, part},
    names::{Meaning, class, meaning, normal},
    pass::Pass,
    tags::{Form, Tag},
    writer::write,
};

/// A container that is open.
struct Open {
    colons: usize,
    name: String,
}

/// Containers inside of one another; what is deeper is not opened.
const MAX_DEPTH: usize = 32;

/// Translates all directives of a text.
pub(super) fn translate(pass: &mut Pass<'_>) {
    if !pass.text.contains("::") {
        return;
    }
    let mut reader = Reader { last_short: last_short(pass), open: Vec::new(), tags: Vec::new(), options: 0 };
    let mut props = false;
    let text = pass.text;
    for line in lines(text) {
        let content = line.content();
        let start = line.end() - content.len();
        if !pass.is_text(start) || content.is_empty() {
            props = false;
            continue;
        }
        // `---`, settings, `---` directly below the first line of a component of Nuxt.
        if content.trim() == "---"
            && (props
                || reader
                    .tags
                    .last()
                    .is_some_and(|tag| tag.span.end + 1 == line.start && is_short(part(text, tag.span.clone()))))
        {
            props = !props;
            pass.edits.remove(start..line.end());
            continue;
        }
        if props {
            if let (Some((key, value)), Some(tag)) = (content.split_once(':'), reader.tags.last_mut()) {
                tag.arguments.add(&normal(key.trim()), value.trim().trim_matches(['"', '\'']).to_owned());
            }
            pass.edits.remove(start..line.end());
            continue;
        }
        // Options of MyST directly below the first line.
        if content.starts_with(':')
            && let Some((key, value)) = content.strip_prefix(':').and_then(|rest| rest.split_once(':'))
            && let Some(tag) =
                reader.tags.last_mut().filter(|tag| pass.text.as_bytes().get(tag.span.start + 3) == Some(&b'{'))
            && tag.form == Form::Open
            && pass.starts().number(tag.span.start) + 1 + reader.options == pass.starts().number(start)
            && !key.is_empty()
            && !key.contains([' ', ':'])
        {
            reader.options += 1;
            tag.arguments.add(&normal(key), value.trim().to_owned());
            pass.edits.remove(start..line.end());
            continue;
        }
        reader.options = 0;
        if content.starts_with("::") {
            reader.line(text, &line, start);
        } else if content.starts_with("== ") || content.starts_with("@tab") {
            reader.tab(&line, start, content);
        }
        inline(pass, &mut reader.tags, &line, start);
    }
    let mut tags = reader.tags;
    tags.sort_by_key(|tag| tag.span.start);
    write(pass, &tags);
}

fn is_short(tag: &str) -> bool {
    tag.starts_with("::") && !tag.starts_with(":::") || tag.starts_with(":::") && !tag.contains(' ')
}

/// Where the last line of two colons stands, which closes something: lines with two colons before it open something.
fn last_short(pass: &Pass<'_>) -> Option<usize> {
    lines(pass.text).filter(|line| line.text.trim() == "::" && pass.is_text(line.start)).last().map(|line| line.start)
}

/// Whether two colons and a name are a directive: the name is of several words, or all of a paragraph.
fn is_leaf(text: &str, line: &Line<'_>, rest: &str) -> bool {
    let above = part(text, 0..line.start).lines().next_back().is_none_or(|line| line.trim().is_empty());
    let below = from(text, line.end() + 1).lines().next().is_none_or(|line| line.trim().is_empty());
    let name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    rest.chars().all(name) && (rest.contains('-') || above && below)
}

struct Reader {
    last_short: Option<usize>,
    open: Vec<Open>,
    tags: Vec<Tag>,
    /// Lines of options below the last tag.
    options: usize,
}

impl Reader {
    /// A line that begins with colons.
    fn line(&mut self, text: &str, line: &Line<'_>, start: usize) {
        let content = part(text, start..line.end());
        let colons = content.bytes().take_while(|byte| *byte == b':').count();
        let rest = from(content, colons).trim();
        let span = start..line.end();
        if rest.is_empty() {
            if colons >= 3 || self.last_short.is_some() && self.open.iter().any(|open| open.colons == 2) {
                self.close(colons, span);
            }
            return;
        }
        // docfx: `:::name …:::`, and `:::name-end`.
        if let Some(inner) = rest.strip_suffix(":::").filter(|_| colons == 3) {
            self.tags.push(alone(inner, span));
            return;
        }
        if let Some(name) =
            rest.strip_suffix("-end").filter(|name| colons == 3 && name.chars().all(char::is_alphanumeric))
        {
            let name = normal(name);
            if let Some(at) = self.open.iter().rposition(|open| open.name == name) {
                self.open.truncate(at);
            }
            self.tags.push(Tag::close(span, name, ForeignKind::Directive));
            return;
        }
        let Some((name, arguments, label)) = opening(rest) else { return };
        if colons == 2 {
            let closed = self.last_short.is_some_and(|close| close > line.start);
            let leaf = label || rest.contains('{') || is_leaf(text, line, rest);
            if !closed && !leaf {
                return;
            }
            let form = if closed { Form::Open } else { Form::Alone };
            if closed {
                self.push(colons, &name);
            }
            self.tags.push(Tag { span, name, arguments, form, kind: ForeignKind::Directive });
            return;
        }
        self.push(colons, &name);
        self.tags.push(Tag { span, name, arguments, form: Form::Open, kind: ForeignKind::Directive });
    }

    fn push(&mut self, colons: usize, name: &str) {
        if self.open.len() < MAX_DEPTH {
            self.open.push(Open { colons, name: name.to_owned() });
        }
    }

    /// A line of colons alone closes the nearest container with as many; else the nearest one with fewer.
    fn close(&mut self, colons: usize, span: std::ops::Range<usize>) {
        let at = self.open.iter().rposition(|open| open.colons == colons);
        let at =
            at.or_else(|| self.open.iter().rposition(|open| open.colons < colons)).or(self.open.len().checked_sub(1));
        let name =
            at.and_then(|at| self.open.drain(at..).next()).map_or_else(|| "unopened".to_owned(), |open| open.name);
        self.tags.push(Tag::close(span, name, ForeignKind::Directive));
    }

    /// The label of a tab inside of tabs: `== Label`, `@tab Label`.
    fn tab(&mut self, line: &Line<'_>, start: usize, content: &str) {
        if !self.open.last().is_some_and(|open| meaning(&open.name) == Meaning::Tabs) {
            return;
        }
        let label =
            content.trim_start_matches(['=', '@', ' ']).trim_start_matches("tab").trim_start_matches(":active").trim();
        let mut arguments = Arguments::default();
        arguments.add("title", label.to_owned());
        let span = start..line.end();
        self.tags.push(Tag { span, name: "tab".into(), arguments, form: Form::Alone, kind: ForeignKind::Directive });
    }
}

/// A directive of docfx, which is whole on its line.
fn alone(inner: &str, span: std::ops::Range<usize>) -> Tag {
    let inner = inner.trim();
    let end = inner.find(|c: char| c.is_whitespace()).unwrap_or(inner.len());
    let name = normal(part(inner, 0..end));
    Tag { span, name, arguments: Arguments::read(from(inner, end)), form: Form::Alone, kind: ForeignKind::Directive }
}

/// The name, the arguments, and whether there is a label in brackets.
fn opening(rest: &str) -> Option<(String, Arguments, bool)> {
    let rest = rest.trim_end_matches(':').trim_end();
    // MyST: `{note} Title`; Pandoc: `{.note title="T"}`.
    if rest.starts_with('{') {
        let end = braces(rest, 0)?;
        let inner = part(rest, 1..end - 1);
        let title = from(rest, end).trim();
        let mut arguments = Arguments::read(inner);
        let word = arguments.plain.first().map(|(word, _)| word.clone());
        let name = match &word {
            Some(word) if arguments.classes.is_empty() => word.clone(),
            _ => {
                let known = |class: &&String| named(class);
                arguments
                    .classes
                    .iter()
                    .find(known)
                    .or(arguments.classes.first())
                    .cloned()
                    .unwrap_or_else(|| "div".into())
            }
        };
        arguments.plain.clear();
        if !title.is_empty() {
            arguments.add("title", title.to_owned());
        }
        let plain = name.strip_prefix("callout-").filter(|kind| class(kind).is_some()).unwrap_or(&name);
        // Classes of Pandoc are for a style sheet.
        let name = if word.is_none() && !named(plain) { "div" } else { plain };
        return Some((normal(name), arguments, false));
    }
    let end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(rest.len());
    let name = part(rest, 0..end);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut behind = from(rest, end);
    let mut label = None;
    if behind.starts_with('[') {
        let close = closing_bracket(behind)?;
        label = Some(part(behind, 1..close));
        behind = from(behind, close + 1);
    }
    let attributes = behind.trim_start();
    let mut arguments = Arguments::default();
    if attributes.starts_with('{')
        && let Some(end) = braces(attributes, 0)
    {
        arguments = Arguments::read(part(attributes, 1..end - 1));
        behind = from(attributes, end);
    }
    let words = behind.trim();
    let words = words.rsplit_once(" {").filter(|(_, tail)| tail.ends_with('}')).map_or(words, |(words, _)| words);
    // `:::name title="T"`, as docfx and some plugins write.
    if words.contains("=\"") && label.is_none() {
        arguments = Arguments::read(words);
    } else {
        // A label may be written as a heading: `:::accordion[### Words]`.
        let title = label.unwrap_or(words).trim();
        let words = title.trim_start_matches('#');
        let title = if words.starts_with(' ') && title.len() - words.len() <= 6 { words.trim() } else { title };
        if !title.is_empty() {
            arguments.add("title", title.to_owned());
        }
    }
    Some((normal(name), arguments, label.is_some()))
}

/// Whether a name means something.
fn named(name: &str) -> bool {
    let plain = name.strip_prefix("callout-").unwrap_or(name);
    class(plain).is_some() || meaning(&normal(plain)) != Meaning::Unknown
}

/// Directives inside of a line: `:::image source="a.png":::`.
fn inline(pass: &mut Pass<'_>, tags: &mut Vec<Tag>, line: &Line<'_>, start: usize) {
    let mut at = start;
    while let Some(found) = pass.text.get(at..line.end()).and_then(|rest| rest.find(":::")).map(|found| at + found) {
        at = found + 3;
        let rest = part(pass.text, at..line.end());
        if tags.last().is_some_and(|tag| tag.span.end > found) || !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let Some(end) = rest.find(":::") else { return };
        let span = found..at + end + 3;
        let inner = part(rest, 0..end);
        let tag = alone(inner, span.clone());
        // Nothing but the directives of docfx stands in a line.
        if found > start && pass.is_text(found) && (inner.contains("=\"") || tag.name.ends_with("end")) {
            if meaning(&tag.name) == Meaning::Unknown && !inner.contains("=\"") {
                pass.remove(span);
            } else {
                tags.push(tag);
            }
        }
        at += end + 3;
    }
}
