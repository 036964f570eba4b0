//! The index reader against hostile bytes: it answers with an error or an index that can be searched. A panic would
//! take the contact channels off the screen. `fuzz/` looks for inputs that these tables do not have.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/exercise.rs"]
mod exercise;

use exercise::exercise;
use nightdesk::search::{FIELDS, Field, Index, MAX_QUERY_CHARS, RawIndex, RawTerm, TOPICS, Topics, encode, norm_id};

/// Title, questions, keywords, headings and text of each article.
const ARTICLES: [[&str; FIELDS]; 4] = [
    [
        "Zwrot towaru",
        "jak oddać towar\nczy za zwrot się płaci",
        "zwroty reklamacja",
        "Pieniądze",
        "Towar możesz zwrócić w 14 dni, bez podania przyczyny. Towar odeślij na nasz koszt. \
         Pieniądze oddamy w 14 dni od zwrotu towaru, na to samo konto.",
    ],
    [
        "Reklamacja towaru",
        "",
        "",
        "Pieniądze",
        "Towar możesz reklamować przez 2 lata, z podaniem przyczyny. Towar odeślij na nasz koszt. \
         Pieniądze oddamy w 14 dni od uznania, na to samo konto. Zwrotu, zwroty, zwrotów: bez zmian.",
    ],
    ["Повернення", "де їжак?", "їжак", "", "Повернення товару: їжак, їжаки, їжакам. Товар їжака."],
    ["Faktura VAT", "", "", "Faktura dla firmy", "Faktura 2024/15 jest w wiadomości. Podaj NIP firmy."],
];

/// An index with topic positions for its articles.
fn with_topics(raw: RawIndex) -> RawIndex {
    let topics = Topics {
        scales: (0..TOPICS).map(|topic| 1.0 + topic as f32).collect(),
        places: (0..raw.titles.len() * TOPICS).map(|position| (position % 15) as i8 - 7).collect(),
    };
    RawIndex { topics, ..raw }
}

fn titles(raw: &RawIndex) -> Vec<&str> {
    raw.titles.iter().map(String::as_str).collect()
}

/// Uses bytes as the widget does; whether they are an index of articles with these titles.
fn use_index(bytes: &[u8], titles: &[&str]) -> bool {
    let longest = "zwrócić towar w czternaście dni ".repeat(MAX_QUERY_CHARS);
    let questions = [&longest, "", "\u{1f994}", "zwrot towaru", "їжак", "14 dni faktura fir", "rekalmacja\0"];
    exercise(bytes, titles, &questions)
}

/// An index that is written and read again is the same.
fn check(raw: &RawIndex) {
    let (bytes, titles) = (encode(raw), titles(raw));
    let decode = || Index::decode(&bytes, titles.iter().copied());
    assert!(use_index(&bytes, &titles), "{:?}", decode().err());
    assert_eq!(bytes, encode(raw), "the same every time");
    let index = decode().unwrap();
    assert_eq!((index.article_count(), index.term_count()), (raw.titles.len(), raw.terms.len()));
    for (number, term) in raw.terms.iter().enumerate() {
        assert_eq!(index.term(number), term.text);
        for (field, list) in term.postings.iter().enumerate() {
            let postings: Vec<_> = index.postings(number, field).collect();
            let capped = |&(section, frequency): &(u32, u32)| (section, frequency.min(65_535) as u16);
            assert_eq!(postings, list.iter().map(capped).collect::<Vec<_>>(), "{} in field {field}", term.text);
        }
    }
    assert_eq!(*index.topics(), raw.topics);
    for field in Field::ALL {
        let mut lengths = vec![0; index.holder_count(field)];
        for &(holder, frequency) in raw.terms.iter().flat_map(|term| &term.postings[field as usize]) {
            lengths[holder as usize] += frequency.min(65_535);
        }
        for (holder, length) in (0..).zip(lengths) {
            assert_eq!(index.norm(field, holder), norm_id(length));
        }
    }
}

/// An index that changes in transit finds the wrong article.
#[test]
fn indexes_come_back() {
    let term = |text: &str, field: usize, list: &[(u32, u32)]| {
        let mut term = RawTerm { text: text.into(), ..RawTerm::default() };
        term.postings[field] = list.to_vec();
        term
    };
    let articles = |count: usize, questions: u32, terms: Vec<RawTerm>| RawIndex {
        titles: vec![String::new(); count],
        questions: vec![questions; count],
        terms,
        ..RawIndex::default()
    };
    check(&RawIndex::default());
    check(&articles(1, 0, Vec::new()));
    check(&articles(1, 0, vec![term("a", 4, &[(0, 1)])]));
    check(&articles(2, 2, vec![term("ї", 1, &[(1, 2), (3, u32::MAX)])]));
    let long = ["x", "7", "ї", "\u{10ffff}"].map(|letter| [1, 62, 63].map(|length| letter.repeat(length)));
    let mut long: Vec<String> = long.into_iter().flatten().collect();
    long.sort_unstable();
    check(&articles(5, 0, long.iter().map(|text| term(text, 3, &[(4, 70_000)])).collect()));
    // Every article alike: far fewer bytes than entries.
    let all: Vec<(u32, u32)> = (0..4000).map(|holder| (holder, 1)).collect();
    let words = |count: usize| (0..count).map(|word| term(&format!("w{word:04}"), 1 + word % 4, &all)).collect();
    check(&articles(4000, 1, words(40)));
    check(&with_topics(articles(3, 0, vec![term("a", 4, &[(0, 1), (2, 4)])])));
    check(&with_topics(RawIndex::of_texts(ARTICLES)));
    let titles = ["a b a", "b", "", "żółć, b a", "a"].map(|title| [title, "", "", "", "b c"]);
    check(&RawIndex::of_texts(titles));
}

/// Titles of another pack: a half-uploaded bundle.
#[test]
fn other_titles() {
    let raw = RawIndex::of_texts(ARTICLES);
    let (bytes, mut titles) = (encode(&raw), titles(&raw));
    for (number, title) in [(0, ""), (1, "Zwrot"), (2, "żółć"), (3, "Faktura")] {
        let right = std::mem::replace(&mut titles[number], title);
        assert!(!use_index(&bytes, &titles), "{title}");
        titles[number] = right;
    }
    assert!(!use_index(&bytes, &titles[..3]) && use_index(&bytes, &titles));
}

/// Files that end too early, at every length.
#[test]
fn truncated() {
    let raw = with_topics(RawIndex::of_texts(ARTICLES));
    let (bytes, titles) = (encode(&raw), titles(&raw));
    assert!(bytes.len() < 1500, "{} bytes", bytes.len());
    for length in 0..bytes.len() {
        assert!(!use_index(&bytes[..length], &titles), "{length} of {} bytes", bytes.len());
    }
    let longer = [&[0], &bytes[..]].map(|more| [&bytes[..], more].concat());
    assert!(longer.iter().all(|longer| !use_index(longer, &titles)));
}

/// Every byte replaced by every other one in a tiny index; in a small one that has everything, every bit turned.
#[test]
fn flipped() {
    let small = with_topics(RawIndex::of_texts(ARTICLES));
    let tiny = RawIndex::of_texts([["Faktura", "gdzie?", "", "NIP", "Faktura i NIP"]]);
    for (raw, all) in [(&small, 8), (&tiny, usize::MAX)] {
        let titles = titles(raw);
        let bytes = encode(raw);
        let mut damaged = bytes.clone();
        let mut read = 0;
        for at in 0..bytes.len() {
            let flips = (0..8).map(|bit| bytes[at] ^ 1 << bit).chain([0, 0xff]);
            let values: Vec<u8> = if at < all { (0..=255).collect() } else { flips.collect() };
            for value in values.into_iter().filter(|&value| value != bytes[at]) {
                damaged[at] = value;
                read += usize::from(use_index(&damaged, &titles));
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
        let mut bytes = b"NDI3".to_vec();
        // Few bits set at first: large counts are refused at once.
        bytes.extend((0..length).map(|at| if at < round % 12 { 0xff } else { byte() }));
        use_index(&bytes, &["Zwrot towaru", "Faktura"]);
    }
}
