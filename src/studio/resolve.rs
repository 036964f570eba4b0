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
    media::Media,
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
    pub(super) own: Option<u32>,
    /// The articles of this language.
    pub(super) links: &'a LinkTable,
    /// Where links to the company's own pages lead: may be empty, and `None` where its setting cannot be read.
    pub(super) company_url: Option<&'a str>,
    pub(super) media: &'a mut Media,
    pub(super) diagnostics: &'a mut Vec<Diagnostic>,
    /// Anchors to be checked when the headings of all files are known.
    pub(super) anchors: Vec<AnchorUse>,
    /// How many findings there were in this file: each costs a walk to its line.
    pub(super) found: usize,
}

/// Of one file no more findings than this are told.
const MAX_FINDINGS: usize = 100;

impl FileResolver<'_> {
    fn warn(&mut self, rule: &'static str, span: Range<usize>, message: String, help: String) {
        self.found += 1;
        if self.found > MAX_FINDINGS {
            return;
        }
        let span = self.body + span.start..self.body + span.end;
        self.diagnostics.push(Diagnostic::warning(rule, Some(Place::new(self.file, self.text, span)), message, help));
    }

    fn folder(&self) -> &Path {
        self.file.parent().unwrap_or(Path::new(""))
    }

    /// Notes an anchor for checking; gives it as an id of a heading, where it is more than the top of an article.
    fn anchor(&mut self, to: Option<u32>, fragment: &str, span: Range<usize>) -> Option<String> {
        if matches!(fragment, "" | "top") {
            return None;
        }
        let id = anchor(fragment);
        let span = self.body + span.start..self.body + span.end;
        self.anchors.push(AnchorUse { to, typed: fragment.to_owned(), id: id.clone(), span });
        Some(id)
    }

    /// How to mend a link to a file that is no article.
    fn mend(&mut self, path: &str) -> String {
        if let Some(mend) = self.links.mend(self.folder(), path) {
            return mend;
        }
        let paths: Vec<PathBuf> = decoded_paths(path).iter().filter_map(|path| join(self.folder(), path)).collect();
        for path in paths {
            if self.media.names.find(self.root, &path).is_ok() {
                return "only Markdown and pictures are shipped: put the file on your site, and link to its address"
                    .into();
            }
        }
        "write the path of the other file from here, for example `../returns/return-a-parcel.md`".into()
    }

    /// The picture that an address means, or how to mend it.
    fn picture(&mut self, address: &str) -> Result<super::media::Picture, String> {
        // Windows' drives are no schemes; both are elsewhere.
        if address.contains(':') || address.starts_with("//") {
            return Err("only pictures of the content folder are shipped: put a copy there".to_owned());
        }
        let paths: Vec<PathBuf> = decoded_paths(address).iter().filter_map(|path| join(self.folder(), path)).collect();
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
        Err(match near {
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
                None => self.own.map(|own| Target::Article(own, None)),
            };
        }
        if let Some(url) = web_address(address) {
            return Some(Target::Url(url));
        }
        let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
        let path = path.split('?').next().unwrap_or_default();
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
                // What is wrong with the setting is told where it stands.
                None => return None,
                Some("") => {}
                Some(company) => {
                    if let Some(url) = web_address(&format!("{}{address}", company.trim_end_matches('/'))) {
                        return Some(Target::Url(url));
                    }
                }
            }
        }
        if has_scheme {
            let help = "links begin with https:, http:, mailto:, tel: or sms:, or are paths of other files".into();
            self.warn("unsafe-link", span, format!("the link to `{address}` is left out"), help);
        } else {
            // Above the limit nothing is told, and no mend is looked for.
            let help = if self.found < MAX_FINDINGS { self.mend(path) } else { String::new() };
            self.warn("broken-link", span, format!("there is no article at `{address}`"), help);
        }
        None
    }

    fn image(&mut self, address: &str, alt: String, span: Range<usize>) -> Option<Inline> {
        match self.picture(address) {
            Ok(picture) => Some(Inline::Image { src: picture.src, alt, size: picture.size }),
            Err(help) => {
                self.warn("missing-picture", span, format!("the picture `{address}` is left out"), help);
                None
            }
        }
    }
}
