//! The lines of a section, of which a passage is made: a paragraph, an item of a list, a row of a table, a line of code.

use alloc::{string::String, vec::Vec};

use crate::{
    knowledge::{Block, Inline, plain_inlines},
    language::is_word_char,
};

/// The mark of a list item.
const DASH: &str = "– ";
/// The most bytes of a sentence that introduces the list after it, or leads to something else.
pub(super) const INTRODUCTION: usize = 160;

/// A line of a section.
#[derive(Default)]
pub(super) struct Line {
    pub(super) text: String,
    /// The line that introduces it, without which it is not understood.
    pub(super) introduction: Option<usize>,
    /// A passage may begin with it.
    pub(super) opens: bool,
    /// It is understood without the lines before it, but for its introduction: an item without a number, a row.
    pub(super) alone: bool,
    /// It is one of several: an item, a row, a line of code.
    pub(super) listed: bool,
    /// It is the first item of a list with numbers.
    pub(super) first_step: bool,
    /// It is left out of a list that is too long: what stands below an item.
    pub(super) detail: bool,
    /// It says nothing without the lines after it.
    pub(super) leads: bool,
}

pub(super) fn with_colon(text: &str) -> String {
    let mut out = String::from(text.trim_end());
    if !out.ends_with(['?', '!', ':', '.']) {
        out.push(':');
    }
    out
}

/// The lines of blocks. A line that ends with a colon, or a sentence by itself, introduces the list or table after it;
/// else what was given does.
pub(super) fn push_blocks(blocks: &[Block], given: Option<usize>, lines: &mut Vec<Line>) {
    let mut under = given;
    let mut introduction = given;
    for block in blocks {
        let first = lines.len();
        push_block(block, introduction, lines);
        // What it announces is a picture, which is not shown.
        if lines.len() == first
            && matches!(block, Block::Paragraph(_))
            && let Some(line) = lines.last_mut().filter(|line| line.leads_on() && !line.listed)
        {
            line.text.pop();
            line.text.push('.');
        }
        let last = lines.len().checked_sub(1).filter(|&last| last >= first);
        introduction = match block {
            Block::Heading { .. } => {
                under = last;
                under
            }
            Block::Paragraph(_) if lines.last().is_some_and(|own| own.text.ends_with(':') || own.introduces()) => {
                last.or(under)
            }
            _ => under,
        };
    }
}

impl Line {
    /// Whether what follows may be no more than a link: "The instructions are here:".
    fn leads_on(&self) -> bool {
        self.text.ends_with(':') && !self.leads
    }

    /// Whether it is one short sentence, which introduces the list after it.
    fn introduces(&self) -> bool {
        !self.leads
            && self.text.len() < INTRODUCTION
            && self.text.find(['.', '?', '!']).is_none_or(|at| at + 1 == self.text.len())
    }
}

fn push_block(block: &Block, introduction: Option<usize>, lines: &mut Vec<Line>) {
    let listed = matches!(block, Block::List { .. } | Block::Table { .. } | Block::Code(_));
    let led = lines.last().is_some_and(Line::leads_on);
    let mut push = |text: String, own: Line| {
        if !text.is_empty() {
            lines.push(Line { text, listed, ..own });
        }
    };
    match block {
        Block::Paragraph(run) => {
            for run in run.split(|inline| matches!(inline, Inline::Break)) {
                let text = if led { shown(run) } else { said(run) };
                // What only introduces something does not open a passage by itself.
                let opens = !text.ends_with(':');
                push(text, Line { opens, ..Line::default() });
            }
        }
        Block::List { start, items } => {
            // Links alone are the contents of a page, unless a line says what they are.
            let led = led || lines.last().is_some_and(Line::introduces);
            let links = |block: &Block| matches!(block, Block::Paragraph(run) if said(run).is_empty());
            if !led && items.iter().flat_map(|item| &item.blocks).all(links) {
                return;
            }
            for (number, item) in (0..).zip(items) {
                let mut own = Vec::new();
                push_blocks(&item.blocks, None, &mut own);
                if let [Block::Paragraph(run), ..] = item.blocks.as_slice()
                    && said(run).is_empty()
                    && !run.iter().all(is_picture)
                {
                    own.insert(0, Line { text: shown(run), ..Line::default() });
                }
                let whole = own.first().is_some_and(|line| line.text.ends_with(':'))
                    || item.blocks.iter().any(|block| matches!(block, Block::Code(_)));
                let mark = match start {
                    Some(first) => alloc::format!("{}. ", first.saturating_add(number)),
                    None => String::from(DASH),
                };
                for (at, line) in own.into_iter().enumerate() {
                    let line = if at > 0 {
                        let Line { text, leads, .. } = line;
                        Line { text, leads, introduction, listed: true, detail: !whole, ..Line::default() }
                    } else {
                        Line {
                            text: String::new() + &mark + &line.text,
                            introduction,
                            opens: start.is_none_or(|first| first < 2 && number == 0),
                            alone: start.is_none(),
                            listed: true,
                            first_step: *start == Some(1) && number == 0 && items.len() > 1,
                            ..Line::default()
                        }
                    };
                    lines.push(line);
                }
            }
        }
        Block::Callout(_, inner) | Block::Quote(inner) => push_blocks(inner, introduction, lines),
        Block::Titled { title, blocks, .. } => {
            push(with_colon(&plain_inlines(title)), Line { leads: true, ..Line::default() });
            let own = lines.len().checked_sub(1);
            push_blocks(blocks, own, lines);
        }
        Block::Table { head, rows, .. } => {
            let cells = |row: &[Vec<Inline>]| row.iter().map(|cell| said(cell)).collect::<Vec<_>>();
            let head = cells(head);
            let rows: Vec<Vec<String>> = rows.iter().map(|row| cells(row)).collect();
            // Without its pictures a row may name something and say nothing of it.
            let says = |row: &&Vec<String>| row.iter().filter(|cell| !cell.is_empty()).count() > 1;
            let any = rows.iter().any(|row| says(&row));
            for row in rows.iter().filter(|row| !any || says(row)) {
                push(row_said(&head, row), Line { introduction, opens: true, alone: true, ..Line::default() });
            }
        }
        Block::Code(code) => {
            for (number, line) in code.split('\n').enumerate() {
                push(line.trim_end().into(), Line { introduction, opens: number == 0, ..Line::default() });
            }
        }
        Block::Heading { text, .. } => push(with_colon(&plain_inlines(text)), Line { leads: true, ..Line::default() }),
        Block::Rule | Block::Footnote(..) => {}
    }
}

/// A row of a table as a sentence: "header: cell; header: cell".
fn row_said(head: &[String], row: &[String]) -> String {
    let mut out = String::new();
    for (number, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
        let header = head.get(number).map_or("", |header| header.trim_end_matches(':'));
        if !out.is_empty() {
            out.push_str("; ");
        }
        if !header.is_empty() {
            out.push_str(header);
            out.push_str(": ");
        }
        out.push_str(cell);
    }
    out
}

/// The words of a run without its pictures; nothing where they are links with hardly a word between them.
fn said(run: &[Inline]) -> String {
    let letters = |text: &str| text.chars().filter(|&c| is_word_char(c)).count();
    let out = shown(run);
    let links = run.iter().filter(|inline| matches!(inline, Inline::Link(..)));
    let linked: usize = links.map(|link| letters(&plain_inlines(core::slice::from_ref(link)))).sum();
    let between = letters(&out).saturating_sub(linked);
    if between * 4 < linked { String::new() } else { out }
}

/// The words of a run without its pictures.
fn shown(run: &[Inline]) -> String {
    // In one go: a mark is about what stands before it.
    let run: Vec<Inline> = run.iter().filter(|inline| !is_picture(inline)).cloned().collect();
    plain_inlines(&run).trim().into()
}

/// Whether nothing but a picture is shown.
fn is_picture(inline: &Inline) -> bool {
    match inline {
        Inline::Image { .. } => true,
        Inline::Link(_, inner) | Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Marked(_, inner) => {
            !inner.is_empty() && inner.iter().all(is_picture)
        }
        _ => false,
    }
}
