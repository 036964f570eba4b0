//! Standard output and standard error, whose readers may close them at any moment: `nightdesk check --json | head -1`.
//!
//! `println!` panics then. A reader who closed the pipe has read enough; that is no error, and no reason to leave a
//! build half done. Standard output gets the requested result and nothing else; all other messages go to standard
//! error.

use std::io::{self, ErrorKind, Write};

/// Prints to standard output.
///
/// # Errors
/// Where the text cannot be written for another reason than a closed pipe, as to a full disk.
pub fn say(text: &str) -> io::Result<()> {
    ignore_closed_pipe(write(&mut io::stdout().lock(), text))
}

/// Prints to standard error. An error of this cannot be reported anywhere.
pub fn tell(text: &str) {
    let _ = write(&mut io::stderr().lock(), text);
}

/// A text without characters that control a terminal: names of files may have some that move the cursor, colour lines
/// or turn their direction round. Each of them is replaced by its control picture, or by the replacement character.
#[must_use]
pub fn printable(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' | '\t' => c,
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        _ => c,
    };
    text.chars().map(shown).collect()
}

fn write(stream: &mut impl Write, text: &str) -> io::Result<()> {
    stream.write_all(text.as_bytes())?;
    stream.flush()
}

fn ignore_closed_pipe(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};

    use super::{ignore_closed_pipe, printable};

    /// A full disk must not pass for a closed pipe.
    #[test]
    fn only_a_closed_pipe_is_no_error() {
        assert!(ignore_closed_pipe(Ok(())).is_ok());
        assert!(ignore_closed_pipe(Err(ErrorKind::BrokenPipe.into())).is_ok());
        for kind in [ErrorKind::StorageFull, ErrorKind::PermissionDenied, ErrorKind::Other, ErrorKind::WriteZero] {
            assert!(ignore_closed_pipe(Err(Error::from(kind))).is_err(), "{kind:?}");
        }
    }

    /// A file in somebody's pull request must not write over what the terminal shows.
    #[test]
    fn control_characters_are_made_visible() {
        for (text, shown) in [
            ("en/\u{1b}[31ma.md", "en/␛[31ma.md"),
            ("a\r\u{8}\u{7}b\u{7f}", "a␍␈␇b␡"),
            ("\u{9b}2J \u{202e}dm.a", "\u{fffd}2J \u{fffd}dm.a"),
            ("żółw\n\tа", "żółw\n\tа"),
        ] {
            assert_eq!(printable(text), shown);
        }
    }
}
