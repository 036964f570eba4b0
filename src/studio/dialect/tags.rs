//! Tags of all dialects, read by others, become CommonMark and plain HTML here: which belong together, and what each
//! pair is written as.

use std::{collections::HashSet, ops::Range};

use super::{
    arguments::{Arguments, literal, literals, unescaped},
    foreign::ForeignKind,
    inline::plain_words,
    lines::{Around, part},
    names::{Meaning, meaning},
    pass::{Levels, Pass},
};

/// How a tag stands in its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// It may be closed further below.
    Open,
    Close,
    /// It closes itself.
    Alone,
}

/// A tag as a dialect's reader found it.
#[derive(Clone, Debug)]
pub(super) struct Tag {
    pub(super) span: Range<usize>,
    /// As the tables of names have it.
    pub(super) name: String,
    pub(super) arguments: Arguments,
    pub(super) form: Form,
    /// What it is counted as where nobody knows it.
    pub(super) kind: ForeignKind,
}

/// A closing tag looks so far up for the one that it closes.
const MAX_OPEN: usize = 64;

/// For each tag the number of the one that closes it or that it closes.
fn pairs(tags: &[Tag]) -> Vec<Option<usize>> {
    let closed: HashSet<&str> =
        tags.iter().filter(|tag| tag.form == Form::Close).map(|tag| tag.name.as_str()).collect();
    let any = closed.contains("");
    let mut out = vec![None; tags.len()];
    let mut open: Vec<usize> = Vec::new();
    for (number, tag) in tags.iter().enumerate() {
        match tag.form {
            Form::Open if any || closed.contains(tag.name.as_str()) => {
                // What is this far up is not looked for any more.
                if open.len() >= 2 * MAX_OPEN {
                    open.drain(..MAX_OPEN);
                }
                open.push(number);
            }
            Form::Open | Form::Alone => {}
            Form::Close => {
                let same = |name: &str| name == tag.name || tag.name.is_empty() && opens_something(name);
                let above = open.iter().rposition(|at| tags.get(*at).is_some_and(|tag| same(&tag.name)));
                // What was opened in between has no end of its own.
                if let Some(start) = above.and_then(|at| open.drain(at..).next()) {
                    out.iter_mut().skip(start).take(1).for_each(|pair| *pair = Some(number));
                    out.iter_mut().skip(number).take(1).for_each(|pair| *pair = Some(start));
                }
            }
        }
    }
    out
}

/// Whether a tag of this name may be closed by one without a name.
fn opens_something(name: &str) -> bool {
    !matches!(meaning(name), Meaning::Drop)
}

/// Tabs that are open.
struct Group {
    start: usize,
    labels: std::vec::IntoIter<String>,
}

struct Writer<'p, 'a> {
    pass: &'p mut Pass<'a>,
    levels: Levels,
    groups: Vec<Group>,
    /// Content that goes whole: nothing in it is looked at.
    skip: usize,
}

/// Writes all tags of a pass.
pub(super) fn write(pass: &mut Pass<'_>, tags: &[Tag]) {
    let pairs = pairs(tags);
    let levels = pass.levels();
    let mut writer = Writer { pass, levels, groups: Vec::new(), skip: 0 };
    for (tag, pair) in tags.iter().zip(pairs) {
        if tag.span.start < writer.skip {
            continue;
        }
        let other = pair.and_then(|pair| tags.get(pair));
        match (tag.form, other) {
            (Form::Close, Some(open)) => writer.close(open, tag),
            (Form::Close, None) => writer.remove(tag),
            (_, Some(close)) => writer.open(tag, close),
            (_, None) => writer.alone(tag),
        }
    }
}

/// An attribute's text: no markup, and no sign that ends it.
pub(super) fn attribute(text: &str) -> String {
    plain_words(&unescaped(text)).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The opening tag of a callout.
pub(super) fn aside(class: &str, title: Option<&str>) -> String {
    match title.map(attribute).filter(|title| !title.trim().is_empty()) {
        Some(title) => format!("<aside class=\"{class}\" title=\"{title}\">"),
        None => format!("<aside class=\"{class}\">"),
    }
}

/// An address as a destination of Markdown.
pub(super) fn destination(address: &str) -> String {
    let address = address.trim();
    let address = address.strip_prefix("pathname://").unwrap_or(address);
    match address.contains([' ', '(', ')', '<', '>']) || address.is_empty() {
        true => format!("<{}>", address.replace('<', "%3C").replace('>', "%3E")),
        false => address.to_owned(),
    }
}

/// Words as the text of a link or the description of a picture.
fn link_text(words: &str) -> String {
    let open = words.matches('[').count();
    if open == words.matches(']').count() && !words.contains("](") {
        words.to_owned()
    } else {
        words.replace('[', "\\[").replace(']', "\\]")
    }
}

/// The words for a path: the name of its file, without ending and hyphens.
fn name_of(path: &str) -> String {
    let path = path.split(['#', '?']).next().unwrap_or(path).trim_end_matches('/');
    let last =
        path.rsplit('/').find(|part| !matches!(*part, "" | "README.md" | "index.md" | "_index.md")).unwrap_or(path);
    let last = last.trim_end_matches(".mdx").trim_end_matches(".md").trim_end_matches(".html");
    last.replace(['-', '_'], " ")
}

const ADDRESSES: [&str; 12] =
    ["href", "url", "link", "to", "src", "path", "page", "ref", "relref", "target", "source", "file"];

fn address(arguments: &Arguments) -> Option<String> {
    let named = arguments.text(&ADDRESSES);
    let path = |value: &&(String, bool)| value.0.contains(['/', '.', '#']) && !value.0.contains(' ');
    named.or_else(|| arguments.plain.iter().find(path).map(|(value, _)| value.clone()))
}

impl Writer<'_, '_> {
    fn around(&self, span: &Range<usize>) -> Around<'_> {
        Around::new(self.pass.text, &self.pass.starts, span)
    }

    /// Puts a block in the place of a tag; in a table or a heading only its words.
    fn block(&mut self, span: &Range<usize>, block: &str, words: &str) {
        let around = self.around(span);
        let text = if around.one_line {
            match words.is_empty() {
                true => String::new(),
                false => format!("**{words}** "),
            }
        } else {
            around.block(block)
        };
        self.pass.edits.replace(span.clone(), text);
    }

    /// Takes a tag out, with a blank that would stand before a full stop.
    fn remove(&mut self, tag: &Tag) {
        self.pass.remove(tag.span.clone());
    }

    fn label(&mut self, span: &Range<usize>, label: &str) {
        let label = label.replace('\n', " ");
        let around = self.around(span);
        let block = if around.nested() {
            format!("**{label}**")
        } else {
            let start = self.groups.last().map_or(span.start, |group| group.start);
            let level = (self.levels.before(start) + self.groups.len().max(1)).min(6);
            format!("{} {label}", "#".repeat(level))
        };
        self.block(span, &block, &label);
    }

    /// A title with an address, and what is said of it.
    fn card(&mut self, tag: &Tag) {
        let arguments = &tag.arguments;
        let title = arguments.title();
        let target = arguments.text(&ADDRESSES[..4]);
        let words = arguments.text(&["linktext", "buttontext", "cta", "button"]);
        let said = arguments.text(&["description", "subtitle", "desc", "body", "content", "details"]);
        let mut parts: Vec<String> = Vec::new();
        match (&title, &target, &words) {
            (Some(title), Some(target), None) => {
                parts.push(format!("**[{}]({})**", link_text(title), destination(target)));
            }
            (Some(title), ..) => parts.push(format!("**{title}**")),
            _ => {}
        }
        parts.extend(said);
        match (words, target, title) {
            (Some(words), Some(target), _) => parts.push(format!("[{}]({})", link_text(&words), destination(&target))),
            (None, Some(target), None) if tag.form == Form::Alone => {
                parts.push(format!("[{}]({})", name_of(&target), destination(&target)));
            }
            _ => {}
        }
        if parts.is_empty() {
            self.remove(tag);
        } else if self.around(&tag.span).one_line {
            self.pass.edits.replace(tag.span.clone(), parts.join(" "));
        } else {
            let block = self.around(&tag.span).block(&parts.join("\n\n"));
            self.pass.edits.replace(tag.span.clone(), block);
        }
    }

    fn open(&mut self, tag: &Tag, close: &Tag) {
        let arguments = &tag.arguments;
        let content = part(self.pass.text, tag.span.end..close.span.start);
        match meaning(&tag.name) {
            Meaning::Callout(named) => {
                let class = named.or_else(|| arguments.class()).map_or("note", |class| class.name());
                let title = arguments.title();
                self.block(&tag.span, &aside(class, title.as_deref()), title.as_deref().unwrap_or_default());
            }
            Meaning::Details => match arguments.title() {
                Some(title) => {
                    self.block(&tag.span, &format!("<details><summary>{title}</summary>"), &title);
                }
                None => self.remove(tag),
            },
            Meaning::Tabs => {
                self.groups.push(Group { start: tag.span.start, labels: labels(arguments).into_iter() });
                self.remove(tag);
            }
            Meaning::Tab => {
                let label = arguments.title().or_else(|| self.groups.last_mut()?.labels.next());
                match label {
                    Some(label) => self.label(&tag.span, &label),
                    None => self.remove(tag),
                }
            }
            Meaning::Step => match arguments.title() {
                Some(title) => self.label(&tag.span, &title),
                None => self.remove(tag),
            },
            Meaning::Card => self.card(tag),
            Meaning::Link | Meaning::Reference if !content.trim().is_empty() => {
                // A link is words in one paragraph; a box around several of them only loses its tags.
                let running = content.len() < 1_000 && !content.contains("\n\n") && !content.contains("](");
                match address(arguments).filter(|_| running) {
                    Some(_) => self.pass.edits.replace(tag.span.clone(), "["),
                    None => self.remove(tag),
                }
            }
            Meaning::Words if content.trim().is_empty() => self.words(tag),
            Meaning::Keys => self.pass.edits.replace(tag.span.clone(), "<kbd>"),
            Meaning::Element(name) => self.pass.edits.replace(tag.span.clone(), format!("<{name}>")),
            Meaning::Code
                if content.trim().starts_with('{') && content.trim().ends_with('}') && !content.contains('\n') =>
            {
                let program = content.trim();
                match literal(part(program, 1..program.len() - 1)) {
                    Some(code) => {
                        let block = self.around(&tag.span).block(&format!("```\n{code}\n```"));
                        self.pass.edits.replace(tag.span.start..close.span.end, block);
                    }
                    None => {
                        self.pass.lost(ForeignKind::Expression, tag.span.start..close.span.end);
                        self.pass.edits.remove(tag.span.start..close.span.end);
                    }
                }
                self.skip = close.span.end;
            }
            Meaning::Code if !content.contains("```") => {
                let language = arguments.text(&["language", "lang"]).or_else(|| arguments.first().map(str::to_owned));
                let language = language.filter(|name| name.chars().all(|c| c.is_alphanumeric() || "+-#".contains(c)));
                if content.trim().contains('\n') || self.around(&tag.span).alone() {
                    let around = self.around(&tag.span);
                    let fence = format!("```{}\n{}\n```", language.unwrap_or_default(), content.trim_matches('\n'));
                    let block = around.block(&fence);
                    self.pass.edits.replace(tag.span.start..close.span.end, block);
                } else {
                    self.pass.edits.replace(tag.span.start..close.span.end, format!("``{}``", content.trim()));
                }
                self.skip = close.span.end;
            }
            Meaning::DropContent => {
                self.pass.edits.remove(tag.span.start..close.span.end);
                self.skip = close.span.end;
            }
            Meaning::Loop => {
                self.pass.lost(ForeignKind::Loop, tag.span.start..close.span.end);
                self.pass.edits.remove(tag.span.start..close.span.end);
                self.skip = close.span.end;
            }
            Meaning::Embed if content.len() < 300 && !content.trim().is_empty() && !content.contains("](") => {
                let mut named = tag.clone();
                named.arguments.add("title", content.split_whitespace().collect::<Vec<_>>().join(" "));
                self.embed(&named);
                self.pass.edits.remove(tag.span.end..close.span.start);
            }
            Meaning::Figure | Meaning::Embed | Meaning::Link | Meaning::Reference | Meaning::Break => self.alone(tag),
            Meaning::Group => self.titled(tag),
            Meaning::Words | Meaning::Name | Meaning::Code | Meaning::Drop => self.remove(tag),
            Meaning::Unknown => {
                self.pass.lost(tag.kind, tag.span.clone());
                self.titled(tag);
            }
        }
    }

    fn close(&mut self, open: &Tag, close: &Tag) {
        let content = part(self.pass.text, open.span.end..close.span.start);
        match meaning(&open.name) {
            Meaning::Callout(_) => self.block(&close.span, "</aside>", ""),
            Meaning::Details if open.arguments.title().is_some() => self.block(&close.span, "</details>", ""),
            Meaning::Tabs => {
                self.groups.pop();
                self.remove(close);
            }
            Meaning::Link | Meaning::Reference
                if !content.trim().is_empty()
                    && content.len() < 1_000
                    && !content.contains("\n\n")
                    && !content.contains("](") =>
            {
                match address(&open.arguments) {
                    Some(target) => {
                        let end = format!("]({})", destination(&target));
                        self.pass.edits.replace(close.span.clone(), end);
                    }
                    None => self.remove(close),
                }
            }
            Meaning::Keys => self.pass.edits.replace(close.span.clone(), "</kbd>"),
            Meaning::Element(name) => self.pass.edits.replace(close.span.clone(), format!("</{name}>")),
            Meaning::Card | Meaning::Step | Meaning::Tab | Meaning::Group | Meaning::Unknown
                if !self.around(&close.span).one_line && self.around(&close.span).alone() =>
            {
                self.pass.edits.replace(close.span.clone(), "");
            }
            _ => self.remove(close),
        }
    }

    /// A tag without content: what it shows is in its arguments.
    fn alone(&mut self, tag: &Tag) {
        let arguments = &tag.arguments;
        match meaning(&tag.name) {
            Meaning::Callout(named) => {
                let said = arguments.text(&["content", "text", "body", "message", "description", "html"]);
                let plain = arguments.plain.iter().find(|(value, quoted)| *quoted && value.contains(' '));
                let class = named.or_else(|| arguments.class()).map_or("note", |class| class.name());
                match said.or_else(|| plain.map(|(value, _)| value.clone())) {
                    Some(said) => {
                        let title = arguments.text(&["title", "heading"]);
                        let block = format!("{}\n\n{said}\n\n</aside>", aside(class, title.as_deref()));
                        if self.around(&tag.span).one_line {
                            self.pass.edits.replace(tag.span.clone(), said);
                        } else {
                            self.block(&tag.span, &block, "");
                        }
                    }
                    None => self.unknown(tag),
                }
            }
            Meaning::Card => self.card(tag),
            Meaning::Tab => match arguments.title().or_else(|| self.groups.last_mut()?.labels.next()) {
                Some(label) => self.label(&tag.span, &label),
                None => self.remove(tag),
            },
            Meaning::Figure => self.figure(tag),
            Meaning::Link | Meaning::Reference => {
                let target = address(arguments).or_else(|| arguments.first().map(str::to_owned));
                let Some(target) = target else { return self.unknown(tag) };
                let words = arguments
                    .text(&["caption", "text", "title", "label", "name", "content", "alt", "headline", "linktext"]);
                let plain = || arguments.plain.iter().map(|(value, _)| value).find(|value| **value != target).cloned();
                let words = words.or_else(plain).unwrap_or_else(|| name_of(&target));
                let link = format!("[{}]({})", link_text(&words), destination(&target));
                self.inline(tag, &link);
            }
            Meaning::Embed => self.embed(tag),
            Meaning::Words => self.words(tag),
            Meaning::Name => {
                let name = format!("*{}*", tag.name);
                self.inline(tag, &name);
            }
            Meaning::Keys => {
                let keys: Vec<String> = arguments
                    .plain
                    .iter()
                    .flat_map(|(value, _)| value.split('+'))
                    .map(|key| format!("<kbd>{}</kbd>", key.trim()))
                    .collect();
                let keys = arguments
                    .text(&["keys", "combo", "shortcut"])
                    .map_or(keys, |named| named.split('+').map(|key| format!("<kbd>{}</kbd>", key.trim())).collect());
                self.inline(tag, &keys.join("+"));
            }
            Meaning::Break => self.pass.edits.replace(tag.span.clone(), "<br>"),
            Meaning::Drop | Meaning::DropContent | Meaning::Element(_) => self.remove(tag),
            Meaning::Loop => {
                self.pass.lost(ForeignKind::Loop, tag.span.clone());
                self.remove(tag);
            }
            Meaning::Tabs | Meaning::Group => self.titled(tag),
            Meaning::Details | Meaning::Step | Meaning::Code | Meaning::Unknown => {
                self.unknown(tag);
            }
        }
    }

    /// Counts a tag; the words in its arguments stay.
    fn unknown(&mut self, tag: &Tag) {
        self.pass.lost(tag.kind, tag.span.clone());
        self.titled(tag);
    }

    /// A tag that goes, with the words that its arguments hold.
    fn titled(&mut self, tag: &Tag) {
        const NAMES: [&str; 9] =
            ["title", "heading", "headline", "label", "summary", "caption", "text", "description", "alt"];
        let named = tag.arguments.text(&NAMES);
        let plain = || {
            let sentence =
                |value: &&(String, bool)| value.1 && value.0.contains(' ') && !value.0.contains(['{', '/', '=', '<']);
            tag.arguments.plain.iter().find(sentence).map(|(value, _)| value.clone())
        };
        // A sentence is for readers, whatever it is called.
        let sentence = || {
            let sentence = |(_, text): &(String, String)| {
                text.split_whitespace().count() > 3 && !text.contains(['{', '=', '<', ';'])
            };
            tag.arguments
                .texts()
                .into_iter()
                .find(sentence)
                .map(|(_, text)| text.split_whitespace().collect::<Vec<_>>().join(" "))
        };
        match named.or_else(plain).or_else(sentence) {
            Some(words)
                if meaning(&tag.name) == Meaning::Unknown
                    || tag.arguments.text(&["title", "label", "caption"]).is_some() =>
            {
                let around = self.around(&tag.span);
                let text =
                    if around.alone() && !around.one_line { around.block(&format!("**{words}**")) } else { words };
                self.pass.edits.replace(tag.span.clone(), text);
            }
            _ => self.remove(tag),
        }
    }

    fn inline(&mut self, tag: &Tag, text: &str) {
        if text.is_empty() { self.remove(tag) } else { self.pass.edits.replace(tag.span.clone(), text) }
    }

    fn words(&mut self, tag: &Tag) {
        let arguments = &tag.arguments;
        let named = arguments.text(&["text", "label", "title", "name", "content", "term", "value", "message"]);
        let plain = arguments
            .plain
            .iter()
            .rev()
            .find(|(value, quoted)| *quoted || arguments.plain.len() == 1 && !value.is_empty());
        match named.or_else(|| plain.map(|(value, _)| value.trim_matches(['[', ']']).to_owned())) {
            Some(words) => self.inline(tag, &words),
            None => self.remove(tag),
        }
    }

    fn figure(&mut self, tag: &Tag) {
        let arguments = &tag.arguments;
        let source = arguments.text(&["src", "source", "url", "path", "image", "img", "link", "href", "file", "light"]);
        let first = || arguments.plain.iter().map(|(value, _)| value).find(|value| value.contains(['.', '/'])).cloned();
        let sources = || arguments.code("sources").and_then(|code| literals(code).into_iter().next());
        let Some(source) = source.or_else(first).or_else(sources) else { return self.unknown(tag) };
        let folder = arguments.text(&["loc", "dir", "folder", "directory", "base"]).filter(|_| !source.contains('/'));
        let source = folder.map_or(source.clone(), |folder| format!("{}/{source}", folder.trim_end_matches('/')));
        let plain = || {
            arguments
                .plain
                .iter()
                .map(|(value, _)| value)
                .find(|value| **value != source && value.contains(' '))
                .cloned()
        };
        let alt = arguments.text(&["alt", "alttext", "imagealt", "title", "description"]).or_else(plain);
        let caption = arguments.text(&["caption", "figcaption", "attr", "legend"]).or_else(|| {
            arguments.text(&["title"]).filter(|title| arguments.text(&["alt"]).is_some_and(|alt| alt != *title))
        });
        let words = alt.or_else(|| caption.clone()).map(|words| plain_words(&words)).unwrap_or_default();
        let picture = format!("![{}]({})", link_text(&words), destination(&source));
        let around = self.around(&tag.span);
        let text = match caption {
            Some(caption) if around.alone() && !around.one_line => {
                around.block(&format!("<figure>\n\n{picture}\n\n<figcaption>{caption}</figcaption>\n\n</figure>"))
            }
            Some(caption) if caption != words => format!("{picture} {caption}"),
            _ => picture,
        };
        self.pass.edits.replace(tag.span.clone(), text);
    }

    fn embed(&mut self, tag: &Tag) {
        let arguments = &tag.arguments;
        let given = arguments
            .text(&["url", "src", "href", "link", "source", "file", "path", "id", "videoid", "video", "v", "youtubeid"])
            .or_else(|| arguments.first().map(str::to_owned));
        let Some(given) = given else { return self.unknown(tag) };
        let id = !given.contains(['/', '.', ' ']);
        let target = match tag.name.as_str() {
            name if id && (name.contains("youtube") || name.starts_with("yt")) => {
                format!("https://www.youtube.com/watch?v={given}")
            }
            name if id && name.contains("vimeo") => format!("https://vimeo.com/{given}"),
            name if id && name.contains("loom") => format!("https://www.loom.com/share/{given}"),
            _ if id => return self.unknown(tag),
            _ => given,
        };
        let words = arguments.text(&["title", "caption", "label", "alt", "name"]);
        let link = match words {
            Some(words) => format!("[{}]({})", link_text(&words), destination(&target)),
            None if target.starts_with("http") && !target.contains([' ', '<', '>']) => format!("<{target}>"),
            None => format!("[{}]({})", name_of(&target), destination(&target)),
        };
        self.inline(tag, &link);
    }
}

/// The labels that a group names for its tabs.
fn labels(arguments: &Arguments) -> Vec<String> {
    let code = arguments.code("items").or_else(|| arguments.code("values")).or_else(|| arguments.code("labels"));
    let Some(code) = code else { return Vec::new() };
    if !code.contains(['"', '\'', '`']) {
        return code.split(',').map(|label| label.trim().to_owned()).filter(|label| !label.is_empty()).collect();
    }
    let labelled: Vec<String> =
        code.split("label:").skip(1).filter_map(|rest| literals(rest).into_iter().next()).collect();
    if labelled.is_empty() { literals(code) } else { labelled }
}
