//! The `nightdesk` command: a thin shell around `nightdesk::studio`.
//!
//! Exit codes: 0 fine, 1 the content has errors or a file cannot be written, 2 wrong usage.
#![allow(missing_docs)]

use std::{
    io::IsTerminal,
    path::{Path, PathBuf},
    process::ExitCode,
    time::{Instant, SystemTime, UNIX_EPOCH},
};

use anyhow::{Context, Result, bail};
use clap::{Parser, Subcommand};
use nightdesk::{
    hours::UtcMinute,
    knowledge::Lang,
    search::{Query, Sequences},
    studio::{
        BundleOptions, Diagnostic, Effort, HoursQuery, IndexCache, LanguageContent, Library, LoadOptions, ServeOptions,
        Severity,
        eval::{self, EvalSet, Variant},
        hours_json, hours_text, load, print_diagnostics, search_json, search_text, serve, write_bundle,
    },
};

#[derive(Parser)]
#[command(
    name = "nightdesk",
    version,
    about = "The help desk that is open all night: Markdown in, answers in the customer's browser out."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write the bundle: index, articles, widget, static pages
    Build {
        /// Folder with nightdesk.toml and Markdown
        #[arg(default_value = "content")]
        content: PathBuf,
        /// Folder to write to
        #[arg(short, long, default_value = "dist")]
        out: PathBuf,
        /// Folder with the built widget, which `cargo xtask dist` leaves in target/nightdesk-app
        #[arg(long, env = "NIGHTDESK_APP")]
        app: Option<PathBuf>,
        /// Language of a folder that does not say
        #[arg(long, value_parser = parse_lang)]
        lang: Option<Lang>,
        /// Compress quickly instead of well
        #[arg(long)]
        fast: bool,
        /// Print the files as JSON
        #[arg(long)]
        json: bool,
    },
    /// Say what is wrong with the content, and write nothing
    Check {
        /// Folder with nightdesk.toml and Markdown
        #[arg(default_value = "content")]
        content: PathBuf,
        /// Language of a folder that does not say
        #[arg(long, value_parser = parse_lang)]
        lang: Option<Lang>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Preview on 127.0.0.1, built again at every change
    Serve {
        /// Folder with nightdesk.toml and Markdown
        #[arg(default_value = "content")]
        content: PathBuf,
        /// Folder with the built widget, which `cargo xtask dist` leaves in target/nightdesk-app
        #[arg(long, env = "NIGHTDESK_APP")]
        app: Option<PathBuf>,
        /// Folder of the site
        #[arg(long, default_value = "dist")]
        site: PathBuf,
        /// Folder of the bundle within the site
        #[arg(long, default_value = "")]
        mount: String,
        /// Port on 127.0.0.1
        #[arg(long, default_value_t = 8080)]
        port: u16,
        /// File with the requests that arrive at /inbox; .nightdesk/inbox.sqlite beside the content where not given
        #[arg(long, value_name = "FILE")]
        inbox: Option<PathBuf>,
        /// Language of a folder that does not say
        #[arg(long, value_parser = parse_lang)]
        lang: Option<Lang>,
    },
    /// Ask the content a question, as a customer would
    Search {
        /// The question
        query: String,
        /// Folder with nightdesk.toml and Markdown
        #[arg(long, default_value = "content")]
        content: PathBuf,
        /// Language to search; the first of the content where not given
        #[arg(long, value_parser = parse_lang)]
        lang: Option<Lang>,
        /// How many results
        #[arg(long, default_value_t = 10)]
        limit: usize,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Say who is there and when, as the panel would
    Hours {
        /// The moment, such as 2026-12-24T10:00:00+01:00; now where not given
        #[arg(long, value_parser = parse_moment)]
        at: Option<UtcMinute>,
        /// Only the channel with this id
        #[arg(long)]
        channel: Option<String>,
        /// When the content was built: a moment after it is past the table's two years, one before it a wrong clock
        #[arg(long, value_parser = parse_moment)]
        built: Option<UtcMinute>,
        /// The visitor's time zone, such as America/New_York; the company's where not given
        #[arg(long, value_parser = parse_zone)]
        visitor: Option<chrono_tz::Tz>,
        /// Folder with nightdesk.toml and Markdown
        #[arg(long, default_value = "content")]
        content: PathBuf,
        /// Language to speak; the first of the content where not given
        #[arg(long, value_parser = parse_lang)]
        lang: Option<Lang>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Measure the search on questions whose answers are known
    Eval {
        /// Folder with corpus.jsonl, queries.jsonl and qrels.tsv
        dir: PathBuf,
        /// How the questions are changed first: original, no-diacritics, typo or both
        #[arg(long, default_value = "original", value_parser = parse_variant)]
        variant: Variant,
        /// Language of the set; guessed from its text where not given
        #[arg(long, value_parser = parse_lang)]
        lang: Option<Lang>,
        /// Ask only the first so many questions
        #[arg(long)]
        limit: Option<usize>,
        /// Write the scores of each question to this file, one JSON object per line
        #[arg(long, value_name = "FILE")]
        per_query: Option<PathBuf>,
        /// Compare with a run that --per-query wrote: paired bootstrap of nDCG@10
        #[arg(long, value_name = "FILE")]
        against: Option<PathBuf>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

/// Where figures go.
struct EvalOutput {
    per_query: Option<PathBuf>,
    against: Option<PathBuf>,
    json: bool,
}

fn parse_variant(text: &str) -> Result<Variant, String> {
    let names = Variant::ALL.map(|(name, _)| name).join(", ");
    let named = Variant::ALL.into_iter().find(|(name, _)| *name == text);
    named.map(|(_, variant)| variant).ok_or_else(|| format!("one of {names}"))
}

fn parse_moment(text: &str) -> Result<UtcMinute, String> {
    let moment = chrono::DateTime::parse_from_rfc3339(text).ok();
    let minute = moment.and_then(|moment| UtcMinute::try_from(moment.timestamp().div_euclid(60)).ok());
    minute.ok_or_else(|| "write date, time and distance from UTC: `2026-12-24T10:00:00+01:00`".to_owned())
}

fn parse_zone(text: &str) -> Result<chrono_tz::Tz, String> {
    text.parse().map_err(|_| "use an IANA name such as `America/New_York`".to_owned())
}

fn parse_lang(text: &str) -> Result<Lang, String> {
    Lang::new(text).ok_or_else(|| "a language is a code such as `pl` or `en`".to_owned())
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(1)
        }
    }
}

/// `false` where the content has errors, which are printed already.
fn run(command: Command) -> Result<bool> {
    match command {
        Command::Build { content, out, app, lang, fast, json } => {
            let start = Instant::now();
            let Some(library) = read(&content, lang, now())? else { return Ok(false) };
            let effort = if fast { Effort::Fast } else { Effort::Best };
            let built = write_bundle(
                &library,
                &BundleOptions { out: out.clone(), app: app.clone(), now: now(), effort },
                &mut IndexCache::default(),
            )?;
            if json {
                println!("{}", serde_json::to_string_pretty(&built.files)?);
                return Ok(true);
            }
            let packs: Vec<String> = built
                .files
                .iter()
                .filter(|f| f.file.starts_with("pack-"))
                .map(|f| format!("{} {} bytes", f.file, f.size))
                .collect();
            println!(
                "Wrote {} articles to {} in {:.1} s: {}",
                built.articles,
                out.display(),
                start.elapsed().as_secs_f32(),
                packs.join(", ")
            );
            if let Some(peak) = peak_memory() {
                println!("Peak memory {} MB", peak / 1_000_000);
            }
            if app.is_none() {
                println!("Without the widget: pass --app with the folder of the built widget to add it");
            }
            Ok(true)
        }
        Command::Check { content, lang, json } => {
            if !json {
                return Ok(read(&content, lang, now())?.is_some());
            }
            let library = load_folder(&content, lang, now())?;
            println!("{}", serde_json::to_string_pretty(&findings_json(&library))?);
            Ok(library.diagnostics.iter().all(|finding| finding.severity == Severity::Warning))
        }
        Command::Serve { content, app, site, mount, port, inbox, lang } => {
            serve(&ServeOptions { content, app, site, mount, port, inbox, lang })?;
            Ok(true)
        }
        Command::Hours { at, channel, built, visitor, content, lang, json } => {
            let at = at.unwrap_or_else(now);
            // A table speaks of no moment before it was made.
            let built = built.unwrap_or_else(|| now().min(at));
            let Some(library) = read(&content, None, built)? else { return Ok(false) };
            let chosen = in_language(&library, lang.as_ref())?;
            if let Some(wanted) = &channel {
                let known: Vec<&str> = chosen.channels.iter().map(|channel| channel.id.as_str()).collect();
                if !known.contains(&wanted.as_str()) {
                    bail!("there is no channel `{wanted}`: the channels are {}", known.join(", "));
                }
            }
            let query = HoursQuery { at, channel: channel.as_deref(), visitor };
            if json {
                println!("{}", serde_json::to_string_pretty(&hours_json(&query, chosen))?);
            } else {
                print!("{}", hours_text(&query, chosen));
            }
            Ok(true)
        }
        Command::Eval { dir, variant, lang, limit, per_query, against, json } => {
            evaluate(&dir, variant, lang, limit, &EvalOutput { per_query, against, json })
        }
        Command::Search { query, content, lang, limit, json } => {
            let Some(library) = read(&content, None, now())? else { return Ok(false) };
            let chosen = in_language(&library, lang.as_ref())?;
            let (index, mut known) = (chosen.index()?, Sequences::default());
            let query = Query::new(&query, chosen.lang.as_str());
            let outcome = index.search(&query, limit, &mut chosen.texts(&mut known));
            if json {
                println!("{}", serde_json::to_string_pretty(&search_json(&query, &outcome, chosen))?);
                return Ok(true);
            }
            print!("{}", search_text(&query, &outcome, chosen));
            Ok(true)
        }
    }
}

/// Measures, prints, compares.
fn evaluate(dir: &Path, variant: Variant, lang: Option<Lang>, limit: Option<usize>, out: &EvalOutput) -> Result<bool> {
    let set = EvalSet::read(dir)?;
    let lang = lang.or_else(|| set.language()).context("the set's language cannot be guessed: pass --lang")?;
    let report = eval::evaluate(&set, lang.as_str(), variant, limit)?;
    if let Some(file) = &out.per_query {
        eval::write_scores(file, &report.scores)?;
    }
    let comparison =
        out.against.as_deref().map(eval::read_scores).transpose()?.map(|other| eval::compare(&report.scores, &other));
    let comparison = comparison.transpose()?;
    if out.json {
        let mut value = serde_json::to_value(&report)?;
        if let (Some(comparison), Some(map)) = (&comparison, value.as_object_mut()) {
            map.insert("against".to_owned(), serde_json::to_value(comparison)?);
        }
        println!("{}", serde_json::to_string_pretty(&value)?);
        return Ok(true);
    }
    println!("{} questions, language {lang}", report.queries);
    println!("nDCG@10    {:6.2}\nrecall@10  {:6.2}\nMRR@10     {:8.4}", report.ndcg10, report.recall10, report.mrr10);
    println!("nothing    {:3} found nothing", report.zero);
    println!("answers    {:5.1} % shown, {:.1} % of them right", report.answered, report.answered_right);
    println!("time       {:.2} ms median, {:.2} ms p95", report.p50_ms, report.p95_ms);
    println!("index      {} bytes compressed", report.index_bytes);
    if let Some(c) = comparison {
        let verdict = match (c.significant(), c.difference > 0.0) {
            (false, _) => "no clear difference",
            (true, true) => "better",
            (true, false) => "worse",
        };
        println!(
            "against    {:+.2} nDCG@10 [{:+.2}, {:+.2}], {} better, {} worse of {}: {verdict}",
            c.difference, c.low, c.high, c.better, c.worse, c.queries
        );
    }
    Ok(true)
}

/// The content in a language, else in the first.
fn in_language<'a>(library: &'a Library, lang: Option<&Lang>) -> Result<&'a LanguageContent> {
    let chosen = match lang {
        None => library.languages.first(),
        Some(lang) => library.languages.iter().find(|content| content.lang == *lang),
    };
    chosen.with_context(|| format!("the content has no language `{}`", lang.map_or(String::new(), Lang::to_string)))
}

/// Reads content as of a moment and prints its findings; `None` where there are errors.
fn read(content: &Path, lang: Option<Lang>, now: UtcMinute) -> Result<Option<Library>> {
    let library = load_folder(content, lang, now)?;
    let (errors, warnings) = print_diagnostics(&library, std::io::stderr().is_terminal());
    if errors + warnings > 0 {
        let counted = |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
        eprintln!("{}, {}", counted(errors, "error"), counted(warnings, "warning"));
    }
    Ok((errors == 0).then_some(library))
}

fn load_folder(content: &Path, lang: Option<Lang>, now: UtcMinute) -> Result<Library> {
    load(content, &LoadOptions { lang, now })
        .with_context(|| format!("the content in `{}` cannot be read", content.display()))
}

/// Findings in the shape other programs rely on; without a place where they concern the whole content.
fn findings_json(library: &Library) -> Vec<serde_json::Value> {
    let json = |finding: &Diagnostic| {
        let Diagnostic { rule, severity, place, message, help } = finding;
        let (file, at) = place.as_ref().map(|place| (&place.file, (place.line, place.column))).unzip();
        let (line, column) = at.unzip();
        serde_json::json!({
            "rule": rule, "severity": severity, "file": file, "line": line, "column": column, "message": message,
            "help": help,
        })
    };
    library.diagnostics.iter().map(json).collect()
}

/// The present minute, or the one that `SOURCE_DATE_EPOCH` names: builds of the same content at the same moment are
/// equal to the byte (reproducible-builds.org/specs/source-date-epoch).
fn now() -> UtcMinute {
    let named = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse::<u64>().ok());
    let clock = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    (named.unwrap_or_else(clock) / 60) as UtcMinute
}

/// The most memory this process had, in bytes; known on Linux only.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse::<u64>().ok().map(|kilobytes| kilobytes * 1_024)
}
