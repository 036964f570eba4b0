//! Texts that are not UTF-8: UTF-16, and the encodings of one byte per letter that editors wrote before it.
//!
//! Which of them it is, is guessed from how often letters stand together (`chardetng`, Firefox's own guess). A guess may
//! be wrong, and would publish words with wrong letters: so the result must look like a language. All letters of a word
//! belong to one script, capitals and signs do not stand inside of words, and one language has nearly all letters beyond
//! ASCII that occur. Otherwise the next encoding is tried, and in the end none is right.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_8859_2, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};

/// The small letters beyond ASCII of languages that were written in these encodings.
const ALPHABETS: [&str; 32] = [
    "ąćęłńóśźż",
    "äöüß",
    "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяʼ",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
    "абвгдђежзијклљмнњопрстћуфхцчџш",
    "абвгдѓежзѕијклљмнњопрстќуфхцчџш",
    "áčďéěíňóřšťúůýž",
    "áäčďéíĺľňóôŕšťúýž",
    "áéíóöőúüű",
    "ăâîşţșț",
    "ćčđšž",
    "çëâ",
    "àâæçèéêëîïôœùûüÿ",
    "áéíñóúüïç",
    "àáâãçéêíóôõú",
    "àèéìíîòóùú",
    "áéèëïíóöü",
    "æøåéèêóòâôü",
    "åäöéàü",
    "äöåšž",
    "áéíóúýþæöð",
    "àçèéíïòóúü",
    "çğıöşüâîû",
    "ąčęėįšųūž",
    "āčēģīķļņšūžōŗ",
    "äõöüšž",
    "άέήίαβγδεζηθικλμνξοπρςστυφχψωόύώϊϋΐΰ",
    "âêîôûŵŷáéíóúàèìòùäëïöü",
    "áéíóúñ",
    "èéêëîôûúïöü",
    "éèêëàâáäöüßçñíóúøåæ",
];

/// A letter in so many may be of another language than the rest: a name, or a borrowed word.
const FOREIGN_LETTERS: usize = 8;

/// Letters that are a word by themselves, beyond ASCII and Cyrillic.
const WORDS: &str = "àáåæèéêíóôöøúýÀÁÅÉÈÊÍÓÖØÚηοόώήΟΗ";

/// A text in another encoding, with the encoding's name; `None` where it is none that is read.
pub(super) fn decoded(bytes: &[u8]) -> Option<(String, &'static str)> {
    if let Some(encoding) = utf_16(bytes) {
        let (text, _, has_errors) = encoding.decode(bytes);
        let is_text = !text.is_empty() && !text.chars().any(|c| c < ' ' && !c.is_whitespace());
        return (!has_errors && is_text).then(|| (text.into_owned(), "UTF-16"));
    }
    if bytes.contains(&0) || is_broken_utf_8(bytes) {
        return None;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let candidates = [guess, WINDOWS_1250, ISO_8859_2, WINDOWS_1252, WINDOWS_1251];
    candidates.into_iter().filter(|encoding| encoding.is_single_byte()).find_map(|encoding| {
        let (text, has_errors) = encoding.decode_without_bom_handling(bytes);
        (!has_errors && is_plausible(&text)).then(|| (text.into_owned(), name(encoding)))
    })
}

/// An encoding as editors call it.
fn name(encoding: &'static Encoding) -> &'static str {
    match encoding.name() {
        "windows-1250" => "Windows-1250",
        "windows-1251" => "Windows-1251",
        "windows-1252" => "Windows-1252",
        "windows-1253" => "Windows-1253",
        "windows-1254" => "Windows-1254",
        "windows-1257" => "Windows-1257",
        name => name,
    }
}

/// UTF-16, by its byte order mark or by the zeros between letters.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => return None,
        [0xff, 0xfe, ..] => return Some(UTF_16LE),
        [0xfe, 0xff, ..] => return Some(UTF_16BE),
        _ => {}
    }
    // In UTF-16 one byte of each ASCII character is zero, and every text has settings, line ends or blanks. In UTF-8
    // there are no zeros.
    let zeros_from = |first: usize| bytes.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros_from(0), zeros_from(1));
    // Where another program has appended UTF-16, the first bytes are UTF-8: the whole is not UTF-16.
    let from_start = bytes.iter().take(8).any(|byte| *byte == 0);
    let is_wide = from_start
        && bytes.len().is_multiple_of(2)
        && even.max(odd) * 20 > bytes.len()
        && even.min(odd) * 10 <= even.max(odd);
    is_wide.then_some(if even > odd { UTF_16BE } else { UTF_16LE })
}

/// Whether some bytes are UTF-8 with mistakes: common characters of several bytes are not by far outnumbered by bytes that
/// are none. Rare ones are left out, since `ÓŻ` in Windows-1250 is one of them.
fn is_broken_utf_8(bytes: &[u8]) -> bool {
    let (mut characters, mut strays) = (0_usize, 0_usize);
    let mut rest = bytes;
    while let Some((first, behind)) = rest.split_first() {
        let following = match first {
            0xc0..=0xc5 | 0xce..=0xd1 | 0xd7..=0xdb => 1,
            0xe0..=0xef => 2,
            0xf0..=0xf7 => 3,
            _ => 0,
        };
        let is_inner = |byte: &u8| (0x80..0xc0).contains(byte);
        let has_all = behind.get(..following).is_some_and(|inner| inner.iter().all(is_inner));
        // The last character may be cut.
        let is_cut = behind.len() < following && !behind.is_empty() && behind.iter().all(is_inner);
        if following > 0 && (has_all || is_cut) {
            characters += 1;
            rest = behind.get(following..).unwrap_or_default();
        } else {
            strays += usize::from(*first >= 0x80);
            rest = behind;
        }
    }
    characters * 4 > strays
}

/// Whether a text looks like a language.
fn is_plausible(text: &str) -> bool {
    // What these encodings have for bytes without a character.
    if text.chars().any(|c| ('\u{7f}'..'\u{a0}').contains(&c) || ('\u{e000}'..'\u{f8ff}').contains(&c)) {
        return false;
    }
    let is_word_char = |c: char| c.is_alphanumeric() || SIGNS.contains(c);
    let words = text.split(|c: char| !is_word_char(c)).filter(|word| !word.is_ascii());
    let mut letters: Vec<char> = Vec::new();
    for word in words {
        if !is_plausible_word(word) {
            return false;
        }
        letters.extend(word.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()).flat_map(char::to_lowercase));
    }
    let foreign = |alphabet: &&str| letters.iter().filter(|letter| !alphabet.contains(**letter)).count();
    let least = ALPHABETS.iter().map(foreign).min().unwrap_or_default();
    least * FOREIGN_LETTERS <= letters.len()
}

/// Signs that these encodings have in the places of letters of others.
const SIGNS: &str = "¡¢£¤¥¦¨¬¯²³µ¶¸¹¼½¾¿×÷˘˙˛˝ˇˆ˜";

fn is_plausible_word(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let (first, second) = (letters.next(), letters.next());
    if let (Some(only), None) = (first, second)
        && !only.is_ascii()
        && !is_cyrillic(only)
        && (word.chars().count() == 1 || word.chars().any(char::is_numeric))
    {
        return word.chars().count() == 1 && WORDS.contains(only);
    }
    let has = |is: fn(char) -> bool| word.chars().any(is);
    if has(is_cyrillic) && has(|c| c.is_alphabetic() && !is_cyrillic(c)) {
        return false;
    }
    let greek = |c: char| ('\u{370}'..'\u{400}').contains(&c);
    if has(greek) && has(|c| c.is_alphabetic() && !('\u{370}'..'\u{400}').contains(&c)) {
        return false;
    }
    // A sign inside of a word, or beside a letter beyond ASCII; `5£` and `10²` are none.
    let pairs = word.chars().zip(word.chars().skip(1));
    let mut pairs = pairs.filter(|(a, b)| !a.is_ascii() || !b.is_ascii());
    !pairs.any(|(a, b)| {
        let (sign, other) = if SIGNS.contains(a) { (a, b) } else { (b, a) };
        let beside_letter = SIGNS.contains(sign) && other.is_alphabetic() && !"²³¹¿¡".contains(sign);
        // `m²` and `x³` are words, `z³oty` and `z³` are `złoty` and `zł`.
        let raised = |c| "²³¹".contains(c);
        let beside_other = raised(a) && b.is_alphabetic() || raised(b) && a.is_alphabetic() && !"msxyr".contains(a);
        beside_letter || beside_other || (a.is_lowercase() && b.is_uppercase())
    })
}

fn is_cyrillic(c: char) -> bool {
    ('\u{400}'..'\u{530}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLES: [(&str, &[&Encoding]); 22] = [
        ("Zażółć gęślą jaźń", &[WINDOWS_1250, ISO_8859_2]),
        ("Jak zwrócić paczkę? Masz 30 dni.", &[WINDOWS_1250, ISO_8859_2]),
        ("Płatność", &[WINDOWS_1250, ISO_8859_2]),
        ("są", &[WINDOWS_1250, ISO_8859_2]),
        ("PODRÓŻ — „ŁÓŻKO”", &[WINDOWS_1250]),
        ("Žluťoučký kůň se vrátil", &[WINDOWS_1250, ISO_8859_2]),
        ("Megrendelés visszaküldése őrült", &[WINDOWS_1250, ISO_8859_2]),
        ("Straße für Grüße", &[WINDOWS_1250, ISO_8859_2, WINDOWS_1252]),
        ("voilà, un café à 5 €", &[WINDOWS_1252]),
        ("não é possível", &[WINDOWS_1252]),
        ("¿Dónde está el niño?", &[WINDOWS_1252]),
        ("Smörgåsbord på svenska", &[WINDOWS_1252]),
        ("“Quoted” – it’s £5", &[WINDOWS_1252]),
        ("10² m² and 5½", &[WINDOWS_1252]),
        ("Як повернути товар?", &[WINDOWS_1251]),
        ("Помощь", &[WINDOWS_1251]),
        ("Їжа і вода є", &[WINDOWS_1251]),
        ("Как вернуть посылку в течение 30 дней", &[WINDOWS_1251, encoding_rs::KOI8_U]),
        ("Zwrot w 30 dni, żaden koszt", &[WINDOWS_1250, ISO_8859_2]),
        ("Wiadomość: „tak” albo „nie”", &[WINDOWS_1250]),
        ("Naïve café", &[WINDOWS_1252]),
        ("Grüße aus dem Café, für später schön übrig, Größe über Maß, süß", &[WINDOWS_1252]),
    ];

    /// A text of an old editor is read letter for letter, or not at all.
    #[test]
    fn old_encodings_are_recognised() {
        for (text, encodings) in SAMPLES {
            for encoding in encodings {
                for around in ["", "---\ntitle: {}\n---\n\n{}\n\nSee [here](a.md), 12 zł.\n"] {
                    let text = if around.is_empty() { text.to_owned() } else { around.replace("{}", text) };
                    let (bytes, _, unmappable) = encoding.encode(&text);
                    if unmappable {
                        continue;
                    }
                    let read = decoded(&bytes).map(|(text, _)| text);
                    assert_eq!(read.as_deref(), Some(text.as_str()), "{}", encoding.name());
                }
            }
        }
    }

    /// Rubbish is no text: words with wrong letters are worse than a file that is not read.
    #[test]
    fn rubbish_is_not_read() {
        let half = "ż".repeat(40);
        let mixed = [b"za\xbf\xf3\xb3\xe6 ".as_slice(), "zażółć ".repeat(3).as_bytes()].concat();
        let table: [&[u8]; 10] = [
            b"\x00\x01",
            half.as_bytes().split_last().unwrap().1,
            b"over\xc0\xaflong",
            b"half \xed\xa0\x80",
            b"a\xb3\xa3b\xd8\xd7 q\xf7w\xd7e",
            b"\x89PNG\r\n\x1a\n\x97\xf3\xa1",
            b"a\x00\xb3",
            b"\x00\x00\xfe\xff\x00\x00\x00a",
            b"\xff\xfe\x00\xd8a\x00",
            &mixed,
        ];
        for bytes in table {
            assert_eq!(decoded(bytes), None, "{bytes:?}");
        }
    }
}
