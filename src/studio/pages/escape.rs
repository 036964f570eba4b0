//! Texts as they stand in HTML.

/// A text as it stands in HTML, also within an attribute's quotes.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    /// A text that looks like HTML stays text.
    #[test]
    fn everything_is_escaped() {
        assert_eq!(
            super::escape("<a href=\"x\" onclick='y'>&"),
            "&lt;a href=&quot;x&quot; onclick=&#39;y&#39;&gt;&amp;"
        );
    }
}
