//! The index that is shipped says what tantivy's own index of the same sections says: no posting is lost, doubled or
//! moved by the compact layout.
//!
//! Invariant (core): the shipped index holds the postings and frequencies that tantivy has of the same articles; the
//! field norms and BM25 scores computed from them equal tantivy's. See also `src/search/norms.rs`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::{BTreeMap, BTreeSet};

use nightdesk::{
    knowledge::{Block, Inline},
    language::tokens,
    search::{FIELDS, Field, Index, norm_id, norm_length},
    studio::{IndexSource, build_index, indexed_tokens},
};
use tantivy::{
    DocSet, IndexWriter, TantivyDocument, Term,
    collector::TopDocs,
    postings::Postings,
    query::{BooleanQuery, Query, TermQuery},
    schema::{IndexRecordOption, Schema, TextFieldIndexing, TextOptions},
    tokenizer::{PreTokenizedString, Token},
};

/// Numbers that are the same in every run, from a multiplier of Knuth's (MMIX).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    /// A word, rarer the longer it is, in several alphabets.
    fn word(&mut self) -> String {
        const PARTS: [&str; 12] = ["zwr", "ót", "pa", "czka", "fak", "tu", "ra", "Ż", "ę", "90", "їжак", "ß"];
        (0..=self.below(4)).map(|_| PARTS[self.below(PARTS.len())]).collect()
    }

    fn words(&mut self, limit: usize) -> String {
        (0..self.below(limit)).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }
}

/// An article as the index builder takes it.
struct Sample {
    title: String,
    questions: Vec<String>,
    keywords: Vec<String>,
    blocks: Vec<Block>,
}

/// Articles with what each of their fields holds.
fn samples(count: usize) -> (Vec<Sample>, Vec<[String; FIELDS]>) {
    let mut dice = Dice(1);
    let mut fields = Vec::new();
    let mut sample = || {
        let (title, questions) = (dice.words(8), (0..dice.below(4)).map(|_| dice.words(9) + "pa").collect::<Vec<_>>());
        let keywords: Vec<_> = (0..dice.below(5)).map(|_| dice.word()).collect();
        let mut texts: [String; FIELDS] =
            [title.clone(), questions.join("\n"), keywords.join(" . "), String::new(), String::new()];
        // What is joined in a title stands beside the keywords.
        for word in indexed_tokens(&title, Field::Keywords, "pl", false).into_iter().skip(tokens(&title).count()) {
            texts[Field::Keywords as usize] += &(String::from(" . ") + &word.term);
        }
        let mut blocks = Vec::new();
        let mut add = |field: Field, text: &str| {
            texts[field as usize].push_str(text);
            texts[field as usize].push(' ');
        };
        for part in 0..=dice.below(4) {
            if part > 0 {
                let heading = dice.words(6);
                add(Field::Headings, &heading);
                blocks.push(Block::Heading { level: 2, id: part.to_string(), text: vec![Inline::Text(heading)] });
            }
            // Long enough for lengths that no longer fit a norm exactly, and for words that occur often.
            let body = dice.words(if part == 1 { 300 } else { 40 }) + " na i pa pa pa pa";
            add(Field::Body, &body);
            blocks.push(Block::Paragraph(vec![Inline::Text(body)]));
        }
        fields.push(texts);
        Sample { title, questions, keywords, blocks }
    };
    let samples = (0..count).map(|_| sample()).collect();
    (samples, fields)
}

/// The index of some articles, as it is shipped and read.
fn shipped(samples: &[Sample]) -> Index {
    let articles = samples.iter().map(|Sample { title, questions, keywords, blocks }| IndexSource {
        title,
        description: "",
        questions,
        keywords,
        blocks,
    });
    let titles = samples.iter().map(|sample| sample.title.as_str());
    Index::decode(&build_index("pl", articles).unwrap(), titles).unwrap()
}

/// The words of a field that count.
fn counted(field: usize, text: &str) -> Vec<nightdesk::language::Token> {
    indexed_tokens(text, Field::ALL[field], "pl", false)
}

/// tantivy's own index: document `n` is article `n`, and after the articles come their questions.
struct Reference {
    searcher: tantivy::Searcher,
    fields: [tantivy::schema::Field; FIELDS],
    articles: u32,
}

impl Reference {
    /// The document that an index of ours calls by a number.
    fn document(&self, field: usize, holder: u32) -> u32 {
        if field == Field::Questions as usize { self.articles + holder } else { holder }
    }
}

fn reference(articles: &[[String; FIELDS]]) -> Reference {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default().set_index_option(IndexRecordOption::WithFreqs);
    let options = TextOptions::default().set_indexing_options(indexing);
    let fields = Field::ALL.map(|field| schema.add_text_field(&format!("{field:?}"), options.clone()));
    let index = tantivy::Index::create_in_ram(schema.build());
    let mut writer: IndexWriter = index.writer_with_num_threads(1, 50 << 20).unwrap();
    let no = String::new;
    let complete = articles
        .iter()
        .map(|[title, _, words, headings, body]| [title.clone(), no(), words.clone(), headings.clone(), body.clone()]);
    let questions = articles.iter().flat_map(|[_, questions, ..]| questions.lines());
    let questions = questions.map(|question| [no(), question.to_owned(), no(), no(), no()]);
    for texts in complete.chain(questions) {
        let mut document = TantivyDocument::default();
        for (number, (field, text)) in fields.iter().zip(&texts).enumerate() {
            let token = |(position, word): (usize, nightdesk::language::Token)| Token {
                offset_from: word.start,
                offset_to: word.end,
                position,
                text: word.term,
                position_length: 1,
            };
            let words = counted(number, text).into_iter().enumerate().map(token).collect();
            document.add_pre_tokenized_text(*field, PreTokenizedString { text: text.clone(), tokens: words });
        }
        writer.add_document(document).unwrap();
    }
    writer.commit().unwrap();
    let searcher = index.reader().unwrap().searcher();
    assert_eq!(searcher.segment_readers().len(), 1, "one segment, so that documents keep their numbers");
    Reference { searcher, fields, articles: articles.len() as u32 }
}

/// A posting that is lost hides an article; one that is moved shows the wrong one.
#[test]
fn postings_equal_tantivys() {
    let (samples, articles) = samples(400);
    let index = shipped(&samples);
    let reference = reference(&articles);
    let segment = reference.searcher.segment_reader(0);
    let mut dice = Dice(2);
    let (mut found, mut nothing) = (0, 0);
    for _ in 0..600 {
        let Some(word) = tokens(&dice.word()).next() else { continue };
        for (number, field) in reference.fields.iter().enumerate() {
            let mut expected = Vec::new();
            let inverted = segment.inverted_index(*field).unwrap();
            let term = Term::from_field_text(*field, &word.term);
            if let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::WithFreqs).unwrap() {
                while postings.doc() != tantivy::TERMINATED {
                    expected.push((postings.doc(), postings.term_freq() as u16));
                    postings.advance();
                }
            }
            let ours = index.exact(&word.term).flat_map(|term| index.postings(term, number));
            let ours: Vec<_> = ours.map(|(holder, tf)| (reference.document(number, holder), tf)).collect();
            assert_eq!(ours, expected, "{} in {:?}", word.term, Field::ALL[number]);
            *(if ours.is_empty() { &mut nothing } else { &mut found }) += 1;
        }
    }
    assert!(found > 300 && nothing > 300, "{found} lists found, {nothing} empty");
}

/// Every word tantivy knows is in the dictionary, and no other.
#[test]
fn the_dictionary_equals_tantivys() {
    let (samples, articles) = samples(400);
    let index = shipped(&samples);
    let reference = reference(&articles);
    let mut expected = BTreeSet::new();
    for field in reference.fields {
        let inverted = reference.searcher.segment_reader(0).inverted_index(field).unwrap();
        let mut stream = inverted.terms().stream().unwrap();
        while let Some((term, _)) = stream.next() {
            expected.insert(String::from_utf8(term.to_vec()).unwrap());
        }
    }
    let ours: Vec<_> = (0..index.term_count()).map(|term| index.term(term)).collect();
    assert_eq!(ours, expected.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(ours.is_sorted() && ours.len() > 200, "{}", ours.len());
}

/// A length that differs from tantivy's would rank long articles above short ones, or below.
#[test]
fn field_norms_equal_tantivys() {
    let (samples, articles) = samples(400);
    let index = shipped(&samples);
    let reference = reference(&articles);
    let (mut exact, mut rounded) = (0, 0);
    for (number, field) in reference.fields.iter().enumerate() {
        let reader = reference.searcher.segment_reader(0).get_fieldnorms_reader(*field).unwrap();
        let texts: Vec<&str> = match Field::ALL[number] {
            Field::Questions => articles.iter().flat_map(|texts| texts[number].lines()).collect(),
            _ => articles.iter().map(|texts| texts[number].as_str()).collect(),
        };
        assert_eq!(index.holder_count(Field::ALL[number]), texts.len());
        for (holder, text) in (0..).zip(texts) {
            let (ours, document) = (index.norm(Field::ALL[number], holder), reference.document(number, holder));
            let words = counted(number, text).len() as u32;
            assert_eq!(ours, reader.fieldnorm_id(document), "{holder} in field {number}, {words} words");
            assert_eq!((ours, norm_length(ours)), (norm_id(words), reader.fieldnorm(document)), "{words} words");
            *(if norm_length(ours) == words { &mut exact } else { &mut rounded }) += 1;
        }
    }
    assert!(exact > 300 && rounded > 30, "{exact} exact, {rounded} rounded");
}

/// A formula that drifts from the one that was tried on thirteen sets of questions would rank by something else.
#[test]
fn bm25_equals_tantivys() {
    let (samples, articles) = samples(400);
    let index = shipped(&samples);
    let reference = reference(&articles);
    let documents = articles.len() + index.holder_count(Field::Questions);
    let mut dice = Dice(3);
    let mut scored = 0;
    for _ in 0..1000 {
        let words = (0..=dice.below(5)).filter_map(|_| tokens(&dice.word()).next().map(|token| token.term));
        let words: Vec<String> = words.take(5).collect();
        let terms: Vec<&str> = words.iter().map(String::as_str).collect();
        for (kind, field) in Field::ALL.into_iter().zip(reference.fields) {
            let clause = |word: &&str| -> Box<dyn Query> {
                Box::new(TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::WithFreqs))
            };
            let query = BooleanQuery::union(terms.iter().map(clause).collect());
            let expected = reference.searcher.search(&query, &TopDocs::with_limit(documents).order_by_score()).unwrap();
            let expected: BTreeMap<u32, f32> = expected.into_iter().map(|(score, at)| (at.doc_id, score)).collect();
            let ours = index.bm25(kind, documents, &terms).into_iter();
            let ours: BTreeMap<u32, f32> =
                ours.map(|(holder, score)| (reference.document(kind as usize, holder), score)).collect();
            assert!(ours.keys().eq(expected.keys()), "{terms:?} in {kind:?}: {ours:?} is not {expected:?}");
            for (article, score) in &ours {
                let other = expected[article];
                assert!(
                    (score - other).abs() <= 1e-4 * other,
                    "{terms:?} in {kind:?}, {article}: {score}, not {other}"
                );
                scored += 1;
            }
        }
    }
    assert!(scored > 10_000, "{scored} scores");
}

/// Half a word must reach every word that begins so, and only those.
#[test]
fn prefixes_are_ranges() {
    let index = shipped(&samples(12).0);
    let terms: Vec<_> = (0..index.term_count()).map(|term| index.term(term).to_owned()).collect();
    let starts = terms.iter().flat_map(|term| term.char_indices().map(|(at, c)| &term[..at + c.len_utf8()]));
    let starts: BTreeSet<_> = starts.collect();
    assert!(starts.len() > 500, "{}", starts.len());
    for prefix in starts.into_iter().chain(["", "a", "zzz", "ї", "\u{10ffff}"]) {
        let ours: Vec<_> = index.prefixed(prefix).collect();
        let expected: Vec<_> = (0..terms.len()).filter(|&term| terms[term].starts_with(prefix)).collect();
        assert_eq!(ours, expected, "`{prefix}`");
        let same: Vec<_> = (0..terms.len()).filter(|&term| terms[term] == prefix).collect();
        assert_eq!(index.exact(prefix).collect::<Vec<_>>(), same, "`{prefix}`");
    }
}
