//! JPEG (ITU-T T.81): tables, frames and scans, the colour profile, and the orientation.

use super::{
    bytes::{Bytes, ends},
    orientation,
    parts::{Fault, Parts},
    profile,
};

const PROFILE: &[u8] = b"ICC_PROFILE\0";
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;

pub(super) fn rebuild(bytes: &[u8]) -> Result<Parts, Fault> {
    let mut rest = Bytes(bytes.get(2..).unwrap_or_default());
    let mut out = vec![0xff, 0xd8];
    let (mut size, mut up, mut scanned, mut jfif) = (None, None, false, false);
    let mut parts: Vec<(u8, &[u8])> = Vec::new();
    while let Some(marker) = next_marker(&mut rest) {
        if marker == END {
            break;
        }
        // Markers without content, which mean nothing between segments.
        if matches!(marker, 0x01 | 0xd0..=0xd8) {
            continue;
        }
        let length = usize::from(rest.u16()?).checked_sub(2).ok_or_else(ends)?;
        let content = rest.take(length)?;
        match marker {
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                let mut fields = Bytes(content.get(1..).unwrap_or_default());
                let (height, width) = (fields.u16()?, fields.u16()?);
                size.get_or_insert((u32::from(width), u32::from(height)));
                segment(&mut out, marker, content);
            }
            0xc4 | 0xcc | 0xdb | 0xdc | 0xdd => segment(&mut out, marker, content),
            SCAN => {
                segment(&mut out, marker, content);
                out.extend_from_slice(scan(&mut rest));
                scanned = true;
            }
            // Says how colours are stored where nothing else does. Without the preview.
            0xe0 if content.starts_with(b"JFIF\0") && !jfif => {
                let fields = content.get(..12).ok_or_else(ends)?;
                segment(&mut out, marker, &[fields, &[0, 0]].concat());
                jfif = true;
            }
            0xe1 if content.starts_with(orientation::PREFIX) && up.is_none() => {
                let read = orientation::read(content);
                up = Some(read);
                if let Some(data) = orientation::written(read) {
                    segment(&mut out, marker, &[orientation::PREFIX, &data].concat());
                }
            }
            0xe2 => {
                if let Some([number, count, part @ ..]) = content.strip_prefix(PROFILE) {
                    parts.push((*number, part));
                    if parts.len() == usize::from(*count) {
                        colours(&mut out, &mut parts);
                    }
                }
            }
            0xee if content.starts_with(b"Adobe") => segment(&mut out, marker, content.get(..12).ok_or_else(ends)?),
            _ => {}
        }
    }
    if !scanned {
        return Err(ends());
    }
    // Some cameras leave the end marker out, and browsers do without it.
    out.extend([0xff, END]);
    let size = size.ok_or("it does not say its size")?;
    Ok(Parts { bytes: out, size, turned: orientation::turns(up.unwrap_or(1)), animated: false })
}

/// The next marker; what is between two segments is left out.
fn next_marker(rest: &mut Bytes<'_>) -> Option<u8> {
    loop {
        let start = rest.0.iter().position(|byte| *byte == 0xff)?;
        rest.0 = rest.0.get(start..)?;
        let marker = rest.0.iter().copied().find(|byte| *byte != 0xff);
        let filling = rest.0.iter().take_while(|byte| **byte == 0xff).count();
        rest.0 = rest.0.get(filling + 1..)?;
        match marker? {
            0 => {}
            marker => return Some(marker),
        }
    }
}

/// The compressed pixels of a scan: up to the next marker that is no restart.
fn scan<'a>(rest: &mut Bytes<'a>) -> &'a [u8] {
    let marks = |pair: &[u8]| matches!(pair, [0xff, next] if !matches!(next, 0 | 0xd0..=0xd7));
    let end = rest.0.windows(2).position(marks).unwrap_or(rest.0.len());
    let (own, after) = rest.0.split_at_checked(end).unwrap_or((rest.0, &[]));
    rest.0 = after;
    own
}

fn segment(out: &mut Vec<u8>, marker: u8, content: &[u8]) {
    out.extend([0xff, marker]);
    // It comes from a segment, or is shorter than one.
    out.extend((content.len() as u16 + 2).to_be_bytes());
    out.extend_from_slice(content);
}

/// Writes the colour profile from its parts, where they are complete and in order.
fn colours(out: &mut Vec<u8>, parts: &mut Vec<(u8, &[u8])>) {
    parts.sort_by_key(|(number, _)| *number);
    let whole: Vec<u8> = parts.iter().flat_map(|(_, part)| part.iter().copied()).collect();
    let ordered = parts.iter().zip(1..).all(|((number, _), place)| *number == place);
    parts.clear();
    let Some(profile) = profile::checked(&whole).filter(|_| ordered) else { return };
    let pieces: Vec<&[u8]> = profile.chunks(65_000).collect();
    for (number, piece) in (1_u8..).zip(&pieces) {
        segment(out, 0xe2, &[PROFILE, &[number, pieces.len() as u8], piece].concat());
    }
}
