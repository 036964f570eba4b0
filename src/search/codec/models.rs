//! Which earlier article each article resembles most: the writer's choice, found by counting shared rare words. Help
//! is made from templates and of chapters that repeat each other; half of all postings are foretold by a model.

use alloc::vec::Vec;

use super::{
    RawIndex, RawTerm,
    coder::{Chance, Coder, Number},
    tree::quarters,
};
use crate::search::Field;

/// No model.
pub(super) const NONE: u32 = u32::MAX;

/// Words in more articles than this tell no article from another, and would make this take the square of them.
const COMMON: usize = 500;
/// What a model has to save, in quarters of a bit: more than it takes to name it.
const WORTH: i32 = 40;

/// Per article, its model or [`NONE`].
pub(super) fn models<'a>(raw: &'a RawIndex) -> Vec<u32> {
    let count = raw.questions.len();
    let of_articles = |term: &'a RawTerm| {
        Field::ALL
            .into_iter()
            .zip(&term.postings)
            .filter(|(field, _)| *field != Field::Questions)
            .map(|(_, list)| &list[..])
    };
    let lists: Vec<&[(u32, u32)]> = raw.terms.iter().flat_map(of_articles).collect();
    // Per article, the lists it is in, each with its place there.
    let mut held: Vec<Vec<(u32, u32)>> = alloc::vec![Vec::new(); count];
    for (number, list) in lists.iter().enumerate() {
        for (place, &(article, _)) in list.iter().enumerate() {
            if let Some(held) = held.get_mut(article as usize) {
                held.push((number as u32, place as u32));
            }
        }
    }
    let mut saved = alloc::vec![0_i32; count];
    let mut touched = Vec::new();
    let mut models = Vec::with_capacity(count);
    for own in &held {
        for &(list, place) in own {
            let list = lists.get(list as usize).copied().unwrap_or_default();
            if list.len() > COMMON {
                continue;
            }
            // Naming a article takes as many bits as the word is rare; a kept word about one.
            let worth = (quarters(count as u32) - quarters(list.len() as u32) - 4).max(1);
            for &(earlier, _) in list.get(..place as usize).unwrap_or_default() {
                if let Some(saved) = saved.get_mut(earlier as usize) {
                    if *saved == 0 {
                        touched.push(earlier);
                    }
                    *saved += worth;
                }
            }
        }
        let mut best = (WORTH, NONE);
        for earlier in touched.drain(..) {
            let Some(saved) = saved.get_mut(earlier as usize) else { continue };
            // Every word of the model costs about half a bit to keep or to drop.
            let words = held.get(earlier as usize).map_or(0, Vec::len) as i32;
            let worth = core::mem::take(saved) - 5 * words / 2;
            if worth > best.0 {
                best = (worth, earlier);
            }
        }
        models.push(best.1);
    }
    models
}

/// Codes the models of `count` articles. Gives the articles that have the first one as theirs, the second one and so
/// on, with the ends of these lists. `None` where a model is not an earlier article.
pub(super) fn likes<C: Coder>(coder: &mut C, known: &[u32], count: usize) -> Option<(Vec<u32>, Vec<u32>)> {
    let (mut has, mut same, mut distance) = ([Chance::EVEN; 2], [Chance::EVEN; 2], Number::NEW);
    let (mut had, mut went_on, mut last) = (false, false, 0);
    let mut models = Vec::with_capacity(count);
    let mut ends = alloc::vec![0_u32; count];
    for at in 0..count as u32 {
        let known = known.get(at as usize).copied().unwrap_or(NONE);
        had = coder.bit_at(&mut has, usize::from(had), known != NONE);
        if !had {
            continue;
        }
        // Chapters made from one another resemble each other article by article.
        let back = at.wrapping_sub(known);
        went_on = coder.bit_at(&mut same, usize::from(went_on), back == last);
        if !went_on {
            last = coder.number(&mut distance, back.wrapping_sub(1)).saturating_add(1);
        }
        let model = at.checked_sub(last).filter(|&model| model != at && !coder.past_end())?;
        *ends.get_mut(model as usize)? += 1;
        models.push((model, at));
    }
    // Sorted by counting: from how many there are to where they begin, and while they are put in, to where they end.
    let mut end = 0;
    for own in &mut ends {
        end += core::mem::replace(own, end);
    }
    let mut likes = alloc::vec![0; models.len()];
    for (model, at) in models {
        let end = ends.get_mut(model as usize)?;
        *likes.get_mut(*end as usize)? = at;
        *end += 1;
    }
    Some((ends, likes))
}
