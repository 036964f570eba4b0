//! Words that the customer parts otherwise than the site: "wi fi" for wifi, "24h" for 24 h, "zwrotpaczki".

use alloc::{string::String, vec::Vec};

use super::{
    Index, Query,
    matcher::{KEY_LETTERS, Key, QueryExpansion, is_form, prefix},
};
use crate::language::holds;

/// Weight of the parts of a word that are found apart from each other.
const APART_WEIGHT: f32 = 0.8;
/// Weight of a word whose parts the site has as well: on the same page, they are counted already.
const KNOWN_WEIGHT: f32 = 0.5;
/// The most words that make one: groups of the number of a bank account.
const MAX_WORDS: usize = 9;
/// The most words with letters only that make one.
const MAX_LETTER_WORDS: usize = 3;
/// From so many letters on, neighbours make a word by one of its forms as well.
const FORM_LETTERS: usize = 6;

impl Index {
    /// Per word of a query, the terms that it makes with its neighbours.
    pub(super) fn joins(&self, query: &Query) -> Vec<Vec<QueryExpansion>> {
        let mut out: Vec<Vec<QueryExpansion>> = query.words.iter().map(|_| Vec::new()).collect();
        for start in 0..query.order.len() {
            let (mut term, mut known) = (String::new(), true);
            for (count, &at) in query.order.iter().skip(start).take(MAX_WORDS).enumerate() {
                let Some(word) = query.words.get(at) else { break };
                term.push_str(&word.term);
                known &= !self.exact(&word.term).is_empty();
                if count == 0 {
                    continue;
                }
                let of_digits = term.bytes().any(|byte| byte.is_ascii_digit());
                if count >= MAX_LETTER_WORDS && !of_digits {
                    break;
                }
                for joined in self.written(&term) {
                    let weight = if known { KNOWN_WEIGHT } else { 1.0 };
                    let expansion = QueryExpansion { keys: alloc::vec![Key::Exact(joined.into())], weight };
                    for &part in query.order.iter().skip(start).take(count + 1) {
                        out.get_mut(part).into_iter().for_each(|own| own.push(expansion.clone()));
                    }
                }
            }
        }
        out
    }

    /// The terms that are this word, or forms of it.
    fn written<'a>(&'a self, word: &'a str) -> impl Iterator<Item = &'a str> {
        let forms = word.chars().count() >= FORM_LETTERS && !word.bytes().any(|byte| byte.is_ascii_digit());
        let range = if forms { self.prefixed(prefix(word, KEY_LETTERS)) } else { self.exact(word) };
        range.map(|term| self.term(term)).filter(move |term| is_form(word, term) || *term == word)
    }

    /// The parts of a word that the site writes apart: before and after its digits, or both words of the site.
    pub(super) fn parts(&self, word: &str) -> Option<QueryExpansion> {
        let of_digits = word.bytes().any(|byte| byte.is_ascii_digit());
        let mut before = None;
        let (mut start, mut keys) = (0, Vec::new());
        for (at, c) in word.char_indices() {
            let digit = c.is_ascii_digit();
            let part = word.get(start..at).unwrap_or_default();
            let cut = if of_digits {
                before.replace(digit).is_some_and(|before| before != digit)
            } else {
                let rest = word.get(at..).unwrap_or_default();
                // "leau" is l'eau.
                let long = part.len() > 2 || part.len() == 1 && holds("cdjlmnost", part);
                let words = || [part, rest].iter().all(|own| !self.exact(own).is_empty());
                keys.is_empty() && long && rest.len() > 2 && words()
            };
            if cut {
                keys.push(Key::Exact(part.into()));
                start = at;
            }
        }
        keys.push(Key::Exact(word.get(start..)?.into()));
        let all = keys.len() > 1 && keys.iter().all(|key| key.terms(self).next().is_some());
        all.then_some(QueryExpansion { keys, weight: APART_WEIGHT })
    }
}
