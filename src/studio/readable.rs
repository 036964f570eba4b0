//! The name of a file or a folder as a title.
//!
//! An order number at its beginning goes where its neighbours have one, too: `2-factor-login` alone is no second file.
//! So does what exporting programs add: Notion's number at the end, Jekyll's day at the beginning. A name with blanks was
//! typed by a person, and stays as it is otherwise.

use std::{
    collections::{HashMap, HashSet},
    path::{Path, PathBuf},
};

/// A name as a title; empty where nothing is left of it. `is_numbered`: its neighbours have numbers, too.
pub(super) fn readable(name: &str, is_numbered: bool) -> String {
    let name = without_id(without_day(name.trim()));
    let name = match order_number(name) {
        Some((_, rest)) if is_numbered || is_padded(name) => rest,
        _ => name,
    };
    if name.contains(' ') {
        return name.trim().to_owned();
    }
    let words = name.replace(['-', '_'], " ");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// The number at the beginning of `01-install`, `2. Install` or `3_install`, and what follows it. Versions, days and
/// words such as `3d` have none.
pub(super) fn order_number(name: &str) -> Option<(u32, &str)> {
    let digits = name.len() - name.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = name.split_at_checked(digits)?;
    let words = rest.trim_start_matches(['-', '_', '.', ')', ' ', '–']);
    let is_word = words.starts_with(|c: char| c.is_alphabetic());
    (is_word && words.len() < rest.len() && digits <= 4).then_some((number.parse().ok()?, words))
}

/// Whether a number is written as only an order is: `01-install`, `2. Install`.
fn is_padded(name: &str) -> bool {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
    name.starts_with('0') || rest.starts_with(". ") || rest.starts_with(") ")
}

/// A name without the 32 hexadecimal digits that Notion puts behind it.
pub(super) fn without_id(name: &str) -> &str {
    let Some((words, id)) = name.rsplit_once([' ', '-']) else { return name };
    let is_id = id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()) && !words.trim().is_empty();
    if is_id { words.trim_end_matches([' ', '-']) } else { name }
}

/// A name without the day that begins the files of a blog: `2026-10-14-returns`.
fn without_day(name: &str) -> &str {
    let is_day = |day: &str| {
        day.bytes().enumerate().all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() })
    };
    let rest = name.get(..10).filter(|day| is_day(day)).and_then(|_| name.get(10..)?.strip_prefix(['-', '_', ' ']));
    rest.filter(|rest| !rest.is_empty()).unwrap_or(name)
}

/// Folders in which at least two files or folders begin with an order number.
pub(super) fn numbered_folders<'a>(files: impl Iterator<Item = &'a Path>) -> HashSet<PathBuf> {
    let mut seen: HashSet<&Path> = HashSet::new();
    let mut counts: HashMap<&Path, usize> = HashMap::new();
    for file in files {
        // A folder that was seen has been counted together with those above it.
        for path in file.ancestors().take_while(|path| !path.as_os_str().is_empty()) {
            if !seen.insert(path) {
                break;
            }
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if let (Some(_), Some(parent)) = (order_number(&name), path.parent()) {
                *counts.entry(parent).or_default() += 1;
            }
        }
    }
    counts.into_iter().filter(|(_, count)| *count > 1).map(|(folder, _)| folder.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A customer reads a title, and no name of a file.
    #[test]
    fn names_become_titles() {
        for (name, is_numbered, title) in [
            ("return-a-parcel", false, "Return a parcel"),
            ("return_a_parcel", false, "Return a parcel"),
            ("3-factory-reset", true, "Factory reset"),
            ("3-factory-reset", false, "3 factory reset"),
            ("03-factory-reset", false, "Factory reset"),
            ("2. Install", false, "Install"),
            ("2.install", true, "Install"),
            ("2-factor-login", false, "2 factor login"),
            ("2fa", true, "2fa"),
            ("3d-secure", true, "3d secure"),
            ("1.10-notes", true, "1.10 notes"),
            ("24-7", true, "24 7"),
            ("2026-10-14-new-shop", false, "New shop"),
            ("2026-10-14", false, "2026 10 14"),
            ("Kiedy dostanę zwrot pieniędzy", false, "Kiedy dostanę zwrot pieniędzy"),
            ("jak zwrócić - poradnik", false, "jak zwrócić - poradnik"),
            ("Zwroty 3f2a9c0b5d6e47f8a1b2c3d4e5f60718", false, "Zwroty"),
            ("jak-zwrocic-3f2a9c0b5d6e47f8a1b2c3d4e5f60718", false, "Jak zwrocic"),
            ("3f2a9c0b5d6e47f8a1b2c3d4e5f60718", false, "3f2a9c0b5d6e47f8a1b2c3d4e5f60718"),
            ("ładowarka", false, "Ładowarka"),
            ("FAQ", false, "FAQ"),
            ("___", false, ""),
            ("01", true, "01"),
        ] {
            assert_eq!(readable(name, is_numbered), title, "{name} {is_numbered}");
        }
    }

    /// One file whose name begins with a number says nothing about the others.
    #[test]
    fn folders_with_an_order() {
        let files = ["en/1-a/x.md", "en/2-b/x.md", "en/2-b/y.md", "en/c/2-factor.md", "en/d/1-a.md", "en/d/3-b.md"];
        let mut found: Vec<_> = numbered_folders(files.iter().map(Path::new)).into_iter().collect();
        found.sort();
        assert_eq!(found, [PathBuf::from("en"), PathBuf::from("en/d")]);
    }
}
