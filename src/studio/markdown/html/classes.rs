//! Callouts of HTML: which kind the class of an element names, as help centres and their generators write them.

use crate::knowledge::Callout;

/// Words that name a kind.
const KINDS: [(&str, Callout); 5] = [
    ("note info information primary secondary seealso abstract question faq", Callout::Note),
    ("tip hint success check done", Callout::Tip),
    ("important", Callout::Important),
    ("warning warn attention", Callout::Warning),
    ("caution danger error critical bug failure fail", Callout::Caution),
];
/// Words that name a callout of any kind.
const ANY: [&str; 6] = ["alert", "admonition", "callout", "notice", "hint", "admonitionblock"];
/// Words that stand beside a kind, and name nothing by themselves.
const BESIDE: [&str; 20] = [
    "markdown", "theme", "custom", "block", "box", "panel", "message", "notification", "banner", "is", "md", "bd",
    "gh", "docs", "sl", "prompt", "aside", "content", "text", "type",
];
/// Words that name no callout where they stand alone: pages have them for other things.
const WEAK: [&str; 8] = ["primary", "secondary", "check", "done", "question", "faq", "error", "abstract"];
/// Last words of the class that the title of a callout has.
const TITLES: [&str; 3] = ["title", "heading", "header"];

/// The callout that an element with a class is.
pub(super) fn callout(class: &str) -> Option<Callout> {
    let tokens: Vec<Vec<String>> = class.split_whitespace().map(words).collect();
    let any = |word: &str| ANY.contains(&word);
    let strong = tokens.iter().any(|words| words.iter().any(|word| any(word)));
    let kind = |word: &str| {
        let named = KINDS.iter().find(|(names, _)| names.split(' ').any(|name| name == word));
        named.map(|(_, kind)| *kind).filter(|_| strong || !WEAK.contains(&word))
    };
    let all = tokens.iter().filter(|words| {
        // A word beside it that is not known makes another thing of it: `contact-info`, `tip-jar`.
        words.iter().all(|word| any(word) || kind(word).is_some() || BESIDE.contains(&word.as_str()))
    });
    // `hint hint-warning` is a warning.
    let found = all.flatten().filter_map(|word| Some((any(word), kind(word)?)));
    let named = found.min_by_key(|(any, _)| *any).map(|(_, kind)| kind);
    let alone = tokens.iter().any(|words| matches!(words.as_slice(), [word] if any(word)));
    named.or(alone.then_some(Callout::Note))
}

/// Whether a class is one that the title of a callout has.
pub(super) fn is_title(class: &str) -> bool {
    class.split_whitespace().map(words).any(|words| match words.as_slice() {
        [first @ .., last] => {
            TITLES.contains(&last.as_str())
                && first.iter().any(|word| ANY.contains(&word.as_str()) || ["custom", "block"].contains(&word.as_str()))
        }
        [] => false,
    })
}

fn words(token: &str) -> Vec<String> {
    let words = token.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A warning that looks like any other text is overlooked, and contact details in a frame look like a warning.
    #[test]
    fn classes_of_callouts() {
        for (class, kind) in [
            ("note", Some(Callout::Note)),
            ("tip", Some(Callout::Tip)),
            ("important", Some(Callout::Important)),
            ("warning", Some(Callout::Warning)),
            ("caution", Some(Callout::Caution)),
            ("alert alert-danger", Some(Callout::Caution)),
            ("alert alert-primary", Some(Callout::Note)),
            ("alert alert-light", Some(Callout::Note)),
            ("admonition tip", Some(Callout::Tip)),
            ("admonition seealso", Some(Callout::Note)),
            ("theme-admonition theme-admonition-info alert alert--info", Some(Callout::Note)),
            ("markdown-alert markdown-alert-important", Some(Callout::Important)),
            ("custom-block danger", Some(Callout::Caution)),
            ("hint", Some(Callout::Tip)),
            ("hint hint-warning", Some(Callout::Warning)),
            ("bd-callout bd-callout-warning", Some(Callout::Warning)),
            ("message is-warning", Some(Callout::Warning)),
            ("info-box", Some(Callout::Note)),
            ("prompt-tip", Some(Callout::Tip)),
            ("Notice", Some(Callout::Note)),
            ("callout", Some(Callout::Note)),
            ("contact-info", None),
            ("tip-jar", None),
            ("info-table", None),
            ("question", None),
            ("btn btn-primary", None),
            ("error", None),
            ("message", None),
            ("row", None),
            ("", None),
        ] {
            assert_eq!(callout(class), kind, "{class}");
        }
        for (class, expected) in [
            ("admonition-title", true),
            ("markdown-alert-title", true),
            ("custom-block-title", true),
            ("alert-heading", true),
            ("title", false),
            ("page-title", false),
            ("", false),
        ] {
            assert_eq!(is_title(class), expected, "{class}");
        }
    }
}
