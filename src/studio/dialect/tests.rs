//! Whole texts through all passes. `cases/` holds what was written and what becomes of it, a file for each kind.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use super::{Context, Sources, line, translate};

/// Files by their names.
#[derive(Default)]
struct Files(HashMap<PathBuf, String>);

impl Files {
    fn new(files: &[(&str, &str)]) -> Self {
        Self(files.iter().map(|(name, text)| (PathBuf::from(name), (*text).to_owned())).collect())
    }
}

impl Sources for Files {
    fn find(&self, from: &Path, address: &str) -> Option<PathBuf> {
        let path = crate::studio::names::join(from.parent()?, address)?;
        self.0.contains_key(&path).then_some(path)
    }

    fn note(&self, _: &Path, name: &str) -> Option<PathBuf> {
        self.0.keys().find(|path| path.file_stem().is_some_and(|stem| stem == name)).cloned()
    }

    fn read(&self, file: &Path) -> Option<String> {
        self.0.get(file).cloned()
    }
}

fn translated(file: &str, text: &str, files: &Files) -> (String, Vec<String>) {
    let context = Context { file: Path::new(file), title: "Tytuł", sources: files };
    let translation = translate(text, &context);
    let lost = translation.foreign.iter().map(|lost| {
        assert!(text.get(lost.span.clone()).is_some_and(|lost| !lost.is_empty()), "{lost:?} is no place in {text}");
        format!("{:?}", lost.kind)
    });
    let lost = lost.collect();
    (translation.text.into_owned(), lost)
}

/// Cases are divided by `@@`, what was written and what becomes of it by `=>`; behind that stand the kinds of what is
/// counted as lost. `=> same` is a text that nothing is changed in.
fn check(file: &str, cases: &str) {
    let cases = cases.split_once('\n').unwrap().1;
    let mut made = String::new();
    for case in cases.trim_end().split("\n@@\n") {
        let (text, rest) = case.split_once("\n=>").unwrap_or((case, ""));
        let (text, lost) = (text.to_owned(), translated(file, text, &Files::default()));
        let (becomes, lost) = lost;
        let lost = if lost.is_empty() { String::new() } else { format!(" {}", lost.join(" ")) };
        let written = if becomes == text { " same".to_owned() } else { format!("{lost}\n{becomes}") };
        if std::env::var_os("WRITE_CASES").is_none() {
            assert_eq!(rest, written.trim_end_matches('\n'), "{text}");
        }
        made += &format!("{text}\n=>{}\n@@\n", written.trim_end_matches('\n'));
    }
    if let Some(path) = std::env::var_os("WRITE_CASES") {
        std::fs::write(path, made.trim_end_matches("@@\n")).unwrap();
    }
}

/// A visitor must see a warning as one, whichever generator it was written for.
#[test]
fn callouts() {
    check("a.md", include_str!("cases/callouts.txt"));
}

/// Tags of template languages are for a program; what they stand around is for the visitor.
#[test]
fn templates() {
    check("a.md", include_str!("cases/templates.txt"));
}

/// Words between components are the help; the components are a program that nobody runs here.
#[test]
fn components() {
    check("a.mdx", include_str!("cases/components.txt"));
}

/// Signs inside of a line are read where they are meant, and their words stay.
#[test]
fn inline() {
    check("a.md", include_str!("cases/inline.txt"));
}

/// A table that lacks its head or a hyphen is a table to its writer, and bars to a visitor.
#[test]
fn tables() {
    check("a.md", include_str!("cases/tables.txt"));
}

/// Text that only looks like markup is text: what is taken out of a sentence nobody can read.
#[test]
fn prose() {
    check("a.md", include_str!("cases/prose.txt"));
}

/// A text that is read in the place of its tag is help; one that is not there must not leave the tag behind.
#[test]
fn files_are_included() {
    let files = Files::new(&[
        ("pl/_label.mdx", "---\ntitle: x\n---\n\nEtykieta jest w *mailu*.\n"),
        ("pl/snip.md", "Jeden\n\n--8<-- [start:b]\nDwa\n--8<-- [end:b]\n\nTrzy\n"),
        ("pl/self.md", "Sam\n\n{! self.md !}\n{! a.md !}\n"),
        ("pl/code.js", "let a = 1;\nlet b = 2;\n"),
        ("pl/deep.md", "!!! tip\n    {% include \"inner.md\" %}\n"),
        ("pl/inner.md", "Wewnątrz\n\ni dalej\n"),
        ("pl/Notatka.md", "Wstęp\n\n## Dział\n\nTreść działu. ^blok\n\n## Inny\n\nNie\n"),
        ("pl/Odsyła.md", "## A\n\n[[#A]], [[#B|be]] i `[[#B]]`\n\n## B\n"),
    ]);
    for (text, expected) in [
        ("import Label from './_label.mdx';\n\n<Label />", "\n\nEtykieta jest w *mailu*."),
        ("--8<-- \"snip.md\"", "Jeden\n\nDwa\n\nTrzy"),
        ("--8<-- \"snip.md:b\"", "Dwa"),
        ("  --8<-- \"snip.md:1:1\"", "  Jeden"),
        ("{! self.md !}", "Sam\n\n\n"),
        ("<<< @/code.js{2}", "```js\nlet a = 1;\nlet b = 2;\n```"),
        ("<!--@include: ./inner.md-->", "Wewnątrz\n\ni dalej"),
        ("{% include \"deep.md\" %}", "<aside class=\"tip\">\n\nWewnątrz\n\ni dalej\n\n</aside>\n"),
        ("[x](inner.md ':include')", "Wewnątrz\n\ni dalej"),
        ("{{#include inner.md}}", "Wewnątrz\n\ni dalej"),
        ("![[Notatka#Dział]]", "## Dział\n\nTreść działu."),
        ("![[Notatka#^blok]]", "Treść działu."),
        ("![[Odsyła#A]]", "## A\n\n[A](<nd-wiki:#A>), [be](<nd-wiki:Odsyła#B>) i `[[#B]]`"),
        ("![[Brak]]", "[Brak](<nd-wiki:Brak>)"),
        ("```\n--8<-- \"inner.md\"\n```", "```\nWewnątrz\n\ni dalej\n```"),
        ("--8<-- \"../../etc/passwd\"", ""),
        ("{% include \"/../../etc/passwd.md\" %}", ""),
        ("`--8<-- \"snip.md\"`", "`--8<-- \"snip.md\"`"),
    ] {
        let (text, _) = (translated("pl/a.md", text, &files).0, text);
        assert_eq!(text.trim_end_matches('\n'), expected.trim_end_matches('\n'), "{text}");
    }
}

/// Tags side by side must not leave half of one behind.
#[test]
fn neighbours_are_whole() {
    for (text, expected) in [
        (
            "{% tab title=\"x\" %}a{% endtab %} {% embed url=\"https://example.org\" %} b {% endembed %}",
            "## x\n\na [b](https://example.org)",
        ),
        ("{% a %} {% b %} {% enda %} {% c %}.", "."),
        ("<Aa /> <Bb /> word <Cc />", " word"),
        ("{{< a >}} {{< b >}}{{< c >}} !", " !"),
    ] {
        assert_eq!(translated("a.mdx", text, &Files::default()).0.trim(), expected.trim(), "{text}");
    }
}

/// Titles and descriptions are shown in lists and in the head of a page: markup has no place there.
#[test]
fn titles_are_words() {
    for (text, expected) in [
        ("Zwroty {#zwroty}", "Zwroty"),
        ("{% t page.title %} i ceny", "i ceny"),
        (":material-home: Start", "Start"),
        ("O [[Zwroty|zwrotach]]", "O zwrotach"),
        ("Klawisz ++ctrl+c++", "Klawisz Ctrl+C"),
        ("C++ i a == b, 100% [pewne] {x}", "C++ i a == b, 100% [pewne] {x}"),
        ("Szablon {{title}}", "Szablon"),
        ("Ile kosztuje <wersja>?", "Ile kosztuje <wersja>?"),
        ("Plik `sklep.toml` i **ważne** słowa", "Plik sklep.toml i ważne słowa"),
        ("Stan \\[nowy\\] i moja\\_nazwa, R&amp;D", "Stan [nowy] i moja_nazwa, R&amp;D"),
        ("Klasa [`Koszyk`][sklep.Koszyk]", "Klasa Koszyk"),
    ] {
        assert_eq!(line(text), expected);
    }
}

/// A text that somebody made to be slow must not keep the build waiting.
#[test]
fn time_is_linear() {
    let openers = [
        "[[",
        "![[",
        "{%",
        "{{",
        "{{<",
        "{{%",
        "{",
        "{:",
        "{.a",
        "<A",
        "<A {",
        "<a ='",
        "<a =\"x\" ",
        "`",
        "``` ",
        "<!--",
        "<code>",
        ":::note\n",
        "::a\n",
        "!!! note\n",
        "!!! note\n    ",
        "> [!note]\n",
        ">",
        "> ",
        "- ",
        "==",
        "==a",
        "%%",
        "^[",
        "^",
        "~",
        "{++",
        "++a",
        ":a",
        ":a[",
        "$$",
        "$$a",
        "[!a",
        "[a](",
        "[/a]",
        "[a]",
        "[block:a]",
        "{% highlight %}",
        "{% raw %}",
        "{% a %}",
        "{% capture a %}",
        "{% assign a=\"b\" %}{{a}}",
        "<Tabs>\n",
        "<A>",
        "</A>",
        "{/*",
        "import {\n",
        "export const a = {\n",
        "a\n: b\n",
        "--8<-- \"a\"\n",
        "{! a",
        "```{note}\n",
        ">>>\n",
        "\\",
        "| a |\n",
        "|{% a %}",
        "\n",
        " ",
        "\t",
        "\u{fe0f}",
        "# a\n{% tab %}",
        "]{.a}",
        "<aside>\n",
        "{a|b}\n",
        " =1x",
        "|1](",
        "<xref:",
        "{a}`",
        "?> a\n",
        "<pre>",
        "{% end %}",
        "{% if %}",
        "[!include [a](b)]",
        "][a.b]",
        "](a b.cd)",
        "a[b][c]",
        "[a][b.c]",
        "@ref a ",
        "[*a]: b\n",
        "](*a)",
        "\\*\\*",
        "\\*\\*a",
        "&lt;a",
        "<A_B",
        "##a\n",
        "| --- |   |\n",
        "</p>#",
        "+++ a\n",
        "==- a\n===\n",
        ".. note:: a\n",
        ".. note:: a\n  ",
        "@ref a\n@note a\n",
        "| a<br>",
        "| ```<br>",
        "** a **",
        "2**3",
        "**a b c d e f\n",
        "<A a={[{",
        "<A a={`",
        "<A a={[{b: 'c'}]} />",
        "<A {<A }",
        "$a",
        "$a_",
        "a $b^2$ ",
        ":a:`",
        "[^a]: ",
        "</A",
    ];
    let mut slow = Vec::new();
    for opener in openers {
        let spent = |bytes: usize| {
            let text = opener.repeat(bytes / opener.len());
            let start = cpu_time::ThreadTime::now();
            translated("a.mdx", &text, &Files::default());
            translated("a.md", &text, &Files::default());
            start.elapsed().as_secs_f64()
        };
        let (half, whole) = (spent(10_000), spent(20_000));
        if whole > 0.1 && whole > half * 3.0 || whole > 1.0 {
            slow.push(format!("{opener:?}: {half:.2} s, twice as long: {whole:.2} s"));
        }
    }
    assert!(slow.is_empty(), "{slow:#?}");
}

/// Content that was written for Nightdesk comes through as it is, without a copy.
#[test]
fn own_content_is_untouched() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let mut count = 0;
    for file in ignore::WalkBuilder::new(content).build().filter_map(Result::ok) {
        if file.path().extension().is_some_and(|ending| ending == "md") {
            let text = std::fs::read_to_string(file.path()).unwrap();
            let context = Context { file: file.path(), title: "", sources: &Files::default() };
            let translation = translate(&text, &context);
            assert!(matches!(translation.text, std::borrow::Cow::Borrowed(_)), "{}", file.path().display());
            assert_eq!(translation.foreign, []);
            count += 1;
        }
    }
    assert!(count > 10, "only {count} files");
}
