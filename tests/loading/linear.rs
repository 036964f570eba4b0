//! Twice the content takes twice the time, with findings as without.

use std::time::Duration;

use cpu_time::ThreadTime;
use tempfile::TempDir;

use crate::{
    article,
    support::{TOML, folder, put, read},
};

/// How often a size is measured at most; the shortest time counts.
const ROUNDS: usize = 20;

/// A folder of `count` articles: the text of each by its number.
fn site(count: usize, file: &dyn Fn(usize) -> String, text: &dyn Fn(usize) -> String) -> TempDir {
    let content = folder(&[("nightdesk.toml", TOML)]);
    for number in 0..count {
        put(content.path(), &format!("en/{}", file(number)), &text(number));
    }
    content
}

/// An import of thousands of articles must not take an afternoon because each has a finding.
/// Invariant (content): loading takes time in proportion to the content, with findings as without.
#[test]
fn loading_is_linear() {
    let flat: &dyn Fn(usize) -> String = &|number| format!("c/a-{number}.md");
    let unknown = |number: usize| {
        format!("---\ntitle: A {number}\nlayout: a\nid: b\nsidebar: c\nauthor: d\ntags: e\n---\n\nText\n")
    };
    type Text<'a> = &'a dyn Fn(usize) -> String;
    let cases: [(&str, Text<'_>, Text<'_>); 11] = [
        ("nothing to tell", flat, &|number| article(&format!("A {number}"), "Text")),
        ("unknown keys", flat, &unknown),
        ("no title", flat, &|_| "Text\n".into()),
        ("broken links", flat, &|number| article(&format!("A {number}"), "[a](gone.md) [b](../x/a-1) [c](A-2.html)")),
        ("dead anchors", flat, &|number| {
            article(&format!("A {number}"), &format!("## Cost\n\n[a](#cots) [b](a-{}.md#cots)", number / 2))
        }),
        ("missing pictures", flat, &|number| article(&format!("A {number}"), "![a](gone.png) ![b](../../media/B.png)")),
        ("names in double brackets", &|number| format!("c-{number}/index.md"), &|_| {
            article("A", "[a](<nd-wiki:index>) [b](<nd-wiki:gone>) ![c](<nd-wiki:gone.png>) ![d](<nd-wiki:index#x>)")
        }),
        ("paths from the root", flat, &|number| {
            article(
                &format!("A {number}"),
                "[a](/docs/gone.pdf) [b](/help/gone/) ![c](/img/gone.png) [d](https://x.example/articles/12345)",
            )
        }),
        ("many categories", &|number| format!("c-{number}/a-{number}.md"), &|number| {
            article(&format!("A {number}"), "Text")
        }),
        ("one address", &|number| format!("c-{number}/a.md"), &|number| article(&format!("A {number}"), "Text")),
        ("outside of languages", &|number| format!("../other/a-{number}.md"), &|_| "Text".into()),
    ];
    for (name, file, text) in cases {
        let sites = [site(500, file, text), site(1_000, file, text)];
        if name.starts_with("outside") {
            sites.iter().for_each(|site| put(site.path(), "en/a.md", &article("A", "Text")));
        }
        let mut best = [Duration::MAX; 2];
        let mut ratio = f64::MAX;
        for _ in 0..ROUNDS {
            for (site, best) in sites.iter().zip(&mut best) {
                let start = ThreadTime::now();
                read(site.path());
                *best = start.elapsed().min(*best);
            }
            ratio = best[1].as_secs_f64() / best[0].as_secs_f64();
            if ratio < 2.4 {
                break;
            }
        }
        println!("{name}: {best:.1?} {ratio:.2}");
        assert!(ratio < 3.0, "{name}: {best:?} for 500 and 1,000 articles");
    }
}

/// A repository of this many files, with everything in it that is looked at before an article is read.
fn repository(count: usize) -> TempDir {
    let content = folder(&[("docusaurus.config.js", "module.exports = { i18n: { defaultLocale: 'en' } };")]);
    let mut summary = String::from("# Contents\n\n");
    for number in 0..count / 3 {
        let place = format!("topic-{}/part-{}/a-{number}.md", number / 60, number / 6);
        summary += &format!("* [A {number}]({place})\n");
        put(
            content.path(),
            &format!("docs/{place}"),
            &article(&format!("A {number}"), "Report the return in your account."),
        );
        let polish = format!("i18n/pl/docusaurus-plugin-content-docs/current/{place}");
        put(content.path(), &polish, &article(&format!("P {number}"), "Zwrot zgłosisz na swoim koncie."));
        let other = match number % 3 {
            0 => format!("blog-{number}/b.md"),
            1 => format!("docs/_parts-{number}/c.md"),
            _ => format!("docs/includes/d-{number}.md"),
        };
        put(content.path(), &other, "Text");
        put(content.path(), &format!("static/p-{number}.png"), "");
    }
    put(content.path(), "docs/SUMMARY.md", &summary);
    content
}

/// A repository is sorted in proportion to its files: languages, order, topics and what is left out.
#[test]
fn sorting_is_linear() {
    let sites = [repository(3_000), repository(6_000)];
    let mut best = [Duration::MAX; 2];
    let mut ratio = f64::MAX;
    for _ in 0..ROUNDS / 4 {
        for (site, best) in sites.iter().zip(&mut best) {
            let start = ThreadTime::now();
            let library = read(site.path());
            *best = start.elapsed().min(*best);
            assert_eq!(library.languages.len(), 2);
        }
        ratio = best[1].as_secs_f64() / best[0].as_secs_f64();
        if ratio < 2.4 {
            break;
        }
    }
    println!("{best:.1?} {ratio:.2}");
    assert!(ratio < 3.0, "{best:?} for 3,000 and 6,000 files");
}
