//! What was read of all that is kept, and what that proves.
//!
//! A store that could not be read is not an empty one. Whatever deletes for good, clears the flag that something waits,
//! or gives something up takes one of the proofs in here, and only a reading that succeeded gives them: they cannot be
//! made in any other way.

use alloc::{string::String, vec::Vec};

use super::{OutboxItem, read_outbox_item};

/// What was read: everything, or what could be had.
#[derive(Debug, Default)]
pub struct Reading {
    /// The requests that could be read, each in its newest version.
    pub items: Vec<OutboxItem>,
    /// Kept texts that cannot be read. They stay where they are until they have reached the age at which everything is
    /// deleted, and the visitor is told.
    pub damaged: Vec<String>,
    whole: Option<Whole>,
}

/// Proves that every store answered: what is not in the reading is not kept.
#[derive(Debug)]
pub struct Whole(());

/// Proves that nothing at all is kept, damaged texts included.
#[derive(Debug)]
pub struct NothingKept(());

/// Proves that nothing kept is to be sent by itself.
#[derive(Debug)]
pub struct NothingWaits(());

/// Proves that something was looked for, and that it is not there.
#[derive(Debug)]
pub struct Absent(());

impl Absent {
    /// What a look for one thing proves: `None` where it is there. A look that failed must not come here.
    #[must_use]
    pub fn of<T>(found: &Option<T>) -> Option<Self> {
        found.is_none().then_some(Self(()))
    }
}

impl Reading {
    /// Takes in the texts that the stores gave; `whole` says that none of them failed.
    #[must_use]
    pub fn new(texts: impl Iterator<Item = String>, whole: bool) -> Self {
        let mut out = Self { whole: whole.then_some(Whole(())), ..Self::default() };
        for text in texts {
            match read_outbox_item(&text) {
                Some(item) => out.items.push(item),
                None => out.damaged.push(text),
            }
        }
        out
    }

    /// Puts what this page knows above what was read where it is newer: `own` are versions that may not have reached a
    /// store, `gone` those that this page has finished with, by id and number of the change.
    pub fn overlay(&mut self, own: impl IntoIterator<Item = OutboxItem>, gone: &[(String, u64)]) {
        for own in own {
            match self.items.iter_mut().find(|kept| kept.id == own.id) {
                Some(kept) if kept.rev < own.rev => *kept = own,
                Some(_) => {}
                None => self.items.push(own),
            }
        }
        self.items.retain(|kept| !gone.iter().any(|(id, rev)| *id == kept.id && kept.rev <= *rev));
    }

    /// That every store answered.
    #[must_use]
    pub fn whole(&self) -> Option<&Whole> {
        self.whole.as_ref()
    }

    /// That nothing is kept.
    #[must_use]
    pub fn nothing_kept(&self) -> Option<NothingKept> {
        let empty = self.items.is_empty() && self.damaged.is_empty();
        (self.whole.is_some() && empty).then_some(NothingKept(()))
    }

    /// That nothing waits to be sent. A damaged text cannot be sent: it does not count.
    #[must_use]
    pub fn nothing_waits(&self) -> Option<NothingWaits> {
        (self.whole.is_some() && !self.items.iter().any(OutboxItem::waits)).then_some(NothingWaits(()))
    }

    /// The request of an id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&OutboxItem> {
        self.items.iter().find(|item| item.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::OutboxState;
    use alloc::{format, string::ToString};

    fn kept(id: &str, rev: u64, state: &str) -> String {
        format!(r#"{{"id":"{id}","rev":{rev},"state":{state},"draft":{{"message":"Halo"}}}}"#)
    }

    const DRAFT: &str = "\"draft\"";
    const SENDING: &str = "\"sending\"";
    const WAITING: &str = r#"{"waiting":{"at":1,"offline":false}}"#;
    const SENT: &str = r#"{"sent":{"reference":"7"}}"#;

    /// A visitor's request is lost where "could not read" counts as "nothing there".
    #[test]
    fn what_a_reading_proves() {
        // What was read, whether all stores answered; then: nothing kept, nothing waits.
        let table: [(&str, Vec<String>, bool, bool, bool); 13] = [
            ("empty", Vec::new(), true, true, true),
            ("empty, a store failed", Vec::new(), false, false, false),
            ("a draft", [kept("1", 1, DRAFT)].into(), true, false, true),
            ("a draft, a store failed", [kept("1", 1, DRAFT)].into(), false, false, false),
            ("waiting", [kept("1", 1, WAITING)].into(), true, false, false),
            ("waiting, a store failed", [kept("1", 1, WAITING)].into(), false, false, false),
            ("sending", [kept("1", 1, SENDING)].into(), true, false, false),
            ("sent", [kept("1", 1, SENT)].into(), true, false, true),
            ("sent, a store failed", [kept("1", 1, SENT)].into(), false, false, false),
            ("sent and waiting", [kept("1", 1, SENT), kept("2", 1, WAITING)].into(), true, false, false),
            ("cut in the middle", [kept("1", 1, WAITING)[..20].to_string()].into(), true, false, true),
            ("cut, a store failed", [kept("1", 1, WAITING)[..20].to_string()].into(), false, false, false),
            ("no JSON at all", ["x".into(), String::new(), "[]".into(), "null".into()].into(), true, false, true),
        ];
        for (name, texts, whole, kept, waits) in table {
            let count = texts.len();
            let reading = Reading::new(texts.into_iter(), whole);
            assert_eq!(reading.nothing_kept().is_some(), kept, "{name}: nothing kept");
            assert_eq!(reading.nothing_waits().is_some(), waits, "{name}: nothing waits");
            assert_eq!(reading.whole().is_some(), whole, "{name}");
            assert_eq!(reading.items.len() + reading.damaged.len(), count, "{name}: something fell out");
        }
        assert!(Absent::of(&Some(1)).is_none() && Absent::of::<u8>(&None).is_some());
    }

    /// A page knows what it has just sent, whatever a store that takes nothing more still says.
    #[test]
    fn what_the_page_knows_stands_above() {
        let own = |id: &str, rev: u64, state: OutboxState| OutboxItem { rev, state, ..OutboxItem::new(id.into()) };
        let sent = || OutboxState::Sent { reference: String::new() };
        let read = || Reading::new([kept("1", 6, WAITING), kept("2", 3, DRAFT)].into_iter(), true);
        // The page's own version, what it has finished with; then the versions that are left, and whether one waits.
        let gone = |rev: u64| Vec::from([("1".into(), rev)]);
        type Row = (&'static str, Option<OutboxItem>, Vec<(String, u64)>, &'static [u64], bool);
        let table: [Row; 9] = [
            ("nothing", None, Vec::new(), &[6, 3], true),
            ("newer, sent", Some(own("1", 7, sent())), Vec::new(), &[7, 3], false),
            ("older", Some(own("1", 5, OutboxState::Draft)), Vec::new(), &[6, 3], true),
            ("the same", Some(own("1", 6, OutboxState::Draft)), Vec::new(), &[6, 3], true),
            ("another", Some(own("3", 1, OutboxState::Sending)), Vec::new(), &[6, 3, 1], true),
            ("deleted", None, gone(6), &[3], false),
            ("deleted, an old version comes back", None, gone(9), &[3], false),
            ("deleted, then brought back", None, gone(5), &[6, 3], true),
            ("brought back, not yet stored", Some(own("1", 8, OutboxState::Draft)), gone(7), &[8, 3], false),
        ];
        for (name, own, gone, revs, waits) in table {
            let mut reading = read();
            reading.overlay(own, &gone);
            assert_eq!(reading.items.iter().map(|item| item.rev).collect::<Vec<_>>(), revs, "{name}");
            assert_eq!(reading.nothing_waits().is_none(), waits, "{name}");
            assert_eq!(reading.find("2").map(|item| item.rev), Some(3), "{name}");
        }
    }
}
