//! Hostile texts, and where content can hold one: one Markdown snippet per position.

/// A text on one line: a line break would end the construction that it is in.
pub(crate) fn one_line(text: &str) -> String {
    text.replace(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'], " ")
}

/// A text as a quoted string of YAML, of TOML and of JSON.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            // What YAML forbids unescaped.
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)))
            }
            c => out.push(c),
        }
    }
    out + "\""
}

/// The positions within a text that end where the snippet ends, whatever text they hold.
pub(crate) fn snippets(text: &str, number: usize) -> Vec<String> {
    let line = one_line(text);
    let cell = line.replace('|', "\\|");
    vec![
        format!("## {line}"),
        format!("## Heading {{#{line}}}"),
        format!("## Heading {{{line}}}"),
        format!("[{line}](https://example.org/text)"),
        format!("[link]({line})"),
        format!("[link](<{line}>)"),
        format!("[link](https://example.org/{line})"),
        format!("[link](https://example.org/title \"{line}\")"),
        format!("[link][r{number}] [link][s{number}]\n\n[r{number}]: {line}\n[s{number}]: <{line}>"),
        format!("<{line}>"),
        format!("![{line}](missing.png)"),
        format!("![alt]({line})"),
        format!("![alt](<../media/{line}>)"),
        format!("| a | {cell} |\n|---|--:|\n| {cell} | b |"),
        format!("Code: `{line}`"),
        format!("- [ ] {line}\n- {line}"),
        format!("Note[^{number}].\n\n[^{number}]: {line}"),
        quote(&format!("[!WARNING]\n{text}")),
        quote(&format!("```{line}\n{text}")),
        quote(text),
    ]
}

/// Lines as a quote: whatever is opened in it ends with it.
fn quote(text: &str) -> String {
    text.split('\n').map(|line| format!("> {line}\n")).collect()
}
