//! What each construction of HTML becomes. The tree is written down shortly: a block in brackets with its kind, marks as
//! `b(…)`, a line break as `/`, a link as `a:address(…)`, a picture as `img:file`.

mod blocks;

use std::ops::Range;

use super::super::{Parsed, Resolver, parse};
use crate::knowledge::{Align, Block, Fold, Inline, Item, Row, Target};

/// Links lead where they say, and pictures are there.
struct Found;

impl Resolver for Found {
    fn link(&mut self, address: &str, _: Range<usize>) -> Option<Target> {
        (!address.starts_with("javascript:")).then(|| Target::Url(address.into()))
    }
    fn image(&mut self, address: &str, alt: String, _: Range<usize>) -> Option<Inline> {
        (!address.contains("//")).then(|| Inline::Image { src: address.into(), alt, size: Some((200, 100)) })
    }
}

fn read(body: &str) -> Parsed {
    parse(body, "", &mut Found)
}

fn blocks(blocks: &[Block]) -> String {
    blocks.iter().map(block).collect::<Vec<_>>().join(" ")
}

fn block(block: &Block) -> String {
    let row = |row: &Row| row.iter().map(|cell| run(cell)).collect::<Vec<_>>().join(" | ");
    match block {
        Block::Heading { level, id, text } => format!("[h{level}#{id} {}]", run(text)),
        Block::Paragraph(text) => format!("[{}]", run(text)),
        Block::List { start, items } => {
            let item = |Item { task, blocks: inner }: &Item| {
                let task = task.map_or("", |done| if done { "x " } else { "o " });
                format!("- {task}{}", blocks(inner))
            };
            let start = start.map_or(String::new(), |start| start.to_string());
            format!("[list{start} {}]", items.iter().map(item).collect::<Vec<_>>().join(" "))
        }
        Block::Table { align, head, rows } => {
            let align: String = align
                .iter()
                .map(|align| match align {
                    Align::Start => '<',
                    Align::Center => '=',
                    Align::End => '>',
                })
                .collect();
            let rows: String = rows.iter().map(|cells| format!(" ; {}", row(cells))).collect();
            format!("[table{align} {}{rows}]", row(head))
        }
        Block::Callout(kind, inner) => format!("[{} {}]", kind.class(), blocks(inner)),
        Block::Quote(inner) => format!("[quote {}]", blocks(inner)),
        Block::Code(code) => format!("[code {code:?}]"),
        Block::Rule => "[rule]".into(),
        Block::Footnote(number, inner) => format!("[note{number} {}]", blocks(inner)),
        Block::Titled { callout, fold, title, blocks: inner } => {
            let kind = callout.map_or("", |kind| kind.class());
            let fold = match fold {
                Fold::Never => "titled",
                Fold::Closed => "fold",
                Fold::Open => "open",
            };
            format!("[{fold}:{kind} {} {}]", run(title), blocks(inner))
        }
    }
}

fn run(text: &[Inline]) -> String {
    text.iter()
        .map(|inline| match inline {
            Inline::Text(text) => text.clone(),
            Inline::Strong(inner) => format!("b({})", run(inner)),
            Inline::Emphasis(inner) => format!("i({})", run(inner)),
            Inline::Strike(inner) => format!("s({})", run(inner)),
            Inline::Marked(mark, inner) => format!("{}({})", mark.tag(), run(inner)),
            Inline::Code(code) => format!("`{code}`"),
            Inline::Link(Target::Url(to), inner) => format!("a:{to}({})", run(inner)),
            Inline::Link(_, inner) => format!("a({})", run(inner)),
            Inline::Image { src, alt, size } => {
                let size = size.filter(|size| *size != (200, 100)).map(|(w, h)| format!("@{w}x{h}"));
                format!("img:{src}{}({alt})", size.unwrap_or_default())
            }
            Inline::Break => "/".into(),
            Inline::FootnoteRef(number) => format!("^{number}"),
        })
        .collect()
}

fn check(cases: &[(&str, &str)]) {
    let read = |body: &&str| blocks(&read(body).blocks);
    let wrong = cases.iter().filter(|(body, expected)| read(body) != *expected);
    let wrong: Vec<_> =
        wrong.map(|(body, expected)| format!("{body}\n   is {}\n  not {expected}", read(body))).collect();
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

/// A key, a power or a line break that is lost changes what a step says.
#[test]
fn marks_in_a_line() {
    check(&[
        ("one<br>two<BR/>three<br />\nfour", "[one/two/three/four]"),
        ("10<sup>2</sup> H<sub>2</sub>O", "[10sup(2) Hsub(2)O]"),
        ("Press <kbd>Ctrl</kbd>+<kbd>C</kbd>", "[Press kbd(Ctrl)+kbd(C)]"),
        ("<b>a</b> <strong>b</strong> <i>c</i> <em>d</em>", "[b(a) b(b) i(c) i(d)]"),
        ("<s>a</s> <del>b</del> <strike>c</strike>", "[s(a) s(b) s(c)]"),
        ("<u>a</u> <ins>b</ins> <mark>c</mark> <small>d</small>", "[u(a) u(b) mark(c) small(d)]"),
        ("<code>a</code> <samp>b</samp> <tt>c</tt>", "[`a` `b` `c`]"),
        ("<cite>a</cite> <var>b</var> <q>c</q> <abbr title=\"x\">d</abbr>", "[i(a) i(b) “c” d]"),
        ("<code>a <a href=\"x\">b</a></code>", "[`a `a:x(`b`)]"),
        ("<B CLASS='x' onclick=\"y()\">a *b* c</B>", "[b(a i(b) c)]"),
        ("<span style=\"color:red\">a **b**</span>", "[a b(b)]"),
        ("a<wbr>b&shy;c&nbsp;d&#x41;", "[ab\u{ad}c\u{a0}dA]"),
        ("# a <kbd>b</kbd><br>c", "[h2#a-b-c a kbd(b)/c]"),
        ("- a <kbd>b</kbd>\n- <u>c</u>", "[list - [a kbd(b)] - [u(c)]]"),
        ("> <mark>a</mark>", "[quote [mark(a)]]"),
        ("| a<br>b |\n|---|\n| <kbd>c</kbd> |", "[table< a/b ; kbd(c)]"),
        ("a <!-- b --> c", "[a  c]"),
    ]);
}

/// A tag without an end, or with one in the wrong place, changes nothing behind its paragraph.
#[test]
fn mended_tags() {
    check(&[
        ("<b>a\n\nb", "[b(a)] [b]"),
        ("a</b> b</i>", "[a b]"),
        ("<b>a <i>b</b> c</i> d", "[b(a i(b)) i(c) d]"),
        ("**a <b>b** c</b>", "[b(a b(b)) c]"),
        ("- <b>**a</b> b** c", "[list - [b(b(a)) b c]]"),
        ("<b>**a</b> b**", "[b(b(a)) b]"),
        ("<b><b>a</b> b</b> c", "[b(a b) c]"),
        ("a <b></b> <kbd> </kbd>b", "[a   b]"),
        ("<b/>a <a id=\"x\"/>b", "[a b]"),
        ("<details><summary>A</summary>\n\nb", "[fold: A [b]]"),
        ("<p>a<p>b<p class=\"note\">c<p>d", "[a] [b] [note [c]] [d]"),
        ("<ul><li>a<li>b</ul>c", "[list - [a] - [b]] [c]"),
        ("<td>a</td></tr></table>", "[a]"),
        ("</div></details></td>a", "[a]"),
        ("<h2>a<h3>b</h2>c", "[h2#a a] [h3#b b] [c]"),
        ("<div class=\"a\n**b**", "[b(b)]"),
        ("<p>a <than b</p>", "[a <than b]"),
        ("<table><tr><td>a<table><tr><td>b</table></table>c", "[a] [b] [c]"),
    ]);
}

/// Links and pictures that were written in HTML lead and show as Markdown's do.
#[test]
fn links_and_pictures() {
    check(&[
        ("<a href=\"https://a.example/?b&amp;c\" target=_blank>d</a>", "[a:https://a.example/?b&c(d)]"),
        ("<a href=javascript:x>a</a>", "[a]"),
        ("<a name=\"x\"></a>a <a href=\"b\"></a>", "[a]"),
        ("<a href=\"x\">a <a href=\"y\">b</a>", "[a:x(a )a:y(b)]"),
        ("[a <a href=\"y\">b</a>](x)", "[a:x(a b)]"),
        ("<a href=\"x\">a [b](y) c</a>", "[a:x(a )a:y(b) c]"),
        ("<a href=\"x\"><img src=\"b.png\" alt=\"c\"></a>", "[a:x(img:b.png(c))]"),
        ("<a href=\"x\">\n\n![c](b.png)\n\n</a>\n\nd", "[a:x(img:b.png(c))] [d]"),
        ("<a href=\"x\"><div><h3>a</h3><p>b</p></div></a> c", "[h3#a a:x(a)] [a:x(b)] [c]"),
        ("<div>\n<a href=\"x\"></a>\n<img src=\"//y\">\n<span>a</span>\n</div>\nb", "[a:x(a)] [b]"),
        ("<div><a href=\"x\"></a></div><div>a</div>", "[a]"),
        ("<div><a href=\"#x\"></a>a</div>", "[a]"),
        ("a <a href=\"x\"></a>b", "[a b]"),
        ("<a href=\"x\" aria-label=\"a\"><svg></svg></a>", "[a:x(a)]"),
        ("<a href=\"x/b-c.html\"><img src=\"https://a.example/b.png\"></a>", "[a:x/b-c.html(B c)]"),
        ("[![](https://a.example/b.png)](https://www.b.example/c/?d)", "[a:https://www.b.example/c/?d(b.example/c)]"),
        (
            "[](y) [](#z) ![](b.png) [![](b.png)](mailto:c@d.example)",
            "[a:y(Y)  img:b.png() a:mailto:c@d.example(img:b.png(c@d.example))]",
        ),
        ("<img src=\"a.png\" alt=\"b &quot;c&quot;\">", "[img:a.png(b \"c\")]"),
        ("<img src=a.png width=100>", "[img:a.png@100x50()]"),
        ("<img src=a.png height=\"20px\">", "[img:a.png@40x20()]"),
        ("<img src=a.png style=\"margin: 0; width:1.5em\">", "[img:a.png@24x12()]"),
        ("<img src=a.png width=100% height=auto>", "[img:a.png()]"),
        ("<img src=a.png width=400> <img src=a.svg width=400>", "[img:a.png() img:a.svg@400x200()]"),
        ("<img src=\"https://a.example/b.png\" alt=\"c\">", "[c]"),
        ("<img src=\"https://a.example/b.png\">", ""),
        ("<picture><source srcset=a.webp><img src=a.png alt=b></picture>", "[img:a.png(b)]"),
        ("<p align=\"center\">\n  <img src=\"a.png\">\n</p>", "[img:a.png()]"),
        ("<figure>\n\n![a](b.png)\n\n<figcaption>c *d*</figcaption>\n\n</figure>", "[img:b.png(a)] [small(c i(d))]"),
        ("<figure><img src=b.png><figcaption><p>c</p></figcaption></figure>", "[img:b.png()] [small(c)]"),
        (
            "https://a.example, www.b.example",
            "[a:https://a.example(https://a.example), a:http://www.b.example(www.b.example)]",
        ),
        ("<a href=x>https://a.example</a> `https://a.example`", "[a:x(https://a.example) `https://a.example`]"),
        ("[www.a.example](x) **a@b.example**", "[a:x(www.a.example) b(a:mailto:a@b.example(a@b.example))]"),
        ("<p>https://a.example/b_c_d</p>", "[a:https://a.example/b_c_d(https://a.example/b_c_d)]"),
    ]);
}

/// What stands between tags is Markdown, with a blank line before it or without.
#[test]
fn markdown_between_tags() {
    check(&[
        ("<div>\n**a**\n</div>", "[b(a)]"),
        ("<div>\n\n**a**\n\n</div>", "[b(a)]"),
        ("<div>**a**</div> b", "[b(a)] [b]"),
        ("<div>\n  <p>\n    a\n    b\n  </p>\n</div>", "[a b]"),
        ("<div>\n        - a\n        - b\n</div>", "[list - [a] - [b]]"),
        ("<center>\n\n## a\n\n</center>", "[h2#a a]"),
        ("<td>- a</td>", "[- a]"),
        ("<p>1. a</p>", "[1. a]"),
        ("<br>\n## a", "[h2#a a]"),
        ("<a id=\"x\"></a>\n## a", "[h2#a a]"),
        ("<!-- a -->\n## b", "[h2#b b]"),
        ("<span>\n\n- a\n\n</span>", "[list - [a]]"),
        ("<div>\n[a][b]\n</div>\n\n[b]: c.md", "[a:c.md(a)]"),
        ("<p>[a][b]</p>\n\n[b]: c.md", "[a:c.md(a)]"),
        ("<div>\n```js\n<b>\n\n</div>\n```\n</div>a", "[code \"<b>\\n\\n</div>\\n\"] [a]"),
        ("<p>`<b>` a</p>", "[`<b>` a]"),
        ("<pre>\n**a** &lt;b&gt;\n\n  c</pre>", "[code \"**a** <b>\\n\\n  c\"]"),
        ("<pre><code class=\"x\">a\n<b>b</b></code></pre>", "[code \"a\\nb\"]"),
        ("<blockquote>\na\n\nb\n</blockquote>", "[quote [a] [b]]"),
        ("a <blockquote>b</blockquote> c", "[a] [quote [b]] [c]"),
        ("<h2 id=\"x\">a <em>b</em></h2>\n<h1>c</h1>", "[h2#x a i(b)] [h2#c c]"),
        ("<hr>a<hr/>", "[rule] [a] [rule]"),
        ("- a\n\n  <div>\n  **b**\n  </div>\n- c", "[list - [a] [b(b)] - [c]]"),
        ("> <p>a</p>\n> <p>b</p>", "[quote [a] [b]]"),
        ("**a <div>b</div> c**", "[b(a b  c)]"),
        ("<div>\n\n    <p>a</p>\n\n</div>", "[a]"),
        ("<div align=center>a <b>b</b>\n\nc</div>", "[a b(b)] [c]"),
        ("<section><header>a</header><main>b</main></section>", "[a] [b]"),
        ("<p>&nbsp;</p>\n<p>a<b>&nbsp;</b>b</p>", "[a\u{a0}b]"),
        ("<button>a</button> <label>b</label>", "[a b]"),
    ]);
}
