//! `fuzz`: libFuzzer against the reader of the index, with the stable compiler.
//!
//! What cargo-fuzz does for nightly is a handful of flags: the compiler counts which edges of the code an input
//! reaches, and libFuzzer changes inputs so that they reach more. Address checks are left out, which nightly alone
//! has; the project forbids unsafe code. The corpus grows in `target/fuzz` and is seeded with small indexes made
//! here, since random bytes never get past the first checks.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};
use nightdesk::search::{FIELDS, RawIndex, RawTerm, encode, tokens};

use crate::{project, shell};

const FLAGS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
-Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
-Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1 -Clink-dead-code --cfg fuzzing";

/// Small indexes: a line per article, in it the sections between semicolons, in these the fields between bars.
const SEEDS: [&str; 5] = [
    "",
    "a",
    "zwrot||||zwrot zwrotu zwroty 14 dni;|||pieniądze|zwrot pieniędzy na konto",
    "faktura|skąd faktura|vat||faktura vat;||||faktura vat;||||faktura\nїжак|||їжаки|їжак",
    "x||||a a b;|||c|a b\nx||||a b b;|||c|a b\ny||||a a b d;|||c|a b\nx||||a b;|||c|a b\nx||||a a b;|||c|a b c",
];

pub(crate) fn run(args: &[String]) -> Result<()> {
    let minutes: u64 = match args {
        [] => 2,
        [flag, number] if flag == "--minutes" => number.parse().context("--minutes wants a whole number")?,
        _ => bail!("`fuzz` takes `--minutes N` only: see `cargo xtask help`"),
    };
    let folder = project::root().join("target/fuzz");
    let (corpus, artifacts) = (folder.join("corpus"), folder.join("artifacts"));
    fs::create_dir_all(&corpus)?;
    fs::create_dir_all(&artifacts)?;
    for (number, articles) in SEEDS.into_iter().enumerate() {
        fs::write(corpus.join(format!("seed-{number}")), encode(&index(articles)))?;
    }

    let version = shell::capture(Command::new("rustc").arg("-vV")).context("cannot ask rustc for its version")?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc names no host")?;
    // With a target named, build scripts and macros are compiled without the flags.
    let mut build = shell::cargo();
    build.args(["build", "--release", "--manifest-path", "fuzz/Cargo.toml", "--target", host, "--target-dir"]);
    shell::run(build.arg(&folder).env("RUSTFLAGS", FLAGS))?;

    let mut fuzzer = Command::new(folder.join(host).join("release/reader"));
    fuzzer.arg(&corpus).arg(format!("-artifact_prefix={}/", artifacts.display()));
    fuzzer.arg(format!("-max_total_time={}", minutes * 60)).args(["-max_len=4096", "-timeout=10"]);
    shell::run(&mut fuzzer)
}

/// An index of these articles.
fn index(articles: &str) -> RawIndex {
    let mut terms: BTreeMap<String, [BTreeMap<u32, u32>; FIELDS]> = BTreeMap::new();
    for (number, section) in (0..).zip(articles.lines().flat_map(|article| article.split(';'))) {
        for (field, text) in section.split('|').take(FIELDS).enumerate() {
            for token in tokens(text) {
                if let Some(list) = terms.entry(token.term).or_default().get_mut(field) {
                    *list.entry(number).or_default() += 1;
                }
            }
        }
    }
    let term = |(text, postings): (String, [BTreeMap<u32, u32>; FIELDS])| RawTerm {
        text,
        postings: postings.map(|list| list.into_iter().collect()),
    };
    RawIndex {
        sections: articles.lines().map(|article| article.split(';').count() as u32).collect(),
        terms: terms.into_iter().map(term).collect(),
        ..RawIndex::default()
    }
}
