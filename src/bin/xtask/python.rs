//! Python with packages that compute opening hours independently, for `tests/hours_check.rs`.
//!
//! The packages are pinned here and installed in a virtual environment in the cache, one for all clones that pin the
//! same versions; nothing is installed into the system's Python. Only the tests need it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::browser::apt_install;
use crate::{project, shell};

/// The first with time zones (`zoneinfo`); macOS ships no newer one.
const OLDEST: (u32, u32) = (3, 9);

/// holidays 0.83 is the last for Python 3.9. The newest, 0.109, requires 3.11 and names the same days for the countries
/// of the test.
const PACKAGES: [&str; 4] = ["holidays==0.83", "tzdata==2026.6", "python-dateutil==2.9.0.post0", "six==1.17.0"];

/// Prints the version, if virtual environments can be made: Debian has that part in a separate package.
const ASK_VERSION: &str = "import ensurepip, sys, venv; print(*sys.version_info[:2])";

/// Prints the installed versions in the form in which they are pinned.
const ASK_PACKAGES: &str = "\
import sys, zoneinfo, holidays
from importlib.metadata import version
print(*(name + '==' + version(name) for name in sys.argv[1:]))";

/// Finds the interpreter that has the packages, or makes it.
///
/// `NIGHTDESK_PYTHON` chooses another interpreter, which has them already.
pub(crate) fn ensure() -> Result<PathBuf> {
    if let Some(chosen) = env::var_os("NIGHTDESK_PYTHON").filter(|value| !value.is_empty()) {
        return Ok(chosen.into());
    }
    let environment = project::cache()?.join("tools").join(folder());
    let python = environment.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    if !complete(&environment, &python) {
        install(&environment, &python)?;
    }
    Ok(python)
}

/// Whether an environment is complete. It cannot be made elsewhere and moved when it is ready, because its path is
/// written into it; so a marker file is written last. An environment whose Python was removed since then fails to run.
fn complete(environment: &Path, python: &Path) -> bool {
    let pinned = PACKAGES.join(" ");
    let names = PACKAGES.map(|package| package.split('=').next().unwrap_or_default());
    fs::read_to_string(marker(environment)).is_ok_and(|written| written == pinned)
        && shell::capture(Command::new(python).args(["-c", ASK_PACKAGES]).args(names)).is_some_and(|has| has == pinned)
}

fn install(environment: &Path, python: &Path) -> Result<()> {
    let base = base()?;
    fs::remove_file(marker(environment)).ok();
    shell::say(format!("pip install {}", PACKAGES.join(" ")));
    shell::run(Command::new(base).args(["-m", "venv", "--clear"]).arg(environment))?;
    let mut pip = Command::new(python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]);
    // No code of the packages is run while they are installed.
    pip.args(["--only-binary=:all:", "--no-deps"]).args(PACKAGES);
    shell::run(&mut pip).with_context(|| {
        format!("if there is no way to the packages, set NIGHTDESK_PYTHON to a Python that has {}", PACKAGES.join(", "))
    })?;
    fs::write(marker(environment), PACKAGES.join(" "))
        .with_context(|| format!("cannot write to {}", environment.display()))?;
    if !complete(environment, python) {
        bail!("the packages were installed, but {} does not find them", python.display());
    }
    Ok(())
}

/// A Python of the system that is new enough and can create environments.
fn base() -> Result<PathBuf> {
    let description = format!("Python {}.{} or newer, with venv", OLDEST.0, OLDEST.1);
    if let Some(python) = find() {
        return Ok(python);
    }
    apt_install(&["python3", "python3-venv"], &description)?;
    find().with_context(|| format!("{description} is needed: install it, or set NIGHTDESK_PYTHON to one"))
}

fn find() -> Option<PathBuf> {
    ["python3", "python"].iter().flat_map(|name| shell::on_path(name)).find(|python| {
        let answer = shell::capture(Command::new(python).args(["-c", ASK_VERSION]));
        answer.and_then(|text| version(&text)).is_some_and(|version| version >= OLDEST)
    })
}

/// From `3 11`.
fn version(text: &str) -> Option<(u32, u32)> {
    let (major, minor) = text.split_once(' ')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}

/// Named after the pinned versions: clones that pin other versions have another folder.
fn folder() -> String {
    let [holidays, tzdata, ..] = PACKAGES.map(|package| package.replace("==", "-"));
    format!("python-{holidays}-{tzdata}")
}

fn marker(environment: &Path) -> PathBuf {
    environment.join(".complete")
}

#[cfg(test)]
mod tests {
    use super::{OLDEST, version};

    /// With Python 3.10 installed, there must be no error that asks for 3.9 or newer.
    #[test]
    fn versions_are_compared_by_their_parts() {
        for (text, good) in [("3 9", true), ("3 10", true), ("3 8", false), ("2 7", false), ("", false)] {
            assert_eq!(version(text).is_some_and(|version| version >= OLDEST), good, "{text}");
        }
    }
}
