//! What the settings of other generators say: where the articles are, and which language is the default.
//!
//! A company points at its repository as it stands, and its generator knows which of the folders holds the help. Only
//! these few settings are read; a folder that they name and that holds no Markdown is not believed.

use std::{
    collections::BTreeSet,
    fs,
    io::Read,
    path::{Path, PathBuf},
};

use crate::{
    language::Lang,
    studio::{
        codes,
        inventory::Inventory,
        names::join,
        source_text::inside,
        values::{self, Value, text_at},
    },
};

/// A longer file is no settings.
const MAX_BYTES: u64 = 1_000_000;
/// Settings are looked for in so many folders at the top.
const MAX_DIRS: usize = 50;

/// What a generator's settings say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Generator {
    /// The folder of the articles.
    pub(super) base: PathBuf,
    /// The default language.
    pub(super) lang: Option<Lang>,
    /// Folders of languages, where the settings name them.
    pub(super) folders: Vec<(Lang, PathBuf)>,
    /// Whether it is Jekyll, whose folders of articles begin with `_`.
    pub(super) jekyll: bool,
    /// Whether `README.md` is the page of its folder, also at the top.
    pub(super) readme_is_page: bool,
}

/// The folder that is read.
pub(super) struct Folder<'a> {
    pub(super) root: &'a Path,
    pub(super) inventory: &'a Inventory,
}

impl Folder<'_> {
    /// The text of a file, by its name below the root.
    pub(super) fn text(&self, name: &Path) -> Option<String> {
        let path = self.root.join(name);
        let is_file = fs::metadata(&path).is_ok_and(|found| found.is_file()) && inside(self.root, &path);
        let mut text = String::new();
        let file = if is_file { fs::File::open(path).ok()? } else { return None };
        file.take(MAX_BYTES).read_to_string(&mut text).ok()?;
        Some(text)
    }

    /// The value of the first of some files that is there; nothing where it cannot be read.
    fn value(&self, dir: &Path, names: &[&str]) -> Option<Value> {
        names.iter().find_map(|name| {
            let text = self.text(&dir.join(name))?;
            Some(values::by_ending(name, &text).unwrap_or(Value::Null))
        })
    }

    /// The text of the first of some JavaScript files that is there.
    fn script(&self, dir: &Path, stem: &str) -> Option<String> {
        ["js", "ts", "mjs", "cjs", "mts"].iter().find_map(|end| self.text(&dir.join(format!("{stem}.{end}"))))
    }

    /// How many Markdown files a folder holds.
    fn count(&self, folder: &Path) -> usize {
        self.inventory.markdown.iter().filter(|file| file.name.starts_with(folder)).count()
    }

    fn has(&self, name: &Path) -> bool {
        self.root.join(name).exists()
    }
}

/// What the settings of a generator say; those at the top count, else those of a folder at the top (`website/`).
pub(super) fn find(folder: &Folder<'_>) -> Option<Generator> {
    let below = folder.inventory.others.iter().chain(folder.inventory.markdown.iter().map(|file| &file.name));
    let top = below.filter(|name| name.iter().count() > 1).filter_map(|name| name.iter().next().map(PathBuf::from));
    let dirs: BTreeSet<PathBuf> = top.collect();
    std::iter::once(PathBuf::new()).chain(dirs.into_iter().take(MAX_DIRS)).find_map(|dir| in_folder(folder, &dir))
}

fn in_folder(folder: &Folder<'_>, dir: &Path) -> Option<Generator> {
    let readers: [fn(&Folder<'_>, &Path) -> Option<Generator>; 11] =
        [mkdocs, docusaurus, starlight, vitepress, hugo, mdbook, gitbook, retype, mintlify, jekyll, applications];
    readers.iter().find_map(|read| read(folder, dir).filter(|found| folder.count(&found.base) > 0))
}

/// A generator whose articles are in a folder, relative to that of its settings.
fn at(dir: &Path, base: &str, lang: Option<&str>) -> Option<Generator> {
    let base = join(dir, base.trim_start_matches('/'))?;
    Some(Generator { base, lang: lang.and_then(codes::language), ..Generator::default() })
}

fn mkdocs(folder: &Folder<'_>, dir: &Path) -> Option<Generator> {
    let names = ["mkdocs.yml", "mkdocs.yaml", "properdocs.yml", "zensical.toml"];
    let settings = folder.value(dir, &names)?;
    let project = settings.get("project").unwrap_or(&settings);
    let base = text_at(project, &["docs_dir"]).unwrap_or("docs");
    let plugins = project.get("plugins").and_then(Value::as_array).into_iter().flatten();
    let languages = plugins.filter_map(|plugin| plugin.get("i18n")?.get("languages")?.as_array()).flatten();
    let mut default = languages.filter(|language| text_at(language, &["default"]) == Some("true"));
    let lang = default.find_map(|language| text_at(language, &["locale"]));
    let lang = lang.or_else(|| text_at(project, &["theme", "language"])).or_else(|| text_at(project, &["locale"]));
    at(dir, base, lang)
}

fn docusaurus(folder: &Folder<'_>, dir: &Path) -> Option<Generator> {
    let text = folder.script(dir, "docusaurus.config")?;
    let lang = values::text_of(&text, "defaultLocale");
    // `path` stands in the settings of several plugins: only one that names a folder with Markdown is meant.
    let docs = text.find("docs:").or_else(|| text.find("plugin-content-docs")).and_then(|start| text.get(start..));
    let named = docs.and_then(|docs| values::text_of(docs, "path")).and_then(|path| at(dir, &path, lang.as_deref()));
    let known = |found: &Generator| folder.count(&found.base) > 0 && !found.base.ends_with("blog");
    named.filter(known).or_else(|| at(dir, "docs", lang.as_deref()))
}

fn starlight(folder: &Folder<'_>, dir: &Path) -> Option<Generator> {
    let text = folder.script(dir, "astro.config")?;
    let lang = values::text_of(&text, "defaultLocale").filter(|lang| lang != "root");
    at(dir, "src/content/docs", lang.as_deref())
}

fn vitepress(folder: &Folder<'_>, dir: &Path) -> Option<Generator> {
    [".vitepress", ".vuepress"].iter().find_map(|name| {
        let settings = dir.join(name);
        if !folder.has(&settings) {
            return None;
        }
        let text = folder.script(&settings, "config").or_else(|| folder.script(&settings.join("config"), "index"));
        let text = text.unwrap_or_default();
        let base = values::text_of(&text, "srcDir").filter(|base| base != ".");
        at(dir, base.as_deref().unwrap_or(""), values::text_of(&text, "lang").as_deref())
    })
}

/// Hugo and Zola, whose settings have the same name.
fn hugo(folder: &Folder<'_>, dir: &Path) -> Option<Generator> {
    let places = ["", "config/_default"];
    let names = [
        "hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config.yaml", "config.yml", "config.json",
        "zola.toml",
    ];
    let settings = places.iter().find_map(|place| folder.value(&dir.join(place), &names))?;
    let text = |key: &str| {
        let lower = key.to_lowercase();
        settings.as_object()?.iter().find(|(name, _)| name.to_lowercase() == lower)?.1.as_str()
    };
    let base = text("contentDir").unwrap_or("content");
    let lang = text("defaultContentLanguage").or_else(|| text("default_language")).or_else(|| text("languageCode"));
    let mut found = at(dir, base, lang)?;
    for (code, language) in settings.get("languages").and_then(Value::as_object).into_iter().flatten() {
        let named = ["contentDir", "contentdir"].iter().find_map(|key| text_at(language, &[key]));
        let named = named.and_then(|named| join(dir, named)).filter(|named| named.starts_with(&found.base));
        found.folders.extend(codes::language(code).zip(named.filter(|named| folder.count(named) > 0)));
    }
    Some(found)
}

fn mdbook(folder: &Folder<'_>, dir: &Path) -> Option<Generator> {
    let settings = folder.value(dir, &["book.toml"])?;
    at(dir, text_at(&settings, &["book", "src"]).unwrap_or("src"), text_at(&settings, &["book", "language"]))
}

fn gitbook(folder: &Folder<'_>, dir: &Path) -> Option<Generator> {
    let settings = folder.value(dir, &[".gitbook.yaml", ".gitbook.yml"]);
    let base = settings.as_ref().and_then(|settings| text_at(settings, &["root"])).unwrap_or("");
    let found = Generator { readme_is_page: true, ..at(dir, base.trim_start_matches("./"), None)? };
    (settings.is_some() || folder.has(&dir.join(".gitbook"))).then_some(found)
}

fn retype(folder: &Folder<'_>, dir: &Path) -> Option<Generator> {
    let settings = folder.value(dir, &["retype.yml", "retype.yaml", "retype.json"])?;
    at(dir, text_at(&settings, &["input"]).unwrap_or(""), text_at(&settings, &["locale"]))
}

fn mintlify(folder: &Folder<'_>, dir: &Path) -> Option<Generator> {
    folder.value(dir, &["docs.json", "mint.json"])?.get("navigation")?;
    at(dir, "", None)
}

/// Jekyll, and Hexo, whose settings have the same name.
fn jekyll(folder: &Folder<'_>, dir: &Path) -> Option<Generator> {
    let settings = folder.value(dir, &["_config.yml", "_config.yaml", "_config.toml"])?;
    let keys = ["defaultLang", "default_lang", "lang", "locale", "language"];
    let lang = keys.iter().find_map(|key| text_at(&settings, &[key]));
    if let Some(source) = text_at(&settings, &["source_dir"]) {
        return at(dir, source, lang);
    }
    let source = text_at(&settings, &["source"]).or_else(|| text_at(&settings, &["collections_dir"])).unwrap_or("");
    Some(Generator { jekyll: true, ..at(dir, source, lang)? })
}

/// Frameworks that are not only for help: believed where most of the Markdown is where their documentation usually is.
fn applications(folder: &Folder<'_>, dir: &Path) -> Option<Generator> {
    let marks = [
        ("source.config", &["content/docs", "content"][..]),
        ("nuxt.config", &["content"]),
        ("next.config", &["content", "src/content", "pages", "src/pages"]),
        ("gatsby-config", &["content", "docs", "src/pages"]),
        ("eleventy.config", &["content", "src/content", "src"]),
        (".eleventy", &["content", "src/content", "src"]),
    ];
    let all = folder.count(dir);
    let found = marks.iter().filter(|(mark, _)| folder.script(dir, mark).is_some()).flat_map(|(_, bases)| *bases);
    found.filter_map(|base| at(dir, base, None)).find(|found| folder.count(&found.base) * 2 >= all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::studio::inventory::walk;

    /// A company points at its repository as it stands, and gets its help and not its blog.
    #[test]
    fn where_the_articles_are() {
        for (files, base, lang) in [
            (&[("mkdocs.yml", "site_name: X\n"), ("docs/a.md", "")][..], Some("docs"), None),
            (
                &[("mkdocs.yml", "docs_dir: help\ntheme:\n  name: material\n  language: pl\n"), ("help/a.md", "")],
                Some("help"),
                Some("pl"),
            ),
            (
                &[
                    (
                        "mkdocs.yml",
                        "plugins:\n  - i18n:\n      languages:\n        - locale: de\n          default: true\n        - locale: en\n",
                    ),
                    ("docs/a.md", ""),
                ],
                Some("docs"),
                Some("de"),
            ),
            (&[("mkdocs.yml", "docs_dir: ../secret\n"), ("docs/a.md", "")], None, None),
            (
                &[("docusaurus.config.js", "module.exports = { i18n: { defaultLocale: 'cs' } };"), ("docs/a.md", "")],
                Some("docs"),
                Some("cs"),
            ),
            (
                &[
                    (
                        "website/docusaurus.config.ts",
                        "export default { presets: [['classic', { docs: { path: '../manual' }, blog: { path: 'blog' } }]] };",
                    ),
                    ("website/blog/a.md", ""),
                    ("manual/a.md", ""),
                ],
                Some("manual"),
                None,
            ),
            (
                &[("docs/.vitepress/config.mts", "export default { lang: 'en-US' }"), ("docs/a.md", "")],
                Some("docs"),
                Some("en-us"),
            ),
            (&[(".vitepress/config.js", "export default { srcDir: './src' }"), ("src/a.md", "")], Some("src"), None),
            (&[("hugo.toml", "defaultContentLanguage = 'pl'\n"), ("content/a.md", "")], Some("content"), Some("pl")),
            (&[("config/_default/config.yaml", "contentDir: pages\n"), ("pages/a.md", "")], Some("pages"), None),
            (&[("config.toml", "default_language = \"fr\"\n"), ("content/a.md", "")], Some("content"), Some("fr")),
            (&[("config.toml", "x = 1\n"), ("articles/a.md", "")], None, None),
            (
                &[("book.toml", "[book]\nsrc = \"text\"\nlanguage = \"de\"\n"), ("text/a.md", "")],
                Some("text"),
                Some("de"),
            ),
            (&[(".gitbook.yaml", "root: ./docs/\n"), ("docs/README.md", "")], Some("docs"), None),
            (&[("_config.yml", "lang: es\n"), ("_docs/a.md", "")], Some(""), Some("es")),
            (&[("_config.yml", "source_dir: source\n"), ("source/a.md", "")], Some("source"), None),
            (&[("astro.config.mjs", "x"), ("src/content/docs/a.md", "")], Some("src/content/docs"), None),
            (&[("next.config.js", "x"), ("content/a.md", ""), ("README.md", "")], Some("content"), None),
            (&[("next.config.js", "x"), ("pages/a.md", ""), ("b/b.md", ""), ("c/c.md", "")], None, None),
            (&[("docs.json", "{\"navigation\": {}}"), ("a.mdx", ""), ("README.md", "")], Some(""), None),
            (&[("docs.json", "{}"), ("a.mdx", "")], None, None),
            (&[("retype.yml", "input: ./docs\n"), ("docs/a.md", "")], Some("docs"), None),
            (&[("a.md", ""), ("b/c.md", "")], None, None),
        ] {
            let folder = tempfile::tempdir().unwrap();
            for (name, text) in files {
                fs::create_dir_all(folder.path().join(name).parent().unwrap()).unwrap();
                fs::write(folder.path().join(name), text).unwrap();
            }
            let inventory = walk(folder.path(), &mut Vec::new()).unwrap();
            let found = find(&Folder { root: folder.path(), inventory: &inventory });
            assert_eq!(found.as_ref().map(|found| found.base.as_path()), base.map(Path::new), "{files:?}");
            let found = found.and_then(|found| found.lang);
            assert_eq!(found.as_ref().map(Lang::as_str), lang, "{files:?}");
        }
    }
}
