//! Plural forms of nouns after a whole number (Unicode CLDR plural rules, release 46: `pl`, `en`, `de`, `uk`).

use super::texts::texts;

texts! {
/// The forms of a noun.
pub struct Plural {
    /// After 1; in Ukrainian after 21, 31 and so on, too.
    pub one: &'static str,
    /// After 2 to 4, 22 to 24 and so on in Polish and Ukrainian; in English and German as after all others.
    pub few: &'static str,
    /// After all others.
    pub many: &'static str,
}
}

impl Plural {
    /// The form after a number.
    #[must_use]
    pub fn form(&self, lang: &str, count: usize) -> &'static str {
        let (tens, ones) = (count % 100, count % 10);
        let one = count == 1 || (lang == "uk" && ones == 1 && tens != 11);
        let few = matches!(lang, "pl" | "uk") && matches!(ones, 2..=4) && !matches!(tens, 12..=14);
        if one {
            self.one
        } else if few {
            self.few
        } else {
            self.many
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::text::Strings;

    /// "5 wyniki" is wrong Polish, as in badly translated software.
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
        let uk = Strings::of("uk");
        for (count, words) in
            [(1, "1\u{a0}відповідь"), (3, "3\u{a0}відповіді"), (11, "11\u{a0}відповідей"), (21, "21\u{a0}відповідь")]
        {
            assert_eq!(uk.results_counted(count), words);
        }
        assert_eq!(Strings::of("en").results_counted(1), "1\u{a0}result");
        assert_eq!(Strings::of("en").results_counted(2), "2\u{a0}results");
    }
}
