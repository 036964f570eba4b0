//! The cargo that runs us, and where it puts what it builds. What it is asked for stands with those who ask.

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

/// The folder for what is built: people move it by variable or by configuration.
pub(crate) fn target_folder() -> Result<PathBuf> {
    let mut cargo = command();
    let answer = shell::capture(cargo.args(["metadata", "--no-deps", "--offline", "--format-version=1"]));
    let answer: serde_json::Value = serde_json::from_str(&answer.context("`cargo metadata` failed")?)?;
    let folder = answer.get("target_directory").and_then(|folder| folder.as_str());
    folder.map(PathBuf::from).context("`cargo metadata` names no target folder")
}
