//! Values that a text gives itself: `{% capture x %}…{% endcapture %}` and `{% assign x = "…" %}`, shown by `{{ x }}`.

use std::collections::HashMap;

use super::{
    lines::{first_bytes, from, part},
    pass::Pass,
};

/// Bytes that values may add to a text.
const MAX_ADDED: usize = 100_000;

/// Puts values where they are shown, and takes out what gives them.
pub(super) fn translate(pass: &mut Pass<'_>) {
    let text = pass.text;
    if !text.contains("{%") || !["capture", "assign", "set "].iter().any(|name| text.contains(name)) {
        return;
    }
    let mut values: HashMap<&str, &str> = HashMap::new();
    let mut added = 0;
    let mut at = 0;
    while let Some(open) = from(text, at).find('{').map(|found| at + found) {
        at = open + 1;
        if !pass.is_text(open) {
            continue;
        }
        let near = from(text, open);
        let near = first_bytes(near, 600);
        if let Some((inner, _)) = near.strip_prefix("{%").and_then(|rest| rest.split_once("%}")) {
            let end = open + 2 + inner.len() + 2;
            let words = inner.trim_matches(['-', ' ', '\n']);
            if let Some(name) = words.strip_prefix("capture ") {
                let Some((content, behind)) = captured(text, end) else { return };
                values.insert(name.trim(), content.trim());
                pass.edits.remove(open..behind);
                at = behind;
            } else if let Some((name, value)) = words
                .strip_prefix("assign ")
                .or_else(|| words.strip_prefix("set "))
                .and_then(|rest| rest.split_once('='))
            {
                let value = value.trim();
                let string = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
                let string = string.or_else(|| value.strip_prefix('\'').and_then(|value| value.strip_suffix('\'')));
                if let Some(string) = string.filter(|string| !string.contains(['"', '\''])) {
                    values.insert(name.trim(), string);
                    pass.edits.remove(open..end);
                    at = end;
                }
            }
        } else if let Some((inner, _)) = near.strip_prefix("{{").and_then(|rest| rest.split_once("}}")) {
            let name = inner.split('|').next().unwrap_or_default().trim_matches(['-', ' ']);
            if let Some(value) = values.get(name).filter(|value| added + value.len() <= MAX_ADDED) {
                added += value.len();
                let end = open + 2 + inner.len() + 2;
                pass.edits.replace(open..end, *value);
                at = end;
            }
        }
    }
}

/// What a `capture` holds, and where its end tag ends.
fn captured(text: &str, start: usize) -> Option<(&str, usize)> {
    let close = start + from(text, start).find("endcapture")?;
    let open = start + part(text, start..close).rfind("{%")?;
    let end = close + from(text, close).find("%}")? + 2;
    Some((part(text, start..open), end))
}
