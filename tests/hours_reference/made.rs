//! Rules generated at random, the same on every machine: lists with and without blanks, holidays and weekdays, seasons,
//! weeks, nights, parts that replace, add to and fill each other.

/// A linear congruential generator (Knuth's MMIX constants).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len() as u64) as usize]
    }

    /// Some items, with or without blanks after the commas.
    fn list(&mut self, mut item: impl FnMut(&mut Self) -> String) -> String {
        let comma = self.one(&[", ", ","]);
        let count = 1 + self.below(3);
        let mut items: Vec<String> = (0..count).map(|_| item(self)).collect();
        items.dedup();
        items.join(comma)
    }

    fn weekdays(&mut self) -> String {
        const DAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
        const COUNTED: [&str; 6] = ["Mo[1]", "We[-1]", "Sa[2]", "Th[1,3]", "Fr[5]", "Su[-2]"];
        self.list(|dice| match dice.below(8) {
            0..=3 => dice.one(&DAYS).to_owned(),
            4..=6 => dice.one(&["Mo-Fr", "Mo-We", "Th-Sa", "Sa-Su", "Fr-Mo", "Mo-Su"]).to_owned(),
            _ => dice.one(&COUNTED).to_owned(),
        })
    }

    fn days(&mut self) -> String {
        match self.below(10) {
            0 => "PH".to_owned(),
            1 => format!("PH{}{}", self.one(&[",", ", "]), self.weekdays()),
            2 => format!("{}{}PH", self.weekdays(), self.one(&[",", ", "])),
            3 => format!("PH {}", self.one(&["Su", "Mo-Fr", "Sa", "Mo,We", "Fr, Sa"])),
            _ => self.weekdays(),
        }
    }

    fn calendar(&mut self) -> String {
        const MONTHS: [&str; 6] = ["Jan", "Mar", "Jun", "Jul-Aug", "Nov-Feb", "Apr-Sep"];
        const DATES: [&str; 8] =
            ["Dec 24", "Dec 31", "Jan 6", "May 1-3", "Aug 15", "Dec 27-Jan 5", "Jun 15-Sep 10", "Nov 1"];
        match self.below(9) {
            0..=2 => self.list(|dice| dice.one(&MONTHS).to_owned()),
            3..=5 => self.list(|dice| dice.one(&DATES).to_owned()),
            6 => {
                format!("week {}", self.list(|dice| dice.one(&["1-20", "22", "30-52/2", "1-53/3", "51-53"]).to_owned()))
            }
            7 => self.one(&["2027", "2026-2027", "2027 Feb-May", "2027-2031/2", "2028+", "2027 Dec 20-31"]).to_owned(),
            _ => self.one(&["easter", "easter -2 days", "easter +1 day", "easter +39 days"]).to_owned(),
        }
    }

    fn times(&mut self) -> String {
        const TIMES: [&str; 14] = [
            "08:00-16:00",
            "09:00-17:30",
            "07:00-21:00",
            "00:00-24:00",
            "10:00-14:00",
            "08:00-12:00,13:00-16:00",
            "08:00-12:00, 13:00-16:00",
            "06:15-09:45, 15:00-19:00",
            "20:00-04:00",
            "22:00-06:00",
            "18:00-24:00",
            "18:00-26:00",
            "12:00-14:00",
            "16:00-18:00",
        ];
        self.one(&TIMES).to_owned()
    }

    fn part(&mut self) -> String {
        let days = match self.below(6) {
            0..=2 => self.days(),
            3 => self.calendar(),
            4 => format!("{} {}", self.calendar(), self.days()),
            _ => self.weekdays(),
        };
        if self.below(4) == 0 { format!("{days} off") } else { format!("{days} {}", self.times()) }
    }

    /// A rule of one to four parts, the first of which opens.
    pub(crate) fn rule(&mut self) -> String {
        let mut rule = format!("{} {}", self.weekdays(), self.times());
        for _ in 0..self.below(4) {
            let separator = self.one(&["; ", "; ", "; ", "; ", ", ", " || "]);
            // A fallback part must open.
            let part = if separator == " || " { format!("{} {}", self.days(), self.times()) } else { self.part() };
            rule += &format!("{separator}{part}");
        }
        rule
    }
}
