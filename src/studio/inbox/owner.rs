//! Whether a file is an inbox. One of another program is not touched: not a byte of it, and no file beside it.
//!
//! Inboxes are marked in their header (`application_id`, sqlite.org/fileformat2.html, section 1.3). Those of versions
//! before the mark are recognised by their one table.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::{self, Path, PathBuf},
};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};
use rusqlite::{Connection, OpenFlags};

/// The mark: "NdIb".
pub(super) const MARK: i64 = 0x4e64_4962;
/// The version of the tables.
pub(super) const VERSION: i64 = 1;

/// What every database file begins with.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";
/// What stays as it is in the path of a `file:` address.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_');
/// The one table of an inbox.
const COLUMNS: [&str; 10] =
    ["number", "id", "fingerprint", "received", "state", "subject", "sender", "topic", "files", "body"];

/// Whose a database is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// There is nothing in it.
    Empty,
    /// An inbox.
    Ours,
    /// An inbox from before the mark.
    OursUnmarked,
    /// An inbox of a later version.
    OursNewer,
    /// Another program's.
    Another,
}

impl Owner {
    /// Refuses what must not be written to, in words that fit into a sentence.
    pub(super) fn must_be_ours(self) -> io::Result<Self> {
        match self {
            Self::OursNewer => Err(io::Error::other("a later version of nightdesk wrote it")),
            Self::Another => Err(io::Error::other("it is a database of another program")),
            known => Ok(known),
        }
    }
}

/// Inspects an open database.
pub(super) fn owner(connection: &Connection) -> rusqlite::Result<Owner> {
    let number = |pragma: &str| connection.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get::<_, i64>(0));
    let (mark, version) = (number("application_id")?, number("user_version")?);
    if mark == MARK {
        return Ok(match version {
            VERSION => Owner::Ours,
            later if later > VERSION => Owner::OursNewer,
            _ => Owner::Another,
        });
    }
    let list = |query: &str| -> rusqlite::Result<Vec<String>> {
        connection.prepare(query)?.query_map([], |row| row.get(0))?.collect()
    };
    let objects = list("SELECT type || ' ' || name FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")?;
    if mark != 0 || !(0..=VERSION).contains(&version) {
        return Ok(Owner::Another);
    }
    Ok(match objects.as_slice() {
        [] if version == 0 => Owner::Empty,
        [one] if one == "table requests" && list("SELECT name FROM pragma_table_info('requests')")? == COLUMNS => {
            Owner::OursUnmarked
        }
        _ => Owner::Another,
    })
}

/// Refuses a file that is neither an inbox nor can become one: where there is none yet, or an empty one.
///
/// # Errors
/// Where it is another kind of file, or cannot be read.
pub(super) fn check(file: &Path) -> io::Result<()> {
    let found = match fs::metadata(file) {
        Ok(found) => found,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    if found.is_dir() {
        return Err(io::Error::other("it is a folder"));
    }
    if !found.is_file() {
        return Err(io::Error::other("it is no ordinary file"));
    }
    if found.len() == 0 {
        return Ok(());
    }
    let mut start = [0; MAGIC.len()];
    let read = File::open(file)?.read_exact(&mut start);
    if read.is_err() || start != *MAGIC {
        return Err(io::Error::other("it is a file of another kind"));
    }
    inspect(file).map_err(io::Error::other)?.must_be_ours()?;
    Ok(())
}

/// Inspects a file as it is on the disk. One that is empty but for its write-ahead log, as a killed process leaves it,
/// is inspected in a copy: opening it would merge the log into the file.
fn inspect(file: &Path) -> rusqlite::Result<Owner> {
    let untouched = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let found = owner(&Connection::open_with_flags(format!("{}?immutable=1", address(file)), untouched)?)?;
    let log = beside(file, "-wal");
    if found != Owner::Empty || fs::metadata(&log).map_or(true, |log| log.len() == 0) {
        return Ok(found);
    }
    let copied = || -> io::Result<(tempfile::TempDir, PathBuf)> {
        let folder = tempfile::tempdir()?;
        let copy = folder.path().join("copy");
        fs::copy(file, &copy)?;
        fs::copy(&log, beside(&copy, "-wal"))?;
        Ok((folder, copy))
    };
    let (_folder, copy) = copied().map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
    owner(&Connection::open(copy)?)
}

/// The name of a file that belongs to another one.
fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// A file as SQLite takes it in an address (sqlite.org/uri.html).
fn address(file: &Path) -> String {
    let file = path::absolute(file).unwrap_or_else(|_| file.to_owned());
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        format!("file://{}", percent_encode(file.as_os_str().as_bytes(), PLAIN))
    }
    #[cfg(not(unix))]
    {
        let text = file.to_string_lossy().trim_start_matches(r"\\?\").replace('\\', "/");
        format!("file:///{}", percent_encode(text.as_bytes(), PLAIN))
    }
}
