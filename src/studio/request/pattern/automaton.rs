//! A pattern as an automaton without empty steps (Glushkov's): a state for each character class of the pattern, and how
//! many ways lead from one to the next without reading anything. Two are as bad as many.

use std::collections::BTreeMap;

use regex_syntax::{
    ast::{Ast, GroupKind, RepetitionKind, RepetitionRange, parse::ParserBuilder},
    hir::{Class, ClassUnicode, ClassUnicodeRange, HirKind, translate::TranslatorBuilder},
};

use super::fault::Fault;
use crate::request::PATTERN_CHARS;

/// States of a pattern: an order number in groups has fifty.
const STATES: usize = 240;
/// States of a repeated piece that are written out.
const WRITTEN_OUT: usize = 64;

/// What a class of characters is in a browser, in the notation of `regex_syntax`, which means others by these letters.
const CLASSES: [(char, &str); 6] = [
    ('d', "[0-9]"),
    ('D', "[^0-9]"),
    ('w', "[0-9A-Za-z_]"),
    ('W', "[^0-9A-Za-z_]"),
    ('s', r"[\t-\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}]"),
    ('S', r"[^\t-\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}]"),
];

#[derive(Default)]
pub(super) struct Automaton {
    /// What each state reads.
    pub(super) classes: Vec<ClassUnicode>,
    /// How often the loops that a state stands in may go round.
    pub(super) rounds: Vec<f64>,
    /// What may follow a state, and in how many ways: 1, or 2 for more.
    pub(super) follow: Vec<BTreeMap<usize, u8>>,
    /// In how many ways what is not repeated divides.
    pub(super) choices: f64,
    /// How many loops are open.
    loops: usize,
}

/// A piece of a pattern.
struct Part {
    /// In how many ways it reads nothing.
    empty: u8,
    first: BTreeMap<usize, u8>,
    last: BTreeMap<usize, u8>,
}

impl Part {
    const fn nothing() -> Self {
        Self { empty: 1, first: BTreeMap::new(), last: BTreeMap::new() }
    }
}

pub(super) fn read(pattern: &str) -> Result<Automaton, Fault> {
    let mut text = String::new();
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        let escaped = if c == '\\' { chars.next() } else { None };
        match (CLASSES.iter().find(|(letter, _)| Some(*letter) == escaped), escaped) {
            (Some((_, class)), _) => text.push_str(class),
            (None, Some(escaped)) => text.extend([c, escaped]),
            (None, None) => text.push(c),
        }
    }
    // Here a class of POSIX, in a browser a class in a class.
    if text.contains("[:") && text.contains(":]") {
        return Err(Fault::Unknown);
    }
    let ast = ParserBuilder::new().nest_limit(60).build().parse(&text).map_err(|_| Fault::Unknown)?;
    let mut automaton = Automaton { choices: 1.0, ..Automaton::default() };
    automaton.part(&ast)?;
    Ok(automaton)
}

impl Automaton {
    fn part(&mut self, ast: &Ast) -> Result<Part, Fault> {
        match ast {
            // Taken to hold anywhere: that adds ways, and takes none.
            Ast::Empty(_) | Ast::Assertion(_) => Ok(Part::nothing()),
            Ast::Literal(_) | Ast::Dot(_) | Ast::ClassUnicode(_) | Ast::ClassPerl(_) | Ast::ClassBracketed(_) => {
                self.class(ast)
            }
            Ast::Group(group) => match &group.kind {
                GroupKind::NonCapturing(flags) if !flags.items.is_empty() => Err(Fault::Unknown),
                _ => self.part(&group.ast),
            },
            Ast::Concat(concat) => concat.asts.iter().try_fold(Part::nothing(), |before, ast| {
                let next = self.part(ast)?;
                Ok(self.joined(before, next))
            }),
            Ast::Alternation(either) => {
                let parts = either.asts.iter().map(|ast| self.part(ast)).collect::<Result<Vec<_>, _>>()?;
                Ok(self.either(parts))
            }
            Ast::Repetition(repetition) => {
                let (least, most) = match &repetition.op.kind {
                    RepetitionKind::ZeroOrOne => (0, Some(1)),
                    RepetitionKind::ZeroOrMore => (0, None),
                    RepetitionKind::OneOrMore => (1, None),
                    RepetitionKind::Range(RepetitionRange::Exactly(times)) => (*times, Some(*times)),
                    RepetitionKind::Range(RepetitionRange::AtLeast(times)) => (*times, None),
                    RepetitionKind::Range(RepetitionRange::Bounded(least, most)) => (*least, Some(*most)),
                };
                self.repeated(&repetition.ast, least as usize, most.map(|most| most as usize))
            }
            Ast::Flags(_) => Err(Fault::Unknown),
        }
    }

    /// One character of a class.
    fn class(&mut self, ast: &Ast) -> Result<Part, Fault> {
        let hir = TranslatorBuilder::new().build().translate("", ast).map_err(|_| Fault::Unknown)?;
        let class = match hir.kind() {
            HirKind::Class(Class::Unicode(class)) => class.clone(),
            HirKind::Literal(literal) => {
                let text = std::str::from_utf8(&literal.0).map_err(|_| Fault::Unknown)?;
                ClassUnicode::new(text.chars().map(|c| ClassUnicodeRange::new(c, c)))
            }
            _ => return Err(Fault::Unknown),
        };
        let state = self.classes.len();
        if state >= STATES {
            return Err(Fault::Long);
        }
        self.classes.push(class);
        self.rounds.push(1.0);
        self.follow.push(BTreeMap::new());
        let own = BTreeMap::from([(state, 1)]);
        Ok(Part { empty: 0, first: own.clone(), last: own })
    }

    /// Lets one piece follow another.
    fn link(&mut self, last: &BTreeMap<usize, u8>, first: &BTreeMap<usize, u8>) {
        for (from, ways) in last {
            if let Some(follow) = self.follow.get_mut(*from) {
                add(follow, first, *ways);
            }
        }
    }

    fn joined(&mut self, mut one: Part, two: Part) -> Part {
        self.link(&one.last, &two.first);
        add(&mut one.first, &two.first, one.empty);
        let mut last = two.last;
        add(&mut last, &one.last, two.empty);
        Part { empty: few(one.empty * two.empty), first: one.first, last }
    }

    fn either(&mut self, parts: Vec<Part>) -> Part {
        let count = parts.len() as f64;
        let mut out = Part { empty: 0, first: BTreeMap::new(), last: BTreeMap::new() };
        let mut doubt = false;
        for part in parts {
            doubt |=
                part.empty > 0 || part.first.keys().any(|own| out.first.keys().any(|other| self.meet(*own, *other)));
            add(&mut out.first, &part.first, 1);
            add(&mut out.last, &part.last, 1);
            out.empty = few(out.empty + part.empty);
        }
        // Inside a loop, the loop accounts for it.
        if doubt && self.loops == 0 {
            self.choices *= count;
        }
        out
    }

    fn repeated(&mut self, ast: &Ast, least: usize, most: Option<usize>) -> Result<Part, Fault> {
        if most == Some(0) {
            return Ok(Part::nothing());
        }
        // One character that may come once is taken for one that may come often: where several stand in a row, the
        // chain of them gives the number of ways. For a larger piece that would be too many.
        if (least, most) == (0, Some(1)) {
            let before = self.classes.len();
            let mut part = self.part(ast)?;
            // Nothing, by the piece or without it, is one way: browsers leave an empty round out.
            part.empty = part.empty.max(1);
            let loops = self.follow.get(before).is_some_and(|follow| follow.contains_key(&before));
            if self.loops == 0 && self.classes.len() == before + 1 && !loops {
                let (last, first) = (part.last.clone(), part.first.clone());
                self.link(&last, &first);
                self.rounds.iter_mut().skip(before).for_each(|own| *own = 2.0);
            } else if self.loops == 0 {
                self.choices *= 2.0;
            }
            return Ok(part);
        }
        let open = most.is_none_or(|most| most > least);
        let mut out = Part::nothing();
        for round in 0..least {
            let before = self.classes.len();
            let next = self.part(ast)?;
            let next = if most == Some(1) { next } else { something(next)? };
            out = self.joined(out, next);
            let size = self.classes.len() - before;
            if round == 0 && least > 1 && size * least > WRITTEN_OUT {
                // Too much to be written out: the rest is one loop, which reads more.
                let rest = self.looped(ast, most.map(|most| most - 1), least == most.unwrap_or(0))?;
                return Ok(self.joined(out, rest));
            }
        }
        if open {
            let rest = self.looped(ast, most.map(|most| most - least), false)?;
            out = self.joined(out, rest);
        }
        Ok(out)
    }

    /// A piece that comes any number of times; `most` bounds in how many ways, and an exact number leaves one.
    fn looped(&mut self, ast: &Ast, most: Option<usize>, exact: bool) -> Result<Part, Fault> {
        let start = self.classes.len();
        self.loops += 1;
        let part = self.part(ast);
        self.loops -= 1;
        let mut part = something(part?)?;
        let (last, first) = (part.last.clone(), part.first.clone());
        self.link(&last, &first);
        part.empty = part.empty.max(1);
        let all = PATTERN_CHARS as f64;
        let rounds = if exact { 1.0 } else { most.map_or(all, |most| (most as f64 + 1.0).min(all)) };
        self.rounds.iter_mut().skip(start).for_each(|own| *own = (*own * rounds).min(all));
        Ok(part)
    }

    /// Whether a character is in the classes of both.
    pub(super) fn meet(&self, one: usize, other: usize) -> bool {
        let (Some(one), Some(other)) = (self.classes.get(one), self.classes.get(other)) else { return false };
        meeting(one, other)
    }
}

/// Whether two classes share a character; both are in ascending order.
pub(super) fn meeting(one: &ClassUnicode, other: &ClassUnicode) -> bool {
    let (mut ours, mut theirs) = (one.iter().peekable(), other.iter().peekable());
    while let (Some(a), Some(b)) = (ours.peek(), theirs.peek()) {
        if a.end() < b.start() {
            ours.next();
        } else if b.end() < a.start() {
            theirs.next();
        } else {
            return true;
        }
    }
    false
}

fn add(to: &mut BTreeMap<usize, u8>, more: &BTreeMap<usize, u8>, ways: u8) {
    if ways > 0 {
        for (state, own) in more {
            let sum = to.entry(*state).or_insert(0);
            *sum = few(*sum + own * ways);
        }
    }
}

/// A piece that comes again and again reads something each time. `(b?)*` is `b*`, in a hundred times as many ways; and
/// what engines do with a round of nothing differs, down to one that never ends.
fn something(part: Part) -> Result<Part, Fault> {
    if part.empty > 0 { Err(Fault::Slow) } else { Ok(part) }
}

/// One is one, and two are many.
fn few(ways: u8) -> u8 {
    ways.min(2)
}
