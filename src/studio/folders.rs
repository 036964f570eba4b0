//! The languages of a content folder, and the folder of each.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use super::{Config, Diagnostic, LoadOptions, config::at, guess, inventory::SourceFile, source_text};
use crate::{
    language::{Lang, fold},
    text::Strings,
};

/// The languages of a content folder.
#[derive(Debug, Default)]
pub(super) struct Languages {
    /// With their folders, the default first.
    pub(super) list: Vec<(Lang, PathBuf)>,
    /// Whether they were found by the names of folders, because no settings name them.
    pub(super) guessed: bool,
}

/// The two-letter codes of ISO 639-1. A folder `tv` or `pc` is a category.
const CODES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de \
dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it \
iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd \
ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su \
sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// The languages and their folders: as configured, else folders named like languages, else the folder itself.
pub(super) fn languages(
    root: &Path,
    config: &Config,
    source: &str,
    files: &[SourceFile],
    options: &LoadOptions,
    diagnostics: &mut Vec<Diagnostic>,
) -> Languages {
    let top: BTreeSet<&Path> =
        files.iter().filter_map(|file| file.name.parent()?.iter().next().map(Path::new)).collect();
    let mut out = Languages::default();
    for name in &config.site.languages {
        let typed = name.get_ref();
        let folder = PathBuf::from(typed);
        let Some(lang) = Lang::new(typed).filter(|_| top.contains(folder.as_path())) else {
            let near = top.iter().find(|near| fold(&near.to_string_lossy()) == fold(typed));
            let help = match near {
                Some(near) => format!("the folder is called `{}`: give both the same name", near.display()),
                None => format!(
                    "put Markdown files into a folder `{typed}` beside nightdesk.toml, or take the language out of the list"
                ),
            };
            let message = format!("there is no content in the language `{typed}`");
            diagnostics.push(Diagnostic::error("language", at(source, name.span()), message, help));
            continue;
        };
        if out.list.iter().any(|(known, _)| *known == lang) {
            let message = format!("the language `{typed}` stands twice");
            diagnostics.push(Diagnostic::error("language", at(source, name.span()), message, "take one out"));
            continue;
        }
        out.list.push((lang, folder));
    }
    if !config.site.languages.is_empty() {
        return out;
    }
    let code =
        |folder: &Path| folder.to_str().filter(|name| CODES.split(' ').any(|code| code == *name)).and_then(Lang::new);
    out.list.extend(top.into_iter().filter_map(|folder| Some((code(folder)?, folder.to_owned()))));
    out.guessed = !out.list.is_empty();
    if out.list.is_empty() {
        // A file that cannot be read is reported when the language is read.
        let text = |file: &SourceFile| source_text::read(&root.join(&file.disk), &file.name, &mut Vec::new()).ok();
        let sample: String = files.iter().take(40).filter_map(text).collect();
        let lang = options.lang.clone().or_else(|| guess::language_of(&sample));
        out.list.extend(lang.map(|lang| (lang, PathBuf::new())));
    }
    out
}

/// A folder's name as a title.
pub(super) fn category_title(key: &str, lang: &Lang) -> String {
    let words = key.replace(['-', '_'], " ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => Strings::of(lang.as_str()).help.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A code that is left out or mistyped makes a language a category.
    #[test]
    fn codes_are_sorted_and_whole() {
        let codes: Vec<_> = CODES.split(' ').collect();
        assert!(codes.is_sorted() && codes.iter().all(|code| code.len() == 2) && codes.len() == 184, "{}", codes.len());
    }
}
