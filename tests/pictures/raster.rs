//! Raster pictures with something else in them, and files that are no pictures. The fixtures were made with libvips: 8
//! × 4 pixels, two colours.

use std::{fs, io::Write};

use flate2::{Compression, Crc, write::ZlibEncoder};
use nightdesk::studio::Library;

use crate::{reported, site, support};

/// What must not be published, wherever in the file it is.
const PAYLOAD: &[u8] = b"SECRET*/=1;<script>ran()</script><?php SECRET";

fn fixture(name: &str) -> Vec<u8> {
    fs::read(support::root().join("tests/fixtures/pictures").join(name)).unwrap()
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// A picture's name in the bundle, its bytes, and the size that pages give it.
type Published = (String, Vec<u8>, Option<(u16, u16)>);

/// The only published picture: its name without the hash, its bytes, and the size that articles give it.
fn published(library: &Library) -> Option<Published> {
    let (name, bytes) = library.media.files.iter().next()?;
    let text = format!("{:?}", library.languages[0].articles[0].blocks);
    let (_, rest) = text.split_once("size: ").unwrap();
    let numbers: Vec<u16> = rest.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).take(2).collect();
    let size = rest.starts_with("Some").then(|| (numbers[0], numbers[1]));
    Some((name.rsplit('.').next().unwrap().to_owned(), bytes.clone(), size))
}

fn png_chunk(name: &[u8], data: &[u8]) -> Vec<u8> {
    let mut crc = Crc::new();
    crc.update(name);
    crc.update(data);
    [&(data.len() as u32).to_be_bytes(), name, data, &crc.sum().to_be_bytes()].concat()
}

/// Puts bytes before the last twelve of a PNG, its end.
fn in_png(more: &[u8]) -> Vec<u8> {
    let png = png();
    [&png[..png.len() - 12], more, &png[png.len() - 12..]].concat()
}

/// Two by two red pixels.
fn png() -> Vec<u8> {
    png_of(2, 2, &packed(&[[0, 255, 0, 0, 255, 0, 0]; 2].concat()))
}

fn packed(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

fn png_of(width: u32, height: u32, pixels: &[u8]) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    let parts = [png_chunk(b"IHDR", &header), png_chunk(b"IDAT", pixels), png_chunk(b"IEND", &[])];
    [b"\x89PNG\r\n\x1a\n".to_vec(), parts.concat()].concat()
}

fn after(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.extend(PAYLOAD);
    bytes
}

/// Puts a segment behind the start of a JPEG.
fn in_jpeg(marker: u8, content: &[u8]) -> Vec<u8> {
    let jpeg = fixture("progressive.jpg");
    let segment = [&[0xff, marker][..], &(content.len() as u16 + 2).to_be_bytes(), content].concat();
    [&jpeg[..2], &segment, &jpeg[2..]].concat()
}

/// Adds a chunk to a WebP.
fn in_webp(name: &[u8], data: &[u8]) -> Vec<u8> {
    let mut webp = fixture("phone.webp");
    webp.extend([name, &(data.len() as u32).to_le_bytes(), data, &vec![0; data.len() % 2]].concat());
    let length = webp.len() as u32 - 8;
    webp[4..8].copy_from_slice(&length.to_le_bytes());
    webp
}

/// A whole GIF of 4 × 2 pixels with data for two of them, as some programs write it and all browsers show it.
fn short_gif() -> Vec<u8> {
    let head = b"GIF89a\x04\0\x02\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x04\0\x02\0\0";
    // Clear, 1, 0, end, three bits each.
    [head.as_slice(), b"\x02\x02\x0c\x0a\0;"].concat()
}

/// The same with a length of its data that leads behind its end.
fn wrong_length_gif() -> Vec<u8> {
    let mut gif = short_gif();
    let at = gif.len() - 5;
    gif[at] = 0x20;
    gif
}

/// Puts a comment into a GIF, before its last byte.
fn in_gif(label: u8) -> Vec<u8> {
    let gif = fixture("plain.gif");
    let block = [&[0x21, label, PAYLOAD.len() as u8][..], PAYLOAD, &[0]].concat();
    [&gif[..gif.len() - 1], &block, &[0x3b]].concat()
}

/// The screen's size spells the start of a comment: a script engine reads the file as a variable, a comment and a
/// program.
fn gif_script() -> Vec<u8> {
    let gif = fixture("plain.gif");
    let mut block = vec![0x21, 0xfe, PAYLOAD.len() as u8];
    block.extend(PAYLOAD);
    block.push(0);
    let global = 13 + 3 * (2 << (gif[10] & 7));
    [b"GIF89a/*".as_slice(), &gif[8..global], &block, &gif[global..]].concat()
}

fn avif_box(name: &[u8], content: &[u8]) -> Vec<u8> {
    [&(content.len() as u32 + 8).to_be_bytes(), name, content].concat()
}

/// A photograph of a customer's parcel must not say where the photographer lives, and no picture may also be another
/// kind of file.
#[test]
fn only_pixels_are_published() {
    let notes = [&b"Exif\0\0MM\0\x2a\0\0\0\x08\0\0"[..], PAYLOAD].concat();
    let mut profile = vec![0; 128];
    profile[..4].copy_from_slice(&128_u32.to_be_bytes());
    profile[36..40].copy_from_slice(b"acsp");
    let colours = [&b"SECRET\0\0"[..], &packed(&[&profile[..], PAYLOAD].concat())].concat();
    let jpeg_colours = [&b"ICC_PROFILE\0\x01\x01"[..], &profile, PAYLOAD].concat();
    let twice = [png_chunk(b"IDAT", PAYLOAD), png_chunk(b"zTXt", PAYLOAD)].concat();
    let (jpg, gif, webp, avif) =
        (fixture("phone.jpg"), fixture("moving.gif"), fixture("phone.webp"), fixture("noted.avif"));
    let upright = Some((8, 4));
    for (name, bytes, extension, size) in [
        ("phone.jpg", jpg.clone(), "jpg", Some((4, 8))),
        ("phone.webp", webp.clone(), "webp", upright),
        ("phone.png", fixture("phone.png"), "png", Some((4, 8))),
        ("noted.avif", avif.clone(), "avif", upright),
        ("moving.gif", gif.clone(), "gif", upright),
        ("moving.webp", fixture("moving.webp"), "webp", upright),
        ("lossless.webp", fixture("lossless.webp"), "webp", upright),
        ("page-after.jpg", after(jpg), "jpg", Some((4, 8))),
        ("page-after.webp", after(webp), "webp", upright),
        ("page-after.gif", after(gif), "gif", upright),
        ("page-after.avif", after(avif), "avif", upright),
        ("page-after.png", after(png()), "png", Some((2, 2))),
        ("comment.jpg", in_jpeg(0xfe, PAYLOAD), "jpg", upright),
        ("notes.jpg", in_jpeg(0xe1, &notes), "jpg", upright),
        ("xmp.jpg", in_jpeg(0xe1, &[b"http://ns.adobe.com/xap/1.0/\0", PAYLOAD].concat()), "jpg", upright),
        ("photoshop.jpg", in_jpeg(0xed, PAYLOAD), "jpg", upright),
        ("preview.jpg", in_jpeg(0xe0, &[b"JFIF\0\x01\x02\0\0\x01\0\x01\x03\x05", PAYLOAD].concat()), "jpg", upright),
        ("adobe.jpg", in_jpeg(0xee, &[b"Adobe\0\x64\0\0\0\0\x01", PAYLOAD].concat()), "jpg", upright),
        ("profile.jpg", in_jpeg(0xe2, &jpeg_colours), "jpg", upright),
        ("several.jpg", in_jpeg(0xe2, &[b"MPF\0", PAYLOAD].concat()), "jpg", upright),
        ("text.png", in_png(&png_chunk(b"tEXt", PAYLOAD)), "png", Some((2, 2))),
        ("unicode.png", in_png(&png_chunk(b"iTXt", PAYLOAD)), "png", Some((2, 2))),
        ("notes.png", in_png(&png_chunk(b"eXIf", &notes[6..])), "png", Some((2, 2))),
        ("unknown.png", in_png(&png_chunk(b"viRt", PAYLOAD)), "png", Some((2, 2))),
        ("critical.png", in_png(&png_chunk(b"VIRT", PAYLOAD)), "png", Some((2, 2))),
        ("gamma.png", in_png(&png_chunk(b"gAMA", PAYLOAD)), "png", Some((2, 2))),
        ("profile.png", in_png(&png_chunk(b"iCCP", &colours)), "png", Some((2, 2))),
        ("second.png", in_png(&[png_chunk(b"gAMA", &[0; 4]), twice].concat()), "png", Some((2, 2))),
        ("pixels.png", png_of(2, 2, &after(packed(&[[0, 1, 2, 3, 4, 5, 6]; 2].concat()))), "png", Some((2, 2))),
        ("comment.gif", in_gif(0xfe), "gif", upright),
        ("application.gif", in_gif(0xff), "gif", upright),
        ("script.gif", gif_script(), "gif", Some((0x2a2f, 4))),
        ("xmp.webp", in_webp(b"XMP ", PAYLOAD), "webp", upright),
        ("notes.webp", in_webp(b"EXIF", &notes), "webp", upright),
        ("unknown.webp", in_webp(b"VIRT", PAYLOAD), "webp", upright),
        ("uuid.avif", [fixture("plain.avif"), avif_box(b"uuid", PAYLOAD)].concat(), "avif", upright),
        ("second.avif", [fixture("plain.avif"), avif_box(b"mdat", PAYLOAD)].concat(), "avif", upright),
        // Of another type than the name says: published as what it is.
        ("png.jpg", png(), "png", Some((2, 2))),
        ("jpg.png", fixture("progressive.jpg"), "jpg", upright),
    ] {
        let library = site(&[(name, &bytes)]);
        let findings = reported(&library);
        let Some((ending, out, stated)) = published(&library) else { panic!("{name}: {findings:?}") };
        assert_eq!((ending.as_str(), stated), (extension, size), "{name}: {findings:?}");
        for part in [&b"SECRET"[..], b"script", b"<?", b"GPS", b"Adobe\0\x64\0\0\0\0\x01S"] {
            assert!(!has(&out, part), "{name}: {}", part.escape_ascii());
        }
        // Rewriting the rewritten picture gives the same bytes.
        let again = site(&[(&format!("p.{ending}"), &out)]);
        assert_eq!(published(&again).map(|(_, bytes, size)| (bytes, size)), Some((out, size)), "{name}");
        let renamed = name.ends_with(&format!(".{ending}"));
        assert_eq!(
            findings.iter().any(|found| found.contains("is published as one")),
            !renamed,
            "{name}: {findings:?}"
        );
    }
}

/// What is no picture is not published under a picture's name, and the finding says what it is.
#[test]
fn what_is_no_picture_is_left_out() {
    let (jpg, webp, avif, gif) =
        (fixture("phone.jpg"), fixture("phone.webp"), fixture("plain.avif"), fixture("plain.gif"));
    let half = |bytes: &[u8]| bytes[..bytes.len() / 2].to_vec();
    let mut broken = png();
    broken[40] ^= 1;
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>ran()</script></svg>";
    for (name, bytes, expected) in [
        ("page.png", b" \n<!doctype html><script>ran()</script>".to_vec(), "it is a web page"),
        ("page.jpg", b"<html><body onload=ran()>".to_vec(), "it is a web page"),
        ("drawing.png", svg.to_vec(), "it is an SVG picture"),
        ("drawing.gif", [b"<?xml version='1.0'?>".as_slice(), svg].concat(), "it is an SVG picture"),
        ("empty.gif", Vec::new(), "it is empty"),
        ("program.webp", b"ran();".to_vec(), "it is no picture"),
        ("paper.png", b"%PDF-1.7".to_vec(), "it is a PDF"),
        ("pointer.png", b"version https://git-lfs.github.com/spec/v1".to_vec(), "it is the note that Git LFS"),
        ("half.png", half(&png()), "it is a damaged PNG: "),
        ("half.jpg", half(&jpg)[..30].to_vec(), "it is a damaged JPEG: "),
        ("half.webp", half(&webp), "it is a damaged WebP: "),
        ("half.avif", half(&avif), "it is a damaged AVIF: "),
        ("half.gif", half(&gif), "it is a damaged GIF: "),
        ("broken.png", broken, "it is a damaged PNG: "),
        ("none.png", png_of(0, 2, &packed(&[])), "it has no pixels"),
        ("page.gif", [b"GIF89a".as_slice(), PAYLOAD].concat(), "it is a damaged GIF: "),
        ("page.jpeg", [b"\xff\xd8\xff".as_slice(), PAYLOAD].concat(), "it is a damaged JPEG: "),
        ("page.avif", [&avif_box(b"ftyp", b"avif\0\0\0\0")[..], PAYLOAD].concat(), "it is a damaged AVIF: "),
        ("film.avif", [avif_box(b"ftyp", b"avis\0\0\0\0"), avif_box(b"moov", PAYLOAD)].concat(), "moves"),
        ("bomb.png", png_of(40_000, 40_000, &packed(&[0; 100])), "more than browsers paint"),
        ("longer.png", png_of(2, 2, &packed(&vec![0; 1 << 20])), "it is a damaged PNG: "),
    ] {
        let library = site(&[(name, &bytes)]);
        let findings = reported(&library);
        assert!(library.media.files.is_empty(), "{name}");
        assert!(findings.len() == 1 && findings[0].contains(expected), "{name}: {findings:?}");
        assert!(findings[0].starts_with("en/a.md:5:1: warning[missing-picture]: "), "{name}: {findings:?}");
    }
}

/// A picture that takes a minute to load, or that a phone gives up on, gets a warning; an animated one is shown still.
#[test]
fn large_and_moving_pictures_are_reported() {
    let mut state = 1_u32;
    let mut random = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as u8
    };
    let noise: Vec<u8> = (0..3_000_000).map(|_| random()).collect();
    let rows: Vec<u8> = noise.chunks(3_000).flat_map(|row| [&[0], row].concat()).collect();
    let flat = packed(&vec![0; 5_000 * 15_001]);
    for (name, bytes, expected) in [
        ("heavy.png", png_of(1_000, 1_000, &packed(&rows)), vec!["kB, and makes visitors wait"]),
        ("wide.png", png_of(5_000, 5_000, &flat), vec!["the picture has 5000 × 5000 pixels"]),
        ("moving.gif", fixture("moving.gif"), vec!["the GIF moves"]),
        ("moving.webp", fixture("moving.webp"), vec!["the WebP moves"]),
        ("plain.gif", fixture("plain.gif"), vec![]),
        ("short.gif", short_gif(), vec![]),
        ("wrong-length.gif", wrong_length_gif(), vec![]),
        ("plain.avif", fixture("plain.avif"), vec![]),
    ] {
        let library = site(&[(name, &bytes)]);
        let found = reported(&library);
        assert_eq!(library.media.files.len(), 1, "{name}: {found:?}");
        assert_eq!(found.len(), expected.len(), "{name}: {found:?}");
        assert!(found.iter().zip(expected).all(|(found, expected)| found.contains(expected)), "{name}: {found:?}");
    }
}
