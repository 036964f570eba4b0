//! The fields of a topic besides the message. A pattern is compiled here as a browser will compile it, so that a
//! mistake is found here and not by a visitor whose valid number is refused.

use std::collections::BTreeSet;

use regress::Regex;

use super::{
    pattern::{self, Fault},
    reader::{Reader, is_id},
};
use crate::{
    language::Lang,
    request::{Field, FieldKind},
    studio::config::{FieldConfig, TopicConfig},
};

/// Ids that the form's own fields have.
const RESERVED: [&str; 8] = ["topic", "subject", "message", "name", "email", "phone", "files", "consent"];

impl Reader<'_> {
    /// Checks the fields of a topic.
    pub(super) fn fields(&mut self, topic: &TopicConfig, zendesk: bool) {
        let mut ids = BTreeSet::new();
        for field in &topic.fields {
            let id = field.id.get_ref();
            if !is_id(id) {
                let help = "write small letters a to z, digits and hyphens: `id = \"order\"`";
                self.error("contact", field.id.span(), format!("`{id}` is no id of a field"), help);
            } else if RESERVED.contains(&id.as_str()) {
                let help = "the form asks for that by itself: take the field out, or give it another id";
                self.error("contact", field.id.span(), format!("the id `{id}` is the form’s own"), help);
            } else if !ids.insert(id) {
                let message = format!("two fields of the topic `{}` have the id `{id}`", topic.id.get_ref());
                self.error("contact", field.id.span(), message, "give each an id of its own");
            }
            self.lacking("contact", &field.label, &format!("the label of the field `{id}`"));
            if let Some(help) = &field.help {
                self.lacking("contact", help, &format!("the help of the field `{id}`"));
            }
            self.options(field);
            self.pattern(field);
            let number = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
            if let Some(name) = field.name.as_ref().filter(|name| zendesk && !number(name.get_ref())) {
                let message = format!("`{}` is not the number of a field of Zendesk", name.get_ref());
                let help = "copy it from Zendesk’s list of ticket fields: `name = \"360001234567\"`";
                self.error("contact", name.span(), message, help);
            }
        }
    }

    fn options(&mut self, field: &FieldConfig) {
        let id = field.id.get_ref();
        let Some(options) = &field.options else {
            if field.kind == FieldKind::Choice {
                let help = "add a line `options = [{ pl = \"…\", en = \"…\" }, { pl = \"…\", en = \"…\" }]`";
                self.error("contact", field.id.span(), format!("the choice `{id}` has no options"), help);
            }
            return;
        };
        if field.kind != FieldKind::Choice {
            let help = "add a line `kind = \"choice\"`, or take the options out";
            self.error("contact", options.span(), format!("the field `{id}` has options and is no choice"), help);
        } else if options.get_ref().len() < 2 {
            let help = "write two or more, or take the field out";
            self.error("contact", options.span(), format!("the choice `{id}` leaves no choice"), help);
        }
        for option in options.get_ref() {
            self.lacking("contact", option, &format!("an option of the field `{id}`"));
        }
    }

    fn pattern(&mut self, field: &FieldConfig) {
        let (id, Some(pattern)) = (field.id.get_ref(), &field.pattern) else { return };
        if field.kind == FieldKind::Choice {
            let help = "take the pattern out: nothing but the options can be chosen";
            self.error("contact", pattern.span(), format!("the choice `{id}` has a pattern"), help);
            return;
        }
        let compiled = match compile(pattern.get_ref()) {
            Ok(compiled) => compiled,
            Err(reason) => {
                let message = format!("the pattern of `{id}` is no regular expression: {reason}");
                let help = "write it as for HTML’s `pattern`, such as `MAL-[0-9]{6}`; between [ and ] a `\\` stands before \
                            each of ( ) [ ] { } / - |, and single quotes keep it: `pattern = '[A-Z\\-]+'`";
                self.error("contact", pattern.span(), message, help);
                return;
            }
        };
        if let Err(fault) = pattern::check(pattern.get_ref()) {
            let (message, help) = match fault {
                Fault::Slow => (
                    format!("the pattern of `{id}` can read one text in very many ways, and browsers try them all"),
                    "let nothing that repeats stand in something that repeats, or beside what reads the same: `a+` for \
                     `(a+)+`, `[a-z]{2,}` for `[a-z]+[a-z]+`",
                ),
                Fault::Unknown => (
                    format!("nobody can say how long the pattern of `{id}` takes"),
                    "write it without looking ahead or behind, references back, flags and strings in classes",
                ),
                Fault::Long => (
                    format!("the pattern of `{id}` is too long to be asked how long it takes"),
                    "ask for less, such as `[A-Z0-9]+` for a list of all that is allowed",
                ),
            };
            self.error("contact", pattern.span(), message, help);
            return;
        }
        let Some(example) = &field.example else {
            let help = "add a line `example = \"…\"`: who types something else is shown how it looks";
            self.warn("contact", pattern.span(), format!("the field `{id}` has a pattern and no example"), help);
            return;
        };
        let (example, span) = (example.get_ref(), example.span());
        if compiled.find(example).is_none() {
            let message = format!("the example `{example}` does not match the pattern of `{id}`");
            let help = "mend the one or the other: the pattern has to match all of the value";
            self.error("contact", span, message, help);
        } else if field.kind == FieldKind::Number && !example.bytes().all(|byte| byte.is_ascii_digit()) {
            let help = "a number is made of the digits 0 to 9 alone: mend it, or write `kind = \"text\"`";
            self.error("contact", span, format!("the example `{example}` is no number"), help);
        }
    }
}

/// A pattern as browsers compile it: alone first, so that each bracket has its partner within the pattern, then
/// anchored (HTML, "compiled pattern regular expression").
fn compile(pattern: &str) -> Result<Regex, String> {
    Regex::with_flags(pattern, "v").map_err(|error| error.text)?;
    Regex::with_flags(&format!("^(?:{pattern})$"), "v").map_err(|error| error.text)
}

/// A field in one language.
pub(super) fn in_language(field: &FieldConfig, lang: &Lang) -> Field {
    let trimmed = |text: &str| text.trim().to_owned();
    let options = field.options.as_ref().map(|options| options.get_ref().as_slice()).unwrap_or_default();
    Field {
        id: field.id.get_ref().clone(),
        kind: field.kind,
        label: trimmed(field.label.get_ref().of(lang)),
        help: field.help.as_ref().map(|help| trimmed(help.get_ref().of(lang))).unwrap_or_default(),
        pattern: field.pattern.as_ref().map(|pattern| pattern.get_ref().clone()).unwrap_or_default(),
        example: field.example.as_ref().map(|example| trimmed(example.get_ref())).unwrap_or_default(),
        required: field.required,
        options: options.iter().map(|option| trimmed(option.get_ref().of(lang))).collect(),
        name: field.name.as_ref().map(|name| trimmed(name.get_ref())).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A pattern that a browser ignores accepts every value; one that is refused here and valid there cannot be used.
    #[test]
    fn patterns_are_what_browsers_take() {
        for (pattern, value, matches) in [
            ("MAL-[0-9]{6}", "MAL-204518", Some(true)),
            ("MAL-[0-9]{6}", "MAL-2045189", Some(false)),
            ("a|b", "ab", Some(false)),
            (r"\d{2}-\d{3}", "00-950", Some(true)),
            (r"\p{L}+", "Żółć", Some(true)),
            (r"[\-a-z]+", "a-b", Some(true)),
            ("[a-z-]+", "a-b", None),
            ("[0-9", "1", None),
            ("a)(b", "ab", None),
            ("(?<year>[0-9]{4}", "2026", None),
            ("*", "", None),
            (r"\d{3,1}", "1", None),
        ] {
            let found = compile(pattern).ok().map(|compiled| compiled.find(value).is_some());
            assert_eq!(found, matches, "{pattern}");
        }
    }
}
