//! Navigation as a tree, whatever notation it was written in.
//!
//! Generators name the same three things differently: what an entry is called, where it leads, and what is below it.
//! One reader for all of them also reads the next generator's file.

use crate::studio::values::Value;

/// An entry of navigation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) title: Option<String>,
    /// Where it leads, as it was written.
    pub(super) target: Option<String>,
    /// The folder whose files stand here in an order of their own.
    pub(super) folder: Option<String>,
    pub(super) children: Vec<Node>,
}

/// Keys of what an entry is called.
const TITLES: [&str; 9] = ["label", "title", "text", "name", "caption", "group", "tab", "dropdown", "chapter"];
/// Keys of where it leads.
const TARGETS: [&str; 13] =
    ["file", "id", "slug", "path", "page", "pageRef", "href", "topicHref", "link", "url", "to", "root", "doc"];
/// Keys of lists that are no entries.
const NO_ENTRIES: [&str; 8] = ["tags", "languages", "locales", "global", "icon", "badge", "class", "keywords"];

/// The entries of a value: a list, or an object with lists in it.
pub(super) fn nodes(value: &Value) -> Vec<Node> {
    match value {
        Value::Array(items) => items.iter().flat_map(node).collect(),
        // The names of sidebars are no titles.
        Value::Object(entries) if entries.values().all(|value| value.is_array() || value.is_object()) => entries
            .iter()
            .filter(|(key, _)| !NO_ENTRIES.contains(&key.as_str()))
            .flat_map(|(_, value)| nodes(value))
            .collect(),
        Value::Object(_) => node(value),
        _ => Vec::new(),
    }
}

/// The entries that one item of a list stands for.
fn node(value: &Value) -> Vec<Node> {
    match value {
        // Separators and "the rest".
        Value::String(text) if text.starts_with("---") || text.starts_with("...") => Vec::new(),
        Value::String(text) => vec![Node { target: Some(text.clone()), ..Node::default() }],
        Value::Array(_) => nodes(value),
        Value::Object(entries) => {
            let text = |key: &str| entries.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
            let title = TITLES.iter().find_map(|key| text(key)).map(str::to_owned);
            let mut target = TARGETS.iter().find_map(|key| text(key)).map(str::to_owned);
            let link = entries.get("link").and_then(Value::as_object);
            target = target.or_else(|| Some(link?.get("id")?.as_str()?.to_owned()));
            let folder = text("dirName").map(str::to_owned).or_else(|| {
                entries.get("autogenerate").and_then(|all| all.get("directory")?.as_str()).map(str::to_owned)
            });
            let known = title.is_some() || target.is_some() || folder.is_some() || entries.contains_key("type");
            if !known {
                // `- Title: page.md`, `- Title: [...]`, `{ "Title": ["a", "b"] }`
                return entries.iter().flat_map(|(title, value)| titled(title, value)).collect();
            }
            let lists = entries.iter().filter(|(key, value)| value.is_array() && !NO_ENTRIES.contains(&key.as_str()));
            let mut children: Vec<Node> = lists.flat_map(|(_, list)| nodes(list)).collect();
            if let Some(items) = entries.get("items").filter(|items| items.is_object()) {
                children.extend(nodes(items));
            }
            vec![Node { title, target, folder, children }]
        }
        _ => Vec::new(),
    }
}

/// An entry whose key is its title.
fn titled(title: &str, value: &Value) -> Vec<Node> {
    let title = Some(title.to_owned());
    match value {
        Value::String(target) => vec![Node { title, target: Some(target.clone()), ..Node::default() }],
        Value::Array(_) | Value::Object(_) => vec![Node { title, children: nodes(value), ..Node::default() }],
        _ => Vec::new(),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use serde_json::json;

    use super::*;
    use crate::studio::values;

    /// A tree as text: `Title>target(children)`.
    pub(in crate::studio::navigation) fn shown(nodes: &[Node]) -> String {
        let one = |node: &Node| {
            let title = node.title.as_deref().unwrap_or_default();
            let target = node.target.as_ref().map(|target| format!(">{target}")).unwrap_or_default();
            let folder = node.folder.as_ref().map(|folder| format!("@{folder}")).unwrap_or_default();
            let below = if node.children.is_empty() { String::new() } else { format!("({})", shown(&node.children)) };
            format!("{title}{target}{folder}{below}")
        };
        nodes.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    /// Whatever a company used before, its articles keep the order that somebody gave them.
    #[test]
    fn notations() {
        let mkdocs =
            "- Home: index.md\n- a.md\n- Guide:\n  - b.md\n  - Deep:\n    - C: c.md\n- Site: https://x.example\n";
        assert_eq!(
            shown(&nodes(&values::yaml(mkdocs).unwrap())),
            "Home>index.md >a.md Guide(>b.md Deep(C>c.md)) Site>https://x.example"
        );
        let sidebars = json!({ "docs": ["intro", {
            "type": "category", "label": "Guide", "link": { "type": "doc", "id": "guide/index" }, "items": [
                { "type": "doc", "id": "guide/a", "label": "A" }, { "type": "autogenerated", "dirName": "guide/more" },
            ],
        }, { "Short": ["b"] }] });
        assert_eq!(shown(&nodes(&sidebars)), ">intro Guide>guide/index(A>guide/a @guide/more) Short(>b)");
        let toc = "- name: Start\n  href: a.md\n- name: More\n  items:\n  - name: B\n    href: b/toc.yml\n";
        assert_eq!(shown(&nodes(&values::yaml(toc).unwrap())), "Start>a.md More(B>b/toc.yml)");
        let book = "format: jb-book\nroot: intro\nparts:\n  - caption: One\n    chapters:\n    - file: a\n      sections:\n      - file: b\n";
        assert_eq!(shown(&nodes(&values::yaml(book).unwrap())), ">intro(One(>a(>b)))");
        let mint = json!({ "tabs": [{ "tab": "Guides", "groups": [
            { "group": "Start", "icon": "x", "pages": ["a", { "group": "Deep", "pages": ["b"] }] }] }] });
        assert_eq!(shown(&nodes(&mint)), "Guides(Start(>a Deep(>b)))");
        let vitepress = json!({ "/guide/": [{ "text": "Guide", "items": [{ "text": "A", "link": "/guide/a" }] }] });
        assert_eq!(shown(&nodes(&vitepress)), "Guide(A>/guide/a)");
        let jekyll = "- title: Start\n  url: /start/\n  children:\n    - title: A\n      url: /start/a/\n";
        assert_eq!(shown(&nodes(&values::yaml(jekyll).unwrap())), "Start>/start/(A>/start/a/)");
        let starlight = json!([{ "label": "Guides", "autogenerate": { "directory": "guides" } }, { "slug": "a" }]);
        assert_eq!(shown(&nodes(&starlight)), "Guides@guides >a");
    }
}
