//! Exports of Notion.

use std::{collections::BTreeMap, fs};

use crate::time::UtcMinute;

use super::super::{Fetch, ImportOptions, Source, import};

const A: &str = "3f2a9c0b5d6e47f8a1b2c3d4e5f60718";
const B: &str = "9a8b7c6d5e4f40312233445566778899";
const R: &str = "0123456789abcdef0123456789abcdef";

/// Writes an export, imports it, and gives back its articles.
fn imported(files: &[(String, &str)]) -> (BTreeMap<String, String>, String) {
    let folder = tempfile::tempdir().unwrap();
    let from = folder.path().join("from");
    for (name, text) in files {
        let path = from.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text.replace("{A}", A).replace("{B}", B).replace("{R}", R)).unwrap();
    }
    let out = folder.path().join("out");
    let report = import(&ImportOptions {
        source: Source::Notion,
        from,
        out: out.clone(),
        lang: None,
        fetch: Fetch::No,
        now: UtcMinute::default(),
    })
    .unwrap();
    let mut written = BTreeMap::new();
    for entry in ignore::WalkBuilder::new(&out).standard_filters(false).build() {
        let path = entry.unwrap().into_path();
        if path.is_file() && path.extension().is_some_and(|ending| ending == "md") {
            let name = path.strip_prefix(&out).unwrap().to_string_lossy().replace('\\', "/");
            written.insert(name, fs::read_to_string(path).unwrap());
        }
    }
    (written, report.whole_text())
}

/// Numbers go from names, links lead on, and what a page says of itself becomes its settings.
#[test]
fn pages() {
    let (files, report) = imported(&[
        (
            format!("Pomoc {R}.md"),
            "# Pomoc\n\n[Zwrot](Pomoc%20{R}/Zwrot%20{A}.md)\n\n[Artykuły](Pomoc%20{R}/Artyku%C5%82y%20{R}.csv)\n",
        ),
        (
            format!("Pomoc {R}/Zwrot {A}.md"),
            "# Zwrot\n\nStatus: Opublikowane\nTagi: etykieta, zwrot\nOstatnia zmiana: 1 marca 2026 10:00\nAutor: Ola\n\nUwaga: masz **30** dni.\n\n\
             ![Zdjęcie](Zwrot%20{A}/a%20b.png) [dalej](Karta%20{B}.md#blik) [też](https://www.notion.so/x/Karta-{B})\n",
        ),
        (format!("Pomoc {R}/Zwrot {A}/a b.png"), "x"),
        (format!("Pomoc {R}/Karta {B}.md"), "# Karta\n\nStatus: Opublikowane\n\n## BLIK\n\nTak.\n"),
        (format!("Pomoc {R}/Artykuły {R}.csv"), "Name,Status,Autor\nKarta,Opublikowane,Ola\nZwrot,Opublikowane,Ola\n"),
    ]);
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(names, ["pl/index.md", "pl/karta.md", "pl/zwrot.md"]);
    assert_eq!(
        files["pl/zwrot.md"],
        "---\ntitle: Zwrot\nkeywords: [etykieta, zwrot]\nupdated: 2026-03-01\nweight: 20\n---\n\n\
         Uwaga: masz **30** dni.\n\n![Zdjęcie](../media/a-b.png) [dalej](karta.md#blik) [też](karta.md)\n"
    );
    assert!(files["pl/index.md"].contains("[Zwrot](zwrot.md)"), "{files:#?}");
    assert!(report.contains("Autor: Ola"), "{report}");
}

/// A sentence with a colon is no property.
#[test]
fn sentences_stay() {
    let (files, _) = imported(&[(format!("Zwrot {A}.md"), "# Zwrot\n\nUwaga: bielizny nie przyjmujemy.\n\nTekst.\n")]);
    assert!(files["pl/zwrot.md"].contains("Uwaga: bielizny nie przyjmujemy."), "{files:#?}");
}

/// What is below a page is in the topic of that page.
#[test]
fn topics() {
    let (files, _) = imported(&[
        (format!("Pomoc {R}.md"), "# Pomoc\n\nTu jest pomoc.\n"),
        (format!("Pomoc {R}/Zwroty {A}.md"), "# Zwroty\n\nO zwrotach.\n"),
        (format!("Pomoc {R}/Zwroty {A}/Jak {B}.md"), "# Jak?\n\nTak.\n"),
    ]);
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(names, ["pl/index.md", "pl/zwroty/_index.md", "pl/zwroty/index.md", "pl/zwroty/jak.md"]);
}

/// A table whose pages are empty is a table; one with pages that say something is a list of them.
#[test]
fn databases() {
    let csv = "Name,Cena\nKurier,14 zł\nPaczkomat,0 zł\n";
    let page = |text: &'static str| {
        [
            (
                format!("Start {R}.md"),
                "# Start\n\nTo jest cennik, który się nie zmienia.\n\n[Cennik](Cennik%20{A}.csv)\n",
            ),
            (format!("Cennik {A}.csv"), csv),
            (format!("Cennik {A}/Kurier {B}.md"), text),
            (format!("Cennik {A}/Paczkomat {R}.md"), text),
        ]
    };
    let (files, _) = imported(&page("# Kurier\n\nCena: 14 zł\n"));
    assert!(files["pl/start.md"].contains("| Kurier | 14 zł |"), "{files:#?}");
}
