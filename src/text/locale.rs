//! How a place tells the time.

/// Countries whose English speakers say "8:00 am" (Unicode CLDR, release 46, `timeData`: those that prefer `h`).
const HALVES: [&str; 9] = ["us", "ca", "au", "nz", "in", "ph", "pk", "sg", "hk"];

/// Whether times are told in halves of a day under a locale such as `en-US`. English without a country is told in
/// 24 hours: it is what a company in Europe writes for its guests.
#[must_use]
pub fn tells_halves(locale: &str) -> bool {
    let mut parts = locale.split(['-', '_']);
    let english = parts.next().is_some_and(|lang| lang.eq_ignore_ascii_case("en"));
    english && parts.any(|part| HALVES.iter().any(|country| part.eq_ignore_ascii_case(country)))
}

#[cfg(test)]
mod tests {
    /// "16:00" puzzles an American, "4:00 pm" a Pole.
    #[test]
    fn clocks_of_countries() {
        for (locale, halves) in [
            ("en-US", true),
            ("en-us", true),
            ("en_CA", true),
            ("en-GB", false),
            ("en", false),
            ("pl-PL", false),
            ("de-US", false),
        ] {
            assert_eq!(super::tells_halves(locale), halves, "{locale}");
        }
    }
}
