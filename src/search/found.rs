//! A hit with the words to show for it.

use alloc::string::String;

use super::{Excerpt, Hit, Matcher, excerpt};
use crate::{
    knowledge::{Block, plain_blocks, sections},
    language::{lower, tokens},
};

/// The most characters of an excerpt.
const EXCERPT_CHARS: usize = 170;

/// What a result shows under its title.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Id and words of the heading the excerpt stands under; `None` for the lead.
    pub heading: Option<(String, String)>,
    /// The piece that shows why the article was found.
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
    let token = tokens(text).find(|token| token.term == term)?;
    let own = text.get(token.start..token.end)?;
    let capitals = own.chars().count() > 1 && own.chars().all(|c| lower(c) != c || !c.is_alphabetic());
    Some(if capitals { own.into() } else { own.chars().map(lower).collect() })
}

/// The excerpt of a hit.
///
/// Where title and description together hold every word of the question, the description is shown: its writer made it
/// the answer in one sentence. Elsewhere it is the piece of the best section that holds most of the question.
#[must_use]
pub fn found(hit: &Hit, title: &str, description: &str, blocks: &[Block], matcher: &Matcher) -> Found {
    let section = sections(blocks).into_iter().nth(hit.section as usize);
    let text =
        section.as_ref().and_then(|section| blocks.get(section.blocks.clone())).map(plain_blocks).unwrap_or_default();
    let text = text.trim();
    let described = !description.is_empty() && (text.is_empty() || matcher.covers(&[title, description]));
    if described {
        return Found { heading: None, excerpt: excerpt(description, matcher, EXCERPT_CHARS) };
    }
    let heading = section.and_then(|section| section.heading);
    let shown = excerpt(text, matcher, EXCERPT_CHARS);
    // The heading alone matched: the sentence that sums the article up says more than what happens to stand below.
    let shown = if shown.marks.is_empty() && !description.is_empty() {
        excerpt(description, matcher, EXCERPT_CHARS)
    } else {
        shown
    };
    Found { heading, excerpt: shown }
}
