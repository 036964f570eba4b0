//! A call and its answer, as values: neither knows of a network.

/// A call.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    /// `GET`, `POST`, in capitals.
    pub method: &'a str,
    /// The path, with its query.
    pub url: &'a str,
    /// Names and values.
    pub headers: &'a [(String, String)],
    /// Not more of it than [`MAX_BODY`](super::MAX_BODY) and one byte.
    pub body: &'a [u8],
}

impl Ask<'_> {
    /// The path without its query.
    pub(super) fn path(&self) -> &str {
        self.url.split_once('?').map_or(self.url, |(path, _)| path)
    }

    /// A number in the query.
    pub(super) fn number(&self, name: &str) -> Option<i64> {
        let (_, query) = self.url.split_once('?')?;
        query.split('&').filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name)?.1.parse().ok()
    }

    /// The first header of a name, in whatever case.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Names and values, `Content-Type` among them.
    pub headers: Vec<(&'static str, String)>,
    /// What is shown.
    pub body: Vec<u8>,
    /// A line for whoever started the server.
    pub news: Option<String>,
}

impl Answer {
    pub(super) fn new(status: u16, kind: &str, body: impl Into<Vec<u8>>) -> Self {
        let headers = [("Content-Type", kind), ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")];
        let headers = headers.map(|(name, value)| (name, value.to_owned())).into();
        Self { status, headers, body: body.into(), news: None }
    }

    pub(super) fn text(status: u16, text: impl Into<String>) -> Self {
        Self::new(status, "text/plain; charset=utf-8", text.into())
    }

    /// Sends the browser somewhere else.
    pub(super) fn go(status: u16, place: &'static str) -> Self {
        Self::text(status, "").with("Location", place)
    }

    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}
