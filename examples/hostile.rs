//! Bundles full of hostile texts, for `tests/e2e/attack.test.mjs`.
//!
//! ```text
//! cargo build --example hostile
//! target/debug/examples/hostile OUT APP [COLLECTION]
//! ```
//!
//! OUT is a folder; APP holds the built widget; COLLECTION is a file of JSON lines, each with a `payload`, whose texts
//! are tried after the project's own (`tests/attack/vectors.jsonl`). Written are
//!
//! - `OUT/markdown/help`: the texts in Markdown, front matter and `nightdesk.toml`, through the studio. Article `m-12`
//!   has text 12 as its title and description and at every position of `tests/attack/places.rs`; article `control` has
//!   a link that is allowed.
//! - `OUT/tree/help`: the same texts put into the tree itself, bypassing the studio's checks, as in a pack that was
//!   tampered with: articles `t-12`, notices, categories, the form.
//! - `OUT/ways/help`: a contact channel for each text, all on one board. Separate, since they are on every page.
//! - `OUT/slugs/help`: articles whose addresses are the texts, as far as a file system accepts them as names: the
//!   static pages are written under them.
//! - `OUT/payloads.json` and `OUT/slugs.json`: the texts, and those of them that are addresses, for a browser test to
//!   type and set.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../tests/attack/places.rs"]
mod places;
#[path = "../tests/attack/vectors.rs"]
mod vectors;

use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
    time::{Instant, SystemTime},
};

use anyhow::{Context, Result};
use nightdesk::{
    channels::{Channel, ChannelKind},
    knowledge::{
        Align, ArticleCard, Block, Callout, Category, Fold, Inline, Item, Mark, Notice, NoticeSeverity, Slug, Target,
    },
    request::{Forms, SendMethod},
    studio::{
        Article, BundleOptions, Effort, IndexCache, LanguageContent, Library, LoadOptions, Severity, load, write_bundle,
    },
};
use places::{quoted, snippets};
use serde_json::Value;

/// As many contact channels as a company could have.
const KINDS: [ChannelKind; 8] = [
    ChannelKind::Link,
    ChannelKind::Phone,
    ChannelKind::Chat,
    ChannelKind::Mail,
    ChannelKind::Form,
    ChannelKind::Whatsapp,
    ChannelKind::Messenger,
    ChannelKind::Store,
];

/// Articles of one category.
const PER_CATEGORY: usize = 100;

/// The company's name, where only one text fits.
const COMPANY: &str = "\"><img src=x onerror=alert(1)><script>alert(1)</script>";

fn main() -> Result<()> {
    let arguments: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let ([out, app] | [out, app, _]) = arguments.as_slice() else {
        anyhow::bail!("say where to write, where the widget is and what else to try: hostile OUT APP [COLLECTION]");
    };
    let start = Instant::now();
    let mut payloads = vectors::project_texts();
    if let Some(file) = arguments.get(2) {
        let more = vectors::collection(file).with_context(|| format!("cannot read {}", file.display()))?;
        payloads.extend(more);
    }
    fs::create_dir_all(out)?;
    fs::write(out.join("payloads.json"), serde_json::to_vec(&payloads)?)?;
    let now = u32::try_from(SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?.as_secs() / 60)?;

    let written = from_markdown(&payloads, &out.join("markdown/content"), now)?;
    let tampered = tampered(&payloads, &written);
    let channels = with_channels(&payloads, &tampered);
    let slugs = with_slugs(&payloads, &tampered);
    let addresses: Vec<&str> = slugs.languages[0].articles.iter().map(|article| article.card.slug.as_str()).collect();
    fs::write(out.join("slugs.json"), serde_json::to_vec(&addresses)?)?;
    for (name, library) in [("markdown", &written), ("tree", &tampered), ("ways", &channels), ("slugs", &slugs)] {
        let options =
            BundleOptions { out: out.join(name).join("help"), app: Some(app.clone()), now, effort: Effort::Fast };
        let built = write_bundle(library, &options, &mut IndexCache::default())?;
        println!("{name}: {} articles, {} files, {:.1?}", built.articles, built.files.len(), start.elapsed());
    }
    Ok(())
}

/// The texts as a writer could have written them.
fn from_markdown(payloads: &[String], folder: &Path, now: u32) -> Result<Library> {
    let put = |name: &str, text: String| -> Result<()> {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().context("a folder")?)?;
        // A zero is refused before anything is read (`tests/loading`).
        Ok(fs::write(path, text.replace('\0', "\u{fffd}"))?)
    };
    for (number, payload) in payloads.iter().enumerate() {
        let category = format!("en/c-{:02}", number / PER_CATEGORY);
        let settings = format!("title: {0}\ndescription: {0}\nslug: m-{number}\n", quoted(payload));
        // The raw text comes last: what it opens is not closed.
        let body = snippets(payload, number).join("\n\n");
        put(&format!("{category}/m-{number}.md"), format!("---\n{settings}---\n\n{body}\n\n{payload}\n"))?;
        if number % PER_CATEGORY == 0 {
            let category_text = format!("---\ntitle: {0}\ndescription: {0}\nicon: {0}\n---\n", quoted(payload));
            put(&format!("{category}/_index.md"), category_text)?;
        }
        if number < 20 {
            let notice = format!("---\ntitle: {}\nuntil: 2100-01-01\n---\n\n{payload}\n", quoted(payload));
            put(&format!("en/notices/n-{number}.md"), notice)?;
        }
    }
    let control = "---\ntitle: Control\n---\n\n[control](https://example.org/control)\n\n![alt](../../media/dot.svg)\n";
    put("en/control/control.md", control.into())?;
    put(
        "media/dot.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><circle cx=\"4\" cy=\"4\" r=\"4\"/></svg>"
            .into(),
    )?;
    let field = quoted(&payloads[0]);
    put(
        "nightdesk.toml",
        format!(
            "[company]\nname = {0}\n\n[site]\nlanguages = [\"en\"]\n\n[request]\ndefault_sink = \"desk\"\n\n[request.privacy]\ntext = {{ en = {field} }}\nlink = \"https://malina.example/privacy\"\n\n\
             [request.sink.desk]\nkind = \"webhook\"\nurl = \"https://malina.example/requests\"\n\n\
             [[request.topic]]\nid = \"other\"\nlabel = {{ en = {field} }}\n\n\
             [[request.topic.field]]\nid = \"order\"\nlabel = {{ en = {field} }}\n\n\
             [[channel]]\nid = \"phone\"\nkind = \"phone\"\nvalue = \"+48 22 012 34 56\"\nlabel = {{ en = {field} }}\n",
            quoted(COMPANY)
        ),
    )?;
    let library = load(folder, &LoadOptions { lang: None, now })?;
    let errors = library.diagnostics.iter().filter(|finding| finding.severity == Severity::Error);
    let errors: Vec<String> = errors.map(ToString::to_string).collect();
    anyhow::ensure!(errors.is_empty() && library.languages[0].forms.is_some(), "{}", errors.join("\n"));
    Ok(library)
}

/// The texts at positions where the studio would never put them.
fn tampered(payloads: &[String], like: &Library) -> Library {
    let content = &like.languages[0];
    let articles: Vec<Article> = payloads
        .iter()
        .enumerate()
        .map(|(number, payload)| Article {
            card: ArticleCard {
                slug: Slug::new(&format!("t-{number}")).expect("a slug"),
                key: payload.clone(),
                category: u16::try_from(number / PER_CATEGORY).expect("few categories"),
                title: payload.clone(),
                description: payload.clone(),
                updated: None,
            },
            questions: Vec::new(),
            keywords: Vec::new(),
            aliases: Vec::new(),
            is_searched: true,
            blocks: tree(payload, number),
        })
        .collect();
    let category = |(group, payloads): (usize, &[String])| Category {
        key: payloads[0].clone(),
        title: payloads[1 % payloads.len()].clone(),
        description: payloads[0].clone(),
        icon: payloads[0].clone(),
        articles: (0..payloads.len()).map(|number| (group * PER_CATEGORY + number) as u32).collect(),
    };
    let notice = |(number, payload): (usize, &String)| Notice {
        id: payload.clone(),
        title: payload.clone(),
        blocks: tree(payload, number),
        from: 0,
        until: u32::MAX,
        severity: [NoticeSeverity::Info, NoticeSeverity::Warning, NoticeSeverity::Critical][number % 3],
        categories: Vec::new(),
        // A notice on all screens would hide the rest: each is beside its article.
        articles: vec![number as u32],
    };
    let content = LanguageContent {
        categories: payloads.chunks(PER_CATEGORY).enumerate().map(category).collect(),
        popular: (0..5).collect(),
        channels: payloads.iter().take(KINDS.len()).enumerate().map(channel).collect(),
        forms: content.forms.as_ref().map(|forms| form(forms, payloads)),
        notices: payloads.iter().enumerate().map(notice).collect(),
        articles,
        ..content.clone()
    };
    Library { languages: vec![content], company: COMPANY.into(), ..like.clone() }
}

/// A contact channel that consists of a text.
fn channel((number, payload): (usize, &String)) -> Channel {
    Channel {
        id: payload.clone(),
        kind: KINDS[number % KINDS.len()],
        label: payload.clone(),
        value: payload.clone(),
        link: if number % 3 == 0 { payload.clone() } else { String::new() },
        article: Some(0),
        note: payload.clone(),
        schedule: None,
        reply: None,
    }
}

/// A form whose labels are texts.
fn form(like: &Forms, payloads: &[String]) -> Forms {
    let mut out = Forms { company: COMPANY.into(), ..like.clone() };
    for (topic, payload) in out.topics.iter_mut().zip(payloads) {
        topic.label.clone_from(payload);
        for field in &mut topic.fields {
            (field.label, field.help, field.example) = (payload.clone(), payload.clone(), payload.clone());
        }
    }
    let method =
        |payload: &String| SendMethod { label: payload.clone(), value: payload.clone(), href: payload.clone() };
    out.privacy.text.clone_from(&payloads[0]);
    out.privacy.link = "javascript:alert(1)".into();
    out.methods = payloads.iter().map(method).collect();
    out
}

/// Every text as a contact channel.
fn with_channels(payloads: &[String], like: &Library) -> Library {
    let content = &like.languages[0];
    let content = LanguageContent {
        categories: vec![Category { articles: vec![0], ..content.categories[0].clone() }],
        popular: vec![0],
        channels: payloads.iter().enumerate().map(channel).collect(),
        notices: Vec::new(),
        articles: content.articles.iter().take(1).cloned().collect(),
        ..content.clone()
    };
    Library { languages: vec![content], ..like.clone() }
}

/// Every kind of block and run, with a text in every part.
fn tree(payload: &str, number: usize) -> Vec<Block> {
    let p = || payload.to_owned();
    let text = || vec![Inline::Text(p())];
    let link = |target| Block::Paragraph(vec![Inline::Link(target, text())]);
    let image = |src: String| Block::Paragraph(vec![Inline::Image { src, alt: p(), size: Some((8, 8)) }]);
    let mixed = vec![
        Inline::Text(p()),
        Inline::Strong(text()),
        Inline::Emphasis(text()),
        Inline::Strike(text()),
        Inline::Code(p()),
        Inline::Break,
        Inline::FootnoteRef(number as u16),
        Inline::Marked(Mark::Key, text()),
    ];
    vec![
        Block::Heading { level: 2, id: p(), text: text() },
        // An invalid heading level.
        Block::Heading { level: 200, id: p(), text: text() },
        Block::Paragraph(mixed),
        link(Target::Url(p())),
        link(Target::Url(format!("https://example.org/{payload}"))),
        link(Target::Anchor(p())),
        link(Target::Article(number as u32, Some(p()))),
        link(Target::Article(u32::MAX, Some(p()))),
        image(p()),
        image(format!("media/../{payload}")),
        image(format!("media/{payload}")),
        Block::List { start: None, items: vec![Item { task: Some(true), blocks: vec![Block::Paragraph(text())] }] },
        Block::List { start: Some(u32::MAX), items: vec![Item { task: None, blocks: vec![Block::Rule] }] },
        Block::Table { align: vec![Align::Center], head: vec![text(), text()], rows: vec![vec![text()], vec![]] },
        Block::Callout(Callout::Caution, vec![Block::Paragraph(text())]),
        Block::Quote(vec![Block::Code(p())]),
        Block::Footnote(number as u16, vec![Block::Paragraph(text())]),
        Block::Titled { callout: Some(Callout::Tip), fold: Fold::Never, title: text(), blocks: vec![] },
        Block::Titled { callout: None, fold: Fold::Open, title: text(), blocks: vec![Block::Paragraph(text())] },
    ]
}

/// Articles whose addresses are the texts.
fn with_slugs(payloads: &[String], like: &Library) -> Library {
    let mut taken = BTreeSet::new();
    let name = |text: &str| {
        !text.contains(['\0', '\\'])
            && text.split('/').all(|part| !part.is_empty() && part.len() < 200 && !part.starts_with('.'))
    };
    // `a` and `a/b` cannot both exist: only the last part may have a page.
    let mut articles = Vec::new();
    for payload in payloads.iter().filter(|payload| name(payload)) {
        let first = payload.split('/').next().unwrap_or_default().to_lowercase();
        if !taken.insert(first) {
            continue;
        }
        let Ok(slug) = serde_json::from_value::<Slug>(Value::from(payload.as_str())) else { continue };
        articles.push(Article {
            card: ArticleCard {
                slug,
                key: payload.clone(),
                category: 0,
                title: payload.clone(),
                description: String::new(),
                updated: None,
            },
            questions: Vec::new(),
            keywords: Vec::new(),
            aliases: Vec::new(),
            is_searched: true,
            blocks: Vec::new(),
        });
    }
    let all: Vec<u32> = (0..articles.len() as u32).collect();
    for (number, article) in articles.iter_mut().enumerate() {
        let next = all[(number + 1) % all.len()];
        let link =
            Inline::Link(Target::Article(next, Some(article.card.key.clone())), vec![Inline::Text("next".into())]);
        article.blocks = vec![Block::Paragraph(vec![link])];
    }
    let content = &like.languages[0];
    let content = LanguageContent {
        categories: vec![Category { articles: all.clone(), ..content.categories[0].clone() }],
        popular: all.into_iter().take(5).collect(),
        channels: Vec::new(),
        notices: Vec::new(),
        articles,
        ..content.clone()
    };
    Library { languages: vec![content], ..like.clone() }
}
