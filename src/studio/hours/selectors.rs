//! The days of a part in the spelling that the library reads: lists, and days that have to be both (`PH Su`).

use super::spelling::{Slip, Spelling};

/// How the days of a part are selected.
#[derive(Default)]
pub(super) struct Selectors {
    /// As the library reads them; a day has to meet all of them.
    pub(super) each: Vec<Spelling>,
    pub(super) calendar: String,
    pub(super) named: Named,
    pub(super) counted: bool,
}

impl Selectors {
    /// Fails where a list and "both" are combined: `PH,Su Mo` may be three days, or Mondays that are one of two.
    pub(super) fn of(days: &Spelling) -> Result<Self, Slip> {
        let mut words: Vec<Spelling> = Vec::new();
        for word in days.split(' ') {
            // `PH -1 day` is one word with blanks.
            let offset = |text: &str| text.starts_with(['+', '-']) || ["day", "days"].contains(&text);
            match words.last_mut() {
                Some(last) if offset(&word.text()) => *last = std::mem::take(last).with(" ", &word),
                _ => words.push(word),
            }
        }
        let words: Vec<(Spelling, Option<Named>)> = words.iter().map(narrow).collect();
        let named = words.iter().filter_map(|(_, narrow)| *narrow).fold(Named::default(), Named::and);
        let wide = words.iter().filter(|(_, narrow)| narrow.is_none()).map(|(word, _)| word.clone());
        let wide = Spelling::join(wide.map(|word| years(&word)), " ");
        // `PH Su`: a word of holidays beside one of weekdays. Two words of weekdays without holidays are not valid in
        // the notation, or are dates (`Oct Su[-1]-Mar Su[-1]`).
        let both = (named.public || named.school) && words.iter().filter(|(_, narrow)| narrow.is_some()).count() > 1;
        let mixed = |named: Named| (named.public || named.school) && named.weekdays;
        if both && words.iter().any(|(_, narrow)| narrow.is_some_and(mixed)) {
            let narrow = || words.iter().filter(|(_, narrow)| narrow.is_some()).map(|(word, _)| word.clone());
            let (list, text) = (Spelling::join(narrow(), ",").text(), days.text());
            let message = format!("`{text}` can be read in two ways: a comma or a part is missing");
            let help = format!("a list has commas throughout: `{list}`; days that are both have none: `PH Mo`");
            return Err(Slip::days(days.span(), message, help));
        }
        let each = if both {
            let narrow = words.iter().filter(|(_, narrow)| narrow.is_some());
            let parts =
                narrow.map(|(word, _)| [wide.clone(), word.clone()].into_iter().filter(|part| !part.is_empty()));
            parts.map(|parts| Spelling::join(parts, " ")).collect()
        } else {
            let all = words.iter().map(|(word, narrow)| if narrow.is_none() { years(word) } else { word.clone() });
            let all = Spelling::join(all, " ");
            let counted = |word: &Spelling| word.text().contains('[');
            let narrow = words.iter().filter(|(word, narrow)| narrow.is_some() && counted(word));
            // `Mar,Jun Fr[5]` is the fifth Friday of both months; the library takes it for March and a Friday.
            let narrow = narrow.filter(|_| !wide.is_empty() && !counted(&wide)).map(|(word, _)| word.clone());
            let narrow: Vec<Spelling> = narrow.collect();
            let wide = (!narrow.is_empty()).then(|| wide.clone());
            [all].into_iter().chain(wide).chain(narrow).filter(|part| !part.is_empty()).collect()
        };
        Ok(Self { each, calendar: wide.text(), named, counted: days.text().contains('[') })
    }
}

/// Which kinds of days a word of weekdays and holidays names.
#[derive(Clone, Copy, Default)]
pub(super) struct Named {
    pub(super) public: bool,
    pub(super) school: bool,
    pub(super) weekdays: bool,
}

impl Named {
    const fn and(self, other: Self) -> Self {
        Self {
            public: self.public || other.public,
            school: self.school || other.school,
            weekdays: self.weekdays || other.weekdays,
        }
    }
}

/// The word with its holidays first, as the library requires, and the kinds of days that it names; `None` for these
/// where it is a word of the calendar.
fn narrow(word: &Spelling) -> (Spelling, Option<Named>) {
    const DAYS: [&str; 7] = ["mo", "tu", "we", "th", "fr", "sa", "su"];
    let (mut holidays, mut weekdays) = (Vec::new(), Vec::new());
    let mut found = Named::default();
    for item in word.split(',') {
        let text = item.text().to_lowercase();
        let name = text.split([' ', '[']).next().unwrap_or_default();
        if ["ph", "sh"].contains(&name) {
            let capital = Spelling::default().with(&name.to_uppercase(), &item.part(2..text.chars().count()));
            found.public |= name == "ph";
            found.school |= name == "sh";
            holidays.push(if item.text().starts_with(char::is_uppercase) { item } else { capital });
        } else if !name.is_empty() && name.split('-').all(|day| DAYS.contains(&day)) && !text.contains("]-") {
            found.weekdays = true;
            weekdays.push(item);
        } else {
            return (word.clone(), None);
        }
    }
    (Spelling::join(holidays.into_iter().chain(weekdays), ","), Some(found))
}

/// `2026/2` means from 2026 on every second year.
fn years(word: &Spelling) -> Spelling {
    let text = word.text();
    match text.split_once('/') {
        Some((year, _)) if is_year(year) => word.part(0..4).with("-9999", &word.part(4..text.chars().count())),
        _ => word.clone(),
    }
}

/// Whether a word is a year.
pub(super) fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())
}
