//! From a content folder to a [`Library`]: everything is read, in the order in which one part needs another.

use std::{
    collections::{BTreeSet, HashSet},
    io,
    path::{Path, PathBuf},
};

use super::{
    Config, Diagnostic, Library, LoadOptions, Severity,
    accounting::{self, Used},
    config,
    hours::{self, Hours},
    inventory::{self, Inventory},
    language,
    layout::{self, Layout},
    names::{Missing, Names},
    navigation::{Navigation, Sources},
    numbers, page_rules,
    places::Places,
    request, site, source_text,
    summary::LanguageSummary,
    synonyms,
};

/// Reads a folder. Findings are in the library, which may be shipped only if none of them is an error.
///
/// # Errors
/// Where the folder cannot be read or holds no Markdown.
pub fn load(root: &Path, options: &LoadOptions) -> io::Result<Library> {
    load_into(Library::default(), root, options)
}

/// Reads a folder, and keeps the addresses of pictures of other servers in the trees: for an import, which may fetch
/// them. Such a library is not shipped.
///
/// # Errors
/// As [`load`].
pub(super) fn load_with_remote_pictures(root: &Path, options: &LoadOptions) -> io::Result<Library> {
    let mut library = Library::default();
    library.media.keeps_remote = true;
    load_into(library, root, options)
}

fn load_into(mut library: Library, root: &Path, options: &LoadOptions) -> io::Result<Library> {
    let inventory = inventory::walk(root, &mut library.diagnostics)?;
    let (source, mut config) = settings(root, &mut library);
    library.company = config.company.name.clone();
    library.url = config.company_url().unwrap_or_default().to_owned();
    if inventory.markdown.is_empty() {
        return Err(no_markdown(root, &inventory, &mut library));
    }
    let Layout { languages, base, navigation, left } =
        layout::layout(root, &config, &source, &inventory, options, &mut library.diagnostics);
    for (reason, file) in left {
        library.summary.leave(reason, file);
    }
    config.set_first_language(languages.first().map(|language| &language.lang));
    let named: Vec<_> = languages.iter().map(|language| (language.lang.clone(), language.folder.clone())).collect();
    config::check(&config, &source, &named, &mut library.diagnostics);
    let hours = hours::read(&config, &source, options.now, &mut library.diagnostics);
    let sources = Sources::read(root, &inventory, &navigation, &base, &mut library.diagnostics);
    library.media.places = Places::new(root, &config, &source, &inventory.others, &mut library.diagnostics);
    library.links.several = languages.len() > 1;
    let folders: Vec<PathBuf> = named.into_iter().map(|(_, folder)| folder).collect();
    let mut used = HashSet::from([PathBuf::from(config::FILE)]);
    used.extend(navigation.into_iter().map(|(_, file)| file.name));
    used.extend(sources.files.iter().cloned());
    for language in languages {
        let found = language.found;
        used.insert(language.folder.join(synonyms::FILE));
        used.extend(language.files.iter().map(|file| file.source.name.clone()));
        let navigation = Navigation::new(&sources, &language, &base, library.languages.is_empty());
        let reader = language::LanguageReader {
            root,
            language: &language,
            all: &inventory.markdown,
            navigation: &navigation,
            config: &config,
            now: options.now,
        };
        let mut content = reader.read(&mut library);
        content.popular = site::popular(&config, &source, &content.articles, &mut library);
        content.channels = site::channels(&config, &source, &content, &hours, &mut library);
        content.schedules = hours.iter().map(|hours: &Hours| hours.schedule(&content.lang)).collect();
        library.summary.languages.push(LanguageSummary {
            lang: content.lang.clone(),
            found,
            articles: content.articles.len(),
            topics: content.categories.iter().filter(|category| !category.key.is_empty()).count(),
        });
        library.languages.push(content);
    }
    let texts = library.languages.iter_mut().flat_map(|content| {
        let notices = content.notices.iter_mut().map(|notice| &mut notice.blocks);
        content.articles.iter_mut().map(|article| &mut article.blocks).chain(notices)
    });
    library.links.settle(texts, &mut library.diagnostics);
    page_rules::read(&config, &source, &mut library);
    numbers::read(&config, &source, &mut library);
    request::read(&config, &source, &hours, &mut library);
    let source = request::report_secrets(source, &mut library);
    used.extend(library.media.asked().cloned());
    used.extend(library.included.iter().cloned());
    used.retain(|file| !library.summary.is_left(file));
    // Which folders are languages is not known where the settings that say it cannot be read.
    if !config.unread || !config.site.languages.is_empty() {
        accounting::finish(&inventory, &Used { files: &used, folders: &folders }, &mut library);
    }
    library.diagnostics.extend(nothing_to_publish(&library));
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

/// An error where no article is left: a help without one is not published over another. Where something could not be
/// read, that has an error of its own.
fn nothing_to_publish(library: &Library) -> Option<Diagnostic> {
    let has_error = library.diagnostics.iter().any(|finding| finding.severity == Severity::Error);
    if has_error || library.languages.iter().any(|content| !content.articles.is_empty()) {
        return None;
    }
    let help =
        "give a file a text, or take out what keeps it from being published; the first line says what is left out";
    Some(Diagnostic::error("no-article", None, "there is no article to publish", help))
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
    let used = Used { files: &HashSet::from([PathBuf::from(config::FILE)]), folders: &[] };
    accounting::finish(inventory, &used, library);
    let first = library.diagnostics.first().map(|finding| format!("; {finding}"));
    let message = format!("there is no Markdown file in {}{}", root.display(), first.unwrap_or_default());
    io::Error::new(io::ErrorKind::NotFound, message)
}
