//! Counting tests: the runners' own closing lines, read while they pass through to the screen.

use std::fmt;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::shell;

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Tally {
    pub(crate) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// The line that closes a run.
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// How a stage ended: `tally` where it counts tests, `failure` with the reason where it failed.
pub(crate) struct Outcome {
    pub(crate) tally: Option<Tally>,
    pub(crate) failure: Option<String>,
}

impl Outcome {
    pub(crate) fn done((): ()) -> Self {
        Self { tally: None, failure: None }
    }

    /// Not a failure: the compiler's extras are missing on some machines, and the code is judged elsewhere too.
    pub(crate) fn skipped(missing: &str) -> Self {
        shell::say(format!("skipped: {missing} is not installed"));
        Self::done(())
    }
}

/// Runs tests, shows their output and counts. A runner that ends well without having run a test has failed: a wrong
/// filter or a lost file must not look like success.
pub(crate) fn run(command: &mut Command) -> Result<Outcome> {
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start `{}`: is it installed?", shell::line(command)))?;
    let mut tally = Tally::default();
    let output = child.stdout.take().context("the test runner has no output")?;
    for line in BufReader::new(output).split(b'\n') {
        let line = line.context("cannot read the test runner's output")?;
        let mut screen = std::io::stdout().lock();
        screen.write_all(&line).and_then(|()| screen.write_all(b"\n")).context("cannot write the output")?;
        tally.add(closing_line(&String::from_utf8_lossy(&line)));
    }
    let status = child.wait().context("lost the test runner")?;
    let failure = if !status.success() || tally.failed > 0 {
        Some(format!("`{}` failed ({status})", shell::line(command)))
    } else if tally.passed == 0 {
        Some(format!("`{}` ran no test", shell::line(command)))
    } else {
        None
    };
    Ok(Outcome { tally: Some(tally), failure })
}

/// What a line adds: `test result: ok. 3 passed; 0 failed; …` by cargo and wasm-bindgen's runner, `ℹ pass 3` and
/// `ℹ fail 0` by Node.js. Nothing for every other line.
fn closing_line(line: &str) -> Tally {
    let words: Vec<&str> = line.split([' ', ';']).filter(|word| !word.is_empty()).collect();
    let number = |word: &str| word.parse().unwrap_or(0);
    match words.as_slice() {
        ["test", "result:", _, passed, "passed", failed, "failed", ..] => {
            Tally { passed: number(passed), failed: number(failed) }
        }
        ["ℹ", "pass", passed] => Tally { passed: number(passed), failed: 0 },
        ["ℹ", "fail" | "cancelled", failed] => Tally { passed: 0, failed: number(failed) },
        _ => Tally::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Tally, closing_line};

    /// A runner whose closing line is not understood would make a run look empty.
    #[test]
    fn closing_lines_of_all_runners_count() {
        for (line, passed, failed) in [
            ("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s", 12, 0),
            ("test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out", 2, 1),
            ("ℹ pass 7", 7, 0),
            ("ℹ fail 2", 0, 2),
            ("ℹ cancelled 1", 0, 1),
            ("ℹ tests 9", 0, 0),
            ("test search::fold::tests::result ... ok", 0, 0),
        ] {
            assert_eq!(closing_line(line), Tally { passed, failed }, "{line}");
        }
    }
}
