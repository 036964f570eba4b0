//! The text of a run of articles, for sites too large to ship it in the pack.

use alloc::vec::Vec;

use super::PackError;
use crate::knowledge::Block;

const MAGIC: &[u8; 4] = b"NDTX";

/// Writes the text of a run of articles.
#[must_use]
pub fn encode_chunk(articles: &[Vec<Block>]) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    // Writing to memory cannot fail: every type in a document tree has a known length.
    out.extend(postcard::to_allocvec(articles).unwrap_or_default());
    out
}

/// Reads the text of a run of articles.
///
/// # Errors
/// [`PackError`] where the bytes are none.
pub fn decode_chunk(bytes: &[u8]) -> Result<Vec<Vec<Block>>, PackError> {
    let body = bytes.strip_prefix(MAGIC).ok_or(PackError::NotAPack)?;
    postcard::from_bytes(body).map_err(|_| PackError::Damaged)
}
