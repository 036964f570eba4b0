//! Pictures are published rebuilt or not at all: hostile and odd files through the whole of loading, and the results in
//! `media/` are examined by other code than the code that made them. `tests/e2e/published.test.mjs` opens it in a
//! browser.
//!
//! Invariant (browser): pictures are published rewritten or not at all: opened by its address none runs or loads
//! anything, none holds data that its pixels do not need, and each looks like its original. See also
//! `tests/e2e/published.test.mjs`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/html.rs"]
mod html;
#[path = "pictures/oracle.rs"]
mod oracle;
#[path = "pictures/raster.rs"]
mod raster;
mod support;

use std::{fs, time::Duration};

use cpu_time::ThreadTime;
use nightdesk::studio::{Library, Severity};
use serde_json::Value;

use support::{TOML, folder, read};

/// Loads a site with one article that shows these pictures.
fn site(files: &[(&str, &[u8])]) -> Library {
    let shown: String = files.iter().map(|(name, _)| format!("![p](../media/{name})\n\n")).collect();
    let folder = folder(&[("nightdesk.toml", TOML), ("en/a.md", &format!("---\ntitle: Pictures\n---\n\n{shown}"))]);
    fs::create_dir_all(folder.path().join("media")).unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join("media").join(name), bytes).unwrap();
    }
    read(folder.path())
}

/// The findings about the pictures of a site.
fn reported(library: &Library) -> Vec<String> {
    library
        .diagnostics
        .iter()
        .filter(|found| ["picture", "missing-picture"].contains(&found.rule))
        .map(ToString::to_string)
        .collect()
}

/// A person who may propose a picture must not be able to run a program on the company's site with it, nor learn who
/// views it.
#[test]
fn hostile_drawings_come_to_nothing() {
    let vectors: Vec<Value> = serde_json::from_str(
        &fs::read_to_string(support::root().join("tests/fixtures/pictures/hostile.json")).unwrap(),
    )
    .unwrap();
    assert!(vectors.len() >= 40);
    let mut counts = [0; 3];
    for vector in &vectors {
        let [name, outcome, svg] = ["name", "outcome", "svg"].map(|key| vector[key].as_str().unwrap());
        let library = site(&[("p.svg", svg.as_bytes())]);
        let (findings, published) = (reported(&library), library.media.files.values().next());
        // A picture that could run costs itself, and not the site.
        let stops = library.diagnostics.iter().any(|found| found.severity == Severity::Error);
        assert!(!stops, "{name}: {findings:?}");
        let active = findings.iter().filter(|found| found.contains("could run on your site"));
        let active: Vec<&String> = active.collect();
        assert_eq!(active.is_empty(), outcome != "active", "{name}: {findings:?}");
        assert_eq!(findings.is_empty(), outcome == "quiet", "{name}: {findings:?}");
        assert_eq!(published.is_some(), ["told", "quiet"].contains(&outcome), "{name}: {findings:?}");
        for found in &active {
            assert!(found.starts_with("media/p.svg:1:") && found.contains("(help: "), "{name}: {findings:?}");
            assert!(!found.starts_with("media/p.svg:1:1:"), "{name}: {findings:?}");
        }
        if let Some(bytes) = published {
            assert_ne!(bytes, svg.as_bytes(), "{name}");
            oracle::drawing(bytes).unwrap_or_else(|found| panic!("{name}: {found}"));
        }
        counts[usize::from(published.is_some()) + usize::from(!active.is_empty()) * 2] += 1;
    }
    println!(
        "{} drawings: {} refused, {} with what could run, {} published",
        vectors.len(),
        counts[0],
        counts[2],
        counts[1]
    );
    // The strings that the test looks for exist.
    let noticed = |svg: &str| oracle::drawing(svg.as_bytes()).is_err();
    let hostile = vectors.iter().filter(|vector| vector["outcome"] != "quiet");
    let unseen = hostile.filter(|vector| !noticed(vector["svg"].as_str().unwrap()));
    // A page called a PNG, and markup in the name of a font, are none of an SVG's parts.
    assert_eq!(unseen.map(|vector| &vector["name"]).collect::<Vec<_>>(), ["image-data-page", "markup-as-value"]);
}

/// Harmless text is not changed by rewriting: a second round gives the same.
#[test]
fn writing_anew_is_stable() {
    let demo = support::demo();
    let drawings: Vec<_> = demo.media.files.iter().filter(|(name, _)| name.ends_with(".svg")).collect();
    assert_eq!(drawings.len(), 8);
    for (name, bytes) in drawings {
        oracle::drawing(bytes).unwrap();
        let again = site(&[("p.svg", bytes)]);
        assert_eq!(reported(&again), Vec::<String>::new(), "{name}");
        assert_eq!(again.media.files.values().next(), Some(bytes), "{name}");
    }
}

/// Twice the picture may take twice the time.
#[test]
fn drawings_take_linear_time() {
    let repeated = |part: &str| {
        let part = part.to_owned();
        move |length: usize| {
            format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">{}</svg>",
                part.repeat(length / part.len())
            )
        }
    };
    for part in [
        "<g/>",
        "<path d='M0 0h1'/>",
        "<text>a</text>",
        "<g style='fill:red;stroke:blue'/>",
        "<filter/>",
        "<!-- -->",
        "\n",
    ] {
        let make = repeated(part);
        let mut ratio = f64::MAX;
        for _ in 0..20 {
            let [once, twice] = [60_000, 120_000].map(|length| {
                let svg = make(length);
                let start = ThreadTime::now();
                assert_eq!(site(&[("p.svg", svg.as_bytes())]).languages.len(), 1);
                start.elapsed().max(Duration::from_millis(1))
            });
            ratio = ratio.min(twice.as_secs_f64() / once.as_secs_f64());
            if ratio < 2.5 {
                break;
            }
        }
        assert!(ratio < 3.0, "{part}: {ratio}");
    }
}
