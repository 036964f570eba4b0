//! Starting other programs and reporting how they ended. No shell is involved: arguments are passed as they are.
//!
//! Standard output is for the result of the command: a program that reads `size --json` must not find output of Trunk
//! in it. All other output, ours and of the programs we start, goes to standard error.

use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// Runs a program to its end with our standard input; its output goes to standard error.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    run_quietly(command.stdout(io::stderr()))
}

/// The same for a program whose output is redirected already.
pub(crate) fn run_quietly(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| cannot_start(command))?;
    if !status.success() {
        bail!("`{}` failed ({status})", line(command));
    }
    Ok(())
}

/// The trimmed standard output of a program that succeeds; `None` when it cannot be started or fails.
pub(crate) fn capture(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

/// Prints a message between the output of the programs we start.
pub(crate) fn say(message: impl AsRef<str>) {
    tell(&format!("==> {}", message.as_ref()));
}

/// Prints a line to standard error. A failure cannot be reported anywhere and is ignored.
pub(crate) fn tell(line: &str) {
    let _ = io::stderr().lock().write_all(format!("{line}\n").as_bytes());
}

/// Prints the result of the command. A closed pipe, as by `head -1`, is not an error.
pub(crate) fn print(text: &str) -> Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written.context("cannot print"),
    }
}

/// Programs of this name on `PATH`, best first.
pub(crate) fn on_path(name: &str) -> impl Iterator<Item = PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    folders.into_iter().map(move |folder| folder.join(&file)).filter(|program| program.is_file())
}

/// `PATH` with these folders in front.
pub(crate) fn path_with<'a>(folders: impl IntoIterator<Item = &'a Path>) -> Result<OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    let all = folders.into_iter().map(Path::to_path_buf).chain(env::split_paths(&path));
    env::join_paths(all).context("a folder name contains the separator of PATH")
}

/// The command as a person would type it, for messages.
pub(crate) fn line(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_stem().unwrap_or_else(|| command.get_program());
    let words = std::iter::once(program).chain(command.get_args()).map(OsStr::to_string_lossy);
    words.collect::<Vec<_>>().join(" ")
}

/// `4 min 05 s`, or `12 s` under a minute.
pub(crate) fn human(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds / 60 {
        0 => format!("{seconds} s"),
        minutes => format!("{minutes} min {:02} s", seconds % 60),
    }
}

fn cannot_start(command: &Command) -> String {
    format!("cannot start `{}`: is it installed?", line(command))
}
