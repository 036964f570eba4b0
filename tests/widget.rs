//! The widget in a real browser, without loader and network: a pack made here, a host object made here, and what
//! stands in the shadow root afterwards.
#![cfg(target_arch = "wasm32")]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use js_sys::{Function, Object, Promise, Reflect, Uint8Array};
use nightdesk::{
    contact::{Channel, ChannelKind},
    knowledge::{
        Align, ArticleCard, Block, Callout, Category, Inline, Item, Lang, Slug, Target, plain_blocks, sections,
    },
    pack::{LangName, Pack, Site, Text, encode, encode_chunk},
    search::{self, RawIndex},
    widget::{App, Host, mount},
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn text(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.into())]
}

fn link(to: Target, words: &str) -> Inline {
    Inline::Link(to, text(words))
}

fn item(task: Option<bool>, words: &str) -> Item {
    Item { task, blocks: vec![Block::Paragraph(text(words))] }
}

/// Two articles: one with every construction and every kind of link, one plain.
fn articles() -> [(&'static str, Vec<Block>); 2] {
    let url = |url: &str| Target::Url(url.into());
    let first = vec![
        Block::Paragraph(vec![
            link(url("https://example.com/"), "outside"),
            link(url("javascript:alert(1)"), "evil"),
            link(Target::Article(1, None), "inside"),
            link(Target::Anchor("steps".into()), "below"),
            Inline::Image { src: "https://evil.example/x.png".into(), alt: "foreign picture".into(), size: None },
            Inline::Image { src: "media/label.svg".into(), alt: "label".into(), size: Some((16, 9)) },
            Inline::Text("<b id=injected>plain</b>".into()),
        ]),
        Block::Heading { level: 2, id: "steps".into(), text: text("Steps") },
        Block::List { start: Some(3), items: vec![item(None, "Print the label")] },
        Block::List { start: None, items: vec![item(Some(true), "packed"), item(Some(false), "sent")] },
        Block::Table { align: vec![Align::End], head: vec![text("Price")], rows: vec![vec![text("14.90")]] },
        Block::Callout(Callout::Warning, vec![Block::Paragraph(text("Careful."))]),
    ];
    let second = vec![Block::Paragraph(text("Your invoice waits in your account."))];
    [("How do I return a parcel?", first), ("How do I get an invoice?", second)]
}

/// The index that the studio would build, with all words of all articles.
fn index(articles: &[(&str, Vec<Block>)]) -> Vec<u8> {
    let texts = articles.iter().map(|(title, blocks)| {
        let (mut headings, mut body) = (String::new(), String::new());
        for part in sections(blocks) {
            headings += &part.heading.map_or(String::new(), |(_, words)| words + " ");
            body += &(plain_blocks(&blocks[part.blocks]) + " ");
        }
        [(*title).to_owned(), String::new(), String::new(), headings, body]
    });
    let texts: Vec<_> = texts.collect();
    search::encode(&RawIndex::of_texts(texts.iter().map(|texts| texts.each_ref().map(String::as_str))))
}

fn lang(code: &str) -> Lang {
    Lang::new(code).unwrap()
}

/// A pack of both articles in a language, with their text in it or in one file.
fn pack(code: &str, text: impl FnOnce(Vec<Vec<Block>>) -> Text) -> Vec<u8> {
    let articles = articles();
    let card = |(number, (title, _)): (usize, &(&str, Vec<Block>))| ArticleCard {
        slug: Slug::new(&format!("a-{number}")).unwrap(),
        key: format!("orders/{number}"),
        category: 0,
        title: (*title).into(),
        description: String::new(),
        updated: Some(20_740),
    };
    let mail = "help@example.com";
    encode(&Pack {
        lang: lang(code),
        built: 0,
        site: Site {
            name: "Shop".into(),
            languages: ["en", "pl"].map(|code| LangName { lang: lang(code), name: code.into() }).into(),
            channels: vec![Channel {
                id: "mail".into(),
                kind: ChannelKind::Mail,
                label: "Write".into(),
                value: mail.into(),
                note: String::new(),
                schedule: None,
            }],
            schedules: Vec::new(),
        },
        categories: vec![Category {
            key: "orders".into(),
            title: "Orders".into(),
            description: String::new(),
            icon: String::new(),
            articles: vec![0, 1],
        }],
        articles: articles.iter().enumerate().map(card).collect(),
        popular: vec![1, 0],
        synonyms: Vec::new(),
        index: index(&articles),
        text: text(articles.into_iter().map(|(_, blocks)| blocks).collect()),
    })
}

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
    /// Mounts the widget on a pack. What the host would fetch is found in `host.files`, by language or name.
    fn new(pack: &[u8]) -> Self {
        let host = js(
            r#"sessionStorage.clear();
            const element = document.createElement("div");
            document.body.append(element);
            const fetch = (name) => {
                host.asked.push(name);
                return name in host.files ? Promise.resolve(host.files[name]) : Promise.reject(Error(name));
            };
            const host = {
                root: element.attachShadow({ mode: "open" }), base: "https://shop.example/help/", files: {}, asked: [], told: [],
                close: () => host.told.push("close"), speaks: (code) => host.told.push(code), pack: fetch, file: fetch,
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

    /// Offers a file to whoever asks the host for it.
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

/// Lets effects, fetches and a frame pass.
async fn settle() {
    let wait = js("return new Promise((done) => setTimeout(done, 60))", &JsValue::NULL);
    JsFuture::from(wait.unchecked_into::<Promise>()).await.unwrap();
}

/// What the visitor sees first must be questions, topics and a way to a person; nothing before they open it.
#[wasm_bindgen_test]
async fn opens_and_closes() {
    let page = Page::new(&pack("en", Text::Inline));
    settle().await;
    assert_eq!((page.texts(".panel"), page.value("sessionStorage.length")), (String::new(), "0".into()));
    page.app.as_ref().unwrap().show(false);
    settle().await;
    assert_eq!(page.texts(".links a"), "How do I get an invoice?|How do I return a parcel?");
    assert_eq!(page.value("root.querySelector('.links a').href"), "https://shop.example/help/en/a-1/");
    assert_eq!(page.texts(".topic-name"), "Orders");
    assert_eq!(page.value("root.querySelector('.contact a').href"), "mailto:help@example.com");
    page.click("[data-do=close]").await;
    assert_eq!(page.value("host.told"), "close");
    page.app.as_ref().unwrap().hide();
    settle().await;
    assert_eq!(page.texts(".panel"), "");
}

/// Answers must follow the letters, best first, with the words that were asked for lit up.
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
    assert_eq!(page.texts(".topic-name"), "Orders");
}

/// Every construction of an article must arrive as its own element, and nothing else than what the writer wrote.
#[wasm_bindgen_test]
async fn articles_are_drawn() {
    let page = Page::open(&pack("en", Text::Inline)).await;
    page.click(".links [data-article='0']").await;
    for (selector, texts) in [
        (".title", "How do I return a parcel?"),
        (".text h3", "Steps"),
        (".text ol[start='3'] > li", "Print the label"),
        (".text li.task", "packed|sent"),
        (".text .box.ticked", ""),
        (".text th[scope=col].end", "Price"),
        (".text td.end", "14.90"),
        (".text .callout.warning > :last-child", "Careful."),
        (".text a", "outside|inside|below"),
        (".related a", "How do I get an invoice?"),
    ] {
        assert_eq!(page.texts(selector), texts, "{selector}");
    }
    assert_eq!(page.value("root.querySelectorAll('.box.ticked').length"), "1");
    assert_eq!(page.value("[...root.querySelectorAll('.text a')].map((a) => a.rel)"), "noopener noreferrer,,");
}

/// A pack is untrusted: no address of it may run code, and no text of it may become an element.
#[wasm_bindgen_test]
async fn hostile_content_stays_text() {
    let page = Page::open(&pack("en", Text::Inline)).await;
    page.click(".links [data-article='0']").await;
    let words = page.texts(".text > p");
    for plain in ["evil", "foreign picture", "<b id=injected>plain</b>"] {
        assert!(words.contains(plain), "{plain} is not in {words}");
    }
    assert_eq!(
        page.value("root.querySelectorAll('[href^=javascript], #injected, [style], script, iframe').length"),
        "0"
    );
    assert_eq!(
        page.value("[...root.querySelectorAll('img')].map((i) => i.src)"),
        "https://shop.example/help/media/label.svg"
    );
}

/// The way back must lead through the same screens, and a change of language to the same article.
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
    assert_eq!((page.texts(".title"), page.value("host.told")), ("How do I return a parcel?".into(), "pl".into()));
    assert_eq!(page.value("root.querySelector('.panel').lang"), "pl");
    page.click("[data-do=back]").await;
    assert_eq!(page.value("root.querySelector('input').value"), "parcel");
    page.click("[data-lang=en]").await;
    assert_ne!(page.texts("[role=alert]"), "", "a language that cannot be had is told");
}

/// A text that cannot be fetched must say so, ask the network once and not for ever, and come with a second try.
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

/// A damaged pack must give the page a message to act on, so that it can show the ways to a person by itself.
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
