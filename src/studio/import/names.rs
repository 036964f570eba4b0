//! Names of the files and folders that are written: of titles, safe on every system, each once in its folder.
//!
//! Nothing of an export reaches a path in another way: a name is letters, digits and hyphens.

use std::collections::{HashMap, HashSet};

use crate::knowledge::slugify;

/// Characters of a name; file systems take 255 bytes.
const MAX_CHARS: usize = 60;
/// Names that mean something else: to Windows, to Nightdesk, or to other programs for folders of Markdown.
const TAKEN: [&str; 34] = [
    "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt0",
    "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "index", "readme", "summary", "notices",
    "synonyms", "media", "static", "public", "assets", "nightdesk",
];

/// The names of one folder so far.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: HashSet<String>,
    /// The last number that made a name another one.
    numbers: HashMap<String, u32>,
}

impl Names {
    /// A name made of a title that nothing else in the folder has; `otherwise` where the title has no letters.
    pub(super) fn name(&mut self, title: &str, otherwise: &str) -> String {
        let base = short(&slugify(title));
        let base = if base.is_empty() { short(&slugify(otherwise)) } else { base };
        let base = if base.is_empty() { "page".to_owned() } else { base };
        let base = if TAKEN.contains(&base.as_str()) { format!("{base}-page") } else { base };
        self.free(&base, "")
    }

    /// The name with its ending, and with a number where it is taken.
    fn free(&mut self, base: &str, ending: &str) -> String {
        let mut name = format!("{base}{ending}");
        while !self.taken.insert(name.clone()) {
            let number = self.numbers.entry(format!("{base}{ending}")).or_insert(1);
            *number += 1;
            name = format!("{base}-{number}{ending}");
        }
        name
    }

    /// A name for a file of an export, with its ending.
    pub(super) fn file(&mut self, name: &str, ending: &str) -> String {
        let base = short(&slugify(name));
        let base = if base.is_empty() { "picture".to_owned() } else { base };
        let base = if TAKEN.contains(&base.as_str()) { format!("{base}-file") } else { base };
        self.free(&base, &format!(".{ending}"))
    }
}

/// A name cut between two words.
fn short(slug: &str) -> String {
    let Some((end, _)) = slug.char_indices().nth(MAX_CHARS) else { return slug.to_owned() };
    let cut = slug.get(..end).unwrap_or_default();
    let whole = slug.get(end..).is_some_and(|rest| rest.starts_with('-'));
    let words = if whole { Some(cut) } else { cut.rsplit_once('-').map(|(words, _)| words) };
    words.filter(|words| words.chars().count() > MAX_CHARS / 2).unwrap_or(cut).trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// No title may write a file outside of the folder, over another one, or one that Windows cannot have.
    #[test]
    fn names_are_safe() {
        let mut names = Names::default();
        for (title, expected) in [
            ("Jak zwrócić paczkę?", "jak-zwrocic-paczke"),
            ("JAK ZWRÓCIĆ PACZKĘ", "jak-zwrocic-paczke-2"),
            ("../../etc/passwd", "etc-passwd"),
            ("/abs", "abs"),
            ("C:\\Windows\\x", "c-windows-x"),
            ("NUL", "nul-page"),
            ("con.md", "con-md"),
            ("index", "index-page"),
            ("a\0b...", "a-b"),
            ("???", "article-7"),
            ("返品したい", "返品したい"),
            ("", "article-7-2"),
        ] {
            assert_eq!(names.name(title, "Article 7"), expected, "{title}");
        }
        let long = names.name(&"bardzo długi tytuł ".repeat(20), "");
        assert!(long.chars().count() <= MAX_CHARS && long.ends_with("tytul"), "{long}");
        assert_eq!(names.file("Zrzut ekranu (1)", "png"), "zrzut-ekranu-1.png");
        assert_eq!(names.file("zrzut-ekranu-1", "png"), "zrzut-ekranu-1-2.png");
        assert_eq!(names.file("..", "png"), "picture.png");
    }
}
