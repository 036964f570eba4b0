//! What is shipped to the browser, byte by byte.
//!
//! One pack per language holds all the widget needs to answer: catalogue, search index, hours, channels, and on small
//! sites the text of the articles. On large sites the text is in chunks that are fetched when an article is opened.
//!
//! A pack is `"NDPK"`, a version byte and a postcard value. Files are shipped as gzip members with a content hash in
//! their name; the scripts in `js` fetch them and check the hash, `studio` compresses them.

mod format;
mod text_chunk;

pub use format::{LangName, Pack, PackError, Site, Text, VERSION, decode, encode};
pub use text_chunk::{decode_chunk, encode_chunk};
