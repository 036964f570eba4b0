//! Hostile texts wherever content may hold text, natively: none becomes more than text, and none takes more time than
//! its length explains. `tests/e2e/attack.test.mjs` does the same in a browser.
//!
//! Invariant (content): no hostile text, in whatever place, becomes an active node, an address of another site or a
//! panic, and no text takes more time than its length explains. See also `tests/e2e/attack.test.mjs`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "attack/content.rs"]
mod content;
#[path = "attack/foreign_time.rs"]
mod foreign_time;
#[path = "support/html.rs"]
mod html;
#[path = "attack/oracle.rs"]
mod oracle;
#[path = "attack/places.rs"]
mod places;
mod support;
#[path = "attack/time.rs"]
mod time;
#[path = "attack/vectors.rs"]
mod vectors;
#[path = "attack/visitor.rs"]
mod visitor;

/// The project's own texts, and the collection's where it is installed.
fn payloads() -> Vec<String> {
    let mut out = vectors::project_texts();
    match vectors::collection(&support::root().join("../shared/data/attack/corpus.jsonl")) {
        Some(more) => out.extend(more),
        None => support::skipped("attack", "the collection of public attacks is not installed; the project's own ran"),
    }
    out
}

/// The oracle is useless if it lets attacks through.
#[test]
fn attacks_are_noticed() {
    let noticed = |body: &str| {
        let page = html::page(&format!("<!doctype html><html lang=\"en\"><body><main>{body}</main></body></html>"));
        std::panic::catch_unwind(|| oracle::page(&page)).is_err()
    };
    let harmless = ["<p>a</p>", "<a href=\"https://example.org/control\">a</a>", "<a href=\"../b/#c\">a</a>"];
    harmless.into_iter().for_each(|body| assert!(!noticed(body), "{body}"));
    for body in [
        "<script>alert(1)</script>",
        "<script type=\"application/ld+json\">{</script>",
        "<p onclick=\"a()\">a</p>",
        "<p style=\"color:red\">a</p>",
        "<a href=\"javascript:alert(1)\">a</a>",
        "<a href=\" java&#9;script:alert(1)\">a</a>",
        "<a href=\"data:text/html,a\">a</a>",
        "<a href=\"//evil.example/\">a</a>",
        "<a href=\"../../../admin\">a</a>",
        "<img src=\"https://evil.example/a.png\">",
        "<img src=\"../../media/../a.png\">",
        "<iframe></iframe>",
        "<svg><a xlink:href=\"javascript:alert(1)\"></a></svg>",
        "<meta http-equiv=\"refresh\" content=\"0;url=https://evil.example/\">",
        "<base href=\"https://evil.example/\">",
        "<form></form>",
    ] {
        assert!(noticed(body), "{body}");
    }
}
