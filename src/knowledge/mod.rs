//! Articles, categories and links as typed values: the vocabulary that all other modules share.
//!
//! Nothing here reads Markdown (that is `studio`, at build time) and nothing here draws (that is `widget`, in the
//! browser). A document is a tree of [`Block`]s and [`Inline`]s; no string in it is ever treated as HTML.

mod article;
mod block;
mod category_tree;
mod nesting;
mod notice;
mod page_rule;
mod page_words;
mod plain;
mod record;
mod section;
mod slug;
mod target;

pub use article::{ArticleCard, Category};
pub use block::{Align, Block, Callout, Fold, Inline, Item, Mark, Row, is_small};
pub use category_tree::{FirstScreen, article_count, category_path, first_screen, is_below, parents, subtree, topics};
pub use notice::{Notice, NoticeSeverity};
pub use page_rule::{MAX_PAGE_ARTICLES, Page, PagePattern, PageRule, notice_is_here, page_articles};
pub use page_words::page_question;
pub use plain::{plain_blocks, plain_inlines};
pub(crate) use record::{Record, list, optional};
pub use section::{Section, sections};
pub use slug::{Slug, SlugError, slugify};
pub use target::{Target, is_bundle_path, is_safe_url};
