//! Links, pictures and anchors lead where they say, or are reported.
//!
//! Invariant (content): a link in any spelling of its address, with its anchor, leads to an existing target or is
//! reported with the target that was probably meant.

use nightdesk::{
    knowledge::{Inline, Target},
    studio::{Library, static_pages},
};

use crate::{article, english, has, reported, support::inlines};

const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0h9v9z\"/></svg>";

/// The targets of the links of the article with a key.
fn targets(library: &Library, key: &str) -> Vec<Target> {
    let article = library.languages[0].articles.iter().find(|article| article.card.key == key).unwrap();
    let mut out = Vec::new();
    inlines(&article.blocks, &mut |inline| {
        if let Inline::Link(target, _) = inline {
            out.push(target.clone());
        }
    });
    out
}

/// A link that an editor wrote percent-encoded must reach its file; one that is reported must be reported with the
/// intended target.
#[test]
fn addresses_are_read_as_addresses() {
    let goal = article("Goal", "Text");
    let files = [
        ("en/a b/Wohin (1).md", goal.as_str()),
        ("en/a b/50% off.md", &goal.replace("Goal", "Off")),
        ("en/a b/ключ.md", &goal.replace("Goal", "Key")),
        ("en/a b/Bild ä.svg", SVG),
        ("en/a b/100%25.svg", SVG),
        ("en/a b/12:30.svg", SVG),
        ("en/a b/why?.md", &goal.replace("Goal", "Why")),
        ("en/notices/n.md", "---\ntitle: N\nuntil: 2027-01-01\n---\n\nText\n"),
    ];
    for (link, fix) in [
        ("[x](a%20b/Wohin%20(1).md)", None),
        ("[x](<a b/Wohin (1).md>)", None),
        ("[x](a%20b/Wohin%20%281%29)", None),
        ("[x](/a%20b/Wohin%20%281%29.md?plain=1)", None),
        ("[x](a%20b/50%25%20off.md)", None),
        ("[x](<a b/50% off.md>)", None),
        ("[x](a%20b/%D0%BA%D0%BB%D1%8E%D1%87.md)", None),
        ("[x](./a%20b//%d0%ba%d0%bb%d1%8e%d1%87.md)", None),
        ("![x](a%20b/Bild%20%C3%A4.svg)", None),
        ("![x](a%20b/Bild%20a%CC%88.svg)", None),
        ("![x](a%20b/100%2525.svg)", None),
        ("![x](<a b/100%25.svg>)", None),
        ("[x](HTTPS://Example.org/A)", None),
        ("[x](<mailto:a@b.example?subject=Two words>)", None),
        ("[x](<tel:+48 22 012 34 56>)", None),
        ("![x](a%20b/Bild%20%C3%A4.svg?raw=true)", None),
        ("![x](a%20b/Bild%20%C3%A4.svg#gh-dark-mode-only)", None),
        ("![x](<a b/12:30.svg>)", None),
        ("[x](?plain=1)", None),
        ("[x](a%20b/wohin%20(1).md)", Some("note[file-name]: the file is `en/a b/Wohin (1).md`")),
        ("[x](wohin-1)", None),
        ("[x](a%20b/)", Some("note[folder-link]: `a%20b/` is a topic without a text of its own")),
        ("[x](a%20b/_index.md)", Some("note[folder-link]: `a%20b/_index.md` is a topic without")),
        ("[x](a%20b/README.md)", Some("note[folder-link]")),
        ("[x](a%20b.md)", Some("note[folder-link]")),
        ("![x](a%20b/bild%20%C3%A4.SVG)", Some("(help: write `a%20b/Bild%20ä.svg`")),
        ("[x](<a b/why.md>)", Some("did you mean `a%20b/why%3F.md`?")),
        ("[x](a%20b\\ключ.md)", Some("at `a%20b\\ключ.md` (help: did you mean `a%20b/ключ.md`?")),
        ("[x](.\\..\\en\\from.md)", Some("at `.\\..\\en\\from.md` (help: did you mean `from.md`?")),
        ("![x](..\\en\\a.svg)", Some("the picture `..\\en\\a.svg` is left out")),
        ("![x](.\\a%20b\\Bild%20%C3%A4.svg)", Some("did you mean `a%20b/Bild%20ä.svg`?")),
        ("[x](a%20b/Bild%20%C3%A4.svg)", None),
        ("[x](notices/n.md)", Some("this file is no article")),
        ("[x]()", Some("the link has no address")),
        ("[x](www.example.com)", Some("an address of another site is `https://www.example.com`")),
        ("[x](//example.com/a)", Some("an address of another site is `https://example.com/a`")),
        ("[x](example.com/from)", Some("an address of another site is `https://example.com/from`")),
        ("[x](https//example.com/from)", Some("an address of another site is `https://example.com/from`")),
        ("[x](help@example.com)", Some("an address of a person is `mailto:help@example.com`")),
        ("[x](http:/example.com)", Some("an address is `https://`, the name of a site")),
        ("[x](https:///example.com)", Some("an address is `https://`, the name of a site")),
        ("![x](https://example.com/a.svg)", Some("warning[remote-picture]: pictures of other servers")),
        ("![x](//example.com/a.svg)", Some("warning[remote-picture]: pictures of other servers")),
        ("![x](C:\\a.svg)", Some("only pictures of the content folder")),
        ("![x](a%2Fb/x.svg)", Some("put the picture at")),
        ("![x](..%2f..%2f..%2fetc%2fpasswd.svg)", Some("put the picture at")),
        ("![x](%2e%2e/%2e%2e/etc/x.svg)", Some("put the picture at")),
        ("![x](a%00.svg)", Some("put the picture at")),
        ("![x](../../../etc/x.svg)", Some("out of the content folder")),
        ("[x](..%2F..%2Fsecret.md)", Some("write the path of the other file")),
    ] {
        let mut all = files.to_vec();
        let text = article("From", link);
        all.push(("en/from.md", &text));
        let library = english(&all);
        let mut found = reported(&library);
        found.retain(|finding| !finding.contains("[unused-picture]"));
        match fix {
            None => assert_eq!(found, Vec::<String>::new(), "{link}"),
            Some(fix) => assert!(found.len() == 1 && found[0].contains(fix), "{link}: {found:?}"),
        }
        let is_note = fix.is_some_and(|fix| fix.starts_with("note["));
        let kept = link.starts_with("[x]") && (fix.is_none() || is_note);
        assert_eq!(targets(&library, "from").len(), usize::from(kept), "{link}");
    }
}

/// An anchor leads to the id that is there, from the same article and from another one, in the tree and on the page;
/// one that leads nowhere is reported, and does not become a dead link.
#[test]
fn anchors_reach_their_headings() {
    let headings = "# Goal {#start}\n\n## Żółte światło\n\n## What's new?\n\n## Cost\n\n## Cost\n\n### Оплата й доставка\n\n## 9.90 € fee {#Fee}\n\n## A B\n\n## AB";
    for (anchor, id, near) in [
        ("żółte-światło", Some("zolte-swiatlo"), ""),
        ("%C5%BC%C3%B3%C5%82te-%C5%9Bwiat%C5%82o", Some("zolte-swiatlo"), ""),
        ("z\u{307}ółte-światło", Some("zolte-swiatlo"), ""),
        ("Zolte-Swiatlo", Some("zolte-swiatlo"), ""),
        ("whats-new", Some("what-s-new"), ""),
        ("cost", Some("cost"), ""),
        ("cost-2", Some("cost-2"), ""),
        ("оплата-й-доставка", Some("оплата-и-доставка"), ""),
        ("fee", Some("fee"), ""),
        ("start", None, ""),
        ("top", None, ""),
        ("", None, ""),
        ("COST", Some("cost"), ""),
        ("cost-7", None, "did you mean `#cost`?"),
        ("zolte-swiato", None, "did you mean `#zolte-swiatlo`?"),
        ("a-b-", Some("a-b"), ""),
        ("nothing-like-it", None, "write the heading’s words"),
        ("%", None, "write the heading’s words"),
    ] {
        let goal = article("Goal", &format!("{headings}\n\n[same](#{anchor})"));
        let from = article("From", &format!("[other](goal.md#{anchor})"));
        let library = english(&[("en/goal.md", &goal), ("en/from.md", &from)]);
        let found = reported(&library);
        let number =
            library.languages[0].articles.iter().position(|article| article.card.key == "goal").unwrap() as u32;
        let dead = !near.is_empty();
        if dead {
            let typed = format!("`#{anchor}`");
            assert!(
                found.len() == 2
                    && found.iter().all(|f| f.contains("broken-anchor") && f.contains(near) && f.contains(&typed)),
                "{anchor}: {found:?}"
            );
        } else {
            assert_eq!(found, Vec::<String>::new(), "{anchor}");
        }
        assert_eq!(targets(&library, "from"), [Target::Article(number, id.map(str::to_owned))], "{anchor}");
        let same = match id {
            Some(id) => vec![Target::Anchor(id.to_owned())],
            None if dead => Vec::new(),
            None => vec![Target::Article(number, None)],
        };
        assert_eq!(targets(&library, "goal"), same, "{anchor}");
        let pages: std::collections::BTreeMap<_, _> = static_pages(&library, false).into_iter().collect();
        if let Some(id) = id {
            assert!(pages["en/goal/index.html"].contains(&format!(" id=\"{id}\"")), "{anchor}");
            assert!(pages["en/from/index.html"].contains(&format!("href=\"../goal/#{id}\"")), "{anchor}");
        }
    }
}

/// A notice has anchors, too.
#[test]
fn anchors_of_notices_are_checked() {
    let notice = "---\ntitle: N\nuntil: 2027-01-01\n---\n\n## Here\n\n[1](#here) [2](#there) [3](/goal.md#cost) [4](/goal.md#price) [5](#)\n";
    let library = english(&[("en/goal.md", &article("Goal", "## Cost")), ("en/notices/n.md", notice)]);
    let found = reported(&library);
    assert!(has(&found, "en/notices/n.md:8:12: warning[broken-anchor]", "`#there`"), "{found:?}");
    assert!(has(&found, "en/notices/n.md:8:43: warning[broken-anchor]", "`#price`"), "{found:?}");
    assert_eq!(found.len(), 2, "{found:?}");
}

/// One mistake is one finding: links to an article that cannot be read, or to a draft, have their own reason or none.
#[test]
fn no_link_is_blamed_for_its_target() {
    let from = article("From", "[1](broken.md) [2](draft.md)");
    let library = english(&[
        ("nightdesk.toml", "[site]\nlanguages = [\"en\"]\npopular = [\"broken\"]\n"),
        ("en/from.md", &from),
        ("en/broken.md", "---\ntitle: A\0b\n---\n\nText\n"),
        ("en/draft.md", "---\ntitle: Draft\ndraft: yes\n---\n\nText\n"),
    ]);
    let found = reported(&library);
    assert!(has(&found, "en/broken.md:2:", "warning[encoding]"), "{found:?}");
    assert!(has(&found, "en/from.md:5:16: warning[broken-link]", "it is a draft"), "{found:?}");
    assert_eq!(found.len(), 2, "{found:?}");
}

/// The second heading of the same words has another number elsewhere: links of an import lead to it, and it is told
/// once.
#[test]
fn numbers_of_other_generators() {
    let goal = article("Goal", "## Cost\n\n## Cost\n\n[a](#cost-1)");
    let from = article("From", "[a](goal.md#cost-1) [b](goal.md#cost)");
    let library = english(&[("en/goal.md", &goal), ("en/from.md", &from)]);
    let found = reported(&library);
    assert!(found.len() == 1 && has(&found, "en/", "note[anchor-number]: `#cost-1` is `#cost-2` here"), "{found:?}");
    assert_eq!(library.diagnostics[0].more, 1);
    let to = |id: &str| Target::Article(1, Some(id.into()));
    assert_eq!(targets(&library, "from"), [to("cost-2"), to("cost")]);
    assert_eq!(targets(&library, "goal"), [Target::Anchor("cost-2".into())]);
}

/// A document that an article links to is published, and a picture as it is published everywhere.
#[test]
fn documents_are_shipped() {
    let text = "[list](../media/Price%20list.pdf) [again](/media/Price%20list.pdf#page=2) [picture](../media/a.svg)\n\n\
                [page](../media/a.html) [other](../media/b.html) [gone](../media/gone.pdf) ![film](../media/a.mp4)";
    let library = english(&[
        ("en/a.md", &article("A", text)),
        ("media/Price list.pdf", "%PDF-1.7"),
        ("media/a.svg", SVG),
        ("media/a.html", "<script>alert(1)</script>"),
        ("media/b.html", "<script>alert(1)</script>"),
        ("media/a.mp4", "film"),
        ("media/unused.pdf", "%PDF-1.7"),
    ]);
    let found = reported(&library);
    assert!(
        has(&found, "en/a.md:7:1: warning[unshipped-file]", "`media/a.html` is left out: files `.html`"),
        "{found:?}"
    );
    assert!(has(&found, "en/a.md:7:50: warning[broken-link]", "`../media/gone.pdf`"), "{found:?}");
    assert!(has(&found, "media/unused.pdf", "1 file is neither Markdown nor pictures"), "{found:?}");
    assert_eq!(found.len(), 3, "{found:?}");
    let files: Vec<_> = library.media.files.keys().map(|name| name.split('-').next().unwrap()).collect();
    assert_eq!(files, ["files/a", "files/price", "media/a"]);
    let names: Vec<_> = library.media.files.keys().cloned().collect();
    let file = |at: usize| Target::File(names[at].clone());
    assert_eq!(targets(&library, "a"), [file(1), file(1), file(2), file(0)]);
    let pages: std::collections::BTreeMap<_, _> = static_pages(&library, false).into_iter().collect();
    assert!(pages["en/a/index.html"].contains(&format!("<a href=\"../../{}\">list</a>", names[1])));
}

/// What can stand thousands of times in an import is told once: schemes of programs, pictures of other servers,
/// pictures without words, paths of a website whose address is not known.
#[test]
fn some_findings_are_counted() {
    let text = "[a](obsidian://show) [b](OBSIDIAN://hide) [c](ms-settings:about) [d](/shop) [e](/cart?x)\n\n\
                ![](a.svg) ![ ](a.svg) ![a](https://a.example/1.png) ![a](//a.example/2.png) ![a](http://a.example/3.png) \
                ![a](https://a.example/4.png)";
    let files = [("en/a.md", article("A", text)), ("en/b.md", article("B", text)), ("en/a.svg", SVG.to_owned())];
    let library = english(&files.iter().map(|(name, text)| (*name, text.as_str())).collect::<Vec<_>>());
    let mut found: Vec<_> =
        library.diagnostics.iter().map(|finding| (finding.rule, finding.more, finding.message.as_str())).collect();
    found.sort();
    let message = "pictures of other servers are left out: `https://a.example/1.png`, `//a.example/2.png`, `http://a.example/3.png`";
    assert_eq!(
        found,
        [
            ("broken-link", 3, "there is no article at `/shop`"),
            ("picture-without-text", 3, "a picture has no alternative text: who does not see it learns nothing of it"),
            ("remote-picture", 7, message),
            ("unsafe-link", 1, "the link to `ms-settings:about` is left out"),
            ("unsafe-link", 3, "the link to `obsidian://show` is left out"),
        ]
    );
    assert_eq!((library.media.shown, library.media.lost), (4, 8));
}

/// An article that is not translated is better read in another language than not at all, and the file of another
/// language is what its link says.
#[test]
fn links_between_languages() {
    let toml = "[site]\nlanguages = [\"en\", \"pl\"]\n";
    let polish = "[1](../../en/a/only.md#cost) [2](only.md) [3](/a/only#nothing) [4](gone.md) [5](../../en/gone.md) [6](/pl/a/od)";
    let library = crate::load(&[
        ("nightdesk.toml", toml),
        ("en/a/only.md", &article("Only", "## Cost\n\nText")),
        ("en/a/od.md", &article("From", "Text")),
        ("pl/a/od.md", &article("Od", polish)),
        ("pl/notices/n.md", "---\ntitle: N\nuntil: 2027-01-01\n---\n\n[1](../../en/a/only.md) [2](/gone.md)\n"),
    ]);
    let found = reported(&library);
    let page = |end: &str| Target::File(format!("en/only/{end}"));
    let polish = &library.languages[1];
    let mut out = Vec::new();
    inlines(&polish.articles[0].blocks, &mut |inline| {
        if let Inline::Link(target, _) = inline {
            out.push(target.clone());
        }
    });
    assert_eq!(out, [page("#cost"), page(""), page(""), Target::Article(0, None)]);
    let mut out = Vec::new();
    inlines(&polish.notices[0].blocks, &mut |inline| {
        if let Inline::Link(target, _) = inline {
            out.push(target.clone());
        }
    });
    assert_eq!(out, [page("")]);
    assert!(has(&found, "pl/a/od.md:5:30: note[untranslated-link]", "the page in the language `en`"), "{found:?}");
    assert!(has(&found, "pl/a/od.md:5:64: warning[broken-link]", "`gone.md`"), "{found:?}");
    assert!(has(&found, "pl/a/od.md:5:77: warning[broken-link]", "`../../en/gone.md`"), "{found:?}");
    assert!(has(&found, "pl/notices/n.md:6:25: warning[broken-link]", "`/gone.md`"), "{found:?}");
    assert_eq!(found.len(), 4, "{found:?}");
    assert!(library.sources.contains_key(std::path::Path::new("pl/a/od.md")));
}

/// A page of the company's website is not mistaken for an article of another language.
#[test]
fn pages_of_the_company_stay_there() {
    let toml = "[company]\nurl = \"https://shop.example\"\n[site]\nlanguages = [\"en\", \"pl\"]\n";
    let library = crate::load(&[
        ("nightdesk.toml", toml),
        ("pl/a.md", &article("A", "Tekst")),
        ("pl/koszyk.md", &article("Koszyk", "Tekst")),
        ("en/a.md", &article("A", "[1](/koszyk) [2](/pl/koszyk/) [3](https://shop.example/en/a/) [4](/img/a.png)")),
    ]);
    assert_eq!(reported(&library), Vec::<String>::new());
    let url = |path: &str| Target::Url(format!("https://shop.example{path}"));
    let article = Target::Article(0, None);
    assert_eq!(targets(&library, "a"), [url("/koszyk"), Target::File("pl/koszyk/".into()), article, url("/img/a.png")]);
}

/// Names in double brackets, as the dialects of other programs are read, lead where they lead there.
#[test]
fn names_in_double_brackets() {
    let text = "[1](<nd-wiki:Return a parcel>) [2](<nd-wiki:return a parcel#How#Cost>) [3](<nd-wiki:#here>) \
                [4](<nd-wiki:deep/Return a parcel#^block>) [5](<nd-wiki:list.pdf>) [6](<nd-wiki:100%25>) [7](<nd-wiki:gone>)\n\n\
                ![](<nd-wiki:label.svg>) ![](<nd-wiki:Return a parcel>) ![](<nd-wiki:list.pdf>) ![](<nd-wiki:gone.png>)\n\n## Here";
    let library = english(&[
        ("en/a.md", &article("A", text)),
        ("en/deep/Return a parcel.md", &article("R", "## How\n\n### Cost")),
        ("en/100%.md", &article("All", "Text")),
        ("en/files/list.pdf", "%PDF"),
        ("files/deep/Label.svg", SVG),
    ]);
    let found = reported(&library);
    assert!(has(&found, "en/a.md:5:182: warning[broken-link]", "there is no article `[[gone]]`"), "{found:?}");
    assert!(
        has(
            &found,
            "en/a.md:7:81: warning[missing-picture]: the picture `[[gone.png]]`",
            "put a picture of this name anywhere"
        ),
        "{found:?}"
    );
    assert_eq!(found.iter().filter(|finding| !finding.contains("picture-without-text")).count(), 2, "{found:?}");
    let number = |slug: &str| {
        let articles = &library.languages[0].articles;
        articles.iter().position(|article| article.card.slug.as_str() == slug).unwrap() as u32
    };
    let pdf = library.media.files.keys().find(|name| name.starts_with("files/")).unwrap();
    let parcel = number("return-a-parcel");
    assert_eq!(
        targets(&library, "a"),
        [
            Target::Article(parcel, None),
            Target::Article(parcel, Some("cost".into())),
            Target::Anchor("here".into()),
            Target::Article(parcel, None),
            Target::File(pdf.clone()),
            Target::Article(number("100"), None),
            Target::Article(parcel, None),
            Target::File(pdf.clone()),
        ]
    );
}

/// A text that several pages show has its addresses from where it is, and they must hold in each of the pages; what lies
/// beside the page comes first.
#[test]
fn addresses_of_included_texts() {
    let svg = |side: u8| {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} 9\"><path d=\"M0 0h9v9z\"/></svg>")
    };
    let (first, second) = (svg(8), svg(9));
    let shared = "![p](img/p.svg) ![q](q.svg) [goal](../goal.md) [more](more.md) [gone](gone.md)\n";
    let goal = article("Goal", "Text");
    let files = [
        ("en/includes/shared.md", shared),
        ("en/includes/img/p.svg", &first),
        ("en/includes/q.svg", &first),
        ("en/returns/q.svg", &second),
        ("en/goal.md", &goal),
        ("en/includes/more.md", &article("More", "Text")),
        ("en/returns/from.md", &article("From", "{% include \"../includes/shared.md\" %}")),
    ];
    let library = english(&files);
    let mut found = reported(&library);
    found.retain(|finding| finding.contains("[broken-link]"));
    assert!(found.len() == 1 && has(&found, "en/returns/from.md:5:1", "`gone.md`"), "{found:?}");
    assert_eq!(targets(&library, "returns/from").len(), 2);
    let from = library.languages[0].articles.iter().find(|article| article.card.key == "returns/from").unwrap();
    let shown = format!("{:?}", from.blocks);
    assert!(shown.contains("Some((8, 9))") && shown.contains("Some((9, 9))"), "{shown}");
}
