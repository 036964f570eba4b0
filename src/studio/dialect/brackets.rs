//! Blocks in square brackets: `[block:callout] {json} [/block]` of readme.io, `[details="T"] … [/details]` of Discourse,
//! `[caption …] … [/caption]` of WordPress.

use std::{collections::HashSet, fmt::Write as _, ops::Range};

use serde_json::Value;

use super::{
    arguments::Arguments,
    foreign::ForeignKind,
    lines::{Around, escaped, from, part},
    names::{class, normal},
    pass::Pass,
    pieces::{aside, attribute, destination},
    tags::{Form, Tag},
    writer::write,
};

/// Bytes of one tag.
const MAX_TAG: usize = 600;

/// Translates all of them.
pub(super) fn translate(pass: &mut Pass<'_>) {
    let text = pass.text;
    if !text.contains("[/") {
        return;
    }
    let closed = closed_names(pass);
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(open) = from(text, at).find('[').map(|found| at + found) {
        at = open + 1;
        if !pass.is_text(open) || escaped(text, open) {
            continue;
        }
        let rest = from(text, open + 1);
        if let Some(kind) = rest.strip_prefix("block:") {
            let name = kind.split(|c: char| !(c.is_alphanumeric() || c == '-')).next().unwrap_or_default();
            let from_byte = open + 7 + name.len() + 1;
            if let Some(end) = from(text, from_byte).find("[/block]").map(|end| from_byte + end) {
                block(pass, name, open..end + 8, part(text, from_byte..end));
                at = end + 8;
            } else {
                return write(pass, &tags);
            }
            continue;
        }
        let closes = rest.starts_with('/');
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let length = rest
            .bytes()
            .take(40)
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
            .count();
        let name = part(rest, 0..length);
        if !closed.contains(name) {
            continue;
        }
        let Some(close) = rest.bytes().take(MAX_TAG).position(|byte| byte == b']') else { continue };
        let end = open + 1 + usize::from(closes) + close + 1;
        if from(text, end).starts_with('(') {
            continue;
        }
        let inner = part(rest, length..close);
        if !closes && !inner.is_empty() && !inner.starts_with([' ', '=']) {
            continue;
        }
        let mut arguments = Arguments::read(inner.trim_start_matches('='));
        if let Some(title) = inner.strip_prefix('=') {
            arguments = Arguments::default();
            arguments.add("title", title.trim_matches(['"', '\'']).to_owned());
        }
        let form = if closes { Form::Close } else { Form::Open };
        tags.push(Tag { span: open..end, name: normal(name), arguments, form, kind: ForeignKind::Block });
        at = end;
    }
    write(pass, &tags);
}

/// Names that are opened and closed: `[/name]` alone is a path or a sign.
fn closed_names<'a>(pass: &Pass<'a>) -> HashSet<&'a str> {
    let text = pass.text;
    let names = text.match_indices("[/").filter(|(at, _)| pass.is_text(*at));
    let names = names.filter_map(|(at, _)| {
        let rest = from(text, at + 2);
        let length = rest
            .bytes()
            .take(40)
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
            .count();
        let name = part(rest, 0..length);
        (length > 2 && from(rest, length).starts_with(']')).then_some(name)
    });
    let names: HashSet<&str> = names.collect();
    let mut opened = HashSet::new();
    for (at, _) in text.match_indices('[').filter(|(at, _)| pass.is_text(*at)) {
        let rest = from(text, at + 1);
        let length = rest
            .bytes()
            .take(40)
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
            .count();
        let name = part(rest, 0..length);
        if from(rest, length).starts_with([']', ' ', '=']) && names.contains(name) {
            opened.insert(name);
        }
    }
    opened
}

/// A block of readme.io, whose content is JSON.
fn block(pass: &mut Pass<'_>, name: &str, span: Range<usize>, content: &str) {
    let content = content.trim_start_matches(']');
    let Ok(data) = serde_json::from_str::<Value>(content) else {
        pass.lost(ForeignKind::Block, span.clone());
        return pass.remove(span);
    };
    let word = |key: &str| data.get(key).and_then(Value::as_str).map(str::to_owned);
    let written = match name {
        "callout" => {
            let kind = word("type").and_then(|kind| class(&kind)).map_or("note", |class| class.name());
            Some(format!(
                "{}\n\n{}\n\n</aside>",
                aside(kind, word("title").as_deref()),
                word("body").unwrap_or_default()
            ))
        }
        "api-header" => word("title").map(|title| {
            let level = data.get("level").and_then(Value::as_u64).unwrap_or(2).clamp(2, 6);
            format!("{} {title}", "#".repeat(usize::try_from(level).unwrap_or(2)))
        }),
        "image" => Some(images(&data)),
        "code" => Some(codes(&data)),
        "embed" => word("url").map(|url| match word("title") {
            Some(title) => format!("[{title}]({})", destination(&url)),
            None => format!("<{url}>"),
        }),
        "parameters" => table(&data),
        "html" => word("html"),
        _ => None,
    };
    match written {
        Some(written) => {
            let around = Around::new(pass.text, pass.starts(), &span);
            let text = around.block(written.trim());
            pass.edits.replace(span, text);
        }
        None => {
            pass.lost(ForeignKind::Block, span.clone());
            pass.remove(span);
        }
    }
}

fn images(data: &Value) -> String {
    let mut out = String::new();
    for image in data.get("images").and_then(Value::as_array).into_iter().flatten() {
        let parts: Vec<&str> =
            image.get("image").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        let caption = image.get("caption").and_then(Value::as_str).unwrap_or_default();
        if let Some(source) = parts.first() {
            let alt = if caption.is_empty() { parts.get(1).copied().unwrap_or_default() } else { caption };
            let _ = write!(out, "![{}]({})\n\n", attribute(alt).replace(['[', ']'], ""), destination(source));
        }
    }
    out
}

fn codes(data: &Value) -> String {
    let mut out = String::new();
    for code in data.get("codes").and_then(Value::as_array).into_iter().flatten() {
        let word = |key: &str| code.get(key).and_then(Value::as_str).unwrap_or_default();
        if let name @ [_, ..] = word("name").as_bytes() {
            let _ = write!(out, "**{}**\n\n", String::from_utf8_lossy(name));
        }
        let fence = if word("code").contains("```") { "~~~~" } else { "```" };
        let _ = write!(
            out,
            "{fence}{}\n{}\n{fence}\n\n",
            word("language").split(' ').next().unwrap_or_default(),
            word("code")
        );
    }
    out
}

/// Cells by their row and column: `"0-1": "words"`, and `"h-1"` of the head.
fn table(data: &Value) -> Option<String> {
    let cells = data.get("data")?.as_object()?;
    let number = |key: &str| data.get(key).and_then(Value::as_u64).and_then(|number| usize::try_from(number).ok());
    let columns = number("cols")?.min(50);
    let rows = number("rows")?.min(cells.len());
    let row = |name: String| {
        let words = (0..columns).map(|column| {
            let words = cells.get(&format!("{name}-{column}")).and_then(Value::as_str).unwrap_or_default();
            words.trim().replace('|', "\\|").replace('\n', "<br>")
        });
        format!("| {} |", words.collect::<Vec<_>>().join(" | "))
    };
    let mut out = vec![row("h".into()), format!("|{}", "---|".repeat(columns))];
    out.extend((0..rows).map(|number| row(number.to_string())));
    Some(out.join("\n"))
}
