//! Python with the packages that work opening hours out a second time, for `tests/hours_check.rs`.
//!
//! The packages are pinned here and live in a virtual environment in the cache, one for all clones that pin the same;
//! nothing is installed into the system's own Python. Only the tests need it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::browser::apt_install;
use crate::{project, shell};

/// The first with time zones (`zoneinfo`); macOS has no newer one of its own.
const OLDEST: (u32, u32) = (3, 9);

/// holidays 0.83 is the last for Python 3.9. The newest, 0.109, wants 3.11 and names the same days for the countries
/// of the test.
const PACKAGES: [&str; 4] = ["holidays==0.83", "tzdata==2026.6", "python-dateutil==2.9.0.post0", "six==1.17.0"];

/// Prints the version, if virtual environments can be made: Debian packs that part apart.
const ASK_VERSION: &str = "import ensurepip, sys, venv; print(*sys.version_info[:2])";

/// Prints what is installed, as it is pinned.
const ASK_PACKAGES: &str = "\
import sys, zoneinfo, holidays
from importlib.metadata import version
print(*(name + '==' + version(name) for name in sys.argv[1:]))";

/// Finds the interpreter that has the packages, or makes it.
///
/// `NIGHTDESK_PYTHON` names another one, which has them already.
pub(crate) fn ensure() -> Result<PathBuf> {
    if let Some(chosen) = env::var_os("NIGHTDESK_PYTHON").filter(|value| !value.is_empty()) {
        return Ok(chosen.into());
    }
    let home = project::cache()?.join("tools").join(folder());
    let python = home.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    if !complete(&home, &python) {
        install(&home, &python)?;
    }
    Ok(python)
}

/// An environment cannot be made elsewhere and moved when it is ready, because its own path is written into it; a
/// file written last tells a ready one. One whose Python has gone since then does not answer.
fn complete(home: &Path, python: &Path) -> bool {
    let pinned = PACKAGES.join(" ");
    let names = PACKAGES.map(|package| package.split('=').next().unwrap_or_default());
    fs::read_to_string(marker(home)).is_ok_and(|written| written == pinned)
        && shell::capture(Command::new(python).args(["-c", ASK_PACKAGES]).args(names)).is_some_and(|has| has == pinned)
}

fn install(home: &Path, python: &Path) -> Result<()> {
    let base = base()?;
    fs::remove_file(marker(home)).ok();
    shell::say(format!("pip install {}", PACKAGES.join(" ")));
    shell::run(Command::new(base).args(["-m", "venv", "--clear"]).arg(home))?;
    let mut pip = Command::new(python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]);
    // Nothing of theirs is run while it is installed.
    pip.args(["--only-binary=:all:", "--no-deps"]).args(PACKAGES);
    shell::run(&mut pip).with_context(|| {
        format!("if there is no way to the packages, set NIGHTDESK_PYTHON to a Python that has {}", PACKAGES.join(", "))
    })?;
    fs::write(marker(home), PACKAGES.join(" ")).with_context(|| format!("cannot write to {}", home.display()))?;
    if !complete(home, python) {
        bail!("the packages were installed, but {} does not find them", python.display());
    }
    Ok(())
}

/// A Python of the system that is new enough and can make environments.
fn base() -> Result<PathBuf> {
    let wish = format!("Python {}.{} or newer, with venv", OLDEST.0, OLDEST.1);
    if let Some(python) = find() {
        return Ok(python);
    }
    apt_install(&["python3", "python3-venv"], &wish)?;
    find().with_context(|| format!("{wish} is needed: install it, or set NIGHTDESK_PYTHON to one"))
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

/// Named after what matters: clones that pin other versions have another.
fn folder() -> String {
    let [holidays, tzdata, ..] = PACKAGES.map(|package| package.replace("==", "-"));
    format!("python-{holidays}-{tzdata}")
}

fn marker(home: &Path) -> PathBuf {
    home.join(".complete")
}

#[cfg(test)]
mod tests {
    use super::{OLDEST, version};

    /// Whoever has Python 3.10 must not be told to install 3.9 or newer.
    #[test]
    fn versions_are_compared_by_their_parts() {
        for (text, good) in [("3 9", true), ("3 10", true), ("3 8", false), ("2 7", false), ("", false)] {
            assert_eq!(version(text).is_some_and(|version| version >= OLDEST), good, "{text}");
        }
    }
}
