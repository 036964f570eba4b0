//! Damaged bytes: whatever a broken server, a full disk or an attacker makes of a pack, the reader returns a value or
//! an error. A panic would take the contact channels off the screen.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::time::{Duration, Instant};

use nightdesk::{
    channels::{board, status_channel},
    hours::Schedule,
    knowledge::{Block, Fold, Inline, Mark, Page, page_articles, plain_blocks},
    language::LanguageWords,
    pack::{LangName, Pack, PackError, Site, Text, VERSION, decode, decode_chunk, encode, encode_chunk},
    search::{Index, IndexError, NoTexts, Query, found, marks},
    studio::{Article, Effort, LanguageContent, build_index, gzip},
    text::{Strings, Voice},
    time::UtcMinute,
};
use support::{NOW, demo, folder, read};

const TOML: &str = "[company]\nname = \"Shop\"\n[site]\nlanguages = [\"en\"]\ntimezone = \"Europe/Warsaw\"\n\
[hours.desk]\nrule = \"Sa 10:00-14:00\"\n\
[[hours.desk.exception]]\ndate = 2026-12-05\nreason = { en = \"moving\" }\n\
[[channel]]\nid = \"phone\"\nreply = \"4h\"\nkind = \"phone\"\nvalue = \"+48 22\"\nhours = \"desk\"\nlabel = { en = \"Call\" }\n\
[[page]]\nurl = [\"/cart*\", \"/s?q=*\"]\narticles = [\"a/b\"]\nnotices = [\"late\"]\n\
[[number]]\npattern = \"MAL-######\"\narticle = \"a/a\"\n";
const FIRST: &str = "---\ntitle: Żółć?\nquestions: [send back]\nkeywords: [tag]\nupdated: 2026-10-14\n---\n\nSee [b](b.md#x).\n\n\
## X\n\n1. One\n2. *Two*\n\n- [x] Done\n\n> [!TIP]\n> Print `it`.\n\n| a | b |\n|---|--:|\n| 1 | ~~2~~ |\n\nNote[^1].\n\n[^1]: It.\n";
const SECOND: &str = "---\ntitle: Label\ndescription: A label.\n---\n\nPrint **the** label.\n\n### X\n\n---\n\n> Quote.\n\n```\ncode\n```\n";

const NOTICE: &str =
    "---\ntitle: Couriers are late\nuntil: 2026-12-20 18:00\ntopics: [a, a/b]\n---\n\nSee [b](../a/b.md).\n";
const SYNONYMS: &str = "groups = [[\"label\", \"sticker\"]]\n[expand]\ntag = [\"return label\"]\n";

/// A pack of two articles that hold every kind of block.
fn small() -> Pack {
    let content = folder(&[
        ("nightdesk.toml", TOML),
        ("en/a/a.md", FIRST),
        ("en/a/b.md", SECOND),
        ("en/synonyms.toml", SYNONYMS),
        ("en/notices/late.md", NOTICE),
    ]);
    let library = read(content.path());
    assert_eq!(library.diagnostics, []);
    pack_of(&library.company, library.languages.into_iter().next().unwrap())
}

fn pack_of(company: &str, content: LanguageContent) -> Pack {
    let lang = content.lang.as_str();
    Pack {
        site: Site {
            name: company.into(),
            languages: vec![LangName { lang: content.lang.clone(), name: "English".into() }],
            channels: content.channels,
            schedules: content.schedules,
        },
        categories: content.categories,
        index: build_index(lang, content.articles.iter().map(Article::index_source)).unwrap(),
        articles: content.articles.iter().map(|article| article.card.clone()).collect(),
        text: Text::Inline(content.articles.into_iter().map(|article| article.blocks).collect()),
        popular: content.popular,
        notices: content.notices,
        pages: content.pages,
        strings: Strings::of(lang).join(),
        words: LanguageWords::of(lang).text().into(),
        synonyms: content.synonyms,
        numbers: content.numbers,
        lang: content.lang,
    }
}

fn texts(pack: &Pack) -> &[Vec<Block>] {
    match &pack.text {
        Text::Inline(texts) => texts,
        Text::Chunked { .. } => &[],
    }
}

/// Bytes as the index of a pack.
fn index_of(pack: &Pack, bytes: &[u8]) -> Result<Index, IndexError> {
    Index::decode(bytes, pack.articles.iter().map(|card| card.title.as_str()))
}

/// Uses bytes as the widget does, as far as they decode; returns how far that is.
fn use_pack(bytes: &[u8]) -> usize {
    let Ok(pack) = decode(bytes) else { return 0 };
    let Some(strings) = Strings::split(&pack.strings) else { return 1 };
    for now in [0, NOW, NOW + 60 * 12, UtcMinute::MAX] {
        use_hours(&pack, strings, now);
    }
    pack.articles.iter().filter_map(|card| card.updated).for_each(|day| drop(strings.long_date(day)));
    let Ok(index) = index_of(&pack, &pack.index) else { return 1 };
    use_index(&index, &pack);
    2
}

/// Everything that the panel shows of hours, notices and channels at a moment.
fn use_hours(pack: &Pack, strings: &Strings, now: UtcMinute) {
    let (channels, schedules) = (&pack.site.channels, &pack.site.schedules);
    let visitor = |at: UtcMinute| (at % 1_000) as i16;
    let voice = Voice { strings, halves: now.is_multiple_of(2), visitor: Some(&visitor) };
    let _ = status_channel(channels, schedules, now);
    for state in board(channels, schedules, now) {
        let channel = &channels[state.channel];
        let schedule = channel.schedule.and_then(|at| schedules.get(usize::from(at)));
        let _ = (channel.href(), voice.lines(channel, &state, schedule, now));
    }
    for schedule in schedules {
        let _ = (voice.status(schedule, now), schedule.next_days(now));
        schedule.exceptions(now, 60).for_each(|(name, day)| drop(voice.day(&day.ranges, Some(name))));
        schedule.week.iter().for_each(|ranges| drop(voice.day(ranges, None)));
    }
    let page = Page { path: "/cart", search: "?q=1", ..Page::default() };
    let known = |article: &u32| (*article as usize) < pack.articles.len();
    assert!(page_articles(&pack.pages, &page).iter().all(known));
    pack.notices.iter().for_each(|notice| assert!(notice.is_current(notice.from) || notice.until <= notice.from));
}

fn use_index(index: &Index, pack: &Pack) {
    for question in ["żółć lable", "pr", "zzzz print the label"] {
        let outcome = index.search(&Query::new(question, &LanguageWords::of("en")), 5, &mut NoTexts);
        for hit in &outcome.hits {
            let Some(card) = pack.articles.get(hit.article as usize) else { continue };
            let blocks = texts(pack).get(hit.article as usize).map(Vec::as_slice).unwrap_or_default();
            let found = found(hit, &card.title, &card.description, blocks, &outcome.matcher);
            let lit = found.excerpt.marks.into_iter().all(|mark| found.excerpt.text.get(mark).is_some());
            assert!(lit && marks(&card.title, &outcome.matcher).into_iter().all(|mark| card.title.get(mark).is_some()));
        }
    }
}

/// Every damaged form of some bytes: cut off anywhere, or any byte changed in one of three ways.
fn check_damage(bytes: &[u8], mut read: impl FnMut(&[u8]) -> usize) {
    let intact = read(bytes);
    for end in 0..bytes.len() {
        assert!(read(&bytes[..end]) < intact, "cut off at {end} of {}, it is still read whole", bytes.len());
    }
    let mut refused = 0;
    let mut copy = bytes.to_vec();
    for at in 0..bytes.len() {
        for mask in [0x01, 0x80, 0xff] {
            copy[at] ^= mask;
            refused += usize::from(read(&copy) < intact);
            copy[at] ^= mask;
        }
    }
    assert!(refused > bytes.len() / 20, "only {refused} changes are noticed");
}

/// What was packed must come out, or customers read something else than the writer wrote.
#[test]
fn a_whole_pack_comes_back_equal() {
    let pack = small();
    assert!(decode(&encode(&pack)) == Ok(pack.clone()));
    assert!(decode_chunk(&encode_chunk(texts(&pack))).as_deref() == Ok(texts(&pack)));
    let index = index_of(&pack, &pack.index).unwrap();
    let best = index.search(&Query::new("żółć", &LanguageWords::of("en")), 5, &mut NoTexts).hits[0].article;
    assert_eq!(pack.articles[best as usize].title, "Żółć?");
}

/// A pack that is cut off or changed by one byte gives an error or a usable value.
/// Invariant (core): damaged bytes, and titles that belong to another pack, give an error value, never a panic. See
/// also `tests/reader.rs`.
#[test]
fn a_damaged_pack_never_panics() {
    check_damage(&encode(&small()), use_pack);
}

/// The same for the index alone, without an earlier check.
#[test]
fn a_damaged_index_never_panics() {
    let pack = small();
    check_damage(&pack.index, |bytes| {
        index_of(&pack, bytes).map_or(0, |index| {
            use_index(&index, &pack);
            1
        })
    });
}

/// The same for the text of a large site.
#[test]
fn a_damaged_text_never_panics() {
    check_damage(&encode_chunk(texts(&small())), |bytes| {
        decode_chunk(bytes).map_or(0, |texts| {
            texts.iter().for_each(|blocks| drop(plain_blocks(blocks)));
            1
        })
    });
}

/// The error message must say what is wrong: another file, another build, or damage.
#[test]
fn errors_tell_what_is_wrong() {
    let good = encode(&small());
    let mut newer = good.clone();
    newer[4] += 1;
    for (bytes, expected) in [
        (&b""[..], PackError::NotAPack),
        (b"<!doctype html>", PackError::NotAPack),
        (b"NDPK", PackError::Damaged),
        (&newer, PackError::Version(VERSION + 1)),
        (&good[..good.len() - 1], PackError::Damaged),
    ] {
        assert_eq!(decode(bytes), Err(expected));
    }
    assert!(decode_chunk(&good).is_err() && index_of(&small(), &good).is_err());
}

/// Numbers that point past the end are damage, too.
#[test]
fn numbers_that_point_nowhere_are_refused() {
    type Change = fn(&mut Pack);
    let changes: [(&str, Change); 17] = [
        ("popular", |pack| pack.popular.push(2)),
        ("category's article", |pack| pack.categories[0].articles.push(2)),
        ("article's category", |pack| pack.articles[0].category = 1),
        ("channel's hours", |pack| pack.site.channels[0].schedule = Some(1)),
        ("page's article", |pack| pack.pages[0].articles.push(2)),
        ("page's notice", |pack| pack.pages[0].notices.push(1)),
        ("article without text", |pack| pack.text = Text::Inline(Vec::new())),
        ("no chunk", |pack| pack.text = Text::Chunked { per_chunk: 1, files: Vec::new() }),
        ("number's article", |pack| pack.numbers[0].articles.push(2)),
        ("synonym of nothing", |pack| pack.synonyms[0].from.clear()),
        ("synonym of an empty word", |pack| pack.synonyms[0].from[0].insert(0, ' ')),
        ("synonym of an empty phrase", |pack| pack.synonyms[0].from[0].clear()),
        ("synonym without weight", |pack| pack.synonyms[0].weight = 0),
        ("synonym that finds nothing", |pack| pack.synonyms[0].to.clear()),
        ("synonym that finds an empty phrase", |pack| pack.synonyms[0].to[0].clear()),
        ("endless synonym", |pack| pack.synonyms[0].to[0] = "a a a a a".into()),
        ("chunks of nothing", |pack| pack.text = Text::Chunked { per_chunk: 0, files: Vec::new() }),
    ];
    for (what, change) in changes {
        let mut pack = small();
        change(&mut pack);
        assert_eq!(decode(&encode(&pack)), Err(PackError::Damaged), "{what}");
    }
}

/// A length of four billion must be refused at once, not allocated in the phone's memory.
#[test]
fn absurd_lengths_are_refused_at_once() {
    const HUGE: [u8; 5] = [0xff, 0xff, 0xff, 0xff, 0x0f];
    let pack = small();
    let start = Instant::now();
    let mut read = 0;
    for (good, from) in [(encode(&pack), 5), (encode_chunk(texts(&pack)), 4), (pack.index.clone(), 4)] {
        for at in from..good.len() {
            let bytes = [&good[..at], &HUGE, &good[at + 1..]].concat();
            use_pack(&bytes);
            drop((decode_chunk(&bytes), index_of(&pack, &bytes)));
            read += 1;
        }
    }
    let limit = Duration::from_millis(20) * read;
    assert!(start.elapsed() < limit, "{:?} for {read} packs", start.elapsed());
}

/// Blocks inside blocks without end must not exhaust the stack, which is small in a browser.
#[test]
fn deep_nesting_is_refused() {
    let titled = |blocks| Block::Titled { callout: None, fold: Fold::Closed, title: Vec::new(), blocks };
    let chunk = |levels: usize, kind: &str| {
        let mut blocks = vec![Block::Rule];
        let mut run = vec![Inline::Break];
        for _ in 0..levels {
            blocks = vec![if kind == "quotes" { Block::Quote(blocks) } else { titled(blocks) }];
            run = vec![if kind == "strong" { Inline::Strong(run) } else { Inline::Marked(Mark::Key, run) }];
        }
        let one = if ["quotes", "titled"].contains(&kind) { blocks } else { vec![Block::Paragraph(run)] };
        encode_chunk(&[one])
    };
    for (kind, bytes) in [("quotes", 2), ("strong", 2), ("titled", 5), ("marks", 3)] {
        assert!(decode_chunk(&chunk(40, kind)).is_ok(), "40 levels of {kind} are what the studio may write");
        // By hand: a tree of that depth cannot even be dropped. Each level repeats the same bytes.
        let (one, two) = (chunk(1, kind), chunk(2, kind));
        let at = (0..two.len() - bytes).find(|&at| [&two[..at], &two[at + bytes..]].concat() == one).unwrap();
        let deep = |levels: usize| [&two[..at], &two[at..at + bytes].repeat(levels), &two[at + bytes..]].concat();
        assert_eq!(deep(39), chunk(40, kind), "{kind}");
        assert!(decode_chunk(&deep(10_000)).is_err(), "{kind}");
        assert!(decode_chunk(&deep(1_000_000)).is_err(), "{kind}");
    }
}

/// Two years of hours must not make the download noticeably larger: at most 400 bytes a schedule, compressed. The table
/// by itself, and what a schedule with the names of all its days adds to the demo's pack.
/// Invariant (core): a schedule of two years takes at most 400 bytes, compressed.
#[test]
fn schedules_are_small() {
    let size = |bytes: &[u8]| gzip(bytes, Effort::Best).len();
    for content in demo().languages {
        for schedule in &content.schedules {
            let table = Schedule { named: Vec::new(), ..schedule.clone() };
            let (table, named) = [&table, schedule].map(|one| size(&postcard::to_allocvec(one).unwrap())).into();
            println!("{}: table {table} bytes, with names {named}, alone", content.lang);
            assert!(table <= 400, "{}: {table} bytes", content.lang);
        }
        let count = content.schedules.len();
        let full = pack_of("Shop", content);
        let mut bare = full.clone();
        bare.site.schedules.clear();
        bare.site.channels.iter_mut().for_each(|channel| channel.schedule = None);
        let each = (size(&encode(&full)) - size(&encode(&bare))) / count;
        println!("{}: {each} bytes a schedule in the pack", full.lang);
        assert!(each <= 400, "{}: {each} bytes", full.lang);
    }
}
