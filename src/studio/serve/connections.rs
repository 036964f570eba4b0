//! The open connections: a bound on them, and room for one more where the bound is reached.
//!
//! Not in the order of coming: somebody who opens connections and says nothing would keep everybody else out. The
//! connection that has waited longest for its client is ended instead.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{sync::Notify, task::AbortHandle, time::timeout};

/// Open connections. Many systems allow a process 1,024 files, some 256; where they run out sooner, the same is done.
const MOST: usize = 512;
/// A client is waited for this long at least, however many others come.
const PATIENCE: Duration = Duration::from_secs(1);

/// All open connections.
#[derive(Debug, Default)]
pub(super) struct Connections {
    open: Mutex<BTreeMap<u64, Open>>,
    /// The number of the next one. None is given twice: one that was ended leaves late.
    next: AtomicU64,
    closed: Notify,
}

#[derive(Debug)]
struct Open {
    /// Since when its client is waited for; `None` while we work for it.
    waiting: Arc<Mutex<Option<Instant>>>,
    end: Option<AbortHandle>,
}

/// Says for a connection who is waited for. It counts as open as long as the value lives.
#[derive(Debug)]
pub(super) struct Connection {
    number: u64,
    all: Arc<Connections>,
    waiting: Arc<Mutex<Option<Instant>>>,
}

impl Connections {
    /// Returns when there is room for another connection.
    pub(super) async fn room(&self) {
        while self.count() >= MOST && !self.end_one() {
            let _ = timeout(Duration::from_millis(50), self.closed.notified()).await;
        }
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        lock(&self.open).len()
    }

    /// Whether any client waits for us.
    pub(super) fn works(&self) -> bool {
        lock(&self.open).values().any(|open| lock(&open.waiting).is_none())
    }

    /// Ends the connection that has waited longest for its client; `false` where none has for a while.
    pub(super) fn end_one(&self) -> bool {
        let mut open = lock(&self.open);
        let since = |(number, one): (&u64, &Open)| Some(((*lock(&one.waiting))?, *number));
        let oldest = open.iter().filter_map(since).min().filter(|(since, _)| since.elapsed() >= PATIENCE);
        let ended = oldest.and_then(|(_, number)| open.remove(&number));
        // Its place is free at once: the task is dropped at its next step.
        let Some(Open { end: Some(end), .. }) = ended else { return false };
        end.abort();
        true
    }

    /// Counts a connection in.
    pub(super) fn enter(self: &Arc<Self>) -> Connection {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let waiting = Arc::new(Mutex::new(Some(Instant::now())));
        lock(&self.open).insert(number, Open { waiting: Arc::clone(&waiting), end: None });
        Connection { number, all: Arc::clone(self), waiting }
    }

    /// Names the task that a connection is.
    pub(super) fn is_task(&self, number: u64, task: AbortHandle) {
        if let Some(open) = lock(&self.open).get_mut(&number) {
            open.end = Some(task);
        }
    }
}

impl Connection {
    /// Its number, until it is closed.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// From now on its client is waited for: to send, or to read.
    pub(super) fn waits(&self) {
        *lock(&self.waiting) = Some(Instant::now());
    }

    /// From now on its client waits for us.
    pub(super) fn works(&self) {
        *lock(&self.waiting) = None;
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        lock(&self.all.open).remove(&self.number);
        self.all.closed.notify_one();
    }
}

/// What is kept is whole at every moment: a panic elsewhere leaves nothing half done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
