//! `nightdesk eval`: how well the search answers questions whose right answers are known.
//!
//! A set is a folder with `corpus.jsonl {id,title,body}`, `queries.jsonl {id,text}` and `qrels.tsv` (query-id,
//! corpus-id, score; a header line). The set is indexed and searched exactly as a site's content is, so the figures are
//! those of the product and not of a separate test setup.

mod compare;
mod data;
mod measure;
mod perturb;

pub use compare::{Comparison, compare, read_scores, write_scores};
pub use data::EvalSet;
pub use measure::{EvalOptions, EvalReport, QueryScore, evaluate};
pub use perturb::Variant;
