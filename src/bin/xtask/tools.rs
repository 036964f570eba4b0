//! Trunk, wasm-bindgen and the wasm target, in the versions the project needs.
//!
//! Everything is compiled from crates.io: prebuilt downloads fail on closed networks. That costs minutes, so a tool
//! is built once per version into a cache that all clones share, with a profile chosen for a short build. A tool of
//! the right version that is already on `PATH` is used as it is.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::{cargo, project, shell};

const WASM: &str = "wasm32-unknown-unknown";

/// 0.22 needs a newer compiler than `rust-version` in Cargo.toml promises.
const TRUNK: &str = "0.21.14";

/// A command-line tool from crates.io.
struct Tool {
    package: &'static str,
    version: String,
    /// The version of the first one is checked.
    programs: &'static [&'static str],
    install: &'static [&'static str],
}

/// The tools of a build, as folders to put in front of `PATH`.
pub(crate) struct Tools {
    folders: Vec<PathBuf>,
}

impl Tools {
    /// The environment's `PATH` with the tools in front.
    pub(crate) fn path(&self) -> Result<OsString> {
        shell::path_with(self.folders.iter().map(PathBuf::as_path))
    }
}

/// Finds the tools, or builds the missing ones.
///
/// `meanwhile` runs at the same time as a build of tools: compiling them leaves one core idle at times, enough for work
/// that is needed afterwards. It is not run when nothing has to be built.
pub(crate) fn ensure(meanwhile: impl FnOnce() + Send) -> Result<Tools> {
    wasm_target()?;
    let wanted = [wasm_bindgen()?, trunk()];
    let missing = wanted.iter().filter(|tool| find(tool).is_none()).count();
    if missing > 0 {
        shell::say(format!("{missing} of {} build tools missing: compiling, once for all clones", wanted.len()));
        std::thread::scope(|scope| {
            let other_work = scope.spawn(meanwhile);
            let installed = wanted.iter().filter(|tool| find(tool).is_none()).try_for_each(install);
            // A failure of that work is reported later, when its result is needed.
            let _ = other_work.join();
            installed
        })?;
        fs::remove_dir_all(project::cache()?.join("build")).ok();
    }
    let folders = wanted.iter().map(|tool| find(tool).with_context(|| unusable(tool))).collect::<Result<_>>()?;
    Ok(Tools { folders })
}

/// The compiler's library for the browser, added if missing.
pub(crate) fn wasm_target() -> Result<()> {
    let mut rustc = Command::new("rustc");
    rustc.current_dir(project::root()).args(["--print", "target-libdir", "--target", WASM]);
    if shell::capture(&mut rustc).is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    shell::say(format!("adding the Rust target {WASM}"));
    let mut rustup = Command::new("rustup");
    shell::run(rustup.current_dir(project::root()).args(["target", "add", WASM]))
        .with_context(|| format!("the compiler lacks {WASM}: install it the way you installed Rust"))
}

fn trunk() -> Tool {
    Tool {
        package: "trunk",
        version: TRUNK.to_owned(),
        programs: &["trunk"],
        // Trunk's release profile (fat LTO, opt-level 3) takes 12 minutes on two cores, this one 4 and a half; it
        // only moves files and starts programs. TLS and the update check, the default features, serve downloads,
        // which Trunk.toml forbids.
        install: &["--locked", "--no-default-features", "--config", "profile.release.opt-level=0"],
    }
}

fn wasm_bindgen() -> Result<Tool> {
    Ok(Tool {
        package: "wasm-bindgen-cli",
        version: locked_version("wasm-bindgen")?,
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        // Without `--locked`: the lock file it ships with cannot be resolved any more. TLS, its only default
        // feature, would serve remote WebDrivers. The crates that process the wasm are optimised a little.
        install: &[
            "--no-default-features",
            "--config",
            "profile.release.opt-level=0",
            "--config",
            "profile.release.package.walrus.opt-level=1",
            "--config",
            "profile.release.package.wasmparser.opt-level=1",
            "--config",
            "profile.release.package.wasm-bindgen-cli-support.opt-level=1",
        ],
    })
}

/// The folder that holds all programs of the tool in the right version.
fn find(tool: &Tool) -> Option<PathBuf> {
    let cached = tool_folder(tool).ok()?.join("bin");
    let first = tool.programs.first()?;
    let folders = shell::on_path(first).filter_map(|program| Some(program.parent()?.to_path_buf()));
    std::iter::once(cached).chain(folders).find(|folder| {
        let program = |name: &str| folder.join(format!("{name}{}", env::consts::EXE_SUFFIX));
        tool.programs.iter().all(|name| program(name).is_file())
            && shell::capture(Command::new(program(first)).arg("--version"))
                .is_some_and(|answer| answer.split_whitespace().nth(1) == Some(&tool.version))
    })
}

/// Builds into a temporary folder and renames it when it is complete, so that an interrupted build is never taken
/// for a complete one.
fn install(tool: &Tool) -> Result<()> {
    let cache = project::cache()?;
    let tool_folder = tool_folder(tool)?;
    let partial = cache.join(format!("partial-{}-{}", tool.package, std::process::id()));
    fs::create_dir_all(cache.join("tools")).with_context(|| format!("cannot create {}", cache.display()))?;

    shell::say(format!("cargo install {} {}", tool.package, tool.version));
    let mut command = cargo::command();
    // Not in the repository, whose .cargo/config.toml is for the widget, and without the variables that a developer may
    // have exported for it.
    command.current_dir(&cache);
    for (name, _) in env::vars_os().filter(|(name, _)| changes_builds(&name.to_string_lossy())) {
        command.env_remove(name);
    }
    command.env("CARGO_TARGET_DIR", cache.join("build"));
    // Against two misleading warnings: that a temporary folder is not on PATH, and that future compilers will refuse
    // old dependencies of a pinned tool, which we cannot change.
    command.env("PATH", shell::path_with([partial.join("bin").as_path()])?);
    command.env("CARGO_FUTURE_INCOMPAT_REPORT_FREQUENCY", "never");
    command.args(["install", tool.package, "--version", &tool.version, "--root"]).arg(&partial);
    for name in tool.programs {
        command.args(["--bin", name]);
    }
    command.args(["--config", "profile.release.lto=false", "--config", "profile.release.codegen-units=16"]);
    command.args(["--config", "profile.release.debug=0"]).args(tool.install);
    shell::run(&mut command).with_context(|| format!("cannot install {} {}", tool.package, tool.version))?;

    fs::remove_dir_all(&tool_folder).ok();
    let renamed = fs::rename(&partial, &tool_folder);
    if find(tool).is_none() {
        renamed.with_context(|| format!("cannot move the finished {} to {}", tool.package, tool_folder.display()))?;
    }
    fs::remove_dir_all(&partial).ok();
    Ok(())
}

fn changes_builds(variable: &str) -> bool {
    let prefixes = ["CARGO_BUILD_", "CARGO_ENCODED_", "CARGO_INCREMENTAL", "CARGO_PROFILE_", "CARGO_TARGET_"];
    prefixes.iter().any(|prefix| variable.starts_with(prefix)) || variable == "RUSTFLAGS"
}

fn tool_folder(tool: &Tool) -> Result<PathBuf> {
    Ok(project::cache()?.join("tools").join(format!("{}-{}", tool.package, tool.version)))
}

fn unusable(tool: &Tool) -> String {
    format!("{} was installed but does not answer with version {}", tool.package, tool.version)
}

/// The version of a dependency that Cargo.lock holds.
fn locked_version(package: &str) -> Result<String> {
    let file = project::root().join("Cargo.lock");
    let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let name = format!("name = \"{package}\"");
    let mut lines = text.lines().skip_while(|line| *line != name).skip(1);
    let version = lines.next().and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'));
    Ok(version.with_context(|| format!("Cargo.lock has no {package}"))?.to_owned())
}
