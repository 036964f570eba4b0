//! Everything that a reader of an index can be asked, for `tests/reader.rs` and `fuzz/`.

use nightdesk::search::{FIELDS, Field, Index, NoTexts, Query};

/// Decodes bytes and, where they are an index, asks it all there is; whether they are one. Panics where an answer is
/// none that an index may give.
pub(crate) fn exercise(bytes: &[u8], questions: &[&str]) -> bool {
    let Ok(index) = Index::decode(bytes) else { return false };
    for question in questions {
        let outcome = index.search(&Query::new(question, "pl"), 8, &mut NoTexts);
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
        assert!(text.len() <= 255 && (term == index.term_count()) == text.is_empty());
        for field in 0..=FIELDS {
            let mut before = None;
            for (section, frequency) in index.postings(term, field) {
                assert!(before < Some(section) && (section as usize) < index.section_count() && frequency > 0);
                before = Some(section);
            }
        }
    }
    for field in Field::ALL {
        let terms = [index.term(0), index.term(index.term_count() / 2), ""];
        assert!(index.bm25_sections(field, &terms).iter().all(|(_, score)| score.is_finite()));
        let norms = (0..=index.section_count() as u32).map(|section| u32::from(index.norm(field, section)));
        assert!(norms.sum::<u32>() <= 255 * index.section_count() as u32);
    }
    true
}
