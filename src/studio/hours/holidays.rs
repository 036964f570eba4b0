//! Public holidays: their dates and their names.
//!
//! The days of a country come from the `opening-hours` crate (Nager.Date's data), which has no names and does not
//! distinguish regions. The names, the regions of Germany and the trading Sundays of Poland are defined here.

use std::sync::Arc;

use chrono::{Datelike, Duration, NaiveDate};
use opening_hours::{ContextHolidays, localization::Country};

use super::reason::{Names, Reason};

/// When a holiday is.
#[derive(Clone, Copy)]
enum When {
    /// Month and day.
    On(u32, u32),
    /// Days after Easter Sunday.
    Easter(i64),
    /// The Wednesday before 23 November.
    Repentance,
}

/// The date, the country and the names of each holiday; no country where the names are the same in all. The first row
/// of a day counts, so one with a country has to be above one without.
const HOLIDAYS: [(When, &str, Names); 28] = [
    (When::On(1, 1), "", ["Nowy Rok", "New Year’s Day", "Neujahr", "Новий рік"]),
    (When::On(1, 6), "", ["Trzech Króli", "Epiphany", "Heilige Drei Könige", "Богоявлення"]),
    (When::On(3, 8), "", ["Dzień Kobiet", "Women’s Day", "Frauentag", "Міжнародний жіночий день"]),
    (When::Easter(-2), "", ["Wielki Piątek", "Good Friday", "Karfreitag", "Страсна пʼятниця"]),
    (When::Easter(0), "", ["Wielkanoc", "Easter Sunday", "Ostersonntag", "Великдень"]),
    (When::Easter(1), "", ["Poniedziałek Wielkanocny", "Easter Monday", "Ostermontag", "Великодній понеділок"]),
    (When::On(5, 1), "", ["Święto Pracy", "Labour Day", "Tag der Arbeit", "День праці"]),
    (
        When::On(5, 3),
        "PL",
        ["Święto Konstytucji 3 Maja", "Constitution Day", "Tag der Verfassung (Polen)", "День Конституції 3 травня"],
    ),
    (When::On(5, 8), "UA", ["Dzień Pamięci", "Remembrance Day", "Tag des Gedenkens", "День памʼяті та перемоги"]),
    (When::Easter(39), "", ["Wniebowstąpienie", "Ascension Day", "Christi Himmelfahrt", "Вознесіння"]),
    (When::Easter(49), "", ["Zielone Świątki", "Pentecost", "Pfingstsonntag", "Зелені свята"]),
    (When::Easter(50), "", ["drugi dzień Zielonych Świątek", "Whit Monday", "Pfingstmontag", "Духів день"]),
    (When::Easter(60), "", ["Boże Ciało", "Corpus Christi", "Fronleichnam", "Боже Тіло"]),
    (When::On(6, 28), "UA", ["Dzień Konstytucji", "Constitution Day", "Tag der Verfassung", "День Конституції"]),
    (
        When::On(7, 15),
        "UA",
        ["Dzień Państwowości", "Statehood Day", "Tag der Staatlichkeit", "День Української Державності"],
    ),
    (When::On(8, 15), "", ["Wniebowzięcie NMP", "Assumption Day", "Mariä Himmelfahrt", "Успіння Богородиці"]),
    (When::On(8, 24), "UA", ["Dzień Niepodległości", "Independence Day", "Unabhängigkeitstag", "День Незалежності"]),
    (When::On(9, 20), "DE", ["Dzień Dziecka", "Children’s Day", "Weltkindertag", "День дитини"]),
    (When::On(10, 1), "UA", ["Dzień Obrońców", "Defenders’ Day", "Tag der Verteidiger", "День захисників і захисниць"]),
    (
        When::On(10, 3),
        "DE",
        ["Dzień Jedności Niemiec", "German Unity Day", "Tag der Deutschen Einheit", "День німецької єдності"],
    ),
    (When::On(10, 26), "AT", ["Święto Narodowe", "National Day", "Nationalfeiertag", "Національне свято"]),
    (When::On(10, 31), "", ["Święto Reformacji", "Reformation Day", "Reformationstag", "День Реформації"]),
    (When::On(11, 1), "", ["Wszystkich Świętych", "All Saints’ Day", "Allerheiligen", "День усіх святих"]),
    (
        When::On(11, 11),
        "PL",
        ["Święto Niepodległości", "Independence Day", "Unabhängigkeitstag", "День Незалежності Польщі"],
    ),
    (When::Repentance, "DE", ["Dzień Pokuty", "Day of Repentance", "Buß- und Bettag", "День покаяння"]),
    (When::On(12, 24), "", ["Wigilia", "Christmas Eve", "Heiligabend", "Святвечір"]),
    (When::On(12, 25), "", ["Boże Narodzenie", "Christmas Day", "1. Weihnachtstag", "Різдво"]),
    (When::On(12, 26), "", ["drugi dzień świąt", "Boxing Day", "2. Weihnachtstag", "другий день Різдва"]),
];

const SOME_HOLIDAY: Names = ["święto", "public holiday", "Feiertag", "святковий день"];
const TRADING_SUNDAY: Names = ["niedziela handlowa", "trading Sunday", "verkaufsoffener Sonntag", "торгова неділя"];

/// Holidays of German states beyond those of the whole country, by the states' codes (ISO 3166-2 without `DE-`).
/// Source: the states' holiday acts as of 2026; those of single towns (Augsburg, parts of Saxony and Thuringia) are
/// left out, Assumption Day in Bavaria is in, as it holds in most towns there.
const GERMAN_STATES: [(When, &str); 9] = [
    (When::On(1, 6), "BW BY ST"),
    (When::On(3, 8), "BE MV"),
    (When::Easter(0), "BB"),
    (When::Easter(49), "BB"),
    (When::Easter(60), "BW BY HE NW RP SL"),
    (When::On(8, 15), "BY SL"),
    (When::On(9, 20), "TH"),
    (When::On(10, 31), "BB HB HH MV NI SN ST SH TH"),
    (When::On(11, 1), "BW BY NW RP SL"),
];

/// All states, so that a wrong code is reported.
pub(super) const STATES: [&str; 16] =
    ["BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH"];

impl When {
    fn in_year(self, year: i32) -> Option<NaiveDate> {
        match self {
            Self::On(month, day) => NaiveDate::from_ymd_opt(year, month, day),
            Self::Easter(after) => Some(easter(year)? + Duration::days(after)),
            Self::Repentance => {
                let last = NaiveDate::from_ymd_opt(year, 11, 22)?;
                Some(last - Duration::days(i64::from((last.weekday().num_days_from_monday() + 5) % 7)))
            }
        }
    }
}

/// The holidays of a country and, in Germany, of a state, for the years of the table.
pub(super) fn of(country: Country, state: Option<&str>, years: std::ops::RangeInclusive<i32>) -> ContextHolidays {
    let national = country.holidays();
    let Some(state) = state else { return national };
    let mut days = national.get_public().clone();
    let of_state = GERMAN_STATES.iter().filter(|(_, states)| states.split(' ').any(|code| code == state));
    let whens = of_state.map(|(when, _)| *when).chain((state == "SN").then_some(When::Repentance));
    for (when, year) in whens.flat_map(|when| years.clone().map(move |year| (when, year))) {
        when.in_year(year).into_iter().for_each(|day| {
            days.insert(day);
        });
    }
    ContextHolidays::new(Arc::new(days), Arc::new(national.get_school().clone()))
}

/// The names of a holiday of a country.
pub(super) fn name(day: NaiveDate, country: &str) -> Reason {
    let of_day = |(when, of_country, _): &&(When, &str, Names)| {
        (of_country.is_empty() || *of_country == country) && when.in_year(day.year()) == Some(day)
    };
    Reason::Known(HOLIDAYS.iter().find(of_day).map_or(SOME_HOLIDAY, |(_, _, names)| *names))
}

/// The names of a Sunday on which Polish shops may open.
pub(super) const fn trading_sunday() -> Reason {
    Reason::Known(TRADING_SUNDAY)
}

/// The Sundays of a year on which shops in Poland may open: the last ones of January, April, June and August, the one
/// before Easter, and the three before Christmas Eve (act of 10 January 2018 on trade on Sundays, article 7, as
/// amended on 6 December 2024).
pub(super) fn trading_sundays(year: i32) -> Vec<NaiveDate> {
    let before = |day: NaiveDate| day - Duration::days(i64::from(day.weekday().num_days_from_sunday()));
    let last = |month: u32| Some(before(NaiveDate::from_ymd_opt(year, month + 1, 1)? - Duration::days(1)));
    let advent = NaiveDate::from_ymd_opt(year, 12, 23).map(before);
    let weeks_before = |weeks| Some(advent? - Duration::weeks(weeks));
    let palm = easter(year).map(|easter| easter - Duration::weeks(1));
    let mut days: Vec<NaiveDate> = [last(1), palm, last(4), last(6), last(8), weeks_before(2), weeks_before(1), advent]
        .into_iter()
        .flatten()
        .collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// Easter Sunday of the western churches (the anonymous Gregorian algorithm, Meeus 1991, chapter 8).
fn easter(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    NaiveDate::from_ymd_opt(year, month as u32, day as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(days: &[NaiveDate]) -> Vec<String> {
        days.iter().map(ToString::to_string).collect()
    }

    /// The dates of other holidays depend on Easter.
    #[test]
    fn easters() {
        for (year, date) in [(2025, "2025-04-20"), (2026, "2026-04-05"), (2027, "2027-03-28"), (2038, "2038-04-25")] {
            assert_eq!(easter(year).unwrap().to_string(), date);
        }
    }

    /// A shop must not say "open" on a Sunday on which it has to be closed. Dates: the ministry's
    /// lists for 2025 and 2026; in 2028 Christmas Eve itself is a Sunday.
    #[test]
    fn sundays_with_trade() {
        for (year, expected) in [
            (2025, ["01-26", "04-13", "04-27", "06-29", "08-31", "12-07", "12-14", "12-21"]),
            (2026, ["01-25", "03-29", "04-26", "06-28", "08-30", "12-06", "12-13", "12-20"]),
            (2028, ["01-30", "04-09", "04-30", "06-25", "08-27", "12-03", "12-10", "12-17"]),
        ] {
            assert_eq!(dates(&trading_sundays(year)), expected.map(|day| format!("{year}-{day}")));
        }
    }

    /// Every holiday of Poland has its name, in every language of the interface.
    #[test]
    fn polish_holidays_have_names() {
        let holidays = of(Country::PL, None, 2026..=2026);
        let named: Vec<String> = holidays
            .get_public()
            .iter()
            .filter(|day| day.year() == 2026)
            .map(|day| name(day, "PL").text(&crate::language::Lang::new("pl").unwrap()).to_owned())
            .collect();
        let expected = [
            "Nowy Rok",
            "Trzech Króli",
            "Wielkanoc",
            "Poniedziałek Wielkanocny",
            "Święto Pracy",
            "Święto Konstytucji 3 Maja",
            "Zielone Świątki",
            "Boże Ciało",
            "Wniebowzięcie NMP",
            "Wszystkich Świętych",
            "Święto Niepodległości",
            "Wigilia",
            "Boże Narodzenie",
            "drugi dzień świąt",
        ];
        assert_eq!(named, expected);
    }

    /// A holiday of Bavaria is a working day in Berlin.
    #[test]
    fn states_differ() {
        let has = |state: &str, day: &str| {
            of(Country::DE, Some(state), 2026..=2027).get_public().contains(day.parse().unwrap())
        };
        for (day, states) in [("2026-01-06", "BW BY ST"), ("2026-11-18", "SN"), ("2027-05-27", "BW BY HE NW RP SL")] {
            let found: Vec<_> = STATES.into_iter().filter(|state| has(state, day)).collect();
            assert_eq!(found.join(" "), states, "{day}");
        }
        assert!(STATES.into_iter().all(|state| has(state, "2026-10-03")));
    }
}
