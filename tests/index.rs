//! The index that is shipped says what tantivy's own index of the same sections says: nothing is lost, doubled or
//! moved on the way into the compact layout.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeSet;

use nightdesk::{
    knowledge::{Block, Inline},
    search::{FIELDS, Field, Index, norm_id, norm_length, tokens},
    studio::{IndexSource, build_index},
};
use tantivy::{
    DocSet, IndexWriter, TantivyDocument, Term,
    postings::Postings,
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

    /// A word that is the rarer the longer it is, in several alphabets.
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

/// Articles with what each of their sections holds, per field.
fn samples(count: usize) -> (Vec<Sample>, Vec<[String; FIELDS]>) {
    let mut dice = Dice(1);
    let mut sections = Vec::new();
    let mut sample = || {
        let (title, questions) = (dice.words(8), (0..dice.below(4)).map(|_| dice.words(9)).collect::<Vec<_>>());
        let keywords: Vec<_> = (0..dice.below(5)).map(|_| dice.word()).collect();
        let mut blocks = Vec::new();
        for part in 0..=dice.below(4) {
            let mut texts: [String; FIELDS] = Default::default();
            if part == 0 {
                texts[Field::Title as usize] = title.clone();
                texts[Field::Questions as usize] = questions.join(" ");
                texts[Field::Keywords as usize] = keywords.join(" ");
            } else {
                let heading = dice.words(6);
                blocks.push(Block::Heading {
                    level: 2,
                    id: part.to_string(),
                    text: vec![Inline::Text(heading.clone())],
                });
                texts[Field::Headings as usize] = heading;
            }
            // Long enough for lengths that no longer fit a norm exactly.
            let body = dice.words(if part == 1 { 300 } else { 40 });
            blocks.push(Block::Paragraph(vec![Inline::Text(body.clone())]));
            texts[Field::Body as usize] = body;
            sections.push(texts);
        }
        Sample { title, questions, keywords, blocks }
    };
    let samples = (0..count).map(|_| sample()).collect();
    (samples, sections)
}

/// The shipped index of some articles, as bytes.
fn shipped(samples: &[Sample]) -> Vec<u8> {
    let articles = samples.iter().map(|Sample { title, questions, keywords, blocks }| IndexSource {
        title,
        questions,
        keywords,
        blocks,
    });
    build_index(articles).unwrap()
}

/// tantivy's own index of the sections: document `n` is section `n`.
fn reference(sections: &[[String; FIELDS]]) -> (tantivy::Searcher, [tantivy::schema::Field; FIELDS]) {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default().set_index_option(IndexRecordOption::WithFreqs);
    let options = TextOptions::default().set_indexing_options(indexing);
    let fields = Field::ALL.map(|field| schema.add_text_field(&format!("{field:?}"), options.clone()));
    let index = tantivy::Index::create_in_ram(schema.build());
    let mut writer: IndexWriter = index.writer_with_num_threads(1, 50 << 20).unwrap();
    for texts in sections {
        let mut document = TantivyDocument::default();
        for (field, text) in fields.iter().zip(texts) {
            let token = |(position, word): (usize, nightdesk::search::Token)| Token {
                offset_from: word.start,
                offset_to: word.end,
                position,
                text: word.term,
                position_length: 1,
            };
            let words = tokens(text).enumerate().map(token).collect();
            document.add_pre_tokenized_text(*field, PreTokenizedString { text: text.clone(), tokens: words });
        }
        writer.add_document(document).unwrap();
    }
    writer.commit().unwrap();
    let searcher = index.reader().unwrap().searcher();
    assert_eq!(searcher.segment_readers().len(), 1, "one segment, so that documents keep their numbers");
    (searcher, fields)
}

/// The norms column of an encoded index: per field, one byte per section. The layout is the codec's.
fn norms(bytes: &[u8]) -> &[u8] {
    let mut rest = &bytes[4..];
    let mut column = || {
        let (mut length, mut shift) = (0, 0);
        loop {
            let byte = rest[0];
            rest = &rest[1..];
            length |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 {
                break;
            }
        }
        let (head, tail) = rest.split_at(length);
        rest = tail;
        head
    };
    (column(), column(), column()).2
}

/// A posting that is lost hides an article; one that is moved shows the wrong one.
#[test]
fn postings_equal_tantivys() {
    let (samples, sections) = samples(150);
    assert!(sections.len() > 300, "{}", sections.len());
    let index = Index::decode(&shipped(&samples)).unwrap();
    let (searcher, fields) = reference(&sections);
    let segment = searcher.segment_reader(0);
    let mut dice = Dice(2);
    let (mut found, mut nothing) = (0, 0);
    for _ in 0..600 {
        let Some(word) = tokens(&dice.word()).next() else { continue };
        for (number, field) in fields.iter().enumerate() {
            let mut expected = Vec::new();
            let inverted = segment.inverted_index(*field).unwrap();
            let term = Term::from_field_text(*field, &word.term);
            if let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::WithFreqs).unwrap() {
                while postings.doc() != tantivy::TERMINATED {
                    expected.push((postings.doc(), postings.term_freq() as u16));
                    postings.advance();
                }
            }
            let own: Vec<_> = index.exact(&word.term).flat_map(|term| index.postings(term, number)).collect();
            assert_eq!(own, expected, "{} in {:?}", word.term, Field::ALL[number]);
            *(if own.is_empty() { &mut nothing } else { &mut found }) += 1;
        }
    }
    assert!(found > 300 && nothing > 300, "{found} lists found, {nothing} empty");
}

/// Every word tantivy knows is in the dictionary, and no other.
#[test]
fn the_dictionary_equals_tantivys() {
    let (samples, sections) = samples(150);
    let index = Index::decode(&shipped(&samples)).unwrap();
    let (searcher, fields) = reference(&sections);
    let mut expected = BTreeSet::new();
    for field in fields {
        let inverted = searcher.segment_reader(0).inverted_index(field).unwrap();
        let mut stream = inverted.terms().stream().unwrap();
        while let Some((term, _)) = stream.next() {
            expected.insert(String::from_utf8(term.to_vec()).unwrap());
        }
    }
    let own: Vec<_> = (0..index.term_count()).map(|term| index.term(term)).collect();
    assert_eq!(own, expected.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(own.is_sorted() && own.len() > 200, "{}", own.len());
}

/// A length that differs from tantivy's would rank long articles above short ones, or below.
#[test]
fn field_norms_equal_tantivys() {
    let (samples, sections) = samples(150);
    let bytes = shipped(&samples);
    let norms = norms(&bytes);
    let (searcher, fields) = reference(&sections);
    let (mut exact, mut rounded) = (0, 0);
    for (number, field) in fields.iter().enumerate() {
        let reader = searcher.segment_reader(0).get_fieldnorms_reader(*field).unwrap();
        for (section, texts) in sections.iter().enumerate() {
            let own = norms[number * sections.len() + section];
            let words = tokens(&texts[number]).count() as u32;
            assert_eq!(own, reader.fieldnorm_id(section as u32), "section {section}, {words} words");
            assert_eq!((own, norm_length(own)), (norm_id(words), reader.fieldnorm(section as u32)), "{words} words");
            *(if norm_length(own) == words { &mut exact } else { &mut rounded }) += 1;
        }
    }
    assert!(exact > 300 && rounded > 30, "{exact} exact, {rounded} rounded");
}

/// Half a word must reach every word that begins so, and only those.
#[test]
fn prefixes_are_ranges() {
    let index = Index::decode(&shipped(&samples(12).0)).unwrap();
    let terms: Vec<_> = (0..index.term_count()).map(|term| index.term(term).to_owned()).collect();
    let starts = terms.iter().flat_map(|term| term.char_indices().map(|(at, c)| &term[..at + c.len_utf8()]));
    let starts: BTreeSet<_> = starts.collect();
    assert!(starts.len() > 500, "{}", starts.len());
    for prefix in starts.into_iter().chain(["", "a", "zzz", "ї", "\u{10ffff}"]) {
        let own: Vec<_> = index.prefixed(prefix).collect();
        let expected: Vec<_> = (0..terms.len()).filter(|&term| terms[term].starts_with(prefix)).collect();
        assert_eq!(own, expected, "`{prefix}`");
        let same: Vec<_> = (0..terms.len()).filter(|&term| terms[term] == prefix).collect();
        assert_eq!(index.exact(prefix).collect::<Vec<_>>(), same, "`{prefix}`");
    }
}
