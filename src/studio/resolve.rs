//! Where the links and pictures of one file lead.

mod pictures;
mod wording;

use std::{
    ops::Range,
    path::{Path, PathBuf},
};

use percent_encoding::percent_decode_str;

use super::{
    Diagnostic, Place,
    anchors::AnchorUse,
    cross::{Loss, OpenLink, SiteLinks},
    links::{Found, LinkTable, page_ending, relative},
    markdown::{Resolver, web_address},
    media::{EXTENSIONS, Media},
    places::{Absent, From, Located},
};
use crate::knowledge::{Inline, Target};

/// Resolves the links of one file against the other files of its language.
pub(super) struct FileResolver<'a> {
    /// The file, relative to the content folder.
    pub(super) file: &'a Path,
    /// The file's text, and where its body begins.
    pub(super) text: &'a str,
    pub(super) body: usize,
    /// The number of the file's article; a notice has none.
    pub(super) article: Option<u32>,
    /// The files that the text includes: their addresses may be written from where they are.
    pub(super) included: &'a [PathBuf],
    /// The articles of this language.
    pub(super) links: &'a LinkTable,
    /// Where links to the company's own pages lead: may be empty, and `None` where its setting cannot be read.
    pub(super) company_url: Option<&'a str>,
    pub(super) media: &'a mut Media,
    /// What is told of the whole site, and links to other languages.
    pub(super) site: &'a mut SiteLinks,
    pub(super) diagnostics: &'a mut Vec<Diagnostic>,
    /// Anchors to be checked when the headings of all files are known.
    pub(super) anchors: Vec<AnchorUse>,
    /// How many findings this file has by now: for each the text is read up to its line.
    pub(super) finding_count: usize,
    /// The same of links that other languages may have.
    pub(super) open_count: usize,
}

/// No more findings than this are reported of one file, and one of each rule without a finding by then; the others are
/// counted.
const MAX_FINDINGS: usize = 100;
/// Rules of this module.
const MAX_RULES: usize = 4;
/// What stands before a name in double brackets.
const WIKI: &str = "nd-wiki:";

impl FileResolver<'_> {
    fn warn(&mut self, rule: &'static str, span: Range<usize>, message: String, help: String) {
        if let Some(last) = self.above_limit(rule) {
            last.more += 1;
            return;
        }
        self.finding_count += 1;
        let place = self.place(span);
        self.diagnostics.push(Diagnostic::warning(rule, Some(place), message, help));
    }

    /// Above the limit the finding that counts the others of its rule; none for the first of a rule, which is reported.
    fn above_limit(&mut self, rule: &str) -> Option<&mut Diagnostic> {
        let file = self.file;
        let is_same = |finding: &&mut Diagnostic| {
            finding.rule == rule && finding.place.as_ref().is_some_and(|place| place.file == file)
        };
        let mut latest = self.diagnostics.iter_mut().rev().take(MAX_FINDINGS + MAX_RULES);
        if self.finding_count < MAX_FINDINGS { None } else { latest.find(is_same) }
    }

    /// Counts a finding that is told once for the site.
    fn tally(&mut self, rule: &'static str, kind: &str, span: Range<usize>, what: impl FnOnce() -> (String, String)) {
        let (file, text, body) = (self.file, self.text, self.body);
        self.site.tally.add((rule, kind), (file, text), || {
            let (message, help) = what();
            Diagnostic::warning(rule, Some(Place::new(file, text, body + span.start..body + span.end)), message, help)
        });
    }

    fn place(&self, span: Range<usize>) -> Place {
        Place::new(self.file, self.text, self.body + span.start..self.body + span.end)
    }

    fn folder(&self) -> &Path {
        self.file.parent().unwrap_or(Path::new(""))
    }

    /// Notes an anchor to be checked; gives it as it was typed, unless it means the top of an article.
    fn anchor(&mut self, to: Option<u32>, fragment: &str, span: Range<usize>) -> Option<String> {
        // Text to be found (`:~:text=`) and blocks of Obsidian have no id.
        if matches!(fragment, "" | "top") || fragment.starts_with([':', '^']) {
            return None;
        }
        let span = self.body + span.start..self.body + span.end;
        self.anchors.push(AnchorUse { to, typed: fragment.to_owned(), span });
        Some(fragment.to_owned())
    }

    /// A heading of the same text.
    fn own(&mut self, fragment: &str, span: Range<usize>) -> Option<Target> {
        match self.anchor(None, fragment, span) {
            Some(typed) => Some(Target::Anchor(typed)),
            None => self.article.map(|article| Target::Article(article, None)),
        }
    }

    /// An address as it was typed, if that has backslashes: Markdown removes one before a punctuation character.
    fn typed(&self, address: &str, span: &Range<usize>) -> Option<String> {
        let source = self.text.get(self.body + span.start..self.body + span.end)?;
        let raw = source.get(source.rfind("](")? + 2..)?.trim_end_matches(')');
        let raw = raw.strip_prefix('<').map_or_else(|| raw.split_whitespace().next(), |raw| raw.split('>').next())?;
        let same = |text: &str| text.replace('\\', "");
        (raw.contains('\\') && same(raw) == same(address)).then(|| raw.to_owned())
    }

    /// A link to an article of this language.
    fn article_link(&mut self, found: Found, fragment: &str, span: Range<usize>) -> Target {
        if let Some(called) = found.called {
            self.note_name(&called, span.clone());
        }
        Target::Article(found.number, self.anchor(Some(found.number), fragment, span))
    }

    /// Notes that a file has another name than was written, and was found nevertheless.
    fn note_name(&mut self, called: &Path, span: Range<usize>) {
        let rule = "file-name";
        if let Some(last) = self.above_limit(rule) {
            last.more += 1;
            return;
        }
        self.finding_count += 1;
        let message = format!("the file is `{}`, and is taken though this is not its path", called.display());
        let help = format!("write `{}`: other programs and servers find no other", relative(self.folder(), called));
        let finding = Diagnostic::note(rule, Some(self.place(span)), message, help);
        self.diagnostics.push(finding);
    }

    /// Notes that a link leads to a folder that has no page.
    fn note_folder(&mut self, shown: &str, span: Range<usize>) {
        let (file, text, body) = (self.file, self.text, self.body);
        let kind = self.links.folder.to_string_lossy();
        self.site.tally.add(("folder-link", &kind), (file, text), || {
            let message =
                format!("`{shown}` is a topic without a text of its own: the link leads to its first article");
            let help = "nothing has to be done; a text in the `index.md` of the folder is what such links show";
            let place = Place::new(file, text, body + span.start..body + span.end);
            Diagnostic::note("folder-link", Some(place), message, help)
        });
    }

    /// A link to another file of the content. `None` where the file is no document, which is told.
    fn file_link(&mut self, located: &Located, span: Range<usize>) -> Option<Target> {
        if !located.as_typed {
            self.note_name(&located.name, span.clone());
        }
        let name = located.name.display();
        if ending(&located.name).is_some_and(|ending| EXTENSIONS.contains(&ending.as_str())) {
            return match self.media.take(located) {
                Ok(picture) => Some(Target::File(picture.src)),
                Err(help) => {
                    self.warn("missing-picture", span, format!("the link to the picture `{name}` is left out"), help);
                    None
                }
            };
        }
        match self.media.shipped.take(located, &mut self.media.files) {
            Ok(path) => Some(Target::File(path)),
            Err(refusal) => {
                let message = format!("the link to `{name}` is left out: {} are not shipped", refusal.kind);
                self.tally("unshipped-file", &refusal.kind, span, || (message, refusal.help));
                None
            }
        }
    }

    /// A link that leads to no article and no file of this language. Another language may have the article.
    fn lost(&mut self, (path, fragment): (&str, &str), wiki: bool, link: Lost) -> Option<Target> {
        let Lost { span, instead, loss } = link;
        if self.site.several {
            self.open_count += 1;
            let place = (self.open_count <= MAX_FINDINGS).then(|| self.place(span));
            let (file, lang, folder) = (self.file.to_owned(), self.links.lang.clone(), self.links.folder.clone());
            let (path, fragment) = (path.to_owned(), fragment.to_owned());
            let link = OpenLink { file, lang, folder, path, wiki, fragment, instead, loss, place };
            return Some(self.site.open(link, self.text));
        }
        if let Some(Loss { message, help, grouped }) = loss.filter(|_| instead.is_none()) {
            if grouped {
                self.tally("broken-link", "root", span, || (message, help));
            } else {
                self.warn("broken-link", span, message, help);
            }
        }
        instead
    }

    /// A link in double brackets: to an article, to a heading in it, or to another file.
    fn wiki_link(&mut self, name: &str, span: Range<usize>) -> Option<Target> {
        let (page, fragment) = name.split_once('#').unwrap_or((name, ""));
        if page.trim().is_empty() {
            return self.own(fragment, span);
        }
        if let Some(number) = self.links.wiki(self.file, page) {
            return Some(Target::Article(number, self.anchor(Some(number), fragment, span)));
        }
        let from = From { file: self.file, links: self.links };
        if ending(Path::new(page)).is_some()
            && let Some(located) = self.media.places.wiki(from, page)
            && page_ending(&located.name) != Some(true)
        {
            return self.file_link(&located, span);
        }
        let near = self.links.mend(self.file, page).filter(|_| self.open_count < MAX_FINDINGS);
        let loss = Loss {
            message: format!("there is no article `[[{page}]]`"),
            help: near.unwrap_or_else(|| "write the name of a file of this language, without its ending".into()),
            grouped: false,
        };
        self.lost((page, fragment), true, Lost { span, instead: None, loss: Some(loss) })
    }

    /// The file that a path means: from here, else from a file that is included here.
    fn find(&mut self, path: &str) -> Result<Located, Absent> {
        let (links, places) = (self.links, &mut self.media.places);
        let own = places.find(From { file: self.file, links }, path);
        if own.as_ref().is_ok_and(|located| located.as_typed) {
            return own;
        }
        let mut included = self.included.iter().filter_map(|file| places.find(From { file, links }, path).ok());
        included.find(|located| located.as_typed).map_or(own, Ok)
    }

    /// A link to a path. `shown` is the address as it was typed.
    fn path_link(&mut self, address: &str, shown: &str, span: Range<usize>) -> Option<Target> {
        let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
        let path = path.split('?').next().unwrap_or_default();
        // A query to the same page.
        if path.is_empty() && !address.is_empty() {
            return self.own(fragment, span);
        }
        let shared = self.company_url != Some("");
        let from_included = || self.included.iter().find_map(|file| self.links.at_path(file, path, shared));
        if let Some(found) = self.links.article(self.file, path, shared).or_else(from_included) {
            return Some(self.article_link(found, fragment, span));
        }
        if self.links.is_broken(self.file, path) {
            return None;
        }
        if let Some(number) = self.links.first_in_folder(self.file, path, shared) {
            self.note_folder(shown, span);
            return Some(Target::Article(number, None));
        }
        let scheme = address.split_once(':').map(|(scheme, _)| scheme).filter(|s| !s.contains(['/', '.', '#']));
        let is_markdown = page_ending(Path::new(path)) == Some(true);
        if ending(Path::new(path)).is_some()
            && !is_markdown
            && let Ok(located) = self.find(path)
        {
            return self.file_link(&located, span);
        }
        if let Some(scheme) = scheme {
            let help = wording::scheme(scheme);
            let message = format!("the link to `{shown}` is left out");
            if wording::is_known(scheme) {
                self.warn("unsafe-link", span, message, help.into());
            } else {
                self.tally("unsafe-link", &scheme.to_ascii_lowercase(), span, || (message, help.into()));
            }
            return None;
        }
        if address.is_empty() {
            let help = "write the path of the other file between the brackets, or take them away".into();
            self.warn("broken-link", span, "the link has no address".into(), help);
            return None;
        }
        let rooted = path.starts_with('/') && !path.starts_with("//") && !is_markdown;
        let instead = match self.company_url.filter(|_| rooted) {
            Some(company) if !company.is_empty() => {
                web_address(&format!("{}{address}", company.trim_end_matches('/'))).map(Target::Url)
            }
            _ => None,
        };
        // What is wrong with the company's address is reported there.
        let silent = rooted && self.company_url.is_none();
        let loss = (!silent).then(|| self.loss(shown, path, rooted));
        self.lost((path, fragment), false, Lost { span, instead, loss })
    }

    /// What is told of a path that leads nowhere.
    fn loss(&mut self, shown: &str, path: &str, rooted: bool) -> Loss {
        let message = format!("there is no article at `{shown}`");
        // Above the limit nothing is reported, and no suggestion is searched for.
        if self.above_limit("broken-link").is_some() || self.open_count >= MAX_FINDINGS {
            return Loss { message, help: String::new(), grouped: false };
        }
        let path = if shown.contains('\\') { shown.split(['?', '#']).next().unwrap_or_default() } else { path };
        let near =
            wording::outside(shown).or_else(|| self.links.mend(self.file, path)).or_else(|| self.no_article(path));
        let grouped = near.is_none() && rooted;
        let help = near.unwrap_or_else(|| match grouped {
            true => "where such paths lead to your website, write its address below `[company]` in nightdesk.toml: `url = \"https://www.example.com\"`".into(),
            false => "write the path of the other file from here, for example `../returns/return-a-parcel.md`".into(),
        });
        Loss { message, help, grouped }
    }

    /// Why a file that is there is no target.
    fn no_article(&mut self, path: &str) -> Option<String> {
        let from = From { file: self.file, links: self.links };
        let located = self.media.places.find(from, path).ok()?;
        (page_ending(&located.name) == Some(true)).then(|| {
            "this file is no article: settings of categories, notices and other languages have no page to link to"
                .into()
        })
    }
}

/// A link that leads nowhere: what it does instead, and what is told.
struct Lost {
    span: Range<usize>,
    instead: Option<Target>,
    loss: Option<Loss>,
}

/// The ending of a file's name, in lower case.
fn ending(path: &Path) -> Option<String> {
    path.extension().map(|ending| ending.to_string_lossy().to_lowercase())
}

/// The name in double brackets that an address stands for.
fn wiki_name(address: &str) -> Option<String> {
    let name = address.strip_prefix(WIKI)?;
    Some(percent_decode_str(name).decode_utf8().map_or_else(|_| name.to_owned(), std::borrow::Cow::into_owned))
}

/// A path that begins at the root, as the notations of some generators write it: `@/a.md`, `@site/docs/a.md`,
/// `pathname:///a.pdf`.
fn rooted(address: &str) -> Option<String> {
    let rest = ["@/", "@site/", "~@/", "pathname:///"].iter().find_map(|prefix| address.strip_prefix(prefix))?;
    Some(format!("/{}", rest.trim_start_matches('/')))
}

impl Resolver for FileResolver<'_> {
    fn link(&mut self, address: &str, span: Range<usize>) -> Option<Target> {
        if let Some(fragment) = address.strip_prefix('#') {
            return self.own(fragment, span);
        }
        if let Some(name) = wiki_name(address) {
            return self.wiki_link(&name, span);
        }
        if let Some(url) = web_address(address) {
            let (_, fragment) = url.split_once('#').unwrap_or_default();
            let number = self.links.at_url(&url, self.company_url.unwrap_or_default());
            let article = number.map(|number| Target::Article(number, self.anchor(Some(number), fragment, span)));
            return Some(article.unwrap_or(Target::Url(url)));
        }
        let typed = self.typed(address, &span);
        let shown = typed.as_deref().unwrap_or(address);
        self.path_link(rooted(address).as_deref().unwrap_or(address), shown, span)
    }

    fn title(&self, target: &Target) -> Option<String> {
        match target {
            Target::Article(number, _) => self.links.title(*number).map(str::to_owned),
            _ => None,
        }
    }

    fn image(&mut self, address: &str, alt: String, span: Range<usize>) -> Option<Inline> {
        self.show(address, alt, span)
    }
}
