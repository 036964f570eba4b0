//! Comments: notes of the writer, which go without a word where they end.

/// What follows a comment that begins a text and is closed before another one begins.
pub(super) fn behind_comment(html: &str) -> Option<&str> {
    let inner = html.strip_prefix("<!--")?;
    // These two are whole (CommonMark 0.31, "HTML comment").
    if let Some(behind) = inner.strip_prefix('>').or_else(|| inner.strip_prefix("->")) {
        return Some(behind);
    }
    let (note, behind) = inner.split_once("-->")?;
    // One that begins on the same line stands in nobody's way.
    let swallows = note.split_once("<!--").is_some_and(|(before, _)| before.contains('\n'));
    (!swallows).then_some(behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A comment without an end of its own takes others' words; one that has one takes nothing.
    #[test]
    fn ends_of_comments() {
        for (html, behind) in [
            ("<!-- a -->", Some("")),
            ("<!-- a --> words", Some(" words")),
            ("<!--> a", Some(" a")),
            ("<!---> a", Some(" a")),
            ("<!-- a <!-- b --> c", Some(" c")),
            ("<!-- a", None),
            ("<!-- a ->\n\n## Steps\n", None),
            ("<!-- a -- >\nwords", None),
            ("<!-- a ->\nwords\n<!-- b -->", None),
            ("<b>", None),
        ] {
            assert_eq!(behind_comment(html), behind, "{html}");
        }
    }
}
