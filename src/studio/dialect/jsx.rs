//! MDX and Vue: `import` and `export`, comments and expressions in braces, components.

use std::{collections::HashSet, ops::Range, sync::LazyLock};

use super::{
    arguments::{Arguments, braces, literal},
    code::Regions,
    foreign::ForeignKind,
    lines::{escaped, from, lines, part},
    names::{Meaning, meaning, normal},
    pass::Pass,
    spans::{Kind, Searches, starts_ignoring_case},
    tags::{Form, Tag},
    writer::write,
};

/// Bytes of one tag.
const MAX_TAG: usize = 4_000;
/// Bytes of one tag with data in it.
const MAX_LONG: usize = 100_000;
/// Statements without an end; from then on each is one line.
const MAX_ENDLESS: usize = 4;

/// Whether a text is MDX, whatever its file is called: it imports something, as only MDX does.
pub(super) fn is_mdx(text: &str) -> bool {
    let imports = text.starts_with("import ") || text.contains("\nimport ");
    let mut imports = lines(text).filter(|line| imports && is_import(line.text)).peekable();
    imports.peek().is_some() && {
        let regions = Regions::of(text, true);
        imports.any(|line| regions.code(line.start).is_none())
    }
}

/// Whether a line imports a component or data.
pub(super) fn is_import(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("import ") else { return false };
    let rest = rest.trim().trim_end_matches(';').trim_end();
    let path = |text: &str| {
        let text = text.trim();
        let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
        quote.is_some_and(|quote| text.len() > 2 && text.ends_with(quote))
            && (text.contains(['/', '@', '.', '-']) || line.trim_end().ends_with(';') || line.contains('{'))
    };
    if path(rest) {
        return true;
    }
    let Some((names, source)) = rest.rsplit_once(" from ").or_else(|| rest.rsplit_once("} from")) else { return false };
    let code = |c: char| c.is_alphanumeric() || matches!(c, '{' | '}' | ',' | ' ' | '*' | '$' | '_');
    path(source) && names.chars().all(code) && (names.trim().split(' ').count() == 1 || names.contains(['{', ',', '*']))
}

/// Whether a line begins something that a module gives to others.
fn is_export(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("export ") else { return false };
    let word = rest.split([' ', '(', '{']).next().unwrap_or_default();
    match word {
        "const" | "let" | "var" => rest.contains('='),
        "function" | "async" | "class" => rest.contains('(') || rest.contains('{'),
        "default" => true,
        "" => rest.contains('{'),
        "*" => rest.contains(" from "),
        _ => false,
    }
}

/// Takes out what only a program reads at the top level of a text: imports, exports.
pub(super) fn modules(pass: &mut Pass<'_>, mdx: bool) {
    let text = pass.text;
    let mut end = 0;
    let mut free = true;
    let mut endless = 0;
    for line in lines(text) {
        if line.start < end {
            continue;
        }
        let begins = line.text.starts_with("import ") || line.text.starts_with("export ");
        if begins && (free || mdx) && pass.is_text(line.start) {
            let single = is_import(line.text) || is_export(line.text);
            // Names in braces on lines of their own.
            let several = line.text.starts_with("import {") && !line.text.contains('}');
            if single || several {
                let found = if endless < MAX_ENDLESS { statement_end(text, line.start) } else { None };
                endless += usize::from(found.is_none());
                end = found.unwrap_or(line.end());
                let whole = part(text, line.start..end);
                if single || whole.contains(" from ") || whole.contains("}from") {
                    pass.edits.remove(line.start..end);
                    continue;
                }
                // What was read for nothing is not to be read again for each line of it.
                endless += usize::from(found.is_some());
                end = 0;
            }
        }
        free = line.is_blank() || line.text.starts_with('#');
    }
}

/// Where a statement that begins at a byte ends: at the end of the line on which all its brackets are closed.
fn statement_end(text: &str, start: usize) -> Option<usize> {
    let mut depth = 0_i32;
    let mut quote: Option<u8> = None;
    let mut skip = false;
    for (at, byte) in from(text, start).bytes().enumerate().take(50_000) {
        if skip {
            skip = false;
            continue;
        }
        match (quote, byte) {
            (_, b'\\') => skip = true,
            (Some(open), _) if open == byte => quote = None,
            (Some(b'"' | b'\''), b'\n') => quote = None,
            (Some(_), _) => continue,
            // Between tags an apostrophe is one.
            (None, b'"' | b'\'' | b'`') => quote = Some(byte),
            (None, b'{' | b'(' | b'[') => depth += 1,
            (None, b'}' | b')' | b']') => depth -= 1,
            _ => {}
        }
        if byte == b'\n' && depth <= 0 && quote.is_none() {
            let next = from(text, start + at + 1).trim_start_matches([' ', '\t']);
            let line = part(text, start..start + at);
            let goes_on = line.trim_end().ends_with(['=', ',', '(', '>']) && !line.trim_end().ends_with("/>")
                || next.starts_with(['.', ')', '}', ']']);
            if !goes_on || next.starts_with('\n') {
                return Some(start + at);
            }
        }
    }
    (depth <= 0).then_some(text.len())
}

/// Translates components, and in MDX expressions.
pub(super) fn translate(pass: &mut Pass<'_>, mdx: bool, title: &str) {
    let text = pass.text;
    if !text.contains(['<', '{']) {
        return;
    }
    vue_blocks(pass);
    let closed = closed_names(text);
    let mut searches = Searches::default();
    let mut tags = Vec::new();
    let mut long = 0;
    let mut at = 0;
    while let Some(next) = from(text, at).find(['<', '{']).map(|found| at + found) {
        at = next + 1;
        let region = pass.regions().at(next);
        let free = region.is_none_or(|region| region.kind == Kind::Tag && region.at.start == next);
        if !free || escaped(text, next) {
            continue;
        }
        if from(text, next).starts_with('{') {
            if let Some(end) = expression(pass, next, mdx, title, &mut searches) {
                at = end;
            }
            continue;
        }
        if mdx && (from(text, next).starts_with("<>") || from(text, next).starts_with("</>")) {
            let end = next + from(text, next).find('>').unwrap_or(1) + 1;
            pass.remove(next..end);
            at = end;
            continue;
        }
        // Data in attributes may be long, and what has no end is not sought again and again.
        let limit = if long < 4 * text.len() + MAX_LONG { MAX_LONG } else { MAX_TAG };
        let read = Component::read_within(text, next, limit);
        long += read.as_ref().map_or_else(
            || {
                usize::from(from(text, next + 1).starts_with(|c: char| c.is_ascii_alphabetic()))
                    * (text.len() - next).min(limit)
            },
            |found| found.span.len(),
        );
        let Some(found) = read else { continue };
        let end = found.span.end;
        if found.is_component(mdx, &closed) {
            tags.push(found.tag());
            at = end;
        } else if found.has_code && is_html(found.name) {
            let html = found.as_html();
            pass.edits.replace(next..end, html);
            at = end;
        }
    }
    write(pass, &tags);
}

/// The names that are closed somewhere.
fn closed_names(text: &str) -> HashSet<&str> {
    let names = text.split("</").skip(1);
    names.filter_map(|rest| rest.get(..rest.find('>').filter(|end| *end < 80)?).map(str::trim)).collect()
}

/// A tag as it stands.
pub(super) struct Component<'a> {
    pub(super) span: Range<usize>,
    pub(super) name: &'a str,
    inner: &'a str,
    pub(super) form: Form,
    /// Whether an attribute is a piece of a program.
    has_code: bool,
}

impl<'a> Component<'a> {
    /// Reads the tag that begins at a byte.
    pub(super) fn read(text: &'a str, start: usize) -> Option<Self> {
        Self::read_within(text, start, MAX_TAG)
    }

    /// Reads a tag of so many bytes.
    fn read_within(text: &'a str, start: usize, limit: usize) -> Option<Self> {
        let rest = from(text, start + 1);
        let closes = rest.starts_with('/');
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let length = rest
            .bytes()
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b':'))
            .count();
        let name = part(rest, 0..length);
        // `<https://…>` is an address.
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || name.ends_with(':') {
            return None;
        }
        let inner_start = start + 1 + usize::from(closes) + length;
        let bytes = text.as_bytes();
        let mut at = inner_start;
        let mut has_code = false;
        let limit = (start + limit).min(text.len());
        while at < limit {
            match bytes.get(at)? {
                b'>' => {
                    let inner = part(text, inner_start..at);
                    let form = match (closes, inner.ends_with('/')) {
                        (true, _) => Form::Close,
                        (false, true) => Form::Alone,
                        (false, false) => Form::Open,
                    };
                    return Some(Self { span: start..at + 1, name, inner, form, has_code });
                }
                b'<' => return None,
                quote @ (b'"' | b'\'')
                    if bytes.get(at.checked_sub(1)?) == Some(&b'=') || part(text, 0..at).ends_with("= ") =>
                {
                    at += 1 + bytes.get(at + 1..limit)?.iter().position(|byte| byte == quote)?;
                }
                b'{' => {
                    has_code = true;
                    at = braces(text, at)?;
                    continue;
                }
                _ => {}
            }
            at += 1;
        }
        None
    }

    /// Whether it is no HTML and no word in angle brackets.
    fn is_component(&self, mdx: bool, closed: &HashSet<&str>) -> bool {
        let first = self.name.chars().next().unwrap_or_default();
        if first.is_ascii_uppercase() {
            let placeholder =
                self.name.chars().all(|c| c.is_ascii_uppercase() || matches!(c, '_' | '-' | '.') || c.is_ascii_digit());
            let sure = self.form != Form::Open || self.inner.contains('=') || closed.contains(self.name);
            // HTML may be written in capitals.
            let html = placeholder && is_html(self.name);
            return !html && (mdx || sure && (!placeholder || self.form == Form::Alone));
        }
        let paired = closed.contains(self.name) || self.form != Form::Open;
        if !paired || self.name.contains(':') || is_html(self.name) {
            return false;
        }
        let known = meaning(&normal(self.name));
        matches!(
            known,
            Meaning::Callout(_)
                | Meaning::Tabs
                | Meaning::Tab
                | Meaning::Step
                | Meaning::Card
                | Meaning::Details
                | Meaning::Embed
        ) || self.name.contains('-') && self.form != Form::Open
            || self.name.contains('-') && closed.contains(self.name)
            || matches!(known, Meaning::Group | Meaning::Drop | Meaning::Words | Meaning::Keys) && mdx
    }

    fn tag(&self) -> Tag {
        let inner = self.inner.trim_end_matches('/');
        let arguments = if self.form == Form::Close { Arguments::default() } else { Arguments::read(inner) };
        Tag {
            span: self.span.clone(),
            name: normal(self.name),
            arguments,
            form: self.form,
            kind: ForeignKind::Component,
        }
    }

    /// A tag of HTML whose attributes are those that HTML has.
    fn as_html(&self) -> String {
        let arguments = Arguments::read(self.inner.trim_end_matches('/'));
        let mut out = format!("<{}{}", if self.form == Form::Close { "/" } else { "" }, self.name);
        for name in
            ["src", "href", "to", "alt", "title", "id", "width", "height", "start", "colspan", "rowspan", "open"]
        {
            if let Some(value) = arguments.text(&[name]) {
                let name = if name == "to" { "href" } else { name };
                out.push_str(&format!(" {name}=\"{}\"", value.replace('"', "&quot;")));
            }
        }
        out.push_str(if self.form == Form::Alone { " />" } else { ">" });
        out
    }
}

/// Elements of HTML and of drawings.
fn is_html(name: &str) -> bool {
    static NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| HTML.split(' ').collect());
    const HTML: &str = "a abbr address area article aside audio b base bdi bdo big blockquote body br button canvas \
caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption \
figure font footer form frame frameset g h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label \
legend li link main map mark marquee menu meta meter nav nobr noframes noscript object ol optgroup option output p param \
path picture pre progress q rect rp rt ruby s samp script search section select slot small source span strike strong style \
sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul use var video wbr circle";
    NAMES.contains(name.to_ascii_lowercase().as_str())
}

/// `<script setup>` and `<style scoped>` of Vue, which stand in Markdown for a program.
fn vue_blocks(pass: &mut Pass<'_>) {
    let raw: Vec<Range<usize>> =
        pass.regions().iter().filter(|region| region.kind == Kind::Raw).map(|region| region.at.clone()).collect();
    for at in raw {
        let html = part(pass.text, at.clone());
        let head = html.split('>').next().unwrap_or_default();
        let script = starts_ignoring_case(html, "<script") && (head.contains(" setup") || head.contains("lang="));
        if script || starts_ignoring_case(html, "<style") {
            pass.edits.remove(at);
        }
    }
}

/// What stands in braces; gives where it ends, if it was changed.
fn expression(pass: &mut Pass<'_>, start: usize, mdx: bool, title: &str, searches: &mut Searches) -> Option<usize> {
    let text = pass.text;
    let rest = from(text, start);
    if rest.starts_with("{/*") {
        let end = searches.find(text, start + 3, "*/")? + 2;
        let end = searches.find(text, end, "}")? + 1;
        // Docusaurus: the id of a heading.
        let inner = part(text, start + 3..end).trim_start();
        if inner.starts_with('#') && !inner.starts_with("# ") {
            let id = inner.trim_end_matches(['}', '/', '*', ' ']);
            pass.edits.replace(start..end, format!("{{{id}}}"));
        } else {
            pass.remove(start..end);
        }
        return Some(end);
    }
    if !mdx {
        let blank = ["{' '}", "{\" \"}"].into_iter().find(|blank| rest.starts_with(blank))?;
        pass.edits.replace(start..start + blank.len(), " ");
        return Some(start + blank.len());
    }
    let end = braces(text, start)?;
    let inner = part(text, start + 1..end - 1).trim();
    // Attributes and roles of other dialects have their own pass.
    if inner.starts_with(['#', '.', ':', '%', '{', '<', '=', '+', '-', '~', '>', '!'])
        || inner.is_empty()
        || from(text, end).starts_with('`')
    {
        return None;
    }
    match inner {
        "frontMatter.title" | "frontmatter.title" | "metadata.title" => pass.edits.replace(start..end, title),
        _ => match literal(inner).filter(|_| inner.starts_with(['"', '\'', '`'])) {
            Some(words) => pass.edits.replace(start..end, words.replace('<', "\\<").replace('{', "\\{")),
            None => {
                pass.lost(ForeignKind::Expression, start..end);
                pass.remove(start..end);
            }
        },
    }
    Some(end)
}
