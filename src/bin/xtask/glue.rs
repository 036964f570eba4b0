//! What wasm-bindgen writes between a program and the browser, in fewer bytes. The script ships uncompressed, since a
//! plain server compresses nothing, and much of it is one form repeated a hundred times.

/// Shortens the functions that a program imports: arrows for functions, one helper for each pair of numbers that goes
/// back into memory, and plain `instanceof` where a class may be thought to be missing, which is in every browser.
pub(crate) fn shorten(code: &str) -> String {
    let mut out = String::with_capacity(code.len());
    let lines: Vec<&str> = code.lines().collect();
    let (mut at, mut pairs) = (0, false);
    while let Some(line) = lines.get(at) {
        let next = lines.get(at + 1).map_or("", |line| line.trim());
        if let Some(pair) = pair(line.trim(), next) {
            out.push_str(&pair);
            (at, pairs) = (at + 1, true);
        } else if let Some(test) = test(lines.get(at..at + 6).unwrap_or_default()) {
            out.push_str(&test);
            at += 5;
        } else {
            out.push_str(&arrow(line, next));
        }
        out.push('\n');
        at += 1;
    }
    if pairs {
        out.push_str(
            "function setPair(at, pointer, length) {\n    const memory = getDataViewMemory0();\n    \
             memory.setInt32(at >>> 0, pointer, true);\n    memory.setInt32((at >>> 0) + 4, length, true);\n}\n",
        );
    }
    out
}

/// `NAME: function(a, b) {` as an arrow, where the function does not ask for its `arguments` by that name.
fn arrow(line: &str, next: &str) -> String {
    if let Some((name, parameters)) = line.split_once(": function() { return handleError(function (") {
        return format!("{name}: (...all) => handleError(({}", parameters.replacen(") {", ") => {", 1));
    }
    if line.trim() == "}, arguments); }," {
        return line.replace("}, arguments); },", "}, all),");
    }
    match line.split_once(": function(") {
        Some((name, parameters)) if line.ends_with(") {") && !next.contains("arguments") => {
            format!("{name}: ({}", parameters.replacen(") {", ") => {", 1))
        }
        _ => line.to_owned(),
    }
}

/// Two lines that write a pointer and a length.
fn pair(line: &str, next: &str) -> Option<String> {
    let part = |line: &str, place: &str| {
        let rest = line.strip_prefix("getDataViewMemory0().setInt32((")?;
        let (at, value) = rest.split_once(place)?;
        Some((at.to_owned(), value.strip_suffix(", true);")?.to_owned()))
    };
    let (at, length) = part(line, " >>> 0) + 4 * 1, ")?;
    let (same, pointer) = part(next, " >>> 0) + 4 * 0, ")?;
    (at == same).then(|| format!("            setPair({at}, {pointer}, {length});"))
}

/// Six lines that ask whether a value is of a class.
fn test(lines: &[&str]) -> Option<String> {
    let [declared, begun, asked, caught, refused, ended] = lines else { return None };
    let shape = [declared.trim(), begun.trim(), caught.trim(), refused.trim(), ended.trim()];
    if shape != ["let result;", "try {", "} catch (_) {", "result = false;", "}"] {
        return None;
    }
    let asked = asked.trim().strip_prefix("result = ")?;
    asked.contains(" instanceof ").then(|| format!("            const result = {asked}"))
}

#[cfg(test)]
mod tests {
    use super::shorten;

    /// A function that is written otherwise and does something else would fail in the browser, in one place in a hundred.
    #[test]
    fn functions_stay_what_they_are() {
        let code = "\
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
        let shorter = shorten(code);
        assert!(shorter.starts_with(expected), "{shorter}");
        assert!(shorter.contains("function setPair(at, pointer, length)"));
        let other = "getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);\nother();\n";
        assert_eq!(shorten(other), other);
    }
}
