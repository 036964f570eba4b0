//! Text and addresses as they are written in Markdown, so that nothing in them is read as anything else.
//!
//! A sign is escaped where it could mean something, and nowhere else: what is imported is edited by hand afterwards.
//! `AT&T`, `snake_case` and `C:\Temp` stay as they are.

/// What stands around a piece of text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Around {
    /// The sign before it on the line, as written; none at the beginning of one.
    pub(super) before: Option<char>,
    /// Whether the line ends behind it.
    pub(super) ends_line: bool,
    /// Whether a bracket follows, which a `!` would turn into a picture.
    pub(super) bracket_follows: bool,
    /// Whether it stands in a bracket: the words of a link or a picture.
    pub(super) in_brackets: bool,
    /// Whether a bar would end a cell or begin a row.
    pub(super) bars: bool,
    /// Whether it stands in a heading.
    pub(super) heading: bool,
}

/// A piece of text.
pub(super) fn text(raw: &str, around: Around) -> String {
    let mut out = String::with_capacity(raw.len() + 8);
    let starts_line = around.before.is_none();
    let content_end = raw.trim_end_matches([' ', '\t']).len();
    let guarded = if starts_line { line_start(raw) } else { None };
    let bars = around.bars || starts_line && raw.starts_with('|');
    let circumflexes = raw.matches('^').count();
    let mut before = around.before;
    let mut blank_start = starts_line;
    for (at, c) in raw.char_indices() {
        let rest = raw.get(at + c.len_utf8()..).unwrap_or_default();
        let next = rest.chars().next();
        let blank_end = around.ends_line && at >= content_end;
        let escaped = match c {
            ' ' | '\t' if blank_start || blank_end => {
                out.push_str(if c == ' ' { "&#32;" } else { "&#9;" });
                before = Some(';');
                continue;
            }
            '\n' => {
                out.push_str("&#10;");
                before = Some(';');
                continue;
            }
            '`' | '*' | '[' | '~' => true,
            // Without a backslash it looks like a link that somebody got wrong.
            ']' => around.in_brackets || next.is_some_and(|next| "([".contains(next)),
            '\\' => next.is_none_or(|next| !next.is_alphanumeric()),
            '_' => !(before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric)),
            '<' => next.is_none_or(|next| next.is_ascii_alphabetic() || "/!?".contains(next)),
            '&' => is_entity(rest),
            '|' => bars,
            '!' => next.is_none() && around.bracket_follows,
            // Two of them stand around what is above the line; before a bracket they begin a note.
            '^' => circumflexes > 1 || next.is_none() && around.bracket_follows,
            '+' => next == Some(c) || before == Some(c),
            // The name of a sign: `:smile:`.
            ':' => is_name_of_sign(rest),
            '{' => {
                next.is_none_or(|next| !next.is_alphanumeric() && next != ' ')
                    || around.heading && raw.trim_end().ends_with('}')
            }
            // Marks and comments of other programs.
            '=' | '%' => next == Some(c) || before == Some(c),
            // Behind a break in a cell they are signs that editors leave there.
            '>' => around.bars,
            '#' => around.heading && ends_heading(rest, before) || around.bars && at == 0,
            _ => false,
        };
        // A pair that somebody escaped is shown as code: it was to be seen as one. These are words.
        let paired = c == '<' && next.is_some_and(char::is_alphabetic) || "*_~".contains(c) && before == Some(c);
        if escaped && paired {
            out.push_str(&format!("&#{};", u32::from(c)));
        } else {
            if escaped || guarded == Some(at) {
                out.push('\\');
            }
            out.push(c);
        }
        before = Some(c);
        blank_start = false;
    }
    out
}

/// The sign to escape at the beginning of a line, where it would begin a block.
fn line_start(raw: &str) -> Option<usize> {
    let first = raw.chars().next()?;
    let second = raw.chars().nth(1);
    let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let guarded = match first {
        '#' => blank(raw.trim_start_matches('#').chars().next()),
        '>' | '=' => true,
        '-' => !second.is_some_and(char::is_alphanumeric),
        '+' => blank(second) || second == Some('+'),
        ':' => second.is_some_and(|c| ":-|".contains(c)),
        '!' | '?' => second == Some(first),
        '0'..='9' => {
            let behind = raw.trim_start_matches(|c: char| c.is_ascii_digit());
            let mut signs = behind.chars();
            let dot = signs.next().is_some_and(|c| ".)".contains(c));
            return (dot && blank(signs.next())).then_some(raw.len() - behind.len());
        }
        _ => false,
    };
    guarded.then_some(0)
}

/// Whether a `#` would belong to the end of a heading rather than to its words.
fn ends_heading(rest: &str, before: Option<char>) -> bool {
    rest.trim_end().is_empty() && before.is_none_or(|before| before.is_whitespace() || before == '#')
}

/// Whether what follows a `&` makes it the beginning of a character's name or number.
fn is_entity(rest: &str) -> bool {
    let name = rest.split(';').next().filter(|name| name.len() < rest.len() && name.len() <= 40);
    name.is_some_and(|name| {
        let name = name.strip_prefix('#').unwrap_or(name);
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// Whether what follows a colon is a word that another colon ends.
fn is_name_of_sign(rest: &str) -> bool {
    let name = rest.split(':').next().filter(|name| name.len() < rest.len());
    name.is_some_and(|name| {
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '+' || c == '-')
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_+-".contains(&byte))
    })
}

/// A piece of code between as many backquotes as it needs.
pub(super) fn code(raw: &str, bars: bool) -> String {
    let fence = "`".repeat(longest_run(raw, '`') + 1);
    let pad = raw.starts_with('`')
        || raw.ends_with('`')
        || raw.starts_with(' ') && raw.ends_with(' ') && !raw.trim_matches(' ').is_empty();
    let pad = if pad { " " } else { "" };
    let raw = if bars { raw.replace('|', "\\|") } else { raw.to_owned() };
    // The end of a line is a blank in code.
    format!("{fence}{pad}{}{pad}{fence}", raw.replace('\n', " "))
}

/// How often a sign stands in a row at most.
pub(super) fn longest_run(text: &str, sign: char) -> usize {
    let mut longest = 0;
    let mut run = 0;
    for c in text.chars() {
        run = if c == sign { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// An address between the brackets of a link or a picture.
pub(super) fn address(raw: &str, bars: bool) -> String {
    let mut depth = 0_i32;
    let mut balanced = true;
    for c in raw.chars() {
        depth += i32::from(c == '(') - i32::from(c == ')');
        balanced &= depth >= 0;
    }
    let plain = balanced && depth == 0 && !raw.is_empty() && !raw.contains(|c: char| c.is_whitespace() || c == '<');
    let mut out = String::with_capacity(raw.len() + 2);
    for (at, c) in raw.char_indices() {
        let rest = raw.get(at + c.len_utf8()..).unwrap_or_default();
        let escaped = match c {
            '\\' => rest.chars().next().is_none_or(|next| next.is_ascii_punctuation()),
            '`' => true,
            '&' => is_entity(rest),
            '|' => bars,
            '<' | '>' => !plain,
            _ => false,
        };
        match c {
            '\n' => out.push_str("%0A"),
            c if escaped => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    if plain { out } else { format!("<{out}>") }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sign that means something to Markdown must stay a sign, and one that means nothing must not get a backslash.
    #[test]
    fn signs() {
        let line = Around { ends_line: true, ..Around::default() };
        let inner = Around { before: Some(' '), ..line };
        for (raw, around, written) in [
            ("AT&T, snake_case, C:\\Temp, 5 < 6, a]b", line, "AT&T, snake_case, C:\\Temp, 5 < 6, a]b"),
            ("*a* _b_ `c` [d](e) ~f~", line, r"\*a\* \_b\_ \`c\` \[d\](e) \~f\~"),
            ("<b>&nbsp;&#32;", line, r"&#60;b>\&nbsp;\&#32;"),
            ("a\\", line, "a\\\\"),
            ("\\*", line, r"\\\*"),
            ("# a", line, r"\# a"),
            ("#a", line, "#a"),
            ("# a", inner, "# a"),
            ("- a", line, r"\- a"),
            ("-5 °C", line, "-5 °C"),
            ("---", line, r"\---"),
            ("1986. Rok", line, r"1986\. Rok"),
            ("14.90 zł", line, "14.90 zł"),
            ("===", line, r"\=\=\="),
            ("> a", line, r"\> a"),
            ("::: tip", line, r"\::: tip"),
            ("!!! note", line, r"\!!! note"),
            (" a ", line, "&#32;a&#32;"),
            (" a ", inner, " a&#32;"),
            ("a\nb", line, "a&#10;b"),
            ("|a|b|", line, r"\|a\|b\|"),
            ("Plik | Zapisz", line, "Plik | Zapisz"),
            ("Plik | Zapisz", Around { bars: true, ..line }, r"Plik \| Zapisz"),
            ("Hej!", Around { bracket_follows: true, ..line }, r"Hej\!"),
            ("a]", Around { in_brackets: true, ..inner }, r"a\]"),
            ("C #", Around { heading: true, ..inner }, r"C \#"),
            ("C#", Around { heading: true, ..inner }, "C#"),
            ("Cena {#a}", Around { heading: true, ..inner }, r"Cena \{#a}"),
            ("x^2, :smile: 10:30, a:b, ++x++", line, "x^2, \\:smile: 10:30, a:b, \\+\\+x\\+\\+"),
            ("x^2^ {!a", line, "x\\^2\\^ \\{!a"),
            ("{imię} {{ x }} {% y %} 100 %", line, r"{imię} \{{ x }} \{% y %} 100 %"),
        ] {
            assert_eq!(text(raw, around), written, "{raw}");
        }
    }

    /// A picture or a page whose name has blanks or brackets must be found by its link.
    #[test]
    fn addresses() {
        for (raw, written) in [
            ("a.md", "a.md"),
            ("a b.md", "<a b.md>"),
            ("a(1).png", "a(1).png"),
            ("a(1.png", "<a(1.png>"),
            ("https://a.example/?a=1&b=2", "https://a.example/?a=1&b=2"),
            ("https://a.example/?a&amp;b", r"https://a.example/?a\&amp;b"),
            ("", "<>"),
            ("a`b", r"a\`b"),
        ] {
            assert_eq!(address(raw, false), written, "{raw}");
        }
    }

    /// Code may hold backquotes and blanks of its own.
    #[test]
    fn pieces_of_code() {
        for (raw, bars, written) in [
            ("ls", false, "`ls`"),
            ("a`b", false, "``a`b``"),
            ("`", false, "`` ` ``"),
            (" a ", false, "`  a  `"),
            ("  ", false, "`  `"),
            ("a|b", true, r"`a\|b`"),
        ] {
            assert_eq!(code(raw, bars), written, "{raw:?}");
        }
    }
}
