//! Front matter as a list of entries, in whichever of the two notations it is written.
//!
//! It knows no keys: what they mean, `front_matter` decides. A value without quotes is kept letter for letter: whether
//! `0800` is a number or a text depends on the key, and a number has lost its zeros by the time that is known.

mod value;

mod convert;
mod entry;
mod hidden;
mod notation;
mod slips;

mod toml;
mod yaml;

mod chunks;
mod recover;

pub(super) use convert::{list, number, one_line, truth};
pub(super) use entry::Entry;
pub(super) use hidden::{DELETE, Hidden, in_settings, stands};
pub(super) use notation::{quoted, setting};
pub(super) use recover::{Trouble, read};
pub(super) use slips::told;
pub(super) use value::Value;

#[cfg(test)]
mod tests {
    use super::{recover::whole as read, *};

    /// Whatever a type would make of it, a title says what was typed, in both notations.
    #[test]
    fn scalars_stay_as_typed() {
        for typed in [
            "2.50",
            "0xBEEF",
            "7E10",
            "0042",
            "5_000",
            "0b11",
            "0o755",
            "1e3",
            "-0",
            "+7",
            "2027-01-31",
            "06:45",
            "190:20:30",
            "yes",
            "No",
            "ON",
            "off",
            "True",
            "y",
            ".5",
            "3.",
            ".inf",
            "-.inf",
            ".NaN",
            "nan",
            "1,5",
            "00123456789012345678901234567890",
            "3.14159265358979323846264338327950288",
            "12:30:45.000",
            "=",
            "404",
        ] {
            let entries =
                read("---", &format!("title: {typed}\nkeywords: [{typed}]\nquestions:\n  - {typed}\n")).unwrap();
            let values: Vec<_> = entries.into_iter().map(|entry| list(entry.value).unwrap().join("|")).collect();
            // A comma divides a list between brackets.
            let listed = typed.replace(',', "|");
            assert_eq!(values, [typed, &listed, typed], "{typed}");
        }
        for typed in ["2.50", "1e3", "0xBEEF", "5_000", "true", "2027-01-31", "06:45:00", "inf", "+7"] {
            let entries = read("+++", &format!("title = {typed}\nkeywords = [{typed}]\n")).unwrap();
            let values: Vec<_> = entries.into_iter().map(|entry| list(entry.value).unwrap().join("|")).collect();
            assert_eq!(values, [typed, typed], "{typed}");
        }
    }

    /// What is written for “nothing” is no text: programs that export articles write it for what they lack.
    #[test]
    fn nothing_is_no_text() {
        for nothing in ["", " ", "~", "null", "Null", "NULL", "\"\"", "''", " # none"] {
            let entries = read("---", &format!("title: {nothing}\n")).unwrap();
            assert_eq!(
                entries.into_iter().map(|entry| one_line(entry.value)).collect::<Vec<_>>(),
                [Some(String::new())]
            );
        }
        assert_eq!(list(Value::Nothing), Some(Vec::new()));
        for unseen in ["\u{200b}", "\u{feff} \u{2060}", "\u{a0}", "\u{1}"] {
            assert_eq!(one_line(Value::Text(unseen.into())), Some(String::new()), "{unseen:?}");
        }
    }

    /// Quotes, blocks and folded lines mean what YAML says.
    #[test]
    fn texts_of_all_kinds() {
        for (typed, text) in [
            ("\"a \\\"b\\\" \\u0041\"", "a \"b\" A"),
            ("'it''s'", "it's"),
            (">\n  two\n  lines", "two lines"),
            ("|\n  two\n  lines\n", "two lines"),
            ("two\n  lines", "two lines"),
            ("!!str 12", "12"),
            ("a#b", "a#b"),
            ("“curly”", "“curly”"),
        ] {
            let entries = read("---", &format!("title: {typed}\n")).unwrap();
            assert_eq!(entries.into_iter().map(|entry| one_line(entry.value)).collect::<Vec<_>>(), [Some(text.into())]);
        }
    }

    /// Settings that copy one another without end cost neither time nor memory.
    #[test]
    fn copies_are_bounded() {
        let copied = read("---", "a: &a [x, y]\nb: *a\n").unwrap();
        assert_eq!(
            copied.into_iter().map(|entry| list(entry.value).unwrap().join(" ")).collect::<Vec<_>>(),
            ["x y", "x y"]
        );
        let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for level in 1..30 {
            let copies = format!("*a{}, ", level - 1).repeat(9);
            bomb.push_str(&format!("a{level}: &a{level} [{copies}]\n"));
        }
        let (span, message) = read("---", &bomb).unwrap_err();
        assert!(bomb[span].starts_with("*a") && message.contains("copied"), "{message}");
        assert!(read("---", &format!("a: {}x{}", "[".repeat(5_000), "]".repeat(5_000))).is_err());
    }
}
