//! Elements inside a line.

use super::{
    super::{dom::NodeId, losses::Loss},
    names::is_block,
    preformatted::preformatted,
    reader::{MAX_LEVEL, Reader},
    style, tidy,
    wrap::Wrap,
};
use crate::{
    knowledge::{Inline, Mark},
    studio::source_text::composed,
};

impl Reader<'_> {
    /// Text as the document holds it.
    pub(super) fn text(&mut self, text: &str, run: &mut Vec<Inline>) {
        if text.trim().is_empty() {
            return run.push(Inline::Text(if text.contains('\u{a0}') { "\u{a0}" } else { " " }.to_owned()));
        }
        self.shown();
        run.push(Inline::Text(composed(text)));
    }

    /// What an element says about its text.
    pub(super) fn wraps(&mut self, id: NodeId) -> Vec<Wrap> {
        let dom = self.dom;
        let mut out = style::wraps(dom, id);
        let own = match dom.name(id) {
            "b" | "strong" if style::is_plain_weight(dom, id) => None,
            "b" | "strong" => Some(Wrap::Strong),
            "i" | "em" | "cite" | "dfn" | "var" => Some(Wrap::Emphasis),
            "s" | "del" | "strike" => Some(Wrap::Strike),
            "kbd" => Some(Wrap::Mark(Mark::Key)),
            "sub" => Some(Wrap::Mark(Mark::Sub)),
            "sup" => Some(Wrap::Mark(Mark::Sup)),
            "mark" => Some(Wrap::Mark(Mark::Highlight)),
            "small" => Some(Wrap::Mark(Mark::Small)),
            "u" | "ins" => Some(Wrap::Mark(Mark::Underline)),
            "a" => dom.attribute(id, "href").and_then(|address| self.page.link(address.trim())).map(Wrap::Link),
            _ => None,
        };
        out.extend(own.filter(|own| !out.contains(own)));
        out
    }

    /// An element without blocks in it, or text.
    pub(super) fn inline(&mut self, id: NodeId, run: &mut Vec<Inline>) {
        let dom = self.dom;
        if let Some(text) = dom.text_of(id) {
            return self.text(text, run);
        }
        let name = dom.name(id);
        if name.is_empty() || self.skips(id) {
            return;
        }
        match name {
            "br" => run.push(Inline::Break),
            "wbr" => {}
            "img" | "image" => self.picture(id, run),
            "svg" | "canvas" => {
                let title = dom.find(id, "svg").map(|_| tidy::plain(&dom.text(id))).unwrap_or_default();
                self.page.lost(Loss::Drawing, &title);
            }
            "code" | "tt" | "samp" => self.code(id, run),
            "input" if matches!(dom.attribute(id, "type"), Some("hidden" | "checkbox")) => {}
            "input" | "select" | "textarea" => {
                let what =
                    ["placeholder", "aria-label", "name", "value"].iter().find_map(|name| dom.attribute(id, name));
                self.page.lost(Loss::Form, what.unwrap_or(name));
            }
            "q" => {
                run.push(Inline::Text("“".to_owned()));
                self.inline_children(id, run);
                run.push(Inline::Text("”".to_owned()));
            }
            "rt" => {
                run.push(Inline::Text("(".to_owned()));
                self.inline_children(id, run);
                run.push(Inline::Text(")".to_owned()));
            }
            _ => {
                let wraps = self.wraps(id);
                let mut inner = Vec::new();
                self.inline_children(id, &mut inner);
                if name == "button" {
                    self.page.lost(Loss::Form, &tidy::plain(&dom.text(id)));
                }
                for wrap in &wraps {
                    inner = vec![wrap.wrapped(inner)];
                }
                run.append(&mut inner);
            }
        }
    }

    fn inline_children(&mut self, id: NodeId, run: &mut Vec<Inline>) {
        let dom = self.dom;
        if self.level > MAX_LEVEL {
            let text = dom.text(id);
            return self.text(&text, run);
        }
        self.level += 1;
        for child in dom.children(id) {
            // Blocks are looked for before: one here is in an element that shows no blocks.
            if is_block(dom.name(child)) {
                run.push(Inline::Text(" ".to_owned()));
            }
            self.inline(child, run);
        }
        self.level -= 1;
    }

    /// A piece of code; a line break in it parts it.
    fn code(&mut self, id: NodeId, run: &mut Vec<Inline>) {
        self.shown();
        let code = preformatted(self.dom, id);
        let lines = code.lines().map(tidy::plain).filter(|line| !line.is_empty());
        for (number, line) in lines.enumerate() {
            run.extend((number > 0).then_some(Inline::Break));
            run.push(Inline::Code(line));
        }
        // `<code> </code>` keeps two words apart.
        if code.trim().is_empty() {
            run.push(Inline::Text(" ".to_owned()));
        }
    }

    pub(super) fn picture(&mut self, id: NodeId, run: &mut Vec<Inline>) {
        let dom = self.dom;
        let words = |name| dom.attribute(id, name).map(tidy::plain).filter(|words| !words.is_empty());
        let alt = words("alt").or_else(|| words("title")).unwrap_or_default();
        let classes = dom.attribute(id, "class").unwrap_or_default().to_ascii_lowercase();
        let is_sign = classes
            .split(|c: char| !c.is_ascii_alphanumeric())
            .any(|word| matches!(word, "emoji" | "emoticon" | "smiley"));
        if is_sign && !alt.is_empty() {
            return self.text(&alt, run);
        }
        if style::is_counter(dom, id) {
            return;
        }
        // Pages that load pictures late have a blank one in the usual place.
        let late = ["data-src", "data-original", "data-lazy-src", "data-image-src"];
        let late = late.iter().find_map(|name| dom.attribute(id, name)).filter(|address| !address.trim().is_empty());
        let address = late.or_else(|| dom.attribute(id, "src")).map(str::trim).filter(|address| !address.is_empty());
        let address = address.map(|address| {
            match address.strip_prefix("nd-data:").and_then(|number| number.parse::<usize>().ok()) {
                Some(number) => dom.data.get(number).map_or("", String::as_str),
                None => address,
            }
        });
        let Some(address) = address else { return };
        self.shown();
        match self.page.picture(address) {
            Some(src) => run.push(Inline::Image { src, alt, size: None }),
            None => run.push(Inline::Text(alt)),
        }
    }
}
