//! Looks for markup of other generators in built pages.
//!
//! ```text
//! cargo run --example leftovers -- OUT [OUT …]
//! ```
//!
//! Every `index.html` below each folder is read as a browser reads it; what stands in code does not count. Printed are
//! the patterns with the most hits, and where they are.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../tests/support/foreign.rs"]
mod foreign;
#[path = "../tests/support/html.rs"]
mod html;

use std::{collections::BTreeMap, fs, path::PathBuf};

fn main() {
    for out in std::env::args().skip(1).map(PathBuf::from) {
        let mut pages = 0;
        let mut dirty = 0;
        let mut found: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let files = ignore::WalkBuilder::new(&out).hidden(false).git_ignore(false).build();
        for file in files.filter_map(Result::ok).filter(|file| file.file_name() == "index.html") {
            let Ok(text) = fs::read_to_string(file.path()) else { continue };
            pages += 1;
            let hits = foreign::leftovers(&foreign::visible(&html::page(&text)));
            dirty += usize::from(!hits.is_empty());
            let name = file.path().strip_prefix(&out).unwrap().parent().unwrap().display().to_string();
            for (pattern, place) in hits {
                found.entry(pattern).or_default().push(format!("{name}: {place}"));
            }
        }
        println!("{}: {dirty} of {pages} pages with foreign markup", out.display());
        for (pattern, places) in found {
            println!("  {pattern}: {}", places.len());
            places.iter().take(5).for_each(|place| println!("    {place}"));
        }
    }
}
