//! Exports that were made to do harm: no path leaves the folder, nothing panics, and nobody waits.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

use nightdesk::studio::ImportSource;
use serde_json::{Value, json};

use crate::{options, support};

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let walk = ignore::WalkBuilder::new(folder).standard_filters(false).build();
    let mut out: Vec<PathBuf> = walk.flatten().map(ignore::DirEntry::into_path).filter(|path| path.is_file()).collect();
    out.sort();
    out
}

fn article(id: u64, title: &str, body: &str) -> Value {
    json!({
        "id": id, "title": title, "locale": "pl", "section_id": 1, "body": body,
        "html_url": format!("https://a.zendesk.com/hc/pl/articles/{id}"),
    })
}

/// Names of an export must not become paths: they lead out of the folder, or cannot be written on another system.
#[test]
fn names_stay_in_the_folder() {
    let titles = [
        "../../../etc/passwd",
        "/etc/passwd",
        "C:\\Windows\\system32",
        "..",
        ".",
        "",
        "NUL",
        "con",
        "a\u{0}b",
        "a/b/c",
        "~",
        "-rf",
        "index",
        "_index",
        "README",
        "x".repeat(500).as_str(),
        "ZWROT",
        "zwrot",
        "Zwrót",
        "zwrot.",
        "zwrot ",
        "\u{202e}gnp.exe",
        "💡",
    ]
    .map(str::to_owned);
    let articles: Vec<Value> = (1..).zip(&titles).map(|(id, title)| article(id, title, "<p>tekst</p>")).collect();
    let sections = json!([{ "id": 1, "name": "../../up", "locale": "pl", "category_id": 2, "parent_section_id": 1 }]);
    let categories = json!([{ "id": 2, "name": "..", "locale": "pl" }]);
    let export = json!({ "articles": articles, "sections": sections, "categories": categories }).to_string();
    let folder = support::folder(&[("from/export.json", &export)]);
    let out = folder.path().join("to/help");
    let report = options(ImportSource::Zendesk, &folder.path().join("from"), &out).unwrap();
    assert_eq!(report.article_count(), titles.len());
    let outside: Vec<PathBuf> = files(folder.path())
        .into_iter()
        .filter(|file| !file.starts_with(&out) && !file.starts_with(folder.path().join("from")))
        .collect();
    assert_eq!(outside, [folder.path().join("to/help-import-report.txt")]);
    let mut names: Vec<String> = Vec::new();
    for file in files(&out) {
        let name = file.strip_prefix(&out).unwrap().to_string_lossy().replace('\\', "/");
        for part in name.split('/') {
            let plain = part.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c));
            assert!(plain && part.chars().count() <= 80 && !part.ends_with('.') && !part.starts_with('.'), "{name}");
            let stem = part.split('.').next().unwrap().to_lowercase();
            assert!(!["con", "nul", "prn", "aux"].contains(&stem.as_str()), "{name}");
        }
        names.push(name.to_lowercase());
    }
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count, "two names differ in case alone");
    let library = support::read(&out);
    let errors: Vec<String> =
        library.diagnostics.iter().map(ToString::to_string).filter(|finding| finding.contains("error[")).collect();
    assert_eq!(errors, Vec::<String>::new());
}

/// A picture or link in an export must not bring a file of this machine into the help.
#[test]
fn files_stay_outside() {
    let page = "<html lang=pl><h1>Zwrot</h1><p>x <img src='../secret.png' alt=A> <img src='/etc/hostname' alt=B> \
                <img src='file:///etc/hostname' alt=C> <a href='../secret.pdf'>D</a> <img src='link.png' alt=E>\
                <a href='javascript:alert(1)'>F</a></p>";
    let folder = support::folder(&[("from/a.html", page), ("secret.png", "secret"), ("secret.pdf", "secret")]);
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.path().join("secret.png"), folder.path().join("from/link.png")).unwrap();
    let out = folder.path().join("help");
    for from in ["from", "from/a.html"] {
        let _ = fs::remove_dir_all(&out);
        options(ImportSource::Html, &folder.path().join(from), &out).unwrap();
        assert!(
            files(&out).iter().all(|file| !fs::read_to_string(file).unwrap_or_default().contains("secret.p")),
            "{from}"
        );
        assert!(!out.join("media").exists(), "{from}");
        let text = fs::read_to_string(out.join("pl/zwrot.md")).unwrap();
        assert!("ABCDEF".chars().all(|letter| text.contains(letter)) && !text.contains("javascript"), "{text}");
    }
}

/// JSON of any shape is read as far as it makes sense, and never a reason to fall over.
#[test]
fn json_of_any_shape() {
    let deep = "[".repeat(100_000);
    let nested = format!("{}{}", "[".repeat(100), "]".repeat(100));
    let good = article(1, "Zwrot", "<p>tekst</p>").to_string();
    for (text, count) in [
        (json!({ "articles": [1, null, "x", [], {}, article(1, "Zwrot", "<p>tekst</p>")] }).to_string(), 1),
        (json!({ "articles": { "id": 1 }, "sections": 7, "categories": [[]] }).to_string(), 0),
        (json!([{ "id": "1", "title": 7, "body": "<p>x</p>", "section_id": {}, "label_names": [1, null, "a"], "locale": "pl", "updated_at": 1e300, "position": -1 }]).to_string(), 1),
        (json!({ "article": article(1, "Zwrot", "<p>tekst</p>") }).to_string(), 1),
        (format!("{good}\n{good}\n{{\"half"), 1),
        (format!("\u{feff}{good}"), 1),
        (format!("{good}{nested}"), 1),
        (deep, 0),
        (String::new(), 0),
        ("null".into(), 0),
        ("{\"articles\": [".into(), 0),
    ] {
        let folder = support::folder(&[("export.json", &text)]);
        let out = folder.path().join("help");
        for source in [ImportSource::Zendesk, ImportSource::Intercom] {
            let report = options(source, &folder.path().join("export.json"), &out);
            if source == ImportSource::Zendesk {
                assert_eq!(report.map_or(0, |report| report.article_count()), count, "{}", &text[..text.len().min(120)]);
            }
            let _ = fs::remove_dir_all(&out);
        }
    }
}

/// A text that was made to be slow takes time in proportion to its length.
#[test]
fn hostile_texts_take_linear_time() {
    for unit in [
        "<div>",
        "<b>",
        "<table><tr><td>",
        "<ul><li>",
        "<p>*_`[x](",
        "<p><font a='1'>a</p>",
        "<br> <br>",
        "<a href=x>a</a>",
        "<h2>a</h2>",
        "&nbsp; ",
        "<blockquote>",
        "\u{a0}a <i> b </i>",
    ] {
        let time = |count: usize| {
            let body = unit.repeat(count) + "<p>koniec</p>";
            let export = json!({ "articles": [article(1, "Zwrot", &body)] }).to_string();
            let folder = support::folder(&[("export.json", &export)]);
            let start = Instant::now();
            options(ImportSource::Zendesk, &folder.path().join("export.json"), &folder.path().join("help")).unwrap();
            start.elapsed().as_secs_f64()
        };
        let (once, twice) = (time(4_000), time(8_000));
        // A busy machine doubles anything; squares would be four times, and minutes with what an export can hold.
        assert!(twice < 4.0 * once.max(0.4), "{unit}: {once:.2} s, then {twice:.2} s");
    }
}

/// Thousands of articles take time in proportion to their number.
#[test]
fn many_articles() {
    let time = |count: u64| {
        let body = "<h2 id=a>Krok</h2><p>Zobacz <a href='/hc/pl/articles/7#a'>to</a> i <b>tamto</b>.</p>";
        let articles: Vec<Value> = (1..=count).map(|id| article(id, "Jak zwrócić paczkę?", body)).collect();
        let export = json!({ "articles": articles }).to_string();
        let folder = support::folder(&[("export.json", &export)]);
        let start = Instant::now();
        let report =
            options(ImportSource::Zendesk, &folder.path().join("export.json"), &folder.path().join("help")).unwrap();
        assert_eq!(report.article_count() as u64, count);
        start.elapsed().as_secs_f64()
    };
    let (once, twice) = (time(500), time(1_000));
    assert!(twice < 4.0 * once.max(0.5), "{once:.2} s, then {twice:.2} s");
}
