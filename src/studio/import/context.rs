//! What the articles of an export share while they are read: addresses, files, and what is lost.

use std::collections::HashSet;

use super::{
    assets::Assets,
    dom::Dom,
    html_tree::{self, Converted, Page, Part},
    links::{Base, Leads, Links, server},
    losses::Loss,
    report::Report,
    roots::Root,
};
use crate::knowledge::Target;

/// How the address of a table begins until it is known what stands for it.
pub(super) const DATABASE: &str = "nd-database:";

/// What is shared.
#[derive(Debug)]
pub(super) struct Context {
    /// Whether tables are databases of pages.
    pub(super) databases: bool,
    pub(super) root: Root,
    pub(super) links: Links,
    pub(super) assets: Assets,
    pub(super) report: Report,
}

impl Context {
    /// Reads the part of a page that is an article. `name` is the article's in the report.
    pub(super) fn convert(&mut self, dom: &Dom, part: &Part, name: &str, base: &Base) -> Converted {
        if dom.cut {
            self.report.lost(Loss::Cut, name, "");
        }
        html_tree::convert(dom, part, &mut self.page(name, base))
    }

    /// An article while it is read: what its links and pictures lead to.
    pub(super) fn page<'a>(&'a mut self, name: &'a str, base: &'a Base) -> impl Page + 'a {
        ArticlePage { context: self, name, base }
    }

    /// Reads a piece of HTML.
    pub(super) fn convert_text(&mut self, html: &str, name: &str, base: &Base) -> Converted {
        let dom = Dom::read(html);
        let root = dom.find(dom.root(), "body").unwrap_or(dom.root());
        self.convert(&dom, &Part { root, title: None, furniture: HashSet::new() }, name, base)
    }

    /// The target of a link in an article.
    pub(super) fn target(&mut self, address: &str, name: &str, base: &Base) -> Option<Target> {
        match self.links.resolve(address, base) {
            Leads::Article(number, place) => Some(Target::Article(number, place)),
            Leads::Place(place) => Some(Target::Anchor(place)),
            Leads::Outside(address) => Some(Target::Url(address)),
            Leads::Old(address) => Some(Target::Url(match self.attachment(&address) {
                Some(path) => path,
                None => {
                    if is_attachment(&address) {
                        self.assets.note_remote(&address, name);
                    } else {
                        self.report.lost(Loss::UnknownArticle, name, &address);
                    }
                    address
                }
            })),
            Leads::File(path) if self.databases && path.ends_with(".csv") => {
                Some(Target::Url(format!("{DATABASE}{path}")))
            }
            Leads::File(path) => match self.assets.take(&self.root, &path) {
                Some(path) => Some(Target::Url(path)),
                None => {
                    self.report.lost(Loss::MissingFile, name, &path);
                    None
                }
            },
            Leads::Nowhere => {
                if !address.is_empty() && address != "#" && address != "#top" {
                    self.report.lost(Loss::DeadLink, name, address);
                }
                None
            }
        }
    }

    /// The address of a picture: its path in the folder that is written, or that of another server.
    fn picture(&mut self, address: &str, name: &str, base: &Base) -> Option<String> {
        if address.get(.."data:".len()).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:")) {
            let taken = self.assets.take_data(address, name);
            if taken.is_none() {
                self.report.lost(Loss::MissingFile, name, address.get(..40).unwrap_or(address));
            }
            return taken;
        }
        match self.links.resolve(address, base) {
            Leads::File(path) => {
                let taken = self.assets.take(&self.root, &path);
                if taken.is_none() {
                    self.report.lost(Loss::MissingFile, name, &path);
                }
                taken
            }
            Leads::Old(address) | Leads::Outside(address) => Some(match self.attachment(&address) {
                Some(path) => path,
                None => {
                    self.assets.note_remote(&address, name);
                    address
                }
            }),
            Leads::Article(..) | Leads::Place(_) | Leads::Nowhere => {
                self.report.lost(Loss::MissingFile, name, address);
                None
            }
        }
    }

    /// A file of the export that was at an address.
    fn attachment(&mut self, address: &str) -> Option<String> {
        let (_, path) = server(address)?;
        let found = self.root.like(&path)?.to_owned();
        self.assets.take(&self.root, &found)
    }
}

/// Whether an address is that of a file that was attached to an article.
fn is_attachment(address: &str) -> bool {
    address.contains("/article_attachments/") || address.contains("/attachments/")
}

/// An article while it is read.
struct ArticlePage<'a> {
    context: &'a mut Context,
    name: &'a str,
    base: &'a Base,
}

impl Page for ArticlePage<'_> {
    fn link(&mut self, address: &str) -> Option<Target> {
        self.context.target(address, self.name, self.base)
    }

    fn picture(&mut self, address: &str) -> Option<String> {
        self.context.picture(address, self.name, self.base)
    }

    fn lost(&mut self, loss: Loss, what: &str) {
        self.context.report.lost(loss, self.name, what);
    }
}
