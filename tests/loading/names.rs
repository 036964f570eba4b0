//! What an article is called, where it is found, and whether it is shown, in the content that a company has already.
//!
//! Invariant (content): no defect of one article stops the build of the others.

use std::time::Duration;

use cpu_time::ThreadTime;
use nightdesk::{
    search::{Query, Sequences},
    studio::{LeftOutReason as R, Library, Reason},
};

use crate::{
    english, has, reported, ships,
    support::{TOML, folder, put, read},
};

/// The articles of an English site: file by file the key, the address and the title.
fn cards(library: &Library) -> Vec<String> {
    let mut out: Vec<_> = library.languages[0]
        .articles
        .iter()
        .map(|article| format!("{} {} “{}”", article.card.key, article.card.slug, article.card.title))
        .collect();
    out.sort();
    out
}

/// A folder of documents is a help desk as it is: each file has a title and an address that a customer can use.
#[test]
fn names_make_titles_and_addresses() {
    for (file, text, expected) in [
        ("return-a-parcel.md", "Text", "return-a-parcel return-a-parcel “Return a parcel”"),
        ("a.md", "# Returns & *more*\n\nText", "a a “Returns & more”"),
        ("a.md", "---\ntitle: \"\"\n---\n\n# Returns\n\nText", "a a “Returns”"),
        ("a.md", "---\ntitle: \"{{ page.name }}\"\n---\n\n# Returns\n\nText", "a a “Returns”"),
        ("a.md", "---\nsidebar_label: Returns\n---\n\nText", "a a “Returns”"),
        ("a.md", "---\ntitle: Q\\&A\n---\n\n# Other\n\nText", "a a “Q\\&A”"),
        ("x/index.md", "Text", "x x “X”"),
        ("x/README.md", "Text", "x x “X”"),
        ("x/Readme.md", "# Returns\n\nText", "x x “Returns”"),
        ("x/INDEX.md", "Text", "x x “X”"),
        ("x/y/_index.md", "---\ntitle: Y\n---\n\nText", "x/y y “Y”"),
        ("index.md", "# Welcome\n\nText", "index welcome “Welcome”"),
        ("README.md", "Text", "index help “Help”"),
        ("Jak zwrócić paczkę.md", "Text", "Jak zwrócić paczkę jak-zwrocic-paczke “Jak zwrócić paczkę”"),
        (
            "Zwroty 3f2a9c0b5d6e47f8a1b2c3d4e5f60718.md",
            "Text",
            "Zwroty 3f2a9c0b5d6e47f8a1b2c3d4e5f60718 zwroty “Zwroty”",
        ),
        ("03-factory-reset.md", "Text", "03-factory-reset 03-factory-reset “Factory reset”"),
        ("2-factor-login.md", "Text", "2-factor-login 2-factor-login “2 factor login”"),
        ("???.md", "Text", "??? start “???”"),
        ("???.md", "# Returns\n\nText", "??? returns “Returns”"),
        ("½.md", "Text", "½ 12 “½”"),
        ("a.md", "---\nslug: /x/b/\n---\n\nText", "a b “A”"),
        ("x/a.md", "---\nslug: /\n---\n\nText", "x/a a “A”"),
        ("a.md", "---\nslug: c++\n---\n\nText", "a c “A”"),
        ("a.MD", "Text", "a a “A”"),
        ("a.markdown", "Text", "a a “A”"),
    ] {
        let library = english(&[(&format!("en/{file}"), text)]);
        assert_eq!(cards(&library), [expected], "{file} {text}: {:?}", reported(&library));
        assert!(ships(&library), "{file} {text}: {:?}", reported(&library));
    }
}

/// The heading that is the title stands above the text once, and a link to it leads to the top.
#[test]
fn a_title_is_no_part_of_the_text() {
    for text in [
        "# Returns\n\nText [up](#returns)\n",
        "<!-- note -->\n\n# Returns\n\nText [up](#returns)\n",
        "Text [up](#returns)\n\nReturns\n=======\n",
    ] {
        let library = english(&[("en/a.md", text)]);
        let article = &library.languages[0].articles[0];
        assert_eq!(article.card.title, "Returns", "{text}");
        assert_eq!(article.blocks.len(), 1, "{text}: {:?}", article.blocks);
        assert!(!has(&reported(&library), "en/a.md", "broken-anchor"), "{text}: {:?}", reported(&library));
    }
}

/// Numbers before names are the order in which a writer wants them read.
#[test]
fn numbered_files_keep_their_order() {
    let library = english(&[
        ("en/x/1-zebra.md", "Text"),
        ("en/x/10-apple.md", "Text"),
        ("en/x/2-mouse.md", "Text"),
        ("en/x/3-first.md", "---\nweight: -0.5\n---\n\nText"),
    ]);
    let titles: Vec<_> = library.languages[0].articles.iter().map(|article| article.card.title.as_str()).collect();
    assert_eq!(titles, ["First", "Zebra", "Mouse", "Apple"]);
}

/// Every article has an address and a key of its own, and one that was chosen keeps what it was given.
#[test]
fn clashes_are_settled() {
    let library = english(&[
        ("en/setup.md", "Text"),
        ("en/x/setup.md", "Text"),
        ("en/x/y/setup.md", "Text"),
        ("en/x/y/setup/README.md", "Text"),
        ("en/z/setup.md", "---\nslug: setup\n---\n\nText"),
        ("en/b.md", "Text"),
        ("en/b/index.md", "Text"),
        ("en/b/README.md", "Text"),
        ("en/b.markdown", "Text"),
        ("en/x-setup.md", "Text"),
    ]);
    assert_eq!(
        cards(&library),
        [
            "b b “B”",
            "b.markdown b-2 “B”",
            "b/README b-3 “B”",
            "b/index b-4 “B”",
            "setup setup-2 “Setup”",
            "x-setup x-setup “X setup”",
            "x/setup x-setup-2 “Setup”",
            "x/y/setup y-setup “Setup”",
            "x/y/setup/README x-y-setup “Setup”",
            "z/setup setup “Setup”",
        ]
    );
    let found = reported(&library);
    assert_eq!(found.iter().filter(|finding| finding.contains("duplicate-slug")).count(), 1, "{found:?}");
    assert_eq!(found.iter().filter(|finding| finding.contains("article-key")).count(), 1, "{found:?}");
}

/// What is hidden is accounted for by its reason, and an address of before is kept.
#[test]
fn what_is_left_out_is_counted() {
    let library = english(&[
        ("en/a.md", "---\nredirect_from: /old/a/\nslug: shop/a\n---\n\nText"),
        ("en/b.md", "---\ndraft: true\n---\n\nText"),
        ("en/c.md", "---\ntitle: [\ndraft true\n---\n\nText"),
        ("en/d.md", "---\npublished: false\n---\n\nText"),
        ("en/e.md", "---\nunlisted: true\n---\n\nText"),
        ("en/f.md", "---\npublishDate: 2099-01-01\n---\n\nText"),
        ("en/g.md", "---\nredirect_to: /a\n---\n"),
        ("en/h.md", "---\nredirect_to: /a\n---\n\nText"),
        ("en/x/_index.md", "---\ntitle: X\ndraft: true\n---\n\nText"),
    ]);
    let content = &library.languages[0];
    let left: Vec<_> = library.summary.left_out.iter().map(|(reason, files)| (reason.clone(), files.len())).collect();
    let expected = [(R::Draft, 3), (R::Hidden, 1), (R::Unlisted, 1), (R::NotYet, 1), (R::LeadsOn, 1)];
    assert_eq!(left, expected.map(|(reason, count)| (Reason::Settings(reason), count)));
    assert_eq!(cards(&library), ["a a “A”", "h h “H”"]);
    assert_eq!(content.articles[0].aliases, ["/old/a", "/shop/a"]);
}

/// A text that is not to be searched is shown, and no question is answered from it.
#[test]
fn texts_that_are_not_searched() {
    let library = english(&[
        ("en/a.md", "---\ntitle: Terms\nsearch: false\nkeywords: [walrus]\n---\n\nThe narwhal pays.\n"),
        ("en/b.md", "---\ntitle: Returns\n---\n\nThe hedgehog pays.\n"),
    ]);
    let content = &library.languages[0];
    let index = content.index().unwrap();
    for (word, found) in [("narwhal", 0), ("walrus", 0), ("hedgehog", 1), ("terms", 1)] {
        let mut known = Sequences::default();
        let outcome = index.search(&Query::new(word, index.language()), 5, &mut content.texts(&mut known));
        assert_eq!(outcome.hits.len(), found, "{word}");
    }
    assert_eq!(content.articles.len(), 2);
}

/// Whatever stands at the top of a file costs time in proportion to its length.
#[test]
fn hostile_settings_end() {
    let lines = |line: &str| (0..10_000).map(|number| line.replace("{}", &number.to_string())).collect::<String>();
    for (name, text) in [
        ("bad lines", format!("---\ntitle: A\n{}---\n", lines("bad line {}\n"))),
        ("one key", format!("---\n{}---\n", lines("title: {}\n"))),
        ("keys", format!("---\n{}---\n", lines("key{}: x\n"))),
        ("keys that cannot be read", format!("---\n{}---\n", lines("key{}: \"x\n"))),
        ("brackets", format!("---\ntitle: {}\n---\n", "[".repeat(30_000))),
        ("braces", format!("---\ntitle: {}\n---\n", "{".repeat(30_000))),
        ("templates", format!("---\ntitle: \"{}\"\n---\n", "{{}}".repeat(1_000))),
        ("open templates", format!("# {}\n", "{{ {% ".repeat(15_000))),
        ("anchors", format!("---\ntitle: A\nkeywords:\n{}---\n", lines("  - &a{} b\n"))),
        ("tags", format!("---\ntitle: A\nkeywords:\n{}---\n", lines("  - !a{} b\n"))),
        ("tabs", format!("---\ntitle: A\n{}---\n", lines("\t\t- {}\n"))),
        ("blanks", format!("---\n{}title: A\n---\n", "\u{a0}".repeat(50_000))),
        ("no end", format!("---\n{}", lines("key{}: x\n"))),
        ("comments above", format!("{}---\ntitle: A\n---\n", "<!-- a -->\n".repeat(10_000))),
        ("open comments", "<!-- a\n".repeat(15_000)),
        ("a header", format!("title: A\n{}", lines("tags: {}\n"))),
        ("JSON", format!("{{\n{}}}\n", "\"a\": [\n".repeat(15_000))),
        ("headings", "> # A\n".repeat(15_000)),
        ("tables of TOML", format!("+++\n{}+++\n", lines("[a{}]\nb = \n"))),
        ("one slug", format!("---\nslug: {}\n---\n", "a/".repeat(50_000))),
    ] {
        let content = folder(&[("nightdesk.toml", TOML)]);
        put(content.path(), "en/a.md", &format!("{text}\nText\n"));
        let start = ThreadTime::now();
        let library = read(content.path());
        let took = start.elapsed();
        println!("{name}: {took:.1?}, {} findings", library.diagnostics.len());
        assert!(took < Duration::from_secs(10), "{name}: {took:?}");
        assert!(library.diagnostics.len() < 150, "{name}: {}", library.diagnostics.len());
    }
}
