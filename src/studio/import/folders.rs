//! Topics of the folders that an export's files are in.

use std::collections::HashMap;

use super::export::{Export, Topic, TopicText};
use crate::language::Lang;

/// The topics so far, by the path of their folder.
#[derive(Debug, Default)]
pub(super) struct Folders {
    known: HashMap<String, usize>,
}

impl Folders {
    /// The topic of a folder, and of those around it; `None` for the outermost.
    pub(super) fn topic(&mut self, export: &mut Export, path: &str, lang: &Lang) -> Option<usize> {
        let mut parent = None;
        let mut end = 0;
        for name in path.split('/').filter(|name| !name.is_empty()) {
            end = path.get(end..).and_then(|rest| rest.find(name)).map_or(end, |at| end + at) + name.len();
            let key = path.get(..end).unwrap_or(path).to_owned();
            let number = *self.known.entry(key).or_insert_with(|| {
                export.topics.push(Topic { parent, otherwise: name.to_owned(), ..Topic::default() });
                export.topics.len() - 1
            });
            if let Some(topic) = export.topics.get_mut(number) {
                let text = || TopicText { title: readable(name), description: String::new() };
                topic.texts.entry(lang.clone()).or_insert_with(text);
            }
            parent = Some(number);
        }
        parent
    }
}

/// A folder's or file's name as words: `jak-zwrocic` is „Jak zwrocic”.
pub(super) fn readable(name: &str) -> String {
    let words = if name.contains(' ') { name.to_owned() } else { name.replace(['-', '_'], " ") };
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
