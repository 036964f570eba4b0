//! Text that its writer meant as something else: brackets that are no link, definitions that nothing uses.

use std::{collections::HashSet, ops::Range};

use pulldown_cmark::{OffsetIter, Tag};

use super::{
    remark::{Doubt, Remark},
    source::Source,
};

/// Bytes around a bracket in which its other half is looked for.
const REACH: usize = 600;

/// What stands in brackets in a piece of text, and was meant as a link, most likely. `span` are bytes of the body in
/// which nothing was read as anything else; in the cell of a table a bar ends what began in it.
pub(super) fn brackets(body: &str, span: &Range<usize>, cell: bool, out: &mut Vec<Remark>) {
    let text = body.get(span.clone()).unwrap_or_default();
    if !text.contains('[') && !text.contains(']') {
        return;
    }
    for (at, bracket) in text.match_indices(['[', ']']).map(|(at, bracket)| (span.start + at, bracket)) {
        if body.get(..at).is_some_and(|before| before.ends_with('\\')) {
            continue;
        }
        let behind = body.get(at + 1..).unwrap_or_default();
        if bracket == "[" {
            // What the parser knows as a footnote is no text.
            if let Some(label) = behind.strip_prefix('^').and_then(|label| until(label, "]"))
                && !label.is_empty()
                && !label.contains(char::is_whitespace)
            {
                out.push(Remark { span: at..at + label.len() + 3, doubt: Doubt::Footnote(label.to_owned()) });
            }
            continue;
        }
        let (open, doubt, end) = if let Some(address) = behind.strip_prefix('(').and_then(|address| until(address, ")"))
        {
            (opening(body, at, "["), Doubt::Address(address.to_owned()), at + address.len() + 3)
        } else if let Some(label) = behind.strip_prefix('[').and_then(|label| until(label, "]")) {
            (opening(body, at, "["), Doubt::Reference(label.to_owned()), at + label.len() + 3)
        } else if behind.starts_with(']') {
            (opening(body, at, "[["), Doubt::Wiki, at + 2)
        } else {
            continue;
        };
        let Some(open) = open else { continue };
        if cell && body.get(open..end).is_some_and(|piece| piece.contains('|')) {
            continue;
        }
        let doubt = match doubt {
            // The words are the label themselves.
            Doubt::Reference(label) if label.is_empty() => {
                Doubt::Reference(body.get(open + 1..at).unwrap_or_default().to_owned())
            }
            other => other,
        };
        out.push(Remark { span: open..end, doubt });
    }
}

/// What comes before a sign in the same line.
fn until<'a>(text: &'a str, sign: &str) -> Option<&'a str> {
    let near = text.get(..(0..=REACH.min(text.len())).rfind(|end| text.is_char_boundary(*end))?)?;
    near.lines().next()?.split_once(sign).map(|(before, _)| before)
}

/// Where a sign stands before a place in the same line, with something between them.
fn opening(body: &str, at: usize, sign: &str) -> Option<usize> {
    let from = (at.saturating_sub(REACH)..=at).find(|from| body.is_char_boundary(*from))?;
    let before = body.get(from..at)?;
    let before = before.rfind('\n').map_or(before, |end| before.get(end + 1..).unwrap_or_default());
    let (open, _) =
        before.rmatch_indices(sign).find(|(at, _)| !before.get(..*at).is_some_and(|b| b.ends_with('\\')))?;
    (open + sign.len() < before.len()).then_some(at - before.len() + open)
}

/// Which definitions of addresses were used.
#[derive(Default)]
pub(super) struct Definitions {
    used: HashSet<String>,
}

impl Definitions {
    /// Notes what a link or a picture names.
    pub(super) fn see(&mut self, tag: &Tag<'_>) {
        if let Tag::Link { id, .. } | Tag::Image { id, .. } = tag
            && !id.is_empty()
        {
            self.used.insert(normal(id));
        }
    }

    /// The definitions of a text that nothing in it uses: a line of text such as `[Important]: call first`
    /// is one. `[//]: # (…)` is how some write comments.
    pub(super) fn unused(&self, parser: &OffsetIter<'_>, source: &Source<'_>) -> Vec<Remark> {
        let mut out: Vec<Remark> = parser
            .reference_definitions()
            .iter()
            .filter(|(label, definition)| {
                !self.used.contains(&normal(label)) && !matches!(&*definition.dest, "#" | "") && *label != "//"
            })
            .map(|(label, definition)| Remark {
                span: source.places(&definition.span),
                doubt: Doubt::Unused(label.to_owned()),
            })
            .collect();
        out.sort_by_key(|remark| remark.span.start);
        out
    }
}

/// Labels are the same in upper and lower case, however many blanks are in them.
pub(super) fn normal(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::super::parse_markdown;

    /// Which pieces are reported.
    #[test]
    fn what_was_meant_as_a_link() {
        for (body, reported) in [
            ("[l](zwrot paczki.md)", &["[l](zwrot paczki.md)"][..]),
            ("![p](zrzut 1.png) i [t](tel:+48 22 333)", &["[p](zrzut 1.png)", "[t](tel:+48 22 333)"]),
            ("[m](mailto:a@b.pl?subject=Zwrot paczki)", &["[m](mailto:a@b.pl?subject=Zwrot paczki)"]),
            ("![s](foto.png =100x200)", &["[s](foto.png =100x200)"]),
            ("[l](y.md \"a\" b)", &["[l](y.md \"a\" b)"]),
            ("- [l](a b)\n- | x", &["[l](a b)"]),
            ("| [l](a b) |\n|---|\n| [k](c d) |", &["[l](a b)", "[k](c d)"]),
            ("**[l](a b)**", &["[l](a b)"]),
            ("## [l](a b)", &["[l](a b)"]),
            ("[[strona]] [[strona|alias]] ![[foto.png]]", &["[[strona]]", "[[strona|alias]]", "[[foto.png]]"]),
            ("[t][brak] i [t][]", &["[t][brak]", "[t][]"]),
            ("x[^9]", &["[^9]"]),
            ("[Uwaga]: ważne\n\nPo", &["[Uwaga]: ważne"]),
            ("[WAŻNE]: przeczytaj \"teraz\"", &["[WAŻNE]: przeczytaj \"teraz\""]),
            ("[Krok 1]: <Otwórz aplikację>", &["[Krok 1]: <Otwórz aplikację>"]),
            ("[a]: https://a.example", &["[a]: https://a.example"]),
            // Nothing of these was meant otherwise.
            ("[l](<a b>) [x](https://a.example) ![p](p.png)", &[]),
            (r"\[l](a b) [l\](a b)", &[]),
            ("`[l](a b)` i `[[x]]`", &[]),
            ("```\n[l](a b)\n[[x]]\n```", &[]),
            ("[x] (uwaga) tab[1] (a) [ ] [...]", &[]),
            ("]( a ) [](a b)", &[]),
            ("[a] i [A  b]\n\n[a]: https://a.example\n[a b]: https://b.example", &[]),
            ("![a]\n\n[A]: a.png", &[]),
            ("x[^1]\n\n[^1]: y", &[]),
            ("[//]: # (uwaga)\n\n[x]: #\n\n[//]: <> (uwaga)", &[]),
            ("[l](a\nb)", &[]),
        ] {
            let parsed = parse_markdown(body);
            let found: Vec<&str> = parsed.remarks.iter().map(|remark| &body[remark.span.clone()]).collect();
            assert_eq!(found, reported, "{body}");
        }
    }
}
