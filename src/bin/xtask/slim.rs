//! Removes what only libraries need before the widget ships: exports that no script calls, with the code that only they
//! use, imports that are left without a caller, and the long names of what remains.
//!
//! wasm-bindgen exports every class of every library that is linked (streams, for one), and names each function with
//! a hash: 9 kB of wasm (4 kB after gzip) and 4.5 kB of script that no visitor needs. Only imports and exports are
//! changed here; wasm-opt removes the code that has become unreachable.
//!
//! The script is changed as text, in the form in which wasm-bindgen writes it. In another form the two sides would not
//! agree any more, and the program would not start in the browser: here that is an error.

mod order;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail, ensure};

pub(crate) use order::name_by_similarity;

use crate::wasm::{EXPORTS, Entry, IMPORTS, Module};

/// Ends every error: what to do.
const ADAPT: &str = "wasm-bindgen writes its script otherwise than src/bin/xtask/slim.rs expects: adapt that file";

/// The name of the imports' module on both sides.
const MODULE: &str = "w";

/// Removes the exports that a script does not name.
pub(crate) fn keep_exports(module: &mut Module, script: &str) -> Result<()> {
    let kept: Vec<Entry> = module.entries(EXPORTS)?.into_iter().filter(|(_, own, _)| names(script, own)).collect();
    ensure!(!kept.is_empty(), "the script names no export of the wasm file: {ADAPT}");
    module.put(EXPORTS, &kept);
    Ok(())
}

/// Removes from a script the imports that the file does not have, and gives those it has, and the exports, short names
/// on both sides. The script must be in the form in which wasm-bindgen writes it.
pub(crate) fn shorten(module: &mut Module, script: &str) -> Result<String> {
    let (mut imports, mut exports) = (module.entries(IMPORTS)?, module.entries(EXPORTS)?);
    let mut script = without_others(script, &imports)?;
    let modules: BTreeSet<String> = imports.iter().filter_map(|(module, _, _)| module.clone()).collect();
    for module in modules {
        let found = format!("\"{module}\"");
        ensure!(script.contains(&found), "the script hands in no module {found}: {ADAPT}");
        script = script.replace(&found, &format!("\"{MODULE}\""));
    }
    let mut short: BTreeMap<String, String> = BTreeMap::new();
    for (module, own, _) in &mut imports {
        *module = Some(MODULE.to_owned());
        let next = format!("i{}", short.len());
        *own = short.entry(own.clone()).or_insert(next).clone();
    }
    for (long, short) in &short {
        let found = format!(" {long}: function");
        ensure!(script.contains(&found), "the script hands in no function `{long}`: {ADAPT}");
        script = script.replace(&found, &format!(" {short}: function"));
    }
    for (number, (_, own, _)) in exports.iter_mut().enumerate() {
        let next = format!("e{number}");
        let shorter = renamed(&script, &format!("wasm.{own}"), &format!("wasm.{next}"));
        ensure!(shorter != script, "the script does not use the export `{own}` as `wasm.{own}`: {ADAPT}");
        (script, *own) = (shorter, next);
    }
    module.put(IMPORTS, &imports);
    module.put(EXPORTS, &exports);
    Ok(script)
}

/// The script without the functions for imports that the file does not have.
fn without_others(script: &str, imports: &[Entry]) -> Result<String> {
    let mut out = String::new();
    // The function that is being removed.
    let mut skipped = None;
    for line in script.lines() {
        let own = line.strip_prefix("        ").and_then(|rest| rest.split_once(": function")).map(|(own, _)| own);
        if let Some(own) = own.filter(|own| own.starts_with("__wb")) {
            if let Some(open) = skipped {
                bail!("the function `{open}` in the script has no end: {ADAPT}");
            }
            skipped = (!imports.iter().any(|(_, known, _)| known == own)).then_some(own);
        }
        let last = line == "        }," || line.starts_with("        }, arguments); },");
        if skipped.is_none() {
            out.push_str(line);
            out.push('\n');
        }
        skipped = skipped.filter(|_| !last);
    }
    match skipped {
        Some(open) => bail!("the function `{open}` in the script has no end: {ADAPT}"),
        None => Ok(out),
    }
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '$'
}

/// Whether a script names something as a property.
fn names(script: &str, name: &str) -> bool {
    let property = format!(".{name}");
    script.match_indices(&property).any(|(at, _)| !script[at + property.len()..].chars().next().is_some_and(is_word))
}

/// The script with a name replaced, where it is a complete identifier.
fn renamed(script: &str, from: &str, to: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let mut rest = script;
    while let Some(at) = rest.find(from) {
        let (before, after) = (&rest[..at], &rest[at + from.len()..]);
        let is_identifier =
            !after.chars().next().is_some_and(is_word) && !before.chars().next_back().is_some_and(is_word);
        out.push_str(before);
        out.push_str(if is_identifier { to } else { from });
        rest = after;
    }
    out + rest
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;
    use crate::wasm::name;

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

    /// What the script calls must exist under the same name in the wasm file, or the widget does not start.
    #[test]
    fn both_sides_agree() {
        let mut module = Module::read(&file()).unwrap();
        keep_exports(&mut module, SCRIPT).unwrap();
        let script = shorten(&mut module, SCRIPT).unwrap();
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

    /// A program whose two sides do not agree does not start in the browser: the build has to stop before.
    #[test]
    fn another_form_is_an_error() {
        for (from, to, expected_error) in [
            ("./widget_bg.js", "./other_bg.js", "no module \"./widget_bg.js\""),
            ("__wbg_close_2: function", "__wbg_close_2: async function", "no function `__wbg_close_2`"),
            ("wasm.app_show(1)", "exports.app_show(1)", "export `app_show`"),
            ("            arg0.other();\n        }, arguments); },\n", "", "`__wbg_other_3` in the script has no end"),
        ] {
            assert!(SCRIPT.contains(from), "{from}");
            let script = SCRIPT.replace(from, to);
            let mut module = Module::read(&file()).unwrap();
            keep_exports(&mut module, &script).unwrap();
            let error = shorten(&mut module, &script).map_or_else(|error| error.to_string(), |_| String::new());
            assert!(error.contains(expected_error) && error.contains("slim.rs"), "{from}: {error}");
        }
        let mut module = Module::read(&file()).unwrap();
        assert!(keep_exports(&mut module, "nothing").is_err());
    }
}
