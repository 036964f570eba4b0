//! Patches of the scripts that wasm-bindgen writes: lines and parts that the two programs do not need are left out or
//! replaced by shorter ones, and the widget's listeners are guarded. The patches look for text. Imports and exports are
//! left to `slim`, and shapes that repeat a hundred times to `glue`.
//!
//! wasm-bindgen may write its script in another form with any version. Each patch therefore says in which programs it
//! is expected, and the build fails where it no longer fits: otherwise unneeded code, or a widget without its guard, would
//! ship unnoticed.

use anyhow::{Result, bail};

use crate::targets::Program::{self, Form, Widget};

const BOTH: &[Program] = &[Widget, Form];

/// A kind of line, and what is written instead. A line is changed by the first patch that fits it.
struct Line {
    name: &'static str,
    programs: &'static [Program],
    fits: fn(&str) -> bool,
    instead: fn(&str) -> String,
}

/// Our programs export `start` alone, from the scripts in `src/js`. With wasm-bindgen's exports, and the lines that serve
/// `using` declarations, every class of a library that nobody uses would ship.
const LINES: [Line; 6] = [
    Line {
        name: "`using` declarations (`if (Symbol.dispose)`)",
        programs: BOTH,
        fits: |line| line.starts_with("if (Symbol.dispose)"),
        instead: |_| String::new(),
    },
    // The widget and the form live as long as the page: nobody gives them back.
    Line {
        name: "`Finalization.register(`",
        programs: BOTH,
        fits: |line| line.contains("Finalization.register("),
        instead: |_| String::new(),
    },
    Line {
        name: "`Finalization.unregister(`",
        programs: BOTH,
        fits: |line| line.contains("Finalization.unregister("),
        instead: |_| String::new(),
    },
    Line {
        name: "the list of exports (`export {`)",
        programs: BOTH,
        fits: |line| line.starts_with("export {"),
        instead: |_| String::new(),
    },
    Line {
        name: "exported declarations (`export class`, `export function`)",
        programs: BOTH,
        fits: |line| line.starts_with("export "),
        instead: |line| line.replacen("export ", "", 1),
    },
    // Registering nothing yet has no effect: those of classes that nobody uses can go.
    Line {
        name: "`new FinalizationRegistry(`",
        programs: BOTH,
        fits: |line| line.contains("new FinalizationRegistry("),
        instead: |line| line.replace("new FinalizationRegistry(", "/* @__PURE__ */ new FinalizationRegistry("),
    },
];

/// A part of the script from its first words to its last, and what does the same for our programs. Only the first place
/// where it is found is changed.
struct Part {
    name: &'static str,
    programs: &'static [Program],
    from: &'static str,
    to: &'static str,
    instead: &'static str,
}

/// Together they save 1.6 kB of a script that ships uncompressed; the last one adds to it.
const PARTS: [Part; 7] = [
    Part {
        // Describes any value of JavaScript in a panic's message: the value's own word will do.
        name: "debugString",
        programs: &[Widget],
        from: "function debugString(val) {",
        to: "\n}\n",
        instead: "function debugString(val) { return `${typeof val} ${val}`; }\n",
    },
    Part {
        // Writes letters one by one until one is not ASCII: what is handed over here is short.
        name: "passStringToWasm0",
        programs: BOTH,
        from: "function passStringToWasm0(arg, malloc, realloc) {",
        to: "\n}\n",
        instead: "function passStringToWasm0(arg, malloc) \
                  { return passArray8ToWasm0(cachedTextEncoder.encode(arg), malloc); }\n",
    },
    Part {
        // Renews the decoder after two gigabytes, for an old Safari.
        name: "cachedTextDecoder",
        programs: BOTH,
        from: "let cachedTextDecoder = ",
        to: "\nconst cachedTextEncoder",
        instead: "const cachedTextDecoder = new TextDecoder('utf-8', { ignoreBOM: true });\n\
                  const decodeText = (bytes) => cachedTextDecoder.decode(bytes);\nconst cachedTextEncoder",
    },
    Part {
        name: "__destroy_into_raw",
        programs: BOTH,
        from: "    __destroy_into_raw() {",
        to: "\n    }\n",
        instead: "",
    },
    Part { name: "free", programs: BOTH, from: "    free() {", to: "\n    }\n", instead: "" },
    Part {
        // Stands in for a function that every browser has since 2020.
        name: "encodeInto",
        programs: BOTH,
        from: "if (!('encodeInto' in cachedTextEncoder)) {",
        to: "\n}\n",
        instead: "",
    },
    Part {
        // Where a listener ends the program, `port.js` is told, and not the page, whose owners would look for the fault
        // in their own code.
        name: "the guard of listeners",
        programs: &[Widget],
        from: "        } finally {\n            state.a = a;\n            real._wbg_cb_unref();",
        to: "",
        instead: "        } catch (error) {\n            \
                  if (!(error instanceof WebAssembly.RuntimeError)) throw error;\n            crash(error);\n        \
                  } finally {\n            state.a = a;\n            real._wbg_cb_unref();",
    },
];

/// wasm-bindgen's script of a program with all patches that are for it.
pub(crate) fn apply(code: &str, program: Program) -> Result<String> {
    let code = lines(code, program, &LINES)?;
    PARTS.iter().try_fold(code, |code, patch| part(&code, program, patch))
}

fn lines(code: &str, program: Program, patches: &[Line]) -> Result<String> {
    let mut missing: Vec<&Line> = patches.iter().filter(|patch| patch.programs.contains(&program)).collect();
    let mut patched = |line: &str| {
        let Some(patch) = patches.iter().find(|patch| (patch.fits)(line)) else { return line.to_owned() };
        missing.retain(|other| other.name != patch.name);
        (patch.instead)(line)
    };
    let out: Vec<String> = code.lines().map(&mut patched).collect();
    match missing.first() {
        None => Ok(out.join("\n")),
        Some(patch) => misfit(patch.name, "no line of it is there", "LINES", program),
    }
}

fn part(code: &str, program: Program, patch: &Part) -> Result<String> {
    if !patch.programs.contains(&program) {
        return Ok(code.to_owned());
    }
    let Some((before, rest)) = code.split_once(patch.from) else {
        return misfit(patch.name, &format!("its begin `{}` is not there", patch.from), "PARTS", program);
    };
    match rest.split_once(patch.to) {
        Some((_, after)) => Ok(format!("{before}{}{after}", patch.instead)),
        None => misfit(patch.name, &format!("its end {:?} is not there", patch.to), "PARTS", program),
    }
}

fn misfit<T>(name: &str, what: &str, table: &str, program: Program) -> Result<T> {
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

    /// All that is patched, as wasm-bindgen writes it, in few lines.
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

    /// Without an error nobody would notice that a patch no longer fits; the error names it and says what to do.
    #[test]
    fn a_patch_that_does_not_fit_is_an_error() {
        for program in [Widget, Form] {
            for line in LINES.iter().filter(|line| line.programs.contains(&program)) {
                let first = |text: &str| LINES.iter().find(|other| (other.fits)(text)).map(|other| other.name);
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
