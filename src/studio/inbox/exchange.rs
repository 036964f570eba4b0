//! An HTTP request and its response, as values: neither knows of a network.

/// A request.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// `GET`, `POST`, in capitals.
    pub method: &'a str,
    /// The path, with its query.
    pub url: &'a str,
    /// Names and values.
    pub headers: &'a [(String, String)],
    /// At most [`MAX_BODY`](super::MAX_BODY) bytes of it and one more.
    pub body: &'a [u8],
}

impl Request<'_> {
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

/// A response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// Names and values, `Content-Type` among them.
    pub headers: Vec<(&'static str, String)>,
    /// What is shown.
    pub body: Vec<u8>,
    /// A line for the terminal in which the server runs.
    pub log: Option<String>,
}

impl Response {
    pub(super) fn new(status: u16, kind: &str, body: impl Into<Vec<u8>>) -> Self {
        let headers = [("Content-Type", kind), ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")];
        let headers = headers.map(|(name, value)| (name, value.to_owned())).into();
        Self { status, headers, body: body.into(), log: None }
    }

    pub(super) fn text(status: u16, text: impl Into<String>) -> Self {
        Self::new(status, "text/plain; charset=utf-8", text.into())
    }

    /// Sends the browser somewhere else.
    pub(super) fn redirect(status: u16, place: &'static str) -> Self {
        Self::text(status, "").with("Location", place)
    }

    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}
