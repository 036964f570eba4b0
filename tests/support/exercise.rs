//! Every query that a reader of an index accepts, for `tests/reader.rs` and `fuzz/`.

use nightdesk::search::{FIELDS, Field, Index, NoTexts, Query};

/// Decodes bytes as the index of articles with these titles and, where they are an index, calls every query and
/// accessor; whether they are one. Panics on an answer that an index must not give.
pub(crate) fn exercise(bytes: &[u8], titles: &[&str], questions: &[&str]) -> bool {
    let Ok(index) = Index::decode(bytes, titles.iter().copied()) else { return false };
    let language = nightdesk::language::LanguageWords::of("pl");
    for question in questions {
        let outcome = index.search(&Query::new(question, &language), 8, &mut NoTexts);
        assert!(outcome.hits.len() <= 8 && outcome.hits.len() <= outcome.total);
        for hit in &outcome.hits {
            assert!((hit.article as usize) < index.article_count() && hit.score.is_finite(), "{hit:?}");
        }
        for word in question.split(' ').take(3) {
            let (range, exact) = (index.prefixed(word), index.exact(word));
            assert!(range.end <= index.term_count() && exact.end <= index.term_count());
        }
    }
    for term in 0..=index.term_count() {
        let text = index.term(term);
        assert!(text.chars().count() <= 63 && (term == index.term_count()) == text.is_empty());
        for field in 0..FIELDS {
            let mut before = None;
            let holders = Field::ALL.get(field).map_or(0, |&field| index.holder_count(field));
            for (holder, frequency) in index.postings(term, field) {
                assert!(before < Some(holder) && (holder as usize) < holders && frequency > 0);
                before = Some(holder);
            }
        }
    }
    for field in Field::ALL {
        let terms = [index.term(0), index.term(index.term_count() / 2), ""];
        assert!(index.bm25(field, index.article_count(), &terms).iter().all(|(_, score)| score.is_finite()));
        let count = index.holder_count(field) as u32;
        assert!((0..=count).map(|holder| u32::from(index.norm(field, holder))).sum::<u32>() <= 255 * count);
    }
    true
}
