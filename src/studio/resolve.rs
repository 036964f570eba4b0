//! Where the links and pictures of one file lead.

use std::{
    collections::HashMap,
    ops::Range,
    path::{Path, PathBuf},
};

use super::{
    Diagnostic, Place,
    markdown::{Resolver, web_address},
    media::{Media, join},
};
use crate::knowledge::{Inline, Target, slugify};

/// Resolves the links of one file against the other files of its language.
pub(super) struct FileResolver<'a> {
    /// The content folder.
    pub(super) root: &'a Path,
    /// The file, relative to the content folder.
    pub(super) file: &'a Path,
    /// The file's text, and where its body begins.
    pub(super) text: &'a str,
    pub(super) body: usize,
    /// Files of this language, relative to the content folder, with the numbers of their articles.
    pub(super) articles: &'a HashMap<PathBuf, u32>,
    /// The folder of this language.
    pub(super) language_folder: &'a Path,
    /// Where links to the company's own pages lead; may be empty.
    pub(super) company_url: &'a str,
    pub(super) media: &'a mut Media,
    pub(super) diagnostics: &'a mut Vec<Diagnostic>,
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

    fn article(&self, path: &str) -> Option<u32> {
        let path = path.trim_end_matches('/');
        let folder = self.file.parent().unwrap_or(Path::new(""));
        let base = match path.strip_prefix('/') {
            Some(rest) => join(self.language_folder, rest)?,
            None => join(folder, path)?,
        };
        let spelled = |suffix: &str| PathBuf::from(format!("{}{suffix}", base.display()));
        [spelled(""), spelled(".md"), spelled("/index.md")].iter().find_map(|path| self.articles.get(path).copied())
    }
}

impl Resolver for FileResolver<'_> {
    fn link(&mut self, address: &str, span: Range<usize>) -> Option<Target> {
        if let Some(fragment) = address.strip_prefix('#') {
            return Some(Target::Anchor(slugify(fragment)));
        }
        if let Some(url) = web_address(address) {
            return Some(Target::Url(url));
        }
        let (path, fragment) =
            address.split_once('#').map_or((address, None), |(path, fragment)| (path, Some(slugify(fragment))));
        let path = path.split('?').next().unwrap_or_default();
        if let Some(article) = self.article(path) {
            return Some(Target::Article(article, fragment.filter(|fragment| !fragment.is_empty())));
        }
        let has_scheme = address.split_once(':').is_some_and(|(scheme, _)| !scheme.contains(['/', '.', '#']));
        let on_site =
            path.starts_with('/') && !path.starts_with("//") && !path.ends_with(".md") && !self.company_url.is_empty();
        if on_site
            && !has_scheme
            && let Some(url) = web_address(&format!("{}{address}", self.company_url.trim_end_matches('/')))
        {
            return Some(Target::Url(url));
        }
        if has_scheme {
            let help = "links begin with https:, http:, mailto:, tel: or sms:, or are paths of other files".into();
            self.warn("unsafe-link", span, format!("the link to `{address}` is left out"), help);
        } else {
            let help = "write the path of the other file from here, for example `../returns/return-a-parcel.md`".into();
            self.warn("broken-link", span, format!("there is no article at `{address}`"), help);
        }
        None
    }

    fn image(&mut self, address: &str, alt: String, span: Range<usize>) -> Option<Inline> {
        let folder = self.file.parent().unwrap_or(Path::new(""));
        let taken = match join(folder, address) {
            _ if address.contains(':') || address.starts_with("//") => {
                Err("only pictures of the content folder are shipped: put a copy there".to_owned())
            }
            Some(path) => self.media.take(self.root, &path),
            None => Err("the path leads out of the content folder".to_owned()),
        };
        match taken {
            Ok(picture) => Some(Inline::Image { src: picture.src, alt, size: picture.size }),
            Err(help) => {
                self.warn("missing-picture", span, format!("the picture `{address}` is left out"), help);
                None
            }
        }
    }
}
