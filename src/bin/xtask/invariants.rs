//! `invariants`: lists the invariants of the project, from the comments of the tests that check them.
//!
//! An invariant is a sentence in a comment, `Invariant (core): ...`, above the test that fails when it does not hold,
//! or at the top of a file whose tests check it together. It ends with the paragraph of the comment. It is written
//! once; other tests of it are named at its end (`See also ...`). Whether a test really checks the sentence cannot be
//! verified here: only that each sentence exists once, belongs to an area, and names files that exist.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use crate::{project, shell};

/// The areas in the order of the list: as written in comments, and as titles.
const AREAS: [(&str, &str); 4] = [
    ("core", "The core"),
    ("content", "Content"),
    ("browser", "The browser"),
    ("shipping", "What ships, and the commands that build it"),
];

const FOLDERS: [&str; 2] = ["src", "tests"];
/// Folders with third-party files, and with texts that tests read.
const SKIPPED: [&str; 3] = ["node_modules", "fixtures", "snapshots"];

#[derive(Debug, PartialEq, Eq)]
struct Invariant {
    /// An index into `AREAS`.
    area: usize,
    text: String,
    /// From the root of the repository, with `/`.
    path: String,
    line: usize,
}

pub(crate) fn run(args: &[String]) -> Result<()> {
    let found = scan(project::root())?;
    match args {
        [] => shell::print(&list(&found)),
        [json] if json == "--json" => shell::print(&format!("{:#}\n", as_json(&found))),
        _ => bail!("`invariants` understands `--json` only: see `cargo xtask help`"),
    }
}

/// All invariants below the root of a repository, by area, path and line.
fn scan(root: &Path) -> Result<Vec<Invariant>> {
    let mut found = Vec::new();
    for folder in FOLDERS {
        for file in files(&root.join(folder))? {
            let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
            let path = file.strip_prefix(root)?.components();
            let path: Vec<_> = path.map(|part| part.as_os_str().to_string_lossy()).collect();
            found.extend(parse(&path.join("/"), &text)?);
        }
    }
    found.sort_by(|a, b| (a.area, &a.path, a.line).cmp(&(b.area, &b.path, b.line)));
    check(&found, root)?;
    Ok(found)
}

/// The Rust and `.mjs` files below a folder.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        let is = |names: &[&str], part: Option<&std::ffi::OsStr>| names.iter().any(|name| part == Some(name.as_ref()));
        if path.is_dir() {
            if !is(&SKIPPED, path.file_name()) {
                out.extend(files(&path)?);
            }
        } else if is(&["rs", "mjs"], path.extension()) {
            out.push(path);
        }
    }
    Ok(out)
}

/// Checks that need more than one comment: duplicates, and files that do not exist.
fn check(found: &[Invariant], root: &Path) -> Result<()> {
    ensure!(!found.is_empty(), "no invariant stands below {}: {}", FOLDERS.join(" and "), root.display());
    for (number, one) in found.iter().enumerate() {
        let location = format!("{}:{}", one.path, one.line);
        if let Some(other) = found.iter().take(number).find(|other| other.text == one.text) {
            bail!("{location}: this invariant stands at {}:{} already", other.path, other.line);
        }
        let also = one.text.split_once("See also ").map_or("", |(_, also)| also);
        if let Some(missing) = also.split('`').skip(1).step_by(2).find(|path| !root.join(path).exists()) {
            bail!("{location}: there is no {missing}");
        }
    }
    Ok(())
}

/// The invariants of one file.
fn parse(path: &str, text: &str) -> Result<Vec<Invariant>> {
    let mut found: Vec<Invariant> = Vec::new();
    // The marker of the comment that continues: `//!`, `///` or `//`.
    let mut open = None;
    for (number, line) in text.lines().enumerate() {
        let Some((marker, words)) = comment(line) else {
            open = None;
            continue;
        };
        let begins = |rest: &&str| rest.starts_with(" (") || rest.starts_with(':');
        if let Some(rest) = words.strip_prefix("Invariant").filter(begins) {
            let (area, sentence) = begun(rest).with_context(|| {
                let known = AREAS.map(|(name, _)| name).join(", ");
                format!("{path}:{}: write `Invariant (AREA): ...`, with one of {known}", number + 1)
            })?;
            found.push(Invariant { area, text: sentence.to_owned(), path: path.to_owned(), line: number + 1 });
            open = Some(marker);
        } else if open == Some(marker) && !words.is_empty() {
            if let Some(last) = found.last_mut() {
                last.text.push_str(if last.text.is_empty() { "" } else { " " });
                last.text.push_str(words);
            }
        } else {
            open = None;
        }
    }
    match found.iter().find(|one| one.text.is_empty()) {
        Some(empty) => bail!("{path}:{}: this invariant says nothing", empty.line),
        None => Ok(found),
    }
}

/// The marker of a comment on a separate line, and its text.
fn comment(line: &str) -> Option<(&'static str, &str)> {
    let line = line.trim();
    ["//!", "///", "//"].into_iter().find_map(|marker| Some((marker, line.strip_prefix(marker)?.trim())))
}

/// The area, and the first words of the sentence: ` (core): the core names ...`.
fn begun(rest: &str) -> Option<(usize, &str)> {
    let (name, sentence) = rest.strip_prefix(" (")?.split_once("):")?;
    Some((AREAS.iter().position(|(area, _)| *area == name)?, sentence.trim()))
}

fn list(found: &[Invariant]) -> String {
    let mut out = String::new();
    for (number, (_, title)) in AREAS.iter().enumerate() {
        let mut group = found.iter().filter(|one| one.area == number).peekable();
        if group.peek().is_some() {
            let _ = writeln!(out, "{title}\n");
        }
        for Invariant { text, path, line, .. } in group {
            let _ = writeln!(out, "  {text}\n    {path}:{line}\n");
        }
    }
    out + &format!("{} invariants\n", found.len())
}

fn as_json(found: &[Invariant]) -> Value {
    let area = |number: usize| AREAS.get(number).map(|(name, _)| *name);
    let one =
        |one: &Invariant| json!({ "area": area(one.area), "invariant": one.text, "path": one.path, "line": one.line });
    found.iter().map(one).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// The repository had this many when the list was made: fewer means that some are no longer found.
    const AT_LEAST: usize = 75;

    fn texts(text: &str) -> Vec<(usize, String, usize)> {
        parse("a.rs", text).unwrap().into_iter().map(|one| (one.area, one.text, one.line)).collect()
    }

    /// Half a sentence in the list would say something different from the complete one.
    #[test]
    fn a_sentence_is_read_to_its_end() {
        let one = |area, text: &str, line| vec![(area, text.to_owned(), line)];
        for (text, expected) in [
            ("/// Why.\n/// Invariant (core): it\n/// holds.\n#[test]\nfn f() {}", one(0, "it holds.", 2)),
            ("//! A file.\n//!\n//! Invariant (content):\n//! it holds.\n//!\n//! More.", one(1, "it holds.", 3)),
            ("    // Invariant (browser): it holds.\n    test('x', () => {});\n    // Other.", one(2, "it holds.", 1)),
            ("//! Invariant (shipping): it holds.\n/// Of a function.", one(3, "it holds.", 1)),
            ("let a = 1; // Invariant (core): not on a line of its own", Vec::new()),
            ("const A: &str = \"// Invariant\";\n// Nothing.", Vec::new()),
        ] {
            assert_eq!(texts(text), expected, "{text}");
        }
        let two = "// Invariant (core): one\n// of them.\n// Invariant (core): two.";
        assert_eq!(texts(two), [(0, "one of them.".to_owned(), 1), (0, "two.".to_owned(), 3)]);
    }

    /// A mistake in a comment would remove an invariant from the list unnoticed.
    #[test]
    fn mistakes_are_reported_with_their_location() {
        for (text, expected_error) in [
            ("// Invariant: no area.", "a.rs:1: write `Invariant (AREA)"),
            ("\n// Invariant (widget): of no area.", "a.rs:2: write `Invariant (AREA)"),
            ("// Invariant (core):\n\n// Another.", "a.rs:1: this invariant says nothing"),
        ] {
            let error = parse("a.rs", text).unwrap_err().to_string();
            assert!(error.contains(expected_error), "{text}: {error}");
        }
        let of = |text: &str| check(&parse("a.rs", text).unwrap(), project::root()).map_err(|error| error.to_string());
        assert_eq!(of("// Invariant (core): a. See also `Cargo.toml`."), Ok(()));
        assert_eq!(of("// Invariant (core): a. See also `a/b.rs`.").unwrap_err(), "a.rs:1: there is no a/b.rs");
        assert!(
            of("// Invariant (core): a.\n// Invariant (core): a.").unwrap_err().contains("stands at a.rs:1 already")
        );
        assert!(of("// Nothing.").unwrap_err().contains("no invariant"));
    }

    /// Developers rely on this list: an invariant that is missing from it will be broken by one who does not know it.
    #[test]
    fn all_invariants_are_found() {
        let found = scan(project::root()).unwrap();
        assert!(found.len() >= AT_LEAST, "{} of at least {AT_LEAST}", found.len());
        assert!(AREAS.iter().enumerate().all(|(area, _)| found.iter().any(|one| one.area == area)));
        let listed = list(&found);
        for one in &found {
            assert!(listed.contains(&format!("  {}\n    {}:{}\n", one.text, one.path, one.line)), "{one:?}");
        }
        assert_eq!(as_json(&found).as_array().map(Vec::len), Some(found.len()));
    }
}
