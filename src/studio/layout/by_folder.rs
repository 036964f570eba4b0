//! Languages by the names of folders: all of them are codes, or some repeat the files of the others.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    path::{Path, PathBuf},
};

use super::{
    files::{Content, Detected},
    texts::Texts,
};
use crate::{
    language::Lang,
    studio::{codes, guess, summary::Found},
};

/// Folders that hold files of articles, and no articles of their own.
const ATTACHMENTS: [&str; 8] = ["assets", "attachments", "images", "img", "media", "notices", "public", "static"];

/// Whether a folder says nothing about languages.
fn is_neutral(name: &str) -> bool {
    ATTACHMENTS.contains(&name) || name.starts_with('_')
}

/// Languages by a folder in the path of every file: at the top, or below topics (`guides/pl/`, `faq/pl/`).
pub(super) fn of_all(content: Vec<Content>, texts: &Texts<'_>) -> Result<(Vec<Detected>, Vec<Content>), Vec<Content>> {
    let depth = (0..3).find(|depth| {
        let mut names = BTreeSet::new();
        let fits = content.iter().all(|file| {
            if file.folders().next().is_some_and(is_neutral) {
                return true;
            }
            match file.folders().nth(*depth) {
                Some(name) => {
                    names.insert(name);
                    codes::language(name).is_some()
                }
                // At the top, what stands beside the folders of languages is told.
                None => *depth == 0,
            }
        });
        fits && names.len() > usize::from(*depth > 0)
    });
    let Some(depth) = depth else { return Err(content) };
    let mut groups: BTreeMap<String, Vec<&Content>> = BTreeMap::new();
    for file in content.iter().filter(|file| !file.folders().next().is_some_and(is_neutral)) {
        if let Some(name) = file.folders().nth(depth) {
            groups.entry(name.to_owned()).or_default().push(file);
        }
    }
    if are_topics(&groups, depth, texts) {
        return Err(content);
    }
    let mut by_lang: BTreeMap<Lang, Detected> = BTreeMap::new();
    let mut beside = Vec::new();
    for file in content {
        let name = file.folders().nth(depth).filter(|_| !file.folders().next().is_some_and(is_neutral));
        let Some((name, lang)) = name.and_then(|name| Some((name.to_owned(), codes::language(name)?))) else {
            beside.push(file);
            continue;
        };
        let path = without(&file.path, depth);
        let folder = file.path.iter().take(depth).map(PathBuf::from).next().unwrap_or_default();
        let folder = if depth == 0 { PathBuf::from(&name) } else { folder.join(&name) };
        let language = by_lang.entry(lang.clone()).or_insert_with(|| Detected {
            lang: Some(lang),
            found: Found::Folder,
            folder,
            files: Vec::new(),
        });
        language.files.push(Content { path, ..file });
    }
    let mut out: Vec<Detected> = by_lang.into_values().collect();
    // What is there in the folders of languages as well is the default language: `faq.md`, `de/faq.md`.
    let twins: HashSet<&Path> = out.iter().flat_map(|found| &found.files).map(|file| file.path.as_path()).collect();
    let has_twin = beside.iter().filter(|file| twins.contains(file.path.as_path())).count();
    let is_other = || {
        let guess = texts.guess(&beside.iter().collect::<Vec<_>>()).filter(|guess| guess.certain);
        guess.is_some_and(|guess| out.iter().all(|found| found.lang.as_ref() != Some(&guess.lang)))
    };
    let repeats = has_twin > 0 && has_twin * 2 >= beside.len() && (has_twin > 1 || is_other());
    // Much text in yet another language is no note for colleagues.
    let is_much = || beside.len() > 1 && beside.len() * 2 >= twins.len() && is_other();
    if depth == 0 && (repeats || is_much()) {
        let folder = PathBuf::new();
        out.insert(0, Detected { lang: None, found: Found::Text, folder, files: std::mem::take(&mut beside) });
    }
    Ok((out, beside))
}

/// A path without one of its folders.
fn without(path: &Path, depth: usize) -> PathBuf {
    path.iter().take(depth).chain(path.iter().skip(depth + 1)).collect()
}

/// Whether folders that are named as languages are topics: their texts are in another language, and they are no
/// translations of each other.
fn are_topics(groups: &BTreeMap<String, Vec<&Content>>, depth: usize, texts: &Texts<'_>) -> bool {
    let contradicted = groups.iter().filter(|(name, files)| contradicts(name, files, texts)).count();
    if contradicted * 2 < groups.len() || contradicted == 0 {
        return false;
    }
    let mut seen: HashMap<PathBuf, usize> = HashMap::new();
    for file in groups.values().flatten() {
        *seen.entry(without(&file.path, depth)).or_default() += 1;
    }
    let shared = seen.values().filter(|count| **count > 1).count();
    shared * 3 < seen.len()
}

/// Whether the text of some files is plainly in another language than a name says.
pub(super) fn contradicts(name: &str, files: &[&Content], texts: &Texts<'_>) -> bool {
    /// Languages that a machine takes for each other.
    const NEAR: [&[&str]; 5] = [
        &["cs", "sk"],
        &["da", "nb", "nn", "no", "sv"],
        &["hr", "sr", "sl", "bg"],
        &["uk", "ru", "be"],
        &["es", "ca", "pt"],
    ];
    let Some(guess) = texts.guess(files).filter(|guess| guess.certain) else { return false };
    let code = name.to_ascii_lowercase();
    let base = code.split(['-', '_', '@']).next().unwrap_or_default();
    let seen = guess.lang.as_str();
    let near = NEAR.iter().any(|all| all.contains(&base) && all.contains(&seen));
    // A language that is not known is taken for another one.
    !codes::same_language(base, seen) && !near && (guess::knows(base) || seen == "en")
}

/// The default language beside folders of its translations: `guide/a.md`, `pl/guide/a.md`.
pub(super) fn of_translations(content: Vec<Content>, texts: &Texts<'_>) -> Result<Vec<Detected>, Vec<Content>> {
    let named = |file: &Content| Some(file.folders().next()?.to_owned()).filter(|name| codes::language(name).is_some());
    let mut groups: BTreeMap<String, Vec<&Content>> = BTreeMap::new();
    let mut rest = Vec::new();
    for file in &content {
        match named(file) {
            Some(name) => groups.entry(name).or_default().push(file),
            None => rest.push(file),
        }
    }
    if groups.is_empty() || rest.is_empty() {
        return Err(content);
    }
    let twins: HashSet<&Path> = rest.iter().map(|file| file.path.as_path()).collect();
    let of_rest = texts.guess(&rest);
    let is_translation = |name: &String, files: &[&Content]| {
        let has_twin = files.iter().filter(|file| twins.contains(without(&file.path, 0).as_path())).count();
        let guess = texts.guess(files).filter(|guess| guess.certain);
        let as_named =
            guess.as_ref().is_some_and(|guess| codes::same_language(&name.to_lowercase(), guess.lang.as_str()));
        let other_text = as_named
            && of_rest.as_ref().is_some_and(|rest| rest.certain && guess.as_ref().is_some_and(|g| g.lang != rest.lang));
        let repeats =
            has_twin * 2 >= files.len() && (has_twin > 2 || (has_twin > 0 && !contradicts(name, files, texts)));
        other_text || repeats
    };
    let accepted: BTreeSet<String> =
        groups.iter().filter(|(name, files)| is_translation(name, files)).map(|(name, _)| name.clone()).collect();
    if accepted.is_empty() {
        return Err(content);
    }
    let mut out = vec![Detected { lang: None, found: Found::Text, folder: PathBuf::new(), files: Vec::new() }];
    for file in content {
        let Some((name, lang)) = named(&file)
            .filter(|name| accepted.contains(name))
            .and_then(|name| Some((name.clone(), codes::language(&name)?)))
        else {
            if let Some(first) = out.first_mut() {
                first.files.push(file);
            }
            continue;
        };
        let moved = Content { path: without(&file.path, 0), ..file };
        match out.iter_mut().find(|found| found.lang.as_ref() == Some(&lang)) {
            Some(found) => found.files.push(moved),
            None => {
                let folder = PathBuf::from(name);
                out.push(Detected { lang: Some(lang), found: Found::Folder, folder, files: vec![moved] });
            }
        }
    }
    Ok(out)
}
