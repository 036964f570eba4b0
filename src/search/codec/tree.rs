//! A set of articles, coded by halving: how many of them lie in the left half, and so on in each half, until one is
//! left, which is coded in one step. Every node remembers how many it has had, so that a half with long articles is
//! expected to hold more.

use alloc::vec::Vec;

use super::coder::{Chance, Coder, Number};

/// Up to so many are split one by one; more by how far their number is from the expected one.
const FEW: u32 = 4;
/// A single article is coded in one step where all that it can be weigh less than this.
const LIGHT: u32 = 1 << 18;

/// A binary tree over all articles; node 1 is the root, the halves of node `n` are `2n` and `2n + 1`. Only what lies
/// to the left is stored: a quarter of the memory of both halves with both numbers, and time here goes by memory.
pub(super) struct Tree {
    /// Per node: how many articles in its left half can be in a set.
    sizes: Vec<u32>,
    /// The same, and 2 for every time one of them was.
    weights: Vec<u32>,
    all: Part,
}

/// What lies below a node.
#[derive(Clone, Copy)]
struct Part {
    node: u32,
    /// The first article and how many there are, counted to the next power of two.
    from: u32,
    leaves: u32,
    /// As in [`Tree`], of both halves.
    size: u32,
    weight: u32,
}

/// What the trees of all fields share.
pub(super) struct Splits {
    /// Chances of going left, by how many go, at which of them one is, and what is expected.
    few: Vec<Chance>,
    /// By the expected number in the smaller half: the difference.
    many: Vec<Number>,
}

impl Splits {
    pub(super) fn new() -> Self {
        Self { few: alloc::vec![Chance::EVEN; 16 << 6], many: alloc::vec![Number::NEW; 32] }
    }
}

impl Tree {
    /// A tree over so many articles.
    pub(super) fn new(count: usize) -> Self {
        let leaves = count.next_power_of_two();
        let left = |node: usize| {
            let level = node.max(1).ilog2();
            let half = leaves >> level >> 1;
            let from = (node.max(1) - (1 << level)) * 2 * half;
            count.saturating_sub(from).min(half) as u32
        };
        let sizes: Vec<u32> = (0..leaves).map(left).collect();
        let all = Part { node: 1, from: 0, leaves: leaves as u32, size: count as u32, weight: count as u32 };
        Self { weights: sizes.clone(), sizes, all }
    }

    /// Codes a set of `count` articles, of which `known` are known, and appends it to `found`. `None` where it does
    /// not fit.
    pub(super) fn code<C: Coder>(
        &mut self,
        coder: &mut C,
        splits: &mut Splits,
        count: u32,
        known: &[u32],
        found: &mut Vec<u32>,
    ) -> Option<()> {
        if count > self.all.size {
            return None;
        }
        let all = self.all;
        self.all.weight += 2 * count;
        self.part(coder, splits, all, count, known, found)
    }

    /// The part of the set below a node.
    fn part<C: Coder>(
        &mut self,
        coder: &mut C,
        splits: &mut Splits,
        part: Part,
        count: u32,
        known: &[u32],
        found: &mut Vec<u32>,
    ) -> Option<()> {
        if count == 0 {
            return Some(());
        }
        if count == 1 && part.weight < LIGHT {
            found.push(self.single(coder, part, known.first().copied().unwrap_or_default()));
            return Some(());
        }
        if part.leaves == 1 {
            found.push(part.from);
            return Some(());
        }
        let [first, second] = self.halves(part)?;
        let (known_first, known_second) = known.split_at(known.partition_point(|&at| at < second.from));
        let left = split(coder, splits, first, second, count, known_first.len() as u32)?;
        *self.weights.get_mut(part.node as usize)? += 2 * left;
        self.part(coder, splits, first, left, known_first, found)?;
        self.part(coder, splits, second, count - left, known_second, found)
    }

    fn halves(&self, part: Part) -> Option<[Part; 2]> {
        let (size, weight) = (*self.sizes.get(part.node as usize)?, *self.weights.get(part.node as usize)?);
        let (node, leaves) = (2 * part.node, part.leaves / 2);
        let second = Part {
            node: node + 1,
            from: part.from + leaves,
            leaves,
            size: part.size - size,
            weight: part.weight - weight,
        };
        Some([Part { node, from: part.from, leaves, size, weight }, second])
    }

    /// The one article below a node, by its share of the weight.
    fn single<C: Coder>(&mut self, coder: &mut C, part: Part, known: u32) -> u32 {
        let Part { node, mut from, mut leaves, mut weight, .. } = part;
        let mut node = node as usize;
        let slot = coder.slot(weight);
        let mut start = 0;
        while leaves > 1 {
            leaves /= 2;
            let Some(left) = self.weights.get_mut(node) else { break };
            let right = if C::READS { slot >= start + *left } else { known >= from + leaves };
            // A mask, not a branch: half of all branches here would be guessed wrong.
            let mask = 0_u32.wrapping_sub(u32::from(right));
            start += *left & mask;
            weight = *left ^ ((*left ^ (weight - *left)) & mask);
            *left += 2 & !mask;
            from += leaves & mask;
            node = 2 * node + usize::from(right);
        }
        coder.narrow(start, weight);
        from
    }
}

/// How many of `count` go left.
fn split<C: Coder>(coder: &mut C, splits: &mut Splits, left: Part, right: Part, count: u32, known: u32) -> Option<u32> {
    // At least so many, at most so many: often there is no choice.
    let (least, most) = (count.saturating_sub(right.size), count.min(left.size));
    if least == most {
        return Some(least);
    }
    let mut goes = 0;
    if count <= FEW {
        let lean = (quarters(left.weight) - quarters(right.weight)).clamp(-31, 31) + 32;
        let row = count * (count - 1) / 2;
        while goes < count && coder.bit_at(&mut splits.few, ((row + goes) << 6 | lean as u32) as usize, known > goes) {
            goes += 1;
        }
    } else {
        let sum = u64::from(left.weight) + u64::from(right.weight);
        let expected = (u64::from(count) * u64::from(left.weight) / sum.max(1)) as u32;
        let context = expected.min(count - expected).checked_ilog2().map_or(0, |log| log as usize + 1);
        let (more, less) = (known.saturating_sub(expected), expected.saturating_sub(known));
        let folded = coder.number(splits.many.get_mut(context)?, if less > 0 { 2 * less - 1 } else { 2 * more });
        let off = folded.div_ceil(2);
        goes = if folded & 1 == 1 { expected.checked_sub(off)? } else { expected.checked_add(off)? };
    }
    (least <= goes && goes <= most).then_some(goes)
}

/// The binary logarithm in quarters, rounded down along straight lines between the powers.
pub(super) fn quarters(number: u32) -> i32 {
    let number = u64::from(number.max(1)) << 2;
    let log = number.ilog2();
    (4 * log) as i32 + (number >> (log - 2) & 3) as i32 - 8
}
