//! Fences that hold no code: ```` ```{note} Title ```` of MyST, ```` ```ad-tip ```` of Obsidian's plugin; and the title
//! that stands behind the language of those that do.

use super::{
    arguments::Arguments,
    code::fence_mark,
    foreign::ForeignKind,
    lines::{Line, from, indent, lines, part, quote_prefix},
    names::{Class, Meaning, class, meaning, normal},
    pass::Pass,
    pieces::{aside, destination},
    spans::Kind,
};

/// What an open fence becomes.
enum Frame {
    Code,
    /// Its lines are Markdown, and this closes it.
    Container(&'static str),
    /// Its lines go.
    Nothing,
}

struct Open {
    mark: u8,
    length: usize,
    frame: Frame,
    /// Whether lines of options may still follow the first line.
    options: bool,
}

/// Fences inside of one another.
const MAX_DEPTH: usize = 16;

/// Translates all of them. It reads fences by itself: those inside of a container are no code to it.
pub(super) fn translate(pass: &mut Pass<'_>) {
    if !["{", "ad-", "title=", "[", "admonition", "dataview", "query", "tasks", "<CodeGroup"]
        .iter()
        .any(|sign| pass.text.contains(sign))
        || !pass.text.contains("```") && !pass.text.contains("~~~") && !pass.text.contains(":::")
    {
        return;
    }
    let mut open: Vec<Open> = Vec::new();
    let mut level = 1;
    let mut group = false;
    for line in lines(pass.text) {
        let marks = quote_prefix(line.text);
        let content = from(line.text, marks);
        group = content.starts_with("<CodeGroup") || group && !content.starts_with("</CodeGroup");
        let start = line.start + marks;
        let run = fence_mark(content);
        let in_code = matches!(open.last(), Some(Open { frame: Frame::Code | Frame::Nothing, .. }));
        if let Some(top) = open.last_mut() {
            let length = content.bytes().take_while(|byte| *byte == top.mark).count();
            if length >= top.length && from(content, length).trim().is_empty() {
                match top.frame {
                    Frame::Container(close) => pass.edits.replace(start..line.end(), format!("{close}\n")),
                    Frame::Nothing => pass.edits.remove(start..line.end()),
                    Frame::Code => {}
                }
                open.pop();
                continue;
            }
            if matches!(top.frame, Frame::Nothing) {
                pass.edits.remove(start..line.end());
                continue;
            }
            if top.options && matches!(top.frame, Frame::Container(_)) {
                if option(content) {
                    pass.edits.remove(start..line.end());
                    continue;
                }
                top.options = false;
            }
        }
        if in_code {
            continue;
        }
        let signs = content.bytes().take_while(|byte| *byte == b'#').count();
        if (1..=6).contains(&signs) && from(content, signs).starts_with(' ') {
            level = signs;
        }
        let Some((mark, length)) = run.filter(|_| open.len() < MAX_DEPTH) else { continue };
        // Set off by four columns it is an example of a fence, unless a list holds it.
        let frame =
            if pass.regions().at(start).is_some_and(|region| region.at.start <= start && region.kind != Kind::Fenced) {
                Frame::Code
            } else {
                head(pass, &line, start, from(content, length), (level, group))
            };
        open.push(Open { mark, length, frame, options: true });
    }
}

/// Whether a line below the first one sets something: `:class: tip`, `title: T`.
fn option(content: &str) -> bool {
    let content = content.trim();
    content
        .strip_prefix(':')
        .and_then(|rest| rest.split_once(':'))
        .is_some_and(|(name, _)| !name.is_empty() && !name.contains(' '))
        || ["collapse:", "icon:", "color:", "title:"].iter().any(|key| content.starts_with(key))
}

/// What the first line of a fence says; it is changed where it is no code.
fn head(pass: &mut Pass<'_>, line: &Line<'_>, start: usize, info: &str, (level, group): (usize, bool)) -> Frame {
    let info = info.trim();
    let prefix = " ".repeat(indent(line.text).0);
    let span = start..line.end();
    let mut container = |kind: Class, title: &str| {
        let title = Some(title).filter(|title| !title.is_empty());
        pass.edits.replace(span.clone(), format!("{}\n{prefix}", aside(kind.name(), title)));
        Frame::Container("\n</aside>")
    };
    if let Some(name) = info.strip_prefix("ad-") {
        let name = name.split(' ').next().unwrap_or_default();
        let title = next_line(pass.text, line.end()).strip_prefix("title:").map(|title| title.trim().to_owned());
        return container(class(name).unwrap_or(Class::Note), title.as_deref().unwrap_or_default());
    }
    if let Some((name, title)) = info.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
        let title = title.trim();
        let plain = normal(name);
        if !name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':')) {
            return Frame::Code;
        }
        if let Some(kind) = class(name) {
            return container(kind, if title.len() < 120 { title } else { "" });
        }
        return match plain.as_str() {
            "admonition" => container(Class::Note, title),
            "dropdown" | "details" if !title.is_empty() => {
                pass.edits.replace(span, format!("<details><summary>{title}</summary>\n{prefix}"));
                Frame::Container("\n</details>")
            }
            "tabitem" => {
                pass.edits.replace(span, format!("{} {title}\n", "#".repeat((level + 1).min(6))));
                Frame::Container("")
            }
            "figure" | "image" => {
                pass.edits.replace(span, format!("![]({})\n", destination(title)));
                Frame::Container("")
            }
            "toctree" | "contents" | "include" | "literalinclude" | "evalrst" | "automodule" | "autodoc"
            | "autoclass" | "index" => {
                pass.lost(ForeignKind::Directive, span.clone());
                pass.edits.remove(span);
                Frame::Nothing
            }
            "code" | "codeblock" | "codecell" | "sourcecode" | "prompt" | "mermaid" | "math" => {
                let at = start + part(line.text, start - line.start..line.text.len()).find('{').unwrap_or_default();
                pass.edits.replace(at..line.end(), title.split(' ').next().unwrap_or_default());
                Frame::Code
            }
            _ if matches!(meaning(&plain), Meaning::Group | Meaning::Tabs | Meaning::Card) => {
                pass.edits.replace(span, if title.is_empty() { String::new() } else { format!("**{title}**\n") });
                Frame::Container("")
            }
            // A language of notebooks: `{r}`, `{python}`.
            _ => Frame::Code,
        };
    }
    // What Obsidian's plugins make of such a block is not in it.
    if ["dataview", "dataviewjs", "tasks", "query", "button", "tracker", "leaflet"].contains(&info) {
        pass.lost(ForeignKind::Directive, span.clone());
        pass.edits.remove(span);
        return Frame::Nothing;
    }
    if let Some(title) = code_title(info).or_else(|| group_label(info).filter(|_| group)) {
        let around = format!("**{title}**\n\n{prefix}");
        pass.edits.insert(start, around);
    }
    Frame::Code
}

fn next_line(text: &str, end: usize) -> &str {
    from(text, end).trim_start_matches('\n').lines().next().unwrap_or_default().trim()
}

/// The label of code in a group of Mintlify: the words behind its language.
fn group_label(info: &str) -> Option<String> {
    const SWITCHES: [&str; 8] = ["wrap", "lines", "expandable", "copy", "linenums", "showLineNumbers", "icon", "theme"];
    let (_, rest) = info.split_once(' ')?;
    let end = rest.find(['{', '=']).unwrap_or(rest.len());
    let words = part(rest, 0..end).split_whitespace().filter(|word| !SWITCHES.contains(word));
    Some(words.collect::<Vec<_>>().join(" ")).filter(|label| label.chars().any(char::is_alphanumeric))
}

/// The title of code: ```` ```js title="a.js" ```` or, in a group, ```` ```js [npm] ````.
fn code_title(info: &str) -> Option<String> {
    let (_, rest) = info.split_once(' ')?;
    if let Some(title) =
        rest.trim_start().strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(title, _)| title)
    {
        return Some(title.to_owned()).filter(|title| !title.is_empty());
    }
    let arguments = Arguments::read(rest.trim_matches(['{', '}']));
    arguments.text(&["title", "filename", "caption"])
}
