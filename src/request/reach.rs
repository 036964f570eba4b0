//! What a visitor typed as an address or a number: whether anybody could reach them by it, and how it is handed on.
//!
//! People write numbers as they say them, with a word before and an extension after, and copy addresses together with
//! characters that nobody sees. Who is refused for that goes away; who is taken with an address that cannot be reached
//! waits in vain.

use alloc::string::String;

use super::dialed;

/// The zeros of the scripts whose digits telephones and keyboards write in place of 0 to 9: Arabic, Persian and Urdu,
/// Devanagari, Bengali, Thai, and the wide ones of Chinese, Japanese and Korean keyboards.
const ZEROS: [char; 6] = ['\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{e50}', '\u{ff10}'];

/// What nobody sees and copying brings along: soft hyphens, zero widths, marks of direction.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A digit of whatever script as the one of 0 to 9 that it is, and the wide plus sign of the same keyboards.
fn plain_digit(c: char) -> char {
    let value = ZEROS.iter().find_map(|zero| (c as u32).checked_sub(*zero as u32).filter(|value| *value < 10));
    match value.and_then(|value| char::from_digit(value, 10)) {
        Some(digit) => digit,
        None if c == '\u{ff0b}' => '+',
        None => c,
    }
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
/// What is longer than RFC 5321 (4.5.3.1) allows no server takes.
pub(super) fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    let mut labels = host.split('.');
    let label = |label: &str| {
        let edges = label.starts_with('-') || label.ends_with('-');
        !label.is_empty() && !edges && label.chars().all(|c| c.is_alphanumeric() || c == '-' || is_mark(c))
    };
    // The last one names a registry: no single letter, and no number, which would be an address of a machine.
    let last = |label: &str| label.chars().nth(1).is_some() && !label.chars().all(char::is_numeric);
    (1..=64).contains(&name.chars().count())
        && text.chars().count() <= 254
        // What RFC 5322 reserves stands for something else: `mailto:`, a list, a name with an address after it.
        && !text.chars().any(|c| c.is_whitespace() || c.is_control() || "<>()[]:;,\\\"".contains(c))
        && labels.clone().all(label)
        && labels.next_back().is_some_and(last)
        && labels.next().is_some()
}

/// Signs that belong to the letter before them: accents as macOS takes letters apart, and the vowels of Hebrew, Arabic,
/// and the scripts from Devanagari to Khmer, which are not letters to Unicode and stand in names of sites.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{e4e}'
        | '\u{eb1}'..='\u{ece}' | '\u{102b}'..='\u{103e}' | '\u{17b4}'..='\u{17d3}' | '\u{3099}' | '\u{309a}')
        && !matches!(c, '\u{964}' | '\u{965}')
}

/// Whether a number could be called.
pub(super) fn is_phone(text: &str) -> bool {
    dialed(text).is_some()
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
            ("jan@bu\u{308}cher.example", true),
            ("jan@தமிழ்.இந்தியா", true),
            ("jan@हिन्दी.भारत", true),
            ("jan@ไทยที่.ไทย", true),
            ("jan@x.ශ්රී", true),
            ("jan@example.١٢٣", false),
            ("jan@a।b.example", false),
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
        for (name, host, good) in [(64, 20, true), (65, 20, false), (64, 200, false)] {
            let typed = alloc::format!("{}@{}.example", "a".repeat(name), "b".repeat(host));
            assert_eq!(is_email(&typed), good, "{typed}");
        }
    }
}
