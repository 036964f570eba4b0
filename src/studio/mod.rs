//! From content to pack: everything that happens on the writer's machine.
//!
//! Reading order: a folder of Markdown becomes a [`Library`] (front matter, document trees, pictures, opening hours),
//! the library becomes a bundle of files, and diagnostics say what is wrong, where, and how to mend it. Bad content
//! gives a value and diagnostics, never a panic; only a folder that cannot be read at all is an error.
//!
//! This module may use the file system; nothing in it is compiled for the browser.

mod codes;
mod config;
mod diagnostic;
mod drawing;
mod entries;
mod front_matter;
mod grouped;
mod guess;
mod hours;
mod library;
mod load;
mod request;

mod accounting;
mod anchors;
mod channel_link;
mod cross;
mod dialect;
mod hashes;
mod ignored;
mod inventory;
mod language;
mod language_names;
mod layout;
mod links;
mod markdown;
mod media;
mod names;
mod navigation;
mod notices;
mod numbers;
mod page_rules;
mod places;
mod plain_text;
mod raster;
mod readable;
mod resolve;
mod rows;
mod shipped;
mod site;
mod source_text;
mod starter;
mod summary;
mod synonyms;
mod tally;
mod title;
mod translate;
mod values;

mod index_builder;
mod joined;
mod known_words;
mod topics;

mod bundle;
mod compress;
mod loader;
mod pages;
mod publish;

mod check_report;
mod explained;
mod hours_report;
mod loopback;
mod report;
mod serve;
mod terminal;

mod import;

pub mod inbox;

mod searches;
mod worth;

mod advice;

pub mod eval;

pub use advice::{AdviceOptions, advice};
pub use bundle::{Built, BundleOptions, write_bundle, write_preview};
pub use check_report::{Shown, print_diagnostics};
pub use compress::{Effort, gunzip, gzip};
pub use config::Config;
pub use diagnostic::{Diagnostic, Place, Severity, nearest_name};
pub use explained::{explain_json, explain_text};
pub use hours_report::{HoursQuery, hours_json, hours_text};
pub use import::{
    Fetch, ImportOptions, Report as ImportReport, Source as ImportSource, Written, import, markdown_text,
    read_markdown, recognise as recognise_import,
};
pub use index_builder::{IndexCache, IndexSource, build_index, indexed_tokens};
pub use library::{Article, LanguageContent, Library, LoadOptions};
pub use load::load;
pub use markdown::{Doubt, Dropped, Loss, LostCells, Parsed, Remark, parse_markdown};
pub use pages::render as static_pages;
pub use publish::FileEntry;
pub use report::{search_json, search_text};
pub use serve::{ServeOptions, serve};
pub use summary::{Found, LanguageSummary, LeftOutReason, Reason, Summary};
pub use terminal::{printable, say, tell};
