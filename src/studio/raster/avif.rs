//! AVIF: boxes (ISO/IEC 14496-12) around pixels whose offsets count from the start of the file. So nothing is moved:
//! what does not belong to the picture is overwritten with zeros, and what follows the last box is cut off.

use std::{collections::HashSet, ops::Range};

use super::{
    bytes::{Bytes, ends},
    parts::{Fault, Parts},
};

/// Items that are pixels, or say how other items are put together to a picture.
const ITEMS: [&[u8]; 4] = [b"av01", b"grid", b"iovl", b"iden"];
/// Boxes of the description that are needed to paint.
const DESCRIPTION: [&[u8]; 8] = [b"hdlr", b"pitm", b"iloc", b"iinf", b"iref", b"iprp", b"idat", b"grpl"];
/// Properties that change how items are painted.
const PROPERTIES: [&[u8]; 13] = [
    b"ispe", b"pixi", b"av1C", b"colr", b"auxC", b"irot", b"imir", b"clap", b"pasp", b"a1op", b"a1lx", b"clli", b"mdcv",
];

/// A box: its name, where the name is, and where the content is.
struct Part<'a> {
    name: &'a [u8],
    named: Range<usize>,
    content: Range<usize>,
}

pub(super) fn is(bytes: &[u8]) -> bool {
    let mut rest = Bytes(bytes);
    let mut brands = || -> Result<bool, Fault> {
        let length = rest.u32()? as usize;
        let named = rest.take(4)? == b"ftyp";
        let brands = rest.take(length.saturating_sub(8))?;
        Ok(named && brands.chunks(4).any(|brand| matches!(brand, b"avif" | b"avis")))
    };
    brands().unwrap_or(false)
}

pub(super) fn rebuild(bytes: &[u8]) -> Result<Parts, Fault> {
    let mut out = bytes.to_vec();
    let (mut described, mut pixels, mut end) = (None, Vec::new(), 0);
    for part in parts(bytes, 0..bytes.len()) {
        end = part.content.end;
        match part.name {
            b"ftyp" if part.named.start == 4 => {}
            b"meta" if described.is_none() => described = Some(part),
            b"mdat" => pixels.push(part.content),
            b"moov" => return Err("it moves, which is shown of GIF, WebP and PNG only".into()),
            _ => discard(&mut out, &part),
        }
    }
    let meta = described.ok_or_else(ends)?;
    let inside = parts(bytes, meta.content.start + 4..meta.content.end);
    let content = |name: &[u8]| inside.iter().find(|part| part.name == name).map(|part| part.content.clone());
    let kept = items(bytes, content(b"iinf").ok_or_else(ends)?, &mut out)?;
    let places = places(bytes.get(content(b"iloc").ok_or_else(ends)?).unwrap_or_default(), &kept)?;
    for own in pixels {
        zero_between(&mut out, own, places.iter().filter(|place| !place.described).map(|place| place.range.clone()));
    }
    for part in &inside {
        match part.name {
            b"idat" => {
                let start = part.content.start;
                let own = places.iter().filter(|place| place.described).map(|place| place.range.clone());
                zero_between(&mut out, part.content.clone(), own.map(|range| start + range.start..start + range.end));
            }
            // After the kind of the description comes a name for people.
            b"hdlr" => zero(&mut out, part.content.start + 24..part.content.end),
            b"iprp" => {
                let groups = parts(bytes, part.content.clone());
                for property in groups
                    .iter()
                    .filter(|group| group.name == b"ipco")
                    .flat_map(|group| parts(bytes, group.content.clone()))
                {
                    if !PROPERTIES.contains(&property.name) {
                        discard(&mut out, &property);
                    }
                }
            }
            name if DESCRIPTION.contains(&name) => {}
            _ => discard(&mut out, part),
        }
    }
    out.truncate(end);
    // After the rotation that the picture asks for.
    let size = imagesize::blob_size(&out).map_err(|_| "it does not say its size")?;
    let side = |side: usize| u32::try_from(side).map_err(|_| ends());
    Ok(Parts { size: (side(size.width)?, side(size.height)?), bytes: out, turned: false, animated: false })
}

/// The boxes of a piece of the file; what is no box ends them.
fn parts(bytes: &[u8], piece: Range<usize>) -> Vec<Part<'_>> {
    let (mut out, mut at) = (Vec::new(), piece.start);
    while let Some(part) = part(bytes, at, piece.end) {
        at = part.content.end;
        out.push(part);
    }
    out
}

fn part(bytes: &[u8], at: usize, end: usize) -> Option<Part<'_>> {
    let mut rest = Bytes(bytes.get(at..end)?);
    let short = rest.u32().ok()?;
    let name = rest.take(4).ok()?;
    let (head, length) = match short {
        0 => (8, end - at),
        1 => (16, usize::try_from(rest.number(8).ok()?).ok()?),
        length => (8, length as usize),
    };
    let stop = at.checked_add(length).filter(|stop| *stop <= end && length >= head)?;
    Some(Part { name, named: at + 4..at + 8, content: at + head..stop })
}

/// The numbers of the items that are kept; the kind of the others is overwritten, so that no program reads them.
fn items(bytes: &[u8], piece: Range<usize>, out: &mut [u8]) -> Result<HashSet<u64>, Fault> {
    let wide = bytes.get(piece.start).is_some_and(|version| *version > 0);
    let mut kept = HashSet::new();
    for entry in parts(bytes, piece.start + if wide { 8 } else { 6 }..piece.end) {
        let mut fields = Bytes(bytes.get(entry.content.clone()).unwrap_or_default());
        let version = fields.u8()?;
        fields.take(3)?;
        let id = if version == 2 { 2 } else { 4 };
        let number = fields.number(id)?;
        fields.take(2)?;
        if version >= 2 && ITEMS.contains(&fields.take(4)?) {
            kept.insert(number);
        } else {
            let kind = entry.content.start + 6 + id;
            zero(out, kind..entry.content.end);
            out.get_mut(kind..kind + 4).ok_or_else(ends)?.copy_from_slice(b"skip");
        }
    }
    Ok(kept)
}

struct Stored {
    range: Range<usize>,
    /// In the description itself; else from the start of the file.
    described: bool,
}

/// Where the kept items lie.
fn places(content: &[u8], kept: &HashSet<u64>) -> Result<Vec<Stored>, Fault> {
    let mut rest = Bytes(content);
    let version = rest.u8()?;
    rest.take(3)?;
    let sizes = rest.array::<2>()?;
    let [offset, length, base, index] =
        [sizes[0] >> 4, sizes[0] & 15, sizes[1] >> 4, sizes[1] & 15].map(|size| usize::from(size.min(8)));
    let wide = if version < 2 { 2 } else { 4 };
    let mut out = Vec::new();
    for _ in 0..rest.number(wide)? {
        let item = rest.number(wide)?;
        let described = version > 0 && rest.u16()? & 15 == 1;
        if rest.u16()? != 0 {
            return Err("its pixels lie in another file".into());
        }
        let start = rest.number(base)?;
        for _ in 0..rest.u16()? {
            if version > 0 {
                rest.take(index)?;
            }
            let at = start.checked_add(rest.number(offset)?).ok_or_else(ends)?;
            let end = at.checked_add(rest.number(length)?).ok_or_else(ends)?;
            let bound = |place| usize::try_from(place).map_err(|_| ends());
            if kept.contains(&item) {
                out.push(Stored { range: bound(at)?..bound(end)?, described });
            }
        }
    }
    Ok(out)
}

/// Overwrites what no item of the picture covers.
fn zero_between(out: &mut [u8], piece: Range<usize>, kept: impl Iterator<Item = Range<usize>>) {
    let mut kept: Vec<_> = kept.collect();
    kept.sort_by_key(|range| range.start);
    let mut at = piece.start;
    for range in kept {
        zero(out, at..range.start.min(piece.end));
        at = at.max(range.end);
    }
    zero(out, at..piece.end);
}

/// Makes a box one that no program reads.
fn discard(out: &mut [u8], part: &Part<'_>) {
    zero(out, part.content.clone());
    if let Some(name) = out.get_mut(part.named.clone()) {
        name.copy_from_slice(b"free");
    }
}

fn zero(out: &mut [u8], range: Range<usize>) {
    if let Some(bytes) = out.get_mut(range) {
        bytes.fill(0);
    }
}
