//! Notifies open pages that the bundle changed (long polling). A page that waits costs a connection and no thread; one
//! that is closed is dropped with its connection.

use std::time::Duration;

use tokio::{sync::watch, time::timeout};

/// A waiting page is answered at least this often.
const WAIT: Duration = Duration::from_secs(20);

/// How often the bundle was built, and whether it will be again.
#[derive(Clone, Copy, Debug, Default)]
struct State {
    version: u64,
    ended: bool,
}

/// The version of the bundle, for those that wait for the next one.
#[derive(Debug, Default)]
pub(super) struct Live(watch::Sender<State>);

impl Live {
    /// The version now.
    pub(super) fn version(&self) -> u64 {
        self.0.borrow().version
    }

    /// The bundle was built again.
    pub(super) fn bump(&self) {
        self.0.send_modify(|state| state.version += 1);
    }

    /// There will be no other version: all that wait are answered.
    pub(super) fn end(&self) {
        self.0.send_modify(|state| state.ended = true);
    }

    /// Waits until the version differs from the one seen, or for 20 seconds.
    pub(super) async fn changed(&self, seen: u64) -> u64 {
        let mut states = self.0.subscribe();
        // Neither the end of the time nor that of the preview is an error: the page asks again.
        let _ = timeout(WAIT, states.wait_for(|state| state.version != seen || state.ended)).await;
        self.version()
    }
}
