//! Letters and digits: what words are made of.
//!
//! Ranges of our own instead of `char::is_alphanumeric`, whose tables of every script are 2 kB of the browser's download.
//! They list what stands between words; the rest is letters. Exact for the scripts that are written with capitals, for
//! Hebrew and Arabic, and for the signs that all languages share; the punctuation of rarer scripts is left out, as are
//! their marks on letters, which belong to words. A test compares them with Unicode.

/// Whether words are made of this character: a letter or a digit, or a vowel sign that changes a letter.
#[must_use]
pub const fn is_word_char(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    !matches!(c as u32,
        0x80..=0xa9 | 0xab..=0xb1 | 0xb4 | 0xb6..=0xb8 | 0xbb | 0xbf | 0xd7 | 0xf7
        | 0x2c2..=0x2c5 | 0x2d2..=0x2df | 0x2e5..=0x2eb | 0x2ed | 0x2ef..=0x36f
        | 0x375 | 0x37e | 0x384..=0x385 | 0x387 | 0x3f6 | 0x482..=0x489
        // Armenian, Hebrew, Arabic.
        | 0x55a..=0x55f | 0x589..=0x5af | 0x5be | 0x5c0 | 0x5c3 | 0x5c6 | 0x5f3..=0x60f | 0x61b..=0x61f
        | 0x66a..=0x66d | 0x6d4
        // Devanagari and its neighbours, Thai, Georgian, Ethiopic, Khmer.
        | 0x964..=0x965 | 0x970 | 0xe3f | 0xe47..=0xe4c | 0xe4e..=0xe4f | 0xe5a..=0xe5b | 0x104a..=0x104f | 0x10fb
        | 0x135d..=0x1368 | 0x17d4..=0x17db
        // Marks, punctuation, currencies, signs that are read as words, arrows, mathematics, boxes, dingbats.
        | 0x1ab0..=0x1aff | 0x1dc0..=0x1dff | 0x1ffd..=0x206f | 0x207a..=0x207e | 0x208a..=0x208e | 0x20a0..=0x2101
        | 0x2103..=0x2106 | 0x2108..=0x2109 | 0x2114 | 0x2116..=0x2118 | 0x211e..=0x2123 | 0x218a..=0x245f
        | 0x249c..=0x24b5 | 0x2500..=0x2775 | 0x2794..=0x2bff | 0x2e00..=0x2e2e | 0x2e30..=0x3004 | 0x3008..=0x3020
        | 0x302a..=0x3030 | 0x303d..=0x303f | 0x3099..=0x309c | 0x3200..=0x33ff
        // Private use, presentation forms, full width, tags, pictures.
        | 0xe000..=0xf8ff | 0xfb1e | 0xfb29 | 0xfd3e..=0xfd4f | 0xfdfc..=0xfe6f | 0xfeff..=0xff0f | 0xff1a..=0xff20
        | 0xff3b..=0xff40 | 0xff5b..=0xff65 | 0xffe0..=0xffff | 0x1f000..=0x1faff | 0xe0000..)
}

/// Whether a character is one of these and no digit of the usual ones.
#[must_use]
pub const fn is_letter(c: char) -> bool {
    is_word_char(c) && !c.is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::char::is_combining_mark;

    /// A letter that is taken for punctuation cuts a word in two, and a sign that is taken for a letter makes another word
    /// of it.
    #[test]
    fn letters_agree_with_unicode() {
        let scripts = [0..0x700, 0x900..0x980, 0x1d00..0x2d00, 0xfb00..0xfb50, 0xff00..0xffe0, 0x1d400..0x1d800];
        for c in scripts.into_iter().flatten().filter_map(char::from_u32) {
            // A mark on a letter is left out by folding.
            if c.is_alphanumeric() && !is_combining_mark(c) {
                assert!(is_word_char(c), "U+{:04X} is a letter", c as u32);
            }
        }
        // Whatever words do not hold in Unicode: each of its signs in these blocks.
        for text in [
            "\u{a0}¡¢£¤¥¦§¨©«¬\u{ad}®¯°±´¶·¸»¿×÷˂˅˒˟˥˫˭˯˿͵;΄΅·϶҂՚՟։֊֏־׀׃׆׳״،؍؛؞؟٪٭۔।॥॰฿๏๚๛၊჻፡።፨។៛",
            "\u{2000}\u{200b}‐‑–—―‖‘’‚“”„†•‣…‰′″‹›‼⁄⁒\u{2060}⁺⁻⁼₊₋₌₠€₴₿℀℁℃℉℔№℗℘℞™℣←↑⇒∀∑−∞≈⌘⌚⎋␣⑀⒜⒵─█■☎✓❤➔⟨⟩⤴⬛⸀⸺⹁、。〃〈〉《「」【〒〔〖〝〰〽",
            "㎡㏂\u{e000}﴾﴿﷼︐︰﹀﹣\u{feff}！＂＃（），－．／：；？＠［］＾＿｀｛｜｝～｡｢｣､･￠￥\u{fffd}🍅😀🇵🥳",
            "\u{301}\u{302}\u{483}\u{591}\u{1dc0}\u{20d0}\u{20e3}\u{fe0f}\u{e0020}\u{e0100}",
        ] {
            for c in text.chars() {
                assert!(!c.is_alphanumeric() && !is_word_char(c), "U+{:04X} is no letter", c as u32);
            }
        }
    }

    /// Where nobody reads a difference, as few as possible: Latin, Greek and Cyrillic are exact.
    #[test]
    fn european_letters_are_exact() {
        for c in (0..0x530).chain(0x1e00..0x2000).filter_map(char::from_u32) {
            if is_combining_mark(c) {
                continue;
            }
            let is_assigned = !matches!(c as u32, 0x378..=0x379 | 0x380..=0x383 | 0x38b | 0x38d | 0x3a2 | 0x1f16..=0x1fff)
                || c.is_alphanumeric();
            assert!(!is_assigned || is_word_char(c) == c.is_alphanumeric(), "U+{:04X}", c as u32);
        }
    }
}
