//! What an import tells: what was written, and what could not be kept.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::losses::Loss;

/// Examples that are shown of each kind; a report has all.
const SHOWN: usize = 3;
/// Characters of an example.
const MAX_WORDS: usize = 160;
/// Examples of a kind that are kept.
const MAX_EXAMPLES: usize = 20_000;

/// What an import did.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The kind of source.
    pub(super) source: &'static str,
    /// Where it was written to.
    pub(super) out: String,
    /// Where the whole report is.
    pub(super) file: String,
    /// Articles by language and topic.
    pub(super) articles: BTreeMap<String, BTreeMap<String, usize>>,
    /// Pictures and other files.
    pub(super) files: usize,
    losses: BTreeMap<Loss, Vec<Example>>,
    counts: BTreeMap<Loss, usize>,
}

/// Where something was lost, and a few words of it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Example {
    article: String,
    what: String,
}

impl Report {
    pub(super) fn new(source: &'static str, out: String) -> Self {
        Self { source, out, ..Self::default() }
    }

    /// Notes a loss in an article.
    pub(super) fn lost(&mut self, loss: Loss, article: &str, what: &str) {
        *self.counts.entry(loss).or_default() += 1;
        let examples = self.losses.entry(loss).or_default();
        if examples.len() < MAX_EXAMPLES {
            examples.push(Example { article: article.to_owned(), what: shortened(what) });
        }
    }

    /// How often something was lost.
    #[must_use]
    pub(super) fn count(&self, loss: Loss) -> usize {
        self.counts.get(&loss).copied().unwrap_or_default()
    }

    /// How many articles were written.
    #[must_use]
    pub fn article_count(&self) -> usize {
        self.articles.values().flat_map(BTreeMap::values).sum()
    }

    /// The report for a person, with the first examples of each kind.
    #[must_use]
    pub fn text(&self) -> String {
        self.written(SHOWN)
    }

    /// The report with all examples.
    #[must_use]
    pub fn whole_text(&self) -> String {
        self.written(usize::MAX)
    }

    fn written(&self, shown: usize) -> String {
        let total = self.article_count();
        let mut out = format!("Wrote {} to {}", counted(total, "article"), self.out);
        if self.files > 0 {
            out.push_str(&format!(", with {}", counted(self.files, "file")));
        }
        out.push('\n');
        for (lang, topics) in &self.articles {
            let articles = topics.values().sum();
            // A topic whose articles are all in its own topics is one, too.
            let above = |topic: &str| {
                topic.match_indices('/').filter_map(|(at, _)| topic.get(..at).map(str::to_owned)).collect::<Vec<_>>()
            };
            let named: BTreeSet<String> = topics
                .keys()
                .filter(|topic| !topic.is_empty())
                .flat_map(|topic| above(topic).into_iter().chain([topic.clone()]))
                .collect();
            let named = named.len();
            out.push_str(&format!("  {lang}: {} in {}\n", counted(articles, "article"), counted(named, "topic")));
            if shown == usize::MAX {
                for (topic, count) in topics.iter().filter(|(topic, _)| !topic.is_empty()) {
                    out.push_str(&format!("    {topic}: {count}\n"));
                }
            }
        }
        if self.counts.is_empty() {
            out.push_str("Everything was kept\n");
        } else {
            out.push_str("Not as it was:\n");
        }
        for (loss, examples) in &self.losses {
            let count = self.count(*loss);
            let [one, several] = loss.said();
            out.push_str(&format!("  {count} {}\n", if count == 1 { one } else { several }));
            for Example { article, what } in examples.iter().take(shown) {
                let gap = if article.is_empty() || what.is_empty() { "" } else { ": " };
                out.push_str(&format!("    {article}{gap}{what}\n"));
            }
        }
        if shown < usize::MAX && !self.file.is_empty() {
            out.push_str(&format!("All of it is in {}\n", self.file));
        }
        out
    }

    /// The report for other programs.
    #[must_use]
    pub fn json(&self) -> Value {
        let losses = self.losses.iter().map(|(loss, examples)| {
            let examples: Vec<Value> =
                examples.iter().map(|Example { article, what }| json!({ "article": article, "what": what })).collect();
            let [one, several] = loss.said();
            let count = self.count(*loss);
            json!({
                "kind": loss.name(), "count": count, "message": if count == 1 { one } else { several },
                "examples": examples,
            })
        });
        json!({
            "source": self.source,
            "out": self.out,
            "articles": self.articles,
            "files": self.files,
            "not_kept": losses.collect::<Vec<_>>(),
        })
    }
}

/// Words on one line, and not too many.
fn shortened(what: &str) -> String {
    let words = what.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(MAX_WORDS) {
        // An address is of no use when it is cut.
        Some((end, _)) if !words.starts_with("http") => format!("{}…", words.get(..end).unwrap_or_default()),
        _ => words,
    }
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
