//! Counting tests: the closing lines of the test runners, read while their output is shown.

use std::env;
use std::fmt;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::shell;

/// How many tests passed, failed and were skipped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
}

impl Tally {
    pub(crate) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// The line that closes a run.
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 { write!(f, ", {} skipped", self.skipped) } else { Ok(()) }
    }
}

/// The result of a stage: `tally` where it counts tests, `failure` with the reason where it failed, `skipped` with what
/// was skipped and why.
pub(crate) struct Outcome {
    pub(crate) tally: Option<Tally>,
    pub(crate) failure: Option<String>,
    pub(crate) skipped: Vec<String>,
}

impl Outcome {
    pub(crate) fn done((): ()) -> Self {
        Self { tally: None, failure: None, skipped: Vec::new() }
    }

    /// Not a failure: rustfmt and clippy are missing on some machines, and the code is checked elsewhere too.
    pub(crate) fn skipped(missing: &str) -> Self {
        let reason = format!("{missing} is not installed");
        shell::say(format!("skipped: {reason}"));
        let tally = Tally { skipped: 1, ..Tally::default() };
        Self { tally: Some(tally), failure: None, skipped: vec![reason] }
    }
}

/// Runs tests, shows their output and counts. A runner that succeeds without having run a test counts as failed: a
/// wrong filter or a missing file must not look like success.
pub(crate) fn run(command: &mut Command) -> Result<Outcome> {
    let notes = notes()?;
    let mut child = command
        .env("NIGHTDESK_SKIPPED", &notes)
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start `{}`: is it installed?", shell::line(command)))?;
    let (mut tally, mut skipped) = (Tally::default(), Vec::new());
    let output = child.stdout.take().context("the test runner has no output")?;
    for line in BufReader::new(output).split(b'\n') {
        let line = line.context("cannot read the test runner's output")?;
        let line = String::from_utf8_lossy(&line);
        shell::print(&format!("{line}\n"))?;
        tally.add(closing_line(&line));
        skipped.extend(skipped_line(&line));
    }
    let status = child.wait().context("lost the test runner")?;
    let skipped_notes = fs::read_to_string(&notes).context("cannot read what the tests left out")?;
    fs::remove_file(&notes).ok();
    tally.skipped += skipped_notes.lines().count() as u64;
    skipped.extend(skipped_notes.lines().map(str::to_owned));
    skipped.sort();
    skipped.dedup();
    let failure = if !status.success() || tally.failed > 0 {
        Some(format!("`{}` failed ({status})", shell::line(command)))
    } else if tally.passed == 0 {
        Some(format!("`{}` ran no test", shell::line(command)))
    } else {
        None
    };
    Ok(Outcome { tally: Some(tally), failure, skipped })
}

/// An empty file in which native tests note what they skip: `tests/support/mod.rs` (`skipped`).
fn notes() -> Result<PathBuf> {
    let file = env::temp_dir().join(format!("nightdesk-skipped-{}", std::process::id()));
    fs::write(&file, "").with_context(|| format!("cannot write {}", file.display()))?;
    Ok(file)
}

/// The line of Node.js' reporter for a skipped test: `﹣ name (1.2ms) # reason`.
fn skipped_line(line: &str) -> Option<String> {
    let (name, reason) = line.trim_start().strip_prefix('﹣')?.split_once(" # ")?;
    let name = name.rsplit_once(" (").map_or(name, |(name, _)| name);
    Some(format!("{}: {reason}", name.trim()))
}

/// The counts in a line: `test result: ok. 3 passed; 0 failed; …` by cargo and wasm-bindgen's runner, `ℹ pass 3` and
/// `ℹ fail 0` by Node.js. Nothing for every other line.
fn closing_line(line: &str) -> Tally {
    let words: Vec<&str> = line.split([' ', ';']).filter(|word| !word.is_empty()).collect();
    let number = |word: &str| word.parse().unwrap_or(0);
    match words.as_slice() {
        ["test", "result:", _, passed, "passed", failed, "failed", ignored, "ignored", ..] => {
            Tally { passed: number(passed), failed: number(failed), skipped: number(ignored) }
        }
        ["ℹ", "pass", passed] => Tally { passed: number(passed), ..Tally::default() },
        ["ℹ", "fail" | "cancelled", failed] => Tally { failed: number(failed), ..Tally::default() },
        ["ℹ", "skipped", skipped] => Tally { skipped: number(skipped), ..Tally::default() },
        _ => Tally::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Tally, closing_line, skipped_line};

    /// A runner whose closing line is not understood would make a run look empty.
    #[test]
    fn closing_lines_of_all_runners_count() {
        for (line, passed, failed, skipped) in [
            (
                "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s",
                12,
                0,
                1,
            ),
            ("test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out", 2, 1, 0),
            ("ℹ pass 7", 7, 0, 0),
            ("ℹ fail 2", 0, 2, 0),
            ("ℹ cancelled 1", 0, 1, 0),
            ("ℹ skipped 3", 0, 0, 3),
            ("ℹ tests 9", 0, 0, 0),
            ("test search::fold::tests::result ... ok", 0, 0, 0),
        ] {
            assert_eq!(closing_line(line), Tally { passed, failed, skipped }, "{line}");
        }
    }

    /// Skipped tests must be reported with their reason, and no other lines as skipped tests.
    #[test]
    fn skipped_tests_are_reported_with_their_reason() {
        for (line, reported) in [
            ("﹣ attacks (0.4ms) # not installed", Some("attacks: not installed")),
            ("  ﹣ inner (outer) (1.25ms) # no Firefox", Some("inner (outer): no Firefox")),
            ("✔ attacks (0.4ms)", None),
            ("# a comment", None),
        ] {
            assert_eq!(skipped_line(line).as_deref(), reported, "{line}");
        }
    }

    /// The line that other programs read.
    #[test]
    fn the_closing_line_counts_skipped_tests() {
        let tally = |skipped| Tally { passed: 5, failed: 0, skipped };
        assert_eq!(tally(0).to_string(), "5 passed, 0 failed");
        assert_eq!(tally(2).to_string(), "5 passed, 0 failed, 2 skipped");
    }
}
