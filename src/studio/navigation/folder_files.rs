//! Files that describe the folder they lie in: `_category_.json` of Docusaurus, `_meta.js` of Nextra, `.pages` of MkDocs
//! and their like. They give the folder a title and a place, and what is in it an order.

use std::path::{Path, PathBuf};

use super::nodes::{Node, nodes};
use crate::studio::values::{self, Value, text_at};

/// What a file says of its folder.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct FolderFile {
    /// The folder, below the content folder.
    pub(super) dir: PathBuf,
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    /// Its place among its neighbours.
    pub(super) weight: Option<i64>,
    /// What is in it, in order.
    pub(super) entries: Vec<Node>,
}

/// Names of such files that are looked for beside articles though they begin with a dot.
pub(super) const HIDDEN: [&str; 3] = [".pages", ".nav.yml", ".navigation.yml"];

/// Whether a file describes its folder.
pub(super) fn describes_folder(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    let end = name.rsplit('.').next().unwrap_or_default();
    let script = ["js", "jsx", "ts", "tsx", "json", "mjs"].contains(&end);
    match stem {
        "_category_" => ["json", "yml", "yaml"].contains(&end),
        "_meta" => script,
        "_dir" => ["yml", "yaml"].contains(&end),
        _ => name == "meta.json" || HIDDEN.contains(&name),
    }
}

/// Reads such a file; `None` where it is a program or says nothing.
pub(super) fn read(name: &Path, text: &str) -> Option<FolderFile> {
    let file_name = name.file_name()?.to_str()?;
    let value = values::by_ending(file_name, text)?;
    let dir = name.parent()?.to_owned();
    let text = |path: &[&str]| text_at(&value, path).map(str::to_owned).filter(|text| !text.is_empty());
    let out = match file_name.split('.').next()? {
        "_category_" => FolderFile {
            title: text(&["label"]),
            description: text(&["description"]).or_else(|| text(&["link", "description"])),
            weight: value.get("position").and_then(whole),
            ..FolderFile::default()
        },
        "_meta" => FolderFile {
            entries: value.as_object()?.iter().filter_map(|(key, value)| meta(key, value)).collect(),
            ..FolderFile::default()
        },
        "meta" if value.get("pages").is_some() || value.get("title").is_some() => FolderFile {
            title: text(&["title"]),
            description: text(&["description"]),
            entries: value.get("pages").map(nodes).unwrap_or_default(),
            ..FolderFile::default()
        },
        "meta" => return None,
        _ => FolderFile {
            title: text(&["title"]).or_else(|| text(&["navigation", "title"])),
            weight: value.get("order").and_then(whole),
            entries: value.get("nav").or_else(|| value.get("arrange")).map(nodes).unwrap_or_default(),
            ..FolderFile::default()
        },
    };
    Some(FolderFile { dir, ..out })
}

/// An entry of Nextra: the name of a page or folder, and its title.
fn meta(key: &str, value: &Value) -> Option<Node> {
    let kind = text_at(value, &["type"]).unwrap_or("page");
    if key == "*" || key.starts_with("--") || ["separator", "menu"].contains(&kind) || value.get("href").is_some() {
        return None;
    }
    let title = value.as_str().or_else(|| text_at(value, &["title"])).map(str::to_owned);
    let title = title.filter(|title| !title.is_empty());
    Some(Node { title, target: Some(key.to_owned()), ..Node::default() })
}

/// A place among neighbours, in thousandths as in front matter: half of one keeps its order.
fn whole(value: &Value) -> Option<i64> {
    let number = value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())?;
    (number.abs() < 1e9).then_some((number * 1_000.0).round() as i64)
}

#[cfg(test)]
mod tests {
    use super::{super::nodes::tests::shown, *};

    /// The title that somebody gave a folder is what the customer reads.
    #[test]
    fn what_folders_are_called() {
        for (name, text, title, weight, entries) in [
            (
                "a/_category_.json",
                "{\"label\": \"Returns\", \"position\": 2, // x\n}",
                Some("Returns"),
                Some(2_000),
                "",
            ),
            ("a/_category_.yml", "label: Returns\nposition: 2.5\n", Some("Returns"), Some(2_500), ""),
            (
                "a/_meta.js",
                "export default { index: 'Start', b: { title: 'B', type: 'page' }, '---': { type: 'separator' }, x: { title: 'X', href: 'https://x' } }",
                None,
                None,
                "Start>index B>b",
            ),
            ("a/_meta.json", "{\"a\": \"\", \"b\": \"B\"}", None, None, ">a B>b"),
            (
                "a/.pages",
                "title: Returns\nnav:\n  - a.md\n  - B: b.md\n  - ...\n",
                Some("Returns"),
                None,
                ">a.md B>b.md",
            ),
            (
                "a/meta.json",
                "{\"title\": \"Returns\", \"pages\": [\"a\", \"---More---\", \"b\", \"...\"]}",
                Some("Returns"),
                None,
                ">a >b",
            ),
            ("a/_dir.yml", "title: Returns\n", Some("Returns"), None, ""),
        ] {
            assert!(describes_folder(Path::new(name).file_name().unwrap().to_str().unwrap()), "{name}");
            let found = read(Path::new(name), text).unwrap();
            assert_eq!((found.title.as_deref(), found.weight), (title, weight), "{name}");
            assert_eq!(shown(&found.entries), entries, "{name}");
        }
        for (name, text) in
            [("a/_meta.js", "export default pages()"), ("a/meta.json", "{\"version\": 1}"), ("a/_category_.json", "{")]
        {
            assert_eq!(read(Path::new(name), text), None, "{name}");
        }
        assert!(!["category.json", "meta.yml", "_index.md"].iter().any(|name| describes_folder(name)));
    }
}
