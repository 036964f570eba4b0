//! What was found in a text: its kind and its place. It is found by `number` and `password`.

use core::ops::Range;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretKind {
    /// The number that identifies a person in Poland.
    Pesel,
    /// The number of a payment card.
    Card,
    /// A bank account: IBAN, or NRB as it is written in Poland.
    Iban,
    /// A password, a PIN, the code on the back of a card, a BLIK code.
    Password,
}

/// Something that the visitor may want to hide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it looks like.
    pub kind: SecretKind,
    /// Where it stands, in bytes: always between two characters. A password's is that of the password alone.
    pub range: Range<usize>,
}
