//! A folder of HTML: pages of a site, or what another program has exported as pages.
//!
//! | module | what it does |
//! |---|---|
//! | `page` | one page: its title, language and text, without what every page of the site has |
//! | `versions` | which pages say the same in other languages |

mod page;
mod versions;

use std::{
    collections::{BTreeMap, HashMap},
    io,
};

use super::{
    context::Context,
    export::{Article, Export},
    folders::{Folders, readable},
    languages,
    links::{Base, origin, server},
    losses::Loss,
    places::relink,
};
use crate::{knowledge::Target, language::Lang, studio::guess};
use page::Page;
use versions::Versions;

/// Endings of pages.
const ENDINGS: [&str; 3] = ["html", "htm", "xhtml"];

/// Reads the pages of a folder; `lang` is that of pages that do not say.
///
/// # Errors
/// Where there is none, or one cannot be read.
pub(super) fn read(context: &mut Context, lang: Option<&Lang>) -> io::Result<Export> {
    let files: Vec<String> = context.root.with_endings(&ENDINGS).map(str::to_owned).collect();
    if files.is_empty() {
        let text = format!("there is no page in `{}`: pages end with .html or .htm", context.root.folder().display());
        return Err(io::Error::new(io::ErrorKind::NotFound, text));
    }
    for (number, file) in (0_u32..).zip(&files) {
        context.links.add_path(file, number);
    }
    let mut pages = Vec::new();
    for file in &files {
        let page = page::read(&context.root.read(file)?, file);
        if let (Some(address), Ok(number)) = (&page.address, u32::try_from(pages.len())) {
            context.links.add_address(address, number);
        }
        pages.push(page);
    }
    Ok(into_export(pages, context, lang))
}

fn into_export(pages: Vec<Page>, context: &mut Context, lang: Option<&Lang>) -> Export {
    let mut export = Export::default();
    let ending = common_ending(&pages);
    export.company = ending.clone().or_else(|| pages.iter().find_map(|page| page.site.clone())).unwrap_or_default();
    let langs = langs(&pages, lang);
    let versions = Versions::new(&pages, &langs);
    let mut counts: BTreeMap<&Lang, usize> = BTreeMap::new();
    langs.iter().for_each(|lang| *counts.entry(lang).or_default() += 1);
    export.languages = counts.keys().map(|lang| (*lang).clone()).collect();
    export.languages.sort_by_key(|lang| std::cmp::Reverse(counts.get(lang).copied().unwrap_or_default()));
    let mut folders = Folders::default();
    let mut topics: HashMap<u32, Option<usize>> = HashMap::new();
    for ((page, lang), number) in pages.into_iter().zip(&langs).zip(0_u32..) {
        let group = versions.group(number);
        let (folder, name, is_index) = versions.place(group);
        let topic = folders.topic(&mut export, folder, lang);
        topics.insert(group, topic);
        let title = page.title(ending.as_deref()).unwrap_or_else(|| readable(name));
        let mut article = Article::new(lang.clone(), group, title);
        article.topic = topic;
        article.is_index = is_index;
        article.description.clone_from(&page.description);
        article.keywords.clone_from(&page.keywords);
        article.updated = page.updated;
        article.aliases = page
            .address
            .as_deref()
            .and_then(server)
            .map(|(_, path)| path)
            .filter(|path| path.len() > 1)
            .into_iter()
            .collect();
        article.aliases.push(format!("/{}", page.file));
        for what in &page.furniture_words {
            context.report.lost(Loss::Furniture, &page.file, what);
        }
        let converted = context.convert(&page.dom, &page.part, &page.file, &Base::File(page.file.clone()));
        (article.blocks, article.places) = (converted.blocks, converted.places);
        // Links have the numbers of pages so far.
        relink(
            &mut article.blocks,
            &mut |target| {
                Some(match target {
                    Target::Article(number, place) => Target::Article(versions.group(number), place),
                    other => other,
                })
            },
            &mut |_| None,
        );
        // The page of a topic names it.
        if let (true, Some(topic)) = (is_index, topic.and_then(|topic| export.topics.get_mut(topic)))
            && let Some(text) = topic.texts.get_mut(lang)
        {
            text.title.clone_from(&article.title);
            text.description.clone_from(&article.description);
        }
        let site = page.address.as_deref().and_then(origin).filter(|site| is_company(site));
        if let (true, Some(site)) = (export.url.is_empty(), site) {
            export.url = format!("{site}/");
        }
        export.articles.push(article);
    }
    export
}

/// Whether a server is the company's own rather than that of its help.
fn is_company(site: &str) -> bool {
    let host = site.split("://").nth(1).unwrap_or_default();
    !["help.", "support.", "docs.", "hilfe.", "pomoc.", "faq.", "kb."].iter().any(|start| host.starts_with(start))
}

/// The languages of pages: their own, else that of most, else the one that is given or that their text is in.
fn langs(pages: &[Page], given: Option<&Lang>) -> Vec<Lang> {
    let own: Vec<Option<String>> = pages.iter().map(Page::locale).collect();
    let by_locale = languages::of_locales(own.iter().flatten().map(String::as_str));
    let own: Vec<Option<&Lang>> = own.iter().map(|locale| by_locale.get(locale.as_ref()?)).collect();
    let mut counts: BTreeMap<&Lang, usize> = BTreeMap::new();
    own.iter().flatten().for_each(|lang| *counts.entry(lang).or_default() += 1);
    let most = counts.into_iter().max_by_key(|(_, count)| *count).map(|(lang, _)| lang);
    let otherwise = given.or(most).cloned().or_else(|| {
        let sample: String = pages.iter().take(40).map(|page| page.dom.text(page.part.root)).collect();
        guess::language_of(&sample)
    });
    let otherwise = otherwise.or_else(|| Lang::new("en"));
    own.into_iter().filter_map(|lang| lang.or(otherwise.as_ref()).cloned()).collect()
}

/// What the titles of a site's pages end with: the name of the site.
fn common_ending(pages: &[Page]) -> Option<String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for page in pages {
        if let Some((_, ending)) = page::parted(&page.head_title) {
            *counts.entry(ending).or_default() += 1;
        }
    }
    let (ending, count) = counts.into_iter().max_by_key(|(ending, count)| (*count, std::cmp::Reverse(*ending)))?;
    let by_heading = |page: &Page| {
        let heading = page.heading.as_deref().unwrap_or_default();
        page::parted(&page.head_title).is_some_and(|(title, own)| title == heading && own == ending)
    };
    (count > 1 && count * 2 > pages.len() || pages.iter().any(by_heading)).then(|| ending.to_owned())
}

#[cfg(test)]
mod tests;
