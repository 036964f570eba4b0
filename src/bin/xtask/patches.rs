//! Patches of the scripts that wasm-bindgen writes: lines and parts that the two programs do not need are left out or
//! replaced by shorter ones, and errors in the widget's listeners are caught. The patches search for text. `slim`
//! changes imports and exports, `glue` the code that repeats a hundred times.
//!
//! Any new version of wasm-bindgen may write its script in another form. Each patch therefore says in which programs it
//! is expected, and the build fails where it no longer matches: otherwise unneeded code, or a widget that does not
//! catch these errors, would ship unnoticed.

use anyhow::{Result, bail};

use crate::targets::Program::{self, Form, Widget};

const BOTH: &[Program] = &[Widget, Form];

/// A kind of line, and what is written instead. A line is changed by the first patch that matches it.
struct Line {
    name: &'static str,
    programs: &'static [Program],
    matches: fn(&str) -> bool,
    replacement: fn(&str) -> String,
}

/// Our programs export only `start`, from the scripts in `src/js`. With wasm-bindgen's exports, and the lines for
/// `using` declarations, every unused class of a library would ship.
const LINES: [Line; 6] = [
    Line {
        name: "`using` declarations (`if (Symbol.dispose)`)",
        programs: BOTH,
        matches: |line| line.starts_with("if (Symbol.dispose)"),
        replacement: |_| String::new(),
    },
    // The widget and the form are never freed: they exist as long as the page.
    Line {
        name: "`Finalization.register(`",
        programs: BOTH,
        matches: |line| line.contains("Finalization.register("),
        replacement: |_| String::new(),
    },
    Line {
        name: "`Finalization.unregister(`",
        programs: BOTH,
        matches: |line| line.contains("Finalization.unregister("),
        replacement: |_| String::new(),
    },
    Line {
        name: "the list of exports (`export {`)",
        programs: BOTH,
        matches: |line| line.starts_with("export {"),
        replacement: |_| String::new(),
    },
    Line {
        name: "exported declarations (`export class`, `export function`)",
        programs: BOTH,
        matches: |line| line.starts_with("export "),
        replacement: |line| line.replacen("export ", "", 1),
    },
    // The constructor has no side effects: marked so, those of unused classes can be removed.
    Line {
        name: "`new FinalizationRegistry(`",
        programs: BOTH,
        matches: |line| line.contains("new FinalizationRegistry("),
        replacement: |line| line.replace("new FinalizationRegistry(", "/* @__PURE__ */ new FinalizationRegistry("),
    },
];

/// A part of the script, by the text at its beginning and its end, and its replacement, which does the same for our
/// programs. Only the first match is changed.
struct Part {
    name: &'static str,
    programs: &'static [Program],
    from: &'static str,
    to: &'static str,
    replacement: &'static str,
}

/// Together they save 1.6 kB of a script that ships uncompressed; the last one adds to it.
const PARTS: [Part; 7] = [
    Part {
        // Describes any value of JavaScript in a panic's message: the value as a string is enough.
        name: "debugString",
        programs: &[Widget],
        from: "function debugString(val) {",
        to: "\n}\n",
        replacement: "function debugString(val) { return `${typeof val} ${val}`; }\n",
    },
    Part {
        // Writes characters one by one until one is not ASCII: the texts passed here are too short for that to matter.
        name: "passStringToWasm0",
        programs: BOTH,
        from: "function passStringToWasm0(arg, malloc, realloc) {",
        to: "\n}\n",
        replacement: "function passStringToWasm0(arg, malloc) \
                  { return passArray8ToWasm0(cachedTextEncoder.encode(arg), malloc); }\n",
    },
    Part {
        // Replaces the decoder after two gigabytes, for an old Safari.
        name: "cachedTextDecoder",
        programs: BOTH,
        from: "let cachedTextDecoder = ",
        to: "\nconst cachedTextEncoder",
        replacement: "const cachedTextDecoder = new TextDecoder('utf-8', { ignoreBOM: true });\n\
                  const decodeText = (bytes) => cachedTextDecoder.decode(bytes);\nconst cachedTextEncoder",
    },
    Part {
        name: "__destroy_into_raw",
        programs: BOTH,
        from: "    __destroy_into_raw() {",
        to: "\n    }\n",
        replacement: "",
    },
    Part { name: "free", programs: BOTH, from: "    free() {", to: "\n    }\n", replacement: "" },
    Part {
        // A polyfill of a function that every browser has since 2020.
        name: "encodeInto",
        programs: BOTH,
        from: "if (!('encodeInto' in cachedTextEncoder)) {",
        to: "\n}\n",
        replacement: "",
    },
    Part {
        // Where a listener aborts the program, the error is passed to `port.js`, not to the page, whose owners would
        // search for it in their own code.
        name: "the guard of listeners",
        programs: &[Widget],
        from: "        } finally {\n            state.a = a;\n            real._wbg_cb_unref();",
        to: "",
        replacement: "        } catch (error) {\n            \
                  if (!(error instanceof WebAssembly.RuntimeError)) throw error;\n            crash(error);\n        \
                  } finally {\n            state.a = a;\n            real._wbg_cb_unref();",
    },
];

/// Applies all patches of a program to the script that wasm-bindgen wrote for it.
pub(crate) fn apply(code: &str, program: Program) -> Result<String> {
    let code = lines(code, program, &LINES)?;
    PARTS.iter().try_fold(code, |code, patch| part(&code, program, patch))
}

fn lines(code: &str, program: Program, patches: &[Line]) -> Result<String> {
    let mut missing: Vec<&Line> = patches.iter().filter(|patch| patch.programs.contains(&program)).collect();
    let mut patched = |line: &str| {
        let Some(patch) = patches.iter().find(|patch| (patch.matches)(line)) else { return line.to_owned() };
        missing.retain(|other| other.name != patch.name);
        (patch.replacement)(line)
    };
    let out: Vec<String> = code.lines().map(&mut patched).collect();
    match missing.first() {
        None => Ok(out.join("\n")),
        Some(patch) => no_match(patch.name, "no line of it is there", "LINES", program),
    }
}

fn part(code: &str, program: Program, patch: &Part) -> Result<String> {
    if !patch.programs.contains(&program) {
        return Ok(code.to_owned());
    }
    let Some((before, rest)) = code.split_once(patch.from) else {
        return no_match(patch.name, &format!("its begin `{}` is not there", patch.from), "PARTS", program);
    };
    match rest.split_once(patch.to) {
        Some((_, after)) => Ok(format!("{before}{}{after}", patch.replacement)),
        None => no_match(patch.name, &format!("its end {:?} is not there", patch.to), "PARTS", program),
    }
}

fn no_match<T>(name: &str, what: &str, table: &str, program: Program) -> Result<T> {
    bail!(
        "the patch {name} does not fit {program}.js any more: {what}. wasm-bindgen writes the script otherwise: compare \
         target/nightdesk-app/bound.js with {table} in src/bin/xtask/patches.rs, and change the patch or take it out",
        program = program.name(),
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// Everything that is patched, as wasm-bindgen writes it, shortened.
    const SCRIPT: &str = "\
export class App {
    __destroy_into_raw() {
        AppFinalization.unregister(this);
    }
    free() {
        wasm.__wbg_app_free(this.ptr, 0);
    }
    constructor(ret) {
        AppFinalization.register(this, this.ptr, this);
    }
}
if (Symbol.dispose) App.prototype[Symbol.dispose] = App.prototype.free;
const AppFinalization = (typeof FinalizationRegistry === 'undefined')
    : new FinalizationRegistry(ptr => wasm.__wbg_app_free(ptr, 1));
function debugString(val) {
    return `${val}`;
}
function makeMutClosure(arg0, arg1, f) {
        try {
            return f(a, state.b, ...args);
        } finally {
            state.a = a;
            real._wbg_cb_unref();
        }
}
function passStringToWasm0(arg, malloc, realloc) {
    return 0;
}
let cachedTextDecoder = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });
function decodeText(ptr, len) {
    return '';
}
const cachedTextEncoder = new TextEncoder();
if (!('encodeInto' in cachedTextEncoder)) {
    cachedTextEncoder.encodeInto = 0;
}
export { initSync, __wbg_init as default };
";

    /// A patch that changes more than it should breaks the widget in the browser.
    #[test]
    fn patches_do_what_they_say() {
        let expected = "\
class App {
    constructor(ret) {

    }
}

const AppFinalization = (typeof FinalizationRegistry === 'undefined')
    : /* @__PURE__ */ new FinalizationRegistry(ptr => wasm.__wbg_app_free(ptr, 1));
function debugString(val) { return `${typeof val} ${val}`; }
function makeMutClosure(arg0, arg1, f) {
        try {
            return f(a, state.b, ...args);
        } catch (error) {
            if (!(error instanceof WebAssembly.RuntimeError)) throw error;
            crash(error);
        } finally {
            state.a = a;
            real._wbg_cb_unref();
        }
}
function passStringToWasm0(arg, malloc) { return passArray8ToWasm0(cachedTextEncoder.encode(arg), malloc); }
const cachedTextDecoder = new TextDecoder('utf-8', { ignoreBOM: true });
const decodeText = (bytes) => cachedTextDecoder.decode(bytes);
const cachedTextEncoder = new TextEncoder();
";
        assert_eq!(apply(SCRIPT, Widget).unwrap(), expected);
        let form = apply(SCRIPT, Form).unwrap();
        assert!(!form.contains("crash(error)") && form.contains("} finally {"), "{form}");
    }

    /// Without an error it would be unnoticed that a patch no longer matches; the error names it and says what to do.
    #[test]
    fn a_patch_that_does_not_fit_is_an_error() {
        for program in [Widget, Form] {
            for line in LINES.iter().filter(|line| line.programs.contains(&program)) {
                let first = |text: &str| LINES.iter().find(|other| (other.matches)(text)).map(|other| other.name);
                let without: Vec<&str> = SCRIPT.lines().filter(|text| first(text) != Some(line.name)).collect();
                expect_error(&without.join("\n"), program, line.name);
            }
            for part in PARTS.iter().filter(|part| part.programs.contains(&program)) {
                expect_error(&SCRIPT.replace(part.from, ""), program, part.name);
                let (before, _) = SCRIPT.split_once(part.from).unwrap();
                let cut = format!("{before}{}", part.from);
                assert!(part.to.is_empty() || super::part(&cut, program, part).is_err(), "{}", part.name);
            }
        }
        assert!(apply(&SCRIPT.replace("real._wbg_cb_unref();", ""), Form).is_ok());
    }

    fn expect_error(script: &str, program: Program, name: &str) {
        let error = apply(script, program).map_or_else(|error| error.to_string(), |_| String::new());
        let parts = [name, &format!("{}.js", program.name()), "src/bin/xtask/patches.rs"];
        assert!(parts.iter().all(|part| error.contains(part)), "{name}, {program:?}: {error}");
    }
}
