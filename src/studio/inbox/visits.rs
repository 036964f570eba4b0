//! What people tried before they wrote, of all requests in an inbox. Nothing is written: not even a file is made.

use std::{io, path::Path};

use rusqlite::{Connection, OpenFlags};

use super::owner;
use crate::request::{Contact, Context, Request};

/// The newest so many requests are read.
const MAX_REQUESTS: usize = 2_000;

/// What one person tried.
#[derive(Clone, Debug, Default)]
pub(in crate::studio) struct Visit {
    /// The language of the form, where the context has none.
    pub(in crate::studio) lang: String,
    pub(in crate::studio) context: Context,
    /// Who it was: what they searched for may hold their name.
    pub(in crate::studio) contact: Contact,
}

/// Reads an inbox; nothing where there is no file.
///
/// # Errors
/// Where the file is no inbox, or cannot be read.
pub(in crate::studio) fn visits(file: &Path) -> io::Result<Vec<Visit>> {
    owner::check(file)?;
    if !file.exists() {
        return Ok(Vec::new());
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let read = || -> rusqlite::Result<Vec<String>> {
        let connection = Connection::open_with_flags(file, flags)?;
        if owner::owner(&connection)? == owner::Owner::Empty {
            return Ok(Vec::new());
        }
        let mut query =
            connection.prepare("SELECT body FROM requests WHERE state <> 3 ORDER BY number DESC LIMIT ?1")?;
        query.query_map([MAX_REQUESTS as i64], |row| row.get(0))?.collect()
    };
    let bodies = read().map_err(io::Error::other)?;
    let requests = bodies.iter().filter_map(|body| serde_json::from_str::<Request>(body).ok());
    let visit = |Request { lang, context, contact, .. }| Visit { lang, context, contact };
    Ok(requests.map(visit).collect())
}
