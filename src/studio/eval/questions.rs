//! A table of questions about a folder of content.

use std::{fs, path::Path};

use anyhow::{Context, Result, bail};

use super::Judged;
use crate::{
    knowledge::ArticleCard,
    studio::{LanguageContent, inventory::MARKDOWN},
};

/// Reads the questions of a language: tab-separated columns `question` and `answers` (addresses, keys or files of
/// articles, separated by commas; none where nothing answers), and where they are there `lang` and `section` (the
/// heading in the first of these articles below which the answer stands).
///
/// # Errors
/// Names the file, and the line that names an article that is not there.
pub fn read_questions(file: &Path, content: &LanguageContent) -> Result<Vec<Judged>> {
    let text = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().unwrap_or_default().split('\t').map(str::trim).collect();
    let column = |name: &str| head.iter().position(|own| *own == name);
    let (Some(question), Some(answers)) = (column("question"), column("answers")) else {
        bail!("{}, line 1: name the columns, separated by tabs: `question` and `answers` are needed", file.display());
    };
    let (lang, section) = (column("lang"), column("section"));
    let mut out = Vec::new();
    for (number, line) in (2..).zip(lines).filter(|(_, line)| !line.trim().is_empty()) {
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        let cell = |at: Option<usize>| at.and_then(|at| cells.get(at)).copied().unwrap_or_default();
        if lang.is_some() && cell(lang) != content.lang.as_str() {
            continue;
        }
        let mut judged = Judged {
            id: number.to_string(),
            text: cell(Some(question)).to_owned(),
            answers: Vec::new(),
            section: Some(cell(section).to_owned()).filter(|section| !section.is_empty()),
        };
        for name in cell(Some(answers)).split(',').map(str::trim).filter(|name| !name.is_empty()) {
            let Some(at) = content.articles.iter().position(|article| is_named(&article.card, name)) else {
                bail!("{}, line {number}: there is no article `{name}` in {}", file.display(), content.lang);
            };
            judged.answers.push((at as u32, 1.0));
        }
        out.push(judged);
    }
    if out.is_empty() {
        bail!(
            "{} has no question in {}: the column `lang` says which language a question is in",
            file.display(),
            content.lang
        );
    }
    Ok(out)
}

/// Whether an article is meant: by its address, its key, or its file, from the folder of the language or above it.
fn is_named(card: &ArticleCard, name: &str) -> bool {
    let stem = name.rsplit_once('.').filter(|(_, ending)| MARKDOWN.contains(ending));
    let path = stem.map_or(name, |(stem, _)| stem);
    let is_key = |key: &str| path.strip_suffix(key).is_some_and(|above| above.is_empty() || above.ends_with('/'));
    name == card.slug.as_str() || is_key(&card.key)
}
