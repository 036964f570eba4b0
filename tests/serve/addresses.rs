//! Which host names the preview answers to, and where it redirects a browser.

use super::support::{RETURN, TOML, folder, served::Served};

fn status(answer: &str) -> &str {
    answer.get(9..12).unwrap_or_else(|| panic!("no status in `{answer}`"))
}

fn location(answer: &str) -> Option<&str> {
    let (head, _) = answer.split_once("\r\n\r\n")?;
    head.lines()
        .find_map(|line| line.split_once(": ").filter(|(name, _)| name.eq_ignore_ascii_case("location")))
        .map(|(_, value)| value)
}

/// A site whose name is made to point at this machine is of one origin with the preview: it would read help that is not
/// published yet, and write into the inbox.
#[test]
fn only_names_of_this_machine() {
    let served = Served::start();
    let paths = [
        "GET /",
        "GET /en/",
        "GET /en",
        "HEAD /en/",
        "GET /nothing",
        "GET /nightdesk.js",
        "GET /__nightdesk/live",
        "GET /__nightdesk/live.js",
        "GET /inbox/",
        "GET /inbox",
        "POST /inbox/requests",
        "OPTIONS /inbox/requests",
        "PUT /en/",
    ];
    for path in paths {
        for host in
            ["evil.example", "127.0.0.1.nip.io:8080", "localhost.evil.example", "10.0.0.1", "", "user@localhost"]
        {
            let answer = served.answer(format!("{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
            assert_eq!(status(&answer), "403", "{path} {host}");
            assert!(path.starts_with("HEAD") || answer.contains("localhost or 127.0.0.1"), "{path} {host}: {answer}");
            assert!(!answer.to_lowercase().contains("access-control-allow-origin"), "{path} {host}");
        }
        for hosts in ["", "Host: localhost\r\nHost: evil.example\r\n", "Host: localhost\r\nHost: localhost\r\n"] {
            let answer = served.answer(format!("{path} HTTP/1.1\r\n{hosts}Connection: close\r\n\r\n"));
            assert_eq!(status(&answer), "400", "{path} {hosts}");
        }
    }
    for host in
        ["localhost", "LocalHost:8080", "localhost.", "127.0.0.1", "127.0.0.1:1", "127.1.2.3", "[::1]", "[::1]:8080"]
    {
        for path in ["/en/", "/inbox/", "/__nightdesk/live"] {
            let answer = served.answer(format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
            assert_eq!(status(&answer), "200", "{path} {host}");
        }
    }
    // The host in the request line counts too (RFC 9112, section 3.2.2).
    for (address, expected) in [("http://evil.example/en/", "403"), ("http://localhost/en/", "200")] {
        let answer = served.answer(format!("GET {address} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        assert_eq!(status(&answer), expected, "{address}");
    }
    // Before HTTP/1.1 there was no such header, and no browser speaks it.
    assert_eq!(status(&served.answer("GET /en/ HTTP/1.0\r\n\r\n")), "200");
    assert_eq!(status(&served.answer("GET /en/ HTTP/1.0\r\nHost: evil.example\r\n\r\n")), "403");
    assert_eq!(status(&served.answer("GET /inbox/ HTTP/1.0\r\n\r\n")), "403");
}

/// A link to the preview must not lead to another server, in whatever way it is written.
#[test]
fn every_redirect_stays_here() {
    let folder = folder(&[
        ("help/nightdesk.toml", TOML),
        ("help/en/return.md", RETURN),
        ("site/a b/index.html", ""),
        ("site/evil.example/index.html", ""),
        ("site/@evil.example/index.html", ""),
        ("site/ż/index.html", ""),
    ]);
    let served = Served::start_in(folder, &["help", "--site", "site"]);
    let spellings = [
        "/en",
        "//en",
        "///en",
        "////en",
        "/%2fen",
        "/%2Fen",
        "//%2f/en",
        "/%2f%2fen",
        "/\\en",
        "/\\\\en",
        "\\\\en",
        "/%5cen",
        "/%5C%5Cen",
        "/.//en",
        "/./en",
        "/..//en",
        "/%2e//en",
        "/en%2f",
        "/evil.example",
        "//evil.example",
        "///evil.example",
        "/%2f/evil.example",
        "/%2fevil.example",
        "/%09/evil.example",
        "/@evil.example",
        "//@evil.example",
        "//localhost:1@evil.example",
        "/evil.example%2f..",
        "//evil.example/..",
        "/;//evil.example",
        "/en?//evil.example",
        "/en?\r\nLocation: //evil.example",
        "/en?next=//evil.example",
        "//en#//evil.example",
        "//",
        "///",
        "/.//",
        "/a%20b",
        "/%C5%BC",
        "/a%20b%00",
        "http://localhost//en",
        "http://localhost//evil.example",
        "http:\\\\evil.example",
        "/inbox",
        "//inbox",
        "/%0d%0aLocation:%20//evil.example",
    ];
    let mut redirects = 0;
    for path in spellings {
        let answer = served.get(path);
        let Some(target) = location(&answer) else {
            assert!(["200", "400", "403", "404"].contains(&status(&answer)), "{path}: {answer}");
            continue;
        };
        redirects += 1;
        let here = url::Url::parse("http://127.0.0.1:8080").unwrap().join(path.split('#').next().unwrap());
        for base in [here.ok(), url::Url::parse("http://127.0.0.1:8080/x").ok()].into_iter().flatten() {
            // A link to a path such as `//evil.example` would lead there at once; this is the request to the preview.
            let base = if base.host_str() == Some("127.0.0.1") { base } else { continue };
            assert_eq!(base.join(target).unwrap().host_str(), Some("127.0.0.1"), "{path}: {target}");
        }
        assert!(target.starts_with('/') && !target.starts_with("//") && !target.contains('\\'), "{path}: {target}");
        assert_eq!(answer.matches("ocation: ").count(), 1, "{path}: {answer}");
    }
    assert!(redirects >= 15, "only {redirects} were redirected at all");
    assert_eq!(location(&served.get("//en?a=1&b=//c")), Some("/en/?a=1&b=//c"));
    assert_eq!(location(&served.get("/a%20b")), Some("/a%20b/"));
}
