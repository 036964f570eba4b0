//! `build` and `dist`: the demo page with the widget in it, in `dist/`.
//!
//! Trunk compiles the widget and calls our hook; the hook hands over to the `nightdesk` command. The two differ only
//! in the optimisers, which come from npm: `build` does without, so that trying the demo needs Rust alone.

use std::process::Stdio;

use anyhow::Result;

use crate::{hook, node, shell, tools};

/// What Trunk asks cargo for.
const WIDGET: [&str; 10] = wasm("widget");
/// The form, which Trunk does not know.
pub(crate) const FORM: [&str; 10] = wasm("form");

/// How a program for the browser is compiled; its feature has its name.
const fn wasm(name: &'static str) -> [&'static str; 10] {
    let target = "--target=wasm32-unknown-unknown";
    [
        "build",
        "--quiet",
        "--locked",
        target,
        "--profile=wasm-release",
        "--bin",
        name,
        "--no-default-features",
        "--features",
        name,
    ]
}

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
    for args in [&command[..], &WIDGET[..], &FORM[..]] {
        let _ = shell::cargo().args(args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    }
}
