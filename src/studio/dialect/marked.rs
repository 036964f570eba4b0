//! Blocks between marks on lines of their own: `/// note | Title … ///` of PyMdown, `#+BEGIN_TIP … #+END_TIP` of Org and
//! Logseq; and Logseq's settings of blocks, `collapsed:: true`.

use std::{collections::HashMap, ops::Range};

use super::{
    arguments::Arguments,
    foreign::ForeignKind,
    lines::{Line, from, indent, lines},
    names::{class, normal},
    pass::Pass,
    tags::{Form, Tag},
    writer::write,
};

/// Settings of a block in Logseq, which no reader of it sees.
const SETTINGS: [&str; 22] = [
    "collapsed",
    "id",
    "heading",
    "background-color",
    "card-last-interval",
    "card-repeats",
    "card-ease-factor",
    "card-next-schedule",
    "card-last-reviewed",
    "card-last-score",
    "query-table",
    "query-properties",
    "query-sort-by",
    "query-sort-desc",
    "logseq.order-list-type",
    "ls-type",
    "hl-page",
    "hl-color",
    "hl-type",
    "template",
    "template-including-parent",
    "exclude-from-graph-view",
];

/// What such a line is.
enum Mark<'a> {
    /// As many slashes, the name and the title.
    Open(usize, &'a str, &'a str),
    Close(usize),
    Begin(&'a str),
    End(&'a str),
}

/// Translates all of them.
pub(super) fn translate(pass: &mut Pass<'_>) {
    let text = pass.text;
    let mut reader = Reader { ends: ends(pass), open: Vec::new(), tags: Vec::new(), options: false };
    // Lines of settings at the beginning are those of the page, whatever they are called.
    let mut head = begins_outline(text);
    for line in lines(text) {
        let content = line.content();
        let start = line.end() - content.len();
        if !pass.is_text(start) {
            (reader.options, head) = (false, false);
            continue;
        }
        let content = content.trim_end();
        let set_off = start > line.start;
        let setting = content.split_once("::").filter(|(key, value)| is_setting(key, value, head, set_off));
        head &= setting.is_some() || content.is_empty();
        if setting.is_some() {
            pass.edits.remove(start..line.end());
        } else {
            reader.line(pass, &line, start, content);
        }
    }
    let tags = reader.tags;
    write(pass, &tags);
}

/// Whether a page of Logseq begins with settings: all of its text is in a list (`- `), and `Note:: words` elsewhere is text.
fn begins_outline(text: &str) -> bool {
    let line = lines(text).find(|line| !line.is_blank() && !line.text.contains("::"));
    line.is_some_and(|line| line.text.starts_with("- "))
}

/// Whether a line is a setting: of the page at its head, or of a block. Some are words, too, and count where they are set
/// off below their block.
fn is_setting(key: &str, value: &str, head: bool, set_off: bool) -> bool {
    let name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let own = value.is_empty() || value.starts_with(' ');
    let word = matches!(key, "id" | "heading" | "template");
    own && !key.is_empty() && key.chars().all(name) && (head || SETTINGS.contains(&key) && (set_off || !word))
}

fn mark(content: &str) -> Option<Mark<'_>> {
    if let Some(rest) = content.strip_prefix("#+") {
        let name = |sign: &str| {
            rest.get(..sign.len()).filter(|head| head.eq_ignore_ascii_case(sign)).map(|_| from(rest, sign.len()).trim())
        };
        return name("BEGIN_").map(Mark::Begin).or_else(|| name("END_").map(Mark::End));
    }
    let count = content.bytes().take_while(|byte| *byte == b'/').count();
    let rest = from(content, count);
    if count < 3 {
        return None;
    }
    if rest.trim().is_empty() {
        return Some(Mark::Close(count));
    }
    let (name, title) = rest.split_once('|').unwrap_or((rest, ""));
    let name = name.strip_prefix(' ')?.trim();
    let fits = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    fits.then(|| Mark::Open(count, name, title.trim()))
}

/// Where the last end of each kind stands: what has none below it is text.
fn ends(pass: &Pass<'_>) -> HashMap<String, usize> {
    let mut out = HashMap::new();
    for line in lines(pass.text) {
        match mark(line.content().trim_end()) {
            Some(Mark::Close(count)) => out.insert(count.to_string(), line.start),
            Some(Mark::End(name)) => out.insert(name.to_lowercase(), line.start),
            _ => None,
        };
    }
    out
}

struct Reader {
    ends: HashMap<String, usize>,
    /// Blocks that are open: what ends them, and their names.
    open: Vec<(String, String)>,
    tags: Vec<Tag>,
    /// Whether the line may be an option of the block that the last line began.
    options: bool,
}

impl Reader {
    fn line(&mut self, pass: &mut Pass<'_>, line: &Line<'_>, start: usize, content: &str) {
        if self.options
            && indent(line.text).0 >= 4
            && let (Some((key, value)), Some(tag)) = (content.split_once(':'), self.tags.last_mut())
        {
            tag.arguments.add(key.trim(), value.trim().trim_matches(['"', '\'']).to_owned());
            return pass.edits.remove(start..line.end());
        }
        self.options = false;
        let span = start..start + content.len();
        match mark(content) {
            Some(Mark::Open(count, name, title)) if self.is_closed(&count.to_string(), start) => {
                // Captions and elements of HTML only hold their text.
                let only_holds = ["html", "define", "css"].contains(&name) || name.ends_with("caption");
                let mut arguments = Arguments::default();
                if !title.is_empty() && !only_holds {
                    arguments.add("title", title.to_owned());
                }
                self.begin(count.to_string(), if only_holds { "div" } else { name }, arguments, span);
                self.options = true;
            }
            Some(Mark::Close(count)) => self.end(&count.to_string(), span),
            Some(Mark::Begin(name)) => {
                let (name, language) = name.split_once(' ').unwrap_or((name, ""));
                let name = name.to_lowercase();
                if !self.is_closed(&name, start) {
                } else if class(&name).is_some() || name == "pinned" {
                    let name = if name == "pinned" { "note" } else { &name };
                    self.begin(name.to_owned(), name, Arguments::default(), span);
                } else {
                    let language = language.split(' ').next().unwrap_or_default();
                    pass.edits.replace(span, format!("```{language}"));
                    self.open.push((name, String::new()));
                }
            }
            Some(Mark::End(name)) => {
                let name = name.to_lowercase();
                match self.open.iter().rposition(|(end, code)| *end == name && code.is_empty()) {
                    Some(at) => {
                        self.open.truncate(at);
                        pass.edits.replace(span, "```");
                    }
                    None => self.end(if name == "pinned" { "note" } else { &name }, span),
                }
            }
            _ => {}
        }
    }

    fn is_closed(&self, end: &str, start: usize) -> bool {
        self.ends.get(end).is_some_and(|end| *end > start)
    }

    fn begin(&mut self, end: String, name: &str, arguments: Arguments, span: Range<usize>) {
        let name = normal(name);
        self.open.push((end, name.clone()));
        self.tags.push(Tag { span, name, arguments, form: Form::Open, kind: ForeignKind::Directive });
    }

    fn end(&mut self, end: &str, span: Range<usize>) {
        let Some(at) = self.open.iter().rposition(|(known, _)| known == end) else { return };
        let name = self.open.drain(at..).next().map(|(_, name)| name).unwrap_or_default();
        self.tags.push(Tag::close(span, name, ForeignKind::Directive));
    }
}
