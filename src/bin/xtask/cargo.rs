//! The cargo that runs xtask, and its target folder. The callers choose its arguments.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::{project, shell};

/// Cargo, working in the repository.
pub(crate) fn command() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(project::root());
    command
}

/// The target folder, which a variable or the configuration may have moved.
pub(crate) fn target_folder() -> Result<PathBuf> {
    let mut cargo = command();
    let answer = shell::capture(cargo.args(["metadata", "--no-deps", "--offline", "--format-version=1"]));
    let answer: serde_json::Value = serde_json::from_str(&answer.context("`cargo metadata` failed")?)?;
    let folder = answer.get("target_directory").and_then(|folder| folder.as_str());
    folder.map(PathBuf::from).context("`cargo metadata` names no target folder")
}
