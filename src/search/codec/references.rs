//! References: the earlier article that each article resembles most. Help articles share templates and
//! repeated chapters, so half of all postings are predicted by the list of the reference (reference coding, as in Boldi
//! and Vigna, "The WebGraph Framework I", 2004). The encoder chooses them, by counting shared rare terms.

use alloc::vec::Vec;

use super::{
    coder::Coder,
    model::{BitModel, NumberModel},
    raw::{RawIndex, RawTerm},
    tree::log2_quarters,
};
use crate::search::Field;

/// No reference.
const NONE: u32 = u32::MAX;

/// Terms in more articles than this tell no article from another, and would make the choice quadratic in them.
const COMMON: usize = 500;
/// What a reference has to save, in quarters of a bit: more than it takes to code it.
const MIN_SAVED: i32 = 40;

/// Per article, its reference or [`NONE`].
pub(super) fn choose_references<'a>(raw: &'a RawIndex) -> Vec<u32> {
    let count = raw.questions.len();
    let of_articles = |term: &'a RawTerm| {
        Field::ALL
            .into_iter()
            .zip(&term.postings)
            .filter(|(field, _)| *field != Field::Questions)
            .map(|(_, list)| &list[..])
    };
    let lists: Vec<&[(u32, u32)]> = raw.terms.iter().flat_map(of_articles).collect();
    // Per article, the lists it is in, each with its position there: the forward index.
    let mut forward: Vec<Vec<(u32, u32)>> = alloc::vec![Vec::new(); count];
    for (number, list) in lists.iter().enumerate() {
        for (position, &(article, _)) in list.iter().enumerate() {
            if let Some(own) = forward.get_mut(article as usize) {
                own.push((number as u32, position as u32));
            }
        }
    }
    let mut saved = alloc::vec![0_i32; count];
    let mut touched = Vec::new();
    let mut references = Vec::with_capacity(count);
    for own in &forward {
        for &(list, position) in own {
            let list = lists.get(list as usize).copied().unwrap_or_default();
            if list.len() > COMMON {
                continue;
            }
            // To code an article takes as many bits as the term is rare; to confirm a prediction about one.
            let gain = (log2_quarters(count as u32) - log2_quarters(list.len() as u32) - 4).max(1);
            for &(earlier, _) in list.get(..position as usize).unwrap_or_default() {
                if let Some(saved) = saved.get_mut(earlier as usize) {
                    if *saved == 0 {
                        touched.push(earlier);
                    }
                    *saved += gain;
                }
            }
        }
        let mut best = (MIN_SAVED, NONE);
        for earlier in touched.drain(..) {
            let Some(saved) = saved.get_mut(earlier as usize) else { continue };
            // Each posting of the reference costs about half a bit, whether it is kept or dropped.
            let postings = forward.get(earlier as usize).map_or(0, Vec::len) as i32;
            let net = core::mem::take(saved) - 5 * postings / 2;
            if net > best.0 {
                best = (net, earlier);
            }
        }
        references.push(best.1);
    }
    references
}

/// The articles that have an article as their reference, for every article: what the decoder needs of the references.
pub(super) struct Referrers {
    /// Per article, the end of its referrers in `articles`.
    pub(super) ends: Vec<u32>,
    pub(super) articles: Vec<u32>,
}

/// Codes the references of `count` articles. `None` where one is not an earlier article.
pub(super) fn code_references<C: Coder>(coder: &mut C, known: &[u32], count: usize) -> Option<Referrers> {
    let (mut has_models, mut same_models) = ([BitModel::NEW; 2], [BitModel::NEW; 2]);
    let mut distance_models = NumberModel::NEW;
    let (mut has, mut same, mut distance) = (false, false, 0);
    let mut references = Vec::with_capacity(count);
    let mut ends = alloc::vec![0_u32; count];
    for article in 0..count as u32 {
        let known = known.get(article as usize).copied().unwrap_or(NONE);
        has = coder.code_bit_in(&mut has_models, usize::from(has), known != NONE);
        if !has {
            continue;
        }
        // Chapters made from one another resemble each other article by article.
        let known_distance = article.wrapping_sub(known);
        same = coder.code_bit_in(&mut same_models, usize::from(same), known_distance == distance);
        if !same {
            distance = coder.code_number(&mut distance_models, known_distance.wrapping_sub(1)).saturating_add(1);
        }
        let reference = article.checked_sub(distance).filter(|&found| found != article && !coder.past_end())?;
        *ends.get_mut(reference as usize)? += 1;
        references.push((reference, article));
    }
    // A counting sort by reference: `ends` holds counts, then starts, and once all articles are placed, ends.
    let mut end = 0;
    for own in &mut ends {
        end += core::mem::replace(own, end);
    }
    let mut articles = alloc::vec![0; references.len()];
    for (reference, article) in references {
        let end = ends.get_mut(reference as usize)?;
        *articles.get_mut(*end as usize)? = article;
        *end += 1;
    }
    Some(Referrers { ends, articles })
}
