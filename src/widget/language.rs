//! Switching to another language or to newer content, on the same screens where it has them. Where several choices are
//! pending, the last one counts.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;

use super::{
    loaded_pack::LoadedPack,
    route,
    signals::{after_drawing, notify, set, spawn},
    store::Store,
};

impl Store {
    /// Switches to another language, on the same screen where it exists.
    pub(super) fn switch_language(self, lang: String) {
        set(self.failed_language, 0);
        self.state.with(|state| state.chosen_language.clone_from(&lang));
        // Whether it is still wanted: another choice, also that of the present language, cancels this one.
        let pending = move |lang: &str| {
            self.state.with(|state| state.chosen_language == lang && state.loaded.pack.lang.as_str() != lang)
        };
        if !pending(&lang) {
            return;
        }
        let host = self.host();
        spawn(async move {
            let next = host.fetch_pack(&lang).await.and_then(|bytes| LoadedPack::decode(&bytes).ok());
            if !pending(&lang) {
                return;
            }
            let Some(next) = next else {
                // The menu says what is there.
                let menu = self.find(".languages select").and_then(|menu| menu.dyn_into::<HtmlSelectElement>().ok());
                if let Some(menu) = menu {
                    menu.set_value(self.loaded_now().pack.lang.as_str());
                }
                return set(self.failed_language, 1);
            };
            // Where the visitor is typing elsewhere on the page, the focus stays there.
            let had_focus = self.find(":focus").is_some();
            self.replace_content(next);
            host.speaks(&lang);
            if had_focus {
                after_drawing(move || {
                    self.focus_first(&[&format!("button[lang=\"{lang}\"]"), ".languages select", "input"])
                });
            }
        });
    }

    /// Replaces the content; the stack of screens is translated to it.
    pub(super) fn replace_content(self, next: LoadedPack) {
        self.state.with(|state| {
            state.stack = route::translate(&state.stack, &state.loaded, &next);
            if let Some(named) = state.suggested.take() {
                let same = named.iter().filter_map(|number| route::article(*number, &state.loaded, &next));
                state.suggested = Some(same.collect());
            }
            state.loaded = Rc::new(next);
        });
        // Effects run after this task: they see both changes at once.
        notify(self.route_changed);
        notify(self.content_changed);
        self.resume();
    }
}
