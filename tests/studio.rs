//! The findings that a writer gets: each mistake with its position, rule and fix, in one line.
//!
//! Invariant (content): a finding names file, line and column and says how to fix it; unknown front matter is a
//! warning.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::fs;

use nightdesk::{
    search::Synonym,
    studio::{Diagnostic, Severity},
};
use support::{RETURN, TOML, folder, listing, put, read};

/// A site of one good article and these files reports exactly these findings.
fn check(files: &[(&str, &str)], expected: &[&str]) {
    let mut all = vec![("nightdesk.toml", TOML), ("en/returns/return.md", RETURN)];
    all.extend_from_slice(files);
    let content = folder(&all);
    let found: Vec<_> = read(content.path()).diagnostics.iter().map(ToString::to_string).collect();
    assert_eq!(found, expected);
}

/// The same for an article whose body is this.
fn check_body(body: &str, expected: &[&str]) {
    check(&[("en/returns/a.md", &format!("---\ntitle: A\n---\n\n{body}\n"))], expected);
}

/// A writer who cannot see which line is wrong, and how to fix it, gives up.
#[test]
fn findings_in_articles() {
    check(&[], &[]);
    check(
        &[("en/a.md", "---\ntitle: A\nkeyword: [return]\nlayout: page\nfoo: bar\n---\nText\n")],
        &[
            "en/a.md:3:1: warning[unknown-key]: the key `keyword` is not read (help: did you mean `keywords`?)",
            "en/a.md:5:1: note[unknown-key]: the key `foo` is not read (help: nothing is lost; the keys read are title, description, questions, keywords, slug, updated, weight, draft, icon)",
        ],
    );
    check(
        &[("en/a.md", "---\nupdated: 2026-10-14\n---\n\n# Where is \"it\"?\n\nText\n")],
        &[
            "en/a.md:5:1: note[missing-title]: the article has no title in its settings: it is called by its first heading, “Where is \"it\"?” (help: to choose another one, add a line `title: 'Where is \"it\"?'`)",
        ],
    );
    check(
        &[("en/lost-parcel.md", "Text\n")],
        &[
            "en/lost-parcel.md:1:1: note[missing-title]: the article has no title in its settings: it is called by its name, “Lost parcel” (help: to choose another one, put three lines at the top of the file: `---`, `title: \"Lost parcel\"`, `---`)",
        ],
    );
    check(
        &[("en/orders/return.md", RETURN)],
        &[
            "en/returns/return.md:2:8: note[duplicate-slug]: the address `return` is taken by `en/orders/return.md`: `returns-return` is this one's (help: it stays so; to choose another one, add a line `slug: returns-return`)",
        ],
    );
    check(
        &[("en/orders/a.md", "---\ntitle: A\nslug: return\n---\n\nText\n")],
        &[
            "en/returns/return.md:2:8: note[duplicate-slug]: the address `return` is taken by `en/orders/a.md`: `returns-return` is this one's (help: it stays so; to choose another one, add a line `slug: returns-return`)",
        ],
    );
    check(
        &[("en/a.md", "---\ntitle: A\nslug: Two words\n---\n\nText\n")],
        &[
            "en/a.md:3:7: note[slug]: an address has other signs than small letters, digits and single hyphens: `two-words` is taken (help: write it so: `slug: two-words`)",
        ],
    );
}

/// A word that vanishes from an article, or a link that leads nowhere, must be found before customers find it.
#[test]
fn findings_in_text() {
    check_body(
        "## B\n\nGood: [1](return.md), [2](./return), [3](/returns/return.md#top), [4](https://example.com), [5](#b).",
        &[],
    );
    check_body("Żółw <b>bold</b> <span>and</span> <table><tr><td>a</table>.", &[]);
    check_body(
        "Żółw <form><input></form>, <form></form> <your name>, <iframe src=\"https://a.example\"></iframe>.",
        &[
            "en/returns/a.md:5:6: warning[raw-html]: a form is left out (help: link to the page that has it, or set up `[request]` for questions to you)",
            "en/returns/a.md:5:55: note[raw-html]: a video, a sound or an embedded page is shown as a link to it (help: give it a `title` that says what it shows: those are the words of the link)",
            "en/returns/a.md:5:42: note[angle-brackets]: words in angle brackets are no HTML, and are shown as code (help: text in angle brackets takes a backslash: `\\<`)",
        ],
    );
    check_body(
        "See [this](../orders/gone.md).",
        &[
            "en/returns/a.md:5:5: warning[broken-link]: there is no article at `../orders/gone.md` (help: write the path of the other file from here, for example `../returns/return-a-parcel.md`)",
        ],
    );
    check_body(
        "See [this](../../../../etc/passwd).",
        &[
            "en/returns/a.md:5:5: warning[broken-link]: there is no article at `../../../../etc/passwd` (help: write the path of the other file from here, for example `../returns/return-a-parcel.md`)",
        ],
    );
    check_body(
        "Click\n[here](javascript:alert(1)).",
        &[
            "en/returns/a.md:6:1: warning[unsafe-link]: the link to `javascript:alert(1)` is left out (help: links begin with https:, http:, mailto:, tel: or sms:, or are paths of other files)",
        ],
    );
    check_body(
        "![A label](../../media/label.svg)",
        &[
            "en/returns/a.md:5:1: warning[missing-picture]: the picture `../../media/label.svg` is left out (help: put the picture at `media/label.svg` in the content folder)",
        ],
    );
    check_body(
        "![A label](https://example.com/label.png)",
        &[
            "en/returns/a.md:5:1: warning[remote-picture]: pictures of other servers are left out: `https://example.com/label.png` (help: only pictures of the content folder are shipped: put copies there)",
        ],
    );
}

/// The settings report these findings.
fn check_settings(toml: &str, expected: &[&str]) {
    check(&[("nightdesk.toml", toml)], expected);
}

/// A mistake in the settings would show customers wrong hours, or no contact channel.
#[test]
fn findings_in_settings() {
    check_settings(
        "[site]\nlanguage = [\"en\"]\n",
        &[
            "nightdesk.toml:2:12: error[config]: invalid type: sequence, expected a string (help: write one code in quotes: `language = \"pl\"`; several folders are `languages = [\"pl\", \"en\"]`)",
        ],
    );
    check_settings(
        "[site]\nlanguages = [\"en\"]\ntimezone = \"Warsaw\"\n",
        &["nightdesk.toml:3:12: error[timezone]: there is no time zone `Warsaw` (help: did you mean `Europe/Warsaw`?)"],
    );
    check_settings(
        "[site]\nlanguages = [\"en\"]\ncountry = \"Polska\"\n",
        &[
            "nightdesk.toml:3:11: error[country]: there are no public holidays for the country `Polska` (help: use a code of ISO 3166 such as `PL`, or leave `country` out)",
        ],
    );
    check_settings(
        "[site]\nlanguages = [\"en\", \"de\"]\n",
        &[
            "nightdesk.toml:2:20: error[language]: there is no content in the language `de` (help: put Markdown files into a folder `de` beside nightdesk.toml, or take the language out of the list; where all content is in this language, write `language = \"de\"` instead)",
        ],
    );
    check_settings(
        "[site]\nlanguages = [\"en\"]\npopular = [\"returns/return\", \"returns/retrun\"]\n",
        &[
            "nightdesk.toml:3:30: error[popular]: there is no article `returns/retrun` (help: did you mean `returns/return`?)",
        ],
    );
    let channel =
        "[[channel]]\nid = \"phone\"\nkind = \"phone\"\nvalue = \"+48 22 012 34 56\"\nlabel = { en = \"Call us\" }\n";
    check_settings(
        &format!("{channel}hours = \"dsk\"\n[hours.desk]\nrule = \"24/7\"\n"),
        &["nightdesk.toml:6:9: error[channel]: there are no opening hours named `dsk` (help: did you mean `desk`?)"],
    );
    check_settings(
        &channel.replace("+48 22 012 34 56", "call us"),
        &[
            "nightdesk.toml:4:9: error[channel]: `call us` cannot be opened as a link (help: write the international number: `+48 22 012 34 56`; words belong into `label` or `note`)",
        ],
    );
    check_settings(
        &format!("{channel}hours = \"desk\"\n[hours.desk]\nrule = \"Mo-Fr 8-16-17\"\n"),
        &[
            "nightdesk.toml:8:15: error[hours]: the opening hours of `desk` cannot be read from `8-16-17` on (help: times have hours and minutes: `08:00-16:00`)",
        ],
    );
}

/// A number that leads nowhere, or a pattern that fits every price, would send customers astray.
#[test]
fn findings_in_numbers() {
    let to = "article = \"returns/return\"\n";
    for (settings, expected) in [
        (format!("pattern = \"MAL-######\"\n{to}"), None),
        (
            format!("pattern = \"@@?-####??\"\n{to}"),
            Some(
                "2:11: error[number]: there is nothing before this `?` that may be missing (help: put it behind a digit or a letter, `pattern = \"MAL-######\"`: `#` is a digit, `@` a letter, `?` behind a sign says that it may be missing)",
            ),
        ),
        (
            format!("pattern = \"###\"\n{to}"),
            Some(
                "2:11: error[number]: the pattern `###` also fits what is no such number (help: write all that such a number always has, at least 6 places and 3 of them `#`: `pattern = \"MAL-######\"`: `#` is a digit, `@` a letter, `?` behind a sign says that it may be missing)",
            ),
        ),
        (
            format!("pattern = \"#?#?#?#?#?###\"\n{to}"),
            Some(
                "2:11: error[number]: the pattern `#?#?#?#?#?###` also fits what is no such number (help: write all that such a number always has, at least 6 places and 3 of them `#`: `pattern = \"MAL-######\"`: `#` is a digit, `@` a letter, `?` behind a sign says that it may be missing)",
            ),
        ),
        (
            format!("pattern = \"@@@@@@@@\"\n{to}"),
            Some(
                "2:11: error[number]: the pattern `@@@@@@@@` also fits what is no such number (help: write all that such a number always has, at least 6 places and 3 of them `#`: `pattern = \"MAL-######\"`: `#` is a digit, `@` a letter, `?` behind a sign says that it may be missing)",
            ),
        ),
        (
            format!("pattern = 'MAL-\\d{{6}}'\n{to}"),
            Some(
                "2:11: error[number]: `\\` has no meaning in the pattern of a number (help: it is no regular expression; write `pattern = \"MAL-######\"`: `#` is a digit, `@` a letter, `?` behind a sign says that it may be missing)",
            ),
        ),
        (
            "pattern = \"MAL-######\"\n".into(),
            Some(
                "2:11: error[number]: the number leads nowhere (help: add a line `article = \"category/file\"` or `topic = \"category\"`)",
            ),
        ),
        (
            format!("pattern = \"MAL-######\"\n{to}topic = \"returns\"\n"),
            Some("4:9: error[number]: the number leads to an article and to a topic (help: take one of them out)"),
        ),
        (
            "pattern = \"MAL-######\"\narticle = \"returns/retrun\"\n".into(),
            Some("3:11: error[number]: there is no article `returns/retrun` (help: did you mean `returns/return`?)"),
        ),
        (
            "pattern = \"MAL-######\"\ntopic = \"return\"\n".into(),
            Some("3:9: error[number]: there is no topic `return` (help: did you mean `returns`?)"),
        ),
        (
            to.into(),
            Some(
                "1:1: error[config]: missing field `pattern` (help: add a line `pattern = \"MAL-######\"` to this table)",
            ),
        ),
    ] {
        let expected: Vec<String> = expected.iter().map(|finding| format!("nightdesk.toml:{finding}")).collect();
        check_settings(&format!("[[number]]\n{settings}"), &expected.iter().map(String::as_str).collect::<Vec<_>>());
    }
}

/// The list of synonyms reports these findings, each given from its line on.
fn check_synonyms(toml: &str, expected: &[&str]) {
    let full: Vec<_> = expected.iter().map(|finding| format!("en/synonyms.toml:{finding}")).collect();
    check(&[("en/synonyms.toml", toml)], &full.iter().map(String::as_str).collect::<Vec<_>>());
}

/// The writer believes that a silently dropped synonym works; one of common words makes every search worse.
#[test]
fn findings_in_synonyms() {
    check_synonyms("", &[]);
    check_synonyms("groups = [[\"cart\", \"shopping basket\"]]\n[expand]\nhermes = [\"courier\"]\n", &[]);
    check_synonyms(
        "group = []\nfoo = 1\n",
        &[
            "1:1: error[synonyms]: unknown key `group` (help: did you mean `groups`?)",
            "2:1: error[synonyms]: unknown key `foo` (help: the keys read here are groups, expand, without)",
        ],
    );
    check_synonyms(
        "groups = [\n  [\"cart\" \"basket\"],\n]\n",
        &[
            "2:11: error[synonyms]: the synonyms cannot be read: missing comma between array elements, expected `,` (help: put words and phrases in quotes, commas between them and brackets around them, for example `[\"paczkomat\", \"automat paczkowy\"]`)",
        ],
    );
    check_synonyms(
        "[expand]\nżółty = [\"yellow\"]\n",
        &[
            "2:1: error[synonyms]: the synonyms cannot be read: invalid unquoted key, expected letters, numbers, `-`, `_` (help: put words and phrases in quotes, commas between them and brackets around them, for example `[\"paczkomat\", \"automat paczkowy\"]`)",
        ],
    );
    check_synonyms(
        "[expand]\ncart = [\"basket\"]\ncart = [\"trolley\"]\n",
        &["3:1: error[synonyms]: the synonyms cannot be read: duplicate key (help: give both right sides as one list)"],
    );
    check_synonyms(
        "groups = \"cart\"\nexpand = [\"cart\"]\n",
        &[
            "1:10: error[synonyms]: `groups` must be a list of lists of texts (help: for example `groups = [[\"paczkomat\", \"automat paczkowy\"]]`)",
            "2:10: error[synonyms]: `expand` must be a table (help: write `[expand]` on a line of its own and one word on each line below it: `\"kasa\" = [\"pieniądze\"]`)",
        ],
    );
    check_synonyms(
        "groups = [\"cart\", [\"basket\", 5]]\n",
        &[
            "1:11: error[synonyms]: a group must be a list of texts (help: for example `[\"paczkomat\", \"automat paczkowy\"]`)",
            "1:30: error[synonyms]: an entry must be a text (help: put it in quotes, for example `\"paczkomat\"`)",
        ],
    );
    check_synonyms(
        "groups = [\n  [\"cart\"],\n  [\"Café\", \"cafe\"],\n  [\"cart\", \"basket\", \"Cart\"],\n]\n",
        &[
            "2:3: error[synonyms]: a group needs two different entries (help: add another word for the same thing, or take the group out)",
            "3:3: error[synonyms]: a group needs two different entries (help: add another word for the same thing, or take the group out)",
            "4:22: warning[synonyms]: `Cart` stands twice in this group (help: take one out: capitals and diacritics make no difference)",
        ],
    );
    check_synonyms(
        "groups = [[\"cart\", \"?!\"], [\"how to\", \"manual\"], [\"cart\", \"where do I find my basket\"]]\n",
        &[
            "1:20: error[synonyms]: `?!` has neither a letter nor a digit (help: write a word or a phrase, or take the entry out)",
            "1:28: error[synonyms]: `how to` has only words that stand in every question (help: add a word that says what is meant, or take the entry out)",
            "1:58: error[synonyms]: `where do I find my basket` has 6 words; a synonym has at most 4 (help: put whole questions into `questions:` of the article that answers them)",
        ],
    );
    check_synonyms(
        "[expand]\ncart = \"basket\"\npram = [\"buggy\", \"Pram\"]\nvan = []\nthe = [\"article\"]\n",
        &[
            "2:8: error[synonyms]: `cart` must have a list of texts on its right side (help: for example `\"cart\" = [\"basket\"]`)",
            "3:18: error[synonyms]: `pram` stands on both sides (help: take it out on the right: a word always finds itself)",
            "4:7: error[synonyms]: `van` has nothing on its right side (help: write what the articles call it, or take the line out)",
            "5:1: error[synonyms]: `the` has only words that stand in every question (help: add a word that says what is meant, or take the entry out)",
        ],
    );
    check_synonyms(
        "[expand]\ngroups = [[\"cart\", \"basket\"]]\n",
        &["2:1: error[synonyms]: `groups` stands below `[expand]` (help: move it above the line `[expand]`)"],
    );
    check_synonyms("without = [\"parcel\"]\n", &[]);
    check_synonyms(
        "without = [\"zeppelin\"]\n",
        &[
            "1:12: warning[synonyms]: the starter list has no group with `zeppelin` (help: take it out: there is nothing to switch off)",
        ],
    );
    check_synonyms(
        "without = \"parcel\"\n[expand]\nwithout = [\"parcel\"]\n",
        &[
            "1:11: error[synonyms]: `without` must be a list of texts (help: write it as a list in brackets: `without = [\"parcel\"]`)",
            "3:1: error[synonyms]: `without` stands below `[expand]` (help: move it above the line `[expand]`)",
        ],
    );
    check(
        &[("synonyms.toml", "groups = [[\"cart\", \"basket\"]]\n")],
        &[
            "synonyms.toml:1:1: warning[synonyms]: the synonyms are not read here (help: move the file into the folder of its language: `en/synonyms.toml`)",
        ],
    );
}

/// A synonym that does not reach the pack works in no browser; one that counts as an article or a picture is shown.
#[test]
fn synonyms_reach_their_language_only() {
    let content = folder(&[
        ("nightdesk.toml", "[site]\nlanguages = [\"en\", \"pl\"]\n"),
        ("en/returns/return.md", RETURN),
        ("en/synonyms.toml", "groups = [[\"Cart\", \"shopping basket\"]]\r\n"),
        ("pl/returns/return.md", RETURN),
    ]);
    let library = read(content.path());
    assert_eq!(library.diagnostics, []);
    let [en, pl] = library.languages.as_slice() else { panic!("two languages") };
    let synonym = |from: &str, to: &str| Synonym { from: vec![from.into()], to: vec![to.into()], weight: 60 };
    assert_eq!(en.synonyms, [synonym("cart", "shopping basket"), synonym("shopping basket", "cart")]);
    assert_eq!(pl.synonyms, []);
    assert!(en.articles.len() == 1 && en.categories.len() == 1 && library.media.files.is_empty());
}

/// A company that comes from another generator must see its help built at once, whatever that generator's front matter
/// keys are.
#[test]
fn content_of_other_generators_builds() {
    let fixtures = support::root().join("tests/fixtures/generators");
    let content = folder(&[]);
    for file in listing(&fixtures) {
        put(content.path(), &format!("en/{file}"), &fs::read_to_string(fixtures.join(&file)).unwrap());
    }
    let library = read(content.path());
    let errors: Vec<_> = library.diagnostics.iter().filter(|finding| finding.severity == Severity::Error).collect();
    assert_eq!(errors, Vec::<&Diagnostic>::new());
    let rules: Vec<_> =
        library.diagnostics.iter().map(|finding| finding.rule).filter(|rule| *rule != "unknown-key").collect();
    assert_eq!(rules, Vec::<&str>::new());
    let mut titles: Vec<_> = library.languages[0].articles.iter().map(|article| article.card.title.as_str()).collect();
    titles.sort_unstable();
    assert_eq!(
        titles,
        ["Docusaurus: how do I pay?", "Hugo: how do I pay?", "Jekyll: how do I pay?", "Zola: how do I pay?"]
    );
}
