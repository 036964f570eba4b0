//! What is stored, as this page knows it: what was read, with newer versions that could not be stored yet, and without
//! items that are finished.

use super::{controller::FormController, runtime::spawn};
use crate::request::{OutboxItem, Reading};

impl FormController {
    pub(super) fn save_later(&self, item: OutboxItem) {
        let controller = self.clone();
        spawn(async move { controller.save(&item).await });
    }

    /// Stores a version, and shows whether that worked. What could not be stored is remembered, and tried again.
    pub(super) async fn save(&self, item: &OutboxItem) {
        if item.is_blank() {
            self.discard(&item.id).await;
        } else {
            let stored = self.storage.store(item).await;
            self.with(|state| {
                state.is_stored = stored;
                state.undeleted.retain(|id| *id != item.id);
                let newer = |other: &OutboxItem| other.id == item.id && other.rev > item.rev;
                let known = state.unstored.iter().any(newer);
                state.unstored.retain(|other| other.id != item.id || newer(other));
                if !stored && !known {
                    state.unstored.push(item.clone());
                }
            });
        }
        self.show_storage_status();
    }

    /// Deletes what is stored of a request, now or as soon as the storage works again.
    async fn discard(&self, id: &str) {
        self.with(|state| state.unstored.retain(|other| other.id != id));
        if !self.storage.delete(id).await {
            self.with(|state| state.undeleted.push(id.to_owned()));
        }
    }

    /// Deletes a request that is finished. From now on this page ignores it, even where a store still has it.
    pub(super) async fn finish(&self, item: &OutboxItem) {
        self.with(|state| state.finished.push((item.id.clone(), item.rev)));
        self.discard(&item.id).await;
    }

    /// Everything that is stored, with newer versions of this page in place of the stored ones.
    pub(super) async fn read(&self) -> Reading {
        let mut reading = self.storage.read().await;
        let complete = reading.whole().is_some();
        self.with(|state| {
            state.read_completely = complete;
            state.damaged = !reading.damaged.is_empty();
            state.failed_reads = if complete { 0 } else { state.failed_reads + 1 };
            let current = &state.item;
            // Where everything was read and the current item is missing, another tab has deleted it.
            let known = current.rev > 0 && !current.is_blank() && (!complete || reading.find(&current.id).is_some());
            let current = known.then(|| current.clone());
            reading.overlay(state.unstored.iter().cloned().chain(current), &state.finished);
        });
        reading
    }

    /// Repeats what the storage could not do before.
    pub(super) async fn retry_storage(&self) {
        let (unstored, undeleted) = self.with(|state| (state.unstored.clone(), std::mem::take(&mut state.undeleted)));
        for item in unstored {
            self.save(&item).await;
        }
        for id in undeleted {
            // Changed since: it must not be deleted any more.
            if !self.with(|state| state.item.id == id && !state.item.is_blank()) {
                self.discard(&id).await;
            }
        }
    }
}
