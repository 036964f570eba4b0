//! Titles and order that a site keeps in its settings: the menus of Hugo, and texts by path as Jekyll's plugin for
//! several languages has them (`_i18n/de.yml` beside `_i18n/de/`).

use std::path::Path;

use super::nodes::{Node, nodes};
use crate::{
    language::Lang,
    studio::{
        codes,
        values::{Value, text_at},
    },
};

/// Whether a file may hold the menus of a site.
pub(super) fn holds_menus(name: &Path) -> bool {
    let stem = name.file_name().and_then(|name| name.to_str()?.split('.').next()).unwrap_or_default();
    let end = name.extension().and_then(|end| end.to_str()).unwrap_or_default();
    let place = name.parent().is_some_and(|dir| dir.as_os_str().is_empty() || dir.ends_with("config/_default"));
    place && ["hugo", "config", "menus", "menu", "languages"].contains(&stem) && ["toml", "yaml", "yml"].contains(&end)
}

/// The menus in a file's value, each with the language that it is for.
pub(super) fn menus(name: &Path, value: &Value) -> Vec<(Option<Lang>, Vec<Node>)> {
    let name = name.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let mut parts = name.split('.');
    let stem = parts.next().unwrap_or_default();
    if ["menus", "menu"].contains(&stem) {
        return in_order(value)
            .into_iter()
            .map(|nodes| (parts.clone().next().and_then(codes::language), nodes))
            .collect();
    }
    let of = |value: &Value| value.get("menus").or_else(|| value.get("menu")).map(in_order).unwrap_or_default();
    let mut out: Vec<_> = of(value).into_iter().map(|nodes| (None, nodes)).collect();
    let languages = if stem == "languages" { Some(value) } else { value.get("languages") };
    for (code, language) in languages.and_then(Value::as_object).into_iter().flatten() {
        let Some(lang) = codes::language(code) else { continue };
        out.extend(of(language).into_iter().map(|nodes| (Some(lang.clone()), nodes)));
    }
    out
}

/// The entries of each menu, by their weights.
fn in_order(menus: &Value) -> Vec<Vec<Node>> {
    let lists = menus.as_object().into_iter().flatten().filter_map(|(_, menu)| menu.as_array());
    lists
        .map(|menu| {
            let mut menu = menu.clone();
            menu.sort_by_key(|entry| entry.get("weight").and_then(weight).unwrap_or(i64::MAX));
            nodes(&Value::Array(menu))
        })
        .collect()
}

fn weight(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.trim().parse().ok())
}

/// The title that a site's texts have for a path: `documentation/general/ads.md` is `documentation.general.ads.title`.
pub(super) fn title_of(texts: &Value, inside: &Path) -> Option<String> {
    let path = inside.with_extension("");
    let value = path.iter().try_fold(texts, |value, part| value.get(part.to_str()?))?;
    text_at(value, &["title"]).filter(|title| !title.trim().is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{super::nodes::tests::shown, *};
    use crate::studio::values;

    /// A section of Hugo is called as the menu calls it, in each language.
    #[test]
    fn menus_of_hugo() {
        let toml = "[[menu.main]]\nname = \"B\"\nurl = \"/b/\"\nweight = 20\n[[menu.main]]\nname = \"A\"\npageRef = \"/a\"\nweight = 10\n[[languages.pl.menu.docs]]\nname = \"Zwroty\"\nurl = \"/returns/\"\n";
        let found = menus(Path::new("config.toml"), &values::toml(toml).unwrap());
        let found: Vec<_> = found.iter().map(|(lang, nodes)| (lang.as_ref().map(Lang::as_str), shown(nodes))).collect();
        assert_eq!(found, [(None, "A>/a B>/b/".to_owned()), (Some("pl"), "Zwroty>/returns/".to_owned())]);
        let yaml = "main:\n  - name: A\n    url: /a/\n";
        let found = menus(Path::new("config/_default/menus.de.yaml"), &values::yaml(yaml).unwrap());
        assert_eq!((found[0].0.as_ref().map(Lang::as_str), shown(&found[0].1)), (Some("de"), "A>/a/".to_owned()));
        for (name, expected) in
            [("hugo.toml", true), ("config/_default/menus.en.toml", true), ("a/config.toml", false), ("b.toml", false)]
        {
            assert_eq!(holds_menus(Path::new(name)), expected, "{name}");
        }
    }

    /// An article without a title of its own has the one that its site shows.
    #[test]
    fn titles_by_path() {
        let texts = values::yaml("docs:\n  title: Hilfe\n  ads:\n    title: Werbung\n  x: Y\n").unwrap();
        for (path, expected) in
            [("docs/ads.md", Some("Werbung")), ("docs", Some("Hilfe")), ("docs/x.md", None), ("a", None)]
        {
            assert_eq!(title_of(&texts, Path::new(path)).as_deref(), expected, "{path}");
        }
    }
}
