//! The same for signs of other generators, which a row of passes rewrites before the parser reads a text, and for whole
//! folders: twice the files, links or settings may take twice the time.

use std::time::Duration;

use cpu_time::ThreadTime;

use crate::{
    support::{TOML, folder, read},
    time::{Pattern, check_linear, times},
};

/// Bytes of the shorter text.
const LENGTH: usize = 4_000;

/// Signs that open something which is not closed, that close what is not open, and whole pieces, many of each.
const SIGNS: &[&str] = &[
    "{{}}",
    "{{a}}",
    "{{ a }} ",
    "{{a",
    "{%",
    "{% a ",
    "{% a %}",
    "{% if a %}b",
    "{% endif %}",
    "{% raw %}{{a}}",
    "{% highlight a %}",
    "{% include a.md %}",
    "{% include \"b.md\" %}",
    "{% include a.html content=\"b\" %}",
    "{% tabs %}{% tab title=\"a\" %}",
    "{% hint %}a\n",
    "{% endhint %}",
    "{% link a.md %}",
    "{% capture a %}",
    "{{< a >}}",
    "{{< a",
    "{{< /a >}}",
    "{{% a %}}",
    "{{< tabs >}}{{< tab \"a\" >}}",
    "{{< ref \"a\" >}}",
    "{{< figure src=\"a.png\" >}}",
    "{#",
    "{# a #}",
    "{#a}",
    "{!",
    "{! a !}",
    "\\{{a}} ",
    "\\{% ",
    "[[",
    "[[a]]",
    "[[a|b]] ",
    "[[a#b]] ",
    "\\[[a]]",
    "![[",
    "![[a]]",
    "![[b]]",
    "![[a.png]]",
    ":::a\n",
    ":::note\na\n:::\n",
    "::::note\n:::tip\n",
    ":::\n",
    "::a\n",
    "::a-b\n",
    "/// note\n",
    "/// note | a\n    b: c\n\n",
    "///\n",
    "////\n",
    "#+BEGIN_TIP\n",
    "#+END_TIP\n",
    "#+BEGIN_SRC\n",
    "a:: b\n",
    "|a|b|\n",
    "|--|--|\n",
    "|\n",
    "****a ",
    "** a",
    "__ a",
    "<i class=\"fa fa-x\"></i>",
    "></i>",
    "[](a)",
    "[![](a)](b)",
    "[[% a %]]",
    "[[ a ]]",
    "[{#T}](a)",
    "[a][]",
    "::a\n::\n",
    "::\n",
    ":a[",
    ":a[b]",
    ":a{b}",
    " :::image source=\"a.png\":::",
    "!!! note\n",
    "!!! note\n    a\n",
    "    !!! note\n",
    "!!! note \"a\"\n\n    a\n",
    "??? tip\n    a\n",
    "=== \"a\"\n\n    !!! note\n\n        a\n\n",
    "%%",
    "%%a",
    "%%a%%",
    "==",
    "==a",
    "==a ",
    "==a==",
    "++a",
    "++a++",
    "++ctrl+a++ ",
    "{++",
    "{++a++}",
    "{~~a",
    "{>>a",
    "^^a ",
    "^[",
    "^[a ",
    "a^[b c]",
    "^abc ",
    "a~1~",
    "{: ",
    "{: .a}",
    "{: #a}",
    "a {.a} ",
    "- {.a} ",
    "{:toc}\n",
    "{::comment}",
    "]{.a}",
    "[a]{#b} ",
    "{a",
    "{a}`b`",
    "{kbd}`a` ",
    "<A",
    "<A ",
    "<A>a",
    "</A>",
    "<A />",
    "<A b={c} />",
    "<A {",
    "<A b=\"",
    "<A b={\"",
    "<A>\n\n",
    "<A>\n  <B>\n",
    "<Tabs><Tab title=\"a\">",
    "</Tabs>",
    "<Card title=\"a\" href=\"b\">c</Card>",
    "<Steps>\n<Step>\n",
    "<Note>\n\na\n\n</Note>\n\n",
    "<Accordion title=\"a\">",
    "<>",
    "{/*",
    "{/* a */}",
    "{`a",
    "{\"a\"}",
    "{' '}",
    "<details><summary>a</summary>\n\n",
    "</details>",
    "<aside>\n",
    "<aside class=\"tip\" title=\"a\">\n\n",
    "</aside>",
    "<!-- @include: a.md -->",
    "<!-- a",
    "<table>\n<tr>\n<td>\n\n",
    "| {% a %} |\n",
    "| {{a}} ",
    "|{: .a}",
    "| <A/> ",
    "import a from 'b'\n",
    "import A from './a.mdx'\n\n<A />\n\n",
    "import {\n",
    "import {\n}\n",
    "export const a = {\n",
    "export default a\n",
    "[^1]: a\n",
    "$a$ ",
    "$$",
    "$$a$$ ",
    "$$\na\n$$\n",
    "[block:a]",
    "[block:a]{}[/block]",
    "[abc]d[/abc]",
    "[abc]",
    "[/abc]",
    "[details=\"a\"]",
    "@ref ",
    "@tab a\n",
    "[[toc]]\n",
    "`{{`",
    "`{{a}} ",
    "`<A `",
    "```{note}\n",
    "```{note} a\nb\n```\n",
    "```ad-tip\n",
    "``` a title=\"b\"\n```\n",
    "> [!note]\n",
    "> [!note] a\n> b\n\n",
    "> [!note]- a\n",
    "> > [!note]\n",
    ">>>\n",
    ">>>\na\n>>>\n",
    "> 📘 a\n",
    "- > [!note]\n",
    "[!note] ",
    "[!a",
    "[!VIDEO a]",
    "[!INCLUDE [a](b)]",
    "# [a](#tab/b)\n",
    "?> a\n",
    "?> a\n\n",
    "a\n: b\n",
    "a\n  :\tb\n",
    "*[a]: b\n",
    "{tab|a}\n",
    "{start_tabs}\n{tab|a}\n",
    ":smile: ",
    ":material-a: ",
    " =1x",
    "![a](b =1x1)",
    "|1](",
    "![a|1](b) ",
    "<xref:a>",
    "--8<-- \"a\"\n",
    "--8<--\na\n--8<--\n",
    "<<< a\n",
    "[a](b ':include')",
    "<script setup>a</script>\n",
    "<img src={a} />",
    "<a href={b}>c</a>",
    "<div>{{a}}</div>",
    "<div markdown=\"1\">\n",
    "**a **b ",
    "** a** ",
    "**a。**b",
    "<figure>\n\n![a](b)\n\n",
    "<h2 id={a}>a",
    "<a href=\"#a\">b</a> ",
    "[a](#b) ",
    "[a](../../b) ",
];

/// What wakes all passes up, and lines on which others stand: a long margin, many marks.
const SURROUNDINGS: [(&str, &str); 4] = [
    ("en/a.mdx", "import Q from './q.mdx'\n\n"),
    ("en/a.md", "include render {% assign x = 'y' %}[abc][/abc] {: #z} == :: > [! !!! \"a\" {{end}} :::\n\n"),
    ("en/a.md", "- a\n\n  MARGIN"),
    ("en/a.md", "MARKS"),
];

/// What is written for another generator, and repeated, must not keep a build machine busy.
#[test]
fn foreign_time_is_linear() {
    for (file, before) in SURROUNDINGS {
        let patterns: Vec<Pattern> = SIGNS
            .iter()
            .map(|sign| -> Pattern {
                let make = move |length: usize| match before {
                    "MARKS" => times("- ", length / 2) + &times(sign, length / 2).replace('\n', " "),
                    _ => {
                        let margin = " ".repeat(if before.ends_with("MARGIN") { length / 2 } else { 0 });
                        before.replace("MARGIN", &margin) + &times(sign, length - margin.len())
                    }
                };
                (sign, Box::new(make))
            })
            .collect();
        check_linear(file, &patterns, LENGTH);
    }
}

/// Names of files and their texts.
type Files = Vec<(String, String)>;
/// Makes a folder of so many files.
type Folder = fn(usize) -> Files;

/// Folders of a number of files that could be slow.
fn folders() -> Vec<(&'static str, Folder)> {
    fn articles(count: usize, text: impl Fn(usize) -> String) -> Files {
        (0..count).map(|number| (format!("en/t{}/a{number}.md", number % 20), text(number))).collect()
    }
    fn settings(number: usize, more: &str) -> String {
        format!("---\ntitle: Article {number}\n{more}---\n\nWords.\n")
    }
    fn with_lines(number: usize, line: impl Fn(usize) -> String) -> String {
        settings(number, "") + &(0..20).map(|piece| line(number + piece * 7)).collect::<String>()
    }
    vec![
        ("files", |count| articles(count, |number| settings(number, ""))),
        ("files without settings", |count| articles(count, |number| format!("# Article {number}\n\nWords.\n"))),
        ("links", |count| {
            let link = move |other: usize| format!("[a](../t{}/a{}.md#b) ", other % count % 20, other % count);
            articles(count, |number| with_lines(number, link))
        }),
        ("links by name", |count| {
            articles(count, |number| with_lines(number, |other| format!("[[a{}]] ", other % count)))
        }),
        ("links to nothing", |count| {
            articles(count, |number| with_lines(number, |other| format!("[a](b/c{other}.md) ")))
        }),
        ("links to anchors", |count| {
            articles(count, |number| with_lines(number, |other| format!("\n## b {other}\n\n[a](#b-{number})\n")))
        }),
        ("pictures of nothing", |count| {
            articles(count, |number| with_lines(number, |other| format!("![a](/img/b{other}.png) ")))
        }),
        ("unknown settings", |count| {
            articles(count, |number| {
                settings(number, &(0..20).map(|key| format!("key{number}x{key}: a\n")).collect::<String>())
            })
        }),
        ("many settings of one article", |count| {
            let keys = (0..count * 10).map(|key| format!("key{key}: a\n")).collect::<String>();
            vec![("en/a.md".to_owned(), settings(1, &keys))]
        }),
        ("aliases", |count| {
            articles(count, |number| {
                let aliases = (0..20).map(|alias| format!("  - /old/{number}/{alias}\n")).collect::<String>();
                settings(number, &format!("aliases:\n{aliases}"))
            })
        }),
        ("one alias for all", |count| articles(count, |number| settings(number, "aliases: [/old]\n"))),
        ("one title for all", |count| articles(count, |_| settings(1, ""))),
        ("one slug for all", |count| articles(count, |number| settings(number, "slug: a\n"))),
        ("files of one name", |count| {
            (0..count)
                .map(|number| (format!("en/t{number}/a.md"), with_lines(number, |_| "[[a]] ".to_owned())))
                .collect()
        }),
        ("folders in folders", |count| {
            (0..count)
                .map(|number| (format!("en/{}/a{number}.md", "d/".repeat(number % 40)), settings(number, "")))
                .collect()
        }),
        ("pages of folders", |count| {
            (0..count).map(|number| (format!("en/t{number}/index.md"), settings(number, ""))).collect()
        }),
        ("one folder", |count| (0..count).map(|number| (format!("en/a{number}.md"), settings(number, ""))).collect()),
        ("includes", |count| {
            let include = |other: usize| format!("{{% include \"../parts/b{}.md\" %}}\n", other % 40);
            let mut files = articles(count, |number| with_lines(number, include));
            files.extend((0..40).map(|number| (format!("en/parts/b{number}.md"), "Words.\n".to_owned())));
            files
        }),
        ("files of other kinds", |count| {
            let mut files = articles(1, |number| settings(number, ""));
            files.extend((0..count * 4).map(|number| (format!("en/f{}/b{number}.txt", number % 20), String::new())));
            files
        }),
        ("a list of all", |count| {
            let mut files = articles(count, |number| settings(number, ""));
            let list = (0..count).map(|number| format!("* [Other {number}](en/t{}/a{number}.md)\n", number % 20));
            files.push(("SUMMARY.md".to_owned(), format!("# Summary\n\n{}", list.collect::<String>())));
            files
        }),
        ("foreign signs", |count| {
            articles(count, |number| {
                with_lines(number, |other| format!("{{% a{other} %}} {{{{ b{other} }}}} <C{other} />\n"))
            })
        }),
    ]
}

/// A help center of thousands of articles is read in a time that its size explains.
#[test]
fn folders_take_linear_time() {
    let mut slow = Vec::new();
    for (name, make) in folders() {
        let measure = |count: usize| {
            let files = make(count);
            let mut all = vec![("nightdesk.toml", TOML)];
            all.extend(files.iter().map(|(file, text)| (file.as_str(), text.as_str())));
            let folder = folder(&all);
            let spent = || {
                let start = ThreadTime::now();
                read(folder.path());
                start.elapsed()
            };
            spent().min(spent())
        };
        let mut best = [Duration::MAX; 2];
        let mut ratio = f64::MAX;
        for _ in 0..5 {
            best = [best[0].min(measure(150)), best[1].min(measure(300))];
            ratio = best[1].as_secs_f64() / best[0].as_secs_f64();
            if ratio < 2.5 {
                break;
            }
        }
        println!("{name}: {best:.1?} {ratio:.2}");
        if ratio > 3.0 {
            slow.push(format!("{name}: {best:?} for 150 and 300 files"));
        }
    }
    assert!(slow.is_empty(), "{slow:#?}");
}
