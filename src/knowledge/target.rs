//! Where a link leads. Only what is in this enum can be followed.

use alloc::string::String;
use serde::{Deserialize, Serialize};

use crate::language::holds;

/// The target of a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// An article of the same pack, by index, and a heading id in it.
    Article(u32, Option<String>),
    /// A heading of the same article.
    Anchor(String),
    /// An address outside the help: one that [`is_safe_url`] allows.
    Url(String),
    /// Another file of the bundle, by its path in it: a document, a picture, or the page of an article in another
    /// language. One that [`is_bundle_path`] allows.
    File(String),
}

/// Whether a path, written behind the address of the bundle, stays in it. Checked again before the browser gets it.
#[must_use]
pub fn is_bundle_path(path: &str) -> bool {
    !holds(path, "..") && !holds(path, ":")
}

/// Whether an address outside may be followed: `https`, `http`, `mailto`, `tel` or `sms`, and no character that
/// browsers drop or rewrite before they look at the scheme.
///
/// Checked at build time and again before the browser gets it, since a pack is untrusted input.
#[must_use]
pub fn is_safe_url(url: &str) -> bool {
    let clean = |c: char| !c.is_control() && !c.is_whitespace() && c != '\\' && !is_invisible(c);
    let Some((scheme, rest)) = url.split_once(':') else { return false };
    let rest_ok = match scheme {
        "https" | "http" => rest.strip_prefix("//").is_some_and(|host| !host.is_empty() && !host.starts_with('/')),
        "mailto" | "tel" | "sms" => !rest.is_empty() && !rest.starts_with('/'),
        _ => false,
    };
    rest_ok && url.len() <= 2_000 && url.chars().all(clean)
}

/// Zero-width and direction-changing characters: they make an address look like another one.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file's path cannot lead to another folder of the server, nor to another server.
    #[test]
    fn paths_in_the_bundle() {
        for good in ["files/price-list-0.pdf", "media/a.png", "en/returns/", "en/returns/#how"] {
            assert!(is_bundle_path(good), "{good}");
        }
        for bad in ["../a", "files/../../a", "javascript:alert(1)", "https://a.example/", "files/..\\a"] {
            assert!(!is_bundle_path(bad), "{bad}");
        }
    }

    /// A link that runs code or hides its host is worse than no link.
    /// Invariant (core): only `https`, `http`, `mailto`, `tel` and `sms` addresses can be followed; they are checked
    /// when a pack is built and again before a node gets the address.
    #[test]
    fn safe_and_unsafe_addresses() {
        for good in ["https://example.com/a?b=c#d", "mailto:pomoc@sklepmalina.example", "tel:+48220123456", "sms:+48"] {
            assert!(is_safe_url(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\tscript:1",
            " https://a",
            "data:text/html,x",
            "//evil",
            "https:evil",
            "https:///x",
            "vbscript:x",
            "https://a\\@b",
            "https://a\u{202e}b",
            "",
            "pomoc",
            "file:///etc",
        ] {
            assert!(!is_safe_url(bad), "{bad}");
        }
    }
}
