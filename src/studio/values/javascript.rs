//! JavaScript and TypeScript as far as they are data: what a file exports, or the value of one key in it.
//!
//! `sidebars.js` and its like are mostly an object that a person typed. It is found by its brackets and read as JSON5;
//! where it calls functions or puts texts together it is a program, and gives no value.

use serde_json::Value;

/// Brackets inside brackets: no settings are as deep, and a parser that calls itself needs an end.
const MAX_DEPTH: usize = 60;

/// What a file exports: `module.exports = {…}`, `export default […] satisfies T`, or a constant of the file.
pub(in crate::studio) fn exported(text: &str) -> Option<Value> {
    let after = |mark: &str| text.rfind(mark).map(|at| at + mark.len());
    let at = after("export default").or_else(|| after("module.exports"))?;
    value_at(text, at, 0)
}

/// The values of a key, wherever it stands: `sidebar: […]`.
pub(in crate::studio) fn after_key<'a>(text: &'a str, key: &'a str) -> impl Iterator<Item = Value> + 'a {
    positions(text, key).filter_map(|at| value_at(text, at, 0))
}

/// The text of a key, wherever it stands first: `path: 'docs'`.
pub(in crate::studio) fn text_of(text: &str, key: &str) -> Option<String> {
    positions(text, key).find_map(|at| {
        let rest = text.get(at..)?.trim_start();
        let quote = rest.chars().next().filter(|c| "'\"`".contains(*c))?;
        let inner = rest.get(1..)?.split([quote, '\n']).next()?;
        rest.get(1 + inner.len()..)?.starts_with(quote).then(|| inner.to_owned())
    })
}

/// Where the values of a key begin: behind its colon or `=`.
fn positions<'a>(text: &'a str, key: &'a str) -> impl Iterator<Item = usize> + 'a {
    text.match_indices(key).filter_map(move |(at, _)| {
        let whole = |c: char| !c.is_alphanumeric() && c != '_' && c != '$';
        let line = text.get(..at)?.rsplit('\n').next()?;
        if !text.get(..at)?.chars().next_back().is_none_or(whole) || line.trim_start().starts_with("//") {
            return None;
        }
        let rest = text.get(at + key.len()..)?;
        let rest = rest.strip_prefix(['"', '\'']).unwrap_or(rest).trim_start();
        let value = rest.strip_prefix([':', '='])?;
        Some(text.len() - value.len())
    })
}

/// The value at a place: a literal, or the name of a constant.
fn value_at(text: &str, at: usize, depth: usize) -> Option<Value> {
    let rest = text.get(at..)?.trim_start_matches(|c: char| c.is_whitespace() || "=(".contains(c));
    let start = text.len() - rest.len();
    if rest.starts_with(['{', '[']) {
        return literal(text, start);
    }
    let name = rest.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '$').next().filter(|n| !n.is_empty())?;
    // A call of a function, such as `defineConfig({…})`.
    if rest.get(name.len()..)?.starts_with('(') {
        return if depth < 2 { value_at(text, start + name.len(), depth + 1) } else { None };
    }
    let declared = ["const ", "let ", "var "].iter().find_map(|word| {
        let at = text.find(&format!("{word}{name}"))? + word.len() + name.len();
        let rest = text.get(at..)?;
        // A type may stand between the name and the value.
        Some(at + rest.find('=')? + 1).filter(|_| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
    })?;
    if depth < 2 { value_at(text, declared, depth + 1) } else { None }
}

/// The object or list that begins at a byte.
pub(super) fn literal(text: &str, start: usize) -> Option<Value> {
    let (mut out, mut depth) = (String::new(), 0_usize);
    let mut chars = text.get(start..)?.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' | '\'' | '`' => {
                // JSON5 has no backticks; with `${` it is a program.
                out.push(if c == '`' { '"' } else { c });
                loop {
                    match chars.next()? {
                        '\\' => out.extend(['\\', chars.next()?]),
                        end if end == c => break,
                        '$' if c == '`' && chars.peek() == Some(&'{') => return None,
                        '"' if c == '`' => out.push_str("\\\""),
                        '\n' if c == '`' => out.push_str("\\n"),
                        other => out.push(other),
                    }
                }
                out.push(if c == '`' { '"' } else { c });
            }
            '/' if chars.peek() == Some(&'/') => drop(chars.by_ref().find(|c| *c == '\n')),
            '/' if chars.peek() == Some(&'*') => {
                let mut before = ' ';
                chars.next();
                chars.by_ref().find(|c| std::mem::replace(&mut before, *c) == '*' && *c == '/')?;
                out.push(' ');
            }
            '{' | '[' => {
                depth += 1;
                out.push(c);
            }
            '}' | ']' => {
                depth = depth.checked_sub(1)?;
                out.push(c);
            }
            _ => out.push(c),
        }
        if depth > MAX_DEPTH {
            return None;
        }
        if depth == 0 {
            return json5::from_str(&out.replace(" as const", "")).ok();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// The order of the articles must not depend on how somebody's editor formats a file.
    #[test]
    fn exported_data_is_read() {
        let expected = json!({ "docs": ["intro", { "type": "category", "label": "It’s \"easy\"", "items": ["a/b"] }] });
        let inner = "docs: [\n    'intro', // first\n    {type: 'category', label: `It’s \"easy\"`, /* x */ items: [\"a/b\"],},\n  ],\n";
        for text in [
            format!("module.exports = {{\n  {inner}}};\n"),
            format!("// @ts-check\nexport default {{{inner}}} satisfies SidebarsConfig;\n"),
            format!("import type {{X}} from 'y';\nconst sidebars: X = {{{inner}}};\n\nexport default sidebars;\n"),
            format!("/** @type {{X}} */\nconst sidebars = {{{inner}}};\nmodule.exports = sidebars;\n"),
            format!("export default defineSidebars({{{inner}}})\n"),
        ] {
            assert_eq!(exported(&text), Some(expected.clone()), "{text}");
        }
    }

    /// A program gives nothing, instead of half of what it would do.
    #[test]
    fn programs_are_not_run() {
        for text in [
            "module.exports = { docs: [...require('./a')] };",
            "export default { docs: items.map((x) => x.id) };",
            "export default { docs: [`a/${b}`] };",
            "module.exports = fs.readdirSync('docs');",
            "const a = b; const b = a; export default a;",
            "export default {",
            "",
        ] {
            assert_eq!(exported(text), None, "{text}");
        }
        assert_eq!(exported(&format!("export default {}", "[".repeat(400_000))), None);
    }

    /// Where the articles are and which language they are in stands in the middle of a program.
    #[test]
    fn single_keys() {
        let text = "export default {\n  // path: 'old',\n  presets: [['classic', { docs: { path: 'handbook', x: f() } }]],\n  i18n: { defaultLocale: \"pl\", locales: ['pl', 'en'] },\n  themeConfig: { sidebar: [{ text: 'A', link: '/a' }] },\n};";
        assert_eq!(text_of(text, "path").as_deref(), Some("handbook"));
        assert_eq!(text_of(text, "defaultLocale").as_deref(), Some("pl"));
        assert_eq!(text_of(text, "srcDir"), None);
        assert_eq!(after_key(text, "sidebar").next(), Some(json!([{ "text": "A", "link": "/a" }])));
    }
}
