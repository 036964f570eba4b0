//! The link of a channel's button: the number to dial, the address of a mail.
//!
//! The browser takes the digits of a value as they are written. This module checks whether these are the number that
//! was meant; if they are not, it writes the link out.

use super::request::is_address;
use crate::{channels::ChannelKind, request::dialed};

/// The link that a value needs; empty where the value itself is enough. `None` where the value is no valid number or
/// address.
pub(super) fn link(kind: ChannelKind, value: &str) -> Option<String> {
    match kind {
        ChannelKind::Phone => phone(value),
        ChannelKind::Whatsapp => whatsapp(value),
        ChannelKind::Mail => is_address(value).then(String::new),
        ChannelKind::Chat | ChannelKind::Form | ChannelKind::Messenger | ChannelKind::Store | ChannelKind::Link => {
            Some(String::new())
        }
    }
}

fn phone(value: &str) -> Option<String> {
    let joined: String = value.chars().filter(|c| c.is_ascii_digit() || "+*#".contains(*c)).collect();
    match dialed(value) {
        Some(number) if number == joined => Some(String::new()),
        Some(number) => Some(format!("tel:{number}")),
        // `112`, `19 123` or `*123#`: a short number must be the whole value.
        None => {
            let plain = value.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "-.()+*#".contains(c));
            let digits = joined.trim_start_matches('+');
            let short = (2..7).contains(&digits.len()) && !digits.contains('+') && joined.len() - digits.len() < 2;
            (plain && short).then(String::new)
        }
    }
}

/// `wa.me` takes the international number, in digits alone.
fn whatsapp(value: &str) -> Option<String> {
    let number = dialed(value)?;
    let digits = number.strip_prefix('+').or_else(|| number.strip_prefix("00")).unwrap_or(&number);
    // Ten digits are the fewest that begin with the code of a country and are not a number within one.
    let international = digits != number || digits.len() > 9;
    (international && !digits.starts_with('0')).then(|| format!("https://wa.me/{digits}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ChannelKind::{Form, Mail, Phone, Whatsapp};

    /// A button that calls a wrong number is worse than none.
    #[test]
    fn links_of_values() {
        for (kind, value, expected) in [
            (Phone, "+48 22 012 34 56", Some("")),
            (Phone, "22 012 34 56", Some("")),
            (Phone, "801 055 088", Some("")),
            (Phone, "112", Some("")),
            (Phone, "19 123", Some("")),
            (Phone, "*123#", Some("")),
            (Phone, "22 012 34 56 wew. 12", Some("tel:220123456")),
            (Phone, "+48 (0)22 012 34 56", Some("tel:+48220123456")),
            (Phone, "22 012 34 56, 22 012 34 57", Some("tel:220123456")),
            (Phone, "+48 22 012 34 56 (8-16)", Some("tel:+48220123456")),
            (Phone, "+48 22 012 34 56 (pn–pt 8:00–16:00)", Some("tel:+48220123456")),
            (Phone, "tel. 22 012 34 56 #4", Some("tel:220123456")),
            (Phone, "0800-FLOWERS", None),
            (Phone, "112 lub 999", None),
            (Phone, "+", None),
            (Phone, "++48 22 1234567", None),
            (Phone, "1", None),
            (Phone, "pomoc@sklep.example", None),
            (Phone, "", None),
            (Whatsapp, "+48 600 100 200", Some("https://wa.me/48600100200")),
            (Whatsapp, "0048 600 100 200", Some("https://wa.me/48600100200")),
            (Whatsapp, "+48 (0)600 100 200", Some("https://wa.me/48600100200")),
            (Whatsapp, "48600100200", Some("https://wa.me/48600100200")),
            (Whatsapp, "600 100 200", None),
            (Whatsapp, "0600 100 200", None),
            (Whatsapp, "https://wa.me/48600100200", None),
            (Mail, "pomoc@sklep.example", Some("")),
            (Mail, "pomoc+www@sklep.example", Some("")),
            (Mail, "pomoc@example,com", None),
            (Mail, "pomoc", None),
            (Mail, "a@b@c", None),
            (Mail, "mailto:a@example.com", None),
            (Mail, "Sklep <a@example.com>", None),
            (Mail, "a@example.com, b@example.com", None),
            (Form, "https://sklep.example/kontakt", Some("")),
        ] {
            assert_eq!(link(kind, value).as_deref(), expected, "{value}");
        }
    }
}
