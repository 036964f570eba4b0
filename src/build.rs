//! Before the library is compiled: its style sheets without the white space and comments that are for people. They are
//! shipped inside the wasm, where those would be 0.4 kB of the download.

use std::{env, fs, io, path::Path};

/// The sheets, and what each is made of.
const SHEETS: [(&str, &[&str]); 2] = [("widget", &["tokens", "widget", "article"]), ("form", &["form"])];

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=style");
    println!("cargo::rerun-if-changed=src/build.rs");
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo gives OUT_DIR"))?;
    for (name, parts) in SHEETS {
        let mut css = String::new();
        for part in parts {
            css.push_str(&minified(&fs::read_to_string(format!("style/{part}.css"))?));
        }
        fs::write(Path::new(&out).join(format!("{name}.css")), css)?;
    }
    Ok(())
}

/// A style sheet without line breaks, indents and the spaces around braces, semicolons and commas. Our sheets hold no
/// strings with such characters, and comments only in lines of their own.
fn minified(css: &str) -> String {
    let mut out = String::new();
    for line in css.lines().map(str::trim).filter(|line| !line.starts_with("/*")) {
        // A selector or a value that continues on the next line keeps one space.
        if !out.is_empty() && !out.ends_with(['{', '}', ';', ',', '(']) && !line.starts_with(['}', ')']) {
            out.push(' ');
        }
        out.push_str(line);
    }
    for (long, short) in
        [(" {", "{"), ("{ ", "{"), (" }", "}"), ("; ", ";"), (";}", "}"), ("} ", "}"), (", ", ","), (": ", ":")]
    {
        out = out.replace(long, short);
    }
    out
}
