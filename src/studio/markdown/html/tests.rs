//! What each construction of HTML becomes. The tree is written down shortly: a block in brackets with its kind, marks as
//! `b(…)`, a line break as `/`, a link as `a:address(…)`, a picture as `img:file`.

use std::ops::Range;

use super::super::{Parsed, Resolver, parse};
use crate::knowledge::{Align, Block, Fold, Inline, Item, Row, Target, plain_blocks};

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
        ("<b>a <i>b</b> c</i> d", "[b(a i(b))i( c) d]"),
        ("**a <b>b** c</b>", "[b(a b(b)) c]"),
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
        ("<div class=\"a", "[<div class=\"a]"),
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
        ("<img src=\"a.png\" alt=\"b &quot;c&quot;\">", "[img:a.png(b \"c\")]"),
        ("<img src=a.png width=100>", "[img:a.png@100x50()]"),
        ("<img src=a.png height=\"20px\">", "[img:a.png@40x20()]"),
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
        ("<button>a</button> <label>b</label>", "[a b]"),
    ]);
}

/// Lists of HTML are lists, also in the cell of a table, where they have one line for each item.
#[test]
fn lists() {
    check(&[
        ("<ul>\n<li>a</li>\n<li>**b**</li>\n</ul>", "[list - [a] - [b(b)]]"),
        ("<ol start=\"3\"><li>a</li><li><p>b</p><p>c</p></li></ol>", "[list3 - [a] - [b] [c]]"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "[list - [a] [list - [b]] - [c]]"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "[list - [a] [list - [b]]]"),
        ("<ul>\n\n- a\n- b\n\n</ul>", "[list - [list - [a] - [b]]]"),
        ("<ul>a<li>b</ul>", "[list - [a] - [b]]"),
        ("<li>a</li><li>b</li>", "[list - [a] - [b]]"),
        ("<ul></ul>a", "[a]"),
        ("<ul><li><input type=checkbox checked> a<li><input type=\"checkbox\">b</ul>", "[list - x [a] - o [b]]"),
        ("<dl><dt>a</dt><dd>b</dd><dt>c<dd>d<dd>e</dl>", "[list - [b(a)] [b] - [b(c)] [d] [e]]"),
        ("| a |\n|---|\n| <ul><li>b</li><li>c</li></ul> |", "[table< a ; •\u{a0}b/•\u{a0}c]"),
        ("| a |\n|---|\n| b <ol><li>c<li>d</ol> e |", "[table< a ; b/1.\u{a0}c/2.\u{a0}d/e]"),
        ("| a |\n|---|\n| <p>b</p><p>c</p> |", "[table< a ; b/c]"),
    ]);
}

/// Tables of HTML keep their rows and columns; one that holds the layout only is no table.
#[test]
fn tables() {
    check(&[
        (
            "<table>\n<thead>\n<tr><th>a</th><th align=right>b</th></tr>\n</thead>\n<tbody>\n<tr><td>c</td><td align=right>d</td></tr>\n</tbody>\n</table>",
            "[table<> a | b ; c | d]",
        ),
        ("<table><tr><th>a<th>b<tr><td>c<td>d</table>", "[table<< a | b ; c | d]"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", "[table<<  ; a | b ; c | d]"),
        (
            "<table><tr><td><b>a</b></td><td>**b**</td></tr><tr><td>c</td><td>d</td></tr></table>",
            "[table<< a | b ; c | d]",
        ),
        (
            "<table><tr><th>a</th><td>b</td></tr><tr><th>c</th><td>d</td></tr></table>",
            "[table<<  ; b(a) | b ; b(c) | d]",
        ),
        ("<table><tr><td>a</td></tr></table>", "[a]"),
        ("<table><tr><td>\n\n## a\n\nb\n\n</td></tr></table>", "[h2#a a] [b]"),
        ("<table><tr><td>a</td></tr><tr><td>b</td></tr></table>", "[a] [b]"),
        ("<table><tr><th>a</th></tr><tr><td>b</td></tr></table>", "[table< a ; b]"),
        ("<table><tr><th>a<th>b<tr><td colspan=2>c<tr><td>d<td>e</table>", "[table<< a | b ; c |  ; d | e]"),
        ("<table><tr><th>a<th>b<tr><td rowspan=2>c<td>d<tr><td>e</table>", "[table<< a | b ; c | d ; c | e]"),
        (
            "<table><thead><tr><th rowspan=2>a<th colspan=2>b<tr><th>c<th>d</thead><tr><td>1<td>2<td>3</table>",
            "[table<<< a | b/c | b/d ; 1 | 2 | 3]",
        ),
        ("<table><caption>a</caption><tr><th>b<th>c<tr><td>d<td>e</table>", "[small(a)] [table<< b | c ; d | e]"),
        ("<table>a<tr><th>b<th>c<tr>d<td>e<td>f</table>", "[a] [d] [table<< b | c ; e | f]"),
        ("<table><tr><th>a<th>b<tr><td><p>c</p><p>d</p><td>- e</table>", "[table<< a | b ; c/d | - e]"),
        (
            "<table><tr><th>a<th>b<tr><td><ul><li>c<li>d</ul><td><h4>e</h4>f</table>",
            "[table<< a | b ; •\u{a0}c/•\u{a0}d | b(e)/f]",
        ),
        (
            "<table><tr><th>a<th>b<tr><td><table><tr><td>c<td>d<tr><td>e<td>f</table><td>g</table>",
            "[table<< a | b ; c · d/e · f | g]",
        ),
        (
            "<table>\n<tr>\n<td>\n\n- a\n\n</td>\n<td>\n\n**b**\n\n</td>\n</tr>\n</table>",
            "[table<<  ; •\u{a0}a | b(b)]",
        ),
        ("<table>\n  <tr>\n\n    <td>a</td>\n    <td>b</td>\n\n  </tr>\n</table>", "[table<<  ; a | b]"),
        ("<table><tr><td>`</td><td>`</td></tr></table>", "[table<<  ; ` | `]"),
        ("<table></table>a", "[a]"),
        ("<td>a</td><td>b</td>", "[a] [b]"),
    ]);
}

/// Text that folds keeps its title; a warning its kind.
#[test]
fn callouts_and_details() {
    check(&[
        ("<details>\n<summary>a **b**</summary>\n\nc\n\n- d\n\n</details>\n\ne", "[fold: a b(b) [c] [list - [d]]] [e]"),
        ("<details open><summary>a</summary>b</details>", "[open: a [b]]"),
        ("<details>\na\n</details>", "[a]"),
        ("<details><summary><h3 id=\"x\">a</h3></summary>b</details>", "[fold: b(a) [b]]"),
        ("- a\n  <details><summary>b</summary>\n\n  c\n  </details>\n- d", "[list - [a] [fold: b [c]] - [d]]"),
        ("<details><summary>a</summary>\n\n- b\n  </details>\n\nc", "[fold: a [list - [b]]] [c]"),
        (
            "<details><summary>a</summary><details><summary>b</summary>c</details>d</details>",
            "[fold: a [fold: b [c]] [d]]",
        ),
        ("<summary>a</summary>b", "[b(a)] [b]"),
        ("<aside class=\"note\">\n\na\n\n</aside>", "[note [a]]"),
        ("<aside class=\"tip\" title=\"A &amp; b\">\n\nc\n\n</aside>\n\nd", "[titled:tip A & b [c]] [d]"),
        ("> <aside class=\"warning\">\n>\n> a\n>\n> </aside>", "[quote [warning [a]]]"),
        ("<div class=\"alert alert-danger\"><div>a</div>b</div>c", "[caution [a] [b]] [c]"),
        ("<div class=\"admonition tip\"><p class=\"admonition-title\">a</p><p>b</p></div>", "[titled:tip a [b]]"),
        ("<div class=\"row\"><div class=\"note\">a</div>b</div>", "[note [a]] [b]"),
        ("<aside>a</aside>", "[a]"),
        ("<details class=\"warning\"><summary>a</summary>b</details>", "[fold:warning a [b]]"),
        ("<div class=\"note\"></div>a", "[a]"),
        ("| a |\n|---|\n| <div class=\"note\">b</div> |", "[table< a ; b]"),
    ]);
}

/// What a page cannot have goes, and is told by what a visitor does not see.
#[test]
fn what_goes() {
    let kinds = |body: &str| -> Vec<String> {
        let parsed = read(body);
        let dropped = parsed.dropped_html.iter().map(|dropped| format!("{:?}{}", dropped.loss, dropped.linked));
        dropped.chain(parsed.words.iter().map(|span| body[span.clone()].to_owned())).collect()
    };
    for (body, expected, lost) in [
        ("a\n\n<script>alert(1)</script>\n\n<!-- b -->\n\nc", "[a] [c]", &["Programfalse"][..]),
        ("<style>\n\na { b }\n\n</style>\nc", "[c]", &["Programfalse"]),
        ("<?php a ?>\n\nb <!DOCTYPE html> c", "[b  c]", &["Programfalse", "Programfalse"]),
        ("a <script>b</script> c", "[a  c]", &["Programfalse"]),
        ("<script>\na\n\nb", "", &["Programfalse"]),
        ("a <b onclick=x>b</b>", "[a b(b)]", &[]),
        (
            "<iframe src=\"https://www.a.example/b\" title=\"c\"></iframe>",
            "[a:https://www.a.example/b(c)]",
            &["Mediatrue"],
        ),
        ("a <iframe src=\"//www.a.example/b\"></iframe>", "[a a:https://www.a.example/b(a.example)]", &["Mediatrue"]),
        ("<video controls>\n<source src=\"a/b.mp4\">\nc\n\nd\n</video>e", "[a:a/b.mp4(b.mp4)e]", &["Mediatrue"]),
        ("<video src=\"javascript:a\"></video>", "", &["Mediafalse"]),
        ("<object><param></object>", "", &["Mediafalse"]),
        ("<form><input name=a><button>b</button></form>c", "[c]", &["Formfalse"]),
        ("a <svg><title>b</title><path d=\"c\"/></svg> d", "[a  d]", &["Drawingfalse"]),
        ("<p>a <svg><g><svg/></g></svg> d</p>", "[a  d]", &["Drawingfalse"]),
        ("<math><mi>a</mi></math> b", "[b]", &["Formulafalse"]),
        ("a <input> b", "[a  b]", &["Formfalse"]),
        ("<svg>a\n\nb", "[a] [b]", &["Drawingfalse"]),
        ("- <svg>a\n- b</svg>\n\nc", "[list -  - [b]] [c]", &["Drawingfalse"]),
        // Words that somebody meant.
        ("Write <your name> here", "[Write <your name> here]", &["<your name>"]),
        ("<nazwa>", "[<nazwa>]", &["<nazwa>"]),
        ("List<String> a", "[List<String> a]", &["<String>"]),
        ("git clone <repo-url>", "[git clone <repo-url>]", &["<repo-url>"]),
        // Parts of another language.
        ("<Tabs>a</Tabs> <Card title=\"x\"> <Foo />b", "[a  b]", &[]),
        ("<callout>\n\na\n\n</callout>", "[a]", &[]),
        ("<my-box a=\"b\">c", "[c]", &[]),
    ] {
        assert_eq!(blocks(&read(body).blocks), expected, "{body}");
        assert_eq!(kinds(body), lost, "{body}");
    }
}

/// A link to a place that is no heading leads to the heading it belongs to.
#[test]
fn ids_of_other_elements() {
    for (body, expected) in [
        ("<a id=\"x\"></a>\n\n## A", &[("x", Some("a"))][..]),
        ("<a name=\"x\"></a>\n## A", &[("x", Some("a"))]),
        ("## <a id=\"x\"></a>A", &[("x", Some("a"))]),
        ("## A <a id=\"x\"></a>", &[("x", Some("a"))]),
        ("## A\n\nb <span id=\"x\">c</span>\n\n## D", &[("x", Some("a"))]),
        ("## A\n\nb <span id=\"x\"></span>\n\n## D", &[("x", Some("a"))]),
        ("## A\n\n<span id=\"x\"></span>\n\n## D", &[("x", Some("d"))]),
        ("<div id=\"x\">a</div>\n\n## B", &[("x", None)]),
        ("<div id=\"X_y\">\n\n## B\n\n</div>", &[("X_y", Some("b"))]),
        ("## A\n\n<table id=\"x\"><tr><td id=\"y\">b<td>c</table>", &[("x", Some("a")), ("y", Some("a"))]),
        ("## A\n\n<details><summary><h3 id=\"x\">B</h3></summary>c</details>", &[("x", Some("a")), ("b", Some("a"))]),
        ("<h2 id=\"x\">A</h2>", &[]),
        ("<a id=\"x\"></a>", &[("x", None)]),
        ("a", &[]),
    ] {
        let parsed = read(body);
        let found: Vec<_> = parsed.extra_ids.iter().map(|(id, to)| (id.as_str(), to.as_deref())).collect();
        assert_eq!(found, expected, "{body}");
    }
    let parsed = parse("<a id=\"x\"></a>\n# Title\n\na", "Title", &mut Found);
    assert_eq!(parsed.extra_ids, [("x".to_owned(), None)]);
}

/// However HTML is nested or left open, the tree stays shallow and no word is lost.
#[test]
fn hostile_html() {
    fn depth(run: &[Inline]) -> usize {
        let inner = |inline: &Inline| match inline {
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Marked(_, inner) | Inline::Link(_, inner) => {
                depth(inner)
            }
            _ => 0,
        };
        1 + run.iter().map(inner).max().unwrap_or_default()
    }
    fn deepest(blocks: &[Block]) -> usize {
        let inner = |block: &Block| match block {
            Block::Quote(inner) | Block::Callout(_, inner) | Block::Titled { blocks: inner, .. } => deepest(inner),
            Block::List { items, .. } => items.iter().map(|item| deepest(&item.blocks)).max().unwrap_or_default(),
            Block::Paragraph(run) => depth(run),
            Block::Table { rows, .. } => rows.iter().flatten().map(|cell| depth(cell)).max().unwrap_or_default(),
            _ => 0,
        };
        1 + blocks.iter().map(inner).max().unwrap_or_default()
    }
    for piece in [
        "<div>",
        "<details><summary>s</summary>",
        "<ul><li>",
        "<table><tr><td>a<td>",
        "<blockquote>",
        "<b><i>",
        "<aside class=note>",
        "<dl><dt>a<dd>",
        "<a href=x><b>",
        "<div>\n\n",
        "<details>\n\n> ",
        "<h2>",
        "<td>",
        "<b>\n## x\n",
        "<sup><sub>",
        "- <ul><li>",
        "<p><b>",
        "<code>",
        "<figure><figcaption>",
        "</td>",
        "</div>",
        "<table>",
        "<table><caption>",
        "<summary>",
        "*<b>",
    ] {
        let body = format!("{}needle", piece.repeat(500));
        let parsed = read(&body);
        assert!(deepest(&parsed.blocks) <= 40, "{piece}: {}", deepest(&parsed.blocks));
        assert!(plain_blocks(&parsed.blocks).contains("needle"), "{piece}");
    }
}
