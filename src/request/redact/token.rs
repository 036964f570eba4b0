//! Whether what follows the word "password" is one.
//!
//! What no language writes (letters with digits, a symbol inside) is one. A plain word is one only behind a colon and
//! at the end of its clause: "hasło: kotek, proszę o pomoc" is, "nowe hasło: nie przychodzi mail" is not. A password of
//! several plain words is left alone, since it looks like a sentence; so is a plain word behind a verb ("hasło to
//! problem").

use core::ops::Range;

use super::words::{MASK, is_blank};

/// The longest password that is looked for, in characters. A limit, so that no text takes long.
const LONGEST: usize = 64;
/// The shortest one.
const SHORTEST: usize = 4;
/// The shortest one with nothing before it that announces it.
const SHORTEST_BARE: usize = 6;

/// What led to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// A colon or an equals sign.
    Sign,
    /// A verb or a dash.
    Verb,
    /// Nothing: it stands right behind the word.
    Nothing,
}

/// How words begin that stand behind a colon and are no password, in the four languages.
const STATES: [&str; 42] = [
    "brak", "zapom", "niepra", "niepo", "niezn", "błęd", "bled", "zmian", "zmien", "wygas", "reset", "pomoc", "pomóż",
    "problem", "dział", "odzysk", "login", "hasł", "prosz", "none", "forgot", "wrong", "incorrect", "invalid",
    "expired", "change", "unknown", "missing", "help", "password", "please", "error", "vergess", "falsch", "unbekannt",
    "fehl", "hilfe", "забу", "невір", "немає", "змін", "допом",
];

/// Where the password stands that begins behind a place, without the quotation marks around it.
pub(super) fn token(text: &str, at: usize, trust: Trust) -> Option<Range<usize>> {
    let rest = text.get(at..)?.trim_start_matches(is_blank);
    let rest = rest.trim_start_matches(['(', '[', '<', '*', '`']);
    let start = text.len().checked_sub(rest.len())?;
    // Something has to stand between it and the word before.
    if start == at && trust == Trust::Nothing {
        return None;
    }
    match quoted(rest) {
        Some(quoted) => {
            let start = start.checked_add(rest.chars().next()?.len_utf8())?;
            let plain = trust != Trust::Nothing && quoted.chars().count() >= SHORTEST && !is_state(quoted);
            let found = !quoted.contains(MASK) && (plain || tells(quoted, trust));
            found.then_some(start..start.checked_add(quoted.len())?)
        }
        None => {
            // No further than needed: a text without blanks is looked at from each of its words.
            let end = rest.char_indices().take(LONGEST + 1).find(|(_, c)| c.is_whitespace()).map(|(end, _)| end);
            let token = rest.get(..end.unwrap_or(rest.len()))?;
            if (end.is_none() && rest.chars().nth(LONGEST).is_some()) || token.contains(MASK) {
                return None;
            }
            let token = token.trim_end_matches(['.', ',', ';', ':', ')', ']', '>', '"', '”', '»', '’', '*', '`']);
            let plain = || trust == Trust::Sign && is_plain(token) && rest.get(token.len()..).is_some_and(ends_clause);
            (tells(token, trust) || plain()).then_some(start..start.checked_add(token.len())?)
        }
    }
}

/// What stands between quotation marks at the beginning of a text, on one line.
fn quoted(rest: &str) -> Option<&str> {
    let closing: &[char] = match rest.chars().next()? {
        '"' => &['"'],
        '\'' => &['\''],
        '„' => &['”', '“', '"'],
        '“' => &['”'],
        '«' => &['»'],
        '‘' | '‚' => &['’', '‘'],
        _ => return None,
    };
    let inside = rest.get(rest.chars().next()?.len_utf8()..)?;
    let end = inside.char_indices().take(LONGEST).find(|(_, c)| closing.contains(c) || *c == '\n')?;
    inside.get(..end.0).filter(|_| end.1 != '\n')
}

/// Whether no language writes it.
fn tells(token: &str, trust: Trust) -> bool {
    let core = token.trim_end_matches(['!', '?']);
    let length = token.chars().count();
    let has = |what: fn(char) -> bool| core.chars().any(what);
    let (letter, digit) = (has(char::is_alphabetic), has(char::is_numeric));
    if is_address(core) || is_measure(core) {
        return false;
    }
    match trust {
        Trust::Nothing => length >= SHORTEST_BARE && letter && digit && !core.contains(['-', '/', '.']),
        _ if length < SHORTEST => false,
        _ => digit || (letter && (has(|c| "@#$%^&*+=~|\\!?_".contains(c)) || is_camel(core))),
    }
}

/// Whether a capital follows a small letter.
fn is_camel(token: &str) -> bool {
    token.chars().zip(token.chars().skip(1)).any(|(a, b)| a.is_lowercase() && b.is_uppercase())
}

/// Whether it is an address of e-mail or of a page.
fn is_address(token: &str) -> bool {
    let mail = token.split_once('@').is_some_and(|(name, host)| {
        let host_like = host.chars().all(|c| c.is_alphanumeric() || c == '.' || c == '-');
        !name.is_empty() && host_like && host.trim_matches('.').contains('.')
    });
    mail || token.contains("://") || token.starts_with("www.")
}

/// Whether it counts something: "10-znakowe", "8-character".
fn is_measure(token: &str) -> bool {
    token.split_once('-').is_some_and(|(number, word)| {
        !number.is_empty() && number.chars().all(char::is_numeric) && word.chars().all(char::is_lowercase)
    })
}

/// Whether it is a word that could be a password.
fn is_plain(token: &str) -> bool {
    let core = token.trim_end_matches(['!', '?']);
    let varied = core.chars().any(|c| !core.starts_with(c));
    core.chars().count() >= SHORTEST && core.chars().all(|c| c.is_alphabetic() || c == '-') && varied && !is_state(core)
}

/// Whether it begins like a word about passwords.
fn is_state(token: &str) -> bool {
    let token = token.to_lowercase();
    STATES.iter().any(|state| token.starts_with(state)) || token.starts_with("nie ")
}

/// Whether a clause ends at the beginning of a text: there is no more of it on the line, or a comma, or the end of a
/// sentence.
fn ends_clause(rest: &str) -> bool {
    let rest = rest.trim_start_matches([')', ']', '>', '"', '”', '»', '’', '*', '`', '!', '?']);
    let after = rest.trim_start_matches(|c| is_blank(c) || c == '.');
    match rest.chars().next() {
        None | Some(',' | ';' | '\n' | '\r') => true,
        Some('.') => after.chars().next().is_none_or(|c| c.is_uppercase() || c.is_control()),
        Some(_) => after.is_empty() || after.starts_with(['\n', '\r']),
    }
}
