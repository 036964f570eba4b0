//! What a visitor's browser does for each keystroke takes time linear in the text, whatever the text is: a key, a log,
//! a language that is written without spaces.
//!
//! Invariant (browser): the work for each typed letter takes time in proportion to the text.

use alloc::{string::String, vec::Vec};
use std::time::Duration;

use cpu_time::ThreadTime;

use super::{
    Evidence, Hit, Matcher, Outcome, Query, answer, found, marks,
    matcher::{Key, QueryExpansion},
    spelled,
};
use crate::{
    knowledge::{Block, Fold, Inline, Item, Mark, page_question},
    language::{LanguageWords, tokens},
};

/// Bytes of the shorter text. Short enough that the allocator maps no block of its own, as it does from 128 kB on; long
/// enough that quadratic time is noticed.
const LENGTH: usize = 25_000;
/// How often a kind of text is measured before it counts as slow.
const ROUNDS: usize = 40;

/// Makes a text of about a length.
type Make = fn(usize) -> String;

fn times(piece: &str, length: usize) -> String {
    piece.repeat(length / piece.len() + 1)
}

const SHAPES: [(&str, Make); 18] = [
    ("one long word", |length| "x".repeat(length)),
    ("a key", |length| times("aGVsbG8gd29ybGQhIQ", length)),
    ("dots and blanks", |length| times(". ", length)),
    ("dots and blanks before a letter", |length| times(". ", length) + "A"),
    ("marks of all kinds", |length| times("?! … ", length)),
    ("letters and dots", |length| times("a. ", length)),
    ("capitals and dots", |length| times("A. ", length)),
    ("a word, then dots", |length| "x".repeat(length / 2) + &times(". ", length / 2)),
    ("Han without punctuation", |length| times("退货流程说明", length)),
    ("Han with dots", |length| times("退货. ", length)),
    ("digits", |length| times("4711", length)),
    ("digits and dots", |length| times("1. ", length)),
    ("emoji", |length| times("🍅", length)),
    ("combining marks", |length| String::from("a") + &times("\u{301}", length)),
    ("abbreviations", |length| times("ul. Np. ", length)),
    ("quotes and brackets", |length| times("(„»[{\"'", length)),
    ("tiny sentences", |length| times("Zwrot. ", length)),
    ("tiny sentences and a long one", |length| times("Zwrot. ", 300) + &times("zwrot paczki ", length)),
];

fn text(text: String) -> Vec<Inline> {
    alloc::vec![Inline::Text(text)]
}

/// Articles that hold a text in different kinds of blocks.
fn articles(whole: &str) -> [Vec<Block>; 5] {
    let paragraph = |text: &str| Block::Paragraph(self::text(text.into()));
    let pieces: Vec<String> =
        whole.chars().collect::<Vec<_>>().chunks(30).map(|piece| piece.iter().collect()).collect();
    let row = |piece: &String| alloc::vec![text(piece.clone()), text(piece.clone())];
    let rows: Vec<_> = pieces.iter().map(row).collect();
    let mark = |piece: &String| Inline::Marked(Mark::Sup, text(piece.clone()));
    let titled = |piece: &String| Block::Titled {
        callout: None,
        fold: Fold::Closed,
        title: alloc::vec![mark(piece)],
        blocks: alloc::vec![Block::Paragraph(alloc::vec![mark(piece), mark(piece)])],
    };
    let item = |piece: &String| Item { task: None, blocks: alloc::vec![paragraph(piece)] };
    [
        alloc::vec![paragraph(whole)],
        pieces.iter().map(|piece| paragraph(piece)).collect(),
        alloc::vec![Block::Table { align: Vec::new(), head: Vec::new(), rows }],
        alloc::vec![Block::List { start: None, items: pieces.iter().map(item).collect() }],
        pieces.iter().map(titled).collect(),
    ]
}

fn outcome() -> Outcome {
    let words = ["zwrot", "paczki", "4711"].map(|word| alloc::vec![QueryExpansion::of(Key::of(word, false))]);
    Outcome {
        language: LanguageWords::of("pl"),
        hits: alloc::vec![Hit { article: 0, section: 0, score: 1.0, part: false, share: 1.0 }],
        matcher: Matcher { words: words.into() },
        idfs: alloc::vec![2.0; 3],
        evidence: Evidence::certain(),
        ..Outcome::default()
    }
}

/// All that is done with the text of the best article. What is shown of it is short.
fn show(blocks: &[Block], whole: &str, outcome: &Outcome) {
    let answer = answer(outcome, "Zwrot", "", blocks);
    assert!(answer.is_none_or(|answer| answer.passage.text.chars().count() <= 602));
    let shown = found(&outcome.hits[0], "", "", blocks, &outcome.matcher);
    assert!(shown.excerpt.text.chars().count() < 200);
    assert_eq!(spelled("nowhere", "", "", blocks), None);
    assert!(marks(whole, &outcome.matcher).len() <= tokens(whole).count());
}

fn check(name: &str, mut measure: impl FnMut(usize) -> Duration) {
    let (mut best, mut ratio) = ([Duration::MAX; 2], f64::MAX);
    for _ in 0..ROUNDS {
        for (best, length) in best.iter_mut().zip([LENGTH, 2 * LENGTH]) {
            *best = measure(length).max(Duration::from_micros(100)).min(*best);
        }
        ratio = best[1].as_secs_f64() / best[0].as_secs_f64();
        if ratio < 2.5 {
            break;
        }
    }
    std::println!("{name}: {best:.1?} {ratio:.2}");
    assert!(ratio < 3.0, "{name} is slow: {best:?} for one and two times {LENGTH} bytes");
}

/// A log in an article must not freeze a customer's browser.
#[test]
fn answers_take_linear_time() {
    let outcome = outcome();
    for (name, make) in SHAPES {
        for (kind, blocks) in ["one paragraph", "many", "a table", "a list", "marks"].iter().zip(0..5) {
            check(&alloc::format!("{name}, {kind}"), |length| {
                let whole = make(length);
                let article = &articles(&whole)[blocks];
                let start = ThreadTime::now();
                show(article, &whole, &outcome);
                start.elapsed()
            });
        }
    }
}

/// A page pasted into the search field, or a title as long as one, is a query as any other.
#[test]
fn queries_take_linear_time() {
    let language = LanguageWords::of("pl");
    for (name, make) in SHAPES {
        check(name, |length| {
            let whole = make(length);
            let start = ThreadTime::now();
            assert!(Query::new(&whole, &language).text.chars().count() <= super::MAX_QUERY_CHARS);
            assert!(page_question(&whole, &whole, &whole).len() < 2_000);
            start.elapsed()
        });
    }
    let start = ThreadTime::now();
    for (_, make) in SHAPES {
        let query = make(1_000_000);
        let _ = Query::new(&query, &language);
    }
    std::println!("18 queries of a megabyte: {:?}", start.elapsed());
}
