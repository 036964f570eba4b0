//! `nightdesk build` into a folder that a server serves: killed, beside another build, on a full disk, over files that
//! are not ours. Whatever happens, what is served is complete and names no file that does not exist.
//!
//! Invariant (content): whichever step of publishing fails or is the last one, what is served is complete and names
//! only files that exist, and the next build finishes the work; files that are not ours are never overwritten. See also
//! `src/studio/publish/tests.rs`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "publish/full.rs"]
mod full;
#[path = "publish/served.rs"]
mod served;
mod support;

use std::{
    fs,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use served::{contents, problems};
use support::{APP, folder, put};
use tempfile::TempDir;

const ARTICLES: usize = 60;

/// Content of which each page, the pack and the widget differ from version to version.
fn content(version: u32) -> TempDir {
    let toml = format!("[company]\nname = \"Malina {version}\"\n[site]\nlanguages = [\"en\"]\n");
    let content = folder(&[("nightdesk.toml", &toml)]);
    for number in 0..ARTICLES {
        let next = (number + 1) % ARTICLES;
        let text = format!(
            "---\ntitle: Question {number} of {version}\n---\n\nText of version {version}, see [the next](a{next}.md).\n"
        );
        put(content.path(), &format!("en/a{number}.md"), &text);
    }
    let page = format!("---\ntitle: Only in {version}\n---\n\n[One](a1.md).\n");
    put(content.path(), &format!("en/only-{version}.md"), &page);
    content
}

fn app(version: u32) -> TempDir {
    let app = folder(&APP);
    put(app.path(), "app.wasm", &format!("app {version}"));
    put(app.path(), "page.js", &format!("page {version}"));
    app
}

fn command(content: &Path, app: &Path, out: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nightdesk"));
    command.env("SOURCE_DATE_EPOCH", "1795900000").arg("build").arg(content).arg("--app").arg(app);
    command.arg("--out").arg(out).arg("--fast").stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn build(content: &TempDir, app: &TempDir, out: &Path) {
    let output = command(content.path(), app.path(), out).stderr(Stdio::piped()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Waits until the run has begun to write, or has ended.
fn wait_for_writing(child: &mut Child, out: &Path) -> bool {
    let staging = out.join(".nightdesk-staging");
    while !staging.exists() {
        if child.try_wait().unwrap().is_some() {
            return false;
        }
        std::thread::sleep(Duration::from_micros(200));
    }
    true
}

/// How long a run takes, and how long it writes.
fn durations(content: &TempDir, app: &TempDir, out: &Path) -> (Duration, Duration) {
    let start = Instant::now();
    let mut child = command(content.path(), app.path(), out).spawn().unwrap();
    assert!(wait_for_writing(&mut child, out));
    let writing = Instant::now();
    child.wait().unwrap();
    (start.elapsed(), writing.elapsed())
}

/// A number from 0 to 1 that looks random and is the same in each run of the tests.
fn chance(state: &mut u64) -> f64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 11) as f64 / (1_u64 << 53) as f64
}

/// A machine that goes down, or a pipeline that is cancelled, in the middle of it: no customer may notice, and the next
/// build must finish it.
#[test]
fn a_kill_at_any_moment() {
    let sources = [(content(1), app(1)), (content(2), app(2))];
    let clean = folder(&[]);
    let ready = clean.path().join("help");
    build(&sources[1].0, &sources[1].1, &ready);
    let expected = contents(&ready);

    let out = folder(&[("robots.txt", "foreign"), ("en/only-1/notes.txt", "foreign"), ("media/logo.txt", "foreign")]);
    build(&sources[0].0, &sources[0].1, out.path());
    let (mut run, mut writing) = durations(&sources[1].0, &sources[1].1, out.path());
    let foreign = |out: &Path| {
        ["robots.txt", "en/only-1/notes.txt", "media/logo.txt"].map(|file| fs::read_to_string(out.join(file)).unwrap())
    };
    let (mut kills, mut early, mut mixed, mut late, mut seed) = (0, 0, 0, 0, 7);
    while kills < 60 {
        build(&sources[0].0, &sources[0].1, out.path());
        let mut child = command(sources[1].0.path(), sources[1].1.path(), out.path()).spawn().unwrap();
        // Every sixth kill is anywhere in the run, the others while it writes.
        let anywhere = kills % 6 == 0;
        let there = anywhere || wait_for_writing(&mut child, out.path());
        let span = if anywhere { &mut run } else { &mut writing };
        std::thread::sleep(span.mul_f64(chance(&mut seed)));
        let ended = !there || child.try_wait().unwrap().is_some();
        // A machine that was busy when the run was measured is faster later, and the other way round.
        *span = span.mul_f64(if ended { 0.95 } else { 1.01 });
        child.kill().unwrap();
        child.wait().unwrap();
        if ended && late > 200 {
            break;
        }
        let versions = served::versions(out.path());
        match (ended, versions.len()) {
            (true, _) => late += 1,
            (false, 2) => mixed += 1,
            (false, _) => early += 1,
        }
        kills += usize::from(!ended);
        assert_eq!(problems(out.path()), Vec::<String>::new(), "after kill {kills}");
        assert_eq!(foreign(out.path()), ["foreign"; 3]);

        build(&sources[1].0, &sources[1].1, out.path());
        assert_eq!(problems(out.path()), Vec::<String>::new(), "after the build that followed kill {kills}");
        let after = contents(out.path());
        for (file, bytes) in &expected {
            assert!(file == "nightdesk.json" || after.get(file) == Some(bytes), "{file} differs from a clean build");
        }
        assert_eq!(served::unknown(out.path()), ["en/only-1/notes.txt", "media/logo.txt", "robots.txt"]);
    }
    println!(
        "{kills} kills of runs of {} ms, writing {} ms: {early} left pages of one version, {mixed} of two; 0 cut pages, 0 \
         names without a file; {late} runs ended before they were killed",
        run.as_millis(),
        writing.as_millis()
    );
    assert!(kills >= 50, "{kills} kills");
}

/// A person publishes while a pipeline does.
#[test]
fn two_builds_into_one_folder() {
    let sources = [(content(1), app(1)), (content(2), app(2))];
    let out = folder(&[]);
    for _ in 0..4 {
        let both = sources.each_ref().map(|(content, app)| {
            command(content.path(), app.path(), out.path()).stderr(Stdio::piped()).spawn().unwrap()
        });
        for child in both {
            let output = child.wait_with_output().unwrap();
            let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success() || stderr.contains("another build is writing"), "{stderr}");
        }
        assert_eq!(problems(out.path()), Vec::<String>::new());
        assert_eq!(served::versions(out.path()).len(), 1, "pages of two builds");
    }
}
