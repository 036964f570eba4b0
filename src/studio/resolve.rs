//! Where the links and pictures of one file lead.

use std::{
    ops::Range,
    path::{Path, PathBuf},
};

use super::{
    Diagnostic, Place,
    anchors::AnchorUse,
    links::{LinkTable, anchor, decoded_paths, relative},
    markdown::{Resolver, web_address},
    media::{EXTENSIONS, Media},
    names::{Missing, join},
};
use crate::knowledge::{Inline, Target};

/// Resolves the links of one file against the other files of its language.
pub(super) struct FileResolver<'a> {
    /// The content folder.
    pub(super) root: &'a Path,
    /// The file, relative to the content folder.
    pub(super) file: &'a Path,
    /// The file's text, and where its body begins.
    pub(super) text: &'a str,
    pub(super) body: usize,
    /// The number of the file's article; a notice has none.
    pub(super) article: Option<u32>,
    /// The articles of this language.
    pub(super) links: &'a LinkTable,
    /// Where links to the company's own pages lead: may be empty, and `None` where its setting cannot be read.
    pub(super) company_url: Option<&'a str>,
    pub(super) media: &'a mut Media,
    pub(super) diagnostics: &'a mut Vec<Diagnostic>,
    /// Anchors to be checked when the headings of all files are known.
    pub(super) anchors: Vec<AnchorUse>,
    /// How many findings this file has by now: for each the text is read up to its line.
    pub(super) finding_count: usize,
}

/// No more findings than this are reported of one file, and one of each rule without a finding by then; the others are
/// counted.
const MAX_FINDINGS: usize = 100;
/// Rules of this module.
const MAX_RULES: usize = 3;

impl FileResolver<'_> {
    fn warn(&mut self, rule: &'static str, span: Range<usize>, message: String, help: String) {
        if let Some(last) = self.above_limit(rule) {
            last.more += 1;
            return;
        }
        self.finding_count += 1;
        let span = self.body + span.start..self.body + span.end;
        self.diagnostics.push(Diagnostic::warning(rule, Some(Place::new(self.file, self.text, span)), message, help));
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

    fn folder(&self) -> &Path {
        self.file.parent().unwrap_or(Path::new(""))
    }

    /// Notes an anchor to be checked; gives it in the form of a heading's id, unless it means the top of an article.
    fn anchor(&mut self, to: Option<u32>, fragment: &str, span: Range<usize>) -> Option<String> {
        if matches!(fragment, "" | "top") {
            return None;
        }
        let id = anchor(fragment);
        let span = self.body + span.start..self.body + span.end;
        self.anchors.push(AnchorUse { to, typed: fragment.to_owned(), id: id.clone(), span });
        Some(id)
    }

    /// An address as it was typed, if that has backslashes: Markdown removes one before a punctuation character.
    fn typed(&self, address: &str, span: &Range<usize>) -> Option<String> {
        let source = self.text.get(self.body + span.start..self.body + span.end)?;
        let raw = source.get(source.rfind("](")? + 2..)?.trim_end_matches(')');
        let raw = raw.strip_prefix('<').map_or_else(|| raw.split_whitespace().next(), |raw| raw.split('>').next())?;
        let same = |text: &str| text.replace('\\', "");
        (raw.contains('\\') && same(raw) == same(address)).then(|| raw.to_owned())
    }

    /// How to mend a link to a file that is no article.
    fn mend(&mut self, address: &str, path: &str) -> String {
        if let Some(mend) = outside(address) {
            return mend;
        }
        if let Some(mend) = self.links.mend(self.folder(), path) {
            return mend;
        }
        let paths: Vec<PathBuf> = decoded_paths(path).iter().filter_map(|path| join(self.folder(), path)).collect();
        for path in paths {
            if self.media.names.find(self.root, &path).is_ok() {
                let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
                if EXTENSIONS.contains(&extension.as_str()) {
                    return "a picture is shown where it stands: `![what is to be seen](picture.png)`, without a link"
                        .into();
                }
                if ["md", "markdown"].contains(&extension.as_str()) {
                    return "this file is no article: settings of categories, notices and other languages have no page to link to".into();
                }
                return "only Markdown and pictures are shipped: put the file on your site, and link to its address"
                    .into();
            }
        }
        "write the path of the other file from here, for example `../returns/return-a-parcel.md`".into()
    }

    /// The picture that an address means, or how to mend it.
    fn picture(&mut self, address: &str) -> Result<super::media::Picture, String> {
        let elsewhere = "only pictures of the content folder are shipped: put a copy there";
        if address.starts_with("//") {
            return Err(elsewhere.to_owned());
        }
        // What follows `?` or `#` is for a server or a program, unless it is part of a file's name.
        let bare = address.split(['?', '#']).next().filter(|bare| !bare.is_empty() && *bare != address);
        let slashes = address.contains('\\').then(|| address.replace('\\', "/"));
        let typed = decoded_paths(address).into_iter().chain(bare.map(decoded_paths).into_iter().flatten());
        let paths: Vec<PathBuf> = typed.filter_map(|path| join(self.folder(), &path)).collect();
        let Some(first) = paths.first() else {
            return Err("the path leads out of the content folder".to_owned());
        };
        let mut near = None;
        for path in &paths {
            match self.media.names.find(self.root, path) {
                Err(Missing::Nowhere(meant)) => near = near.or(meant),
                _ => return self.media.take(self.root, path),
            }
        }
        if near.is_none() {
            let meant = slashes.map(|path| decoded_paths(&path)).unwrap_or_default();
            let folder = self.folder().to_owned();
            let mut meant = meant.iter().filter_map(|path| join(&folder, path));
            near = meant.find(|path| self.media.names.find(self.root, path).is_ok());
        }
        Err(match near {
            // A drive of Windows is no scheme, but both are outside of the folder.
            None if address.contains(':') => elsewhere.to_owned(),
            Some(near) => format!("did you mean `{}`?", relative(self.folder(), &near)),
            None => format!("put the picture at `{}` in the content folder", first.display()),
        })
    }
}

impl Resolver for FileResolver<'_> {
    fn link(&mut self, address: &str, span: Range<usize>) -> Option<Target> {
        if let Some(fragment) = address.strip_prefix('#') {
            return match self.anchor(None, fragment, span) {
                Some(id) => Some(Target::Anchor(id)),
                None => self.article.map(|article| Target::Article(article, None)),
            };
        }
        if let Some(url) = web_address(address) {
            return Some(Target::Url(url));
        }
        let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
        let path = path.split('?').next().unwrap_or_default();
        // A query to the same page.
        if path.is_empty() && !address.is_empty() {
            return match self.anchor(None, fragment, span) {
                Some(id) => Some(Target::Anchor(id)),
                None => self.article.map(|article| Target::Article(article, None)),
            };
        }
        if let Some(article) = self.links.article(self.folder(), path) {
            return Some(Target::Article(article, self.anchor(Some(article), fragment, span)));
        }
        if self.links.is_broken(self.folder(), path) {
            return None;
        }
        let has_scheme = address.split_once(':').is_some_and(|(scheme, _)| !scheme.contains(['/', '.', '#']));
        let is_markdown = [".md", ".markdown"].iter().any(|end| path.to_lowercase().ends_with(end));
        if path.starts_with('/') && !path.starts_with("//") && !is_markdown && !has_scheme {
            match self.company_url {
                // What is wrong with the setting is reported there.
                None => return None,
                Some("") => {}
                Some(company) => {
                    if let Some(url) = web_address(&format!("{}{address}", company.trim_end_matches('/'))) {
                        return Some(Target::Url(url));
                    }
                }
            }
        }
        let typed = self.typed(address, &span);
        let address = typed.as_deref().unwrap_or(address);
        if has_scheme {
            let help = match address.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase()).as_deref() {
                Some("http" | "https") => {
                    "an address is `https://`, the name of a site such as `www.example.com`, and a path"
                }
                Some("mailto" | "tel" | "sms") => {
                    "behind the colon stands an address or a number, as in `mailto:help@example.com`"
                }
                _ => "links begin with https:, http:, mailto:, tel: or sms:, or are paths of other files",
            };
            self.warn("unsafe-link", span, format!("the link to `{address}` is left out"), help.into());
        } else if address.is_empty() {
            let help = "write the path of the other file between the brackets, or take them away".into();
            self.warn("broken-link", span, "the link has no address".into(), help);
        } else {
            let path = if typed.is_some() { address.split(['?', '#']).next().unwrap_or_default() } else { path };
            // Above the limit nothing is reported, and no suggestion is searched for.
            let help = if self.above_limit("broken-link").is_none() { self.mend(address, path) } else { String::new() };
            self.warn("broken-link", span, format!("there is no article at `{address}`"), help);
        }
        None
    }

    fn image(&mut self, address: &str, alt: String, span: Range<usize>) -> Option<Inline> {
        let typed = self.typed(address, &span);
        let address = typed.as_deref().unwrap_or(address);
        match self.picture(address) {
            Ok(picture) => Some(Inline::Image { src: picture.src, alt, size: picture.size }),
            Err(help) => {
                self.warn("missing-picture", span, format!("the picture `{address}` is left out"), help);
                None
            }
        }
    }
}

/// How to write an address of another site or of a person that looks like a path.
fn outside(address: &str) -> Option<String> {
    let end = address.find(['/', '?', '#']).unwrap_or(address.len());
    let (first, rest) = address.split_at_checked(end)?;
    if let Some((name, host)) = address.split_once('@')
        && end == address.len()
        && !name.is_empty()
        && is_host(host)
    {
        return Some(format!("an address of a person is `mailto:{address}`"));
    }
    let site = match first {
        "" => rest.strip_prefix("//").filter(|rest| is_host(rest.split('/').next().unwrap_or_default())),
        "http" | "https" => rest.strip_prefix("//"),
        _ if is_host(first) && (first.starts_with("www.") || rest.starts_with('/')) => Some(address),
        _ => None,
    }?;
    Some(format!("an address of another site is `https://{site}`"))
}

/// Whether a text could be the name of a site, and is not the name of a file.
fn is_host(text: &str) -> bool {
    let mut labels = text.split('.');
    let last = labels.next_back().unwrap_or_default().to_lowercase();
    let files = ["md", "markdown", "mdx", "html", "htm", "txt", "pdf"];
    labels.clone().next().is_some()
        && labels.all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-'))
        && last.chars().count() > 1
        && last.chars().all(char::is_alphabetic)
        && !files.contains(&last.as_str())
        && !EXTENSIONS.contains(&last.as_str())
}
