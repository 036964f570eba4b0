//! The words of a short text that may be Markdown or HTML: a heading, or a summary that another program wrote.
//!
//! What templates would have filled in (`{{ … }}`, `{% … %}`) is no word of it.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The words of a text, with one blank between any two of them. Pictures have none.
pub(super) fn plain_text(text: &str) -> String {
    let (mut out, mut html, mut image) = (String::new(), String::new(), 0_usize);
    for event in Parser::new_ext(&without_templates(text), Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::Image { .. }) => image += 1,
            Event::End(TagEnd::Image) => image = image.saturating_sub(1),
            _ if image > 0 => {}
            Event::Text(words) | Event::Code(words) => out.push_str(&words),
            Event::SoftBreak | Event::HardBreak | Event::Rule => out.push(' '),
            Event::InlineHtml(tag) if breaks(&tag) => out.push(' '),
            Event::Html(lines) => html.push_str(&lines),
            Event::End(TagEnd::HtmlBlock) => {
                let words = without_tags(&std::mem::take(&mut html));
                // Without tags it is text, whose entities are still to be read.
                let events = Parser::new(&words);
                events.for_each(|event| {
                    if let Event::Text(text) | Event::Code(text) = event {
                        out.push_str(&text)
                    }
                });
                out.push(' ');
            }
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock) => out.push(' '),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text with the characters for what HTML writes as `&amp;` or `&#8217;`: programs that export pages leave them in
/// titles.
pub(super) fn without_references(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some(start) = rest.find('&') {
        let (before, reference) = rest.split_at(start);
        let end = reference.bytes().take(LONGEST).position(|byte| byte == b';').map_or(1, |end| end + 1);
        let (reference, behind) = reference.split_at_checked(end).unwrap_or((reference, ""));
        out.push_str(before);
        for event in Parser::new(reference) {
            if let Event::Text(character) = event {
                out.push_str(&character);
            }
        }
        rest = behind;
    }
    out + rest
}

/// The longest reference has so many letters; the names of most are shorter.
const LONGEST: usize = 33;

/// Whether a text has marks of Markdown or HTML that nobody types into plain text.
pub(super) fn has_marks(text: &str) -> bool {
    let entity =
        |text: &str| text.split('&').skip(1).any(|rest| rest.find(';').is_some_and(|end| (2..9).contains(&end)));
    ["</", "<br", "<p>", "<img", "](", "**", "{{", "{%"].iter().any(|mark| text.contains(mark)) || entity(text)
}

/// A text without what a template would have filled in.
pub(super) fn without_templates(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some(start) = rest.find('{') {
        let (before, mark) = rest.split_at(start);
        let close = match mark.as_bytes() {
            [_, b'{', ..] => "}}",
            [_, b'%', ..] => "%}",
            _ => "",
        };
        out.push_str(before);
        if close.is_empty() {
            out.push('{');
            rest = mark.get(1..).unwrap_or_default();
            continue;
        }
        let Some(end) = mark.find(close) else { return out + mark };
        rest = mark.get(end + close.len()..).unwrap_or_default();
    }
    out + rest
}

/// A text of at most about so many letters: whole sentences where it has one of that length, else whole words.
pub(super) fn shortened(text: &str, letters: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(letters) else { return text.to_owned() };
    let head = text.get(..end).unwrap_or_default();
    let sentence =
        [". ", "! ", "? ", "… ", "。"].iter().filter_map(|stop| Some(head.rfind(stop)? + stop.trim_end().len()));
    match sentence.max().filter(|end| *end * 4 > head.len()) {
        Some(end) => head.get(..end).unwrap_or_default().to_owned(),
        None => {
            let words = head.rfind(' ').and_then(|end| head.get(..end)).unwrap_or(head);
            format!("{}…", words.trim_end_matches([',', ';', ':', ' ']))
        }
    }
}

/// HTML without its tags; where one begins a new line, a blank.
fn without_tags(html: &str) -> String {
    let (mut out, mut rest) = (String::new(), html);
    while let Some(start) = rest.find('<') {
        out.push_str(rest.get(..start).unwrap_or_default());
        let tag = rest.get(start..).unwrap_or_default();
        let close = if tag.starts_with("<!--") { "-->" } else { ">" };
        let end = tag.find(close).map_or(tag.len(), |end| end + close.len());
        if breaks(tag) {
            out.push(' ');
        }
        rest = tag.get(end..).unwrap_or_default();
    }
    // Blanks at the beginning of a line would make code of it.
    (out + rest).lines().map(str::trim).collect::<Vec<_>>().join(" ")
}

/// Whether a tag parts the words around it.
fn breaks(tag: &str) -> bool {
    let name =
        tag.trim_start_matches(['<', '/']).split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let inside =
        ["a", "abbr", "b", "code", "em", "font", "i", "kbd", "mark", "s", "small", "span", "strong", "sub", "sup", "u"];
    !inside.contains(&name.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A title or a description that shows marks looks broken in every list.
    #[test]
    fn words_of_short_texts() {
        for (text, words) in [
            (r"Q\&A", "Q&A"),
            (r"find\_me", "find_me"),
            ("**Bold** and *soft* and ~~gone~~", "Bold and soft and gone"),
            ("the `--fast` option", "the --fast option"),
            ("use `<br>` in tables", "use <br> in tables"),
            ("Terms &amp; conditions&nbsp;2", "Terms & conditions 2"),
            ("[Returns](a.md) and <https://a.example>", "Returns and https://a.example"),
            ("![icon](a.png) Returns", "Returns"),
            ("Pay <Badge type=\"tip\" text=\"new\" /> later", "Pay later"),
            ("<p>One <b>two</b></p><p>three</p>", "One two three"),
            ("<div>\n    four &lt; five\n</div>", "four < five"),
            ("10<sup>2</sup> and one<br>two", "102 and one two"),
            ("Order {{ site.name }} now", "Order now"),
            ("{% if a %}Yes{% endif %}", "Yes"),
            ("{{< icon a >}} Icon", "Icon"),
            ("a {{ b", "a {{ b"),
            ("# Heading\n\nText\nmore", "Heading Text more"),
            ("", ""),
        ] {
            assert_eq!(plain_text(text), words, "{text}");
        }
    }

    /// A summary of a page's length under each result hides the results.
    #[test]
    fn long_texts_end_at_a_sentence() {
        let sentence = "Send it back within thirty days. ";
        for (text, letters, expected) in [
            ("Short.".to_owned(), 10, "Short.".to_owned()),
            (sentence.repeat(20), 100, sentence.repeat(3).trim_end().to_owned()),
            ("word ".repeat(50), 23, "word word word word…".to_owned()),
            ("ż".repeat(50), 10, format!("{}…", "ż".repeat(10))),
        ] {
            assert_eq!(shortened(&text, letters), expected);
        }
    }

    /// What an export left in a title is read, and what a person typed stays.
    #[test]
    fn references_are_read() {
        for (text, expected) in [
            ("Terms &amp; conditions", "Terms & conditions"),
            ("What&#8217;s new&hellip;", "What’s new…"),
            ("R&D; and AT&T", "R&D; and AT&T"),
            ("a & b; &", "a & b; &"),
            ("&lt;b&gt; &nope;", "<b> &nope;"),
            ("5 *a* &amp; `b`", "5 *a* & `b`"),
        ] {
            assert_eq!(without_references(text), expected, "{text}");
        }
    }

    /// Plain text stays as it was typed.
    #[test]
    fn plain_text_has_no_marks() {
        for (text, expected) in [
            ("5 < 6 & 7 > 2", false),
            ("AT&T; Marks & Co", false),
            ("snake_case * 2", false),
            ("a &amp; b", true),
            ("see [here](a)", true),
            ("<p>a</p>", true),
            ("**a**", true),
        ] {
            assert_eq!(has_marks(text), expected, "{text}");
        }
    }
}
