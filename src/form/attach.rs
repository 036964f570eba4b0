//! Files that are chosen and taken out. How many and how large they may be is looked at before a byte of one is copied;
//! one that does not fit is in the list, for the visitor to take out, and nowhere else.

use web_sys::FileList;

use super::{
    actions::breathe,
    keeper::Filed,
    state::{Hand, spawn},
    wrong,
};
use crate::request::{Attachment, Problem};

impl Hand {
    /// Takes files that were chosen.
    pub(super) fn add_files(&self, files: &FileList) {
        let chosen: Vec<web_sys::File> = (0..files.length()).filter_map(|number| files.get(number)).collect();
        let hand = self.clone();
        spawn(async move {
            while hand.with(|inner| std::mem::replace(&mut inner.filing, true)) {
                breathe().await;
            }
            for file in chosen {
                let parcel = hand.parcel();
                hand.keeper.hold(&parcel.id, parcel.draft.files.len() as u32, &file);
                hand.change(|draft| {
                    let kind = file.type_();
                    let size = file.size() as u32;
                    draft.files.push(Attachment { name: file.name(), kind, size, data: String::new() });
                });
            }
            let failed = hand.put_away().await;
            let mut problems: Vec<Problem> =
                wrong::look(&hand).into_iter().filter(|problem| problem.field() == "files").collect();
            problems.extend(failed);
            hand.with(|inner| {
                inner.filing = false;
                inner.problems = problems;
            });
            hand.draw(false);
            hand.focus("[data-field=files]");
        });
    }

    /// Copies the files that are held into the store, where all of them may go along. One that cannot be read is taken
    /// out; gives what to tell.
    pub(super) async fn put_away(&self) -> Vec<Problem> {
        let mut out = Vec::new();
        let Some(shown) = self.shown() else { return out };
        let mut number = 0;
        loop {
            let parcel = self.parcel();
            let Some(file) = parcel.draft.files.get(number) else { return out };
            if parcel.draft.files_problem(&shown.forms).is_some() {
                return out;
            }
            match self.keeper.keep_file(&parcel.id, number as u32).await {
                Filed::Kept => {}
                Filed::Held => out.push(Problem::Unkept(file.name.clone())),
                Filed::Unreadable => {
                    out.push(Problem::Unreadable(file.name.clone()));
                    if self.take_out(number).await {
                        continue;
                    }
                }
            }
            number += 1;
        }
    }

    /// Takes a file out; those behind it move up. `false` where the store would not.
    async fn take_out(&self, number: usize) -> bool {
        let parcel = self.parcel();
        if !self.keeper.take_out(&parcel.id, number, parcel.draft.files.len()).await {
            return false;
        }
        self.change(|draft| {
            if number < draft.files.len() {
                draft.files.remove(number);
            }
        });
        true
    }

    /// The visitor takes a file out.
    pub(super) fn remove_file(&self, number: usize) {
        let hand = self.clone();
        spawn(async move {
            if hand.with(|inner| std::mem::replace(&mut inner.filing, true)) {
                return;
            }
            let name = hand.draft().files.get(number).map_or(String::new(), |file| file.name.clone());
            let taken = hand.take_out(number).await;
            let mut problems = if taken { hand.put_away().await } else { Vec::new() };
            problems.extend(hand.shown().and_then(|shown| hand.draft().files_problem(&shown.forms)));
            hand.with(|inner| {
                inner.filing = false;
                inner.problems.retain(|problem| problem.field() != "files");
                inner.problems.extend(problems);
            });
            hand.draw(false);
            if let Some(shown) = hand.shown().filter(|_| !taken) {
                hand.say_slowly(&shown.words.wrong.unremoved.replace("{f}", &name));
            }
            hand.focus("[data-field=files]");
        });
    }
}
