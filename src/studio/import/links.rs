//! Where links of an export lead: to an article by its number or path, to another page of the old help, or elsewhere.

use std::collections::{HashMap, HashSet};

use percent_encoding::percent_decode_str;

use crate::studio::{markdown::web_address, source_text::composed};

/// What is known of the addresses of an export.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// Names of the old help's servers.
    hosts: HashSet<String>,
    /// Articles by the number in their address.
    ids: HashMap<String, u32>,
    /// Articles by their path: of a file in the export, or at the server behind `//`.
    paths: HashMap<String, u32>,
}

/// Where an article's own address is.
#[derive(Clone, Debug)]
pub(super) enum Base {
    /// At a server: `https://help.example`.
    Server(String),
    /// A file of the export, by its path.
    File(String),
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Leads {
    /// To an article, and a place in it.
    Article(u32, Option<String>),
    /// To a place in the same article.
    Place(String),
    /// To another page of the old help.
    Old(String),
    /// To another site, a person or a number.
    Outside(String),
    /// To a file of the export, by its path.
    File(String),
    /// To nothing that can be followed.
    Nowhere,
}

impl Links {
    /// Notes the address of an article at its server.
    pub(super) fn add_address(&mut self, address: &str, article: u32) {
        let Some((host, path)) = server(address) else { return };
        self.hosts.insert(host.clone());
        if let Some(id) = article_id(&path) {
            self.ids.entry(id.to_owned()).or_insert(article);
        }
        self.paths.entry(format!("//{host}{}", plain_path(&path))).or_insert(article);
    }

    /// Notes the number of an article.
    pub(super) fn add_id(&mut self, id: &str, article: u32) {
        self.ids.entry(id.to_owned()).or_insert(article);
    }

    /// Notes the path of an article's file.
    pub(super) fn add_path(&mut self, path: &str, article: u32) {
        self.paths.entry(path.to_owned()).or_insert(article);
    }

    /// Notes a server of the old help.
    pub(super) fn add_host(&mut self, address: &str) {
        self.hosts.extend(server(address).map(|(host, _)| host));
    }

    /// Where an address leads.
    pub(super) fn resolve(&self, address: &str, base: &Base) -> Leads {
        let address = address.trim();
        if let Some(place) = address.strip_prefix('#') {
            return if place.is_empty() || place == "top" { Leads::Nowhere } else { Leads::Place(place.to_owned()) };
        }
        if address.is_empty() {
            return Leads::Nowhere;
        }
        let absolute = match base {
            _ if address.starts_with("//") => Some(format!("https:{address}")),
            _ if has_scheme(address) => Some(address.to_owned()),
            Base::Server(server) if !server.is_empty() => Some(joined(server, address)),
            _ => None,
        };
        let (path, place) = address.split_once('#').unwrap_or((address, ""));
        let place = Some(place.to_owned()).filter(|place| !place.is_empty());
        let Some(absolute) = absolute else {
            return match base {
                Base::File(file) => self.file(path.split('?').next().unwrap_or_default(), file, place),
                Base::Server(_) => article_id(path)
                    .and_then(|id| self.ids.get(id))
                    .map_or(Leads::Nowhere, |article| Leads::Article(*article, place)),
            };
        };
        let followed = web_address(&absolute);
        let Some((host, path)) = server(&absolute) else {
            return followed.map_or(Leads::Nowhere, Leads::Outside);
        };
        let known_host = self.hosts.contains(&host);
        let by_id = || {
            let by_number =
                || article_id(&path).and_then(|id| self.ids.get(id)).filter(|_| known_host || is_help_desk(&host));
            let in_notion = || notion_id(&path).and_then(|id| self.ids.get(&id)).filter(|_| is_notion(&host));
            by_number().or_else(in_notion)
        };
        let by_path = || self.paths.get(&format!("//{host}{}", plain_path(&path)));
        match (by_path().or_else(by_id), followed) {
            (Some(article), _) => Leads::Article(*article, place),
            (None, Some(address)) if known_host => Leads::Old(address),
            (None, Some(address)) => Leads::Outside(address),
            (None, None) => Leads::Nowhere,
        }
    }

    /// A path, from a file of the export or from its root.
    fn file(&self, path: &str, from: &str, place: Option<String>) -> Leads {
        let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
        let decoded = composed(&percent_decode_str(path).decode_utf8_lossy());
        for path in [decoded.as_str(), path] {
            let Some(path) = inside(folder, path) else { continue };
            let spellings = [path.clone(), format!("{path}.html"), format!("{path}.md"), with_index(&path)];
            if let Some(article) = spellings.iter().find_map(|path| self.paths.get(path)) {
                return Leads::Article(*article, place);
            }
        }
        inside(folder, &decoded).filter(|path| !path.is_empty()).map_or(Leads::Nowhere, Leads::File)
    }
}

fn with_index(folder: &str) -> String {
    if folder.is_empty() { "index.html".to_owned() } else { format!("{folder}/index.html") }
}

/// A path from the root of an export; `None` where it leads out of it.
pub(super) fn inside(folder: &str, path: &str) -> Option<String> {
    let mut out: Vec<&str> =
        if path.starts_with('/') { Vec::new() } else { folder.split('/').filter(|part| !part.is_empty()).collect() };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(out.pop()?),
            part => out.push(part),
        }
    }
    Some(out.join("/"))
}

/// An address that begins with `/`, or with the name of a page, at a server.
fn joined(server: &str, address: &str) -> String {
    let gap = if address.starts_with('/') { "" } else { "/" };
    format!("{server}{gap}{address}")
}

fn has_scheme(address: &str) -> bool {
    address.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+.-".contains(&byte))
            && scheme.len() > 1
    })
}

/// The server of an address and the path at it, without a query and a fragment.
pub(super) fn server(address: &str) -> Option<(String, String)> {
    let (scheme, behind) = address.split_once("://")?;
    if !["http", "https"].contains(&scheme.to_ascii_lowercase().as_str()) {
        return None;
    }
    let end = behind.find(['/', '?', '#']).unwrap_or(behind.len());
    let (host, path) = behind.split_at_checked(end)?;
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host).to_ascii_lowercase();
    let path = path.split(['?', '#']).next().unwrap_or_default();
    (!host.is_empty()).then(|| (host, path.to_owned()))
}

/// `https://host` of an address.
pub(super) fn origin(address: &str) -> Option<String> {
    let (host, _) = server(address)?;
    let scheme = address.split("://").next().unwrap_or("https").to_ascii_lowercase();
    Some(format!("{scheme}://{host}"))
}

/// A path as it is compared.
fn plain_path(path: &str) -> String {
    let path = path.trim_end_matches('/');
    let path = path.strip_suffix("/index.html").unwrap_or(path);
    composed(&percent_decode_str(path).decode_utf8_lossy())
}

/// The number of an article in a path of a help desk: `/hc/en-us/articles/360001-Returns`, `/en/articles/99-returns`.
fn article_id(path: &str) -> Option<&str> {
    let behind = path.split("articles/").nth(1)?;
    let end = behind.find(|c: char| !c.is_ascii_digit()).unwrap_or(behind.len());
    behind.get(..end).filter(|id| !id.is_empty())
}

/// Whether a server is one of a help desk, whose numbers of articles are its own.
fn is_help_desk(host: &str) -> bool {
    host.ends_with(".zendesk.com") || host == "intercom.help" || host.ends_with(".intercom.help")
}

fn is_notion(host: &str) -> bool {
    matches!(host, "notion.so" | "www.notion.so") || host.ends_with(".notion.site")
}

/// The number of a page of Notion at the end of a path or of a file's name: 32 hexadecimal digits.
pub(super) fn notion_id(path: &str) -> Option<String> {
    let last = path.trim_end_matches('/').rsplit('/').next()?;
    let digits: String =
        last.chars().rev().filter(|c| *c != '-').take(32).collect::<Vec<_>>().into_iter().rev().collect();
    (digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())).then(|| digits.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A link between two articles must be one afterwards, and nothing else may become one.
    #[test]
    fn where_links_lead() {
        let mut links = Links::default();
        links.add_address("https://a.zendesk.com/hc/pl/articles/36001", 1);
        links.add_address("https://help.example/returns/", 2);
        links.add_path("zwroty/jak żyć.html", 3);
        links.add_path("zwroty/index.html", 4);
        let server = Base::Server("https://a.zendesk.com".into());
        let file = Base::File("platnosci/karta.html".into());
        let place = |place: &str| Some(place.to_owned());
        for (address, base, expected) in [
            ("https://a.zendesk.com/hc/en-us/articles/36001-Zwrot?x=1#h_1", &server, Leads::Article(1, place("h_1"))),
            ("/hc/pl/articles/36001", &server, Leads::Article(1, None)),
            ("//a.zendesk.com/hc/pl/articles/36001", &server, Leads::Article(1, None)),
            (
                "https://other.example/hc/pl/articles/36001",
                &server,
                Leads::Outside("https://other.example/hc/pl/articles/36001".into()),
            ),
            ("/hc/pl/articles/9", &server, Leads::Old("https://a.zendesk.com/hc/pl/articles/9".into())),
            ("/hc/pl/requests/new", &server, Leads::Old("https://a.zendesk.com/hc/pl/requests/new".into())),
            ("https://help.example/returns?a#b", &file, Leads::Article(2, place("b"))),
            ("../zwroty/jak%20%C5%BCy%C4%87.html#x", &file, Leads::Article(3, place("x"))),
            ("../zwroty/jak żyć", &file, Leads::Article(3, None)),
            ("/zwroty/", &file, Leads::Article(4, None)),
            ("../../etc/passwd", &file, Leads::Nowhere),
            ("../pliki/cennik.pdf", &file, Leads::File("pliki/cennik.pdf".into())),
            ("#dalej", &file, Leads::Place("dalej".into())),
            ("mailto:a@b.example", &file, Leads::Outside("mailto:a@b.example".into())),
            ("TEL:+48 22", &server, Leads::Outside("tel:+4822".into())),
            ("javascript:alert(1)", &server, Leads::Nowhere),
            ("data:text/html,x", &file, Leads::Nowhere),
            ("", &file, Leads::Nowhere),
        ] {
            assert_eq!(links.resolve(address, base), expected, "{address}");
        }
    }
}
