//! Lists, tables, callouts, what goes, and texts that are made to break the tree.

use super::{Found, blocks, check, read};
use crate::{
    knowledge::{Block, Inline, plain_blocks},
    studio::markdown::parse,
};

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
        ("<dl><dt>a</dt><dd>b</dd><dt>c<dd>d<dd>e</dl>", "[list - [b(a)/b] - [b(c)/d/e]]"),
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
        ("Write <your name> here", "[Write `<your name>` here]", &["<your name>"]),
        ("<nazwa>", "[`<nazwa>`]", &["<nazwa>"]),
        ("List<String> a", "[List`<String>` a]", &["<String>"]),
        ("git clone <repo-url>", "[git clone `<repo-url>`]", &["<repo-url>"]),
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
