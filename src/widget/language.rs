//! Another language, or other content: the same screens, where it has them. Of several choices under way the last counts.

use std::rc::Rc;

use super::{
    loaded_pack::LoadedPack,
    route,
    signals::{after_drawing, notify, set, spawn},
    store::Store,
};

impl Store {
    /// Speaks another language, on the same screen where it exists.
    pub(super) fn speak(self, lang: String) {
        set(self.failed_language, 0);
        self.state.with(|state| state.wanted.clone_from(&lang));
        // Whether it is still to come: another choice, that of the present language too, ends this one.
        let due =
            move |lang: &str| self.state.with(|state| state.wanted == lang && state.loaded.pack.lang.as_str() != lang);
        if !due(&lang) {
            return;
        }
        let host = self.host();
        spawn(async move {
            let next = host.fetch_pack(&lang).await.and_then(|bytes| LoadedPack::decode(&bytes).ok());
            if !due(&lang) {
                return;
            }
            let Some(next) = next else {
                return set(self.failed_language, 1);
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
    pub(super) fn take(self, next: LoadedPack) {
        self.state.with(|state| {
            state.stack = route::translate(&state.stack, &state.loaded, &next);
            if let Some(named) = state.suggested.take() {
                let same = named.iter().filter_map(|number| route::article(*number, &state.loaded, &next));
                state.suggested = Some(same.collect());
            }
            state.loaded = Rc::new(next);
        });
        // Views follow after this task: they see both changes at once.
        notify(self.moved);
        notify(self.taken);
        self.resume();
    }
}
