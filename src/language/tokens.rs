//! Words of a text with their positions: the one tokenizer of index, query, excerpt and highlighting.
//!
//! A word is a run of letters and digits. An apostrophe inside it is left out (`об'єкт`, `don't`), unless it parts two
//! words (`l'eau`). `AT&T` is att, `C++` and `C#` are words with their signs. Scripts that are written without spaces
//! are cut into overlapping pairs of letters.

use alloc::string::String;

use super::{
    fold::{fold_char, is_ignored},
    holds_char, is_letter, is_word_char,
    scripts::{is_cyrillic, is_unspaced, is_voice, unify, voiced},
};

/// A longer run of letters is cut: customers do not type such words, and the limit keeps hostile text linear.
pub const MAX_TERM_CHARS: usize = 40;

/// A folded word and its position in the original text, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Lower-case, folded, 1 to [`MAX_TERM_CHARS`] characters.
    pub term: String,
    /// First byte in the original.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

/// The words of a text, by where they begin. Neighbours overlap where the script has no spaces.
pub fn tokens(text: &str) -> impl Iterator<Item = Token> {
    Cutter { text, at: 0, in_run: false, pending: None }
}

struct Cutter<'a> {
    text: &'a str,
    /// What precedes it is cut.
    at: usize,
    /// The letter before it is the second one of a pair.
    in_run: bool,
    /// The second number of a fraction.
    pending: Option<Token>,
}

impl Iterator for Cutter<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            if let Some(pending) = self.pending.take() {
                return Some(pending);
            }
            let rest = self.text.get(self.at..)?;
            let (skipped, first) = rest.char_indices().find(|&(_, c)| is_in_word(c))?;
            self.in_run &= skipped == 0;
            self.at += skipped;
            let token = if is_unspaced(first) { self.pair() } else { self.word() };
            if token.as_ref().is_some_and(|token| !token.term.is_empty()) {
                return token;
            }
        }
    }
}

impl Cutter<'_> {
    /// A letter and the next one of a run; the last letter of a run gives nothing, unless it is the only one.
    fn pair(&mut self) -> Option<Token> {
        let (start, mut end, mut letters, mut term) = (self.at, self.at, 0, String::new());
        for (at, c) in self.text.get(start..)?.char_indices() {
            let is_mark = is_ignored(c) || is_voice(c);
            if is_unspaced(c) && !is_mark {
                letters += 1;
                if letters == 2 {
                    self.at = start + at;
                }
            }
            if letters > 2 || !(is_unspaced(c) || is_mark) {
                break;
            }
            end = start + at + c.len_utf8();
            fold_char(c, &mut |folded| voiced(&mut term, folded));
        }
        let is_last = letters < 2;
        if is_last {
            self.at = end;
        }
        let was_in_run = core::mem::replace(&mut self.in_run, !is_last);
        (!is_last || !was_in_run).then_some(Token { term, start, end })
    }

    fn word(&mut self) -> Option<Token> {
        let (start, mut term, mut length) = (self.at, String::new(), 0);
        let mut chars = self.text.get(start..)?.char_indices();
        let mut end = start;
        self.in_run = false;
        while let Some((at, c)) = chars.next() {
            let rest = chars.as_str();
            let part = Part::of(c, &term, rest);
            if part == Part::End || part == Part::Fraction && !term.is_empty() {
                break;
            }
            end = start + at + c.len_utf8();
            if part == Part::Letter && length < MAX_TERM_CHARS || part == Part::Sign {
                fold_char(c, &mut |folded| {
                    term.push(folded);
                    length += 1;
                });
            }
            if part == Part::Fraction {
                let numbers = super::fold(self.text.get(start..end)?);
                let mut numbers = numbers.split('/').map(String::from);
                term = numbers.next()?;
                self.pending = numbers.next().map(|term| Token { term, start, end });
                break;
            }
        }
        self.at = end;
        unify(&mut term);
        Some(Token { term, start, end })
    }
}

/// What a character is to the word before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Letter,
    /// Left out.
    Inside,
    /// Of `C++`.
    Sign,
    /// Two numbers.
    Fraction,
    End,
}

impl Part {
    fn of(c: char, term: &str, rest: &str) -> Self {
        match c {
            '\u{bc}'..='\u{be}' | '\u{2150}'..='\u{215e}' => Self::Fraction,
            _ if is_unspaced(c) => Self::End,
            _ if is_in_word(c) || is_ignored(c) => Self::Letter,
            _ if is_apostrophe(c) && holds_apostrophe(term, rest) => Self::Inside,
            '&' | '＆' if is_short(term) && is_short(rest) => Self::Inside,
            '+' | '#' if has_sign(term, c, rest) => Self::Sign,
            _ => Self::End,
        }
    }
}

/// A letter or digit. U+02BC counts as a letter in Unicode, and is the apostrophe of Ukrainian keyboards.
fn is_in_word(c: char) -> bool {
    is_word_char(c) && !is_apostrophe(c)
}

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '`' | '´' | '\u{2b9}'..='\u{2bd}' | '‘'..='‛' | '′' | '＇')
}

/// Whether the apostrophe between these is inside one word: in Cyrillic, and before one or two letters ("customer's",
/// "we're", "SMS'y"). "l'eau" and "dell'ordine" are two words.
fn holds_apostrophe(term: &str, rest: &str) -> bool {
    let (Some(before), Some(after)) = (term.chars().next_back(), rest.chars().next()) else { return false };
    let elided = term.len() == 1 && holds_char("cdjlmnst", before);
    is_letter(before) && (is_cyrillic(after) || is_short(rest) && !elided)
}

/// Whether a text begins with one or two letters, and no more.
fn is_short(text: &str) -> bool {
    let letters = text.chars().take_while(|&c| is_in_word(c) || is_ignored(c)).take(3);
    matches!(letters.clone().count(), 1 | 2) && letters.into_iter().all(is_letter)
}

/// Whether the sign belongs to the one letter before it: "C#", "A+", "C++", not "a+b".
fn has_sign(term: &str, sign: char, rest: &str) -> bool {
    let mut before = term.chars();
    before.next().is_some_and(|c| c.is_ascii_alphabetic())
        && term.len() < 4
        && before.all(|c| c == '+' && c == sign)
        && !rest.trim_start_matches('+').starts_with(is_in_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Positions must be those of the original text, or the wrong letters are highlighted.
    #[test]
    fn words_and_positions() {
        let text = "Płać BLIK-iem: 14,90 zł!";
        let found: alloc::vec::Vec<_> = tokens(text).map(|t| (t.term.clone(), &text[t.start..t.end])).collect();
        let expected = [("plac", "Płać"), ("blik", "BLIK"), ("iem", "iem"), ("14", "14"), ("90", "90"), ("zl", "zł")];
        assert_eq!(found.len(), expected.len());
        for ((term, slice), (expected_term, expected_slice)) in found.iter().zip(expected) {
            assert_eq!((term.as_str(), *slice), (expected_term, expected_slice));
        }
    }

    /// A word that the page and the customer write with different signs must be one word.
    #[test]
    fn signs_inside_words() {
        for (text, terms) in [
            ("об'єкт обʼєкт об’єкт об＇єкт обєкт", "обєкт обєкт обєкт обєкт обєкт"),
            ("don't customer’s customers' we're SMS'y", "dont customers customers were smsy"),
            ("l'eau d'or dell'ordine O'Brien", "l eau d or dell ordine o brien"),
            ("'zwrot' `kod` 5'10 ʼ", "zwrot kod 5 10"),
            ("C# C++ F#, klasa A+++ (C#)", "c# c++ f# klasa a+++ c#"),
            ("a+b c#d 18+ hbo+ #1 + c", "a b c d 18 hbo 1 c"),
            ("AT&T R&D, H&M. zwrot&paczka a&1", "att rd hm zwrot paczka a 1"),
            ("½ inch 2½ ¾", "1 2 inch 2 1 2 3 4"),
            ("MAЛ-12 мал-12 сom iPhone'ом", "мал 12 мал 12 com iphoneom"),
            ("5 μm 5 µm μου", "5 um 5 um μου"),
            ("退货流程 a退b iPhone手机", "退货 货流 流程 a 退 b iphone 手机"),
            ("ｶﾞﾗｽ ガラス", "ガラ ラス ガラ ラス"),
            ("ที่อยู่", "ท\u{e35} \u{e35}อ อย ย\u{e39}"),
        ] {
            let found: alloc::vec::Vec<_> = tokens(text).map(|token| token.term).collect();
            assert_eq!(found.join(" "), terms, "{text}");
        }
    }

    /// Odd input gives words or none, never a loop or a panic.
    #[test]
    fn odd_input() {
        for text in
            ["", "   ", "🍅🍅", "\u{301}\u{301}", "a\u{ad}b", "مرحبا", "退", "½", "'", "a'", "&", &"x".repeat(10_000)]
        {
            for token in tokens(text) {
                assert!(token.term.chars().count() <= MAX_TERM_CHARS + 1);
                assert!(text.is_char_boundary(token.start) && text.is_char_boundary(token.end));
            }
        }
    }
}
