//! An export of Notion, “Markdown & CSV” or HTML: pages with their number in the name, what is below a page in a folder of
//! its name, and a table of each database.
//!
//! | module | what it does |
//! |---|---|
//! | `database` | tables: the order of pages, and what is shown of them |
//! | `properties` | the lines below a title that say something about the page |

mod database;
mod properties;

use std::{collections::HashMap, io, path::Path};

use super::{
    context::Context,
    export::{Article, Export},
    folders::Folders,
    html,
    links::{Base, notion_id},
    markdown_source,
};
use crate::{
    language::Lang,
    studio::{guess, source_text},
};
use database::Databases;
use properties::Properties;

/// A page of Markdown.
struct Page {
    /// Its path in the export.
    file: String,
    title: String,
    properties: Properties,
    body: String,
}

/// Reads an export; `lang` is the language of what does not say.
///
/// # Errors
/// Where there is no page in it, or one cannot be read.
pub(super) fn read(context: &mut Context, lang: Option<&Lang>) -> io::Result<Export> {
    let files: Vec<String> = context.root.with_endings(&["md", "markdown"]).map(str::to_owned).collect();
    if files.is_empty() {
        return html::read(context, lang);
    }
    let databases = Databases::read(context)?;
    let mut pages = Vec::new();
    for (number, file) in (0_u32..).zip(files) {
        context.links.add_path(&file, number);
        if let Some(id) = notion_id(stem(&file)) {
            context.links.add_id(&id, number);
        }
        let bytes = context.root.read(&file)?;
        let text = source_text::decode(Path::new(&file), &bytes)
            .map_err(|wrong| io::Error::other(wrong.finding.to_string()))?;
        pages.push(Page::new(file, &text, &databases));
    }
    Ok(into_export(pages, &databases, context, lang))
}

fn into_export(pages: Vec<Page>, databases: &Databases, context: &mut Context, lang: Option<&Lang>) -> Export {
    let mut export = Export::default();
    let sample: String = pages.iter().take(60).map(|page| format!("{}\n{}\n", page.title, page.body)).collect();
    let default = lang.cloned().or_else(|| guess::language_of(&sample)).or_else(|| Lang::new("en"));
    let Some(default) = default else { return export };
    let folders_with_pages = folders_with_pages(&pages);
    let shared = shared_folder(&pages);
    let mut folders = Folders::default();
    let hidden = |page: &Page| page.body.trim().is_empty() || page.properties.is_unpublished();
    let hidden: HashMap<&str, bool> = pages.iter().map(|page| (page.file.as_str(), hidden(page))).collect();
    for (number, page) in (0_u32..).zip(&pages) {
        let lang = page.properties.lang.clone().unwrap_or_else(|| default.clone());
        if !export.languages.contains(&lang) {
            export.languages.push(lang.clone());
        }
        let own = page.file.strip_suffix(".md").unwrap_or(&page.file);
        let is_index = folders_with_pages.contains_key(own);
        let folder = if is_index { own } else { page.file.rsplit_once('/').map_or("", |(folder, _)| folder) };
        let folder = without_numbers(folder.get(shared..).unwrap_or_default());
        let topic = match (&page.properties.topic, folder.is_empty()) {
            (Some(topic), true) if !is_index => folders.topic(&mut export, &topic.replace('/', " "), &lang),
            _ => folders.topic(&mut export, &folder, &lang),
        };
        let mut article = Article::new(lang.clone(), number, page.title.clone());
        article.topic = topic;
        article.is_index = is_index;
        page.properties.apply(&mut article, &page.file, &mut context.report);
        article.weight = databases.order(&page.title);
        let base = Base::File(page.file.clone());
        let blocks = markdown_source::read(&page.body, &page.title, context, &page.title, &base);
        article.blocks = databases.shown(blocks, &pages_by_place(&pages), &hidden);
        if let (true, Some(topic)) = (is_index, topic.and_then(|topic| export.topics.get_mut(topic)))
            && let Some(text) = topic.texts.get_mut(&lang)
        {
            text.title.clone_from(&page.title);
        }
        export.articles.push(article);
    }
    export.languages.sort_by_key(|lang| *lang != default);
    export
}

/// Pages by their folder and title.
fn pages_by_place(pages: &[Page]) -> HashMap<(&str, &str), (u32, &str)> {
    let place = |page: &'_ Page| page.file.rsplit_once('/').map_or(0, |(folder, _)| folder.len());
    pages
        .iter()
        .zip(0_u32..)
        .map(|(page, number)| {
            let folder = page.file.get(..place(page)).unwrap_or_default();
            ((folder, page.title.as_str()), (number, page.file.as_str()))
        })
        .collect()
}

/// The folders that hold a page.
fn folders_with_pages(pages: &[Page]) -> HashMap<&str, ()> {
    let mut out = HashMap::new();
    for page in pages {
        let mut path = page.file.as_str();
        while let Some((folder, _)) = path.rsplit_once('/') {
            out.insert(folder, ());
            path = folder;
        }
    }
    out
}

/// How long the path is of the page that all others are below.
fn shared_folder(pages: &[Page]) -> usize {
    let mut shared = 0;
    loop {
        let level: Vec<&str> = pages.iter().filter_map(|page| page.file.get(shared..)).collect();
        let Some(first) = level.iter().find_map(|path| path.split_once('/')).map(|(folder, _)| folder) else {
            return shared;
        };
        let own = format!("{first}.md");
        let inside = |path: &&&str| path.split_once('/').is_some_and(|(folder, _)| folder == first);
        let others = level.iter().filter(|path| !inside(path) && ***path != own).count();
        if others > 0 {
            return shared;
        }
        shared += first.len() + 1;
        // A page that is the root of all is not in the folder itself.
        if level.contains(&own.as_str()) {
            return shared;
        }
    }
}

/// A path without the numbers of pages.
fn without_numbers(path: &str) -> String {
    path.split('/').map(without_number).collect::<Vec<_>>().join("/")
}

/// A name without its number: `Zwroty 3f2a…`.
fn without_number(name: &str) -> &str {
    match name.rsplit_once([' ', '-']) {
        Some((words, number)) if number.len() == 32 && number.bytes().all(|byte| byte.is_ascii_hexdigit()) => words,
        _ => name,
    }
}

fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

impl Page {
    fn new(file: String, text: &str, databases: &Databases) -> Self {
        let text = text.trim_start();
        let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
        let (title, rest) = match first.strip_prefix("# ") {
            Some(title) => (title.trim().to_owned(), rest),
            None => (without_number(stem(&file)).to_owned(), text),
        };
        let (properties, body) = Properties::read(rest, databases);
        Self { title, properties, body: body.to_owned(), file }
    }
}

#[cfg(test)]
mod tests;
