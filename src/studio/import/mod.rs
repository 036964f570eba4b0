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
mod no_files;
mod normal;

mod dom;
mod html_tree;

mod names;
mod report;
mod source;

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

mod dates;
#[cfg(feature = "fetch")]
mod fetch;
mod folder;
mod html;
mod intercom;
mod markdown_source;
mod notion;
mod recognise;
mod zendesk;

use std::{
    io,
    path::{Path, PathBuf},
};

use crate::{language::Lang, time::UtcMinute};
use context::Context;
pub use markdown_writer::{Written, markdown_text, read_markdown};
pub use recognise::recognise;
pub use report::Report;
pub use source::Source;

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
    /// The present moment: what is to appear later is left out.
    pub now: UtcMinute,
    /// Whether pictures of other servers are fetched.
    pub fetch: Fetch,
}

/// Whether pictures of other servers are fetched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fetch {
    /// They are listed.
    #[default]
    No,
    /// From the internet.
    Public,
    /// From this machine and its network, too.
    Private,
}

/// Imports.
///
/// # Errors
/// Where nothing can be read, or the folder cannot be written: then nothing is.
pub fn import(options: &ImportOptions) -> io::Result<Report> {
    write::check(&options.out)?;
    let root = roots::Root::open(&options.from)?;
    let report = Report::new(options.source.name(), options.out.display().to_string());
    let databases = options.source == Source::Notion;
    let mut context =
        Context { databases, root, links: links::Links::default(), assets: assets::Assets::default(), report };
    let export = match options.source {
        Source::Zendesk => zendesk::read(&mut context)?,
        Source::Intercom => intercom::read(&mut context)?,
        Source::Html => html::read(&mut context, options.lang.as_ref())?,
        Source::Notion => notion::read(&mut context, options.lang.as_ref())?,
        Source::Obsidian
        | Source::Docusaurus
        | Source::Hugo
        | Source::Mkdocs
        | Source::Gitbook
        | Source::Jekyll
        | Source::Markdown => folder::read(&mut context, options.lang.as_ref(), options.now)?,
    };
    // Removed when everything is written.
    let folder = tempfile::tempdir()?;
    fetch_remote(options.fetch, folder.path(), &mut context)?;
    let files = output::files(export, &mut context);
    if context.report.article_count() == 0 {
        return Err(nothing(&options.from, &context.report));
    }
    write::write(&options.out, &files)?;
    let path = write::write_report(&options.out, &context.report.whole_text())?;
    context.report.file = path.display().to_string();
    Ok(context.report)
}

/// Fetches what is on other servers, where that is wanted, and reports what is not here.
fn fetch_remote(fetch: Fetch, folder: &Path, context: &mut Context) -> io::Result<()> {
    let remote = std::mem::take(&mut context.assets.remote);
    if fetch == Fetch::No {
        for (address, article) in &remote {
            context.report.lost(losses::Loss::RemotePicture, article, address);
        }
        return Ok(());
    }
    #[cfg(not(feature = "fetch"))]
    {
        let _ = folder;
        let text = "this nightdesk was built without `fetch`: build it with the default features, or leave out --fetch";
        Err(io::Error::new(io::ErrorKind::Unsupported, text))
    }
    #[cfg(feature = "fetch")]
    {
        let addresses: Vec<String> = remote.keys().cloned().collect();
        for fetched in fetch::fetch(&addresses, folder, fetch == Fetch::Private) {
            let article = remote.get(&fetched.address).map(String::as_str).unwrap_or_default();
            match fetched.name {
                Ok(name) => {
                    let from = folder.join(fetched.number.to_string());
                    context.assets.add_fetched(&fetched.address, &name, from);
                }
                Err(reason) => {
                    let what = format!("{} ({reason})", fetched.address);
                    context.report.lost(losses::Loss::NotFetched, article, &what);
                }
            }
        }
        Ok(())
    }
}

/// Why there is no article to write.
fn nothing(from: &Path, report: &Report) -> io::Error {
    let text = format!("there is no article to write in `{}`\n{}", from.display(), report.text());
    io::Error::new(io::ErrorKind::InvalidData, text)
}
