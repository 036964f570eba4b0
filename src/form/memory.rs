//! What is kept, as this page knows it: what was read, above it what no store has taken yet, and without what is done with.

use super::state::{Hand, spawn};
use crate::request::{Parcel, Reading};

impl Hand {
    pub(super) fn keep_later(&self, parcel: Parcel) {
        let hand = self.clone();
        spawn(async move { hand.keep(&parcel).await });
    }

    /// Keeps a version, and says so. What no store takes is remembered, and tried again.
    pub(super) async fn keep(&self, parcel: &Parcel) {
        if parcel.is_blank() {
            self.discard(&parcel.id).await;
        } else {
            let kept = self.keeper.store(parcel).await;
            self.with(|inner| {
                inner.kept = kept;
                inner.undeleted.retain(|id| *id != parcel.id);
                let newer = |other: &Parcel| other.id == parcel.id && other.rev > parcel.rev;
                let known = inner.unstored.iter().any(newer);
                inner.unstored.retain(|other| other.id != parcel.id || newer(other));
                if !kept && !known {
                    inner.unstored.push(parcel.clone());
                }
            });
        }
        self.say_kept();
    }

    /// Deletes what is kept of a request, now or as soon as the store answers.
    async fn discard(&self, id: &str) {
        self.with(|inner| inner.unstored.retain(|other| other.id != id));
        if !self.keeper.delete(id).await {
            self.with(|inner| inner.undeleted.push(id.to_owned()));
        }
    }

    /// This page is done with a request, whatever a store may say of it from now on.
    pub(super) async fn finish(&self, parcel: &Parcel) {
        self.with(|inner| inner.gone.push((parcel.id.clone(), parcel.rev)));
        self.discard(&parcel.id).await;
    }

    /// All that is kept, and above it what this page knows better.
    pub(super) async fn read(&self) -> Reading {
        let mut reading = self.keeper.read().await;
        let whole = reading.whole().is_some();
        self.with(|inner| {
            inner.whole = whole;
            inner.damaged = !reading.damaged.is_empty();
            inner.blind = if whole { 0 } else { inner.blind + 1 };
            let own = &inner.parcel;
            // Where everything was read and it is not there, another tab has deleted it.
            let known = own.rev > 0 && !own.is_blank() && (!whole || reading.find(&own.id).is_some());
            let own = known.then(|| own.clone());
            reading.overlay(inner.unstored.iter().cloned().chain(own), &inner.gone);
        });
        reading
    }

    /// Does what a store has refused before.
    pub(super) async fn catch_up(&self) {
        let (unstored, undeleted) = self.with(|inner| (inner.unstored.clone(), std::mem::take(&mut inner.undeleted)));
        for parcel in unstored {
            self.keep(&parcel).await;
        }
        for id in undeleted {
            // Written to since: it is not to be deleted any more.
            if !self.with(|inner| inner.parcel.id == id && !inner.parcel.is_blank()) {
                self.discard(&id).await;
            }
        }
    }
}
