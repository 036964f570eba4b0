//! What only libraries need goes before the widget ships: exports that no script calls, with all the code behind them,
//! imports that are left without a caller, and the long names of what remains.
//!
//! wasm-bindgen exports every class of every library that is linked (streams, for one), and names each function with
//! a hash: 9 kB of wasm (4 kB after gzip) and 4.5 kB of script that no visitor needs. Only imports and exports are
//! touched here; the code that has become unreachable is left to wasm-opt.

mod order;

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};

const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;

/// A wasm file, cut into its sections.
pub(crate) struct Module {
    sections: Vec<(u8, Vec<u8>)>,
}

/// Reads numbers and names of a section.
struct Bytes<'a> {
    all: &'a [u8],
    at: usize,
}

impl Bytes<'_> {
    fn byte(&mut self) -> Result<u8> {
        let byte = self.all.get(self.at).copied().context("the wasm file ends too early")?;
        self.at += 1;
        Ok(byte)
    }

    /// An unsigned LEB128 number.
    fn number(&mut self) -> Result<usize> {
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

    fn take(&mut self, count: usize) -> Result<Vec<u8>> {
        let part = self.all.get(self.at..self.at + count).context("the wasm file ends too early")?;
        self.at += count;
        Ok(part.to_vec())
    }

    fn name(&mut self) -> Result<String> {
        let length = self.number()?;
        String::from_utf8(self.take(length)?).context("a name in the wasm file is no text")
    }

    /// The bytes of a description: what an import is, or what an export stands for.
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

fn number(out: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn name(out: &mut Vec<u8>, text: &str) {
    number(out, text.len());
    out.extend(text.as_bytes());
}

/// An entry of the imports (with its module) or exports, and what it is.
type Entry = (Option<String>, String, Vec<u8>);

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

    fn entries(&self, id: u8) -> Result<Vec<Entry>> {
        let Some((_, all)) = self.sections.iter().find(|(known, _)| *known == id) else { return Ok(Vec::new()) };
        let mut bytes = Bytes { all, at: 0 };
        let count = bytes.number()?;
        let mut entry = || {
            let module = if id == IMPORTS { Some(bytes.name()?) } else { None };
            Ok((module, bytes.name()?, bytes.description(id == IMPORTS)?))
        };
        (0..count).map(|_| entry()).collect()
    }

    fn put(&mut self, id: u8, entries: &[Entry]) {
        let mut out = Vec::new();
        number(&mut out, entries.len());
        for (module, own, description) in entries {
            module.iter().for_each(|module| name(&mut out, module));
            name(&mut out, own);
            out.extend(description);
        }
        self.sections.iter_mut().filter(|(known, _)| *known == id).for_each(|(_, section)| section.clone_from(&out));
    }

    /// Leaves out the exports that a script does not name.
    pub(crate) fn keep_exports(&mut self, script: &str) -> Result<()> {
        let kept: Vec<Entry> = self.entries(EXPORTS)?.into_iter().filter(|(_, own, _)| names(script, own)).collect();
        self.put(EXPORTS, &kept);
        Ok(())
    }

    /// Leaves out of a script the imports that the file does not have, and gives those it has, and the exports, short
    /// names on both sides. The script is as wasm-bindgen writes it.
    pub(crate) fn shorten(&mut self, script: &str) -> Result<String> {
        let (mut imports, mut exports) = (self.entries(IMPORTS)?, self.entries(EXPORTS)?);
        let mut script = without_others(script, &imports);
        let mut short: BTreeMap<String, String> = BTreeMap::new();
        for (module, own, _) in &mut imports {
            let next = format!("i{}", short.len());
            *own = short.entry(own.clone()).or_insert(next).clone();
            if let Some(module) = module {
                let next = "w".to_owned();
                script = script.replace(&format!("\"{module}\""), &format!("\"{next}\""));
                *module = next;
            }
        }
        for (long, short) in &short {
            script = script.replace(&format!(" {long}: function"), &format!(" {short}: function"));
        }
        for (number, (_, own, _)) in exports.iter_mut().enumerate() {
            let next = format!("e{number}");
            script = renamed(&script, &format!("wasm.{own}"), &format!("wasm.{next}"));
            *own = next;
        }
        self.put(IMPORTS, &imports);
        self.put(EXPORTS, &exports);
        Ok(script)
    }
}

/// The script without the functions it would hand in for imports that are not there.
fn without_others(script: &str, imports: &[Entry]) -> String {
    let mut out = String::new();
    let mut skipping = false;
    for line in script.lines() {
        let own = line.strip_prefix("        ").and_then(|rest| rest.split_once(": function")).map(|(own, _)| own);
        if let Some(own) = own.filter(|own| own.starts_with("__wb")) {
            skipping = !imports.iter().any(|(_, known, _)| known == own);
        }
        let last = line == "        }," || line.starts_with("        }, arguments); },");
        if !skipping {
            out.push_str(line);
            out.push('\n');
        }
        skipping &= !last;
    }
    out
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '$'
}

/// Whether a script names something as a property.
fn names(script: &str, own: &str) -> bool {
    let property = format!(".{own}");
    script.match_indices(&property).any(|(at, _)| !script[at + property.len()..].chars().next().is_some_and(is_word))
}

/// The script with a whole name replaced.
fn renamed(script: &str, from: &str, to: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let mut rest = script;
    while let Some(at) = rest.find(from) {
        let (before, after) = (&rest[..at], &rest[at + from.len()..]);
        let whole = !after.chars().next().is_some_and(is_word) && !before.chars().next_back().is_some_and(is_word);
        out.push_str(before);
        out.push_str(if whole { to } else { from });
        rest = after;
    }
    out + rest
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    /// A wasm file with two imported functions and two exports.
    fn file() -> Vec<u8> {
        let mut imports = vec![2];
        for own in ["__wbg_append_1", "__wbg_close_2"] {
            name(&mut imports, "./widget_bg.js");
            name(&mut imports, own);
            imports.extend([0, 0]);
        }
        let mut exports = vec![2];
        for (own, index) in [("app_show", 0), ("stream_free", 1)] {
            name(&mut exports, own);
            exports.extend([0, index]);
        }
        Module { sections: vec![(1, vec![1, 0x60, 0, 0]), (IMPORTS, imports), (EXPORTS, exports)] }.write()
    }

    const SCRIPT: &str = "\
class App { show() { wasm.app_show(1); wasm.app_show_twice; } }
    const import0 = {
        __wbg_append_1: function(arg0) {
            arg0.append();
        },
        __wbg_other_3: function() { return handleError(function (arg0) {
            arg0.other();
        }, arguments); },
        __wbg_close_2: function() { return handleError(function (arg0) {
            arg0.close();
        }, arguments); },
    };
    return { \"./widget_bg.js\": import0 };
";

    /// What the script calls must be there under the name it calls, or the widget does not start.
    #[test]
    fn both_sides_agree() {
        let mut module = Module::read(&file()).unwrap();
        module.keep_exports(SCRIPT).unwrap();
        let script = module.shorten(SCRIPT).unwrap();
        let again = Module::read(&module.write()).unwrap();
        let named = |id| again.entries(id).unwrap().into_iter().map(|(m, own, _)| (m, own)).collect::<Vec<_>>();
        let w = || Some("w".to_owned());
        assert_eq!(named(IMPORTS), [(w(), "i0".to_owned()), (w(), "i1".to_owned())]);
        assert_eq!(named(EXPORTS), [(None, "e0".to_owned())]);
        for (text, there) in [
            ("wasm.e0(1)", true),
            ("wasm.app_show_twice", true),
            ("        i0: function(arg0) {", true),
            ("        i1: function() {", true),
            ("other", false),
            ("__wbg", false),
            ("\"w\": import0", true),
        ] {
            assert_eq!(script.contains(text), there, "{text} in {script}");
        }
    }

    /// A file that is cut short is told, not shipped.
    #[test]
    fn damage_is_told() {
        let whole = file();
        assert!((9..whole.len()).any(|end| Module::read(&whole[..end]).is_err()));
        assert!(Module::read(b"<!doctype html>").is_err());
    }
}
