//! Markup in which nothing that a visitor wrote can become markup, enforced by types: only `'static` texts are taken as
//! they are, everything else is escaped. Links are mail addresses, telephone numbers and pages of the web.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::request::dialed;

/// What stays as it is in a link's address and in a file's name.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Markup, from its beginning on.
#[derive(Debug, Default)]
pub(super) struct Html(String);

impl Html {
    /// A page up to its content.
    pub(super) fn page(title: &str) -> Self {
        let mut html = Self::default();
        html.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
            .text(title)
            .raw("</title>\n<link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"/inbox/inbox.css\">\n")
            .raw("</head>\n<body>\n");
        html
    }

    /// The whole page.
    pub(super) fn end(mut self) -> String {
        self.raw("</body>\n</html>\n");
        self.0
    }

    /// Markup of this program's own.
    pub(super) fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Any text, also between the quotes of an attribute.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                c => self.0.push(c),
            }
        }
        self
    }

    /// A link with this text, or the text alone.
    pub(super) fn link(&mut self, href: Option<&str>, text: &str) -> &mut Self {
        match href {
            Some(href) => self.raw("<a href=\"").text(href).raw("\" dir=\"auto\">").text(text).raw("</a>"),
            None => self.raw("<bdi>").text(text).raw("</bdi>"),
        }
    }
}

/// A `mailto` link; `None` where the address is none. Whatever is not plain in the address is encoded, so that
/// it can neither add a header nor a second address.
pub(super) fn mail_link(address: &str, subject: &str) -> Option<String> {
    let (name, host) = address.trim().split_once('@')?;
    let whole = !name.is_empty() && !host.is_empty() && !host.contains('@') && !address.contains([',', ';']);
    let encoded = |text: &str| utf8_percent_encode(text, PLAIN).to_string();
    whole.then(|| format!("mailto:{}@{}?subject={}", encoded(name), encoded(host), encoded(subject)))
}

/// A `tel` link of the number in a text; `None` where there is none.
pub(super) fn phone_link(number: &str) -> Option<String> {
    dialed(number).map(|number| format!("tel:{number}"))
}

/// A link to a page of the web; `None` where the address is another kind of link.
pub(super) fn web_link(address: &str) -> Option<&str> {
    let start = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    (start.starts_with("http://") || start.starts_with("https://")).then_some(address)
}

/// A text as it may stand in a percent-encoded header.
pub(super) fn percent(text: &str) -> String {
    utf8_percent_encode(text, PLAIN).to_string()
}

/// A text in one line, without what controls a terminal or reverses the direction of letters.
pub(super) fn line(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}');
    text.chars().map(|c| if c.is_control() || turns(c) { ' ' } else { c }).collect::<String>().trim().to_owned()
}

/// The beginning of a text, of so many characters at most.
pub(super) fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A visitor's text that leads elsewhere than it says turns an agent's click against them.
    #[test]
    fn links() {
        let mail = |address| mail_link(address, "Re: Żółw");
        assert_eq!(mail("anna@example.com").unwrap(), "mailto:anna@example.com?subject=Re%3A%20%C5%BB%C3%B3%C5%82w");
        assert_eq!(mail("a+b@example.com").unwrap(), "mailto:a%2Bb@example.com?subject=Re%3A%20%C5%BB%C3%B3%C5%82w");
        assert!(mail("a@b.pl?bcc=x").unwrap().starts_with("mailto:a@b.pl%3Fbcc%3Dx?subject="));
        for bad in ["", "anna", "@", "a@", "@b", "a@b@c", "a@b.pl,c@d.pl", "javascript:alert(1)"] {
            assert_eq!(mail(bad), None, "{bad}");
        }
        assert_eq!(phone_link("+48 22 012 34 56").unwrap(), "tel:+48220123456");
        assert_eq!(phone_link("22 012 34 56;ext=<1>").unwrap(), "tel:220123456");
        assert_eq!(phone_link("no"), None);
        for (address, leads) in [
            ("https://example.com/a", true),
            ("HTTP://example.com", true),
            ("javascript:alert(1)//https://", false),
            (" https://example.com", false),
            ("data:text/html,x", false),
            ("//example.com", false),
            ("ż", false),
        ] {
            assert_eq!(web_link(address).is_some(), leads, "{address}");
        }
    }

    /// A subject must not clear the screen of who runs the server, nor show a file's name backwards.
    #[test]
    fn lines() {
        assert_eq!(line("a\u{1b}[2Jb\r\nc\u{202e}gnp.exe "), "a [2Jb  c gnp.exe");
        assert_eq!(cut("żółw jest", 5), "żółw…");
        assert_eq!(cut("żółw", 4), "żółw");
    }
}
