//! The index reader against hostile bytes: it answers with an error or an index that can be searched. A panic would
//! take the way to a person off the screen. `fuzz/` looks for what these tables do not hold.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/exercise.rs"]
mod exercise;

use std::collections::BTreeMap;

use exercise::exercise;
use nightdesk::search::{
    FIELDS, Field, Index, MAX_QUERY_CHARS, RawIndex, RawTerm, TOPICS, Topics, encode, norm_id, tokens,
};

/// Title, keywords, then heading and text of each further section.
type Article = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const ARTICLES: [Article; 4] = [
    (
        "Zwrot towaru",
        "zwroty reklamacja",
        &[
            ("", "Towar możesz zwrócić w 14 dni, bez podania przyczyny. Towar odeślij na nasz koszt."),
            ("Pieniądze", "Pieniądze oddamy w 14 dni od zwrotu towaru, na to samo konto."),
        ],
    ),
    (
        "Reklamacja towaru",
        "",
        &[
            ("", "Towar możesz reklamować przez 2 lata, z podaniem przyczyny. Towar odeślij na nasz koszt."),
            (
                "Pieniądze",
                "Pieniądze oddamy w 14 dni od uznania, na to samo konto. Zwrotu, zwroty, zwrotów: bez zmian.",
            ),
        ],
    ),
    ("Повернення", "їжак", &[("", "Повернення товару: їжак, їжаки, їжакам. Товар їжака.")]),
    ("Faktura VAT", "", &[("", "Faktura 2024/15 jest w wiadomości."), ("Faktura dla firmy", "Podaj NIP firmy.")]),
];

fn raw(articles: &[Article]) -> RawIndex {
    let mut raw = RawIndex::default();
    let mut terms: BTreeMap<String, [BTreeMap<u32, u32>; FIELDS]> = BTreeMap::new();
    let mut section = 0;
    for (title, keywords, parts) in articles {
        raw.sections.push(parts.len() as u32);
        for (at, (heading, body)) in parts.iter().enumerate() {
            let mut add = |field: Field, text: &str| {
                for token in tokens(text) {
                    *terms.entry(token.term).or_default()[field as usize].entry(section).or_default() += 1;
                }
            };
            if at == 0 {
                add(Field::Title, title);
                add(Field::Keywords, keywords);
            }
            add(Field::Headings, heading);
            add(Field::Body, body);
            section += 1;
        }
    }
    let term = |(text, postings): (String, [BTreeMap<u32, u32>; FIELDS])| RawTerm {
        text,
        postings: postings.map(|list| list.into_iter().collect()),
    };
    raw.terms = terms.into_iter().map(term).collect();
    raw
}

/// Does with bytes what the widget does; whether they are an index.
fn use_index(bytes: &[u8]) -> bool {
    let longest = "zwrócić towar w czternaście dni ".repeat(MAX_QUERY_CHARS);
    let questions = [&longest, "", "\u{1f994}", "zwrot towaru", "їжак", "14 dni faktura fir", "rekalmacja\0"];
    exercise(bytes, &questions)
}

/// What was put in comes out.
fn check(raw: &RawIndex) {
    let bytes = encode(raw);
    assert!(use_index(&bytes), "{:?}", Index::decode(&bytes).err());
    assert_eq!(bytes, encode(raw), "the same every time");
    let index = Index::decode(&bytes).unwrap();
    assert_eq!((index.article_count(), index.term_count()), (raw.sections.len(), raw.terms.len()));
    for (number, term) in raw.terms.iter().enumerate() {
        assert_eq!(index.term(number), term.text);
        for (field, list) in term.postings.iter().enumerate() {
            let own: Vec<_> = index.postings(number, field).collect();
            let capped = |&(section, frequency): &(u32, u32)| (section, frequency.min(65_535) as u16);
            assert_eq!(own, list.iter().map(capped).collect::<Vec<_>>(), "{} in field {field}", term.text);
        }
    }
    assert_eq!(*index.topics(), raw.topics);
    for field in Field::ALL {
        let mut lengths = vec![0; index.section_count()];
        for &(section, frequency) in raw.terms.iter().flat_map(|term| &term.postings[field as usize]) {
            lengths[section as usize] += frequency.min(65_535);
        }
        for (section, length) in (0..).zip(lengths) {
            assert_eq!(index.norm(field, section), norm_id(length));
        }
    }
}

/// An index that changes on the way finds the wrong article.
#[test]
fn indexes_come_back() {
    let term = |text: &str, field: usize, list: &[(u32, u32)]| {
        let mut term = RawTerm { text: text.into(), ..RawTerm::default() };
        term.postings[field] = list.to_vec();
        term
    };
    check(&RawIndex::default());
    check(&RawIndex { sections: vec![1], terms: Vec::new(), ..RawIndex::default() });
    check(&RawIndex { sections: vec![1], terms: vec![term("a", 4, &[(0, 1)])], ..RawIndex::default() });
    check(&RawIndex {
        sections: vec![2, 1],
        terms: vec![term("ї", 0, &[(1, 2), (2, u32::MAX)])],
        ..RawIndex::default()
    });
    let long: Vec<RawTerm> =
        [1, 64, 254, 255].into_iter().map(|length| term(&"x".repeat(length), 3, &[(4, 70_000)])).collect();
    check(&RawIndex { sections: vec![5], terms: long, ..RawIndex::default() });
    // Every section alike: far fewer bytes than entries.
    let all: Vec<(u32, u32)> = (0..4000).map(|section| (section, 1)).collect();
    let words = |count: usize| (0..count).map(|word| term(&format!("w{word:04}"), word % 5, &all)).collect();
    check(&RawIndex { sections: vec![2; 2000], terms: words(40), ..RawIndex::default() });
    let topics = Topics {
        scales: (0..TOPICS).map(|topic| 1.0 + topic as f32).collect(),
        places: (0..3 * TOPICS).map(|place| (place % 15) as i8 - 7).collect(),
    };
    check(&RawIndex { sections: vec![1; 3], terms: vec![term("a", 4, &[(0, 1), (2, 4)])], topics });
    check(&raw(&ARTICLES));
}

/// Files that end too early, at every length.
#[test]
fn truncated() {
    let bytes = encode(&raw(&ARTICLES));
    assert!(bytes.len() < 1500, "{} bytes", bytes.len());
    for length in 0..bytes.len() {
        assert!(!use_index(&bytes[..length]), "{length} of {} bytes", bytes.len());
    }
    assert!(!use_index(&[&bytes[..], &[0]].concat()) && !use_index(&[&bytes[..], &bytes[..]].concat()));
}

/// Every byte replaced: by all others in the beginning and in a tiny index, by a choice of them elsewhere.
#[test]
fn flipped() {
    let (small, tiny) =
        (encode(&raw(&ARTICLES)), encode(&raw(&[("Faktura", "", &[("", "Faktura i NIP"), ("NIP", "NIP")])])));
    for (bytes, all) in [(&small, 8), (&tiny, tiny.len())] {
        let mut damaged = bytes.clone();
        let mut read = 0;
        for at in 0..bytes.len() {
            let flips = (0..8).map(|bit| bytes[at] ^ 1 << bit).chain([0, 0xff]);
            let values: Vec<u8> = if at < all { (0..=255).collect() } else { flips.collect() };
            for value in values.into_iter().filter(|&value| value != bytes[at]) {
                damaged[at] = value;
                read += usize::from(use_index(&damaged));
            }
            damaged[at] = bytes[at];
        }
        println!("{read} damaged indexes of {} bytes were readable", bytes.len());
    }
}

/// Bytes that were never an index, behind its first bytes.
#[test]
fn random() {
    let mut state = 1_u64;
    let mut byte = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    for round in 0..3000 {
        let length = usize::from(byte()) % 200;
        let mut bytes = b"NDI2".to_vec();
        // Few ones at first: large counts are turned down at once.
        bytes.extend((0..length).map(|at| if at < round % 12 { 0xff } else { byte() }));
        use_index(&bytes);
    }
}
