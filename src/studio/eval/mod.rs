//! `nightdesk eval`: how well the search answers questions whose right answers are known.
//!
//! A set is a folder with `corpus.jsonl {id,title,body}`, `queries.jsonl {id,text}` and `qrels.tsv` (query-id,
//! corpus-id, score; a header line), or a folder of content with a table of questions. It is indexed and searched
//! exactly as a site's content is, so the figures are those of the product and not of a separate test setup.

mod data;
mod perturb;
mod questions;
mod seen;
mod subject;

mod calibration;
mod measure;

mod compare;
#[allow(
    clippy::indexing_slicing,
    clippy::needless_range_loop,
    reason = "rows and columns have one width, which is a constant"
)]
mod fit;

pub use calibration::Calibration;
pub use compare::{Comparison, compare, read_scores, write_scores};
pub use data::{EvalSet, Judged, NO_ANSWER};
pub use fit::{Training, Weights, confidence, fit};
pub use measure::{Answers, Asking, EvalReport, QueryScore, evaluate};
pub use perturb::Variant;
pub use questions::read_questions;
pub use seen::Seen;
pub use subject::Subject;
