//! Content of other generators, from files to pages: none of their markup is shown to a visitor, and none of the words
//! around it is lost.
//!
//! Invariant (content): what a visitor reads holds no markup of another generator; what is not understood is taken out
//! and told.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/foreign.rs"]
mod foreign;
#[path = "support/html.rs"]
mod html;
mod support;

use std::collections::HashMap;

use foreign::{PATTERNS, leftovers, visible};
use nightdesk::studio::static_pages;
use support::{TOML, folder, read};

/// A detector that finds nothing would let every test pass.
#[test]
fn patterns_find_their_signs() {
    for (name, _, sign) in PATTERNS {
        assert!(leftovers(sign).iter().any(|(found, _)| *found == name), "{name}: {sign}");
    }
    for prose in [
        "Uwaga!!! Cena: 5 zł {brutto}, 100% pewne, a == b, godz. 10:30:15, C++ i D++.",
        "Press [x] twice, then (see [1]) wait ::: and go. 2^10 is 1024, ~5 left.",
        "Preis: $5 und $10. Frage??? Ja! a<b und c>d, E-Mail an a@b.example :)",
    ] {
        assert_eq!(leftovers(prose), [], "{prose}");
    }
}

/// What a visitor reads of an article, and the rules of the findings about it.
fn shown(text: &str, files: &[(&str, &str)]) -> (String, Vec<String>) {
    let article = format!("---\ntitle: Parcels\n---\n\n{text}\n");
    let mut all = vec![("nightdesk.toml", TOML), ("en/help/parcels.md", article.as_str())];
    all.extend_from_slice(files);
    let content = folder(&all);
    let library = read(content.path());
    let rules = library.diagnostics.iter().map(|finding| finding.rule.to_owned()).collect();
    let pages: HashMap<String, String> = static_pages(&library, false).into_iter().collect();
    let page = html::page(&pages["en/parcels/index.html"]);
    let main = page.find(&|node| node.name() == "article").or_else(|| page.find(&|node| node.name() == "main"));
    (visible(main.unwrap_or(&page)), rules)
}

/// A text shows all of these words in this order, and no markup; `told` says whether something was taken out.
fn check(text: &str, words: &str, told: bool) {
    let (shown, rules) = shown(text, &[]);
    assert_eq!(leftovers(&shown), [], "{text}\n{shown}");
    let mut rest = shown.as_str();
    for word in words.split_whitespace() {
        let at =
            rest.find(word).unwrap_or_else(|| panic!("{word} of {words} is not in its place in\n{shown}\nof\n{text}"));
        rest = &rest[at + word.len()..];
    }
    assert_eq!(rules.iter().any(|rule| rule == "foreign-markup"), told, "{text}: {rules:?}");
}

/// A company that brings its help along must find all of its words again, and its customers no signs of a program.
#[test]
fn articles_of_other_generators() {
    // Docusaurus.
    check(
        "import Tabs from '@theme/Tabs';\n\nYou have **30 days**.\n\n:::warning[Not underwear]\n\nWe keep it.\n\n:::\n\n\
         <Tabs>\n  <TabItem value=\"a\" label=\"Locker\">\n\nDrop it.\n\n  </TabItem>\n</Tabs>\n\n<Fee amount={5} />\n\n\
         <img src={useBaseUrl('/a.png')} alt=\"Label\" />\n\n{/* note */}\n\nEnd",
        "You have 30 days . Not underwear We keep it. Locker Drop it. End",
        true,
    );
    // MkDocs.
    check(
        "!!! note \"Two days\"\n    Wait **two** days.\n\n    - then call\n\n??? tip\n    Ask us.\n\n=== \"Android\"\n\n    Tap.\n\n\
         [Sign up](https://example.org){ .md-button }\n\n/// note | Newer\n    type: warning\nBlock\n///\n\n:material-home: Home ++ctrl+p++ ==marked==\n\n*[HTML]: words\n\n\
         Term\n:   Its meaning\n",
        "Two days Wait two days. then call Ask us. Android Tap. Sign up Newer Block Home Ctrl + P marked Term Its meaning",
        false,
    );
    // GitBook.
    check(
        "{% hint style=\"danger\" %}\nDo not send money.\n{% endhint %}\n\n{% tabs %}\n{% tab title=\"Card\" %}\nPay now.\n\
         {% endtab %}\n{% endtabs %}\n\n{% embed url=\"https://example.org/film\" %}\n\n{% swagger src=\"a.yaml\" %}\n\
         {% endswagger %}\n\nEnd",
        "Do not send money. Card Pay now. End",
        true,
    );
    // Jekyll.
    check(
        "* TOC\n{:toc}\n\n{% include note.html content=\"Mind the gap.\" %}\n\nOpen {% icon fa-cog %} **Settings**.\n{: .lead}\n\n\
         [Prices]({{ site.baseurl }}/prices/){:target=\"_blank\"}\n\n{% if page.x %}Yes{% endif %}\n\n\
         {% for p in site.posts %}{{ p.title }}{% endfor %}\n\nEnd",
        "Mind the gap. Open Settings . Prices Yes End",
        true,
    );
    // Hugo.
    check(
        "{{< hint info >}}\nRead this.\n{{< /hint >}}\n\n{{% notice tip \"Faster\" %}}\nBy card.\n{{% /notice %}}\n\n\
         See [refund]({{< relref \"refund.md\" >}}).\n\n{{< details \"More\" >}}\nHidden words.\n{{< /details >}}\n\n{{< own-thing >}}\n\nEnd",
        "Read this. Faster By card. See refund . More Hidden words. End",
        true,
    );
    // Obsidian.
    check(
        "> [!faq]- How long?\n> Two days.\n\n> [!Warning] Careful\n> > [!todo] Inside\n> > words\n\n==Important== %%editor%% H~2~O\n\n\
         Paragraph. ^a1b2c3\n\nSee [[Nowhere#Part|the part]] and [[Nowhere]].\n\n![[none.png|300]]\n\nWords^[a footnote]\n",
        "How long? Two days. Careful Inside words Important H 2 O Paragraph. See the part and Nowhere . Words footnote",
        false,
    );
    // Logseq, Nuxt, tables without a head, signs of bold words, links without words.
    check(
        "alias:: parcels\n\n- Words\n  collapsed:: true\n  #+BEGIN_TIP\n  Advice\n  #+END_TIP\n\n::own-thing\n\n| a | b |\n| 1 | 2 |\n\n\
         ****Stop, __ please __ wait ** **\n\n[![](https://a.example/b.png)](https://www.c.example/d)\n\nEnd",
        "Words Advice a b 1 2 Stop, please wait c.example/d End",
        true,
    );
    // docfx and Azure.
    check(
        "> [!div class=\"next\"]\n> [!NOTE]\n> A note.\n\n:::row:::\n:::column:::\nLeft\n:::column-end:::\n:::row-end:::\n\n\
         # [Windows](#tab/w)\n\nClick.\n\n[[_TOC_]]\n\n<xref:System.String>\n\nEnd",
        "A note. Left Windows Click. End",
        false,
    );
    // Mintlify, Starlight, Vue, ReadMe, MyST.
    check(
        "<Steps>\n<Step title=\"Open\">\nClick it.\n</Step>\n</Steps>\n\n<Card title=\"Refunds\" href=\"https://example.org\">How.</Card>\n\n\
         <script setup>\nimport x from 'y'\n</script>\n\n<Badge text=\"new\" /> {{ $frontmatter.title }}\n\n\
         [block:callout]\n{\"type\": \"info\", \"title\": \"T1\", \"body\": \"B1\"}\n[/block]\n\n```{warning} T2\nB2\n```\n\n{kbd}`Esc` end",
        "Open Click it. Refunds How. new Parcels T1 B1 T2 B2 Esc end",
        false,
    );
}

/// A writer is told once what is not understood, with the first place, and how often it is there.
#[test]
fn what_is_taken_out_is_told() {
    let files: Vec<(String, String)> = (0..5)
        .map(|number| {
            (
                format!("en/help/a{number}.md"),
                format!("---\ntitle: A{number}\n---\n\nWords {{% own x %}} more\n\n{{% own y %}}\n"),
            )
        })
        .collect();
    let mut all = vec![("nightdesk.toml", TOML)];
    all.extend(files.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    let content = folder(&all);
    let found: Vec<_> = read(content.path()).diagnostics;
    let [found] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(
        found.to_string(),
        "en/help/a0.md:5:7: warning[foreign-markup]: 5 files hold template tags (`{% … %}`) that are not understood; \
         they are left out (help: say it in Markdown; what is understood is in docs/writers/dialects.md)"
    );
    assert_eq!(found.more, 9);
}

/// Findings name the line that was written, whatever stands above it.
#[test]
fn findings_keep_their_places() {
    let text = "---\ntitle: A\n---\n\n!!! note\n    One\n\n    Two [x](missing.md)\n\n{% hint style=\"info\" %}\n[[A]] ![y](none.png)\n{% endhint %}\n";
    let content = folder(&[("nightdesk.toml", TOML), ("en/a.md", text)]);
    let places: Vec<_> = read(content.path())
        .diagnostics
        .into_iter()
        .filter_map(|finding| finding.place.map(|place| (finding.rule, place.line, text[place.span].to_owned())))
        .collect();
    assert!(places.contains(&("broken-link", 8, "[x](missing.md)".to_owned())), "{places:?}");
    assert!(places.contains(&("missing-picture", 11, "![y](none.png)".to_owned())), "{places:?}");
}
