//! `bench search`: how well, how fast and how small search is, beside MiniSearch and Pagefind, in Chromium; `bench
//! hours`: how small the opening hours are.
//!
//! Prepares what the measurement needs: search alone as wasm, the same program without search, and a pack with static
//! pages for each corpus. `tests/bench/search.mjs` makes the questions, asks all engines and scores the answers. The
//! corpora are third-party texts and not part of the repository: without them there is nothing to measure.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context, Result, bail};

use crate::{app, browser, cargo, node, project, shell, size, tools};

/// Help articles in Polish, as `<name>.tar.gz` with one folder of the same name.
const CORPORA: [&str; 2] = ["pl-500", "pl-5000"];

/// The feature of Cargo.toml and the folder for what is built with it.
const PROGRAMS: [(&str, &str); 2] = [("bench", "engine"), ("bench-blank", "blank")];

/// What looking up opening hours and putting them into words may cost, in bytes after gzip.
const HOURS: u64 = 4_000;

pub(crate) fn run(args: &[String]) -> Result<ExitCode> {
    match args.split_first().map(|(what, rest)| (what.as_str(), rest)) {
        Some(("search", rest)) => search(rest),
        Some(("hours", [])) => hours(),
        _ => bail!("`bench` wants to know what: `cargo xtask bench search`, `cargo xtask bench hours`"),
    }
}

/// The difference between the widget and the same without the modules that look hours up and put them into words.
fn hours() -> Result<ExitCode> {
    node::ensure()?;
    let work = project::root().join("target/bench/hours");
    let variants = [("widget", work.join("whole")), ("widget,bench-blank", work.join("blank"))];
    for (features, folder) in &variants {
        program("widget", features, folder)?;
    }
    let files: Vec<PathBuf> = variants.iter().map(|(_, folder)| folder.join("widget_bg.wasm")).collect();
    let sizes = size::compressed(files.iter())?;
    let gzip = |index: usize| sizes.get(index).and_then(|size| size.get("gzip")?.as_u64()).context("no size");
    let (whole, blank) = (gzip(0)?, gzip(1)?);
    let part = whole.saturating_sub(blank);
    shell::print(&format!(
        "opening hours in the wasm: {part} bytes after gzip ({whole} with them, {blank} without; at most {HOURS})\n"
    ))?;
    Ok(if part <= HOURS { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn search(rest: &[String]) -> Result<ExitCode> {
    let (chosen, flags) = choose(rest)?;
    let data = data()?;
    let archive = |name: &str| data.join("corpora").join(format!("{name}.tar.gz"));
    if let Some(name) = chosen.iter().find(|name| !archive(name).is_file()) {
        bail!("{} is missing: point NIGHTDESK_DATA at the folder that holds `corpora`", archive(name).display());
    }
    node::ensure()?;
    node::ensure_in(&project::bench())?;
    let browser = browser::ensure()?;

    let work = project::root().join("target/bench");
    fs::create_dir_all(&work).with_context(|| format!("cannot create {}", work.display()))?;
    for (feature, folder) in PROGRAMS {
        program("search_bench", feature, &work.join(folder))?;
    }
    for name in &chosen {
        corpus(name, &archive(name), &work)?;
    }

    shell::say("measuring in Chromium");
    let mut measure = Command::new("node");
    measure.current_dir(project::root()).env("CHROMIUM", browser.chromium);
    measure.arg(project::bench().join("search.mjs")).arg("--work").arg(&work).args(flags);
    measure.args(chosen.iter().flat_map(|name| ["--corpus", name]));
    let status = measure.status().context("cannot start node")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The corpora to measure, and the flags for the script.
fn choose(args: &[String]) -> Result<(Vec<&'static str>, Vec<&str>)> {
    let (mut chosen, mut flags) = (Vec::new(), Vec::new());
    let mut rest = args.iter();
    while let Some(arg) = rest.next() {
        match arg.as_str() {
            "--alone" | "--json" | "--misses" => flags.push(arg.as_str()),
            "--corpus" => {
                let named = rest.next().and_then(|name| CORPORA.iter().find(|corpus| *corpus == name));
                chosen.push(*named.with_context(|| format!("--corpus wants one of: {}", CORPORA.join(", ")))?);
            }
            unknown => bail!("`bench search` does not understand `{unknown}`: see `cargo xtask help`"),
        }
    }
    Ok((if chosen.is_empty() { CORPORA.to_vec() } else { chosen }, flags))
}

/// The folder beside the repository, or where `NIGHTDESK_DATA` points.
fn data() -> Result<PathBuf> {
    match env::var_os("NIGHTDESK_DATA").filter(|value| !value.is_empty()) {
        Some(chosen) => std::path::absolute(chosen).context("NIGHTDESK_DATA is not a usable path"),
        None => Ok(project::root().join("../shared/data")),
    }
}

/// A program as a module for browsers, optimised like the widget.
fn program(name: &str, feature: &str, folder: &Path) -> Result<()> {
    let tools = tools::ensure(|| ())?;
    shell::say(format!("compiling {name} with {feature}"));
    let mut build = cargo::command();
    build.args(["build", "--quiet", "--locked", "--target=wasm32-unknown-unknown", "--profile", "wasm-release"]);
    shell::run(build.args(["--bin", name, "--no-default-features", "--features", feature]))?;

    let built = cargo::target_folder()?.join("wasm32-unknown-unknown/wasm-release").join(format!("{name}.wasm"));
    let mut bind = Command::new("wasm-bindgen");
    bind.env("PATH", tools.path()?).args(["--target", "web", "--no-typescript", "--out-dir"]);
    shell::run(bind.arg(folder).arg(built))?;
    app::optimise(&folder.join(format!("{name}_bg.wasm")))
}

/// Unpacks a corpus to `<work>/<name>` and builds it into `<work>/<name>.out`.
fn corpus(name: &str, archive: &Path, work: &Path) -> Result<()> {
    shell::say(format!("building {name}"));
    shell::run(Command::new("tar").arg("-xzf").arg(archive).arg("-C").arg(work))?;
    // Packs of other builds would be beside the new one if the content's hash changed.
    let out = work.join(format!("{name}.out"));
    fs::remove_dir_all(&out).ok();
    let mut nightdesk = match env::var_os("NIGHTDESK_CLI").filter(|value| !value.is_empty()) {
        Some(built) => Command::new(built),
        None => {
            let mut cargo = cargo::command();
            cargo.args(["run", "--quiet", "--bin", "nightdesk", "--"]);
            cargo
        }
    };
    nightdesk.arg("build").arg(work.join(name)).arg("--out").arg(out).args(["--lang", "pl"]);
    // There are thousands of findings, in texts that are not ours.
    shell::run_quietly(nightdesk.stdout(Stdio::null()).stderr(Stdio::null()))
}
