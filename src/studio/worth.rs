//! What `questions` are worth on this site: questions that articles have are asked with themselves out of the index, once
//! without any other question of the article, once beside two, once beside all.
//!
//! The figure is a careful one, since a writer does not put the same question twice: on the demo two questions bring 12
//! (Polish) and 10 (English) of 100 such questions more to the first place, and 28 of 100 questions that others have put
//! and no writer has seen.
//!
//! Nothing is indexed anew for each: the index forgets single questions while they are asked. On a large site it is
//! measured among some of the articles, the same ones each time.

use anyhow::{Result, anyhow};

use super::{Article, LanguageContent, build_index};
use crate::{
    language::LanguageWords,
    search::{Index, Query, ReadTexts, Sequences},
};

/// Among so many articles it is measured, and with so many questions: 0.2 s in all.
const MAX_ARTICLES: usize = 200;
const MAX_ASKED: usize = 60;
/// Fewer say nothing.
const MIN_ASKED: usize = 10;
/// The least number of questions of an article whose questions are asked.
const MIN_QUESTIONS: usize = 2;

/// How many questions found their article first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Worth {
    /// How many were asked.
    pub(super) asked: usize,
    /// Of so many articles.
    pub(super) articles: usize,
    /// Among so many articles they were looked for.
    pub(super) among: usize,
    /// Found first without any other question of the article; beside two of them, or the one that there is; beside all.
    pub(super) first: [usize; 3],
}

/// How many other questions an article keeps each time.
const KEPT: [usize; 3] = [0, 2, usize::MAX];

impl Worth {
    /// The sum for two languages.
    pub(super) fn plus(self, other: Self) -> Self {
        Self {
            asked: self.asked + other.asked,
            articles: self.articles + other.articles,
            among: self.among + other.among,
            first: [0, 1, 2].map(|at| [self, other].iter().filter_map(|own| own.first.get(at)).sum()),
        }
    }
}

/// Measures one of so many languages; `None` where too few questions can be asked.
///
/// # Errors
/// Where the index cannot be built.
pub(super) fn worth(content: &LanguageContent, languages: usize) -> Result<Option<Worth>> {
    let searched: Vec<&Article> = content.articles.iter().filter(|article| article.is_searched).collect();
    let can_be_asked = |article: &&&Article| article.questions.len() >= MIN_QUESTIONS;
    let askable: usize = searched.iter().filter(can_be_asked).map(|article| article.questions.len()).sum();
    if askable < MIN_ASKED {
        return Ok(None);
    }
    let articles = chosen(&searched, MAX_ARTICLES / languages.max(1));
    let bytes = build_index(content.lang.as_str(), articles.iter().map(|article| article.index_source()))?;
    let titles = articles.iter().map(|article| article.card.title.as_str());
    let index = Index::decode(&bytes, titles).map_err(|error| anyhow!("{error}"))?;
    let mut index = index
        .with_synonyms(content.synonyms.clone())
        .with_numbers(content.numbers.clone())
        .with_language(LanguageWords::of(content.lang.as_str()));
    let mut known = Sequences::default();

    // Article, its first question in the index, and the question to ask.
    let mut questions = Vec::new();
    let mut first = 0;
    for (at, article) in articles.iter().enumerate() {
        if can_be_asked(&article) {
            questions.extend((0..article.questions.len()).map(|number| (at, first, number)));
        }
        first += article.questions.len();
    }
    let mut out = Worth { among: articles.len(), ..Worth::default() };
    let mut last = None;
    for (at, first, number) in spread(&questions, MAX_ASKED / languages.max(1)) {
        let Some((article, question)) = articles.get(at).and_then(|own| Some((own, own.questions.get(number)?))) else {
            continue;
        };
        let query = Query::new(question, index.language());
        let mut is_first = |index: &Index| {
            let mut texts = ReadTexts::new(&mut known, |index: &Index, number| {
                articles.get(number as usize).map(|own| index.sequence(&own.card.title, &own.blocks))
            });
            let found = index.search(&query, 1, &mut texts);
            usize::from(found.hits.first().is_some_and(|hit| hit.article as usize == at))
        };
        let own = first..first + article.questions.len();
        for (found, kept) in out.first.iter_mut().zip(KEPT) {
            let others = own.clone().filter(|other| *other != first + number);
            others.skip(kept).chain([first + number]).for_each(|other| index.move_question(other, None));
            *found += is_first(&index);
            own.clone().for_each(|other| index.move_question(other, Some(at as u32)));
        }
        out.asked += 1;
        out.articles += usize::from(last.replace(at) != Some(at));
    }
    Ok((out.asked >= MIN_ASKED).then_some(out))
}

/// The articles among which is searched: half of them such as have questions to ask, where there are so many.
fn chosen<'a>(searched: &[&'a Article], most: usize) -> Vec<&'a Article> {
    if searched.len() <= most {
        return searched.to_vec();
    }
    let numbered = || searched.iter().enumerate();
    let has = |article: &Article| article.questions.len() >= MIN_QUESTIONS;
    let (with, others): (Vec<_>, Vec<_>) = numbered().map(|(at, own)| (at, *own)).partition(|(_, own)| has(own));
    let of_others = (most / 2).max(most.saturating_sub(with.len())).min(others.len());
    let mut out: Vec<_> = spread(&with, most - of_others).chain(spread(&others, of_others)).collect();
    out.sort_by_key(|(at, _)| *at);
    out.into_iter().map(|(_, own)| own).collect()
}

/// So many of a list, at even distances.
fn spread<T: Copy>(list: &[T], most: usize) -> impl Iterator<Item = T> + '_ {
    let count = list.len().min(most);
    (0..count).filter_map(move |number| list.get(number * list.len() / count.max(1)).copied())
}
