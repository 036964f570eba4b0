//! Secrets in `[request]`: all of it is shipped to every visitor's browser, so that it must not have any.
//!
//! Read from the raw file and not from the settings: a secret under an unknown key is one, too. A secret that is found
//! is never repeated, neither by a finding nor by the lines shown with it: many people read the log of a build.

use std::{ops::Range, path::Path};

use toml::{
    Spanned,
    de::{DeString, DeTable, DeValue},
};

use crate::studio::{Diagnostic, Library, config};

/// Names of keys that hold secrets everywhere, without `_` and `-`. Not `access_key`, which Web3Forms means to be
/// public.
const KEYS: [&str; 15] = [
    "apikey", "token", "secret", "password", "passwd", "authorization", "bearer", "clientsecret", "apitoken",
    "accesstoken", "authtoken", "privatekey", "secretkey", "hmac", "hmackey",
];
/// How the keys of well-known services begin.
const BEGINNINGS: [&str; 18] = [
    "sk_live_", "sk_test_", "rk_live_", "rk_test_", "sk-", "xoxb-", "xoxp-", "xoxa-", "xapp-", "ghp_", "gho_", "ghs_",
    "github_pat_", "glpat-", "pat-", "shpat_", "AKIA", "AIza",
];
/// Keys of a query that hold secrets.
const PARAMETERS: [&str; 8] = ["key", "token", "secret", "sig", "apikey", "accesstoken", "signature", "password"];
/// Beginnings of addresses that are secrets as a whole: with one of them anybody can write into the company's own chat.
/// Not `hooks.zapier.com` and the like, which are made to take what a page sends.
const HOOKS: [(&str, &str); 6] = [
    ("hooks.slack.com/", "Slack"),
    ("discord.com/api/webhooks/", "Discord"),
    ("discordapp.com/api/webhooks/", "Discord"),
    ("outlook.office.com/webhook/", "Teams"),
    ("chat.googleapis.com/", "Google Chat"),
    ("api.telegram.org/bot", "Telegram"),
];
/// The help for all of them.
const HELP: &str = "every visitor can read what stands here: take it out, replace it where it was made if it was ever \
                    published, and let a server of yours keep it, which takes requests as `kind = \"webhook\"`";

/// A secret: the bytes of its key and of its value, and how it was recognized.
struct Secret {
    key: Range<usize>,
    value: Range<usize>,
    message: String,
}

/// Reports the secrets in the file, removes all forms, and gives the file's text with the secrets masked.
pub(in crate::studio) fn report(source: String, library: &mut Library) -> String {
    let secrets = find(&source);
    if secrets.is_empty() {
        return source;
    }
    // Another finding about the same key or value would repeat the value, or suggest a spelling of the key.
    library.diagnostics.retain(|finding| {
        let place = finding.place.as_ref().filter(|place| place.file == Path::new(config::FILE));
        let touches = |span: &Range<usize>| place.is_some_and(|p| p.span.start < span.end && span.start < p.span.end);
        !secrets.iter().any(|secret| touches(&secret.key) || touches(&secret.value))
    });
    library.languages.iter_mut().for_each(|content| content.forms = None);
    let mut shown = source.clone();
    for Secret { value, message, .. } in secrets {
        let place = config::at(&source, value.clone());
        library.diagnostics.push(Diagnostic::error("secret", place, message, HELP));
        if let Some(written) = source.get(value.clone()) {
            shown.replace_range(value, &masked(written));
        }
    }
    shown
}

/// A text of the same length and lines, with asterisks for its characters.
fn masked(text: &str) -> String {
    text.chars().map(|c| if "\n\"'".contains(c) { c.to_string() } else { "*".repeat(c.len_utf8()) }).collect()
}

/// All secrets below `[request]`, also in a file with syntax errors.
fn find(source: &str) -> Vec<Secret> {
    let (file, _) = DeTable::parse_recoverable(source);
    let mut out = Vec::new();
    for (key, value) in
        file.get_ref().iter().filter(|(key, _)| ["request", "contact"].contains(&key.get_ref().as_ref()))
    {
        walk(key, value, &mut out);
    }
    out
}

fn walk(key: &Spanned<DeString<'_>>, value: &Spanned<DeValue<'_>>, out: &mut Vec<Secret>) {
    let text = match value.get_ref() {
        DeValue::Table(table) => return table.iter().for_each(|(key, value)| walk(key, value, out)),
        DeValue::Array(array) => return array.iter().for_each(|value| walk(key, value, out)),
        DeValue::String(text) => text,
        DeValue::Boolean(_) => "",
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_) => "number",
    };
    if let Some(message) = secret_message(key.get_ref(), text.trim()) {
        out.push(Secret { key: key.span(), value: value.span(), message });
    }
}

/// The message for a secret; `None` where the value is none.
fn secret_message(key: &str, text: &str) -> Option<String> {
    if !text.is_empty() && KEYS.contains(&plain(key).as_str()) {
        return Some(format!("`{key}` is a secret, and this file is no place for one"));
    }
    if let Some((_, service)) = HOOKS.iter().find(|(beginning, _)| after_scheme(text).starts_with(beginning)) {
        return Some(hook(service));
    }
    if after_scheme(text).split('/').next().is_some_and(|host| host.ends_with(".webhook.office.com")) {
        return Some(hook("Teams"));
    }
    if has_password(text) {
        return Some("this address holds a name and a password".to_owned());
    }
    if let Some(parameter) = parameter(text) {
        return Some(format!("this address holds a secret, `{parameter}`"));
    }
    is_key(text).then(|| "this is a secret key, and this file is no place for one".to_owned())
}

fn hook(service: &str) -> String {
    format!("this address is a secret: whoever has it writes into your {service}")
}

/// A name without the characters in which its spellings differ.
fn plain(name: &str) -> String {
    name.chars().filter(|c| !"_- ".contains(*c)).flat_map(char::to_lowercase).collect()
}

fn after_scheme(text: &str) -> &str {
    text.split_once("://").map_or(text, |(_, rest)| rest)
}

/// `https://name:password@host`.
fn has_password(text: &str) -> bool {
    let authority = text.split_once("://").and_then(|(_, rest)| rest.split(['/', '?', '#']).next());
    authority.and_then(|authority| authority.rsplit_once('@')).is_some_and(|(user, _)| user.contains(':'))
}

/// The first key of an address's query that holds a secret.
fn parameter(text: &str) -> Option<&str> {
    let address = text.starts_with('/') || text.contains("://");
    let (_, query) = text.split_once('?').filter(|_| address)?;
    let pairs = query.split(['&', ';', '#']).filter_map(|pair| pair.split_once('='));
    pairs.filter(|(_, value)| !value.is_empty()).map(|(name, _)| name).find(|name| {
        let name = plain(name);
        PARAMETERS.contains(&name.as_str())
    })
}

/// Whether a text is a key of a well-known service, a header with one, or a signed token.
fn is_key(text: &str) -> bool {
    let word = |text: &str| !text.contains(char::is_whitespace) && text.len() >= 12;
    // Ordinary words begin with `sk-` as well; keys have digits.
    let digits = text.chars().any(|c| c.is_ascii_digit());
    let begins = BEGINNINGS.iter().any(|beginning| text.starts_with(beginning));
    let header = ["Bearer ", "Basic "].iter().find_map(|scheme| text.strip_prefix(scheme));
    // "Basic questions" is a topic.
    let coded = |text: &str| word(text) && (text.chars().any(|c| c.is_ascii_digit()) || text.ends_with('='));
    // A JSON Web Token begins with `{"` in base64 and has three parts (RFC 7519).
    let token = text.starts_with("eyJ") && text.split('.').count() == 3;
    // Zendesk: `agent@example.com/token:…`.
    (begins && word(text) && digits) || header.is_some_and(coded) || token || text.contains("/token:")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A secret that is not found is public from the next upload on; a label that is taken for one stops the build.
    #[test]
    fn secrets_are_distinguished_from_words() {
        for (key, text, secret) in [
            ("api_key", "x", true),
            ("API-Key", "x", true),
            ("client_secret", "x", true),
            ("access_key", "0f8fad5b-d9cb-469f-a165-70867728950e", false),
            ("inbox", "aB3dE5fG7hJ9kL1m", false),
            ("portal", "62515", false),
            ("token", "", false),
            ("to", "sk_live_51H8xY2abcdef", true),
            ("pl", "sk-sprawy", false),
            ("en", "Basic questions", false),
            ("en", "Bearer of good news", false),
            ("en", "Basic dXNlcjpwYXNzd29yZA==", true),
            ("en", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", true),
            ("to", "agent@example.com/token:abc", true),
            ("url", "https://anna:haslo@desk.example/in", true),
            ("url", "https://desk.example/in?desk=1", false),
            ("url", "https://desk.example/in?desk=1&api-key=1", true),
            ("url", "/in?sig=abc", true),
            ("label", "Which key? token=1", false),
            ("url", "https://hooks.slack.com/services/T0/B0/x", true),
            ("url", "https://malina.webhook.office.com/webhookb2/x", true),
            ("url", "https://hooks.zapier.com/hooks/catch/1/abc/", false),
        ] {
            assert_eq!(secret_message(key, text).is_some(), secret, "{key} = {text}");
        }
    }
}
