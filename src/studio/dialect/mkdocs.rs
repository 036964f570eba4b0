//! Blocks that are set off by their indentation: `!!! note "T"`, `??? tip "T"` and `=== "Tab"` of MkDocs, and the same
//! signs as Retype has them, with a line of signs at the end.

use super::{
    code::fence_mark,
    heads::{Head, HeadKind, head},
    lines::{Line, from, indent, lines, list_mark},
    names::class,
    pass::Pass,
    pieces::aside,
};

/// A block that is open.
struct Frame {
    /// The column of its first line, and of its content; `None` until that is seen.
    column: usize,
    content: Option<usize>,
    /// The columns by which the content moves to the left.
    shift: usize,
    close: &'static str,
    /// The level of headings around it.
    level: usize,
    /// Its content ends at a blank line: it is not indented, as nobody reads it but as it was meant.
    paragraph: bool,
    /// Signs on a line that end it.
    signs: Option<&'static str>,
}

/// A fence that is open.
struct Fence {
    mark: u8,
    length: usize,
    column: usize,
    /// How many blocks it stands in.
    depth: usize,
}

/// Blocks inside of one another; what is deeper is text.
const MAX_DEPTH: usize = 16;

/// Moves the content of such blocks to where their first lines stand, and makes them containers.
pub(super) fn translate(pass: &mut Pass<'_>) {
    let text = pass.text;
    if !["!!!", "???", "=== \"", "===! \"", "===+ \""].iter().any(|sign| text.contains(sign)) {
        return;
    }
    let mut reader = Reader { frames: Vec::new(), level: 1, fence: None, last: 0, blank: true };
    let mut all = lines(text).peekable();
    while let Some(line) = all.next() {
        if line.is_blank() {
            reader.blank = true;
            if reader.frames.last().is_some_and(|frame| frame.paragraph) {
                reader.close_top(pass);
            }
            continue;
        }
        reader.line(pass, &line, all.peek());
        reader.last = line.end();
        reader.blank = false;
    }
    while !reader.frames.is_empty() {
        reader.close_top(pass);
    }
}

/// The length of the mark of a definition, `:   `, with the blanks behind it.
fn definition_mark(text: &str) -> Option<usize> {
    let blanks = text.strip_prefix(':')?.bytes().take_while(|byte| *byte == b' ').count();
    (1..=4).contains(&blanks).then_some(1 + blanks)
}

struct Reader {
    frames: Vec<Frame>,
    level: usize,
    fence: Option<Fence>,
    /// The end of the last line with text.
    last: usize,
    blank: bool,
}

impl Reader {
    fn line(&mut self, pass: &mut Pass<'_>, line: &Line<'_>, next: Option<&Line<'_>>) {
        let (column, bytes) = indent(line.text);
        let content = from(line.text, bytes);
        while let Some(frame) = self.frames.last_mut() {
            let least = *frame.content.get_or_insert(if column > frame.column {
                column.min(frame.column + 4)
            } else {
                frame.column + 4
            });
            let ends = frame.signs.is_some_and(|signs| content.trim_end() == signs);
            if ends {
                pass.edits.remove(line.start + bytes..line.end());
                self.close_top(pass);
                return;
            }
            if column >= least || frame.paragraph || frame.signs.is_some() {
                break;
            }
            if self.fence.as_ref().is_some_and(|fence| fence.depth >= self.frames.len()) {
                self.fence = None;
            }
            self.close_top(pass);
        }
        let shift = self.frames.last().map_or(0, |frame| frame.shift);
        if shift > 0 {
            pass.edits.replace(line.start..line.start + bytes, " ".repeat(column.saturating_sub(shift)));
        }
        if let Some(fence) = &self.fence {
            let run = content.bytes().take_while(|byte| *byte == fence.mark).count();
            // What is set off further is a line of the code.
            if run >= fence.length && column < fence.column + 4 && from(content, run).trim().is_empty() {
                self.fence = None;
            }
            return;
        }
        let mut rest = content;
        while let Some(mark) = list_mark(rest).or_else(|| definition_mark(rest)) {
            rest = from(rest, mark);
        }
        if let Some((mark, length)) = fence_mark(rest) {
            let column = column + content.len() - rest.len();
            self.fence = Some(Fence { mark, length, column, depth: self.frames.len() });
            return;
        }
        // What is code outside of a block stays so; inside of one the regions know its indentation.
        if !pass.is_text(line.start + bytes) {
            return;
        }
        let level = content.bytes().take_while(|byte| *byte == b'#').count();
        if (1..=6).contains(&level) && from(content, level).starts_with(' ') {
            self.level = level;
        }
        if let Some(head) = head(rest).filter(|_| self.frames.len() < MAX_DEPTH) {
            // Behind the mark of a list or a definition the line is its first one.
            let marks = content.len() - rest.len();
            self.blank |= marks > 0;
            self.open(pass, line, (column + marks, bytes + marks), &head, next);
        }
    }

    fn open(
        &mut self,
        pass: &mut Pass<'_>,
        line: &Line<'_>,
        (column, bytes): (usize, usize),
        head: &Head<'_>,
        next: Option<&Line<'_>>,
    ) {
        let below = next.filter(|next| !next.is_blank()).map(|next| (indent(next.text).0, next.text.trim()));
        let indented = below.is_some_and(|(below, _)| below > column);
        let later = || {
            let rest = from(pass.text, line.end());
            rest.lines().find(|line| !line.trim().is_empty()).is_some_and(|line| indent(line).0 >= column + 2)
        };
        let has_content = indented || below.is_none() && later();
        let signs = match head.kind {
            HeadKind::Callout => "!!!",
            HeadKind::Details => "???",
            HeadKind::Tab => "===",
        };
        // Retype closes what is not indented.
        let closed = !has_content
            && head.kind != HeadKind::Tab
            && pass.text.get(line.end()..).is_some_and(|rest| {
                rest.lines().take(60).find(|line| line.starts_with(signs)).is_some_and(|line| line.trim_end() == signs)
            });
        let paragraph = !has_content && !closed && (below.is_some() || !head.words.is_empty());
        // A name that nobody knows is a sentence, unless something is set off below it.
        if head.kind != HeadKind::Tab && class(head.name).is_none() && head.title.is_none() && !has_content {
            return;
        }
        // An empty tab is one among others.
        if head.kind == HeadKind::Tab && !has_content && (below.is_some() || column > 0) {
            return;
        }
        let shift_before = self.frames.last().map_or(0, |frame| frame.shift);
        let prefix = " ".repeat(column.saturating_sub(shift_before));
        let kind = class(head.name).map_or("note", |class| class.name());
        // A name in another script is a title, too.
        let foreign = Some(head.name).filter(|name| class(name).is_none() && !name.is_ascii());
        let title = head.title.or(foreign).filter(|title| !title.trim().is_empty());
        let level = self.level;
        let (mut open, close) = match (head.kind, title) {
            (HeadKind::Details, Some(title)) => {
                (format!("<details><summary>{}</summary>", title.replace("\\\"", "\"")), "</details>")
            }
            (HeadKind::Tab, title) if prefix.is_empty() => {
                (format!("{} {}", "#".repeat((level + 1).min(6)), title.unwrap_or_default()), "")
            }
            (HeadKind::Tab, title) => (format!("**{}**", title.unwrap_or_default()), ""),
            (_, title) => (aside(kind, title), "</aside>"),
        };
        if !head.words.is_empty() {
            open.push_str(&format!("\n\n{prefix}{}", head.words));
        }
        let lead = if self.blank || self.last == 0 { String::new() } else { format!("\n{prefix}") };
        // A paragraph that goes on below the first line is one with it.
        let trail = if below.is_some() && head.words.is_empty() { "\n" } else { "" };
        pass.edits.replace(line.start + bytes..line.end(), format!("{lead}{open}{trail}"));
        let content = if paragraph || closed { Some(column) } else { None };
        let width = below.filter(|_| indented).map_or(4, |(below, _)| (below - column).min(4));
        let shift = if content.is_some() { shift_before } else { shift_before + width };
        self.frames.push(Frame {
            column,
            content: content.or(Some(column + width)),
            shift,
            close,
            level,
            paragraph,
            signs: closed.then_some(signs),
        });
    }

    /// Closes the innermost block behind the last line with text.
    fn close_top(&mut self, pass: &mut Pass<'_>) {
        let Some(frame) = self.frames.pop() else { return };
        self.level = frame.level;
        let outer = self.frames.last().map_or(0, |frame| frame.shift);
        let prefix = " ".repeat(frame.column.saturating_sub(outer));
        if frame.close.is_empty() {
            return;
        }
        pass.edits.insert(self.last, format!("\n\n{prefix}{}\n", frame.close));
    }
}
