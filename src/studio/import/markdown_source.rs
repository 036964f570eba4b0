//! Markdown of an export as a document tree, with the links and pictures of the export.

use std::{ops::Range, path::Path};

use super::{context::Context, html_tree::Page, links::Base, losses::Loss, no_files::Nothing};
use crate::{
    knowledge::{Block, Inline, Target},
    studio::{
        dialect::{self, Foreign},
        markdown::{self, Resolver},
    },
};

/// Reads the text of an article; `name` is its own in the report.
pub(super) fn read(text: &str, title: &str, context: &mut Context, name: &str, base: &Base) -> Vec<Block> {
    let file = match base {
        Base::File(file) => Path::new(file),
        Base::Server(_) => Path::new("a.md"),
    };
    let translation = dialect::translate(text, &dialect::Context { file, title, sources: &Nothing });
    for Foreign { kind, span } in &translation.foreign {
        let what = text.get(span.clone()).unwrap_or_default();
        context.report.lost(Loss::Foreign, name, &format!("{}: {what}", kind.plural()));
    }
    let mut found = Found(context.page(name, base));
    markdown::parse(&translation.text, title, &mut found).blocks
}

/// Looks links and pictures up.
struct Found<P>(P);

impl<P: Page> Resolver for Found<P> {
    fn link(&mut self, address: &str, _: Range<usize>) -> Option<Target> {
        self.0.link(address)
    }

    fn image(&mut self, address: &str, alt: String, _: Range<usize>) -> Option<Inline> {
        self.0.picture(address).map(|src| Inline::Image { src, alt, size: None })
    }
}
