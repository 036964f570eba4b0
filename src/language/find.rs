//! Finding and replacing a text in another one.
//!
//! `str::contains` and `str::replace` do it as well. But when the standard library searches for a text (or for one
//! character that is only known at run time), it brings the code for an error that cannot happen, with the tables by
//! which it would print characters: 4.4 kB of the browser's download. What is searched here is short.

use alloc::string::String;

/// Whether a text holds another one.
#[must_use]
pub fn holds(text: &str, part: &str) -> bool {
    (0..=text.len()).any(|at| text.get(at..).is_some_and(|rest| rest.starts_with(part)))
}

/// Whether a text holds a character.
#[must_use]
pub fn holds_char(text: &str, wanted: char) -> bool {
    text.chars().any(|c| c == wanted)
}

/// A text with another one in the place of each of its parts that are equal to `part`.
#[must_use]
pub fn replaced(text: &str, part: &str, by: &str) -> String {
    let (mut out, mut rest) = (String::new(), text.chars());
    loop {
        match rest.as_str().strip_prefix(part) {
            Some(behind) if !part.is_empty() => {
                out.push_str(by);
                rest = behind.chars();
            }
            _ => match rest.next() {
                Some(c) => out.push(c),
                None => return out,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A placeholder that is left in a sentence, or a name that is not recognised, is seen by every visitor.
    #[test]
    fn agrees_with_the_standard_library() {
        for text in ["", "{n} {m}", "{n}{n}", "о 11:00, о 11:00", "żółw", "aaa", "{", "a{n"] {
            for part in ["{n}", "о 11:00", "ó", "aa", "łw", "{"] {
                assert_eq!(replaced(text, part, "об"), text.replace(part, "об"), "{part} in {text}");
                assert_eq!(holds(text, part), text.contains(part), "{part} in {text}");
            }
            assert_eq!(replaced(text, "", "x"), text);
            assert!(holds(text, ""));
            for c in ['{', 'ó', 'a'] {
                assert_eq!(holds_char(text, c), text.contains(c), "{c} in {text}");
            }
        }
    }
}
