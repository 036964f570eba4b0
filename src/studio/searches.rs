//! What people searched for before they wrote, as lines for the articles that should have answered.
//!
//! A search is proposed where no answer was sure. It belongs to the first result that the person then read, else to the
//! first result; where nothing covers it, to no article. What may be about a person is never shown, only counted: what
//! the form would offer to hide, numbers, addresses, words of the sender's name.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;

use super::{LanguageContent, Library, inbox::Visit};
use crate::{
    language::tokens,
    request::{Contact, find},
    search::{Index, Outcome, Query, Sequences, identifiers},
};

/// Results among which the article is looked for that was read.
const DEPTH: usize = 10;
/// A longer text is a message, and was not typed to search.
const MAX_CHARS: usize = 120;
/// More digits than a year has may be somebody's number.
const MAX_DIGITS: usize = 4;
/// Shorter words of a name are words of any sentence.
const NAME_LETTERS: usize = 3;

/// What was searched for in vain.
#[derive(Clone, Debug, Default)]
pub(super) struct Searches {
    /// Per article, or empty where there is none: what was typed, and how many people typed it.
    by_article: BTreeMap<String, Vec<(String, usize)>>,
    /// How many searches are not shown.
    pub(super) personal: usize,
}

impl Searches {
    /// How many different searches there are.
    pub(super) fn lines(&self) -> usize {
        self.by_article.values().map(Vec::len).sum()
    }

    /// The searches as front matter, with the number of people behind each.
    pub(super) fn to_paste(&self) -> String {
        let mut out = String::from("read them, then paste what the article answers; the number is that of people");
        let (none, some): (Vec<_>, Vec<_>) = self.by_article.iter().partition(|(article, _)| article.is_empty());
        for (article, searches) in some {
            out.push_str(&format!("\n\n{article}\nquestions:"));
            searches.iter().for_each(|(text, people)| out.push_str(&format!("\n  - {}  # {people}", quoted(text))));
        }
        for (_, searches) in none {
            out.push_str("\n\nno article is near these:");
            searches.iter().for_each(|(text, people)| out.push_str(&format!("\n  {}  # {people}", quoted(text))));
        }
        out
    }
}

/// A text as YAML takes it: JSON is YAML.
fn quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || c == ' ';
    let is_word = text.chars().all(is_plain) && text.contains(' ') && text.chars().any(char::is_alphabetic);
    if is_word { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}

/// What people searched for in vain, by articles.
///
/// # Errors
/// Where the content cannot be indexed.
pub(super) fn searches(library: &Library, visits: &[Visit]) -> Result<Searches> {
    let mut out = Searches::default();
    for content in &library.languages {
        let own: Vec<&Visit> = visits.iter().filter(|visit| is_in(visit, content)).collect();
        if own.iter().all(|visit| visit.context.searches.is_empty()) {
            continue;
        }
        let index = content.index()?;
        let mut known = Sequences::default();
        // By article and by the words of the search: as it was typed first, and by how many people.
        let mut found: BTreeMap<(String, Vec<String>), (String, usize)> = BTreeMap::new();
        for visit in own {
            let mut mine = BTreeSet::new();
            for search in &visit.context.searches {
                let text = search.query.split_whitespace().collect::<Vec<_>>().join(" ");
                let words: Vec<String> = tokens(&text).map(|token| token.term).collect();
                if words.is_empty() || text.chars().count() > MAX_CHARS || !mine.insert(words.clone()) {
                    continue;
                }
                if is_personal(&text, &words, &visit.contact, content) {
                    out.personal += 1;
                    continue;
                }
                let Some(article) = unanswered(&index, content, &text, visit, &mut known) else { continue };
                found.entry((article, words)).or_insert((text, 0)).1 += 1;
            }
        }
        for ((article, _), own) in found {
            out.by_article.entry(article).or_default().push(own);
        }
    }
    for list in out.by_article.values_mut() {
        list.sort_by(|(a, of_a), (b, of_b)| of_b.cmp(of_a).then_with(|| a.cmp(b)));
    }
    Ok(out)
}

fn is_in(visit: &Visit, content: &LanguageContent) -> bool {
    let lang = if visit.context.language.is_empty() { &visit.lang } else { &visit.context.language };
    lang == content.lang.as_str()
}

/// Whether a search may say something about a person.
fn is_personal(text: &str, words: &[String], contact: &Contact, content: &LanguageContent) -> bool {
    let digits = text.split(|c: char| !c.is_numeric()).map(|run| run.chars().count()).max().unwrap_or_default();
    let address = [contact.name.as_str(), contact.email.as_str()].join(" ");
    let names: Vec<String> = tokens(&address).map(|token| token.term).collect();
    let is_name = |word: &String| word.chars().count() >= NAME_LETTERS && names.contains(word);
    !find(text).is_empty()
        || !identifiers(text, &content.numbers).is_empty()
        || text.contains('@')
        || digits > MAX_DIGITS
        || words.iter().any(is_name)
}

/// The article that should have answered, by its language and key, or an empty text; `None` where an answer is sure.
fn unanswered(
    index: &Index,
    content: &LanguageContent,
    text: &str,
    visit: &Visit,
    known: &mut Sequences,
) -> Option<String> {
    // A blank at the end: nobody types on.
    let query = Query::new(&format!("{text} "), index.language());
    let outcome = index.search(&query, DEPTH, &mut content.texts(known));
    if outcome.confident() {
        return None;
    }
    Some(meant(&outcome, content, visit).unwrap_or_default())
}

fn meant(outcome: &Outcome, content: &LanguageContent, visit: &Visit) -> Option<String> {
    if outcome.lost() {
        return None;
    }
    let found = || outcome.hits.iter().filter_map(|hit| content.articles.get(hit.article as usize));
    let was_read = |slug: &str| visit.context.articles.iter().any(|article| article.slug == slug);
    let article = found().find(|article| was_read(article.card.slug.as_str())).or_else(|| found().next())?;
    Some(format!("{}/{}", content.lang, article.card.key))
}
