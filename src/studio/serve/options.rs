//! What the preview is started with.

use std::path::PathBuf;

use crate::language::Lang;

/// What to serve.
#[derive(Clone, Debug)]
pub struct ServeOptions {
    /// The content folder.
    pub content: PathBuf,
    /// The folder with the built widget.
    pub app: Option<PathBuf>,
    /// The site's folder; the bundle is written into `mount` in it. Where none is given, `dist`, or a folder beside
    /// the content where `dist` would be in it.
    pub site: Option<PathBuf>,
    /// The bundle's folder within the site; empty for the site itself.
    pub mount: String,
    /// The port on 127.0.0.1.
    pub port: u16,
    /// The file with the requests of the inbox; beside the content where not given.
    pub inbox: Option<PathBuf>,
    /// The language of content that does not say.
    pub lang: Option<Lang>,
}
