//! The pictures of one file, and other files that are embedded as pictures are.

use std::{ops::Range, path::Path};

use super::{FileResolver, ending, rooted, wiki_name};
use crate::{
    knowledge::{Inline, Target},
    studio::{
        Diagnostic,
        links::{page_ending, relative},
        media::{EXTENSIONS, Picture},
        places::{Absent, From, Located},
    },
};

/// A finding names so many pictures of other servers.
const NAMED: usize = 3;

/// What an address of a picture means.
enum Shown {
    Picture(Picture),
    /// Another file or an article: a link with its name.
    Link(Target, String),
    /// Nothing; what is wrong is told, or how to mend it.
    Lost(Option<String>),
}

impl FileResolver<'_> {
    /// The picture that an address means, or a link where it means something else; `None` where only the words stay.
    pub(super) fn show(&mut self, address: &str, alt: String, span: Range<usize>) -> Option<Inline> {
        let typed = self.typed(address, &span);
        let address = typed.as_deref().unwrap_or(address);
        let alt = described(alt);
        let lost = match self.shown(address, &span) {
            Shown::Picture(picture) => {
                self.media.shown += 1;
                if alt.trim().is_empty() {
                    self.note_silent(span);
                }
                return Some(Inline::Image { src: picture.src, alt, size: picture.size });
            }
            Shown::Link(target, name) => {
                let words = if alt.trim().is_empty() { name } else { alt };
                return Some(Inline::Link(target, vec![Inline::Text(words)]));
            }
            Shown::Lost(help) => help,
        };
        self.media.lost += 1;
        if let Some(help) = lost {
            let name = wiki_name(address).map_or_else(|| address.to_owned(), |name| format!("[[{name}]]"));
            self.warn("missing-picture", span, format!("the picture `{name}` is left out"), help);
        }
        None
    }

    fn shown(&mut self, address: &str, span: &Range<usize>) -> Shown {
        if address.starts_with("data:") {
            let taken = self.media.take_data(self.file, address);
            return taken.map_or_else(|help| Shown::Lost(Some(help)), Shown::Picture);
        }
        let wiki = wiki_name(address);
        if wiki.is_none() && is_remote(address) {
            if self.media.keeps_remote {
                return Shown::Picture(Picture { src: address.to_owned(), size: None });
            }
            self.note_remote(address, span);
            return Shown::Lost(None);
        }
        let root = rooted(address);
        let address = root.as_deref().unwrap_or(address);
        let from = From { file: self.file, links: self.links };
        let found = match &wiki {
            Some(name) => {
                let page = name.split('#').next().unwrap_or_default();
                let found = self.media.places.wiki(from, name).or_else(|| self.media.places.wiki(from, page));
                found.filter(|located| page_ending(&located.name) != Some(true)).ok_or(None)
            }
            None => self.find(without_size(address)).map_err(Some),
        };
        match found {
            Ok(located) => self.located(&located, span),
            Err(absent) => match self.embedded(wiki.as_deref().unwrap_or(address), wiki.is_some(), span) {
                Some((target, name)) => Shown::Link(target, name),
                None => Shown::Lost(Some(self.mend_picture(wiki.as_deref().unwrap_or(address), absent))),
            },
        }
    }

    /// A file that was found: a picture, or one to link to.
    fn located(&mut self, located: &Located, span: &Range<usize>) -> Shown {
        let is_picture = ending(&located.name).is_some_and(|ending| EXTENSIONS.contains(&ending.as_str()));
        if is_picture {
            if !located.as_typed {
                self.note_name(&located.name, span.clone());
            }
            return self.media.take(located).map_or_else(|help| Shown::Lost(Some(help)), Shown::Picture);
        }
        if page_ending(&located.name) == Some(true) {
            return match self.embedded(&located.name.to_string_lossy(), false, span) {
                Some((target, name)) => Shown::Link(target, name),
                None => Shown::Lost(Some("only pictures, articles and documents can be shown here".into())),
            };
        }
        let name = located.name.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.file_link(located, span.clone()).map_or(Shown::Lost(None), |target| Shown::Link(target, name))
    }

    /// An article in the place of a picture: a link to it, with its name.
    fn embedded(&mut self, path: &str, wiki: bool, span: &Range<usize>) -> Option<(Target, String)> {
        let (page, fragment) = path.split_once('#').unwrap_or((path, ""));
        let is_page = wiki || page_ending(Path::new(page)) == Some(true);
        let number = match wiki {
            true => self.links.wiki(self.file, page),
            false => self.links.article(self.file, page, true).map(|found| found.number),
        };
        let number = number.filter(|_| is_page)?;
        let name = Path::new(page).with_extension("");
        let name = if page_ending(Path::new(page)).is_some() { name.as_path() } else { Path::new(page) };
        let name = name.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Some((Target::Article(number, self.anchor(Some(number), fragment, span.clone())), name))
    }

    /// How to mend an address of a picture that is not there.
    fn mend_picture(&mut self, address: &str, absent: Option<Absent>) -> String {
        let elsewhere = "only pictures of the content folder are shipped: put a copy there";
        match absent {
            Some(Absent::Above) => "the path leads out of the content folder".to_owned(),
            Some(Absent::NoFile) => "that is no file".to_owned(),
            Some(Absent::Outside) => {
                "a symbolic link leads out of the content folder: put a copy in its place".to_owned()
            }
            Some(Absent::Nowhere(first, near)) => {
                let near = near.or_else(|| {
                    let slashes = address.contains('\\').then(|| address.replace('\\', "/"))?;
                    let from = From { file: self.file, links: self.links };
                    self.media.places.find(from, &slashes).ok().map(|located| located.name)
                });
                match near {
                    Some(near) => format!("did you mean `{}`?", relative(self.folder(), &near)),
                    // A drive of Windows is no scheme, but both are outside of the folder.
                    None if address.contains(':') => elsewhere.to_owned(),
                    None => format!("put the picture at `{}` in the content folder", first.display()),
                }
            }
            None => "put a picture of this name anywhere into the content folder".to_owned(),
        }
    }

    /// Notes that a picture has no words for those who do not see it.
    fn note_silent(&mut self, span: Range<usize>) {
        let (file, text, body) = (self.file, self.text, self.body);
        let kind = self.links.folder.to_string_lossy();
        self.site.tally.add(("picture-without-text", &kind), (file, text), || {
            let place = super::Place::new(file, text, body + span.start..body + span.end);
            let message = "a picture has no alternative text: who does not see it learns nothing of it";
            let help = "say what is to be seen: `![A sealed parcel with a white label](label.png)`";
            Diagnostic::note("picture-without-text", Some(place), message, help)
        });
    }

    /// Notes a picture of another server, which would learn who reads what.
    fn note_remote(&mut self, address: &str, span: &Range<usize>) {
        let (file, text, body) = (self.file, self.text, self.body);
        let name = |address: &str| format!("`{}`", address.chars().take(120).collect::<String>());
        let first = || {
            let place = super::Place::new(file, text, body + span.start..body + span.end);
            let message = format!("pictures of other servers are left out: {}", name(address));
            let help = "only pictures of the content folder are shipped: put copies there";
            Diagnostic::warning("remote-picture", Some(place), message, help)
        };
        let before = self.site.tally.add(("remote-picture", ""), (file, text), first);
        if let Some(finding) =
            before.filter(|finding| finding.more < NAMED && !finding.message.contains(&name(address)))
        {
            finding.message.push_str(&format!(", {}", name(address)));
        }
    }
}

/// Whether an address is on another server.
fn is_remote(address: &str) -> bool {
    let scheme = address.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    address.starts_with("//") || scheme.is_some_and(|scheme| ["http", "https", "ftp"].contains(&scheme.as_str()))
}

/// The words of a picture, without the size that some programs write there: `A parcel|300`, `300x200`.
fn described(alt: String) -> String {
    let size = |text: &str| {
        let text = text.trim();
        let mut sides = text.split('x');
        let number = |side: &str| !side.is_empty() && side.len() <= 4 && side.bytes().all(|byte| byte.is_ascii_digit());
        sides.clone().count() <= 2 && sides.all(number)
    };
    if size(&alt) {
        return String::new();
    }
    match alt.rsplit_once('|') {
        Some((words, last)) if size(last) => words.trim_end().to_owned(),
        _ => alt,
    }
}

/// An address without the size that some programs write behind it: `label.png =300x200`.
fn without_size(address: &str) -> &str {
    let blank = ["%20=", " ="].iter().find_map(|blank| address.rsplit_once(blank));
    match blank {
        Some((path, size)) if !size.is_empty() && size.chars().all(|c| c.is_ascii_digit() || "x*%".contains(c)) => path,
        _ => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A size is read to nobody, and a number that says something stays.
    #[test]
    fn sizes_are_no_words() {
        for (alt, words) in [
            ("A parcel|300", "A parcel"),
            ("A parcel | 300x200", "A parcel"),
            ("300", ""),
            ("640x480", ""),
            ("A parcel", "A parcel"),
            ("A|B", "A|B"),
            ("123456", "123456"),
            ("Step 3", "Step 3"),
            ("", ""),
        ] {
            assert_eq!(described(alt.to_owned()), words, "{alt}");
        }
        for (address, path) in [
            ("label.png =300x200", "label.png"),
            ("label.png%20=300x", "label.png"),
            ("label.png =50%x*", "label.png"),
            ("a =b.png", "a =b.png"),
            ("a.png", "a.png"),
        ] {
            assert_eq!(without_size(address), path, "{address}");
        }
    }
}
