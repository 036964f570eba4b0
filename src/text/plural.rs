//! Plural forms of nouns after a whole number (Unicode CLDR plural rules, release 46: `pl`, `en`).

/// The forms of a noun.
#[derive(Clone, Copy, Debug)]
pub struct Plural {
    /// After 1.
    pub one: &'static str,
    /// After 2 to 4 in Polish; unused in English.
    pub few: &'static str,
    /// After all others.
    pub many: &'static str,
}

impl Plural {
    /// The form after a number.
    #[must_use]
    pub fn form(&self, lang: &str, count: usize) -> &'static str {
        let few = lang == "pl" && matches!(count % 10, 2..=4) && !matches!(count % 100, 12..=14);
        match count {
            1 => self.one,
            _ if few => self.few,
            _ => self.many,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::text::Strings;

    /// "5 wyniki" is what makes a product feel machine-made.
    #[test]
    fn counted_results() {
        let pl = Strings::of("pl");
        for (count, words) in [
            (0, "0\u{a0}wyników"),
            (1, "1\u{a0}wynik"),
            (2, "2\u{a0}wyniki"),
            (5, "5\u{a0}wyników"),
            (12, "12\u{a0}wyników"),
            (22, "22\u{a0}wyniki"),
            (112, "112\u{a0}wyników"),
        ] {
            assert_eq!(pl.results_counted(count), words);
        }
        assert_eq!(Strings::of("en").results_counted(1), "1\u{a0}result");
        assert_eq!(Strings::of("en").results_counted(2), "2\u{a0}results");
    }
}
