//! Reading an evaluation set. A mistake in it names file and line: figures from half a set would mislead.

use std::{collections::HashMap, fs, path::Path};

use anyhow::{Context, Result, bail};
use serde::{Deserialize, de::DeserializeOwned};

use crate::{language::Lang, studio::guess::language_of};

/// How the name of a set ends whose questions no document answers.
pub const NO_ANSWER: &str = "-noanswer";

/// Documents, questions and which documents answer them.
#[derive(Clone, Debug, Default)]
pub struct EvalSet {
    /// In the order of the file.
    pub documents: Vec<Document>,
    /// Questions that have an answer, in the order of the file.
    pub queries: Vec<Judged>,
}

/// A document of the corpus.
#[derive(Clone, Debug, Deserialize)]
pub struct Document {
    /// Its name in the judgments.
    #[serde(deserialize_with = "id")]
    pub id: String,
    /// May be empty.
    #[serde(default)]
    pub title: String,
    /// Plain text or Markdown.
    #[serde(default)]
    pub body: String,
}

#[derive(Deserialize)]
struct QueryLine {
    #[serde(deserialize_with = "id")]
    id: String,
    text: String,
}

/// A question with its judgments.
#[derive(Clone, Debug)]
pub struct Judged {
    /// Its name in the judgments.
    pub id: String,
    /// As the customer typed it.
    pub text: String,
    /// Document (an index into [`EvalSet::documents`]) and its relevance, above 0.
    pub answers: Vec<(u32, f64)>,
    /// The heading in the right article below which the answer stands, where the judge says.
    pub section: Option<String>,
}

impl EvalSet {
    /// Reads a folder. Questions without any judged answer are left out, as `trec_eval` does.
    ///
    /// # Errors
    /// Names the file and the line that cannot be read.
    pub fn read(folder: &Path) -> Result<Self> {
        let documents: Vec<Document> = lines(&folder.join("corpus.jsonl"))?;
        let queries: Vec<QueryLine> = lines(&folder.join("queries.jsonl"))?;
        let numbers: HashMap<&str, u32> = documents.iter().map(|document| document.id.as_str()).zip(0..).collect();
        let mut answers = judgments(&folder.join("qrels.tsv"), &numbers)?;
        let queries: Vec<Judged> = queries
            .into_iter()
            .filter_map(|line| {
                answers.remove(&line.id).map(|answers| Judged { id: line.id, text: line.text, answers, section: None })
            })
            .collect();
        if queries.is_empty() {
            bail!("no question in `{}` has a judged answer: compare the ids of its three files", folder.display());
        }
        Ok(Self { documents, queries })
    }

    /// The language the documents seem to be in.
    #[must_use]
    pub fn language(&self) -> Option<Lang> {
        let sample: Vec<&str> = self.documents.iter().take(200).map(|document| document.body.as_str()).collect();
        language_of(&sample.join(" "))
    }
}

/// A file of one JSON value per line.
fn lines<T: DeserializeOwned>(file: &Path) -> Result<Vec<T>> {
    let text = read(file)?;
    let parse = |(at, line): (usize, &str)| {
        serde_json::from_str(line).with_context(|| format!("{}, line {}", file.display(), at + 1))
    };
    text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(parse).collect()
}

/// Judgments above 0 per question.
fn judgments(file: &Path, numbers: &HashMap<&str, u32>) -> Result<HashMap<String, Vec<(u32, f64)>>> {
    let mut out: HashMap<String, Vec<(u32, f64)>> = HashMap::new();
    for (number, line) in read(file)?.lines().enumerate().skip(1).filter(|(_, line)| !line.trim().is_empty()) {
        let location = || format!("{}, line {}", file.display(), number + 1);
        let mut cells = line.split('\t').map(str::trim);
        let (Some(query), Some(document), Some(score)) = (cells.next(), cells.next(), cells.next()) else {
            bail!("{}: three columns are needed, separated by tabs: query-id, corpus-id, score", location());
        };
        let score: f64 = score.parse().with_context(|| format!("{}: `{score}` is no number", location()))?;
        let Some(&document) = numbers.get(document) else {
            bail!("{}: the corpus has no document `{document}`", location());
        };
        if score > 0.0 {
            out.entry(query.to_owned()).or_default().push((document, score));
        }
    }
    Ok(out)
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}

/// Ids are text in most sets and numbers in some.
fn id<'de, D: serde::Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    match serde_json::Value::deserialize(from)? {
        serde_json::Value::String(text) => Ok(text),
        serde_json::Value::Number(number) => Ok(number.to_string()),
        other => Err(serde::de::Error::custom(format!("an id is text or a number, not `{other}`"))),
    }
}
