//! The order of the functions in a wasm file: like beside like.
//!
//! gzip looks back over 32 kB. Functions made of the same pieces, which the compiler scatters over 280 kB, compress
//! together where they stand together: 2 % of the file, for no change to any of them. Only names are given here, which
//! sort as the functions are to stand; wasm-opt sorts and throws the names away.

// Every number of a function comes from counting the functions.
#![allow(clippy::indexing_slicing)]

use std::collections::HashMap;

use anyhow::{Context, Result};

use crate::wasm::{Bytes, CODE, CUSTOM, IMPORTS, Module, name, number};

/// So many bytes make a piece.
const PIECE: usize = 4;
/// A piece in more functions than this tells nothing.
const COMMON: usize = 200;
/// How many of the functions before count, and within how many bytes.
const BEFORE: usize = 13;
const REACH: f64 = 24_000.0;
/// What one before the last counts for, at most, beside the last.
const EARLIER: f64 = 0.35;

/// Names the functions by the order in which they compress best.
pub(crate) fn name_by_likeness(module: &mut Module) -> Result<()> {
    let bodies = bodies(module)?;
    let imports = module.entries(IMPORTS)?.iter().filter(|(_, _, description)| description.first() == Some(&0)).count();
    let mut names = Vec::new();
    number(&mut names, imports + bodies.len());
    for import in 0..imports {
        number(&mut names, import);
        name(&mut names, &format!("a{import:05}"));
    }
    let mut place = vec![0; bodies.len()];
    for (at, function) in order(&bodies).into_iter().enumerate() {
        place[function] = at;
    }
    for (function, place) in place.iter().enumerate() {
        number(&mut names, imports + function);
        name(&mut names, &format!("b{place:05}"));
    }
    let mut section = Vec::new();
    name(&mut section, "name");
    // The functions' part of it.
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

/// Beginning with the longest, always the one most like those just before, by the pieces they share.
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
    // Told apart by number from here on, in an order that is the same in every build.
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
        let mut likeness = vec![0.0; bodies.len()];
        let mut distance = 0.0;
        for (back, function) in out.iter().rev().take(BEFORE).enumerate() {
            let counts = if back == 0 { 1.0 } else { EARLIER * (1.0 - distance / REACH) };
            if counts <= 0.0 {
                break;
            }
            for piece in &pieces[*function] {
                let holders = &shared[*piece];
                let rarity = counts / (1.0 + holders.len() as f64).ln();
                holders.iter().filter(|function| left[**function]).for_each(|function| likeness[*function] += rarity);
            }
            distance += bodies[*function].len() as f64;
        }
        // A long one shares much with everybody.
        let fit = |function: usize| likeness[function] / ((bodies[function].len() as f64).powf(0.6) + 20.0);
        next = (0..bodies.len()).filter(|function| left[*function]).max_by(|a, b| fit(*a).total_cmp(&fit(*b)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::order;

    /// A function left out would be a widget that does not start.
    #[test]
    fn every_function_once_and_like_beside_like() {
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
