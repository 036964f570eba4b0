//! Help for the messages of the TOML reader.
//!
//! The reader gives what it expected as an English text and in no other form, so the help depends on its phrases. Each
//! of them has a row in the test below: if a new version words one differently, the test fails and not the help.

use super::{hours::HOURS, page::TEXTS};
use crate::studio::nearest_name;

/// The reader's message for a table that is there under both of its names.
pub(super) const DUPLICATE_REQUEST: &str = "duplicate field `request`";

/// A value as a text.
pub(super) fn in_quotes(value: &str) -> String {
    let plain = !value.is_empty() && value.chars().all(|c| c.is_alphanumeric() || "-_.:+".contains(c));
    format!("\"{}\"", if plain { value } else { "…" })
}

/// The help for a message; for "unknown field `x`, expected one of `a`, `b`" the nearest of the expected names. `key`
/// is the key of the value that the message is about, `table` the text at its position.
pub(super) fn suggestion(message: &str, key: &str, table: &str) -> Option<String> {
    if let Some(missing) = message.strip_prefix("missing field `").and_then(|rest| rest.split('`').next()) {
        let example = match missing {
            "rule" => "`rule = \"Mo-Fr 08:00-16:00\"`",
            "date" => "`date = 2026-12-31`",
            "id" if table.ends_with("field]]") => "`id = \"order\"`",
            "label" if table.ends_with("field]]") => "`label = { pl = \"Numer zamówienia\", en = \"Order number\" }`",
            "id" if table.contains("topic") => "`id = \"returns\"`",
            "label" if table.contains("topic") => "`label = { pl = \"Zwrot\", en = \"Return\" }`",
            "id" => "`id = \"phone\"`",
            "kind" => "`kind = \"phone\"`",
            "label" => "`label = { pl = \"Zadzwoń\", en = \"Call us\" }`",
            "pattern" => "`pattern = \"MAL-######\"`",
            "url" => "`url = \"/koszyk*\"`",
            "value" => "`value = \"+48 22 012 34 56\"`",
            other => return Some(format!("add a line `{other} = …` to this table")),
        };
        return Some(format!("add a line {example} to this table"));
    }
    if message.starts_with("missing escaped value") {
        let key = key.split('=').next().unwrap_or_default().trim();
        return Some(format!("put it in single quotes, in which a `\\` stands for itself: `{key} = '…'`"));
    }
    // `sink = "…"` is under the key of the tables of all sinks.
    if table == "sink" {
        return Some("in [request] write `default_sink = \"…\"` instead of `sink = \"…\"`".into());
    }
    if message.starts_with("invalid date") {
        return Some(format!("the calendar has no such day: write `{key} = 2026-12-31`"));
    }
    match message.rsplit_once(", expected ").map(|(_, expected)| expected) {
        Some(HOURS) => return Some("write `[hours.desk]`, and below it `rule = \"Mo-Fr 08:00-16:00\"`".into()),
        Some(TEXTS) => {
            return Some(format!("put it in quotes: `{key} = \"…\"`, or several in brackets: `[\"…\", \"…\"]`"));
        }
        Some("a map") if key == "hours" => return suggestion(&format!(", expected {HOURS}"), key, table),
        Some("a map") if key == "sink" => {
            let help = "write `default_sink = \"mail\"`, and the sink itself as a table `[request.sink.mail]`";
            return Some(help.into());
        }
        Some("a map") if key.is_empty() || key == "options" => {
            return Some("write each per language: `options = [{ pl = \"…\", en = \"…\" }, …]`".into());
        }
        Some("a map") => return Some(format!("write it per language: `{key} = {{ pl = \"…\", en = \"…\" }}`")),
        Some("a boolean") => return Some(format!("write it without quotes: `{key} = true`")),
        Some("i64") => return Some(format!("write a number without quotes: `{key} = 18`")),
        Some("a sequence") if table.starts_with('[') => {
            return Some(format!("write it in two brackets: `[{}]`, since there may be several", table.trim()));
        }
        Some("a sequence") if ["languages", "popular", "categories", "static"].contains(&key) => {
            let item = if table.starts_with(['"', '\'']) { table.to_owned() } else { in_quotes(table) };
            return Some(format!("write it as a list in brackets: `{key} = [{item}]`"));
        }
        Some("a string") if key == "language" => {
            return Some(
                "write one code in quotes: `language = \"pl\"`; several folders are `languages = [\"pl\", \"en\"]`"
                    .into(),
            );
        }
        Some("a string") if key.is_empty() => return Some("put it in quotes: `\"…\"`".into()),
        Some("a string") => return Some(format!("put it in quotes: `{key} = \"…\"`")),
        _ => {}
    }
    let mut quoted = message.split('`').skip(1).step_by(2);
    let typed = quoted.next().filter(|_| message.starts_with("unknown"))?;
    let known: Vec<&str> = quoted.collect();
    Some(match nearest_name(typed, known.iter().copied()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("the keys read here are {}", known.join(", ")),
    })
}

#[cfg(test)]
mod tests {
    use crate::studio::config::parse;

    /// With another version of the reader a phrase may differ: then the writer would get no help at all.
    #[test]
    fn each_phrase_is_known() {
        for (text, help) in [
            ("[hours.desk]\n", "add a line `rule = \"Mo-Fr 08:00-16:00\"` to this table"),
            (
                "[hours.desk]\nrule = 'Mo 8-9'\n[[hours.desk.exception]]\nopen = '8-9'\n",
                "add a line `date = 2026-12-31` to this table",
            ),
            ("[[request.topic]]\nlabel = {}\n", "add a line `id = \"returns\"` to this table"),
            (
                "[[request.topic]]\nid = 'a'\nlabel = {}\n[[request.topic.field]]\nlabel = {}\n",
                "add a line `id = \"order\"` to this table",
            ),
            (
                "[[channel]]\nid = 'a'\nkind = 'mail'\nlabel = {}\n",
                "add a line `value = \"+48 22 012 34 56\"` to this table",
            ),
            (
                "[[request.topic.field]]\npattern = \"\\d\"\n",
                "put it in single quotes, in which a `\\` stands for itself: `pattern = '…'`",
            ),
            (
                "[[hours.desk.exception]]\ndate = 2026-02-30\n",
                "the calendar has no such day: write `date = 2026-12-31`",
            ),
            ("hours = 'Mo-Fr'\n", "write `[hours.desk]`, and below it `rule = \"Mo-Fr 08:00-16:00\"`"),
            ("[hours]\ndesk = 'Mo-Fr'\n", "write `[hours.desk]`, and below it `rule = \"Mo-Fr 08:00-16:00\"`"),
            (
                "[request]\nsink = 'mail'\n",
                "write `default_sink = \"mail\"`, and the sink itself as a table `[request.sink.mail]`",
            ),
            (
                "[request]\nsink = 'mail'\n[request.sink.mail]\nkind = 'mailto'\n",
                "in [request] write `default_sink = \"…\"` instead of `sink = \"…\"`",
            ),
            ("[[page]]\nurl = 1\n", "put it in quotes: `url = \"…\"`, or several in brackets: `[\"…\", \"…\"]`"),
            ("[[channel]]\nid = 'a'\nlabel = 'Mail'\n", "write it per language: `label = { pl = \"…\", en = \"…\" }`"),
            (
                "[[request.topic]]\n[[request.topic.field]]\nrequired = 'yes'\n",
                "write it without quotes: `required = true`",
            ),
            ("[request]\nwork = '18'\n", "write a number without quotes: `work = 18`"),
            ("[channel]\nid = 'a'\n", "write it in two brackets: `[[channel]]`, since there may be several"),
            ("[site]\nlanguages = 'pl'\n", "write it as a list in brackets: `languages = ['pl']`"),
            ("[site]\ntimezone = 1\n", "put it in quotes: `timezone = \"…\"`"),
            ("[site]\nlanguages = [1]\n", "put it in quotes: `\"1\"`"),
            ("[site]\nlangages = ['pl']\n", "did you mean `languages`?"),
            (
                "[site]\nlanguage = ['pl']\n",
                "write one code in quotes: `language = \"pl\"`; several folders are `languages = [\"pl\", \"en\"]`",
            ),
            ("[company]\nstreet = 'a'\n", "the keys read here are name, url"),
            ("[request]\n[contact]\n", "move what stands below `[contact]` to `[request]`"),
        ] {
            let mut findings = Vec::new();
            let _ = parse(text, &mut findings);
            let help_texts: Vec<_> = findings.iter().map(|finding| finding.help.as_str()).collect();
            assert_eq!(help_texts, [help], "{text}{findings:?}");
        }
    }
}
