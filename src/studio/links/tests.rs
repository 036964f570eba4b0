//! Where the links of one language lead, in all spellings.

use super::*;

/// An article's file, slug, and old address.
const ARTICLES: [(&str, &str, &str); 9] = [
    ("pl/zwroty/Zwrot paczki.md", "zwrot-paczki", "/stare/zwroty/"),
    ("pl/zwroty/termin.MD", "termin", "https://pomoc.sklep.example/hc/pl/articles/111222333-Termin"),
    ("pl/zakupy/index.md", "zakupy", ""),
    ("pl/zakupy/źródło.markdown", "zrodlo", "zwroty/gdzie.html"),
    ("pl/100% zniżki.md", "kody", ""),
    ("pl/konto/README.md", "konto", ""),
    ("pl/konto/haslo/haslo.mdx", "haslo", ""),
    ("pl/konto/02-dane/360016121859-adres.md", "adres", ""),
    ("pl/zakupy/termin.md", "termin-2", ""),
];

fn table() -> LinkTable {
    let aliases: Vec<Vec<String>> = ARTICLES.iter().map(|(.., alias)| vec![(*alias).to_owned()]).collect();
    let articles = ARTICLES.iter().zip(&aliases).map(|((file, slug, _), aliases)| Named {
        file: Path::new(*file),
        key: file.strip_prefix("pl/").and_then(|key| key.rsplit_once('.')).map_or("", |(key, _)| key),
        slug,
        title: if *slug == "kody" { "Kody: zniżki i promocje" } else { slug },
        aliases,
        id: (*slug == "haslo").then_some("998877665"),
    });
    LinkTable::new(
        ("pl", Path::new("pl")),
        articles,
        "docs",
        HashSet::from(["pl/zwroty/szkic.md".into()]),
        HashSet::from(["pl/zwroty/wadliwy.md".into()]),
    )
}

/// A link leads to its article in all spellings that other programs write: as a path of a file, as an address of a
/// page, by a name that the article had before.
#[test]
fn links_lead_to_articles() {
    let table = table();
    for (typed, expected) in [
        ("Zwrot paczki.md", Some(0)),
        ("Zwrot%20paczki.md", Some(0)),
        ("./Zwrot%20paczki", Some(0)),
        ("./Zwrot%20paczki/", Some(0)),
        ("Zwrot%20paczki.html", Some(0)),
        ("zwrot-paczki", Some(0)),
        ("zwrot-paczki/", Some(0)),
        ("/zwroty/zwrot-paczki/", Some(0)),
        ("/pl/zwrot-paczki/", Some(0)),
        ("/stare/zwroty", Some(0)),
        ("/docs/stare/zwroty/", Some(0)),
        ("../stare/zwroty/", Some(0)),
        ("termin.MD", Some(1)),
        ("termin.md", Some(1)),
        ("termin.mdx", Some(1)),
        ("termin", Some(1)),
        // The address of the page is `zwroty/od/`, and the file is tried first.
        ("../termin", Some(1)),
        ("../zakupy/termin/", Some(8)),
        ("../../zakupy/termin/", Some(8)),
        ("../zakupy", Some(2)),
        ("../zakupy/", Some(2)),
        ("../zakupy/README.md", Some(2)),
        ("/zakupy/index", Some(2)),
        ("/pl/zakupy/index.md", Some(2)),
        ("/docs/pl/zakupy/", Some(2)),
        ("/docs/v2.0/zakupy.html", Some(2)),
        ("../zakupy/z\u{301}ro\u{301}dło.markdown", Some(3)),
        ("../zakupy/%C5%BAr%C3%B3d%C5%82o", Some(3)),
        ("../zakupy/zrodlo/", Some(3)),
        ("gdzie", Some(3)),
        ("/zwroty/gdzie.html", Some(3)),
        ("../100%25%20zni%C5%BCki.md", Some(4)),
        ("../100% zniżki.md", Some(4)),
        ("../konto/", Some(5)),
        ("../konto/index.md", Some(5)),
        ("../konto/haslo/", Some(6)),
        ("../konto/haslo/haslo.md", Some(6)),
        ("/konto/dane/360016121859-adres", Some(7)),
        ("zakupy/termin.md", Some(8)),
        ("konto/haslo", Some(6)),
        ("docs/zakupy/termin", Some(8)),
        ("../pomoc/kody", None),
        ("pomoc/kody", None),
        ("/pomoc/kody", None),
        ("/help/kody", Some(4)),
        ("źródło.markdown", Some(3)),
        ("zrodlo.md", None),
        ("zrodla.md", None),
        ("/en/zakupy/", None),
        ("/blog/zakupy/", None),
        ("..%2fzakupy%2findex.md", None),
        ("//zakupy/index.md", None),
        ("../../../../pl/zakupy/index.md", None),
        ("/../pl/zakupy/index.md", None),
        ("C:\\pl\\zakupy\\index.md", None),
        ("%00", None),
        ("", None),
    ] {
        let found = table.article(Path::new("pl/zwroty/od.md"), typed, false);
        assert_eq!(found.map(|found| found.number), expected, "{typed}");
    }
}

/// What works on one machine and not on a web server is told, though the link leads where it was meant to.
#[test]
fn other_spellings_are_told() {
    let table = table();
    for (typed, expected) in [
        ("zwrot paczki.md", Some("pl/zwroty/Zwrot paczki.md")),
        ("Zwrot paczki.md", None),
        ("termin.md", None),
        ("ZWROT%20PACZKI", None),
        ("/zwroty/ZWROT%20PACZKI.md", Some("pl/zwroty/Zwrot paczki.md")),
        ("źródło.markdown", Some("pl/zakupy/źródło.markdown")),
    ] {
        let found = table.article(Path::new("pl/zwroty/od.md"), typed, false).unwrap();
        assert_eq!(found.called.as_deref(), expected.map(Path::new), "{typed}");
    }
}

/// A page of the company's site that is called as an article is not mistaken for it.
#[test]
fn names_on_a_shared_site() {
    let table = table();
    for (typed, shared, expected) in [
        ("/adres", true, None),
        ("/adres", false, Some(7)),
        ("/help/adres", true, Some(7)),
        ("/zakupy/", true, Some(2)),
        ("adres", true, Some(7)),
    ] {
        let found = table.article(Path::new("pl/zwroty/od.md"), typed, shared);
        assert_eq!(found.map(|found| found.number), expected, "{typed}");
    }
}

/// A link that an export wrote with the whole address leads to the article, and one to another site leaves.
#[test]
fn whole_addresses_lead_to_articles() {
    let table = table();
    for (url, expected) in [
        ("https://pomoc.sklep.example/hc/pl/articles/111222333-Termin#x", Some(1)),
        ("https://pomoc.sklep.example/hc/pl/articles/360016121859-Dowolny-tytul", Some(7)),
        ("https://pomoc.sklep.example/hc/en-us/articles/998877665", Some(6)),
        ("https://pomoc.sklep.example/hc/en-us/requests/998877665", None),
        ("https://pomoc.sklep.example/hc/en-us/articles/998877666", None),
        ("https://www.sklep.example/docs/zakupy/", Some(2)),
        ("http://sklep.example/zakupy/?a=b", Some(2)),
        ("https://sklep.example/adres", None),
        ("https://inny.example/zakupy/", None),
        ("https://sklep.example", None),
        ("mailto:pomoc@sklep.example", None),
    ] {
        assert_eq!(table.at_url(url, "https://www.sklep.example/"), expected, "{url}");
    }
}

/// Double brackets name a file as Obsidian does: by the shortest path, in any case, with or without folders.
#[test]
fn names_in_double_brackets() {
    let table = table();
    for (name, expected) in [
        ("Zwrot paczki", Some(0)),
        ("zwrot PACZKI", Some(0)),
        ("zwroty/Zwrot paczki.md", Some(0)),
        ("pl/zwroty/Zwrot paczki", Some(0)),
        ("Termin", Some(1)),
        ("zakupy/Termin", Some(8)),
        ("zakupy", Some(2)),
        ("haslo", Some(6)),
        ("źródło", Some(3)),
        ("konto", Some(5)),
        ("dane/360016121859-adres", None),
        ("02-dane/360016121859-ADRES", Some(7)),
        ("kody: zniżki i promocje", Some(4)),
        ("kody", Some(4)),
        ("nigdzie", None),
        ("", None),
        ("../../../x", None),
    ] {
        assert_eq!(table.wiki(Path::new("pl/zwroty/od.md"), name), expected, "{name}");
    }
    assert_eq!(table.wiki(Path::new("pl/zakupy/od.md"), "TERMIN"), Some(8));
    assert_eq!(table.wiki(Path::new("pl/konto/od.md"), "TERMIN"), Some(1));
}

/// A link to a topic without a page of its own opens what is in it; one without an address, or to a page of the
/// company's site, is no such link.
#[test]
fn folders_without_a_page() {
    let table = table();
    let from = Path::new("pl/konto/od.md");
    for (typed, shared, expected) in [
        ("../zwroty/", true, true),
        ("../zwroty", true, true),
        ("../zwroty/README.md", true, true),
        ("../zwroty.md", true, true),
        ("/zwroty/", false, true),
        ("/zwroty/", true, false),
        ("/zwroty/index.md", true, true),
        ("", true, false),
        (".", true, false),
        ("./", true, false),
        ("/", false, false),
        ("../", true, false),
        ("../../", true, false),
        ("../nigdzie/", true, false),
        ("../../../zwroty/", true, false),
    ] {
        let found = table.first_in_folder(from, typed, shared);
        assert_eq!(found.is_some(), expected, "{typed}");
        assert!(found.is_none_or(|number| table.files[number as usize].starts_with("pl/zwroty")), "{typed}");
    }
}

/// For a mistyped path the finding suggests the one that was meant.
#[test]
fn suggestions_name_the_file_that_was_meant() {
    let table = table();
    for (typed, expected) in [
        ("zwrot-paczki.md", Some("did you mean `Zwrot%20paczki.md`?")),
        ("TERMIN.html", Some("did you mean `termin.MD`?")),
        ("zrodlo.md", Some("did you mean `../zakupy/źródło.markdown`?")),
        ("..\\zakupy\\źródło.markdown", Some("did you mean `../zakupy/źródło.markdown`?")),
        ("../pomoc/kody", Some("did you mean `../100%25%20zniżki.md`?")),
        ("szkic.md", Some("it is a draft: take out `draft: true` there, or the link here")),
        ("szkic", Some("it is a draft: take out `draft: true` there, or the link here")),
        ("../zwroty/", Some("it is a folder: link to one of the articles in it, such as `Zwrot%20paczki.md`")),
        ("../zwroty/README.md", Some("it is a folder: link to one of the articles in it, such as `Zwrot%20paczki.md`")),
        ("../nigdzie/index.md", None),
        ("nigdzie.md", None),
    ] {
        assert_eq!(table.mend(Path::new("pl/zwroty/od.md"), typed).as_deref(), expected, "{typed}");
    }
    assert!(table.is_broken(Path::new("pl/zwroty/od.md"), "wadliwy"));
    assert!(!table.is_broken(Path::new("pl/zwroty/od.md"), "szkic.md"));
}
