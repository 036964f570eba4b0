//! Categories as a tree: which topic is part of which.
//!
//! A pack lists its categories parent first, each directly before all that is below it, and a category's key is the
//! path of its folder. So the keys alone say what is part of what: nothing else is shipped, and a site whose topics have
//! no topics pays nothing. Keys without a parent in the list (a pack is not trusted to have one) are topics of their own.
//!
//! The category with the empty key holds the articles that are in no folder: it is part of nothing, and nothing of it.

use alloc::vec::Vec;
use core::ops::Range;

use super::Category;

impl Category {
    /// Whether it is the category of a key, or one below that.
    #[must_use]
    pub fn is_within(&self, key: &str) -> bool {
        self.key == key || !key.is_empty() && is_below(&self.key, key)
    }
}

/// Whether a category is somewhere below another one, by their keys.
#[must_use]
pub fn is_below(key: &str, above: &str) -> bool {
    key.strip_prefix(above).is_some_and(|rest| rest.starts_with('/'))
}

/// The numbers of a category and all that is below it.
#[must_use]
pub fn subtree(categories: &[Category], number: usize) -> Range<usize> {
    let mut all = categories.iter().skip(number);
    let own = all.next().map_or("", |category| &category.key);
    number..number + 1 + all.take_while(|other| is_below(&other.key, own)).count()
}

/// The topics that a range of numbers consists of, each without those below it.
pub fn topics(categories: &[Category], range: Range<usize>) -> impl Iterator<Item = usize> {
    let mut next = range.start;
    core::iter::from_fn(move || {
        // What is in no folder is no topic.
        while categories.get(next).is_some_and(|category| category.key.is_empty()) {
            next += 1;
        }
        let number = next;
        next = subtree(categories, number).end;
        (number < range.end).then_some(number)
    })
}

/// The path to a category: its ancestors, the outermost first, and the category itself. Empty for what is in no folder.
pub fn category_path(categories: &[Category], number: usize) -> impl Iterator<Item = usize> {
    let key = categories.get(number).map_or("", |category| &category.key);
    let leads = move |above: &str| !key.is_empty() && (above == key || is_below(key, above));
    let upwards = categories.iter().enumerate().take(number + 1);
    upwards.filter(move |(_, category)| leads(&category.key)).map(|(number, _)| number)
}

/// The category directly above each category.
#[must_use]
pub fn parents(categories: &[Category]) -> Vec<Option<usize>> {
    let mut parents = Vec::with_capacity(categories.len());
    let mut above: Vec<(usize, &str)> = Vec::new();
    for (number, category) in categories.iter().enumerate() {
        while above.pop_if(|(_, key)| !is_below(&category.key, key)).is_some() {}
        parents.push(above.last().map(|(parent, _)| *parent));
        above.push((number, &category.key));
    }
    parents
}

/// How many articles some categories have.
#[must_use]
pub fn article_count(categories: &[Category], range: Range<usize>) -> usize {
    categories.get(range).unwrap_or_default().iter().map(|category| category.articles.len()).sum()
}

/// What the help offers before anything is asked.
#[derive(Debug, PartialEq, Eq)]
pub struct FirstScreen<'a> {
    /// The topics to choose from.
    pub topics: Vec<usize>,
    /// The category whose articles are listed beside them.
    pub listed: Option<&'a Category>,
}

/// Chooses it: all topics and the articles that are in none. Where everything is in one topic, nobody has to choose
/// it: its own topics and articles are offered at once.
#[must_use]
pub fn first_screen(categories: &[Category]) -> FirstScreen<'_> {
    let mut listed = categories.iter().find(|category| category.key.is_empty());
    let mut range = 0..categories.len();
    loop {
        let topics: Vec<usize> = topics(categories, range).collect();
        match topics.as_slice() {
            [only] if listed.is_none_or(|category| category.articles.is_empty()) => {
                listed = categories.get(*only);
                range = only + 1..subtree(categories, *only).end;
            }
            _ => return FirstScreen { topics, listed },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Categories by their keys, each with as many articles as are given.
    fn categories(keys: &[(&str, usize)]) -> Vec<Category> {
        let mut next = 0..;
        let category = |(key, count): &(&str, usize)| Category {
            key: (*key).into(),
            title: String::new(),
            description: String::new(),
            icon: String::new(),
            articles: next.by_ref().take(*count).collect(),
        };
        keys.iter().map(category).collect()
    }

    const SITE: [(&str, usize); 8] = [
        ("", 1),
        ("boards", 2),
        ("boards/nano", 0),
        ("boards/nano/power", 4),
        ("boards/uno", 8),
        ("boards-old", 16),
        ("cloud", 0),
        ("cloud/sketches", 32),
    ];

    /// A topic that counts or lists the articles of its neighbour sends visitors the wrong way.
    #[test]
    fn subtrees() {
        let all = categories(&SITE);
        for (number, end, count) in
            [(0, 1, 1), (1, 5, 14), (2, 4, 4), (3, 4, 4), (4, 5, 8), (5, 6, 16), (6, 8, 32), (7, 8, 32), (8, 9, 0)]
        {
            let range = subtree(&all, number);
            assert_eq!((range.clone(), article_count(&all, range)), (number..end, count), "{number}");
        }
    }

    /// A topic in the wrong place, or in two, cannot be found by going from one screen to the next.
    #[test]
    fn topics_of_topics() {
        let all = categories(&SITE);
        for (range, found) in [(0..8, &[1, 5, 6][..]), (2..5, &[2, 4]), (3..4, &[3]), (7..8, &[7]), (8..8, &[])] {
            assert_eq!(topics(&all, range.clone()).collect::<Vec<_>>(), found, "{range:?}");
        }
        // A pack that leaves out a parent, and one that is out of order: no topic is lost.
        for (keys, found) in [
            (&[("a/b", 1), ("a/c", 1)][..], &[0, 1][..]),
            (&[("a", 1), ("b", 1), ("a/b", 1)], &[0, 1, 2]),
            (&[("a", 1), ("", 1), ("b", 1)], &[0, 2]),
            (&[("a", 1), ("", 1)], &[0]),
            (&[("", 1)], &[]),
            (&[], &[]),
        ] {
            let all = categories(keys);
            assert_eq!(topics(&all, 0..all.len()).collect::<Vec<_>>(), found, "{keys:?}");
        }
    }

    /// A breadcrumb that misses a level, or names a neighbour, leads astray.
    #[test]
    fn paths() {
        let all = categories(&SITE);
        for (number, found) in
            [(0, &[][..]), (1, &[1]), (3, &[1, 2, 3]), (4, &[1, 4]), (5, &[5]), (7, &[6, 7]), (9, &[])]
        {
            assert_eq!(category_path(&all, number).collect::<Vec<_>>(), found, "{number}");
        }
    }

    /// The pages ask for all parents at once: they must be those that the breadcrumb names.
    #[test]
    fn all_parents() {
        let all = categories(&SITE);
        let found = parents(&all);
        assert_eq!(found, [None, None, Some(1), Some(2), Some(1), None, None, Some(6)]);
        for (number, parent) in found.into_iter().enumerate() {
            let path: Vec<usize> = category_path(&all, number).collect();
            assert_eq!(path.iter().rev().nth(1).copied(), parent);
        }
    }

    /// A first screen with a single choice, or with nothing on it, is a screen too many.
    #[test]
    fn first_screens() {
        for (keys, topics, listed) in [
            (&SITE[..], &[1, 5, 6][..], Some("")),
            (&SITE[1..], &[0, 4, 5], None),
            // No topics: all articles at once. One topic: what is in it, however deep it is.
            (&[("", 3)], &[], Some("")),
            (&[("a", 3)], &[], Some("a")),
            (&[("a", 0), ("a/b", 0), ("a/b/c", 2)], &[], Some("a/b/c")),
            (&[("a", 0), ("a/b", 1), ("a/c", 2)], &[1, 2], Some("a")),
            (&[("a", 2), ("a/b", 1)], &[1], Some("a")),
            // With an article beside it, the only topic is a choice.
            (&[("", 1), ("a", 3)], &[1], Some("")),
            (&[("", 0), ("a", 3)], &[], Some("a")),
            (&[], &[], None),
        ] {
            let all = categories(keys);
            let screen = first_screen(&all);
            assert_eq!((&screen.topics[..], screen.listed.map(|it| it.key.as_str())), (topics, listed), "{keys:?}");
        }
    }
}
