//! Creates nodes from the document tree. Every text becomes a text node; no string is ever parsed as HTML, and every
//! address is checked again, since a pack is untrusted input.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{dom::el, route::Route, store::Store};
use crate::{
    knowledge::{Align, Block, Callout, Fold, Inline, Item, Target, is_bundle_path, is_safe_url, is_small},
    language::is_word_char,
    text::Strings,
};

/// Ids inside the shadow root carry this prefix.
const ID: &str = "nd-";

/// Builds an article's text into an element.
pub(super) fn build(container: &Element, blocks: &[Block], store: Store) {
    Builder { store, strings: store.loaded().strings() }.blocks(container, blocks);
}

/// Scrolls to a heading or a footnote, which what folds may hide, and puts the focus there.
pub(super) fn show_heading(store: Store, id: &str) {
    // Ids are letters, digits and hyphens: valid in a selector without escapes.
    let safe = id.chars().all(|c| is_word_char(c) || c == '-');
    let found = if safe { store.find(&format!("[id=\"{ID}{id}\"]")) } else { None };
    if let Some(heading) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        while let Ok(Some(closed)) = heading.closest("details:not([open])") {
            set(&closed, "open", "");
        }
        heading.scroll_into_view();
        let _ = heading.focus();
    }
}

struct Builder {
    store: Store,
    strings: &'static Strings,
}

impl Builder {
    fn add(&self, parent: &Element, tag: &str, class: &str) -> Element {
        let node = el(tag);
        let node = if class.is_empty() { node } else { node.class(class) };
        let _ = parent.append_child(node.raw());
        node.raw().clone()
    }

    fn text(&self, parent: &Element, text: &str) {
        let _ = parent.append_with_str_1(text);
    }

    fn blocks(&self, parent: &Element, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(parent, block));
    }

    fn block(&self, parent: &Element, block: &Block) {
        match block {
            Block::Heading { level, id, text } => {
                // Level 1 is the panel, 2 the article's title.
                let heading = self.add(parent, heading_tag(level + 1), "");
                set(&heading, "id", &format!("{ID}{id}"));
                set(&heading, "tabindex", "-1");
                self.run(&heading, text);
            }
            Block::Paragraph(run) => self.run(&self.add(parent, "p", ""), run),
            Block::List { start, items } => {
                let list = self.add(parent, if start.is_some() { "ol" } else { "ul" }, "");
                if let Some(start) = start.filter(|start| *start != 1) {
                    set(&list, "start", &start.to_string());
                }
                items.iter().for_each(|item| self.item(&list, item));
            }
            Block::Table { align, head, rows } => {
                // Wide tables scroll by themselves, by keyboard too.
                let frame = self.add(parent, "div", "table");
                set(&frame, "tabindex", "0");
                // A group, not a region: two regions of one name confuse those who navigate by them.
                set(&frame, "role", "group");
                set(&frame, "aria-label", self.strings.table);
                let table = self.add(&frame, "table", "");
                if !head.is_empty() {
                    self.row(&self.add(&table, "thead", ""), "th", align, head);
                }
                let body = self.add(&table, "tbody", "");
                rows.iter().for_each(|row| self.row(&body, "td", align, row));
            }
            Block::Callout(kind, blocks) => self.titled(parent, Some(*kind), Fold::Never, &[], blocks),
            Block::Titled { callout, fold, title, blocks } => self.titled(parent, *callout, *fold, title, blocks),
            Block::Quote(blocks) => self.blocks(&self.add(parent, "blockquote", ""), blocks),
            Block::Code(code) => self.text(&self.add(parent, "pre", ""), code),
            Block::Rule => {
                self.add(parent, "hr", "");
            }
            Block::Footnote(number, blocks) => {
                let note = self.add(parent, "div", "footnote");
                set(&note, "id", &format!("{ID}footnote-{number}"));
                set(&note, "tabindex", "-1");
                self.text(&self.add(&note, "span", ""), &format!("{number}."));
                self.blocks(&self.add(&note, "div", ""), blocks);
            }
        }
    }

    /// A callout, or what folds; the label stands in the place of a title that is missing, and is its name otherwise.
    fn titled(&self, parent: &Element, callout: Option<Callout>, fold: Fold, title: &[Inline], blocks: &[Block]) {
        let (outer, head) = if fold == Fold::Never { ("div", "p") } else { ("details", "summary") };
        let node = self.add(parent, outer, &callout.map_or(String::new(), |kind| format!("callout {}", kind.class())));
        let head = self.add(&node, head, "callout-title");
        if fold == Fold::Open {
            set(&node, "open", "");
        }
        if let Some(kind) = callout {
            let label = self.strings.callout(kind);
            if title.is_empty() {
                self.text(&head, label);
            } else {
                set(&node, "role", "group");
                set(&node, "aria-label", label);
            }
        }
        self.run(&head, title);
        self.blocks(&node, blocks);
    }

    fn item(&self, list: &Element, item: &Item) {
        let node = self.add(list, "li", if item.task.is_some() { "task" } else { "" });
        if let Some(done) = item.task {
            let tick = self.add(&node, "span", if done { "box ticked" } else { "box" });
            set(&tick, "role", "img");
            set(&tick, "aria-label", if done { self.strings.done } else { self.strings.to_do });
        }
        match item.blocks.as_slice() {
            // A short item needs no paragraph around its words.
            [Block::Paragraph(run)] => self.run(&node, run),
            blocks => self.blocks(&node, blocks),
        }
    }

    fn row(&self, parent: &Element, tag: &str, align: &[Align], cells: &[Vec<Inline>]) {
        let row = self.add(parent, "tr", "");
        for (column, cell) in cells.iter().enumerate() {
            let class = match align.get(column) {
                Some(Align::End) => "end",
                Some(Align::Center) => "center",
                Some(Align::Start) | None => "",
            };
            // An empty cell in the head row is no heading.
            let tag = if cell.is_empty() { "td" } else { tag };
            let node = self.add(&row, tag, class);
            if tag == "th" {
                set(&node, "scope", "col");
            }
            self.run(&node, cell);
        }
    }

    fn run(&self, parent: &Element, run: &[Inline]) {
        for inline in run {
            let marked = |tag: &str, inner: &[Inline]| self.run(&self.add(parent, tag, ""), inner);
            match inline {
                Inline::Text(text) => self.text(parent, text),
                Inline::Strong(inner) => marked("strong", inner),
                Inline::Emphasis(inner) => marked("em", inner),
                Inline::Strike(inner) => marked("s", inner),
                Inline::Marked(mark, inner) => marked(mark.tag(), inner),
                Inline::Code(code) => self.text(&self.add(parent, "code", ""), code),
                Inline::Link(target, inner) => self.run(&self.link(parent, target), inner),
                Inline::Image { src, alt, size } => self.image(parent, src, alt, *size),
                Inline::Break => {
                    self.add(parent, "br", "");
                }
                Inline::FootnoteRef(number) => {
                    let link = self.add(&self.add(parent, "sup", ""), "a", "");
                    let id = format!("footnote-{number}");
                    set(&link, "href", &self.address(&id));
                    set(&link, "data-heading", &id);
                    set(&link, "aria-label", &format!("{} {number}", self.strings.footnote));
                    self.text(&link, &number.to_string());
                }
            }
        }
    }

    /// The element for a link; the parent itself where the address may not be followed.
    fn link(&self, parent: &Element, target: &Target) -> Element {
        match target {
            Target::Article(number, fragment) => {
                let link = self.add(parent, "a", "");
                set(&link, "href", &self.store.article_url(*number, fragment.as_deref()));
                set(&link, "data-article", &number.to_string());
                if let Some(fragment) = fragment {
                    set(&link, "data-fragment", fragment);
                }
                link
            }
            Target::Anchor(id) => {
                let link = self.add(parent, "a", "");
                set(&link, "href", &self.address(id));
                set(&link, "data-heading", id);
                link
            }
            Target::Url(url) if is_safe_url(url) => self.outside(parent, url),
            Target::File(path) if is_bundle_path(path) => self.outside(parent, &self.store.url(path)),
            Target::Url(_) | Target::File(_) => parent.clone(),
        }
    }

    fn outside(&self, parent: &Element, url: &str) -> Element {
        let link = self.add(parent, "a", "");
        set(&link, "href", url);
        if url.starts_with("http") {
            // The visitor keeps the page they are on.
            set(&link, "target", "_blank");
            set(&link, "rel", "noopener noreferrer");
        }
        link
    }

    /// The address of a heading or footnote in the article. `#…` alone would be resolved against the `<base>` of the
    /// page.
    fn address(&self, id: &str) -> String {
        match self.store.top() {
            Route::Article(number, _) => self.store.article_url(number, Some(id)),
            _ => self.store.url(&format!("#{id}")),
        }
    }

    fn image(&self, parent: &Element, src: &str, alt: &str, size: Option<(u16, u16)>) {
        // Only the bundle's own pictures: a path, never an address.
        if !src.starts_with("media/") || !is_bundle_path(src) {
            return self.text(parent, alt);
        }
        // Not an `<img>`, which a page may forbid: a canvas of the same size, in which the scripts draw.
        let small = size.is_some_and(is_small);
        let container = self.add(parent, "span", if small { "picture inline" } else { "picture" });
        let canvas = self.add(&container, "canvas", "");
        if let Some((width, height)) = size {
            set(&canvas, "width", &width.to_string());
            set(&canvas, "height", &height.to_string());
        }
        self.store.host().picture(&container, src, alt);
    }
}

fn set(element: &Element, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}

fn heading_tag(level: u8) -> &'static str {
    match level {
        0..=3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    }
}
