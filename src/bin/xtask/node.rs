//! Node.js and the npm parts: wasm-opt and esbuild for `dist`, Playwright and axe for the browser tests.
//!
//! They are in `tests/e2e`, pinned by its lock file; what only `bench` needs is in `tests/bench`, with a lock file of
//! its own. Neither `build` nor `serve` needs any of them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::browser::apt_install;
use crate::{project, shell};

/// What playwright-core requires.
const OLDEST_NODE: u32 = 20;

/// Installs Node.js if there is none, and the npm parts if the lock file changed since the last time.
pub(crate) fn ensure() -> Result<()> {
    ensure_in(&project::e2e())
}

/// The same for another folder with a lock file.
pub(crate) fn ensure_in(folder: &Path) -> Result<()> {
    node()?;
    let lock = folder.join("package-lock.json");
    // npm leaves its own lock file in there, but in another form; a copy can be compared exactly.
    let installed = folder.join("node_modules/.installed-lock.json");
    let wanted = fs::read(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
    if fs::read(&installed).is_ok_and(|present| present == wanted) {
        return Ok(());
    }
    let name = folder.strip_prefix(project::root()).unwrap_or(folder).display();
    shell::say(format!("npm ci in {name}"));
    let npm = shell::on_path(if cfg!(windows) { "npm.cmd" } else { "npm" }).next();
    let mut command = Command::new(npm.unwrap_or_else(|| "npm".into()));
    shell::run(command.current_dir(folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))?;
    fs::write(&installed, wanted).with_context(|| format!("cannot write {}", installed.display()))
}

/// `node` with one of our scripts, in the repository's folder.
pub(crate) fn script(file: &str) -> Command {
    let mut command = Command::new("node");
    command.current_dir(project::root()).arg(project::e2e().join(file));
    command
}

/// Binaryen's optimiser. A JavaScript file: to be run with `node`.
pub(crate) fn wasm_opt() -> PathBuf {
    project::e2e().join("node_modules/binaryen/bin/wasm-opt")
}

/// A native program for this machine.
pub(crate) fn esbuild() -> PathBuf {
    project::e2e().join("node_modules/esbuild/bin/esbuild")
}

fn node() -> Result<()> {
    let version = || shell::capture(Command::new("node").arg("--version"));
    if version().is_none() || shell::on_path("npm").next().is_none() && !cfg!(windows) {
        apt_install(&["nodejs", "npm"], &format!("Node.js {OLDEST_NODE} or newer, with npm"))?;
    }
    let found = version().context("Node.js does not start")?;
    let major = found.trim_start_matches('v').split('.').next().and_then(|number| number.parse::<u32>().ok());
    if major.is_none_or(|number| number < OLDEST_NODE) {
        bail!("Node.js {OLDEST_NODE} or newer is needed, this is {found}: install a newer one and try again");
    }
    Ok(())
}
