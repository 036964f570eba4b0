//! Another language, or other content: the same screens, where it has them. Of several choices under way the last counts.

use std::rc::Rc;

use super::{
    desk::Desk,
    memory::{after_drawing, bump, put, spawn},
    route,
    shelf::Shelf,
};

impl Desk {
    /// Speaks another language, on the same screen where it exists.
    pub(super) fn speak(self, lang: String) {
        put(self.failed_language, 0);
        self.memory.with(|memory| memory.wanted.clone_from(&lang));
        // Whether it is still to come: another choice, that of the present language too, ends this one.
        let due = move |lang: &str| {
            self.memory.with(|memory| memory.wanted == lang && memory.shelf.pack.lang.as_str() != lang)
        };
        if !due(&lang) {
            return;
        }
        let host = self.host();
        spawn(async move {
            let next = host.fetch_pack(&lang).await.and_then(|bytes| Shelf::decode(&bytes).ok());
            if !due(&lang) {
                return;
            }
            let Some(next) = next else {
                return put(self.failed_language, 1);
            };
            // Somebody who types elsewhere on the page goes on there.
            let inside = self.find(":focus").is_some();
            self.take(next);
            host.speaks(&lang);
            if inside {
                after_drawing(move || self.focus_first(&[&format!("button[lang=\"{lang}\"]"), "input"]));
            }
        });
    }

    /// Takes other content, on the same screens where it has them.
    pub(super) fn take(self, next: Shelf) {
        self.memory.with(|memory| {
            memory.stack = route::translate(&memory.stack, &memory.shelf, &next);
            if let Some(named) = memory.suggested.take() {
                let same = named.iter().filter_map(|number| route::article(*number, &memory.shelf, &next));
                memory.suggested = Some(same.collect());
            }
            memory.shelf = Rc::new(next);
        });
        // Views follow after this task: they see both changes at once.
        bump(self.moved);
        bump(self.taken);
        self.resume();
    }
}
