//! Callouts in quotes: `> [!info]- Title` of Obsidian, `> [!NOTE]` of docfx, `> 📘 Title` of ReadMe, and quotes between
//! `>>>` of GitLab.
//!
//! GitHub's five (`> [!TIP]` alone on its line) are read by the parser and stay, unless they stand in one of the others.

use super::{
    lines::{Line, from, lines, list_mark, part},
    names::class,
    pass::Pass,
    pieces::aside,
};

/// Quotes inside of one another; what is deeper is text.
const MAX_DEPTH: usize = 12;

/// A line with more before its first mark is text.
const MAX_PREFIX: usize = 60;

/// One mark of a quote.
struct Level {
    /// What closes it, where it is a callout; its marks go then.
    close: Option<&'static str>,
}

/// What the first line of a callout says.
struct Head<'a> {
    kind: &'a str,
    folded: bool,
    title: &'a str,
}

fn head(content: &str) -> Option<Head<'_>> {
    let inner = content.trim_start().trim_start_matches("**").strip_prefix("[!")?;
    let (kind, rest) = inner.split_once(']')?;
    let name = kind.split(['|', ' ']).next().unwrap_or(kind);
    let plain = !name.is_empty()
        && name.len() < 40
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '+' | '/'));
    // `[!VIDEO https://…]`, `[!INCLUDE [a](b)]` have a pass of their own.
    if !plain || kind.contains(' ') && !kind.contains('|') && class(name).is_none() {
        return None;
    }
    // A picture or a link that begins with a mark: `[!badge](a.png)`.
    if rest.starts_with('(') {
        return None;
    }
    let folded = rest.starts_with('-');
    let title = rest.strip_prefix(['-', '+']).unwrap_or(rest).trim();
    let title = title.trim_start_matches("**").trim();
    Some(Head { kind: name, folded, title })
}

/// Whether the parser reads it as it stands.
fn is_github(head: &Head<'_>, content: &str) -> bool {
    ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"].contains(&head.kind)
        && head.title.is_empty()
        && !head.folded
        && content.trim_end() == format!("[!{}]", head.kind)
}

/// ReadMe's callouts begin with one of these.
const SIGNS: [(&str, &str); 12] = [
    ("📘", "note"),
    ("ℹ️", "note"),
    ("👍", "tip"),
    ("✅", "tip"),
    ("💡", "tip"),
    ("🚧", "warning"),
    ("⚠️", "warning"),
    ("⚠", "warning"),
    ("❗️", "caution"),
    ("❗", "caution"),
    ("🚫", "caution"),
    ("🛑", "caution"),
];

/// The class that a sign at the beginning of a text stands for, and what follows it.
pub(super) fn sign(text: &str) -> Option<(&'static str, &str)> {
    SIGNS
        .iter()
        .find_map(|(sign, class)| Some((*class, text.strip_prefix(sign)?.trim_start_matches('\u{fe0f}').trim_start())))
}

/// Makes containers of the callouts.
pub(super) fn translate(pass: &mut Pass<'_>) {
    if !pass.text.contains("[!") && !SIGNS.iter().any(|(sign, _)| pass.text.contains(&format!("> {sign}"))) {
        return;
    }
    let mut reader = Reader { levels: Vec::new(), prefix: String::new(), last: 0 };
    for line in lines(pass.text) {
        reader.line(pass, &line);
    }
    reader.truncate(pass, 0);
}

struct Reader {
    levels: Vec<Level>,
    /// What stands before the first mark: the indentation of a list.
    prefix: String,
    /// The end of the last line of a quote.
    last: usize,
}

impl Reader {
    fn line(&mut self, pass: &mut Pass<'_>, line: &Line<'_>) {
        let mut at = 0;
        // An item of a list may begin with a quote.
        let blanks = line.text.len() - line.text.trim_start_matches([' ', '\t']).len();
        // It is repeated before each callout of the quote.
        if blanks > MAX_PREFIX {
            return self.truncate(pass, 0);
        }
        let mut prefix = part(line.text, 0..blanks).to_owned();
        at += blanks;
        if self.levels.is_empty() {
            while let Some(mark) = list_mark(from(line.text, at)).filter(|mark| {
                from(line.text, at + mark).starts_with('>') || list_mark(from(line.text, at + mark)).is_some()
            }) {
                prefix.extend(std::iter::repeat_n(' ', mark));
                at += mark;
                if prefix.len() > MAX_PREFIX {
                    return;
                }
            }
        }
        let first = at;
        let mut marks = Vec::new();
        while from(line.text, at).starts_with('>') && marks.len() < MAX_DEPTH {
            let end = at + 1 + usize::from(from(line.text, at + 1).starts_with(' '));
            marks.push(at..end);
            // Blanks between two marks belong to the first.
            let blanks = from(line.text, end).len() - from(line.text, end).trim_start_matches(' ').len();
            at = end;
            if from(line.text, end + blanks).starts_with('>') && blanks < 4 {
                at = end + blanks;
            }
        }
        // Code in a callout loses its marks, and what looks like one in code is none.
        let code = !pass.is_text(line.start + first);
        if code {
            marks.truncate(self.levels.len());
        }
        if marks.is_empty() || code && self.levels.iter().all(|level| level.close.is_none()) {
            self.truncate(pass, 0);
            return;
        }
        self.truncate(pass, marks.len());
        if self.levels.is_empty() {
            self.prefix = prefix;
        }
        let content_at = marks.last().map_or(at, |mark| mark.end.max(at));
        let content = from(line.text, content_at);
        let found = head(content).filter(|_| !code);
        let starts = found.as_ref().is_some_and(|found| {
            self.levels.iter().any(|level| level.close.is_some())
                || marks.len() > 1
                || self.levels.len() == marks.len()
                || !is_github(found, content)
        });
        // A second callout directly below the first one.
        if starts && self.levels.len() == marks.len() {
            self.truncate(pass, marks.len() - 1);
        }
        let fresh = self.levels.len() < marks.len();
        while self.levels.len() < marks.len() {
            self.levels.push(Level { close: None });
        }
        let mut replaced = None;
        let below = pass.starts().line(pass.text, pass.starts().number(line.start) + 1);
        let alone = !part(pass.text, below).trim_start().starts_with('>');
        if fresh {
            let sign = sign(content.trim_start().trim_start_matches("**"));
            if let Some(head) = found.filter(|_| starts) {
                // A title over nothing is the text.
                let title = Some(head.title).filter(|title| !title.is_empty());
                let text =
                    title.filter(|_| alone).map(|title| format!("\n\n{}{title}", self.marks(self.levels.len() - 1)));
                let head = if text.is_some() { Head { title: "", ..head } } else { head };
                replaced = Some(self.open(&head) + text.as_deref().unwrap_or_default());
            } else if let Some((kind, title)) = sign.filter(|_| found_sign(content)) {
                let title = title.trim_end().trim_end_matches("**");
                let open = aside(kind, Some(title));
                if let Some(level) = self.levels.last_mut() {
                    level.close = Some("</aside>");
                }
                replaced = Some(open);
            }
        }
        // The marks of callouts go.
        for (mark, level) in marks.iter().zip(&self.levels) {
            if level.close.is_some() {
                pass.edits.remove(line.start + mark.start..line.start + mark.end);
            }
        }
        if let Some(open) = replaced {
            let prefix = self.marks(self.levels.len().saturating_sub(1));
            let bare = prefix.trim_end();
            let lead = if self.last > 0 && self.last + 1 >= line.start || self.above(pass, line) {
                format!("{bare}\n{prefix}")
            } else {
                String::new()
            };
            let at = line.start + content_at;
            // Behind the marks that stay.
            let text = if lead.is_empty() { format!("{open}\n{bare}") } else { format!("\n{prefix}{open}\n{bare}") };
            pass.edits.replace(at..line.end(), text);
        }
        self.last = line.end();
    }

    /// Whether a line with text stands directly above, outside of the quote.
    fn above(&self, pass: &Pass<'_>, line: &Line<'_>) -> bool {
        let number = pass.starts().number(line.start);
        let in_item = list_mark(line.text.trim_start()).is_some();
        !in_item
            && number
                .checked_sub(1)
                .is_some_and(|above| !part(pass.text, pass.starts().line(pass.text, above)).trim().is_empty())
    }

    /// What lines begin with inside of so many levels.
    fn marks(&self, count: usize) -> String {
        let mut out = self.prefix.clone();
        for _ in self.levels.iter().take(count).filter(|level| level.close.is_none()) {
            out.push_str("> ");
        }
        out
    }

    fn open(&mut self, head: &Head<'_>) -> String {
        let kind = class(head.kind).map_or("note", |class| class.name());
        let title = Some(head.title).filter(|title| !title.is_empty());
        let (open, close) = match title.filter(|_| head.folded) {
            Some(title) => (format!("<details><summary>{title}</summary>"), "</details>"),
            None => (aside(kind, title), "</aside>"),
        };
        if let Some(level) = self.levels.last_mut() {
            level.close = Some(close);
        }
        open
    }

    /// Closes what is deeper than so many marks, behind the last line.
    fn truncate(&mut self, pass: &mut Pass<'_>, depth: usize) {
        while self.levels.len() > depth {
            let prefix = self.marks(self.levels.len() - 1);
            let bare = prefix.trim_end().to_owned();
            if let Some(Level { close: Some(close) }) = self.levels.pop() {
                pass.edits.insert(self.last, format!("\n{bare}\n{prefix}{close}\n{bare}"));
            }
        }
        if depth == 0 {
            self.last = 0;
        }
    }
}

/// Whether a sign of ReadMe has a title of one line behind it.
fn found_sign(content: &str) -> bool {
    content.chars().count() < 120
}
