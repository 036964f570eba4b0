//! How good the answers are: questions as customers put them, judged by people, asked of the demo's help.
//!
//! `tests/search/<lang>.tsv` holds a question per line: its kind, its words, and the articles that answer it, the best
//! first; any of them may stand first. The questions were written without a look at what the search does with them:
//! what misses is mended in the search or in the content, never here.
//!
//! `cargo test --test search -- --nocapture` shows the table.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::{fs, iter};

use nightdesk::{
    search::{Hit, Index, Query, Sequences, answer},
    studio::LanguageContent,
};
use support::{demo, root};

/// Fewer questions say little about a search.
const QUESTIONS: usize = 150;
/// In percent: questions with a right article among the first three.
const AMONG_THREE: usize = 98;
/// In percent: questions with a right article at the top.
const FIRST: usize = 90;

/// In percent: questions whose first result is shown with its answer. Below this, answers are no feature.
const ANSWERED: usize = 70;
/// In percent, of those: the ones whose first result is right. A wrong answer costs more trust than none.
const ANSWERED_RIGHT: usize = 97;

/// A line of a table of questions.
struct Judged {
    kind: String,
    question: String,
    answers: Vec<String>,
}

/// How many questions were asked, and how many found a right article at the top and among the first three.
#[derive(Clone, Copy, Default)]
struct Score {
    asked: usize,
    first: usize,
    among_three: usize,
    /// How many first results came with an answer, and how many of these were right.
    answered: usize,
    answered_right: usize,
}

impl Score {
    fn add(&mut self, place: Option<usize>, answered: bool) {
        self.asked += 1;
        self.first += usize::from(place == Some(0));
        self.among_three += usize::from(place.is_some_and(|place| place < 3));
        self.answered += usize::from(answered);
        self.answered_right += usize::from(answered && place == Some(0));
    }

    fn plus(self, other: Self) -> Self {
        Self {
            asked: self.asked + other.asked,
            first: self.first + other.first,
            among_three: self.among_three + other.among_three,
            answered: self.answered + other.answered,
            answered_right: self.answered_right + other.answered_right,
        }
    }

    fn line(self, lang: &str, kind: &str) {
        let percent = |count: usize| count as f64 * 100.0 / self.asked as f64;
        let Self { asked, first, among_three, answered, answered_right } = self;
        println!(
            "{lang:<4} {kind:<14} {asked:>5} {first:>7} {:>5.1} % {among_three:>7} {:>5.1} % {answered:>7} {answered_right:>5}",
            percent(first),
            percent(among_three)
        );
    }
}

/// The questions of a language.
fn judged(lang: &str) -> Vec<Judged> {
    let text = fs::read_to_string(root().join(format!("tests/search/{lang}.tsv"))).unwrap();
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("kind\tquestion\tanswers"), "{lang}");
    let line = |line: &str| {
        let [kind, question, answers] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{lang}: three columns, not `{line}`")
        };
        let answers = answers.split(',').map(str::to_owned).collect();
        Judged { kind: kind.to_owned(), question: question.to_owned(), answers }
    };
    lines.map(line).collect()
}

fn index(content: &LanguageContent) -> Index {
    content.index().unwrap()
}

/// The articles found for a question, the best first, and whether the first is shown with an answer.
fn ask<'a>(index: &Index, content: &'a LanguageContent, question: &str) -> (Vec<&'a str>, bool) {
    let outcome =
        index.search(&Query::new(question, content.lang.as_str()), 10, &mut content.texts(&mut Sequences::default()));
    let article = |hit: &Hit| &content.articles[hit.article as usize];
    let answered = outcome
        .hits
        .first()
        .map(article)
        .is_some_and(|first| answer(&outcome, &first.card.title, &first.card.description, &first.blocks).is_some());
    (outcome.hits.iter().map(|hit| article(hit).card.key.as_str()).collect(), answered)
}

/// Asks all questions of a language, prints its part of the table; gives its sum, and the misses in words.
fn check(content: &LanguageContent) -> (Score, Vec<String>) {
    let (lang, index) = (content.lang.as_str(), index(content));
    let (mut kinds, mut misses) = (Vec::<(String, Score)>::new(), Vec::new());
    for Judged { kind, question, answers } in judged(lang) {
        for answer in &answers {
            let there = content.articles.iter().any(|article| article.card.key == *answer);
            assert!(there, "{lang}: there is no article `{answer}` to answer `{question}`");
        }
        let (found, answered) = ask(&index, content, &question);
        let place = found.iter().position(|key| answers.iter().any(|answer| answer == key));
        if kinds.iter().all(|(known, _)| *known != kind) {
            kinds.push((kind.clone(), Score::default()));
        }
        let (_, score) = kinds.iter_mut().find(|(known, _)| *known == kind).unwrap();
        score.add(place, answered);
        if place != Some(0) {
            let place = place.map_or_else(|| "not found".to_owned(), |place| format!("place {}", place + 1));
            let top = found.iter().take(3).copied().collect::<Vec<_>>().join(", ");
            misses.push(format!("{place:<9} {lang} {kind}: `{question}` wants {}; found {top}", answers.join(" or ")));
        }
    }
    let all = kinds.iter().fold(Score::default(), |all, (_, score)| all.plus(*score));
    let whole = iter::once(("all".to_owned(), all));
    kinds.into_iter().chain(whole).for_each(|(kind, score)| score.line(lang, &kind));
    (all, misses)
}

/// A customer asks once or twice, then calls: the answer stands at the top, or at least in sight.
#[test]
fn judged_questions_find_their_articles() {
    println!("{:<4} {:<14} {:>5} {:>15} {:>15} {:>13}", "", "kind", "asked", "first", "in the top 3", "answers right");
    let parts: Vec<_> = demo().languages.iter().map(check).collect();
    let all = parts.iter().fold(Score::default(), |all, (score, _)| all.plus(*score));
    all.line("", "all");
    let misses: Vec<_> = parts.iter().flat_map(|(_, misses)| misses.iter().map(String::as_str)).collect();
    println!("\n{}", misses.join("\n"));
    assert!(all.asked >= QUESTIONS, "only {} questions", all.asked);
    let enough = |what: &str, count: usize, percent: usize| {
        assert!(count * 100 >= all.asked * percent, "{count} of {} {what}, not {percent} %", all.asked);
    };
    enough("find their article among the first three", all.among_three, AMONG_THREE);
    enough("find it first", all.first, FIRST);
    enough("are answered", all.answered, ANSWERED);
    let Score { answered, answered_right, .. } = all;
    assert!(answered_right * 100 >= answered * ANSWERED_RIGHT, "{answered_right} of {answered} answers are right");
}
