//! `THIRD-PARTY-LICENSES.txt`: the authors and licences of the libraries in the two programs for the browser.
//!
//! Their licences require it wherever the programs are distributed, and every visitor gets them. Gathered from what
//! cargo has downloaded, without a separate tool (`cargo-about` takes longer to compile than the widget): the libraries
//! that are linked, not the macros and build scripts that ran; one text each where there is a choice of licences, equal
//! texts once. The file is sorted by name, so that the same `Cargo.lock` gives the same file.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::{cargo, shell};

/// The name in the folder of the app, and in the bundle.
pub(crate) const FILE: &str = "THIRD-PARTY-LICENSES.txt";

const INTRODUCTION: &str = "\
The help widget contains parts of the libraries below. Each text stands under the names of those that it is for.
";

/// The standard library is linked, too, but is not a package.
const STANDARD_LIBRARY: [&str; 3] = ["The Rust standard library", "MIT OR Apache-2.0", "The Rust Project Contributors"];

/// For libraries that name this licence but do not include its text.
const MIT: &str = "\
Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the \"Software\"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED \"AS IS\", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
";

/// Writes the file into a folder.
pub(crate) fn write(folder: &Path) -> Result<()> {
    let path = folder.join(FILE);
    fs::write(&path, gather()?).with_context(|| format!("cannot write {}", path.display()))
}

fn gather() -> Result<String> {
    let mut texts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let [name, terms, authors] = STANDARD_LIBRARY;
    texts.entry(mit(authors)).or_default().insert(format!("{name} ({terms})"));
    for program in ["widget", "form"] {
        for package in linked(&metadata(program)?)? {
            let text = |key: &str| package.get(key).and_then(Value::as_str).unwrap_or_default();
            let named = format!("{} {} ({})", text("name"), text("version"), text("license"));
            let parts = texts_of(&package).with_context(|| format!("no licence for {named}"))?;
            for part in parts {
                texts.entry(part).or_default().insert(named.clone());
            }
        }
    }
    let mut parts: Vec<(BTreeSet<String>, String)> = texts.into_iter().map(|(text, names)| (names, text)).collect();
    parts.sort();
    let mut out = INTRODUCTION.to_owned();
    for (names, text) in parts {
        let names: Vec<String> = names.into_iter().collect();
        write!(out, "\n{}\n\n{}\n\n{text}", "=".repeat(80), names.join("\n"))?;
    }
    Ok(out)
}

/// The output of `cargo metadata` for a program for the browser.
fn metadata(program: &str) -> Result<Value> {
    let mut cargo = cargo::command();
    cargo.args(["metadata", "--format-version=1", "--offline", "--locked", "--no-default-features", "--features"]);
    cargo.args([program, "--filter-platform=wasm32-unknown-unknown"]);
    let answer = shell::capture(&mut cargo).context("`cargo metadata` failed: run `cargo fetch` first")?;
    Ok(serde_json::from_str(&answer)?)
}

/// The packages whose code is linked into the program, without ours.
fn linked(metadata: &Value) -> Result<Vec<Value>> {
    let list = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
    let id = |value: &Value| value.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    let resolve = metadata.get("resolve").context("`cargo metadata` resolves nothing")?;
    let nodes: BTreeMap<String, Value> = list(resolve.get("nodes")).into_iter().map(|node| (id(&node), node)).collect();
    let packages: BTreeMap<String, Value> =
        list(metadata.get("packages")).into_iter().map(|package| (id(&package), package)).collect();
    let root = resolve.get("root").and_then(Value::as_str).context("`cargo metadata` names no root")?;
    let (mut seen, mut waiting) = (BTreeSet::new(), vec![root.to_owned()]);
    while let Some(next) = waiting.pop() {
        let macros = packages.get(&next).is_some_and(|package| {
            let kinds = list(package.get("targets")).into_iter().flat_map(|target| list(target.get("kind")));
            kinds.into_iter().any(|kind| kind == "proc-macro")
        });
        if macros || !seen.insert(next.clone()) {
            continue;
        }
        for dependency in list(nodes.get(&next).and_then(|node| node.get("deps"))) {
            // `null` is neither for tests nor for build scripts.
            let shipped = list(dependency.get("dep_kinds")).iter().any(|kind| kind.get("kind") == Some(&Value::Null));
            let name = dependency.get("pkg").and_then(Value::as_str);
            waiting.extend(name.filter(|_| shipped).map(str::to_owned));
        }
    }
    Ok(seen.into_iter().filter(|id| id != root).filter_map(|id| packages.get(&id).cloned()).collect())
}

/// The licence texts that must be distributed with a package.
fn texts_of(package: &Value) -> Result<Vec<String>> {
    let text = |key: &str| package.get(key).and_then(Value::as_str).unwrap_or_default();
    let folder = Path::new(text("manifest_path")).parent().context("a package without a folder")?;
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    let chosen = choose(text("license"), names);
    if !chosen.is_empty() {
        return chosen.iter().map(|name| Ok(trimmed(&fs::read_to_string(folder.join(name))?))).collect();
    }
    if !offers_mit(text("license")) {
        bail!("{} has neither a licence file nor the MIT licence", folder.display());
    }
    let authors = package.get("authors").and_then(Value::as_array);
    let authors: Vec<&str> = authors.into_iter().flatten().filter_map(Value::as_str).collect();
    let named = format!("the authors of {}", text("name"));
    Ok(vec![mit(if authors.is_empty() { named } else { authors.join(", ") }.as_str())])
}

/// Which files hold the licence: where there is a choice, the MIT licence, which is the shortest; else all.
fn choose(licence: &str, mut names: Vec<String>) -> Vec<String> {
    let beginnings = ["LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE", "UNLICENSE"];
    names.retain(|name| beginnings.iter().any(|beginning| name.to_uppercase().starts_with(beginning)));
    names.sort();
    let is = |name: &String, word: &str| name.to_uppercase().contains(word);
    if offers_mit(licence) && names.iter().any(|name| is(name, "MIT")) {
        names.retain(|name| is(name, "MIT") || is(name, "NOTICE"));
    }
    names
}

/// Whether the MIT licence alone is sufficient.
fn offers_mit(licence: &str) -> bool {
    !licence.contains("AND") && !licence.contains("WITH") && licence.split(['/', ' ']).any(|word| word == "MIT")
}

fn mit(authors: &str) -> String {
    format!("Copyright (c) {authors}\n\n{MIT}")
}

/// A text without trailing white space, so that texts that differ only in it are equal.
fn trimmed(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    format!("{}\n", lines.join("\n").trim_matches('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Too few texts break a licence, too many are not read.
    #[test]
    fn the_licence_says_which_files() {
        for (licence, files, expected) in [
            ("MIT", &["LICENSE", "README.md", "src"][..], &["LICENSE"][..]),
            ("MIT", &["license.md"], &["license.md"]),
            ("MIT OR Apache-2.0", &["LICENSE-APACHE", "LICENSE-MIT"], &["LICENSE-MIT"]),
            ("Apache-2.0/MIT", &["LICENSE-APACHE.txt", "LICENSE-MIT.txt"], &["LICENSE-MIT.txt"]),
            ("Unlicense OR MIT", &["COPYING", "LICENSE-MIT", "UNLICENSE"], &["LICENSE-MIT"]),
            ("MIT OR Apache-2.0", &["LICENSE-MIT", "NOTICE"], &["LICENSE-MIT", "NOTICE"]),
            ("MIT OR Apache-2.0", &["LICENSE"], &["LICENSE"]),
            (
                "(MIT OR Apache-2.0) AND Unicode-3.0",
                &["LICENSE-MIT", "LICENSE-APACHE", "LICENSE-UNICODE"],
                &["LICENSE-APACHE", "LICENSE-MIT", "LICENSE-UNICODE"],
            ),
            ("Zlib", &["LICENSE-ZLIB.md"], &["LICENSE-ZLIB.md"]),
            ("Apache-2.0 WITH LLVM-exception", &["LICENSE"], &["LICENSE"]),
            ("MIT", &["Cargo.toml"], &[]),
        ] {
            let names = files.iter().map(|name| (*name).to_owned()).collect();
            assert_eq!(choose(licence, names), expected, "{licence}");
        }
        assert!(offers_mit("MIT") && offers_mit("Apache-2.0 OR MIT") && !offers_mit("Zlib") && !offers_mit("MIT-0"));
    }

    /// A library that is linked and not named is used against its terms.
    #[test]
    fn all_that_is_linked_is_named() -> Result<()> {
        let (Ok(widget), Ok(form)) = (metadata("widget"), metadata("form")) else {
            eprintln!("skipped: the libraries for the browser are not downloaded");
            return Ok(());
        };
        let text = gather()?;
        assert_eq!(text, gather()?, "the same each time");
        for package in linked(&widget)?.iter().chain(&linked(&form)?) {
            let part = |key: &str| package.get(key).and_then(Value::as_str).unwrap_or_default();
            let named = format!("\n{} {} ({})\n", part("name"), part("version"), part("license"));
            assert_eq!(text.matches(&named).count().min(1), 1, "{named}");
        }
        for (there, name) in
            [(true, "leptos"), (true, "talc"), (true, "wasm-bindgen"), (false, "tantivy"), (false, "insta")]
        {
            assert_eq!(text.contains(&format!("\n{name} ")), there, "{name}");
        }
        assert!(text.contains("The Rust standard library") && !text.contains("\nnightdesk "));
        println!("{} bytes", text.len());
        Ok(())
    }
}
