//! Whether an article's settings keep it from being published, in the words of the generators that have such settings.

use super::{
    dates::moment,
    keys::{Meaning, may_hide},
};
use crate::{
    studio::{
        LeftOutReason,
        entries::{Trouble, Value, one_line, truth},
        nearest_name,
        source_text::is_invisible,
    },
    time::UtcMinute,
};

/// Words for a state in which nobody is to see an article.
const HIDING: [(&str, LeftOutReason); 8] = [
    ("draft", LeftOutReason::Draft),
    ("unpublished", LeftOutReason::Draft),
    ("pending", LeftOutReason::Draft),
    ("private", LeftOutReason::Hidden),
    ("hidden", LeftOutReason::Hidden),
    ("trash", LeftOutReason::Hidden),
    ("archived", LeftOutReason::Hidden),
    ("unlisted", LeftOutReason::Unlisted),
];

/// What a setting that may hide an article says.
#[derive(Debug, PartialEq)]
pub(super) enum Hiding {
    No,
    Yes(LeftOutReason),
    /// Neither: the article is not published until it is plain.
    Unclear,
}

/// Reads a setting that is not empty.
pub(super) fn hiding(meaning: Meaning, value: &Value, now: UtcMinute) -> Hiding {
    let yes_if = |hides: bool, reason| if hides { Hiding::Yes(reason) } else { Hiding::No };
    let text = one_line(value.clone()).unwrap_or_default();
    match meaning {
        Meaning::Draft => meant(value).map_or(Hiding::Unclear, |draft| yes_if(draft, LeftOutReason::Draft)),
        Meaning::Hidden => yes_if(meant(value).unwrap_or_default(), LeftOutReason::Hidden),
        Meaning::Unlisted => yes_if(meant(value).unwrap_or_default(), LeftOutReason::Unlisted),
        Meaning::Published => match meant(value) {
            Some(published) => yes_if(!published, LeftOutReason::Hidden),
            None => yes_if(is_after(&text, now), LeftOutReason::NotYet),
        },
        Meaning::Status => {
            let found = HIDING.iter().find(|(word, _)| text.eq_ignore_ascii_case(word));
            found.map_or(Hiding::No, |(_, reason)| Hiding::Yes(*reason))
        }
        Meaning::From => yes_if(is_after(&text, now), LeftOutReason::NotYet),
        // The zero of some programs is in the year 1.
        Meaning::Until => {
            yes_if(moment(&text, false).is_some_and(|(at, _)| at > 0 && at <= i64::from(now)), LeftOutReason::Over)
        }
        Meaning::LeadsTo => Hiding::Yes(LeftOutReason::LeadsOn),
        Meaning::Build => {
            let never = |key| value.get(key).and_then(|value| one_line(value.clone()));
            let never = |key| never(key).is_some_and(|text| ["never", "false"].contains(&text.as_str()));
            match (never("render"), never("list")) {
                (true, _) => Hiding::Yes(LeftOutReason::Hidden),
                (_, true) => Hiding::Yes(LeftOutReason::Unlisted),
                _ => Hiding::No,
            }
        }
        _ => Hiding::No,
    }
}

/// True or false, also where it is mistyped.
fn meant(value: &Value) -> Option<bool> {
    let text = one_line(value.clone())?;
    let near = || nearest_name(&text, ["true", "false"]).filter(|near| near.len().abs_diff(text.len()) < 2);
    truth(value).or_else(|| near().map(|near| near == "true"))
}

fn is_after(text: &str, now: UtcMinute) -> bool {
    moment(text, false).is_some_and(|(at, _)| at > i64::from(now))
}

/// Whether lines that could not be read may have said that the article is a draft.
pub(super) fn hides_unread(trouble: &Trouble, lines: &str) -> bool {
    if trouble.is_kept {
        return false;
    }
    let word = |line: &str| -> String {
        let of_word = |c: &char| c.is_alphanumeric() || matches!(c, '_' | '-');
        let skip = |c: &char| !of_word(c) || *c == '-';
        line.chars().filter(|c| !is_invisible(*c)).skip_while(skip).take_while(of_word).collect()
    };
    // What is moved in below a key belongs to it.
    let own = lines.lines().skip(usize::from(!trouble.key.is_empty()));
    let mut own = own.filter(|line| trouble.key.is_empty() || !line.starts_with([' ', '\t']));
    may_hide(&trouble.key) || own.any(|line| may_hide(&word(line)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is not finished is not published, in whichever words it is said; what is public stays so.
    #[test]
    fn settings_that_hide() {
        use LeftOutReason as R;
        let plain = |text: &str| Value::Plain(text.into());
        let map = |key: &str, text: &str| Value::Map(vec![(key.into(), plain(text))]);
        let now = 30_000_000;
        for (meaning, value, expected) in [
            (Meaning::Draft, plain("true"), Hiding::Yes(R::Draft)),
            (Meaning::Draft, plain("Yes"), Hiding::Yes(R::Draft)),
            (Meaning::Draft, plain("ture"), Hiding::Yes(R::Draft)),
            (Meaning::Draft, plain("false"), Hiding::No),
            (Meaning::Draft, plain("flase"), Hiding::No),
            (Meaning::Draft, plain("maybe"), Hiding::Unclear),
            (Meaning::Draft, Value::List(vec![plain("a")]), Hiding::Unclear),
            (Meaning::Hidden, plain("true"), Hiding::Yes(R::Hidden)),
            (Meaning::Hidden, plain("mobile"), Hiding::No),
            (Meaning::Unlisted, plain("true"), Hiding::Yes(R::Unlisted)),
            (Meaning::Published, plain("false"), Hiding::Yes(R::Hidden)),
            (Meaning::Published, plain("true"), Hiding::No),
            (Meaning::Published, plain("1"), Hiding::No),
            (Meaning::Published, plain("2020-01-01"), Hiding::No),
            (Meaning::Published, plain("2099-01-01"), Hiding::Yes(R::NotYet)),
            (Meaning::Published, plain("soon"), Hiding::No),
            (Meaning::Status, plain("Draft"), Hiding::Yes(R::Draft)),
            (Meaning::Status, plain("new"), Hiding::No),
            (Meaning::From, plain("2099-01-01"), Hiding::Yes(R::NotYet)),
            (Meaning::From, plain("2020-01-01"), Hiding::No),
            (Meaning::Until, plain("2020-01-01"), Hiding::Yes(R::Over)),
            (Meaning::Until, plain("2099-01-01"), Hiding::No),
            (Meaning::Until, plain("0001-01-01T00:00:00Z"), Hiding::No),
            (Meaning::Build, map("render", "never"), Hiding::Yes(R::Hidden)),
            (Meaning::Build, map("list", "never"), Hiding::Yes(R::Unlisted)),
            (Meaning::Build, map("list", "always"), Hiding::No),
        ] {
            assert_eq!(hiding(meaning, &value, now), expected, "{meaning:?} {value:?}");
        }
    }
}
