//! An e-mail address that a visitor typed: whether mail could reach it, and how it is sent on.
//!
//! People copy addresses together with characters that nobody sees. A visitor whose address is refused gives up; one
//! whose address is accepted though no mail reaches it never gets an answer.

use alloc::string::String;

use super::typed::visible;

/// An address as it is sent on: as people see it.
pub(super) fn normalized(typed: &str) -> String {
    visible(typed)
}

/// Whether mail could reach a normalized address: something, one `@`, and a name with a dot in it. Stricter rules turn
/// people away. No server takes an address that is longer than RFC 5321 (4.5.3.1) allows.
pub(super) fn is_valid(text: &str) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// An address that is refused though mail reaches it loses a customer; one that is taken and cannot be reached,
    /// too.
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
            assert_eq!(is_valid(&normalized(typed)), good, "{typed:?}");
        }
        for (name, host, good) in [(64, 20, true), (65, 20, false), (64, 200, false)] {
            let typed = alloc::format!("{}@{}.example", "a".repeat(name), "b".repeat(host));
            assert_eq!(is_valid(&typed), good, "{typed}");
        }
    }
}
