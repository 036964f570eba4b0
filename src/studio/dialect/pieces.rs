//! Pieces of Markdown and HTML that passes write.

use super::{
    arguments::{Arguments, unescaped},
    inline::plain_words,
};

/// An attribute's text: no markup, and no sign that ends it.
pub(super) fn attribute(text: &str) -> String {
    plain_words(&unescaped(text)).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The opening tag of a callout.
pub(super) fn aside(class: &str, title: Option<&str>) -> String {
    match title.map(attribute).filter(|title| !title.trim().is_empty()) {
        Some(title) => format!("<aside class=\"{class}\" title=\"{title}\">"),
        None => format!("<aside class=\"{class}\">"),
    }
}

/// An address as a destination of Markdown.
pub(super) fn destination(address: &str) -> String {
    let address = address.trim();
    let address = address.strip_prefix("pathname://").unwrap_or(address);
    match address.contains([' ', '(', ')', '<', '>']) || address.is_empty() {
        true => format!("<{}>", address.replace('<', "%3C").replace('>', "%3E")),
        false => address.to_owned(),
    }
}

/// Words as the text of a link or the description of a picture.
pub(super) fn link_text(words: &str) -> String {
    let open = words.matches('[').count();
    if open == words.matches(']').count() && !words.contains("](") {
        words.to_owned()
    } else {
        words.replace('[', "\\[").replace(']', "\\]")
    }
}

/// The words for a path: the name of its file, without ending and hyphens.
pub(super) fn name_of(path: &str) -> String {
    let path = path.split(['#', '?']).next().unwrap_or(path).trim_end_matches('/');
    let last =
        path.rsplit('/').find(|part| !matches!(*part, "" | "README.md" | "index.md" | "_index.md")).unwrap_or(path);
    let last = last.trim_end_matches(".mdx").trim_end_matches(".md").trim_end_matches(".html");
    last.replace(['-', '_'], " ")
}

/// Arguments that hold an address.
pub(super) const ADDRESSES: [&str; 12] =
    ["href", "url", "link", "to", "src", "path", "page", "ref", "relref", "target", "source", "file"];

/// The address in the arguments of a tag.
pub(super) fn address(arguments: &Arguments) -> Option<String> {
    let named = arguments.text(&ADDRESSES);
    let path = |value: &&(String, bool)| value.0.contains(['/', '.', '#']) && !value.0.contains(' ');
    named.or_else(|| arguments.plain.iter().find(path).map(|(value, _)| value.clone()))
}
