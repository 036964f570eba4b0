//! What makes digits a number of some kind: check digits, dates, the prefixes of issuers, the lengths of countries.

/// PESEL: a date of birth, a serial number, and a check digit with the weights 1, 3, 7, 9 (regulation of the Minister
/// of Internal Affairs on the PESEL register). Only people born from 1900 to 2099: their month is 1 to 12 or 21 to 32.
/// The other centuries' months would triple the false alarms on parcel numbers of 11 digits, for nobody who is alive.
pub(super) fn is_pesel(digits: &[u8]) -> bool {
    let [y1, y2, m1, m2, d1, d2, .., check] = *digits else { return false };
    let (year, month, day) = (two(y1, y2), two(m1, m2), two(d1, d2));
    let (year, month) = if month > 20 { (2_000 + year, month - 20) } else { (1_900 + year, month) };
    let sum = digits.iter().zip([1, 3, 7, 9].into_iter().cycle()).take(10).map(|(digit, weight)| digit * weight % 10);
    let last = (10 - sum.sum::<u8>() % 10) % 10;
    digits.len() == 11 && check == last && (1..=days(year, month)).contains(&day)
}

/// A number of two digits.
fn two(tens: u8, ones: u8) -> u16 {
    u16::from(tens) * 10 + u16::from(ones)
}

/// The days of a month of 1900 to 2099; 0 where there is no such month.
fn days(year: u16, month: u16) -> u16 {
    match month {
        2 if year.is_multiple_of(4) && year != 1_900 => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// The check digit of payment cards (Luhn; ISO/IEC 7812-1, annex B).
pub(super) fn is_luhn(digits: &[u8]) -> bool {
    let value = |(place, digit): (usize, &u8)| match (place % 2, digit * 2) {
        (0, _) => u32::from(*digit),
        (_, twice) => u32::from(twice / 10 + twice % 10),
    };
    digits.iter().rev().enumerate().map(value).sum::<u32>() % 10 == 0
}

/// The first four digits of a number.
fn prefix(digits: &[u8]) -> u16 {
    digits.iter().take(4).fold(0, |sum, digit| sum * 10 + u16::from(*digit))
}

/// Whether cards of a well-known network begin and end like this. `grouped` are those written in groups, as on a card.
///
/// Visa with 13 digits is left out: none has been issued for decades, while every tenth barcode (EAN-13) of a German
/// product begins with 4 and has a Luhn check digit by chance. Visa with 19 digits, as rare, counts in groups only.
pub(super) fn is_network(digits: &[u8], grouped: bool) -> bool {
    match (prefix(digits), digits.len()) {
        // Visa.
        (4_000..=4_999, 16) => true,
        (4_000..=4_999, 19) => grouped,
        // Mastercard.
        (5_100..=5_599 | 2_221..=2_720, 16) => true,
        // American Express.
        (3_400..=3_499 | 3_700..=3_799, 15) => true,
        // Diners Club.
        (3_000..=3_059 | 3_600..=3_699 | 3_800..=3_999, 14) => true,
        // Discover, JCB, Mir.
        (6_011 | 6_440..=6_599 | 3_528..=3_589 | 2_200..=2_204, 16) => true,
        // Maestro: the ranges that banks in Europe issued, not all that the network owns (50, 56 to 58, 6), which
        // would double the marks on order numbers.
        (5_018 | 5_020 | 5_038 | 5_893 | 6_304 | 6_759 | 6_761..=6_763, 16 | 18 | 19) => true,
        _ => false,
    }
}

/// Whether cards of any network begin and end like this: only for a number that the text itself calls a card.
pub(super) fn is_any_network(digits: &[u8]) -> bool {
    let wide = matches!(prefix(digits), 3_000..=3_099 | 3_500..=4_999 | 5_000..=5_099 | 5_600..=6_999 | 8_100..=8_199);
    is_network(digits, true) || (wide && (14..=19).contains(&digits.len()))
}

/// The long REGON of a company's branch, with both of its check digits (Statistics Poland). New ones begin with 36 and
/// 38, as Diners Club's cards do, and every tenth has their check digit.
pub(super) fn is_regon(digits: &[u8]) -> bool {
    let fits = |weights: &[u32]| {
        let sum: u32 = digits.iter().zip(weights).map(|(digit, weight)| u32::from(*digit) * weight).sum();
        digits.get(weights.len()).is_some_and(|check| u32::from(*check) == sum % 11 % 10)
    };
    digits.len() == 14 && fits(&[8, 9, 2, 3, 4, 5, 6, 7]) && fits(&[2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8])
}

/// How many characters an IBAN has, by country (SWIFT's IBAN registry).
const LENGTHS: [(usize, &str); 18] = [
    (15, "NO"),
    (16, "BE"),
    (18, "DK FI FK FO GL NL SD"),
    (19, "MK SI"),
    (20, "AT BA EE KZ LT LU MN XK"),
    (21, "CH HR LI LV"),
    (22, "BG BH CR DE GB GE IE ME RS VA"),
    (23, "AE GI IL IQ OM SO TL"),
    (24, "AD CZ ES MD PK RO SA SE SK TN VG"),
    (25, "LY PT ST"),
    (26, "IS TR"),
    (27, "BI DJ FR GR IT MC MR SM"),
    (28, "AL AZ BY CY DO GT HN HU LB NI PL SV"),
    (29, "BR EG PS QA UA"),
    (30, "JO KW MU YE"),
    (31, "MT SC"),
    (32, "LC"),
    (33, "RU"),
];

/// How many characters the IBANs of a country have, from the two letters of its code in either case.
pub(super) fn iban_length(country: &str) -> Option<usize> {
    let has = |codes: &str| codes.split(' ').any(|code| code.eq_ignore_ascii_case(country));
    LENGTHS.iter().find(|(_, codes)| has(codes)).map(|(length, _)| *length)
}

/// The check digits of an IBAN without separators (ISO 13616: modulo 97, ISO 7064). They are 02 to 98: taking what is
/// only congruent (00, 01, 99) would let more chance through. At least half of the account has to be digits, as in
/// every country, or words after `at 50` would be accounts of Austria.
pub(super) fn is_iban(number: &str) -> bool {
    let Some((head, account)) = number.split_at_checked(4) else { return false };
    let check = head.get(2..).and_then(|check| check.parse::<u8>().ok());
    let digits = account.bytes().filter(u8::is_ascii_digit).count();
    let rest = account.chars().chain(head.chars()).try_fold(0, |rest, c| {
        let value = c.to_digit(36)?;
        Some((rest * if value < 10 { 10 } else { 100 } + value) % 97)
    });
    check.is_some_and(|check| (2..=98).contains(&check)) && digits * 2 >= account.len() && rest == Some(1)
}

/// The check digit in the number of a Polish bank's branch, digits 3 to 10 of an NRB (weights 3, 9, 7, 1; regulation of
/// the President of the National Bank of Poland on bank numbering).
pub(super) fn is_branch(nrb: &[u8]) -> bool {
    let weighted = nrb.iter().skip(2).take(8).zip([3_u32, 9, 7, 1].into_iter().cycle());
    weighted.map(|(digit, weight)| u32::from(*digit) * weight).sum::<u32>() % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> Vec<u8> {
        text.bytes().map(|byte| byte - b'0').collect()
    }

    /// A date that never was is no date of birth: parcel numbers are full of them.
    #[test]
    fn births() {
        for (number, expected) in [
            ("44051401458", true),
            ("44051401459", false),
            ("00222902801", false),
            ("4405140145", false),
            ("00000000000", false),
            ("99999999999", false),
        ] {
            assert_eq!(is_pesel(&digits(number)), expected, "{number}");
        }
        assert_eq!([days(1_900, 2), days(2_000, 2), days(2_024, 2), days(2_023, 2)], [28, 29, 29, 28]);
    }

    /// Every country once: a length that is found twice or not at all is a slip of the pen.
    #[test]
    fn countries() {
        let mut codes: Vec<&str> = LENGTHS.iter().flat_map(|(_, codes)| codes.split(' ')).collect();
        codes.sort_unstable();
        assert!(codes.windows(2).all(|pair| pair[0] < pair[1]) && codes.iter().all(|code| code.len() == 2));
        assert_eq!(
            ["PL", "de", "UA", "RU", "XX", "żó"].map(iban_length),
            [Some(28), Some(22), Some(29), Some(33), None, None]
        );
    }
}
