//! The languages that `nightdesk.toml` names.

use std::path::{Path, PathBuf};

use toml::Spanned;

use super::{
    files::{Content, Detected},
    scope::{self, Scope},
};
use crate::{
    language::Lang,
    studio::{
        Config, Diagnostic, codes,
        config::at,
        inventory::SourceFile,
        nearest_name,
        summary::{Found, Reason},
    },
};

/// Everything in one language, `[site] language`.
pub(super) fn single(
    scope: Scope,
    name: &Spanned<String>,
    source: &str,
    left: &mut Vec<(Reason, PathBuf)>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Detected> {
    let typed = name.get_ref();
    let Scope { base, content, translated, left: more } = scope;
    left.extend(more);
    let Some(lang) = language(typed) else {
        let message = format!("`{typed}` is no code of a language");
        let help = "write a code such as `pl`, `en` or `pt-BR`";
        diagnostics.push(Diagnostic::error("language", at(source, name.span()), message, help));
        return Vec::new();
    };
    let mut out = vec![Detected { lang: Some(lang.clone()), found: Found::Settings, folder: base, files: content }];
    for (name, (folder, files)) in translated {
        let own = codes::language(&name).is_some_and(|code| code == lang);
        match out.first_mut().filter(|first| own && first.files.is_empty()) {
            Some(first) => (first.folder, first.files) = (folder, files),
            None => left.extend(files.into_iter().map(|file| (Reason::NoLanguage, file.source.name))),
        }
    }
    out
}

/// Several languages, `[site] languages`: folders at the top first, then what is found by other names. `find` looks for
/// all languages.
pub(super) fn several(
    all: &[SourceFile],
    config: &Config,
    source: &str,
    left: &mut Vec<(Reason, PathBuf)>,
    diagnostics: &mut Vec<Diagnostic>,
    find: impl FnOnce() -> (Vec<Detected>, Vec<(Reason, PathBuf)>),
) -> Vec<Detected> {
    let mut wanted: Vec<(&Spanned<String>, Lang)> = Vec::new();
    for name in &config.site.languages {
        let typed = name.get_ref();
        let mut error = |message: String, help: String| {
            diagnostics.push(Diagnostic::error("language", at(source, name.span()), message, help));
        };
        match language(typed) {
            Some(lang) if wanted.iter().any(|(_, known)| *known == lang) => {
                error(format!("the language `{typed}` stands twice"), "take one out".into());
            }
            Some(lang) => wanted.push((name, lang)),
            None => error(missing(typed), help(typed, all)),
        }
    }
    let mut out: Vec<Option<Detected>> =
        wanted.iter().map(|(name, lang)| in_folder(Path::new(""), name.get_ref(), lang, all)).collect();
    let mut reasons = Vec::new();
    if out.iter().any(Option::is_none) {
        let (mut found, more) = find();
        reasons = more;
        for ((name, lang), slot) in wanted.iter().zip(&mut out).filter(|(_, slot)| slot.is_none()) {
            let position = found.iter().position(|language| language.lang.as_ref() == Some(lang));
            *slot = match position {
                Some(position) => Some(found.remove(position)),
                None => nearest_folder(name.get_ref(), lang, all),
            };
        }
        // What has translations and no name is the language that has no folder.
        let mut missing = wanted.iter().zip(&mut out).filter(|(_, slot)| slot.is_none());
        if let (Some(((_, lang), slot)), None) = (missing.next(), missing.next())
            && found.len() == 1
            && wanted.len() > 1
            && let Some(rest) = found.pop().filter(|rest| !matches!(rest.found, Found::Folder | Found::FileName))
        {
            *slot = Some(Detected { lang: Some(lang.clone()), found: Found::Settings, ..rest });
        }
    }
    for ((name, _), _) in wanted.iter().zip(&out).filter(|(_, slot)| slot.is_none()) {
        let typed = name.get_ref();
        diagnostics.push(Diagnostic::error("language", at(source, name.span()), missing(typed), help(typed, all)));
    }
    let out: Vec<Detected> = out.into_iter().flatten().collect();
    let taken: std::collections::HashSet<&Path> =
        out.iter().flat_map(|language| &language.files).map(|file| file.source.name.as_path()).collect();
    let known: std::collections::HashMap<PathBuf, Reason> =
        reasons.into_iter().map(|(reason, name)| (name, reason)).collect();
    for file in all.iter().filter(|file| !taken.contains(file.name.as_path())) {
        let content = Content { source: file.clone(), path: file.name.clone() };
        let reason = known.get(&file.name).cloned().unwrap_or_else(|| scope::reason_beside(&content));
        left.push((reason, file.name.clone()));
    }
    out
}

/// The folders at the top that are named as languages, where the settings that name them cannot be read: that a mistake
/// there makes articles of one language out of all of them must not be told as well.
pub(super) fn probable(all: &[SourceFile], left: &mut Vec<(Reason, PathBuf)>) -> Vec<Detected> {
    let tops =
        all.iter().filter(|file| file.name.iter().count() > 1).filter_map(|file| file.name.iter().next()?.to_str());
    let tops: std::collections::BTreeSet<&str> = tops.collect();
    let named = tops.into_iter().filter_map(|top| Some((top, codes::language(top)?)));
    let out: Vec<Detected> = named.filter_map(|(top, lang)| in_folder(Path::new(""), top, &lang, all)).collect();
    let taken: std::collections::HashSet<&Path> =
        out.iter().flat_map(|language| &language.files).map(|file| file.source.name.as_path()).collect();
    if !out.is_empty() {
        let rest = all.iter().filter(|file| !taken.contains(file.name.as_path()));
        left.extend(rest.map(|file| (Reason::NoLanguage, file.name.clone())));
    }
    out
}

/// The language of a code as it was typed. Codes that do not exist are taken as well: somebody has asked for them.
fn language(typed: &str) -> Option<Lang> {
    codes::language(typed).or_else(|| Lang::new(&typed.replace('_', "-")))
}

/// Whether a folder is the one that was named: case and the sign between the parts of a code do not count.
fn is_named(folder: &str, typed: &str) -> bool {
    folder.to_lowercase().replace('_', "-") == typed.to_lowercase().replace('_', "-")
}

/// The files of the folder of a language in another one.
fn in_folder(parent: &Path, typed: &str, lang: &Lang, all: &[SourceFile]) -> Option<Detected> {
    let mut out =
        Detected { lang: Some(lang.clone()), found: Found::Settings, folder: PathBuf::new(), files: Vec::new() };
    for file in all {
        let Ok(below) = file.name.strip_prefix(parent) else { continue };
        let mut parts = below.iter();
        let Some(name) = parts.next().and_then(|name| name.to_str()).filter(|name| is_named(name, typed)) else {
            continue;
        };
        let path = parts.as_path().to_owned();
        if path.as_os_str().is_empty() {
            continue;
        }
        if out.files.is_empty() {
            out.folder = parent.join(name);
        }
        out.files.push(Content { source: file.clone(), path });
    }
    (!out.files.is_empty()).then_some(out)
}

/// The folder of that name that is nearest to the top.
fn nearest_folder(typed: &str, lang: &Lang, all: &[SourceFile]) -> Option<Detected> {
    let parents = all.iter().filter_map(|file| {
        let parts: Vec<&str> = file.name.parent()?.iter().filter_map(|part| part.to_str()).collect();
        let at = parts.iter().take(4).position(|part| is_named(part, typed))?;
        Some((at, parts.iter().take(at).collect::<PathBuf>()))
    });
    let (_, parent) = parents.min()?;
    in_folder(&parent, typed, lang, all)
}

fn missing(typed: &str) -> String {
    format!("there is no content in the language `{typed}`")
}

fn help(typed: &str, all: &[SourceFile]) -> String {
    let tops = all.iter().filter_map(|file| file.name.parent()?.iter().next()?.to_str());
    let tops: std::collections::BTreeSet<&str> = tops.filter(|top| codes::language(top).is_some()).collect();
    let lower: Vec<String> = tops.iter().map(|top| top.to_lowercase()).collect();
    let same = lower.iter().find(|top| codes::same_language(top, &typed.to_lowercase())).map(String::as_str);
    let near = same.or_else(|| nearest_name(typed, lower.iter().map(String::as_str)));
    match tops.iter().find(|top| near == Some(&top.to_lowercase())) {
        Some(near) => format!("there is a folder `{near}`: write its name, or take the language out of the list"),
        None => format!(
            "put Markdown files into a folder `{typed}` beside nightdesk.toml, or take the language out of the list; where \
             all content is in this language, write `language = \"{typed}\"` instead"
        ),
    }
}
