//! Lines that mean something in one dialect: `?> text` of docsify, `>>>` of GitLab, lists of contents, abbreviations,
//! definition lists, `[!INCLUDE]` and tabs of docfx, `{tab|…}` of Zulip, `<aside>` of Notion.

use std::ops::Range;

use super::{
    arguments::Arguments,
    foreign::ForeignKind,
    lines::{Line, behind_marks, closing_bracket, escaped, from, indent, lines, list_mark, part},
    names::class,
    pass::Pass,
    pieces::aside,
    quotes::sign,
};

/// What a text without any such line does not have.
pub(super) const SIGNS: [&str; 11] = [">>>", "?> ", "!> ", "[", "{", "@", "$", ": ", ":\t", ":id=", "<aside>"];

/// Translates all such lines.
pub(super) fn translate(pass: &mut Pass<'_>) {
    let all: Vec<Line<'_>> = lines(pass.text).collect();
    let mut quote: Option<usize> = None;
    let mut number = 0;
    while let Some(line) = all.get(number) {
        let next = number + 1;
        number = next;
        let (column, bytes) = indent(line.text);
        let content = from(line.text, bytes).trim_end();
        let start = line.start + bytes;
        if !may_begin(content) && !content.contains("[!") || !pass.is_text(start) {
            continue;
        }
        let before = next.checked_sub(2).and_then(|above| all.get(above));
        if content == ">>>" {
            gitlab(pass, &all, next, &mut quote);
        } else if content.starts_with("?> ") || content.starts_with("!> ") {
            let class = if content.starts_with('!') { "warning" } else { "tip" };
            let lines = paragraph_lines(&all, next);
            number = next + lines;
            let end = all.get(number - 1).map_or(line.end(), Line::end);
            // Each line may begin with the sign.
            for line in all.get(next..number).unwrap_or_default() {
                let bytes = indent(line.text).1;
                if from(line.text, bytes).starts_with("?> ") || from(line.text, bytes).starts_with("!> ") {
                    pass.edits.remove(line.start + bytes..line.start + bytes + 3);
                }
            }
            let prefix = " ".repeat(column);
            let lead = before.filter(|line| !line.is_blank()).map(|_| format!("\n{prefix}")).unwrap_or_default();
            pass.edits.replace(start..start + 3, format!("{lead}{}\n\n{prefix}", aside(class, None)));
            pass.edits.insert(end, format!("\n\n{prefix}</aside>\n"));
        } else if is_contents(content) {
            pass.edits.remove(start..line.end());
        } else if content.starts_with("*[") {
            if content
                .split_once("]:")
                .is_some_and(|(name, said)| name.len() > 2 && !name.contains("](") && said.starts_with(' '))
            {
                pass.edits.remove(start..line.end());
            }
        } else if content.starts_with(':') && column < 4 {
            definition(pass, &all, next - 1);
        } else if content.starts_with('#') {
            heading(pass, line, start, content);
        } else if content.starts_with('{') {
            zulip(pass, start..line.end(), content);
        } else if content == "<aside>" {
            notion(pass, &all, next, line);
        }
        docfx(pass, line, start);
    }
}

/// Whether a line may be one of those, by what is seen of it at once.
fn may_begin(content: &str) -> bool {
    match content.bytes().next() {
        Some(b'>' | b'?' | b'!') => content == ">>>" || from(content, 1).starts_with("> "),
        Some(b'#') => content.contains(":id=") || content.contains("(#tab/"),
        Some(b'<') => content == "<aside>",
        Some(b'-' | b'*') => content.contains('['),
        Some(byte) => matches!(byte, b'[' | b'{' | b'@' | b'$' | b':'),
        None => false,
    }
}

/// Whether a line asks for a list of contents.
fn is_contents(content: &str) -> bool {
    let content = content.trim_start_matches(['-', '*', ' ']);
    if !content.starts_with(['[', '{', '@', '$']) {
        return false;
    }
    let content = content.to_lowercase();
    matches!(
        content.as_str(),
        "[toc]"
            | "[[toc]]"
            | "[[_toc_]]"
            | "${toc}"
            | "@[toc]"
            | "{{toc}}"
            | "[[toc maxlevel=2]]"
            | "{toc}"
            | "[[_tosp_]]"
            | "@import_toc"
            | "[toc]: #"
            | "{!toc!}"
    ) || content.starts_with("@[toc](")
}

/// How many lines of a paragraph follow from a line on.
fn paragraph_lines(all: &[Line<'_>], next: usize) -> usize {
    let goes_on = |line: &&Line<'_>| !line.is_blank() && !line.text.trim_start().starts_with(['#', '>', '`', '~']);
    all.get(next..).unwrap_or_default().iter().take_while(goes_on).count()
}

/// `>>>` on a line of its own begins a quote of several paragraphs or ends it.
fn gitlab(pass: &mut Pass<'_>, all: &[Line<'_>], next: usize, quote: &mut Option<usize>) {
    let Some(line) = all.get(next - 1) else { return };
    match quote.take() {
        Some(open) => {
            for line in all.get(open..next.saturating_sub(1)).unwrap_or_default() {
                pass.edits.insert(line.start, if line.is_blank() { ">" } else { "> " });
            }
            if let Some(first) = all.get(open.saturating_sub(1)) {
                pass.edits.remove(first.start..first.end());
            }
            pass.edits.remove(line.start..line.end());
        }
        None => {
            let closed = all.iter().skip(next).any(|line| line.text.trim() == ">>>");
            if closed {
                *quote = Some(next);
            }
        }
    }
}

/// `: definition` below a term: the term is bold, the definition a paragraph.
fn definition(pass: &mut Pass<'_>, all: &[Line<'_>], number: usize) {
    let Some(line) = all.get(number) else { return };
    let (_, bytes) = indent(line.text);
    let Some(rest) = from(line.text, bytes)
        .strip_prefix(':')
        .filter(|rest| rest.starts_with([' ', '\t']) && !rest.trim().is_empty())
    else {
        return;
    };
    let above = |back: usize| number.checked_sub(back).and_then(|at| all.get(at));
    let blank = above(1).is_some_and(Line::is_blank);
    let Some(term) = above(if blank { 2 } else { 1 }) else { return };
    let words = term.text.trim();
    let first = words.starts_with(|c: char| {
        c.is_alphanumeric()
            || matches!(
                c,
                '`' | '*' | '_' | '[' | '(' | '"' | '„' | '“' | '$' | '@' | '/' | '.' | ':' | '<' | '-' | '#' | '{'
            )
    });
    let is_definition = words.starts_with(": ") || words.starts_with(":\t");
    let goes_on = is_definition || term.text.starts_with("    ");
    if words.is_empty()
        || !goes_on && (!first || list_mark(words).is_some() || words.len() > 200 || words.starts_with('|'))
    {
        return;
    }
    let start = line.start + bytes;
    let gap = rest.len() - rest.trim_start().len();
    pass.edits.replace(start..start + 1 + gap, if blank { "" } else { "\n" });
    if !goes_on && !words.contains("**") && pass.is_text(term.start) {
        let at = term.start + indent(term.text).1;
        // Several terms have one definition.
        pass.edits.insert(at, "**");
        pass.edits.insert(at + words.len(), "**");
    }
    // Lines below that are set off belong to it.
    for line in all.iter().skip(number + 1).take(200) {
        let (column, bytes) = indent(line.text);
        if line.is_blank() {
            continue;
        }
        if column < 2 || from(line.text, bytes).starts_with(':') && from(line.text, bytes + 1).starts_with([' ', '\t'])
        {
            break;
        }
        pass.edits.remove(line.start..line.start + bytes.min(4));
    }
}

/// `## Words :id=name` of docsify, and docfx's tabs: `# [Label](#tab/name)`.
fn heading(pass: &mut Pass<'_>, line: &Line<'_>, start: usize, content: &str) {
    if let Some((words, id)) = content.rsplit_once(" :id=").filter(|(_, id)| !id.contains(' ')) {
        let at = start + words.len();
        pass.edits.replace(at..start + content.len(), format!(" {{#{id}}}"));
        return;
    }
    let level = content.bytes().take_while(|byte| *byte == b'#').count();
    let Some((label, _)) = from(content, level).trim().strip_prefix('[').and_then(|rest| rest.split_once("](#tab/"))
    else {
        return;
    };
    pass.edits.replace(start..line.end(), format!("{} {label}", "#".repeat((level + 1).clamp(3, 6))));
}

/// `{start_tabs}`, `{tab|desktop}`, `{settings_tab|profile}`.
fn zulip(pass: &mut Pass<'_>, span: Range<usize>, content: &str) {
    let Some(inner) = content.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else { return };
    let word = |text: &str| {
        !text.is_empty()
            && text
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-' | '|' | '.' | '/'))
    };
    if !word(inner) || !inner.contains(['_', '|']) {
        return;
    }
    if let Some(label) = inner.strip_prefix("tab|") {
        let level = (pass.levels().before(span.start) + 1).min(6);
        let label = label.replace(['-', '_'], " ");
        let mut letters = label.chars();
        let label: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        pass.edits.replace(span, format!("{} {label}", "#".repeat(level)));
        return;
    }
    if !matches!(inner, "start_tabs" | "end_tabs") {
        pass.lost(ForeignKind::TemplateTag, span.clone());
    }
    pass.edits.remove(span);
}

/// Notion writes the kind of a callout as a picture at its beginning.
fn notion(pass: &mut Pass<'_>, all: &[Line<'_>], next: usize, line: &Line<'_>) {
    let first = all.get(next..).unwrap_or_default().iter().take(3).find(|line| !line.is_blank());
    let Some(first) = first else { return };
    let words = first.text.trim_start();
    let start = first.end() - words.len();
    let at = line.start + indent(line.text).1;
    let found = sign(words);
    if let Some((class, rest)) = found {
        pass.edits.replace(at..line.end(), format!("{}\n", aside(class, None)));
        pass.edits.remove(start..first.end() - rest.len());
        return;
    }
    pass.edits.replace(at..line.end(), format!("{}\n", aside("note", None)));
    // Another picture, alone before the words.
    let emoji = words.split(' ').next().filter(|word| emojis::get(word).is_some());
    if let Some(emoji) = emoji {
        pass.edits.remove(start..start + emoji.len());
    }
}

/// `[!VIDEO https://…]`, `[!INCLUDE [name](path)]`, `[!div …]`, `[!UICONTROL words]`, and Retype's `[!ref words](path)`.
fn docfx(pass: &mut Pass<'_>, line: &Line<'_>, start: usize) {
    let mut at = start;
    while let Some(open) = pass.text.get(at..line.end()).and_then(|rest| rest.find("[!")).map(|found| at + found) {
        // Only before the first one there may be nothing but marks.
        let is_first = at == start;
        at = open + 2;
        if !pass.is_text(open) || escaped(pass.text, open) {
            continue;
        }
        let rest = part(pass.text, open..line.end());
        let Some(close) = closing_bracket(rest) else { continue };
        let inner = part(rest, 2..close);
        let mut end = open + close + 1;
        let (name, words) = inner.split_once([' ', '-']).unwrap_or((inner, ""));
        let known = name.to_lowercase();
        match known.as_str() {
            "video" | "embed" if !words.is_empty() => pass.edits.replace(open..end, format!("<{}>", words.trim())),
            "include" | "include_md" | "code" | "codeinclude" => {
                pass.lost(ForeignKind::Include, open..end);
                pass.remove(open..end);
            }
            "div" | "begintabs" | "endtabs" | "begintabgroup" | "tip_" => pass.remove(open..end),
            "tab" if is_first && part(pass.text, line.start..open).trim_matches([' ', '>', '-', '*']).is_empty() => {
                pass.edits.replace(open..end, format!("**{}**", words.trim()));
            }
            "uicontrol" | "dnl" | "preview" | "badge" | "ref" | "button" | "file" | "icon" | "primary" => {
                // Words, and maybe an address behind them.
                let shown = words.trim();
                let arguments = Arguments::read(shown);
                let shown = arguments.text(&["text", "title"]).unwrap_or_else(|| shown.to_owned());
                let text = if from(pass.text, end).starts_with('(') { format!("[{shown}]") } else { shown };
                pass.edits.replace(open..end, text);
            }
            // A callout that begins no quote: `[!NOTE]` alone, or with a mark in the cell of a table.
            name if words.is_empty()
                && class(name).is_some()
                && !(is_first && behind_marks(part(pass.text, line.start..open)) == ("", true)) =>
            {
                let before = part(pass.text, line.start..open);
                let marks = before.len() - before.trim_end_matches([' ', '>']).len();
                let first = if before.trim_end().ends_with('>') && !before.trim_end().ends_with("r>") {
                    open - marks
                } else {
                    open
                };
                let first = if before.trim_end().ends_with(">>") || before.trim_end().ends_with("> >") {
                    open - 2
                } else {
                    first
                };
                for sign in ["<br>", "<br/>", "<br />", ">", " "] {
                    let rest = part(pass.text, end..line.end());
                    end += usize::from(rest.starts_with(sign)) * sign.len();
                }
                pass.edits.remove(first..end);
            }
            _ => {}
        }
        at = end.max(at);
    }
}
