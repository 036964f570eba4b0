//! The command line: commands, options, and how their values are parsed.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use nightdesk::{language::Lang, studio::eval::Variant, time::UtcMinute};

/// The command line.
#[derive(Parser)]
#[command(
    name = "nightdesk",
    version,
    about = "The help desk that is open all night: Markdown in, answers in the customer's browser out."
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Write the bundle: index, articles, widget, static pages
    Build {
        /// Folder with nightdesk.toml and Markdown
        #[arg(default_value = "content")]
        content: PathBuf,
        /// Folder to write to: one of the help's own
        #[arg(short, long, default_value = "dist/help")]
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
        /// Show each finding with the line it means
        #[arg(long, conflicts_with = "json")]
        all: bool,
        /// Show each finding of one rule, such as broken-link
        #[arg(long, value_name = "NAME", conflicts_with_all = ["json", "all"])]
        rule: Option<String>,
        /// File with requests, whose searches are proposed as questions; .nightdesk/inbox.sqlite beside the content where not given
        #[arg(long, value_name = "FILE")]
        inbox: Option<PathBuf>,
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
        /// Folder of the site; dist/help where not given, or .nightdesk/preview beside the content where dist is in it
        #[arg(long)]
        site: Option<PathBuf>,
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
        #[arg(value_parser = parse_question)]
        query: String,
        /// Folder with nightdesk.toml and Markdown
        #[arg(long, default_value = "content")]
        content: PathBuf,
        /// Language to search, and of a folder that does not say; the first of the content where not given
        #[arg(long, value_parser = parse_lang)]
        lang: Option<Lang>,
        /// How many results
        #[arg(long, default_value = "10", value_parser = parse_limit)]
        limit: usize,
        /// Say what each score is made of, and why an answer is shown or is not
        #[arg(long)]
        explain: bool,
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
        /// Language to speak, and of a folder that does not say; the first of the content where not given
        #[arg(long, value_parser = parse_lang)]
        lang: Option<Lang>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Make a content folder of help that is elsewhere: an export, pages, a folder of another program
    Import {
        /// What it is, and the file or folder: zendesk export.json; recognised where only the second is given
        #[arg(num_args = 1..=2, required = true, value_names = ["SOURCE", "FROM"])]
        source: Vec<String>,
        /// Folder to write to: one that is not there yet, or empty
        #[arg(short, long)]
        out: PathBuf,
        /// Language of what does not say
        #[arg(long, value_parser = parse_lang)]
        lang: Option<Lang>,
        /// Fetch pictures of other servers; without it they are listed
        #[arg(long)]
        fetch: bool,
        /// Fetch from this machine and its network, too
        #[arg(long)]
        fetch_private: bool,
        /// Print the report as JSON
        #[arg(long)]
        json: bool,
    },
    /// Measure the search on questions whose answers are known
    Eval {
        /// Folder with corpus.jsonl, queries.jsonl and qrels.tsv; with --questions a folder of content; with --fit several
        #[arg(required = true, value_name = "DIR")]
        dirs: Vec<PathBuf>,
        /// Ask the content these questions: a table with the columns question, answers, and where needed lang and section
        #[arg(long, value_name = "FILE")]
        questions: Option<PathBuf>,
        /// Take the right articles away: every answer that is then shown is wrong
        #[arg(long)]
        without_right: bool,
        /// Nothing answers these questions: every answer that is shown is wrong
        #[arg(long)]
        no_answer: bool,
        /// Fit when an answer is shown, and judge each set by what was fitted on the others
        #[arg(long)]
        fit: bool,
        /// How the questions are changed first: original, no-diacritics, typo or both
        #[arg(long, default_value = "original", value_parser = parse_variant)]
        variant: Variant,
        /// Language of the set; guessed from its text where not given
        #[arg(long, value_parser = parse_lang)]
        lang: Option<Lang>,
        /// Ask only the first so many questions
        #[arg(long, value_parser = parse_limit)]
        limit: Option<usize>,
        /// Leave out the starter list of synonyms
        #[arg(long)]
        no_starter: bool,
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

fn parse_question(text: &str) -> Result<String, String> {
    if text.trim().is_empty() { Err("ask something".to_owned()) } else { Ok(text.to_owned()) }
}

fn parse_limit(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|limit| *limit > 0).ok_or_else(|| "write a number from 1 on".to_owned())
}
