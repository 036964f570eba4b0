//! Tags become CommonMark and plain HTML: what stands around a content. `alone` has those without one.

use std::ops::Range;

use super::{
    arguments::{Arguments, literal, literals},
    foreign::ForeignKind,
    lines::{Around, part},
    names::{Meaning, meaning},
    pass::{Levels, Pass},
    pieces::{address, aside, destination},
    tags::{Form, Tag, pairs},
};

/// Tabs that are open.
pub(super) struct Group {
    pub(super) start: usize,
    pub(super) labels: std::vec::IntoIter<String>,
}

/// The changes that the tags of a text become.
pub(super) struct Writer<'p, 'a> {
    pub(super) pass: &'p mut Pass<'a>,
    levels: &'a Levels,
    pub(super) groups: Vec<Group>,
    /// Content that goes whole: nothing in it is looked at.
    skip: usize,
}

/// Writes all tags of a pass.
pub(super) fn write(pass: &mut Pass<'_>, tags: &[Tag]) {
    if tags.is_empty() {
        return;
    }
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

impl Writer<'_, '_> {
    pub(super) fn around(&self, span: &Range<usize>) -> Around<'_> {
        Around::new(self.pass.text, self.pass.starts(), span)
    }

    /// Puts a block in the place of a tag; in a table or a heading only its words.
    pub(super) fn block(&mut self, span: &Range<usize>, block: &str, words: &str) {
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
    pub(super) fn remove(&mut self, tag: &Tag) {
        self.pass.remove(tag.span.clone());
    }

    pub(super) fn label(&mut self, span: &Range<usize>, label: &str) {
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

    fn open(&mut self, tag: &Tag, close: &Tag) {
        let arguments = &tag.arguments;
        let content = part(self.pass.text, tag.span.end..close.span.start);
        match meaning(&tag.name) {
            Meaning::Callout(named) => {
                let class = named.or_else(|| arguments.class()).map_or("note", |class| class.name());
                let title = arguments.callout_title();
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
            // Around a fence the tags only name it.
            Meaning::Code if !content.trim_start().starts_with("```") && !content.contains("\n~~~") => {
                let language = arguments.text(&["language", "lang"]).or_else(|| arguments.first().map(str::to_owned));
                let language = language.filter(|name| name.chars().all(|c| c.is_alphanumeric() || "+-#".contains(c)));
                if content.trim().contains('\n') || self.around(&tag.span).alone() {
                    let around = self.around(&tag.span);
                    let name = arguments.text(&["title", "filename", "file", "label"]);
                    let name = name.map(|name| format!("**{name}**\n\n")).unwrap_or_default();
                    let language = language.unwrap_or_default();
                    let fence = {
                        let mark = if content.contains("```") { "~~~" } else { "```" };
                        format!("{name}{mark}{language}\n{}\n{mark}", content.trim_matches('\n'))
                    };
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
            Meaning::Group | Meaning::Code => self.titled(tag),
            Meaning::Words | Meaning::Name | Meaning::Drop => self.remove(tag),
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
