//! Lines that CommonMark reads as text and every reader of the original sees as what they were meant to be: a heading
//! without its blank, or behind the end of an element; the rule of a table with an empty cell; the end of a comment
//! that nothing began; tabs and panels of Retype; directives of reStructuredText and Doxygen.

use super::{
    lines::{Line, from, indent, lines, part},
    names::class,
    pass::Pass,
    pieces::aside,
};

/// Elements whose end may stand directly before a heading.
const BLOCKS: &str = "object div details p table center figure aside section article iframe video ul ol dl pre blockquote picture summary";

/// Translates all such lines.
pub(super) fn translate(pass: &mut Pass<'_>) {
    let text = pass.text;
    let all: Vec<Line<'_>> = lines(text).collect();
    let retype = Retype::of(pass, &all);
    let doxygen = ["@ref ", "\\ref ", "@anchor ", "@tableofcontents"].iter().any(|sign| text.contains(sign));
    let levels = pass.levels();
    for (number, line) in all.iter().enumerate() {
        let (column, bytes) = indent(line.text);
        let content = from(line.text, bytes).trim_end();
        let start = line.start + bytes;
        if content.is_empty() || !pass.is_text(start) {
            continue;
        }
        let above = number.checked_sub(1).and_then(|above| all.get(above));
        match content.as_bytes().first() {
            Some(b'#') => heading(pass, start, content),
            Some(b'<') => behind_end(pass, start, content),
            Some(b'-') if content == "-->" => pass.edits.remove(start..line.end()),
            Some(b'|') => rule(pass, start, content, above),
            Some(b'+' | b'=') => retype.line(pass, line, start, content, levels.before(start)),
            Some(b'.') => restructured(pass, &all, number, content),
            Some(b'@' | b'\\') if doxygen && column < 4 => command(pass, &all, number, start, content),
            _ => {}
        }
    }
}

/// `##Words`, `##<a name="x"></a>Words`, and a blank that is none to CommonMark.
fn heading(pass: &mut Pass<'_>, start: usize, content: &str) {
    let level = content.bytes().take_while(|byte| *byte == b'#').count();
    let rest = from(content, level);
    let odd = rest.chars().next().filter(|c| matches!(c, '\u{a0}' | '\u{3000}' | '\u{2002}' | '\u{2003}' | '\u{202f}'));
    if let Some(blank) = odd.filter(|_| level <= 6) {
        pass.edits.replace(start + level..start + level + blank.len_utf8(), " ");
    } else if (2..=6).contains(&level)
        && (rest.starts_with(|c: char| c.is_alphabetic() || matches!(c, '*' | '`' | '['))
            || rest.starts_with("<a ") && rest.contains("</a>"))
    {
        pass.edits.insert(start + level, " ");
    }
}

/// `</object>## Words`.
fn behind_end(pass: &mut Pass<'_>, start: usize, content: &str) {
    let Some(found) = content.find(">#") else { return };
    let level = from(content, found + 1).bytes().take_while(|byte| *byte == b'#').count();
    let name = part(content, 0..found).rsplit_once("</").map(|(_, name)| name.trim());
    let ends = name.is_some_and(|name| BLOCKS.split(' ').any(|known| known.eq_ignore_ascii_case(name)));
    if ends && level <= 6 && from(content, found + 1 + level).starts_with(' ') && pass.is_text(start + found + 1) {
        pass.edits.insert(start + found + 1, "\n\n");
    }
}

/// The line below the head of a table in which a cell was left empty.
fn rule(pass: &mut Pass<'_>, start: usize, content: &str, above: Option<&Line<'_>>) {
    let is_rule =
        content.contains("--") && content.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t'));
    if !is_rule || !above.is_some_and(|above| above.text.trim_start().starts_with('|')) {
        return;
    }
    let mut at = start + 1;
    for cell in from(content, 1).split('|') {
        let last = at + cell.len() >= start + content.len();
        if cell.trim().is_empty() && !(last && cell.is_empty()) {
            pass.edits.replace(at..at + cell.len(), " --- ");
        }
        at += cell.len() + 1;
    }
}

/// Which blocks of Retype a text has: they are closed by their sign alone.
struct Retype {
    tabs: bool,
    panels: bool,
}

impl Retype {
    fn of(pass: &Pass<'_>, all: &[Line<'_>]) -> Self {
        let has = |test: &dyn Fn(&str) -> bool| all.iter().any(|line| test(line.text) && pass.is_text(line.start));
        let closed = |sign: &str| has(&|line| line.trim_end() == sign);
        Self {
            tabs: has(&|line| line.starts_with("+++ ")) && closed("+++"),
            panels: has(&|line| line.starts_with("==- ")) && closed("==="),
        }
    }

    fn line(&self, pass: &mut Pass<'_>, line: &Line<'_>, start: usize, content: &str, level: usize) {
        let label = |sign: &str| content.strip_prefix(sign).map(str::trim).filter(|label| !label.is_empty());
        let text = if self.tabs && content.starts_with("+++") {
            label("+++ ").map(|label| format!("\n{} {label}\n", "#".repeat((level + 1).min(6))))
        } else if self.panels && (content.starts_with("==-") || content.starts_with("===")) {
            label("==- ").or_else(|| label("=== ")).map(|label| format!("\n**{label}**\n"))
        } else {
            return;
        };
        let closes = content == "+++" || content == "===";
        match text {
            Some(text) => pass.edits.replace(start..line.end(), text),
            None if closes => pass.edits.remove(start..line.end()),
            None => {}
        }
    }
}

/// `.. note:: words` with lines below that are set off, and `.. _label:`.
fn restructured(pass: &mut Pass<'_>, all: &[Line<'_>], number: usize, content: &str) {
    let (Some(line), Some(rest)) = (all.get(number), content.strip_prefix(".. ")) else { return };
    let (column, bytes) = indent(line.text);
    let start = line.start + bytes;
    if rest.starts_with('_') && rest.ends_with(':') {
        return pass.edits.remove(start..line.end());
    }
    let Some((name, words)) = rest.split_once("::") else { return };
    let Some(kind) = class(name).filter(|_| !name.contains(' ')) else { return };
    let inner = all.get(number + 1..).unwrap_or_default();
    let count = inner.iter().take_while(|line| line.is_blank() || indent(line.text).0 > column).count();
    let filled = inner.get(..count).unwrap_or_default().iter().rposition(|line| !line.is_blank());
    let mut end = line.end();
    for line in inner.get(..filled.map_or(0, |last| last + 1)).unwrap_or_default() {
        let (found, bytes) = indent(line.text);
        if !line.is_blank() {
            pass.edits.replace(line.start..line.start + bytes, " ".repeat(column + found.saturating_sub(column + 4)));
        }
        end = line.end();
    }
    let prefix = " ".repeat(column);
    pass.edits.replace(start..line.end(), format!("{}\n\n{prefix}{}", aside(kind.name(), None), words.trim()));
    pass.edits.insert(end, format!("\n\n{prefix}</aside>\n"));
}

/// Doxygen: `@note words` up to a blank line, and commands that show nothing.
fn command(pass: &mut Pass<'_>, all: &[Line<'_>], number: usize, start: usize, content: &str) {
    let Some(line) = all.get(number) else { return };
    let (name, words) = from(content, 1).split_once(' ').unwrap_or((from(content, 1), ""));
    if matches!(name, "tableofcontents" | "anchor" | "internal" | "endinternal" | "ingroup" | "page" | "mainpage") {
        return match name {
            "anchor" => {
                let id = words.trim().replace(['"', '<', '>', '&'], "");
                pass.edits.replace(start..line.end(), format!("<span id=\"{id}\"></span>"));
            }
            _ => pass.edits.remove(start..line.end()),
        };
    }
    let known = matches!(name, "note" | "warning" | "attention" | "remark" | "remarks" | "deprecated" | "bug" | "todo");
    let Some(kind) = class(name).filter(|_| known && !words.trim().is_empty()) else { return };
    let below = all.get(number + 1..).unwrap_or_default();
    let count = below.iter().take_while(|line| !line.is_blank() && !line.text.trim_start().starts_with(['@', '\\']));
    let end = all.get(number + count.count()).map_or(line.end(), Line::end);
    let gap = content.len() - words.len();
    pass.edits.replace(start..start + gap, format!("\n{}\n\n", aside(kind.name(), None)));
    pass.edits.insert(end, "\n\n</aside>\n");
}
