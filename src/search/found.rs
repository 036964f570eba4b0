//! What a result shows of its article: a heading and an excerpt.

use alloc::string::String;

use super::{Excerpt, Hit, Matcher, excerpt};
use crate::{
    knowledge::{Block, plain_blocks, sections},
    language::{is_letter, joined_tokens, lower},
};

/// The most characters of an excerpt.
const EXCERPT_CHARS: usize = 170;

/// What a result shows under its title.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Id and words of the heading above the excerpt; `None` before the first heading.
    pub heading: Option<(String, String)>,
    /// The part of the text that shows why the article was found.
    pub excerpt: Excerpt,
}

/// How an article spells a folded word: in its title, its description or its text.
#[must_use]
pub fn spelled(term: &str, title: &str, description: &str, blocks: &[Block]) -> Option<String> {
    let first = spelled_in(term, title).or_else(|| spelled_in(term, description));
    first.or_else(|| spelled_in(term, &plain_blocks(blocks)))
}

/// In small letters, unless it is written in capitals throughout.
fn spelled_in(term: &str, text: &str) -> Option<String> {
    let token = joined_tokens(text).find(|token| token.term == term)?;
    let own = text.get(token.start..token.end)?;
    let capitals = own.chars().count() > 1 && own.chars().all(|c| lower(c) != c || !is_letter(c));
    Some(if capitals { own.into() } else { own.chars().map(lower).collect() })
}

/// The excerpt of a hit.
///
/// Where title and description together match every query word, it is the description, in which the writer sums the
/// article up. Elsewhere it is the part of the best section with the most query words.
#[must_use]
pub fn found(hit: &Hit, title: &str, description: &str, blocks: &[Block], matcher: &Matcher) -> Found {
    let section = sections(blocks).into_iter().nth(hit.section as usize);
    let text =
        section.as_ref().and_then(|section| blocks.get(section.blocks.clone())).map(plain_blocks).unwrap_or_default();
    let text = text.trim();
    // Of one section of many, the description of the whole says nothing.
    let description = if hit.part { "" } else { description };
    let described = !description.is_empty() && (text.is_empty() || matcher.covers(&[title, description]));
    if described {
        return Found { heading: None, excerpt: excerpt(description, matcher, EXCERPT_CHARS) };
    }
    let heading = section.and_then(|section| section.heading);
    let shown = excerpt(text, matcher, EXCERPT_CHARS);
    // Only the heading matched: the description says more than the text below that happens to come first.
    let shown = if shown.marks.is_empty() && !description.is_empty() {
        excerpt(description, matcher, EXCERPT_CHARS)
    } else {
        shown
    };
    Found { heading, excerpt: shown }
}
