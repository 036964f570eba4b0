//! Addresses and keys of a language's articles: each has its own.
//!
//! Of several articles with one address the first keeps it: one whose settings name it before all others, then the one
//! nearest to the language's folder, then the first by its path, so that a new file changes no address of an old one more
//! often than it must. The others get the names of their folders before it, as many as are needed, and a number where
//! that does not help.

use std::{
    collections::{HashMap, HashSet},
    path::Path,
};

use super::draft::{Draft, full_key, slug_of};
use crate::{
    knowledge::Slug,
    studio::{
        Diagnostic, Place,
        entries::setting,
        front_matter::{Fenced, find},
        grouped::Grouped,
        readable::without_id,
    },
};

/// Gives every article an address of its own.
pub(super) fn addresses(drafts: &mut [Draft], grouped: &mut Grouped) {
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_cached_key(|&number| {
        let draft = drafts.get(number)?;
        let inside = &draft.inside;
        Some((!draft.has_own_slug(), inside.iter().count(), inside.with_extension(""), !is_md(inside), inside.clone()))
    });
    let mut owners: HashMap<Slug, usize> = HashMap::new();
    let mut later = Vec::new();
    for number in order {
        let Some(draft) = drafts.get(number) else { continue };
        match owners.get(&draft.slug) {
            None => drop(owners.insert(draft.slug.clone(), number)),
            Some(&owner) => later.push((number, owner)),
        }
    }
    // How often a number was needed behind an address: without it a thousand equal names would take a million steps.
    let mut numbers: HashMap<String, u32> = HashMap::new();
    for (number, owner) in later {
        let (Some(draft), Some(other)) = (drafts.get(number), drafts.get(owner)) else { continue };
        let slug = free(draft, &owners, &mut numbers);
        grouped.add("duplicate-slug", "", || clash(draft, other, &slug));
        owners.insert(slug.clone(), number);
        if let Some(draft) = drafts.get_mut(number) {
            draft.slug = slug;
        }
    }
}

fn is_md(file: &Path) -> bool {
    file.extension().is_some_and(|ending| ending == "md")
}

/// An address that is not taken, made of an article's own and its folders' names.
fn free(draft: &Draft, owners: &HashMap<Slug, usize>, numbers: &mut HashMap<String, u32>) -> Slug {
    let mut base = draft.slug.to_string();
    let name = |folder: &Path| Some(folder.file_name()?.to_string_lossy().into_owned());
    let mut folders: Vec<_> = draft.inside.ancestors().skip(1).filter_map(name).collect();
    // The address of an `index.md` is its folder's name already.
    if folders.first().and_then(|folder| slug_of(without_id(folder))).as_ref() == Some(&draft.slug) {
        folders.remove(0);
    }
    for folder in folders {
        let longer = slug_of(without_id(&folder)).and_then(|folder| Slug::new(&format!("{folder}-{base}")).ok());
        // An address has an end.
        let Some(longer) = longer else { break };
        if !owners.contains_key(&longer) {
            return longer;
        }
        base = longer.to_string();
    }
    let base: String = base.chars().take(88).collect();
    let base = base.trim_end_matches('-');
    let last = numbers.entry(base.to_owned()).or_insert(1);
    loop {
        *last += 1;
        match Slug::new(&format!("{base}-{last}")) {
            Ok(slug) if owners.contains_key(&slug) => {}
            Ok(slug) => return slug,
            Err(_) => return draft.slug.clone(),
        }
    }
}

fn clash(draft: &Draft, other: &Draft, slug: &Slug) -> Diagnostic {
    let fence = find(&draft.text).map_or("---", |Fenced { fence, .. }| fence);
    Diagnostic::note(
        "duplicate-slug",
        Some(Place::new(&draft.file, &draft.text, draft.span())),
        format!("the address `{}` is taken by `{}`: `{slug}` is this one's", draft.slug, other.file.display()),
        format!("it stays so; to choose another one, add a line `{}`", setting(fence, "slug", slug.as_str())),
    )
}

/// Gives every article a key of its own: the one of `a.md` is `a`, and that of `a/index.md` is its folder's where that is
/// free.
pub(super) fn keys(drafts: &mut [Draft], grouped: &mut Grouped) {
    let rank = |draft: &Draft| {
        let stem = draft.inside.with_extension("").file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        let index = ["_index", "readme", "index"].iter().position(|name| *name == stem).map_or(0, |at| 3 - at);
        (index, !is_md(&draft.inside))
    };
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_cached_key(|&number| drafts.get(number).map(|draft| (rank(draft), draft.inside.clone())));
    let mut taken: HashSet<String> = HashSet::new();
    for number in order {
        let Some(draft) = drafts.get_mut(number) else { continue };
        if taken.insert(draft.key.clone()) {
            continue;
        }
        let ending = draft.inside.extension().unwrap_or_default().to_string_lossy().into_owned();
        let full = full_key(&draft.inside);
        let candidates = [full.clone(), format!("{full}.{ending}")];
        let key =
            candidates.into_iter().find(|key| !taken.contains(key)).unwrap_or_else(|| draft.file.display().to_string());
        grouped.add("article-key", "", || {
            let message = format!("settings name another file by `{}` already: this one is `{key}`", draft.key);
            let help = "nothing is lost; give one of the two files another name to tell them apart";
            Diagnostic::note("article-key", Some(Place::new(&draft.file, "", 0..0)), message, help)
        });
        taken.insert(key.clone());
        draft.key = key;
    }
}
