//! Addresses as writers paste them: with blanks and brackets in them, as a browser's own bar shows them.

use crate::knowledge::is_safe_url;

/// The address as it can be followed: what stands behind the host and has no place in an address is written as `%20`
/// and the like. `None` where it is none that may be followed.
///
/// The host is left as it is: what a browser would read there in another way than a person is refused.
pub(in crate::studio) fn web_address(address: &str) -> Option<String> {
    let lower = lower_scheme(address);
    let address = lower.as_deref().unwrap_or(address);
    let behind = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    let path = behind.and_then(|rest| rest.find(['/', '?', '#', '\\']).map(|at| address.len() - rest.len() + at));
    // A browser takes a backslash for a slash: it would end the host.
    let path = path.filter(|at| !address.get(*at..).is_some_and(|path| path.starts_with('\\')));
    let from_number = address.strip_prefix("tel:").or_else(|| address.strip_prefix("sms:"));
    if let Some(number) = from_number {
        // A number is dialled without the blanks it is read with.
        let out: String = address.chars().filter(|c| c.is_control() || !c.is_whitespace()).collect();
        return (!number.trim().is_empty() && is_safe_url(&out)).then_some(out);
    }
    let whole = if address.starts_with("mailto:") { "mailto:".len() } else { address.len() };
    let (host, path) = address.split_at_checked(path.unwrap_or(whole))?;
    // No host has these (URL Standard, "forbidden domain code point"): a browser could not read the address.
    if behind.is_some() && host.contains(['%', '<', '>', '^', '|']) {
        return None;
    }
    let out = host.to_owned() + &percent_encoded(path, r#""<>[\]^`{|}"#);
    is_safe_url(&out).then_some(out)
}

/// A text with its blanks and some signs written as `%20` and the like. Control characters stay, to be refused.
pub(in crate::studio) fn percent_encoded(text: &str, signs: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_whitespace() && !c.is_control() || signs.contains(c) {
            let mut bytes = [0; 4];
            c.encode_utf8(&mut bytes).bytes().for_each(|byte| out.push_str(&format!("%{byte:02X}")));
        } else {
            out.push(c);
        }
    }
    out
}

/// An address whose scheme has capitals, which phones type and browsers read past; `None` where it has none.
fn lower_scheme(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once(':')?;
    let capitals = scheme.bytes().any(|byte| byte.is_ascii_uppercase());
    capitals.then(|| format!("{}:{rest}", scheme.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An address copied from a browser must work, and one that lies about its host must not.
    #[test]
    fn addresses_as_pasted() {
        for (written, followed) in [
            ("https://a.example/my file.pdf", Some("https://a.example/my%20file.pdf")),
            ("https://a.example?f=[x]\\", Some("https://a.example?f=%5Bx%5D%5C")),
            ("https://a.example/%20ż#ü", Some("https://a.example/%20ż#ü")),
            ("https://[::1]/a", Some("https://[::1]/a")),
            ("mailto:a@b.example", Some("mailto:a@b.example")),
            ("mailto:a@b.example?subject=Zwrot paczki", Some("mailto:a@b.example?subject=Zwrot%20paczki")),
            ("tel:+48 22 012 34 56", Some("tel:+48220123456")),
            ("sms:600\u{a0}100 200", Some("sms:600100200")),
            ("tel:+48\n22", None),
            ("tel: ", None),
            ("mailto:\n", None),
            ("mailto://a", None),
            ("HTTPS://a.example/Path", Some("https://a.example/Path")),
            ("Http://A.example", Some("http://A.example")),
            ("MailTo:A@b.example", Some("mailto:A@b.example")),
            ("TEL:+48220123456", Some("tel:+48220123456")),
            ("JavaScript:alert(1)", None),
            ("DATA:text/html,x", None),
            ("https://a.example\\@evil.example/", None),
            ("https://a example/", None),
            ("https://a|b.example/", None),
            ("https://a.example/\u{202e}", None),
            ("https://a.example/\n", None),
            ("javascript:alert(1)//https://", None),
        ] {
            assert_eq!(web_address(written).as_deref(), followed, "{written}");
        }
    }
}
