//! A preview on the writer's machine: the bundle over HTTP, built again whenever content changes.
//!
//! It listens on the loopback address only. Open pages ask `/__nightdesk/live` and reload when the bundle changed;
//! the widget comes back where it was, since its state outlives a page. The wasm is never rebuilt here. `/inbox` takes
//! the requests that are sent from the preview, so that the whole way can be tried.

use std::{
    fs, io,
    path::{self, Path, PathBuf},
    sync::{
        Arc, Condvar, Mutex, PoisonError,
        mpsc::{Receiver, channel},
    },
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use notify::{RecursiveMode, Watcher};
use tiny_http::{Header, Method, Request, Response, Server};

use super::{
    BundleOptions, Effort, IndexCache, LoadOptions,
    inbox::{self, Inbox},
    load, print_diagnostics, write_bundle,
};
use crate::{hours::UtcMinute, knowledge::Lang};

/// Editors write a file in several steps: wait until it is quiet for this long.
const QUIET: Duration = Duration::from_millis(30);
/// A waiting page is answered at least this often.
const LIVE_WAIT: Duration = Duration::from_secs(20);
/// Requests answered at the same time, waiting pages included.
const WORKERS: usize = 16;
/// Asks for changes; put into every page served.
const LIVE_SCRIPT: &str = include_str!("../embed/live.js");

/// What to serve.
#[derive(Clone, Debug)]
pub struct ServeOptions {
    /// The content folder.
    pub content: PathBuf,
    /// The folder with the built widget.
    pub app: Option<PathBuf>,
    /// The site's folder; the bundle is written into `mount` in it.
    pub site: PathBuf,
    /// The bundle's folder within the site; empty for the site itself.
    pub mount: String,
    /// The port on 127.0.0.1.
    pub port: u16,
    /// The file with the requests of the inbox; beside the content where not given.
    pub inbox: Option<PathBuf>,
    /// The language of content that does not say.
    pub lang: Option<Lang>,
}

/// How often the bundle was built, and who waits for the next time.
#[derive(Default)]
struct Live {
    version: Mutex<u64>,
    changed: Condvar,
}

impl Live {
    fn version(&self) -> u64 {
        *self.version.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn bump(&self) {
        *self.version.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.changed.notify_all();
    }

    /// Waits until the version differs from the one seen, or the time is up.
    fn wait(&self, seen: u64) -> u64 {
        let version = self.version.lock().unwrap_or_else(PoisonError::into_inner);
        let (version, _) = self
            .changed
            .wait_timeout_while(version, LIVE_WAIT, |version| *version == seen)
            .unwrap_or_else(PoisonError::into_inner);
        *version
    }
}

/// Builds, serves and watches until the process ends.
///
/// # Errors
/// Where the content cannot be read, the port is taken or the folder cannot be watched.
pub fn serve(options: &ServeOptions) -> io::Result<()> {
    let mut indexes = IndexCache::default();
    let inbox = Arc::new(open_inbox(options)?);
    rebuild(options, &mut indexes, &inbox)?;
    let address = format!("127.0.0.1:{}", options.port);
    let server = Server::http(&address).map_err(|error| {
        io::Error::other(format!("http://{address} cannot be opened ({error}); choose another port with --port"))
    })?;
    println!("Serving http://{address}/ – edit {} and the open page follows. Ctrl+C ends.", options.content.display());
    println!("Requests arrive at http://{address}/inbox/");
    let live = Arc::new(Live::default());
    let server = Arc::new(server);
    for _ in 0..WORKERS {
        let (server, live, site) = (Arc::clone(&server), Arc::clone(&live), options.site.clone());
        let inbox = Arc::clone(&inbox);
        thread::spawn(move || {
            while let Ok(request) = server.recv() {
                // A visitor who went away is no error of ours.
                let _ = answer(request, &site, &live, &inbox);
            }
        });
    }
    let (sender, receiver) = channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        if event.is_ok_and(|event| !event.kind.is_access()) {
            let _ = sender.send(());
        }
    })
    .map_err(io::Error::other)?;
    watcher.watch(&options.content, RecursiveMode::Recursive).map_err(io::Error::other)?;
    follow(options, &receiver, &live, &mut indexes, &inbox);
    Ok(())
}

/// Opens the inbox where neither the preview hands it out nor every request is taken for a change of the content.
fn open_inbox(options: &ServeOptions) -> io::Result<Inbox> {
    let file = options.inbox.clone().map_or_else(|| inbox::beside(&options.content), Ok)?;
    let file = path::absolute(file)?;
    for folder in [&options.content, &options.site] {
        let places = [path::absolute(folder), fs::canonicalize(folder)];
        if places.iter().flatten().any(|place| file.starts_with(place)) {
            let (file, folder) = (file.display(), folder.display());
            let text = format!("the inbox `{file}` would be in `{folder}`; choose a place outside with --inbox");
            return Err(io::Error::other(text));
        }
    }
    Inbox::open(&file, &options.site, &options.mount)
}

fn follow(options: &ServeOptions, receiver: &Receiver<()>, live: &Live, indexes: &mut IndexCache, inbox: &Inbox) {
    while receiver.recv().is_ok() {
        while receiver.recv_timeout(QUIET).is_ok() {}
        match rebuild(options, indexes, inbox) {
            Ok(true) => live.bump(),
            Ok(false) => {}
            Err(error) => eprintln!("error: {error}"),
        }
    }
}

/// Builds the bundle; `false` where the content has errors and the last good bundle stays.
fn rebuild(options: &ServeOptions, indexes: &mut IndexCache, inbox: &Inbox) -> io::Result<bool> {
    let start = Instant::now();
    let now = (SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs() / 60) as UtcMinute;
    let library = load(&options.content, &LoadOptions { lang: options.lang.clone(), now })?;
    let (errors, _) = print_diagnostics(&library, false);
    if errors > 0 {
        eprintln!("{errors} errors: the last good build stays");
        return Ok(false);
    }
    let out = if options.mount.is_empty() { options.site.clone() } else { options.site.join(&options.mount) };
    let built =
        write_bundle(&library, &BundleOptions { out, app: options.app.clone(), now, effort: Effort::Fast }, indexes)?;
    let forms = library.languages.iter().find_map(|content| content.forms.as_ref());
    inbox.ask_work(forms.map_or(0, |forms| forms.work));
    println!("Built {} articles in {} ms", built.articles, start.elapsed().as_millis());
    Ok(true)
}

fn answer(request: Request, site: &Path, live: &Live, inbox: &Inbox) -> io::Result<()> {
    let url = request.url().to_owned();
    let (path, query) = url.split_once('?').unwrap_or((&url, ""));
    if inbox::owns(path) {
        return inbox::answer(request, inbox);
    }
    if path == "/__nightdesk/live" {
        let seen = query.strip_prefix("since=").and_then(|seen| seen.parse().ok());
        let version = seen.map_or_else(|| live.version(), |seen| live.wait(seen));
        return request.respond(plain(200, &version.to_string()));
    }
    if path == "/__nightdesk/live.js" {
        return request.respond(with_headers(Response::from_string(LIVE_SCRIPT), "text/javascript"));
    }
    if !matches!(request.method(), Method::Get | Method::Head) {
        return request.respond(plain(405, "GET only"));
    }
    let Some(relative) = local_path(path) else { return request.respond(plain(400, "bad path")) };
    let mut file = site.join(&relative);
    if file.is_dir() {
        if !path.ends_with('/') {
            let location = Header::from_bytes(&b"Location"[..], format!("{path}/").as_bytes());
            let response = plain(301, "");
            return request.respond(match location {
                Ok(location) => response.with_header(location),
                Err(()) => response,
            });
        }
        file = file.join("index.html");
    }
    match fs::read(&file) {
        Ok(bytes) => {
            let kind = content_type(&file);
            let bytes = if kind.starts_with("text/html") { with_live_script(bytes) } else { bytes };
            request.respond(with_headers(Response::from_data(bytes), kind))
        }
        Err(_) => request.respond(plain(404, "not found")),
    }
}

fn with_live_script(mut html: Vec<u8>) -> Vec<u8> {
    html.extend_from_slice(b"<script src=\"/__nightdesk/live.js\" defer></script>\n");
    html
}

fn plain(status: u16, text: &str) -> Response<io::Cursor<Vec<u8>>> {
    with_headers(Response::from_string(text).with_status_code(status), "text/plain; charset=utf-8")
}

fn with_headers(response: Response<io::Cursor<Vec<u8>>>, kind: &str) -> Response<io::Cursor<Vec<u8>>> {
    let mut response = response;
    for (name, value) in [("Content-Type", kind), ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")]
    {
        if let Ok(header) = Header::from_bytes(name.as_bytes(), value.as_bytes()) {
            response.add_header(header);
        }
    }
    response
}

/// The file a URL's path means, relative to the site; `None` where it would lead out of it.
fn local_path(path: &str) -> Option<PathBuf> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    let text = String::from_utf8(bytes).ok()?;
    let parts: Vec<&str> = text.split('/').filter(|part| !part.is_empty()).collect();
    let safe = parts.iter().all(|part| *part != ".." && *part != "." && !part.contains(['\\', '\0', ':']));
    safe.then(|| parts.iter().collect())
}

fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The preview must not hand out the rest of the disk.
    #[test]
    fn paths_stay_in_the_site() {
        assert_eq!(local_path("/help/pl/"), Some(PathBuf::from("help/pl")));
        assert_eq!(local_path("/a%20b"), Some(PathBuf::from("a b")));
        for bad in ["/../etc/passwd", "/%2e%2e/x", "/a/..%2f..", "/c:/x", "/%", "/%zz", "/\\x", "/%00"] {
            assert_eq!(local_path(bad), None, "{bad}");
        }
    }
}
