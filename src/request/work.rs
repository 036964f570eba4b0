//! Proof of work: a little computing before a request is accepted, which costs one person nothing and whoever sends
//! thousands much. It is of use only where the receiver checks it; `nightdesk serve` does.

use alloc::format;
use sha2::{Digest, Sha256};

/// Whether SHA-256 of the id and the counter, in decimal digits, begins with so many zero bits.
#[must_use]
pub fn holds(id: &str, bits: u8, counter: u64) -> bool {
    let hash = Sha256::digest(format!("{id}{counter}").as_bytes());
    let mut zeros = 0;
    for byte in hash {
        zeros += byte.leading_zeros();
        if byte != 0 {
            break;
        }
    }
    zeros >= u32::from(bits)
}

/// The first counter of so many, from one on, that holds; `None` where there is none among them.
#[must_use]
pub fn solve(id: &str, bits: u8, from: u64, count: u64) -> Option<u64> {
    (from..from.saturating_add(count)).find(|counter| holds(id, bits, *counter))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A proof that the receiver counts differently turns everybody away.
    #[test]
    fn proofs() {
        let counter = solve("0b5c7f6e", 12, 0, 100_000).unwrap();
        assert!(holds("0b5c7f6e", 12, counter));
        assert!(!holds("another", 12, counter));
        assert_eq!(solve("0b5c7f6e", 12, 0, counter), None);
        assert!(holds("anything", 0, 0));
        // Known from `printf '0b5c7f6e%d' N | sha256sum`.
        let hash = Sha256::digest(format!("0b5c7f6e{counter}").as_bytes());
        assert_eq!((hash[0], hash[1] >> 4), (0, 0));
    }
}
