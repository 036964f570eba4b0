//! The `nightdesk` command: a thin program around `nightdesk::studio`.
//!
//! Exit codes: 0 success, 1 the content has errors or a file cannot be written, 2 wrong usage. A closed pipe changes
//! none of them. With `--json` standard output gets only JSON, or nothing where there is an error.
#![allow(missing_docs)]

mod arguments;
mod moment;

mod evaluate;
mod import;

use std::{io::IsTerminal, path::Path, process::ExitCode, time::Instant};

use anyhow::{Context, Result, bail};
use arguments::{Arguments, Command};
use clap::Parser;
use evaluate::EvalOutput;
use nightdesk::{
    language::Lang,
    search::{Query, Sequences},
    studio::{
        AdviceOptions, BundleOptions, Diagnostic, Effort, Fetch, HoursQuery, IndexCache, LanguageContent, Library,
        LoadOptions, ServeOptions, Severity, Shown, advice, eval::Asking, explain_json, explain_text, hours_json,
        hours_text, load, print_diagnostics, printable, say, search_json, search_text, serve, tell, write_bundle,
    },
    time::UtcMinute,
};

fn main() -> ExitCode {
    let command = Arguments::parse().command;
    let now = match moment::now() {
        Ok(now) => now,
        Err(error) => {
            tell(&printable(&format!("error: {error:#}\n")));
            return ExitCode::from(2);
        }
    };
    match run(command, now) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            tell(&printable(&format!("error: {error:#}\n")));
            ExitCode::from(1)
        }
    }
}

/// `false` where the content has errors, which are printed already.
fn run(command: Command, now: UtcMinute) -> Result<bool> {
    match command {
        Command::Build { content, out, app, lang, fast, json } => {
            let effort = if fast { Effort::Fast } else { Effort::Best };
            build(&content, lang, BundleOptions { out, app, now, effort }, json)
        }
        Command::Check { content, lang, all, rule, inbox, json } => {
            let shown = rule.map_or(if all { Shown::All } else { Shown::Brief }, Shown::Rule);
            let mut library = load_folder(&content, lang, now)?;
            let whole = json || shown != Shown::Brief;
            let advice = advice(&library, &AdviceOptions { content, inbox, whole })?;
            library.diagnostics.extend(advice);
            if !json {
                let Some(library) = told(library, &shown) else { return Ok(false) };
                if library.diagnostics.iter().all(|finding| finding.severity == Severity::Note) {
                    let articles: usize = library.languages.iter().map(|content| content.articles.len()).sum();
                    let languages: Vec<_> = library.languages.iter().map(|content| content.lang.as_str()).collect();
                    let articles = counted(articles, "article");
                    say(&format!("{articles} in {}: nothing to mend\n", languages.join(", ")))?;
                }
                return Ok(true);
            }
            say_json(&findings_json(&library))?;
            Ok(library.diagnostics.iter().all(|finding| finding.severity != Severity::Error))
        }
        Command::Serve { content, app, site, mount, port, inbox, lang } => {
            serve(&ServeOptions { content, app, site, mount, port, inbox, lang })?;
            Ok(true)
        }
        Command::Hours { at, channel, built, visitor, content, lang, json } => {
            let at = at.unwrap_or(now);
            // A table does not cover moments before it was built.
            let built = built.unwrap_or_else(|| now.min(at));
            let Some(library) = read(&content, lang.clone(), built)? else { return Ok(false) };
            let chosen = in_language(&library, lang.as_ref())?;
            if let Some(wanted) = &channel {
                let known: Vec<&str> = chosen.channels.iter().map(|channel| channel.id.as_str()).collect();
                if !known.contains(&wanted.as_str()) {
                    bail!("there is no channel `{wanted}`: the channels are {}", known.join(", "));
                }
            }
            let query = HoursQuery { at, channel: channel.as_deref(), visitor };
            if json {
                say_json(&hours_json(&query, chosen))?;
            } else {
                say(&hours_text(&query, chosen))?;
            }
            Ok(true)
        }
        Command::Import { source, out, lang, fetch, fetch_private, json } => {
            let fetch = match (fetch, fetch_private) {
                (_, true) => Fetch::Private,
                (true, false) => Fetch::Public,
                (false, false) => Fetch::No,
            };
            import::run(&source, out, lang, fetch, now, json)?;
            Ok(true)
        }
        Command::Eval {
            dirs,
            questions,
            without_right,
            no_answer,
            fit,
            variant,
            lang,
            limit,
            no_starter,
            per_query,
            against,
            json,
        } => {
            let asking = Asking { variant, limit, starter: !no_starter, without_right, no_answer };
            if fit {
                return evaluate::fit_sets(&dirs, asking, now);
            }
            let [dir] = dirs.as_slice() else { bail!("one folder is measured at a time; --fit takes several") };
            let out = EvalOutput { per_query, against, json };
            match questions {
                None => evaluate::set(dir, lang, asking, &out),
                Some(table) => {
                    let Some(library) = read(dir, lang.clone(), now)? else { return Ok(false) };
                    evaluate::content(in_language(&library, lang.as_ref())?, &table, asking, &out)
                }
            }
        }
        Command::Search { query, content, lang, limit, explain, json } => {
            let Some(library) = read(&content, lang.clone(), now)? else { return Ok(false) };
            let chosen = in_language(&library, lang.as_ref())?;
            let (index, mut known) = (chosen.index()?, Sequences::default());
            let query = Query::new(&query, index.language());
            let (outcome, why) = index.explain(&query, limit, &mut chosen.texts(&mut known));
            match (json, explain) {
                (true, true) => say_json(&explain_json(&query, &outcome, &why, chosen))?,
                (true, false) => say_json(&search_json(&query, &outcome, chosen))?,
                (false, _) => {
                    let why = if explain { explain_text(&outcome, &why, chosen) } else { String::new() };
                    say(&(search_text(&query, &outcome, chosen) + &why))?;
                }
            }
            Ok(true)
        }
    }
}

/// Builds, and prints what was written.
fn build(content: &Path, lang: Option<Lang>, options: BundleOptions, json: bool) -> Result<bool> {
    let start = Instant::now();
    let Some(library) = open(content, lang, options.now, &Shown::Brief)? else { return Ok(false) };
    let built = write_bundle(&library, &options, &mut IndexCache::default())?;
    if !built.rewritten.is_empty() {
        let files = built.rewritten.join(", ");
        let note = format!("note: changed since the last build by somebody else, and written anew: {files}\n");
        tell(&printable(&note));
    }
    if !built.left.is_empty() {
        let files = built.left.join(", ");
        let note =
            format!("note: no longer part of the help, but replaced by somebody since; left as they are: {files}\n");
        tell(&printable(&note));
    }
    if json {
        say_json(&built.files)?;
        return Ok(true);
    }
    let packs = built.files.iter().filter(|entry| entry.file.starts_with("pack-"));
    let packs: Vec<String> = packs.map(|entry| format!("{} {} bytes", entry.file, entry.size)).collect();
    let (articles, seconds) = (counted(built.articles, "article"), start.elapsed().as_secs_f32());
    let starter = built.starter.iter().filter(|(_, groups)| *groups > 0);
    let starter: Vec<String> = starter.map(|(lang, groups)| format!("{lang} {groups}")).collect();
    let starter = match starter.is_empty() {
        true => String::new(),
        false => format!("; groups of starter synonyms: {}", starter.join(", ")),
    };
    let (out, packs) = (options.out.display(), packs.join(", "));
    say(&format!("Wrote {articles} to {out} in {seconds:.1} s: {packs}{starter}\n"))?;
    if options.app.is_none() {
        say("Without the widget: pass --app with the folder of the built widget to add it\n")?;
    }
    Ok(true)
}

fn say_json(value: &impl serde::Serialize) -> Result<()> {
    Ok(say(&format!("{}\n", serde_json::to_string_pretty(value)?))?)
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// The content in a language, else in the first.
fn in_language<'a>(library: &'a Library, lang: Option<&Lang>) -> Result<&'a LanguageContent> {
    let chosen = match lang {
        None => library.languages.first(),
        Some(lang) => library.languages.iter().find(|content| content.lang == *lang),
    };
    chosen.with_context(|| format!("the content has no language `{}`", lang.map_or(String::new(), Lang::to_string)))
}

/// Reads content as of a moment, says what there is in it and prints its findings; `None` where there are errors.
fn open(content: &Path, lang: Option<Lang>, now: UtcMinute, shown: &Shown) -> Result<Option<Library>> {
    Ok(told(load_folder(content, lang, now)?, shown))
}

fn told(library: Library, shown: &Shown) -> Option<Library> {
    tell(&printable(&format!("{}\n", library.summary)));
    let (errors, warnings) = print_diagnostics(&library, shown, std::io::stderr().is_terminal());
    if errors + warnings > 0 {
        tell(&format!("{}, {}\n", counted(errors, "error"), counted(warnings, "warning")));
    }
    (errors == 0).then_some(library)
}

/// The same for commands that are asked about something else: only errors are printed, since they get no answer.
fn read(content: &Path, lang: Option<Lang>, now: UtcMinute) -> Result<Option<Library>> {
    let mut library = load_folder(content, lang, now)?;
    library.diagnostics.retain(|finding| finding.severity == Severity::Error);
    let (errors, _) = print_diagnostics(&library, &Shown::Brief, std::io::stderr().is_terminal());
    Ok((errors == 0).then_some(library))
}

fn load_folder(content: &Path, lang: Option<Lang>, now: UtcMinute) -> Result<Library> {
    load(content, &LoadOptions { lang, now })
        .with_context(|| format!("the content in `{}` cannot be read", content.display()))
}

/// Findings as JSON for other programs; `file`, `line` and `column` are `null` where they concern the whole content.
fn findings_json(library: &Library) -> Vec<serde_json::Value> {
    let json = |finding: &Diagnostic| {
        let Diagnostic { rule, severity, place, message, help, .. } = finding;
        // A file name that is not Unicode is written with replacement characters.
        let place = place.as_ref().map(|place| (place.file.to_string_lossy(), (place.line, place.column)));
        let (file, at) = place.unzip();
        let (line, column) = at.unzip();
        serde_json::json!({
            "rule": rule, "severity": severity, "file": file, "line": line, "column": column, "message": message,
            "help": help,
        })
    };
    library.diagnostics.iter().map(json).collect()
}
