//! The demo's help: complete, well-formed, and found by the questions customers ask.
//!
//! Invariant (content): the content of the demo builds without a finding, and its questions find their articles.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::collections::BTreeSet;

use nightdesk::{
    knowledge::{Block, Inline, Target, plain_blocks, sections},
    search::{Index, Query, Sequences},
    studio::{Article, Diagnostic, LanguageContent, Library},
};
use support::{demo, inlines};

/// Collects what breaks a rule, over all articles, so that one run shows all of it.
fn check(rule: impl Fn(&Library, &LanguageContent, &Article) -> Vec<String>) {
    let library = demo();
    let mut found = Vec::new();
    for content in &library.languages {
        for article in &content.articles {
            let broken = rule(&library, content, article).into_iter();
            found.extend(broken.map(|what| format!("{}/{}: {what}", content.lang, article.card.key)));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn outside(what: &str, count: usize, from: usize, to: usize) -> Option<String> {
    (!(from..=to).contains(&count)).then(|| format!("{what}: {count}, not {from} to {to}"))
}

/// The writers of the demo must see a clean build, or they overlook the next finding.
#[test]
fn nothing_to_report() {
    assert_eq!(demo().diagnostics, Vec::<Diagnostic>::new());
}

/// A customer who switches the language must find the same help on the other side.
#[test]
fn two_complete_languages() {
    let library = demo();
    let codes: Vec<_> = library.languages.iter().map(|content| content.lang.as_str()).collect();
    assert_eq!(codes, ["pl", "en"]);
    let keys = |content: &LanguageContent| content.articles.iter().map(|a| a.card.key.clone()).collect::<BTreeSet<_>>();
    let [pl, en] = library.languages.as_slice() else { unreachable!() };
    assert_eq!(keys(pl), keys(en));
    assert_eq!(pl.popular.len(), en.popular.len());
    let suggested = |content: &LanguageContent| {
        content.pages.iter().map(|rule| (rule.articles.len(), rule.notices.len())).collect::<Vec<_>>()
    };
    assert!(suggested(pl) == suggested(en) && pl.pages.len() >= 5, "{:?}", pl.pages);
    let categories = |content: &LanguageContent| content.categories.iter().map(|c| c.key.clone()).collect::<Vec<_>>();
    assert_eq!(categories(pl), categories(en));
    for content in [pl, en] {
        assert!(content.articles.len() >= 45 && content.categories.len() >= 7, "{}", content.lang);
        for category in &content.categories {
            let is_complete =
                !category.title.is_empty() && !category.description.is_empty() && !category.icon.is_empty();
            assert!(is_complete && !category.articles.is_empty(), "{}: {}", content.lang, category.key);
        }
    }
}

/// An article of two lines answers no question; one of ten screens is not read on a phone.
#[test]
fn articles_are_complete() {
    check(|_, _, article| {
        let card = &article.card;
        let words =
            plain_blocks(&article.blocks).split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).count();
        let mut out: Vec<String> = [
            outside("words", words, 120, 600),
            outside("questions", article.questions.len(), 3, 18),
            outside("letters of the title", card.title.chars().count(), 5, 80),
            outside("letters of the description", card.description.chars().count(), 50, 160),
            outside("keywords", article.keywords.len(), 1, 18),
        ]
        .into_iter()
        .flatten()
        .collect();
        out.extend(card.updated.is_none().then(|| "no date".to_owned()));
        out.extend((sections(&article.blocks).len() < 2).then(|| "no heading".to_owned()));
        let different: BTreeSet<_> = article.questions.iter().collect();
        out.extend((different.len() < article.questions.len()).then(|| "a question twice".to_owned()));
        out
    });
}

/// A link to a heading that is gone drops the customer at the top of a long page.
#[test]
fn links_lead_somewhere() {
    let has = |article: &Article, id: &str| {
        let same = |block: &Block| matches!(block, Block::Heading { id: other, .. } if other == id);
        article.blocks.iter().any(same)
    };
    check(|_, content, article| {
        let mut out = Vec::new();
        inlines(&article.blocks, &mut |inline| {
            let Inline::Link(target, _) = inline else { return };
            let good = match target {
                Target::Anchor(id) => has(article, id),
                Target::Article(number, fragment) => {
                    let other = &content.articles[*number as usize];
                    other.card.slug != article.card.slug && fragment.as_ref().is_none_or(|id| has(other, id))
                }
                Target::Url(_) | Target::File(_) => true,
            };
            out.extend((!good).then(|| format!("{target:?}")));
        });
        out
    });
}

/// A picture without a text alternative says nothing to those who cannot see it; one without its size makes the text
/// jump.
#[test]
fn pictures_are_shipped() {
    check(|library, _, article| {
        let mut out = Vec::new();
        inlines(&article.blocks, &mut |inline| {
            let Inline::Image { src, alt, size } = inline else { return };
            let good = library.media.files.contains_key(src) && alt.chars().count() >= 10 && size.is_some();
            out.extend((!good).then(|| format!("{src}: {alt}")));
        });
        out
    });
    assert!(demo().media.files.len() >= 5);
}

/// The demo must show what the format can do: a construction that it does not use could break unseen.
#[test]
fn every_construction_is_used() {
    for content in &demo().languages {
        let blocks = || content.articles.iter().flat_map(|article| &article.blocks);
        let has =
            |name: &str, test: &dyn Fn(&Block) -> bool| assert!(blocks().any(test), "{}: no {name}", content.lang);
        has("numbered list", &|block| matches!(block, Block::List { start: Some(_), .. }));
        has(
            "task list",
            &|block| matches!(block, Block::List { items, .. } if items.iter().any(|item| item.task.is_some())),
        );
        has("table", &|block| matches!(block, Block::Table { .. }));
        has("callout", &|block| matches!(block, Block::Callout(..)));
        has("footnote", &|block| matches!(block, Block::Footnote(..)));
    }
}

/// The search of one language of the demo.
struct DemoSearch {
    content: LanguageContent,
    index: Index,
}

impl DemoSearch {
    fn new(lang: &str) -> Self {
        let content = demo().languages.into_iter().find(|content| content.lang.as_str() == lang).unwrap();
        let index = content.index().unwrap();
        Self { content, index }
    }

    /// The keys of the best articles.
    fn ask(&self, question: &str, limit: usize) -> Vec<&str> {
        let hits = self
            .index
            .search(
                &Query::new(question, self.index.language()),
                limit,
                &mut self.content.texts(&mut Sequences::default()),
            )
            .hits;
        hits.iter().map(|hit| self.content.articles[hit.article as usize].card.key.as_str()).collect()
    }

    /// What went wrong, where the article is not among the first `top`.
    fn miss(&self, question: &str, key: &str, top: usize) -> Option<String> {
        let found = self.ask(question, top);
        (!found.contains(&key)).then(|| format!("{}: `{question}` finds {found:?}, not {key}", self.content.lang))
    }
}

/// Each question finds its article among the first so many.
fn check_questions(lang: &str, table: &[(&str, &str, usize)]) {
    let search = DemoSearch::new(lang);
    for (_, key, _) in table {
        assert!(search.content.articles.iter().any(|article| article.card.key == *key), "there is no article {key}");
    }
    let misses: Vec<_> = table.iter().filter_map(|(question, key, top)| search.miss(question, key, *top)).collect();
    assert!(misses.is_empty(), "{} of {}:\n{}", misses.len(), table.len(), misses.join("\n"));
}

/// A Polish customer writes without diacritics, in every case of a noun, with typos, in half words, in slang.
#[test]
fn polish_questions() {
    check_questions(
        "pl",
        &[
            // The product under either name, in either order, alone and half typed.
            ("malinowe pomidory", "products/raspberry-tomatoes", 1),
            ("pomidory malinowe", "products/raspberry-tomatoes", 1),
            ("malinowe", "products/raspberry-tomatoes", 1),
            ("pomidory", "products/raspberry-tomatoes", 1),
            ("pomidorów", "products/raspberry-tomatoes", 1),
            ("pomid", "products/raspberry-tomatoes", 1),
            // Without diacritics.
            ("jak zwrocic paczke", "returns/return-a-parcel", 1),
            ("gdzie jest moja paczka", "orders/order-status", 3),
            ("zgubilem haslo", "account/reset-password", 1),
            ("usunac konto", "account/delete-account", 1),
            ("ile kosztuje wysylka", "delivery/delivery-cost", 1),
            ("niedziela handlowa", "stores/trading-sundays", 1),
            ("platnosc odrzucona", "payments/payment-failed", 1),
            ("zepsute mleko", "returns/fresh-food-complaint", 3),
            // Inflected.
            ("zwrotu", "returns/return-a-parcel", 3),
            ("faktury", "payments/get-an-invoice", 1),
            ("fakturę poproszę", "payments/get-an-invoice", 1),
            ("błędu na fakturze", "payments/correct-an-invoice", 3),
            ("kodem rabatowym", "promotions/discount-code", 1),
            // An English word in a Polish question.
            ("jak zrobić refund?", "returns/refund-time", 1),
            ("gdzie sprawdzić tracking number", "orders/order-status", 1),
            ("mój voucher nie działa", "promotions/discount-code", 3),
            ("kartą podarunkową", "promotions/gift-card", 1),
            ("alergenów", "products/allergens", 1),
            ("godziny otwarcia sklepów", "stores/store-hours", 1),
            ("paczkomatem", "delivery/parcel-locker", 3),
            ("butelkami", "stores/bottle-deposit", 1),
            ("reklamacji", "returns/complaint", 1),
            ("mrożonek", "products/frozen-food", 1),
            // With a typo.
            ("reklmacja", "returns/complaint", 3),
            ("fkatura", "payments/get-an-invoice", 1),
            ("hsało", "account/reset-password", 3),
            ("anulowac zamowienei", "orders/cancel-an-order", 1),
            ("zawrot pieniedzy", "returns/refund-time", 3),
            ("alergnay", "products/allergens", 1),
            // Half typed.
            ("fakt", "payments/get-an-invoice", 1),
            ("jak zwró", "returns/return-a-parcel", 3),
            ("kod rab", "promotions/discount-code", 1),
            ("kauc", "stores/bottle-deposit", 1),
            ("zmien adres dost", "delivery/change-delivery", 1),
            // As people talk.
            ("kiedy oddacie kasę za zwrot", "returns/refund-time", 1),
            ("chcę oddać towar", "returns/return-a-parcel", 3),
            ("blik nie działa", "payments/payment-failed", 3),
            ("nie ma maila z potwierdzeniem", "orders/no-confirmation-email", 1),
            ("kurier nie przyjechał", "delivery/courier-missed", 3),
            ("karton przyszedł zgnieciony", "returns/damaged-parcel", 1),
            ("spleśniałe truskawki", "returns/fresh-food-complaint", 1),
            ("zapłacić gotówką kurierowi", "payments/cash-on-delivery", 1),
            ("numer telefonu do was", "stores/contact-us", 3),
            ("infolinia", "stores/contact-us", 1),
        ],
    );
}

/// The same in English.
#[test]
fn english_questions() {
    check_questions(
        "en",
        &[
            ("how do I get an invoice", "payments/get-an-invoice", 1),
            ("invoices", "payments/get-an-invoice", 1),
            ("invoce", "payments/get-an-invoice", 1),
            ("invoi", "payments/get-an-invoice", 1),
            ("wrong company details on invoice", "payments/correct-an-invoice", 1),
            ("raspberry tomatoes", "products/raspberry-tomatoes", 1),
            ("tomatoes raspberry", "products/raspberry-tomatoes", 1),
            ("tomato", "products/raspberry-tomatoes", 1),
            ("return parcel", "returns/return-a-parcel", 1),
            ("send it back", "returns/return-a-parcel", 3),
            ("retrun label", "returns/return-a-parcel", 1),
            ("refunds", "returns/refund-time", 3),
            ("where is my money", "returns/refund-time", 3),
            ("wheres my order", "orders/order-status", 3),
            ("cancelling orders", "orders/cancel-an-order", 1),
            ("forgot pasword", "account/reset-password", 1),
            ("shipping cost", "delivery/delivery-cost", 1),
            ("delivery fee", "delivery/delivery-cost", 1),
            ("parcel lockr wont open", "delivery/locker-problem", 1),
            ("opening hours", "stores/store-hours", 1),
            ("open on sunday", "stores/trading-sundays", 1),
            ("talk to a human", "stores/contact-us", 1),
            ("phone number", "stores/contact-us", 3),
            ("mouldy strawberries", "returns/fresh-food-complaint", 1),
            ("voucher", "promotions/gift-card", 3),
            ("promo code not working", "promotions/discount-code", 1),
            ("card declined", "payments/payment-failed", 1),
            ("pay in instalments", "payments/pay-later", 1),
            ("gluten", "products/allergens", 1),
            ("pfand bottles", "stores/bottle-deposit", 1),
            ("old fridge", "products/electrical-waste", 3),
            ("delete my data", "account/delete-account", 3),
        ],
    );
}

/// An article's own title must lead to it: it is what people paste from a link or an e-mail.
#[test]
fn titles_lead_to_their_articles() {
    for lang in ["pl", "en"] {
        let search = DemoSearch::new(lang);
        let articles = search.content.articles.iter();
        let misses: Vec<_> = articles.filter_map(|a| search.miss(&a.card.title, &a.card.key, 3)).collect();
        assert!(misses.is_empty(), "{}", misses.join("\n"));
    }
}

/// The author's own list of what customers ask must be answered by the article that lists them.
#[test]
fn gathered_questions_lead_to_their_articles() {
    for lang in ["pl", "en"] {
        let search = DemoSearch::new(lang);
        let asked = search.content.articles.iter().flat_map(|a| a.questions.iter().map(|q| (q, a.card.key.as_str())));
        let misses: Vec<_> = asked.filter_map(|(question, key)| search.miss(question, key, 5)).collect();
        assert!(misses.is_empty(), "{}", misses.join("\n"));
    }
}
