//! Folding: what makes `Żółć`, `żółć` and `zolc` one word.
//!
//! Tables of our own instead of Unicode normalisation, for two reasons: NFD does not decompose `ł`, `đ` or `ø`, and the
//! decomposition tables would cost the browser more bytes than the whole reader of the index. A test compares the
//! tables with the `unicode-normalization` crate for every letter they cover.

use alloc::string::String;

use super::lower;

/// Base letters of U+00C0 to U+017F; `.` where no single letter is the base.
const LATIN: &[u8; 192] = b"aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.yaaaaaaccccccccdddd\
eeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkkllllllllllnnnnnnn..oooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzz.";

/// Base letters of U+01A0 to U+0233: Vietnamese, Romanian, Pinyin.
const LATIN_EXTENDED: &[u8; 148] =
    b"oo.............uu............................aaiioouuuuuuuuuu.aaaa....ggkkoooo..j...gg..\
nnaa....aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy";

/// Base letters of U+1E00 to U+1EFF.
const LATIN_ADDITIONAL: &[u8; 256] = b"aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnn\
oooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy......aaaaaaaaaaaaaaaaaaaaaaaa\
eeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

/// Lower-cases and folds a text.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        fold_char(c, &mut |folded| out.push(folded));
    }
    out
}

/// Lower-cases and folds one character; a combining mark gives nothing, a ligature its letters.
pub fn fold_char(c: char, push: &mut dyn FnMut(char)) {
    if c.is_ascii() {
        return push(lower(c));
    }
    match c {
        'ß' | 'ẞ' => "ss".chars().for_each(push),
        'Æ' | 'æ' => "ae".chars().for_each(push),
        'Œ' | 'œ' => "oe".chars().for_each(push),
        'Þ' | 'þ' => "th".chars().for_each(push),
        'Ĳ' | 'ĳ' => "ij".chars().for_each(push),
        'ﬁ' => "fi".chars().for_each(push),
        'ﬂ' => "fl".chars().for_each(push),
        // Combining marks, soft hyphen, zero-width characters: typed by keyboards, pasted by word processors.
        '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {}
        _ => fold_letter(c, push),
    }
}

fn fold_letter(c: char, push: &mut dyn FnMut(char)) {
    let code = c as usize;
    let base = match code {
        0xc0..0x180 => LATIN.get(code - 0xc0),
        0x1a0..0x234 => LATIN_EXTENDED.get(code - 0x1a0),
        0x1e00..0x1f00 => LATIN_ADDITIONAL.get(code - 0x1e00),
        _ => None,
    };
    let folded = match base {
        Some(&letter) if letter != b'.' => char::from(letter),
        _ => match lower(c) {
            'й' | 'ѝ' => 'и',
            'ё' | 'ѐ' => 'е',
            'ї' => 'і',
            'ѓ' => 'г',
            'ќ' => 'к',
            'ў' => 'у',
            'ά' => 'α',
            'έ' => 'ε',
            'ή' => 'η',
            'ί' | 'ϊ' | 'ΐ' => 'ι',
            'ό' => 'ο',
            'ύ' | 'ϋ' | 'ΰ' => 'υ',
            'ώ' => 'ω',
            'ς' => 'σ',
            '\u{300}'..='\u{36f}' => return,
            other => other,
        },
    };
    push(folded);
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

    /// A customer without Polish letters on the keyboard must find the same word as one with them.
    #[test]
    fn words_fold_to_one_form() {
        for (text, folded) in [
            ("ZAŻÓŁĆ GĘŚLĄ JAŹŃ", "zazolc gesla jazn"),
            ("Straße", "strasse"),
            ("smørrebrød", "smorrebrod"),
            ("пароль їжак", "пароль іжак"),
            ("z\u{301}ródło", "zrodlo"),
            ("ČEŠTINA", "cestina"),
            ("Știință, ȚARĂ", "stiinta, tara"),
            ("ΠΌΛΗ Ї Й Ё", "πολη і и е"),
            ("Tư vấn ở đâu? Mượn", "tu van o dau? muon"),
            ("nǐ hǎo, lǜsè", "ni hao, luse"),
            ("ǧǩ Ȟ ȳ ȫ", "gk h y o"),
            ("kawa\u{ad}rnia", "kawarnia"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }

    /// The tables agree with Unicode wherever Unicode decomposes to one base letter.
    /// Invariant (core): the content build and the browser cut and fold text with one tokenizer, and its tables for
    /// folding and for lower case agree with Unicode. See also `tests/index.rs`.
    #[test]
    fn tables_agree_with_unicode() {
        for code in (0xc0..0x250).chain(0x1e00..0x1f00).chain(0x400..0x460) {
            let c = char::from_u32(code).unwrap();
            let unicode: String = c.to_lowercase().nfd().filter(|d| !is_combining_mark(*d)).collect();
            if unicode.is_ascii() && unicode.chars().count() == 1 {
                assert_eq!(fold(&c.to_string()), unicode, "U+{code:04X}");
            }
        }
    }
}
