//! The tree of an article as HTML, with every text escaped: nothing of an article is ever passed through.

use std::fmt::Write;

use super::{LanguageContent, escape::escape};
use crate::{
    knowledge::{Align, Block, Callout, Fold, Inline, Item, Target, is_bundle_path, is_safe_url, is_small},
    text::Strings,
};

/// Writes a tree.
pub(super) struct Writer<'a> {
    /// The language, for links to its articles.
    pub(super) content: &'a LanguageContent,
    /// Its texts.
    pub(super) strings: &'a Strings,
    /// Where to.
    pub(super) out: &'a mut String,
}

impl Writer<'_> {
    /// Appends some blocks.
    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn around(&mut self, tag: &str, inner: impl FnOnce(&mut Self)) {
        let _ = write!(self.out, "<{tag}>");
        inner(self);
        let _ = write!(self.out, "</{}>", tag.split(' ').next().unwrap_or(tag));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, id, text } => {
                self.around(&format!("h{level} id=\"{}\"", escape(id)), |w| w.run(text))
            }
            Block::Paragraph(run) => self.around("p", |w| w.run(run)),
            Block::List { start: Some(start), items } => {
                self.around(&format!("ol start=\"{start}\""), |w| w.items(items))
            }
            Block::List { start: None, items } => self.around("ul", |w| w.items(items)),
            Block::Table { align, head, rows } => self.table(align, head, rows),
            Block::Callout(kind, blocks) => self.titled(Some(*kind), Fold::Never, &[], blocks),
            Block::Titled { callout, fold, title, blocks } => self.titled(*callout, *fold, title, blocks),
            Block::Quote(blocks) => self.around("blockquote", |w| w.blocks(blocks)),
            Block::Code(code) => self.around("pre", |w| {
                // The first line break inside `pre` is none to an HTML parser.
                if code.starts_with('\n') {
                    w.out.push('\n');
                }
                w.text(code);
            }),
            Block::Rule => self.out.push_str("<hr>"),
            Block::Footnote(number, blocks) => {
                self.around(&format!("div class=\"footnote\" id=\"footnote-{number}\""), |w| {
                    let _ = write!(w.out, "<span>{number}.</span>");
                    w.blocks(blocks);
                })
            }
        }
        self.out.push('\n');
    }

    /// A callout, or what folds; the label stands in the place of a title that is missing, and is its name otherwise.
    fn titled(&mut self, callout: Option<Callout>, fold: Fold, title: &[Inline], blocks: &[Block]) {
        let (outer, head) = if fold == Fold::Never { ("div", "p") } else { ("details", "summary") };
        let mut tag = outer.to_owned();
        if let Some(kind) = callout {
            let _ = write!(tag, " class=\"callout {}\"", kind.class());
            if !title.is_empty() {
                let _ = write!(tag, " role=\"group\" aria-label=\"{}\"", escape(self.strings.callout(kind)));
            }
        }
        if fold == Fold::Open {
            tag += " open";
        }
        self.around(&tag, |w| {
            w.around(&format!("{head} class=\"callout-title\""), |w| match callout {
                Some(kind) if title.is_empty() => w.text(w.strings.callout(kind)),
                _ => w.run(title),
            });
            w.blocks(blocks);
        });
    }

    fn items(&mut self, items: &[Item]) {
        for item in items {
            self.around(if item.task.is_some() { "li class=\"task\"" } else { "li" }, |w| {
                if let Some(done) = item.task {
                    let label = if done { w.strings.done } else { w.strings.to_do };
                    let _ = write!(
                        w.out,
                        "<span class=\"box{}\" role=\"img\" aria-label=\"{}\"></span>",
                        if done { " ticked" } else { "" },
                        escape(label)
                    );
                }
                match item.blocks.as_slice() {
                    [Block::Paragraph(run)] => w.run(run),
                    blocks => w.blocks(blocks),
                }
            });
        }
    }

    fn table(&mut self, align: &[Align], head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) {
        let class = |column: usize| match align.get(column) {
            Some(Align::End) => " class=\"end\"",
            Some(Align::Center) => " class=\"center\"",
            _ => "",
        };
        // A wide table scrolls by itself, by keyboard too. A group, not a region: a page has several of one name.
        let frame =
            format!("div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"{}\"", escape(self.strings.table));
        self.around(&frame, |w| {
            w.around("table", |w| {
                if !head.is_empty() {
                    w.around("thead", |w| {
                        w.around("tr", |w| {
                            for (column, cell) in head.iter().enumerate() {
                                // An empty corner heads nothing.
                                let tag = if cell.is_empty() { "td" } else { "th scope=\"col\"" };
                                w.around(&format!("{tag}{}", class(column)), |w| w.run(cell));
                            }
                        });
                    });
                }
                w.around("tbody", |w| {
                    for row in rows {
                        w.around("tr", |w| {
                            row.iter()
                                .enumerate()
                                .for_each(|(c, cell)| w.around(&format!("td{}", class(c)), |w| w.run(cell)))
                        });
                    }
                });
            });
        });
    }

    fn run(&mut self, run: &[Inline]) {
        for inline in run {
            match inline {
                Inline::Text(text) => self.text(text),
                Inline::Strong(inner) => self.around("strong", |w| w.run(inner)),
                Inline::Emphasis(inner) => self.around("em", |w| w.run(inner)),
                Inline::Strike(inner) => self.around("s", |w| w.run(inner)),
                Inline::Marked(mark, inner) => self.around(mark.tag(), |w| w.run(inner)),
                Inline::Code(code) => self.around("code", |w| w.text(code)),
                Inline::Link(target, inner) => match self.href(target) {
                    Some(href) => self.around(&format!("a href=\"{}\"", escape(&href)), |w| w.run(inner)),
                    None => self.run(inner),
                },
                Inline::Image { src, alt, size } => {
                    let class = if size.is_some_and(is_small) { " class=\"inline\"" } else { "" };
                    let size = size.map(|(w, h)| format!(" width=\"{w}\" height=\"{h}\"")).unwrap_or_default();
                    let _ = write!(
                        self.out,
                        "<img src=\"../../{}\" alt=\"{}\" loading=\"lazy\"{class}{size}>",
                        escape(src),
                        escape(alt)
                    );
                }
                Inline::Break => self.out.push_str("<br>"),
                Inline::FootnoteRef(number) => {
                    let _ = write!(self.out, "<sup><a href=\"#footnote-{number}\">{number}</a></sup>");
                }
            }
        }
    }

    fn href(&self, target: &Target) -> Option<String> {
        match target {
            Target::Article(number, fragment) => {
                let article = self.content.articles.get(*number as usize)?;
                let fragment = fragment.as_ref().map(|fragment| format!("#{fragment}")).unwrap_or_default();
                Some(format!("../{}/{fragment}", article.card.slug))
            }
            Target::Anchor(id) => Some(format!("#{id}")),
            Target::Url(url) => is_safe_url(url).then(|| url.clone()),
            Target::File(path) => is_bundle_path(path).then(|| format!("../../{path}")),
        }
    }

    fn text(&mut self, text: &str) {
        self.out.push_str(&escape(text));
    }
}
