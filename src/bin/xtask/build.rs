//! `build` and `dist`: the demo page with the widget in it, in `dist/`.
//!
//! Trunk compiles the widget and calls our hook; the hook hands over to the `nightdesk` command. The two differ only
//! in the optimisers, which come from npm: `build` does without, so that trying the demo needs Rust alone.

use std::process::Stdio;

use anyhow::Result;

use crate::{hook, node, shell, tools};

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
    shell::run(shell::cargo().args(["fetch", "--quiet", "--locked"]))?;
    let mut trunk = std::process::Command::new("trunk");
    trunk.current_dir(crate::project::root()).env("PATH", tools.path()?).args(["build", "--release"]);
    // Trunk 0.21 takes `NO_COLOR=1`, which the convention asks for, as a malformed option and stops.
    trunk.env_remove("NO_COLOR").env_remove(hook::OPTIMIZE);
    if optimised {
        trunk.env(hook::OPTIMIZE, "1");
    }
    shell::say(if optimised { "building the demo, optimised" } else { "building the demo" });
    shell::run(&mut trunk)
}

/// Compiles what Trunk and the hook will ask cargo for, with the same arguments, beside the build of the tools.
fn warm_up() {
    let command = ["build", "--quiet", "--locked", "--bin", "nightdesk"];
    let widget = [
        "build",
        "--quiet",
        "--locked",
        "--target=wasm32-unknown-unknown",
        "--profile",
        "wasm-release",
        "--bin",
        "widget",
        "--no-default-features",
        "--features",
        "widget",
    ];
    for args in [&command[..], &widget[..]] {
        let _ = shell::cargo().args(args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    }
}
