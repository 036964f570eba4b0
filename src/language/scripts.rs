//! Scripts: which have no spaces, and letters of one that stand in a word of another.

use alloc::string::String;

use super::holds_char;

/// Letters of scripts that are written without spaces: Thai to Myanmar, Khmer, kana, Han.
pub(super) const fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e01}'..='\u{e5b}' | '\u{e80}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17d3}'
        | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

/// A letter of Cyrillic.
pub(super) const fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52f}')
}

/// A mark that changes the kana before it.
pub(super) const fn is_voice(c: char) -> bool {
    matches!(c, '\u{3099}' | '\u{309a}' | '\u{ff9e}' | '\u{ff9f}')
}

/// Appends a folded letter; a mark of voice changes the kana before it (`カ` to `ガ`).
pub(super) fn voiced(term: &mut String, folded: char) {
    let step = match folded {
        '\u{3099}' => 1,
        '\u{309a}' => 2,
        _ => return term.push(folded),
    };
    if let Some(plain) = term.pop() {
        term.push(char::from_u32(plain as u32 + step).unwrap_or(plain));
    }
}

/// Latin letters, and the Cyrillic ones that look the same, small or capital.
const LATIN: &str = "aceopxyikmtbh";
const CYRILLIC: &str = "асеорхуікмтвн";

/// Gives a folded word one script: "MAЛ" may have two letters of a Latin keyboard, "μm" has one of a Greek.
pub(super) fn unify(term: &mut String) {
    let latin: fn(char) -> bool = |c| c.is_ascii_alphabetic();
    if term.is_ascii() || !term.chars().any(latin) {
        return;
    }
    let replaced = |from: &str, to: &str| -> String {
        let other = |c: char| from.chars().zip(to.chars()).find(|&(own, _)| own == c).map_or(c, |(_, other)| other);
        term.chars().map(other).collect()
    };
    let all = |belongs: fn(char) -> bool, list: &str| term.chars().all(|c| !belongs(c) || holds_char(list, c));
    let count = |belongs: fn(char) -> bool| term.chars().filter(|&c| belongs(c)).count();
    let cyrillic = count(is_cyrillic);
    let as_latin = all(is_cyrillic, CYRILLIC);
    let unified = if cyrillic == 0 {
        replaced("μ", "u")
    } else if all(latin, LATIN) && !(as_latin && count(latin) > cyrillic) {
        replaced(LATIN, CYRILLIC)
    } else if as_latin {
        replaced(CYRILLIC, LATIN)
    } else {
        return;
    };
    *term = unified;
}
