//! The folder that `nightdesk build --app` takes: `app.wasm` and `app.js`, `form.wasm` and `form.js`, `loader.js`,
//! `page.js`, `picture.js`, `THIRD-PARTY-LICENSES.txt`.
//!
//! Made of what wasm-bindgen wrote and of the small scripts in `src/js`. For `dist` the optimisers from npm process
//! all of them; without them the same files are only larger. Trunk builds the first program, the second is built here.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::targets::Program;
use crate::wasm::Module;
use crate::{cargo, glue, licences, node, patches, project, shell, slim};

/// Never `-all`: that lets wasm-opt use encodings which browsers do not read yet.
/// Flattening first lets the second pass find half a per cent more.
const WASM_OPT: [&str; 4] = ["--flatten", "--rereloop", "-Oz", "--strip-producers"];
/// Then the functions are sorted into the order in which they compress best: see `slim::order`.
const WASM_SORT: [&str; 4] = ["-Oz", "--reorder-functions-by-name", "--strip-debug", "--strip-target-features"];

/// As a module: code that no export needs is left out.
const MODULE: [&str; 5] = ["--loader=js", "--target=es2022", "--bundle", "--format=esm", OWN_NAMES];

/// Properties that only scripts of one module share (`src/js/files.js`, `port.js`, `panel.js`, `start.js`) get short
/// names. Those that another file, Rust or the page knows must not be here.
const OWN_NAMES: &str = "--mangle-props=^(adopt|again|attach|commands|cut|detach|heard|lift|remember)$";

/// Makes the files of the app from `widget.js` and `widget_bg.wasm`, which it moves out of a folder, and from the
/// sources.
pub(crate) fn assemble(staging: &Path, optimised: bool) -> Result<()> {
    let app = project::app();
    fs::create_dir_all(&app).with_context(|| format!("cannot create {}", app.display()))?;

    let program = |program: Program, from: &Path, start: &str| -> Result<()> {
        let wasm = app.join(format!("{}.wasm", program.file()));
        move_file(&from.with_file_name(format!("{}_bg.wasm", program.name())), &wasm)?;
        let bound = app.join("bound.js");
        move_file(from, &bound)?;
        let code = format!("{}\n{start}", patches::apply(&read(&bound)?, program)?);
        let code = if optimised { slimmed(&code, &wasm, program)? } else { code };
        write(&app.join(format!("{}.js", program.file())), &code)
    };
    program(Program::Widget, &staging.join("widget.js"), &scripts(&["files", "port", "panel", "start"])?)?;
    program(Program::Form, &form(&app)?, &scripts(&["storage", "form"])?)?;
    for (name, parts) in [("page", &["values", "watch", "page"][..]), ("picture", &["picture"])] {
        let code = scripts(parts)?;
        write(&app.join(format!("{name}.js")), &if optimised { esbuild(&code, &MODULE)? } else { code })?;
    }
    let loader = source("src/js/loader.js")?.replace("__STYLE__", &style("launcher", optimised)?);
    let script = ["--loader=js", "--target=es2022"];
    write(&app.join("loader.js"), &if optimised { esbuild(&loader, &script)?.trim_end().to_owned() } else { loader })?;
    licences::write(&app)
}

/// Compiles the form and runs wasm-bindgen on it; returns the path of the script, with its wasm file beside it.
fn form(app: &Path) -> Result<PathBuf> {
    let out = app.with_file_name("nightdesk-form");
    shell::run(cargo::command().args(Program::Form.build()))?;
    let wasm = cargo::target_folder()?.join("wasm32-unknown-unknown/wasm-release/form.wasm");
    let mut bindgen = Command::new("wasm-bindgen");
    bindgen.arg(wasm).args(["--target", "web", "--no-typescript", "--out-name", "form", "--out-dir"]).arg(&out);
    shell::run(&mut bindgen).context("wasm-bindgen failed: `cargo xtask build` installs the right version")?;
    Ok(out.join("form.js"))
}

/// Optimises the script and the wasm file, and removes what only libraries need; returns the script.
fn slimmed(code: &str, wasm: &Path, program: Program) -> Result<String> {
    rewrite(wasm, |file| slim::keep_exports(file, &esbuild(code, &MODULE)?))?;
    optimise(wasm)?;
    let code = glue::shorten(&rewrite(wasm, |file| slim::shorten(file, code))?, program)?;
    esbuild(&code, &MODULE)
}

fn rewrite<T>(wasm: &Path, change: impl FnOnce(&mut Module) -> Result<T>) -> Result<T> {
    let bytes = fs::read(wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
    let mut file = Module::read(&bytes)?;
    let result = change(&mut file)?;
    fs::write(wasm, file.write()).with_context(|| format!("cannot write {}", wasm.display()))?;
    Ok(result)
}

/// A style sheet as a JavaScript string.
fn style(name: &str, optimised: bool) -> Result<String> {
    let css = source(&format!("style/{name}.css"))?;
    let css = if optimised { esbuild(&css, &["--loader=css"])? } else { css };
    let css: Vec<&str> = css.lines().map(str::trim).collect();
    Ok(serde_json::to_string(&css.concat())?)
}

/// esbuild's minifier, from standard input to standard output.
fn esbuild(code: &str, options: &[&str]) -> Result<String> {
    let mut command = Command::new(node::esbuild());
    command.args(["--minify", "--log-level=warning"]).args(options).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().context("esbuild is missing: run `cargo xtask dist`, which installs it")?;
    let mut input = child.stdin.take().context("esbuild takes no input")?;
    let code = code.to_owned();
    // From a separate thread: esbuild may write before it has read everything.
    let writer = std::thread::spawn(move || input.write_all(code.as_bytes()));
    let output = child.wait_with_output().context("lost esbuild")?;
    if !output.status.success() || writer.join().is_err() {
        bail!("esbuild failed ({})", output.status);
    }
    String::from_utf8(output.stdout).context("esbuild wrote no text")
}

/// Puts a wasm file through wasm-opt.
pub(crate) fn optimise(wasm: &Path) -> Result<()> {
    let tool = node::wasm_opt();
    if !tool.is_file() {
        bail!("wasm-opt is missing: run `cargo xtask dist`, which installs it");
    }
    let optimised = wasm.with_extension("opt.wasm");
    let run = |passes: &[&str]| {
        let mut command = Command::new("node");
        shell::run(command.arg(&tool).arg(wasm).args(passes).arg("-o").arg(&optimised))?;
        fs::rename(&optimised, wasm).with_context(|| format!("cannot replace {}", wasm.display()))
    };
    run(&WASM_OPT)?;
    rewrite(wasm, slim::name_by_similarity)?;
    run(&WASM_SORT)
}

/// Sources in `src/js` as one module, in this order: each uses only what stands before it, so there is no circle.
fn scripts(names: &[&str]) -> Result<String> {
    let code: Result<Vec<String>> = names.iter().map(|name| source(&format!("src/js/{name}.js"))).collect();
    Ok(code?.join("\n"))
}

fn source(path: &str) -> Result<String> {
    read(&project::root().join(path))
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

fn move_file(from: &Path, to: &Path) -> Result<()> {
    let copied = fs::copy(from, to).and_then(|_| fs::remove_file(from));
    copied.with_context(|| format!("cannot move {} to {}: did Trunk write it?", from.display(), to.display()))
}
