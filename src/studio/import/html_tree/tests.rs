//! What HTML of editors, word processors and pages becomes, as Markdown.

use std::collections::HashSet;

use super::{
    super::{dom::NodeId, losses::Loss},
    *,
};
use crate::{
    knowledge::{Block, Target},
    studio::import::markdown_writer::markdown_text,
};

/// Takes every address, and notes what is lost.
#[derive(Default)]
struct Noted(Vec<String>);

impl Page for Noted {
    fn link(&mut self, address: &str) -> Option<Target> {
        Some(match address.strip_prefix('#') {
            Some(id) => Target::Anchor(id.to_owned()),
            None => Target::Url(address.to_owned()),
        })
    }

    fn picture(&mut self, address: &str) -> Option<String> {
        Some(address.to_owned())
    }

    fn lost(&mut self, loss: Loss, what: &str) {
        self.0.push(format!("{} {what}", loss.name()));
    }
}

fn part(root: NodeId) -> Part {
    Part { root, title: None, furniture: HashSet::new() }
}

fn read(html: &str) -> (String, Vec<String>) {
    let dom = Dom::read(html);
    let mut page = Noted::default();
    let body = dom.find(dom.root(), "body").unwrap();
    let converted = convert(&dom, &part(body), &mut page);
    let mut blocks = converted.blocks;
    let mut number = 0;
    fn settle(blocks: &mut [Block], number: &mut usize) {
        for block in blocks {
            if let Block::Heading { id, text, .. } = block {
                *id = crate::knowledge::slugify(&crate::knowledge::plain_inlines(text));
                *number += 1;
            }
        }
    }
    settle(&mut blocks, &mut number);
    let written = markdown_text(&blocks, "Tytuł");
    (written.text.trim_end().to_owned(), page.0)
}

fn check(table: &[(&str, &str)]) {
    for (html, expected) in table {
        assert_eq!(read(html).0, *expected, "{html}");
    }
}

/// A line must have the words, blanks and signs that a browser shows.
#[test]
fn lines() {
    check(&[
        (
            "<p>Na zwrot masz <strong>30 dni</strong>. <br>Zwrot  jest\n bezpłatny.</p>",
            "Na zwrot masz **30 dni**.\\\nZwrot jest bezpłatny.",
        ),
        ("<p><b>Uwaga: </b>nie <i> tak</i>.</p>", "**Uwaga:** nie *tak*."),
        ("<p>&nbsp;</p><p>a&nbsp;b</p><p></p><p><br></p>", "a\u{a0}b"),
        ("<p>a&nbsp;b&nbsp;c&nbsp;d&nbsp;e&nbsp;f</p>", "a b c d e f"),
        ("<p><b>a</b><b>b</b> <b><strong>c</strong></b></p>", "**ab** **c**"),
        ("a<br><br>b<br>c", "a\n\nb\\\nc"),
        ("<p><a href='a.md'>x <img src='b.png' alt='B'></a></p>", "[x ![B](b.png)](a.md)"),
        ("<p><a href='a.md'> </a><a>b</a></p>", "b"),
        ("<p><code>a<br>b</code> <code>*</code></p>", "`a`\\\n`b` `*`"),
        ("<p>2 * 3 &lt;b&gt; [x](y) # _a_</p>", "2 \\* 3 &#60;b> \\[x\\](y) # \\_a\\_"),
        ("<p><q>tak</q> <ruby>漢<rt>kan</rt></ruby></p>", "“tak” 漢(kan)"),
        ("<p>a\u{200b}b\u{feff}c</p>", "abc"),
        ("<p><img class='emoji' alt='😀' src='e.png'> <img src=x width=1 height=1></p>", "😀"),
        ("<p>z\u{307}o\u{301}\u{142}w</p>", "żółw"),
    ]);
}

/// What a word processor leaves must not stand in an article.
#[test]
fn pasted_text() {
    check(&[
        (
            "<b style='font-weight:normal' id=docs-internal-guid-1><p><span style='font-weight:700'>Mocno</span><span style='font-style:italic'> i</span> tak</p></b>",
            "**Mocno** *i* tak",
        ),
        ("<p class=MsoNormal><o:p>&nbsp;</o:p></p><p>a<o:p></o:p></p><!--[if gte mso 9]><xml>b</xml><![endif]-->", "a"),
        ("<span><p>a</p><ul><li>b</ul></span>", "a\n\n- b"),
        ("<a href='a.md'><div><p>a</p><p>b</p></div></a>", "[a](a.md)\n\n[b](a.md)"),
        ("<p><span style='display:none'>x</span>a</p><div hidden>y</div>", "a"),
        ("<h2><br></h2><h2>&nbsp;</h2><h2><strong>Krok</strong></h2>", "## Krok"),
        ("<h1>A</h1><h2>B</h2>", "## A\n\n### B"),
        ("<h3>A<br>B</h3>", "### A B"),
    ]);
}

/// Lists keep their numbers and what stands in their items, however badly they are nested.
#[test]
fn lists() {
    check(&[
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c"),
        ("<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>", "- a\n  - b\n- c"),
        ("<ol start=3><li>a<p>b</p><img src=c.png></li></ol>", "3. a\n\n   b\n\n   ![](c.png)"),
        ("<ol><li>a</li></ol><p>x</p><ol start=2><li>b</li></ol>", "1. a\n\nx\n\n2. b"),
        ("<ul><li></li><li><input type=checkbox checked> a</li></ul>", "- [x] a"),
        (
            "<dl><dt>A</dt><dd>b</dd><dd>c</dd><div><dt>D</dt><dd>e</dd></div></dl>",
            "- **A**\n\n  b\n\n  c\n\n- **D**\n\n  e",
        ),
    ]);
}

/// A price list must stay one, and a page that is arranged by a table must become text.
#[test]
fn tables() {
    check(&[
        (
            "<table><thead><tr><th>Sposób</th><th>Koszt</th></tr></thead><tr><td>Kurier</td><td align=right>14,99 zł</td></tr></table>",
            "| Sposób | Koszt |\n| --- | --: |\n| Kurier | 14,99 zł |",
        ),
        (
            "<table><tr><td><b>A</b></td><td><b>B</b></td></tr><tr><td>1</td><td>2</td></tr></table>",
            "| A | B |\n| --- | --- |\n| 1 | 2 |",
        ),
        (
            "<table><tr><th>A</th><td>1|2</td></tr><tr><th>B</th><td><p>3</p><p>4</p><ul><li>5<li>6</ul></td></tr></table>",
            "|  |  |\n| --- | --- |\n| **A** | 1\\|2 |\n| **B** | 3<br>4<br>• 5<br>• 6 |",
        ),
        (
            "<table><tr><th>A</th><th>B</th><th>C</th></tr><tr><td rowspan=2>1</td><td colspan=2>2</td></tr><tr><td>3</td><td>4</td></tr></table>",
            "| A | B | C |\n| --- | --- | --- |\n| 1 | 2 |  |\n| 1 | 3 | 4 |",
        ),
        ("<table><tr><td><p>a</p><ul><li>b</ul></td></tr></table>", "a\n\n- b"),
        ("<table><tr><td><img src=a.png></td><td>b</td></tr></table>", "![](a.png)\n\nb"),
        (
            "<table><caption>Ceny</caption><tr><th>A</th></tr><tr><td>1</td></tr></table>",
            "<small>Ceny</small>\n\n| A |\n| --- |\n| 1 |",
        ),
        (
            "<table><tr><th>A</th><th>B</th></tr><tr><td><table><tr><td>1</td><td>2</td></tr></table></td><td>3</td></tr></table>",
            "| A | B |\n| --- | --- |\n| 1<br>2 | 3 |",
        ),
    ]);
}

/// Boxes, folded text, films and drawings.
#[test]
fn boxes() {
    check(&[
        ("<p class=callout><strong>Uwaga:</strong> nie.</p>", "> [!NOTE]\n> **Uwaga:** nie."),
        ("<div class='callout callout--warning'><p>a</p><ul><li>b</ul></div>", "> [!WARNING]\n> a\n>\n> - b"),
        ("<div class='note-content'>a</div><div class='panel'>b</div><div class='article-info'>c</div>", "a\n\nb\n\nc"),
        ("<aside class=tip>a</aside><aside>b</aside>", "> [!TIP]\n> a\n\nb"),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", "> a\n>\n> > b"),
        (
            "<details><summary>Pytanie <b>1</b></summary><p>a</p>b</details>",
            "<details>\n<summary>Pytanie **1**</summary>\n\na\n\nb\n\n</details>",
        ),
        ("<iframe src='//www.youtube.com/embed/x' title='Film'></iframe>", "[Film](https://www.youtube.com/watch?v=x)"),
        ("<video><source src=a.mp4></video>", "[a.mp4](a.mp4)"),
        ("<figure><img src=a.png alt=A><figcaption>Opis</figcaption></figure>", "![A](a.png)\n\n<small>Opis</small>"),
        ("<pre><code class=js>a &lt; b\n  c</code></pre><hr>", "```\na < b\n  c\n```\n\n---"),
        (
            "<p>H<sub>2</sub>O 10<sup>2</sup> <kbd>Ctrl</kbd>+<kbd>P</kbd> <mark>m</mark></p>",
            "H<sub>2</sub>O 10<sup>2</sup> <kbd>Ctrl</kbd>+<kbd>P</kbd> <mark>m</mark>",
        ),
    ]);
}

/// Whoever imports must be told what is not there any more.
#[test]
fn losses() {
    for (html, expected) in [
        ("a<script>x</script><script type='application/ld+json'>{}</script>", &["script written in the page"][..]),
        ("<form><label>Mail</label><input name=mail><button>Wyślij</button></form>", &["form mail", "form Wyślij"]),
        ("<svg><title>Strzałka</title></svg>", &["drawing Strzałka"]),
        ("<div style='display: none'>Tajne słowa</div>", &["hidden Tajne słowa"]),
        ("<table><tr><th colspan=2>A</th></tr><tr><td>1</td><td>2</td></tr></table>", &["table-spans A · 1 · 2"]),
        ("<iframe src='https://a.example/x'></iframe>", &["embedded https://a.example/x"]),
    ] {
        assert_eq!(read(html).1, expected, "{html}");
    }
}

/// A link to a place in an article must find the heading that is there.
#[test]
fn places() {
    let html = "<p id=a>Wstęp</p><a name=b></a><h2 id=c><a id=d></a>Jeden</h2><div id=e><h2>Dwa</h2><p id=f>x</p></div><span id=g></span>";
    let dom = Dom::read(html);
    let found = convert(&dom, &part(dom.root()), &mut Noted::default()).places;
    let expected =
        [("a", None), ("b", Some(0)), ("c", Some(0)), ("d", Some(0)), ("e", Some(1)), ("f", Some(1)), ("g", Some(1))];
    assert_eq!(found, expected.map(|(name, at)| (name.to_owned(), at)));
}

/// Whatever a page is made of, its words are there.
#[test]
fn hostile_pages() {
    for html in [
        "<div>".repeat(3_000) + "słowo",
        "<ul><li>".repeat(500) + "słowo",
        "<blockquote>".repeat(500) + "słowo",
        "<b><i>".repeat(500) + "słowo",
        "<table><tr><td>".repeat(200) + "słowo",
        "<details><summary>a</summary>".repeat(100) + "słowo",
        "<dl><dd>".repeat(200) + "słowo",
        "<h2><p>".repeat(200) + "słowo",
    ] {
        let (text, _) = read(&html);
        assert!(text.contains("słowo"), "{}: {text}", &html[..30]);
    }
}
