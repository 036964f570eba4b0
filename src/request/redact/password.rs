//! Passwords: a word that announces one, and where the password begins. `token` decides whether what
//! follows is one.
//!
//! A word alone is not enough: "nie pamiętam hasła" is what half of the messages about passwords say. It takes a colon
//! ("hasło: …"), a verb ("hasło to …", "my password is …"), or something right behind it that is no word of a language.

use alloc::string::String;
use core::ops::Range;

use super::{
    finding::{Finding, SecretKind},
    number,
    token::{Trust, token},
    words::{Word, is_blank},
};

/// The longest word that can announce a password, in bytes: `old_user_password`.
const LONGEST: usize = 40;
/// How many words may stand between: "hasło do mojego konta: …".
const BETWEEN: usize = 3;

/// Verbs, in the four languages.
const VERBS: [&str; 9] = ["to", "jest", "było", "is", "was", "ist", "war", "це", "є"];
/// Verbs after which there is nothing else to say.
const SPELLS: [&str; 5] = ["brzmi", "brzmiało", "lautet", "lautete", "звучить"];
/// What may follow the word before the password does.
const OPENERS: [&str; 27] = [
    "do", "dla", "na", "w", "we", "z", "od", "moje", "mam", "stare", "nowe", "for", "to", "on", "of", "für", "zu",
    "zum", "zur", "von", "до", "від", "для", "на", "мій", "old", "new",
];
/// What stands between a word like PIN and its digits: "CVV mojej karty to 123".
const BEFORE_CODE: [&str; 22] = [
    "do", "karty", "mojej", "tej", "kod", "kodu", "to", "jest", "brzmi", "is", "code", "number", "nr", "numer", "card",
    "for", "my", "ist", "lautet", "zur", "це", "для",
];

/// A word that announces a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keyword {
    /// A password.
    Password,
    /// A password if a colon follows: "pass" and "pw" mean more than that.
    Short,
    /// A code of so many digits at least and at most.
    Code(usize, usize),
    /// A BLIK code. Six digits that are of use for two minutes: only where it is called a code, since a sum or an
    /// order number follows "BLIK" as often.
    Blik,
}

impl Keyword {
    fn of(word: &str) -> Option<Self> {
        if word.len() > LONGEST {
            return None;
        }
        let word = word.to_lowercase();
        let ends = ["password", "passwort", "kennwort", "hasło", "haslo", "passwd", "пароль"];
        let forms = ["hasł", "hasl", "haśl", "haseł", "hasel", "парол", "passwörter", "passwords", "passworts"];
        Some(match word.as_str() {
            "pwd" | "passcode" | "passphrase" => Self::Password,
            "pass" | "pw" | "psw" => Self::Short,
            "pin" | "pinu" | "pinem" | "пін" => Self::Code(4, 8),
            "cvv" | "cvc" | "cvv2" | "cvc2" => Self::Code(3, 4),
            "blik" | "blika" | "bliku" | "blikiem" => Self::Blik,
            word if ends.iter().any(|end| word.ends_with(end)) => Self::Password,
            // Inflected: "hasła", "hasłem", "паролем".
            word if forms.iter().any(|form| word.starts_with(form)) && word.chars().count() < 10 => Self::Password,
            _ => return None,
        })
    }
}

/// The secret that a word announces.
pub(super) fn at(text: &str, words: &[Word<'_>], place: usize) -> Option<Finding> {
    let range = match Keyword::of(words.get(place)?.text)? {
        Keyword::Code(least, most) => code(text, words, place, least, most),
        Keyword::Blik => blik(text, words, place),
        Keyword::Short => after_sign(text, words.get(place)?.end()).and_then(|at| token(text, at, Trust::Sign)),
        Keyword::Password => password(text, words, place),
    }?;
    // A card behind "hasło:" is a card: its own turn comes.
    let first = words.partition_point(|word| word.start < range.start);
    let is_number = number::at(text, words, first).is_some_and(|number| number.range.start < range.end);
    (!is_number).then_some(Finding { kind: SecretKind::Password, range })
}

/// The password that a word announces: the first rule that finds one.
fn password(text: &str, words: &[Word<'_>], place: usize) -> Option<Range<usize>> {
    let end = words.get(place)?.end();
    if let Some(at) = after_sign(text, end) {
        return token(text, at, Trust::Sign);
    }
    let dash = || token(text, after_dash(text, end)?, Trust::Verb);
    let verb = || after_verb(text, words, place);
    verb().or_else(|| after_phrase(text, words, place)).or_else(dash).or_else(|| token(text, end, Trust::Nothing))
}

/// Behind a verb: "hasło to …", "hasło brzmi: …".
fn after_verb(text: &str, words: &[Word<'_>], place: usize) -> Option<Range<usize>> {
    let (word, spelled) = next_word(text, words, place)?;
    let trust = match spelled.as_str() {
        verb if SPELLS.contains(&verb) => Trust::Sign,
        verb if VERBS.contains(&verb) => Trust::Verb,
        _ => return None,
    };
    match after_sign(text, word.end()) {
        Some(at) => token(text, at, Trust::Sign),
        None => token(text, word.end(), trust),
    }
}

/// Behind some words that say which password: "hasło do konta: …", "password for the shop is …".
fn after_phrase(text: &str, words: &[Word<'_>], place: usize) -> Option<Range<usize>> {
    for step in 0..BETWEEN {
        let place = place.checked_add(step)?;
        let (word, spelled) = next_word(text, words, place)?;
        if step == 0 && !OPENERS.contains(&spelled.as_str()) {
            return None;
        }
        let found = match after_sign(text, word.end()) {
            Some(at) => return token(text, at, Trust::Sign),
            None => after_verb(text, words, place.checked_add(1)?),
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

/// The next word on the same line with nothing but blanks before it, and its spelling in lower case.
fn next_word<'a>(text: &str, words: &[Word<'a>], place: usize) -> Option<(Word<'a>, String)> {
    let (left, word) = (words.get(place)?, words.get(place.checked_add(1)?)?);
    let between = text.get(left.end()..word.start)?;
    (word.text.len() <= LONGEST && between.chars().all(is_blank)).then(|| (*word, word.text.to_lowercase()))
}

/// Behind a colon or an equals sign, with what people and machines put around it: `"password" : `, `**Hasło:** `,
/// `hasło => `. One line break may follow: forms are copied with a label to a line.
fn after_sign(text: &str, end: usize) -> Option<usize> {
    let closing = ['"', '\'', '”', '’', '*', ')', ']', '`'];
    let rest = text.get(end..)?.trim_start_matches(closing).trim_start_matches(is_blank);
    let rest = rest.strip_prefix([':', '=', '：'])?.trim_start_matches([':', '=', '>', '-', '*']);
    let rest = rest.trim_start_matches(is_blank);
    let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')).unwrap_or(rest);
    text.len().checked_sub(rest.trim_start_matches(is_blank).len())
}

/// Behind a dash with blanks around it: "пароль – …".
fn after_dash(text: &str, end: usize) -> Option<usize> {
    let rest = text.get(end..)?;
    let dash = rest.trim_start_matches(is_blank).strip_prefix(['-', '–', '—'])?;
    let after = dash.trim_start_matches(is_blank);
    (after.len() < dash.len() && rest.starts_with(is_blank)).then_some(text.len().checked_sub(after.len())?)
}

/// The digits that a word like PIN announces.
fn code(text: &str, words: &[Word<'_>], place: usize, least: usize, most: usize) -> Option<Range<usize>> {
    let mut left = words.get(place)?;
    for word in words.iter().skip(place.checked_add(1)?).take(BETWEEN + 1) {
        let between = text.get(left.end()..word.start)?;
        if !between.chars().all(|c| is_blank(c) || ":=-–—(\"".contains(c)) {
            return None;
        }
        if word.is_digits() {
            let fits = (least..=most).contains(&word.text.len());
            return (fits && !goes_on(text, word.end())).then(|| word.start..word.end());
        }
        if !BEFORE_CODE.contains(&word.text.to_lowercase().as_str()) {
            return None;
        }
        left = word;
    }
    None
}

/// The six digits of a BLIK code, in one piece or two.
fn blik(text: &str, words: &[Word<'_>], place: usize) -> Option<Range<usize>> {
    let named = |word: &Word<'_>| {
        let beginning: String = word.text.chars().take(3).flat_map(char::to_lowercase).collect();
        ["kod", "cod", "код"].contains(&beginning.as_str())
    };
    let before = place.checked_sub(1).and_then(|left| words.get(left));
    if !before.is_some_and(named) && !words.get(place.checked_add(1)?).is_some_and(named) {
        return None;
    }
    if let Some(whole) = code(text, words, place, 6, 6) {
        return Some(whole);
    }
    let half = code(text, words, place, 3, 3)?;
    let next = words.get(words.partition_point(|word| word.start < half.end))?;
    let blank = text.get(half.end..next.start)?.chars().all(is_blank);
    (blank && next.is_digits() && next.text.len() == 3 && !goes_on(text, next.end())).then(|| half.start..next.end())
}

/// Whether digits go on behind a hyphen, a dot, a comma or a slash: a date, a price, a longer number.
fn goes_on(text: &str, end: usize) -> bool {
    let rest = text.get(end..).unwrap_or_default();
    rest.strip_prefix(['-', '.', ',', '/']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}
