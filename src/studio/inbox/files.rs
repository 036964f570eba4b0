//! Files that came with a request. They are saved, never opened in the browser: a file of a visitor's that ran here
//! could read the whole inbox.

use base64::{Engine, prelude::BASE64_STANDARD};

use super::{
    exchange::Response,
    html::{line, percent},
};
use crate::request::{Attachment, Request};

/// The longest name of a file, in characters.
const NAME: usize = 100;

/// A file of a record, by its number from 1 on; `None` where it has no such file.
pub(super) fn response(body: &str, number: &str) -> Option<Response> {
    let request: Request = serde_json::from_str(body).ok()?;
    let file = request.attachments.get(number.parse::<usize>().ok()?.checked_sub(1)?)?;
    let bytes = BASE64_STANDARD.decode(&file.data).ok().filter(|bytes| !bytes.is_empty())?;
    let name = name(file);
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || "-._ ".contains(c) { c } else { '_' }).collect();
    let saved = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", percent(&name));
    Some(Response::new(200, "application/octet-stream", bytes).with("Content-Disposition", saved))
}

/// A name that leads into no folder and that no system refuses.
pub(super) fn name(file: &Attachment) -> String {
    let last = file.name.rsplit(['/', '\\']).next().unwrap_or_default();
    let safe: String = line(last).chars().map(|c| if "<>:\"|?*".contains(c) { '_' } else { c }).collect();
    // From the end, so that a long name keeps its ending.
    let skipped = safe.chars().count().saturating_sub(NAME);
    let safe: String = safe.chars().skip(skipped).collect();
    let safe = safe.trim_matches([' ', '.']);
    if safe.is_empty() { "file".to_owned() } else { safe.to_owned() }
}

/// The size of what is there, for people; `None` where nothing is.
pub(super) fn size(file: &Attachment) -> Option<String> {
    let bytes = file.data.trim_end_matches('=').len() * 3 / 4;
    match bytes {
        0 => None,
        1..1_000 => Some(format!("{bytes} B")),
        1_000..1_000_000 => Some(format!("{} kB", bytes.div_ceil(1_000))),
        _ => Some(format!("{:.1} MB", bytes as f64 / 1e6)),
    }
}

/// The picture in a link of its own, where it is one that a browser only draws.
pub(super) fn picture(file: &Attachment) -> Option<String> {
    let drawn = ["image/png", "image/jpeg", "image/gif", "image/webp"].into_iter().find(|kind| *kind == file.kind)?;
    (!file.data.is_empty()).then(|| format!("data:{drawn};base64,{}", file.data))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, data: &str) -> Attachment {
        Attachment { name: name.into(), kind: "image/png".into(), size: 1, data: data.into() }
    }

    /// A file's name must not end a header, leave the folder of downloads or hide its ending.
    #[test]
    fn names() {
        for (given, safe) in [
            ("zdjęcie.png", "zdjęcie.png"),
            ("../../.bashrc", "bashrc"),
            ("C:\\Users\\a\\b.png", "b.png"),
            ("a\r\nSet-Cookie: x=1.png", "a  Set-Cookie_ x=1.png"),
            ("a\";x=\"b.png", "a_;x=_b.png"),
            ("gpj\u{202e}exe.scr", "gpj exe.scr"),
            ("...", "file"),
            ("", "file"),
        ] {
            assert_eq!(name(&file(given, "")), safe, "{given}");
        }
        let long = name(&file(&format!("{}.png", "ż".repeat(300)), ""));
        assert!(long.chars().count() == 100 && long.ends_with(".png"));
    }

    /// A size that is claimed is not one that is downloaded.
    #[test]
    fn sizes() {
        let sizes = ["", "YQ==", "YWI=", "YWJj"].map(|data| size(&file("a", data)));
        assert_eq!(sizes, [None, Some("1 B".into()), Some("2 B".into()), Some("3 B".into())]);
        assert_eq!(size(&file("a", &"A".repeat(2_000))), Some("2 kB".into()));
        assert_eq!(size(&file("a", &"A".repeat(2_000_000))), Some("1.5 MB".into()));
    }
}
