//! Folders of pages.

use std::fs;

use crate::{
    studio::import::{Fetch, ImportOptions, Source, import},
    time::UtcMinute,
};

/// Writes pages, imports them, and gives back all files but pictures.
fn imported(files: &[(&str, &str)]) -> (Vec<(String, String)>, String) {
    let folder = tempfile::tempdir().unwrap();
    let from = folder.path().join("from");
    for (name, text) in files {
        let path = from.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let out = folder.path().join("out");
    let report = import(&ImportOptions {
        source: Source::Html,
        from,
        out: out.clone(),
        lang: None,
        fetch: Fetch::No,
        now: UtcMinute::default(),
    })
    .unwrap();
    let mut written = Vec::new();
    for entry in ignore::WalkBuilder::new(&out).standard_filters(false).build() {
        let path = entry.unwrap().into_path();
        if path.is_file() && path.extension().is_some_and(|ending| ending == "md") {
            let name = path.strip_prefix(&out).unwrap().to_string_lossy().replace('\\', "/");
            written.push((name, fs::read_to_string(path).unwrap()));
        }
    }
    written.sort();
    (written, report.whole_text())
}

fn names(files: &[(String, String)]) -> Vec<&str> {
    files.iter().map(|(name, _)| name.as_str()).filter(|name| !name.ends_with("_index.md")).collect()
}

/// A page is its text: not the menu around it, and not the site's name in its title.
#[test]
fn pages() {
    let (files, report) = imported(&[
        (
            "zwroty/jak.html",
            "<!doctype html><html lang=pl><title>Jak zwrócić? | Sklep</title><meta name=description content='W 30 dni'>\
             <meta name=keywords content='zwrot, etykieta'><link rel=canonical href='https://sklep.example/pomoc/jak'>\
             <body><header>Sklep <nav>Menu</nav></header><main><nav>Okruszki</nav><h1>Jak zwrócić?</h1><p>Masz <b>30</b> dni. \
             <a href='../platnosci/karta.html#blik'>Karta</a> <a href='brak.html'>brak</a></p></main><footer>Stopka</footer>",
        ),
        ("platnosci/karta.html", "<html lang=pl><title>Karta | Sklep</title><h2 id=blik>BLIK i raty</h2><p>Tak.</p>"),
    ]);
    assert_eq!(names(&files), ["pl/platnosci/karta.md", "pl/zwroty/jak-zwrocic.md"]);
    let text = &files.iter().find(|(name, _)| name.ends_with("jak-zwrocic.md")).unwrap().1;
    assert_eq!(
        text,
        "---\ntitle: Jak zwrócić?\ndescription: W 30 dni\nkeywords: [zwrot, etykieta]\n\
         aliases: [\"/pomoc/jak\", \"/zwroty/jak.html\"]\n---\n\n\
         Masz **30** dni. [Karta](../platnosci/karta.md#blik-i-raty) brak\n"
    );
    assert!(
        report.contains("zwroty/brak.html") && report.contains("Okruszki") && !report.contains("Stopka"),
        "{report}"
    );
}

/// Pages of one article in two languages must be one article, whatever their files are called.
#[test]
fn languages() {
    for files in [
        &[("pl/zwrot.html", "<html lang=pl><h1>Zwrot</h1>a"), ("en/zwrot.html", "<html lang=en-US><h1>Return</h1>b")][..],
        &[("zwrot.html", "<html lang=pl><h1>Zwrot</h1>a"), ("zwrot.en.html", "<html lang=en><h1>Return</h1>b")],
        &[
            ("zwrot.html", "<html lang=pl><link rel=alternate hreflang=en href=return.html><h1>Zwrot</h1>a"),
            ("return.html", "<html lang=en><h1>Return</h1>b"),
        ],
    ] {
        let (written, _) = imported(files);
        let names = names(&written);
        assert!(
            names.len() == 2 && names[0].split_once('/').unwrap().1 == names[1].split_once('/').unwrap().1,
            "{names:?}"
        );
    }
}

/// A folder's own page is the page of its topic, and a folder with nothing but a page is an article.
#[test]
fn folders() {
    let page = |title: &str| format!("<html lang=pl><h1>{title}</h1><p>tekst");
    let (files, _) = imported(&[
        ("index.html", &page("Pomoc")),
        ("zwroty/index.html", &page("Zwroty i reklamacje")),
        ("zwroty/jak/index.html", &page("Jak?")),
    ]);
    assert_eq!(names(&files), ["pl/index.md", "pl/zwroty-i-reklamacje/index.md", "pl/zwroty-i-reklamacje/jak.md"]);
}

/// Old pages are not UTF-8.
#[test]
fn encodings() {
    let folder = tempfile::tempdir().unwrap();
    let page = b"<html lang=pl><meta charset=iso-8859-2><title>Zwr\xf3t</title><p>Za\xbf\xf3\xb3\xe6</p>";
    fs::write(folder.path().join("a.html"), page).unwrap();
    let out = folder.path().join("out");
    let from = folder.path().join("a.html");
    import(&ImportOptions {
        source: Source::Html,
        from,
        out: out.clone(),
        lang: None,
        fetch: Fetch::No,
        now: UtcMinute::default(),
    })
    .unwrap();
    assert!(fs::read_to_string(out.join("pl/zwrot.md")).unwrap().contains("Zażółć"));
}
