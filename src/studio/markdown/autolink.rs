//! Addresses in running text, which are links as on GitHub: “Autolinks (extension)” of GitHub Flavored Markdown 0.29.
//! Web addresses with `http://` or `https://`, names that begin with `www.`, and addresses of persons.

use std::ops::Range;

/// The longest address, in bytes: a longer one is text.
const MAX_BYTES: usize = 2_000;
/// No more links of this kind are made of one run of text.
const MAX_LINKS: usize = 1_000;

/// The addresses in a text, each with where it leads. `before` is the character before the text.
pub(in crate::studio) fn links(text: &str, before: Option<char>) -> Vec<(Range<usize>, String)> {
    let mut out = Vec::new();
    if !text.contains('@') && !text.contains(':') && !text.contains("www.") && !text.contains("WWW.") {
        return out;
    }
    let mut at = 0;
    while out.len() < MAX_LINKS {
        let Some(found) = text.get(at..).and_then(|rest| rest.find([':', '@', 'w', 'W'])) else { break };
        let sign = at + found;
        let known = match text.as_bytes().get(sign) {
            Some(b':') => web(text, sign, at).or_else(|| mail_to(text, sign, at)),
            Some(b'@') => mail(text, sign, at),
            _ => www(text, sign, before),
        };
        at = match known {
            Some((span, address)) => {
                let end = span.end;
                out.push((span, address));
                end
            }
            None => sign + 1,
        };
    }
    out
}

/// `https://` and what follows, at its colon.
fn web(text: &str, colon: usize, from: usize) -> Option<(Range<usize>, String)> {
    let rest = text.get(colon..)?.strip_prefix("://")?;
    let start = scheme(text, colon, from, &["https", "http"])?;
    let length = address_length(rest)?;
    let span = start..colon + 3 + length;
    Some((span.clone(), text.get(span)?.to_owned()))
}

/// `mailto:` and an address.
fn mail_to(text: &str, colon: usize, from: usize) -> Option<(Range<usize>, String)> {
    let start = scheme(text, colon, from, &["mailto"])?;
    let rest = text.get(colon + 1..)?;
    let length = rest.bytes().take_while(|byte| is_local(*byte)).count();
    let at = colon + 1 + length;
    let host = text.get(at..)?.strip_prefix('@').filter(|_| length > 0)?;
    let span = start..at + 1 + host_length(host)?;
    Some((span.clone(), text.get(span)?.to_owned()))
}

/// Where one of these schemes begins that ends before a colon, and that no letter stands before.
fn scheme(text: &str, colon: usize, from: usize, schemes: &[&str]) -> Option<usize> {
    let before = text.get(from..colon)?;
    let start = before
        .rfind(|c: char| !c.is_alphanumeric())
        .map_or(0, |last| last + before.get(last..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8));
    let known = schemes.iter().any(|scheme| before.get(start..).is_some_and(|s| s.eq_ignore_ascii_case(scheme)));
    known.then_some(from + start)
}

/// A name that begins with `www.`.
fn www(text: &str, start: usize, before: Option<char>) -> Option<(Range<usize>, String)> {
    let rest = text.get(start..)?;
    if !rest.get(..4)?.eq_ignore_ascii_case("www.") {
        return None;
    }
    let before = text.get(..start)?.chars().next_back().or(before);
    if before.is_some_and(|c| c.is_alphanumeric() || "/.:@-".contains(c)) {
        return None;
    }
    let length = address_length(rest)?;
    let span = start..start + length;
    Some((span.clone(), format!("http://{}", text.get(span)?)))
}

/// An address of a person, at its sign.
fn mail(text: &str, sign: usize, from: usize) -> Option<(Range<usize>, String)> {
    let before = text.get(from..sign)?;
    let local = before.bytes().rev().take(100).take_while(|byte| is_local(*byte)).count();
    let start = sign - local;
    let whole = text.get(..start)?.chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '/' && c != ':');
    if local == 0 || !whole {
        return None;
    }
    let span = start..sign + 1 + host_length(text.get(sign + 1..)?)?;
    Some((span.clone(), format!("mailto:{}", text.get(span)?)))
}

fn is_local(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'+')
}

/// How long the host of a person's address is: at least one dot, and no hyphen at the end.
fn host_length(rest: &str) -> Option<usize> {
    let is_host = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    let host = rest.get(..rest.bytes().take_while(is_host).count())?;
    let host = host.trim_end_matches('.');
    let labels = host.split('.').collect::<Vec<_>>();
    let valid = labels.len() > 1 && labels.iter().all(|label| !label.is_empty()) && !host.ends_with(['-', '_']);
    // Two signs are no address.
    let follows = rest.get(host.len()..).is_some_and(|rest| rest.starts_with('@'));
    (valid && !follows && host.len() <= MAX_BYTES).then_some(host.len())
}

/// How long an address is that begins with its host: the host has a dot, and no underscore in its last two parts; what
/// ends a sentence is no part of it, nor is a bracket that was opened before.
fn address_length(rest: &str) -> Option<usize> {
    let near = rest.get(..(0..=MAX_BYTES.min(rest.len())).rfind(|end| rest.is_char_boundary(*end))?)?;
    let end = near.find(|c: char| c.is_whitespace() || c == '<');
    let whole = near.get(..end.or((near.len() == rest.len()).then_some(near.len()))?)?;
    let host = whole.find(|c: char| !c.is_alphanumeric() && !"-_.".contains(c)).unwrap_or(whole.len());
    let host = whole.get(..host)?;
    let labels: Vec<&str> = host.trim_end_matches(['.', '_', '-']).split('.').collect();
    if labels.len() < 2 || labels.iter().any(|label| label.is_empty()) {
        return None;
    }
    if labels.iter().rev().take(2).any(|label| label.contains('_')) {
        return None;
    }
    let mut url = whole;
    let count = |text: &str, sign: char| text.chars().filter(|c| *c == sign).count();
    let mut open = (count(url, '('), count(url, ')'));
    loop {
        let last = url.chars().next_back()?;
        let cut = match last {
            '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' | '"' => 1,
            ')' if open.1 > open.0 => {
                open.1 -= 1;
                1
            }
            // An entity behind it is none of its own.
            ';' => {
                let before = url.get(..url.len() - 1).unwrap_or_default();
                let name = before.bytes().rev().take_while(u8::is_ascii_alphanumeric).count();
                let entity = name > 0 && before.get(..before.len() - name).is_some_and(|rest| rest.ends_with('&'));
                if entity { name + 2 } else { 1 }
            }
            // Quotation marks and full stops of other languages.
            c if !c.is_ascii() && !c.is_alphanumeric() => c.len_utf8(),
            _ => break,
        };
        url = url.get(..url.len() - cut)?;
    }
    (url.len() >= labels.join(".").len()).then_some(url.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An address that a customer has to copy by hand is lost on a phone; one with the full stop in it leads nowhere.
    #[test]
    fn addresses_in_text() {
        for (text, expected) in [
            ("www.malina.example", &[("www.malina.example", "http://www.malina.example")][..]),
            ("See www.malina.example/help.", &[("www.malina.example/help", "http://www.malina.example/help")]),
            ("(www.malina.example/a_(b))", &[("www.malina.example/a_(b)", "http://www.malina.example/a_(b)")]),
            ("www.malina.example/a))", &[("www.malina.example/a", "http://www.malina.example/a")]),
            ("(https://malina.example/a)?", &[("https://malina.example/a", "https://malina.example/a")]),
            (
                "https://malina.example/?a=(b)+c)",
                &[("https://malina.example/?a=(b)+c", "https://malina.example/?a=(b)+c")],
            ),
            (
                "www.malina.example/q=a&hl=en",
                &[("www.malina.example/q=a&hl=en", "http://www.malina.example/q=a&hl=en")],
            ),
            ("www.malina.example/q=a&hl;", &[("www.malina.example/q=a", "http://www.malina.example/q=a")]),
            ("https://malina.example/a;", &[("https://malina.example/a", "https://malina.example/a")]),
            ("www.malina.example/he<lp", &[("www.malina.example/he", "http://www.malina.example/he")]),
            ("HTTPS://Malina.example", &[("HTTPS://Malina.example", "HTTPS://Malina.example")]),
            ("„https://malina.example”.", &[("https://malina.example", "https://malina.example")]),
            ("https://ż.example/ą", &[("https://ż.example/ą", "https://ż.example/ą")]),
            (
                "https://malina.example:8080/a,b",
                &[("https://malina.example:8080/a,b", "https://malina.example:8080/a,b")],
            ),
            (
                "x https://a.example y http://b.example!",
                &[("https://a.example", "https://a.example"), ("http://b.example", "http://b.example")],
            ),
            ("Write to help@malina.example.", &[("help@malina.example", "mailto:help@malina.example")]),
            ("a.b-c_d+e@m.x.example", &[("a.b-c_d+e@m.x.example", "mailto:a.b-c_d+e@m.x.example")]),
            ("mailto:help@malina.example", &[("mailto:help@malina.example", "mailto:help@malina.example")]),
            ("(help@malina.example)", &[("help@malina.example", "mailto:help@malina.example")]),
            // Nothing of these is an address.
            ("help@malina help@malina.example- help@malina.example_", &[]),
            ("@malina.example a@ @", &[]),
            ("hello@mail+xyz.example", &[]),
            ("awww.malina.example", &[]),
            ("https://localhost:8080/ http:// https://", &[]),
            ("https://a_b.c_d", &[]),
            ("ftp://a.example xhttps://a.example", &[]),
            ("10:30, a: b, wow www", &[]),
            ("www.", &[]),
            ("www...", &[]),
            ("", &[]),
        ] {
            let found = links(text, None);
            let found: Vec<_> = found.iter().map(|(span, to)| (&text[span.clone()], to.as_str())).collect();
            assert_eq!(found, expected, "{text}");
        }
        assert_eq!(links("www.malina.example", Some('/')), []);
        assert_eq!(links("www.malina.example", Some(' ')).len(), 1);
    }
}
