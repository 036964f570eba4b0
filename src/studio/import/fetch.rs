//! Pictures of other servers, fetched when somebody asks for it.
//!
//! An export is untrusted, and so are the addresses in it: only `http` and `https`, no address of this machine or of
//! the network it is in, also not behind a redirection, and no more than a certain size and time. What comes must be a
//! picture, or a document where the article links to an attachment.

use std::{
    fs,
    net::IpAddr,
    path::Path,
    sync::{
        Mutex,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use ureq::{
    Agent, Error,
    config::Config,
    http::Uri,
    tls::{RootCerts, TlsConfig},
    unversioned::{
        resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver},
        transport::{DefaultConnector, NextTimeout},
    },
};

/// Bytes of one file.
const MAX_BYTES: u64 = 25_000_000;
/// Bytes of all.
const MAX_TOTAL: u64 = 4_000_000_000;
/// Time for one file, redirections included.
const TIMEOUT: Duration = Duration::from_secs(60);
const MAX_REDIRECTS: u32 = 5;
/// Files at the same time: a help desk answers more of one visitor with a refusal.
const THREADS: usize = 4;

/// A file that came.
#[derive(Debug)]
pub(super) struct Fetched {
    pub(super) address: String,
    /// Its name with the ending of what it is; or why there is none.
    pub(super) name: Result<String, String>,
    /// Its place in the folder for what is fetched.
    pub(super) number: usize,
}

/// Fetches files into a folder, each under its number. `private` allows addresses of this machine and its network.
pub(super) fn fetch(addresses: &[String], folder: &Path, private: bool) -> Vec<Fetched> {
    let agent = agent(private);
    let (next, total) = (AtomicUsize::new(0), AtomicU64::new(0));
    let done = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..THREADS.min(addresses.len()) {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(address) = addresses.get(number) else { return };
                    let name = one(&agent, address, &folder.join(number.to_string()), &total);
                    if let Ok(mut done) = done.lock() {
                        done.push(Fetched { address: address.clone(), name, number });
                    }
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_by_key(|fetched: &Fetched| fetched.number);
    done
}

fn agent(private: bool) -> Agent {
    // Where another provider is the process's own already, it stays.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let config = Agent::config_builder()
        .timeout_global(Some(TIMEOUT))
        .max_redirects(MAX_REDIRECTS)
        // A proxy looks names up itself, and would reach what is refused here.
        .proxy(None)
        .user_agent(concat!("nightdesk/", env!("CARGO_PKG_VERSION"), " (import)"))
        .tls_config(TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build())
        .build();
    Agent::with_parts(config, DefaultConnector::default(), Public { inner: DefaultResolver::default(), private })
}

/// Fetches a file; gives its name, or why it is not there.
fn one(agent: &Agent, address: &str, path: &Path, total: &AtomicU64) -> Result<String, String> {
    if total.load(Ordering::Relaxed) > MAX_TOTAL {
        return Err("there is too much to fetch".to_owned());
    }
    let mut response = agent.get(address).call().map_err(|error| reason(&error))?;
    let bytes = response.body_mut().with_config().limit(MAX_BYTES).read_to_vec().map_err(|error| reason(&error))?;
    total.fetch_add(bytes.len() as u64, Ordering::Relaxed);
    let last = address.split(['?', '#']).next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
    let name = percent_encoding::percent_decode_str(last).decode_utf8_lossy().into_owned();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
    let name = match kind(&bytes) {
        Some(kind) => format!("{stem}.{kind}"),
        None if is_document(ending) && !looks_like_page(&bytes) => name.clone(),
        None => return Err("what comes is no picture: it may be for those who have signed in".to_owned()),
    };
    fs::write(path, bytes).map_err(|error| error.to_string())?;
    Ok(name)
}

fn reason(error: &Error) -> String {
    match error {
        Error::StatusCode(code) => format!("the server answers {code}"),
        Error::BodyExceedsLimit(_) => format!("it has more than {} MB", MAX_BYTES / 1_000_000),
        Error::HostNotFound => "there is no such server, or it is one of this network (--fetch-private)".to_owned(),
        other => other.to_string(),
    }
}

/// What kind of picture or document some bytes are, as an ending.
fn kind(bytes: &[u8]) -> Option<&'static str> {
    let start = bytes.get(..bytes.len().min(1_000)).unwrap_or_default();
    Some(match bytes {
        [0x89, b'P', b'N', b'G', ..] => "png",
        [0xff, 0xd8, 0xff, ..] => "jpg",
        [b'G', b'I', b'F', b'8', ..] => "gif",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "webp",
        [_, _, _, _, b'f', b't', b'y', b'p', b'a', b'v', b'i', ..] => "avif",
        [b'%', b'P', b'D', b'F', ..] => "pdf",
        _ if String::from_utf8_lossy(start).to_lowercase().contains("<svg") && !looks_like_page(bytes) => "svg",
        _ => return None,
    })
}

/// Endings of files that readers take along.
fn is_document(ending: &str) -> bool {
    let known = ["doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "csv", "txt", "zip", "mp4", "webm", "mp3"];
    known.contains(&ending.to_lowercase().as_str())
}

fn looks_like_page(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(bytes.get(..bytes.len().min(1_000)).unwrap_or_default()).to_lowercase();
    start.contains("<!doctype html") || start.contains("<html")
}

/// Finds addresses of servers, and none of this machine or its network.
struct Public {
    inner: DefaultResolver,
    private: bool,
}

impl std::fmt::Debug for Public {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Public").field("private", &self.private).finish_non_exhaustive()
    }
}

impl Resolver for Public {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        // One private address among public ones is a trick.
        if !self.private && found.iter().any(|address| !is_public(address.ip())) {
            Err(Error::HostNotFound)
        } else {
            Ok(found)
        }
    }
}

/// Whether an address is one of the internet (IANA's registries of special-purpose addresses).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => {
            let [a, b, c, _] = address.octets();
            !(address.is_private()
                || address.is_loopback()
                || address.is_link_local()
                || address.is_broadcast()
                || address.is_documentation()
                || address.is_multicast()
                || a == 0
                || a >= 240
                || a == 100 && (64..128).contains(&b)
                || (a, b, c) == (192, 0, 0)
                || a == 198 && (b == 18 || b == 19))
        }
        IpAddr::V6(address) => {
            if let Some(inner) = address.to_ipv4_mapped() {
                return is_public(IpAddr::V4(inner));
            }
            let [first, second, ..] = address.segments();
            let [.., high, low] = address.segments();
            let embedded = |high: u16, low: u16| {
                let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
                is_public(IpAddr::from([a, b, c, d]))
            };
            match (first, second) {
                // Translated to an address of the older kind (RFC 6052), and 6to4 (RFC 3056).
                (0x64, 0xff9b) => embedded(high, low),
                (0x2002, high) => embedded(high, address.segments().get(2).copied().unwrap_or_default()),
                // Documentation, Teredo.
                (0x2001, 0xdb8 | 0) => false,
                // The internet is 2000::/3.
                _ => first & 0xe000 == 0x2000,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{
        io::{Read, Write},
        net::TcpListener,
    };

    /// A picture in an export must not make this machine call what only it can reach.
    #[test]
    fn addresses_of_the_internet() {
        for (address, public) in [
            ("93.184.215.14", true),
            ("127.0.0.1", false),
            ("10.1.2.3", false),
            ("172.16.0.1", false),
            ("172.32.0.1", true),
            ("192.168.1.1", false),
            ("169.254.169.254", false),
            ("100.64.0.1", false),
            ("100.127.255.255", false),
            ("100.128.0.1", true),
            ("0.0.0.0", false),
            ("198.18.0.1", false),
            ("255.255.255.255", false),
            ("224.0.0.1", false),
            ("2606:2800:21f:cb07::1", true),
            ("::1", false),
            ("::", false),
            ("fc00::1", false),
            ("fe80::1", false),
            ("::ffff:10.0.0.1", false),
            ("64:ff9b::a00:1", false),
            ("2002:a00:1::", false),
            ("2001:db8::1", false),
            ("ff02::1", false),
        ] {
            assert_eq!(is_public(address.parse().unwrap()), public, "{address}");
        }
    }

    /// A server that answers each path with what is given for it.
    fn server(answers: &'static [(&'static str, &'static str, &'static [u8])]) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut request = [0; 2_000];
                let length = stream.read(&mut request).unwrap();
                let request = String::from_utf8_lossy(&request[..length]).into_owned();
                let path = request.split(' ').nth(1).unwrap_or_default();
                let (_, head, body) = answers.iter().find(|(known, ..)| *known == path).unwrap_or(&("", "404 No", b""));
                let head = format!("HTTP/1.1 {head}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
                let _ = stream.write_all(&[head.as_bytes(), body].concat());
            }
        });
        format!("http://{address}")
    }

    /// What is a picture is kept under the right ending; everything else is told with its reason.
    #[test]
    fn what_comes() {
        let server = server(&[
            ("/1/a", "200 OK", b"\x89PNG\r\n\x1a\nxyz"),
            ("/1/b.png", "200 OK", b"<!doctype html><html>Sign in"),
            ("/c.pdf", "200 OK", b"%PDF-1.7"),
            ("/d", "302 Found\r\nLocation: /1/a", b""),
        ]);
        let folder = tempfile::tempdir().unwrap();
        let addresses: Vec<String> =
            ["/1/a", "/1/b.png", "/c.pdf", "/d", "/none"].map(|path| format!("{server}{path}")).into();
        let names = |private| -> Vec<String> {
            let fetched = fetch(&addresses, folder.path(), private);
            fetched.into_iter().map(|fetched| fetched.name.unwrap_or_else(|reason| reason)).collect()
        };
        let found = names(true);
        assert_eq!(found[0], "a.png");
        assert!(found[1].contains("no picture"), "{found:?}");
        assert_eq!(&found[2..4], ["c.pdf", "d.png"]);
        assert!(found[4].contains("404"), "{found:?}");
        assert!(folder.path().join("0").is_file());
        assert!(names(false).iter().all(|reason| reason.contains("--fetch-private")), "this machine was asked");
        let other = fetch(&["file:///etc/passwd".to_owned(), "ftp://a.example/x".to_owned()], folder.path(), true);
        assert!(other.iter().all(|fetched| fetched.name.is_err()), "{other:?}");
    }
}
