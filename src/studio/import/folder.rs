//! A folder of Markdown, whatever program it was written for: read as `check` and `build` read it, and written back as
//! clean Markdown in our layout.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    io,
    path::{Path, PathBuf},
};

use super::{
    assets::Content,
    context::Context,
    export::{Article, Export, Topic, TopicText},
    losses::Loss,
    places::relink,
};
use crate::{
    knowledge::{Category, Target},
    language::Lang,
    studio::{Diagnostic, LanguageContent, Library, LoadOptions, Severity, load::load_with_remote_pictures},
    time::UtcMinute,
};

/// Reads a folder; `lang` is the language of one that does not say.
///
/// # Errors
/// Where it cannot be read or holds no Markdown.
pub(super) fn read(context: &mut Context, lang: Option<&Lang>, now: UtcMinute) -> io::Result<Export> {
    if context.root.is_file() {
        let text =
            format!("these sources are folders: import `{}`, not one file of it", context.root.folder().display());
        return Err(io::Error::new(io::ErrorKind::InvalidInput, text));
    }
    let root = context.root.folder().to_owned();
    let library = load_with_remote_pictures(&root, &LoadOptions { lang: lang.cloned(), now })?;
    report(&library, context);
    let mut export = Export { company: library.company.clone(), url: library.url.clone(), ..Export::default() };
    export.languages = library.languages.iter().map(|content| content.lang.clone()).collect();
    export.settings = std::fs::read_to_string(root.join("nightdesk.toml")).ok();
    let numbers = numbers(&library);
    let files = Files::new(&library, &root, &numbers);
    let mut topics: HashMap<String, usize> = HashMap::new();
    for content in &library.languages {
        let own = topics_of(content, &mut topics, &mut export);
        for (number, article) in content.articles.iter().enumerate() {
            let Some(shared) = numbers.get(article.card.key.as_str()) else { continue };
            let mut out = Article::new(content.lang.clone(), *shared, article.card.title.clone());
            article.card.key.rsplit('/').next().unwrap_or_default().clone_into(&mut out.name);
            out.slug = article.card.slug.to_string();
            out.topic = content
                .categories
                .get(usize::from(article.card.category))
                .and_then(|category| own.get(&category.key).copied());
            out.is_index = is_index(&article.card.key, content, out.topic.is_some());
            out.description.clone_from(&article.card.description);
            out.questions.clone_from(&article.questions);
            out.keywords.clone_from(&article.keywords);
            out.aliases.clone_from(&article.aliases);
            out.updated = article.card.updated;
            out.unsearched = !article.is_searched;
            out.weight = weight(content, number);
            out.has_ids = true;
            out.blocks.clone_from(&article.blocks);
            relink(&mut out.blocks, &mut |target| files.target(target, content, context), &mut |_| None);
            relink(&mut out.blocks, &mut Some, &mut |src| {
                if src.contains("://") || src.starts_with("//") {
                    context.assets.note_remote(src, &article.card.key);
                    return None;
                }
                files.picture(src, context)
            });
            export.articles.push(out);
        }
    }
    beside(&export.languages, context);
    Ok(export)
}

/// What is not taken over, and why.
fn report(library: &Library, context: &mut Context) {
    for (reason, files) in &library.summary.left_out {
        for file in files {
            context.report.lost(Loss::LeftOut, &file.to_string_lossy(), reason.name());
        }
    }
    for Diagnostic { severity, place, message, more, .. } in &library.diagnostics {
        if *severity == Severity::Note {
            continue;
        }
        let place = place.as_ref().map(|place| format!("{}:{}", place.file.display(), place.line)).unwrap_or_default();
        let more = if *more > 0 { format!(" (and {more} more)") } else { String::new() };
        context.report.lost(Loss::Finding, &place, &format!("{message}{more}"));
    }
}

/// The number that the languages of an article share, by its key.
fn numbers(library: &Library) -> HashMap<&str, u32> {
    let mut out = HashMap::new();
    for article in library.languages.iter().flat_map(|content| &content.articles) {
        let next = u32::try_from(out.len()).unwrap_or(u32::MAX);
        out.entry(article.card.key.as_str()).or_insert(next);
    }
    out
}

/// The topics of a language, by the path of their folder.
fn topics_of(
    content: &LanguageContent,
    known: &mut HashMap<String, usize>,
    export: &mut Export,
) -> HashMap<String, usize> {
    let mut own = HashMap::new();
    let mut places: HashMap<Option<usize>, i64> = HashMap::new();
    for Category { key, title, description, icon, .. } in &content.categories {
        if key.is_empty() {
            continue;
        }
        let (parent, name) =
            key.rsplit_once('/').map_or((None, key.as_str()), |(parent, name)| (own.get(parent).copied(), name));
        let place = places.entry(parent).or_default();
        *place += 10;
        let number = *known.entry(key.clone()).or_insert_with(|| {
            let topic = Topic { parent, weight: *place, name: name.to_owned(), icon: icon.clone(), ..Topic::default() };
            export.topics.push(topic);
            export.topics.len() - 1
        });
        if let Some(topic) = export.topics.get_mut(number) {
            let text = TopicText { title: title.clone(), description: description.clone() };
            topic.texts.insert(content.lang.clone(), text);
        }
        own.insert(key.clone(), number);
    }
    own
}

/// Whether an article is the page of its topic: then its key is the topic's.
fn is_index(key: &str, content: &LanguageContent, in_topic: bool) -> bool {
    if in_topic {
        content.categories.iter().any(|category| category.key == key)
    } else {
        key == "index" || key.is_empty()
    }
}

/// The place of an article in its topic; 0 where the topic is sorted by titles, as it would be without.
fn weight(content: &LanguageContent, number: usize) -> i64 {
    let Some(article) = content.articles.get(number) else { return 0 };
    let Some(category) = content.categories.get(usize::from(article.card.category)) else { return 0 };
    let title = |number: &u32| {
        let title = content.articles.get(*number as usize).map(|article| article.card.title.as_str());
        crate::knowledge::slugify(title.unwrap_or_default())
    };
    let titles: Vec<String> = category.articles.iter().map(title).collect();
    if titles.is_sorted() {
        return 0;
    }
    let place = category.articles.iter().position(|other| *other as usize == number).unwrap_or_default();
    i64::try_from(place).map_or(0, |place| (place + 1) * 10)
}

/// What the addresses of a bundle mean in the folder that it was made of.
struct Files<'a> {
    /// The file that each path in the bundle was made of.
    origins: HashMap<&'a str, PathBuf>,
    media: &'a Library,
    numbers: &'a HashMap<&'a str, u32>,
    /// Articles by the path of their page.
    pages: HashMap<String, u32>,
}

impl<'a> Files<'a> {
    fn new(library: &'a Library, root: &Path, numbers: &'a HashMap<&'a str, u32>) -> Self {
        let origins = library.media.origins().map(|(name, src)| (src, root.join(name))).collect();
        let mut pages = HashMap::new();
        for content in &library.languages {
            for article in &content.articles {
                if let Some(number) = numbers.get(article.card.key.as_str()) {
                    pages.insert(format!("{}/{}/", content.lang, article.card.slug), *number);
                }
            }
        }
        Self { origins, media: library, numbers, pages }
    }

    fn target(&self, target: Target, content: &LanguageContent, context: &mut Context) -> Option<Target> {
        Some(match target {
            Target::Article(number, place) => {
                let key = &content.articles.get(number as usize)?.card.key;
                Target::Article(*self.numbers.get(key.as_str())?, place)
            }
            Target::File(path) => {
                let (page, place) = path.split_once('#').unwrap_or((&path, ""));
                match self.pages.get(page) {
                    Some(number) => Target::Article(*number, Some(place.to_owned()).filter(|place| !place.is_empty())),
                    None => Target::Url(self.picture(page, context)?),
                }
            }
            other => other,
        })
    }

    /// The path of a file as it is written: the original where it is there, else what was made of it.
    fn picture(&self, src: &str, context: &mut Context) -> Option<String> {
        let origin = self.origins.get(src).filter(|origin| origin.is_file());
        let name = match origin {
            Some(origin) => origin.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            None => src.rsplit('/').next().unwrap_or(src).to_owned(),
        };
        let content = match origin {
            Some(origin) => Content::Copy(origin.clone()),
            None => Content::Bytes(self.media.media.files.get(src)?.clone()),
        };
        Some(context.assets.take_as(src, &name, content))
    }
}

/// Notices and synonyms, which are ours already: copied as they are.
fn beside(languages: &[Lang], context: &mut Context) {
    let folders: HashSet<String> = languages.iter().map(|lang| format!("{lang}/")).collect();
    let files: Vec<String> = context.root.with_endings(&["toml", "md"]).map(str::to_owned).collect();
    let mut found: BTreeMap<String, PathBuf> = BTreeMap::new();
    for file in files {
        let (folder, inner) = match file.split_once('/') {
            Some((folder, inner)) if folders.contains(&format!("{folder}/")) => (folder.to_owned(), inner),
            _ => match languages {
                [only] => (only.to_string(), file.as_str()),
                _ => continue,
            },
        };
        let is_ours = inner == "synonyms.toml"
            || inner.strip_prefix("notices/").is_some_and(|name| !name.contains('/') && name.ends_with(".md"));
        if let Some(path) = context.root.file(&file).filter(|_| is_ours) {
            found.insert(format!("{folder}/{inner}"), path);
        }
    }
    context.assets.files.extend(found.into_iter().map(|(name, path)| (name, Content::Copy(path))));
}
