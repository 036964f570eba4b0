//! HTML as a document tree: what a help desk's editor, a word processor or a page has made of a text.
//!
//! | module | what it does |
//! |---|---|
//! | `page` | what goes in and comes out |
//! | `names`, `style` | what elements, classes and styles say: callouts, bold spans, hidden text |
//! | `tidy` | lines as a browser shows them |
//! | `wrap`, `flatten`, `preformatted` | what is said around blocks; blocks in one line; text as it stands |
//! | `reader` | what is known while a text is read |
//! | `block`, `list`, `table`, `embedded`, `run` | the elements |
//!
//! Text is never left out without being told: what is unknown gives its content.

mod names;
mod page;
mod tidy;

mod flatten;
mod preformatted;
mod wrap;

mod style;

mod reader;

mod block;
mod embedded;
mod list;
mod run;
mod table;

use super::dom::Dom;
pub(super) use page::{Converted, Page, Part};
use reader::{Reader, with_blocks};

/// Reads a part of a page.
pub(super) fn convert(dom: &Dom, part: &Part, page: &mut dyn Page) -> Converted {
    let Part { root, title, furniture } = part;
    let (root, title) = (*root, *title);
    let shift = u8::from(dom.inside(root).any(|id| dom.name(id) == "h1" && Some(id) != title));
    let mut reader = Reader {
        dom,
        page,
        title,
        furniture,
        holds_blocks: with_blocks(dom, root),
        shift,
        level: 0,
        containers: 0,
        headings: 0,
        in_heading: false,
        pending: Vec::new(),
        places: Vec::new(),
    };
    let blocks = reader.inner_blocks(root);
    let last = reader.headings.checked_sub(1);
    let Reader { mut places, pending, .. } = reader;
    places.extend(pending.into_iter().map(|name| (name, last)));
    Converted { blocks, places }
}

#[cfg(test)]
mod tests;
