//! The order of the functions in a wasm file: similar ones side by side.
//!
//! gzip looks back over 32 kB. Functions that share byte sequences, which the compiler scatters over 280 kB, compress
//! better side by side: 2 % of the file, without changing any of them. This module only gives the functions names that
//! sort in the intended order; wasm-opt sorts them and removes the names.

// Every number of a function comes from counting the functions.
#![allow(clippy::indexing_slicing)]

use std::collections::HashMap;

use anyhow::{Context, Result};

use crate::wasm::{Bytes, CODE, CUSTOM, IMPORTS, Module, name, number};

/// Bytes per piece.
const PIECE: usize = 4;
/// A piece that is in this many functions or more is ignored.
const COMMON: usize = 200;
/// How many of the preceding functions count, and within how many bytes.
const BEFORE: usize = 13;
const REACH: f64 = 24_000.0;
/// The weight of a function before the last, at most; the last one has 1.
const EARLIER: f64 = 0.35;

/// Names the functions by the order in which they compress best.
pub(crate) fn name_by_similarity(module: &mut Module) -> Result<()> {
    let bodies = bodies(module)?;
    let imports = module.entries(IMPORTS)?.iter().filter(|(_, _, description)| description.first() == Some(&0)).count();
    let mut names = Vec::new();
    number(&mut names, imports + bodies.len());
    for import in 0..imports {
        number(&mut names, import);
        name(&mut names, &format!("a{import:05}"));
    }
    let mut positions = vec![0; bodies.len()];
    for (at, function) in order(&bodies).into_iter().enumerate() {
        positions[function] = at;
    }
    for (function, position) in positions.iter().enumerate() {
        number(&mut names, imports + function);
        name(&mut names, &format!("b{position:05}"));
    }
    let mut section = Vec::new();
    name(&mut section, "name");
    // The subsection of function names.
    section.push(1);
    number(&mut section, names.len());
    section.extend(names);
    module.sections.retain(|(id, content)| *id != CUSTOM || !content.starts_with(b"\x04name"));
    module.sections.push((CUSTOM, section));
    Ok(())
}

fn bodies(module: &Module) -> Result<Vec<Vec<u8>>> {
    let (_, all) = module.sections.iter().find(|(id, _)| *id == CODE).context("the wasm file has no code")?;
    let mut bytes = Bytes { all, at: 0 };
    (0..bytes.number()?)
        .map(|_| {
            let length = bytes.number()?;
            bytes.take(length)
        })
        .collect()
}

/// Begins with the longest; the next is always the one most similar to those just before, by the pieces they share.
fn order(bodies: &[Vec<u8>]) -> Vec<usize> {
    let mut holders: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (function, body) in bodies.iter().enumerate() {
        for piece in body.windows(PIECE) {
            let holders = holders.entry(piece).or_default();
            if holders.last() != Some(&function) {
                holders.push(function);
            }
        }
    }
    // Pieces are identified by number from here on, in an order that is the same in every build.
    let mut shared: Vec<Vec<usize>> =
        holders.into_values().filter(|holders| (2..COMMON).contains(&holders.len())).collect();
    shared.sort();
    let mut pieces = vec![Vec::new(); bodies.len()];
    for (piece, holders) in shared.iter().enumerate() {
        holders.iter().for_each(|function| pieces[*function].push(piece));
    }

    let mut left = vec![true; bodies.len()];
    let mut out: Vec<usize> = Vec::new();
    let mut next = (0..bodies.len()).max_by_key(|function| bodies[*function].len());
    while let Some(current) = next {
        left[current] = false;
        out.push(current);
        let mut similarity = vec![0.0; bodies.len()];
        let mut distance = 0.0;
        for (distance_in_functions, function) in out.iter().rev().take(BEFORE).enumerate() {
            let weight = if distance_in_functions == 0 { 1.0 } else { EARLIER * (1.0 - distance / REACH) };
            if weight <= 0.0 {
                break;
            }
            for piece in &pieces[*function] {
                let holders = &shared[*piece];
                let rarity = weight / (1.0 + holders.len() as f64).ln();
                holders.iter().filter(|function| left[**function]).for_each(|function| similarity[*function] += rarity);
            }
            distance += bodies[*function].len() as f64;
        }
        // A long function shares many pieces with any other.
        let fit = |function: usize| similarity[function] / ((bodies[function].len() as f64).powf(0.6) + 20.0);
        next = (0..bodies.len()).filter(|function| left[*function]).max_by(|a, b| fit(*a).total_cmp(&fit(*b)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::order;

    /// A function left out would be a widget that does not start.
    #[test]
    fn every_function_once_and_similar_ones_side_by_side() {
        let bodies: Vec<Vec<u8>> =
            [&b"0123456789abcdefgh"[..], b"zyxwvutsrq", b"0123456789abc", b"zyxwvutsr", b"", b"0123456789abcdefg"]
                .map(<[u8]>::to_vec)
                .into();
        let order = order(&bodies);
        let mut sorted = order.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, [0, 1, 2, 3, 4, 5]);
        let at = |function| order.iter().position(|one| *one == function).unwrap_or_default();
        assert_eq!(at(1).abs_diff(at(3)), 1, "{order:?}");
        assert!(at(0) < 3 && at(2) < 3 && at(5) < 3, "{order:?}");
    }
}
