//! GIF: each picture is decoded to the numbers of its colours and written again. Comments, application extensions and
//! plain text extensions (which no browser draws) are left out.

use std::borrow::Cow;

use gif::{ColorOutput, DecodeOptions, DecodingError, Encoder, MemoryLimit, Repeat};

use super::parts::{Fault, Parts};

/// Bytes of one picture: a GIF of 16,384 × 16,384.
const MEMORY: u64 = 1 << 28;

/// The last bytes of a file that was written to its end.
const END: &[u8] = b"\0;";

pub(super) fn rebuild(bytes: &[u8]) -> Result<Parts, Fault> {
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::Indexed);
    options.set_memory_limit(MEMORY.try_into().map_or(MemoryLimit::Unlimited, MemoryLimit::Bytes));
    let mut decoder = options.read_info(bytes).map_err(fault)?;
    let (width, height) = (decoder.width(), decoder.height());
    let palette = decoder.global_palette().unwrap_or_default().to_vec();
    let mut encoder = Encoder::new(Vec::new(), width, height, &palette).map_err(fault)?;
    let mut frames = 0;
    // Where lengths in it are wrong, what follows cannot be found; but with its end it is no file that was cut off.
    let is_whole = bytes.ends_with(END);
    loop {
        let mut frame = match decoder.next_frame_info() {
            Ok(Some(frame)) => frame.clone(),
            Ok(None) => break,
            Err(DecodingError::UnexpectedEof) if frames > 0 && is_whole => break,
            Err(error) => return Err(fault(error)),
        };
        let pixels = usize::from(frame.width) * usize::from(frame.height);
        if pixels as u64 > MEMORY {
            return Err("it has more pixels than browsers paint".into());
        }
        let mut buffer = vec![0; pixels];
        // Browsers show a picture with too few pixels as far as it goes.
        let read = match frame.interlaced {
            true => decoder.read_into_buffer(&mut buffer),
            false => decoder.fill_buffer(&mut buffer).map(drop),
        };
        let is_last = match read {
            Err(DecodingError::UnexpectedEof) if is_whole => true,
            read => read.map(|()| false).map_err(fault)?,
        };
        frame.buffer = Cow::Owned(buffer);
        frame.interlaced = false;
        if frame.palette.is_none() && palette.is_empty() {
            return Err("it has no colours".into());
        }
        frames += 1;
        // Without a repeat count it is shown once; the count is known after the first frame.
        if frames == 1 && decoder.repeat() != Repeat::default() {
            encoder.set_repeat(decoder.repeat()).map_err(fault)?;
        }
        encoder.write_frame(&frame).map_err(fault)?;
        if is_last {
            break;
        }
    }
    if frames == 0 {
        return Err("it has no picture".into());
    }
    let bytes = encoder.into_inner().map_err(fault)?;
    let size = (u32::from(width), u32::from(height));
    Ok(Parts { bytes, size, turned: false, animated: frames > 1 })
}

fn fault(error: impl ToString) -> Fault {
    error.to_string()
}
