//! What a visitor typed or pasted, as people see it: without invisible characters. `email` and `phone`
//! decide what it means.

use alloc::string::String;

/// What nobody sees and copying brings along: soft hyphens, zero widths, marks of direction.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A text as people see it: without what nobody sees, and without the blanks around it.
pub(super) fn visible(typed: &str) -> String {
    let visible: String = typed.chars().filter(|c| !is_invisible(*c)).collect();
    visible.trim().into()
}
