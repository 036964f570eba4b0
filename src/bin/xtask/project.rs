//! Paths: the repository, the caches, what was built. Nothing is created or started here.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The repository. Known at compile time: this program is always run by `cargo xtask` from its own clone.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The demo page with the help beside it, ready for any static server.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// The files of the app (`app.js`, `app.wasm` and others), before the `nightdesk` command names, hashes and compresses
/// them. `nightdesk serve` needs them as well, hence not in a temporary folder.
pub(crate) fn app() -> PathBuf {
    root().join("target/nightdesk-app")
}

/// The browser tests, and with them everything that comes from npm.
pub(crate) fn e2e() -> PathBuf {
    root().join("tests/e2e")
}

/// The benchmarks, with the other search engines from npm.
pub(crate) fn bench() -> PathBuf {
    root().join("tests/bench")
}

/// Tools shared by all clones of one person: `NIGHTDESK_CACHE`, or the system's usual folder for caches.
pub(crate) fn cache() -> Result<PathBuf> {
    if let Some(chosen) = env::var_os("NIGHTDESK_CACHE").filter(|value| !value.is_empty()) {
        return std::path::absolute(chosen).context("NIGHTDESK_CACHE is not a usable path");
    }
    if let Some(base) = env::var_os("XDG_CACHE_HOME").filter(|value| Path::new(value).is_absolute()) {
        return Ok(PathBuf::from(base).join("nightdesk"));
    }
    let home = env::home_dir().context("no home folder: set NIGHTDESK_CACHE to a folder for tools")?;
    Ok(home.join(".cache/nightdesk"))
}
