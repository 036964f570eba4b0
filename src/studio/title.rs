//! The title of a text whose settings give none: its first heading of the first level.
//!
//! That heading is the title where nothing but pictures, tags and comments stands before it, or where it is the only one
//! of its level and no other heading precedes it: in a text that begins with words, several of them are its sections.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::plain_text::plain_text;

/// The words of the heading that is the title of a text, and its bytes.
pub(super) fn title_of(text: &str) -> Option<(String, Range<usize>)> {
    let mut first = None;
    let (mut depth, mut image, mut has_words, mut has_headings) = (0_usize, 0_usize, false, false);
    let options = Options::ENABLE_TABLES | Options::ENABLE_GFM | Options::ENABLE_FOOTNOTES | Options::ENABLE_TASKLISTS;
    for (event, span) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) if depth == 0 => {
                if level == HeadingLevel::H1 {
                    if first.is_some() {
                        return None;
                    }
                    let words = heading_words(text.get(span.clone()).unwrap_or_default());
                    let words = Some((words, span)).filter(|(words, _)| !words.is_empty());
                    if !has_words {
                        if words.is_some() {
                            return words;
                        }
                    } else if has_headings {
                        return None;
                    } else {
                        first = words;
                    }
                }
                has_headings = true;
                depth += 1;
            }
            Event::Start(tag) => {
                image += usize::from(matches!(tag, Tag::Image { .. }));
                depth += 1;
            }
            Event::End(tag) => {
                image -= usize::from(tag == TagEnd::Image && image > 0);
                depth = depth.saturating_sub(1);
            }
            Event::Html(tag) if depth == 1 && !has_words && starts_with_h1(&tag) => {
                let rest = text.get(span.start..).unwrap_or_default();
                let end = rest.find("</h1>").or_else(|| rest.find("</H1>"));
                let words = plain_text(end.and_then(|end| rest.get(..end)).unwrap_or_default().trim());
                if let Some(end) = end.filter(|_| !words.is_empty()) {
                    return Some((words, span.start..span.start + end + "</h1>".len()));
                }
            }
            Event::Text(words) if image == 0 => {
                // Lines that load a component are no words of the text.
                let is_code = words.starts_with("import ") || words.starts_with("export ");
                has_words |= !words.trim().is_empty() && !is_code;
            }
            Event::Code(_) | Event::TaskListMarker(_) => has_words = true,
            _ => {}
        }
    }
    first
}

/// The words of a heading as written, without what stands in braces behind them.
fn heading_words(source: &str) -> String {
    let mut words = plain_text(source);
    while words.ends_with('}')
        && let Some(open) = words.rfind('{')
        && words.get(open + 1..).is_some_and(|inner| inner.starts_with(['#', '.', ':', '/']))
    {
        words.truncate(words.get(..open).unwrap_or_default().trim_end().len());
    }
    words
}

fn starts_with_h1(tag: &str) -> bool {
    let tag = tag.trim_start();
    tag.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("<h1"))
        && tag.get(3..).is_some_and(|rest| rest.starts_with(['>', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of documents has its titles in its headings: the article must be called as its writer called it.
    #[test]
    fn headings_that_are_titles() {
        for (text, title) in [
            ("# Returns\n\nText", Some("Returns")),
            ("\n\nReturns\n=======\n\nText", Some("Returns")),
            ("# Returns #\n", Some("Returns")),
            ("# **Q**\\&A `x` [y](z) &amp;\n", Some("Q&A x y &")),
            ("# Returns {#returns}\n", Some("Returns")),
            ("# Returns {: .no_toc }\n", Some("Returns")),
            ("# Price {net}\n", Some("Price {net}")),
            ("# {{ page.title }}\n\nText\n", None),
            ("# ![](logo.png)\n\nText", None),
            ("<!-- # Note -->\n\n# Returns", Some("Returns")),
            ("![badge](a.svg) [![b](c.svg)](d)\n\n# Returns\n\n# Next", Some("Returns")),
            ("import Tabs from '@theme/Tabs';\n\n# Returns\n\n# Next", Some("Returns")),
            ("```\n# comment\n```\n\n# Returns\n", Some("Returns")),
            ("    # code\n\n# Returns\n", Some("Returns")),
            ("> # Quoted\n", None),
            ("- # Item\n", None),
            ("```sh\n# comment\n```\n", None),
            ("<h1 align=\"center\">The <b>shop</b></h1>\n\nText", Some("The shop")),
            ("Text\n\n# Returns\n\nText", Some("Returns")),
            ("Text\n\n# One\n\nText\n\n# Two\n", None),
            ("Text\n\n## One\n\n# Two\n", None),
            ("## Two\n\nText", None),
            ("#Returns\n", None),
            ("# \n\nText", None),
            ("", None),
        ] {
            assert_eq!(title_of(text).map(|(words, _)| words).as_deref(), title, "{text}");
        }
    }
}
