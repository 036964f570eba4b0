//! Files that are not an inbox: none of them is changed, and no file is created beside them.
//!
//! Invariant (content): a file that is not an inbox of ours is not changed by a single byte.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use nightdesk::studio::inbox::Inbox;
use rusqlite::Connection;

use super::{count, request, send};

/// All files of a folder, by name.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| (path.clone(), fs::read(&path).unwrap_or_default())).collect()
}

/// Makes a database by these statements and closes it.
fn database(file: &Path, statements: &str) {
    Connection::open(file).unwrap().execute_batch(statements).unwrap();
}

/// The schema of an inbox before it had an application id.
const UNMARKED: &str = "
    CREATE TABLE requests (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE COLLATE NOCASE, fingerprint BLOB NOT NULL,
        received INTEGER NOT NULL, state INTEGER NOT NULL DEFAULT 0, subject TEXT NOT NULL, sender TEXT NOT NULL,
        topic TEXT NOT NULL, files INTEGER NOT NULL, body TEXT NOT NULL
    ) STRICT;
    PRAGMA user_version = 1;";

/// A wrong path in a command must not put our tables into the shop's own data.
#[test]
fn what_is_not_ours_stays_as_it_is() {
    let shop = "CREATE TABLE orders (id INTEGER PRIMARY KEY, total REAL); INSERT INTO orders VALUES (1, 9.5);";
    let later = format!("PRAGMA application_id = {}; PRAGMA user_version = 2; CREATE TABLE other (a);", 0x4e64_4962);
    let table = [
        ("a shop", shop.to_owned()),
        ("a shop with a log of changes", format!("PRAGMA journal_mode = WAL; {shop}")),
        ("a shop with a version", format!("{shop} PRAGMA user_version = 7;")),
        ("our version, their table", format!("{shop} PRAGMA user_version = 1;")),
        ("their mark", "PRAGMA application_id = 252006673; CREATE TABLE requests (number);".to_owned()),
        ("their mark on nothing", "PRAGMA application_id = 1; VACUUM;".to_owned()),
        ("their version of nothing", "PRAGMA user_version = 3; VACUUM;".to_owned()),
        (
            "another table of our name",
            "CREATE TABLE requests (id, body); INSERT INTO requests VALUES (1, 2);".to_owned(),
        ),
        ("ours and one of theirs", format!("{UNMARKED} CREATE TABLE orders (id);")),
        ("a view of our name", "CREATE TABLE x (number); CREATE VIEW requests AS SELECT * FROM x;".to_owned()),
        ("an index more", format!("{UNMARKED} CREATE INDEX theirs ON requests (topic);")),
        ("a column more", format!("{UNMARKED} ALTER TABLE requests ADD COLUMN more TEXT;")),
        ("our mark, no version", format!("PRAGMA application_id = {}; CREATE TABLE other (a);", 0x4e64_4962)),
        ("a later version", later),
    ];
    for (name, statements) in table {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("shop ż%?#.db");
        database(&file, &statements);
        let before = contents(folder.path());
        let error = Inbox::open(&file, folder.path(), "").unwrap_err().to_string();
        let why =
            if name == "a later version" { "a later version of nightdesk" } else { "a database of another program" };
        assert!(error.contains(why) && error.contains("choose another with --inbox"), "{name}: {error}");
        assert_eq!(contents(folder.path()), before, "{name}");
    }
}

/// The same while the other program is at work, and after it was killed: its data is in the write-ahead log alone.
#[test]
fn what_is_in_use_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("shop.db");
    let shop = Connection::open(&file).unwrap();
    shop.execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE orders (id); INSERT INTO orders VALUES (1);").unwrap();
    let before = contents(folder.path());
    assert!(before.keys().any(|name| name.ends_with("shop.db-wal")), "{:?}", before.keys());
    let error = Inbox::open(&file, folder.path(), "").unwrap_err().to_string();
    assert!(error.contains("a database of another program"), "{error}");
    assert_eq!(contents(folder.path()), before);
    // As a kill leaves it.
    let killed = tempfile::tempdir().unwrap();
    for name in ["shop.db", "shop.db-wal"] {
        fs::copy(folder.path().join(name), killed.path().join(name)).unwrap();
    }
    let before = contents(killed.path());
    assert!(Inbox::open(&killed.path().join("shop.db"), killed.path(), "").is_err());
    assert_eq!(contents(killed.path()), before);
    drop(shop);
    assert!(Inbox::open(&file, folder.path(), "").is_err());
}

/// What is no database, or no file, is refused with a message that says so.
#[test]
fn what_is_no_database_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("letter.txt"), "Dear customer,\n").unwrap();
    fs::write(at("short"), "S").unwrap();
    fs::write(at("nearly"), b"SQLite format 3\0").unwrap();
    fs::write(at("broken"), [b"SQLite format 3\0".as_slice(), &[0xff; 4_080]].concat()).unwrap();
    fs::write(at("picture.png"), b"\x89PNG\r\n\x1a\n and so on, for more than sixteen bytes").unwrap();
    fs::create_dir(at("folder")).unwrap();
    let mut table = vec![
        ("letter.txt", "a file of another kind"),
        ("short", "a file of another kind"),
        ("nearly", ""),
        ("broken", ""),
        ("picture.png", "a file of another kind"),
        ("folder", "a folder"),
        ("letter.txt/inbox.sqlite", ""),
        ("letter.txt/deeper/inbox.sqlite", ""),
        ("folder/", ""),
    ];
    if cfg!(unix) {
        assert!(std::process::Command::new("mkfifo").arg(at("pipe")).status().unwrap().success());
        table.push(("pipe", "no ordinary file"));
        table.push(("../../../../../../../../dev/null", "no ordinary file"));
    }
    if cfg!(target_os = "linux") {
        table.push(("../../../../../../../../proc/inbox/i.sqlite", ""));
    }
    for (name, why) in table {
        let listed = |folder: &Path| fs::read_dir(folder).unwrap().count();
        let (file, before) = (at(name), listed(folder.path()));
        let error = Inbox::open(&file, folder.path(), "").unwrap_err().to_string();
        assert!(error.contains(why) && error.contains("choose another with --inbox"), "{name}: {error}");
        assert_eq!(listed(folder.path()), before, "{name}");
    }
    assert_eq!(fs::read(at("letter.txt")).unwrap(), b"Dear customer,\n");
}

/// The requests in an inbox of an earlier version must not be lost, even after a kill.
#[test]
fn an_older_inbox_is_known() {
    let row =
        "INSERT INTO requests VALUES (4, '0b5c7f6e-0000-4000-8000-000000000004', x'00', 1, 0, 's', 'w', 't', 0, '{}');";
    for (name, statements) in [
        ("closed", format!("PRAGMA journal_mode = WAL; {UNMARKED} {row}")),
        ("without a log", format!("{UNMARKED} {row}")),
        ("killed before its version was noted", format!("{} {row}", UNMARKED.replace("PRAGMA user_version = 1;", ""))),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("inbox.sqlite");
        database(&file, &statements);
        let inbox = Inbox::open(&file, folder.path(), "").unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!((send(&inbox, &request(1)).status, count(&inbox)), (201, 2), "{name}");
        drop(inbox);
        assert_eq!(count(&Inbox::open(&file, folder.path(), "").unwrap()), 2, "{name}, again");
    }
    let (folder, killed) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let older = Connection::open(folder.path().join("inbox.sqlite")).unwrap();
    older.execute_batch(&format!("PRAGMA journal_mode = WAL; {UNMARKED} {row}")).unwrap();
    for name in ["inbox.sqlite", "inbox.sqlite-wal"] {
        fs::copy(folder.path().join(name), killed.path().join(name)).unwrap();
    }
    assert_eq!(count(&Inbox::open(&killed.path().join("inbox.sqlite"), killed.path(), "").unwrap()), 1);
    // Nothing, an empty file, an empty database.
    let empty = tempfile::tempdir().unwrap();
    fs::write(empty.path().join("b"), "").unwrap();
    database(&empty.path().join("c"), "CREATE TABLE x (a); DROP TABLE x;");
    for name in ["a", "b", "c"] {
        let inbox = Inbox::open(&empty.path().join(name), empty.path(), "").unwrap();
        assert_eq!(send(&inbox, &request(1)).status, 201, "{name}");
    }
}
