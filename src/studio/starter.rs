//! The starter list of synonyms: what customers of any company call things, per language, in `starter/*.txt`.
//!
//! The lists stay on the writer's machine. Of each group only what helps a site enters its pack: phrases that its
//! articles hardly have, leading to those that they have. The writer's own synonyms come first.

use crate::{
    language::{Lang, LanguageWords, tokens},
    search::{Field, Index, Synonym, finds_word, is_phrase},
};

/// What an occurrence counts, in per cent: little more than half of the writer's own.
const WEIGHT: u8 = 35;
/// A phrase that is in more articles than these, or in more than one of so many, finds enough by itself.
const COMMON: usize = 3;
const COMMON_PART: usize = 50;
/// What the list may add to a pack, in bytes: 3 kB after compression. Of 160 questions to eight other help centres 67 are
/// answered first and 108 among the first three with 3,000 bytes, 70 and 109 with 6,500, 71 and 112 with all of it
/// (20,000); of 285 to the demo without its writers' lists 163 and 206, 163 and 207, 167 and 211.
const MAX_BYTES: usize = 6_500;
/// The same where writers gathered customers' questions, which have most of these words: there more of the list only
/// makes other articles come closer to the right one.
const MAX_BYTES_ASKED: usize = 1_000;
const COMMON_ASKED: usize = 1;

/// A folded word or phrase.
pub(super) type Phrase = Vec<String>;

/// A group: what customers say, and what it leads to.
struct Group {
    from: Vec<Phrase>,
    to: Vec<Phrase>,
}

/// The groups of a language; none for one without a list.
fn groups(lang: &Lang) -> impl Iterator<Item = Group> {
    let list = match lang.as_str().get(..2) {
        Some("pl") => include_str!("starter/pl.txt"),
        Some("en") => include_str!("starter/en.txt"),
        Some("de") => include_str!("starter/de.txt"),
        Some("uk") => include_str!("starter/uk.txt"),
        _ => "",
    };
    let phrase = |text: &str| tokens(text).map(|token| token.term).collect();
    let phrases = move |text: &str| text.split(',').map(phrase).collect::<Vec<Phrase>>();
    let lines = list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(move |line| match line.split_once("->") {
        Some((from, to)) => Group { from: phrases(from), to: phrases(to) },
        None => Group { from: phrases(line), to: phrases(line) },
    })
}

/// Whether a group of the language's list has a folded phrase.
pub(super) fn has(lang: &Lang, phrase: &Phrase) -> bool {
    groups(lang).any(|group| group.has(phrase))
}

/// What helps a site with this index and these synonyms of its own: most useful first, and no more than a pack takes.
/// Groups with a phrase of `without` are left out.
pub(super) fn starter_synonyms(lang: &Lang, index: &Index, own: &[Synonym], without: &[Phrase]) -> Vec<Synonym> {
    let groups = groups(lang).filter(|group| !without.iter().any(|phrase| group.has(phrase)));
    let language = LanguageWords::of(lang.as_str());
    let words = |phrase: &String| phrase.split(' ').map(str::to_owned).collect();
    let own: Vec<Phrase> = own.iter().flat_map(|synonym| &synonym.from).map(words).collect();
    let mut useful: Vec<(bool, Synonym)> = groups.filter_map(|group| group.useful(&language, index, &own)).collect();
    // What a title calls it first; the order of the list otherwise.
    useful.sort_by_key(|(in_title, _)| !in_title);
    let mut bytes_left = if is_asked(index) { MAX_BYTES_ASKED } else { MAX_BYTES };
    let fits = |synonym: &Synonym| {
        let bytes = postcard::to_allocvec(synonym).map_or(usize::MAX, |bytes| bytes.len());
        let left = bytes_left.checked_sub(bytes);
        bytes_left = left.unwrap_or(bytes_left);
        left.is_some()
    };
    useful.into_iter().map(|(_, synonym)| synonym).filter(fits).collect()
}

/// Whether articles have questions of the writers', on average.
fn is_asked(index: &Index) -> bool {
    index.holder_count(Field::Questions) >= index.article_count()
}

impl Group {
    fn has(&self, phrase: &Phrase) -> bool {
        self.from.iter().chain(&self.to).any(|own| is_phrase(own, phrase))
    }

    /// The part of it that helps a site, and whether it leads to a title.
    fn useful(self, language: &LanguageWords, index: &Index, own: &[Phrase]) -> Option<(bool, Synonym)> {
        let mut in_title = false;
        let mut to: Vec<Phrase> = Vec::new();
        // Words first: a phrase beside one of its words would count that twice.
        let (words, phrases): (Vec<Phrase>, Vec<Phrase>) = self.to.into_iter().partition(|phrase| phrase.len() == 1);
        for phrase in words.into_iter().chain(phrases) {
            // The texts are indexed without stop words.
            let has_stop_word = phrase.iter().any(|word| language.is_stop(word));
            let known =
                |word: &String| to.iter().any(|other| matches!(other.as_slice(), [other] if finds_word(other, word)));
            let reach = index.reach(&phrase);
            if !has_stop_word && reach.articles > 0 && !phrase.iter().any(known) {
                in_title |= reach.titles > 0;
                to.push(phrase);
            }
        }
        let common = if is_asked(index) { COMMON_ASKED } else { COMMON };
        let mut from: Vec<Phrase> = Vec::new();
        for phrase in self.from {
            let reach = index.reach(&phrase);
            let is_common = reach.titles > 0 || reach.articles > common.max(index.article_count() / COMMON_PART);
            let mut known = own.iter().chain(&from);
            let leads_on = to.iter().any(|other| *other != phrase);
            if !is_common && leads_on && !known.any(|other| is_phrase(other, &phrase)) {
                from.push(phrase);
            }
        }
        let joined = |phrases: Vec<Phrase>| phrases.iter().map(|words| words.join(" ")).collect();
        (!from.is_empty()).then(|| (in_title, Synonym { from: joined(from), to: joined(to), weight: WEIGHT }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::MAX_PHRASE_WORDS;

    /// A phrase that is too long, says nothing or stands twice in a group would be carried to every visitor for nothing.
    #[test]
    fn lists_are_sound() {
        for code in ["pl", "en", "de", "uk"] {
            let lang = Lang::new(code).unwrap();
            assert!(groups(&lang).count() > 60, "{code}");
            for Group { from, to } in groups(&lang) {
                for side in [&from, &to] {
                    for (at, phrase) in side.iter().enumerate() {
                        let says = phrase.iter().any(|word| !LanguageWords::of(code).is_stop(word));
                        assert!((1..=MAX_PHRASE_WORDS).contains(&phrase.len()) && says, "{code}: {phrase:?}");
                        assert!(!side[..at].contains(phrase), "{code}: {phrase:?} twice");
                    }
                }
                assert!(
                    !to.is_empty() && (from == to && to.len() > 1 || !from.iter().any(|own| to.contains(own))),
                    "{code}: {from:?}"
                );
            }
        }
    }
}
