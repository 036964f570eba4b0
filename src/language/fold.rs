//! Folding: what makes `Żółć`, `żółć` and `zolc` one word.
//!
//! Tables of our own instead of Unicode normalisation, for two reasons: NFD does not decompose `ł`, `đ` or `ø`, and the
//! decomposition tables would cost the browser more bytes than the whole reader of the index. A test compares the
//! tables with the `unicode-normalization` crate for every letter they cover.
//!
//! Letters in another shape are the letters: `oﬃce` of a PDF is office, `ＡＢ１２` is ab12, `m²` is m2, `½` is 1/2.

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
        _ if is_ignored(c) => {}
        _ => match shapes(c as usize) {
            Some(letters) => letters.chars().for_each(push),
            None => fold_letter(shaped(c), push),
        },
    }
}

/// What is no letter of its own inside a word: combining marks, tone marks of Thai, soft hyphen, zero-width characters;
/// typed by keyboards, pasted by word processors.
pub(super) const fn is_ignored(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{e47}'..='\u{e4e}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Fractions from U+00BC and from U+2150, Roman numerals from U+2160, ligatures from U+FB00.
const SHAPES: &str = "1/4 1/2 3/4 1/7 1/9 1/10 1/3 2/3 1/5 2/5 3/5 4/5 1/6 5/6 1/8 3/8 5/8 7/8 \
    i ii iii iv v vi vii viii ix x xi xii ff fi fl ffi ffl st st";

/// The letters of a character that stands for several.
fn shapes(code: usize) -> Option<&'static str> {
    let at = match code {
        0xbc..=0xbe => code - 0xbc,
        0x2150..=0x215e => code - 0x2150 + 3,
        0x2160..=0x216b => code - 0x2160 + 18,
        0x2170..=0x217b => code - 0x2170 + 18,
        0xfb00..=0xfb06 => code - 0xfb00 + 30,
        _ => return None,
    };
    SHAPES.split(' ').nth(at)
}

/// Full-width katakana by the numbers of the half-width ones, from U+FF66.
const KATAKANA: &str =
    "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";

/// The usual shape of a letter or digit that is wide, raised, lowered, bold or in a circle.
fn shaped(c: char) -> char {
    let code = c as u32;
    let usual = match code {
        0xaa => 0x61,
        0xb2 | 0xb3 => code - 0x80,
        0xb5 => 0x75,
        0xb9 => 0x31,
        0xba => 0x6f,
        0x17f => 0x73,
        0x2071 => 0x69,
        0x207f => 0x6e,
        0x2070..=0x2079 | 0x2080..=0x2089 => 0x30 + code % 16,
        0x2460..=0x2468 => code - 0x2460 + 0x31,
        0x24b6..=0x24e9 => 0x61 + (code - 0x24b6) % 26,
        0xff01..=0xff5e => code - 0xfee0,
        0xff66..=0xff9d => return KATAKANA.chars().nth(code as usize - 0xff66).unwrap_or(c),
        // Half-width marks of voice.
        0xff9e | 0xff9f => code - 0xff9e + 0x3099,
        0x1d400..=0x1d6a3 => 0x61 + (code - 0x1d400) % 26,
        0x1d7ce..=0x1d7ff => 0x30 + (code - 0x1d7ce) % 10,
        _ => return c,
    };
    char::from_u32(usual).unwrap_or(c)
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
            'ѓ' | 'ґ' => 'г',
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
            ("oﬃce ﬂoor ﬆ ﬀ", "office floor st ff"),
            ("ＲＥＦＵＮＤ４２ ＡＢ－１", "refund42 ab-1"),
            ("m² CO₂ x¹⁰ 5 µm Nº aⁿ", "m2 co2 x10 5 um no an"),
            ("½ ¾ ⅓ ⅞", "1/2 3/4 1/3 7/8"),
            ("𝗦𝘂𝗺𝓶𝕖𝐫 𝟙𝟮 Ⓐⓑ ① Ⅳ ⅸ", "summer 12 ab 1 iv ix"),
            ("ｶﾅｰ", "カナー"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }

    /// A letter in another shape that is left as it is makes a word that nobody types.
    #[test]
    fn shapes_agree_with_unicode() {
        let ranges = [0xaa..0xc0, 0x2070..0x208a, 0x2150..0x215f, 0x2160..0x216c, 0x2170..0x217c, 0x2460..0x2469];
        let more = [0x24b6..0x24ea, 0xfb00..0xfb07, 0xff01..0xff5f, 0xff66..0xff9e, 0x1d400..0x1d6a4, 0x1d7ce..0x1d800];
        for c in ranges.into_iter().chain(more).flatten().filter_map(char::from_u32) {
            let unicode: String = [c].into_iter().nfkc().map(|d| if d == '⁄' { '/' } else { lower(d) }).collect();
            if c.is_alphanumeric() && !matches!(c, 'µ' | 'ſ') {
                assert_eq!(fold(&c.to_string()), unicode, "U+{:04X}", c as u32);
            }
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
