//! `fuzz`: libFuzzer on the reader of the index, with the stable compiler.
//!
//! What cargo-fuzz does for nightly is a handful of flags: the compiler counts which edges of the code an input
//! reaches, and libFuzzer changes inputs so that they reach more. Address checks, which only nightly has, are left
//! out; the project forbids unsafe code. The corpus grows in `target/fuzz` and is seeded with small indexes made
//! here, since random bytes never get past the first checks.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};
use nightdesk::search::{FIELDS, RawIndex, TOPICS, Topics, encode};

use crate::{cargo, project, shell};

const FLAGS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
-Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
-Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1 -Clink-dead-code --cfg fuzzing";

/// Small indexes: a line per article, in it the fields between bars, in the second of them questions between
/// semicolons.
const SEEDS: [&str; 5] = [
    "",
    "a",
    "zwrot||||zwrot zwrotu zwroty 14 dni pieniądze zwrot pieniędzy na konto",
    "faktura|skąd faktura;gdzie faktura|vat||faktura vat faktura vat faktura\nїжак|||їжаки|їжак",
    "x||||a a b a b\nx y|||c|a b b a b\ny|b?;a?||c|a a b d a b\nx||||a b a b\nx||||a a b a b c",
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
        let raw = index(articles);
        let input = [raw.titles.join("\n").as_bytes(), &[0], &encode(&raw)].concat();
        fs::write(corpus.join(format!("seed-{number}")), input)?;
    }

    let version = shell::capture(Command::new("rustc").arg("-vV")).context("cannot ask rustc for its version")?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc names no host")?;
    // With a target named, build scripts and macros are compiled without the flags.
    let mut build = cargo::command();
    build.args(["build", "--release", "--manifest-path", "fuzz/Cargo.toml", "--target", host, "--target-dir"]);
    shell::run(build.arg(&folder).env("RUSTFLAGS", FLAGS))?;

    let mut fuzzer = Command::new(folder.join(host).join("release/reader"));
    fuzzer.arg(&corpus).arg(format!("-artifact_prefix={}/", artifacts.display()));
    fuzzer.arg(format!("-max_total_time={}", minutes * 60)).args(["-max_len=4096", "-timeout=10"]);
    shell::run(&mut fuzzer)
}

/// An index of these articles, with some positions among topics.
fn index(articles: &str) -> RawIndex {
    let articles: Vec<String> = articles.lines().map(|article| article.replace(';', "\n")).collect();
    let fields = |article| -> [&str; FIELDS] {
        let mut texts = str::split(article, '|');
        [(); FIELDS].map(|()| texts.next().unwrap_or_default())
    };
    let raw = RawIndex::of_texts(articles.iter().map(|article| fields(article)));
    let places = (0..articles.len() * TOPICS).map(|number| (number % 15) as i8 - 7).collect();
    RawIndex { topics: Topics { scales: vec![0.5; TOPICS], places }, ..raw }
}
