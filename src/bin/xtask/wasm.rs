//! Reads a wasm file as sections, and the imports and exports among them: only what is needed to rename and remove
//! entries. The code of functions is not parsed.

use anyhow::{Context, Result, bail};

pub(crate) const CUSTOM: u8 = 0;
pub(crate) const IMPORTS: u8 = 2;
pub(crate) const EXPORTS: u8 = 7;
pub(crate) const CODE: u8 = 10;

/// A wasm file as a list of sections.
pub(crate) struct Module {
    pub(crate) sections: Vec<(u8, Vec<u8>)>,
}

/// Reads numbers and names of a section.
pub(crate) struct Bytes<'a> {
    pub(crate) all: &'a [u8],
    pub(crate) at: usize,
}

impl Bytes<'_> {
    fn byte(&mut self) -> Result<u8> {
        let byte = self.all.get(self.at).copied().context("the wasm file ends too early")?;
        self.at += 1;
        Ok(byte)
    }

    /// An unsigned LEB128 number.
    pub(crate) fn number(&mut self) -> Result<usize> {
        let (mut value, mut shift) = (0, 0);
        loop {
            let byte = self.byte()?;
            value |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 {
                return Ok(value);
            }
            if shift > 28 {
                bail!("a number in the wasm file is too long");
            }
        }
    }

    pub(crate) fn take(&mut self, count: usize) -> Result<Vec<u8>> {
        let part = self.all.get(self.at..self.at + count).context("the wasm file ends too early")?;
        self.at += count;
        Ok(part.to_vec())
    }

    fn name(&mut self) -> Result<String> {
        let length = self.number()?;
        String::from_utf8(self.take(length)?).context("a name in the wasm file is no text")
    }

    /// The bytes of a description: the type of an import, or the item of an export.
    fn description(&mut self, import: bool) -> Result<Vec<u8>> {
        let start = self.at;
        match (self.byte()?, import) {
            (0, true) | (_, false) => {
                self.number()?;
            }
            (kind @ (1 | 2), true) => {
                if kind == 1 {
                    self.byte()?;
                }
                let limited = self.byte()? & 1 == 1;
                self.number()?;
                if limited {
                    self.number()?;
                }
            }
            (3 | 4, true) => {
                self.take(2)?;
            }
            (kind, true) => bail!("an import of kind {kind} is not known here"),
        }
        Ok(self.all.get(start..self.at).unwrap_or_default().to_vec())
    }
}

pub(crate) fn number(out: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

pub(crate) fn name(out: &mut Vec<u8>, text: &str) {
    number(out, text.len());
    out.extend(text.as_bytes());
}

/// An entry of the imports (with its module) or exports: module, name and description.
pub(crate) type Entry = (Option<String>, String, Vec<u8>);

impl Module {
    pub(crate) fn read(all: &[u8]) -> Result<Self> {
        if !all.starts_with(b"\0asm\x01\0\0\0") {
            bail!("this is no wasm file");
        }
        let mut bytes = Bytes { all, at: 8 };
        let mut sections = Vec::new();
        while bytes.at < all.len() {
            let id = bytes.byte()?;
            let length = bytes.number()?;
            sections.push((id, bytes.take(length)?));
        }
        Ok(Self { sections })
    }

    pub(crate) fn write(&self) -> Vec<u8> {
        let mut out = b"\0asm\x01\0\0\0".to_vec();
        for (id, section) in &self.sections {
            out.push(*id);
            number(&mut out, section.len());
            out.extend(section);
        }
        out
    }

    pub(crate) fn entries(&self, id: u8) -> Result<Vec<Entry>> {
        let Some((_, all)) = self.sections.iter().find(|(known, _)| *known == id) else { return Ok(Vec::new()) };
        let mut bytes = Bytes { all, at: 0 };
        let count = bytes.number()?;
        let mut entry = || {
            let module = if id == IMPORTS { Some(bytes.name()?) } else { None };
            Ok((module, bytes.name()?, bytes.description(id == IMPORTS)?))
        };
        (0..count).map(|_| entry()).collect()
    }

    pub(crate) fn put(&mut self, id: u8, entries: &[Entry]) {
        let mut out = Vec::new();
        number(&mut out, entries.len());
        for (module, entry_name, description) in entries {
            module.iter().for_each(|module| name(&mut out, module));
            name(&mut out, entry_name);
            out.extend(description);
        }
        self.sections.iter_mut().filter(|(known, _)| *known == id).for_each(|(_, section)| section.clone_from(&out));
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    /// A truncated file is an error and is not shipped; a complete one is written as it was read.
    #[test]
    fn truncated_files_are_errors() {
        let module = Module { sections: vec![(1, vec![1, 0x60, 0, 0]), (EXPORTS, vec![1, 1, b'a', 0, 0])] };
        let bytes = module.write();
        assert_eq!(Module::read(&bytes).unwrap().sections, module.sections);
        assert_eq!(module.entries(EXPORTS).unwrap(), [(None, "a".to_owned(), vec![0, 0])]);
        assert!((9..bytes.len()).any(|end| Module::read(&bytes[..end]).is_err()));
        assert!(Module::read(b"<!doctype html>").is_err());
    }
}
