//! What `js/form.js` and `js/start.js` call.

use std::rc::Rc;

use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{CssStyleSheet, Element, ShadowRoot};

use super::{
    events,
    keeper::{DeskSide, Keeper},
    state::{Hand, Shown, now, spawn},
};
use crate::{
    dom::{El, el},
    request::{State, Trail, TrailStep, read_forms, read_known},
};

const CSS: &str = include_str!(concat!(env!("OUT_DIR"), "/form.css"));

/// The form, as `js/form.js` holds it.
#[wasm_bindgen]
pub struct Form {
    hand: Hand,
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
        let Some(words) = self.hand.words(&forms.strings) else { return false };
        let mut page = page.into_iter();
        let (page_url, page_title) = (page.next().unwrap_or_default(), page.next().unwrap_or_default());
        let mut lines = about.lines();
        let (question, category) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
        let trail = Trail {
            page_url,
            page_title,
            steps: lines.filter_map(TrailStep::read).collect(),
            language: forms.lang.clone(),
            local_time: self.hand.keeper.local_time(now() as f64),
            widget: env!("CARGO_PKG_VERSION").into(),
        };
        let whole = El::of(place);
        events::listen(&whole, &self.hand);
        let (place, said) = (el("div"), el("p").class("hidden").set("role", "status"));
        whole.fill_all([place.clone(), said.clone()].into_iter());
        let shown = Shown {
            place,
            said,
            words,
            question: question.trim().into(),
            category: category.into(),
            trail,
            forms,
            known: read_known(known),
        };
        self.hand.with(|inner| inner.shown = Some(Rc::new(shown)));
        let hand = self.hand.clone();
        spawn(async move {
            hand.choose().await;
            hand.prefill();
            hand.draw(false);
            hand.return_to_writing();
            hand.look_after_outbox().await;
        });
        true
    }

    /// The network, the page or the visitor came back: what waits is tried again.
    pub fn wake(&self) {
        let hand = self.hand.clone();
        spawn(async move { hand.look_after_outbox().await });
    }

    /// Another tab has deleted all that was kept: what is being written here is kept anew.
    pub fn emptied(&self) {
        let own = self.hand.parcel();
        let typed = own.state == State::Draft && own.rev > 0;
        // Only what no other tab can have deleted: the draft whose lock this one holds.
        if typed && self.hand.with(|inner| inner.lock.as_ref().is_some_and(|(id, _)| *id == own.id)) {
            self.hand.keep_later(own);
        }
    }

    /// Another tab has kept a version of a request.
    pub fn changed(&self, id: &str, text: &str) {
        self.hand.changed(id, text);
    }
}

impl Form {
    /// Starts the form, without showing it yet.
    #[must_use]
    pub fn begin(keeper: Keeper, root: &ShadowRoot, desk: DeskSide) -> Self {
        if let Ok(sheet) = CssStyleSheet::new()
            && sheet.replace_sync(CSS).is_ok()
        {
            // Not `push`, which may be the page's own.
            let sheets = root.adopted_style_sheets();
            sheets.set(sheets.length(), sheet.into());
        }
        Self { hand: Hand::new(keeper, desk) }
    }
}
