//! A reader of `mailto` links written from RFC 6068, section 2, and from nothing else: what it refuses, the standard
//! does not allow. It has no mail program's leniency.

/// What a link says.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Uri {
    /// The addresses, decoded.
    pub(crate) to: Vec<String>,
    /// Names in lower case and values, decoded, in order.
    pub(crate) headers: Vec<(String, String)>,
}

/// Reads a link, or says which rule it breaks.
pub(crate) fn parse(link: &str) -> Result<Uri, String> {
    let rest = match link.split_at_checked(7) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("mailto:") => rest,
        _ => return Err("another scheme".into()),
    };
    let (to, fields) = match rest.split_once('?') {
        Some((to, fields)) => (to, Some(fields)),
        None => (rest, None),
    };
    let to = if to.is_empty() { Ok(Vec::new()) } else { to.split(',').map(addr_spec).collect() }?;
    let mut headers: Vec<(String, String)> = Vec::new();
    for field in fields.into_iter().flat_map(|fields| fields.split('&')) {
        let (name, value) = field.split_once('=').ok_or("a header without `=`")?;
        let (name, value) = (qchars(name)?.to_ascii_lowercase(), qchars(value)?);
        if name.is_empty() || headers.iter().any(|(known, _)| *known == name) {
            return Err(format!("header `{name}` without a name or twice"));
        }
        check_controls(&name, &value)?;
        headers.push((name, value));
    }
    Ok(Uri { to, headers })
}

/// `qchar = unreserved / pct-encoded / some-delims`, decoded.
fn qchars(text: &str) -> Result<String, String> {
    decode(text, b"!$'()*+,;:@")
}

/// `addr-spec = local-part "@" domain`, decoded. Of the reserved characters those stay unencoded that a URI's path and
/// item 1 allow: not `/ ? # [ ]`, not `& ; =`, and not the comma, which separates addresses.
fn addr_spec(text: &str) -> Result<String, String> {
    const BARE: &[u8] = b"!$'()*+:";
    let (local, domain) = text.split_once('@').ok_or("an address without `@`")?;
    let (local, decoded) = (decode(local, BARE)?, decode(domain, BARE)?);
    let quoted = local.len() > 1 && local.starts_with('"') && local.ends_with('"');
    if !(quoted || dot_atom(&local)) {
        return Err(format!("local part `{local}`"));
    }
    let literal = decoded.strip_prefix('[').and_then(|inner| inner.strip_suffix(']'));
    match literal {
        Some(inner) if inner.bytes().all(|byte| matches!(byte, 33..=90 | 94..=126)) => {}
        // Item 4: in a domain only letters beyond ASCII are percent-encoded.
        None if dot_atom(&decoded) && domain.matches('%').count() == decoded.bytes().filter(|b| *b > 127).count() => {}
        _ => return Err(format!("domain `{decoded}`")),
    }
    Ok(format!("{local}@{decoded}"))
}

/// `dot-atom-text` (RFC 5322, section 3.2.3), with letters beyond ASCII (RFC 6532).
fn dot_atom(text: &str) -> bool {
    let atext = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    let other = |c: char| !c.is_ascii() && !c.is_control() && !c.is_whitespace();
    text.split('.').all(|atom| !atom.is_empty() && atom.chars().all(|c| atext(c) || other(c)))
}

/// Decodes each `%` with two hexadecimal digits once; everything else has to be unreserved or one of `bare`.
fn decode(text: &str, bare: &[u8]) -> Result<String, String> {
    let (mut out, mut rest) = (Vec::new(), text.as_bytes());
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            b'%' => {
                let digits = after.get(..2).ok_or("a cut escape")?;
                let hex = |digit: u8| char::from(digit).to_digit(16).ok_or("an escape without hexadecimal digits");
                out.push((hex(digits[0])? * 16 + hex(digits[1])?) as u8);
                rest = &after[2..];
            }
            b'-' | b'.' | b'_' | b'~' => out.push(byte),
            _ if byte.is_ascii_alphanumeric() || bare.contains(&byte) => out.push(byte),
            _ => return Err(format!("a bare {:?}", char::from(byte))),
        }
    }
    String::from_utf8(out).map_err(|_| "not UTF-8".into())
}

/// Section 5: a line break is CR and LF. Of other controls a body may not have NUL, a header none but tabs (RFC 5322,
/// sections 3.5 and 2.2).
fn check_controls(name: &str, value: &str) -> Result<(), String> {
    let plain = if name == "body" { value.replace("\r\n", "") } else { value.to_owned() };
    let wrong = |c: &char| if name == "body" { "\0\r\n".contains(*c) } else { c.is_ascii_control() && *c != '\t' };
    plain.chars().find(wrong).map_or(Ok(()), |control| Err(format!("a bare {control:?} in `{name}`")))
}

/// A reader that lets everything pass proves nothing.
#[test]
fn the_reader_is_strict() {
    for good in [
        "mailto:",
        "MAILTO:a@example.com",
        "mailto:a@example.com,b%2Fc@example.com?Subject=a",
        "mailto:a%26b+c@example.com?subject=a+b&body=c%0D%0Ad,(e):;@!$'*",
        "mailto:%22a%40b%2Cc%22@%5B127.0.0.1%5D",
        "mailto:a@g%C4%99%C5%9Bl%C4%85.example",
        "mailto:?body=%C4%85%c4%85%2520",
    ] {
        assert!(parse(good).is_ok(), "{good}: {:?}", parse(good));
    }
    assert_eq!(parse("mailto:?body=a+%2B%252B").unwrap().headers, [("body".into(), "a++%2B".into())]);
    for bad in [
        "http:a@example.com",
        "mailto:a",
        "mailto:a@",
        "mailto:a b@example.com",
        "mailto:a%20b@example.com",
        "mailto:a&b@example.com",
        "mailto:a@b@example.com",
        "mailto:a,b@example.com",
        "mailto:.a@example.com",
        "mailto:a@example..com",
        "mailto:a@ex%61mple.com",
        "mailto:ą@example.com",
        "mailto:a@example.com?",
        "mailto:a@example.com?body",
        "mailto:a@example.com?body=a&body=b",
        "mailto:a@example.com?body=a&Body=b",
        "mailto:a@example.com?body=a b",
        "mailto:a@example.com?body=a\nb",
        "mailto:a@example.com?body=a%0Ab",
        "mailto:a@example.com?body=a%0Db",
        "mailto:a@example.com?body=a%0A%0Db",
        "mailto:a@example.com?body=a%00b",
        "mailto:a@example.com?subject=a%0D%0ABcc:%20x",
        "mailto:a@example.com?subject=a%07b",
        "mailto:a@example.com?body=a=b",
        "mailto:a@example.com?body=a/b",
        "mailto:a@example.com?body=a?b",
        "mailto:a@example.com?body=a#b",
        "mailto:a@example.com?body=%",
        "mailto:a@example.com?body=%4",
        "mailto:a@example.com?body=%zz",
        "mailto:a@example.com?body=%+1",
        "mailto:a@example.com?body=%C4",
        "mailto:a@example.com?body=ą",
        "mailto:a@example.com?body=\"a\"",
    ] {
        assert!(parse(bad).is_err(), "{bad}: {:?}", parse(bad));
    }
}
