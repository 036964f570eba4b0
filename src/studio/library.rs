//! A content folder as a value: all languages, articles, pictures, hours and channels.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    Config, Diagnostic, IndexSource, Place, config, contact, folders,
    front_matter::{self, FrontMatter},
    hours::{self, Hours},
    markdown,
    media::Media,
    notices, page_rules,
    resolve::FileResolver,
    site, synonyms,
};
use crate::{
    contact::Channel,
    hours::{Schedule, UtcMinute},
    knowledge::{ArticleCard, Block, Category, Lang, Notice, PageRule, Slug, slugify},
    request::Forms,
    search::Synonym,
};

/// How to read a folder.
#[derive(Clone, Debug, Default)]
pub struct LoadOptions {
    /// The language of a folder without `nightdesk.toml` and without language folders.
    pub lang: Option<Lang>,
    /// The present moment.
    pub now: UtcMinute,
}

/// Everything a bundle is made of.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// The company as customers know it.
    pub company: String,
    /// Per language, the default first.
    pub languages: Vec<LanguageContent>,
    /// The company's website; may be empty.
    pub url: String,
    /// Pictures.
    pub media: Media,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
    /// Texts of files with findings, for showing the lines meant.
    pub sources: BTreeMap<PathBuf, String>,
}

/// The content of one language.
#[derive(Clone, Debug)]
pub struct LanguageContent {
    /// Its code.
    pub lang: Lang,
    /// In display order.
    pub categories: Vec<Category>,
    /// In the order of categories.
    pub articles: Vec<Article>,
    /// Numbers of articles to show before anything is asked.
    pub popular: Vec<u32>,
    /// Ways to a person, labelled in this language.
    pub channels: Vec<Channel>,
    /// Opening hours, with the names of special days in this language.
    pub schedules: Vec<Schedule>,
    /// What everybody should know for some time.
    pub notices: Vec<Notice>,
    /// Where the notice of each file below `notices/` is among them, by its name without `.md`; `None` for one that is
    /// over or cannot be read.
    pub notice_numbers: BTreeMap<String, Option<u32>>,
    /// What belongs to which pages of the company.
    pub pages: Vec<PageRule>,
    /// What customers call things, folded.
    pub synonyms: Vec<Synonym>,
    /// How a request to a person is written; `None` where nobody can be written to.
    pub forms: Option<Forms>,
}

/// An article with its text.
#[derive(Clone, Debug)]
pub struct Article {
    /// What lists show.
    pub card: ArticleCard,
    /// Phrasings customers use.
    pub questions: Vec<String>,
    /// Words customers use.
    pub keywords: Vec<String>,
    /// What it says.
    pub blocks: Vec<Block>,
}

impl Article {
    /// What the index is made of.
    #[must_use]
    pub fn index_source(&self) -> IndexSource<'_> {
        IndexSource {
            title: &self.card.title,
            questions: &self.questions,
            keywords: &self.keywords,
            blocks: &self.blocks,
        }
    }
}

/// A file read but not yet parsed: links need all files of a language first.
struct Draft {
    file: PathBuf,
    key: String,
    category: String,
    text: String,
    body: usize,
    front: FrontMatter,
    title: String,
    slug: Slug,
}

/// Reads a folder. Findings are in the library; it is to be shipped only where none is an error.
///
/// # Errors
/// Where the folder cannot be read or holds no Markdown.
pub fn load(root: &Path, options: &LoadOptions) -> io::Result<Library> {
    let mut library = Library::default();
    let source = match fs::read_to_string(root.join(config::FILE)) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => {
            return Err(io::Error::new(error.kind(), format!("{}: {error}", root.join(config::FILE).display())));
        }
    };
    let config = config::parse(&source, &mut library.diagnostics);
    library.company = config.company.name.clone();
    library.url = config.company.url.clone();

    let files = folders::markdown_files(root)?;
    if files.is_empty() {
        return Err(io::Error::new(
            io::ErrorKind::NotFound,
            format!("there is no Markdown file in {}", root.display()),
        ));
    }
    let hours = hours::read(&config, &source, options.now, &mut library.diagnostics);
    let languages = folders::languages(root, &config, &source, &files, options, &mut library.diagnostics);
    let folders: Vec<_> = languages.iter().map(|(_, folder)| folder).collect();
    synonyms::misplaced(root, &folders, &mut library.diagnostics);
    for (lang, folder) in languages {
        let own: Vec<PathBuf> = files.iter().filter(|file| file.starts_with(&folder)).cloned().collect();
        let mut content = read_language(root, lang, &folder, own, &config, options.now, &mut library)?;
        content.popular = site::popular(&config, &source, &content.articles, &mut library.diagnostics);
        content.channels = site::channels(&config, &source, &content, &hours, &mut library.diagnostics);
        content.schedules = hours.iter().map(|hours: &Hours| hours.schedule(&content.lang)).collect();
        library.languages.push(content);
    }
    page_rules::read(&config, &source, &mut library);
    contact::read(&config, &source, &hours, &mut library);
    let source = contact::report_secrets(source, &mut library);
    library.diagnostics.append(&mut library.media.findings);
    library.sources.append(&mut library.media.sources);
    library.diagnostics.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    let mut seen = BTreeSet::new();
    library.diagnostics.retain(|finding| seen.insert(finding.to_string()));
    if !source.is_empty() {
        library.sources.insert(config::FILE.into(), source);
    }
    Ok(library)
}

fn read_language(
    root: &Path,
    lang: Lang,
    folder: &Path,
    files: Vec<PathBuf>,
    config: &Config,
    now: UtcMinute,
    library: &mut Library,
) -> io::Result<LanguageContent> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut notice_files: Vec<(PathBuf, String)> = Vec::new();
    let mut categories: BTreeMap<String, FrontMatter> = BTreeMap::new();
    for file in files {
        let bytes = fs::read(root.join(&file))
            .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", file.display())))?;
        let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
        let inside = file.strip_prefix(folder).unwrap_or(&file);
        if inside.starts_with(notices::FOLDER) {
            notice_files.push((file, text));
            continue;
        }
        let (front, body) = front_matter::read(&file, &text, &mut library.diagnostics);
        let category = inside
            .parent()
            .and_then(|parent| parent.iter().next())
            .map_or(String::new(), |name| name.to_string_lossy().into_owned());
        if inside.file_stem().is_some_and(|stem| stem == "_index") {
            categories.insert(category, front);
            library.sources.insert(file.clone(), text);
            continue;
        }
        if front.draft {
            continue;
        }
        let inside = inside.to_owned();
        drafts.extend(draft(file, &inside, category, text, body, front, library));
    }
    refuse_doubles(&drafts, &mut library.diagnostics);

    let mut order: Vec<(String, FrontMatter)> = drafts
        .iter()
        .map(|draft| draft.category.clone())
        .collect::<BTreeSet<_>>()
        .into_iter()
        .map(|key| (key.clone(), categories.remove(&key).unwrap_or_default()))
        .collect();
    order.sort_by_key(|(key, front)| (front.weight, key.clone()));
    let place: HashMap<String, usize> =
        order.iter().enumerate().map(|(place, (key, _))| (key.clone(), place)).collect();
    drafts.sort_by_key(|draft| (place.get(&draft.category).copied(), draft.front.weight, slugify(&draft.title)));

    let numbers: HashMap<PathBuf, u32> =
        drafts.iter().enumerate().map(|(number, draft)| (draft.file.clone(), number as u32)).collect();
    let mut articles = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let category = place.get(&draft.category).copied().unwrap_or_default() as u16;
        let before = library.diagnostics.len();
        articles.push(parse(root, folder, &draft, category, &numbers, &config.company.url, library));
        if library.diagnostics.len() > before
            || library.diagnostics.iter().any(|d| d.place.as_ref().is_some_and(|p| p.file == draft.file))
        {
            library.sources.insert(draft.file, draft.text);
        }
    }
    let categories: Vec<Category> = order
        .into_iter()
        .enumerate()
        .map(|(place, (key, front))| Category {
            title: front.title.map_or_else(|| folders::category_title(&key, &lang), |(title, _)| title),
            description: front.description,
            icon: front.icon,
            articles: articles
                .iter()
                .enumerate()
                .filter(|(_, a)| usize::from(a.card.category) == place)
                .map(|(number, _)| number as u32)
                .collect(),
            key,
        })
        .collect();
    let around = notices::Surroundings {
        root,
        folder,
        numbers: &numbers,
        articles: &articles,
        categories: &categories,
        company_url: &config.company.url,
        zone: hours::site_zone(config),
        now,
    };
    let (notices, notice_numbers) = notices::read(&notice_files, &around, library);
    let synonyms = synonyms::read(root, folder, &lang, library)?;
    // What the settings say is filled in by `load`.
    Ok(LanguageContent {
        lang,
        categories,
        articles,
        popular: Vec::new(),
        channels: Vec::new(),
        schedules: Vec::new(),
        notices,
        notice_numbers,
        pages: Vec::new(),
        synonyms,
        forms: None,
    })
}

fn draft(
    file: PathBuf,
    inside: &Path,
    category: String,
    text: String,
    body: usize,
    front: FrontMatter,
    library: &mut Library,
) -> Option<Draft> {
    let Some((title, _)) = front.title.clone() else {
        let broken = library
            .diagnostics
            .iter()
            .any(|d| d.rule == "front-matter" && d.place.as_ref().is_some_and(|p| p.file == file));
        if !broken {
            let heading = text
                .lines()
                .find_map(|line| line.strip_prefix("# "))
                .map(str::trim)
                .filter(|heading| !heading.is_empty());
            let example = heading.unwrap_or("Jak zwrócić paczkę?").replace('"', "'");
            let help = if body > 0 {
                format!("add a line `title: \"{example}\"` to the front matter")
            } else {
                format!("put three lines at the top of the file: `---`, `title: \"{example}\"`, `---`")
            };
            library.diagnostics.push(Diagnostic::error(
                "missing-title",
                Some(Place::new(&file, &text, 0..3)),
                "the article has no title",
                help,
            ));
        }
        library.sources.insert(file, text);
        return None;
    };
    let stem = inside.with_extension("");
    let name = if stem.ends_with("index") {
        stem.parent().filter(|p| p.file_name().is_some()).unwrap_or(&stem)
    } else {
        &stem
    };
    let own = || Slug::new(&slugify(&name.file_name().unwrap_or_default().to_string_lossy())).ok();
    let slug =
        front.slug.as_ref().map(|(slug, _)| slug.clone()).or_else(own).or_else(|| Slug::new(&slugify(&title)).ok());
    let Some(slug) = slug else {
        library.diagnostics.push(Diagnostic::error(
            "slug",
            Some(Place::new(&file, &text, 0..3)),
            "neither the file's name nor the title makes an address",
            "add a line `slug: jak-zwrocic-paczke` to the front matter",
        ));
        return None;
    };
    let key = name.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
    Some(Draft { file, key, category, text, body, front, title, slug })
}

fn refuse_doubles(drafts: &[Draft], diagnostics: &mut Vec<Diagnostic>) {
    let mut first: HashMap<&Slug, &Draft> = HashMap::new();
    for draft in drafts {
        if let Some(other) = first.insert(&draft.slug, draft) {
            let span = draft.front.slug.as_ref().map(|(_, span)| span.clone()).or(draft
                .front
                .title
                .as_ref()
                .map(|(_, span)| span.clone()));
            diagnostics.push(Diagnostic::error(
                "duplicate-slug",
                Some(Place::new(&draft.file, &draft.text, span.unwrap_or(0..3))),
                format!("the address `{}` is taken by `{}`", draft.slug, other.file.display()),
                format!("give this article one of its own, for example `slug: {}-2`", draft.slug),
            ));
        }
    }
}

fn parse(
    root: &Path,
    folder: &Path,
    draft: &Draft,
    category: u16,
    numbers: &HashMap<PathBuf, u32>,
    company_url: &str,
    library: &mut Library,
) -> Article {
    let body = draft.text.get(draft.body..).unwrap_or_default();
    let mut resolver = FileResolver {
        root,
        file: &draft.file,
        text: &draft.text,
        body: draft.body,
        articles: numbers,
        language_folder: folder,
        company_url,
        media: &mut library.media,
        diagnostics: &mut library.diagnostics,
        found: 0,
    };
    let parsed = markdown::parse(body, &draft.title, &mut resolver);
    library.diagnostics.extend(parsed.findings(&draft.file, &draft.text, draft.body));
    Article {
        card: ArticleCard {
            slug: draft.slug.clone(),
            key: draft.key.clone(),
            category,
            title: draft.title.clone(),
            description: draft.front.description.clone(),
            updated: draft.front.updated,
        },
        questions: draft.front.questions.clone(),
        keywords: draft.front.keywords.clone(),
        blocks: parsed.blocks,
    }
}
