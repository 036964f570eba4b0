//! The degree of ambiguity of an automaton: in how many ways it matches one text.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{
    automaton::{Automaton, meeting},
    fault::Fault,
};

/// Steps of each search: no pattern that people can read needs more.
const STEPS: usize = 200_000;

/// The most ways, about; an error where there may be exponentially many.
pub(super) fn most(automaton: &Automaton) -> Result<f64, Fault> {
    let graph = Graph::new(automaton);
    if graph.doubles()? {
        return Err(Fault::Slow);
    }
    let pairs = graph.pairs()?;
    let mut known = HashMap::new();
    let loops = graph.loops.iter().map(|of| graph.chain(of.id, &pairs, &mut known)).fold(1.0, f64::max);
    Ok(automaton.choices * loops)
}

struct Loop {
    id: usize,
    states: Vec<usize>,
    rounds: f64,
}

struct Graph<'a> {
    automaton: &'a Automaton,
    /// The number of the class of each state: states of one class are many.
    class: Vec<usize>,
    /// Which classes share a character.
    meet: Vec<Vec<bool>>,
    /// What is reached from a state by one step or more.
    reach: Vec<Vec<bool>>,
    loops: Vec<Loop>,
}

impl<'a> Graph<'a> {
    fn new(automaton: &'a Automaton) -> Self {
        let mut classes: Vec<&regex_syntax::hir::ClassUnicode> = Vec::new();
        let class = automaton.classes.iter().map(|own| {
            classes.iter().position(|known| *known == own).unwrap_or_else(|| {
                classes.push(own);
                classes.len() - 1
            })
        });
        let class: Vec<usize> = class.collect();
        let meet = classes.iter().map(|one| classes.iter().map(|other| meeting(one, other)).collect()).collect();
        let reach: Vec<Vec<bool>> = (0..class.len()).map(|from| reached(automaton, from)).collect();
        let mut graph = Self { automaton, class, meet, reach, loops: Vec::new() };
        for state in 0..graph.class.len() {
            let known = graph.loops.iter().any(|other| other.states.contains(&state));
            if graph.leads(state, state) && !known {
                let states: Vec<usize> = (0..graph.class.len())
                    .filter(|other| graph.leads(state, *other) && graph.leads(*other, state))
                    .collect();
                let rounds =
                    states.iter().filter_map(|state| automaton.rounds.get(*state)).copied().fold(1.0, f64::max);
                graph.loops.push(Loop { id: state, states, rounds });
            }
        }
        graph
    }

    fn leads(&self, from: usize, to: usize) -> bool {
        self.reach.get(from).and_then(|row| row.get(to)).copied().unwrap_or_default()
    }

    fn follow(&self, state: usize) -> impl Iterator<Item = (usize, u8)> {
        self.automaton.follow.get(state).into_iter().flatten().map(|(next, ways)| (*next, *ways))
    }

    fn meet(&self, one: usize, other: usize) -> bool {
        let class = |state: usize| self.class.get(state).copied().unwrap_or_default();
        self.meet.get(class(one)).and_then(|row| row.get(class(other))).copied().unwrap_or_default()
    }

    /// Whether a state comes back to itself in two ways with one text.
    fn doubles(&self) -> Result<bool, Fault> {
        let mut left = STEPS;
        for own in &self.loops {
            let inside: HashSet<usize> = own.states.iter().copied().collect();
            let twice = |state: &usize| self.follow(*state).any(|(next, ways)| ways > 1 && inside.contains(&next));
            if own.states.iter().any(twice) || self.parts_and_meets(own, &inside, &mut left)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether two ways through a loop part, read the same, and meet again.
    fn parts_and_meets(&self, own: &Loop, inside: &HashSet<usize>, left: &mut usize) -> Result<bool, Fault> {
        let mut before: HashMap<(usize, usize), Vec<(usize, usize)>> = HashMap::new();
        let mut seen: HashSet<(usize, usize)> = own.states.iter().map(|state| (*state, *state)).collect();
        let mut open: Vec<(usize, usize)> = seen.iter().copied().collect();
        while let Some((one, other)) = open.pop() {
            for (next, _) in self.follow(one).filter(|(next, _)| inside.contains(next)) {
                for (beside, _) in self.follow(other).filter(|(beside, _)| inside.contains(beside)) {
                    *left = left.checked_sub(1).ok_or(Fault::Long)?;
                    if !self.meet(next, beside) {
                        continue;
                    }
                    before.entry((next, beside)).or_default().push((one, other));
                    if seen.insert((next, beside)) {
                        open.push((next, beside));
                    }
                }
            }
        }
        let mut back: HashSet<(usize, usize)> = HashSet::new();
        let mut open: Vec<(usize, usize)> = own.states.iter().map(|state| (*state, *state)).collect();
        while let Some(pair) = open.pop() {
            for from in before.get(&pair).into_iter().flatten() {
                if from.0 != from.1 {
                    return Ok(true);
                }
                if back.insert(*from) {
                    open.push(*from);
                }
            }
        }
        Ok(false)
    }

    /// The loops that may hand over to one another anywhere in a text that both read, with in how many places.
    fn pairs(&self) -> Result<Vec<(usize, usize, f64)>, Fault> {
        let (mut out, mut left) = (Vec::new(), STEPS);
        for one in &self.loops {
            for other in self.loops.iter().filter(|other| other.id != one.id && self.leads(one.id, other.id)) {
                let mut found = false;
                for from in &one.states {
                    for to in &other.states {
                        found = found || self.hands_over((*from, *to), (one, other), &mut left)?;
                    }
                }
                if found {
                    out.push((one.id, other.id, one.rounds.min(other.rounds)));
                }
            }
        }
        Ok(out)
    }

    /// Whether one text leads from a state to itself, from it to another, and from that to itself.
    fn hands_over(&self, (from, to): (usize, usize), loops: (&Loop, &Loop), left: &mut usize) -> Result<bool, Fault> {
        let between = |state: usize| state == from || state == to || self.leads(from, state) && self.leads(state, to);
        let mut seen = HashSet::new();
        let mut open = vec![(from, from, to)];
        while let Some((a, b, c)) = open.pop() {
            *left = left.checked_sub(1).ok_or(Fault::Long)?;
            let next_a: Vec<usize> =
                self.follow(a).map(|(next, _)| next).filter(|x| loops.0.states.contains(x)).collect();
            let next_c: Vec<usize> =
                self.follow(c).map(|(next, _)| next).filter(|x| loops.1.states.contains(x)).collect();
            for (b, _) in self.follow(b).filter(|(b, _)| between(*b)) {
                for a in next_a.iter().copied().filter(|a| self.meet(*a, b)) {
                    // Any two of three share a character; that all three do is taken for granted.
                    for c in next_c.iter().copied().filter(|c| self.meet(a, *c) && self.meet(b, *c)) {
                        *left = left.checked_sub(1).ok_or(Fault::Long)?;
                        if (a, b, c) == (from, to, to) {
                            return Ok(true);
                        }
                        if seen.insert((a, b, c)) {
                            open.push((a, b, c));
                        }
                    }
                }
            }
        }
        Ok(false)
    }

    /// The ways that a chain of such pairs gives, from a loop on.
    fn chain(&self, id: usize, pairs: &[(usize, usize, f64)], known: &mut HashMap<usize, f64>) -> f64 {
        if let Some(ways) = known.get(&id) {
            return *ways;
        }
        let mut best = 1.0_f64;
        // Only forward, so that it ends: loops that lead to each other are one.
        for (_, other, places) in pairs.iter().filter(|(one, ..)| *one == id || self.leads(id, *one)) {
            best = best.max(places * self.chain(*other, pairs, known));
        }
        known.insert(id, best);
        best
    }
}

fn reached(automaton: &Automaton, from: usize) -> Vec<bool> {
    let mut seen = vec![false; automaton.classes.len()];
    let mut open = vec![from];
    while let Some(state) = open.pop() {
        let follow: Option<&BTreeMap<usize, u8>> = automaton.follow.get(state);
        for next in follow.into_iter().flat_map(BTreeMap::keys) {
            if let Some(seen) = seen.get_mut(*next).filter(|seen| !**seen) {
                *seen = true;
                open.push(*next);
            }
        }
    }
    seen
}
