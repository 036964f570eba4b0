//! What a visitor typed as an address or a number: whether anybody could reach them by it, and how it is handed on.
//!
//! People write numbers as they say them, with a word before and an extension after, and copy addresses together with
//! characters that nobody sees. Who is refused for that goes away; who is taken with an address that cannot be reached
//! waits in vain.

use alloc::string::String;

/// So many digits a number has, without an extension. Below seven nobody has a whole number; more than fifteen there are
/// not (ITU-T E.164).
const DIGITS: core::ops::RangeInclusive<usize> = 7..=15;

/// The zeros of the scripts whose digits telephones and keyboards write in place of 0 to 9: Arabic, Persian and Urdu,
/// Devanagari, Bengali, Thai, and the wide ones of Chinese, Japanese and Korean keyboards.
const ZEROS: [char; 6] = ['\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{e50}', '\u{ff10}'];

/// What nobody sees and copying brings along: soft hyphens, zero widths, marks of direction.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A digit of whatever script as the one of 0 to 9 that it is.
fn plain_digit(c: char) -> char {
    let value = ZEROS.iter().find_map(|zero| (c as u32).checked_sub(*zero as u32).filter(|value| *value < 10));
    value.and_then(|value| char::from_digit(value, 10)).unwrap_or(c)
}

/// A text as people see it: without what nobody sees, and without the blanks around it.
fn seen(typed: &str) -> String {
    let seen: String = typed.chars().filter(|c| !is_invisible(*c)).collect();
    seen.trim().into()
}

/// An address as it is handed on: as people see it.
pub(super) fn email(typed: &str) -> String {
    seen(typed)
}

/// A number as it is handed on: as it was typed, words and extension included, in digits that everybody can dial.
pub(super) fn phone(typed: &str) -> String {
    seen(typed).chars().map(plain_digit).collect()
}

/// Whether mail could reach an address: something, one `@`, and a name with a dot in it. Stricter rules turn people away.
pub(super) fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    let mut labels = host.split('.');
    let label = |label: &str| {
        let edges = label.starts_with('-') || label.ends_with('-');
        !label.is_empty() && !edges && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    // The last one names a registry: no single letter, and no number, which would be an address of a machine.
    let last = |label: &str| label.chars().nth(1).is_some() && !label.bytes().all(|byte| byte.is_ascii_digit());
    !name.is_empty()
        // What RFC 5322 reserves stands for something else: `mailto:`, a list, a name with an address after it.
        && !text.chars().any(|c| c.is_whitespace() || c.is_control() || "<>()[]:;,\\\"".contains(c))
        && labels.clone().all(label)
        && labels.next_back().is_some_and(last)
        && labels.next().is_some()
}

/// Whether a number could be called.
pub(super) fn is_phone(text: &str) -> bool {
    dialed(text).is_some()
}

/// The first number in a text, as a telephone dials it: digits, with `+` before them where it stood there; `None` where
/// there is none. An extension is not part of it, nor is the `(0)` that stands for calls within a country.
#[must_use]
pub fn dialed(text: &str) -> Option<String> {
    let text = phone(text);
    // What people write within a number: blanks, dashes of every kind, brackets, dots. A slash divides the area from the
    // rest, or one number from the next.
    let within = |c: char| c.is_ascii_digit() || c.is_whitespace() || "+-().".contains(c) || is_dash(c);
    let runs = text.split(|c| !within(c) && c != '/');
    runs.flat_map(|run| core::iter::once(run).chain(run.split('/'))).find_map(number)
}

/// The hyphens and dashes of the world, and the sign for minus.
fn is_dash(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}')
}

/// A number that stands alone.
fn number(run: &str) -> Option<String> {
    // `+48 (0)22 …`: from abroad without the zero.
    let run = if run.contains('+') { run.replace("(0)", "") } else { run.into() };
    let bare: String = run.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let digits = bare.trim_start_matches('+');
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    (plain && bare.len() - digits.len() < 2 && DIGITS.contains(&digits.len())).then_some(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An address that is refused though mail reaches it loses a customer; one that is taken and cannot be reached, too.
    #[test]
    fn addresses() {
        for (typed, good) in [
            ("jan@example.com", true),
            ("jan.o'kowalski+sklep@poczta.example.pl", true),
            ("zażółć@gęślą.pl", true),
            ("jan@xn--gl-nja.pl", true),
            ("j_n%x!y#z$1&2*3=4?5^6`7{8|9}~@example.com", true),
            ("jan.@docomo.example", true),
            ("jan..k@docomo.example", true),
            ("jan@sklep.example.co.uk", true),
            ("jan@例え.テスト", true),
            ("\u{feff}jan@example.com\u{200b}", true),
            ("jan\u{ad}ek@exam\u{2060}ple.com", true),
            ("\u{202a}jan@example.com\u{202c}", true),
            ("\u{a0}jan@example.com\t", true),
            ("jan@example", false),
            ("jan@localhost", false),
            ("jan example.com", false),
            ("jan@exa mple.com", false),
            ("@example.com", false),
            ("jan@.com", false),
            ("jan@example.", false),
            ("jan@example.com.", false),
            ("jan@-example.com", false),
            ("jan@example-.com", false),
            ("jan@example.c", false),
            ("jan@192.168.0.1", false),
            ("jan@[IPv6:::1]", false),
            ("jan@example_shop.com", false),
            ("jan@jan@example.com", false),
            ("Jan <jan@example.com>", false),
            ("email:jan@example.com", false),
            ("https://example.com/@jan.k", false),
            ("jan@example.com,anna@example.com", false),
            ("jan@example.com/anna@example.com", false),
            ("jan\\@example.com", false),
            ("\"jan k\"@example.com", false),
            ("\u{200b}", false),
        ] {
            assert_eq!(is_email(&email(typed)), good, "{typed:?}");
        }
    }

    /// A number is written in a hundred ways; what counts is that somebody can dial it.
    #[test]
    fn numbers() {
        for (typed, dial) in [
            ("600100200", Some("600100200")),
            ("+48 22 012 34 56", Some("+48220123456")),
            ("(22) 012-34-56", Some("220123456")),
            ("+48 (0)22 012 34 56", Some("+48220123456")),
            ("(0) 22 012 34 56", Some("0220123456")),
            ("22/012 34 56", Some("220123456")),
            ("0 22 / 012-34-56", Some("0220123456")),
            ("600\u{2010}100\u{2010}200", Some("600100200")),
            ("600 — 100 — 200", Some("600100200")),
            ("600−100−200", Some("600100200")),
            ("600\u{202f}100\u{2009}200", Some("600100200")),
            ("\u{200e}+48\u{200f} 600 100 200\u{feff}", Some("+48600100200")),
            ("\u{2066}600100200\u{2069}", Some("600100200")),
            ("22 012 34 56 ext. 4", Some("220123456")),
            ("22 012 34 56 x4", Some("220123456")),
            ("22 012 34 56#4", Some("220123456")),
            ("+49 30 23125 000 Durchwahl 17", Some("+493023125000")),
            ("22 012 34 56, wewn. 1204", Some("220123456")),
            ("komórka: 600 100 200", Some("600100200")),
            ("po 16 na 600 100 200", Some("600100200")),
            ("600 100 200 lub 601 100 200", Some("600100200")),
            ("600100200 / 601100200", Some("600100200")),
            ("600100200; 601100200", Some("600100200")),
            ("domowy 22 012 34 56\nkomórka 600 100 200", Some("220123456")),
            ("600 100 200 (Anna)", Some("600100200")),
            ("۰۹۱۲۳۴۵۶۷۸۹", Some("09123456789")),
            ("+９１ ９８７６ ５４３ ２１０", Some("+919876543210")),
            ("९८७६५४३२१०", Some("9876543210")),
            ("๐๘๑๒๓๔๕๖๗", Some("081234567")),
            ("tel:+48600100200", Some("+48600100200")),
            ("12345", None),
            ("999", None),
            ("wew. 12, wew. 34, wew. 56", None),
            ("zadzwoń", None),
            ("1234567890123456", None),
            ("++48600100200", None),
            ("48+600100200", None),
            ("jan@example.com", None),
            ("", None),
        ] {
            assert_eq!(dialed(typed).as_deref(), dial, "{typed:?}");
            assert_eq!(is_phone(typed), dial.is_some(), "{typed:?}");
        }
        assert_eq!(phone(" \u{202a}٢٢ ٠١٢ ٣٤ ٥٦ wew. 4\u{202c}"), "22 012 34 56 wew. 4", "handed on as it was typed");
    }
}
