//! `nightdesk search --explain`: what is said of a score and of an answer is what the ranking did.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::fs;

use nightdesk::{
    search::{Expanded, Part, Query, Sequences},
    studio::{LanguageContent, explain_json, explain_text},
};
use serde_json::Value;
use support::{demo, folder, read, root};

/// The questions that people have judged, and such as no table has: with slips, numbers, nothing found, half a word.
fn questions(lang: &str) -> Vec<String> {
    let table = fs::read_to_string(root().join(format!("tests/search/{lang}.tsv"))).unwrap();
    let judged = table.lines().skip(1).filter_map(|line| line.split('\t').nth(1)).map(str::to_owned);
    let odd = ["zwrcić paczkę", "kto wygrał mecz", "gdzie jest paczka 123456789", "the", "wi fi", "qqqqq", "retu", "?"];
    judged.chain(odd.map(str::to_owned)).collect()
}

/// Whoever mends an article by these numbers must see those that decide: they add up to the score by which results are
/// ordered, the results are those of the plain search, and the sentence agrees with the answer that is shown.
#[test]
fn parts_add_up_and_the_sentence_is_true() {
    for content in &demo().languages {
        let (index, lang) = (content.index().unwrap(), content.lang.as_str());
        let (mut shown, mut silent) = (0, 0);
        for question in questions(lang) {
            let query = Query::new(&question, index.language());
            let plain = index.search(&query, 10, &mut content.texts(&mut Sequences::default()));
            let (outcome, why) = index.explain(&query, 10, &mut content.texts(&mut Sequences::default()));
            assert_eq!(outcome, plain, "{question}");
            assert_eq!(outcome.hits.len(), why.hits.len(), "{question}");
            for (hit, parts) in outcome.hits.iter().zip(&why.hits) {
                let sum: f64 = parts.iter().map(|(_, amount)| amount).sum();
                assert!((sum - f64::from(hit.score)).abs() < 1e-3, "{question}: {sum} {hit:?} {parts:?}");
                assert!(parts.iter().all(|(part, _)| !matches!(part, Part::Word(word, _) if *word >= why.words.len())));
            }
            let adds: f32 = why.odds.numbers.iter().map(|(_, value, weight)| value * weight).sum();
            assert!((adds + why.odds.bias - why.odds.log_odds).abs() < 1e-4, "{question}: {:?}", why.odds);
            assert_eq!(outcome.doubt().is_none(), outcome.confident(), "{question}");

            let json = explain_json(&query, &outcome, &why, content);
            let sentence = json["explanation"]["sentence"].as_str().unwrap();
            let is_shown = json["answer"] != Value::Null;
            assert_eq!(sentence.starts_with("An answer is shown, "), is_shown, "{question}: {sentence}");
            assert_eq!(sentence.starts_with("No answer is shown: "), !is_shown, "{question}: {sentence}");
            assert!(explain_text(&outcome, &why, content).contains(sentence), "{question}");
            shown += usize::from(is_shown);
            silent += usize::from(!is_shown);
        }
        assert!(shown > 50 && silent > 8, "{lang}: {shown} {silent}");
    }
}

fn small(toml: &str) -> LanguageContent {
    let many: String = (0..9).map(|number| format!("## Part {number}\n\nA voucher, number {number}.\n\n")).collect();
    let many = format!("---\ntitle: Questions\n---\n{many}");
    let content = folder(&[
        ("nightdesk.toml", toml),
        ("en/return.md", "---\ntitle: How do I return a parcel?\n---\n\nReport the return in your account.\n"),
        ("en/voucher.md", &many),
    ]);
    read(content.path()).languages.remove(0)
}

/// Each reason for silence is told as it is: a writer who is told the wrong one mends the wrong thing.
#[test]
fn reasons() {
    let content = small("[site]\nlanguages = [\"en\"]\n\n[[number]]\npattern = \"PL-######\"\narticle = \"return\"\n");
    let index = content.index().unwrap();
    for (question, reason) in [
        ("return a parcel", "An answer is shown, a passage from the beginning of the first result."),
        ("zzzzz", "No answer is shown: nothing is found."),
        ("PL-204518", "No answer is shown: a number in the question leads to the first result."),
        ("parcel chimney weather sailing", "covers"),
        ("parzel", "in its own words, without corrections and synonyms, and 50.0 % is needed."),
        ("voucher", "confidence of"),
    ] {
        let query = Query::new(question, index.language());
        let (outcome, why) = index.explain(&query, 10, &mut content.texts(&mut Sequences::default()));
        let json = explain_json(&query, &outcome, &why, &content);
        let sentence = json["explanation"]["sentence"].as_str().unwrap();
        assert!(sentence.contains(reason), "{question}: {sentence}");
        for (hit, parts) in outcome.hits.iter().zip(&why.hits) {
            let sum: f64 = parts.iter().map(|(_, amount)| amount).sum();
            assert!((sum - f64::from(hit.score)).abs() < 1e-3, "{question}: {sum} {hit:?} {parts:?}");
        }
    }
}

/// What a word was taken for is told, with what it costs: else nobody can say why a strange article was found.
#[test]
fn words_and_what_they_match() {
    let content = small("[site]\nlanguages = [\"en\"]\n");
    let index = content.index().unwrap();
    for (question, kind, looked_for) in [
        ("returns of parcels", Expanded::Itself, "return"),
        ("parcle now", Expanded::Correction, "parcel"),
        ("vou", Expanded::Beginning, "voucher"),
        ("acc ount today", Expanded::Joined, "account"),
        ("voucher7 today", Expanded::Parts, "voucher"),
    ] {
        let query = Query::new(question, index.language());
        let (_, why) = index.explain(&query, 10, &mut content.texts(&mut Sequences::default()));
        let found = why.words.iter().flat_map(|word| &word.expansions).any(|own| {
            own.kind == kind && own.words.iter().flat_map(|(_, terms)| terms).any(|(term, _)| term == looked_for)
        });
        assert!(found, "{question}: {:?}", why.words);
    }
}
