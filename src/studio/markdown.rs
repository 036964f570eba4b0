//! Markdown to the document tree, with `pulldown-cmark`.
//!
//! GitHub's tables, task lists, strikethrough, footnotes, alerts and bare addresses; `{#id}` after a heading. A closed
//! list of HTML is read into the same tree (`html`), and the rest is dropped: what reaches the browser is this tree, and
//! no string of it is ever parsed as HTML. However hostile a text is, the tree is bounded in depth and made in linear
//! time; `docs/writers/markdown.md` tells writers what is understood.

mod address;
mod dropped;
mod parsed;
mod remark;
mod resolver;
mod source;

mod autolink;
mod builder;
mod flatten;
mod frame;
mod grid;
mod headings;
mod html;
mod kinds;
mod separate;
mod stack;
mod state;
mod stray;
mod tables;
mod unread;
mod words;

mod findings;

use std::ops::Range;

use crate::knowledge::{Block, Inline, Target, plain_inlines, slugify};

pub(super) use address::{percent_encoded, web_address};
pub(super) use autolink::links as bare_addresses;
use builder::Builder;
pub use dropped::{Dropped, Loss};
use parsed::MAX_BYTES;
pub use parsed::Parsed;
pub use remark::{Doubt, Remark};
pub(super) use resolver::Resolver;
use separate::separated;
pub use tables::LostCells;

/// Reads Markdown without following links: for tests and for text that stands alone.
#[must_use]
pub fn parse_markdown(body: &str) -> Parsed {
    struct Alone;
    impl Resolver for Alone {
        fn link(&mut self, address: &str, _: Range<usize>) -> Option<Target> {
            web_address(address).map(Target::Url)
        }
        fn image(&mut self, _: &str, _: String, _: Range<usize>) -> Option<Inline> {
            None
        }
    }
    parse(body, "", &mut Alone)
}

/// Reads Markdown. A first heading that only repeats the title is left out.
pub(super) fn parse(body: &str, title: &str, resolver: &mut dyn Resolver) -> Parsed {
    let cut = (body.len() > MAX_BYTES).then(|| (0..=MAX_BYTES).rfind(|at| body.is_char_boundary(*at))).flatten();
    let body = body.get(..cut.unwrap_or(body.len())).unwrap_or_default();
    let mut builder = Builder::new(body, resolver);
    builder.read(&separated(body));
    let mut blocks = builder.finish();
    let (doubts, mut extra_ids) = std::mem::take(&mut builder.headings).settle(&mut blocks);
    builder.remarks.extend(doubts);
    let mut title_id = None;
    if let Some(Block::Heading { id, text, .. }) = blocks.first() {
        let words = plain_inlines(text);
        // A title without letters, such as "???", has an empty slug, and is no other heading without letters.
        if words.trim() == title.trim() || !slugify(title).is_empty() && slugify(&words) == slugify(title) {
            title_id = Some(id.clone());
            blocks.remove(0);
        }
    }
    for (_, heading) in &mut extra_ids {
        heading.take_if(|heading| title_id.as_ref() == Some(heading));
    }
    let Builder { html, dropped_html, lost_cells, mut remarks, flattened, .. } = builder;
    remarks.sort_by_key(|remark| remark.span.start);
    Parsed {
        blocks,
        dropped_html,
        rules: html.rules,
        words: html.words,
        lost_cells,
        remarks,
        title_id,
        extra_ids,
        flattened,
        cut,
    }
}

#[cfg(test)]
mod tests;
