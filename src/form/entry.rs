//! What `js/form.js` and `js/port.js` call.

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
    request::{State, VisitHistory, VisitStep, read_forms, read_known},
};

const CSS: &str = include_str!(concat!(env!("OUT_DIR"), "/form.css"));

/// The form, as `js/form.js` holds it.
#[wasm_bindgen]
pub struct Form {
    controller: FormController,
}

#[wasm_bindgen]
impl Form {
    /// Puts the form into a place. `forms` is what the company asks for, in one language; the first line of `about` is
    /// what the visitor wanted to know, the second the category they came from, the others what they have tried. `page`
    /// is the page's address and title; `known` what it knows of its visitor, as JSON.
    ///
    /// Gives whether it could be read.
    pub fn open(&self, place: Element, forms: &[u8], about: &str, page: Vec<String>, known: &str) -> bool {
        let Ok(forms) = std::str::from_utf8(forms) else { return false };
        let Some(forms) = read_forms(forms) else { return false };
        let Some(words) = self.controller.words(&forms.strings) else { return false };
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
        let whole = El::of(place);
        events::listen(&whole, &self.controller);
        let (place, said) = (el("div"), el("p").class("hidden").set("role", "status"));
        whole.fill_all([place.clone(), said.clone()].into_iter());
        let shown = Shown {
            place,
            said,
            words,
            question: question.trim().into(),
            category: category.into(),
            history,
            forms,
            known: read_known(known),
        };
        self.controller.with(|state| state.shown = Some(Rc::new(shown)));
        let controller = self.controller.clone();
        spawn(async move {
            controller.choose().await;
            controller.prefill();
            controller.draw(false);
            controller.return_to_writing();
            controller.look_after_outbox().await;
        });
        true
    }

    /// The network, the page or the visitor came back: what waits is tried again.
    pub fn wake(&self) {
        let controller = self.controller.clone();
        spawn(async move { controller.look_after_outbox().await });
    }

    /// Another tab has deleted all that was kept: what is being written here is kept anew.
    pub fn emptied(&self) {
        let own = self.controller.item();
        let typed = own.state == State::Draft && own.rev > 0;
        // Only what no other tab can have deleted: the draft whose lock this one holds.
        if typed && self.controller.with(|state| state.lock.as_ref().is_some_and(|(id, _)| *id == own.id)) {
            self.controller.keep_later(own);
        }
    }

    /// Another tab has kept a version of a request.
    pub fn changed(&self, id: &str, text: &str) {
        self.controller.changed(id, text);
    }
}

impl Form {
    /// Starts the form, without showing it yet.
    #[must_use]
    pub fn begin(storage: Storage, root: &ShadowRoot, widget: WidgetPort) -> Self {
        if let Ok(sheet) = CssStyleSheet::new()
            && sheet.replace_sync(CSS).is_ok()
        {
            // Not `push`, which may be the page's own.
            let sheets = root.adopted_style_sheets();
            sheets.set(sheets.length(), sheet.into());
        }
        Self { controller: FormController::new(storage, widget) }
    }
}
