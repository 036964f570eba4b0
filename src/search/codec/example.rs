//! Holds the worked example at the top of the codec to the truth: encodes that index, notes every decision, and
//! compares both tables and the bytes with the text there.

use alloc::{format, string::String, vec::Vec};

use super::{
    MAX_ENTRIES, RawIndex, TitleTerms, coder::Coder, decoder::Decoder, encode, encoder::Encoder, layout::code_index,
    model::PROBABILITY_BITS, references::choose_references,
};
use crate::search::{FIELDS, Field};

/// Title, questions, keywords, headings and body of each article.
const ARTICLES: [[&str; FIELDS]; 2] =
    [["Refund", "", "", "", "Refund, code, code, refunds."], ["Code", "", "", "", "Code: refunds."]];

/// What is coded in one piece, as the example explains it.
enum Value {
    Bit(u32),
    /// A symbol: this number in so many bits.
    Symbol(u32, u32),
    Number(u32),
    /// From one slot to another, of so many: `start..end of total`.
    Slots(u32, u32, u32),
}
use Value::{Bit, Number, Slots, Symbol};

/// All that is coded, in the order of the stream: where it belongs, what it means, how it is coded.
const STEPS: [(&str, &str, Value); 34] = [
    ("counts", "2 articles", Number(2)),
    ("", "0 questions", Number(0)),
    ("", "17 bytes of terms", Number(17)),
    ("", "7 postings", Number(7)),
    ("questions", "0 of article 0", Number(0)),
    ("", "0 of article 1", Number(0)),
    ("references", "article 0 has none", Bit(0)),
    ("", "article 1 has none", Bit(0)),
    ("script", "c is U+0063", Number(99)),
    ("code", "the next title term", Bit(1)),
    ("", "other fields: body", Symbol(0b1000, 4)),
    ("  body", "1 seed", Number(1)),
    ("", "it is article 0", Slots(0, 1, 2)),
    ("", "0: more than once", Bit(1)),
    ("", "0: not three times", Bit(0)),
    ("", "1: predicted, holds it", Bit(1)),
    ("", "1: once", Bit(0)),
    ("refund", "the next title term", Bit(1)),
    ("", "other fields: body", Symbol(0b1000, 4)),
    ("  body", "0 seeds", Number(0)),
    ("", "0: predicted, holds it", Bit(1)),
    ("", "0: once", Bit(0)),
    ("refunds", "another term follows", Bit(1)),
    ("", "6 letters shared", Symbol(6, 6)),
    ("", "s: letter 16 from c", Symbol(11 + 16, 6)),
    ("", "end of the term", Symbol(0, 6)),
    ("", "other fields: body", Symbol(0b1000, 4)),
    ("  body", "2 seeds", Number(2)),
    ("", "left half: article 0", Slots(0, 3, 3)),
    ("", "right half: article 1", Slots(0, 1, 1)),
    ("", "0: once", Bit(0)),
    ("", "1: once", Bit(0)),
    ("end", "no term follows", Bit(0)),
    ("topics", "there are none", Bit(0)),
];

impl Value {
    /// The decisions that the description of the format makes of a value, written without the coder.
    fn decisions(&self) -> String {
        match *self {
            Bit(bit) => format!("{bit}"),
            Symbol(value, bits) => format!("{value:00$b}", bits as usize),
            Number(value) => {
                let below = (value + 1).ilog2() as usize;
                let bits = format!("{:b}", value + 1);
                format!("{}0 {}", "1".repeat(below), &bits[1..]).trim_end().into()
            }
            Slots(start, end, total) => format!("{start}..{end} of {total}"),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Decision {
    /// A bit, and the probability of a one in fractions of 2^16.
    Bit(bool, u32),
    /// Slots: the first, how many, of how many.
    Slots(u32, u32, u32),
}

impl Decision {
    fn text(self) -> String {
        match self {
            Self::Bit(bit, _) => format!("{}", u8::from(bit)),
            Self::Slots(start, count, total) => format!("{start}..{} of {total}", start + count),
        }
    }

    /// What it costs, in bits.
    fn cost(self) -> f64 {
        let whole = f64::from(1 << PROBABILITY_BITS);
        match self {
            Self::Bit(true, one) => -(f64::from(one) / whole).log2(),
            Self::Bit(false, one) => -(1.0 - f64::from(one) / whole).log2(),
            Self::Slots(_, count, total) => (f64::from(total) / f64::from(count)).log2(),
        }
    }
}

/// A coder that notes the decisions of another one.
struct Traced<C> {
    coder: C,
    total: u32,
    decisions: Vec<Decision>,
}

impl<C: Coder> Traced<C> {
    /// The decisions of coding an index, and the coder after it.
    fn of(coder: C, known: &RawIndex, titles: &[String], references: &[u32]) -> (Vec<Decision>, C) {
        let mut traced = Self { coder, total: 0, decisions: Vec::new() };
        let titles = TitleTerms::new(titles.iter().map(String::as_str));
        code_index(&mut traced, known, titles, references, MAX_ENTRIES).unwrap();
        (traced.decisions, traced.coder)
    }
}

impl<C: Coder> Coder for Traced<C> {
    const DECODES: bool = C::DECODES;

    fn divide_range(&mut self, total: u32) -> u32 {
        self.total = total;
        self.coder.divide_range(total)
    }

    fn select_slots(&mut self, start: u32, count: u32) {
        self.decisions.push(Decision::Slots(start, count, self.total));
        self.coder.select_slots(start, count);
    }

    fn code_with_probability(&mut self, one: u32, bit: bool) -> bool {
        let bit = self.coder.code_with_probability(one, bit);
        self.decisions.push(Decision::Bit(bit, one));
        bit
    }

    fn past_end(&self) -> bool {
        self.coder.past_end()
    }
}

/// The terms with their lists, as the example shows them.
fn table_of_terms(raw: &RawIndex) -> Vec<String> {
    let list = |list: &[(u32, u32)]| {
        let posting = |&(article, frequency): &(u32, u32)| format!("{article} ({frequency})");
        let postings: Vec<_> = list.iter().map(posting).collect();
        if postings.is_empty() { String::from("–") } else { postings.join(", ") }
    };
    let mut lines = Vec::from([format!("{:10}{:14}body", "term", "title")]);
    for term in &raw.terms {
        let [title, body] = [Field::Title, Field::Body].map(|field| list(&term.postings[field as usize]));
        lines.push(format!("{:10}{title:14}{body}", term.text));
    }
    lines
}

/// The steps with their decisions and what these cost, as the example shows them.
fn table_of_steps(trace: &[Decision]) -> Vec<String> {
    let mut lines = Vec::from([format!("{:12}{:25}{:15}{:>6}", "part", "what is coded", "decisions", "bits")]);
    let mut rest = trace;
    for (part, meaning, value) in &STEPS {
        let decisions = value.decisions();
        let own = if matches!(value, Slots(..)) { 1 } else { decisions.replace(' ', "").len() };
        let (own, after) = rest.split_at(own);
        rest = after;
        let coded: String = own.iter().map(|decision| decision.text()).collect();
        assert_eq!(coded.replace(' ', ""), decisions.replace(' ', ""), "{part} {meaning}");
        let cost: f64 = own.iter().map(|decision| decision.cost()).sum();
        lines.push(format!("{part:12}{meaning:25}{decisions:15}{cost:6.2}"));
    }
    assert_eq!(rest, [], "decisions that the example does not mention");
    let cost: f64 = trace.iter().map(|decision| decision.cost()).sum();
    lines.push(format!("{:12}{:25}{:15}{cost:6.2}", "", "", format!("{} in all", trace.len())));
    lines
}

/// A reader who works through the example must not be led astray by a number of a year ago.
#[test]
fn the_worked_example_is_true() {
    let raw = RawIndex::of_texts(ARTICLES);
    let references = choose_references(&raw);
    let (trace, encoder) = Traced::of(Encoder::new(), &raw, &raw.titles, &references);
    let (stream, bytes) = (encoder.finish(), encode(&raw));
    assert_eq!(bytes, [b"NDI3", &stream[..]].concat());
    let (read, decoder) = Traced::of(Decoder::new(&stream), &RawIndex::default(), &raw.titles, &[]);
    assert_eq!(read, trace, "both directions make the same decisions");
    assert_eq!(decoder.finish(), Some(&[][..]));

    let hex: Vec<_> = stream.iter().map(|byte| format!("{byte:02x}")).collect();
    let documented: Vec<&str> =
        include_str!("mod.rs").lines().map_while(|line| line.strip_prefix("//!")).map(str::trim).collect();
    let documented = documented.join("\n");
    let bytes = Vec::from([format!("NDI3 {}", hex.join(" "))]);
    let parts = [table_of_terms(&raw), table_of_steps(&trace), bytes].map(|lines| lines.join("\n"));
    let trimmed = |part: &str| part.lines().map(str::trim).collect::<Vec<_>>().join("\n");
    let missing: Vec<_> = parts.iter().filter(|part| !documented.contains(&trimmed(part))).cloned().collect();
    assert!(missing.is_empty(), "mod.rs should say\n{}", missing.join("\n\n"));
}
