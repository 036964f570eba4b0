//! Topics within topics, and the order that somebody gave them.

use nightdesk::studio::LanguageContent;

use crate::{
    article, has, load, reported,
    support::{folder, put, read},
};

/// The topics with their titles and articles: `a “A” x y · a/b “B” z`.
fn shown(content: &LanguageContent) -> String {
    let LanguageContent { categories, articles, .. } = content;
    let category = |category: &nightdesk::knowledge::Category| {
        let titles = category.articles.iter().map(|number| articles[*number as usize].card.title.as_str());
        let titles: Vec<_> = std::iter::once(format!("{} “{}”", category.key, category.title))
            .chain(titles.map(str::to_owned))
            .collect();
        titles.join(" ")
    };
    categories.iter().map(category).collect::<Vec<_>>().join(" · ")
}

/// An article for each name, and files with a text; the topics that they make.
fn check(names: &[&str], files: &[(&str, &str)], expected: &str) {
    let content = folder(files);
    put(content.path(), "nightdesk.toml", "[site]\nlanguage = \"en\"\n");
    for name in names {
        let slug = name.replace(['/', '.', ' ', '_'], "-").to_lowercase();
        let stem = name.rsplit('/').next().unwrap().split('.').next().unwrap();
        put(content.path(), name, &format!("---\ntitle: {stem}\nslug: {slug}\n---\n\nText of {name}\n"));
    }
    assert_eq!(shown(&read(content.path()).languages[0]), expected, "{names:?} {files:?}");
}

/// A topic of 150 articles is not one list: folders stay in their folders.
#[test]
fn folders_are_topics_of_topics() {
    for (names, expected) in [
        (&["a/b/c/x.md", "d/y.md"][..], "a “A” · a/b “B” · a/b/c “C” x · d “D” y"),
        (&["z.md", "a/x.md", "a/y.md", "b/w.md"], " “Help” z · a “A” x y · b “B” w"),
        (&["a/x.md", "a-b/y.md", "a/c/z.md"], "a “A” x · a/c “C” z · a-b “A b” y"),
        // What holds everything is no topic.
        (&["docs/a/x.md", "docs/b/y.md"], "a “A” x · b “B” y"),
        (&["content/help/a/x.md", "content/help/b/y.md"], "a “A” x · b “B” y"),
        (&["docs/x.md", "docs/b/y.md"], " “Help” x · b “B” y"),
        // A page with its pictures is no topic, at any depth.
        (&["a/x/index.md", "a/y.md", "z/README.md"], " “Help” README · a “A” index y"),
        (&["a/b/wifi/router-wifi.md", "a/b/lan/lan.md", "a/c.md"], "a “A” c · a/b “B” lan router-wifi"),
        // The page of a folder is its first article and gives it its title.
        (&["a/b/index.md", "a/b/c.md", "a/a.md"], "a “A” a · a/b “index” index c"),
        (&["a/README.md", "a/b.md"], "a “README” README b"),
        (&["a/guide.md", "a/guide/b.md", "a/c.md"], "a “A” c · a/guide “guide” guide b"),
        (
            &["01-start/x.md", "02-more_of_it/y.md", "10-end/z.md"],
            "01-start “Start” x · 02-more_of_it “More of it” y · 10-end “End” z",
        ),
    ] {
        check(names, &[], expected);
    }
}

/// Settings of a folder count at any depth; a page that has only a title is no article.
#[test]
fn pages_of_folders() {
    let settings = "---\ntitle: Boards\ndescription: All of them.\nicon: truck\nweight: 2\n---\n";
    let files = [("a/b/_index.md", settings), ("a/c/index.md", "---\ntitle: Cloud\nweight: 1\n---\n\n# Cloud\n")];
    check(&["a/b/x.md", "a/c/y.md", "z/w.md"], &files, "a “A” · a/c “Cloud” y · a/b “Boards” x · z “Z” w");
    let library =
        load(&[("a/b/_index.md", settings), ("a/b/x.md", &article("X", "Text")), ("c.md", &article("C", "Text"))]);
    let board = library.languages[0].categories.iter().find(|category| category.key == "a/b").unwrap();
    assert_eq!((board.description.as_str(), board.icon.as_str()), ("All of them.", "truck"));
    let with_text = [("a/_index.md", "---\ntitle: All about A\n---\n\nRead this first.\n")];
    check(&["a/b.md", "c/d.md"], &with_text, "a “All about A” All about A b · c “C” d");
    // The page of the language's own folder is no topic, and without a text it is nothing.
    check(&["a/b.md", "c/d.md"], &[("index.md", "---\ntitle: Home\nlayout: home\n---\n")], "a “A” b · c “C” d");
}

/// The order of a table of contents is the order of the help, whatever notation it has.
#[test]
fn tables_of_contents() {
    let names = ["a/x.md", "a/y.md", "b/z.md", "b/w.md", "c/v.md"];
    let expected = "b “Second first” z w · a “A” y x · c “C” v";
    for (name, text) in [
        (
            "SUMMARY.md",
            "# Summary\n\n## Second first\n\n* [Z](b/z.md)\n* [W](b/w.md)\n\n## Both\n\n* [Y](a/y.md)\n* [X](a/x.md)\n",
        ),
        (
            "mkdocs.yml",
            "docs_dir: .\nnav:\n  - Second first:\n    - b/z.md\n    - W: b/w.md\n  - a/y.md\n  - a/x.md\nx: !!python/name:y\n",
        ),
        (
            "sidebars.js",
            "// @ts-check\nmodule.exports = { docs: [{ type: 'category', label: 'Second first', items: ['b/z', 'b/w'] }, 'a/y', 'a/x'] };\n",
        ),
        (
            "sidebars.ts",
            "const s: SidebarsConfig = { docs: [{ 'Second first': ['b/z', 'b/w'] }, 'a/y', 'a/x'], };\nexport default s;\n",
        ),
        (
            "toc.yml",
            "- name: Second first\n  items:\n  - name: Z\n    href: b/z.md\n  - name: W\n    href: b/w.md\n- name: Y\n  href: a/y.md\n- href: a/x.md\n  name: X\n",
        ),
        (
            "docs.json",
            "{\"navigation\": {\"groups\": [{\"group\": \"Second first\", \"pages\": [\"b/z\", \"b/w\"]}, {\"group\": \"Both\", \"pages\": [\"a/y\", \"a/x\", \"c/gone\"]}]}}",
        ),
        (
            ".vitepress/config.js",
            "export default { themeConfig: { sidebar: [{ text: 'Second first', items: [{ text: 'Z', link: '/b/z' }, { text: 'W', link: '/b/w' }] }, { text: 'Y', link: '/a/y' }, { text: 'X', link: '/a/x' }] } }",
        ),
    ] {
        let expected = if ["docs.json", "SUMMARY.md"].contains(&name) {
            expected.replace("“A”", "“Both”")
        } else {
            expected.to_owned()
        };
        check(&names, &[(name, text)], &expected);
    }
}

/// What describes one folder puts that folder in order.
#[test]
fn files_of_folders() {
    let names = ["a/x.md", "a/y.md", "a/deep/z.md", "b/w.md"];
    for (files, expected) in [
        (
            &[
                ("a/_category_.json", "{\"label\": \"Returns\", \"position\": 2}"),
                ("b/_category_.yml", "label: First\nposition: 1\n"),
            ][..],
            "b “First” w · a “Returns” x y · a/deep “Deep” z",
        ),
        (
            &[
                ("_meta.json", "{\"b\": \"First\", \"a\": \"Returns\"}"),
                ("a/_meta.js", "export default { y: 'Y', x: 'X', deep: 'Further' }"),
            ],
            "b “First” w · a “Returns” y x · a/deep “Further” z",
        ),
        (&[("a/.pages", "title: Returns\nnav:\n  - y.md\n  - ...\n")], "a “Returns” y x · a/deep “Deep” z · b “B” w"),
        (
            &[("a/meta.json", "{\"title\": \"Returns\", \"pages\": [\"y\", \"...\", \"x\"]}")],
            "a “Returns” y x · a/deep “Deep” z · b “B” w",
        ),
    ] {
        check(&names, files, expected);
    }
}

/// A table of contents that is a program is told, and the names give the order.
#[test]
fn programs_are_told() {
    let library = load(&[
        ("sidebars.js", "module.exports = { docs: require('./list').map((id) => id) };"),
        ("a/x.md", &article("X", "Text")),
        ("b/y.md", &article("Y", "Text")),
    ]);
    assert!(has(&reported(&library), "sidebars.js:1:1: note[navigation]", "is a program"), "{:?}", reported(&library));
    assert_eq!(shown(&library.languages[0]), "a “A” X · b “B” Y");
}

/// Translations have the order of the original and titles of their own.
#[test]
fn order_of_translations() {
    let polish = "i18n/pl/docusaurus-plugin-content-docs/current";
    let of = |title: &str| article(title, "Zwrot zgłosisz na swoim koncie, a paczkę nadasz bezpłatnie z paczkomatu.");
    let english = |title: &str| article(title, "Report the return in your account and send it from a parcel locker.");
    let library = load(&[
        ("docs/b/_category_.json", "{\"label\": \"Returns\", \"position\": 1}"),
        ("docs/a/_category_.json", "{\"label\": \"Payments\", \"position\": 2}"),
        ("docs/b/x.md", &english("X")),
        ("docs/a/y.md", &english("Y")),
        (&format!("{polish}.json"), "{\"sidebar.docs.category.Returns\": {\"message\": \"Zwroty\"}}"),
        (&format!("{polish}/b/x.md"), &of("Iks")),
        (&format!("{polish}/a/y.md"), &of("Igrek")),
    ]);
    assert_eq!(shown(&library.languages[0]), "b “Returns” X · a “Payments” Y");
    assert_eq!(shown(&library.languages[1]), "b “Zwroty” Iks · a “A” Igrek");
}

/// Settings that name a topic mean what is below it, too.
#[test]
fn a_topic_stands_for_those_below_it() {
    let toml = "[site]\nlanguages = [\"en\"]\n[[page]]\nurl = \"/x\"\ncategories = [\"a\"]\n[[request.topic]]\nid = \"t\"\nlabel = { en = \"T\" }\ncategories = [\"a\"]\n[[channel]]\nid = \"m\"\nkind = \"mail\"\nvalue = \"a@a.example\"\nlabel = { en = \"M\" }\n[request.privacy]\ntext = { en = \"P\" }\nlink = \"https://a.example/p\"\n";
    let library = load(&[
        ("nightdesk.toml", toml),
        ("en/a/b/x.md", &article("X", "Text")),
        ("en/ab/y.md", &article("Y", "Text")),
        ("en/notices/n.md", "---\ntitle: N\nuntil: 2027-01-01\ntopics: [a]\n---\n\nText\n"),
    ]);
    assert_eq!(reported(&library), Vec::<String>::new());
    let content = &library.languages[0];
    assert_eq!(content.pages[0].articles, [0]);
    assert_eq!(content.notices[0].categories, [0, 1]);
    assert_eq!(content.forms.as_ref().unwrap().topics[0].categories, ["a", "a/b"]);
}

/// Which articles customers ask for most, nobody knows who was not told.
#[test]
fn nothing_is_popular_by_itself() {
    let library = load(&[("en/a.md", &article("A", "Text")), ("en/b.md", &article("B", "Text"))]);
    assert_eq!(library.languages[0].popular, Vec::<u32>::new());
}
