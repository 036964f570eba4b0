//! The stages of `cargo xtask test`: what is run, and what counts as a failure.

use std::fs;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

use super::tally::{self, Outcome};
use crate::{browser, build, node, project, python, shell, size, tools};

/// A name for `--only` and `--skip`, and what it does.
pub(crate) struct Stage {
    pub(crate) name: &'static str,
    pub(crate) run: fn() -> Result<Outcome>,
}

/// In running order: seconds first, browsers last.
pub(crate) const STAGES: [Stage; 7] = [
    Stage { name: "fmt", run: fmt },
    Stage { name: "clippy", run: clippy },
    Stage { name: "native", run: native },
    Stage { name: "wasm", run: wasm },
    Stage { name: "dist", run: dist },
    Stage { name: "size", run: sizes },
    Stage { name: "e2e", run: e2e },
];

/// What the browser's half of the package is compiled with.
const WIDGET: [&str; 4] = ["--target=wasm32-unknown-unknown", "--no-default-features", "--features", "widget"];

fn fmt() -> Result<Outcome> {
    if !has_component("fmt") {
        return Ok(Outcome::skipped("rustfmt"));
    }
    shell::run(shell::cargo().args(["fmt", "--check"])).context("run `cargo fmt`").map(Outcome::done)
}

/// Three times, because no set of features compiles on both targets.
fn clippy() -> Result<Outcome> {
    if !has_component("clippy") {
        return Ok(Outcome::skipped("clippy"));
    }
    tools::wasm_target()?;
    let strict = ["--", "-D", "warnings"];
    shell::run(shell::cargo().args(["clippy", "--features", "xtask", "--all-targets"]).args(strict))?;
    let mut widget = shell::cargo();
    widget.arg("clippy").args(WIDGET).args(["--features", "bench", "--bin", "search_bench"]);
    widget.args(["--lib", "--bin", "widget", "--test", "widget"]).args(strict);
    shell::run(&mut widget)?;
    let mut form = shell::cargo();
    form.args(["clippy", "--target=wasm32-unknown-unknown", "--no-default-features", "--features", "form"]);
    shell::run(form.args(["--lib", "--bin", "form"]).args(strict)).map(Outcome::done)
}

/// With Python at hand, which works opening hours out by other means, and the npm parts, among which are the examples
/// of CommonMark.
fn native() -> Result<Outcome> {
    let python = python::ensure()?;
    node::ensure()?;
    let mut command = shell::cargo();
    command.args(["test", "--features", "xtask", "--no-fail-fast"]).env("NIGHTDESK_PYTHON", python);
    tally::run(&mut command)
}

/// In Chromium, through its driver: not with `--quiet`, which the runner does not know.
fn wasm() -> Result<Outcome> {
    let browser = browser::ensure()?;
    let tools = tools::ensure(|| ())?;
    let mut command = shell::cargo();
    command.arg("test").args(WIDGET).args(["--test", "widget"]);
    command.env("PATH", tools.path()?).env("CHROMEDRIVER", browser.driver);
    // Its own 20 s are too few on a machine that does other things as well.
    command.env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    tally::run(&mut command)
}

fn dist() -> Result<Outcome> {
    build::dist().map(Outcome::done)
}

fn sizes() -> Result<Outcome> {
    let within = size::run(&[])? == ExitCode::SUCCESS;
    Ok(Outcome { failure: (!within).then(|| "a file is above its budget".to_owned()), ..Outcome::done(()) })
}

fn e2e() -> Result<Outcome> {
    let browser = browser::ensure()?;
    node::ensure()?;
    let mut specs = Vec::new();
    for entry in fs::read_dir(project::e2e()).context("cannot read tests/e2e")? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".test.mjs") {
            specs.push(path);
        }
    }
    specs.sort();
    // Makes the bundles of `attack.test.mjs`.
    shell::run(shell::cargo().args(["build", "--example", "hostile"]))?;
    let mut command = Command::new("node");
    command.current_dir(project::root()).env("CHROMIUM", browser.chromium);
    // One browser at a time: two cores are soon busy, and a slow page fails tests that wait for it.
    command.args(["--test", "--test-concurrency=1", "--test-reporter=spec"]).args(specs);
    tally::run(&mut command)
}

fn has_component(subcommand: &str) -> bool {
    shell::capture(shell::cargo().args([subcommand, "--version"])).is_some()
}
