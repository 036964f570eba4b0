//! What stands behind a tag's name: `title="T"`, `type=info`, `"a value"`, `{expression}`, `.class`, `#id`.

use super::lines::{from, part};

/// A value as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// Between quotes, or a bare word.
    Text(String),
    /// Between braces: a piece of a program.
    Code(String),
}

/// The arguments of one tag.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Arguments {
    named: Vec<(String, Value)>,
    /// In order; whether each stood between quotes.
    pub(super) plain: Vec<(String, bool)>,
    pub(super) classes: Vec<String>,
    pub(super) id: Option<String>,
}

/// Arguments that are read of one tag.
const MAX_ARGUMENTS: usize = 60;
/// Bytes of one piece of a program.
const MAX_CODE: usize = 100_000;
/// Braces inside of one another.
const MAX_BRACES: usize = 32;

impl Arguments {
    /// Reads what stands between a tag's name and its end.
    pub(super) fn read(text: &str) -> Self {
        let mut out = Self::default();
        let mut at = 0;
        let bytes = text.as_bytes();
        for _ in 0..MAX_ARGUMENTS {
            while bytes
                .get(at)
                .is_some_and(|byte| byte.is_ascii_whitespace() || matches!(byte, b',' | b'(' | b')' | b'/'))
                && !path_ahead(text, at)
            {
                at += 1;
            }
            let Some(first) = bytes.get(at) else { break };
            if let Some((value, end)) = quoted(text, at) {
                out.plain.push((value, true));
                at = end;
                continue;
            }
            if *first == b'{' {
                let end = braces(text, at).unwrap_or(text.len());
                out.plain.push((part(text, at + 1..end.saturating_sub(1).max(at + 1)).to_owned(), true));
                at = end;
                continue;
            }
            let name_end = at
                + from(text, at)
                    .find(|c: char| c.is_whitespace() || matches!(c, '=' | ',' | '"' | '\'' | '{' | '}' | ')'))
                    .unwrap_or(text.len() - at);
            let name = part(text, at..name_end.max(at + 1));
            let equals = name_end + from(text, name_end).bytes().take_while(u8::is_ascii_whitespace).count();
            if bytes.get(equals) == Some(&b'=') {
                let start = equals + 1 + from(text, equals + 1).bytes().take_while(u8::is_ascii_whitespace).count();
                let (value, end) = value(text, start);
                out.named.push((name.trim_start_matches([':', '@']).to_lowercase().replace(['-', '_'], ""), value));
                at = end.max(start);
            } else {
                match name.chars().next() {
                    Some('.') => {
                        out.classes.extend(name.split('.').filter(|class| !class.is_empty()).map(str::to_owned))
                    }
                    Some('#') => out.id = Some(name.trim_start_matches('#').to_owned()),
                    _ => out.plain.push((name.to_owned(), false)),
                }
                at = name_end.max(at + 1);
                while !text.is_char_boundary(at) {
                    at += 1;
                }
            }
        }
        out
    }

    pub(super) fn add(&mut self, name: &str, value: String) {
        self.named.push((name.to_owned(), Value::Text(value)));
    }

    /// The text of the first of some names that has one. Names are in lower case, without hyphens.
    pub(super) fn text(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| {
            let (_, value) = self.named.iter().find(|(known, _)| known == name)?;
            let text = match value {
                Value::Text(text) => text.clone(),
                Value::Code(code) => literal(code)?,
            };
            let text = if text.contains("<!--") { without_comments(&text) } else { text };
            Some(text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty())
        })
    }

    /// All named texts.
    pub(super) fn texts(&self) -> Vec<(String, String)> {
        let text = |value: &Value| match value {
            Value::Text(text) => Some(text.clone()),
            Value::Code(code) => literal(code),
        };
        self.named.iter().filter_map(|(name, value)| Some((name.clone(), text(value)?))).collect()
    }

    /// A named value as it was written.
    pub(super) fn code(&self, name: &str) -> Option<&str> {
        self.named.iter().find(|(known, _)| known == name).map(|(_, value)| match value {
            Value::Text(text) | Value::Code(text) => text.as_str(),
        })
    }

    /// All values that are pieces of a program.
    pub(super) fn codes(&self) -> impl Iterator<Item = &str> {
        self.named.iter().filter_map(|(_, value)| match value {
            Value::Code(code) => Some(code.as_str()),
            Value::Text(_) => None,
        })
    }

    /// The lines of a text, as they stand: a string, or several of them.
    pub(super) fn lines(&self, name: &str) -> Option<String> {
        let (_, value) = self.named.iter().find(|(known, _)| known == name)?;
        match value {
            Value::Text(text) => Some(text.clone()),
            Value::Code(code) if code.starts_with('[') => {
                Some(literals(code).join("\n")).filter(|lines| !lines.is_empty())
            }
            Value::Code(code) => literal(code),
        }
    }

    /// The first value without a name.
    pub(super) fn first(&self) -> Option<&str> {
        self.plain.first().map(|(value, _)| value.as_str())
    }
}

/// Whether a slash begins a path and does not end a tag.
fn path_ahead(text: &str, at: usize) -> bool {
    let rest = from(text, at);
    rest.starts_with('/') && rest.as_bytes().get(1).is_some_and(|byte| !byte.is_ascii_whitespace() && *byte != b'>')
}

/// A value between quotes at a byte, and where it ends.
fn quoted(text: &str, at: usize) -> Option<(String, usize)> {
    let rest = from(text, at);
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\'' | '`' | '“' | '”'))?;
    let close = if quote == '“' { '”' } else { quote };
    let mut escaped = false;
    for (inner, c) in rest.char_indices().skip(1) {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if c == close {
            let value = part(rest, quote.len_utf8()..inner);
            let value = value.replace("\\\"", "\"").replace("\\'", "'");
            return Some((value, at + inner + c.len_utf8()));
        }
    }
    None
}

fn value(text: &str, at: usize) -> (Value, usize) {
    if let Some((value, end)) = quoted(text, at) {
        return (Value::Text(value), end);
    }
    if from(text, at).starts_with('{')
        && let Some(end) = braces(text, at)
    {
        return (Value::Code(part(text, at + 1..end - 1).trim().to_owned()), end);
    }
    let rest = from(text, at);
    let end = at + rest.find(|c: char| c.is_whitespace() || matches!(c, ',' | '}' | ')')).unwrap_or(rest.len());
    (Value::Text(part(text, at..end).trim_matches(['"', '\'', '`']).to_owned()), end)
}

/// The end of what begins with a brace, with all that stands in braces and quotes inside of it.
pub(super) fn braces(text: &str, at: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quote = None;
    let mut escaped = false;
    for (inner, byte) in from(text, at).bytes().enumerate().take(MAX_CODE) {
        match (quote, byte) {
            _ if escaped => escaped = false,
            (Some(_), b'\\') => escaped = true,
            (Some(open), _) if open == byte => quote = None,
            // An apostrophe in a text is no quote for longer than its line.
            (Some(b'\'' | b'"'), b'\n') => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'' | b'`') => quote = Some(byte),
            (None, b'{') if depth >= MAX_BRACES => return None,
            (None, b'{') => depth += 1,
            (None, b'}') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + inner + 1);
                }
            }
            (None, _) => {}
        }
    }
    None
}

/// The text in a piece of a program: of a string, of a call with one string such as `useBaseUrl('/a.png')`, of markup.
pub(super) fn literal(code: &str) -> Option<String> {
    let code = code.trim();
    if let Some((text, end)) = quoted(code, 0) {
        // A sum of strings is none of them.
        return (end == code.len() && !(code.starts_with('`') && text.contains("${"))).then_some(text);
    }
    if code.starts_with('<') {
        return Some(without_tags(code));
    }
    let open = code.find('(')?;
    let name = part(code, 0..open);
    if !name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '$')) {
        return None;
    }
    let (text, end) = quoted(code, open + 1)?;
    let rest = from(code, end).trim();
    (rest.starts_with(')') || rest.starts_with(',')).then_some(text)
}

/// All strings in a piece of a program, in order.
pub(super) fn literals(code: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(next) = from(code, at).find(['"', '\'', '`']) {
        match quoted(code, at + next) {
            Some((text, end)) => {
                out.push(text);
                at = end;
            }
            None => break,
        }
    }
    out
}

/// A value without the notes of translators in it.
fn without_comments(text: &str) -> String {
    let mut parts = text.split("<!--");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| out + part.split_once("-->").map_or("", |(_, behind)| behind))
}

/// Words between tags.
pub(super) fn without_tags(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, behind)) = rest.split_once('<') {
        out.push_str(before);
        match behind.split_once('>') {
            Some((_, behind)) => rest = behind,
            None => {
                out.push('<');
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    out.trim().to_owned()
}

/// The entities that stand in attributes, as characters.
pub(super) fn unescaped(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    text.replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&apos;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A title that is not found in its tag is lost for the visitor.
    #[test]
    fn arguments_are_found() {
        for (text, name, expected) in [
            (r#" title="A \"b\" c" "#, "title", Some("A \"b\" c")),
            ("title='It is so'", "title", Some("It is so")),
            ("type=info, title=`Raw text`", "title", Some("Raw text")),
            ("src={useBaseUrl('/img/a.png')} alt='b'", "src", Some("/img/a.png")),
            ("src={require('./a.png').default}", "src", Some("./a.png")),
            ("title={<b>So</b>}", "title", Some("So")),
            ("title={name}", "title", None),
            ("data-title = \"T\"", "datatitle", Some("T")),
            (":text=\"T\"", "text", Some("T")),
            ("(id=\"x\", title=\"T\")", "title", Some("T")),
            ("title=\"unclosed", "title", Some("unclosed")),
        ] {
            assert_eq!(Arguments::read(text).text(&[name]).as_deref(), expected, "{text}");
        }
        let read = Arguments::read(r#"tip "Two words" /path/x.md .red #id"#);
        let plain: Vec<&str> = read.plain.iter().map(|(value, _)| value.as_str()).collect();
        assert_eq!(plain, ["tip", "Two words", "/path/x.md"]);
        assert_eq!((read.classes.as_slice(), read.id.as_deref()), (&["red".to_owned()][..], Some("id")));
        assert_eq!(literals("['npm', \"yarn\", x]"), ["npm", "yarn"]);
    }
}
