//! Standard output and standard error, whose readers may go away at any moment: `nightdesk check --json | head -1`.
//!
//! `println!` panics then. A reader who closed the pipe has read enough; that is no error, and no reason to leave a
//! build half done. Standard output takes what was asked for and nothing else; all other words go to standard error.

use std::io::{self, ErrorKind, Write};

/// Prints to standard output.
///
/// # Errors
/// Where the text cannot be written though somebody wants it, as to a full disk.
pub fn say(text: &str) -> io::Result<()> {
    heard(put(&mut io::stdout().lock(), text))
}

/// Prints to standard error. There is nobody left to tell of an error.
pub fn tell(text: &str) {
    let _ = put(&mut io::stderr().lock(), text);
}

fn put(stream: &mut impl Write, text: &str) -> io::Result<()> {
    stream.write_all(text.as_bytes())?;
    stream.flush()
}

fn heard(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};

    use super::heard;

    /// A full disk must not pass for a reader who went away.
    #[test]
    fn only_a_closed_pipe_is_no_error() {
        assert!(heard(Ok(())).is_ok() && heard(Err(ErrorKind::BrokenPipe.into())).is_ok());
        for kind in [ErrorKind::StorageFull, ErrorKind::PermissionDenied, ErrorKind::Other, ErrorKind::WriteZero] {
            assert!(heard(Err(Error::from(kind))).is_err(), "{kind:?}");
        }
    }
}
