//! Elements that go with their content: programs, forms, drawings. Of a video or a page inside of this one a link stays,
//! so that a visitor finds the way to it.

use std::ops::Range;

use super::{
    super::{
        builder::Builder,
        dropped::{Dropped, Loss},
        state::Dropping,
        words,
    },
    attributes::{Attributes, Tag},
    names::{Element, element},
    tokens::ends,
};
use crate::knowledge::Inline;

impl Builder<'_> {
    /// Whether the end tag of an element is still to come.
    pub(super) fn ends_later(&mut self, name: &str) -> bool {
        self.know_ends();
        let end = self.html.ends.as_ref().and_then(|ends| ends.get(name));
        end.is_some_and(|end| *end > self.at)
    }

    pub(super) fn know_ends(&mut self) {
        let body = self.body;
        self.html.ends.get_or_insert_with(|| ends(body));
    }

    /// An element that goes; with its content, where it has an end.
    pub(super) fn start_lost(&mut self, name: &'static str, loss: Loss, tag: &Tag<'_>, span: Range<usize>) {
        let dropping = self.dropping(name, loss, tag, span);
        // `embed` has no content.
        if !tag.is_empty() && name != "embed" && self.ends_later(name) {
            self.html.dropping = Some(dropping);
        } else {
            self.lose(dropping);
        }
    }

    /// An element that goes and is known to have no content, or to be at its end.
    pub(super) fn lose_whole(&mut self, loss: Loss, tag: &Tag<'_>, span: Range<usize>) {
        let dropping = self.dropping("", loss, tag, span);
        self.lose(dropping);
    }

    fn dropping(&self, name: &'static str, loss: Loss, tag: &Tag<'_>, span: Range<usize>) -> Dropping {
        let attributes = tag.attributes();
        let address = if loss == Loss::Media { address_of(&attributes) } else { None };
        let title = ["title", "aria-label"].iter().find_map(|key| attributes.get(key)).map(str::to_owned);
        Dropping { name, depth: 0, level: self.open.len(), loss, span, address, title }
    }

    /// A tag inside an element that goes.
    pub(super) fn tag_in_dropped(&mut self, tag: &Tag<'_>) {
        let Some(dropping) = &mut self.html.dropping else { return };
        if dropping.loss == Loss::Media && dropping.address.is_none() && ["source", "embed"].contains(&&*tag.name) {
            dropping.address = address_of(&tag.attributes());
        }
        if tag.name != dropping.name || tag.is_empty() {
            return;
        }
        match (tag.is_end, dropping.depth) {
            (false, _) => dropping.depth += 1,
            (true, 0) => {
                if let Some(dropping) = self.html.dropping.take() {
                    self.lose(dropping);
                }
            }
            (true, _) => dropping.depth -= 1,
        }
    }

    /// An element of Markdown ends: what goes inside of it goes no further.
    pub(in super::super) fn leave_html(&mut self) {
        let level = self.open.len();
        if let Some(dropping) = self.html.dropping.take_if(|dropping| level < dropping.level) {
            self.lose(dropping);
        }
    }

    fn lose(&mut self, dropping: Dropping) {
        let Dropping { loss, span, address, title, .. } = dropping;
        let linked = address.is_some_and(|address| {
            let target = self.resolver.link(&address, span.clone());
            let words = title.unwrap_or_else(|| words::of_media(&address));
            let shown = target.is_some();
            if let Some(target) = target {
                self.push(Inline::Link(target, vec![Inline::Text(words)]));
            }
            shown
        });
        self.dropped_html.push(Dropped { span, loss, linked });
    }

    /// A tag that names no element of HTML: `<your name>` where words were meant, or a part of some other language, of
    /// which the content stays.
    pub(super) fn unknown(&mut self, tag: &Tag<'_>, span: Range<usize>) {
        let raw = tag.raw();
        let alone = !tag.is_end && !tag.is_empty() && !raw.contains(['=', '{', '\n']) && element(&tag.name).is_none();
        if alone && !self.ends_later(&tag.name) {
            // As code they are seen to stand for something.
            self.push(Inline::Code(raw.to_owned()));
            self.html.words.push(span);
        }
    }
}

/// Where a video, a sound or a page is.
fn address_of(attributes: &Attributes) -> Option<String> {
    let address = ["src", "data"].iter().find_map(|key| attributes.get(key))?;
    let address = if address.starts_with("//") { format!("https:{address}") } else { address.to_owned() };
    let blank = address.starts_with("about:") || address.starts_with("data:");
    (!blank).then_some(address)
}

/// Whether what an element is goes with its content.
pub(super) fn loss(name: &str) -> Option<Loss> {
    match element(name) {
        Some((_, Element::Lost(loss))) => Some(loss),
        _ => None,
    }
}
