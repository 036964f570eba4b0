//! `test`: all checks, the fastest first. The CI runs exactly this.
//!
//! Stops at the first stage that fails. The last lines of the output name what was skipped because data or a tool is
//! missing, and `N passed, N failed, N skipped` adds up what the test runners counted; the stages without tests
//! (formatting, lints, builds, sizes) pass or fail as a whole.

mod stages;

mod tally;

use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::shell;
use stages::{STAGES, Stage};
use tally::Tally;

pub(crate) fn run(args: &[String], started: Instant) -> Result<ExitCode> {
    let chosen = choose(args)?;
    let mut summary = Vec::new();
    let mut total = Tally::default();
    let (mut skipped, mut error) = (Vec::new(), None);
    for stage in chosen {
        shell::say(format!("test: {}", stage.name));
        let stage_started = Instant::now();
        let (tally, failure) = match (stage.run)() {
            Ok(outcome) => {
                skipped.extend(outcome.skipped.into_iter().map(|what| format!("{}: {what}", stage.name)));
                (outcome.tally, outcome.failure)
            }
            Err(error) => (None, Some(format!("{error:#}"))),
        };
        total.add(tally.unwrap_or_default());
        let verdict = if failure.is_some() { "FAILED" } else { "ok" };
        let counts = tally.map(|tally| tally.to_string()).unwrap_or_default();
        summary.push(format!("{:8} {verdict:7} {:>12}  {counts}", stage.name, shell::human(stage_started.elapsed())));
        if let Some(reason) = failure {
            error = Some(format!("stage `{}` failed: {reason}", stage.name));
            break;
        }
    }
    shell::print(&format!("\n{}\nin {}\n", summary.join("\n"), shell::human(started.elapsed())))?;
    if !skipped.is_empty() {
        shell::print(&format!("left out:\n  {}\n", skipped.join("\n  ")))?;
    }
    if let Some(reason) = &error {
        shell::tell(&format!("error: {reason}"));
    }
    shell::print(&format!("{total}\n"))?;
    Ok(if error.is_some() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The stages selected by `--only` and `--skip`, in their order. One that runs on demand is selected only by its name.
fn choose(args: &[String]) -> Result<Vec<&'static Stage>> {
    let (mut only, mut skip) = (Vec::new(), Vec::new());
    let mut rest = args.iter();
    while let Some(flag) = rest.next() {
        let names = match flag.as_str() {
            "--only" => &mut only,
            "--skip" => &mut skip,
            unknown => bail!("`test` does not understand `{unknown}`: see `cargo xtask help`"),
        };
        match rest.next() {
            Some(name) if STAGES.iter().any(|stage| stage.name == name) => names.push(name.as_str()),
            _ => {
                let known: Vec<&str> = STAGES.iter().map(|stage| stage.name).collect();
                bail!("{flag} wants one of: {}", known.join(", "));
            }
        }
    }
    let named = |stage: &Stage| if only.is_empty() { !stage.on_demand } else { only.contains(&stage.name) };
    let wanted = |stage: &&Stage| named(stage) && !skip.contains(&stage.name);
    Ok(STAGES.iter().filter(wanted).collect())
}

#[cfg(test)]
mod tests {
    use super::choose;

    // A run of all checks must not take twenty minutes more for three browsers; naming that stage runs only it.
    #[test]
    fn stages_on_demand_run_when_they_are_named() {
        let chosen = |args: &[&str]| -> Vec<&str> {
            let args: Vec<String> = args.iter().map(|arg| (*arg).to_owned()).collect();
            choose(&args).unwrap_or_default().iter().map(|stage| stage.name).collect()
        };
        assert_eq!(chosen(&[]), ["fmt", "clippy", "native", "wasm", "dist", "size", "e2e"]);
        assert_eq!(chosen(&["--only", "browsers"]), ["browsers"]);
        assert_eq!(chosen(&["--only", "browsers", "--only", "fmt"]), ["fmt", "browsers"]);
        assert_eq!(chosen(&["--skip", "e2e", "--skip", "native"]), ["fmt", "clippy", "wasm", "dist", "size"]);
        assert!(choose(&["--only".to_owned(), "browser".to_owned()]).is_err());
    }
}
