//! Checks of `nightdesk.toml` that need nothing but the file and the site's languages: ids given twice, texts in
//! unknown languages, missing texts, an invalid address of the company.

use std::{collections::BTreeSet, ops::Range, path::PathBuf};

use toml::Spanned;

use super::{
    localized::{Localized, is_for},
    place::at,
    root::{Config, is_website},
};
use crate::{
    language::Lang,
    studio::{Diagnostic, nearest_name},
};

/// Reports what is wrong with the settings of a site in these languages.
pub(in crate::studio) fn check(
    config: &Config,
    source: &str,
    languages: &[(Lang, PathBuf)],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut checker = Checker { source, languages, diagnostics };
    if let Some(url) =
        config.company.url.as_ref().filter(|url| !url.get_ref().trim().is_empty() && !is_website(url.get_ref().trim()))
    {
        let typed = url.get_ref().trim();
        let host = typed.trim_start_matches('/');
        let help = if typed.contains(':') || !host.contains('.') || host.contains(' ') {
            "write the address of the company’s website: `url = \"https://www.example.com\"`".to_owned()
        } else {
            format!("write `url = \"https://{host}\"`")
        };
        checker.error("company", url.span(), format!("`{typed}` is no address of a website"), help);
    }
    let mut ids: BTreeSet<&str> = BTreeSet::new();
    for channel in &config.channels {
        let id = channel.id.get_ref().as_str();
        if id.trim().is_empty() {
            checker.error(
                "channel",
                channel.id.span(),
                "the channel has no id".into(),
                "give it one: `id = \"phone\"`".into(),
            );
        } else if !ids.insert(id) {
            let help = "give each an id of its own: settings and statistics know channels by it".into();
            checker.error("channel", channel.id.span(), format!("two channels have the id `{id}`"), help);
        }
        checker.texts("channel", &channel.label, &format!("the label of the channel `{id}`"));
        if let Some(note) = &channel.note {
            checker.texts("channel", note, &format!("the note of the channel `{id}`"));
        }
    }
    for texts in config.request.iter().flat_map(|request| request.get_ref().texts()) {
        checker.unknown("contact", texts);
    }
}

struct Checker<'a> {
    source: &'a str,
    languages: &'a [(Lang, PathBuf)],
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Checker<'_> {
    /// Reports in which languages a text is missing, and in which it is though the site does not have them.
    fn texts(&mut self, rule: &'static str, texts: &Spanned<Localized>, what: &str) {
        self.unknown(rule, texts);
        let codes = || self.languages.iter().map(|(lang, _)| lang.as_str());
        let missing: Vec<&str> = codes().filter(|lang| !texts.get_ref().has(lang)).collect();
        let Some(first) = codes().next().filter(|_| !missing.is_empty()) else { return };
        let each: Vec<String> = codes().map(|lang| format!("{lang} = \"…\"")).collect();
        let help = format!("say it in every language: `{{ {} }}`", each.join(", "));
        if texts.get_ref().is_empty() {
            self.error(rule, texts.span(), format!("{what} is empty"), help);
        } else {
            let read = if texts.get_ref().has(first) {
                format!("; its readers get the one in {first}")
            } else {
                String::new()
            };
            let message = format!("{what} is missing in {}{read}", missing.join(", "));
            self.diagnostics.push(Diagnostic::warning(rule, at(self.source, texts.span()), message, help));
        }
    }

    /// Reports texts in languages that the site does not have.
    fn unknown(&mut self, rule: &'static str, texts: &Spanned<Localized>) {
        for code in texts.get_ref().codes() {
            if self.languages.is_empty() || self.languages.iter().any(|(lang, _)| is_for(code, lang.as_str())) {
                continue;
            }
            let known: Vec<&str> = self.languages.iter().map(|(lang, _)| lang.as_str()).collect();
            let help = match nearest_name(code, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the languages of the site are {}", known.join(", ")),
            };
            let message = format!("the site has no language `{code}`, and nobody reads this text");
            let place = at(self.source, key_in(self.source, texts.span(), code));
            self.diagnostics.push(Diagnostic::warning(rule, place, message, help));
        }
    }

    fn error(&mut self, rule: &'static str, span: Range<usize>, message: String, help: String) {
        self.diagnostics.push(Diagnostic::error(rule, at(self.source, span), message, help));
    }
}

/// The position of a key in a table.
fn key_in(source: &str, table: Range<usize>, key: &str) -> Range<usize> {
    let text = source.get(table.clone()).unwrap_or_default();
    let is_key = |at: &usize| {
        let after = text.get(at + key.len()..).unwrap_or_default().trim_start_matches(['"', '\'']).trim_start();
        let before = text.get(..*at).and_then(|before| before.chars().next_back());
        after.starts_with('=') && !before.is_some_and(char::is_alphanumeric)
    };
    let at = text.match_indices(key).map(|(at, _)| at).find(is_key);
    at.map_or(table.clone(), |at| table.start + at..table.start + at + key.len())
}
