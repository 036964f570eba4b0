//! Sets of articles, coded by halving: how many of them lie in the left half of all articles, and so on in each half,
//! until one is left, which is coded in one step. Every node counts what it has coded, so that a half with long
//! articles is expected to hold more.

use alloc::vec::Vec;

use super::{
    coder::Coder,
    model::{BitModel, NumberModel},
};

/// Up to so many are split one by one; more by how far the number on the left is from the expected one.
const FEW: u32 = 4;
/// A single article is coded in one step where the range has enough slots: where the node weighs less than this.
const MAX_SLOTS: u32 = 1 << 18;

/// The counts of a field, as a binary tree over all articles; node 1 is the root, the halves of node `n` are `2n` and
/// `2n + 1`. Only the counts of left halves are stored: a quarter of the memory of both counts of both halves, and time
/// here goes by memory.
pub(super) struct Tree {
    /// Per node: how many articles there are in its left half.
    sizes: Vec<u32>,
    /// The same, and 2 for every time one of them was in a set.
    weights: Vec<u32>,
    root: Node,
}

/// A node with its counts.
#[derive(Clone, Copy)]
struct Node {
    number: u32,
    /// The first article.
    from: u32,
    /// How many articles there would be if their number was a power of two.
    leaves: u32,
    /// As in [`Tree`], of both halves.
    size: u32,
    weight: u32,
}

/// The models of splits, which all fields share.
pub(super) struct SplitModels {
    /// Whether one more goes left, by how many there are, how many went left, and which half weighs more.
    few: Vec<BitModel>,
    /// By the expected number in the smaller half: the difference from it.
    many: Vec<NumberModel>,
}

impl SplitModels {
    pub(super) fn new() -> Self {
        Self { few: alloc::vec![BitModel::NEW; 16 << 6], many: alloc::vec![NumberModel::NEW; 32] }
    }
}

impl Tree {
    /// A tree over `count` articles, none of them in a set so far.
    pub(super) fn new(count: usize) -> Self {
        let leaves = count.next_power_of_two();
        let left = |node: usize| {
            let level = node.max(1).ilog2();
            let half = leaves >> level >> 1;
            let from = (node.max(1) - (1 << level)) * 2 * half;
            count.saturating_sub(from).min(half) as u32
        };
        let sizes: Vec<u32> = (0..leaves).map(left).collect();
        let root = Node { number: 1, from: 0, leaves: leaves as u32, size: count as u32, weight: count as u32 };
        Self { weights: sizes.clone(), sizes, root }
    }

    /// Codes a set of `count` articles, `known` when encoding, and appends it to `set`. `None` where it does not fit.
    pub(super) fn code_set<C: Coder>(
        &mut self,
        coder: &mut C,
        models: &mut SplitModels,
        count: u32,
        known: &[u32],
        set: &mut Vec<u32>,
    ) -> Option<()> {
        if count > self.root.size {
            return None;
        }
        let root = self.root;
        self.root.weight += 2 * count;
        self.code_subset(coder, models, root, count, known, set)
    }

    /// Codes the part of the set below a node.
    fn code_subset<C: Coder>(
        &mut self,
        coder: &mut C,
        models: &mut SplitModels,
        node: Node,
        count: u32,
        known: &[u32],
        set: &mut Vec<u32>,
    ) -> Option<()> {
        if count == 0 {
            return Some(());
        }
        if count == 1 && node.weight < MAX_SLOTS {
            set.push(self.code_single(coder, node, known.first().copied().unwrap_or_default()));
            return Some(());
        }
        if node.leaves == 1 {
            set.push(node.from);
            return Some(());
        }
        let [left, right] = self.halves(node)?;
        let (known_left, known_right) = known.split_at(known.partition_point(|&article| article < right.from));
        let left_count = code_left_count(coder, models, left, right, count, known_left.len() as u32)?;
        *self.weights.get_mut(node.number as usize)? += 2 * left_count;
        self.code_subset(coder, models, left, left_count, known_left, set)?;
        self.code_subset(coder, models, right, count - left_count, known_right, set)
    }

    fn halves(&self, node: Node) -> Option<[Node; 2]> {
        let (size, weight) = (*self.sizes.get(node.number as usize)?, *self.weights.get(node.number as usize)?);
        let (number, leaves) = (2 * node.number, node.leaves / 2);
        let right = Node {
            number: number + 1,
            from: node.from + leaves,
            leaves,
            size: node.size - size,
            weight: node.weight - weight,
        };
        Some([Node { number, from: node.from, leaves, size, weight }, right])
    }

    /// Codes the only article below a node by its share of the weight: as many slots of the range as it weighs.
    fn code_single<C: Coder>(&mut self, coder: &mut C, node: Node, known: u32) -> u32 {
        let Node { number, mut from, mut leaves, mut weight, .. } = node;
        let mut number = number as usize;
        let slot = coder.divide_range(weight);
        let mut start = 0;
        while leaves > 1 {
            leaves /= 2;
            let Some(left) = self.weights.get_mut(number) else { break };
            let right = if C::DECODES { slot >= start + *left } else { known >= from + leaves };
            // A mask instead of a branch, of which the processor would predict half wrongly.
            let mask = 0_u32.wrapping_sub(u32::from(right));
            start += *left & mask;
            weight = *left ^ ((*left ^ (weight - *left)) & mask);
            *left += 2 & !mask;
            from += leaves & mask;
            number = 2 * number + usize::from(right);
        }
        coder.select_slots(start, weight);
        from
    }
}

/// Codes how many of `count` articles are in the left half.
fn code_left_count<C: Coder>(
    coder: &mut C,
    models: &mut SplitModels,
    left: Node,
    right: Node,
    count: u32,
    known: u32,
) -> Option<u32> {
    // Where the halves are too small for a choice, nothing is coded.
    let (least, most) = (count.saturating_sub(right.size), count.min(left.size));
    if least == most {
        return Some(least);
    }
    let mut found = 0;
    if count <= FEW {
        let balance = (log2_quarters(left.weight) - log2_quarters(right.weight)).clamp(-31, 31) + 32;
        let row = count * (count - 1) / 2;
        while found < count
            && coder.code_bit_in(&mut models.few, ((row + found) << 6 | balance as u32) as usize, known > found)
        {
            found += 1;
        }
    } else {
        let sum = u64::from(left.weight) + u64::from(right.weight);
        let expected = (u64::from(count) * u64::from(left.weight) / sum.max(1)) as u32;
        let context = expected.min(count - expected).checked_ilog2().map_or(0, |log| log as usize + 1);
        // The signed difference as a number: 0, -1, 1, -2, 2 and so on are 0, 1, 2, 3, 4.
        let (more, less) = (known.saturating_sub(expected), expected.saturating_sub(known));
        let zigzag = coder.code_number(models.many.get_mut(context)?, if less > 0 { 2 * less - 1 } else { 2 * more });
        let off = zigzag.div_ceil(2);
        found = if zigzag & 1 == 1 { expected.checked_sub(off)? } else { expected.checked_add(off)? };
    }
    (least <= found && found <= most).then_some(found)
}

/// The binary logarithm in quarters, rounded down along straight lines between the powers of two.
pub(super) fn log2_quarters(number: u32) -> i32 {
    let number = u64::from(number.max(1)) << 2;
    let log = number.ilog2();
    (4 * log) as i32 + (number >> (log - 2) & 3) as i32 - 8
}
