//! Lower case.
//!
//! Rules of our own for the scripts of the languages we serve and of related ones: the tables of `char::to_lowercase`
//! hold every script of Unicode, and are 4 kB of the browser's download. A test compares the two.

/// The lower case of a Latin, Greek, Cyrillic, Armenian or full-width letter; any other character as it is.
#[must_use]
pub const fn lower(c: char) -> char {
    let code = c as u32;
    // In these ranges upper-case and lower-case letters alternate; the upper-case ones have even or odd numbers.
    let even = matches!(code,
        0x100..=0x12f | 0x132..=0x137 | 0x14a..=0x177 | 0x1de..=0x1ef | 0x1f8..=0x21f | 0x222..=0x233
        | 0x460..=0x481 | 0x48a..=0x4bf | 0x4d0..=0x52f | 0x1e00..=0x1e95 | 0x1ea0..=0x1eff);
    let odd = matches!(code, 0x139..=0x148 | 0x179..=0x17e | 0x1cd..=0x1dc | 0x4c1..=0x4ce);
    let lowered = match code {
        _ if even => code | 1,
        _ if odd => code + (code & 1),
        0x41..=0x5a | 0xc0..=0xd6 | 0xd8..=0xde | 0x391..=0x3a1 | 0x3a3..=0x3ab | 0x410..=0x42f | 0xff21..=0xff3a => {
            code + 32
        }
        0x400..=0x40f => code + 80,
        0x531..=0x556 => code + 48,
        0x130 => 0x69,
        0x178 => 0xff,
        0x386 => 0x3ac,
        0x388..=0x38a => code + 37,
        0x38c => 0x3cc,
        0x38e..=0x38f => code + 63,
        0x4c0 => 0x4cf,
        0x1e9e => 0xdf,
        _ => code,
    };
    match char::from_u32(lowered) {
        Some(lowered) => lowered,
        None => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An upper-case letter that is not changed makes a different word.
    #[test]
    fn lower_case_agrees_with_unicode() {
        let scripts = [
            0..0x180,
            0x1cd..0x1f0,
            0x1f8..0x220,
            0x222..0x234,
            0x370..0x530,
            0x531..0x590,
            0x1e00..0x1f00,
            0xff00..0xffef,
        ];
        let mut changed = 0;
        for c in scripts.into_iter().flatten().filter_map(char::from_u32) {
            // Letters of Coptic and of ancient Greece.
            if matches!(c, '\u{370}'..='\u{37f}' | 'Ϗ' | 'Ϙ'..='ϯ' | 'ϴ' | 'Ϸ' | 'Ϲ' | 'Ϻ' | 'Ͻ'..='Ͽ') {
                continue;
            }
            let unicode = if c == 'İ' { 'i' } else { c.to_lowercase().next().unwrap() };
            assert_eq!(lower(c), unicode, "U+{:04X}", c as u32);
            changed += usize::from(lower(c) != c);
        }
        assert!(changed > 500, "{changed} capitals");
    }
}
