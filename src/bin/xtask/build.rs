//! `build` and `dist`: the demo page with the widget in it, in `dist/`.
//!
//! Trunk compiles the widget and calls our hook; the hook calls the `nightdesk` command. The two differ only in the
//! optimisers, which come from npm: `build` works without them, so that trying the demo needs only Rust.

use std::process::Stdio;

use anyhow::Result;

use crate::targets::{OPTIMIZE, Program};
use crate::{cargo, node, project, shell, tools};

/// The demo, quickly.
pub(crate) fn plain() -> Result<()> {
    trunk(false)
}

/// The demo as it ships.
pub(crate) fn dist() -> Result<()> {
    node::ensure()?;
    trunk(true)
}

fn trunk(optimised: bool) -> Result<()> {
    let tools = tools::ensure(warm_up)?;
    // Trunk is told to stay offline, and passes that on to cargo.
    shell::run(cargo::command().args(["fetch", "--quiet", "--locked"]))?;
    let mut trunk = std::process::Command::new("trunk");
    trunk.current_dir(project::root()).env("PATH", tools.path()?).args(["build", "--release"]);
    // Trunk 0.21 takes `NO_COLOR=1`, which the convention asks for, as a malformed option and stops.
    trunk.env_remove("NO_COLOR").env_remove(OPTIMIZE);
    if optimised {
        trunk.env(OPTIMIZE, "1");
    }
    shell::say(if optimised { "building the demo, optimised" } else { "building the demo" });
    shell::run(&mut trunk)
}

/// Compiles what Trunk and the hook will have cargo build, with the same arguments, during the build of the tools.
fn warm_up() {
    let command = ["build", "--quiet", "--locked", "--bin", "nightdesk"];
    for args in [&command[..], &Program::Widget.build()[..], &Program::Form.build()[..]] {
        let _ = cargo::command().args(args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    }
}
