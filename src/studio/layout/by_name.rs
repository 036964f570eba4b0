//! Languages by the names of files: `index.pl.md`, `page.pt-BR.md`, `page_pl.md`.
//!
//! `draw.io.md` and `guide_it.md` end with codes as well. An ending counts where the same name is there with another one
//! or with none, or where nearly all files have one, and where the text does not plainly say otherwise.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    path::{Path, PathBuf},
};

use super::{
    by_folder::contradicts,
    files::{Content, Detected},
    texts::Texts,
};
use crate::{
    language::Lang,
    studio::{codes, summary::Found},
};

/// The name of a file taken apart.
#[derive(Debug, PartialEq, Eq)]
struct Named {
    /// The path without the code.
    path: PathBuf,
    lang: Lang,
    /// Whether a dot stands before the code; else `_`.
    dot: bool,
}

/// Divides content by the names of files, those without a code first; gives it back where the names say nothing.
pub(super) fn by_name(content: Vec<Content>, texts: &Texts<'_>) -> Result<Vec<Detected>, Vec<Content>> {
    let named: Vec<Option<Named>> = content.iter().map(|file| named(&file.path)).collect();
    let mut spellings: HashMap<PathBuf, usize> = HashMap::new();
    for (file, named) in content.iter().zip(&named) {
        let path = named.as_ref().map_or(&file.path, |named| &named.path);
        *spellings.entry(path.with_extension("")).or_default() += 1;
    }
    let with_dot = named.iter().flatten().filter(|named| named.dot).count();
    let nearly_all = with_dot * 5 >= content.len() * 4;
    let mut groups: BTreeMap<(&Lang, bool), Vec<(&Content, bool)>> = BTreeMap::new();
    for (file, named) in content.iter().zip(&named) {
        if let Some(Named { path, lang, dot }) = named {
            let has_twin = spellings.get(&path.with_extension("")).is_some_and(|count| *count > 1);
            groups.entry((lang, *dot)).or_default().push((file, has_twin));
        }
    }
    let counts = |((lang, dot), files): (&(&Lang, bool), &Vec<(&Content, bool)>)| {
        let twins = files.iter().filter(|(_, has_twin)| *has_twin).count();
        let files: Vec<&Content> = files.iter().map(|(file, _)| *file).collect();
        let is_language = if *dot {
            (twins > 0 || nearly_all) && (twins > 2 || !contradicts(lang.as_str(), &files, texts))
        } else {
            let seen =
                || texts.guess(&files).is_some_and(|guess| codes::same_language(lang.as_str(), guess.lang.as_str()));
            twins * 2 >= files.len() && twins > 0 && (twins > 2 || seen())
        };
        is_language.then(|| ((*lang).clone(), *dot))
    };
    let accepted: BTreeSet<(Lang, bool)> = groups.iter().filter_map(counts).collect();
    if accepted.is_empty() {
        return Err(content);
    }
    let mut out = vec![Detected { lang: None, found: Found::Text, folder: PathBuf::new(), files: Vec::new() }];
    for (file, named) in content.into_iter().zip(named) {
        let Some(Named { path, lang, .. }) = named.filter(|named| accepted.contains(&(named.lang.clone(), named.dot)))
        else {
            if let Some(first) = out.first_mut() {
                first.files.push(file);
            }
            continue;
        };
        let file = Content { path, ..file };
        match out.iter_mut().find(|found| found.lang.as_ref() == Some(&lang)) {
            Some(found) => found.files.push(file),
            None => {
                let folder = PathBuf::new();
                out.push(Detected { lang: Some(lang), found: Found::FileName, folder, files: vec![file] });
            }
        }
    }
    out.retain(|found| !found.files.is_empty());
    Ok(out)
}

/// The code at the end of a file's name.
fn named(path: &Path) -> Option<Named> {
    let (stem, end) = (path.file_stem()?.to_str()?, path.extension()?.to_str()?);
    let at = |sign: char, parts: usize| {
        let at = stem.rmatch_indices(sign).nth(parts - 1)?.0;
        let (name, code) = (stem.get(..at)?, stem.get(at + 1..)?);
        let lang = codes::language(code).filter(|_| !name.is_empty())?;
        Some(Named { path: path.with_file_name(format!("{name}.{end}")), lang, dot: sign == '.' })
    };
    at('.', 1).or_else(|| at('_', 2)).or_else(|| at('_', 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names of translations are written in more ways than one.
    #[test]
    fn codes_in_names() {
        for (name, path, lang, dot) in [
            ("a/index.pl.md", "a/index.md", "pl", true),
            ("page.pt-BR.mdx", "page.mdx", "pt-br", true),
            ("page.zh_CN.md", "page.md", "zh-cn", true),
            ("page_pt_BR.md", "page.md", "pt-br", false),
            ("page_pl.md", "page.md", "pl", false),
            ("v1.2.pl.md", "v1.2.md", "pl", true),
        ] {
            let expected = Named { path: path.into(), lang: Lang::new(lang).unwrap(), dot };
            assert_eq!(named(Path::new(name)), Some(expected), "{name}");
        }
        for name in ["index.md", "node.js.md", "a-pl.md", ".pl.md", "_pl.md", "pl.md", "v1.2.md"] {
            assert_eq!(named(Path::new(name)), None, "{name}");
        }
    }
}
