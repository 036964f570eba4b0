//! HTML as a tree, read as browsers read it.
//!
//! `html5ever` decides what a tag means; the tree is ours: a list of nodes that name each other by number, so that
//! neither reading nor dropping recurses. The reader of `html5ever` looks through all elements that are open at many
//! tags, and opens elements anew behind badly nested ones. So elements that stand too deep, and all behind a number of
//! them, are read as if their tags were not there: their text is kept, and reading is linear in the length.

mod node;
mod source;

mod sink;

use html5ever::{
    LocalName,
    buffer_queue::BufferQueue,
    ns,
    tokenizer::{TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts},
    tree_builder::{TreeBuilder, TreeBuilderOpts},
};

pub(super) use node::NodeId;
use node::{Data, Element, Node};
use sink::{Handle, Sink};

/// Deeper elements are not made. Browsers stop at 512.
const MAX_DEPTH: u32 = 256;

/// A document.
#[derive(Debug)]
pub(super) struct Dom {
    nodes: Vec<Node>,
    /// Pictures that the text itself held, by the number in their `nd-data:` address.
    pub(super) data: Vec<String>,
    /// Whether something was too deep, too long or too much.
    pub(super) cut: bool,
}

impl Dom {
    /// Reads a document or a piece of one.
    pub(super) fn read(html: &str) -> Self {
        let source = source::prepare(html);
        let builder =
            TreeBuilder::new(Sink::default(), TreeBuilderOpts { scripting_enabled: false, ..Default::default() });
        let tokenizer = Tokenizer::new(Bounded { builder }, TokenizerOpts::default());
        let queue = BufferQueue::default();
        queue.push_back(source.text.as_str().into());
        // Scripts are not run, and the encoding is known: reading goes on behind each.
        while !matches!(tokenizer.feed(&queue), html5ever::TokenizerResult::Done) {}
        tokenizer.end();
        let (nodes, cut) = tokenizer.sink.builder.sink.into_nodes();
        Self { nodes, data: source.data, cut: cut || source.cut }
    }

    pub(super) fn root(&self) -> NodeId {
        NodeId(0)
    }

    fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.0 as usize)
    }

    fn element(&self, id: NodeId) -> Option<&Element> {
        match &self.node(id)?.data {
            Data::Element(element) => Some(element),
            _ => None,
        }
    }

    /// The name of an element of HTML; of another vocabulary its namespace's: `svg`, `math`. Empty for other nodes.
    pub(super) fn name(&self, id: NodeId) -> &str {
        match self.element(id) {
            Some(element) if element.name.ns == ns!(svg) => "svg",
            Some(element) if element.name.ns == ns!(mathml) => "math",
            Some(element) => &element.name.local,
            None => "",
        }
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        let attributes = &self.element(id)?.attributes;
        attributes.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
    }

    /// The text of a text node.
    pub(super) fn text_of(&self, id: NodeId) -> Option<&str> {
        match &self.node(id)?.data {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.node(id)?.parent
    }

    pub(super) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let first = self.node(id).and_then(|node| node.first);
        std::iter::successors(first, |id| self.node(*id)?.next)
    }

    /// A node and everything in it, in the order of the text.
    pub(super) fn inside(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(Some(id), move |at| {
            let node = self.node(*at)?;
            if node.first.is_some() {
                return node.first;
            }
            let mut up = *at;
            loop {
                if up == id {
                    return None;
                }
                let node = self.node(up)?;
                if node.next.is_some() {
                    return node.next;
                }
                up = node.parent?;
            }
        })
    }

    /// All text in a node, as it stands.
    pub(super) fn text(&self, id: NodeId) -> String {
        self.inside(id).filter_map(|id| self.text_of(id)).collect()
    }

    /// The first element of a name in a node.
    pub(super) fn find(&self, id: NodeId, name: &str) -> Option<NodeId> {
        self.inside(id).find(|id| self.name(*id) == name)
    }
}

/// Leaves out the tags that make reading slow.
struct Bounded {
    builder: TreeBuilder<Handle, Sink>,
}

impl TokenSink for Bounded {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        let sink = &self.builder.sink;
        match &token {
            Token::TagToken(tag) if sink.is_full() => {
                // Two words that a tag parts stay two.
                let text = Token::CharacterTokens(" ".into());
                let raw = tag.kind == TagKind::EndTag && is_raw(&tag.name);
                return self.builder.process_token(if raw { token } else { text }, line);
            }
            Token::CommentToken(_) => return TokenSinkResult::Continue,
            Token::TagToken(tag)
                if tag.kind == TagKind::StartTag && sink.depth() >= MAX_DEPTH && !is_raw(&tag.name) =>
            {
                sink.note_cut();
                return TokenSinkResult::Continue;
            }
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {}
            Token::TagToken(_) => sink.rise(),
            _ => {}
        }
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Elements behind whose tag the text is read in another way.
fn is_raw(name: &LocalName) -> bool {
    matches!(
        &**name,
        "script" | "style" | "textarea" | "title" | "xmp" | "iframe" | "noembed" | "noframes" | "plaintext"
    )
}

#[cfg(test)]
mod tests {
    use super::{node::MAX_NODES, *};
    use std::time::{Duration, Instant};

    fn outline(html: &str) -> String {
        let dom = Dom::read(html);
        fn write(dom: &Dom, id: NodeId, out: &mut String) {
            for child in dom.children(id) {
                match dom.text_of(child) {
                    Some(text) => out.push_str(text),
                    None => {
                        out.push_str(&format!("<{}>", dom.name(child)));
                        write(dom, child, out);
                        out.push_str(&format!("</{}>", dom.name(child)));
                    }
                }
            }
        }
        let mut out = String::new();
        let body = dom.find(dom.root(), "body").unwrap();
        write(&dom, body, &mut out);
        out
    }

    /// Tags that are not closed, or closed in the wrong place, must mean what they mean in a browser.
    #[test]
    fn read_as_browsers_do() {
        for (html, expected) in [
            ("<p>a<p>b", "<p>a</p><p>b</p>"),
            ("<b>a<i>b</b>c</i>", "<b>a<i>b</i></b><i>c</i>"),
            ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
            ("<table><tr><td>a</table>", "<table><tbody><tr><td>a</td></tr></tbody></table>"),
            ("<table>x<tr><td>a</table>", "x<table><tbody><tr><td>a</td></tr></tbody></table>"),
            ("a<!-- b -->c&nbsp;&amp;", "ac\u{a0}&"),
            ("a<noscript><p>b</noscript>", "a<noscript><p>b</p></noscript>"),
            ("<svg><path d='x'/></svg>", "<svg><svg></svg></svg>"),
            ("a</p>b", "a<p></p>b"),
            ("<meta charset=utf-8>a<script>b</script>c", "a<script>b</script>c"),
        ] {
            assert_eq!(outline(html), expected, "{html}");
        }
    }

    /// A page that was made to be slow must not keep anybody waiting.
    #[test]
    fn hostile_pages_are_read_in_linear_time() {
        let fonts: String = (0..10_000).map(|n| format!("<p><font color={n}>a</p>")).collect();
        let attributes: String = (0..100_000).map(|n| format!(" a{n}")).collect();
        let tables = "<table><td>".repeat(30_000);
        for html in [
            "<div>".repeat(100_000),
            "<b>".repeat(100_000),
            "<a><b><i>".repeat(30_000) + &"<p>x</p>".repeat(20_000),
            fonts,
            format!("<div{attributes}>x</div>"),
            tables,
            "<table><i>".repeat(30_000),
            "<svg><desc>".repeat(30_000),
            "</p>".repeat(100_000),
            "<!--".repeat(100_000),
            "<select><option>".repeat(30_000),
            "<template>".repeat(30_000),
            "<".repeat(500_000),
            "<a href='".repeat(50_000),
        ] {
            let start = Instant::now();
            let dom = Dom::read(&(html.clone() + "Koniec"));
            let took = start.elapsed();
            eprintln!("{took:?} {}", &html[..30]);
            assert!(took < Duration::from_secs(20), "{took:?}: {}", &html[..40]);
            assert!(dom.nodes.iter().all(|node| node.depth < 3 * MAX_DEPTH));
        }
    }

    /// What is behind a limit loses its form, and not its words.
    #[test]
    fn text_behind_the_limits_is_kept() {
        let deep = "<div>".repeat(1_000) + "głęboko" + &"</div>".repeat(1_000) + "<p>potem</p>";
        let dom = Dom::read(&deep);
        assert!(dom.cut && dom.text(dom.root()).contains("głęboko"));
        assert!(dom.find(dom.root(), "p").is_some());
        let many = "<p>a</p>".repeat(MAX_NODES);
        let dom = Dom::read(&(many + "<p>na końcu</p>"));
        assert!(dom.cut && dom.text(dom.root()).ends_with("na końcu "));
        assert!(dom.nodes.len() <= MAX_NODES + 2_000, "{}", dom.nodes.len());
    }
}
