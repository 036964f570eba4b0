//! What `nightdesk check` advises beyond mistakes: customers' words for articles that have none, with what these are
//! worth here, and the words of those who searched and then wrote. Notes only; nothing else needs the time they take.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use super::{
    Diagnostic, LanguageContent, Library, Severity,
    inbox::{file_beside, visits},
    searches::{Searches, searches},
    worth::{Worth, worth},
};

const WITHOUT_QUESTIONS: &str = "without-questions";
const SEARCHED_IN_VAIN: &str = "searched-in-vain";
/// So many articles are named on the screen.
const NAMED: usize = 5;
/// On a larger site, nothing that takes an index is done unless it is asked for: with 75 articles and 36 questions it
/// still took a sixth of the time in which 3,000 articles are checked, and its figure was half of that with 200.
const LARGE: usize = 500;

/// What the advice is for.
#[derive(Clone, Debug, Default)]
pub struct AdviceOptions {
    /// The content folder.
    pub content: PathBuf,
    /// The file with requests; beside the content where not given, as `nightdesk serve` keeps them.
    pub inbox: Option<PathBuf>,
    /// For a reader who lists all of a kind: every article is named, and lines to paste are written out.
    pub whole: bool,
}

/// The advice; none while the content has errors.
///
/// # Errors
/// Where an inbox that was named cannot be read, or the content cannot be indexed.
pub fn advice(library: &Library, options: &AdviceOptions) -> Result<Vec<Diagnostic>> {
    if library.diagnostics.iter().any(|finding| finding.severity == Severity::Error) {
        return Ok(Vec::new());
    }
    let mut out = Vec::new();
    out.extend(without_questions(library, options.whole)?);
    out.extend(searched_in_vain(library, options)?);
    Ok(out)
}

/// The articles without `questions`, with what these are worth.
fn without_questions(library: &Library, whole: bool) -> Result<Option<Diagnostic>> {
    let all: usize = library.languages.iter().map(|content| content.articles.len()).sum();
    let names: Vec<String> = library.languages.iter().flat_map(|content| lacking(content, library)).collect();
    if names.is_empty() {
        return Ok(None);
    }
    let is_measured = whole || all <= LARGE;
    let mut measured: Option<Worth> = None;
    for content in library.languages.iter().filter(|_| is_measured) {
        let own = worth(content, library.languages.len())?;
        measured = [measured, own].into_iter().flatten().reduce(Worth::plus);
    }
    let shown = if whole { names.len() } else { NAMED };
    let mut named = names.iter().take(shown).cloned().collect::<Vec<_>>().join(", ");
    if names.len() > shown {
        named.push_str(&format!(" and {} more", names.len() - shown));
    }
    let count = match (names.len(), all) {
        (1, 1) => "the only article has no `questions`".to_owned(),
        (lacking, all) if lacking == all => format!("none of the {all} articles has `questions`"),
        (1, all) => format!("1 of {all} articles has no `questions`"),
        (lacking, all) => format!("{lacking} of {all} articles have no `questions`"),
    };
    let write = "write two or three questions of customers into each, in their own words, what is read most first";
    let (gain, help) = match measured {
        Some(own) => (gain(own), write.to_owned()),
        None if !is_measured && names.len() < all => (
            "`nightdesk check --rule without-questions` measures what they are worth here".to_owned(),
            write.to_owned(),
        ),
        None => (
            "what they are worth here is not measured, since too few articles have any".to_owned(),
            format!(
                "{write}; to measure it, ask a table of questions before and after: `nightdesk eval CONTENT --questions \
                 questions.tsv`"
            ),
        ),
    };
    Ok(Some(Diagnostic::note(WITHOUT_QUESTIONS, None, format!("{count}: {named}; {gain}"), help)))
}

/// What was measured, in words.
fn gain(own: Worth) -> String {
    let [none, two, all] = own.first.map(|found| (100 * found + own.asked / 2) / own.asked.max(1));
    format!(
        "measured here: of {} questions that {} articles have, each asked while it was left out, {none} % find their \
         article first if that has no other question, {two} % if it has two others, {all} % if it has all its others \
         (among {} articles)",
        own.asked, own.articles, own.among
    )
}

/// The articles of a language that have none, the popular ones first.
fn lacking(content: &LanguageContent, library: &Library) -> Vec<String> {
    let mut out: Vec<(usize, String)> = Vec::new();
    for (number, article) in (0..).zip(&content.articles) {
        if article.is_searched && article.questions.is_empty() {
            let place = content.popular.iter().position(|own| *own == number).unwrap_or(usize::MAX);
            let key = &article.card.key;
            out.push((
                place,
                if library.languages.len() > 1 { format!("{}/{key}", content.lang) } else { key.clone() },
            ));
        }
    }
    out.sort_by_key(|(place, _)| *place);
    out.into_iter().map(|(_, name)| name).collect()
}

/// What people searched for before they wrote, and found no sure answer to.
fn searched_in_vain(library: &Library, options: &AdviceOptions) -> Result<Option<Diagnostic>> {
    let visits = match &options.inbox {
        Some(file) => {
            let there = fs::metadata(file).map(drop);
            there
                .and_then(|()| visits(file))
                .with_context(|| format!("the inbox `{}` cannot be read", file.display()))?
        }
        None => match beside(&options.content).and_then(|file| visits(&file)) {
            Ok(visits) => visits,
            Err(error) => {
                let help = "name another one with `--inbox`; nothing else depends on it";
                let message = format!("the inbox beside the content cannot be read ({error})");
                return Ok(Some(Diagnostic::note(SEARCHED_IN_VAIN, None, message, help)));
            }
        },
    };
    let made: usize = visits.iter().map(|visit| visit.context.searches.len()).sum();
    if made == 0 {
        return Ok(None);
    }
    let list = "`nightdesk check --rule searched-in-vain` prints them as lines to paste";
    let articles: usize = library.languages.iter().map(|content| content.articles.len()).sum();
    if articles > LARGE && !options.whole {
        let message =
            format!("people who wrote made {made} searches before; some of them may have found no sure answer");
        return Ok(Some(Diagnostic::note(SEARCHED_IN_VAIN, None, message, list)));
    }
    let found = searches(library, &visits)?;
    if found.lines() == 0 && found.personal == 0 {
        return Ok(None);
    }
    let help = if options.whole { found.to_paste() } else { list.to_owned() };
    Ok(Some(Diagnostic::note(SEARCHED_IN_VAIN, None, summary(&found), help)))
}

/// How many searches there are, and how many are not shown.
fn summary(found: &Searches) -> String {
    let lines = found.lines();
    let noun = if lines == 1 { "search" } else { "searches" };
    let mut out = format!("{lines} {noun} of people who then wrote had no sure answer");
    if found.personal > 0 {
        let (noun, hold) = if found.personal == 1 { ("search", "it may hold") } else { ("searches", "they may hold") };
        out.push_str(&format!("; {} {noun} more left out, since {hold} personal data", found.personal));
    }
    out
}

fn beside(content: &Path) -> io::Result<PathBuf> {
    Ok(file_beside(&fs::canonicalize(content)?))
}
