//! One page: its title, language and text, without what every page of a site has around it.

use std::collections::HashSet;

use encoding_rs::{Encoding, UTF_8};

use super::super::{
    dom::{Dom, NodeId},
    html_tree::Part,
    json::date,
    languages,
};
use crate::{studio::source_text, time::Day};

/// A page, read.
#[derive(Debug)]
pub(super) struct Page {
    /// Its path in the export.
    pub(super) file: String,
    pub(super) dom: Dom,
    pub(super) part: Part,
    /// The title in its head.
    pub(super) head_title: String,
    /// Its first heading.
    pub(super) heading: Option<String>,
    lang: Option<String>,
    pub(super) description: String,
    pub(super) keywords: Vec<String>,
    pub(super) updated: Option<Day>,
    /// Its own address at the server it comes from.
    pub(super) address: Option<String>,
    /// Where its translations are, by locale.
    pub(super) alternates: Vec<(String, String)>,
    /// The name of the site.
    pub(super) site: Option<String>,
    /// The first words of what was around the text.
    pub(super) furniture_words: Vec<String>,
}

impl Page {
    /// The title: the heading, else that of the head without the name of the site.
    pub(super) fn title(&self, ending: Option<&str>) -> Option<String> {
        let head = match parted(&self.head_title) {
            Some((title, own)) if Some(own) == ending => title,
            _ => self.head_title.as_str(),
        };
        self.heading.clone().or_else(|| Some(head.to_owned()).filter(|title| !title.is_empty()))
    }

    /// Its locale, by itself or by the folder that it is in.
    pub(super) fn locale(&self) -> Option<String> {
        self.lang.clone().or_else(|| {
            let (folder, _) = self.file.split_once('/')?;
            let clean = languages::clean(folder);
            (clean.len() == 2 || clean.len() == 5 && clean.as_bytes().get(2) == Some(&b'-')).then_some(clean)
        })
    }
}

/// A title and the name of the site behind it.
pub(super) fn parted(title: &str) -> Option<(&str, &str)> {
    let parts = [" | ", " – ", " — ", " · ", " :: ", " - "].iter().filter_map(|sign| title.rsplit_once(sign));
    let (title, site) = parts.max_by_key(|(before, _)| before.len())?;
    let (title, site) = (title.trim(), site.trim());
    (!title.is_empty() && !site.is_empty()).then_some((title, site))
}

/// Reads a page.
pub(super) fn read(bytes: &[u8], file: &str) -> Page {
    let html = decoded(bytes);
    let dom = Dom::read(&html);
    let root = content(&dom);
    let title = dom.inside(root).find(|id| dom.name(*id) == "h1" && !plain(&dom, *id).is_empty());
    let (furniture, furniture_words) = furniture(&dom, root, title);
    let heading = title.map(|id| plain(&dom, id));
    let metas = |names: &[&str]| {
        names.iter().find_map(|name| {
            let meta = dom.inside(dom.root()).filter(|id| dom.name(*id) == "meta").find(|id| {
                let own = dom.attribute(*id, "name").or_else(|| dom.attribute(*id, "property"));
                own.is_some_and(|own| own.eq_ignore_ascii_case(name))
            });
            let content = meta.and_then(|id| dom.attribute(id, "content"))?;
            let words = content.split_whitespace().collect::<Vec<_>>().join(" ");
            (!words.is_empty()).then_some(words)
        })
    };
    let links: Vec<NodeId> = dom.inside(dom.root()).filter(|id| dom.name(*id) == "link").collect();
    let rel = |id: &NodeId, wanted: &str| {
        dom.attribute(*id, "rel").is_some_and(|rel| rel.split_whitespace().any(|own| own.eq_ignore_ascii_case(wanted)))
    };
    let href = |id: &NodeId| dom.attribute(*id, "href").map(|href| href.trim().to_owned());
    let alternates = links
        .iter()
        .filter(|id| rel(id, "alternate"))
        .filter_map(|id| Some((languages::clean(dom.attribute(*id, "hreflang")?), href(id)?)));
    let page = dom.find(dom.root(), "html");
    let lang =
        page.and_then(|id| dom.attribute(id, "lang").or_else(|| dom.attribute(id, "xml:lang"))).map(languages::clean);
    let title = dom.inside(dom.root()).find(|id| dom.name(*id) == "title").map(|id| plain(&dom, id));
    Page {
        file: file.to_owned(),
        head_title: title.unwrap_or_default(),
        heading,
        lang: lang.filter(|lang| lang.len() > 1 && lang.bytes().take(2).all(|byte| byte.is_ascii_alphabetic())),
        description: metas(&["description", "og:description"]).unwrap_or_default(),
        keywords: metas(&["keywords"])
            .iter()
            .flat_map(|words| words.split(','))
            .map(|word| word.trim().to_owned())
            .collect(),
        updated: metas(&["article:modified_time", "last-modified", "dcterms.modified", "date"])
            .and_then(|day| date(&day)),
        address: links.iter().find(|id| rel(id, "canonical")).and_then(href).filter(|address| address.contains("://")),
        alternates: alternates.collect(),
        site: metas(&["og:site_name"]),
        furniture_words,
        part: Part { root, title: heading_in(&dom, root), furniture },
        dom,
    }
}

fn heading_in(dom: &Dom, root: NodeId) -> Option<NodeId> {
    dom.inside(root).find(|id| dom.name(*id) == "h1" && !plain(dom, *id).is_empty())
}

fn plain(dom: &Dom, id: NodeId) -> String {
    dom.text(id).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The element that holds the text: `<main>`, the only `<article>`, or the whole body.
fn content(dom: &Dom) -> NodeId {
    let body = dom.find(dom.root(), "body").unwrap_or(dom.root());
    let has_words = |id: &NodeId| !dom.text(*id).trim().is_empty();
    let role = |id: &NodeId| dom.attribute(*id, "role") == Some("main");
    let main = dom.inside(body).find(|id| (dom.name(*id) == "main" || role(id)) && has_words(id));
    let around = main.unwrap_or(body);
    let mut articles = dom.inside(around).filter(|id| dom.name(*id) == "article" && has_words(id));
    match (articles.next(), articles.next()) {
        (Some(article), None) => article,
        _ => around,
    }
}

/// What of a part is the page's and not the text's: its navigation, head and foot, and what stands beside the text.
fn furniture(dom: &Dom, root: NodeId, title: Option<NodeId>) -> (HashSet<NodeId>, Vec<String>) {
    let whole_page = dom.name(root) == "body" || root == dom.root();
    let mut out = HashSet::new();
    let mut words = Vec::new();
    for id in dom.inside(root).skip(1) {
        let role = dom.attribute(id, "role").unwrap_or_default();
        let is_furniture = match dom.name(id) {
            "nav" => true,
            "header" | "footer" => whole_page && !in_article(dom, id, root),
            "aside" => {
                whole_page
                    && dom.attribute(id, "class").is_none_or(|class| {
                        !class.contains("callout")
                            && !class.contains("note")
                            && !class.contains("tip")
                            && !class.contains("warning")
                    })
            }
            _ => {
                matches!(role, "navigation" | "search")
                    || whole_page && matches!(role, "banner" | "contentinfo" | "complementary")
            }
        };
        // A head that holds the title is not only the page's.
        let holds_title = title.is_some_and(|title| dom.inside(id).any(|inner| inner == title));
        let inside_other = std::iter::successors(dom.parent(id), |up| dom.parent(*up)).any(|up| out.contains(&up));
        if is_furniture && !holds_title && !inside_other {
            let text = plain(dom, id);
            if !text.is_empty() {
                words.push(text);
            }
            out.insert(id);
        }
    }
    (out, words)
}

fn in_article(dom: &Dom, id: NodeId, root: NodeId) -> bool {
    let around = std::iter::successors(dom.parent(id), |up| dom.parent(*up)).take_while(|up| *up != root);
    around.into_iter().any(|up| matches!(dom.name(up), "article" | "main" | "section"))
}

/// The text of a page: by its mark, by what its head says, or by what it looks like.
fn decoded(bytes: &[u8]) -> String {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0.into_owned();
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(4_000)).unwrap_or_default()).to_lowercase();
    let named = head.split("charset").nth(1).map(|behind| behind.trim_start_matches([' ', '=', '"', '\'']));
    let named = named.and_then(|name| name.split(|c: char| !(c.is_ascii_alphanumeric() || "-_".contains(c))).next());
    let encoding = named.and_then(|name| Encoding::for_label(name.as_bytes())).filter(|encoding| *encoding != UTF_8);
    match encoding {
        Some(encoding) => encoding.decode(bytes).0.into_owned(),
        None => source_text::decode(std::path::Path::new(""), bytes)
            .unwrap_or_else(|_| encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned()),
    }
}
