//! A letter as a `mailto` link (RFC 6068).
//!
//! Only a subject and a body: the one address stands in the path, and no mail program has to be trusted with more
//! (section 4 calls other headers unsafe). Whether a mail program opened it, no page can know.

use alloc::{format, string::String};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{
    letter::Letter,
    lines::{line, shorten},
};

/// The longest link, in characters. The standard sets no limit, programs do: Chrome on Windows fails at about 2,000,
/// Firefox there at 2,008, Outlook at 2,046 when a browser passes the link on. The rest is for what a page or a proxy
/// may add. 1,900 characters hold about 970 of a Polish message.
pub const MAILTO_LIMIT: usize = 1_900;

/// What an address is written with: the unreserved characters of RFC 3986. RFC 6068 lets more of them stand (section
/// 2, item 1), but a `+` is a space to programs that read links as forms, and `,` ends the address.
const ADDRESS: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// What a subject and a body are written with: besides those, of `some-delims`, the ones that texts are full of and no
/// program is known to misread. Not `;`, which old programs take for `&`; not `'` and `$`, which end in shells.
const VALUE: &AsciiSet =
    &ADDRESS.remove(b'!').remove(b'(').remove(b')').remove(b'*').remove(b',').remove(b':').remove(b'@');

/// A link that opens the visitor's mail program with a letter in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mailto {
    /// The link.
    pub url: String,
    /// Whether every word of the visitor is in it. Where not, it asks to paste the letter's text.
    pub whole: bool,
    /// Whether lines of the context are missing.
    pub context_cut: bool,
}

/// The link of a letter, of at most `limit` characters (of ASCII, so bytes). What does not fit is left out: the
/// context line by line from its end, its heading with the last of them. Where the words do not fit, the body only
/// asks to paste them, since half a message misleads; where not even that fits, the subject is cut, then the body
/// left out. The address always stays.
#[must_use]
pub fn mailto(to: &str, letter: &Letter, limit: usize) -> Mailto {
    let to = address(to);
    let head = |subject: &str| format!("mailto:{to}?subject={}&body=", value(subject));
    let subject = line(&letter.subject);
    let mut url = head(&subject) + &value(&letter.words);
    if url.len() <= limit {
        let mut kept = 0;
        for part in letter.tail() {
            let part = value(&part);
            if url.len() + part.len() > limit {
                break;
            }
            url.push_str(&part);
            kept += 1;
        }
        return Mailto { url, whole: true, context_cut: kept < letter.context.len() };
    }
    let pasted = value(&letter.pasted);
    url = head(&subject) + &pasted;
    if url.len() > limit {
        // A byte takes three characters at most.
        let room = limit.saturating_sub(head("").len() + pasted.len()) / 3;
        url = head(&shorten(&subject, room)) + &pasted;
    }
    if url.len() > limit {
        url = format!("mailto:{to}");
    }
    Mailto { url, whole: false, context_cut: !letter.context.is_empty() }
}

/// An address as `addr-spec`. A host with letters beyond ASCII is written in UTF-8, percent-encoded (section 2, item
/// 4); the form with `xn--` reaches older programs too, and a company can configure it: making it here would need
/// tables of Unicode.
fn address(to: &str) -> String {
    // No address has them (item 3), and a line break would begin a header.
    let to: String = to.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let encode = |text| utf8_percent_encode(text, ADDRESS);
    match to.rsplit_once('@') {
        Some((name, host)) => format!("{}@{}", encode(name), encode(host)),
        None => format!("{}", encode(&to)),
    }
}

/// A text as `hfvalue`: a line break, however it was typed, is `%0D%0A` (section 5).
fn value(text: &str) -> String {
    let mut out = String::new();
    for (number, line) in text.replace("\r\n", "\n").split(['\n', '\r']).enumerate() {
        if number > 0 {
            out.push_str("%0D%0A");
        }
        out.extend(utf8_percent_encode(line, VALUE));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A link to a slightly different address reaches a stranger.
    #[test]
    fn addresses() {
        for (to, expected) in [
            ("pomoc@sklepmalina.example", "pomoc@sklepmalina.example"),
            ("pomoc+zwroty@example.com", "pomoc%2Bzwroty@example.com"),
            ("a&b=c?d#e%f@example.com", "a%26b%3Dc%3Fd%23e%25f@example.com"),
            ("\"a@b,c\"@example.com", "%22a%40b%2Cc%22@example.com"),
            ("zażółć@gęślą.example", "za%C5%BC%C3%B3%C5%82%C4%87@g%C4%99%C5%9Bl%C4%85.example"),
            (" a@example.com\r\nBcc: b@example.com", "a%40example.comBcc%3Ab@example.com"),
            ("a", "a"),
        ] {
            assert_eq!(address(to), expected, "{to}");
        }
    }

    /// What separates in a link must not separate in a text, and what is typed as a plus stays one.
    #[test]
    fn values() {
        for (text, expected) in [
            ("a b\tc", "a%20b%09c"),
            ("a\nb\r\nc\rd", "a%0D%0Ab%0D%0Ac%0D%0Ad"),
            ("&?=#%+;/'\"", "%26%3F%3D%23%25%2B%3B%2F%27%22"),
            ("(a), b: c@d!*", "(a),%20b:%20c@d!*"),
            ("%C4%85", "%25C4%2585"),
            ("ą\u{301}", "%C4%85%CC%81"),
        ] {
            assert_eq!(value(text), expected, "{text}");
        }
    }

    /// However little room there is, the address is whole and the visitor is not told that all of it is in the link.
    #[test]
    fn little_room() {
        let letter = Letter {
            subject: "ąęć".repeat(4),
            words: "x".repeat(400),
            context: alloc::vec!["c".into()],
            tried: "t".into(),
            pasted: "p".into(),
        };
        for (limit, expected) in [
            (101, format!("mailto:a@b?subject={}&body=p", "%C4%85%C4%99%C4%87".repeat(4))),
            (70, String::from("mailto:a@b?subject=%C4%85%C4%99%C4%87%C4%85%C4%99%E2%80%A6&body=p")),
            (30, String::from("mailto:a@b?subject=&body=p")),
            (12, String::from("mailto:a@b")),
            (0, String::from("mailto:a@b")),
        ] {
            assert_eq!(
                mailto("a@b", &letter, limit),
                Mailto { url: expected, whole: false, context_cut: true },
                "{limit}"
            );
        }
    }
}
