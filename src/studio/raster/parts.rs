//! What the reader of each kind of picture returns: the rebuilt parts, or the fault for which there are none.

/// No browser paints more, and no build should unpack it.
const MOST_PIXELS: u64 = 1 << 30;

/// Why a file is not published, as the end of a sentence: "the file ends in the middle of the picture".
pub(super) type Fault = String;

/// What a reader of one kind gives.
pub(super) struct Parts {
    pub(super) bytes: Vec<u8>,
    /// As stored.
    pub(super) size: (u32, u32),
    /// Shown with width and height exchanged.
    pub(super) turned: bool,
    pub(super) animated: bool,
}

/// Refuses a picture without pixels, and one with more than browsers paint.
pub(super) fn check_size(width: u32, height: u32) -> Result<(), Fault> {
    match u64::from(width) * u64::from(height) {
        0 => Err("it has no pixels".into()),
        pixels if pixels > MOST_PIXELS => Err(format!("it has {width} × {height} pixels, more than browsers paint")),
        _ => Ok(()),
    }
}
