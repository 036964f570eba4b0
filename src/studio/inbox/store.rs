//! Stores requests in a file: each exactly once, and on the disk before the sender is told that it has arrived.
//!
//! A deleted request leaves its id and its number, so that a browser which did not receive the answer and sends it
//! again does not bring it back. What was written is overwritten in the file.

use std::{
    fs, io,
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
};

use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, params};

use super::owner::{self, MARK, Owner, VERSION, owner};

/// The tables, made in one transaction with the mark of an inbox. `number` is what people say to each other, `id` the
/// idempotency key.
const TABLES: &str = "
    BEGIN IMMEDIATE;
    CREATE TABLE IF NOT EXISTS requests (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE COLLATE NOCASE,
        fingerprint BLOB NOT NULL,
        received INTEGER NOT NULL,
        state INTEGER NOT NULL DEFAULT 0,
        subject TEXT NOT NULL,
        sender TEXT NOT NULL,
        topic TEXT NOT NULL,
        files INTEGER NOT NULL,
        body TEXT NOT NULL
    ) STRICT;";

/// A commit is on the disk when it returns (`FULL`), and readers need not wait for it (`WAL`).
const PRAGMAS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;";

/// The columns of an [`Entry`].
const ENTRY: &str = "number, id, received, state, subject, sender, topic, files";

/// The state of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Nobody has opened it.
    New = 0,
    /// Somebody has.
    Read = 1,
    /// It is answered.
    Done = 2,
    /// Only its id is left.
    Deleted = 3,
}

/// A request as the list shows it.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Its number for people; 0 before it has one.
    pub(super) number: i64,
    /// The idempotency key.
    pub(super) id: String,
    /// In seconds since 1970.
    pub(super) received: i64,
    /// Its state.
    pub(super) state: State,
    /// In a line.
    pub(super) subject: String,
    /// Who sent it.
    pub(super) sender: String,
    /// The topic's label.
    pub(super) topic: String,
    /// How many files it has.
    pub(super) files: i64,
}

/// What became of an attempt to keep a request; the number is the request's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kept {
    /// It is new.
    Now(i64),
    /// It was here already.
    Before(i64),
    /// Another one has its id.
    Other,
}

/// The file with the requests.
#[derive(Debug)]
pub(super) struct Store(Mutex<Connection>);

impl Store {
    /// Opens the file, or makes it with its folder. One that is no inbox is left as it is.
    pub(super) fn open(file: &Path) -> io::Result<Self> {
        owner::check(file)?;
        make(file)?;
        let connection = Connection::open(file).map_err(io::Error::other)?;
        // Checked again: between the two, another program may have written it.
        let owner = owner(&connection).map_err(io::Error::other)?.must_be_ours()?;
        if connection.is_readonly(rusqlite::MAIN_DB).map_err(io::Error::other)? {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it must not be written to"));
        }
        if owner != Owner::Ours {
            // Before the write-ahead log is used: the mark must be in the file itself, where `owner::check` reads it.
            let mark = format!("{TABLES} PRAGMA application_id = {MARK}; PRAGMA user_version = {VERSION}; COMMIT;");
            connection.execute_batch(&mark).map_err(io::Error::other)?;
        }
        connection.execute_batch(PRAGMAS).map_err(io::Error::other)?;
        Ok(Self(Mutex::new(connection)))
    }

    /// Keeps a request, unless its id is here already. Of two that arrive at once, one waits for the other.
    pub(super) fn keep(&self, entry: &Entry, fingerprint: &[u8], body: &str) -> rusqlite::Result<Kept> {
        let mut connection = self.connection();
        let all = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let Entry { id, received, subject, sender, topic, files, .. } = entry;
        let new = all
            .query_row(
                "INSERT INTO requests (id, fingerprint, received, subject, sender, topic, files, body)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (id) DO NOTHING RETURNING number",
                params![id, fingerprint, received, subject, sender, topic, files, body],
                |row| row.get(0),
            )
            .optional()?;
        let kept = match new {
            Some(number) => Kept::Now(number),
            None => all.query_row("SELECT number, fingerprint FROM requests WHERE id = ?1", [id], |row| {
                let same = row.get::<_, Vec<u8>>(1)? == fingerprint;
                Ok(if same { Kept::Before(row.get(0)?) } else { Kept::Other })
            })?,
        };
        all.commit()?;
        Ok(kept)
    }

    /// The newest requests, of those before a number where one is given.
    pub(super) fn list(&self, before: Option<i64>, most: usize) -> rusqlite::Result<Vec<Entry>> {
        let connection = self.connection();
        let mut query = connection.prepare(&format!(
            "SELECT {ENTRY} FROM requests WHERE state <> 3 AND number < ?1 ORDER BY number DESC LIMIT ?2"
        ))?;
        let rows = query.query_map(params![before.unwrap_or(i64::MAX), most as i64], entry)?;
        rows.collect()
    }

    /// A request by its id, with its record; `None` where there is none, or only its id is left.
    pub(super) fn find(&self, id: &str) -> rusqlite::Result<Option<(Entry, String)>> {
        let query = format!("SELECT {ENTRY}, body FROM requests WHERE state <> 3 AND id = ?1");
        self.connection().query_row(&query, [id], |row| Ok((entry(row)?, row.get("body")?))).optional()
    }

    /// Sets the state of a request; `false` where there is none.
    pub(super) fn mark(&self, id: &str, state: State) -> rusqlite::Result<bool> {
        let update = "UPDATE requests SET state = ?2 WHERE state <> 3 AND id = ?1";
        Ok(self.connection().execute(update, params![id, state as i64])? > 0)
    }

    /// Deletes all of a request but its id; `false` where there is none.
    pub(super) fn delete(&self, id: &str) -> rusqlite::Result<bool> {
        let connection = self.connection();
        let update = "UPDATE requests SET state = 3, subject = '', sender = '', topic = '', files = 0, body = ''
                      WHERE state <> 3 AND id = ?1";
        let known = connection.execute(update, [id])? > 0;
        // The write-ahead log would keep the words until it is overwritten.
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(known)
    }

    /// A transaction of a thread that panicked was rolled back: the connection is usable.
    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let state = match row.get("state")? {
        0_i64 => State::New,
        1 => State::Read,
        2 => State::Done,
        _ => State::Deleted,
    };
    Ok(Entry {
        number: row.get("number")?,
        id: row.get("id")?,
        received: row.get("received")?,
        state,
        subject: row.get("subject")?,
        sender: row.get("sender")?,
        topic: row.get("topic")?,
        files: row.get("files")?,
    })
}

/// Makes the file where there is none, readable by its owner alone. A folder that is made for it is excluded from
/// version control: what customers write does not belong there.
fn make(file: &Path) -> io::Result<()> {
    let (mut folders, mut options) = (fs::DirBuilder::new(), fs::OpenOptions::new());
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
        folders.mode(0o700);
        options.mode(0o600);
    }
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists()) {
        folders.recursive(true).create(folder)?;
        fs::write(folder.join(".gitignore"), "*\n")?;
    }
    options.append(true).create(true).open(file).map(drop)
}
