//! The open connections: a bound on their number, and which one is closed for a new one where the bound is reached.
//!
//! Not first come, first served: a client that opens connections and sends nothing would keep all others out. The
//! connection that has waited longest for its client is closed instead.

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
/// A connection waits this long for its client at least, however many others come.
const PATIENCE: Duration = Duration::from_secs(1);

/// All open connections.
#[derive(Debug, Default)]
pub(super) struct Connections {
    open: Mutex<BTreeMap<u64, Open>>,
    /// The number of the next one. None is used twice: one that was closed is dropped later.
    next: AtomicU64,
    closed: Notify,
}

#[derive(Debug)]
struct Open {
    /// Since when it waits for its client; `None` while the server works on a request.
    waiting: Arc<Mutex<Option<Instant>>>,
    end: Option<AbortHandle>,
}

/// A connection's entry: whether it waits for its client. It counts as open as long as the value lives.
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

    /// Whether the server works on any request.
    pub(super) fn works(&self) -> bool {
        lock(&self.open).values().any(|open| lock(&open.waiting).is_none())
    }

    /// Ends the connection that has waited longest for its client; `false` where none has for a while.
    pub(super) fn end_one(&self) -> bool {
        let mut open = lock(&self.open);
        let since = |(number, one): (&u64, &Open)| Some(((*lock(&one.waiting))?, *number));
        let oldest = open.iter().filter_map(since).min().filter(|(since, _)| since.elapsed() >= PATIENCE);
        let ended = oldest.and_then(|(_, number)| open.remove(&number));
        // It no longer counts: the task is dropped at its next step.
        let Some(Open { end: Some(end), .. }) = ended else { return false };
        end.abort();
        true
    }

    /// Adds a connection.
    pub(super) fn enter(self: &Arc<Self>) -> Connection {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let waiting = Arc::new(Mutex::new(Some(Instant::now())));
        lock(&self.open).insert(number, Open { waiting: Arc::clone(&waiting), end: None });
        Connection { number, all: Arc::clone(self), waiting }
    }

    /// Sets the task that serves a connection.
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

    /// From now on it waits for its client: to send, or to read.
    pub(super) fn waits(&self) {
        *lock(&self.waiting) = Some(Instant::now());
    }

    /// From now on the server works on its request.
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

/// The data is consistent at every moment: a panic elsewhere leaves nothing half done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
