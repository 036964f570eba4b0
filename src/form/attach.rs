//! Adding and removing files. Their number and size is checked before any of them is copied; one that is too large is
//! in the list, for the visitor to remove, but is not stored.

use web_sys::FileList;

use super::{actions::yield_to_browser, controller::FormController, errors, runtime::spawn, storage::FileStatus};
use crate::request::{Attachment, Problem};

impl FormController {
    /// Adds files that were chosen.
    pub(super) fn add_files(&self, files: &FileList) {
        let chosen: Vec<web_sys::File> = (0..files.length()).filter_map(|number| files.get(number)).collect();
        let controller = self.clone();
        spawn(async move {
            while controller.with(|state| std::mem::replace(&mut state.files_busy, true)) {
                yield_to_browser().await;
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
            let failed = controller.store_files().await;
            let mut problems: Vec<Problem> =
                errors::validate(&controller).into_iter().filter(|problem| problem.field() == "files").collect();
            problems.extend(failed);
            controller.with(|state| {
                state.files_busy = false;
                state.problems = problems;
            });
            controller.draw(false);
            controller.focus("[data-field=files]");
        });
    }

    /// Copies the files from memory into the storage, where their number and size is allowed. One that cannot be read
    /// is removed; returns the problems to show.
    pub(super) async fn store_files(&self) -> Vec<Problem> {
        let mut out = Vec::new();
        let Some(shown) = self.shown() else { return out };
        let mut number = 0;
        loop {
            let item = self.item();
            let Some(file) = item.draft.files.get(number) else { return out };
            if item.draft.files_problem(&shown.forms).is_some() {
                return out;
            }
            match self.storage.store_file(&item.id, number as u32).await {
                FileStatus::Stored => {}
                FileStatus::InMemory => out.push(Problem::Unkept(file.name.clone())),
                FileStatus::Unreadable => {
                    out.push(Problem::Unreadable(file.name.clone()));
                    if self.delete_file(number).await {
                        continue;
                    }
                }
            }
            number += 1;
        }
    }

    /// Removes a file; the numbers of those after it are reduced. `false` where the storage failed.
    async fn delete_file(&self, number: usize) -> bool {
        let item = self.item();
        if !self.storage.remove_file(&item.id, number, item.draft.files.len()).await {
            return false;
        }
        self.change(|draft| {
            if number < draft.files.len() {
                draft.files.remove(number);
            }
        });
        true
    }

    /// The visitor removes a file.
    pub(super) fn remove_file(&self, number: usize) {
        let controller = self.clone();
        spawn(async move {
            if controller.with(|state| std::mem::replace(&mut state.files_busy, true)) {
                return;
            }
            let name = controller.draft().files.get(number).map_or(String::new(), |file| file.name.clone());
            let removed = controller.delete_file(number).await;
            let mut problems = if removed { controller.store_files().await } else { Vec::new() };
            problems.extend(controller.shown().and_then(|shown| controller.draft().files_problem(&shown.forms)));
            controller.with(|state| {
                state.files_busy = false;
                state.problems.retain(|problem| problem.field() != "files");
                state.problems.extend(problems);
            });
            controller.draw(false);
            if let Some(shown) = controller.shown().filter(|_| !removed) {
                controller.show_status(&shown.strings.wrong.unremoved.replace("{f}", &name));
            }
            controller.focus("[data-field=files]");
        });
    }
}
