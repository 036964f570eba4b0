//! From a content folder to a [`Library`]: everything is read, in the order in which one part needs another.

use std::{
    collections::{BTreeSet, HashSet},
    io,
    path::{Path, PathBuf},
};

use super::{
    Config, Library, LoadOptions, config, folders,
    hours::{self, Hours},
    inventory::{self, Inventory, Used},
    language,
    names::{Missing, Names},
    page_rules,
    places::Places,
    request, site, source_text, synonyms,
};

/// Reads a folder. Findings are in the library, which may be shipped only if none of them is an error.
///
/// # Errors
/// Where the folder cannot be read or holds no Markdown.
pub fn load(root: &Path, options: &LoadOptions) -> io::Result<Library> {
    let mut library = Library::default();
    let inventory = inventory::walk(root, &mut library.diagnostics)?;
    let (source, mut config) = settings(root, &mut library);
    library.company = config.company.name.clone();
    library.url = config.company_url().unwrap_or_default().to_owned();
    if inventory.markdown.is_empty() {
        return Err(no_markdown(root, &inventory, &mut library));
    }
    let languages = folders::languages(root, &config, &source, &inventory.markdown, options, &mut library.diagnostics);
    config.set_first_language(languages.list.first().map(|(lang, _)| lang));
    config::check(&config, &source, &languages.list, &mut library.diagnostics);
    let hours = hours::read(&config, &source, options.now, &mut library.diagnostics);
    library.media.places = Places::new(root, &config, &source, inventory.others(), &mut library.diagnostics);
    library.links.several = languages.list.len() > 1;
    let folders: Vec<PathBuf> = languages.list.iter().map(|(_, folder)| folder.clone()).collect();
    let mut used = HashSet::from([PathBuf::from(config::FILE)]);
    for (lang, folder) in languages.list {
        let reader = language::LanguageReader { root, folder: &folder, config: &config, now: options.now };
        let mut content = reader.read(lang, &inventory.markdown, &mut used, &mut library);
        content.popular = site::popular(&config, &source, &content.articles, &mut library);
        content.channels = site::channels(&config, &source, &content, &hours, &mut library);
        content.schedules = hours.iter().map(|hours: &Hours| hours.schedule(&content.lang)).collect();
        used.insert(folder.join(synonyms::FILE));
        library.languages.push(content);
    }
    let texts = library.languages.iter_mut().flat_map(|content| {
        let notices = content.notices.iter_mut().map(|notice| &mut notice.blocks);
        content.articles.iter_mut().map(|article| &mut article.blocks).chain(notices)
    });
    library.links.settle(texts, &mut library.diagnostics);
    page_rules::read(&config, &source, &mut library);
    request::read(&config, &source, &hours, &mut library);
    let source = request::report_secrets(source, &mut library);
    used.extend(library.media.asked().cloned());
    // Which folders are languages is not known where the settings that say it cannot be read.
    if !config.unread || !config.site.languages.is_empty() {
        let used = Used { files: &used, folders: &folders, guessed: languages.guessed };
        inventory.report_unused(&used, &mut library.diagnostics);
    }
    library.diagnostics.append(&mut library.media.findings);
    library.sources.append(&mut library.media.sources);
    library.diagnostics.append(&mut library.links.tally.findings);
    library.sources.append(&mut library.links.tally.sources);
    library.diagnostics.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    let mut seen = BTreeSet::new();
    library.diagnostics.retain(|finding| seen.insert(finding.to_string()));
    if !source.is_empty() {
        library.sources.insert(config::FILE.into(), source);
    }
    Ok(library)
}

/// The text of the settings and the settings; defaults where there is none, or none that can be read.
fn settings(root: &Path, library: &mut Library) -> (String, Config) {
    let file = Path::new(config::FILE);
    let path = match Names::default().find(root, file) {
        Ok(path) => path,
        Err(Missing::Nowhere(_) | Missing::Case(_)) => return (String::new(), Config::default()),
        Err(Missing::NoFile | Missing::Outside) => root.join(file),
    };
    match source_text::read(&path, file, &mut library.diagnostics) {
        Ok(text) => {
            let config = config::parse(&text, &mut library.diagnostics);
            (text, config)
        }
        Err(unreadable) => {
            library.diagnostics.push(unreadable.finding);
            (unreadable.shown, Config { unread: true, ..Config::default() })
        }
    }
}

/// Why there is nothing to build, with the first file that may have been meant as content.
fn no_markdown(root: &Path, inventory: &Inventory, library: &mut Library) -> io::Error {
    let used = Used { files: &HashSet::from([PathBuf::from(config::FILE)]), folders: &[], guessed: false };
    inventory.report_unused(&used, &mut library.diagnostics);
    let first = library.diagnostics.first().map(|finding| format!("; {finding}"));
    let message = format!("there is no Markdown file in {}{}", root.display(), first.unwrap_or_default());
    io::Error::new(io::ErrorKind::NotFound, message)
}
