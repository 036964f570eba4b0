//! Colour profiles: a picture without its profile has other colours.

/// None that a camera or a program writes is larger.
pub(super) const MOST: usize = 4 << 20;

/// The profile, without what follows its end; `None` for what is none (ICC.1:2022, 7.2: its size comes first, and
/// `acsp` stands at byte 36).
pub(super) fn checked(profile: &[u8]) -> Option<&[u8]> {
    let size = u32::from_be_bytes(*profile.first_chunk()?) as usize;
    let own = profile.get(..size)?;
    (size <= MOST && own.get(36..40)? == b"acsp").then_some(own)
}
