//! Numbers of orders, parcels and telephones in questions, asked of the demo's help.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use nightdesk::{
    search::{Hit, Outcome, Query, Sequences},
    studio::LanguageContent,
};
use support::demo;

fn search(content: &LanguageContent, question: &str) -> Outcome {
    let index = content.index().unwrap();
    index.search(&Query::new(question, index.language()), 10, &mut content.texts(&mut Sequences::default()))
}

fn keys<'a>(outcome: &Outcome, content: &'a LanguageContent) -> Vec<&'a str> {
    outcome.hits.iter().map(|hit: &Hit| content.articles[hit.article as usize].card.key.as_str()).collect()
}

/// A customer who gives the number gets the same articles as one who does not, and is led by the number where the
/// company says. `~` in a question stands for the number.
#[test]
fn numbers_lead_and_do_not_rank() {
    let library = demo();
    let [polish, english] = library.languages.as_slice() else { panic!("two languages") };
    for (content, question, number, leads) in [
        (polish, "gdzie jest moje zamówienie ~ ?", "MAL-731902", Some("orders/order-status")),
        (polish, "gdzie jest moje zamówienie ~ ?", "MAL-204518", Some("orders/order-status")),
        (polish, "chcę zwrócić ~ bo jest zepsute ", "mal 731902", Some("orders/order-status")),
        (english, "cancel ~ please ", "mal731902", Some("orders/order-status")),
        (polish, "~ status przesyłki ", "730000204518000000000777", Some("orders/order-status")),
        (polish, "~ status przesyłki ", "730000 204518 000000 000777", Some("orders/order-status")),
        (polish, "faktura do zamówienia ~ ", "ZK/2026/0044817", None),
        (polish, "zwrot pieniędzy na konto ~ ", "PL61 1090 1014 0000 0712 1981 2874", None),
        (polish, "zmiana telefonu na ~ ", "600 123 456", None),
        (english, "my parcel ~ is late ", "1Z999AA10123456784", None),
    ] {
        let outcome = search(content, &question.replace('~', number));
        let expected = search(content, &question.replace("~ ", ""));
        let (mut found, mut others) = (keys(&outcome, content), keys(&expected, content));
        if let Some(article) = leads {
            assert_eq!(found.remove(0), article, "{question} {number}");
            others.retain(|other| *other != article);
        }
        // The tenth makes room for the one in front.
        let same = found.len().min(others.len()).min(9);
        assert_eq!(found[..same], others[..same], "{question} {number}");
        assert_eq!(outcome.corrections.len(), expected.corrections.len(), "{question} {number}");
        let number_found = outcome.number.expect(question);
        assert_eq!(&question.replace('~', number)[number_found.place], number);
        assert_eq!(number_found.rule.is_some(), leads.is_some(), "{question} {number}");
    }
}

/// A number alone finds no article by chance, and an address or a postcode is no case for a person.
#[test]
fn numbers_alone() {
    let library = demo();
    let polish = &library.languages[0];
    for (question, is_case) in [
        ("MAL-731902", true),
        ("600123456", true),
        ("PL61109010140000071219812874", true),
        ("jan.kowalski@example.com", false),
        ("31-422", false),
    ] {
        let outcome = search(polish, question);
        let leads = usize::from(question.starts_with("MAL"));
        assert_eq!((outcome.hits.len(), outcome.number.is_some()), (leads, is_case), "{question}");
        assert!(!outcome.confident(), "{question}");
    }
}

/// The company's own telephone number, address of mail and prices stand in the articles and must be found there.
#[test]
fn numbers_of_the_content() {
    let library = demo();
    let polish = &library.languages[0];
    for (question, article) in [
        ("+48 22 012 34 56", "delivery/locker-problem"),
        ("pomoc@sklepmalina.example", "stores/contact-us"),
        ("zwrot 30 dni", "returns/return-a-parcel"),
    ] {
        let outcome = search(polish, question);
        assert!(
            keys(&outcome, polish).iter().take(10).any(|key| *key == article),
            "{question}: {:?}",
            keys(&outcome, polish)
        );
        assert_eq!(outcome.number, None, "{question}");
    }
}
