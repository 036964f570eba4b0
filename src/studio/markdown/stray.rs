//! Signs that were to make words bold and that the parser shows: `**Title` without an end, `__ words __`, `*****` in the
//! middle of a sentence. What may be a text is left: `2 ** 3`, `****1234`, a pattern for files.

use std::ops::Range;

/// Where such signs stand in a text. `written` tells whether a part of the text was written as it is, and not escaped.
pub(super) fn signs(text: &str, written: impl Fn(&Range<usize>) -> bool) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for sign in ['*', '_'] {
        if text.contains(if sign == '*' { "**" } else { "__" }) {
            let runs: Vec<Range<usize>> = runs(text, sign).filter(|run| run.len() > 1 && written(run)).collect();
            of_bold(text, sign, &runs, &mut out);
        }
    }
    out.sort_by_key(|sign| sign.start);
    out
}

/// Those among the runs of a sign.
fn of_bold(text: &str, sign: char, runs: &[Range<usize>], out: &mut Vec<Range<usize>>) {
    let mut rest = runs;
    while let Some((run, others)) = rest.split_first() {
        rest = others;
        match others.first().filter(|close| run.len() == 2 && close.len() == 2) {
            Some(close) if is_bold(text, sign, run.clone(), close) => {
                out.extend([run.clone(), close.clone()]);
                rest = others.get(1..).unwrap_or_default();
            }
            _ if sign == '*' && begins(text, run) => out.push(run.clone()),
            _ => {}
        }
    }
}

/// Runs of a sign.
fn runs(text: &str, sign: char) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text.get(at..)?.find(sign)?;
        let length = text.get(start..)?.chars().take_while(|c| *c == sign).count();
        at = start + length;
        Some(start..at)
    })
}

/// Whether what stands between two signs was to be bold, or is nothing.
fn is_bold(text: &str, sign: char, open: Range<usize>, close: &Range<usize>) -> bool {
    let inner = text.get(open.end..close.start).unwrap_or_default();
    let word = inner.trim();
    let sentence = word.chars().filter(|c| c.is_alphabetic()).count() > 2
        && word.starts_with(|c: char| c.is_alphabetic() || matches!(c, '¡' | '¿'))
        && !word.contains(['=', '+', '/', '(', ';', '<', '>', '|', sign]);
    if sign == '_' {
        let outside = text.get(..open.start).and_then(|before| before.chars().next_back());
        let apart = inner.starts_with(char::is_whitespace) && inner.ends_with(char::is_whitespace);
        let free = apart && outside.is_none_or(char::is_whitespace);
        return sentence && free && text.get(close.end..).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    }
    let mark = word.chars().all(|c| matches!(c, '?' | '!' | ':' | ',' | ';' | '…'));
    // Nothing is between them where a template would have put words.
    sentence || mark && !inner.is_empty() && inner.len() == word.len() || word.is_empty() && inner == " "
}

/// Whether a sign stands before a word as that of bold words does: `**Title`.
fn begins(text: &str, run: &Range<usize>) -> bool {
    let before = text.get(..run.start).and_then(|text| text.chars().next_back());
    let rest = text.get(run.end..).unwrap_or_default();
    let (word, behind) = rest.split_at(rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len()));
    before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '„' | '“' | '«' | '—' | '–'))
        && word.chars().count() > 2
        && behind.starts_with(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | '!' | '?'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(text: &str) -> String {
        let mut out = text.to_owned();
        signs(text, |_| true).into_iter().rev().for_each(|sign| out.replace_range(sign, ""));
        out
    }

    /// What a writer left behind goes; stars that say something stay.
    #[test]
    fn only_signs_of_bold_words_go() {
        for (text, shown) in [
            ("******Ancak, bir ** önizlemenin ** yolu", "Ancak, bir  önizlemenin  yolu"),
            ("margin**?**", "margin?"),
            ("**Uwaga na to", "Uwaga na to"),
            ("(**Uwaga, na to", "(Uwaga, na to"),
            ("2 ** 3 and 4 ** 5", "2 ** 3 and 4 ** 5"),
            ("card ****1234", "card ****1234"),
            ("jan****@shop.example", "jan****@shop.example"),
            ("src/**/*.rs and **/*.md", "src/**/*.rs and **/*.md"),
            ("rated *****", "rated *****"),
            ("s** happens, f***", "s** happens, f***"),
            ("a **kwargs", "a **kwargs"),
            ("f(**kwargs)", "f(**kwargs)"),
            ("la factura ** ** en el momento", "la factura   en el momento"),
            ("__ ¡Recuerde! __ Este", " ¡Recuerde!  Este"),
            ("Imię: __ ____ i __ x __", "Imię: __ ____ i __ x __"),
            ("a __ b c d__e", "a __ b c d__e"),
        ] {
            assert_eq!(without(text), shown, "{text}");
        }
        assert!(signs("**Uwaga na to", |_| false).is_empty());
    }
}
