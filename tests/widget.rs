//! The widget in a real browser, without loader and network: a pack made here, a host object made here, and what is in
//! the shadow root afterwards.
//!
//! Invariant (browser): a pack becomes a screen, and a tree becomes the nodes it describes.
#![cfg(target_arch = "wasm32")]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use js_sys::{Function, Object, Promise, Reflect, Uint8Array};
use nightdesk::{
    pack::{Text, encode_chunk},
    widget::{App, Host, mount},
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

#[path = "widget/made.rs"]
mod made;

use made::{articles, pack, topics};

wasm_bindgen_test_configure!(run_in_browser);

/// Runs JavaScript with one argument.
fn js(body: &str, argument: &JsValue) -> JsValue {
    Function::new_with_args("it", body).call1(&JsValue::NULL, argument).unwrap()
}

/// A page with the widget on it.
struct Page {
    host: JsValue,
    app: Option<App>,
    error: Option<String>,
}

impl Page {
    /// Mounts the widget on a pack. What the host would fetch is in `host.files`, by language or name.
    fn new(pack: &[u8]) -> Self {
        let host = js(
            r#"sessionStorage.clear();
            localStorage.clear();
            const element = document.createElement("div");
            document.body.append(element);
            const fetch = (name) => {
                host.asked.push(name);
                return name in host.files ? Promise.resolve(host.files[name]) : Promise.reject(Error(name));
            };
            const host = {
                root: element.attachShadow({ mode: "open" }), base: "https://shop.example/help/", files: {}, asked: [], log: [], events: [],
                close: () => host.log.push("close"), speaks: (code) => host.log.push(code), pack: fetch, file: fetch,
                told: (...event) => host.events.push(event),
                save: (name, text) => host.log.push(name, text), writes: false,
                write: async (place, about) => host.log.push(place.className, about),
                picture: ({ className, firstChild: { tagName, width, height } }, ...what) =>
                    (host.drawn = [className, tagName, width, height, ...what]),
            };
            return host;"#,
            &JsValue::NULL,
        );
        match mount(host.clone().unchecked_into::<Host>(), pack) {
            Ok(app) => Self { host, app: Some(app), error: None },
            Err(error) => Self { host, app: None, error: error.as_string() },
        }
    }

    async fn open(pack: &[u8]) -> Self {
        let page = Self::new(pack);
        page.app.as_ref().expect("a good pack").show(false);
        settle().await;
        page
    }

    /// Makes a file available through the host.
    fn offer(&self, name: &str, bytes: &[u8]) {
        let files: Object = Reflect::get(&self.host, &"files".into()).unwrap().unchecked_into();
        Reflect::set(&files, &name.into(), &Uint8Array::from(bytes)).unwrap();
    }

    /// The value of an expression in which `root` is the shadow root and `host` what the widget was given.
    fn value(&self, expression: &str) -> String {
        let found = js(&format!("const host = it, root = it.root; return String({expression});"), &self.host);
        found.as_string().unwrap()
    }

    /// The texts of all elements that a selector names, with a bar between two.
    fn texts(&self, selector: &str) -> String {
        self.value(&format!("[...root.querySelectorAll({selector:?})].map((e) => e.textContent).join('|')"))
    }

    async fn click(&self, selector: &str) {
        self.value(&format!("root.querySelector({selector:?}).click()"));
        settle().await;
    }

    async fn ask(&self, question: &str) {
        let typed = "const field = root.querySelector('input'); field.value = ";
        let tell = "field.dispatchEvent(new Event('input', { bubbles: true, composed: true }))";
        self.value(&format!("(() => {{ {typed}{question:?}; {tell}; }})()"));
        settle().await;
    }
}

/// Waits for effects, fetches and a frame.
async fn settle() {
    let wait = js("return new Promise((done) => setTimeout(done, 60))", &JsValue::NULL);
    JsFuture::from(wait.unchecked_into::<Promise>()).await.unwrap();
}

/// What the visitor sees first must be questions, topics and a contact channel; nothing before they open the panel.
#[wasm_bindgen_test]
async fn opens_and_closes() {
    let page = Page::new(&pack("en", Text::Inline));
    settle().await;
    assert_eq!((page.texts(".panel"), page.value("sessionStorage.length")), (String::new(), "0".into()));
    page.app.as_ref().unwrap().show(false);
    settle().await;
    assert_eq!(page.texts(".popular a"), "How do I get an invoice?|How do I return a parcel?");
    assert_eq!(page.value("root.querySelector('.links a').href"), "https://shop.example/help/en/a-1/");
    // The only topic is no choice: its articles are there at once.
    assert_eq!(page.texts("h2"), "Often asked|Orders|Would you rather talk to a person?");
    assert_eq!(page.texts(".listed a"), "How do I return a parcel?|How do I get an invoice?");
    assert_eq!(page.value("root.querySelector('.contact a').href"), "mailto:help@example.com");
    page.click("[data-do=close]").await;
    assert_eq!(page.value("host.log"), "close");
    page.app.as_ref().unwrap().hide();
    settle().await;
    assert_eq!(page.texts(".panel"), "");
}

/// A visitor who does not know what to type must find every article by choosing topics, and always know where they are.
#[wasm_bindgen_test]
async fn topics_have_topics() {
    let page = Page::open(&topics()).await;
    assert_eq!(page.texts(".home h2"), "Topics|articles", "nobody has chosen popular articles");
    assert_eq!(page.texts(".topic-name"), "Hardware|Account");
    assert_eq!(page.texts(".topic-count"), "44\u{a0}articles|150\u{a0}articles");
    assert_eq!(page.texts(".listed a"), "How do I get an invoice?");

    page.click("[data-category='1']").await;
    assert_eq!((page.texts(".title"), page.texts(".breadcrumb li")), ("Hardware".into(), "Help".into()));
    assert_eq!((page.texts(".topic-name"), page.texts("h3")), ("Boards|Cases".into(), "articles".into()));
    assert_eq!(page.value("root.activeElement.textContent"), "Hardware");

    // From the second level on all articles are on one screen.
    page.click("[data-category='2']").await;
    assert_eq!((page.texts(".title"), page.texts(".breadcrumb li")), ("Boards".into(), "Help|Hardware".into()));
    assert_eq!((page.texts(".topic-name"), page.texts("h3")), (String::new(), "Nano › Power".into()));
    assert_eq!(page.value("root.querySelectorAll('.category a').length"), "3");

    page.click(".category > div:last-child [data-article='1']").await;
    assert_eq!(page.texts(".breadcrumb li"), "Help|Hardware|Boards", "the article's own topic is named in its card");
    page.click(".breadcrumb [data-category='1']").await;
    assert_eq!(page.texts(".title"), "Hardware");
    for title in ["How do I get an invoice?", "Boards", "Hardware"] {
        page.click("[data-do=back]").await;
        assert_eq!(page.texts(".title"), title);
    }
    // The button that was pressed has the focus again.
    assert_eq!(page.value("root.activeElement.dataset.category"), "2");
    page.click(".breadcrumb [data-do=home]").await;
    assert_eq!(page.texts(".topic-name"), "Hardware|Account");
}

/// A topic of 150 articles must not be one list, and whoever asks for more goes on where they were.
#[wasm_bindgen_test]
async fn long_lists_are_shown_in_parts() {
    let page = Page::open(&topics()).await;
    page.click("[data-category='6']").await;
    for shown in [30, 60, 90, 120] {
        assert_eq!(page.value("root.querySelectorAll('.category li a').length"), shown.to_string());
        page.click("[data-do=more]").await;
        let at = page.value("[...root.querySelectorAll('.category li a')].indexOf(root.activeElement)");
        assert_eq!(at, shown.to_string(), "the first of the new ones has the focus");
    }
    assert_eq!(page.value("root.querySelectorAll('.category li a').length"), "150");
    assert_eq!(page.value("root.querySelectorAll('[data-do=more]').length"), "0");
    page.click("[data-do=back]").await;
    page.click("[data-category='1']").await;
    page.click("[data-category='5']").await;
    assert_eq!(page.value("root.querySelectorAll('.category a').length"), "40");
    assert_eq!(page.value("root.querySelectorAll('[data-do=more]').length"), "0", "this much is one list");
    page.click(".breadcrumb [data-do=home]").await;
    page.click("[data-category='6']").await;
    for _ in 0..4 {
        page.click("[data-do=more]").await;
    }
    // A visitor who comes back finds the list as it was; one who comes anew finds its beginning.
    page.click(".category li:nth-child(140) a").await;
    page.click("[data-do=back]").await;
    assert_eq!(page.value("root.querySelectorAll('.category li a').length"), "150");
    page.click("[data-do=back]").await;
    page.click("[data-category='6']").await;
    assert_eq!(page.value("root.querySelectorAll('.category li a').length"), "30");
}

/// Answers must follow each keystroke, best first, with the matched words highlighted.
#[wasm_bindgen_test]
async fn answers_while_typing() {
    let page = Page::open(&pack("en", Text::Inline)).await;
    for (question, best, lit) in [
        ("invo", "How do I get an invoice?", "invoice"),
        ("invocie", "How do I get an invoice?", "invoice"),
        ("print label", "How do I return a parcel?", "Print"),
    ] {
        page.ask(question).await;
        assert_eq!(page.value("root.querySelector('.results .result-title').textContent"), best, "{question}");
        assert_eq!(page.value("root.querySelector('.results mark').textContent"), lit, "{question}");
        assert_eq!(page.value("root.querySelector('input').value"), question);
    }
    page.ask("zzzz").await;
    assert_eq!((page.texts(".results"), page.texts(".nothing").is_empty()), (String::new(), false));
    assert!(page.texts(".contact a").contains("help@example.com"), "a way to a person is gone");
    page.ask("").await;
    assert_eq!(page.value("root.querySelectorAll('.home').length"), "1");
}

/// Every construction of an article must arrive as its own element, and nothing else than what the writer wrote.
#[wasm_bindgen_test]
async fn articles_are_drawn() {
    let page = Page::open(&pack("en", Text::Inline)).await;
    page.click(".links [data-article='0']").await;
    for (selector, texts) in [
        (".title", "How do I return a parcel?"),
        (".text h3", "Steps"),
        (".text details:not([open]) > h4", "Deep"),
        (".text summary", "More"),
        (".text kbd", "Ctrl"),
        (".text sup", "2"),
        (".text .callout.tip[role=group][aria-label=Tip] > .callout-title", "Faster"),
        (".text ol[start='3'] > li", "Print the label"),
        (".text li.task", "packed|sent"),
        (".text .box.ticked", ""),
        (".text th[scope=col].end", "Price"),
        (".text td.end", "14.90"),
        (".text .callout.warning > :last-child", "Careful."),
        (".text a", "outside|document|inside|below|folded"),
        (".related a", "How do I get an invoice?"),
    ] {
        assert_eq!(page.texts(selector), texts, "{selector}");
    }
    assert_eq!(page.value("root.querySelectorAll('.box.ticked').length"), "1");
    assert_eq!(page.value("[...root.querySelectorAll('.text a')].map((a) => a.rel)"), "noopener noreferrer,,,");
    // A link to what is folded shows it.
    page.click(".text [data-heading=deep]").await;
    assert_eq!(page.value("root.querySelector('.text details').open"), "true");
}

/// A pack is untrusted: no address of it may run code, and no text of it may become an element.
#[wasm_bindgen_test]
async fn hostile_content_stays_text() {
    let page = Page::open(&pack("en", Text::Inline)).await;
    page.click(".links [data-article='0']").await;
    let words = page.texts(".text > p");
    for plain in ["evil", "climbing document", "foreign picture", "climbing picture", "<b id=injected>plain</b>"] {
        assert!(words.contains(plain), "{plain} is not in {words}");
    }
    assert_eq!(
        page.value("root.querySelectorAll('[href^=javascript], #injected, [style], script, iframe').length"),
        "0"
    );
    // Pictures are drawn by the scripts, in an element that has their size already.
    assert_eq!(page.value("root.querySelectorAll('img').length"), "0");
    assert_eq!(page.value("host.drawn"), "picture,CANVAS,16,9,media/label.json,label");
}

/// Going back must lead through the same screens, and a change of language to the same article.
#[wasm_bindgen_test]
async fn walks_there_and_back() {
    let page = Page::open(&pack("en", Text::Inline)).await;
    page.offer("pl", &pack("pl", Text::Inline));
    page.ask("parcel").await;
    page.click(".results a").await;
    page.click(".text [data-article='1']").await;
    assert_eq!(page.texts(".title"), "How do I get an invoice?");
    page.click("[data-do=back]").await;
    assert_eq!(page.texts(".title"), "How do I return a parcel?");
    page.click("[data-lang=pl]").await;
    assert_eq!((page.texts(".title"), page.value("host.log")), ("How do I return a parcel?".into(), "pl".into()));
    assert_eq!(page.value("root.querySelector('.panel').lang"), "pl");
    page.click("[data-do=back]").await;
    assert_eq!(page.value("root.querySelector('input').value"), "parcel");
    page.click("[data-lang=en]").await;
    assert_ne!(page.texts("[role=alert]"), "", "a language that cannot be had is told");
}

/// A visitor who needs a person sees the available channels first, and the others, with their hours, one click away.
#[wasm_bindgen_test]
async fn channels_are_ordered() {
    let page = Page::open(&pack("en", Text::Inline)).await;
    assert!(page.texts(".status-words").starts_with("We are here until"), "{}", page.texts(".status-words"));
    assert_eq!(page.texts(".contact .way-label"), "By Mail|By Phone", "a store is not reached from afar");
    page.click("[data-do=board]").await;
    assert_eq!(page.texts(".board .way-label"), "By Mail|By Phone|By Store");
    assert_eq!(page.texts(".folded .way-label"), "By Store");
    assert_eq!(page.value("root.querySelectorAll('.week tr[aria-current]').length"), "2", "a today in each week");
    page.click("[data-remind]").await;
    let log = page.value("host.log.join('#')");
    assert!(log.starts_with("reminder.ics#BEGIN:VCALENDAR\r\n"), "{log}");
}

/// A visitor who writes must find the tried searches and articles already in the form, and a link to it on every
/// screen.
#[wasm_bindgen_test]
async fn a_request_begins_with_what_was_tried() {
    let page = Page::new(&pack("en", Text::Inline));
    Reflect::set(&page.host, &"writes".into(), &true.into()).unwrap();
    page.app.as_ref().expect("a good pack").show(false);
    settle().await;
    assert_eq!(page.texts(".contact .way-label"), "By Phone|Write to us", "the form takes the place of the address");
    page.ask("invoice").await;
    let pause = js("return new Promise((done) => setTimeout(done, 700))", &JsValue::NULL);
    JsFuture::from(pause.unchecked_into::<Promise>()).await.unwrap();
    page.click(".results a").await;
    assert_eq!(page.texts(".vote button"), "Yes|No");
    page.click(".vote [data-vote='0']").await;
    assert_eq!(page.texts(".vote button"), "Write to us");
    page.click(".vote [data-do=write]").await;
    assert_eq!(page.texts(".title"), "Write to us");
    let found = page.value("host.log[1]");
    let (question, rest) = found.split_once('\n').unwrap();
    assert_eq!((page.value("host.log[0]").as_str(), question), ("request-form", "invoice"));
    let steps: Vec<&str> = rest.lines().skip(1).collect();
    assert!(steps.len() == 2 && steps[0].starts_with("s\t") && steps[0].ends_with("\tinvoice"), "{found}");
    assert!(steps[1].starts_with("a\t") && steps[1].ends_with("\t-\ta-1\tHow do I get an invoice?"), "{found}");
    page.click("[data-do=back]").await;
    assert_eq!(page.texts(".vote button"), "Write to us", "a vote is remembered");
}

/// A notice is shown where it matters, and a dismissed one stays dismissed; the critical one stays in sight.
#[wasm_bindgen_test]
async fn notices_are_shown_where_they_matter() {
    let page = Page::open(&pack("en", Text::Inline)).await;
    let titles = || page.texts(".bulletin strong");
    assert_eq!(titles(), "Couriers are late|The telephone is down");
    page.click(".links [data-article='1']").await;
    assert_eq!(titles(), "The telephone is down");
    page.click("[data-do=back]").await;
    page.click(".links [data-article='0']").await;
    assert_eq!(titles(), "Couriers are late|The telephone is down");
    assert_eq!(page.value("root.querySelectorAll('[data-dismiss]').length"), "1");
    page.click("[data-dismiss]").await;
    assert_eq!(
        (titles(), page.value("localStorage.nightdesk")),
        ("The telephone is down".into(), "Couriers are late\n".into())
    );
}

/// A text that cannot be fetched must give a message, one network request and not endless ones, and load on a second
/// try.
#[wasm_bindgen_test]
async fn texts_are_fetched() {
    let chunked = |_| Text::Chunked { per_chunk: 2, files: vec!["text-en-0-0.bin".into()] };
    let page = Page::open(&pack("en", chunked)).await;
    page.click(".links [data-article='0']").await;
    settle().await;
    settle().await;
    assert_eq!(page.value("host.asked"), "text-en-0-0.bin");
    assert_eq!(page.value("root.querySelectorAll('[data-do=retry]').length"), "1");
    page.offer("text-en-0-0.bin", &encode_chunk(&articles().map(|(_, blocks)| blocks)));
    page.click("[data-do=retry]").await;
    assert_eq!(page.texts(".text h3"), "Steps");
    assert_eq!(page.value("host.asked.length"), "2");
}

/// A damaged pack must give the page a message to act on, so that it can show the contact channels by itself.
#[wasm_bindgen_test]
fn damaged_packs_are_refused() {
    let good = pack("en", Text::Inline);
    let mut newer = good.clone();
    newer[4] += 1;
    let no_index = pack("en", |texts| Text::Inline(texts[..1].to_vec()));
    for (bytes, message) in [
        (&b"<!doctype html>"[..], "no Nightdesk pack"),
        (&good[..good.len() / 2], "the pack is damaged"),
        (&good[..5], "the pack is damaged"),
        (&newer, "this widget reads"),
        (&no_index, "the pack is damaged"),
    ] {
        let page = Page::new(bytes);
        let error = page.error.as_deref().unwrap_or("none");
        assert!(error.contains(message), "{error}");
        assert_eq!(page.value("root.childElementCount"), "0");
    }
}
