//! Words of a text neither vanish nor run into one another without a finding.

use nightdesk::{
    knowledge::plain_blocks,
    studio::{Library, static_pages},
};

use crate::{article, english, has, reported};

fn words(library: &Library) -> String {
    plain_blocks(&library.languages[0].articles[0].blocks)
}

/// Two words that a break or a box divides are two: in what is searched, and on the page.
#[test]
fn tags_do_not_join_words() {
    for (body, expected, findings) in [
        ("red<br>green", "red green", 0),
        ("red<br/>green", "red green", 0),
        ("red<BR />green<Br\t>blue", "red green blue", 0),
        ("red<br class=\"x\">\ngreen", "red green", 0),
        ("red <br> green", "red green", 0),
        ("**red**<br>*green*", "red green", 0),
        ("- red<br>green\n- blue", "red green blue", 0),
        ("> red<br>green", "red green", 0),
        ("## red<br>green\n\nblue", "red green blue", 0),
        ("| a<br>b | c |\n|---|---|\n| red<br/>green | x |", "a b · c; red green · x;", 0),
        ("red\n\n<br>\n\ngreen", "red green", 0),
        ("red\n\n<br>\ngreen **blue**", "red green blue", 0),
        ("red<p>green</p>blue", "red green blue", 0),
        ("red<div>green</div>", "red green", 0),
        ("red<hr>green", "red green", 0),
        ("| a | b |\n|---|---|\n| <ul><li>red</li><li>green</li></ul> | x |", "a · b; • red • green · x;", 0),
        ("**red**<p>green", "red green", 0),
        ("H<sub>2</sub>O", "H2O", 0),
        ("un<b>believ</b>able", "unbelievable", 0),
        ("super<wbr>market", "supermarket", 0),
        ("red<!-- br -->green", "redgreen", 0),
        ("<!-- note --> red\n\ngreen", "red green", 0),
        ("- <!-- note --> red", "red", 0),
        ("<!-- a --> <!-- b -->\n\nred", "red", 0),
        ("10<sup>2</sup> m<sup>2</sup> word<sup>1</sup>", "10^2 m2 word 1", 0),
        ("<kbd>Ctrl</kbd><kbd>C</kbd>", "Ctrl C", 0),
        ("<table><tr><td>red</td><td>green</td></tr></table>", "red · green;", 0),
        ("<details><summary>red</summary>green</details>", "red green", 0),
        ("red <svg><text>green</text></svg> <svg></svg>", "red", 1),
        ("red <script>green</script>", "red", 1),
        ("red <form><input></form> <video></video>", "red", 2),
    ] {
        let library = english(&[("en/a.md", &article("A", body))]);
        let found = reported(&library);
        let squeezed = words(&library).split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(squeezed, expected, "{body}");
        assert!(
            found.len() == findings && found.iter().all(|finding| finding.contains("[raw-html]")),
            "{body}: {found:?}"
        );
        let pages = static_pages(&library, false);
        let page = &pages.iter().find(|(path, _)| path == "en/a/index.html").unwrap().1;
        assert!(!page.contains("redgreen") || expected.contains("redgreen"), "{body}");
    }
}

/// GitHub's rule drops cells that no column has; their writer must be warned.
#[test]
fn cells_that_vanish_are_reported() {
    let table = |row: &str| format!("| size | price |\n|---|--:|\n{row}\n");
    for (row, position, count) in [
        ("| S | 1 |", None, 0),
        ("| S | 1 | lost |", Some("7:11"), 1),
        ("S | 1 | lost", Some("7:9"), 1),
        ("| `a|b` | 1 |", Some("7:11"), 1),
        ("| `a\\|b` | 1 |", None, 0),
        ("| S | 1 | |", None, 0),
        ("| S | 1 | two | three |", Some("7:11"), 2),
        ("| S |", None, 0),
        ("| S | [x](https://a.example/|b) |", Some("7:30"), 1),
        ("| ż | ó | utracone |", Some("7:11"), 1),
    ] {
        let library = english(&[("en/a.md", &article("A", table(row).trim_end()))]);
        let found = reported(&library);
        match position {
            None => assert_eq!(found, Vec::<String>::new(), "{row}"),
            Some(position) => {
                let start = format!("en/a.md:{position}: warning[table-cells]: {count} cell");
                assert!(found.len() == 1 && found[0].starts_with(&start), "{row}: {found:?}");
            }
        }
    }
    let quoted = english(&[("en/a.md", &article("A", "> | a |\n> |---|\n> | b | lost |"))]);
    assert!(has(&reported(&quoted), "en/a.md:7:9: warning[table-cells]", "1 cell is"), "{:?}", reported(&quoted));
}

/// Text of an article or a category that is shown nowhere is reported.
#[test]
fn texts_shown_nowhere_are_reported() {
    for (file, text, expected) in [
        ("en/b.md", "---\ntitle: B\n---\n", Some("en/b.md:2:8: warning[empty-article]")),
        ("en/b.md", "---\ntitle: B\n---\n\n# B\n", Some("en/b.md:2:8: warning[empty-article]")),
        ("en/b.md", "---\ntitle: B\n---\n\n<!-- later -->\n", Some("en/b.md:2:8: warning[empty-article]")),
        (
            "en/b.md",
            "---\ntitle: B\n---\n\n<div>\n<span></span>\n</div>\n",
            Some("en/b.md:2:8: warning[empty-article]"),
        ),
        ("en/b.md", "---\ntitle: B\ndraft: true\n---\n", None),
        ("en/b.md", "---\ntitle: B\n---\n\nText\n", None),
        ("en/c/_index.md", "---\ntitle: C\n---\n", Some("en/c/_index.md:1:1: warning[empty-category]")),
        ("en/x/_index.md", "---\ntitle: X\n---\n\nWords.\n", None),
        ("en/x/y/_index.md", "---\ntitle: Other\nweight: 9\n---\n", None),
        ("en/x/y/z/_index.md", "---\ntitle: Other\n---\n", Some("en/x/y/z/_index.md:1:1: warning[empty-category]")),
        ("en/x/_index.markdown", "---\ntitle: X\n---\n", Some("en/x/_index.markdown:1:1: note[file-ending]")),
    ] {
        let library =
            english(&[("en/x/a.md", &article("A", "Text")), ("en/x/y/a2.md", &article("A2", "Text")), (file, text)]);
        let found = reported(&library);
        assert!(found.len() == usize::from(expected.is_some()), "{file} {text:?}: {found:?}");
        assert!(expected.is_none_or(|start| found[0].starts_with(start)), "{file} {text:?}: {found:?}");
        let category = &library.languages[0].categories.iter().find(|category| category.key == "x").unwrap();
        let own = 1 + usize::from(text.contains("Words."));
        assert_eq!((category.title.as_str(), category.articles.len()), ("X", own), "{file}");
    }
}

/// What a writer says of a whole topic is an article of the topic.
#[test]
fn texts_of_categories_are_articles() {
    let text = "---\ntitle: Returns\n---\n\nAll about returns.\n";
    let library = english(&[("en/x/a.md", &article("A", "[topic](_index.md)")), ("en/x/_index.md", text)]);
    assert_eq!(reported(&library), Vec::<String>::new());
    let content = &library.languages[0];
    let cards: Vec<_> = content.articles.iter().map(|article| &article.card).collect();
    let cards: Vec<_> = cards.iter().map(|card| (card.key.as_str(), card.slug.as_str(), card.title.as_str())).collect();
    assert_eq!(cards, [("x", "x", "Returns"), ("x/a", "a", "A")]);
    assert_eq!(content.categories[0].title, "Returns");
}

/// Invisible characters are not published: neither the byte order mark of a file that was joined to another one, nor
/// printer control characters.
#[test]
fn unseen_characters_are_left_out() {
    for (body, expected, part) in [
        ("one\n\n\u{feff}## two\n\nthree", "one two three", ""),
        ("one\u{1}two", "onetwo", "en/a.md:5:4: warning[control-character]: the control character U+0001"),
        ("one\n\ntwo\u{b}three\u{7f}", "one two three", "en/a.md:7:4: warning[control-character]"),
        ("`one\u{1b}[31mtwo`", "one[31mtwo", "en/a.md:5:5: warning[control-character]"),
        ("one\u{85}two &#x85;three", "one two three", ""),
        ("one&#1;two", "onetwo", ""),
    ] {
        let library = english(&[("en/a.md", &article("A", body))]);
        let found = reported(&library);
        assert_eq!(words(&library).split_whitespace().collect::<Vec<_>>().join(" "), expected, "{body:?}");
        assert_eq!(found.len(), usize::from(!part.is_empty()), "{body:?}: {found:?}");
        assert!(part.is_empty() || found[0].starts_with(part), "{body:?}: {found:?}");
        let pages = static_pages(&library, false);
        let unseen = |c: char| c == '\u{feff}' || (c.is_control() && c != '\n' && c != '\t');
        assert!(!pages.iter().any(|(_, page)| page.contains(unseen)), "{body:?}");
    }
}
