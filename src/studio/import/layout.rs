//! Where everything is written: `<lang>/<topic>/<article>.md`, the same path for all languages of an article.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{
    export::{Article, Export, Topic},
    names::Names,
};
use crate::{knowledge::slugify, language::Lang};

/// The paths of topics and articles below the folder of a language.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// The folder of each topic.
    topics: Vec<String>,
    /// The path of each article without its ending, by its number.
    articles: HashMap<u32, String>,
    /// The addresses of translations whose file is called by the words of another language.
    slugs: HashMap<(u32, Lang), String>,
}

impl Layout {
    /// Names everything.
    pub(super) fn new(export: &Export) -> Self {
        let mut out = Self { topics: vec![String::new(); export.topics.len()], ..Self::default() };
        let used: BTreeSet<usize> = export.articles.iter().filter_map(|article| article.topic).collect();
        let mut folders: HashMap<String, Names> = HashMap::new();
        for number in used {
            out.folder(number, export, &mut folders);
        }
        let mut order: Vec<&Article> = export.articles.iter().collect();
        let rank = |lang: &Lang| export.languages.iter().position(|known| known == lang).unwrap_or(usize::MAX);
        order.sort_by_cached_key(|article| (rank(&article.lang), article.topic, article.weight, article.number));
        // An address is an article's alone, in whatever topic it is: so is a name.
        let mut names = Names::default();
        for article in order.iter().filter(|article| article.is_index) {
            let folder = out.topic(article.topic).to_owned();
            names.name(folder.rsplit('/').next().unwrap_or_default(), "index");
        }
        let mut originals: HashMap<u32, &Lang> = HashMap::new();
        let mut files: HashMap<String, Names> = HashMap::new();
        for article in &order {
            let folder = out.topic(article.topic).to_owned();
            originals.entry(article.number).or_insert(&article.lang);
            out.articles.entry(article.number).or_insert_with(|| {
                let otherwise = format!("article {}", article.number + 1);
                let name = match article.name.as_str() {
                    _ if article.is_index => "index".to_owned(),
                    "" => names.name(&article.title, &otherwise),
                    name => files.entry(folder.clone()).or_default().name(name, &otherwise),
                };
                if folder.is_empty() { name } else { format!("{folder}/{name}") }
            });
        }
        // What the address of each is without a word, and then those of translations that can have one of their own.
        let mut taken: HashSet<(&Lang, String)> = HashSet::new();
        let made = |article: &Article, out: &Self| {
            out.key(article.number).and_then(|key| key.rsplit('/').next()).unwrap_or_default().to_owned()
        };
        let first = |article: &Article| originals.get(&article.number) == Some(&&article.lang);
        for article in order.iter().filter(|article| article.slug.is_empty() && first(article)) {
            taken.insert((&article.lang, made(article, &out)));
        }
        for article in &order {
            let own = match article.slug.as_str() {
                "" if first(article) || article.is_index => continue,
                "" => slugify(&article.title),
                slug => slug.to_owned(),
            };
            let made = made(article, &out);
            if !own.is_empty() && own != made && taken.insert((&article.lang, own.clone())) {
                out.slugs.insert((article.number, article.lang.clone()), own);
            } else {
                taken.insert((&article.lang, made));
            }
        }
        out
    }

    /// The folder of a topic, below those of the topics that it is part of.
    fn folder(&mut self, number: usize, export: &Export, folders: &mut HashMap<String, Names>) -> String {
        if let Some(known) = self.topics.get(number).filter(|known| !known.is_empty()) {
            return known.clone();
        }
        // From the outermost in; a topic that is part of itself ends there.
        let mut way = vec![number];
        while let Some(parent) = way.last().and_then(|last| export.topics.get(*last)?.parent)
            && !way.contains(&parent)
            && way.len() < 12
        {
            way.push(parent);
        }
        let mut path = String::new();
        for number in way.into_iter().rev() {
            let known = self.topics.get(number).cloned().unwrap_or_default();
            if known.is_empty() {
                let Some(topic) = export.topics.get(number) else { continue };
                let name = folders.entry(path.clone()).or_default().name(
                    if topic.name.is_empty() { title(topic, &export.languages) } else { &topic.name },
                    &topic.otherwise,
                );
                path = if path.is_empty() { name } else { format!("{path}/{name}") };
                if let Some(slot) = self.topics.get_mut(number) {
                    slot.clone_from(&path);
                }
            } else {
                path = known;
            }
        }
        path
    }

    /// The folder of a topic; empty for none.
    pub(super) fn topic(&self, number: Option<usize>) -> &str {
        number.and_then(|number| self.topics.get(number)).map_or("", String::as_str)
    }

    /// The path of an article without its ending.
    pub(super) fn article(&self, number: u32) -> Option<&str> {
        self.articles.get(&number).map(String::as_str)
    }

    /// What settings call an article.
    pub(super) fn key(&self, number: u32) -> Option<&str> {
        let path = self.article(number)?;
        Some(path.strip_suffix("/index").unwrap_or(path))
    }

    /// The address of a translation, where it is not its file's name.
    pub(super) fn slug(&self, number: u32, lang: &Lang) -> Option<&str> {
        self.slugs.get(&(number, lang.clone())).map(String::as_str)
    }
}

/// The title of a topic in the first of some languages that it has.
fn title<'a>(topic: &'a Topic, languages: &[Lang]) -> &'a str {
    let first = languages.iter().find_map(|lang| topic.texts.get(lang));
    first.or_else(|| topic.texts.values().next()).map_or("", |text| text.title.as_str())
}

/// The address of a file from another one, both below the same folder.
pub(super) fn relative(from: &str, to: &str) -> String {
    let mut from: Vec<&str> = from.split('/').collect();
    from.pop();
    let to: Vec<&str> = to.split('/').collect();
    let same = from.iter().zip(&to).take_while(|(one, other)| one == other).count().min(to.len().saturating_sub(1));
    let up = std::iter::repeat_n("..", from.len() - same);
    up.chain(to.into_iter().skip(same)).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A link must lead from one file to the other.
    #[test]
    fn addresses_between_files() {
        for (from, to, expected) in [
            ("pl/a/b.md", "pl/a/c.md", "c.md"),
            ("pl/a/b.md", "pl/c.md", "../c.md"),
            ("pl/a/b.md", "pl/d/e/f.md", "../d/e/f.md"),
            ("pl/a.md", "media/x.png", "../media/x.png"),
            ("pl/a/b/c.md", "pl/a/b.md", "../b.md"),
        ] {
            assert_eq!(relative(from, to), expected);
        }
    }

    /// Topics with themselves above them, and of one name, must get a folder each.
    #[test]
    fn folders() {
        let pl = Lang::new("pl").unwrap();
        let topic = |title: &str, parent| Topic {
            parent,
            texts: [(pl.clone(), super::super::export::TopicText { title: title.into(), description: String::new() })]
                .into(),
            ..Topic::default()
        };
        let article = |number, topic, title: &str| Article { topic, ..Article::new(pl.clone(), number, title.into()) };
        let export = Export {
            languages: vec![pl.clone()],
            topics: vec![
                topic("Zakupy", None),
                topic("Zwroty", Some(0)),
                topic("Zwroty", Some(0)),
                topic("X", Some(3)),
            ],
            articles: vec![
                article(0, Some(1), "Jak?"),
                article(1, Some(2), "Jak?"),
                article(2, Some(3), "Y"),
                article(3, None, "Z"),
            ],
            ..Export::default()
        };
        let layout = Layout::new(&export);
        let paths: Vec<&str> = (0..4).filter_map(|number| layout.article(number)).collect();
        assert_eq!(paths, ["zakupy/zwroty/jak", "zakupy/zwroty-2/jak-2", "x/y", "z"]);
    }
}
