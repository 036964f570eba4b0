//! Developer commands: `cargo xtask <command>`.
//!
//! One program for everything a person or the CI does with the repository, so that a fresh machine needs nothing but
//! Rust and Git. Each command installs what it lacks and says so. It is a program and not a set of shell scripts
//! because it has to work the same way on every developer's system; it is plain and synchronous because it only
//! starts other programs and waits for them.
//!
//! | module | what it does |
//! |---|---|
//! | `project` | paths: the repository, the caches, what was built |
//! | `group` | ends all programs that a command has started when the command ends |
//! | `shell` | starting other programs and reporting how they ended |
//! | `cargo` | the cargo that runs us, and where it puts what it builds |
//! | `targets` | the two programs for the browser, and cargo's arguments for them |
//! | `tools` | Trunk, wasm-bindgen and the wasm target, in the versions the project needs |
//! | `node` | Node.js and the npm parts: the optimisers and the browser tests |
//! | `browser` | Chromium and its driver; Firefox and WebKit |
//! | `python` | Python with the packages that check opening hours |
//! | `build` | `build` and `dist`: the demo page with the widget in it |
//! | `app` | the built widget as `nightdesk build --app` takes it |
//! | `licences` | the licences of the libraries in the widget |
//! | `patches` | parts of wasm-bindgen's scripts that are left out or replaced |
//! | `glue` | what wasm-bindgen writes between a program and the browser, in fewer bytes |
//! | `wasm` | a wasm file, cut into its sections |
//! | `slim` | the wasm file and its script without what only libraries need |
//! | `hook` | `hook`: what Trunk calls after its build |
//! | `serve` | `serve`: the demo on a local port |
//! | `size` | `size`: every file a visitor downloads, against its budget |
//! | `bench` | `bench search`: quality, speed and size of search, beside other engines |
//! | `test` | `test`: all checks, the fastest first |
//! | `invariants` | `invariants`: the invariants of the project, and the tests that check them |
//! | `fuzz` | `fuzz`: libFuzzer on the reader of the index |

mod project;

mod group;

mod shell;

mod cargo;

mod targets;

mod tools;

mod node;

mod browser;

mod python;

mod build;

mod app;

mod licences;

mod patches;

mod glue;

mod wasm;

mod slim;

mod hook;

mod serve;

mod size;

mod bench;

mod test;

mod invariants;

mod fuzz;

use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Result, bail};

const HELP: &str = "\
Developer commands. Each installs what it lacks.

Usage: cargo xtask <command>

  serve [--port N]     build the demo and serve it on http://127.0.0.1:8080, reloading content as it is saved
  build                build the demo into dist/, quickly: no minifying, needs neither Node.js nor npm
  dist                 build the demo into dist/ as it ships: wasm and JavaScript optimised
  size                 print every file a visitor downloads, against its budget; exit 1 if one is above
       [--build]         build again first
       [--json]          for programs
       [--write-docs]    put the table into docs/developers/sizes.md
  bench search         ask our search, MiniSearch and Pagefind for known articles, in Chromium; exit 1 if a target is
                       missed; the corpora are looked for in ../shared/data, or where NIGHTDESK_DATA points
       [--corpus NAME]   pl-500 or pl-5000 alone
       [--alone]         without the other engines: ten times as fast
       [--misses]        every question of ours that was not answered
       [--json]          for programs
  test                 run all checks; exit 1 at the first stage that fails
       [--only STAGE]    this stage alone; repeatable
       [--only browsers] on demand: faults, changed scripts and the main journey in Chromium, Firefox and WebKit
       [--skip STAGE]    all but this stage; repeatable
  invariants           list the invariants, each with the test that holds it
       [--json]          for programs
  fuzz                 feed the reader of the index with bytes made to break it; needs a C++ compiler
       [--minutes N]     for so long, 2 by default
  hook                 called by Trunk after its build, not by people

Installed tools are kept for all clones in ~/.cache/nightdesk, or where NIGHTDESK_CACHE points.
";

fn main() -> ExitCode {
    let started = Instant::now();
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let result = group::lead(&mut args).and_then(|code| code.map_or_else(|| dispatch(&args, started), Ok));
    match result {
        Ok(code) => code,
        Err(error) => {
            shell::tell(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn dispatch(args: &[String], started: Instant) -> Result<ExitCode> {
    let Some((command, rest)) = args.split_first() else {
        shell::print(HELP)?;
        return Ok(ExitCode::from(2));
    };
    let success = |()| ExitCode::SUCCESS;
    match command.as_str() {
        "bench" => bench::run(rest),
        "build" => no_arguments(rest).and_then(|()| build::plain()).map(success),
        "dist" => no_arguments(rest).and_then(|()| build::dist()).map(success),
        "hook" => no_arguments(rest).and_then(|()| hook::run()).map(success),
        "serve" => serve::run(rest, started).map(success),
        "size" => size::run(rest),
        "test" => test::run(rest, started),
        "invariants" => invariants::run(rest).map(success),
        "fuzz" => fuzz::run(rest).map(success),
        "help" | "--help" | "-h" => {
            shell::print(HELP)?;
            Ok(ExitCode::SUCCESS)
        }
        unknown => bail!("no command `{unknown}`: see `cargo xtask help`"),
    }
}

fn no_arguments(rest: &[String]) -> Result<()> {
    match rest.first() {
        None => Ok(()),
        Some(extra) => bail!("`{extra}` is not understood here: see `cargo xtask help`"),
    }
}
