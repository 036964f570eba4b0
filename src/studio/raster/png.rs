//! PNG and its animated form (PNG, third edition): the chunks that say how pixels look, and those that hold them.

use std::io::{Read, Write};

use flate2::{Compression, Crc, Decompress, FlushDecompress, Status, read::ZlibDecoder, write::ZlibEncoder};

use super::{
    bytes::Bytes,
    orientation,
    parts::{Fault, Parts, check_size},
    profile,
};

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
const CUT: &str = "its pixels are cut off or do not unpack";

/// Whether a chunk is kept: with no more bytes than its format has, so that nothing else is hidden in it.
fn fits(name: &[u8], length: usize) -> bool {
    match name {
        b"PLTE" => length <= 768 && length.is_multiple_of(3),
        b"tRNS" => length <= 256,
        b"gAMA" | b"cICP" => length == 4,
        b"cHRM" => length == 32,
        b"sRGB" => length == 1,
        b"sBIT" => length <= 4,
        b"mDCV" => length == 24,
        b"cLLI" | b"acTL" => length == 8,
        b"fcTL" => length == 26,
        _ => false,
    }
}

pub(super) fn rebuild(bytes: &[u8]) -> Result<Parts, Fault> {
    let mut rest = Bytes(bytes.strip_prefix(SIGNATURE).unwrap_or_default());
    let (name, header) = chunk(&mut rest)?;
    if name != b"IHDR" || header.len() != 13 {
        return Err("it does not begin with its size".into());
    }
    let mut fields = Bytes(header);
    let size = (fields.u32()?, fields.u32()?);
    check_size(size.0, size.1)?;
    let mut out = Writer(SIGNATURE.to_vec());
    out.chunk(b"IHDR", header);
    let most = unpacked(size, header);
    let (mut pixels, mut frame, mut drawn, mut turned, mut animated) = (Vec::new(), Vec::new(), false, false, false);
    loop {
        let (name, data) = chunk(&mut rest)?;
        if name != b"IDAT" && !pixels.is_empty() {
            // All `IDAT` chunks follow each other; a second run does not belong to the picture.
            if !drawn {
                out.chunk(b"IDAT", stream(&pixels, most)?);
            }
            (pixels, drawn) = (Vec::new(), true);
        }
        if name != b"fdAT" && !frame.is_empty() {
            if stream(&frame, most)?.len() < frame.len() {
                return Err("something follows the pixels of a frame".into());
            }
            frame = Vec::new();
        }
        match name {
            b"IEND" => break,
            b"IDAT" => pixels.extend_from_slice(data),
            b"fdAT" => {
                frame.extend_from_slice(data.get(4..).unwrap_or_default());
                out.chunk(name, data);
            }
            b"iCCP" => out.profile(data),
            b"eXIf" => {
                let up = orientation::read(data);
                turned = orientation::turns(up);
                if let Some(data) = orientation::written(up) {
                    out.chunk(name, &data);
                }
            }
            _ if fits(name, data.len()) => {
                animated |= name == b"acTL";
                out.chunk(name, data);
            }
            _ => {}
        }
    }
    if !drawn {
        return Err("it has no pixels".into());
    }
    out.chunk(b"IEND", &[]);
    Ok(Parts { bytes: out.0, size, turned, animated })
}

/// The next chunk; its CRC must be right, as browsers check it too.
fn chunk<'a>(rest: &mut Bytes<'a>) -> Result<(&'a [u8], &'a [u8]), Fault> {
    let length = rest.u32()? as usize;
    let (name, data) = (rest.take(4)?, rest.take(length)?);
    let stated = rest.u32()?;
    if sum(name, data) != stated {
        return Err(format!("the part `{}` is not what it was", name.escape_ascii()));
    }
    Ok((name, data))
}

fn sum(name: &[u8], data: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(name);
    crc.update(data);
    crc.sum()
}

/// At most so many bytes are unpacked: a filter byte per row, and a few rows more where it is interlaced.
fn unpacked((width, height): (u32, u32), header: &[u8]) -> u64 {
    let bits = u64::from(header.get(8).copied().unwrap_or(8));
    let channels = match header.get(9) {
        Some(2) => 3,
        Some(4) => 2,
        Some(6) => 4,
        _ => 1,
    };
    let row = (u64::from(width) * bits * channels).div_ceil(8) + 1;
    row * u64::from(height) + 16 * (u64::from(width) + u64::from(height)) + 1_024
}

/// The part of the compressed pixels that belongs to the picture.
fn stream(packed: &[u8], most: u64) -> Result<&[u8], Fault> {
    let mut unpacker = Decompress::new(true);
    let mut waste = vec![0; 1 << 16];
    loop {
        let before = (unpacker.total_in(), unpacker.total_out());
        let rest = packed.get(before.0 as usize..).unwrap_or_default();
        let status = unpacker.decompress(rest, &mut waste, FlushDecompress::None).map_err(|_| CUT)?;
        if status == Status::StreamEnd {
            return packed.get(..unpacker.total_in() as usize).ok_or_else(|| CUT.into());
        }
        if (unpacker.total_in(), unpacker.total_out()) == before || unpacker.total_out() > most {
            return Err(CUT.into());
        }
    }
}

struct Writer(Vec<u8>);

impl Writer {
    fn chunk(&mut self, name: &[u8], data: &[u8]) {
        self.0.extend((data.len() as u32).to_be_bytes());
        self.0.extend_from_slice(name);
        self.0.extend_from_slice(data);
        self.0.extend(sum(name, data).to_be_bytes());
    }

    /// A colour profile under a neutral name, compressed again.
    fn profile(&mut self, data: &[u8]) {
        let packed = data.iter().position(|byte| *byte == 0).and_then(|end| data.get(end + 2..)).unwrap_or_default();
        let mut unpacked = Vec::new();
        let read = ZlibDecoder::new(packed).take(profile::MOST as u64).read_to_end(&mut unpacked);
        let Some(profile) = read.ok().and_then(|_| profile::checked(&unpacked)) else { return };
        let mut encoder = ZlibEncoder::new(b"ICC\0\0".to_vec(), Compression::best());
        if encoder.write_all(profile).is_ok()
            && let Ok(data) = encoder.finish()
        {
            self.chunk(b"iCCP", &data);
        }
    }
}
