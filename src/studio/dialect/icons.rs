//! Icons that say something: a check in the cell of a table, the dots of a menu in the middle of a sentence. Without
//! them a cell would be empty, and "click … and choose" would not say where.

use super::{
    arguments::Arguments,
    lines::{from, part},
    pass::Pass,
};

/// Bytes of the tag of an icon.
const MAX_TAG: usize = 300;

/// Words of a name that say which set an icon is of, or how it is drawn.
const STYLES: &str = "material fontawesome octicons octicon simple lucide fa fas far fab fal fad bi mdi heroicons tabler \
ph ri iconify icon icons feather bx ion logos carbon twemoji custom regular solid brands outline outlined line bold circle \
box square fill filled thick thin rounded round sharp light duotone all marked decagram alt variant o fw lg sm xs 12 16 20 \
24 32";

/// Signs that answer: they are shown wherever they stand.
const ANSWERS: [(&str, &[&str]); 2] = [
    ("✓", &["check", "checkmark", "checkbox", "tick", "done", "yes"]),
    ("✗", &["close", "cross", "crossmark", "times", "xmark", "x", "cancel", "no"]),
];

/// Signs of a screen: they are shown inside of a sentence, and are an ornament elsewhere.
const SCREEN: [(&str, &[&str]); 11] = [
    ("→", &["arrow-right", "chevron-right", "angle-right", "caret-right", "long-arrow-right", "arrow-forward"]),
    ("←", &["arrow-left", "chevron-left", "angle-left", "caret-left", "long-arrow-left", "arrow-back"]),
    ("↑", &["arrow-up", "chevron-up", "angle-up", "caret-up"]),
    ("↓", &["arrow-down", "chevron-down", "angle-down", "caret-down"]),
    ("⋮", &["dots-vertical", "ellipsis-v", "ellipsis-vertical", "more-vert", "three-dots-vertical"]),
    (
        "⋯",
        &[
            "dots-horizontal",
            "ellipsis-h",
            "ellipsis",
            "ellipsis-horizontal",
            "more-horiz",
            "three-dots",
            "kebab-horizontal",
        ],
    ),
    ("☰", &["menu", "bars", "hamburger", "three-bars", "list-ul"]),
    ("+", &["plus", "add"]),
    ("−", &["minus", "dash"]),
    ("⚙", &["cog", "gear", "settings", "gears", "cogs"]),
    ("✎", &["pencil", "edit", "pen"]),
];

/// The sign of an icon, by its name as any set writes it; none for an ornament. `before` is the text before the icon.
pub(super) fn sign(name: &str, before: &str) -> Option<&'static str> {
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut words: Vec<&str> = words.filter(|word| !STYLES.split_whitespace().any(|style| style == *word)).collect();
    words.dedup();
    let plain = words.join("-");
    let of = |signs: &[(&'static str, &[&str])]| {
        signs.iter().find(|(_, names)| names.contains(&plain.as_str())).map(|(sign, _)| *sign)
    };
    of(&ANSWERS).or_else(|| of(&SCREEN).filter(|_| is_inside(before)))
}

/// The sign of a tag, by its name as the tables of names have it: `<Icon name="check" />`, `{% fa cog %}`, `<Cross />`.
pub(super) fn sign_of_tag(name: &str, arguments: &Arguments, before: &str) -> Option<&'static str> {
    match name {
        "icon" | "icons" | "svgicon" | "fa" | "faicon" | "fontawesome" | "octicon" | "mdi" | "lucideicon"
        | "iconify" => {
            let named = arguments.text(&["name", "icon", "class", "classname"]);
            sign(&named.or_else(|| arguments.first().map(str::to_owned))?, before)
        }
        "check" | "checkicon" | "checkmark" | "checkcircle" | "iconcheck" | "tick" => Some("✓"),
        "cross" | "crossicon" | "crossmark" | "xmark" | "xicon" | "xcircle" | "iconx" => Some("✗"),
        _ => None,
    }
}

/// Shows the signs of empty elements: `<i class="fa fa-check"></i>`.
pub(super) fn elements(pass: &mut Pass<'_>) {
    let text = pass.text;
    for (start, _) in text.match_indices("></") {
        let end = start + 1;
        let name = ["i", "span", "em"]
            .into_iter()
            .find(|name| from(text, end + 2).strip_prefix(name).is_some_and(|rest| rest.starts_with('>')));
        let Some(name) = name else { continue };
        let open = part(text, 0..start).rfind('<').filter(|open| start - open < MAX_TAG && pass.is_text(*open));
        let Some(open) = open else { continue };
        let Some(attributes) = part(text, open + 1..start).strip_prefix(name).filter(|rest| rest.starts_with(' '))
        else {
            continue;
        };
        let arguments = Arguments::read(attributes);
        let Some(class) = arguments.text(&["class", "classname"]) else { continue };
        let line = part(text, 0..open);
        if let Some(shown) = class.split_whitespace().find_map(|class| sign(class, line)) {
            pass.edits.replace(open..end + 2 + name.len() + 1, shown);
        }
    }
}

/// Whether a sentence has begun: not at the beginning of a line, a cell or the words of a link.
fn is_inside(before: &str) -> bool {
    let piece = before.chars().rev().take(200).take_while(|c| !matches!(c, '\n' | '|' | '['));
    piece.into_iter().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::sign;

    // A table of "who may do what" has nothing but checks in it, and a sentence without its icon says "click and choose".
    #[test]
    fn icons_that_say_something() {
        for (name, before, shown) in [
            ("material-check-bold", "| Admin |", Some("✓")),
            ("fontawesome-solid-circle-check", "", Some("✓")),
            ("octicons-x-24", "| Guest |", Some("✗")),
            ("Check", "", Some("✓")),
            ("fa fa-times", "", Some("✗")),
            ("material-dots-vertical", "- Click ", Some("⋮")),
            ("material-arrow-right-circle", "File ", Some("→")),
            ("mdi:cog-outline", "Open ", Some("⚙")),
            ("material-cog", "## ", None),
            ("material-arrow-right", "Read more: [", None),
            ("material-home", "Go ", None),
            ("material-circle", "", None),
            ("", "", None),
        ] {
            assert_eq!(sign(name, before), shown, "{name} after {before:?}");
        }
    }
}
