//! Help from elsewhere as a content folder: exports of help desks, pages, and folders of other programs become clean
//! Markdown in our layout.
//!
//! | module | what it does |
//! |---|---|
//! | `escape`, `inline_writer`, `markdown_writer`, `normal` | a document tree as Markdown that is read as the same tree |
//! | `dom`, `html_tree` | HTML as a document tree |
//! | `losses`, `report` | what could not be kept |
//! | `names`, `layout`, `places`, `front`, `output` | where everything is written, and how |
//! | `links`, `roots`, `assets`, `context` | addresses and files of an export |
//! | `zendesk`, `intercom`, `html` with `json`, `languages`, `folders` | the sources |
//! | `write` | all files at once, or none |
//!
//! A source is untrusted: no path of it leads out of its folder or out of the one that is written, nothing in it is run,
//! and reading takes time in proportion to its length.

mod escape;
mod inline_writer;
mod losses;
mod markdown_writer;
mod normal;

mod dom;
mod html_tree;

mod names;
mod report;

mod export;
mod front;
mod layout;
mod places;

mod links;
mod roots;

mod assets;
mod context;
mod output;
mod write;

mod folders;
mod json;
mod languages;

mod html;
mod intercom;
mod zendesk;

use std::{
    io,
    path::{Path, PathBuf},
};

use crate::language::Lang;
use context::Context;
pub use markdown_writer::{Written, markdown_text, read_markdown};
pub use report::Report;

/// What is imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Source {
    /// JSON of Zendesk Guide.
    Zendesk,
    /// JSON of Intercom Articles.
    Intercom,
    /// Pages.
    Html,
}

impl Source {
    /// All of them, with the names by which the command knows them.
    pub const ALL: [(&'static str, Self); 3] =
        [("zendesk", Self::Zendesk), ("intercom", Self::Intercom), ("html", Self::Html)];

    fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, source)| *source == self).map_or("", |(name, _)| name)
    }
}

/// What to import, and where to.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    /// The kind of source.
    pub source: Source,
    /// The file or folder.
    pub from: PathBuf,
    /// The folder to write, which is not there or empty.
    pub out: PathBuf,
    /// The language of what does not say.
    pub lang: Option<Lang>,
}

/// Imports.
///
/// # Errors
/// Where nothing can be read, or the folder cannot be written: then nothing is.
pub fn import(options: &ImportOptions) -> io::Result<Report> {
    write::check(&options.out)?;
    let root = roots::Root::open(&options.from)?;
    let report = Report::new(options.source.name(), options.out.display().to_string());
    let mut context = Context { root, links: links::Links::default(), assets: assets::Assets::default(), report };
    let export = match options.source {
        Source::Zendesk => zendesk::read(&mut context)?,
        Source::Intercom => intercom::read(&mut context)?,
        Source::Html => html::read(&mut context, options.lang.as_ref())?,
    };
    let files = output::files(export, &mut context);
    for (address, article) in &context.assets.remote {
        context.report.lost(losses::Loss::RemotePicture, article, address);
    }
    if context.report.article_count() == 0 {
        return Err(nothing(&options.from, &context.report));
    }
    write::write(&options.out, &files)?;
    let path = write::write_report(&options.out, &context.report.whole_text())?;
    context.report.file = path.display().to_string();
    Ok(context.report)
}

/// Why there is no article to write.
fn nothing(from: &Path, report: &Report) -> io::Error {
    let text = format!("there is no article to write in `{}`\n{}", from.display(), report.text());
    io::Error::new(io::ErrorKind::InvalidData, text)
}
