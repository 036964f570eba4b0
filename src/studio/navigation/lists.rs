//! Navigation that is written in Markdown: `SUMMARY.md` of GitBook and mdBook, `_sidebar.md` of docsify.
//!
//! Nested lists of links; a heading begins a part, a link outside of lists is an entry by itself.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::nodes::Node;

/// Lists inside lists; what is deeper stands in the deepest.
const MAX_DEPTH: usize = 20;

/// The entries of a text.
pub(super) fn nodes(text: &str) -> Vec<Node> {
    let mut reader = Reader::default();
    for event in Parser::new(text) {
        reader.event(event);
    }
    reader.close_part();
    reader.out
}

#[derive(Default)]
struct Reader {
    out: Vec<Node>,
    /// Entries that are open, from the outside.
    open: Vec<Node>,
    /// The words of a heading, which is a title where no link is in it.
    heading: Option<String>,
    /// A link that is open, with its words.
    link: Option<(String, String)>,
    /// Whether a part is open, whose entries follow.
    part: bool,
    /// Items that are open and have no entry.
    too_deep: usize,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::Heading { .. }) => self.heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => {
                let words = self.heading.take().unwrap_or_default().trim().to_owned();
                if !words.is_empty() && self.open.len() <= usize::from(self.part) {
                    self.close_part();
                    self.open.push(Node { title: Some(words), ..Node::default() });
                    self.part = true;
                }
            }
            Event::Start(Tag::Item) if self.open.len() < MAX_DEPTH => self.open.push(Node::default()),
            Event::Start(Tag::Item) => self.too_deep += 1,
            Event::End(TagEnd::Item) if self.too_deep > 0 => self.too_deep -= 1,
            Event::End(TagEnd::Item) => {
                if self.open.len() > usize::from(self.part)
                    && let Some(node) = self.open.pop()
                {
                    self.add(node);
                }
            }
            Event::Start(Tag::Link { dest_url, .. }) => self.link = Some((dest_url.into_string(), String::new())),
            Event::End(TagEnd::Link) => self.link_ends(),
            Event::Text(text) | Event::Code(text) => self.text(&text),
            Event::SoftBreak | Event::HardBreak => self.text(" "),
            _ => {}
        }
        if self.open.is_empty() {
            self.part = false;
        }
    }

    fn text(&mut self, text: &str) {
        let is_item = self.open.len() > usize::from(self.part);
        if let Some((_, words)) = &mut self.link {
            words.push_str(text);
        } else if let Some(words) = &mut self.heading {
            words.push_str(text);
        } else if let Some(node) = self.open.last_mut().filter(|node| is_item && node.target.is_none()) {
            node.title.get_or_insert_default().push_str(text);
        }
    }

    fn link_ends(&mut self) {
        let Some((target, words)) = self.link.take() else { return };
        let words = Some(words.trim().to_owned()).filter(|words| !words.is_empty());
        let is_item = self.open.len() > usize::from(self.part);
        match self.open.last_mut().filter(|node| is_item && node.target.is_none()) {
            Some(node) => (node.title, node.target) = (words, Some(target)),
            None => self.add(Node { title: words, target: Some(target), ..Node::default() }),
        }
    }

    /// Adds an entry to the one that is open.
    fn add(&mut self, mut node: Node) {
        node.title = node.title.map(|title| title.trim().to_owned()).filter(|title| !title.is_empty());
        if node.target.is_none() && node.children.is_empty() {
            return;
        }
        match self.open.last_mut() {
            Some(parent) => parent.children.push(node),
            None => self.out.push(node),
        }
    }

    fn close_part(&mut self) {
        if self.part {
            let part = self.open.pop();
            self.out.extend(part.filter(|part| !part.children.is_empty()));
            self.part = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::nodes::tests::shown, *};

    /// The order of a book is that of its table of contents.
    #[test]
    fn tables_of_contents() {
        for (text, expected) in [
            (
                "# Summary\n\n* [Start](README.md)\n* [Guide](guide/README.md)\n  * [A b](guide/a.md)\n    * [C](<guide/c d.md>)\n  * [D](guide/d.md)\n",
                "Summary(Start>README.md Guide>guide/README.md(A b>guide/a.md(C>guide/c d.md) D>guide/d.md))",
            ),
            ("* [A](a.md)\n\n## Part\n\n* [B](b.md)\n\n## Other\n\n* [C](c.md)\n", "A>a.md Part(B>b.md) Other(C>c.md)"),
            ("[Preface](p.md)\n\n- [A](a.md)\n- [Draft]()\n\n[End](e.md)\n", "Preface>p.md A>a.md Draft> End>e.md"),
            ("* Guide\n  * [A](a.md \"Title\")\n* [B](/b)\n", "Guide(A>a.md) B>/b"),
            ("- [`code` and *more*](a.md)\n", "code and more>a.md"),
            ("Only words.\n\n# Heading\n", ""),
        ] {
            assert_eq!(shown(&nodes(text)), expected, "{text}");
        }
    }

    /// A file that was made to be slow takes its time only once.
    #[test]
    fn hostile_lists_end() {
        let deep: String = (0..2_000).map(|depth| format!("{}* [a](a.md)\n", "  ".repeat(depth))).collect();
        assert!(!nodes(&deep).is_empty());
    }
}
