//! The stages of `cargo xtask test`: what is run, and what counts as a failure.

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

use super::tally::{self, Outcome};
use crate::{browser, build, cargo, node, project, python, shell, size, tools};

/// A name for `--only` and `--skip`, and what it does.
pub(crate) struct Stage {
    pub(crate) name: &'static str,
    pub(crate) run: fn() -> Result<Outcome>,
    /// Takes too long to run for each change: run only when it is named.
    pub(crate) on_demand: bool,
}

impl Stage {
    const fn always(name: &'static str, run: fn() -> Result<Outcome>) -> Self {
        Self { name, run, on_demand: false }
    }

    const fn on_demand(name: &'static str, run: fn() -> Result<Outcome>) -> Self {
        Self { name, run, on_demand: true }
    }
}

/// In running order: seconds first, browsers last.
pub(crate) const STAGES: [Stage; 8] = [
    Stage::always("fmt", fmt),
    Stage::always("clippy", clippy),
    Stage::always("native", native),
    Stage::always("wasm", wasm),
    Stage::always("dist", dist),
    Stage::always("size", sizes),
    Stage::always("e2e", e2e),
    Stage::on_demand("browsers", browsers),
];

/// Arguments to compile the part of the package for the browser.
const WIDGET: [&str; 4] = ["--target=wasm32-unknown-unknown", "--no-default-features", "--features", "widget"];

fn fmt() -> Result<Outcome> {
    if !has_component("fmt") {
        return Ok(Outcome::skipped("rustfmt"));
    }
    shell::run(cargo::command().args(["fmt", "--check"])).context("run `cargo fmt`").map(Outcome::done)
}

/// Three times, because no set of features compiles on both targets.
fn clippy() -> Result<Outcome> {
    if !has_component("clippy") {
        return Ok(Outcome::skipped("clippy"));
    }
    tools::wasm_target()?;
    let strict = ["--", "-D", "warnings"];
    shell::run(cargo::command().args(["clippy", "--features", "xtask", "--all-targets"]).args(strict))?;
    let mut widget = cargo::command();
    widget.arg("clippy").args(WIDGET).args(["--features", "bench", "--bin", "search_bench"]);
    widget.args(["--lib", "--bin", "widget", "--test", "widget"]).args(strict);
    shell::run(&mut widget)?;
    let mut form = cargo::command();
    form.args(["clippy", "--target=wasm32-unknown-unknown", "--no-default-features", "--features", "form"]);
    shell::run(form.args(["--lib", "--bin", "form"]).args(strict)).map(Outcome::done)
}

/// With Python, which computes opening hours independently, and the npm parts, which include the examples of CommonMark
/// and a second parser of the notation for opening hours.
fn native() -> Result<Outcome> {
    let python = python::ensure()?;
    node::ensure()?;
    let mut command = cargo::command();
    command.args(["test", "--features", "xtask", "--no-fail-fast"]).env("NIGHTDESK_PYTHON", python);
    tally::run(&mut command)
}

/// In Chromium, through its driver: not with `--quiet`, which the runner does not know.
fn wasm() -> Result<Outcome> {
    let browser = browser::ensure()?;
    let tools = tools::ensure(|| ())?;
    let mut command = cargo::command();
    command.arg("test").args(WIDGET).args(["--test", "widget"]);
    command.env("PATH", tools.path()?).env("CHROMEDRIVER", browser.driver);
    // Its default of 20 s is too short on a busy machine.
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
    // Makes the bundles of `attack.test.mjs`.
    shell::run(cargo::command().args(["build", "--example", "hostile"]))?;
    specs(&project::e2e(), &browser)
}

/// Faults, changed scripts and the main journey in three engines, with the app that `dist` has built. Firefox and
/// WebKit are required only here.
fn browsers() -> Result<Outcome> {
    let browser = browser::ensure()?;
    browser::ensure_engines()?;
    node::ensure()?;
    if !project::app().join("loader.js").is_file() {
        build::dist()?;
    }
    shell::run(cargo::command().args(["build", "--bin", "nightdesk"]))?;
    specs(&project::e2e().join("engines"), &browser)
}

/// Runs the tests in a folder, not those in folders of it.
fn specs(folder: &Path, browser: &browser::Browser) -> Result<Outcome> {
    let mut specs = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".test.mjs") {
            specs.push(path);
        }
    }
    specs.sort();
    let mut command = Command::new("node");
    command.current_dir(project::root()).env("CHROMIUM", &browser.chromium);
    // One browser at a time: two cores are soon busy, and a slow page fails tests that wait for it.
    command.args(["--test", "--test-concurrency=1", "--test-reporter=spec"]).args(specs);
    tally::run(&mut command)
}

fn has_component(subcommand: &str) -> bool {
    shell::capture(cargo::command().args([subcommand, "--version"])).is_some()
}
