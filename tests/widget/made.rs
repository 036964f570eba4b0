//! What the tests of the widget put on the page: two articles, three contact channels, two notices, as a pack.

use nightdesk::{
    channels::{Channel, ChannelKind},
    hours::Schedule,
    knowledge::{
        Align, ArticleCard, Block, Callout, Category, Fold, Inline, Item, Mark, Notice, NoticeSeverity, PagePattern,
        PageRule, Slug, Target, plain_blocks, sections,
    },
    language::{Lang, LanguageWords},
    pack::{LangName, Pack, Site, Text, decode, encode},
    search::{self, RawIndex},
    text::Strings,
};

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
pub(crate) fn articles() -> [(&'static str, Vec<Block>); 2] {
    let url = |url: &str| Target::Url(url.into());
    let first = vec![
        Block::Paragraph(vec![
            link(url("https://example.com/"), "outside"),
            link(url("javascript:alert(1)"), "evil"),
            link(Target::File("files/list.pdf".into()), "document"),
            link(Target::File("files/../../x.pdf".into()), "climbing document"),
            link(Target::Article(1, None), "inside"),
            link(Target::Anchor("steps".into()), "below"),
            Inline::Image { src: "https://evil.example/x.png".into(), alt: "foreign picture".into(), size: None },
            Inline::Image { src: "media/../x.png".into(), alt: "climbing picture".into(), size: None },
            Inline::Image { src: "media/label.json".into(), alt: "label".into(), size: Some((16, 9)) },
            Inline::Text("<b id=injected>plain</b>".into()),
        ]),
        Block::Heading { level: 2, id: "steps".into(), text: text("Steps") },
        Block::List { start: Some(3), items: vec![item(None, "Print the label")] },
        Block::List { start: None, items: vec![item(Some(true), "packed"), item(Some(false), "sent")] },
        Block::Table { align: vec![Align::End], head: vec![text("Price")], rows: vec![vec![text("14.90")]] },
        Block::Callout(Callout::Warning, vec![Block::Paragraph(text("Careful."))]),
        Block::Titled {
            callout: Some(Callout::Tip),
            fold: Fold::Never,
            title: text("Faster"),
            blocks: vec![Block::Paragraph(vec![
                Inline::Marked(Mark::Key, text("Ctrl")),
                Inline::Marked(Mark::Sup, text("2")),
                link(Target::Anchor("deep".into()), "folded"),
            ])],
        },
        Block::Titled {
            callout: None,
            fold: Fold::Closed,
            title: text("More"),
            blocks: vec![Block::Heading { level: 3, id: "deep".into(), text: text("Deep") }],
        },
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

pub(crate) fn lang(code: &str) -> Lang {
    Lang::new(code).unwrap()
}

fn channel(kind: ChannelKind, value: &str, schedule: Option<u16>) -> Channel {
    Channel {
        id: format!("{kind:?}"),
        kind,
        label: format!("By {kind:?}"),
        value: value.into(),
        link: String::new(),
        article: None,
        note: String::new(),
        schedule,
        reply: None,
    }
}

/// The present minute.
fn now() -> u32 {
    (js_sys::Date::now() / 60_000.0) as u32
}

/// Hours that are open now and for some time to come, and hours that begin the day after tomorrow.
pub(crate) fn schedules() -> Vec<Schedule> {
    let table = |spans: [u32; 2]| {
        let from = now() - 1_440;
        Schedule { built: from, from, until: from + 43_200, spans: spans.to_vec(), ..Schedule::default() }
    };
    vec![table([1_000, 1_000]), table([4_320, 480])]
}

fn notice(title: &str, severity: NoticeSeverity, articles: Vec<u32>) -> Notice {
    let (id, blocks, categories) = (title.into(), Vec::new(), Vec::new());
    Notice { id, title: title.into(), blocks, from: now() - 5, until: now() + 600, severity, categories, articles }
}

/// A pack of both articles in a language, with their text in it or in one file.
pub(crate) fn pack(code: &str, text: impl FnOnce(Vec<Vec<Block>>) -> Text) -> Vec<u8> {
    let articles = articles();
    let card = |(number, (title, _)): (usize, &(&str, Vec<Block>))| ArticleCard {
        slug: Slug::new(&format!("a-{number}")).unwrap(),
        key: format!("orders/{number}"),
        category: 0,
        title: (*title).into(),
        description: String::new(),
        updated: Some(20_740),
    };
    encode(&Pack {
        lang: lang(code),
        site: Site {
            name: "Shop".into(),
            languages: ["en", "pl"].map(|code| LangName { lang: lang(code), name: code.into() }).into(),
            channels: vec![
                channel(ChannelKind::Mail, "help@example.com", None),
                channel(ChannelKind::Store, "1 High Street", Some(1)),
                channel(ChannelKind::Phone, "+48 22 012 34 56", Some(0)),
            ],
            schedules: schedules(),
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
        notices: vec![
            notice("Couriers are late", NoticeSeverity::Warning, vec![0]),
            notice("The telephone is down", NoticeSeverity::Critical, vec![]),
        ],
        pages: vec![PageRule { patterns: vec![PagePattern::new("/cart*")], articles: vec![1], notices: Vec::new() }],
        strings: Strings::of(code).join(),
        words: LanguageWords::of(code).text().into(),
        synonyms: Vec::new(),
        numbers: Vec::new(),
        index: index(&articles),
        text: text(articles.into_iter().map(|(_, blocks)| blocks).collect()),
    })
}

/// The same articles in topics of three levels, one of which has 150; nobody has chosen popular ones.
pub(crate) fn topics() -> Vec<u8> {
    let category = |(key, title, articles): (&str, &str, Vec<u32>)| Category {
        key: key.into(),
        title: title.into(),
        description: String::new(),
        icon: String::new(),
        articles,
    };
    let many = |count| (0..count).map(|number| number % 2).collect();
    let categories = [
        ("", "Help", vec![1]),
        ("hardware", "Hardware", vec![0]),
        ("hardware/boards", "Boards", vec![0, 1]),
        ("hardware/boards/nano", "Nano", vec![]),
        ("hardware/boards/nano/power", "Power", vec![1]),
        ("hardware/cases", "Cases", many(40)),
        ("account", "Account", many(150)),
    ];
    let mut pack = decode(&pack("en", Text::Inline)).unwrap();
    pack.categories = categories.into_iter().map(category).collect();
    pack.articles[1].category = 2;
    pack.popular.clear();
    encode(&pack)
}
