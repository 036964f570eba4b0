//! The orientation: the only part of EXIF data that changes what is shown.

use exif::{In, Reader, Tag};

/// What cameras write before EXIF data in a JPEG, and some programs in a WebP.
pub(super) const PREFIX: &[u8] = b"Exif\0\0";

/// The orientation in EXIF data, 1 (as stored) to 8; 1 where the data is damaged, as in browsers.
pub(super) fn read(data: &[u8]) -> u8 {
    let data = data.strip_prefix(PREFIX).unwrap_or(data);
    // No camera writes more, and all of it is copied.
    if data.len() > 1 << 20 {
        return 1;
    }
    let read = Reader::new().continue_on_error(true).read_raw(data.to_vec());
    let exif = read.or_else(|error| error.distill_partial_result(|_| {}));
    let stated = exif.ok().and_then(|exif| exif.get_field(Tag::Orientation, In::PRIMARY)?.value.get_uint(0));
    stated.and_then(|stated| u8::try_from(stated).ok()).filter(|stated| (1..=8).contains(stated)).unwrap_or(1)
}

/// Whether width and height are exchanged when it is shown.
pub(super) const fn turns(orientation: u8) -> bool {
    orientation >= 5
}

/// EXIF data with the orientation and nothing else (TIFF 6.0, one directory with one entry); none for 1.
pub(super) fn written(orientation: u8) -> Option<Vec<u8>> {
    let entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0];
    (orientation != 1).then(|| [b"MM\0\x2a\0\0\0\x08\0\x01".as_slice(), &entry, &[0; 4]].concat())
}
