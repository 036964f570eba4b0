//! Files that are chosen and taken out. How many and how large they may be is looked at before a byte of one is copied;
//! one that does not fit is in the list, for the visitor to take out, and nowhere else.

use web_sys::FileList;

use super::{actions::breathe, controller::FormController, errors, runtime::spawn, storage::Filed};
use crate::request::{Attachment, Problem};

impl FormController {
    /// Takes files that were chosen.
    pub(super) fn add_files(&self, files: &FileList) {
        let chosen: Vec<web_sys::File> = (0..files.length()).filter_map(|number| files.get(number)).collect();
        let controller = self.clone();
        spawn(async move {
            while controller.with(|state| std::mem::replace(&mut state.filing, true)) {
                breathe().await;
            }
            for file in chosen {
                let item = controller.item();
                controller.storage.hold(&item.id, item.draft.files.len() as u32, &file);
                controller.change(|draft| {
                    let kind = file.type_();
                    let size = file.size() as u32;
                    draft.files.push(Attachment { name: file.name(), kind, size, data: String::new() });
                });
            }
            let failed = controller.put_away().await;
            let mut problems: Vec<Problem> =
                errors::look(&controller).into_iter().filter(|problem| problem.field() == "files").collect();
            problems.extend(failed);
            controller.with(|state| {
                state.filing = false;
                state.problems = problems;
            });
            controller.draw(false);
            controller.focus("[data-field=files]");
        });
    }

    /// Copies the files that are held into the store, where all of them may go along. One that cannot be read is taken
    /// out; gives what to tell.
    pub(super) async fn put_away(&self) -> Vec<Problem> {
        let mut out = Vec::new();
        let Some(shown) = self.shown() else { return out };
        let mut number = 0;
        loop {
            let item = self.item();
            let Some(file) = item.draft.files.get(number) else { return out };
            if item.draft.files_problem(&shown.forms).is_some() {
                return out;
            }
            match self.storage.keep_file(&item.id, number as u32).await {
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
        let item = self.item();
        if !self.storage.take_out(&item.id, number, item.draft.files.len()).await {
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
        let controller = self.clone();
        spawn(async move {
            if controller.with(|state| std::mem::replace(&mut state.filing, true)) {
                return;
            }
            let name = controller.draft().files.get(number).map_or(String::new(), |file| file.name.clone());
            let taken = controller.take_out(number).await;
            let mut problems = if taken { controller.put_away().await } else { Vec::new() };
            problems.extend(controller.shown().and_then(|shown| controller.draft().files_problem(&shown.forms)));
            controller.with(|state| {
                state.filing = false;
                state.problems.retain(|problem| problem.field() != "files");
                state.problems.extend(problems);
            });
            controller.draw(false);
            if let Some(shown) = controller.shown().filter(|_| !taken) {
                controller.say_slowly(&shown.words.wrong.unremoved.replace("{f}", &name));
            }
            controller.focus("[data-field=files]");
        });
    }
}
