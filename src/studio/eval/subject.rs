//! What is asked: a set's documents or a folder's articles, indexed and read as the browser does.

use anyhow::{Result, anyhow};

use super::EvalSet;
use crate::{
    knowledge::Block,
    language::Lang,
    language::LanguageWords,
    search::{Index, Outcome, Query, ReadTexts, Sequences},
    studio::{
        IndexSource, LanguageContent, build_index, known_words::known_words, parse_markdown, starter::starter_synonyms,
    },
};

/// Articles with their index.
pub struct Subject {
    pub(super) index: Index,
    /// The index as it is shipped, not compressed.
    pub(super) index_bytes: Vec<u8>,
    pub(super) documents: Vec<Page>,
    /// How many groups of the starter list of synonyms are of use here.
    pub(super) starter: usize,
    known: Sequences,
}

/// An article.
pub(super) struct Page {
    /// Its name in the judgments: the id of a document, the address of an article.
    pub(super) name: String,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) blocks: Vec<Block>,
}

impl Subject {
    /// The documents of a set.
    ///
    /// # Errors
    /// Where the index cannot be built or read.
    pub fn of_set(set: &EvalSet, lang: &Lang, starter: bool) -> Result<Self> {
        let page = |document: &super::data::Document| Page {
            name: document.id.clone(),
            title: document.title.clone(),
            description: String::new(),
            blocks: parse_markdown(&document.body).blocks,
        };
        let documents: Vec<Page> = set.documents.iter().map(page).collect();
        let sources = documents.iter().map(|page| {
            let Page { title, description, blocks, .. } = page;
            IndexSource { title, description, questions: &[], keywords: &[], blocks }
        });
        let index_bytes = build_index(lang.as_str(), sources)?;
        let titles = documents.iter().map(|page| page.title.as_str());
        let index = Index::decode(&index_bytes, titles).map_err(|error| anyhow!("{error}"))?;
        let mut synonyms = if starter { starter_synonyms(lang, &index, &[], &[]) } else { Vec::new() };
        let starter = synonyms.len();
        synonyms.extend(known_words(&index, lang.as_str()));
        let index = index.with_synonyms(synonyms).with_language(LanguageWords::of(lang.as_str()));
        Ok(Self { index, index_bytes, documents, starter, known: Sequences::default() })
    }

    /// The articles of a language, with its synonyms.
    ///
    /// # Errors
    /// Where the index cannot be built.
    pub fn of_content(content: &LanguageContent) -> Result<Self> {
        let index_bytes = build_index(content.lang.as_str(), content.articles.iter().map(|own| own.index_source()))?;
        let page = |article: &crate::studio::Article| Page {
            name: article.card.slug.as_str().to_owned(),
            title: article.card.title.clone(),
            description: article.card.description.clone(),
            blocks: article.blocks.clone(),
        };
        let documents = content.articles.iter().map(page).collect();
        let titles = content.articles.iter().map(|article| article.card.title.as_str());
        let index = Index::decode(&index_bytes, titles).map_err(|error| anyhow!("{error}"))?;
        let synonyms = content.all_synonyms(&index);
        let starter = synonyms.iter().filter(|group| !group.to.is_empty()).count() - content.synonyms.len();
        let index = index
            .with_synonyms(synonyms)
            .with_numbers(content.numbers.clone())
            .with_language(LanguageWords::of(content.lang.as_str()));
        Ok(Self { index, index_bytes, documents, starter, known: Sequences::default() })
    }

    /// Searches as the browser does once all texts are there.
    pub(super) fn search(&mut self, query: &Query, limit: usize) -> Outcome {
        let documents = &self.documents;
        let mut texts = ReadTexts::new(&mut self.known, |index: &Index, article| {
            documents.get(article as usize).map(|page| index.sequence(&page.title, &page.blocks))
        });
        self.index.search(query, limit, &mut texts)
    }
}
