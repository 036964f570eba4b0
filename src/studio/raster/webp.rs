//! WebP (RFC 9649): a RIFF file whose chunks hold the picture, or several frames with their positions and times.

use super::{
    bytes::{Bytes, ends},
    parts::{Fault, Parts},
    profile,
};

/// Bits of the first byte of `VP8X`: what the file has.
const HAS_PROFILE: u8 = 0x20;
const HAS_ALPHA: u8 = 0x10;
const MOVES: u8 = 0x02;

pub(super) fn rebuild(bytes: &[u8]) -> Result<Parts, Fault> {
    let mut rest = Bytes(bytes.get(4..).unwrap_or_default());
    let length = u32::from_le_bytes(rest.array()?) as usize;
    let mut rest = Bytes(rest.take(length)?);
    rest.take(4)?;
    let mut extended: Option<[u8; 10]> = None;
    let (mut body, mut size, mut pictures, mut colours) = (Vec::new(), None, 0, None);
    while !rest.is_empty() {
        let (name, data) = chunk(&mut rest)?;
        match name {
            b"VP8X" if extended.is_none() => {
                let mut fields = Bytes(data);
                let header = fields.array::<10>()?;
                let [_, _, _, _, w0, w1, w2, h0, h1, h2] = header;
                size = Some((1 + u32::from_le_bytes([w0, w1, w2, 0]), 1 + u32::from_le_bytes([h0, h1, h2, 0])));
                extended = Some(header);
            }
            b"ICCP" => colours = profile::checked(data),
            b"ANIM" if data.len() == 6 => write(&mut body, name, data),
            b"ANMF" => {
                write(&mut body, name, &frame(data)?);
                pictures += 1;
            }
            b"ALPH" => write(&mut body, name, data),
            b"VP8 " | b"VP8L" => {
                size = size.or(Some(own_size(name, data)?));
                write(&mut body, name, data);
                pictures += 1;
            }
            _ => {}
        }
    }
    if pictures == 0 {
        return Err(ends());
    }
    let mut out = b"WEBP".to_vec();
    if let Some([flags, _, _, _, place @ ..]) = extended {
        let mut own = flags & (HAS_ALPHA | MOVES);
        own |= if colours.is_some() { HAS_PROFILE } else { 0 };
        write(&mut out, b"VP8X", &[[own, 0, 0, 0].as_slice(), &place].concat());
        if let Some(profile) = colours {
            write(&mut out, b"ICCP", profile);
        }
    }
    out.extend(body);
    let length = u32::try_from(out.len()).map_err(|_| ends())?;
    let bytes = [b"RIFF".as_slice(), &length.to_le_bytes(), &out].concat();
    let animated = extended.is_some_and(|[flags, ..]| flags & MOVES != 0);
    // EXIF data is left out as well: Chromium shows the pixels as they are, whatever orientation it states.
    Ok(Parts { bytes, size: size.ok_or_else(ends)?, turned: false, animated })
}

/// Name and content; an odd length has a byte of padding, which the last one may lack.
fn chunk<'a>(rest: &mut Bytes<'a>) -> Result<(&'a [u8], &'a [u8]), Fault> {
    let name = rest.take(4)?;
    let length = u32::from_le_bytes(rest.array()?) as usize;
    let data = rest.take(length)?;
    if length % 2 == 1 && !rest.is_empty() {
        rest.take(1)?;
    }
    Ok((name, data))
}

/// One frame: its position and time, and the chunks that hold its pixels.
fn frame(data: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut rest = Bytes(data);
    let mut out = rest.take(16)?.to_vec();
    while !rest.is_empty() {
        let (name, data) = chunk(&mut rest)?;
        if matches!(name, b"ALPH" | b"VP8 " | b"VP8L") {
            write(&mut out, name, data);
        }
    }
    Ok(out)
}

/// Width and height as the pixels themselves have them (RFC 6386, 9.1, and RFC 9649, 3.4).
fn own_size(name: &[u8], data: &[u8]) -> Result<(u32, u32), Fault> {
    let mut fields = Bytes(data);
    if name == b"VP8L" {
        fields.take(1)?;
        let bits = u32::from_le_bytes(fields.array()?);
        return Ok(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1));
    }
    fields.take(6)?;
    let side = |fields: &mut Bytes<'_>| fields.array().map(|two| u32::from(u16::from_le_bytes(two) & 0x3fff));
    Ok((side(&mut fields)?, side(&mut fields)?))
}

fn write(out: &mut Vec<u8>, name: &[u8], data: &[u8]) {
    out.extend_from_slice(name);
    out.extend((data.len() as u32).to_le_bytes());
    out.extend_from_slice(data);
    if data.len() % 2 == 1 {
        out.push(0);
    }
}
