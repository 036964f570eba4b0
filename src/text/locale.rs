//! Whether a locale uses a 12-hour or a 24-hour clock.

/// Countries whose English speakers write "8:00 am" (Unicode CLDR, release 46, `timeData`: those that prefer `h`).
const TWELVE_HOUR_COUNTRIES: [&str; 9] = ["us", "ca", "au", "nz", "in", "ph", "pk", "sg", "hk"];

/// Whether a locale such as `en-US` uses a 12-hour clock. English without a country uses 24 hours: companies in Europe
/// use it for foreign visitors.
#[must_use]
pub fn tells_halves(locale: &str) -> bool {
    let mut parts = locale.split(['-', '_']);
    let english = parts.next().is_some_and(|lang| lang.eq_ignore_ascii_case("en"));
    english && parts.any(|part| TWELVE_HOUR_COUNTRIES.iter().any(|country| part.eq_ignore_ascii_case(country)))
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
