//! Intercom Articles, as its API gives them: lists with `data`, articles with `translated_content`, and collections.

use std::{
    collections::{BTreeMap, HashMap},
    io,
};

use serde_json::Value;

use super::{
    context::Context,
    export::{Article, Export, Topic, TopicText},
    json::{day, id, list, number, text, values},
    languages,
    links::{Base, origin, server},
    losses::Loss,
};
use crate::language::Lang;

/// Reads an export.
///
/// # Errors
/// Where there is no JSON, or no article in it.
pub(super) fn read(context: &mut Context) -> io::Result<Export> {
    let (mut articles, mut collections) = (Vec::new(), Vec::new());
    for (_, value) in values(&context.root, &mut context.report)? {
        sort_in(value, &mut articles, &mut collections);
    }
    if articles.is_empty() {
        let text = "there is no article in it: an export of Intercom has JSON with `data`, as \
                    `https://api.intercom.io/articles` gives it";
        return Err(io::Error::new(io::ErrorKind::InvalidData, text));
    }
    let mut export = Export::default();
    let locales: Vec<String> = articles.iter().flat_map(texts).map(|(locale, _)| locale).collect();
    let by_locale = languages::of_locales(locales.iter().map(String::as_str));
    export.languages = by_frequency(&articles, &by_locale);
    for (number, article) in (0_u32..).zip(&articles) {
        context.links.add_id(&id(article, "id").unwrap_or_default(), number);
        for (_, content) in texts(article) {
            context.links.add_address(text(content, "url"), number);
        }
    }
    let topics = topics(&collections, &articles, &by_locale, &mut export, context);
    for (number, whole) in (0_u32..).zip(&articles) {
        for (locale, content) in texts(whole) {
            let Some(lang) = by_locale.get(&locale) else { continue };
            let mut article = version(whole, content, lang, number, context);
            let parent = id(whole, "parent_id").or_else(|| list(whole, "parent_ids").first().map(ToString::to_string));
            article.topic = parent.and_then(|parent| topics.get(&parent).copied());
            export.articles.push(article);
        }
    }
    Ok(export)
}

/// Takes a value apart: a list of the API, or one record.
fn sort_in(value: Value, articles: &mut Vec<Value>, collections: &mut Vec<Value>) {
    match value {
        Value::Array(values) => values.into_iter().for_each(|value| sort_in(value, articles, collections)),
        Value::Object(mut fields) => {
            for name in ["data", "articles", "collections", "sections", "help_centers"] {
                if let Some(Value::Array(values)) = fields.remove(name) {
                    return values.into_iter().for_each(|value| sort_in(value, articles, collections));
                }
            }
            let record = Value::Object(fields);
            match text(&record, "type") {
                "article" => articles.push(record),
                "collection" | "section" => collections.push(record),
                _ if record.get("body").is_some() => articles.push(record),
                _ if record.get("name").is_some() => collections.push(record),
                _ => {}
            }
        }
        _ => {}
    }
}

/// The texts of a record by locale: its own first.
fn texts(record: &Value) -> Vec<(String, &Value)> {
    let own = [text(record, "default_locale"), text(record, "locale")].into_iter().find(|locale| !locale.is_empty());
    let own = languages::clean(own.unwrap_or("en"));
    let mut out = vec![(own.clone(), record)];
    let translated = record.get("translated_content").and_then(Value::as_object);
    for (locale, content) in translated.into_iter().flatten().filter(|(_, content)| content.is_object()) {
        let locale = languages::clean(locale);
        if locale != own {
            out.push((locale, content));
        }
    }
    out
}

/// The languages, that of most originals first.
fn by_frequency(articles: &[Value], by_locale: &BTreeMap<String, Lang>) -> Vec<Lang> {
    let mut counts: HashMap<&Lang, usize> = HashMap::new();
    let originals = articles.iter().filter_map(|article| by_locale.get(&texts(article).first()?.0));
    originals.for_each(|lang| *counts.entry(lang).or_default() += 1);
    let mut out: Vec<Lang> = by_locale.values().cloned().collect();
    out.sort();
    out.dedup();
    out.sort_by_key(|lang| std::cmp::Reverse(counts.get(lang).copied().unwrap_or_default()));
    out
}

/// The topics by the numbers of collections.
fn topics(
    collections: &[Value],
    articles: &[Value],
    by_locale: &BTreeMap<String, Lang>,
    export: &mut Export,
    context: &mut Context,
) -> HashMap<String, usize> {
    let mut numbers = HashMap::new();
    let default = export.languages.first().cloned();
    for record in collections {
        let Some(own) = id(record, "id") else { continue };
        let topic = Topic { weight: number(record, "order"), otherwise: format!("topic {own}"), ..Topic::default() };
        numbers.insert(own, export.topics.len());
        export.topics.push(topic);
    }
    for record in collections {
        let Some(at) = id(record, "id").and_then(|id| numbers.get(&id).copied()) else { continue };
        let parent = id(record, "parent_id").and_then(|parent| numbers.get(&parent).copied());
        let named = texts(record);
        if let Some(topic) = export.topics.get_mut(at) {
            topic.parent = parent;
            for (number, (locale, content)) in named.into_iter().enumerate() {
                let title = [text(content, "name"), text(content, "title")].into_iter().find(|title| !title.is_empty());
                // A collection does not always say which language its own is.
                let lang = if number == 0 && text(record, "default_locale").is_empty() {
                    default.as_ref()
                } else {
                    by_locale.get(&locale)
                };
                if let (Some(title), Some(lang)) = (title, lang) {
                    let description = text(content, "description").to_owned();
                    topic.texts.entry(lang.clone()).or_insert(TopicText { title: title.to_owned(), description });
                }
            }
        }
    }
    let mut nameless: Vec<String> = articles.iter().filter_map(|article| id(article, "parent_id")).collect();
    nameless.sort();
    nameless.dedup();
    nameless.retain(|parent| !numbers.contains_key(parent));
    for parent in &nameless {
        context.report.lost(Loss::NamelessTopic, "", &format!("collection {parent}"));
        if nameless.len() > 1 {
            export.topics.push(Topic { otherwise: format!("topic {parent}"), ..Topic::default() });
            numbers.insert(parent.clone(), export.topics.len() - 1);
        }
    }
    numbers
}

/// An article in one language.
fn version(whole: &Value, content: &Value, lang: &Lang, number: u32, context: &mut Context) -> Article {
    let mut article = Article::new(lang.clone(), number, text(content, "title").to_owned());
    article.description = text(content, "description").to_owned();
    article.draft = text(content, "state") == "draft";
    if article.draft {
        context.report.lost(Loss::Draft, &article.title, lang.as_str());
    }
    article.updated = day(content, "updated_at").or_else(|| day(whole, "updated_at"));
    article.aliases = server(text(content, "url")).map(|(_, path)| path).into_iter().collect();
    let base = [content, whole].into_iter().find_map(|record| origin(text(record, "url"))).unwrap_or_default();
    let converted = context.convert_text(text(content, "body"), &article.title, &Base::Server(base));
    (article.blocks, article.places) = (converted.blocks, converted.places);
    article
}
