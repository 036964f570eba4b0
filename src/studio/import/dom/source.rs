//! HTML before it is read: without pictures in addresses, which are larger than all the text, and without what makes
//! reading slow. The reader compares every attribute with all before it in its tag.
//!
//! Tags are taken apart as the HTML Standard does ("Tokenization"), so that nothing else is changed.

/// No more of a document is read, pictures in it not counted. The longest of 6,000 real help articles has 63 kB of text.
const MAX_BYTES: usize = 4_000_000;
/// Attributes of a tag that are read.
pub(super) const MAX_ATTRIBUTES: usize = 100;
/// Bytes of an attribute's value that is read.
const MAX_VALUE: usize = 8_000;
/// How the address of a picture begins that stands in the text itself.
const DATA: &str = "data:image/";
/// Elements whose content is no markup.
const RAW: [&str; 8] = ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

/// A document that can be read in linear time.
#[derive(Debug, Default)]
pub(super) struct Source {
    pub(super) text: String,
    /// The addresses that `nd-data:0`, `nd-data:1`, … stand for.
    pub(super) data: Vec<String>,
    pub(super) cut: bool,
}

/// Prepares a document.
pub(super) fn prepare(html: &str) -> Source {
    let mut out = Source::default();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, behind) = rest.split_at(at);
        out.text.push_str(before);
        rest = out.markup(behind);
        if out.text.len() > MAX_BYTES {
            break;
        }
    }
    out.text.push_str(rest);
    let end = (0..=MAX_BYTES.min(out.text.len())).rfind(|at| out.text.is_char_boundary(*at)).unwrap_or_default();
    out.cut |= end < out.text.len();
    out.text.truncate(end);
    out
}

impl Source {
    /// Copies what begins with `<`, and gives what is behind it.
    fn markup<'a>(&mut self, text: &'a str) -> &'a str {
        if text.starts_with("<!--") {
            let end = text.find("-->").map_or(text.len(), |end| end + "-->".len());
            return text.get(end..).unwrap_or_default();
        }
        let name = text.get(1..).unwrap_or_default();
        let is_end = name.starts_with('/');
        let name = name.strip_prefix('/').unwrap_or(name);
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            self.text.push('<');
            return text.get(1..).unwrap_or_default();
        }
        let name: String = name.chars().take_while(|c| !c.is_ascii_whitespace() && !"/>".contains(*c)).collect();
        let start = 1 + usize::from(is_end) + name.len();
        let rest = self.tag(text, start);
        let name = name.to_ascii_lowercase();
        if is_end || !RAW.contains(&name.as_str()) {
            return rest;
        }
        let end = raw_end(rest, &name);
        self.text.push_str(rest.get(..end).unwrap_or_default());
        rest.get(end..).unwrap_or_default()
    }

    /// Copies a tag, whose name ends at a byte.
    fn tag<'a>(&mut self, text: &'a str, name_end: usize) -> &'a str {
        self.text.push_str(text.get(..name_end).unwrap_or_default());
        let mut rest = text.get(name_end..).unwrap_or_default();
        let mut count = 0;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            if let Some(behind) = rest.strip_prefix('>') {
                self.text.push('>');
                return behind;
            }
            let Some(first) = rest.chars().next() else { return rest };
            // A sign that no name begins with is part of one here.
            let stop = |c: char| c.is_ascii_whitespace() || "/>=".contains(c);
            let inner = rest.get(first.len_utf8()..).unwrap_or_default();
            let name_len = first.len_utf8() + inner.find(stop).unwrap_or(inner.len());
            let (name, behind) = rest.split_at_checked(name_len).unwrap_or((rest, ""));
            let (value, behind) = value(behind);
            rest = behind;
            count += 1;
            if count > MAX_ATTRIBUTES {
                self.cut = true;
                continue;
            }
            self.text.push(' ');
            self.text.push_str(name);
            if let Some(value) = value {
                let value = self.shortened(value);
                // `"` in a value between other quotes.
                self.text.push_str(&format!("=\"{}\"", value.replace('"', "&quot;")));
            }
        }
    }

    /// A value, or what stands for it.
    fn shortened(&mut self, value: &str) -> String {
        let is_picture = value.trim_start().get(..DATA.len()).is_some_and(|start| start.eq_ignore_ascii_case(DATA));
        if is_picture {
            self.data.push(value.trim().to_owned());
            return format!("nd-data:{}", self.data.len() - 1);
        }
        self.cut |= value.len() > MAX_VALUE;
        if value.len() > MAX_VALUE { String::new() } else { value.to_owned() }
    }
}

/// The value of an attribute behind its name, and what is behind that.
fn value(behind_name: &str) -> (Option<&str>, &str) {
    let Some(behind) = behind_name.trim_start_matches(|c: char| c.is_ascii_whitespace()).strip_prefix('=') else {
        return (None, behind_name);
    };
    let behind = behind.trim_start_matches(|c: char| c.is_ascii_whitespace());
    for quote in ['"', '\''] {
        if let Some(inner) = behind.strip_prefix(quote) {
            let (value, rest) = inner.split_once(quote).unwrap_or((inner, ""));
            return (Some(value), rest);
        }
    }
    let end = behind.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(behind.len());
    let (value, rest) = behind.split_at_checked(end).unwrap_or((behind, ""));
    (Some(value), rest)
}

/// Where the content of an element ends that is no markup.
fn raw_end(text: &str, name: &str) -> usize {
    let ends = text.match_indices("</").map(|(at, _)| at);
    let mut ends = ends.filter(|at| {
        let behind = text.get(at + 2..).unwrap_or_default();
        behind.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name))
            && behind
                .get(name.len()..)
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_whitespace() || "/>".contains(c)))
    });
    ends.next().unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Only what makes reading slow may change.
    #[test]
    fn documents_stay_what_they_are() {
        let long = "x".repeat(MAX_VALUE + 1);
        for (html, expected) in [
            ("<p class=a  id = 'b\"c' hidden>x</p >", "<p class=\"a\" id=\"b&quot;c\" hidden>x</p>"),
            ("a < b <3 <!-- <p> --> </ p>", "a < b <3  </ p>"),
            ("<a href=x/y>z</a><br/>", "<a href=\"x/y\">z</a><br>"),
            ("<script>if (a<b) '<p '</script><p>", "<script>if (a<b) '<p '</script><p>"),
            ("<p =a='b'>", "<p =a=\"b\">"),
            ("<img src='data:image/png;base64,AAA'>", "<img src=\"nd-data:0\">"),
            (&format!("<p title='{long}' id=a>"), "<p title=\"\" id=\"a\">"),
            ("<p", "<p"),
            ("<p title='", "<p title=\"\""),
            ("<", "<"),
        ] {
            assert_eq!(prepare(html).text, expected, "{html}");
        }
        assert_eq!(prepare("<img src='data:image/png;base64,AAA'>").data, ["data:image/png;base64,AAA"]);
    }
}
