//! Settings in pieces, each a key with all lines of its value: where the whole cannot be read, most pieces can.

use std::ops::Range;

/// Words that a key may have: `menu order` is one, a sentence before a colon is none.
const KEY_WORDS: usize = 3;

/// A piece of the settings.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Chunk {
    /// All its lines.
    pub(super) lines: Range<usize>,
    /// The bytes of the key; `None` for lines that stand alone.
    pub(super) key: Option<Range<usize>>,
    /// Where the value begins.
    pub(super) value: usize,
}

/// The pieces of a block of settings. In TOML all lines below `[table]` are one.
pub(super) fn chunks(fence: &str, source: &str) -> Vec<Chunk> {
    let mut out: Vec<Chunk> = Vec::new();
    // Of the last piece: brackets that are open, whether it is a table, and whether a text of several lines is open.
    let (mut open, mut table, mut text) = (0_isize, false, false);
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let lines = at..at + line.len();
        at = lines.end;
        let toml = fence == "+++";
        let begins_table = toml && !text && line.starts_with('[');
        let key = if table || text { None } else { key(line) };
        let continues = match out.last() {
            None => false,
            Some(_) if begins_table => false,
            Some(_) if table || text => true,
            Some(_) if key.is_some() => false,
            Some(last) => {
                // A list stands below a key alone.
                let is_alone =
                    source.get(last.value..).is_some_and(|text| text.trim_start_matches(' ').starts_with('\n'));
                let goes_on =
                    |first: char| first.is_whitespace() || "]})#,\"'".contains(first) || first == '-' && is_alone;
                open > 0 || line.chars().next().is_none_or(goes_on)
            }
        };
        if continues {
            if let Some(last) = out.last_mut() {
                last.lines.end = lines.end;
            }
        } else if line.trim().is_empty() || line.starts_with('#') {
            continue;
        } else {
            (open, table) = (0, begins_table);
            let (key, value) = key.map_or((None, 0), |(key, value)| {
                (Some(lines.start + key.start..lines.start + key.end), lines.start + value)
            });
            out.push(Chunk { lines, key, value });
        }
        let count = |signs: [char; 2]| line.matches(signs).count() as isize;
        open += count(['[', '{']) - count([']', '}']);
        let quotes = line.matches("\"\"\"").count() + line.matches("'''").count();
        text ^= toml && !table && quotes % 2 == 1;
    }
    out
}

/// The key at the beginning of a line, and where its value begins.
pub(super) fn key(line: &str) -> Option<(Range<usize>, usize)> {
    let quote = line.chars().next().filter(|c| matches!(c, '"' | '\''));
    let (key, sign) = match quote {
        Some(quote) => {
            let end = 1 + line.get(1..)?.find(quote)?;
            let rest = line.get(end + 1..)?;
            (1..end, end + 1 + rest.len() - rest.trim_start_matches(' ').len())
        }
        None => {
            let sign = line.find([':', '='])?;
            (0..line.get(..sign)?.trim_end().len(), sign)
        }
    };
    let words = line.get(key.clone())?;
    let of_key = |c: char| c.is_alphanumeric() || "_-.@$/ ".contains(c);
    let fits = words.chars().next().is_some_and(|first| first.is_alphanumeric() || "_$@".contains(first))
        && words.chars().all(of_key)
        && words.split(' ').count() <= KEY_WORDS;
    let rest = line.get(sign..)?;
    // An address begins with a word and a colon, too.
    let sign_len = rest.strip_prefix([':', '=']).filter(|rest| !rest.starts_with("//")).map(|_| 1)?;
    fits.then_some((key, sign + sign_len))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A bad line must not take its neighbours along.
    #[test]
    fn pieces() {
        for (fence, source, expected) in [
            ("---", "title: A\nslug: b\n", &["title: A\n", "slug: b\n"][..]),
            ("---", "keywords:\n  - a\n- b\ntitle: c\n", &["keywords:\n  - a\n- b\n", "title: c\n"]),
            ("---", "title: a\n- b\n", &["title: a\n", "- b\n"]),
            ("---", "aliases: [\n\"/a\",\nb\n]\ntitle: c\n", &["aliases: [\n\"/a\",\nb\n]\n", "title: c\n"]),
            ("---", "keywords: [a\ntitle: c\n", &["keywords: [a\n", "title: c\n"]),
            ("---", "title: A\njust words\nslug: b", &["title: A\n", "just words\n", "slug: b"]),
            ("---", "# note\ntitle: A\n# note\n\nslug: b", &["title: A\n# note\n\n", "slug: b"]),
            ("---", "text: |\n  a: b\n\n  c\nslug: b", &["text: |\n  a: b\n\n  c\n", "slug: b"]),
            ("---", "\"title\": A\nhttps://a.example\n", &["\"title\": A\n", "https://a.example\n"]),
            ("+++", "a = 1\n[params]\ntitle = 2\n[x]\nb = 1", &["a = 1\n", "[params]\ntitle = 2\n", "[x]\nb = 1"]),
            ("+++", "a = [\n  1,\n]\nb = 2\n", &["a = [\n  1,\n]\n", "b = 2\n"]),
            ("+++", "a = \"\"\"\nb = 1\n\"\"\"\nc = 2\n", &["a = \"\"\"\nb = 1\n\"\"\"\n", "c = 2\n"]),
        ] {
            let found: Vec<_> = chunks(fence, source).into_iter().map(|chunk| &source[chunk.lines]).collect();
            assert_eq!(found, expected, "{source}");
        }
    }

    /// What stands before a colon is a key, or a sentence that must not become one.
    #[test]
    fn keys() {
        for (line, expected) in [
            ("title: A", Some("title")),
            ("title:A", Some("title")),
            ("title = A", Some("title")),
            ("\"title\": A", Some("title")),
            ("'a b' : A", Some("a b")),
            ("ms.date: A", Some("ms.date")),
            ("menu order: 1", Some("menu order")),
            ("tytuł: A", Some("tytuł")),
            ("Please note that this: A", None),
            ("https://a.example: b", None),
            ("- title: A", None),
            ("title A", None),
            (": A", None),
            ("", None),
        ] {
            assert_eq!(key(line).map(|(key, _)| &line[key]), expected, "{line}");
        }
    }
}
