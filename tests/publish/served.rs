//! What a visitor would load from a folder: the loader and pages, and whatever they name.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use nightdesk::studio::gunzip;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::support::listing;

/// All files with their contents, without temporary files, which are never requested.
pub(super) fn contents(out: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = listing(out).into_iter().filter(|file| !file.starts_with(".nightdesk-staging/"));
    files.map(|file| (fs::read(out.join(&file)).unwrap(), file)).map(|(bytes, file)| (file, bytes)).collect()
}

/// Which versions the pages are of.
pub(super) fn versions(out: &Path) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for (_, bytes) in contents(out).iter().filter(|(file, _)| file.ends_with(".html")) {
        let text = String::from_utf8_lossy(bytes);
        let name = text.split("Malina ").nth(1).and_then(|rest| rest.chars().next());
        all.insert(name.map_or("cut".to_owned(), |name| name.to_string()));
    }
    all
}

/// Whether a file is what its name says.
fn is_named(file: &str, bytes: &[u8]) -> bool {
    let inflated = gunzip(bytes).unwrap_or_default();
    let hash = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(inflated));
    file.rsplit_once('.').is_some_and(|(stem, _)| stem.ends_with(&hash) || stem.ends_with(&hash[..22]))
}

/// Quoted words of a script.
fn words(script: &str) -> Vec<&str> {
    script.split('"').skip(1).step_by(2).collect()
}

/// The problems of a folder for those who are served from it.
pub(super) fn problems(out: &Path) -> Vec<String> {
    let files = contents(out);
    let mut found = Vec::new();
    let mut check = |from: &str, name: &str| match files.get(name) {
        None => found.push(format!("{from} names {name}, which is not there")),
        Some(bytes) if !name.ends_with(".html") && name != "pages.css" && name != "nightdesk.js" => {
            if !is_named(name, bytes) {
                found.push(format!("{name}, which {from} names, is not what its name says"));
            }
        }
        Some(_) => {}
    };
    let loader = String::from_utf8(files["nightdesk.js"].clone()).unwrap();
    let facts = words(&loader);
    // The texts of the card come after the files.
    let [app, page, wasm, ..] = facts[..] else { panic!("the loader is cut: {loader}") };
    assert!(loader.trim_end().ends_with(';'), "the loader is cut: {loader}");
    let (app, page) = (format!("app-{app}.js"), format!("page-{page}.js"));
    for name in [&app, &page, wasm] {
        check("the loader", name);
    }
    let code = files.get(&app).map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
    let picture =
        words(&code).windows(2).find(|pair| pair[0] == "picture").map(|pair| format!("picture-{}.js", pair[1]));
    check("the app", &picture.expect("the app is cut"));
    let packs: Vec<&str> = words(&code).into_iter().filter(|word| word.starts_with("pack-")).collect();
    assert!(!packs.is_empty(), "the app names no pack: {code}");
    packs.into_iter().for_each(|pack| check("the app", pack));
    let mut cut = Vec::new();
    for (file, bytes) in files.iter().filter(|(file, _)| file.ends_with(".html")) {
        let text = String::from_utf8_lossy(bytes);
        if !text.trim_end().ends_with("</html>") {
            cut.push(format!("{file} is cut"));
        }
        let folder: Vec<&str> = file.split('/').rev().skip(1).collect();
        for link in
            text.split(" href=\"").chain(text.split(" src=\"")).skip(1).filter_map(|rest| rest.split('"').next())
        {
            let link = link.split('#').next().unwrap_or_default();
            if link.is_empty() || link.contains(':') || link.starts_with('<') {
                continue;
            }
            let ups = link.matches("../").count();
            let mut parts: Vec<&str> = folder.iter().rev().take(folder.len() - ups).copied().collect();
            let rest = link.trim_start_matches("../");
            parts.extend(rest.split('/').filter(|part| !part.is_empty()));
            let mut name = parts.join("/");
            if link.ends_with('/') {
                name += "/index.html";
            }
            check(file, name.trim_start_matches('/'));
        }
    }
    found.extend(cut);
    let manifest: Value = serde_json::from_slice(&files["nightdesk.json"]).unwrap();
    for entry in listed(&manifest) {
        let file = entry["file"].as_str().unwrap();
        let is_complete = files.get(file).is_some_and(|bytes| {
            let digest = Sha256::digest(gunzip(bytes).unwrap_or_default());
            let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
            entry["size"] == bytes.len() && entry["sha256"] == digest
        });
        if !is_complete {
            found.push(format!("{file} is not what the manifest says"));
        }
    }
    found
}

fn listed(manifest: &Value) -> impl Iterator<Item = &Value> {
    ["files", "kept"].into_iter().filter_map(|key| manifest[key].as_array()).flatten()
}

/// Files of which the manifest says nothing, after a run that ended.
pub(super) fn unknown(out: &Path) -> Vec<String> {
    let files = listing(out);
    let manifest: Value = serde_json::from_slice(&fs::read(out.join("nightdesk.json")).unwrap()).unwrap();
    assert!(manifest.get("changing").is_none() && manifest.get("removing").is_none(), "the last run ended");
    let known: BTreeSet<&str> = listed(&manifest).map(|entry| entry["file"].as_str().unwrap()).collect();
    let ours = |file: &str| file == "nightdesk.json" || known.contains(file.trim_end_matches(".br"));
    files.into_iter().filter(|file| !ours(file)).collect()
}
