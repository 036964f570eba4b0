//! The files of one language as articles, categories and notices.
//!
//! Links need all files of a language first, and anchors all headings: files are read, then parsed, and then their
//! anchors are checked.

mod categories;
mod draft;

mod unique;

use std::{
    borrow::Cow,
    collections::HashSet,
    path::{Path, PathBuf},
};

use super::{
    Article, Config, Diagnostic, LanguageContent, LeftOutReason, Library, Place, Severity,
    anchors::{self, AnchorUse, Anchors},
    config, dialect,
    front_matter::{self, Findings},
    grouped::Grouped,
    hours,
    inventory::SourceFile,
    layout::{self, LanguageFile, LanguageFiles},
    links::{self, LinkTable, Named},
    markdown,
    navigation::Navigation,
    notices, readable,
    resolve::FileResolver,
    source_text,
    summary::Reason,
    synonyms,
    translate::{Mapped, Translator},
};
use crate::{
    knowledge::{ArticleCard, Category, slugify},
    time::UtcMinute,
};
use categories::{Arranged, FolderPage, arrange};
use draft::{Draft, ReadFile};

/// Rules of findings about files that could not be read.
const UNREAD: [&str; 2] = ["encoding", "unreadable-file"];

/// What all files of a language are read with.
pub(super) struct LanguageReader<'a> {
    pub(super) root: &'a Path,
    pub(super) language: &'a LanguageFiles,
    /// All Markdown files of the content folder: what a text may include.
    pub(super) all: &'a [SourceFile],
    /// What says in which order its articles stand.
    pub(super) navigation: &'a Navigation,
    pub(super) config: &'a Config,
    pub(super) now: UtcMinute,
}

/// The files of a language, read and not yet parsed.
#[derive(Default)]
struct Files {
    drafts: Vec<Draft>,
    /// Their files, their names among the notices, and their texts.
    notices: Vec<(PathBuf, PathBuf, String)>,
    /// Pages of folders, also those that are articles.
    pages: Vec<FolderPage>,
    /// Articles that are not published.
    unpublished: HashSet<PathBuf>,
    /// Folders whose files begin with order numbers.
    numbered: HashSet<PathBuf>,
    /// Whether the folder `notices` has notices. Without our settings, and where no file in it has a time, it has
    /// articles: a company's folder may be called so.
    has_notices: bool,
    /// Findings of which there is one for all files.
    grouped: Grouped,
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
    /// Reads a language. `load` fills in what the settings say of it.
    pub(super) fn read(&self, library: &mut Library) -> LanguageContent {
        let first_finding = library.diagnostics.len();
        let LanguageFiles { lang, folder, .. } = self.language;
        let numbered = readable::numbered_folders(self.language.files.iter().map(|file| file.inside.as_path()));
        let mut in_notices = self.language.files.iter().filter(|file| file.inside.starts_with(notices::FOLDER));
        let has_notices = self.root.join(config::FILE).exists()
            || in_notices.any(|file| layout::declares(self.root, &file.source, &notices::TIMES));
        let mut files = Files { numbered, has_notices, ..Files::default() };
        for file in &self.language.files {
            self.read_file(file, &mut files, library);
        }
        let Files { mut drafts, notices, pages, unpublished, numbered, mut grouped, broken, mut texts, .. } = files;
        unique::keys(&mut drafts, &mut grouped);
        unique::addresses(&mut drafts, &mut grouped);
        library.diagnostics.extend(grouped.into_findings());
        if drafts.is_empty() {
            // A site of nothing is not built over a good one.
            let unread =
                library.diagnostics.iter_mut().skip(first_finding).filter(|finding| UNREAD.contains(&finding.rule));
            unread.for_each(|finding| finding.severity = Severity::Error);
        }
        let Arranged { mut categories, drafts } =
            arrange(drafts, pages, self.navigation, (lang, &numbered), &mut library.diagnostics);
        library.diagnostics.extend(too_many(&categories, folder));

        let links = {
            let root = self.root.canonicalize().unwrap_or_default();
            let root = root.file_name().unwrap_or_default().to_string_lossy();
            let names = drafts.iter().map(|(draft, _)| draft_names(draft));
            LinkTable::new((lang.as_str(), folder), names, &root, unpublished, broken)
        };
        let translator = Translator::new(self.root, self.all);
        let mut parsed = Vec::with_capacity(drafts.len());
        for (number, (draft, category)) in (0_u32..).zip(drafts) {
            if let Some(category) = categories.get_mut(category) {
                category.articles.push(number);
            }
            let category = u16::try_from(category).unwrap_or(u16::MAX);
            parsed.push(self.parse(&draft, number, category, &links, &translator, library));
            texts.push((draft.file, draft.text));
        }
        let (articles, all_anchors) = check_anchors(parsed, &texts, library);
        let context = notices::NoticeContext {
            links: &links,
            translator: &translator,
            anchors: &all_anchors,
            articles: &articles,
            categories: &categories,
            company_url: self.config.company_url(),
            unread: library.unread.clone(),
            zone: hours::site_zone(self.config),
            now: self.now,
        };
        let (notices, notice_numbers) = notices::read(&notices, &context, library);
        library.links.add(links, all_anchors);
        library.included.extend(translator.included());
        library.diagnostics.extend(translator.findings());
        let synonyms = synonyms::read(self.root, folder, lang, library);
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
            lang: lang.clone(),
            categories,
            articles,
            popular: Vec::new(),
            channels: Vec::new(),
            schedules: Vec::new(),
            notices,
            notice_numbers,
            pages: Vec::new(),
            numbers: Vec::new(),
            synonyms: synonyms.own,
            starter: self.config.site.starter_synonyms.unwrap_or(true).then_some(synonyms.without),
            forms: None,
        }
    }

    /// Reads a file as what its name and settings make it: a notice, the page of a topic, or an article. A page with a
    /// text is an article as well.
    fn read_file(&self, file: &LanguageFile, files: &mut Files, library: &mut Library) {
        let LanguageFile { source, inside } = file;
        let (name, lang) = (&source.name, &self.language.lang);
        let mut found = Vec::new();
        let text = source_text::read_markdown(&self.root.join(&source.disk), name, &mut found);
        for finding in found {
            match finding.severity {
                Severity::Note => files.grouped.add(finding.rule, &finding.message.clone(), || finding),
                _ => library.diagnostics.push(finding),
            }
        }
        let notice = inside.strip_prefix(notices::FOLDER).ok().filter(|_| files.has_notices);
        let text = match text {
            Ok(text) => text,
            Err(mut wrong) => {
                // One file does not stop a site; what a notice says may matter to everybody.
                if notice.is_none() {
                    wrong.finding.severity = Severity::Warning;
                }
                library.summary.leave(Reason::Unreadable, name);
                library.diagnostics.push(wrong.finding);
                files.texts.push((name.clone(), wrong.shown));
                library.unread.insert(draft::key(inside));
                files.broken.insert(name.clone());
                return;
            }
        };
        if let Some(inside) = notice {
            files.notices.push((name.clone(), inside.to_owned(), text));
            return;
        }
        let mut findings = Findings { each: &mut library.diagnostics, grouped: &mut files.grouped };
        let settings = front_matter::Source { file: name, text: &text, lang, now: self.now };
        let (mut front, body) = front_matter::read(settings, &mut findings);
        let words = text.get(body..).unwrap_or_default();
        let left_out = front.left_out.filter(|reason| *reason != LeftOutReason::LeadsOn || words.trim().is_empty());
        if categories::is_page(inside) && (left_out.is_none() || inside.ends_with("_index.md")) {
            let heading = categories::heading(words);
            files.pages.push(FolderPage { inside: inside.clone(), name: name.clone(), front: front.clone(), heading });
            if !categories::says_something(words) {
                files.texts.push((name.clone(), text));
                return;
            }
        }
        if let Some(reason) = left_out {
            library.summary.leave(Reason::Settings(reason), name);
            files.unpublished.insert(name.clone());
            files.texts.push((name.clone(), text));
            return;
        }
        let is_numbered = inside.parent().is_some_and(|folder| files.numbered.contains(folder));
        if front.label.is_none() {
            front.label = self.navigation.file(inside).title;
        }
        let read = ReadFile { name, inside, text, front, body };
        let mut findings = Findings { each: &mut library.diagnostics, grouped: &mut files.grouped };
        files.drafts.push(Draft::new(read, is_numbered, lang, &mut findings));
    }

    fn parse(
        &self,
        draft: &Draft,
        number: u32,
        category: u16,
        links: &LinkTable,
        translator: &Translator<'_>,
        library: &mut Library,
    ) -> Parsed {
        let title = dialect::line(&draft.title);
        let words = draft.words();
        let (body, included) = translator.translate(&draft.file, (&draft.text, draft.body), &words, &title);
        let mut resolver = FileResolver {
            file: &draft.file,
            text: &draft.text,
            body: draft.body,
            article: Some(number),
            included: &included,
            links,
            company_url: self.config.company_url(),
            media: &mut library.media,
            site: &mut library.links,
            diagnostics: &mut library.diagnostics,
            anchors: Vec::new(),
            finding_count: 0,
            open_count: 0,
        };
        let mut mapped = Mapped { resolver: &mut resolver, map: &body.map };
        let mut parsed = markdown::parse(&body.text, &title, &mut mapped);
        parsed.move_spans(|span| body.map.range(span));
        if matches!(words, Cow::Owned(_)) {
            parsed.title_id.get_or_insert_with(|| slugify(&draft.title));
        }
        let uses = resolver.anchors;
        library.diagnostics.extend(parsed.findings(&draft.file, &draft.text, draft.body));
        if parsed.blocks.is_empty() {
            let span = draft.span();
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
                title: title.into_owned(),
                description: dialect::line(&draft.front.description).into_owned(),
                updated: draft.front.updated,
            },
            questions: draft.front.questions.iter().map(|words| dialect::line(words).into_owned()).collect(),
            keywords: draft.front.keywords.iter().map(|words| dialect::line(words).into_owned()).collect(),
            aliases: draft.front.aliases.clone(),
            is_searched: !draft.front.unsearched,
            blocks: parsed.blocks,
        };
        Parsed { article, anchors, uses }
    }
}

/// A finding about more categories than a pack can number.
fn too_many(categories: &[Category], folder: &Path) -> Option<Diagnostic> {
    let count = categories.len();
    (count > usize::from(u16::MAX)).then(|| {
        let message = format!("there are {count} categories; {} can be", u16::MAX);
        let help = "put articles together in fewer folders";
        Diagnostic::error("too-many-categories", Some(Place::new(folder, "", 0..0)), message, help)
    })
}

/// What links may call an article.
fn draft_names(draft: &Draft) -> Named<'_> {
    Named {
        file: &draft.file,
        key: &draft.key,
        slug: draft.slug.as_str(),
        title: &draft.title,
        aliases: &draft.front.aliases,
        id: links::stated_id(draft.text.get(..draft.body).unwrap_or_default()),
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
    let from_one = anchors::count_from_one(&anchors, uses.iter().map(Vec::as_slice).enumerate());
    for ((number, article), (uses, (file, text))) in (0_u32..).zip(&mut articles).zip(uses.iter().zip(texts)) {
        let Some(own) = anchors.get(number as usize) else { continue };
        let check = anchors::AnchorCheck { file, text, uses, own, number: Some(number), all: &anchors, from_one };
        check.run(&mut article.blocks, &mut library.diagnostics, &mut library.links.tally);
    }
    (articles, anchors)
}
