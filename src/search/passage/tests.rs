//! What passages hold, of the constructs that help articles are made of.

use super::*;
use crate::{
    knowledge::{Inline, Item, Target},
    language::LanguageWords,
    search::{
        Matcher,
        matcher::{Key, QueryExpansion},
    },
};

fn text(text: &str) -> Vec<Inline> {
    alloc::vec![Inline::Text(text.into())]
}

fn shown(blocks: &[Block], words: &[&str]) -> String {
    shown_under(blocks, words, "", false)
}

fn shown_under(blocks: &[Block], words: &[&str], heading: &str, from_start: bool) -> String {
    let word = |word: &&str| alloc::vec![QueryExpansion::of(Key::of(word, false))];
    let matcher = Matcher { words: words.iter().map(word).collect() };
    let language = LanguageWords::of("pl");
    let outcome = Outcome { matcher, idfs: alloc::vec![2.0; words.len()], language, ..Outcome::default() };
    passage(blocks, &outcome, heading, from_start)
}

/// What customers read must be whole: no step three without the first two, no row without its headers, no names of
/// pictures, no row of links, no promise of an explanation.
#[test]
fn passages_are_whole() {
    let paragraph = |words: &str| Block::Paragraph(text(words));
    let item = |words: &str| Item { task: None, blocks: alloc::vec![paragraph(words)] };
    let list = |start, items: &[&str]| Block::List { start, items: items.iter().map(|own| item(own)).collect() };
    let link = |words: &str| Inline::Link(Target::Url(String::from("https://example.org")), text(words));
    let image = Inline::Image { src: "x".into(), alt: "zwrot na ekranie".into(), size: None };
    let rows =
        alloc::vec![alloc::vec![text("kurier"), text("14,99 zł")], alloc::vec![text("automat"), text("9,99 zł")]];
    let head = alloc::vec![text("Dostawa"), text("Cena:")];
    let steps = ["Zaloguj się na konto.", "Otwórz zamówienia.", "Kliknij zwrot i wydrukuj etykietę."];
    let goes_on = alloc::format!("Zwracasz:\n{}…", "– zwrot butów i skarpet;\n".repeat(23));
    for (blocks, words, expected) in [
        (
            alloc::vec![paragraph("Zrób tak:"), list(Some(1), &steps)],
            &["zwrot"][..],
            "Zrób tak:\n1. Zaloguj się na konto.\n2. Otwórz zamówienia.\n3. Kliknij zwrot i wydrukuj etykietę.",
        ),
        (
            alloc::vec![paragraph("Odsyłasz:"), list(None, &["buty;", "zegarki."])],
            &["zegarki"],
            "Odsyłasz:\n– zegarki.",
        ),
        (alloc::vec![Block::Table { align: Vec::new(), head, rows }], &["automat"], "Dostawa: automat; Cena: 9,99 zł"),
        (
            alloc::vec![Block::Paragraph(alloc::vec![image]), paragraph("Zwrot trwa 14 dni.")],
            &["ekranie", "zwrot"],
            "Zwrot trwa 14 dni.",
        ),
        (
            alloc::vec![
                Block::Paragraph(alloc::vec![link("Zwrot"), Inline::Text(" | ".into()), link("Faktura")]),
                paragraph("Pisz do nas.")
            ],
            &["zwrot", "faktura"],
            "Pisz do nas.",
        ),
        (
            alloc::vec![paragraph("W tym artykule opisujemy zwrot. Zwrot trwa 14 dni.")],
            &["opisujemy", "zwrot"],
            "Zwrot trwa 14 dni.",
        ),
        (alloc::vec![paragraph("Zwrot trwa 14 dni. Więcej piszemy niżej:")], &["zwrot", "pisz"], "Zwrot trwa 14 dni."),
        (alloc::vec![paragraph("Aby odesłać paczkę, zrób tak:"), Block::Rule], &["odeslac"], ""),
        (
            alloc::vec![
                Block::Paragraph(alloc::vec![
                    Inline::Text("Zwrot".into()),
                    Inline::Break,
                    Inline::Text("Wymiana".into())
                ]),
                Block::Code("cd /tmp\n  zwrot --teraz".into())
            ],
            &["wymiana"],
            "Zwrot\nWymiana\ncd /tmp\n  zwrot --teraz",
        ),
        (alloc::vec![paragraph("Zwracasz:"), list(None, &["zwrot butów i skarpet;"; 40])], &["zwrot"], &goes_on),
    ] {
        assert_eq!(shown(&blocks, words), expected);
    }
    assert_eq!(shown(&[], &["zwrot"]), "");
}

fn paragraph(words: &str) -> Block {
    Block::Paragraph(text(words))
}

fn link(words: &str) -> Inline {
    Inline::Link(Target::Url(String::from("https://example.org")), text(words))
}

fn item(blocks: Vec<Block>) -> Item {
    Item { task: None, blocks }
}

/// What is asked by its name is told whole: the steps and not what precedes them, each in its first sentence where all
/// would be too long, and on into the parts of the section.
#[test]
fn steps_are_told_whole() {
    let step = |number: usize| {
        let words = alloc::format!("Krok {number} robi to. {}", "Po drodze trzeba uważać na wiele rzeczy. ".repeat(3));
        item(alloc::vec![paragraph(&words), paragraph("Dopisek.")])
    };
    let background = paragraph(&"Sklep przyjmuje zwroty od dawna i chętnie. ".repeat(6));
    let steps = Block::List { start: Some(1), items: (1..=5).map(step).collect() };
    let blocks = [background.clone(), paragraph("Zrób tak."), steps];
    let expected = "Zrób tak.\n1. Krok 1 robi to. …\n2. Krok 2 robi to. …\n3. Krok 3 robi to. …\n\
                    4. Krok 4 robi to. …\n5. Krok 5 robi to.";
    assert_eq!(shown_under(&blocks, &["zwrot"], "Zwrot towaru", true), expected);
    // A question is answered by the first sentences.
    assert!(shown_under(&blocks, &["zwrot"], "Czy przyjmujecie zwroty?", true).starts_with("Sklep przyjmuje zwroty"));
    let heading = |words| Block::Heading { level: 3, id: "x".into(), text: text(words) };
    let parts = [
        paragraph("Są dwa sposoby."),
        heading("W sklepie"),
        paragraph("Przyjdź z towarem."),
        heading("Pocztą"),
        paragraph("Wyślij paczkę."),
        heading("Inaczej"),
    ];
    let expected = "Są dwa sposoby.\nW sklepie:\nPrzyjdź z towarem.\nPocztą:\nWyślij paczkę.";
    assert_eq!(shown_under(&parts, &["zwrot"], "Zwrot", true), expected);
}

/// A step that is a command keeps it, however long the list is.
#[test]
fn steps_keep_their_code() {
    let code = Block::Code("zwrot --teraz".into());
    let mut items = alloc::vec![item(alloc::vec![paragraph("Wpisz to polecenie."), code])];
    items.extend(
        (0..20).map(|_| item(alloc::vec![paragraph("Poczekaj na odpowiedź. Potrwa to chwilę, więc bądź blisko.")])),
    );
    let found = shown(&[Block::List { start: Some(1), items }], &["zwrot"]);
    assert!(found.starts_with("1. Wpisz to polecenie.\nzwrot --teraz\n2. Poczekaj"), "{found}");
}

/// What stands below an item stays with it, on lines of its own; where the item only announces it, also in short.
#[test]
fn items_keep_what_is_below_them() {
    let ways = Block::List { start: None, items: alloc::vec![item(alloc::vec![paragraph("kurier;")]); 2] };
    let picture = Block::Paragraph(alloc::vec![Inline::Image { src: "x".into(), alt: String::new(), size: None }]);
    let items = alloc::vec![
        item(alloc::vec![paragraph("Zaloguj się:"), picture]),
        item(alloc::vec![Block::Paragraph(alloc::vec![
            Inline::Text("Wejdź na ".into()),
            link("konto.sklep.example/zwroty")
        ])]),
        item(alloc::vec![paragraph("Wybierz:"), ways]),
    ];
    let blocks = [Block::List { start: Some(1), items }];
    let expected = "1. Zaloguj się.\n2. Wejdź na konto.sklep.example/zwroty\n3. Wybierz:\n– kurier;\n– kurier;";
    assert_eq!(shown(&blocks, &["wybierz"]), expected);
}

/// A promise without what it promises is no answer: a picture that is not shown, a list of the page's contents, steps
/// "below" that are too far.
#[test]
fn nothing_is_only_announced() {
    let picture = Block::Paragraph(alloc::vec![Inline::Image { src: "x".into(), alt: "zwrot".into(), size: None }]);
    let links = |count| Block::List {
        start: None,
        items: alloc::vec![item(alloc::vec![Block::Paragraph(alloc::vec![link("Zwrot")])]); count],
    };
    let cells = |first: &str, second| alloc::vec![text(first), alloc::vec![second]];
    let image = Inline::Image { src: "x".into(), alt: String::new(), size: None };
    let rows = alloc::vec![cells("buty", image), cells("zegarki", Inline::Text("14 dni".into()))];
    let head = cells("Co", Inline::Text("Termin".into()));
    let table = Block::Table { align: Vec::new(), head, rows };
    for (blocks, expected) in [
        (
            alloc::vec![paragraph("Termin zwrotu widać po prawej:"), picture.clone(), paragraph("Zwrot trwa.")],
            "Termin zwrotu widać po prawej.\nZwrot trwa.",
        ),
        (alloc::vec![links(2), paragraph("Zwrot trwa.")], "Zwrot trwa."),
        (
            alloc::vec![paragraph("Zwrot zgłosisz tu:"), Block::Paragraph(alloc::vec![link("formularz")])],
            "Zwrot zgłosisz tu:\nformularz",
        ),
        (alloc::vec![paragraph("Czytaj o:"), links(2)], "Czytaj o:\n– Zwrot\n– Zwrot"),
        (alloc::vec![paragraph("Zwrot trwa."), table], "Zwrot trwa.\nCo: zegarki; Termin: 14 dni"),
        (
            alloc::vec![paragraph("Zwrot trwa. Powody są poniżej."), paragraph(&"Powód jest długi, ".repeat(40))],
            "Zwrot trwa. …",
        ),
    ] {
        assert_eq!(shown(&blocks, &["zwrot"]), expected);
    }
}

/// A passage does not begin with "For this reason": a short section is told whole, and a sentence with its paragraph.
/// What goes on says so.
#[test]
fn passages_begin_where_they_are_understood() {
    let reason = paragraph("Paczkę sprawdza magazyn. Dlatego zwrot trwa 14 dni.");
    assert_eq!(
        shown(core::slice::from_ref(&reason), &["zwrot"]),
        "Paczkę sprawdza magazyn. Dlatego zwrot trwa 14 dni."
    );
    let long = paragraph(&"Sklep wysyła towar co dzień. ".repeat(20));
    let found = shown(&[long.clone(), reason, long], &["zwrot"]);
    assert!(found.starts_with("Paczkę sprawdza magazyn. Dlatego zwrot") && found.ends_with(". …"), "{found}");
}

/// Half of a part of the section says less than none of it.
#[test]
fn parts_are_told_whole_or_not_at_all() {
    let heading = |words| Block::Heading { level: 3, id: "x".into(), text: text(words) };
    let own = "Zwrot jest zawsze możliwy i zawsze trwa tyle samo. ".repeat(4);
    let long = "Bardzo długi opis jednego ze sposobów. ".repeat(20);
    let parts = [paragraph(&own), heading("Pocztą"), paragraph(&long)];
    assert_eq!(shown_under(&parts, &["zwrot"], "Zwrot", true), alloc::format!("{}…", own));
}
