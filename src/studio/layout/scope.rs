//! Which Markdown files of a folder are content at all, and which belong to a repository, to other pages or to an
//! earlier version of the product.
//!
//! Where in doubt a file is content: what is left out is counted in the summary, but a customer does not find it.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use super::{files::Content, generator::Generator, texts::Texts};
use crate::studio::{
    codes,
    inventory::SourceFile,
    notices,
    summary::{LeftOutReason, Reason},
};

/// Files about a repository, without their endings, as GitHub looks for them: in any case, and with `-` for `_`.
const REPOSITORY: [&str; 17] = [
    "404",
    "agents",
    "authors",
    "claude",
    "code_of_conduct",
    "codeowners",
    "contributing",
    "contributors",
    "copying",
    "gemini",
    "governance",
    "issue_template",
    "licence",
    "license",
    "maintainers",
    "pull_request_template",
    "releasing",
];
/// The same where they are in capitals: otherwise they may be articles.
const IN_CAPITALS: [&str; 5] = ["CHANGELOG", "CHANGES", "HISTORY", "SECURITY", "TRANSLATIONS"];
/// What at the top of a folder shows it to be a repository.
const MARKS: [&str; 21] = [
    ".circleci", ".editorconfig", ".git", ".gitattributes", ".github", ".gitignore", ".gitlab-ci.yml", ".travis.yml",
    "CNAME", "Gemfile", "LICENSE", "LICENSE.txt", "Makefile", "composer.json", "go.mod", "netlify.toml",
    "package.json", "pyproject.toml", "requirements.txt", "vercel.json", "yarn.lock",
];
/// Files that show a folder to be a program.
const MANIFESTS: [&str; 8] = [
    "package.json", "Cargo.toml", "pyproject.toml", "setup.py", "go.mod", "pom.xml", "composer.json",
    "requirements.txt",
];
/// Folders of programs, whose Markdown is for developers.
const CODE: [&str; 16] = [
    "src", "lib", "packages", "crates", "apps", "cmd", "internal", "pkg", "test", "tests", "examples", "scripts",
    "tools", "vendor", "templates", "fixtures",
];
/// Names of folders that hold everything and say nothing.
pub(super) const GENERAL: [&str; 22] = [
    "articles", "book", "content", "contents", "doc", "docs", "documentation", "documents", "handbook", "help", "kb",
    "knowledge-base", "knowledgebase", "manual", "markdown", "md", "pages", "site", "source", "src", "website", "wiki",
];
/// Folders of translations, one folder per language in each.
const TRANSLATIONS: [&str; 13] = [
    "_i18n", "i18n", "intl", "l10n", "lang", "langs", "languages", "locale", "locales", "localization", "localized",
    "translation", "translations",
];
/// Where Docusaurus keeps the translations of articles in such a folder.
const DOCUSAURUS: &str = "docusaurus-plugin-content-docs";

/// The content of a folder.
#[derive(Debug, Default)]
pub(super) struct Scope {
    /// The folder that holds it.
    pub(super) base: PathBuf,
    /// Its files.
    pub(super) content: Vec<Content>,
    /// Files in folders of translations, with the names of their languages and the folders that these have.
    pub(super) translated: BTreeMap<String, (PathBuf, Vec<Content>)>,
    /// What is left out, and why.
    pub(super) left: Vec<(Reason, PathBuf)>,
}

/// Sorts the Markdown files of a folder. `is_there` knows what is at the top of the folder beside them.
pub(super) fn sort(
    files: &[SourceFile],
    generator: &Generator,
    known: bool,
    is_there: &dyn Fn(&str) -> bool,
    texts: &Texts<'_>,
) -> Scope {
    let mut scope = Scope { base: generator.base.clone(), ..Scope::default() };
    let mut rest = Vec::new();
    let translations = translations(files);
    for file in files {
        if is_older_version(&file.name) {
            scope.left.push((Reason::OlderVersion, file.name.clone()));
        } else if !scope.translation(file, &translations) {
            rest.push(file);
        }
    }
    // The texts of Jekyll's pages are in that folder, and the pages only name them.
    let texts_elsewhere = scope.translated.values().any(|(folder, _)| folder.iter().any(|part| part == "_i18n"));
    let is_repository = MARKS.iter().any(|mark| is_there(mark))
        || files.iter().any(|file| is_about_repository(&file.name) && !is_readme(&file.name));
    let programs = programs(&rest, is_repository, is_there);
    let readme_is_page = generator.readme_is_page
        || (!known && !is_repository && !only_general(&rest) && !only_languages(&rest))
        || rest.iter().all(|file| is_readme(&file.name));
    let readme_of_content = readme_is_page || (known && !scope.base.as_os_str().is_empty());
    for file in rest {
        let is_of_repository = if is_readme(&file.name) { !readme_of_content } else { is_about_repository(&file.name) };
        let reason = if texts_elsewhere || (known && !file.name.starts_with(&scope.base)) {
            Some(elsewhere(&file.name))
        } else if is_of_repository {
            Some(Reason::Repository)
        } else {
            let is_program = file.name.iter().count() > 1 && programs.contains(top(&file.name));
            is_program.then(|| elsewhere(&file.name))
        };
        match reason {
            Some(reason) => scope.left.push((reason, file.name.clone())),
            None => {
                let path = file.name.strip_prefix(&scope.base).unwrap_or(&file.name).to_owned();
                scope.content.push(Content { source: file.clone(), path });
            }
        }
    }
    // A folder of nothing but such files was meant as content.
    if scope.content.is_empty() && scope.translated.is_empty() {
        let about = std::mem::take(&mut scope.left);
        let (about, left) = about.into_iter().partition(|(reason, _)| *reason == Reason::Repository);
        scope.left = left;
        let about: Vec<(Reason, PathBuf)> = about;
        let is_about = |file: &&SourceFile| about.iter().any(|(_, name)| *name == file.name);
        let content =
            files.iter().filter(is_about).map(|file| Content { source: file.clone(), path: file.name.clone() });
        scope.content = content.collect();
    }
    if generator.jekyll || is_jekyll(&scope.content, is_there) {
        scope.collections(texts);
    }
    scope.go_down(known);
    // `translations/pl/docs/a.md` is the translation of `docs/a.md`.
    for (_, files) in scope.translated.values_mut() {
        if files.iter().all(|file| file.path.starts_with(&scope.base)) {
            for file in files {
                file.path = file.path.strip_prefix(&scope.base).unwrap_or(&file.path).to_owned();
            }
        }
    }
    scope
}

impl Scope {
    /// Takes a file that lies in a folder of translations.
    fn translation(&mut self, file: &SourceFile, folders: &BTreeMap<PathBuf, bool>) -> bool {
        let parts: Vec<&str> = parts(&file.name).collect();
        let Some((folder, code)) = in_translations(&parts) else { return false };
        if !folders.get(&folder).copied().unwrap_or_default() {
            return false;
        }
        let at = folder.iter().count() - 1;
        let mut base = folder.join(code);
        let rest = parts.get(at + 2..).unwrap_or_default();
        if rest.iter().any(|part| part.starts_with("docusaurus-")) {
            if !(rest.first() == Some(&DOCUSAURUS) && rest.get(1) == Some(&"current")) {
                self.left.push((elsewhere(&file.name), file.name.clone()));
                return true;
            }
            base = base.join(DOCUSAURUS).join("current");
        }
        let path = file.name.strip_prefix(&base).unwrap_or(&file.name).to_owned();
        let entry = self.translated.entry(code.to_owned()).or_insert_with(|| (base, Vec::new()));
        entry.1.push(Content { source: file.clone(), path });
        true
    }

    /// Jekyll's folders of articles lose their `_`; its other folders are no content.
    fn collections(&mut self, texts: &Texts<'_>) {
        let mut kept: BTreeMap<String, bool> = BTreeMap::new();
        let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for file in &self.content {
            if let Some(folder) = file.folders().next().filter(|name| name.starts_with('_')) {
                let count = counts.entry(folder).or_default();
                count.0 += 1;
                count.1 += usize::from(texts.has_settings(file));
            }
        }
        let parts_of_pages = ["_includes", "_layouts", "_data", "_sass", "_site", "_plugins", "_partials", "_snippets"];
        let only_posts = counts.keys().all(|name| *name == "_posts") && counts.len() == 1;
        for (name, (all, with_settings)) in counts {
            let is_blog =
                name == "_posts" && !(only_posts && self.content.iter().all(|f| f.folders().next() == Some(name)));
            let is_content =
                !parts_of_pages.contains(&name) && name != "_drafts" && !is_blog && with_settings * 2 > all;
            kept.insert(name.to_owned(), is_content);
        }
        let content = std::mem::take(&mut self.content);
        for mut file in content {
            let first = file.folders().next().unwrap_or_default().to_owned();
            match kept.get(&first) {
                Some(true) => {
                    let below = file.path.strip_prefix(&first).unwrap_or(&file.path);
                    file.path = Path::new(first.trim_start_matches('_')).join(below);
                    self.content.push(file);
                }
                Some(false) if first == "_drafts" => {
                    self.left.push((Reason::Settings(LeftOutReason::Draft), file.source.name))
                }
                Some(false) if first == "_posts" => self.left.push((Reason::Elsewhere(first), file.source.name)),
                Some(false) => self.left.push((Reason::Partial(first), file.source.name)),
                None => self.content.push(file),
            }
        }
    }

    /// Goes down while one folder holds everything: it is no topic. Below what a generator names only a folder whose
    /// name says nothing is passed.
    fn go_down(&mut self, known: bool) {
        let is_notice = |file: &Content| file.folders().next() == Some(notices::FOLDER);
        loop {
            let articles = self.content.iter().filter(|file| !is_notice(file));
            let mut first = articles.map(|file| file.folders().next().unwrap_or_default().to_owned());
            let Some(name) = first.next().filter(|name| !name.is_empty() && first.all(|other| other == *name)) else {
                break;
            };
            let holds_articles = self.content.iter().any(|file| file.path.iter().count() == 2 && !is_notice(file));
            let is_general = GENERAL.contains(&&*name.to_lowercase());
            if codes::language(&name).is_some() || (!is_general && (holds_articles || known)) {
                break;
            }
            for file in self.content.iter_mut().filter(|file| !is_notice(file)) {
                file.path = file.path.strip_prefix(&name).unwrap_or(&file.path).to_owned();
            }
            self.base.push(name);
        }
    }
}

/// Why a file is left out that lies beside the folders of languages.
pub(super) fn reason_beside(file: &Content) -> Reason {
    if is_about_repository(&file.source.name) { Reason::Repository } else { Reason::NoLanguage }
}

/// The folder of translations that a file lies in, and the name of its language.
fn in_translations<'a>(parts: &[&'a str]) -> Option<(PathBuf, &'a str)> {
    let at = parts.iter().take(3).position(|part| TRANSLATIONS.contains(part))?;
    let code = parts.get(at + 1).filter(|_| parts.len() > at + 2)?;
    Some((parts.iter().take(at + 1).collect(), code))
}

/// Folders of translations, and whether all that is in each is named as a language.
fn translations(files: &[SourceFile]) -> BTreeMap<PathBuf, bool> {
    let mut out = BTreeMap::new();
    for file in files {
        let parts: Vec<&str> = parts(&file.name).collect();
        if let Some((folder, code)) = in_translations(&parts) {
            *out.entry(folder).or_insert(true) &= codes::language(code).is_some();
        }
    }
    out
}

fn parts(path: &Path) -> impl Iterator<Item = &str> {
    path.iter().map(|part| part.to_str().unwrap_or_default())
}

fn top(path: &Path) -> &str {
    parts(path).next().unwrap_or_default()
}

/// Whether a file lies where Docusaurus keeps the articles of earlier versions of the product: `versioned_docs/`, and in
/// translations beside `current`. Elsewhere `version-15` is an article or a topic.
fn is_older_version(path: &Path) -> bool {
    let folders: Vec<&str> = path.parent().map(parts).into_iter().flatten().collect();
    let is_version = |part: &str| part.strip_prefix("version-").is_some_and(|rest| !rest.is_empty());
    folders.iter().any(|part| *part == "versioned_docs" || part.ends_with("_versioned_docs"))
        || folders
            .windows(2)
            .any(|pair| matches!(pair, [above, part] if above.starts_with(DOCUSAURUS) && is_version(part)))
}

/// Why a file is left out that lies where no articles are.
fn elsewhere(path: &Path) -> Reason {
    if path.iter().count() == 1 { Reason::Repository } else { Reason::Elsewhere(top(path).to_owned()) }
}

fn stem(path: &Path) -> &str {
    path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default()
}

fn is_readme(path: &Path) -> bool {
    path.iter().count() == 1 && stem(path).eq_ignore_ascii_case("readme")
}

fn is_about_repository(path: &Path) -> bool {
    let name = stem(path).to_lowercase().replace('-', "_");
    let known = REPOSITORY.contains(&name.as_str()) || IN_CAPITALS.contains(&stem(path));
    path.iter().count() == 1 && (known || is_readme(path))
}

/// Folders at the top that are programs. By their names alone they are it only beside folders of languages, or in a
/// repository with a folder of documentation.
fn programs<'a>(files: &[&'a SourceFile], is_repository: bool, is_there: &dyn Fn(&str) -> bool) -> BTreeSet<&'a str> {
    let in_folders = files.iter().filter(|file| file.name.iter().count() > 1);
    let tops: BTreeSet<&str> = in_folders.map(|file| top(&file.name)).collect();
    let holds_docs = |top: &str| GENERAL.contains(&top) && !CODE.contains(&top);
    let has_manifest = |top: &str| MANIFESTS.iter().any(|name| is_there(&format!("{top}/{name}")));
    let is_program = |top: &str| CODE.contains(&top) || (has_manifest(top) && !holds_docs(top));
    let mut others = tops.iter().filter(|top| !is_program(top)).peekable();
    let has_docs = is_repository && tops.iter().any(|top| holds_docs(top));
    let counts = others.peek().is_some() && (has_docs || others.all(|top| codes::language(top).is_some()));
    tops.into_iter().filter(|top| counts && is_program(top)).collect()
}

/// Whether all articles lie in one folder whose name says nothing, beside what is about the repository.
fn only_general(files: &[&SourceFile]) -> bool {
    let tops: BTreeSet<&str> =
        files.iter().filter(|file| !is_about_repository(&file.name)).map(|file| top(&file.name)).collect();
    let in_folders = files.iter().all(|file| is_about_repository(&file.name) || file.name.iter().count() > 1);
    in_folders && tops.len() == 1 && tops.iter().all(|top| GENERAL.contains(&&*top.to_lowercase()))
}

fn only_languages(files: &[&SourceFile]) -> bool {
    let mut tops = files.iter().filter(|file| file.name.iter().count() > 1).map(|file| top(&file.name)).peekable();
    tops.peek().is_some() && tops.all(|top| codes::language(top).is_some())
}

/// Whether folders that begin with `_` are folders of articles: beside Jekyll's own, or where there are no others.
fn is_jekyll(content: &[Content], is_there: &dyn Fn(&str) -> bool) -> bool {
    let own = ["_layouts", "_includes", "_data", "_sass"].iter().any(|name| is_there(name));
    let mut tops = content.iter().map(|file| file.folders().next().unwrap_or_default()).peekable();
    own || (tops.peek().is_some() && tops.all(|top| top.starts_with('_')))
}
