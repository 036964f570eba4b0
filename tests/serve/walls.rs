//! What is outside of the site's folder, or is no file, is not shown.
//!
//! Invariant (content): neither a link, symbolic or not, nor the preview server reaches a file outside its folder; the
//! server serves ordinary files only, answers only requests that name this machine, and redirects to no other. See also
//! `src/studio/names.rs`, `tests/loading/files.rs`, `tests/serve/addresses.rs`.

use std::{
    fs,
    time::{Duration, Instant},
};

use super::support::{RETURN, TOML, folder, put, served::Served};

/// The content of every file that must not be shown.
const SECRET: &str = "not-for-visitors";

fn guarded() -> Served {
    let folder = folder(&[
        ("help/nightdesk.toml", TOML),
        ("help/en/return.md", RETURN),
        ("secret.txt", SECRET),
        ("site-of-others/secret.txt", SECRET),
        ("outside/index.html", SECRET),
        ("outside/deep/secret.txt", SECRET),
        ("site/shown.txt", "for all"),
        ("site/sub/shown.txt", "for all"),
    ]);
    Served::start_in(folder, &["help", "--site", "site"])
}

/// A page shown by the preview must not be able to read the rest of the disk.
#[test]
fn no_spelling_leads_out() {
    let served = guarded();
    let outside = served.folder.path().join("secret.txt");
    let mut paths: Vec<String> = Vec::new();
    for up in [
        "..", "%2e%2e", "%2E%2E", ".%2e", "%2e.", "..%2f", "..%5c", "..\\", "%2e%2e%2f", "%2e%2e%5c", "....", "....//",
        "..;", "..%00", "..%20", "..%3b", "%252e%252e", "%c0%ae%c0%ae", "%uff0e%uff0e", "．．", "%e2%80%ae..",
        "..%0d%0a", "sub/..", "sub/../..", "./..", "//..", "%2f..", "sub%2f..%2f..", "shown.txt/..", "shown.txt/../..",
    ] {
        for file in ["secret.txt", "site-of-others/secret.txt", "help/nightdesk.toml", ".nightdesk/inbox.sqlite"] {
            paths.push(format!("/{up}/{file}"));
            paths.push(format!("/sub/{up}/{up}/{file}"));
            paths.push(format!("/{up}{file}"));
        }
    }
    let absolute = outside.display();
    for path in ["/%00", "/shown.txt%00", "/~/secret.txt", "/$PWD/secret.txt", "/-of-others/secret.txt"] {
        paths.push(path.to_owned());
    }
    paths.push(format!("/{absolute}"));
    paths.push(format!("//{absolute}"));
    paths.push(format!("/%2f{absolute}"));
    paths.push(format!("file://{absolute}"));
    paths.push(format!("http://localhost/../{absolute}"));
    for path in &paths {
        let answer = String::from_utf8_lossy(
            &served.ask(format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")),
        )
        .into_owned();
        assert!(["400", "403", "404"].contains(&&answer[9..12]), "{path}: {answer}");
        assert!(!answer.contains(SECRET) && !answer.contains("[site]") && !answer.contains("SQLite"), "{path}");
    }
    println!("{} spellings", paths.len());
    assert!(served.get("/sub/shown.txt").ends_with("for all"));
}

/// A link, a pipe or a device in the site must neither leak nor hang.
#[cfg(unix)]
#[test]
fn links_and_pipes_are_not_shown() {
    use std::{os::unix::fs::symlink, process::Command};

    let served = guarded();
    let site = served.folder.path().join("site");
    for (name, target) in [
        ("file.txt", "../secret.txt"),
        ("absolute.txt", &served.folder.path().join("secret.txt").display().to_string()),
        ("folder", "../outside"),
        ("others", "../site-of-others"),
        ("chain", "folder"),
        ("sub/up", "../.."),
        ("all", "/"),
        ("etc", "/etc"),
        ("zero", "/dev/zero"),
        ("standard", "/dev/stdin"),
        ("process", "/proc/self"),
        ("dangling", "../nowhere"),
        ("round", "round"),
    ] {
        symlink(target, site.join(name)).unwrap();
    }
    fs::create_dir_all(site.join("page")).unwrap();
    symlink("../../outside/index.html", site.join("page/index.html")).unwrap();
    for pipe in ["pipe", "pipe.html", "page/pipe"] {
        assert!(Command::new("mkfifo").arg(site.join(pipe)).status().unwrap().success());
    }
    fs::create_dir_all(site.join("piped")).unwrap();
    assert!(Command::new("mkfifo").arg(site.join("piped/index.html")).status().unwrap().success());
    fs::create_dir_all(site.join("nested/index.html")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(site.join("socket")).unwrap();
    let start = Instant::now();
    for path in [
        "/file.txt",
        "/absolute.txt",
        "/folder/",
        "/folder",
        "/folder/deep/secret.txt",
        "/others/secret.txt",
        "/chain/",
        "/chain/deep/secret.txt",
        "/sub/up/secret.txt",
        "/sub/up/site-of-others/secret.txt",
        "/all/etc/passwd",
        "/etc/passwd",
        "/etc/hostname",
        "/zero",
        "/standard",
        "/process/environ",
        "/process/cwd/secret.txt",
        "/dangling",
        "/round",
        "/round/x",
        "/page/",
        "/pipe",
        "/pipe.html",
        "/page/pipe",
        "/piped/",
        "/nested/",
        "/socket",
        "/shown.txt/x",
    ] {
        for method in ["GET", "HEAD"] {
            let answer =
                served.answer(format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
            assert!(answer.starts_with("HTTP/1.1 404"), "{method} {path}: {answer}");
        }
    }
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    // A link that stays within the site is served like a file, and so is a site that is a link.
    symlink("shown.txt", site.join("alias.txt")).unwrap();
    symlink("sub", site.join("alias")).unwrap();
    assert!(served.get("/alias.txt").ends_with("for all") && served.get("/alias/shown.txt").ends_with("for all"));
}

/// The site itself may be reached through a link.
#[cfg(unix)]
#[test]
fn a_linked_site_is_shown() {
    let folder = folder(&[("help/nightdesk.toml", TOML), ("help/en/return.md", RETURN), ("real/shown.txt", "for all")]);
    std::os::unix::fs::symlink("real", folder.path().join("site")).unwrap();
    let served = Served::start_in(folder, &["help", "--site", "site"]);
    assert!(served.get("/shown.txt").ends_with("for all") && served.get("/en/return/").starts_with("HTTP/1.1 200"));
}

/// A file that grows or shrinks while it is read must not be taken for a whole one.
#[test]
fn heads_are_like_answers() {
    let served = guarded();
    put(served.folder.path(), "site/page.html", "<p>Hello");
    let length = |answer: &str| {
        let head = answer.to_lowercase();
        let length = head.split("content-length: ").nth(1).unwrap();
        length.split("\r\n").next().unwrap().parse::<usize>().unwrap()
    };
    for path in ["/page.html", "/shown.txt", "/en/", "/__nightdesk/live.js"] {
        let answer = served.get(path);
        let head = served.answer(format!("HEAD {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        let body = answer.split_once("\r\n\r\n").unwrap().1;
        assert_eq!((length(&answer), length(&head)), (body.len(), body.len()), "{path}");
        assert!(head.ends_with("\r\n\r\n"), "{path}: {head}");
        assert_eq!(body.contains("/__nightdesk/live.js"), path.ends_with('/') || path.ends_with("html"), "{path}");
    }
}
