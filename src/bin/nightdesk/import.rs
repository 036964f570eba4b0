//! `nightdesk import`: which source was meant, and what is printed.

use std::path::PathBuf;

use anyhow::{Result, bail};
use nightdesk::{
    language::Lang,
    studio::{ImportOptions, ImportSource, import, say},
};

/// Imports, and prints what was written and what could not be kept.
pub(crate) fn run(source: &[String], out: PathBuf, lang: Option<Lang>, json: bool) -> Result<()> {
    let [source, from] = source else { bail!("not yet") };
    let Some((_, source)) = ImportSource::ALL.into_iter().find(|(name, _)| name == source) else { bail!("unknown") };
    let report = import(&ImportOptions { source, from: from.into(), out, lang })?;
    if json {
        say(&format!("{}\n", serde_json::to_string_pretty(&report.json())?))?;
    } else {
        say(&report.text())?;
    }
    Ok(())
}
