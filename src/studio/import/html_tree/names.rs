//! The elements of HTML, by what becomes of them.

/// Elements that stand on lines of their own.
const BLOCKS: [&str; 56] = [
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
    "html", "iframe", "legend", "li", "main", "menu", "nav", "object", "ol", "p", "pre", "search", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "video", "audio", "embed", "caption",
    "listing", "xmp", "plaintext",
];

/// Elements without anything to read.
const SILENT: [&str; 19] = [
    "head", "style", "template", "link", "meta", "title", "base", "noscript", "map", "area", "param", "source",
    "track", "datalist", "col", "colgroup", "rp", "noembed", "noframes",
];

/// Whether an element stands on lines of its own.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// Whether an element has nothing to read.
pub(super) fn is_silent(name: &str) -> bool {
    SILENT.contains(&name)
}
