//! A request on its way into the visitor's mail program: every message that leaves as a link or as a file is read back
//! as the standards say, and is unchanged.
//!
//! Invariant (core): a message sent as a link is read back unchanged, character by character, and the link is never
//! longer than 1,900 characters.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "mailto/messages.rs"]
mod messages;
#[path = "mailto/uri.rs"]
mod uri;

use mail_parser::MessageParser;
use messages::MESSAGES;
use nightdesk::{
    request::{Contact, Context, FieldValue, Letter, MAILTO_LIMIT, Mailto, ReadArticle, Request, Search, mailto},
    text::FormStrings,
};

const TO: &str = "pomoc+zwroty@sklepmalina.example";

/// A request with a context of `lines` lines and its id.
fn request(subject: &str, message: &str, lines: usize) -> Request {
    let article = |number| ReadArticle {
        slug: format!("artykul-{number}"),
        title: format!("Kiedy dostanę pieniądze za zwrot nr {number}?"),
        seconds: 41,
        helpful: Some(false),
    };
    let search = |number| Search { query: format!("zwrot & wymiana {number}"), results: 3 };
    Request {
        id: "0b5c7f6e-3c55-4c51-9d3f-6a2b8f0e4d11".into(),
        subject: subject.into(),
        message: message.into(),
        fields: vec![FieldValue {
            label: "Numer zamówienia".into(),
            value: "MAL-204518".into(),
            ..FieldValue::default()
        }],
        contact: Contact { name: "Żaneta Święcicka".into(), ..Contact::default() },
        context: Context {
            articles: (0..lines / 2).map(article).collect(),
            searches: (lines / 2..lines).map(search).collect(),
            ..Context::default()
        },
        ..Request::default()
    }
}

/// A text as the lines of an email.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Sends a message through a link, and reads it back: address, subject and body are unchanged, and of the context only
/// the end may be missing.
fn check(letter: &Letter, limit: usize) -> Mailto {
    let link = mailto(TO, letter, limit);
    assert!(link.url.len() <= limit, "{} characters: {}", link.url.len(), link.url);
    let read = uri::parse(&link.url).unwrap_or_else(|problem| panic!("{problem}: {}", link.url));
    let names: Vec<_> = read.headers.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!((read.to, names), (vec![TO.to_owned()], vec!["subject", "body"]));
    let (subject, body) = (&read.headers[0].1, read.headers[1].1.replace("\r\n", "\n"));
    assert_eq!(*subject, letter.subject);
    let body_with = |kept: usize| Letter { context: letter.context[..kept].to_vec(), ..letter.clone() }.text();
    match (link.whole, link.context_cut) {
        (true, false) => assert_eq!(body, letter.text()),
        (true, true) => {
            let kept = (0..letter.context.len()).rev().find(|kept| body_with(*kept) == body);
            let kept = kept.unwrap_or_else(|| panic!("more than the end is missing: {body}"));
            let longer = Letter { context: letter.context[..=kept].to_vec(), ..letter.clone() };
            assert!(mailto(TO, &longer, limit).context_cut, "line {kept} has room");
        }
        (false, _) => assert_eq!(body, letter.pasted),
    }
    link
}

/// What a customer wrote at night must be what is read in the morning, whatever characters it has.
#[test]
fn messages_arrive() {
    for (subject, message) in MESSAGES {
        for context in [0, 3] {
            let letter = Letter::new(&request(subject, message, context), FormStrings::of("pl"));
            assert_eq!(letter.subject, subject);
            assert!(letter.words.starts_with(&format!("{}\n\nNumer zamówienia: ", lines(message))), "{}", letter.words);
            let link = check(&letter, MAILTO_LIMIT);
            assert!(link.whole && !link.context_cut, "{message}");
        }
    }
}

/// A message that is too long must not arrive as half a message; what the visitor is asked to paste has all of it.
#[test]
fn long_messages() {
    let letters = "Maliny są zgniecione, a karton był mokry. ";
    let polish = |times: usize| letters.repeat(times);
    for (message, is_complete) in [
        (polish(21), true),
        (polish(60), false),
        ("👨‍👩‍👧‍👦".repeat(20), true),
        ("👨‍👩‍👧‍👦".repeat(25), false),
        ("%".repeat(500), true),
        ("\n".repeat(300) + "koniec", false),
        ("x".repeat(1_600), true),
        ("x".repeat(100_000), false),
    ] {
        let letter = Letter::new(&request("Mokra paczka", &message, 4), FormStrings::of("pl"));
        assert_eq!(check(&letter, MAILTO_LIMIT).whole, is_complete, "{} characters", message.chars().count());
        assert!(letter.text().contains(&message), "the text to paste lost something");
    }
    // A subject of any length is complete in the text.
    let subject = "Zażółć 👨‍👩‍👧‍👦 ".repeat(40);
    let letter = Letter::new(&request(&subject, "Halo", 0), FormStrings::of("pl"));
    check(&letter, MAILTO_LIMIT);
    assert!(letter.text().starts_with(subject.trim()));
}

/// One character too many must cost the context its last line, never a word of the message; the limit is used up to the
/// last line.
#[test]
fn words_go_before_context() {
    let message = "Maliny są zgniecione, a karton był mokry. ".repeat(12);
    let mut cut = 0;
    for count in 0..30 {
        let letter = Letter::new(&request("Mokra paczka", &message, count), FormStrings::of("pl"));
        assert_eq!(letter.context.len(), count + 1);
        let link = check(&letter, MAILTO_LIMIT);
        assert!(link.whole, "{count} lines");
        cut += usize::from(link.context_cut);
    }
    assert!((20..30).contains(&cut), "{cut} of 30 were cut");
    let letter = Letter::new(&request("Mokra paczka", &message, 5), FormStrings::of("pl"));
    let links: Vec<_> = (300..2_500).map(|limit| check(&letter, limit)).collect();
    assert!(links.is_sorted_by_key(|link| (link.whole, link.whole && !link.context_cut)));
    assert!(!links[0].whole && !links[links.len() - 1].context_cut);
    // One letter more than the last message that fits: six characters in the link.
    let fits = |letters: usize| {
        let letter = Letter::new(&request("", &"ą".repeat(letters), 0), FormStrings::of("pl"));
        check(&letter, MAILTO_LIMIT)
    };
    let last = (0..400).rfind(|letters| fits(*letters).whole).unwrap();
    assert!(fits(last).url.len() + 6 > MAILTO_LIMIT && (200..320).contains(&last), "{last}");
}

/// xorshift64*: the same texts on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u32) -> u32 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        ((self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as u32) % end
    }

    /// A text of all Unicode planes, with the characters critical to links and headers more often than by chance.
    fn text(&mut self, length: u32) -> String {
        const FEARED: [&str; 16] =
            ["\r", "\n", "\r\n", "\0", "\t", "%", "%0A", "&", "=", "?", "#", "+", " ", "=?UTF-8?B?", "\u{2028}", "ą"];
        let mut out = String::new();
        for _ in 0..self.below(length) {
            match self.below(4) {
                0 => out.push_str(FEARED[self.below(16) as usize]),
                1 => out.push(char::from(self.below(128) as u8)),
                2 => out.extend(char::from_u32(self.below(0x3000))),
                _ => out.extend(char::from_u32(self.below(0x11_0000))),
            }
        }
        out
    }
}

/// No table holds every text; none may break the link or lose a visible character.
#[test]
fn any_text_arrives() {
    let mut random = Random(20_261_125);
    let mut complete = 0;
    for round in 0..3_000 {
        let length = if round % 10 == 0 { 900 } else { 120 };
        let (subject, message) = (random.text(40), random.text(length));
        let mut request = request(&subject, &message, random.below(6) as usize);
        request.contact.name = random.text(9);
        request.context.page_title = random.text(20);
        let letter = Letter::new(&request, FormStrings::of("pl"));
        complete += usize::from(check(&letter, MAILTO_LIMIT).whole);
        let visible = |text: &str| text.chars().filter(|c| !c.is_control()).collect::<String>();
        assert!(visible(&letter.text()).contains(&visible(message.trim_end())), "{message:?}");
        check_eml(&letter, &random.text(30), TO);
    }
    assert!((2_000..2_950).contains(&complete), "{complete} of 3,000 fitted");
}

/// Writes a message as a file, and reads it back with a mail parser that is not ours.
fn check_eml(letter: &Letter, from: &str, to: &str) -> Vec<String> {
    let file = letter.eml(from, to, 1_795_601_105_000);
    assert!(!file.replace("\r\n", "").contains(['\r', '\n']), "a bare line break: {file:?}");
    let (head, body) = file.split_once("\r\n\r\n").unwrap();
    assert!(body.is_ascii() && body.split("\r\n").all(|line| line.len() <= 76), "{body}");
    for line in head.split("\r\n") {
        assert!(line.len() <= if line.contains('<') { 998 } else { 76 }, "{line}");
        assert!(!line.trim().is_empty(), "{head}");
    }
    let read = MessageParser::default().parse(file.as_bytes()).unwrap();
    assert_eq!(read.subject().unwrap_or_default(), letter.subject, "{head}");
    assert_eq!(read.body_text(0).unwrap_or_default().replace("\r\n", "\n"), letter.text());
    assert_eq!(read.date().unwrap().to_rfc3339(), "2026-11-25T10:05:05Z");
    assert_eq!(read.to().and_then(|to| to.first()).and_then(|to| to.address()), Some(to), "{head}");
    read.headers().iter().map(|header| header.name().to_owned()).collect()
}

/// A saved message that opens with another text, or goes to an additional address, is worse than none.
#[test]
fn letters_as_files() {
    let all =
        ["From", "To", "Subject", "Date", "X-Unsent", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"];
    for (subject, message) in MESSAGES {
        let letter = Letter::new(&request(subject, message, 3), FormStrings::of("pl"));
        let headers = check_eml(&letter, "jan@example.com", TO);
        let expected: Vec<_> = all.into_iter().filter(|name| *name != "Subject" || !subject.is_empty()).collect();
        assert_eq!(headers, expected, "{subject}");
        assert_eq!(check_eml(&letter, "", TO)[0], "To");
    }
    let bad = "x\r\nBcc: y@example.com\r\n\r\nInna treść";
    let mut letter = Letter::new(&request(bad, bad, 0), FormStrings::of("pl"));
    assert_eq!(check_eml(&letter, "jan@example.com\r\nBcc: y@example.com", TO), all);
    assert_eq!(check_eml(&letter, &"x".repeat(2_000), TO), all[1..]);
    // One that was not made from a request.
    letter.subject = bad.into();
    let file = letter.eml("\n", "a@example.com\r\nBcc: y@example.com\n\nx", 0);
    assert!(file.starts_with("To: <a@example.comBcc:y@example.comx>\r\nSubject: =?UTF-8?B?"), "{file}");
    assert!(uri::parse(&mailto(TO, &letter, MAILTO_LIMIT).url).is_ok());
}
