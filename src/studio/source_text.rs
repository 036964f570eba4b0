//! Text files as text: UTF-8, with line feeds, letters composed.
//!
//! Bytes that are no UTF-8 are an error with its place, and so is a NUL byte: replacing what cannot be read would
//! publish garbage that no search finds. Articles are read in other encodings as well, where one is recognised. Other control characters mean nothing in a text and are left out, with a
//! finding. Letters are composed here, once for all that is read (Unicode's form C): macOS decomposes what it names,
//! some keyboards what they type, and `ó` must be one letter in titles, ids, links and names alike.

mod encodings;

use std::{
    fs,
    io::{self, Read},
    path::Path,
};

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::{Diagnostic, Place};

/// Files above this are not read: forty times the longest text that an article may have.
const MAX_BYTES: u64 = 16_000_000;

/// Reasons for which a file is not even opened.
const FOLDER: &str = "it is a folder";
const NO_FILE: &str = "it is no file but a pipe, a socket or a device";
const OUTSIDE: &str = "it is a symbolic link that leads out of the content folder";
const NOWHERE: &str = "it is not there, or a symbolic link that leads nowhere";

/// Why a file has no text, and as much of it as can be shown.
#[derive(Debug)]
pub(super) struct Unreadable {
    pub(super) finding: Diagnostic,
    pub(super) shown: String,
}

/// Reads a text file that is UTF-8. `name` is its name in findings; `findings` gets those about text that is read
/// nevertheless.
///
/// # Errors
/// Where it is no regular file, a link that leads out of the content folder, cannot be read, is too large or is no
/// UTF-8.
pub(super) fn read(path: &Path, name: &Path, findings: &mut Vec<Diagnostic>) -> Result<String, Box<Unreadable>> {
    let bytes = content_bytes(path, name).map_err(|error| unreadable(name, &error))?;
    let text = decode(name, &bytes)?;
    Ok(tidied(name, &bytes, text, findings))
}

/// Reads an article or a notice: also in an older encoding that is recognised, with a note that is the same for all files
/// of one encoding.
///
/// # Errors
/// As [`read`], where no encoding makes a text of the bytes.
pub(super) fn read_markdown(
    path: &Path,
    name: &Path,
    findings: &mut Vec<Diagnostic>,
) -> Result<String, Box<Unreadable>> {
    let bytes = content_bytes(path, name).map_err(|error| unreadable(name, &error))?;
    let text = decode(name, &bytes).or_else(|unreadable| {
        let Some((text, encoding)) = encodings::decoded(&bytes) else { return Err(unreadable) };
        let text = without_marks(&composed(&text));
        let at = text.find(|c: char| !c.is_ascii()).unwrap_or_default();
        findings.push(Diagnostic::note(
            "encoding",
            Some(Place::new(name, &text, at..at + 1)),
            format!("the file is {encoding} and not UTF-8: it is read as that"),
            "save it as UTF-8: editors have the encoding in “Save as”",
        ));
        Ok(text)
    })?;
    Ok(tidied(name, &bytes, text, findings))
}

/// A text without control characters, and findings about them and its line ends.
fn tidied(name: &Path, bytes: &[u8], text: String, findings: &mut Vec<Diagnostic>) -> String {
    findings.extend(old_line_ends(name, bytes, &text));
    let (text, dropped) = without_controls(name, text);
    findings.extend(dropped);
    text
}

/// Reads a file by its name in the content folder; a symbolic link must not lead out of it.
fn content_bytes(path: &Path, name: &Path) -> io::Result<Vec<u8>> {
    let folder = path.ancestors().nth(name.iter().count()).filter(|_| path.ends_with(name));
    if let Some(folder) = folder
        && fs::symlink_metadata(path)?.is_symlink()
        && fs::metadata(path).is_ok()
        && !inside(folder, path)
    {
        return Err(io::Error::other(OUTSIDE));
    }
    read_bytes(path, MAX_BYTES)
}

/// Whether a path, with all links followed, is in the content folder.
pub(super) fn inside(root: &Path, path: &Path) -> bool {
    let real = |path: &Path| fs::canonicalize(path);
    matches!((real(root), real(path)), (Ok(root), Ok(path)) if path.starts_with(&root))
}

/// A text without its control characters, and a finding about them.
fn without_controls(name: &Path, text: String) -> (String, Option<Diagnostic>) {
    let Some(first) = text.find(is_control) else { return (text, None) };
    let count = text.matches(is_control).count();
    let code = text.get(first..).and_then(|rest| rest.chars().next()).map_or(0, u32::from);
    // Word processors end lines with these two: the words around them must stay apart.
    let text = text.replace(['\u{b}', '\u{c}'], " ").replace(is_control, "");
    let more = if count > 1 { format!(", and {} more below", count - 1) } else { String::new() };
    let finding = Diagnostic::warning(
        "control-character",
        Some(Place::new(name, &text, first..first + 1)),
        format!("the control character U+{code:04X} stands here{more}: nobody sees it, and it is left out"),
        "delete it: editors can show what is invisible",
    );
    (text, Some(finding))
}

/// Whether a character controls a device and belongs to no text.
pub(super) fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t' | '\u{85}')
}

/// Whether a character is not displayed, not even as a blank.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// A finding about lines that end as on the first Macs: they are read, but other programs show one long line.
fn old_line_ends(name: &Path, bytes: &[u8], text: &str) -> Option<Diagnostic> {
    if !bytes.contains(&b'\r') {
        return None;
    }
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
    let found = fs::metadata(path)?;
    if found.is_dir() {
        return Err(io::Error::other(FOLDER));
    }
    if !found.is_file() {
        return Err(io::Error::other(NO_FILE));
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
        io::ErrorKind::NotFound => NOWHERE.to_owned(),
        _ => error.to_string().split(" (os error").next().unwrap_or_default().to_owned(),
    };
    let help = match reason.as_str() {
        FOLDER => "give the folder another name: a file is looked for under this one",
        NO_FILE => "delete it, or put a file in its place",
        OUTSIDE => "put a copy of what it leads to in its place, or delete it",
        NOWHERE => "delete the link, or mend what it leads to",
        other if other.starts_with("it is larger") => "make it shorter, or move it out of the content folder",
        _ => "let everybody read it, or move it out of the content folder",
    };
    let message = format!("the file cannot be read: {reason}");
    let finding = Diagnostic::error("unreadable-file", Some(Place::new(name, "", 0..0)), message, help);
    Box::new(Unreadable { finding, shown: String::new() })
}

/// The text of some bytes, without byte order marks: where files were joined there is one inside, too.
///
/// # Errors
/// Where they are no UTF-8, or have a NUL byte: the finding has the place of the first byte that is wrong.
pub(super) fn decode(name: &Path, bytes: &[u8]) -> Result<String, Box<Unreadable>> {
    let read = std::str::from_utf8(bytes);
    let valid = read.map_or_else(|error| error.valid_up_to(), |_| bytes.len());
    let zero = bytes.iter().take(valid).position(|byte| *byte == 0);
    let (message, at) = match (wide_encoding(bytes), zero, read) {
        (Some(encoding), ..) => (format!("the file is {encoding} and not UTF-8"), 0),
        (None, Some(at), _) => {
            ("a zero stands here: another program has added text that is UTF-16, or this is no text".into(), at)
        }
        (None, None, Ok(text)) => {
            let text = composed(text);
            return Ok(if text.contains(MARK) { without_marks(&text) } else { text });
        }
        (None, None, Err(error)) => {
            let at = error.valid_up_to();
            let byte = bytes.get(at).copied().unwrap_or_default();
            (format!("the byte {byte:02X} here is no UTF-8: the file has an older encoding, such as Windows-1250"), at)
        }
    };
    let shown = |bytes: &[u8]| lines(&String::from_utf8_lossy(bytes)).replace(is_control, "");
    let before = shown(bytes.get(..at).unwrap_or_default()).len();
    let shown = shown(bytes);
    let finding = Diagnostic::error(
        "encoding",
        Some(Place::new(name, &shown, before..before + 1)),
        message,
        "save it as UTF-8: editors have the encoding in “Save as”",
    );
    Err(Box::new(Unreadable { finding, shown }))
}

/// The byte order mark, with which some programs begin a file.
const MARK: char = '\u{feff}';

/// A text without byte order marks at the beginnings of its lines. Elsewhere the character joins two words, and stays.
fn without_marks(text: &str) -> String {
    text.split_inclusive('\n').map(|line| line.trim_start_matches(MARK)).collect()
}

/// A text with line feeds and composed letters, however it was saved.
pub(super) fn composed(text: &str) -> String {
    let text = lines(text);
    if is_nfc(&text) { text } else { text.nfc().collect() }
}

/// Windows ends lines with a carriage return and a line feed, the first Macs with a carriage return.
fn lines(text: &str) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}

/// The name of an encoding with more than one byte for each letter, by its byte order mark or by the NUL bytes between
/// letters.
fn wide_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => return Some("UTF-32"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => return Some("UTF-16"),
        _ => {}
    }
    // In UTF-16 one byte of each ASCII character is zero, and every text has settings, line ends or blanks. In UTF-8
    // there are no zeros.
    let zeros_from = |first: usize| bytes.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros_from(0), zeros_from(1));
    // Where another program has appended UTF-16, the first bytes are UTF-8: the whole is not UTF-16.
    let from_start = bytes.iter().take(8).any(|byte| *byte == 0);
    let wide = from_start
        && bytes.len().is_multiple_of(2)
        && even.max(odd) * 20 > bytes.len()
        && even.min(odd) * 10 <= even.max(odd);
    wide.then_some("UTF-16")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The finding about some bytes, or their text.
    fn finding_of(bytes: &[u8]) -> String {
        decode(Path::new("a.md"), bytes)
            .map_or_else(|unreadable| unreadable.finding.to_string(), |text| format!("text: {text}"))
    }

    fn utf16(text: &str, mark: bool, little: bool) -> Vec<u8> {
        let mark = mark.then_some('\u{feff}');
        let units: Vec<u16> = mark.into_iter().chain(text.chars()).collect::<String>().encode_utf16().collect();
        units.iter().flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    }

    /// A file in an old encoding is reported with the position of the wrong byte, and never published.
    #[test]
    fn other_encodings_are_reported() {
        let half = "ż".repeat(40);
        let appended = [b"---\ntitle: A\n---\n\nOne\n".as_slice(), &utf16("T\u{f3}\r\n", false, true)].concat();
        let table: [(&[u8], &str); 13] = [
            (b"---\ntitle: P\xb3atno\x9c\xe6\n---\n", "a.md:2:9: error[encoding]: the byte B3 "),
            (b"---\r\ntitle: P\xb3atno\x9c\xe6\r\n---\r\n", "a.md:2:9: error[encoding]: the byte B3 "),
            (b"\xef\xbb\xbf---\ntitle: Gr\xfc\xdfe\n---\n", "a.md:2:10: error[encoding]: the byte FC "),
            (b"one\n\ntwo, a\0b, a zero in a long text", "a.md:3:7: error[encoding]: a zero "),
            (&appended, "a.md:6:2: error[encoding]: a zero "),
            (b"one \xe9 a\0b, a zero behind another encoding", "a.md:1:5: error[encoding]: the byte E9 "),
            (b"one\rtwo\rthr\xe9e", "a.md:3:4: error[encoding]: the byte E9 "),
            (b"\xcf\xee\xec\xee\xf9\xfc", "a.md:1:1: error[encoding]: the byte CF "),
            (half.as_bytes().split_last().unwrap().1, "a.md:1:40: error[encoding]: the byte C5 "),
            (b"over\xc0\xaflong", "a.md:1:5: error[encoding]: the byte C0 "),
            (b"half \xed\xa0\x80", "a.md:1:6: error[encoding]: the byte ED "),
            (b"a\n\x93quoted\x94 text", "a.md:2:1: error[encoding]: the byte 93 "),
            (b"\x00\x00\xfe\xff\x00\x00\x00a", "a.md:1:1: error[encoding]: the file is UTF-32 "),
        ];
        for (bytes, expected) in table {
            assert!(finding_of(bytes).starts_with(expected), "{} is not {expected}", finding_of(bytes));
        }
        for text in [
            "---\ntitle: Opłaty\n---\n\nTekst.\n",
            "---\ntitle: Доставка\n---\n\nКоли приїде посилка?\n",
            "+++\ntitle = \"返品\"\n+++\n",
        ] {
            for (mark, little) in [(true, true), (true, false), (false, true), (false, false)] {
                let finding = finding_of(&utf16(text, mark, little));
                assert!(
                    finding.starts_with("a.md:1:1: error[encoding]: the file is UTF-16 and not UTF-8"),
                    "{finding}"
                );
            }
        }
    }

    /// The line ends of the first Macs are reported, once, and the file is read.
    #[test]
    fn old_line_ends_are_reported() {
        for (bytes, line) in [
            ("---\rtitle: A\r---\r\rText\r", Some(1)),
            ("one\ntwo\rthree\n", Some(2)),
            ("one\r\ntwo\r\n", None),
            ("one\ntwo", None),
            ("one\r", Some(1)),
            ("", None),
        ] {
            let text = decode(Path::new("a.md"), bytes.as_bytes()).unwrap();
            let finding = old_line_ends(Path::new("a.md"), bytes.as_bytes(), &text);
            assert_eq!(finding.and_then(|finding| finding.place).map(|place| place.line), line, "{bytes:?}");
        }
    }

    /// UTF-8 stays, whatever ends its lines and however its letters are composed.
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
            ("\u{feff}mark", "mark"),
            ("one\n\n\u{feff}## Two\n\u{feff}", "one\n\n## Two\n"),
            ("one\u{feff}two", "one\u{feff}two"),
        ] {
            assert_eq!(decode(Path::new("a.md"), bytes.as_bytes()).unwrap(), text);
        }
    }

    /// Control characters are no part of an article, and the writer must be shown where they are.
    #[test]
    fn control_characters_are_left_out() {
        for (text, left, expected) in [
            ("a\tb\u{ad}\n", "a\tb\u{ad}\n", None),
            (
                "one\ntw\u{1}o",
                "one\ntwo",
                Some("a.md:2:3: warning[control-character]: the control character U+0001 stands here:"),
            ),
            (
                "red\u{b}green\u{c}blue",
                "red green blue",
                Some("a.md:1:4: warning[control-character]: the control character U+000B stands here, and 1 more"),
            ),
            (
                "\u{1b}[31mred\u{7f}",
                "[31mred",
                Some("a.md:1:1: warning[control-character]: the control character U+001B "),
            ),
            ("a\u{80}b", "ab", Some("a.md:1:2: warning[control-character]: the control character U+0080 ")),
        ] {
            let (result, finding) = without_controls(Path::new("a.md"), text.to_owned());
            let finding = finding.map(|finding| finding.to_string());
            assert_eq!(result, left);
            assert_eq!(finding.is_some(), expected.is_some(), "{text:?}");
            assert!(expected.is_none_or(|start| finding.unwrap_or_default().starts_with(start)), "{text:?}");
        }
    }
}
