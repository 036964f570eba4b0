//! Compression. Data files and the wasm are shipped as gzip members that the loader inflates, so that even a plain
//! static server that compresses nothing sends few bytes; `.br` files are beside them for servers that can do better.

use std::io::{Read, Write};

use flate2::{Compression, read::GzDecoder, write::GzEncoder};

/// How hard to try.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Effort {
    /// For previews, for which a writer waits.
    Fast,
    /// For the bulk of a large site: gzip's best.
    Good,
    /// For what is shipped: zopfli (about 4 % smaller than gzip's best), and brotli beside it.
    #[default]
    Best,
}

/// A gzip member.
#[must_use]
pub fn gzip(bytes: &[u8], effort: Effort) -> Vec<u8> {
    let mut out = Vec::new();
    // Writing to memory cannot fail.
    if effort == Effort::Best {
        // As many blocks as pay: 0.2 % of the wasm.
        let options = zopfli::Options { maximum_block_splits: 60, ..Default::default() };
        let _ = zopfli::compress(options, zopfli::Format::Gzip, bytes, &mut out);
    } else {
        let level = if effort == Effort::Good { Compression::best() } else { Compression::fast() };
        let mut encoder = GzEncoder::new(&mut out, level);
        let _ = encoder.write_all(bytes);
        let _ = encoder.finish();
    }
    out
}

/// A brotli stream.
#[must_use]
pub(super) fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
    let mut input = bytes;
    // Writing to memory cannot fail.
    let _ = brotli::BrotliCompress(&mut input, &mut out, &parameters);
    out
}

/// Inflates a gzip member; anything else is given back as it is.
///
/// # Errors
/// Where the member is damaged.
pub fn gunzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(bytes.to_vec());
    }
    let mut out = Vec::new();
    GzDecoder::new(bytes).read_to_end(&mut out)?;
    Ok(out)
}
