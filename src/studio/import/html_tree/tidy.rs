//! Lines as a browser shows them: blanks are one, and none stands where a line begins or ends. What is left of an
//! editor's work is put together: two bold letters side by side are one bold word.

use crate::knowledge::Inline;

/// Elements inside one another in a line; the rest of them say nothing new.
const MAX_DEPTH: usize = 5;

/// A line.
pub(super) fn line(run: Vec<Inline>) -> Vec<Inline> {
    let soft = !keeps_hard_blanks(&run);
    let mut run = joined(run, 0, &mut Vec::new());
    Blanks { after_blank: true, soft }.collapse(&mut run);
    let mut out = outer_blanks(run);
    if let Some(Inline::Text(text)) = out.last_mut() {
        text.truncate(text.trim_end().len());
    }
    out.pop_if(|last| *last == Inline::Text(String::new()));
    while out.pop_if(|last| *last == Inline::Break).is_some() {}
    let breaks = out.iter().take_while(|inline| **inline == Inline::Break).count();
    out.drain(..breaks);
    out
}

/// The words of a heading: no line breaks, and not bold as a whole.
pub(super) fn heading(run: Vec<Inline>) -> Vec<Inline> {
    let mut run = line(unbroken(run));
    while let [Inline::Strong(inner) | Inline::Marked(_, inner)] = run.as_mut_slice() {
        run = line(std::mem::take(inner));
    }
    run
}

/// Text with single blanks.
pub(super) fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn unbroken(run: Vec<Inline>) -> Vec<Inline> {
    let inner = |inline| match inline {
        Inline::Break => Inline::Text(" ".to_owned()),
        Inline::Strong(inner) => Inline::Strong(unbroken(inner)),
        Inline::Emphasis(inner) => Inline::Emphasis(unbroken(inner)),
        Inline::Strike(inner) => Inline::Strike(unbroken(inner)),
        Inline::Marked(mark, inner) => Inline::Marked(mark, unbroken(inner)),
        Inline::Link(target, inner) => Inline::Link(target, unbroken(inner)),
        other => other,
    };
    run.into_iter().map(inner).collect()
}

/// Whether blanks that do not break are few, as they are where somebody chose them: programs put them everywhere.
fn keeps_hard_blanks(run: &[Inline]) -> bool {
    let (mut hard, mut soft) = (0_usize, 0_usize);
    count(run, &mut |c| match c {
        '\u{a0}' => hard += 1,
        c if c.is_whitespace() => soft += 1,
        _ => {}
    });
    hard < 4 || hard * 2 <= soft
}

fn count(run: &[Inline], each: &mut impl FnMut(char)) {
    for inline in run {
        match inline {
            Inline::Text(text) => text.chars().for_each(&mut *each),
            Inline::Strong(inner)
            | Inline::Emphasis(inner)
            | Inline::Strike(inner)
            | Inline::Marked(_, inner)
            | Inline::Link(_, inner) => count(inner, each),
            _ => {}
        }
    }
}

/// The elements of a run by what they say, without what is in them.
fn shell(inline: &Inline) -> Option<Inline> {
    match inline {
        Inline::Strong(_) => Some(Inline::Strong(Vec::new())),
        Inline::Emphasis(_) => Some(Inline::Emphasis(Vec::new())),
        Inline::Strike(_) => Some(Inline::Strike(Vec::new())),
        Inline::Marked(mark, _) => Some(Inline::Marked(*mark, Vec::new())),
        Inline::Link(target, _) => Some(Inline::Link(target.clone(), Vec::new())),
        _ => None,
    }
}

fn inner_mut(inline: &mut Inline) -> Option<&mut Vec<Inline>> {
    match inline {
        Inline::Strong(inner)
        | Inline::Emphasis(inner)
        | Inline::Strike(inner)
        | Inline::Marked(_, inner)
        | Inline::Link(_, inner) => Some(inner),
        _ => None,
    }
}

/// Neighbours that say the same are one, and what is said around them is not said again. `open` is what is said around.
fn joined(run: Vec<Inline>, depth: usize, open: &mut Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for mut inline in run {
        let Some(kind) = shell(&inline) else {
            push(&mut out, inline);
            continue;
        };
        let inner = inner_mut(&mut inline).map(std::mem::take).unwrap_or_default();
        if depth >= MAX_DEPTH || open.contains(&kind) {
            joined(inner, depth, open).into_iter().for_each(|inline| push(&mut out, inline));
            continue;
        }
        open.push(kind.clone());
        let inner = joined(inner, depth + 1, open);
        open.pop();
        // Two keys side by side are two keys.
        let joins = !matches!(kind, Inline::Marked(crate::knowledge::Mark::Key, _));
        match out.last_mut() {
            Some(before) if joins && shell(before).as_ref() == Some(&kind) => {
                if let Some(before) = inner_mut(before) {
                    inner.into_iter().for_each(|inline| push(before, inline));
                }
            }
            _ => {
                if let Some(own) = inner_mut(&mut inline) {
                    *own = inner;
                }
                out.push(inline);
            }
        }
    }
    out
}

fn push(out: &mut Vec<Inline>, inline: Inline) {
    match (out.last_mut(), inline) {
        (Some(Inline::Text(before)), Inline::Text(text)) => before.push_str(&text),
        // Nobody sees a blank where a line ends.
        (Some(Inline::Text(before)), Inline::Break) => {
            before.truncate(before.trim_end().len());
            out.pop_if(|before| *before == Inline::Text(String::new()));
            out.push(Inline::Break);
        }
        (_, inline) => out.push(inline),
    }
}

/// What is known of the line so far.
struct Blanks {
    /// Whether a blank stands before, or the beginning of a line.
    after_blank: bool,
    /// Whether every blank may break.
    soft: bool,
}

impl Blanks {
    fn collapse(&mut self, run: &mut [Inline]) {
        for inline in run {
            match inline {
                Inline::Text(text) => *text = self.text(text),
                Inline::Break => self.after_blank = true,
                other => match inner_mut(other) {
                    Some(inner) => self.collapse(inner),
                    None => self.after_blank = false,
                },
            }
        }
    }

    fn text(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            if matches!(c, '\u{200b}' | '\u{feff}') || c.is_control() && !c.is_whitespace() {
                continue;
            }
            if !c.is_whitespace() {
                out.push(c);
                self.after_blank = false;
            } else if !self.after_blank {
                // Blanks of a certain width are typed; the ends of lines are not.
                let typed = !c.is_ascii() && c != '\u{85}' && (c != '\u{a0}' || !self.soft);
                out.push(if typed { c } else { ' ' });
                self.after_blank = true;
            }
        }
        out
    }
}

/// Blanks at the ends of an element stand outside of it, and an element of blanks is a blank.
fn outer_blanks(run: Vec<Inline>) -> Vec<Inline> {
    let mut out = Vec::with_capacity(run.len());
    for mut inline in run {
        let Some(inner) = inner_mut(&mut inline) else {
            match &inline {
                Inline::Text(text) if text.is_empty() => {}
                _ => push(&mut out, inline),
            }
            continue;
        };
        let mut own = outer_blanks(std::mem::take(inner));
        let before = take_blank(own.first_mut(), true);
        let after = take_blank(own.last_mut(), false);
        own.retain(|inline| *inline != Inline::Text(String::new()));
        let breaks = own.iter().take_while(|inline| **inline == Inline::Break).count();
        let mut rest = own.split_off(breaks);
        own.into_iter().for_each(|inline| push(&mut out, inline));
        let mut behind = Vec::new();
        while let Some(Inline::Break) = rest.last() {
            behind.extend(rest.pop());
        }
        if before {
            push(&mut out, Inline::Text(" ".to_owned()));
        }
        if !rest.is_empty() {
            *inner = rest;
            push(&mut out, inline);
        }
        if after {
            push(&mut out, Inline::Text(" ".to_owned()));
        }
        behind.into_iter().for_each(|inline| push(&mut out, inline));
    }
    out
}

/// Takes the blank off one end of a text.
fn take_blank(inline: Option<&mut Inline>, start: bool) -> bool {
    let Some(Inline::Text(text)) = inline else { return false };
    let trimmed = if start { text.trim_start() } else { text.trim_end() };
    let found = trimmed.len() < text.len();
    *text = trimmed.to_owned();
    found
}
