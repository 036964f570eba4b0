//! Text files as text: UTF-8, with line feeds, letters composed.
//!
//! Whatever is no UTF-8 is an error with its place. Replacing what cannot be read would publish rubbish that no
//! search finds. Letters are composed here, once for all that is read (Unicode's form C): macOS decomposes what it
//! names, some keyboards what they type, and `ó` must be one letter in titles, ids, links and names alike.

use std::{
    fs,
    io::{self, Read},
    path::Path,
};

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::{Diagnostic, Place};

/// Files above this are not read: forty times the longest text that an article may have.
const MAX_BYTES: u64 = 16_000_000;

/// Why a file has no text, and as much of it as can be shown.
#[derive(Debug)]
pub(super) struct Unreadable {
    pub(super) finding: Diagnostic,
    pub(super) shown: String,
}

/// Reads a text file. `name` is what findings call it; line ends that other programs do not know are one.
///
/// # Errors
/// Where it is no regular file, cannot be read, is too large or is no UTF-8.
pub(super) fn read(path: &Path, name: &Path, findings: &mut Vec<Diagnostic>) -> Result<String, Box<Unreadable>> {
    let bytes = read_bytes(path, MAX_BYTES).map_err(|error| unreadable(name, &error))?;
    let text = decode(name, &bytes)?;
    findings.extend(old_line_ends(name, &bytes, &text));
    Ok(text)
}

/// Lines that end as on the first Macs: they are read, and other programs show one long line.
fn old_line_ends(name: &Path, bytes: &[u8], text: &str) -> Option<Diagnostic> {
    let lone =
        bytes.iter().zip(bytes.iter().skip(1).chain([&0])).position(|(byte, next)| *byte == b'\r' && *next != b'\n')?;
    let line = bytes.iter().take(lone).filter(|byte| matches!(byte, b'\r' | b'\n')).count();
    let at = text.split_inclusive('\n').take(line).map(str::len).sum::<usize>();
    let message = "lines end with a carriage return alone, as on the first Macs; they are read as lines";
    let help = "save the file with the line ends of Unix or Windows";
    Some(Diagnostic::warning("line-ends", Some(Place::new(name, text, at..at + 1)), message, help))
}

/// Reads a regular file of at most so many bytes; a pipe or a device would keep the build waiting.
pub(super) fn read_bytes(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is not a file"));
    }
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(io::Error::other(format!("it is larger than {} MB", limit / 1_000_000)));
    }
    Ok(bytes)
}

/// Why a file could not be read, without the numbers of an operating system.
pub(super) fn unreadable(name: &Path, error: &io::Error) -> Box<Unreadable> {
    let reason = match error.kind() {
        io::ErrorKind::PermissionDenied => "it belongs to somebody else".to_owned(),
        io::ErrorKind::NotFound => "it is not there any more".to_owned(),
        _ => error.to_string().split(" (os error").next().unwrap_or_default().to_owned(),
    };
    let finding = Diagnostic::error(
        "unreadable-file",
        Some(Place::new(name, "", 0..0)),
        format!("the file cannot be read: {reason}"),
        "let everybody read it, or move it out of the content folder",
    );
    Box::new(Unreadable { finding, shown: String::new() })
}

/// The text of some bytes.
///
/// # Errors
/// Where they are no UTF-8: the finding has the place of the first byte that is none.
pub(super) fn decode(name: &Path, bytes: &[u8]) -> Result<String, Box<Unreadable>> {
    let (message, at) = match (wide(bytes), std::str::from_utf8(bytes)) {
        (Some(encoding), _) => (format!("the file is {encoding} and not UTF-8"), 0),
        (None, Ok(text)) => return Ok(composed(text)),
        (None, Err(error)) => {
            let at = error.valid_up_to();
            let byte = bytes.get(at).copied().unwrap_or_default();
            (format!("the byte {byte:02X} here is no UTF-8: the file has an older encoding, such as Windows-1250"), at)
        }
    };
    let shown = lines(&String::from_utf8_lossy(bytes).replace('\0', ""));
    let before = lines(&String::from_utf8_lossy(bytes.get(..at).unwrap_or_default())).len();
    let finding = Diagnostic::error(
        "encoding",
        Some(Place::new(name, &shown, before..before + 1)),
        message,
        "save it as UTF-8: editors have the encoding in “Save as”",
    );
    Err(Box::new(Unreadable { finding, shown }))
}

/// A text with line feeds and composed letters, however it was saved.
pub(super) fn composed(text: &str) -> String {
    let text = lines(text);
    if is_nfc(&text) { text } else { text.nfc().collect() }
}

/// Windows ends lines with two characters, the first Macs with the other one.
fn lines(text: &str) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}

/// The name of an encoding with more than one byte for each letter, by its mark or by the zeros between letters.
fn wide(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => return Some("UTF-32"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => return Some("UTF-16"),
        _ => {}
    }
    // Settings, line ends and blanks are zeros at one of two places in every script. In text there are none at all.
    let zeros = |odd: usize| bytes.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let wide = bytes.len().is_multiple_of(2) && even.max(odd) * 20 > bytes.len() && even.min(odd) * 10 <= even.max(odd);
    wide.then_some("UTF-16")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where a text is no UTF-8, and what is said of it.
    fn told(bytes: &[u8]) -> String {
        decode(Path::new("a.md"), bytes).map_or_else(|wrong| wrong.finding.to_string(), |text| format!("text: {text}"))
    }

    fn utf16(text: &str, mark: bool, little: bool) -> Vec<u8> {
        let mark = mark.then_some('\u{feff}');
        let units: Vec<u16> = mark.into_iter().chain(text.chars()).collect::<String>().encode_utf16().collect();
        units.iter().flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    }

    /// A file from an old program must be named with the letter that is wrong, and never be published.
    #[test]
    fn other_encodings_are_told() {
        let half = "ż".repeat(40);
        let table: [(&[u8], &str); 10] = [
            (b"---\ntitle: P\xb3atno\x9c\xe6\n---\n", "a.md:2:9: error[encoding]: the byte B3 "),
            (b"---\r\ntitle: P\xb3atno\x9c\xe6\r\n---\r\n", "a.md:2:9: error[encoding]: the byte B3 "),
            (b"\xef\xbb\xbf---\ntitle: Gr\xfc\xdfe\n---\n", "a.md:2:10: error[encoding]: the byte FC "),
            (b"one\rtwo\rthr\xe9e", "a.md:3:4: error[encoding]: the byte E9 "),
            (b"\xcf\xee\xec\xee\xf9\xfc", "a.md:1:1: error[encoding]: the byte CF "),
            (half.as_bytes().split_last().unwrap().1, "a.md:1:40: error[encoding]: the byte C5 "),
            (b"over\xc0\xaflong", "a.md:1:5: error[encoding]: the byte C0 "),
            (b"half \xed\xa0\x80", "a.md:1:6: error[encoding]: the byte ED "),
            (b"a\n\x93quoted\x94 text", "a.md:2:1: error[encoding]: the byte 93 "),
            (b"\x00\x00\xfe\xff\x00\x00\x00a", "a.md:1:1: error[encoding]: the file is UTF-32 "),
        ];
        for (bytes, expected) in table {
            assert!(told(bytes).starts_with(expected), "{} is not {expected}", told(bytes));
        }
        for text in [
            "---\ntitle: Opłaty\n---\n\nTekst.\n",
            "---\ntitle: Доставка\n---\n\nКоли приїде посилка?\n",
            "+++\ntitle = \"返品\"\n+++\n",
        ] {
            for (mark, little) in [(true, true), (true, false), (false, true), (false, false)] {
                let told = told(&utf16(text, mark, little));
                assert!(told.starts_with("a.md:1:1: error[encoding]: the file is UTF-16 and not UTF-8"), "{told}");
            }
        }
    }

    /// Who ends lines as nobody does any more is told, once, and is read.
    #[test]
    fn old_line_ends_are_told() {
        for (bytes, line) in [
            ("---\rtitle: A\r---\r\rText\r", Some(1)),
            ("one\ntwo\rthree\n", Some(2)),
            ("one\r\ntwo\r\n", None),
            ("one\ntwo", None),
            ("one\r", Some(1)),
            ("", None),
        ] {
            let text = decode(Path::new("a.md"), bytes.as_bytes()).unwrap();
            let told = old_line_ends(Path::new("a.md"), bytes.as_bytes(), &text);
            assert_eq!(told.and_then(|finding| finding.place).map(|place| place.line), line, "{bytes:?}");
        }
    }

    /// What is UTF-8 stays, whatever ends its lines and however its letters are composed.
    #[test]
    fn texts_are_brought_to_one_form() {
        for (bytes, text) in [
            ("a\r\nb\rc\nd", "a\nb\nc\nd"),
            ("\r\r\n\n", "\n\n\n"),
            ("z\u{307}o\u{301}\u{142}w", "żółw"),
            ("и\u{306} і\u{308}", "й ї"),
            ("か\u{3099}", "が"),
            ("\u{1112}\u{1161}\u{11ab}", "한"),
            ("e\u{323}\u{302}", "ệ"),
            ("\u{212b}", "Å"),
            ("q\u{301}", "q\u{301}"),
            ("a\0b, a zero in a long text stays one", "a\0b, a zero in a long text stays one"),
            ("\u{feff}mark", "\u{feff}mark"),
        ] {
            assert_eq!(decode(Path::new("a.md"), bytes.as_bytes()).unwrap(), text);
        }
    }
}
