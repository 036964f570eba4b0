//! Nothing that a command has started goes on without it.
//!
//! A command starts Trunk, which starts cargo, which starts compilers; `serve` starts a server. Whoever ends the
//! command by its process id reaches none of them, and the port stays taken. So the command works in a second process,
//! with all that it starts in one process group, and the first one only waits: when it is asked to end, it asks the
//! whole group, and after a while it does not ask any more. If the first is killed, the second sees that it has another
//! parent and ends the group.
//!
//! A handler in one process would not do: it runs in nobody who was killed, and a program's children's children are in
//! no list of its own. Elsewhere than on Unix the command works in the first process.

#[cfg(unix)]
pub(crate) use unix::lead;

/// There are no process groups here: the command works in this process.
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

    /// The first argument of the process that works; the number of the one that waits follows.
    const WORKS_FOR: &str = "--works-for=";
    /// Asked again after this time: meanwhile another program may have been started.
    const ASKED_AGAIN: Duration = Duration::from_secs(2);
    /// Ended without being asked after this time more.
    const NOT_ASKED: Duration = Duration::from_secs(3);
    /// What was killed is gone within this time.
    const GONE: Duration = Duration::from_secs(1);
    /// How often the one that works looks for the one that waits.
    const LOOK: Duration = Duration::from_millis(100);

    /// Lets the command work in a process group of its own and tells how it ended; `None` in the process that works, and
    /// for commands that start nothing, or are started by one of ours.
    ///
    /// # Errors
    /// Where the process cannot be started or waited for.
    pub(crate) fn lead(args: &mut Vec<String>) -> Result<Option<ExitCode>> {
        match args.first().map(String::as_str) {
            None | Some("hook" | "help" | "--help" | "-h") => Ok(None),
            Some(first) => match first.strip_prefix(WORKS_FOR).map(str::parse) {
                Some(leader) => {
                    args.remove(0);
                    follow(leader?)?;
                    Ok(None)
                }
                None => wait(args).map(Some),
            },
        }
    }

    /// Ends the group where its leader is gone, and waits for what was started when the group is asked to end.
    fn follow(leader: u32) -> Result<()> {
        // Not ended by it: the leader waits for this process, and this one for its children.
        signal_hook::flag::register(SIGTERM, Arc::new(AtomicBool::new(false)))?;
        thread::spawn(move || {
            while parent_id() == leader {
                thread::sleep(LOOK);
            }
            let _ = kill_current_process_group(Signal::KILL);
        });
        Ok(())
    }

    fn wait(args: &[String]) -> Result<ExitCode> {
        let ends: Vec<i32> = [SIGTERM, SIGINT, SIGHUP].into_iter().filter(|signal| !is_ignored(*signal)).collect();
        // Before anything is started: what comes meanwhile is kept.
        let mut signals = Signals::new(ends).context("cannot listen for signals")?;
        let mut command = Command::new(std::env::current_exe().context("cannot find this program")?);
        command.arg(format!("{WORKS_FOR}{}", std::process::id())).args(args);
        // A group in the background that reads from the terminal is stopped, and nothing here asks anything.
        command.stdin(Stdio::null()).process_group(0);
        let mut child = command.spawn().context("cannot start this program a second time")?;
        let group = Pid::from_child(&child);
        let asked = Arc::new(AtomicI32::new(0));
        let heard = Arc::clone(&asked);
        thread::spawn(move || {
            for signal in signals.forever() {
                let first = heard.swap(signal, Ordering::SeqCst) == 0;
                let _ = kill_process_group(group, if first { Signal::TERM } else { Signal::KILL });
                if first {
                    thread::spawn(move || insist(group));
                }
            }
        });
        let status = wait_for(&mut child)?;
        // What the command has not waited for itself, in whatever way it ended.
        if !status.success() || asked.load(Ordering::SeqCst) != 0 {
            let _ = kill_process_group(group, Signal::KILL);
            // A port is free once its process is gone, not once it was told to go.
            let end = Instant::now() + GONE;
            while test_kill_process_group(group).is_ok() && Instant::now() < end {
                thread::sleep(Duration::from_millis(10));
            }
        }
        match asked.load(Ordering::SeqCst) {
            0 => Ok(code(status)),
            // Ended by the signal, as whoever sent it expects.
            signal => {
                let _ = signal_hook::low_level::emulate_default_handler(signal);
                Ok(ExitCode::from(128_u8.saturating_add(signal as u8)))
            }
        }
    }

    fn insist(group: Pid) {
        thread::sleep(ASKED_AGAIN);
        let _ = kill_process_group(group, Signal::TERM);
        thread::sleep(NOT_ASKED);
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
