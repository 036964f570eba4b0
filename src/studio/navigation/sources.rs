//! The files that say in which order the articles stand.

use std::{
    collections::HashMap,
    fs,
    io::Read,
    path::{Path, PathBuf},
};

use super::{
    folder_files::{self, FolderFile, HIDDEN},
    lists, menus,
    nodes::{Node, nodes},
};
use crate::{
    language::Lang,
    studio::{
        Diagnostic, Place,
        inventory::{Inventory, SourceFile},
        layout::{LanguageFiles, declared_id},
        source_text::inside,
        values::{self, Value, text_at},
    },
};

/// A longer file is no navigation.
const MAX_BYTES: u64 = 1_000_000;

/// All navigation of a content folder.
#[derive(Debug, Default)]
pub(in crate::studio) struct Sources {
    /// With the folder that paths are relative to, and the language of those that are for one only.
    trees: Vec<(PathBuf, Vec<Node>, Option<Lang>)>,
    folder_files: Vec<FolderFile>,
    /// Titles of categories in other languages, as Docusaurus keeps them.
    labels: HashMap<Lang, HashMap<String, String>>,
    /// Texts of the site in a language, by the folder of that language.
    texts: HashMap<PathBuf, Value>,
    /// Whether entries may name files by `id` in their front matter.
    by_id: bool,
    root: PathBuf,
    /// The files that were read.
    pub(in crate::studio) files: Vec<PathBuf>,
}

impl Sources {
    /// Reads all navigation of a folder. `markdown` is what is written as Markdown.
    pub(in crate::studio) fn read(
        root: &Path,
        inventory: &Inventory,
        markdown: &[(Lang, SourceFile)],
        base: &Path,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut out = Self { root: root.to_owned(), ..Self::default() };
        for (lang, file) in markdown {
            let tree = text(root, &file.disk).map(|text| lists::nodes(&text)).unwrap_or_default();
            out.trees.push((file.name.parent().unwrap_or(Path::new("")).to_owned(), tree, Some(lang.clone())));
        }
        for name in &inventory.others {
            out.other(root, name, base, diagnostics);
        }
        out.hidden(root, inventory, base);
        out
    }

    /// Trees, those of a language first, with the folders that their paths are relative to, and whether their titles are
    /// in another language.
    pub(super) fn trees(&self, lang: &Lang) -> impl Iterator<Item = (&Path, &[Node], bool)> {
        let is_own = move |of: &Option<Lang>| of.as_ref() == Some(lang);
        let of_language = self.trees.iter().filter(move |(.., of)| is_own(of));
        let of_all = self.trees.iter().filter(move |(.., of)| !is_own(of));
        of_language
            .chain(of_all)
            .map(move |(dir, nodes, of)| (dir.as_path(), nodes.as_slice(), of.as_ref().is_some_and(|of| of != lang)))
    }

    /// The title that the site's texts have for a path in a language.
    pub(super) fn title_of(&self, language: &LanguageFiles, inside: &Path) -> Option<String> {
        menus::title_of(self.texts.get(&language.folder)?, inside)
    }

    pub(super) fn folder_files(&self) -> &[FolderFile] {
        &self.folder_files
    }

    /// Titles of categories in a language, by those that they translate.
    pub(super) fn labels(&self, lang: &Lang) -> &HashMap<String, String> {
        static NONE: std::sync::LazyLock<HashMap<String, String>> = std::sync::LazyLock::new(HashMap::new);
        self.labels.get(lang).unwrap_or(&NONE)
    }

    /// The names that files of a language give themselves.
    pub(super) fn ids(&self, language: &LanguageFiles) -> HashMap<PathBuf, String> {
        let files = language.files.iter().filter(|_| self.by_id);
        files.filter_map(|file| Some((file.source.name.clone(), declared_id(&self.root, &file.source)?))).collect()
    }

    /// Reads a file that is no Markdown, if it is navigation.
    fn other(&mut self, root: &Path, name: &Path, base: &Path, diagnostics: &mut Vec<Diagnostic>) {
        let (Some(file_name), Some(dir)) = (name.file_name().and_then(|name| name.to_str()), name.parent()) else {
            return;
        };
        let stem = file_name.split('.').next().unwrap_or_default();
        let is_yaml = file_name.ends_with(".yml") || file_name.ends_with(".yaml");
        let is_data = dir.iter().any(|part| part == "_data");
        let is_table = ["toc", "_toc", "TOC"].contains(&stem) && is_yaml;
        let is_jekyll = is_data && is_yaml && ["nav", "toc", "sidebar", "docs"].iter().any(|word| stem.contains(word));
        if folder_files::describes_folder(file_name) {
            let found = text(root, name).and_then(|text| folder_files::read(name, &text));
            match found {
                Some(found) => {
                    self.folder_files.push(found);
                    self.files.push(name.to_owned());
                }
                None if stem == "_category_" || stem == "_meta" => diagnostics.push(not_data(name)),
                None => {}
            }
            return;
        }
        if menus::holds_menus(name) {
            let value = text(root, name).and_then(|text| values::by_ending(file_name, &text));
            let found = value.map(|value| menus::menus(name, &value)).unwrap_or_default();
            self.files.extend((!found.is_empty()).then(|| name.to_owned()));
            self.trees.extend(found.into_iter().map(|(lang, nodes)| (base.to_owned(), nodes, lang)));
            return;
        }
        if is_yaml && dir.ends_with("_i18n") {
            self.texts.extend(text(root, name).and_then(|text| Some((name.with_extension(""), values::yaml(&text)?))));
            self.files.push(name.to_owned());
            return;
        }
        // What paths are relative to, and the key of the navigation in the file.
        let (dir, key) = match stem {
            "mkdocs" | "properdocs" if is_yaml => (base, Some("nav")),
            "zensical" if file_name.ends_with(".toml") => (base, Some("nav")),
            "sidebars" | "sidebar" if !is_data => (base, None),
            "mint" | "docs" if file_name.ends_with(".json") => (dir, Some("navigation")),
            "astro" if file_name.starts_with("astro.config.") => (base, Some("sidebar")),
            _ if is_table => (dir, None),
            _ if is_jekyll => (base, None),
            "current" if dir.iter().any(|part| part == "docusaurus-plugin-content-docs") => {
                return self.docusaurus_labels(root, name);
            }
            _ => return,
        };
        let Some(text) = text(root, name) else { return };
        if ["mkdocs", "properdocs", "zensical"].contains(&stem) {
            self.files.push(name.to_owned());
        }
        let found = match stem {
            "astro" => values::after_key(&text, "sidebar").next(),
            "zensical" => values::toml(&text).and_then(|value| value.get("project").cloned()),
            _ => values::by_ending(file_name, &text),
        };
        let found = match (found, key) {
            (Some(found), Some(key)) if stem != "astro" => found.get(key).cloned(),
            (None, _) if stem.starts_with("sidebar") => {
                diagnostics.push(not_data(name));
                None
            }
            (found, _) => found,
        };
        if let Some(found) = found {
            self.by_id |= stem == "sidebars";
            self.trees.push((dir.to_owned(), nodes(&found), None));
            self.files.push(name.to_owned());
        }
    }

    /// Files whose names begin with a dot, which no list of files has.
    fn hidden(&mut self, root: &Path, inventory: &Inventory, base: &Path) {
        let mut seen = std::collections::HashSet::new();
        for file in &inventory.markdown {
            for dir in file.name.ancestors().skip(1).take_while(|dir| seen.insert(dir.to_path_buf())) {
                for name in HIDDEN {
                    let name = dir.join(name);
                    let found = text(root, &name).and_then(|text| folder_files::read(&name, &text));
                    self.folder_files.extend(found);
                }
            }
        }
        let root_too = (!base.as_os_str().is_empty()).then_some(Path::new(""));
        for dir in [Some(base), root_too].into_iter().flatten() {
            for end in ["js", "ts", "mjs", "mts", "cjs"] {
                let Some(text) = text(root, &dir.join(".vitepress").join(format!("config.{end}"))) else { continue };
                for found in values::after_key(&text, "sidebar").take(8) {
                    self.trees.push((base.to_owned(), nodes(&found), None));
                }
            }
        }
    }

    /// `i18n/pl/docusaurus-plugin-content-docs/current.json`: titles of categories.
    fn docusaurus_labels(&mut self, root: &Path, name: &Path) {
        let lang = name.iter().rev().nth(2).and_then(|name| crate::studio::codes::language(name.to_str()?));
        let (Some(lang), Some(value)) = (lang, text(root, name).and_then(|text| values::json(&text))) else { return };
        let known = self.labels.entry(lang).or_default();
        for (key, value) in value.as_object().into_iter().flatten() {
            let label = key.split_once(".category.").map(|(_, label)| label);
            let title = text_at(value, &["message"]).map(str::to_owned);
            if let (Some(label), Some(title)) = (label, title) {
                known.insert(label.to_owned(), title);
            }
        }
        self.files.push(name.to_owned());
    }
}

/// The text of a file of the folder.
fn text(root: &Path, name: &Path) -> Option<String> {
    let path = root.join(name);
    if !fs::metadata(&path).is_ok_and(|found| found.is_file()) || !inside(root, &path) {
        return None;
    }
    let mut bytes = Vec::new();
    fs::File::open(path).ok()?.take(MAX_BYTES).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// A finding about navigation that is a program.
fn not_data(name: &Path) -> Diagnostic {
    Diagnostic::note(
        "navigation",
        Some(Place::new(name, "", 0..0)),
        "the order of the articles is not read from here: the file is a program, or cannot be read",
        "write it as plain data, or give articles a `weight`",
    )
}
