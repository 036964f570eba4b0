//! Indentation inside of components: in MDX it means nothing, and here it would make code of text.

use super::{
    code::fence_mark,
    jsx::Component,
    lines::{from, indent, lines, part},
    pass::Pass,
    tags::Form,
};

/// A component that is open.
struct Frame<'a> {
    name: &'a str,
    column: usize,
    /// The columns by which its content moves, once its first line is seen.
    shift: Option<usize>,
    /// By how much its own line moves.
    own: usize,
}

/// Components inside of one another; what is deeper stays as it is.
const MAX_DEPTH: usize = 32;
/// Elements without an end.
const VOID: [&str; 6] = ["img", "br", "hr", "input", "source", "wbr"];

/// Moves the content of components to where their first lines stand.
pub(super) fn translate(pass: &mut Pass<'_>) {
    let text = pass.text;
    let mut frames: Vec<Frame<'_>> = Vec::new();
    let mut fence: Option<(u8, usize)> = None;
    let mut inside_tag = 0;
    for line in lines(text) {
        let (column, bytes) = indent(line.text);
        let content = from(line.text, bytes);
        if content.is_empty() {
            continue;
        }
        let closes = content.strip_prefix("</").and_then(|rest| rest.split('>').next());
        if let Some(name) = closes.filter(|_| fence.is_none())
            && let Some(at) = frames.iter().rposition(|frame| frame.name == name.trim())
        {
            let own = frames.get(at).map_or(0, |frame| frame.own);
            frames.truncate(at);
            moved(pass, line.start, bytes, column, own);
            continue;
        }
        let shift = match frames.last_mut() {
            Some(frame) => *frame.shift.get_or_insert(frame.own + column.saturating_sub(frame.column)),
            None => 0,
        };
        moved(pass, line.start, bytes, column, shift);
        if line.start < inside_tag {
            continue;
        }
        if let Some((mark, length)) = fence {
            let run = content.bytes().take_while(|byte| *byte == mark).count();
            if run >= length && from(content, run).trim().is_empty() {
                fence = None;
            }
            continue;
        }
        fence = fence_mark(content);
        let start = line.start + bytes;
        if fence.is_some() || !content.starts_with('<') {
            continue;
        }
        let Some(tag) = Component::read(text, start) else { continue };
        inside_tag = tag.span.end;
        let same_line = part(text, tag.span.end..tag.span.end.max(line.end())).contains("</");
        if tag.form == Form::Open && !same_line && !VOID.contains(&tag.name) && frames.len() < MAX_DEPTH {
            frames.push(Frame { name: tag.name, column, shift: None, own: shift });
        }
    }
}

fn moved(pass: &mut Pass<'_>, start: usize, bytes: usize, column: usize, shift: usize) {
    if shift > 0 {
        pass.edits.replace(start..start + bytes, " ".repeat(column.saturating_sub(shift)));
    }
}
