//! `hook`: what Trunk calls after its build.
//!
//! Trunk leaves the widget (`widget.js`, `widget_bg.wasm`) and the demo page in its staging folder. The page stays
//! there; the widget is moved to another folder, optimised if requested, and written back by the `nightdesk` command,
//! which names, hashes and compresses every file and builds the content beside it. So the demo ships through the same
//! command as a customer's help.

use std::env;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::targets::OPTIMIZE;
use crate::{app, cargo, project, shell};

pub(crate) fn run() -> Result<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    let staging =
        staging.context("TRUNK_STAGING_DIR is not set: this command is for Trunk, use `cargo xtask build`")?;
    let optimised = env::var_os(OPTIMIZE).is_some_and(|value| value == "1");
    app::assemble(&staging, optimised)?;
    let mut nightdesk = cargo::command();
    nightdesk.args(["run", "--quiet", "--bin", "nightdesk", "--", "build", "content", "--app"]);
    nightdesk.arg(project::app()).arg("--out").arg(staging.join("help"));
    if !optimised {
        nightdesk.arg("--fast");
    }
    shell::run(&mut nightdesk)?;

    let marker = marker();
    fs::write(&marker, if optimised { OPTIMISED } else { "plain\n" })
        .with_context(|| format!("cannot write {}", marker.display()))
}

/// Whether the files in `dist/` are those that ship. `size` must not measure any others.
pub(crate) fn dist_is_optimised() -> bool {
    project::dist().join("help/nightdesk.json").is_file()
        && fs::read_to_string(marker()).is_ok_and(|text| text == OPTIMISED)
}

const OPTIMISED: &str = "optimised\n";

/// Not in `dist/`: that folder is copied to a server as it is.
fn marker() -> PathBuf {
    project::root().join("target/nightdesk-dist.txt")
}
