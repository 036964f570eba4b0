//! The files of the site: what an address means, and nothing outside of the site's folder.
//!
//! Only ordinary files are served. Opening a pipe or a device may block; a link may lead anywhere, and is followed only
//! where its target is in the site.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stays as it is in an address.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What an address means.
#[derive(Debug)]
pub(super) enum Found {
    /// A file, its size in bytes and its type.
    File(File, u64, &'static str),
    /// A folder that is shown at this path of the same server, which ends with a slash.
    Folder(String),
    /// Nothing that is shown.
    Missing,
    /// It is there and cannot be read: why.
    Unreadable(io::Error),
    /// No address of a file.
    Malformed,
}

/// Finds the file that a path means. Reads the disk.
pub(super) fn find(site: &Path, path: &str) -> Found {
    let Some(parts) = parts(path) else { return Found::Malformed };
    let found = resolve(site, &parts, path.ends_with('/'));
    found.unwrap_or_else(|error| match error.kind() {
        io::ErrorKind::PermissionDenied => Found::Unreadable(error),
        // Not there, a link that leads nowhere or round in circles, a file where a folder is meant, a name too long.
        _ => Found::Missing,
    })
}

fn resolve(site: &Path, parts: &[String], as_folder: bool) -> io::Result<Found> {
    let site = fs::canonicalize(site)?;
    let mut file = fs::canonicalize(site.join(parts.iter().collect::<PathBuf>()))?;
    if !file.starts_with(&site) {
        return Ok(Found::Missing);
    }
    if file.is_dir() {
        if !as_folder {
            return Ok(Found::Folder(address(parts)));
        }
        file = fs::canonicalize(file.join("index.html"))?;
    }
    // Asked before it is opened: opening a pipe waits for whoever writes into it.
    if !file.starts_with(&site) || !fs::metadata(&file)?.is_file() {
        return Ok(Found::Missing);
    }
    let opened = File::open(&file)?;
    let size = opened.metadata()?.len();
    Ok(Found::File(opened, size, content_type(&file)))
}

/// The address of a folder: from the root of this server, whatever was asked. `//en` would be another server's.
fn address(parts: &[String]) -> String {
    let mut out = String::from("/");
    for part in parts {
        out.extend(utf8_percent_encode(part, PLAIN));
        out.push('/');
    }
    out
}

/// The names of folders and file that a path of an address means, relative to the site; `None` where it would lead out
/// of it or is none.
fn parts(path: &str) -> Option<Vec<String>> {
    let mut bytes = Vec::new();
    let mut rest = path.strip_prefix('/')?.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            let digits = digits.iter().all(u8::is_ascii_hexdigit).then_some(&digits)?;
            bytes.push(u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    let text = String::from_utf8(bytes).ok()?;
    let parts: Vec<String> = text.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
    // `\` and `:` lead elsewhere on Windows.
    let safe = |part: &String| part != ".." && part != "." && !part.contains(['\\', ':']) && !part.contains('\0');
    parts.iter().all(safe).then_some(parts)
}

fn content_type(file: &Path) -> &'static str {
    let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    match extension.to_ascii_lowercase().as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "txt" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "mp3" => "audio/mpeg",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "zip" => "application/zip",
        "xml" => "application/xml",
        "wasm" => "application/wasm",
        "pdf" => "application/pdf",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The preview must not serve the rest of the disk.
    #[test]
    fn paths_stay_in_the_site() {
        let names = |path| parts(path).map(|parts| parts.join("|"));
        for (path, expected) in [
            ("/", ""),
            ("/help/pl/", "help|pl"),
            ("/a%20b", "a b"),
            ("//en", "en"),
            ("/%2f/evil.example", "evil.example"),
            ("/a%2fb", "a|b"),
            ("/%C5%BC", "ż"),
            ("///", ""),
            ("/...", "..."),
            ("/a/%252e%252e", "a|%2e%2e"),
        ] {
            assert_eq!(names(path), Some(expected.to_owned()), "{path}");
        }
        for path in [
            "", "*", "help", "/../etc/passwd", "/%2e%2e/x", "/.%2e/x", "/%2E./x", "/a/..%2f..", "/a/..", "/a/../..",
            "/./a", "/%2e", "/c:/x", "/c%3a/x", "/%", "/%z", "/%zz", "/%+1", "/\\x", "/%5c", "/..\\x", "/%00",
            "/a%00.html", "/%ff", "/%c0%ae%c0%ae/x", "/a/..%5c..%5cx", "/%2f../x", "//../x", "/a//..//x",
        ] {
            assert_eq!(names(path), None, "{path}");
        }
    }

    /// A folder's address must not be taken for that of another server.
    #[test]
    fn folders_are_at_home() {
        for path in ["/en", "//en", "///en", "/%2fen", "/%2f%2Fen", "/en%2f%2f", "//%65n"] {
            assert_eq!(address(&parts(path).unwrap()), "/en/", "{path}");
        }
        for (path, expected) in
            [("//@evil.example", "/%40evil.example/"), ("/a b?\r\n", "/a%20b%3F%0D%0A/"), ("//", "/")]
        {
            assert_eq!(address(&parts(path).unwrap()), expected);
        }
    }
}
