//! From the text of `nightdesk.toml` to a [`Config`], and to findings where it cannot be read.

use std::ops::Range;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    help::{DUPLICATE_REQUEST, in_quotes, suggestion},
    place::at,
    root::Config,
};
use crate::studio::{
    Diagnostic,
    entries::{DELETE, in_settings, stands},
};

/// Reads the file's text; what cannot be read is a diagnostic and the defaults.
pub(in crate::studio) fn parse(text: &str, diagnostics: &mut Vec<Diagnostic>) -> Config {
    match (toml::from_str(text), old_name(text)) {
        (Ok(config), old) => {
            if let Some(old) = old {
                let message = "`[contact]` is called `[request]` now; the old name is still read";
                let help = "write `[request]`, `[[request.topic]]`, `[request.sink.NAME]` and `[request.privacy]`";
                diagnostics.push(Diagnostic::note("config", at(text, old), message, help));
            }
            config
        }
        (Err(error), Some(old)) if error.message().starts_with(DUPLICATE_REQUEST) => {
            let message = "`[contact]` and `[request]` are two names of one table, and both are here";
            let help = "move what stands below `[contact]` to `[request]`";
            diagnostics.push(Diagnostic::error("config", at(text, old), message, help));
            essential_settings(text)
        }
        (Err(error), _) => {
            let message = error.message().lines().next().unwrap_or_default().to_owned();
            let before = text.get(..error.span().unwrap_or_default().start).unwrap_or_default();
            let key =
                before.rsplit(['\n', '{', ',']).next().unwrap_or_default().trim_end_matches(['=', ' ', '[']).trim();
            let table = text.get(error.span().unwrap_or_default()).unwrap_or_default();
            let help = if before.trim_end().ends_with(['[', ',']) && message.ends_with(", expected a string") {
                Some(format!("put it in quotes: `{}`", in_quotes(table)))
            } else {
                suggestion(&message, key, table)
            };
            let help = help.unwrap_or_else(|| {
                "put texts in quotes and lists in brackets; the demo’s content/nightdesk.toml is a commented example".into()
            });
            // The TOML reader does not name a character that only looks like a blank.
            let start = before.rfind('\n').map_or(0, |newline| newline + 1);
            let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
            diagnostics.push(match in_settings(line) {
                Some(hidden) => {
                    let place = at(text, start + hidden.0..start + hidden.0 + 1);
                    Diagnostic::error("config", place, stands(hidden), DELETE)
                }
                None => Diagnostic::error("config", at(text, error.span().unwrap_or_default()), message, help),
            });
            essential_settings(text)
        }
    }
}

/// The position of `[contact]`, the earlier name of `[request]`, if the file has it.
fn old_name(text: &str) -> Option<Range<usize>> {
    let table = DeTable::parse(text).ok()?;
    let (key, _) = table.get_ref().get_key_value("contact")?;
    Some(key.span())
}

/// The settings on which all other loading depends, from a file with an error elsewhere: without them every folder and
/// every link would be reported as a mistake of its own.
fn essential_settings(text: &str) -> Config {
    let mut config = Config { unread: true, ..Config::default() };
    let Ok(table) = DeTable::parse(text) else { return config };
    let of = |name: &str, key: &str| table.get_ref().get(name)?.get_ref().as_table()?.get(key);
    let spanned =
        |value: &Spanned<DeValue<'_>>| value.get_ref().as_str().map(|text| Spanned::new(value.span(), text.to_owned()));
    config.company.name = of("company", "name").and_then(spanned).map(Spanned::into_inner).unwrap_or_default();
    config.company.url = of("company", "url").and_then(spanned);
    let languages = of("site", "languages").and_then(|value| value.get_ref().as_array());
    config.site.languages = languages.into_iter().flat_map(|list| list.iter().filter_map(spanned)).collect();
    config
}
