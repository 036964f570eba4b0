//! Looks for markup of other generators in what a visitor reads: patterns of some thirty dialects over the text of a
//! page, without its code.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::LazyLock;

use regress::Regex;

use super::html::Node;

/// A dialect's sign: its name, the pattern, and a piece of text that it must find.
pub(crate) const PATTERNS: [(&str, &str, &str); 70] = [
    ("template tag", r"\{%", "{% hint %}"),
    ("end of a template tag", r"%\}", "a %}"),
    ("template value", r"\{\{", "{{ page.title }}"),
    ("end of a template value", r"\}\}", "a }}"),
    ("comment of a template", r"\{#\s.*?#\}", "{# a #}"),
    ("shortcode", r"\{\{[<%]|[>%]\}\}", "{{< figure >}}"),
    ("directive", r"^\s*:{3,}", ":::tip"),
    ("directive of docfx", r":::[a-z]|[a-z\x22]:::", ":::image source=\"a\":::"),
    ("component of MDC", r"^\s*::[a-z][\w-]*[{\[]", "::alert{type=info}"),
    ("directive in a line", r"(?:^|[\s(]):[a-z][\w-]*\[[^\]]*\]\{", ":abbr[HTML]{a=b}"),
    ("admonition", r"^\s*!!!\s*[a-z][\w-]*(?:\s|$)", "!!! note"),
    ("folded admonition", r"^\s*\?\?\?\+?\s*[a-z]", "??? tip"),
    ("block of PyMdown", r"^\s*///+\s+[a-z]", "/// note | Title"),
    ("block of Org", r"#\+(?:BEGIN|END)_", "#+BEGIN_TIP"),
    ("directive of Nuxt", r"^\s*::[a-z][a-z-]*$", "::own-thing"),
    ("content tab", r"^\s*===[!+]?\s*[\x22“]", "=== \"Tab\""),
    ("alert", r"\[![A-Za-z][\w-]*(?:\|[^\]]*)?\]", "[!info]- Title"),
    ("include of docfx", r"\[!(?:INCLUDE|VIDEO|div|code)", "[!INCLUDE [a](b)]"),
    ("wiki link", r"\[\[[^\]\n\s][^\]\n]*\]\]", "[[page|words]]"),
    ("embed", r"!\[\[", "![[a.png]]"),
    ("address of a wiki link", r"nd-wiki:", "nd-wiki:a"),
    ("attribute list of kramdown", r"\{:[^}\n]*\}", "{:.no_toc}"),
    ("extension of kramdown", r"\{::", "{::comment}"),
    ("class", r"\{\s*\.[A-Za-z][\w-]*[^}\n]*\}", "{.link}"),
    ("id", r"\{\s*#[A-Za-z][^}\n]*\}", "{#id}"),
    ("attribute", r"\{\s*[a-z-]+=[\x22'“”\w][^}\n]*\}", "{target=_blank}"),
    ("highlight", r"(?:^|[^\w=])==[^\s=][^\n]*?[^\s=]==(?![\w=])", "==mark=="),
    ("comment of Obsidian", r"(?:^|[^\w%])%%[^%]", "%% a %%"),
    ("block id", r"\s\^[a-z0-9]{2,}[a-z0-9-]*$", "words ^a1b2c3"),
    ("inline footnote", r"(?:^|[^\s(\[])\^\[[A-Za-z]", "words^[A note]"),
    ("footnote", r"\[\^[\w-]+\]", "words[^1]"),
    ("import", r"^import\s+(?:[\w{*][^\n]*\s+from\s+)?['\x22‘’“”][^\n]+['\x22‘’“”];?$", "import A from 'a';"),
    ("export", r"^export\s+(?:default|const|let|function)\s", "export const a = 1"),
    ("component", r"</?[A-Z][a-z]+[A-Za-z.]*(?:\s+[a-z][\w-]*=|\s*/?>)", "<Tabs groupId=\"a\">"),
    (
        "tag",
        r"</?(?:div|span|p|br|img|a|table|tr|td|details|summary|figure|aside|iframe)\b[^>\n]*>",
        "<div class=\"a\">",
    ),
    ("comment of JSX", r"\{/\*", "{/* a */}"),
    ("blank of JSX", r"\{['\x22‘’“”] ['\x22‘’“”]\}", "{' '}"),
    ("attribute of JSX", r"className=|style=\{|useBaseUrl\(|\brequire\(['\x22]", "className=\"a\""),
    ("frontmatter of Vue", r"\$frontmatter|\$page\b|v-(?:if|for|pre)\b", "$frontmatter.title"),
    ("icon", r":(?:material|fontawesome|octicons|simple|lucide)-[\w-]+:", ":material-home:"),
    (
        "emoji",
        r"(?:^|\s):(?:smile|warning|tada|rocket|heart|bulb|information_source|white_check_mark|x|tip):",
        ":smile:",
    ),
    ("keys", r"\+\+[a-z]+(?:\+[a-z0-9]+)*\+\+", "++ctrl+c++"),
    ("list of contents", r"^\s*(?:\[TOC\]|\[\[_?TOC_?\]\]|\{:toc\}|@\[toc\])\s*$", "[TOC]"),
    ("abbreviation", r"^\*\[[^\]]+\]:", "*[HTML]: words"),
    ("definition", r"^:\s{1,3}\S", ": a definition"),
    ("snippet", r"--8<--", "--8<-- \"a.md\""),
    ("include of mdBook", r"\{\{#", "{{#include a}}"),
    ("include of VitePress", r"^<<<\s|@include:", "<<< @/a.js"),
    ("include of Markdown", r"\{!\s*[\w./-]", "{!a.md!}"),
    ("include of docsify", r":include['\x22]?\)", "[a](b ':include')"),
    ("critic markup", r"\{(?:\+\+|--|~~|>>|==)", "{++a++}"),
    ("block of ReadMe", r"\[/?block(?::[\w-]+)?\]", "[block:callout]"),
    ("closed bracket", r"\[/(?:details|caption|spoiler|note|info|tip|alert|quote)\]", "[/details]"),
    ("docsify", r"^[?!]>\s", "?> a"),
    ("quote of GitLab", r"^>>>\s*$", ">>>"),
    ("role", r"\{(?:doc|ref|kbd|term|download|numref)\}", "{doc}a"),
    ("cross reference", r"<?xref:[\w.]+", "xref:System.String"),
    ("tabs of Zulip", r"\{(?:start_tabs|end_tabs|tab\||settings_tab\|)", "{start_tabs}"),
    ("link that is none", r"\]\((?:https?:|\.{0,2}/)[^)\s]*\)", "[a](https://example.org)"),
    ("bold that is none", r"\*\*[^\s*][^*\n]*\*\*", "**a**"),
    ("formula", r"\$\$[^$]", "$$a$$"),
    ("label", r"\]\[[^\]\n]*\]", "[words][agents.Agent]"),
    ("heading that is none", r"^#{2,6}\s?[^\s#]", "##Words"),
    ("end of a comment", r"^-->$", "-->"),
    ("tab of Retype", r"^\+\+\+(?:\s|$)", "+++ Tab"),
    ("panel of Retype", r"^==-\s", "==- Panel"),
    ("directive of reStructuredText", r"^\.\.\s[\w-]+::|^\.\.\s_[\w-]+:", ".. note:: a"),
    ("role of reStructuredText", r"(?:^|\s):[a-z]+:(?:\uFFFC|`)", ":ref:`a`"),
    ("command of Doxygen", r"(?:^|\s)@(?:ref|anchor|note|tableofcontents)\b", "@ref a"),
    ("term of Diplodoc", r"^\[\*[^\]]+\]:|\]\(\*[^)\s]+\)", "[*term]: words"),
];

static COMPILED: LazyLock<Vec<(&str, Regex)>> = LazyLock::new(|| {
    PATTERNS.iter().map(|(name, pattern, _)| (*name, Regex::with_flags(pattern, "m").unwrap())).collect()
});

/// What looks like foreign markup in a text: the name of the pattern, and the place.
pub(crate) fn leftovers(text: &str) -> Vec<(&'static str, String)> {
    let mut out = Vec::new();
    for (name, pattern) in COMPILED.iter() {
        for found in pattern.find_iter(text) {
            let (start, end) = (found.range().start, found.range().end);
            let before: String = text[..start].chars().rev().take(30).collect::<Vec<_>>().into_iter().rev().collect();
            let after: String = text[end..].chars().take(30).collect();
            out.push((*name, format!("{before}«{}»{after}", &text[start..end]).replace('\n', "⏎")));
        }
    }
    out
}

/// Elements whose text no visitor reads as running text.
const SILENT: [&str; 7] = ["code", "pre", "script", "style", "template", "noscript", "head"];
/// Elements that begin a line.
const LINES: [&str; 24] = [
    "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "td", "th", "table", "blockquote", "aside",
    "details", "summary", "figure", "figcaption", "br", "main", "section",
];

/// What a visitor reads of a page: its text without code, a line for each block.
pub(crate) fn visible(node: &Node) -> String {
    let mut out = String::new();
    collect(node, &mut out);
    out
}

fn collect(node: &Node, out: &mut String) {
    match node {
        Node::Text(text) => out.push_str(&text.replace('\n', " ")),
        // A word in code is a word that is no markup.
        Node::Element { name, .. } if SILENT.contains(&name.as_str()) => out.push('\u{fffc}'),
        Node::Element { name, inner, .. } => {
            let lines = LINES.contains(&name.as_str());
            if lines {
                out.push('\n');
            }
            inner.iter().for_each(|node| collect(node, out));
            if lines {
                out.push('\n');
            }
        }
    }
}
