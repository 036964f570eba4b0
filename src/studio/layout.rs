//! Which files of a content folder are articles, and in which languages.
//!
//! A company's folder has its own layout: one folder per language, `docs/pl/`, `i18n/pl/…`, `index.pl.md`, or all of it
//! in one language, beside a README, a blog and a program. Settings count most (`nightdesk.toml`, then those of a
//! generator), then names, then the text. Nothing is dropped silently: what is no article has a reason.

mod files;
mod texts;

mod generator;
mod scope;

mod linked;
mod partials;

mod by_folder;
mod by_name;
mod detect;

mod configured;

use std::{
    collections::{BTreeSet, HashSet},
    path::{Path, PathBuf},
};

use super::{
    Config, Diagnostic, LoadOptions,
    inventory::{Inventory, SourceFile},
    summary::{Found, Reason},
};
use crate::language::Lang;
use files::{Content, Detected};
pub(super) use files::{LanguageFile, LanguageFiles};
use generator::{Folder, Generator};
use scope::Scope;
use texts::Texts;
pub(super) use texts::{declared_id, declares};

/// What a folder's files are.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// The languages, the default first.
    pub(super) languages: Vec<LanguageFiles>,
    /// The folder of the content.
    pub(super) base: PathBuf,
    /// Markdown files that say in which order the articles stand, with the language of each.
    pub(super) navigation: Vec<(Lang, SourceFile)>,
    /// Markdown files that are no articles.
    pub(super) left: Vec<(Reason, PathBuf)>,
}

/// Sorts the files of a folder.
pub(super) fn layout(
    root: &Path,
    config: &Config,
    source: &str,
    inventory: &Inventory,
    options: &LoadOptions,
    diagnostics: &mut Vec<Diagnostic>,
) -> Layout {
    let texts = Texts::new(root);
    let generator = generator::find(&Folder { root, inventory });
    let is_there = |name: &str| root.join(name).exists();
    let known = generator.is_some();
    let generator = generator.unwrap_or_default();
    let mut left = Vec::new();
    let scope = scope::sort(&inventory.markdown, &generator, known, &is_there, &texts);
    let base = scope.base.clone();
    if let (Some(lang), false) = (&config.site.language, config.site.languages.is_empty()) {
        let message = "`language` and `languages` are both there: the one is for content in one language, the other for \
                       a folder of each";
        let place = super::config::at(source, lang.span());
        diagnostics.push(Diagnostic::error("config", place, message, "take one of them out"));
    }
    let probable = if config.unread && config.site.languages.is_empty() {
        configured::probable(&inventory.markdown, &mut left)
    } else {
        Vec::new()
    };
    if !probable.is_empty() {
        return finish((root, inventory), probable, PathBuf::new(), left, &texts);
    }
    let found = match (&config.site.language, config.site.languages.is_empty()) {
        (Some(lang), _) => configured::single(scope, lang, source, &mut left, diagnostics),
        (None, false) => {
            let all = &inventory.markdown;
            let find = || all_languages(scope, &generator, options, &texts);
            configured::several(all, config, source, &mut left, diagnostics, find)
        }
        (None, true) => {
            let (found, beside) = all_languages(scope, &generator, options, &texts);
            left.extend(beside);
            default_first(found, &generator)
        }
    };
    finish((root, inventory), found, base, left, &texts)
}

/// All languages of a folder, and what is in none.
fn all_languages(
    scope: Scope,
    generator: &Generator,
    options: &LoadOptions,
    texts: &Texts<'_>,
) -> (Vec<Detected>, Vec<(Reason, PathBuf)>) {
    let Scope { base, content, translated, mut left } = scope;
    let (mut found, beside) = match content.is_empty() {
        true => Default::default(),
        false if generator.folders.len() > 1 => detect::by_settings(content, &base, &generator.folders),
        false => detect::detect(content, texts),
    };
    left.extend(beside.into_iter().map(|file| (scope::reason_beside(&file), file.source.name)));
    for language in &mut found {
        language.folder = base.join(&language.folder);
    }
    for (name, (folder, files)) in translated {
        let lang = super::codes::language(&name);
        found.push(Detected { lang, found: Found::Folder, folder, files });
    }
    let named: BTreeSet<Lang> = found.iter().filter_map(|language| language.lang.clone()).collect();
    for language in found.iter_mut().filter(|language| language.lang.is_none()) {
        (language.lang, language.found) = default_language(&language.files, &named, generator, options, texts);
    }
    (merged(found, &mut left), left)
}

/// The language of files whose names do not say it.
fn default_language(
    files: &[Content],
    named: &BTreeSet<Lang>,
    generator: &Generator,
    options: &LoadOptions,
    texts: &Texts<'_>,
) -> (Option<Lang>, Found) {
    if let Some(lang) = options.lang.as_ref().filter(|lang| !named.contains(lang)) {
        return (Some(lang.clone()), Found::Option);
    }
    let files: Vec<&Content> = files.iter().collect();
    let guess = texts.guess(&files);
    match (&generator.lang, guess) {
        // Generators set `en-us` where nobody changed it: much text in another language says more.
        (Some(lang), Some(guess))
            if guess.certain && !super::codes::same_language(lang.as_str(), guess.lang.as_str()) =>
        {
            (Some(guess.lang), Found::Text)
        }
        (Some(lang), _) => (Some(lang.clone()), Found::Generator),
        (None, guess) => (guess.map(|guess| guess.lang), Found::Text),
    }
}

/// Languages, each once. Where two files of one language have the same place, the one counts whose name says the
/// language.
fn merged(found: Vec<Detected>, left: &mut Vec<(Reason, PathBuf)>) -> Vec<Detected> {
    let mut out: Vec<Detected> = Vec::new();
    for mut language in found {
        let Some(known) = out.iter_mut().find(|known| known.lang == language.lang) else {
            out.push(language);
            continue;
        };
        if !matches!(known.found, Found::Folder | Found::FileName) {
            std::mem::swap(known, &mut language);
        }
        let places: HashSet<PathBuf> = known.files.iter().map(|file| file.path.clone()).collect();
        for file in language.files {
            if places.contains(&file.path) {
                left.push((Reason::NoLanguage, file.source.name));
            } else {
                known.files.push(file);
            }
        }
    }
    out
}

/// The default language first: what the generator names, else what has most files, since translations are rarely
/// finished.
fn default_first(mut found: Vec<Detected>, generator: &Generator) -> Vec<Detected> {
    let has_default = found.first().is_some_and(|first| first.found != Found::Folder);
    let named = found.iter().position(|language| language.lang.is_some() && language.lang == generator.lang);
    let most = found.iter().map(|language| language.files.len()).max();
    let largest = || found.iter().position(|language| Some(language.files.len()) == most);
    if let Some(first) = if has_default { None } else { named.or_else(largest) } {
        let first = found.remove(first);
        found.insert(0, first);
    }
    found
}

/// Takes navigation and parts of pages out, and a folder that holds everything in all languages.
fn finish(
    (root, inventory): (&Path, &Inventory),
    found: Vec<Detected>,
    base: PathBuf,
    mut left: Vec<(Reason, PathBuf)>,
    texts: &Texts<'_>,
) -> Layout {
    let mut out = Layout { base, ..Layout::default() };
    for Detected { lang, found, folder, mut files } in found {
        let Some(lang) = lang else { continue };
        let about = left.iter().filter(|(reason, name)| *reason == Reason::Repository && name.starts_with(&folder));
        let about: Vec<&Path> = about.map(|(_, name)| name.as_path()).collect();
        let linked: HashSet<PathBuf> = linked::linked(root, &about, &files).into_iter().map(Path::to_owned).collect();
        left.retain(|(_, name)| !linked.contains(name));
        for source in inventory.markdown.iter().filter(|file| linked.contains(&file.name)) {
            let path = source.name.strip_prefix(&folder).unwrap_or(&source.name).to_owned();
            files.push(Content { source: source.clone(), path });
        }
        let of_articles = partials::of_articles(&files, texts);
        let reasons = partials::reasons(root, &files, &of_articles);
        let mut language = LanguageFiles { lang, found, folder, files: Vec::new() };
        for (file, reason) in files.into_iter().zip(reasons) {
            let is_navigation =
                partials::may_be_navigation(&file.path) && partials::is_navigation(&file.path, &texts.beginning(&file));
            let Content { source, path } = file;
            if is_navigation {
                out.navigation.push((language.lang.clone(), source));
            } else if let Some(reason) = reason {
                left.push((reason, source.name));
            } else {
                let inside = path.strip_prefix("docusaurus-plugin-content-docs/current").unwrap_or(&path);
                let inside = partials::without_folders(inside, &of_articles);
                language.files.push(LanguageFile { source, inside });
            }
        }
        if !language.files.is_empty() {
            out.languages.push(language);
        }
    }
    while let Some(name) = general_folder(&out.languages) {
        for file in out.languages.iter_mut().flat_map(|language| &mut language.files) {
            file.inside = file.inside.strip_prefix(&name).unwrap_or(&file.inside).to_owned();
        }
    }
    out.left = left;
    out
}

/// The folder that holds all articles of all languages and whose name says nothing.
fn general_folder(languages: &[LanguageFiles]) -> Option<PathBuf> {
    let mut files = languages
        .iter()
        .flat_map(|language| &language.files)
        .filter(|file| !file.inside.starts_with(super::notices::FOLDER));
    let first = files.next()?.inside.iter().next()?.to_str()?;
    let holds = |file: &LanguageFile| file.inside.iter().count() > 1 && file.inside.starts_with(first);
    let general = scope::GENERAL.contains(&&*first.to_lowercase())
        && languages
            .iter()
            .flat_map(|l| &l.files)
            .all(|file| file.inside.starts_with(super::notices::FOLDER) || holds(file));
    general.then(|| PathBuf::from(first))
}
