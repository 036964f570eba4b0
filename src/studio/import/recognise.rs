//! Which source a file or folder is, by what only that one has.

use std::{fs, io::Read, path::Path};

use super::{links::notion_id, source::Source};

/// Bytes of a file that are looked at.
const LOOKED_AT: u64 = 200_000;
/// Files of a folder that are looked at.
const MAX_FILES: usize = 5_000;

/// The kind of a source; `None` where it could be several, or none.
#[must_use]
pub fn recognise(path: &Path) -> Option<Source> {
    if path.is_file() {
        return of_file(path);
    }
    let has = |names: &[&str]| names.iter().any(|name| path.join(name).exists());
    let named = [
        (&["docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs"][..], Source::Docusaurus),
        (&["mkdocs.yml", "mkdocs.yaml"], Source::Mkdocs),
        (&[".gitbook.yaml", "SUMMARY.md", "book.json"], Source::Gitbook),
        (&["hugo.toml", "hugo.yaml", "hugo.json", "archetypes"], Source::Hugo),
        (&["_config.yml", "_config.yaml", "_posts"], Source::Jekyll),
        (&[".obsidian"], Source::Obsidian),
    ];
    if let Some((_, source)) = named.into_iter().find(|(names, _)| has(names)) {
        return Some(source);
    }
    let files = ignore::WalkBuilder::new(path).standard_filters(false).hidden(true).build();
    let files: Vec<_> =
        files.flatten().map(ignore::DirEntry::into_path).filter(|path| path.is_file()).take(MAX_FILES).collect();
    let ending = |path: &Path| path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let count = |endings: &[&str]| files.iter().filter(|path| endings.contains(&ending(path).as_str())).count();
    let (json, html, markdown) =
        (count(&["json", "jsonl"]), count(&["html", "htm"]), count(&["md", "mdx", "markdown"]));
    let is_notion = |path: &&std::path::PathBuf| {
        ["md", "html", "csv"].contains(&ending(path).as_str())
            && path
                .file_stem()
                .and_then(|stem| stem.to_str())
                .is_some_and(|stem| stem.contains(' ') && notion_id(stem).is_some())
    };
    if files.iter().filter(is_notion).count() * 2 > html + markdown {
        return Some(Source::Notion);
    }
    match (json, html, markdown) {
        (1.., _, 0) => files.iter().filter(|path| ending(path).starts_with("json")).find_map(|path| of_file(path)),
        (_, 1.., 0) => Some(Source::Html),
        (_, _, 1..) if markdown > html => Some(Source::Markdown),
        _ => None,
    }
}

fn of_file(path: &Path) -> Option<Source> {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    match ending.as_str() {
        "html" | "htm" | "xhtml" => Some(Source::Html),
        "json" | "jsonl" | "ndjson" => {
            let mut start = Vec::new();
            fs::File::open(path).ok()?.take(LOOKED_AT).read_to_end(&mut start).ok()?;
            let start = String::from_utf8_lossy(&start);
            let has = |names: &[&str]| names.iter().any(|name| start.contains(name));
            if has(&["\"section_id\"", "/api/v2/help_center/", "\"user_segment_id\""]) {
                Some(Source::Zendesk)
            } else if has(&["\"translated_content\"", "\"workspace_id\"", "intercom"]) {
                Some(Source::Intercom)
            } else {
                None
            }
        }
        _ => None,
    }
}
