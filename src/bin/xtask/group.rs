//! Ends all processes that a command has started when the command ends.
//!
//! A command starts Trunk, which starts cargo, which starts compilers; `serve` starts a server. A signal to the
//! command's process id reaches none of them, and the port stays in use. So the command runs in a second process (the
//! worker), in a process group with all that it starts, and the first process (the leader) only waits: when it gets a
//! signal, it sends SIGTERM to the group, and after a while SIGKILL. If the leader is killed, the worker sees that its
//! parent has changed and kills the group.
//!
//! A signal handler in one process would not be enough: it does not run when the process is killed, and a process has
//! no list of its children's children. On systems other than Unix the command runs in the first process.

#[cfg(unix)]
pub(crate) use unix::lead;

/// There are no process groups here: the command runs in this process.
#[cfg(not(unix))]
pub(crate) fn lead(_args: &mut Vec<String>) -> anyhow::Result<Option<std::process::ExitCode>> {
    Ok(None)
}

#[cfg(unix)]
mod unix {
    use std::os::unix::process::{CommandExt, ExitStatusExt, parent_id};
    use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
    use std::thread;
    use std::time::{Duration, Instant};

    use anyhow::{Context, Result};
    use rustix::process::{Pid, Signal, kill_current_process_group, kill_process_group, test_kill_process_group};
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;

    /// The first argument of the worker, followed by the leader's process id.
    const LEADER_ARGUMENT: &str = "--works-for=";
    /// SIGTERM is sent again after this time, to programs that were started meanwhile.
    const TERM_AGAIN_AFTER: Duration = Duration::from_secs(2);
    /// SIGKILL is sent after this further time.
    const KILL_AFTER: Duration = Duration::from_secs(3);
    /// Killed processes end within this time.
    const ENDED_WITHIN: Duration = Duration::from_secs(1);
    /// How often the worker checks that the leader is running.
    const CHECK_EVERY: Duration = Duration::from_millis(100);

    /// Runs the command in a separate process group and returns its exit code; `None` in the worker, and for commands
    /// that start no programs, or are started by another command.
    ///
    /// # Errors
    /// Where the process cannot be started or waited for.
    pub(crate) fn lead(args: &mut Vec<String>) -> Result<Option<ExitCode>> {
        match args.first().map(String::as_str) {
            None | Some("hook" | "help" | "--help" | "-h") => Ok(None),
            Some(first) => match first.strip_prefix(LEADER_ARGUMENT).map(str::parse) {
                Some(leader) => {
                    args.remove(0);
                    follow(leader?)?;
                    Ok(None)
                }
                None => wait(args).map(Some),
            },
        }
    }

    /// In the worker: kills the group when the leader has ended, and ignores SIGTERM to wait for what was started.
    fn follow(leader: u32) -> Result<()> {
        // SIGTERM does not end this process: the leader waits for it, and it waits for its children.
        signal_hook::flag::register(SIGTERM, Arc::new(AtomicBool::new(false)))?;
        thread::spawn(move || {
            while parent_id() == leader {
                thread::sleep(CHECK_EVERY);
            }
            let _ = kill_current_process_group(Signal::KILL);
        });
        Ok(())
    }

    fn wait(args: &[String]) -> Result<ExitCode> {
        let end_signals: Vec<i32> =
            [SIGTERM, SIGINT, SIGHUP].into_iter().filter(|signal| !is_ignored(*signal)).collect();
        // Before anything is started, so that no signal is missed.
        let mut signals = Signals::new(end_signals).context("cannot listen for signals")?;
        let mut command = Command::new(std::env::current_exe().context("cannot find this program")?);
        command.arg(format!("{LEADER_ARGUMENT}{}", std::process::id())).args(args);
        // A background group that reads from the terminal would be stopped, and no command reads input.
        command.stdin(Stdio::null()).process_group(0);
        let mut child = command.spawn().context("cannot start this program a second time")?;
        let group = Pid::from_child(&child);
        let received = Arc::new(AtomicI32::new(0));
        let set_received = Arc::clone(&received);
        thread::spawn(move || {
            for signal in signals.forever() {
                let first = set_received.swap(signal, Ordering::SeqCst) == 0;
                let _ = kill_process_group(group, if first { Signal::TERM } else { Signal::KILL });
                if first {
                    thread::spawn(move || escalate(group));
                }
            }
        });
        let status = wait_for(&mut child)?;
        // Processes that the command itself has not waited for.
        if !status.success() || received.load(Ordering::SeqCst) != 0 {
            let _ = kill_process_group(group, Signal::KILL);
            // A port is free when its process has ended, not when the signal was sent.
            let end = Instant::now() + ENDED_WITHIN;
            while test_kill_process_group(group).is_ok() && Instant::now() < end {
                thread::sleep(Duration::from_millis(10));
            }
        }
        match received.load(Ordering::SeqCst) {
            0 => Ok(code(status)),
            // This process ends by the same signal, as its sender expects.
            signal => {
                let _ = signal_hook::low_level::emulate_default_handler(signal);
                Ok(ExitCode::from(128_u8.saturating_add(signal as u8)))
            }
        }
    }

    fn escalate(group: Pid) {
        thread::sleep(TERM_AGAIN_AFTER);
        let _ = kill_process_group(group, Signal::TERM);
        thread::sleep(KILL_AFTER);
        let _ = kill_process_group(group, Signal::KILL);
    }

    fn wait_for(child: &mut Child) -> Result<ExitStatus> {
        child.wait().context("lost the process that works")
    }

    fn code(status: ExitStatus) -> ExitCode {
        let killed = || status.signal().map(|signal| 128 + signal);
        let code = status.code().or_else(killed).and_then(|code| u8::try_from(code).ok());
        code.map_or(ExitCode::FAILURE, ExitCode::from)
    }

    /// Whether this process was started to ignore a signal, as `nohup` does it. Known on Linux only.
    fn is_ignored(signal: i32) -> bool {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or_default();
        mask & (1 << (signal - 1)) != 0
    }
}
