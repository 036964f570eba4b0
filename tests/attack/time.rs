//! Texts made to be slow: twice the text may take twice the time, with a margin for a busy machine, and the page made
//! of it is bounded by its length.

use std::time::Duration;

use cpu_time::ThreadTime;
use nightdesk::{
    knowledge::plain_blocks,
    studio::{Severity, static_pages},
};

use crate::support::{TOML, folder, read};

/// Bytes of the shorter text.
const LENGTH: usize = 50_000;
/// How often a pattern is measured before it counts as slow.
const ROUNDS: usize = 20;

/// Repeats a text up to a length.
pub(crate) fn times(text: &str, length: usize) -> String {
    text.repeat(length / text.len() + 1)
}

/// Text of about this length; each numbered piece is different.
pub(crate) fn numbered(piece: impl Fn(usize) -> String, length: usize) -> String {
    let mut out = String::new();
    for number in 0.. {
        if out.len() >= length {
            break;
        }
        out.push_str(&piece(number));
    }
    out
}

/// A pattern that could be slow: its name, and its text of a given length.
pub(crate) type Pattern = (&'static str, Box<dyn Fn(usize) -> String>);

fn patterns() -> Vec<Pattern> {
    let repeated = [
        "[",
        "]",
        "[a](",
        "![",
        "[[]()",
        "[a][",
        "(",
        "> ",
        "- ",
        "1. ",
        "*a ",
        "**a *b ",
        "*_",
        "_a_b",
        "~~a ",
        "~~~\n",
        "`a``b",
        "<",
        "<!--",
        "<!-- a -->\n\n",
        "<a b=",
        "<a b='",
        "<?",
        "<![CDATA[",
        "</",
        "<b>",
        "<div>\n\n",
        "&",
        "&#1",
        "\\",
        "| a ",
        "|-",
        "[^1]",
        "# a\n",
        "# ???\n",
        "## a {#b}\n",
        "## a {",
        "a\n=\n",
        "> [!NOTE]\n",
        "> a\n\n",
        "```\n",
        "- [ ] a\n",
        "- a\n\n",
        "[a](nowhere)\n",
        "![a](nowhere)\n",
        "[a](javascript:1)\n",
        "[a](/docs/v1/b.pdf)\n",
        "![a](/docs/v1/b.png)\n",
        "[a](<nd-wiki:b/c#d>)\n",
        "![a](<nd-wiki:b/c.png>)\n",
        "![a](data:image/png;base64,AA==)\n",
        "# a\n[b](#a-1)\n",
        "# a b\n[b](#ab_2)\n",
        "<https://a.example/>",
        "<a@b.example>",
        "a  \n",
        "a",
        "ą\u{301}",
        "\u{202e}",
        "\t",
        "\n",
        "\0",
        "[a]: b\n",
        "***\n",
        "a\n\n",
        "*a [b](c) ",
        "[![a](b)](c)",
        "<div>",
        "</div>",
        "<div class=note>",
        "<table><tr><td>a",
        "<table>\n<tr><td>\n\na\n\n",
        "<td rowspan=999>",
        "<tr><td colspan=99>a",
        "<details><summary>a",
        "<details>\n\n",
        "<ul><li>a",
        "<li>",
        "<dl><dt>a<dd>",
        "<b><i>",
        "<b>a<p>",
        "<a href=x><p>a",
        "<a href=nowhere>a</a>",
        "<svg>",
        "<svg></svg>",
        "<svg><svg>a</svg>",
        "<script>",
        "<pre>",
        "<pre>a</pre>",
        "<iframe>",
        "<video src=https://a.example>",
        "<p>`",
        "<p>``a`",
        "<p>\n- a\n",
        "<p>\n```\n",
        "<b>\n## a\n",
        "<h2 id=a>a",
        "<a id=x></a>",
        "<img src=nowhere>",
        "<p a=\"",
        "<p a={",
        "<p <p ",
        "<p 1 ",
        "<!-- a -->",
        "a <!-- b -->",
        "<p><!--",
        "<name>",
        "<a>https://a.example ",
        "https://a.example/ ",
        "https://a.example/)",
        "www.a.example",
        "www.",
        "a@b.example ",
        "a@",
        "://",
        "mailto:a@b.c ",
        "<code>a<kbd>",
        "| <p>a |",
    ];
    let mut out: Vec<Pattern> = Vec::new();
    for piece in repeated {
        out.push((piece, Box::new(move |length| times(piece, length))));
    }
    let mut add = |name, make: Box<dyn Fn(usize) -> String>| out.push((name, make));
    add("opened and closed brackets", Box::new(|length| times("[", length / 2) + &times("]", length / 2)));
    add("opened and closed emphasis", Box::new(|length| times("*a ", length / 2) + &times("b* ", length / 2)));
    add("opened and closed strong", Box::new(|length| times("**a ", length / 2) + &times("b** ", length / 2)));
    add("runs of backticks", Box::new(|length| numbered(|number| "`".repeat(number % 200) + " ", length)));
    add(
        "definitions",
        Box::new(|length| numbered(|number| format!("[{number}]: https://a.example/{number}\n"), length)),
    );
    add("footnotes", Box::new(|length| numbered(|number| format!("a[^{number}]\n\n[^{number}]: b\n\n"), length)));
    add(
        "footnotes in footnotes",
        Box::new(|length| numbered(|number| format!("[^{number}]: [^{}]\n", number + 1), length)),
    );
    add("one footnote", Box::new(|length| times("[^1]", length) + "\n\n[^1]: a"));
    add(
        "one long address",
        Box::new(|length| times("[a]", length) + "\n\n[a]: https://a.example/" + &"b".repeat(1_900)),
    );
    add(
        "a wide table",
        Box::new(|length| {
            times("|a", length / 3) + "|\n" + &times("|-", length / 3) + "|\n" + &times("|b\n", length / 3)
        }),
    );
    add("a long table", Box::new(|length| String::from("| a | b |\n|---|---|\n") + &times("| c | d |\n", length)));
    add("quotes in lists", Box::new(|length| times("> - ", length) + "a"));
    add("quotes with lines", Box::new(|length| numbered(|number| ">".repeat(number % 60) + "a\n", length)));
    add("lists in lists", Box::new(|length| numbered(|number| "  ".repeat(number % 60) + "- a\n", length)));
    add("names of no element", Box::new(|length| numbered(|number| format!("<n{number}>a"), length)));
    add("ends of no element", Box::new(|length| numbered(|number| format!("<n{number}>a</n{number}>"), length)));
    add("attributes", Box::new(|length| format!("<p {}>a", numbered(|number| format!("a{number}=b "), length))));
    add(
        "a long address again and again",
        Box::new(|length| {
            format!("<a href=\"https://a.example/{}\">", "b".repeat(1_900)) + &times("<p>a", length) + "</a>"
        }),
    );
    add("quoted tags", Box::new(|length| times("> <div>\n> a\n", length)));
    add("one long word", Box::new(|length| format!("# {}", "słowo".repeat(length / 6))));
    add("headings of one slug", Box::new(|length| numbered(|number| format!("## a {}\n", number % 3), length)));
    out
}

/// How long an article takes from file to page, and how large the page is.
fn measure(name: &str, text: &str) -> (Duration, usize) {
    let folder = folder(&[("nightdesk.toml", TOML), (name, &format!("---\ntitle: Article\n---\n{text}"))]);
    let start = ThreadTime::now();
    let pages = static_pages(&read(folder.path()), false);
    (start.elapsed(), pages.iter().find(|(path, _)| path == "en/a/index.html").map_or(0, |(_, page)| page.len()))
}

/// Tells which of some patterns takes more than in proportion in a file of a name.
pub(crate) fn check_linear(file: &str, patterns: &[Pattern], length: usize) {
    let mut worst = (0.0, "");
    let mut slow = Vec::new();
    for (name, make) in patterns {
        let texts = [make(length), make(2 * length)];
        let mut best = [Duration::MAX; 2];
        let mut ratio = f64::MAX;
        let mut sizes = [0; 2];
        for _ in 0..ROUNDS {
            for ((text, best), size) in texts.iter().zip(&mut best).zip(&mut sizes) {
                let (time, page) = measure(file, text);
                (*best, *size) = (time.min(*best), page);
            }
            ratio = best[1].as_secs_f64() / best[0].as_secs_f64();
            if ratio < 2.5 {
                break;
            }
        }
        if ratio > worst.0 {
            worst = (ratio, name);
        }
        println!("{file} {name:?}: {best:.1?} {ratio:.2} {sizes:?}");
        if ratio > 3.0 {
            slow.push(format!("{name:?} in {file}: {best:?} for one and two times {length} bytes"));
        }
        assert!(sizes[1] < 100 * texts[1].len(), "{name:?}: {} bytes become a page of {}", texts[1].len(), sizes[1]);
    }
    println!("{} patterns, worst {worst:?}", patterns.len());
    assert!(slow.is_empty(), "{slow:#?}");
}

/// A pull request with one odd article must not keep a build machine busy for hours.
#[test]
fn time_is_linear() {
    check_linear("en/a.md", &patterns(), LENGTH);
}

/// What is too long or too deep is reported with its position, and no word is lost.
#[test]
fn limits_are_reported() {
    let limited = |text: &str| {
        let folder = folder(&[("nightdesk.toml", TOML), ("en/a.md", &format!("---\ntitle: Article\n---\n{text}"))]);
        let library = read(folder.path());
        let findings: Vec<String> = library.diagnostics.iter().map(ToString::to_string).collect();
        let errors = library.diagnostics.iter().any(|finding| finding.severity == Severity::Error);
        (findings, errors, plain_blocks(&library.languages[0].articles[0].blocks))
    };
    let (findings, errors, words) = limited(&format!("a\n\n{}", "słowo ".repeat(60_000)));
    // One text that is too long costs its end, and not the site.
    assert!(
        !errors && findings[0].contains("en/a.md:6:") && findings[0].contains("warning[text-too-long]"),
        "{findings:?}"
    );
    assert!((380_000..=400_000).contains(&words.len()), "{}", words.len());
    let deep = [
        times("> ", 200) + "needle",
        times("- ", 200) + "needle",
        times("> - ", 400) + "needle",
        times("1. ", 300) + "needle",
        times("> ", 62) + "| needle |\n" + &times("> ", 62) + "|---|",
        times("> ", 62) + "# needle",
        times("> ", 66) + "    needle",
        "*a ".repeat(50) + "needle" + &"*".repeat(50),
    ];
    for text in deep {
        let (findings, errors, words) = limited(&text);
        assert!(words.contains("needle"), "{text}: {words}");
        assert!(!errors && findings.iter().any(|finding| finding.contains("nested-too-deep")), "{text}: {findings:?}");
    }
    let (findings, _, _) = limited(&"<svg></svg> [a](nowhere)\n".repeat(1_000));
    assert_eq!(findings.len(), 101);
}
