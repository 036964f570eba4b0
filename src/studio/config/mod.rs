//! `nightdesk.toml`: every type that is read from it, the parser, and the checks that need nothing else. What its
//! settings mean for hours, channels, pages and requests is decided in `hours`, `site`, `page_rules` and `request`.

mod channel;
mod hours;
mod localized;
mod number;
mod page;
mod place;
mod request;
mod root;
mod site;

mod check;
mod help;
mod parse;

pub(super) use channel::ChannelConfig;
pub(super) use check::check;
pub(super) use hours::{ExceptionConfig, HoursConfig};
pub(super) use localized::Localized;
pub(super) use number::NumberConfig;
pub(super) use page::PageConfig;
pub(super) use parse::parse;
pub(super) use place::{FILE, at};
pub(super) use request::{FieldConfig, PrivacyConfig, RequestConfig, SinkTable, TopicConfig};
pub use root::Config;
