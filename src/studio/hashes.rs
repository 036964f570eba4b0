//! Names of the files of a bundle: each has the hash of its content in it.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// The name of a file of the bundle: with the SHA-256 of its content, whole, as base64url without padding (43
/// characters). What is loaded by such a name is checked against it.
pub(super) fn hashed_name(name: &str, extension: &str, content: &[u8]) -> String {
    format!("{name}-{}.{extension}", name_hash(content))
}

/// The name of a data file: with the first 22 characters of it, 132 bits, enough against accidental and forged
/// collisions. The loader contains some of these names, and each of its bytes is loaded on every page.
pub(super) fn short_name(name: &str, extension: &str, content: &[u8]) -> String {
    let hash = name_hash(content);
    format!("{name}-{}.{extension}", hash.get(..22).unwrap_or(&hash))
}

fn name_hash(content: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(content))
}

/// The first ten hexadecimal digits of a SHA-256: enough to distinguish texts.
pub(super) fn short_hash(bytes: &[u8]) -> String {
    hex(bytes).chars().take(10).collect()
}

/// A file's SHA-256 in hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whoever checks a file against its name must come to the same name: this is the SHA-256 of "abc".
    #[test]
    fn names_are_hashes() {
        let expected = "media/a-ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0.svg";
        assert_eq!(hashed_name("media/a", "svg", b"abc"), expected);
    }
}
