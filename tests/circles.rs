//! No two files of `src/` import each other, directly or through others.
//!
//! A file imports another where it names something that the other one defines: in a `use`, or in a path anywhere in its
//! code. Names that a module re-exports (`pub use`) count for the file that defines them. `mod` lines are no imports: a
//! parent may list its children. What only tests use (`#[cfg(test)]`) is left out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "circles/cycles.rs"]
mod cycles;
#[path = "circles/imports.rs"]
mod imports;
#[path = "circles/modules.rs"]
mod modules;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use cycles::cycles;
use imports::{Imports, imports};

/// The programs and the library, each with the module that its code begins in.
const ROOTS: [&str; 7] = [
    "src/lib.rs",
    "src/build.rs",
    "src/bin/form.rs",
    "src/bin/nightdesk/main.rs",
    "src/bin/search_bench.rs",
    "src/bin/widget.rs",
    "src/bin/xtask/main.rs",
];

/// All Rust files below `src/`, by their path from the root of the project.
fn sources() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let walk = ignore::WalkBuilder::new(root.join("src")).build();
    let files = walk.map(|entry| entry.unwrap().into_path()).filter(|path| path.extension().is_some_and(|e| e == "rs"));
    files
        .map(|path| {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            (name, fs::read_to_string(path).unwrap())
        })
        .collect()
}

/// A cycle as text: each import with the imported names.
fn described(circle: &[String], imports: &Imports) -> String {
    let mut out = format!("{} files import each other: {}\n", circle.len(), circle.join(", "));
    for from in circle {
        for (to, names) in imports.get(from).into_iter().flatten().filter(|(to, _)| circle.contains(to)) {
            let names: Vec<_> = names.iter().map(String::as_str).collect();
            out += &format!("  {from} -> {to}: {}\n", names.join(", "));
        }
    }
    out
}

/// A change to one file of a cycle requires understanding all of them.
#[test]
fn no_files_import_each_other() {
    let sources = sources();
    let imports = imports(&ROOTS, &sources);
    // If the reader found no imports, it would find no cycles either.
    let arrows: usize = imports.values().map(BTreeMap::len).sum();
    assert!(imports.len() > 250 && arrows > 800, "only {arrows} imports found in {} files", imports.len());
    let found: Vec<_> = cycles(&imports).iter().map(|circle| described(circle, &imports)).collect();
    assert!(found.is_empty(), "{} circles\n{}", found.len(), found.join("\n"));
}

/// The folders of the library, from the ground up: each may import those before it, and none after it.
const ORDER: [&str; 13] = [
    "language", "time", "knowledge", "search", "hours", "channels", "text", "pack", "request", "studio", "dom",
    "widget", "form",
];

/// The position of a file's folder in the order; `None` for the programs and for files beside the folders.
fn level(file: &str) -> Option<usize> {
    let folder = file.strip_prefix("src/")?.split_once('/')?.0;
    ORDER.iter().position(|known| *known == folder)
}

/// A core that imports what is built on it cannot be read, tested or moved by itself.
#[test]
fn folders_import_downwards() {
    let sources = sources();
    let imports = imports(&ROOTS, &sources);
    let folders: BTreeSet<_> =
        sources.keys().filter_map(|file| Some(file.strip_prefix("src/")?.split_once('/')?.0)).collect();
    assert_eq!(folders.iter().filter(|folder| **folder != "bin").count(), ORDER.len(), "{folders:?}");
    let mut found = Vec::new();
    for (from, to) in imports.iter().flat_map(|(from, all)| all.iter().map(move |(to, names)| (from, (to, names)))) {
        let (to, names) = to;
        if let (Some(lower), Some(upper)) = (level(from), level(to))
            && lower < upper
        {
            found.push(format!("{from} -> {to}: {names:?}"));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Each way in which Rust lets a file name another one, as a small program with or without a cycle.
#[test]
fn circles_are_found() {
    for (name, files, expected) in [
        (
            "a child that names its parent, which does not name it",
            &[("lib.rs", "mod a; pub struct S;"), ("a.rs", "use super::S;")][..],
            None,
        ),
        (
            "a parent that names its child's function",
            &[("lib.rs", "mod a; pub struct S; fn f() { a::g(); }"), ("a.rs", "use crate::S; pub fn g() {}")],
            Some("a.rs lib.rs"),
        ),
        (
            "two neighbours",
            &[
                ("lib.rs", "mod a; mod b;"),
                ("a.rs", "use super::b::B; pub struct A;"),
                ("b.rs", "use crate::a::A; pub struct B;"),
            ],
            Some("a.rs b.rs"),
        ),
        (
            "names handed on count for who defines them",
            &[
                ("lib.rs", "mod a; mod b; pub use b::B;"),
                ("a.rs", "use crate::B; pub struct A;"),
                ("b.rs", "pub struct B(crate::a::A);"),
            ],
            Some("a.rs b.rs"),
        ),
        (
            "names handed on are not those of who hands on",
            &[("lib.rs", "mod a; mod b; pub use b::B;"), ("a.rs", "use crate::B;"), ("b.rs", "pub struct B;")],
            None,
        ),
        (
            "under another name",
            &[
                ("lib.rs", "mod a; mod b;"),
                ("a.rs", "use crate::b as x; fn f() { x::g() } pub fn h() {}"),
                ("b.rs", "use super::a::h as k; pub fn g() {}"),
            ],
            Some("a.rs b.rs"),
        ),
        (
            "by a star",
            &[
                ("lib.rs", "mod a; mod b;"),
                ("a.rs", "use crate::b::*; fn f() -> B { todo!() } pub fn h() {}"),
                ("b.rs", "pub struct B; fn g() { super::a::h() }"),
            ],
            Some("a.rs b.rs"),
        ),
        (
            "inside a macro",
            &[
                ("lib.rs", "mod a; mod b;"),
                ("a.rs", "fn f() { println!(\"{}\", crate::b::g()); } pub fn h() {}"),
                ("b.rs", "pub fn g() { super::a::h() }"),
            ],
            Some("a.rs b.rs"),
        ),
        (
            "through a third one",
            &[
                ("lib.rs", "mod a; mod b; mod c;"),
                ("a.rs", "pub use super::b::B; pub struct A;"),
                ("b.rs", "pub struct B(super::c::C);"),
                ("c.rs", "pub struct C(super::a::A);"),
            ],
            Some("a.rs b.rs c.rs"),
        ),
        (
            "in folders",
            &[
                ("lib.rs", "mod a;"),
                ("a/mod.rs", "mod x; mod y; pub use x::X;"),
                ("a/x.rs", "use super::y::Y; pub struct X;"),
                ("a/y.rs", "pub struct Y(crate::a::X);"),
            ],
            Some("a/x.rs a/y.rs"),
        ),
        (
            "beside a folder of that name",
            &[
                ("lib.rs", "mod a;"),
                ("a.rs", "mod x; pub struct A; fn f() { x::g() }"),
                ("a/x.rs", "pub fn g() -> super::A { todo!() }"),
            ],
            Some("a.rs a/x.rs"),
        ),
        (
            "by a `use` inside a function",
            &[
                ("lib.rs", "mod a; mod b;"),
                ("a.rs", "pub struct A; fn f() { use crate::b::g; g(); }"),
                ("b.rs", "use super::a::A; pub fn g() -> A { A }"),
            ],
            Some("a.rs b.rs"),
        ),
        (
            "from an inline module",
            &[
                ("lib.rs", "mod a; mod b;"),
                ("a.rs", "pub struct A; mod inner { fn f() -> super::super::b::B { todo!() } }"),
                ("b.rs", "pub struct B(crate::a::A);"),
            ],
            Some("a.rs b.rs"),
        ),
        (
            "by a name that two modules hand on",
            &[
                ("lib.rs", "mod a; mod b; pub mod c { pub use crate::b::*; } pub use c::B as Shown;"),
                ("a.rs", "pub struct A; fn f(_: crate::Shown) {}"),
                ("b.rs", "pub struct B(crate::a::A);"),
            ],
            Some("a.rs b.rs"),
        ),
        (
            "in tests only",
            &[
                ("lib.rs", "mod a; mod b;"),
                ("a.rs", "pub struct A; #[cfg(test)] mod tests { use crate::b::B; }"),
                ("b.rs", "pub struct B(crate::a::A);"),
            ],
            None,
        ),
    ] {
        let sources = files.iter().map(|(file, text)| (format!("src/{file}"), (*text).to_owned())).collect();
        let found = cycles(&imports(&["src/lib.rs"], &sources));
        let expected: Vec<Vec<String>> =
            expected.into_iter().map(|list| list.split(' ').map(|file| format!("src/{file}")).collect()).collect();
        assert_eq!(found, expected, "{name}");
    }
}
