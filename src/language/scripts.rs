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
    if term.is_ascii() {
        return;
    }
    let (mut latin, mut cyrillic, mut as_latin, mut as_cyrillic) = (0, 0, true, true);
    for c in term.chars() {
        if c.is_ascii_alphabetic() {
            latin += 1;
            as_cyrillic &= holds_char(LATIN, c);
        } else if is_cyrillic(c) {
            cyrillic += 1;
            as_latin &= holds_char(CYRILLIC, c);
        }
    }
    let (from, to) = match cyrillic {
        _ if latin == 0 => return,
        0 => ("μ", "u"),
        _ if as_cyrillic && !(as_latin && latin > cyrillic) => (LATIN, CYRILLIC),
        _ if as_latin => (CYRILLIC, LATIN),
        _ => return,
    };
    let other = |c: char| from.chars().zip(to.chars()).find(|&(own, _)| own == c).map_or(c, |(_, other)| other);
    *term = term.chars().map(other).collect();
}
