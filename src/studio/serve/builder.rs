//! Builds the bundle: first, then after every change.

use std::{
    io::{self, Write},
    path::Path,
    time::{Instant, SystemTime, UNIX_EPOCH},
};

use tokio::sync::oneshot;

use super::{changes::Changes, console, live::Live, options::ServeOptions};
use crate::{
    studio::{
        BundleOptions, Effort, IndexCache, LoadOptions, Shown, inbox::Inbox, load, print_diagnostics, write_preview,
    },
    time::UtcMinute,
};

/// Builds into a folder, reports the result to `first`, and builds again at each change until there are no more.
pub(super) fn run(
    options: &ServeOptions,
    bundle: &Path,
    inbox: &Inbox,
    live: &Live,
    changes: &Changes,
    first: oneshot::Sender<io::Result<()>>,
) {
    let mut indexes = IndexCache::default();
    let built = build(options, bundle, &mut indexes, inbox).map(drop);
    let failed = built.is_err();
    let _ = first.send(built);
    while !failed && changes.next() {
        match build(options, bundle, &mut indexes, inbox) {
            Ok(true) => live.bump(),
            Ok(false) => {}
            Err(error) => console::print_error(error),
        }
    }
}

/// Builds the bundle; `false` where the content has errors and the last good bundle stays.
fn build(options: &ServeOptions, bundle: &Path, indexes: &mut IndexCache, inbox: &Inbox) -> io::Result<bool> {
    let start = Instant::now();
    let now = (SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs() / 60) as UtcMinute;
    let library = load(&options.content, &LoadOptions { lang: options.lang.clone(), now })?;
    console::print(library.summary.to_string());
    let (errors, _) = print_diagnostics(&library, &Shown::Brief, false);
    if errors > 0 {
        let _ = writeln!(io::stderr(), "{errors} errors: the last good build stays");
        return Ok(false);
    }
    let options = BundleOptions { out: bundle.to_owned(), app: options.app.clone(), now, effort: Effort::Fast };
    let built = write_preview(&library, &options, indexes)?;
    let forms = library.languages.iter().find_map(|content| content.forms.as_ref());
    inbox.require_work(forms.map_or(0, |forms| forms.work));
    console::print(format!("Built {} articles in {} ms", built.articles, start.elapsed().as_millis()));
    Ok(true)
}
