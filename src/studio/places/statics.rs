//! The folders whose files stand at the root of a site's addresses: those that generators have, those of the project
//! that a content folder is a part of, and those that the settings name.

use std::{
    fs,
    path::{Component, Path, PathBuf},
};

use crate::studio::{Config, Diagnostic, config::at, source_text::inside};

/// How generators call them; some have them in the folder of the documents.
const STATIC: &[&str] = &["static", "public", "assets", "source", ".vuepress/public", ".gitbook/assets"];
const ABOVE: &[&str] = &["", "docs", "content", "src", "website", "site"];
/// Folders of a project that are published with its content.
const OF_PROJECT: &[&str] = &[
    "static", "public", "assets", "images", "img", "media", "files", "uploads", "src/assets", "src/static",
    ".gitbook/assets",
];
/// Settings of generators, without their endings, that say that a folder is a project.
const SETTINGS: &[&str] = &[
    "hugo", "docusaurus.config", "mkdocs", "_config", "astro.config", "next.config", "nuxt.config", "gatsby-config",
    "eleventy.config", ".eleventy", "svelte.config", ".gitbook", "book",
];
/// The same, which other programs have, too: where the content is in a folder `content` only.
const SHARED: &[&str] = &["config", "config/_default/hugo", "config/_default/config"];
const ENDINGS: &[&str] = &["toml", "yaml", "yml", "json", "js", "mjs", "cjs", "ts", "mts"];
/// The settings of a project are looked for so many folders above.
const NEAR: usize = 3;
/// Names with a dot that hold pictures and documents. Others are a program's own, and may hold its secrets.
const HIDDEN: &[&str] = &[".gitbook", ".attachments", ".vuepress", ".vitepress"];

/// Whether a path goes through a hidden folder, or names a hidden file, that is no part of a site.
pub(in crate::studio) fn is_hidden(path: &Path) -> bool {
    path.components().any(|part| match part {
        Component::Normal(name) => {
            name.to_string_lossy().starts_with('.') && !HIDDEN.iter().any(|known| *known == name)
        }
        _ => false,
    })
}

/// All static folders, by their paths from the content folder, those of the settings first.
pub(super) fn folders(root: &Path, config: &Config, source: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<PathBuf> {
    let mut out = Vec::new();
    let mut add = |path: PathBuf| {
        if !out.contains(&path) {
            out.push(path);
        }
    };
    for setting in &config.site.static_folders {
        match named(root, setting.get_ref()) {
            Ok(path) => add(path),
            Err((message, help)) => {
                diagnostics.push(Diagnostic::warning("static", at(source, setting.span()), message, help));
            }
        }
    }
    let inner = ABOVE.iter().flat_map(|above| STATIC.iter().map(move |name| Path::new(above).join(name)));
    inner.filter(|path| root.join(path).is_dir() && inside(root, &root.join(path))).for_each(&mut add);
    of_project(root).into_iter().for_each(add);
    out
}

/// A folder that the settings name. One outside of the content folder has to be in the same project: settings that
/// came in a pull request must not publish files of the machine that builds.
fn named(root: &Path, typed: &str) -> Result<PathBuf, (String, String)> {
    let from_here = "write the path from nightdesk.toml: `static = [\"../static\"]`";
    let path = normal(Path::new(typed.trim())).filter(|path| !path.as_os_str().is_empty() && !is_hidden(path));
    let Some(path) = path else {
        return Err((format!("`{typed}` is no path of a folder with pictures"), from_here.into()));
    };
    let full = root.join(&path);
    if !full.is_dir() {
        return Err((format!("there is no folder `{typed}`"), from_here.into()));
    }
    let project = project_folder(root).filter(|project| inside(project, &full));
    if project.is_none_or(|project| fs::canonicalize(&full).is_ok_and(|full| project.starts_with(full))) {
        let help = "name a folder in the project of the content, or put a copy there";
        return Err((format!("`{typed}` is not inside of the project that the content is a part of"), help.into()));
    }
    Ok(path)
}

/// A path with `..` only at its beginning; `None` where it begins at a root or a drive.
fn normal(path: &Path) -> Option<PathBuf> {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::Normal(name) => out.push(name),
            Component::ParentDir if out.file_name().is_some() => drop(out.pop()),
            Component::ParentDir => out.push(".."),
            Component::CurDir => {}
            Component::Prefix(_) | Component::RootDir => return None,
        }
    }
    Some(out)
}

/// The repository that a content folder is in, else the folder above it.
fn project_folder(root: &Path) -> Option<PathBuf> {
    let root = fs::canonicalize(root).ok()?;
    let repository = root.ancestors().take(NEAR + 2).find(|folder| folder.join(".git").exists());
    repository.or(root.parent()).map(Path::to_owned)
}

/// The static folders of the project that a content folder is a part of, where a generator's settings say that it is
/// one, or the names of both folders. What lies there is published by that generator, too.
fn of_project(root: &Path) -> Vec<PathBuf> {
    let Ok(full) = fs::canonicalize(root) else { return Vec::new() };
    let is_content = full.iter().any(|part| part == "content");
    let mut above = PathBuf::new();
    for folder in full.ancestors().skip(1).take(NEAR) {
        above.push("..");
        let has = |name: &&str| ENDINGS.iter().any(|ending| folder.join(format!("{name}.{ending}")).is_file());
        let is_project = SETTINGS.iter().any(&has)
            || is_content && SHARED.iter().any(has)
            || folder.join(".gitbook/assets").is_dir();
        if is_project {
            let own = |name: &&&str| is_own(&full, &folder.join(name));
            return OF_PROJECT.iter().filter(own).map(|name| above.join(name)).collect();
        }
    }
    let called = |name: &str| full.file_name().is_some_and(|own| own == name);
    let beside = |name: &&str| full.parent().is_some_and(|above| is_own(&full, &above.join(name)));
    let names: &[&str] = if called("docs") || called("content") { &["static", "public"] } else { &[] };
    names.iter().filter(|name| beside(name)).map(|name| Path::new("..").join(name)).collect()
}

/// Whether a folder of a project is no link, and not one that the content itself is in.
fn is_own(content: &Path, folder: &Path) -> bool {
    folder.is_dir() && fs::canonicalize(folder).is_ok_and(|real| real == folder) && !content.starts_with(folder)
}
