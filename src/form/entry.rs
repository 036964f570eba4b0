//! The functions that `js/form.js` and `js/port.js` call.

use std::rc::Rc;

use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{CssStyleSheet, Element, ShadowRoot};

use super::{
    controller::FormController,
    events,
    runtime::{now, spawn},
    state::Shown,
    storage::{Storage, WidgetPort},
};
use crate::{
    dom::{El, el},
    request::{OutboxState, VisitHistory, VisitStep, read_forms, read_known},
};

const CSS: &str = include_str!(concat!(env!("OUT_DIR"), "/form.css"));

/// The form, as `js/form.js` holds it.
#[wasm_bindgen]
pub struct Form {
    controller: FormController,
}

#[wasm_bindgen]
impl Form {
    /// Shows the form in a container. `forms` is the company's configuration of the form, in one language; the first
    /// line of `about` is the visitor's last search, the second the category they came from, the others what they have
    /// tried. `page` is the page's address and title; `known` what it knows about its visitor, as JSON.
    ///
    /// Returns whether `forms` could be read.
    pub fn open(&self, container: Element, forms: &[u8], about: &str, page: Vec<String>, known: &str) -> bool {
        let Ok(forms) = std::str::from_utf8(forms) else { return false };
        let Some(forms) = read_forms(forms) else { return false };
        let Some(strings) = self.controller.strings(&forms.strings) else { return false };
        let mut page = page.into_iter();
        let (page_url, page_title) = (page.next().unwrap_or_default(), page.next().unwrap_or_default());
        let mut lines = about.lines();
        let (question, category) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
        let history = VisitHistory {
            page_url,
            page_title,
            steps: lines.filter_map(VisitStep::read).collect(),
            language: forms.lang.clone(),
            local_time: self.controller.storage.local_time(now() as f64),
            widget: env!("CARGO_PKG_VERSION").into(),
        };
        let outer = El::of(container);
        events::listen(&outer, &self.controller);
        let (container, live_region) = (el("div"), el("p").class("hidden").set("role", "status"));
        outer.fill_all([container.clone(), live_region.clone()].into_iter());
        let shown = Shown {
            container,
            live_region,
            strings,
            question: question.trim().into(),
            category: category.into(),
            history,
            forms,
            known: read_known(known),
        };
        self.controller.with(|state| state.shown = Some(Rc::new(shown)));
        let controller = self.controller.clone();
        spawn(async move {
            controller.choose_item().await;
            controller.prefill();
            controller.draw(false);
            controller.return_to_writing();
            controller.look_after_outbox().await;
        });
        true
    }

    /// The network is back, the page is visible again, or the visitor has returned: what waits is tried again.
    pub fn wake(&self) {
        let controller = self.controller.clone();
        spawn(async move { controller.look_after_outbox().await });
    }

    /// Another tab has deleted everything that was stored: the draft that is being written here is stored again.
    pub fn emptied(&self) {
        let current = self.controller.item();
        let typed = current.state == OutboxState::Draft && current.rev > 0;
        // Only a draft that no other tab can have deleted: this tab holds its lock.
        if typed && self.controller.with(|state| state.lock.as_ref().is_some_and(|(id, _)| *id == current.id)) {
            self.controller.save_later(current);
        }
    }

    /// Another tab has stored a version of a request.
    pub fn changed(&self, id: &str, text: &str) {
        self.controller.changed_in_other_tab(id, text);
    }
}

impl Form {
    /// Starts the form, without showing it yet.
    #[must_use]
    pub fn begin(storage: Storage, root: &ShadowRoot, widget: WidgetPort) -> Self {
        if let Ok(sheet) = CssStyleSheet::new()
            && sheet.replace_sync(CSS).is_ok()
        {
            // Not `push`, which the page may have replaced.
            let sheets = root.adopted_style_sheets();
            sheets.set(sheets.length(), sheet.into());
        }
        Self { controller: FormController::new(storage, widget) }
    }
}
