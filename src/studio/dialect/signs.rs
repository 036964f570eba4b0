//! Short codes: `++ctrl+s++`, `:material-home:`, `:smile:`, roles (`` {kbd}`Ctrl` ``), directives in a line
//! (`:kbd[Ctrl]`), sizes of pictures, formulas between `$$`.

use super::{
    arguments::Arguments,
    icons,
    lines::{closing_bracket, escaped, first_bytes, from, part},
    names::{Meaning, meaning, normal},
    pass::Pass,
    wiki::is_size,
};

/// Sets of icons, by what their codes begin with.
const ICONS: [&str; 24] = [
    "material-", "fontawesome-", "octicons-", "simple-", "lucide-", "fa-", "fas-", "far-", "fab-", "bi-", "mdi-",
    "heroicons-", "tabler-", "ph-", "ri-", "iconify-", "icon-", "feather-", "bx-", "ion-", "logos-", "carbon-",
    "twemoji-", "custom-",
];

/// Keys that have more than one letter.
const KEYS: &str = "ctrl control alt option shift cmd command win windows meta super fn enter return tab esc escape \
space backspace delete del insert ins home end up down left right page-up page-down pageup pagedown pgup pgdn pg-up \
pg-down caps-lock num-lock scroll-lock print-screen prtsc pause break menu context-menu arrow-up arrow-down arrow-left \
arrow-right f1 f2 f3 f4 f5 f6 f7 f8 f9 f10 f11 f12 plus minus equal comma period slash backslash left-click \
right-click left-button right-button ctrl-left left-control right-control left-alt right-alt left-shift right-shift \
bracket-left bracket-right left-bracket right-bracket asterisk star grave tilde hash number pipe question-mark \
exclam semicolon colon quote single-quote double-quote underscore dollar percent ampersand at hyphen dash apostrophe";

/// Translates all of them.
pub(super) fn translate(pass: &mut Pass<'_>) {
    let text = pass.text;
    let mut at = 0;
    while let Some(start) = from(text, at).find(['+', ':', '{', '$', '=', '<', '|']).map(|found| at + found) {
        at = start + 1;
        let region = pass.regions().at(start);
        if region.is_some_and(|region| region.at.start != start) || escaped(text, start) {
            continue;
        }
        let rest = from(text, start);
        let before = part(text, 0..start).chars().next_back();
        let found = match rest.as_bytes().first() {
            Some(b'<') => cross_reference(pass, start),
            _ if region.is_some() => None,
            Some(b'+') if rest.starts_with("++") && !rest.starts_with("+++") => keys(pass, start, before),
            Some(b':') => code(pass, start, before),
            Some(b'{') => braced_role(pass, start),
            Some(b'$') if rest.starts_with("$$") && !rest.starts_with("$$$") => formula(pass, start),
            Some(b'$') if !rest.starts_with("$$") => short_formula(pass, start, before),
            Some(b'=') if before == Some(' ') => size(pass, start),
            Some(b'|') => size_in_words(pass, start),
            _ => None,
        };
        let sign = rest.as_bytes().first().copied();
        at = found.unwrap_or_else(|| start + rest.bytes().take_while(|byte| Some(*byte) == sign).count().max(1));
    }
}

/// `++ctrl+alt+del++`.
fn keys(pass: &mut Pass<'_>, start: usize, before: Option<char>) -> Option<usize> {
    let rest = from(pass.text, start + 2);
    let close = rest
        .bytes()
        .take(80)
        .take_while(|byte| *byte != b'\n')
        .enumerate()
        .position(|(at, _)| from(rest, at).starts_with("++"))?;
    let inner = part(rest, 0..close);
    let end = start + 2 + close + 2;
    let after = from(pass.text, end).chars().next();
    if before.is_some_and(|c| c.is_alphanumeric() || c == '+')
        || after.is_some_and(|c| c.is_alphanumeric() || c == '+')
        || inner.is_empty()
    {
        return None;
    }
    let mut shown = Vec::new();
    let mut sure = false;
    for key in inner.split('+') {
        let quoted = key.strip_prefix('"').and_then(|key| key.strip_suffix('"'));
        let known = KEYS.split(' ').any(|known| known.eq_ignore_ascii_case(key));
        if !known && quoted.is_none() && key.chars().count() != 1 {
            return None;
        }
        sure |= known || quoted.is_some();
        let word = quoted.unwrap_or(key).replace('-', " ");
        let mut letters = word.chars();
        let word: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        shown.push(format!("<kbd>{}</kbd>", word.replace('<', "&lt;")));
    }
    // `++i++` is a program's, and so is a letter that stands alone with its signs.
    if !sure && shown.len() < 2 && !inner.bytes().all(|byte| byte.is_ascii_alphabetic() && byte != b'i') {
        return None;
    }
    pass.edits.replace(start..end, shown.join("+"));
    Some(end)
}

/// `:smile:`, `:material-home:`, `:kbd[Ctrl]`, `:icon{name=x}`.
fn code(pass: &mut Pass<'_>, start: usize, before: Option<char>) -> Option<usize> {
    let text = pass.text;
    let rest = from(text, start + 1);
    let length = rest
        .bytes()
        .take(60)
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'+'))
        .count();
    let name = part(rest, 0..length);
    let end = start + 1 + length;
    let icon = ICONS.iter().any(|set| name.len() > set.len() && name.starts_with(set));
    // `:star::star:`
    let after_code = || {
        let rest = part(text, 0..start).strip_suffix(':').unwrap_or_default();
        let word =
            rest.bytes().rev().take(40).take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'+'));
        let length = word.count();
        part(rest, 0..rest.len() - length).ends_with(':')
            && emojis::get_by_shortcode(from(rest, rest.len() - length)).is_some()
    };
    if length == 0 || before.is_some_and(|c| c.is_alphanumeric() || c == '/' && !icon || c == ':' && !after_code()) {
        return None;
    }
    let follows = from(text, end);
    // A role of reStructuredText: `:ref:`words``.
    if follows.starts_with(":`") && name.starts_with(|c: char| c.is_ascii_lowercase()) {
        return role(pass, start, name);
    }
    if follows.starts_with(':') {
        let after = from(text, end + 1).chars().next();
        if after.is_some_and(|c| c.is_alphanumeric()) && !name.contains('-') {
            return None;
        }
        if icon {
            match icons::sign(name, part(text, 0..start)) {
                Some(sign) => pass.edits.replace(start..end + 1, sign),
                None => pass.remove(start..end + 1),
            }
            return Some(end + 1);
        }
        let emoji = emojis::get_by_shortcode(name)?;
        pass.edits.replace(start..end + 1, emoji.as_str());
        return Some(end + 1);
    }
    if !name.starts_with(|c: char| c.is_ascii_lowercase()) {
        return None;
    }
    let (label, behind) = match follows.starts_with('[') {
        true => {
            let close = closing_bracket(follows)?;
            (Some(part(follows, 1..close)), end + close + 1)
        }
        false => (None, end),
    };
    let braces = from(text, behind)
        .starts_with('{')
        .then(|| from(text, behind).bytes().take(300).position(|byte| byte == b'}'))
        .flatten();
    let all = braces.map_or(behind, |close| behind + close + 1);
    match (label, braces) {
        (None, None) => None,
        (None, Some(_)) => {
            let icon = Arguments::read(part(text, behind + 1..all - 1)).text(&["name", "icon"]);
            match icon.filter(|_| name == "icon").and_then(|icon| icons::sign(&icon, part(text, 0..start))) {
                Some(sign) => pass.edits.replace(start..all, sign),
                None => pass.remove(start..all),
            }
            Some(all)
        }
        (Some(label), braces) => {
            let element = match meaning(&normal(name)) {
                Meaning::Keys => "kbd",
                Meaning::Element(element) => element,
                Meaning::Words | Meaning::Link => "",
                _ if braces.is_some() => "",
                _ => return None,
            };
            let shown = if element.is_empty() { label.to_owned() } else { format!("<{element}>{label}</{element}>") };
            pass.edits.replace(start..all, shown);
            Some(all)
        }
    }
}

/// A role of MyST before code: `` {kbd}`Ctrl` ``, `` {doc}`Title <path>` ``.
fn braced_role(pass: &mut Pass<'_>, start: usize) -> Option<usize> {
    let rest = from(pass.text, start + 1);
    let length = rest
        .bytes()
        .take(40)
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'+'))
        .count();
    let name = part(rest, 0..length);
    let fits = from(rest, length).starts_with("}`") && name.starts_with(|c: char| c.is_ascii_lowercase());
    fits.then(|| role(pass, start, name))?
}

/// What a role makes of the code behind it, by its name. It begins at a byte, with one sign around its name.
fn role(pass: &mut Pass<'_>, start: usize, name: &str) -> Option<usize> {
    let text = pass.text;
    let end = start + 1 + name.len() + 1;
    let region = pass.regions().at(end)?.at.clone();
    let inner = part(text, region.clone()).trim_matches('`').trim();
    let shown = match name {
        "kbd" => format!("<kbd>{inner}</kbd>"),
        "sub" | "sup" => format!("<{name}>{inner}</{name}>"),
        "menuselection" | "guilabel" => format!("**{inner}**"),
        "abbr" | "term" | "dfn" => inner.split(" (").next().unwrap_or(inner).to_owned(),
        "doc" | "ref" | "numref" | "any" | "download" => match inner.rsplit_once('<') {
            Some((words, target)) => {
                format!("[{}](<nd-wiki:{}>)", words.trim(), target.trim_end_matches('>').replace('%', "%25"))
            }
            None => {
                let words = inner.rsplit('/').next().unwrap_or(inner).replace(['-', '_'], " ");
                format!("[{words}](<nd-wiki:{}>)", inner.replace('%', "%25"))
            }
        },
        _ => {
            pass.edits.remove(start..end);
            return Some(region.end);
        }
    };
    pass.edits.replace(start..region.end, shown);
    Some(region.end)
}

/// `$$x$$`: a formula is shown as it is written, as code.
fn formula(pass: &mut Pass<'_>, start: usize) -> Option<usize> {
    let text = pass.text;
    let near = first_bytes(from(text, start + 2), 2_000);
    let close = near.find("$$")?;
    let inner = part(near, 0..close);
    let first = inner.chars().next()?;
    if first == ' ' || inner.trim().is_empty() || inner.contains("\n\n") || inner.contains('`') {
        return None;
    }
    let end = start + 2 + close + 2;
    let line = inner.split_whitespace().collect::<Vec<_>>().join(" ");
    pass.edits.replace(start..end, format!("`{line}`"));
    Some(end)
}

/// `$x^2$`, and nothing of prices and of names such as `$HOME`.
fn short_formula(pass: &mut Pass<'_>, start: usize, before: Option<char>) -> Option<usize> {
    let rest = from(pass.text, start + 1);
    let length = rest.bytes().take(160).take_while(|byte| *byte != b'\n').position(|byte| byte == b'$')?;
    let inner = part(rest, 0..length);
    let end = start + 1 + length + 1;
    let after = from(pass.text, end).chars().next();
    let joined = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '$' | '{' | '\\'));
    let signs = inner.contains(['\\', '^', '_', '=']) || inner.chars().count() == 1;
    let spaced = inner.starts_with(' ') || inner.ends_with(' ') || inner.ends_with('\\');
    let program = inner.contains(['`', '/', '$', '"', '|']) || inner.starts_with(['{', '(', ':']);
    let variable = inner.chars().all(|c| c.is_ascii_uppercase() || c == '_' || c.is_ascii_digit()) && length > 1;
    if inner.is_empty() || joined(before) || joined(after) || !signs || spaced || program || variable {
        return None;
    }
    pass.edits.replace(start..end, format!("`{inner}`"));
    Some(end)
}

/// `![a](a.png =300x200)`.
fn size(pass: &mut Pass<'_>, start: usize) -> Option<usize> {
    let text = pass.text;
    let rest = from(text, start + 1);
    let length = rest
        .bytes()
        .take(20)
        .take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'x' | b'X' | b'*' | b'%' | b'p'))
        .count();
    let fits =
        length > 0 && from(rest, length).starts_with(')') && part(rest, 0..length).contains(['x', 'X', '*', '%']);
    if !fits {
        return None;
    }
    let line = pass.starts().line(text, pass.starts().number(start));
    let least = (line.start.max(start.saturating_sub(600))..=start).find(|at| text.is_char_boundary(*at))?;
    let before = part(text, least..start);
    let open = before.rfind("](")?;
    let picture = part(before, 0..open).rfind('[').is_some_and(|at| part(before, 0..at).ends_with('!'));
    if !picture || from(before, open).trim_end().contains([' ', ')']) {
        return None;
    }
    pass.edits.remove(start - 1..start + 1 + length);
    Some(start + 1 + length)
}

/// `![a|300](a.png)`.
fn size_in_words(pass: &mut Pass<'_>, start: usize) -> Option<usize> {
    let text = pass.text;
    let rest = from(text, start + 1);
    let length = rest.bytes().take(20).position(|byte| byte == b']')?;
    if !from(rest, length).starts_with("](") || !is_size(part(rest, 0..length)) {
        return None;
    }
    let line = pass.starts().line(text, pass.starts().number(start));
    let least = (line.start.max(start.saturating_sub(400))..=start).find(|at| text.is_char_boundary(*at))?;
    let before = part(text, least..start);
    let open = before.rfind('[')?;
    if !part(before, 0..open).ends_with('!') {
        return None;
    }
    let slash = usize::from(before.ends_with('\\'));
    pass.edits.remove(start - slash..start + 1 + length);
    Some(start + 1 + length)
}

/// `<xref:System.String>` of docfx: the last part of the name.
fn cross_reference(pass: &mut Pass<'_>, start: usize) -> Option<usize> {
    let inner = from(pass.text, start).strip_prefix("<xref:")?;
    let close = inner.bytes().take(300).take_while(|byte| *byte != b'\n').position(|byte| byte == b'>')?;
    let name = part(inner, 0..close).split(['?', '*']).next().unwrap_or_default();
    let end = start + 6 + close + 1;
    pass.edits.replace(start..end, format!("`{}`", name.rsplit('.').next().unwrap_or(name)));
    Some(end)
}
