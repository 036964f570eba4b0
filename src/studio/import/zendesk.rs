//! Zendesk Guide, as its API gives it: `articles`, `sections`, `categories` and `translations`, in one file or several,
//! for one language or all.

use std::{
    collections::{BTreeMap, HashMap},
    io,
};

use serde_json::Value;

use super::{
    context::Context,
    export::{Article, Export, Topic, TopicText},
    json::{day, id, is_set, list, number, text, truth, values},
    languages,
    links::{Base, origin, server},
    losses::Loss,
};
use crate::{
    knowledge::{Block, Inline, Item},
    language::Lang,
};

/// The records of all files.
#[derive(Default)]
struct Records {
    articles: Vec<Value>,
    sections: Vec<Value>,
    categories: Vec<Value>,
    translations: Vec<Value>,
    attachments: Vec<Value>,
}

/// Reads an export.
///
/// # Errors
/// Where there is no JSON, or no article in it.
pub(super) fn read(context: &mut Context) -> io::Result<Export> {
    let mut records = Records::default();
    for (file, value) in values(&context.root, &mut context.report)? {
        records.sort_in(&file, value);
    }
    if records.articles.is_empty() {
        let text = "there is no article in it: an export of Zendesk has JSON with `articles`, as \
                    `/api/v2/help_center/articles.json` gives it";
        return Err(io::Error::new(io::ErrorKind::InvalidData, text));
    }
    Ok(records.into_export(context))
}

impl Records {
    /// Takes a value apart: what a page of the API holds, a list, or one record.
    fn sort_in(&mut self, file: &str, value: Value) {
        match value {
            Value::Array(values) => values.into_iter().for_each(|value| self.sort_in(file, value)),
            Value::Object(mut fields) => {
                let mut known = false;
                for (many, one) in [
                    ("articles", "article"),
                    ("sections", "section"),
                    ("categories", "category"),
                    ("translations", "translation"),
                    ("article_attachments", "article_attachment"),
                ] {
                    // An article may hold its translations itself.
                    if many == "translations" && fields.contains_key("body") {
                        continue;
                    }
                    for name in [many, one] {
                        let found = match fields.remove(name) {
                            Some(Value::Array(values)) => values,
                            Some(value @ Value::Object(_)) => vec![value],
                            Some(other) => {
                                fields.insert(name.to_owned(), other);
                                continue;
                            }
                            None => continue,
                        };
                        known = true;
                        self.list(many).extend(found);
                    }
                }
                if !known {
                    let record = Value::Object(fields);
                    let kind = kind(file, &record);
                    self.list(kind).push(record);
                }
            }
            _ => {}
        }
    }

    fn list(&mut self, kind: &str) -> &mut Vec<Value> {
        match kind {
            "articles" => &mut self.articles,
            "sections" => &mut self.sections,
            "categories" => &mut self.categories,
            "translations" => &mut self.translations,
            _ => &mut self.attachments,
        }
    }

    fn into_export(mut self, context: &mut Context) -> Export {
        // Translations that a record holds itself.
        for (kind, records) in
            [("Article", &mut self.articles), ("Section", &mut self.sections), ("Category", &mut self.categories)]
        {
            for record in records {
                let own = id(record, "id");
                let Some(Value::Array(inner)) = record.get_mut("translations").map(Value::take) else { continue };
                self.translations.extend(inner.into_iter().map(|mut translation| {
                    if let Some(fields) = translation.as_object_mut() {
                        fields.entry("source_id").or_insert_with(|| own.clone().into());
                        fields.entry("source_type").or_insert_with(|| kind.into());
                    }
                    translation
                }));
            }
        }
        let versions = versions(&self.articles, &self.translations, "Article");
        let restricted: HashMap<String, &Value> = self
            .articles
            .iter()
            .filter(|article| is_set(article, "user_segment_id") || is_set(article, "user_segment_ids"))
            .filter_map(|article| Some((id(article, "id")?, article)))
            .collect();
        for article in restricted.values() {
            context.report.lost(Loss::Restricted, title(article), text(article, "html_url"));
        }
        let mut export = Export::default();
        let open = versions.keys().filter(|(id, _)| !restricted.contains_key(id));
        let by_locale = languages::of_locales(open.map(|(_, locale)| locale.as_str()));
        export.languages = default_first(&self.articles, &by_locale);
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        for ((id, _), version) in &versions {
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            let number = *numbers.entry(id).or_insert(next);
            context.links.add_host(text(version.record, "html_url"));
            if !restricted.contains_key(id) {
                context.links.add_id(id, number);
                context.links.add_address(text(version.record, "html_url"), number);
            }
        }
        let topics = self.topics(&by_locale, &mut export, context);
        let attachments = self.attachments();
        for ((id, locale), version) in &versions {
            let (Some(number), Some(lang)) = (numbers.get(id.as_str()), by_locale.get(locale)) else { continue };
            if restricted.contains_key(id) {
                continue;
            }
            let mut article = version.article(lang, *number, context);
            article.topic = version.section().and_then(|section| topics.get(&format!("s{section}")).copied());
            if let Some(files) = attachments.get(id.as_str()) {
                article.blocks.extend(version.files(files, context));
            }
            export.articles.push(article);
        }
        export
    }

    /// The topics by their numbers, of sections (`s1`) and categories (`c1`).
    fn topics(
        &self,
        by_locale: &BTreeMap<String, Lang>,
        export: &mut Export,
        context: &mut Context,
    ) -> HashMap<String, usize> {
        let mut numbers = HashMap::new();
        for (letter, kind, records) in [("c", "Category", &self.categories), ("s", "Section", &self.sections)] {
            for ((id, locale), version) in versions(records, &self.translations, kind) {
                let number = *numbers.entry(format!("{letter}{id}")).or_insert_with(|| {
                    let weight = number(version.whole, "position");
                    export.topics.push(Topic { weight, otherwise: format!("topic {id}"), ..Topic::default() });
                    export.topics.len() - 1
                });
                let lang = by_locale.get(&locale).cloned();
                // Without a language it is that of all.
                let lang = lang.or_else(|| export.languages.first().cloned().filter(|_| locale.is_empty()));
                if let (Some(topic), Some(lang)) = (export.topics.get_mut(number), lang) {
                    let text_of = |key| plain(text(version.record, key));
                    let title = [text_of("title"), text_of("name")].into_iter().find(|title| !title.is_empty());
                    let description =
                        [text_of("description"), text_of("body")].into_iter().find(|text| !text.is_empty());
                    topic.texts.insert(
                        lang,
                        TopicText { title: title.unwrap_or_default(), description: description.unwrap_or_default() },
                    );
                }
            }
        }
        for section in &self.sections {
            let Some(own) = id(section, "id").and_then(|id| numbers.get(&format!("s{id}")).copied()) else { continue };
            let above = id(section, "parent_section_id").map(|id| format!("s{id}"));
            let above = above.or_else(|| id(section, "category_id").map(|id| format!("c{id}")));
            if let (Some(topic), Some(parent)) =
                (export.topics.get_mut(own), above.and_then(|above| numbers.get(&above)))
            {
                topic.parent = Some(*parent);
            }
        }
        // Sections that the export only numbers: one says nothing, several keep what belongs together.
        let mut nameless: Vec<String> = self.articles.iter().filter_map(|article| id(article, "section_id")).collect();
        nameless.sort();
        nameless.dedup();
        nameless.retain(|section| !numbers.contains_key(&format!("s{section}")));
        for section in &nameless {
            context.report.lost(Loss::NamelessTopic, "", &format!("section {section}"));
            if nameless.len() > 1 {
                export.topics.push(Topic { otherwise: format!("topic {section}"), ..Topic::default() });
                numbers.insert(format!("s{section}"), export.topics.len() - 1);
            }
        }
        numbers
    }

    /// Files for readers to take along, by article.
    fn attachments(&self) -> HashMap<String, Vec<&Value>> {
        let mut out: HashMap<String, Vec<&Value>> = HashMap::new();
        for file in self.attachments.iter().filter(|file| !truth(file, "inline")) {
            if let Some(article) = id(file, "article_id") {
                out.entry(article).or_default().push(file);
            }
        }
        out
    }
}

/// What a record is that stands alone.
fn kind(file: &str, record: &Value) -> &'static str {
    let has = |key| record.get(key).is_some();
    if has("source_type") || has("source_id") {
        "translations"
    } else if has("content_url") {
        "attachments"
    } else if has("section_id") || has("body") && !file.contains("section") {
        "articles"
    } else if has("category_id") || file.contains("section") {
        "sections"
    } else {
        "categories"
    }
}

/// A record in one language.
struct Version<'a> {
    /// The record that is not translated, with what all languages share.
    whole: &'a Value,
    /// The texts.
    record: &'a Value,
}

/// Records by number and locale; of two the newer one.
fn versions<'a>(
    records: &'a [Value],
    translations: &'a [Value],
    kind: &str,
) -> BTreeMap<(String, String), Version<'a>> {
    let mut whole: HashMap<String, &Value> = HashMap::new();
    let mut out: BTreeMap<(String, String), Version<'a>> = BTreeMap::new();
    let mut add = |id: String, whole: &'a Value, record: &'a Value| {
        let locale = languages::clean(text(record, "locale"));
        let version = Version { whole, record };
        match out.entry((id, locale)) {
            std::collections::btree_map::Entry::Vacant(free) => drop(free.insert(version)),
            std::collections::btree_map::Entry::Occupied(mut known) => {
                if text(record, "updated_at") > text(known.get().record, "updated_at") {
                    known.insert(version);
                }
            }
        }
    };
    for record in records {
        let Some(id) = id(record, "id") else { continue };
        whole.entry(id.clone()).or_insert(record);
        add(id, record, record);
    }
    for record in translations {
        let is_kind = text(record, "source_type").eq_ignore_ascii_case(kind);
        let Some((id, whole)) =
            id(record, "source_id").filter(|_| is_kind).and_then(|id| Some((id.clone(), *whole.get(&id)?)))
        else {
            continue;
        };
        add(id, whole, record);
    }
    out
}

/// The languages of an export, that of most originals first.
fn default_first(articles: &[Value], by_locale: &BTreeMap<String, Lang>) -> Vec<Lang> {
    let mut counts: BTreeMap<&Lang, usize> = BTreeMap::new();
    for article in articles {
        let source =
            [text(article, "source_locale"), text(article, "locale")].into_iter().find(|locale| !locale.is_empty());
        if let Some(lang) = source.and_then(|locale| by_locale.get(&languages::clean(locale))) {
            *counts.entry(lang).or_default() += 1;
        }
    }
    let mut out: Vec<Lang> = by_locale.values().cloned().collect();
    out.sort();
    out.dedup();
    out.sort_by_key(|lang| std::cmp::Reverse(counts.get(lang).copied().unwrap_or_default()));
    out
}

impl Version<'_> {
    fn base(&self) -> Base {
        let address = [self.record, self.whole].map(|record| text(record, "html_url"));
        let address = address.into_iter().find_map(origin).or_else(|| origin(text(self.whole, "url")));
        Base::Server(address.unwrap_or_default())
    }

    fn section(&self) -> Option<String> {
        id(self.whole, "section_id")
    }

    fn article(&self, lang: &Lang, number: u32, context: &mut Context) -> Article {
        let mut article = Article::new(lang.clone(), number, title(self.record).to_owned());
        article.draft = truth(self.record, "draft");
        if article.draft {
            context.report.lost(Loss::Draft, &article.title, lang.as_str());
        }
        if is_set(self.whole, "comments") {
            list(self.whole, "comments").iter().for_each(|comment| {
                context.report.lost(Loss::Comments, &article.title, text(comment, "body"));
            });
        }
        article.keywords =
            list(self.whole, "label_names").iter().filter_map(Value::as_str).map(str::to_owned).collect();
        article.updated = ["edited_at", "updated_at"].iter().find_map(|key| day(self.record, key));
        article.weight = self::number(self.whole, "position");
        article.popular = truth(self.whole, "promoted");
        article.aliases = server(text(self.record, "html_url")).map(|(_, path)| path).into_iter().collect();
        let body = without_placeholders(text(self.record, "body"), &article.title, context);
        let converted = context.convert_text(&body, &article.title, &self.base());
        (article.blocks, article.places) = (converted.blocks, converted.places);
        article
    }

    /// The files below an article, as a list of links.
    fn files(&self, files: &[&Value], context: &mut Context) -> Option<Block> {
        let items: Vec<Item> = files
            .iter()
            .filter_map(|file| {
                let target = context.target(text(file, "content_url"), title(self.record), &self.base())?;
                let name = [text(file, "display_file_name"), text(file, "file_name")];
                let name = name.into_iter().find(|name| !name.is_empty())?;
                let link = Inline::Link(target, vec![Inline::Text(name.to_owned())]);
                Some(Item { task: None, blocks: vec![Block::Paragraph(vec![link])] })
            })
            .collect();
        (!items.is_empty()).then_some(Block::List { start: None, items })
    }
}

fn title(record: &Value) -> &str {
    [text(record, "title"), text(record, "name")].into_iter().find(|title| !title.is_empty()).unwrap_or_default()
}

/// A description without tags.
fn plain(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return html.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let dom = super::dom::Dom::read(html);
    dom.text(dom.root()).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text without `{{dc.name}}`, which Zendesk replaces by words that no export holds.
fn without_placeholders(body: &str, title: &str, context: &mut Context) -> String {
    let mut out = String::with_capacity(body.len());
    let mut rest = body;
    while let Some((before, behind)) = rest.split_once("{{dc.") {
        out.push_str(before);
        let Some((name, behind)) = behind.split_once("}}").filter(|(name, _)| name.len() < 200) else {
            out.push_str("{{dc.");
            rest = behind;
            continue;
        };
        context.report.lost(Loss::Placeholder, title, &format!("{{{{dc.{name}}}}}"));
        rest = behind;
    }
    out + rest
}
