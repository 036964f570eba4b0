//! `size`: every file a visitor downloads, against its budget.
//!
//! The budgets are for sizes "on the wire": the bytes that a plain static server sends, which compresses nothing. The
//! wasm and the packs are gzip members on disk, so their files have the wire size; JavaScript is sent as it is. The
//! gzip and Brotli columns are for comparison with other projects' figures only.
//!
//! Invariant (shipping): every kind of shipped script, wasm and pack has a byte budget and is within it. See also
//! `tests/e2e/first-view.test.mjs`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::{build, hook, node, project, shell};

/// One kind of file in `dist/help`, at most this many bytes on the wire.
struct Budget {
    /// `*` stands for the content hash.
    file: &'static str,
    bytes: u64,
    /// Downloaded between the click and the first answer, in the default language.
    first_answer: bool,
}

/// All budgets of the project. A new kind of file fails the check until it has a line here.
const BUDGETS: [Budget; 11] = [
    Budget { file: "nightdesk.js", bytes: 4_000, first_answer: false },
    // 0.9 kB of it: on a phone the panel is modal and has an entry in the history.
    Budget { file: "app-*.js", bytes: 15_500, first_answer: true },
    // 116 kB before words were joined and split, sections were results, numbers were recognised, answers were chosen by
    // evidence (6.5 kB, of which search itself takes all: 27.4 to 33.9 kB after gzip), late texts were filled in (0.9 kB) and
    // passages told steps whole (2 kB: of 100 that were read 53 were right before, and 87 after); 1.6 kB is the header that
    // yields and the menu of languages.
    Budget { file: "app-*.wasm", bytes: 128_000, first_answer: true },
    // 0.4 kB of it is the starter list of synonyms, 0.4 kB the words of the language, 1 kB what is joined and true counts.
    Budget { file: "pack-pl-*.bin", bytes: 72_000, first_answer: true },
    Budget { file: "pack-en-*.bin", bytes: 65_000, first_answer: false },
    // Fetched with the first command or after the first opening, and when an article has a picture.
    Budget { file: "page-*.js", bytes: 9_000, first_answer: false },
    Budget { file: "picture-*.js", bytes: 2_500, first_answer: false },
    // The form: fetched when the visitor opens it. 3 kB of its script handle failures of storage, so that no message is
    // lost.
    Budget { file: "form-*.js", bytes: 17_000, first_answer: false },
    Budget { file: "form-*.wasm", bytes: 147_000, first_answer: false },
    Budget { file: "contact-pl-*.bin", bytes: 3_500, first_answer: false },
    Budget { file: "contact-en-*.bin", bytes: 3_500, first_answer: false },
];

/// From the click to the first answer: what a visitor on a phone waits for. The aim is 200 kB.
const FIRST_ANSWER: u64 = 215_000;

/// The document with the table.
const SIZES_PAGE: &str = "docs/developers/sizes.md";
const MARKS: [&str; 2] = ["<!-- size:begin -->", "<!-- size:end -->"];

/// A shipped file. All sizes in bytes.
struct Row {
    /// The name in the table of budgets: without the hash, which changes with every build.
    kind: &'static str,
    file: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
    wire: u64,
    budget: u64,
}

pub(crate) fn run(args: &[String]) -> Result<ExitCode> {
    if let Some(unknown) = args.iter().find(|arg| !["--build", "--json", "--write-docs"].contains(&arg.as_str())) {
        bail!("`size` does not understand `{unknown}`: see `cargo xtask help`");
    }
    let has_flag = |flag: &str| args.iter().any(|arg| arg == flag);
    if has_flag("--build") || !hook::dist_is_optimised() {
        build::dist()?;
    }
    let rows = measure()?;
    let total = rows.iter().zip(&BUDGETS).filter(|(_, budget)| budget.first_answer).map(|(row, _)| row.wire).sum();
    if has_flag("--json") {
        shell::print(&format!("{}\n", json_report(&rows, total)))?;
    } else {
        shell::print(&table(&rows, total))?;
    }
    if has_flag("--write-docs") {
        write_docs(&rows, total)?;
    }
    let above: Vec<&str> = rows.iter().filter(|row| row.wire > row.budget).map(|row| row.file.as_str()).collect();
    let above = above.into_iter().chain((total > FIRST_ANSWER).then_some("click to answer")).collect::<Vec<_>>();
    for name in &above {
        let text = "is above its budget: make it smaller, or argue for more in src/bin/xtask/size.rs";
        shell::tell(&format!("error: {name} {text}"));
    }
    Ok(if above.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// One row for each budget, in the order of the table.
fn measure() -> Result<Vec<Row>> {
    let folder = project::dist().join("help");
    let mut shipped = shipped(&folder)?;
    shipped.retain(|name| [".js", ".wasm", ".bin"].iter().any(|ending| name.ends_with(ending)));
    if let Some(unknown) = shipped.iter().find(|name| !BUDGETS.iter().any(|budget| matches(budget.file, name))) {
        bail!("{unknown} has no budget: add its kind in src/bin/xtask/size.rs");
    }
    let mut files = Vec::new();
    for budget in &BUDGETS {
        let found: Vec<&String> = shipped.iter().filter(|name| matches(budget.file, name)).collect();
        let [name] = found.as_slice() else {
            bail!("{} files match {} in {}, not one", found.len(), budget.file, folder.display());
        };
        files.push((budget, name.as_str(), folder.join(name)));
    }
    let sizes = compressed(files.iter().map(|(_, _, path)| path))?;
    let rows = files.iter().zip(&sizes).map(|((budget, name, path), sizes)| {
        let bytes = |key: &str| sizes.get(key).and_then(Value::as_u64).with_context(|| format!("no {key} for {name}"));
        Ok(Row {
            kind: budget.file,
            file: (*name).to_owned(),
            raw: bytes("raw")?,
            gzip: bytes("gzip")?,
            brotli: bytes("brotli")?,
            wire: on_disk(path)?,
            budget: budget.bytes,
        })
    });
    rows.collect()
}

/// The files of the bundle by its manifest: files of earlier builds stay beside them for a day.
fn shipped(folder: &Path) -> Result<Vec<String>> {
    let manifest = folder.join("nightdesk.json");
    let text = fs::read_to_string(&manifest).with_context(|| format!("cannot read {}", manifest.display()))?;
    let manifest: Value = serde_json::from_str(&text).with_context(|| format!("cannot read {}", manifest.display()))?;
    let files = manifest.get("files").and_then(Value::as_array).context("the manifest lists no files")?;
    let name = |entry: &Value| Some(entry.get("file")?.as_str()?.to_owned());
    files.iter().map(|entry| name(entry).context("the manifest lists a file without a name")).collect()
}

/// Raw, gzip and Brotli sizes by Node.js, which has both compressors: crates for them would be compiled on every
/// fresh machine and take seconds per file in a development build.
pub(crate) fn compressed<'a>(files: impl Iterator<Item = &'a PathBuf>) -> Result<Vec<Value>> {
    let answer = shell::capture(node::script("measure.mjs").args(files)).context("tests/e2e/measure.mjs failed")?;
    serde_json::from_str(&answer).context("tests/e2e/measure.mjs printed something else than JSON")
}

fn on_disk(path: &Path) -> Result<u64> {
    Ok(fs::metadata(path).with_context(|| format!("cannot read {}", path.display()))?.len())
}

/// Whether a file name matches a form, in which one `*` stands for any characters.
fn matches(form: &str, name: &str) -> bool {
    match form.split_once('*') {
        None => form == name,
        Some((before, after)) => name.strip_prefix(before).is_some_and(|rest| rest.ends_with(after)),
    }
}

fn json_report(rows: &[Row], total: u64) -> Value {
    let files = rows.iter().map(|row| {
        json!({
            "file": row.file, "raw": row.raw, "gzip": row.gzip, "brotli": row.brotli,
            "wire": row.wire, "budget": row.budget,
        })
    });
    files.chain([json!({ "click_to_answer": { "wire": total, "budget": FIRST_ANSWER } })]).collect()
}

fn table(rows: &[Row], total: u64) -> String {
    let width = rows.iter().map(|row| row.file.len()).max().unwrap_or(0).max(20);
    let line = |cells: [&str; 6]| {
        let [file, raw, gzip, brotli, wire, budget] = cells;
        format!("{file:width$} {raw:>9} {gzip:>9} {brotli:>9} {wire:>9} {budget:>9}\n")
    };
    let mut text = line(["file", "raw", "gzip", "brotli", "wire", "budget"]);
    for row in rows {
        let [raw, gzip, brotli, wire, budget] =
            [row.raw, row.gzip, row.brotli, row.wire, row.budget].map(|bytes| bytes.to_string());
        text += &line([&row.file, &raw, &gzip, &brotli, &wire, &budget]);
    }
    text + &line(["click to answer", "", "", "", &total.to_string(), &FIRST_ANSWER.to_string()])
}

fn markdown(rows: &[Row], total: u64) -> String {
    let mut text = "| file | raw | gzip | brotli | on the wire | budget |\n|---|--:|--:|--:|--:|--:|\n".to_owned();
    for row in rows {
        let [raw, gzip, brotli, wire, budget] = [row.raw, row.gzip, row.brotli, row.wire, row.budget].map(kilobytes);
        text += &format!("| `{}` | {raw} | {gzip} | {brotli} | {wire} | {budget} |\n", row.kind);
    }
    let [total, budget] = [total, FIRST_ANSWER].map(kilobytes);
    text + &format!("| **from the click to the first answer** | | | | **{total}** | {budget} |\n")
}

/// `12.3 kB` (1 kB = 1,000 bytes).
fn kilobytes(bytes: u64) -> String {
    let tenths = (bytes + 50) / 100;
    format!("{}.{} kB", tenths / 10, tenths % 10)
}

fn write_docs(rows: &[Row], total: u64) -> Result<()> {
    let file = project::root().join(SIZES_PAGE);
    let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let [begin, end] = MARKS;
    let parts = text.split_once(begin).and_then(|(head, rest)| Some((head, rest.split_once(end)?.1)));
    let (head, tail) = parts.with_context(|| format!("{SIZES_PAGE} lacks the lines {begin} and {end}"))?;
    let text = format!("{head}{begin}\n{}{end}{tail}", markdown(rows, total));
    fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))
}

#[cfg(test)]
mod tests {
    /// A pack must not be compared with another pack's budget.
    #[test]
    fn forms_match_their_own_files() {
        for (form, name, expected) in [
            ("nightdesk.js", "nightdesk.js", true),
            ("nightdesk.js", "nightdesk.js.br", false),
            ("app-*.js", "app-0a1b.js", true),
            ("app-*.js", "app-0a1b.wasm", false),
            ("pack-pl-*.bin", "pack-pl-0a1b.bin", true),
            ("pack-pl-*.bin", "pack-en-0a1b.bin", false),
        ] {
            assert_eq!(super::matches(form, name), expected, "{form} {name}");
        }
    }
}
