//! The bundle as the command writes it: what is in it, what is left alone, how large it is, and what the command's
//! callers get.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "bundle/names.rs"]
mod names;
mod support;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use nightdesk::{
    knowledge::Block,
    pack::{Pack, Text, decode, decode_chunk},
    studio::gunzip,
};
use serde_json::Value;
use sha2::{Digest, Sha256};
use support::{RETURN, TOML, corpus, folder, listing, nightdesk, put, read, skipped};

/// Runs a build; gives the exit code and both outputs.
fn build(content: &Path, out: &Path, more: &[&str]) -> (Option<i32>, String, String) {
    let paths = [content.to_str().unwrap(), "--out", out.to_str().unwrap()];
    let output = nightdesk(&[&["build"], &paths[..], more].concat());
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

/// The files of a bundle by the manifest: name to (bytes on disk, bytes inflated, SHA-256).
fn manifest(out: &Path) -> BTreeMap<String, (usize, usize, String)> {
    let manifest: Value = serde_json::from_slice(&fs::read(out.join("nightdesk.json")).unwrap()).unwrap();
    let number = |entry: &Value, key: &str| usize::try_from(entry[key].as_u64().unwrap()).unwrap();
    let entry = |entry: &Value| {
        let sha256 = entry["sha256"].as_str().unwrap().to_owned();
        (entry["file"].as_str().unwrap().to_owned(), (number(entry, "size"), number(entry, "raw"), sha256))
    };
    manifest["files"].as_array().unwrap().iter().map(entry).collect()
}

/// The end of a name: the whole SHA-256 as base64url.
fn hash(content: &[u8]) -> String {
    format!("-{}", BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(content)))
}

/// Every file of the manifest is there with the size and the SHA-256 it states, and all but those that pages name
/// carry their hash in their name: scripts and pictures all of it, data 22 characters.
fn check_bundle(out: &Path) {
    let files = manifest(out);
    for (file, (size, raw, sha256)) in &files {
        let bytes = fs::read(out.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert_eq!(bytes.len(), *size, "{file}");
        let inflated = gunzip(&bytes).unwrap();
        assert_eq!(inflated.len(), *raw, "{file}");
        let digest: String = Sha256::digest(&inflated).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(digest, *sha256, "{file}");
        let fixed = ["nightdesk.js", "nightdesk.d.ts", "pages.css", "THIRD-PARTY-LICENSES.txt"]
            .contains(&file.as_str())
            || file.ends_with(".html");
        let end = file.rfind('.').unwrap();
        let hash = hash(&inflated);
        // With its hyphen.
        let named = if file.ends_with(".js") || bytes == inflated { &hash } else { &hash[..23] };
        assert!(fixed || file[..end].ends_with(named), "{file} does not carry {sha256}");
    }
    for file in listing(out).iter().filter(|file| *file != "nightdesk.json" && !file.ends_with(".br")) {
        assert!(files.contains_key(file), "{file} is not in the manifest");
    }
}

/// A cache or a loader that trusts the manifest must get exactly the bytes it names, and no file may be missing.
/// Invariant (content): every file of a bundle is what the manifest and its name say.
#[test]
fn the_bundle_is_what_its_manifest_says() {
    let out = folder(&[]);
    let (code, ..) = build(&support::root().join("content"), out.path(), &[]);
    assert_eq!(code, Some(0));
    check_bundle(out.path());
    let files = manifest(out.path());
    for needed in ["index.html", "pl/index.html", "en/index.html", "pages.css"] {
        assert!(files.contains_key(needed), "{needed} is missing");
    }
    for beginning in ["pack-pl-", "pack-en-", "contact-pl-", "contact-en-", "media/"] {
        assert!(files.keys().any(|file| file.starts_with(beginning)), "{beginning} is missing");
    }
}

/// A second build must neither leave an old article online nor touch what the company put beside the bundle.
#[test]
fn a_second_build_cleans_up_after_the_first() {
    let content = folder(&[
        ("nightdesk.toml", TOML),
        ("en/a/a.md", "---\ntitle: Old one\n---\nText\n"),
        ("en/a/return.md", RETURN),
    ]);
    let out = folder(&[("robots.txt", "foreign"), ("en/foreign.html", "foreign"), ("pack-en-foreign.bin", "foreign")]);
    let foreign = listing(out.path());
    let run = || assert_eq!(build(content.path(), out.path(), &[]).0, Some(0));
    run();
    let first = manifest(out.path());
    fs::remove_file(content.path().join("en/a/a.md")).unwrap();
    put(content.path(), "en/a/b.md", "---\ntitle: New one\n---\nText\n");
    run();
    let second = manifest(out.path());
    let stale: Vec<_> = first.keys().filter(|file| !second.contains_key(*file)).collect();
    let (pages, data): (Vec<_>, Vec<_>) = stale.into_iter().partition(|file| file.ends_with(".html"));
    assert!(pages.contains(&&"en/a/index.html".to_owned()) && !data.is_empty(), "{pages:?} {data:?}");
    let there = listing(out.path());
    for file in &pages {
        assert!(!there.contains(file), "{file} is still there");
    }
    assert!(!out.path().join("en/a").exists(), "an empty folder is left");
    // Pages that are open ask for the rest: for a day, by the manifest's own record of when it was replaced.
    for file in &data {
        assert!(there.contains(file) && there.contains(&format!("{file}.br")), "{file} is gone already");
    }
    let text = fs::read_to_string(out.path().join("nightdesk.json")).unwrap();
    let mut known: Value = serde_json::from_str(&text).unwrap();
    for kept in known["kept"].as_array_mut().unwrap() {
        assert!(data.iter().any(|file| kept["file"] == ***file));
        kept["replaced"] = "2026-11-20T12:00:00Z".into();
    }
    put(out.path(), "nightdesk.json", &known.to_string());
    run();
    let there = listing(out.path());
    for file in data {
        assert!(!there.contains(file) && !there.contains(&format!("{file}.br")), "{file} is still there");
    }
    for file in &foreign {
        assert!(there.contains(file), "{file} is gone");
    }
    foreign.iter().for_each(|file| fs::remove_file(out.path().join(file)).unwrap());
    check_bundle(out.path());
}

/// A writer's mistake must not take the help offline.
/// Invariant (content): content with errors leaves the last bundle in place.
#[test]
fn a_failing_build_leaves_the_last_bundle() {
    let content = folder(&[("nightdesk.toml", TOML), ("en/return.md", RETURN)]);
    let out = folder(&[]);
    let (code, stdout, _) = build(content.path(), out.path(), &[]);
    assert_eq!(code, Some(0));
    assert!(stdout.contains("Wrote 1 article to"), "{stdout}");
    let good: Vec<_> =
        listing(out.path()).into_iter().map(|file| (fs::read(out.path().join(&file)).unwrap(), file)).collect();
    put(content.path(), "en/notices/n.md", "---\ntitle: Closed\nuntil: soon\n---\n\nText\n");
    let (code, stdout, stderr) = build(content.path(), out.path(), &[]);
    assert_eq!((code, stdout.as_str()), (Some(1), ""));
    for part in ["error[notice]: `until` must be a day", "en/notices/n.md:3:8", "until: ", "1 error, 0 warnings"] {
        assert!(stderr.contains(part), "{part} is not in {stderr}");
    }
    let left: Vec<_> =
        listing(out.path()).into_iter().map(|file| (fs::read(out.path().join(&file)).unwrap(), file)).collect();
    assert!(good == left, "the last bundle is changed");
}

/// A script that calls the command goes by its exit codes: 1 is an error in the content, 2 one in the call.
#[test]
fn exit_codes() {
    let content = folder(&[("nightdesk.toml", TOML), ("en/return.md", RETURN)]);
    let good = content.path().to_str().unwrap();
    let empty = folder(&[]);
    let empty = empty.path().to_str().unwrap();
    for (arguments, code) in [
        (vec!["--version"], 0),
        (vec!["search", "return", "--content", good], 0),
        (vec!["search", "xyzzy", "--content", good], 0),
        (vec!["search", "return", "--content", good, "--lang", "pl"], 1),
        (vec!["build", empty], 1),
        (vec!["build", "no/such/folder"], 1),
        (vec![], 2),
        (vec!["biuld"], 2),
        (vec!["build", good, "--lang", "x"], 2),
        (vec!["search", "--content", good], 2),
        (vec!["search", "", "--content", good], 2),
        (vec!["search", " ", "--content", good], 2),
        (vec!["search", "return", "--limit", "0", "--content", good], 2),
        (vec!["search", "return", "--limit", "-1", "--content", good], 2),
        (vec!["eval", good, "--limit", "0"], 2),
    ] {
        assert_eq!(nightdesk(&arguments).status.code(), Some(code), "{arguments:?}");
    }
}

/// Other programs read this: a key that changes its name breaks them.
#[test]
fn json_shapes() {
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let text = "---\ntitle: How do I return a parcel?\n---\n\nLead.\n\n## Label {#label}\n\nPrint the label.\n";
    let content = folder(&[("nightdesk.toml", TOML), ("en/return.md", text)]);
    let search = |query: &str| -> Value {
        let output = nightdesk(&["search", query, "--json", "--content", content.path().to_str().unwrap()]);
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let answer = search("print lable");
    assert_eq!(keys(&answer), ["query", "corrected", "number", "results", "answer"]);
    assert_eq!((answer["query"].as_str(), answer["corrected"].as_str()), (Some("print lable"), Some("print label")));
    let result = &answer["results"][0];
    assert_eq!(keys(result), ["slug", "title", "section", "score", "excerpt"]);
    assert_eq!((result["slug"].as_str(), result["section"].as_str()), (Some("return"), Some("label")));
    assert_eq!(
        (result["title"].as_str(), result["excerpt"].as_str()),
        (Some("How do I return a parcel?"), Some("Print the label."))
    );
    assert!(result["score"].as_f64().unwrap() > 0.0);
    let nothing = search("xyzzy");
    assert_eq!((nothing["results"].as_array().map(Vec::len), nothing["corrected"].is_null()), (Some(0), true));

    let out = folder(&[]);
    let (code, stdout, _) = build(content.path(), out.path(), &["--json"]);
    let files: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!((code, keys(&files[0])), (Some(0), ["file", "size", "raw", "sha256"].map(str::to_owned).to_vec()));
    assert_eq!(files.as_array().map(Vec::len), Some(manifest(out.path()).len()));
}

/// The pack of a language with its name.
fn pack(out: &Path, lang: &str) -> (Pack, String) {
    let beginning = format!("pack-{lang}-");
    let file = manifest(out).into_keys().find(|file| file.starts_with(&beginning)).expect("a pack of that language");
    (decode(&gunzip(&fs::read(out.join(&file)).unwrap()).unwrap()).unwrap(), file)
}

/// A synonym that stays on the writer's machine helps no customer.
#[test]
fn synonyms_are_shipped() {
    let content = folder(&[
        ("nightdesk.toml", TOML),
        ("en/return.md", RETURN),
        ("en/synonyms.toml", "groups = [[\"parcel\", \"package\"]]\n[expand]\nhermes = [\"courier\"]\n"),
    ]);
    let out = folder(&[]);
    assert_eq!(build(content.path(), out.path(), &["--fast"]).0, Some(0));
    let (pack, _) = pack(out.path(), "en");
    let own = &read(content.path()).languages[0].synonyms;
    // Behind them are those of the starter list, and everyday words that are not to be corrected.
    assert_eq!((pack.synonyms.get(..3), own.len()), (Some(own.as_slice()), 3));
    assert!(listing(out.path()).iter().all(|file| !file.contains("synonyms")));
}

/// Builds a sample of real help pages; gives the bundle's pack with its name.
fn check_corpus(name: &str, out: &Path, more: &[&str]) -> Option<(PathBuf, tempfile::TempDir, Pack, String)> {
    let (keep, content) = corpus(name)?;
    let (code, _, stderr) = build(&content, out, more);
    assert_eq!(code, Some(0), "{stderr}");
    check_bundle(out);
    let (pack, file) = pack(out, "pl");
    Some((content, keep, pack, file))
}

/// Fifty articles must reach a phone on a slow line in a moment, in one request.
#[test]
fn a_small_site_is_one_small_file() {
    let out = folder(&[]);
    let Some((_, _keep, pack, file)) = check_corpus("pl-50", out.path(), &[]) else { return };
    let bytes = manifest(out.path())[&file].0;
    assert!(bytes <= 45_000, "{file} has {bytes} bytes");
    assert_eq!(pack.articles.len(), 50);
    assert!(matches!(pack.text, Text::Inline(_)));
}

/// On a large site every article's text must be in exactly one chunk, the one its number leads to.
#[test]
fn a_large_site_ships_its_text_in_chunks() {
    let out = folder(&[]);
    let Some((content, _keep, pack, _)) = check_corpus("pl-500", out.path(), &["--fast"]) else { return };
    let Text::Chunked { per_chunk, files } = &pack.text else { panic!("the text of 500 articles is in the pack") };
    let texts: Vec<Vec<Vec<Block>>> = files
        .iter()
        .map(|file| decode_chunk(&gunzip(&fs::read(out.path().join(file)).unwrap()).unwrap()).unwrap())
        .collect();
    let library = read(&content);
    let articles = &library.languages[0].articles;
    assert_eq!(articles.len(), pack.articles.len());
    for (number, article) in articles.iter().enumerate() {
        let (chunk, position) = (number / *per_chunk as usize, number % *per_chunk as usize);
        assert!(
            texts[chunk].get(position) == Some(&article.blocks),
            "{} is not where its number leads",
            article.card.slug
        );
        assert_eq!(pack.articles[number], article.card);
    }
    assert_eq!(texts.iter().map(Vec::len).sum::<usize>(), articles.len());
}

/// A writer with five thousand articles waits for every build.
#[test]
fn five_thousand_articles_in_ten_seconds() {
    if cfg!(debug_assertions) {
        skipped("bundle: five_thousand_articles_in_ten_seconds", "only a release build is to be fast");
        return;
    }
    let out = folder(&[]);
    let Some((_keep, content)) = corpus("pl-5000") else { return };
    let start = Instant::now();
    let (code, stdout, stderr) = build(&content, out.path(), &[]);
    let seconds = start.elapsed().as_secs_f32();
    assert_eq!(code, Some(0), "{stderr}");
    assert!(seconds <= 10.0, "{seconds} s: {stdout}");
    check_bundle(out.path());
}
