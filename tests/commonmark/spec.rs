//! The examples of the specification, from the npm package that carries it.

use std::fs;

use crate::support::{root, skipped};

/// One example.
pub(crate) struct Example {
    /// From 1 on.
    pub(crate) number: usize,
    /// The heading it is under.
    pub(crate) section: String,
    pub(crate) markdown: String,
    /// The reference.
    pub(crate) html: String,
}

/// All examples; `None`, reported as skipped, where the package is not installed.
pub(crate) fn examples() -> Option<Vec<Example>> {
    let path = root().join("tests/e2e/node_modules/commonmark-spec/spec.txt");
    let Ok(text) = fs::read_to_string(&path) else {
        let missing = format!("there is no {}; `cargo xtask test --only native` installs it", path.display());
        skipped("commonmark", &missing);
        return None;
    };
    Some(read(&text))
}

/// As the package's own script reads it, and with the arrows that stand for tabs turned into tabs.
fn read(text: &str) -> Vec<Example> {
    let fence = "`".repeat(32);
    let (begin, mut lines) = (format!("{fence} example"), text.lines());
    let (mut out, mut section) = (Vec::new(), String::new());
    while let Some(line) = lines.next() {
        if line == "<!-- END TESTS -->" {
            break;
        }
        if line == begin {
            let mut part = |end: &str| {
                let lines = lines.by_ref().take_while(|line| *line != end);
                lines.map(|line| line.replace('→', "\t") + "\n").collect::<String>()
            };
            let (markdown, html) = (part("."), part(&fence));
            out.push(Example { number: out.len() + 1, section: section.clone(), markdown, html });
        } else if let Some(title) = line.strip_prefix('#') {
            section = title.trim_start_matches('#').trim().to_owned();
        }
    }
    out
}
