//! `nightdesk import`: which source was meant, and what is printed.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::{CommandFactory, error::ErrorKind};
use nightdesk::{
    language::Lang,
    studio::{Fetch, ImportOptions, ImportSource, import, nearest_name, recognise_import, say},
    time::UtcMinute,
};

use crate::arguments::Arguments;

/// Imports, and prints what was written and what could not be kept.
pub(crate) fn run(
    source: &[String],
    out: PathBuf,
    lang: Option<Lang>,
    fetch: Fetch,
    now: UtcMinute,
    json: bool,
) -> Result<()> {
    let (source, from) = meant(source);
    let report = import(&ImportOptions { source, from, out, lang, now, fetch })?;
    if json {
        say(&format!("{}\n", serde_json::to_string_pretty(&report.json())?))?;
    } else {
        say(&report.text())?;
    }
    Ok(())
}

/// The source and where it is; ends the program where that is not clear.
fn meant(source: &[String]) -> (ImportSource, PathBuf) {
    let names = ImportSource::ALL.map(|(name, _)| name);
    let all = names.join(", ");
    match source {
        [name, from] => match ImportSource::ALL.iter().find(|(known, _)| known == name) {
            Some((_, source)) => (*source, from.into()),
            None => {
                let near =
                    nearest_name(name, names).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
                refuse(&format!("there is no source `{name}`{near} The sources are {all}"))
            }
        },
        [from] => match recognise_import(Path::new(from)) {
            Some(source) => (source, from.into()),
            None if names.contains(&from.as_str()) => refuse(&format!("name the file or folder behind `{from}`")),
            None if !Path::new(from).exists() => refuse(&format!("there is no file or folder `{from}`")),
            None => refuse(&format!("what `{from}` comes from is not clear: put one of these before it: {all}")),
        },
        _ => refuse("name a source and a file or folder"),
    }
}

/// Wrong usage.
fn refuse(text: &str) -> ! {
    Arguments::command().error(ErrorKind::InvalidValue, text).exit()
}
