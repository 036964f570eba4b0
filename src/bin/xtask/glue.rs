//! Shortens the script that wasm-bindgen writes between a program and the browser. The script ships uncompressed, since
//! a plain server compresses nothing, and much of it is one shape repeated a hundred times. `patches` changes the
//! parts that occur once.
//!
//! Another version of wasm-bindgen may write another shape. A shape that is not found fails the build; otherwise
//! kilobytes would ship unnoticed.

use anyhow::{Result, ensure};

use crate::targets::Program;

/// Ends every error: what to do.
const ADAPT: &str = "wasm-bindgen writes it otherwise: change the shape in src/bin/xtask/glue.rs, or take it out";

/// The first and the last line of a function that may throw, when it is an arrow.
const FALLIBLE: &str = ": (...all) => handleError((";
const FALLIBLE_END: &str = "}, all),";

/// The shapes that are shortened. Each of the two programs has all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// A pointer and a length that are written to memory.
    Pair,
    /// Whether a value is of a class.
    Test,
    /// A function that may throw.
    Fallible,
    /// Any other function.
    Function,
}

impl Shape {
    const ALL: [Self; 4] = [Self::Pair, Self::Test, Self::Fallible, Self::Function];

    /// How wasm-bindgen is expected to write it, in a few words.
    const fn form(self) -> &'static str {
        match self {
            Self::Pair => "`getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, …`, and the same with `4 * 0`",
            Self::Test => "`let result; try { result = … instanceof …`",
            Self::Fallible => "`NAME: function() { return handleError(function (…) {` to `}, arguments); },`",
            Self::Function => "`NAME: function(…) {`",
        }
    }
}

/// Shortens the functions that a program imports: arrows instead of functions, one helper that writes a pair of numbers
/// to memory, and a plain `instanceof` instead of a check whether the class exists, since every browser has these
/// classes.
pub(crate) fn shorten(code: &str, program: Program) -> Result<String> {
    let (shorter, found) = shortened(code);
    for shape in Shape::ALL {
        ensure!(
            found.contains(&shape),
            "{}.js has no {shape:?} any more, which is {}: {ADAPT}",
            program.name(),
            shape.form(),
        );
    }
    // An arrow function has no `arguments`: one whose end was not found would fail when it is called.
    let (begun, ended) = (shorter.matches(FALLIBLE).count(), shorter.matches(FALLIBLE_END).count());
    ensure!(begun == ended, "{}.js: {begun} functions that may throw begin and {ended} end: {ADAPT}", program.name());
    Ok(shorter)
}

/// The shorter script, and the shapes that were found in it.
fn shortened(code: &str) -> (String, Vec<Shape>) {
    let mut out = String::with_capacity(code.len());
    let mut found = Vec::new();
    let lines: Vec<&str> = code.lines().collect();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let next = lines.get(at + 1).map_or("", |line| line.trim());
        let (shape, written, taken) = if let Some(pair) = pair(line.trim(), next) {
            (Some(Shape::Pair), pair, 2)
        } else if let Some(test) = test(lines.get(at..at + 6).unwrap_or_default()) {
            (Some(Shape::Test), test, 6)
        } else {
            let (shape, arrow) = arrow(line, next);
            (shape, arrow, 1)
        };
        found.extend(shape.filter(|shape| !found.contains(shape)));
        out.push_str(&written);
        out.push('\n');
        at += taken;
    }
    if found.contains(&Shape::Pair) {
        out.push_str(
            "function setPair(at, pointer, length) {\n    const memory = getDataViewMemory0();\n    \
             memory.setInt32(at >>> 0, pointer, true);\n    memory.setInt32((at >>> 0) + 4, length, true);\n}\n",
        );
    }
    (out, found)
}

/// `NAME: function(a, b) {` as an arrow function, where it does not use `arguments`.
fn arrow(line: &str, next: &str) -> (Option<Shape>, String) {
    if let Some((name, parameters)) = line.split_once(": function() { return handleError(function (") {
        let parameters = parameters.replacen(") {", ") => {", 1);
        return (Some(Shape::Fallible), format!("{name}{FALLIBLE}{parameters}"));
    }
    if line.trim() == "}, arguments); }," {
        return (None, line.replace("}, arguments); },", FALLIBLE_END));
    }
    match line.split_once(": function(") {
        Some((name, parameters)) if line.ends_with(") {") && !next.contains("arguments") => {
            let parameters = parameters.replacen(") {", ") => {", 1);
            (Some(Shape::Function), format!("{name}: ({parameters}"))
        }
        _ => (None, line.to_owned()),
    }
}

/// Two lines that write a pointer and a length.
fn pair(line: &str, next: &str) -> Option<String> {
    let part = |line: &str, offset: &str| {
        let rest = line.strip_prefix("getDataViewMemory0().setInt32((")?;
        let (at, value) = rest.split_once(offset)?;
        Some((at.to_owned(), value.strip_suffix(", true);")?.to_owned()))
    };
    let (at, length) = part(line, " >>> 0) + 4 * 1, ")?;
    let (same, pointer) = part(next, " >>> 0) + 4 * 0, ")?;
    (at == same).then(|| format!("            setPair({at}, {pointer}, {length});"))
}

/// Six lines that check whether a value is of a class.
fn test(lines: &[&str]) -> Option<String> {
    let [declared, begun, checked, caught, refused, ended] = lines else { return None };
    let shape = [declared.trim(), begun.trim(), caught.trim(), refused.trim(), ended.trim()];
    if shape != ["let result;", "try {", "} catch (_) {", "result = false;", "}"] {
        return None;
    }
    let check = checked.trim().strip_prefix("result = ")?;
    check.contains(" instanceof ").then(|| format!("            const result = {check}"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{Program, shorten, shortened};

    const CODE: &str = "\
        __wbg_value_1: function(arg0, arg1) {
            const ret = arg1.value;
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
            getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
        },
        __wbg_is_2: function(arg0) {
            let result;
            try {
                result = arg0 instanceof Element;
            } catch (_) {
                result = false;
            }
            const ret = result;
            return ret;
        },
        __wbg_append_3: function() { return handleError(function (arg0, arg1) {
            arg0.append(arg1);
        }, arguments); },
        __wbg_other_4: function() {
            return other(arguments);
        },
";

    /// A function that is changed wrongly would fail in the browser, in one call of a hundred.
    #[test]
    fn functions_keep_their_meaning() {
        let expected = "\
        __wbg_value_1: (arg0, arg1) => {
            const ret = arg1.value;
            setPair(arg0, ptr1, len1);
        },
        __wbg_is_2: (arg0) => {
            const result = arg0 instanceof Element;
            const ret = result;
            return ret;
        },
        __wbg_append_3: (...all) => handleError((arg0, arg1) => {
            arg0.append(arg1);
        }, all),
        __wbg_other_4: function() {
            return other(arguments);
        },
";
        let shorter = shorten(CODE, Program::Form).unwrap();
        assert!(shorter.starts_with(expected), "{shorter}");
        assert!(shorter.contains("function setPair(at, pointer, length)"));
        let other = "getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);\nother();\n";
        assert_eq!(shortened(other), (other.to_owned(), Vec::new()));
    }

    /// Without an error, bytes would ship unnoticed because a shape is no longer found.
    #[test]
    fn a_missing_shape_is_an_error() {
        for (from, to, name) in [
            ("(arg0 >>> 0) + 4 * 1", "(arg0 >>> 0) + 4", "Pair"),
            ("} catch (_) {", "} catch {", "Test"),
            ("return handleError(function (", "return handleError((", "Fallible"),
            ("function(arg", "function (arg", "Function"),
        ] {
            assert!(CODE.contains(from), "{from}");
            let error = shorten(&CODE.replace(from, to), Program::Widget).unwrap_err().to_string();
            assert!(error.contains(&format!("widget.js has no {name} any more")), "{error}");
        }
        let error = shorten(&CODE.replace("}, arguments); },", "}, arguments)); },"), Program::Form).unwrap_err();
        assert!(error.to_string().contains("1 functions that may throw begin and 0 end"), "{error}");
    }
}
