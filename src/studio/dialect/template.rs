//! Template languages: `{% tag %}` of Jekyll, GitBook, Markdoc, Zola and Nunjucks, `{{ value }}` of all of them and of
//! Vue, Hugo's `{{< shortcode >}}` and `{{% shortcode %}}`.
//!
//! Tags are read here and written by `tags`. Values are addresses, strings, the title of the page, or placeholders that
//! a text shows: nobody runs a program.

use super::{
    arguments::Arguments,
    foreign::ForeignKind,
    lines::{escaped, from, part},
    names::{class, normal},
    pass::Pass,
    spans::Searches,
    tags::{Form, Tag},
    writer::write,
};

/// Bytes of one tag.
const MAX_TAG: usize = 4_000;

/// Tags whose arguments are a piece of a program.
const CONDITIONS: [&str; 11] =
    ["if", "unless", "ifversion", "switch", "capture", "with", "filter", "set", "assign", "for", "block"];
const BRANCHES: [&str; 6] = ["else", "elsif", "elseif", "elif", "case", "when"];

/// Translates all tags and values of a text.
/// `one_line`: a title, in which nothing is shown as code.
pub(super) fn translate(pass: &mut Pass<'_>, title: &str, one_line: bool) {
    let text = pass.text;
    let context = ValueContext { title, engine: one_line || has_engine(text), has_ends: text.contains("{{end}}") };
    let mut ends = Searches::default();
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(next) = from(text, at).find('{').map(|found| at + found) {
        at = next + 1;
        if !pass.is_text(next) {
            continue;
        }
        let rest = from(text, next);
        if escaped(text, next) {
            // Braces that are to be seen are code to a reader.
            if let Some(end) = shown_braces(text, next) {
                let shown = part(text, next - 1..end).replace('\\', "");
                pass.edits.replace(next - 1..end, format!("`{shown}`"));
                at = end;
            }
            continue;
        }
        if rest.starts_with("{{<") || rest.starts_with("{{%") {
            let close = if rest.starts_with("{{<") { ">}}" } else { "%}}" };
            let Some(end) = end_of(text, next + 3, close, &mut ends) else { continue };
            at = end;
            let inner = part(text, next + 3..end - 3);
            if let Some(shown) = inner.trim().strip_prefix("/*").and_then(|inner| inner.strip_suffix("*/")) {
                let (open, close) = (part(text, next..next + 3), close);
                pass.edits.replace(next..end, format!("`{open}{shown}{close}`"));
            } else if let Some(shown) = hugo_value(inner, title) {
                // Behind words in brackets somebody forgot the brackets around an address.
                let bare = part(text, 0..next).ends_with(']') && shown.starts_with("nd-wiki:");
                pass.edits.replace(next..end, if bare { format!("({shown})") } else { shown });
            } else {
                tags.push(tag(inner, next..end, ForeignKind::Shortcode));
                at = literal_end(text, &mut tags, part(text, next..next + 3)).unwrap_or(at);
            }
        } else if rest.starts_with("{{") && part(text, 0..next).ends_with('=') && is_object(rest) {
            // `style={{…}}` of a component.
        } else if rest.starts_with("{{") {
            let Some(end) = end_of(text, next + 2, "}}", &mut ends) else { continue };
            let end = end + from(text, end).bytes().take_while(|byte| *byte == b'}').count().min(1);
            at = end;
            value(pass, next..end, &mut tags, &context);
        } else if rest.starts_with("{%") {
            let Some(end) = end_of(text, next + 2, "%}", &mut ends) else { continue };
            at = end;
            let inner = part(text, next + 2..end - 2);
            match address_tag(inner) {
                Some(address) => pass.edits.replace(next..end, address),
                None => {
                    tags.push(tag(inner, next..end, ForeignKind::TemplateTag));
                    // Two branches are two words.
                    if tags.last().is_some_and(|tag| BRANCHES.contains(&tag.name.as_str()))
                        && part(text, 0..next).ends_with(char::is_alphanumeric)
                        && from(text, end).starts_with(char::is_alphanumeric)
                    {
                        pass.edits.insert(next, " ");
                    }
                    at = literal_end(text, &mut tags, "{%").unwrap_or(at);
                }
            }
        } else if rest.starts_with("{# ") || rest.starts_with("{#-") || rest.starts_with("{#\n") {
            let Some(end) = end_of(text, next + 2, "#}", &mut ends) else { continue };
            at = end;
            pass.remove(next..end);
        } else if rest.starts_with("{!") {
            let Some(end) = end_of(text, next + 2, "!}", &mut ends) else { continue };
            at = end;
            pass.lost(ForeignKind::Include, next..end);
            pass.remove(next..end);
        }
    }
    write(pass, &tags);
}

/// Whether braces hold an object of a program: `style={{ width: 2 }}`.
fn is_object(rest: &str) -> bool {
    !rest.starts_with("{{ ")
        || rest.trim_start_matches(['{', ' ']).split_once(':').is_some_and(|(key, _)| {
            key.trim_matches(['"', '\'']).bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        })
}

/// `\{\{ words \}\}`, `\{{ words }}`, `\{% words %\}`: where it ends.
fn shown_braces(text: &str, start: usize) -> Option<usize> {
    let rest = from(text, start + 1);
    let second = rest.strip_prefix('\\').unwrap_or(rest);
    if !second.starts_with(['{', '%']) {
        return None;
    }
    let length = rest.bytes().take(200).take_while(|byte| !matches!(byte, b'\n' | b'`')).count();
    let near = part(rest, 0..length);
    let close =
        ["}}", "\\}\\}", "}\\}", "%}", "%\\}"].iter().filter_map(|sign| Some(near.find(sign)? + sign.len())).min()?;
    Some(start + 1 + close)
}

/// Whether the text is made by a template engine, so that a value is no placeholder that readers are to see.
fn has_engine(text: &str) -> bool {
    [
        "{% include", "{% assign", "{% capture", "{% for", "{% comment", "{% raw", "{% link", "{{ site.", "{{site.",
        "{{ page.", "{{page.", "{{ $", "{{$", "relative_url", "{% data", "{% ifversion", "{% t ", "{% highlight",
    ]
    .iter()
    .any(|sign| text.contains(sign))
}

/// Behind the end of a tag that begins before a byte.
fn end_of(text: &str, start: usize, close: &'static str, ends: &mut Searches) -> Option<usize> {
    ends.find(text, start, close).map(|at| at + close.len()).filter(|end| end - start <= MAX_TAG)
}

/// Of a tag whose content is taken as it stands, where it is closed: nothing in between is a tag.
fn literal_end(text: &str, tags: &mut Vec<Tag>, mark: &str) -> Option<usize> {
    let tag = tags.last().filter(|tag| tag.form == Form::Open)?;
    let literal = [
        "highlight", "raw", "verbatim", "comment", "javascript", "stylesheet", "schema", "codeblock", "mermaid",
        "openapi", "swagger", "configuration", "code", "codetoggle",
    ];
    let name = tag.name.clone();
    if !literal.contains(&name.as_str()) {
        return None;
    }
    let mut at = tag.span.end;
    let kind = tag.kind;
    // Closing tags of the same name are few: what is not closed within reach goes on as an ordinary tag.
    for _ in 0..64 {
        let found = at + from(text, at).find(mark)?;
        let mut inner = from(text, found + mark.len()).trim_start_matches('-').trim_start();
        let closes = inner.strip_prefix('/').or_else(|| inner.strip_prefix("end"));
        inner = closes.unwrap_or_default().trim_start();
        if closes.is_some() && normal(inner.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()) == name {
            let end = found + from(text, found).find("}")? + 1;
            let end = end
                + from(text, end).bytes().take_while(|byte| *byte == b'}').count().min(usize::from(mark.len() == 3));
            tags.push(Tag::close(found..end, name, kind));
            return Some(end);
        }
        at = found + mark.len();
    }
    None
}

/// A tag from what stands between its marks.
fn tag(inner: &str, span: std::ops::Range<usize>, kind: ForeignKind) -> Tag {
    let inner = inner.trim().trim_start_matches(['-', '+', '~']).trim_end_matches(['-', '+', '~']).trim();
    let (inner, alone) = match inner.strip_suffix('/') {
        Some(inner) => (inner.trim_end(), true),
        None => (inner, false),
    };
    let (inner, closes) = match inner.strip_prefix('/') {
        Some(inner) => (inner.trim_start(), true),
        None => (inner, false),
    };
    let end = inner.find(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '=' | '{')).unwrap_or(inner.len());
    let (raw, rest) = (part(inner, 0..end), from(inner, end));
    let mut name = normal(raw.trim_end_matches(','));
    let mut form = match (closes, alone) {
        (true, _) => Form::Close,
        (false, true) => Form::Alone,
        (false, false) => Form::Open,
    };
    if !closes && let Some(ended) = name.strip_prefix("end").filter(|_| kind == ForeignKind::TemplateTag) {
        (form, name) = (Form::Close, ended.to_owned());
    }
    // Conditions are no words.
    let condition = CONDITIONS.contains(&name.as_str()) || BRANCHES.contains(&name.as_str());
    let mut arguments = if condition { Arguments::default() } else { Arguments::read(rest) };
    // `{% include alert.html type="x" %}` is a tag by the name of its file.
    if ["include", "includerelative", "includecached", "render", "partial", "component", "snippet"]
        .contains(&name.as_str())
        && form != Form::Close
    {
        let file = arguments
            .first()
            .map(str::to_owned)
            .or_else(|| arguments.text(&["file", "from", "name"]))
            .unwrap_or_default();
        let stem = file.rsplit('/').next().unwrap_or_default().split('.').next().unwrap_or_default();
        if !arguments.plain.is_empty() {
            arguments.plain.remove(0);
        }
        name = if stem.is_empty() { name } else { normal(stem) };
        form = Form::Alone;
    }
    Tag { span, name, arguments, form, kind }
}

/// The address that a tag stands for: `{% link a.md %}`, `{% post_url 2020-01-01-a %}`.
fn address_tag(inner: &str) -> Option<String> {
    let inner = inner.trim().trim_matches('-').trim();
    let (name, rest) = inner.split_once(char::is_whitespace)?;
    let path = rest.trim().trim_matches(['"', '\'']);
    match name {
        "link" if !path.contains([' ', '=', '{']) => Some(format!("/{}", path.trim_start_matches('/'))),
        "post_url" | "doc_url" | "page_url" if !path.contains([' ', '=', '{']) => {
            let name = path.rsplit('/').next().unwrap_or(path);
            let dated = name.len() > 11 && name.bytes().take(10).all(|byte| byte.is_ascii_digit() || byte == b'-');
            Some(format!("nd-wiki:{}", if dated { from(name, 11) } else { name }))
        }
        "static" | "asset" | "asset_path" | "url" if !path.contains([' ', '=', '{']) && path.contains(['/', '.']) => {
            Some(path.to_owned())
        }
        "ref" | "relref" => wiki_address(rest),
        _ => None,
    }
}

/// Hugo looks for a page as wikis do: by its path from the root, from here, or by its name.
fn wiki_address(rest: &str) -> Option<String> {
    let arguments = Arguments::read(rest);
    let path = arguments.text(&["path", "ref", "page"]).or_else(|| arguments.first().map(str::to_owned))?;
    let path = path.trim().trim_start_matches("./");
    if path.is_empty() || path.starts_with('#') {
        return Some(path.to_owned());
    }
    let path = path
        .replace('%', "%25")
        .replace(' ', "%20")
        .replace('(', "%28")
        .replace(')', "%29")
        .replace('<', "%3C")
        .replace('>', "%3E");
    Some(format!("nd-wiki:{}", path.trim_start_matches('/')))
}

/// What a shortcode of Hugo stands for inside of a text or an address.
fn hugo_value(inner: &str, title: &str) -> Option<String> {
    let inner = inner.trim();
    let (name, rest) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
    match name {
        "ref" | "relref" => wiki_address(rest),
        "param" | "page" if rest.trim().trim_matches('"') == "title" => Some(title.to_owned()),
        _ => None,
    }
}

/// What values are read with.
struct ValueContext<'a> {
    title: &'a str,
    engine: bool,
    /// Whether `{{end}}` closes something.
    has_ends: bool,
}

/// A value in double braces.
fn value(pass: &mut Pass<'_>, span: std::ops::Range<usize>, tags: &mut Vec<Tag>, context: &ValueContext<'_>) {
    let text = pass.text;
    let &ValueContext { title, engine, has_ends } = context;
    let inner =
        part(text, span.clone()).trim_matches(['{', '}']).trim().trim_start_matches('-').trim_end_matches('-').trim();
    let (first, filters) = split_filters(inner);
    let first = first.trim();
    let quoted = first.len() > 1
        && (first.starts_with('"') && first.ends_with('"') || first.starts_with('\'') && first.ends_with('\''));
    if quoted {
        let string = part(first, 1..first.len() - 1);
        if filters.contains(&"date") {
            return pass.remove(span);
        }
        if filters.iter().any(|filter| matches!(*filter, "t" | "translate" | "i18n" | "trans")) {
            pass.lost(ForeignKind::TemplateValue, span.clone());
        }
        return pass.edits.replace(span, string);
    }
    // A function of Hugo with one string: an address.
    if let Some((name, string)) = first.split_once(' ')
        && let Some(string) = string.trim().strip_prefix('"').and_then(|string| string.strip_suffix('"'))
        && string.contains('/')
        && name.chars().all(|c| c.is_alphanumeric() || c == '.')
    {
        return pass.edits.replace(span, string);
    }
    let bare = first.trim_start_matches('$');
    if bare.ends_with(')')
        && let Some((name, rest)) = bare.split_once('(')
        && !name.is_empty()
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ':'))
    {
        let name = normal(name.rsplit("::").next().unwrap_or(name));
        let arguments = Arguments::read(rest);
        return tags.push(Tag { span, name, arguments, form: Form::Alone, kind: ForeignKind::TemplateValue });
    }
    match bare {
        "page.title" | "frontmatter.title" | "page.data.title" | "title" | ".Title" | ".Page.Title"
            if engine || bare.contains('.') =>
        {
            return pass.edits.replace(span, title);
        }
        // The root of the site, before the path of a page.
        "site.baseurl" | "site.url" | "base_path" | "site.github.url" | "relative_root" | "baseurl" | "root"
        | "base_url" | "site.base_url" => {
            return pass.edits.remove(span);
        }
        "toc" | "TOC" => return pass.remove(span),
        _ => {}
    }
    // The old way of Jekyll: `{{note}} … {{end}}`.
    let callout = bare.strip_prefix("callout_").unwrap_or(bare);
    if has_ends && (class(callout).is_some() || bare == "end") {
        let form = if bare == "end" { Form::Close } else { Form::Open };
        let name = if bare == "end" { String::new() } else { normal(callout) };
        return tags.push(Tag { span, name, arguments: Arguments::default(), form, kind: ForeignKind::TemplateValue });
    }
    let number = pass.starts().number(span.start);
    let line = pass.starts().line(text, number);
    let in_address = part(text, 0..span.start).ends_with(['(', '/', '"', '\'', '='])
        || from(text, span.end).starts_with(['/', ')', '"']);
    let placeholder = !engine
        && filters.is_empty()
        && !in_address
        && !line.is_empty()
        && !bare.is_empty()
        && bare.chars().count() <= 60
        && first == bare
        && bare.starts_with(char::is_alphanumeric)
        && pass.regions().at(span.start).is_none()
        && bare.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | ' ' | ':'));
    pass.lost(ForeignKind::TemplateValue, span.clone());
    if placeholder {
        // What a reader is to see stays, as code.
        let shown = part(text, span.clone()).to_owned();
        pass.edits.replace(span, format!("`{shown}`"));
    } else {
        pass.remove(span);
    }
}

/// A value and the names of the filters behind it.
fn split_filters(inner: &str) -> (&str, Vec<&str>) {
    let mut quote = None;
    for (at, c) in inner.char_indices() {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '|') => {
                let filters =
                    from(inner, at + 1).split('|').map(|filter| filter.split(':').next().unwrap_or(filter).trim());
                return (part(inner, 0..at), filters.collect());
            }
            _ => {}
        }
    }
    (inner, Vec::new())
}
