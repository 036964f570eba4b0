//! A company's folder is read as it stands, whatever its generator was.

use nightdesk::{
    language::Lang,
    studio::{Library, LoadOptions, load as load_with},
};

use crate::{
    article, load, reported,
    support::{NOW, folder},
};

const PL: &str = "Zwrot zgłosisz na swoim koncie, a paczkę nadasz bezpłatnie z paczkomatu. Pieniądze zwracamy w ciągu \
                  czternastu dni od jej otrzymania, tą samą metodą, którą zapłacono za zamówienie.";
const EN: &str = "Report the return in your account, and send the parcel free of charge from a parcel locker. We give the \
                  money back within fourteen days, in the way in which the order was paid.";
const DE: &str = "Melden Sie die Rückgabe in Ihrem Konto an und geben Sie das Paket kostenlos an einer Packstation ab. Das \
                  Geld erhalten Sie innerhalb von vierzehn Tagen auf demselben Weg zurück.";
const UK: &str = "Повідомте про повернення у своєму кабінеті та безкоштовно надішліть посилку з поштомата. Гроші ми \
                  повертаємо протягом чотирнадцяти днів тим самим способом, яким було оплачено замовлення.";

/// The languages with their articles: `pl: a b/c · en: a`.
fn shown(library: &Library) -> String {
    let language = |content: &nightdesk::studio::LanguageContent| {
        let mut keys: Vec<_> = content.articles.iter().map(|article| article.card.key.clone()).collect();
        keys.sort();
        format!("{}: {}", content.lang, keys.join(" "))
    };
    library.languages.iter().map(language).collect::<Vec<_>>().join(" · ")
}

/// A file of a name and a text: an article, unless the text is that of settings.
fn check(files: &[(&str, &str)], expected: &str) {
    let texts: Vec<(&str, String)> = files
        .iter()
        .map(|(name, text)| {
            let is_markdown = [".md", ".mdx", ".markdown"].iter().any(|end| name.ends_with(end));
            let plain = !is_markdown || text.starts_with("---") || text.starts_with('*');
            // Each article has an address of its own.
            let slug: String =
                name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
            let slug = slug.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
            (*name, if plain { (*text).to_owned() } else { article(&format!("T {name}\nslug: {slug}"), text) })
        })
        .collect();
    let files: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    assert_eq!(shown(&load(&files)), expected, "{:?}", files.iter().map(|(name, _)| name).collect::<Vec<_>>());
}

/// A language that is not seen makes one heap of two; a topic that is taken for one loses all the others.
#[test]
fn folders_of_languages() {
    for (files, expected) in [
        (&[("de/a.md", DE), ("en/a.md", EN)][..], "de: a · en: a"),
        (&[("pt-BR/a.md", ""), ("zh-Hans/a.md", ""), ("nb_NO/a.md", "")], "nb-no: a · pt-br: a · zh-hans: a"),
        // Departments of a company, and devices.
        (&[("hr/a.md", EN), ("it/b.md", EN)], "en: hr/a it/b"),
        (&[("hr/a.md", PL), ("it/b.md", PL)], "pl: hr/a it/b"),
        (&[("it/a.md", EN)], "en: it/a"),
        (&[("tv/a.md", DE), ("pc/b.md", DE), ("hw/c.md", DE)], "de: hw/c pc/b tv/a"),
        (&[("basics/a.md", EN), ("hw/b.md", EN)], "en: basics/a hw/b"),
        // Not yet translated, but the same files.
        (&[("en/a.md", EN), ("en/b.md", EN), ("fr/a.md", EN), ("fr/b.md", EN)], "en: a b · fr: a b"),
        // Beside pictures and what is about the repository.
        (&[("README.md", EN), ("pl/a.md", PL), ("uk/a.md", UK), ("assets/x.txt", "")], "pl: a · uk: a"),
        (&[("content/en/a.md", EN), ("content/pl/a.md", PL), ("README.md", EN)], "en: a · pl: a"),
        (&[("docs/pl/a/b.md", PL), ("docs/en/a/b.md", EN)], "en: a/b · pl: a/b"),
        (&[("guides/pl/a.md", PL), ("guides/en/a.md", EN), ("faq/pl/b.md", PL)], "pl: faq/b guides/a · en: guides/a"),
        (&[("en/docs/a.md", EN), ("pl/docs/a.md", PL)], "en: a · pl: a"),
        // Programs and other folders beside them.
        (&[("en/a.md", EN), ("pl/a.md", PL), ("scripts/README.md", EN)], "en: a · pl: a"),
        (
            &[
                ("docs/en/a.md", EN),
                ("docs/pl/a.md", PL),
                ("fetcher/README.md", EN),
                ("fetcher/package.json", "{}"),
                ("LICENSE", ""),
            ],
            "en: a · pl: a",
        ),
        (&[("en/a.md", EN), ("en/b.md", EN), ("pl/a.md", PL), ("news/c.md", EN)], "en: a b news/c · pl: a"),
        (
            &[
                (
                    "hugo.toml",
                    "[languages.en]\ncontentDir = \"content/english\"\n[languages.pl]\ncontentDir = \"content/polski\"\n",
                ),
                ("content/english/a.md", EN),
                ("content/polski/a.md", PL),
            ],
            "en: a · pl: a",
        ),
    ] {
        check(files, expected);
    }
}

/// The default language often has no folder, and its translations have.
#[test]
fn translations_beside_the_default_language() {
    for (files, expected) in [
        (
            &[("index.md", EN), ("guide/a.md", EN), ("pl/index.md", PL), ("pl/guide/a.md", PL)][..],
            "en: guide/a index · pl: guide/a index",
        ),
        (
            &[
                ("docs/a.md", EN),
                ("docs/b/c.md", EN),
                ("i18n/pl/docusaurus-plugin-content-docs/current/b/c.md", PL),
                ("i18n/pl/docusaurus-plugin-content-blog/x.md", PL),
                ("versioned_docs/version-1.0/a.md", EN),
            ],
            "en: a b/c · pl: b/c",
        ),
        (
            &[
                ("docusaurus.config.js", "module.exports = { i18n: { defaultLocale: 'de' } }"),
                ("docs/a.md", ""),
                ("blog/b.md", EN),
                ("src/pages/c.md", EN),
                ("README.md", EN),
                ("i18n/en/docusaurus-plugin-content-docs/current/a.md", EN),
            ],
            "de: a · en: a",
        ),
        (
            &[("src/content/docs/a.md", EN), ("src/content/docs/pl/a.md", PL), ("astro.config.mjs", "x")],
            "en: a · pl: a",
        ),
        (
            &[("_i18n/en/faq/a.md", EN), ("_i18n/de/faq/a.md", DE), ("_faq/a.md", EN), ("_config.yml", "x: 1")],
            "de: faq/a · en: faq/a",
        ),
        (&[("docs/a.md", EN), ("translations/pl/docs/a.md", PL)], "en: a · pl: a"),
        // A folder of another language that repeats nothing is told by its text.
        (&[("a.md", EN), ("b.md", EN), ("pl/c.md", PL), ("pl/d.md", PL)], "en: a b · pl: c d"),
    ] {
        check(files, expected);
    }
}

/// Hugo, Zola and MkDocs write the language into the name of the file.
#[test]
fn names_of_files() {
    for (files, expected) in [
        (&[("a/index.md", PL), ("a/index.en.md", EN), ("b.md", PL)][..], "pl: a b · en: a"),
        (&[("a.pl.md", PL), ("b.pl.md", PL), ("a.de.md", DE)], "de: a · pl: a b"),
        (&[("a.md", EN), ("a.pt-BR.md", "Texto")], "en: a · pt-br: a"),
        (&[("a_pl.md", PL), ("a_en.md", EN)], "en: a · pl: a"),
        // Names that only look like it.
        (&[("node.js.md", EN), ("draw.io.md", EN), ("draw.md", EN)], "en: draw draw.io node.js"),
        (&[("guide.md", EN), ("guide_it.md", EN)], "en: guide guide_it"),
        (&[("is_open.md", EN), ("we_do_it.md", EN)], "en: is_open we_do_it"),
    ] {
        check(files, expected);
    }
}

/// A file that names its language is believed.
#[test]
fn front_matter_names_the_language() {
    let of = |title: &str, lang: &str| format!("---\ntitle: {title}\nlang: {lang}\n---\n\nText\n");
    let library = load(&[("faq.md", &of("A", "pl")), ("help.md", &of("B", "pl")), ("more.md", &article("C", "Text"))]);
    assert_eq!(shown(&library), "pl: faq help more");
    let library = load(&[("faq-de.md", &of("A", "de-DE")), ("faq-pl.md", &of("B", "pl")), ("b.md", &of("C", "pl"))]);
    assert_eq!(shown(&library), "pl: b faq-pl · de-de: faq-de");
    let microsoft = "---\ntitle: A\nms.contentlocale: pl-PL\n---\n\nText\n";
    assert_eq!(shown(&load(&[("a.md", microsoft)])), "pl-pl: a");
}

/// A folder of one language has the interface of that language, and the summary says why.
#[test]
fn one_language() {
    for (toml, text, option, expected) in [
        ("", DE, None, "de (recognised from the text): 1 article in 1 topic"),
        ("", UK, None, "uk (recognised from the text): 1 article in 1 topic"),
        ("", DE, Some("pl"), "pl: 1 article in 1 topic"),
        ("[site]\nlanguage = \"fr\"\n", DE, None, "fr: 1 article in 1 topic"),
        ("[site]\nlanguage = \"pt_BR\"\n", DE, Some("pl"), "pt-br: 1 article in 1 topic"),
    ] {
        let content = folder(&[("nightdesk.toml", toml), ("it/a.md", &article("A", text))]);
        let lang = option.and_then(Lang::new);
        let library = load_with(content.path(), &LoadOptions { lang, now: NOW }).unwrap();
        assert_eq!(library.summary.to_string(), expected, "{toml}");
    }
    let wrong = load(&[("nightdesk.toml", "[site]\nlanguage = \"?\"\n"), ("a.md", &article("A", "Text"))]);
    assert!(reported(&wrong)[0].contains("error[language]: `?` is no code of a language"), "{:?}", reported(&wrong));
    let both = "[site]\nlanguage = \"de\"\nlanguages = [\"de\"]\n";
    let both = load(&[("nightdesk.toml", both), ("de/a.md", &article("A", "Text"))]);
    assert!(reported(&both)[0].contains("error[config]: `language` and `languages`"), "{:?}", reported(&both));
}

/// Languages that are asked for are there, under whatever name, in this order; or there is an error.
#[test]
fn configured_languages() {
    for (list, files, expected) in [
        ("\"nb_NO\", \"en\"", &[("en/a.md", EN), ("nb_NO/a.md", "")][..], "nb-no: a · en: a"),
        ("\"NB-no\"", &[("en/a.md", EN), ("nb_NO/a.md", "")], "nb-no: a"),
        ("\"pl\", \"en\"", &[("docs/en/a.md", EN), ("docs/pl/a.md", PL)], "pl: a · en: a"),
        ("\"pl\", \"en\"", &[("a.md", EN), ("a.pl.md", PL)], "pl: a · en: a"),
        (
            "\"pl\", \"en\"",
            &[("docs/a.md", "Text"), ("i18n/pl/docusaurus-plugin-content-docs/current/a.md", PL)],
            "pl: a · en: a",
        ),
        ("\"hr\", \"it\"", &[("hr/a.md", EN), ("it/b.md", EN)], "hr: a · it: b"),
        ("\"en\"", &[("en/a.md", EN), ("drafts/b.md", EN)], "en: a"),
    ] {
        let mut all = vec![("nightdesk.toml", format!("[site]\nlanguages = [{list}]\n"))];
        all.extend(files.iter().map(|(name, text)| (*name, (*text).to_owned())));
        let all: Vec<(&str, &str)> = all.iter().map(|(name, text)| (*name, text.as_str())).collect();
        check(&all, expected);
    }
}

/// The default language is the one that the generator names, else the one with most articles.
#[test]
fn default_languages() {
    check(
        &[
            ("hugo.toml", "defaultContentLanguage = \"pl\""),
            ("content/de/a.md", DE),
            ("content/de/b.md", DE),
            ("content/pl/a.md", PL),
        ],
        "pl: a · de: a b",
    );
    check(&[("de/a.md", DE), ("pl/a.md", PL), ("pl/b.md", PL)], "pl: a b · de: a");
}

/// A repository holds more Markdown than its help, and customers are not shown it.
#[test]
fn repositories() {
    for (files, expected) in [
        (
            &[
                ("mkdocs.yml", "site_name: X"),
                ("docs/index.md", EN),
                ("docs/a/README.md", EN),
                ("docs/CHANGELOG.md", EN),
                ("README.md", EN),
                ("CONTRIBUTING.md", EN),
                ("node_modules/x/README.md", EN),
                ("overrides/x.md", EN),
            ][..],
            "en: CHANGELOG a index",
        ),
        (&[("README.md", EN), ("LICENSE.md", EN), ("a.md", EN), ("b/c.md", EN)], "en: a b/c"),
        (&[("README.md", EN), ("a.md", EN), ("b/c.md", EN)], "en: a b/c index"),
        (&[("README.md", EN)], "en: index"),
        (&[("README.md", EN), ("docs/a.md", EN), ("docs/b/c.md", EN)], "en: a b/c"),
        (&[("package.json", "{}"), ("docs/a.md", EN), ("src/x/README.md", EN), ("packages/y/b.md", EN)], "en: a"),
        (&[("package.json", "{}"), ("docs/a.md", EN), ("returns/b.md", EN)], "en: docs/a returns/b"),
        (&[("book.toml", "[book]\n"), ("src/a.md", EN), ("src/SUMMARY.md", "* [A](a.md)")], "en: a"),
        (
            &[("SUMMARY.md", "* [A](README.md)"), ("README.md", EN), ("b/README.md", EN), (".gitbook.yaml", "root: .")],
            "en: b index",
        ),
        (
            &[
                ("help/a/b.md", EN),
                ("help/c/d.md", EN),
                ("code-of-conduct.md", EN),
                ("contributing.md", EN),
                ("README.md", EN),
            ],
            "en: a/b c/d",
        ),
        (&[("help/TOC.md", "# Help\n+ [B](a/b.md)\n"), ("help/a/b.md", EN), ("help/toc/c.md", EN)], "en: a/b toc/c"),
        (
            &[("docs.json", "{\"navigation\": {}}"), ("a.mdx", EN), ("README.md", EN), ("snippets/b.mdx", EN)],
            "en: a snippets/b",
        ),
        (&[("content/Store Support/a.md", EN), ("content/Hardware/b.md", EN)], "en: Hardware/b Store Support/a"),
        (
            &[
                ("_config.yml", "x: 1"),
                ("_articles/a.md", EN),
                ("_posts/b.md", EN),
                ("_includes/c.md", EN),
                ("index.md", EN),
            ],
            "en: articles/a index",
        ),
        (&[("docs/.vitepress/config.js", "export default {}"), ("docs/index.md", EN), ("README.md", EN)], "en: index"),
        // What articles link to is for customers.
        (
            &[
                ("LICENSE", ""),
                ("README.md", EN),
                ("authors.md", EN),
                ("a.md", "[Who](authors.md) and [how](x/)"),
                ("b.md", EN),
            ],
            "en: a authors b",
        ),
        (&[("package.json", "{}"), ("CONTRIBUTING.md", EN), ("docs/a.md", "[c](../CONTRIBUTING.md)")], "en: a"),
        // Where all articles are in such folders, their names mean nothing.
        (
            &[("core/_part/doc/a.md", EN), ("core/_part/doc/b.md", EN), ("shop/_part/doc/c/index.md", EN)],
            "en: core/a core/b shop/c",
        ),
        (&[("core/_part/a.md", EN), ("b.md", EN), ("c.md", EN)], "en: b c"),
        // Guides to the versions of a product are no earlier versions of the help.
        (
            &[
                ("a.md", EN),
                ("upgrade/version-15.md", EN),
                ("version-2/b.md", EN),
                ("versioned_docs/version-1/c.md", EN),
            ],
            "en: a upgrade/version-15 version-2/b",
        ),
        // A folder of legal notices.
        (&[("notices/privacy.md", EN), ("a.md", EN)], "en: a notices/privacy"),
    ] {
        check(files, expected);
    }
}
