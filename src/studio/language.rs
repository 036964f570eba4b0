//! The files of one language as articles, categories and notices.
//!
//! Links need all files of a language first, and anchors all headings: files are read, then parsed, and then their
//! anchors are checked.

mod draft;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    path::{Path, PathBuf},
};

use super::{
    Article, Config, Diagnostic, LanguageContent, Library, Place,
    anchors::{self, AnchorUse, Anchors},
    folders,
    front_matter::{self, FrontMatter},
    hours,
    inventory::SourceFile,
    links::LinkTable,
    markdown, notices,
    resolve::FileResolver,
    source_text, synonyms,
};
use crate::{
    knowledge::{ArticleCard, Category, slugify},
    language::Lang,
    time::UtcMinute,
};
use draft::{Draft, ReadFile};

/// What all files of a language are read with.
pub(super) struct LanguageReader<'a> {
    pub(super) root: &'a Path,
    /// The folder of the language.
    pub(super) folder: &'a Path,
    pub(super) config: &'a Config,
    pub(super) now: UtcMinute,
}

/// The files of a language, read and not yet parsed.
#[derive(Default)]
struct Files {
    drafts: Vec<Draft>,
    notices: Vec<(PathBuf, String)>,
    categories: BTreeMap<String, (PathBuf, FrontMatter)>,
    /// Articles that are not published yet.
    unpublished: HashSet<PathBuf>,
    /// Articles with errors: links to them are not reported.
    broken: HashSet<PathBuf>,
    texts: Vec<(PathBuf, String)>,
}

/// An article with what its anchors need.
struct Parsed {
    article: Article,
    anchors: Anchors,
    uses: Vec<AnchorUse>,
}

impl LanguageReader<'_> {
    /// Reads a language. `load` fills in what the settings say of it. All files of its folder are added to `used`.
    pub(super) fn read(
        &self,
        lang: Lang,
        all: &[SourceFile],
        used: &mut HashSet<PathBuf>,
        library: &mut Library,
    ) -> LanguageContent {
        let first_finding = library.diagnostics.len();
        let mut files = Files::default();
        for file in all.iter().filter(|file| file.name.starts_with(self.folder)) {
            used.insert(file.name.clone());
            self.read_file(file, &mut files, library);
        }
        let Files { mut drafts, notices, mut categories, unpublished, broken, mut texts } = files;
        draft::report_duplicate_slugs(&drafts, &mut library.diagnostics);

        let keys: BTreeSet<String> = drafts.iter().map(|draft| draft.category.clone()).collect();
        let mut order: Vec<(String, FrontMatter)> = keys
            .into_iter()
            .map(|key| (key.clone(), categories.remove(&key).map(|(_, front)| front).unwrap_or_default()))
            .collect();
        for (file, _) in categories.values() {
            let (message, help) =
                ("there is no article in this folder, and the category is not shown", "add one, or delete the file");
            library.diagnostics.push(Diagnostic::warning(
                "empty-category",
                Some(Place::new(file, "", 0..0)),
                message,
                help,
            ));
        }
        order.sort_by(|(a, front), (b, other)| (front.weight, a).cmp(&(other.weight, b)));
        if order.len() > usize::from(u16::MAX) {
            let message = format!("there are {} categories; {} can be", order.len(), u16::MAX);
            let help = "put articles together in fewer folders";
            library.diagnostics.push(Diagnostic::error(
                "too-many-categories",
                Some(Place::new(self.folder, "", 0..0)),
                message,
                help,
            ));
        }
        let category_numbers: HashMap<&str, usize> =
            order.iter().enumerate().map(|(number, (key, _))| (key.as_str(), number)).collect();
        drafts.sort_by_cached_key(|draft| {
            (category_numbers.get(draft.category.as_str()).copied(), draft.front.weight, slugify(&draft.title))
        });

        let links = {
            let numbered = (0_u32..).zip(&drafts);
            let named = numbered.map(|(number, draft)| (draft.file.as_path(), draft.slug.as_str(), number));
            LinkTable::new(self.folder, named, unpublished, broken)
        };
        let mut members: Vec<Vec<u32>> = vec![Vec::new(); order.len()];
        let mut parsed = Vec::with_capacity(drafts.len());
        for (number, draft) in (0_u32..).zip(drafts) {
            let category = category_numbers.get(draft.category.as_str()).copied().unwrap_or_default();
            if let Some(members) = members.get_mut(category) {
                members.push(number);
            }
            parsed.push(self.parse(&draft, number, u16::try_from(category).unwrap_or(u16::MAX), &links, library));
            texts.push((draft.file, draft.text));
        }
        let (articles, all_anchors) = check_anchors(parsed, &texts, library);
        let categories: Vec<Category> = order
            .into_iter()
            .zip(members)
            .map(|((key, front), articles)| Category {
                title: front.title.map_or_else(|| folders::category_title(&key, &lang), |(title, _)| title),
                description: front.description,
                icon: front.icon,
                articles,
                key,
            })
            .collect();
        let context = notices::NoticeContext {
            root: self.root,
            folder: self.folder,
            links: &links,
            anchors: &all_anchors,
            articles: &articles,
            categories: &categories,
            company_url: self.config.company_url(),
            unread: library.unread.clone(),
            zone: hours::site_zone(self.config),
            now: self.now,
        };
        let (notices, notice_numbers) = notices::read(&notices, &context, library);
        let synonyms = synonyms::read(self.root, self.folder, &lang, library);
        let with_findings: HashSet<&Path> = library
            .diagnostics
            .iter()
            .skip(first_finding)
            .filter_map(|finding| finding.place.as_ref())
            .map(|place| place.file.as_path())
            .collect();
        let shown = texts.into_iter().filter(|(file, _)| with_findings.contains(file.as_path()));
        library.sources.extend(shown.collect::<Vec<_>>());
        LanguageContent {
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
        }
    }

    /// Reads a file as what its name and settings make it: a notice, the settings of a category, or an article.
    fn read_file(&self, file: &SourceFile, files: &mut Files, library: &mut Library) {
        let SourceFile { disk, name } = file;
        let inside = name.strip_prefix(self.folder).unwrap_or(name);
        let text = match source_text::read(&self.root.join(disk), name, &mut library.diagnostics) {
            Ok(text) => text,
            Err(wrong) => {
                library.diagnostics.push(wrong.finding);
                files.texts.push((name.clone(), wrong.shown));
                library.unread.insert(draft::key(inside));
                files.broken.insert(name.clone());
                return;
            }
        };
        if inside.starts_with(notices::FOLDER) {
            files.notices.push((name.clone(), text));
            return;
        }
        let before = library.diagnostics.len();
        let (front, body) = front_matter::read(name, &text, &mut library.diagnostics);
        if inside.file_stem().is_some_and(|stem| stem == "_index") {
            let file = ReadFile { name, inside, text, front, body };
            read_category(&file, files, &mut library.diagnostics);
            files.texts.push((name.clone(), file.text));
            return;
        }
        let broken = library.diagnostics.iter().skip(before).any(|finding| finding.rule == "front-matter");
        if front.draft {
            files.unpublished.insert(name.clone());
            files.texts.push((name.clone(), text));
            return;
        }
        match Draft::new(ReadFile { name, inside, text, front, body }, broken, &mut library.diagnostics) {
            Ok(draft) => files.drafts.push(draft),
            Err(text) => {
                library.unread.insert(draft::key(inside));
                files.broken.insert(name.clone());
                files.texts.push((name.clone(), text));
            }
        }
    }

    fn parse(&self, draft: &Draft, number: u32, category: u16, links: &LinkTable, library: &mut Library) -> Parsed {
        let body = draft.text.get(draft.body..).unwrap_or_default();
        let mut resolver = FileResolver {
            root: self.root,
            file: &draft.file,
            text: &draft.text,
            body: draft.body,
            article: Some(number),
            links,
            company_url: self.config.company_url(),
            media: &mut library.media,
            diagnostics: &mut library.diagnostics,
            anchors: Vec::new(),
            finding_count: 0,
        };
        let parsed = markdown::parse(body, &draft.title, &mut resolver);
        let uses = resolver.anchors;
        library.diagnostics.extend(parsed.findings(&draft.file, &draft.text, draft.body));
        if parsed.blocks.is_empty() {
            let span = draft.front.title.as_ref().map_or(0..3, |(_, span)| span.clone());
            library.diagnostics.push(Diagnostic::warning(
                "empty-article",
                Some(Place::new(&draft.file, &draft.text, span)),
                "the article has a title and no text",
                "write the answer below the front matter, or add a line `draft: true` until you do",
            ));
        }
        let anchors = Anchors::of(&parsed);
        let article = Article {
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
        };
        Parsed { article, anchors, uses }
    }
}

/// Takes the settings of a category.
fn read_category(file: &ReadFile<'_>, files: &mut Files, diagnostics: &mut Vec<Diagnostic>) {
    let depth = file.inside.iter().count();
    let mut warn = |span, message: &str, help: &str| {
        let place = Some(Place::new(file.name, &file.text, span));
        diagnostics.push(Diagnostic::warning("category-settings", place, message, help));
    };
    if depth > 2 {
        let message = "the settings are not read: a category is a folder of the first level";
        return warn(0..3, message, "move the folder up, or delete the file");
    }
    let words = file.text.get(file.body..).unwrap_or_default();
    if !words.trim().is_empty() {
        let start = file.body + words.len() - words.trim_start().len();
        let help = "move the text to an article of its own, `index.md` in the same folder";
        warn(start..start + 1, "the text of a category is not shown", help);
    }
    match files.categories.entry(draft::category(file.inside)) {
        std::collections::btree_map::Entry::Vacant(free) => {
            free.insert((file.name.to_owned(), file.front.clone()));
        }
        std::collections::btree_map::Entry::Occupied(_) => {
            warn(0..3, "the settings are not read: the category has others already", "delete one of the two files");
        }
    }
}

/// Checks all anchors, now that all headings are known. The texts of the articles are the last ones of `texts`.
fn check_anchors(
    parsed: Vec<Parsed>,
    texts: &[(PathBuf, String)],
    library: &mut Library,
) -> (Vec<Article>, Vec<Anchors>) {
    let texts = texts.iter().skip(texts.len().saturating_sub(parsed.len()));
    let (mut articles, mut anchors, mut uses) = (Vec::new(), Vec::new(), Vec::new());
    for file in parsed {
        articles.push(file.article);
        anchors.push(file.anchors);
        uses.push(file.uses);
    }
    for ((number, article), (uses, (file, text))) in (0_u32..).zip(&mut articles).zip(uses.iter().zip(texts)) {
        let Some(own) = anchors.get(number as usize) else { continue };
        let check = anchors::AnchorCheck { file, text, uses, own, number: Some(number), all: &anchors };
        check.run(&mut article.blocks, &mut library.diagnostics);
    }
    (articles, anchors)
}
