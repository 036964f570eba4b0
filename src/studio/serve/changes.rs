//! Watches the content: all that an editor does when it saves is one change.

use std::{
    io,
    path::Path,
    sync::mpsc::{Receiver, Sender, channel},
    time::{Duration, Instant},
};

use notify::{Config, Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::console;

/// Editors write a file in several steps: wait until it is quiet for this long.
const QUIET: Duration = Duration::from_millis(30);
/// Something may write all the time (a synchronisation, a log): after this long it is built all the same.
const LONGEST: Duration = Duration::from_millis(500);

enum Message {
    Changed,
    End,
}

/// The changes, as they are seen.
pub(super) struct Changes(Receiver<Message>);

/// Watches as long as the value lives.
pub(super) struct Watch {
    _watcher: RecommendedWatcher,
    sender: Sender<Message>,
}

impl Changes {
    /// Watches a folder with all that is in it. What a link in it leads to is not watched: it is no part of it.
    ///
    /// # Errors
    /// Where the system cannot watch it.
    pub(super) fn of(folder: &Path) -> io::Result<(Self, Watch)> {
        let (sender, receiver) = channel();
        let seen = sender.clone();
        let tell = move |event: notify::Result<Event>| match event {
            Ok(event) if event.kind.is_access() => {}
            // Also where the system lost count of the changes: it says so by an event without a path.
            Ok(_) => drop(seen.send(Message::Changed)),
            // A part of the folder is not watched. What changed in it until now is seen.
            Err(error) => {
                console::print_error(format!("not every change of the content will be seen: {error}"));
                let _ = seen.send(Message::Changed);
            }
        };
        let unseen = |error: notify::Error| {
            io::Error::other(format!("changes in `{}` cannot be watched: {error}", folder.display()))
        };
        let mut watcher =
            RecommendedWatcher::new(tell, Config::default().with_follow_symlinks(false)).map_err(unseen)?;
        watcher.watch(folder, RecursiveMode::Recursive).map_err(unseen)?;
        Ok((Self(receiver), Watch { _watcher: watcher, sender }))
    }

    /// Waits for a change and until it is over; `false` where there will be no more.
    pub(super) fn next(&self) -> bool {
        if !matches!(self.0.recv(), Ok(Message::Changed)) {
            return false;
        }
        let first = Instant::now();
        while first.elapsed() < LONGEST {
            match self.0.recv_timeout(QUIET) {
                Ok(Message::Changed) => {}
                Ok(Message::End) => return false,
                Err(_) => break,
            }
        }
        // What came up to now is in the files that are read from now on.
        !self.0.try_iter().any(|message| matches!(message, Message::End))
    }
}

impl Watch {
    /// Ends the changes.
    pub(super) fn end(&self) {
        let _ = self.sender.send(Message::End);
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    fn queue() -> (Changes, Sender<Message>) {
        let (sender, receiver) = channel();
        (Changes(receiver), sender)
    }

    /// One save is one build, and a file that never rests must not keep the page from following.
    #[test]
    fn a_restless_file_is_built() {
        let (changes, sender) = queue();
        let writer = thread::spawn(move || {
            for _ in 0..150 {
                let _ = sender.send(Message::Changed);
                thread::sleep(Duration::from_millis(10));
            }
        });
        let start = Instant::now();
        assert!(changes.next());
        assert!(!writer.is_finished(), "told after {:?}, when it had come to rest", start.elapsed());
        writer.join().unwrap();
    }

    /// What is written in several steps is one change.
    #[test]
    fn one_save_is_one_build() {
        let (changes, sender) = queue();
        for _ in 0..9 {
            sender.send(Message::Changed).unwrap();
        }
        assert!(changes.next());
        assert!(changes.0.try_recv().is_err(), "nothing is left of it");
        sender.send(Message::Changed).unwrap();
        sender.send(Message::End).unwrap();
        assert!(!changes.next());
    }
}
