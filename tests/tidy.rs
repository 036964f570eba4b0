//! The project's rules that a compiler does not check: import limits between modules, what the browser may receive, and
//! what keeps a checkout buildable on any machine.
//!
//! Comments do not count: a module may explain what it refuses.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const CORE: [&str; 9] = [
    "src/language", "src/time", "src/knowledge", "src/search", "src/hours", "src/channels", "src/request", "src/pack",
    "src/text",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Files of the project below some folders: all that are not ignored by version control.
fn files(folders: &[&str], extensions: &[&str]) -> Vec<(String, String)> {
    let found: Vec<_> = folders.iter().flat_map(|folder| walk(&root().join(folder))).collect();
    assert!(!found.is_empty(), "nothing to check below {folders:?}");
    found
        .into_iter()
        .filter(|path| extensions.is_empty() || path.extension().is_some_and(|e| extensions.iter().any(|x| e == *x)))
        .filter_map(|path| {
            let name = path.strip_prefix(root()).unwrap().display().to_string();
            // Pictures and other binary files have no text to check.
            Some((name, String::from_utf8(fs::read(path).unwrap()).ok()?))
        })
        .collect()
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let walker = ignore::WalkBuilder::new(folder)
        .hidden(false)
        .require_git(false)
        .filter_entry(|entry| entry.file_name() != ".git")
        .build();
    let mut out: Vec<_> = walker.map(|entry| entry.unwrap().into_path()).filter(|path| path.is_file()).collect();
    out.sort();
    out
}

/// The code of a file without its comments, in lines.
fn code(text: &str) -> Vec<String> {
    let uncommented = |line: &str| {
        let trimmed = line.trim_start();
        let end = if trimmed.starts_with("//") { 0 } else { line.find(" //").unwrap_or(line.len()) };
        line[..end].to_owned()
    };
    text.lines().map(uncommented).collect()
}

/// Whether code names a path: written out (`std::fs`), or inside braces (`use std::{fs, io}`).
fn names(code: &str, path: &str) -> bool {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let whole = |text: &str, name: &str| {
        text.match_indices(name).any(|(at, _)| {
            !text[..at].chars().next_back().is_some_and(word)
                && !text[at + name.len()..].chars().next().is_some_and(word)
        })
    };
    let grouped = path.rsplit_once("::").is_some_and(|(parent, child)| {
        code.match_indices(&format!("{parent}::{{")).any(|(at, _)| {
            let group = &code[at..];
            whole(&group[..group.find(';').unwrap_or(group.len())], child)
        })
    });
    grouped || whole(code, path)
}

/// No file below the folders names any of the paths.
fn check_names(folders: &[&str], forbidden: &[&str]) {
    let mut found = Vec::new();
    for (file, text) in files(folders, &["rs"]) {
        let code = code(&text).join("\n");
        found.extend(forbidden.iter().filter(|path| names(&code, path)).map(|path| format!("{file} names {path}")));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// No line of code below the folders holds any of the texts.
fn check_texts(folders: &[&str], extensions: &[&str], forbidden: &[&str]) {
    let mut found = Vec::new();
    for (file, text) in files(folders, extensions) {
        for (number, line) in code(&text).iter().enumerate() {
            let hits = forbidden.iter().filter(|needle| line.contains(**needle));
            found.extend(hits.map(|needle| format!("{file}:{}: {needle}", number + 1)));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The names of all packages that a build links.
fn tree(arguments: &[&str]) -> BTreeSet<String> {
    let tree = |more: &[&str]| {
        let fixed = ["tree", "--locked", "-e", "normal", "--prefix", "none"];
        Command::new(env!("CARGO")).current_dir(root()).args(fixed).args(more).args(arguments).output().unwrap()
    };
    // A machine that has built only the command does not have the widget's packages yet: then they are fetched.
    let mut output = tree(&["--offline"]);
    if !output.status.success() {
        output = tree(&[]);
    }
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

/// A build links what it must, which shows that the list is not empty, and nothing that it must not.
fn check_tree(arguments: &[&str], needed: &str, forbidden: &[&str]) {
    let tree = tree(arguments);
    assert!(tree.contains(needed), "{needed} is not in {tree:?}");
    let found: Vec<_> = forbidden.iter().filter(|name| tree.contains(**name)).collect();
    assert!(found.is_empty(), "cargo tree {} holds {found:?}", arguments.join(" "));
}

/// A core that reads a clock, a file or a page would answer differently natively and in the browser.
/// Invariant (core): the core names neither Leptos nor the browser, no files, network or clock, and none of the
/// libraries that build content.
#[test]
fn the_core_knows_no_world() {
    let forbidden = [
        "leptos",
        "web_sys",
        "js_sys",
        "wasm_bindgen",
        "std::fs",
        "std::net",
        "std::time::SystemTime",
        "SystemTime",
        "tantivy",
        "pulldown_cmark",
    ];
    check_names(&CORE, &forbidden);
}

/// A widget that parses Markdown or links the index builder would take seconds longer to arrive on a phone.
#[test]
fn the_widget_knows_no_studio() {
    check_names(&["src/dom", "src/form", "src/widget"], &["std::fs", "tantivy", "pulldown_cmark", "crate::studio"]);
}

/// Markup made of strings is how a help article takes over the page of the company that shows it.
/// Invariant (browser): no string is parsed as HTML: no `view!`, no `innerHTML`, no `style="…"`. See also
/// `tests/e2e/shipped.test.mjs`.
#[test]
fn the_browser_parses_no_markup() {
    let markup = ["view!", "inner_html", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("];
    check_texts(&["src/dom", "src/form", "src/widget", "src/js"], &["rs", "js"], &markup);
}

/// A style attribute is dropped by pages with a strict policy, and the panel would fall apart there.
#[test]
fn the_browser_writes_no_style_attribute() {
    let attributes = ["\"style\",", "style=\"", "style='", "cssText"];
    check_texts(&["src/dom", "src/form", "src/widget", "src/js"], &["rs", "js"], &attributes);
}

/// The check of names must find a path in every way Rust can write it.
#[test]
fn names_are_found() {
    for (text, path, expected) in [
        ("use std::fs;", "std::fs", true),
        ("use std::{fs, io};", "std::fs", true),
        ("use std::{\n    io,\n    fs::File,\n};", "std::fs", true),
        ("use std::{io};\nfn fs() {}", "std::fs", false),
        ("// use std::fs;", "std::fs", false),
        ("let x = 1; // tantivy", "tantivy", false),
        ("tantivy::Index", "tantivy", true),
        ("my_tantivy", "tantivy", false),
    ] {
        assert_eq!(names(&code(text).join("\n"), path), expected, "{text}");
    }
}

/// A library that slips into the widget costs every visitor its kilobytes.
/// Invariant (shipping): the widget links no Markdown parser, no index builder, no YAML and no calendar of holidays.
#[test]
fn the_widget_links_no_heavy_library() {
    let widget = ["--target", "wasm32-unknown-unknown", "--no-default-features", "--features", "widget"];
    let heavy = [
        "pulldown-cmark",
        "tantivy",
        "granit-parser",
        "serde_yaml",
        "opening-hours",
        "chrono-tz",
        "leptos_meta",
        "leptos_i18n",
        "thaw",
        "unicode-normalization",
    ];
    check_tree(&widget, "leptos", &heavy);
}

/// Abandoned libraries would parse front matter and network input with bugs that are never fixed; a framework only
/// slows the build.
#[test]
fn the_command_links_no_abandoned_library() {
    check_tree(&[], "tantivy", &["serde_yaml", "serde_yml", "serde_norway", "tiny_http", "leptos"]);
}

/// With another version of the tool than of the library the widget does not start at all.
#[test]
fn wasm_bindgen_is_pinned() {
    let read = |file: &str| fs::read_to_string(root().join(file)).unwrap();
    let lock = read("Cargo.lock");
    let (_, package) = lock.split_once("name = \"wasm-bindgen\"\nversion = \"").expect("wasm-bindgen is locked");
    let version = package.split('"').next().unwrap();
    let pin = format!("wasm-bindgen = {{ version = \"={version}\"");
    assert!(read("Cargo.toml").lines().any(|line| line.starts_with(&pin)), "Cargo.toml lacks `{pin}`");
}

/// A reader who opens a file must learn at its top which module it is, and see its end.
#[test]
fn files_are_short_and_introduced() {
    let mut found = Vec::new();
    let scripts = files(&["src/js"], &["js"]).into_iter().map(|(file, text)| (file, text, "// "));
    let rust = files(&["src", "tests"], &["rs"]).into_iter().map(|(file, text)| (file, text, "//!"));
    for (file, text, comment) in rust.chain(scripts) {
        if !text.starts_with(comment) {
            found.push(format!("{file} does not say what it is for"));
        }
        let lines = text.lines().count();
        if lines > 400 {
            found.push(format!("{file} has {lines} lines"));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// A bundle that is committed by mistake is 2 MB in every clone for ever.
#[test]
fn no_build_is_kept() {
    let kept: Vec<_> = walk(root()).into_iter().filter(|path| path.ends_with("nightdesk.json")).collect();
    assert!(kept.is_empty(), "built files under version control: {kept:?}");
}

/// What builds on one machine only does not build for the newcomer.
/// Invariant (shipping): a checkout builds on any machine: wasm-bindgen is pinned to the version of its tool, there is
/// no toolchain file and no path of one machine.
#[test]
fn a_checkout_builds_anywhere() {
    assert!(!root().join("rust-toolchain.toml").exists() && !root().join("rust-toolchain").exists());
    let needles = [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/"), concat!("C:", "\\Users")];
    let mut found = Vec::new();
    for (file, text) in files(&["."], &[]) {
        for (number, line) in text.lines().enumerate() {
            let hits = needles.iter().filter(|needle| line.contains(**needle));
            found.extend(hits.map(|needle| format!("{file}:{}: {needle}", number + 1)));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
