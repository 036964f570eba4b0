//! Field norms: field lengths in one byte, quantised exactly as tantivy (and Lucene before it) quantises them: lengths
//! up to 40 are exact, longer ones keep four significant bits. Sharing the rule makes our BM25 equal to tantivy's on
//! the same segment.

/// The length in words that a norm id stands for.
#[must_use]
pub const fn norm_length(id: u8) -> u32 {
    if id < 40 {
        return id as u32;
    }
    let code = id as u32 - 40;
    24 + (((code & 7) | 8) << (1 + (code >> 3)))
}

/// The largest norm id whose length is not above `length`.
#[must_use]
pub fn norm_id(length: u32) -> u8 {
    let (mut low, mut high) = (0_u8, u8::MAX);
    while low < high {
        let middle = low + (high - low).div_ceil(2);
        if norm_length(middle) <= length { low = middle } else { high = middle - 1 }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A length that differs from tantivy's would shift every score.
    #[test]
    fn known_lengths() {
        for (id, length) in
            [(0, 0), (39, 39), (40, 40), (41, 42), (48, 56), (49, 60), (56, 88), (70, 248), (255, 2_013_265_944)]
        {
            assert_eq!(norm_length(id), length);
        }
        for id in 0..=255 {
            assert_eq!(norm_id(norm_length(id)), id);
        }
    }
}
