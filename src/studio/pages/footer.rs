//! The contact channels at the foot of every page, with their hours in words.
//!
//! For visitors without scripts and for search engines. It never says that a channel is open now: a page does not know
//! when it is read. An index has the usual week and the days that differ, an article the usual week in a line.

use super::{
    LanguageContent,
    days::{Exception, exceptions, iso, week},
    escape::escape,
};
use crate::{
    channels::Channel,
    hours::{Range, Schedule},
    text::{Strings, Voice, tells_halves},
    time::{Day, date_of_day},
};

/// Channels that share their hours.
struct Group<'a> {
    /// `None` where they can be used at any time.
    schedule: Option<&'a Schedule>,
    channels: Vec<&'a Channel>,
}

/// Writes the foot of the pages that lie at one depth.
struct Footer<'a> {
    content: &'a LanguageContent,
    voice: Voice<'a>,
    /// Leads to the bundle's folder.
    root: &'a str,
}

/// The foot of an index: everything that is known. Empty where there are no channels.
pub(super) fn whole(content: &LanguageContent, root: &str) -> String {
    let footer = Footer::new(content, root);
    let group = |group: &Group<'_>| {
        let hours = group.schedule.map(|schedule| footer.table(schedule)).unwrap_or_default();
        footer.group(group, &hours)
    };
    footer.around(&groups(content).iter().map(group).collect::<String>())
}

/// The foot of an article. Where days ahead differ from the usual week it leads to the index, which names them.
pub(super) fn brief(content: &LanguageContent, root: &str) -> String {
    let footer = Footer::new(content, root);
    let groups = groups(content);
    let group = |group: &Group<'_>| {
        let hours = group.schedule.map(|schedule| footer.line(schedule)).unwrap_or_default();
        footer.group(group, &hours)
    };
    let mut inner: String = groups.iter().map(group).collect();
    if groups.iter().filter_map(|group| group.schedule).any(|schedule| !exceptions(schedule).is_empty()) {
        let all = escape(footer.voice.strings.board.all);
        inner += &format!("<p class=\"all\"><a href=\"{root}{}/#contact\">{all}</a></p>\n", content.lang);
    }
    footer.around(&inner)
}

/// The channels by their hours, in the company's order. Hours that read the same are the same.
fn groups(content: &LanguageContent) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for channel in &content.channels {
        let schedule = channel.schedule.and_then(|number| content.schedules.get(usize::from(number)));
        match groups.iter_mut().find(|group| group.schedule == schedule) {
            Some(group) => group.channels.push(channel),
            None => groups.push(Group { schedule, channels: vec![channel] }),
        }
    }
    groups
}

impl<'a> Footer<'a> {
    fn new(content: &'a LanguageContent, root: &'a str) -> Self {
        let lang = content.lang.as_str();
        let voice = Voice { strings: Strings::of(lang), halves: tells_halves(lang), visitor: None };
        Self { content, voice, root }
    }

    fn around(&self, inner: &str) -> String {
        if inner.is_empty() {
            return String::new();
        }
        format!("<footer id=\"contact\">\n<h2>{}</h2>\n{inner}</footer>\n", escape(self.voice.strings.contact))
    }

    fn group(&self, group: &Group<'_>, hours: &str) -> String {
        let channels: String = group.channels.iter().map(|channel| self.channel(channel)).collect();
        format!("<div class=\"ways\"><ul>{channels}</ul>{hours}</div>\n")
    }

    /// A channel: what it is, its link, what to expect of it.
    fn channel(&self, channel: &Channel) -> String {
        let article = || {
            let article = self.content.articles.get(channel.article? as usize)?;
            Some(format!("{}{}/{}/", self.root, self.content.lang, article.card.slug))
        };
        let href = channel.href();
        // Where an address does not fit on a line, it breaks after its sign.
        let (label, value) = (tied(&channel.label), tied(&channel.value).replace('@', "@<wbr>"));
        let body = match href.clone().or_else(article) {
            // Nobody reads the address of a page: what it is called is the link.
            Some(to) if value.is_empty() || href.as_ref() == Some(&channel.value) => {
                format!("<a href=\"{}\">{label}</a>", escape(&to))
            }
            Some(to) => format!("<span>{label}</span> <a href=\"{}\">{value}</a>", escape(&to)),
            None => format!("<span>{label}</span> <span>{value}</span>"),
        };
        let note =
            if channel.note.is_empty() { String::new() } else { format!(" <small>{}</small>", tied(&channel.note)) };
        format!("<li>{body}{note}</li>")
    }

    /// The usual week and what differs from it, a row each.
    fn table(&self, schedule: &Schedule) -> String {
        let part = |title: &str, rows: &[String]| match rows {
            [] => String::new(),
            rows => format!("<div><dt>{}</dt>{}</div>", escape(title), rows.concat()),
        };
        let words = &self.voice.strings.board;
        let usual: Vec<String> = self
            .week(schedule)
            .map(|(days, hours)| format!("<dd><span>{days}</span> <span>{hours}</span></dd>"))
            .collect();
        let exceptions: Vec<String> = exceptions(schedule).iter().map(|exception| self.exception(exception)).collect();
        format!("<dl>{}{}</dl>", part(words.usual, &usual), part(words.exceptions, &exceptions))
    }

    /// The usual week in a line.
    fn line(&self, schedule: &Schedule) -> String {
        let days: Vec<String> = self.week(schedule).map(|(days, hours)| format!("{days} {hours}")).collect();
        let title = escape(self.voice.strings.board.usual);
        format!("<p>{title}: <span>{}</span></p>", days.join(",</span> <span>"))
    }

    /// The runs of the usual week: its days and its hours.
    fn week(&self, schedule: &Schedule) -> impl Iterator<Item = (String, String)> {
        let name = |day: usize| self.voice.strings.weekdays.get(day).copied().unwrap_or_default();
        week(schedule).into_iter().map(move |run| {
            let days = if run.first == run.last {
                name(run.first).into()
            } else {
                format!("{}–{}", name(run.first), name(run.last))
            };
            (escape(&days), self.hours(run.ranges))
        })
    }

    /// "24 grudnia, czwartek: nieczynne – Wigilia", "28–31 grudnia: nieczynne – przerwa".
    fn exception(&self, exception: &Exception<'_>) -> String {
        let strings = self.voice.strings;
        let Exception { first, last, ranges, name } = exception;
        let time = |day, text: String| format!("<time datetime=\"{}\">{text}</time>", iso(day));
        let last_date = strings.day_and_month(*last);
        let days = if first == last {
            time(*last, format!("{last_date}, {}:", strings.weekday(*last)))
        } else {
            let (first_date, between) = beginning(strings, *first, *last);
            format!("<span>{}{between}{}</span>", time(*first, first_date), time(*last, last_date + ":"))
        };
        let reason = name.map(|name| format!("\u{a0}– {}", tied(name))).unwrap_or_default();
        format!("<dd>{days} <span>{}{reason}</span></dd>", self.hours(ranges))
    }

    /// The hours of a day, each span kept on one line.
    fn hours(&self, ranges: &[Range]) -> String {
        let one = |ranges: &[Range]| format!("<b>{}</b>", escape(&self.voice.day(ranges, None)));
        match ranges {
            [] | [_] => one(ranges),
            some => some.chunks(1).map(one).collect::<Vec<_>>().join(", "),
        }
    }
}

/// How a range of dates begins, and what stands before its end: "28" and "–" ("28–31 grudnia", in German "28.–31.
/// Dezember"), or the whole date where the month is another.
fn beginning(strings: &Strings, first: Day, last: Day) -> (String, &'static str) {
    let [month, other] = [first, last].map(|day| date_of_day(day).month);
    let date = strings.day_and_month(first);
    let name = strings.months.get(usize::from(month).saturating_sub(1)).copied().unwrap_or_default();
    match date.strip_suffix(name) {
        Some(number) if month == other => (number.trim_end().to_owned(), "–"),
        _ => (date, "\u{a0}– "),
    }
}

/// A short text in HTML whose lines end well: a word of one letter and a number stay with the next word, a number and
/// a dash with the one before.
fn tied(text: &str) -> String {
    let number = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_digit());
    let letter = |word: &str| word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    let mut out = String::new();
    let mut before = "";
    for word in text.split(' ') {
        let follows = word == "–" || word.starts_with(|c: char| c.is_ascii_digit());
        if !out.is_empty() {
            out.push(if follows || letter(before) || number(before) { '\u{a0}' } else { ' ' });
        }
        out.push_str(word);
        before = word;
    }
    escape(&out)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Polish line does not end with "w", and a number is on the line of what it counts or numbers.
    #[test]
    fn line_ends() {
        for (text, html) in [
            ("Sklep w Warszawie", "Sklep w\u{a0}Warszawie"),
            ("Sklep we Wrocławiu", "Sklep we Wrocławiu"),
            ("+48 22 012 34 56", "+48\u{a0}22\u{a0}012\u{a0}34\u{a0}56"),
            ("ul. Poziomkowa 14", "ul. Poziomkowa\u{a0}14"),
            ("zwykle w 2 minuty", "zwykle w\u{a0}2\u{a0}minuty"),
            ("I piętro – recepcja", "I\u{a0}piętro\u{a0}– recepcja"),
            ("<b>", "&lt;b&gt;"),
            ("", ""),
        ] {
            assert_eq!(tied(text), html);
        }
    }

    /// A break of a week is written as people write it, not with its month twice.
    #[test]
    fn ranges_of_dates() {
        for (lang, first, last, expected) in [
            ("pl", 20_815, 20_818, ("28", "–")),
            ("de", 20_815, 20_818, ("28.", "–")),
            ("uk", 20_815, 20_818, ("28", "–")),
            ("en", 20_815, 20_818, ("28", "–")),
            ("en", 20_815, 20_820, ("28\u{a0}December", "\u{a0}– ")),
        ] {
            let (date, between) = beginning(Strings::of(lang), first, last);
            assert_eq!((date.as_str(), between), expected, "{lang}");
        }
    }
}
