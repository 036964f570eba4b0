//! What is kept, as this page knows it: what was read, above it what no store has taken yet, and without what is done with.

use super::{controller::FormController, runtime::spawn};
use crate::request::{OutboxItem, Reading};

impl FormController {
    pub(super) fn keep_later(&self, item: OutboxItem) {
        let controller = self.clone();
        spawn(async move { controller.keep(&item).await });
    }

    /// Keeps a version, and says so. What no store takes is remembered, and tried again.
    pub(super) async fn keep(&self, item: &OutboxItem) {
        if item.is_blank() {
            self.discard(&item.id).await;
        } else {
            let kept = self.storage.store(item).await;
            self.with(|state| {
                state.kept = kept;
                state.undeleted.retain(|id| *id != item.id);
                let newer = |other: &OutboxItem| other.id == item.id && other.rev > item.rev;
                let known = state.unstored.iter().any(newer);
                state.unstored.retain(|other| other.id != item.id || newer(other));
                if !kept && !known {
                    state.unstored.push(item.clone());
                }
            });
        }
        self.say_kept();
    }

    /// Deletes what is kept of a request, now or as soon as the store answers.
    async fn discard(&self, id: &str) {
        self.with(|state| state.unstored.retain(|other| other.id != id));
        if !self.storage.delete(id).await {
            self.with(|state| state.undeleted.push(id.to_owned()));
        }
    }

    /// This page is done with a request, whatever a store may say of it from now on.
    pub(super) async fn finish(&self, item: &OutboxItem) {
        self.with(|state| state.gone.push((item.id.clone(), item.rev)));
        self.discard(&item.id).await;
    }

    /// All that is kept, and above it what this page knows better.
    pub(super) async fn read(&self) -> Reading {
        let mut reading = self.storage.read().await;
        let whole = reading.whole().is_some();
        self.with(|state| {
            state.whole = whole;
            state.damaged = !reading.damaged.is_empty();
            state.blind = if whole { 0 } else { state.blind + 1 };
            let own = &state.item;
            // Where everything was read and it is not there, another tab has deleted it.
            let known = own.rev > 0 && !own.is_blank() && (!whole || reading.find(&own.id).is_some());
            let own = known.then(|| own.clone());
            reading.overlay(state.unstored.iter().cloned().chain(own), &state.gone);
        });
        reading
    }

    /// Does what a store has refused before.
    pub(super) async fn catch_up(&self) {
        let (unstored, undeleted) = self.with(|state| (state.unstored.clone(), std::mem::take(&mut state.undeleted)));
        for item in unstored {
            self.keep(&item).await;
        }
        for id in undeleted {
            // Written to since: it is not to be deleted any more.
            if !self.with(|state| state.item.id == id && !state.item.is_blank()) {
                self.discard(&id).await;
            }
        }
    }
}
