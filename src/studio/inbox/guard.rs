//! Keeps other sites away from what the inbox shows. Any page in the same browser can reach this machine's ports: it
//! must neither read what customers wrote, nor put it into a frame, nor press a button.

use super::exchange::{Request, Response};
use crate::studio::loopback::is_loopback;

/// Nothing but the page's own style and the pictures in it; no frame around it; forms go nowhere else.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; \
                      frame-ancestors 'none'; base-uri 'none'";

/// Whether the browser was sent here by a name of this machine; see [`loopback`](crate::studio::loopback).
pub(super) fn is_local(request: &Request<'_>) -> bool {
    request.header("Host").is_some_and(is_loopback)
}

/// Whether a button of the inbox itself was pressed: the browser says where a form came from, and a page cannot change
/// what it says.
pub(super) fn is_same_origin(request: &Request<'_>) -> bool {
    match request.header("Sec-Fetch-Site") {
        Some(site) => site == "same-origin",
        // Browsers from before 2023.
        None => request
            .header("Origin")
            .zip(request.header("Host"))
            .is_some_and(|(origin, host)| origin == format!("http://{host}")),
    }
}

/// Adds the headers that protect what is shown. `same-origin`, not `no-referrer`: with that, forms say `Origin: null`.
pub(super) fn protect(response: Response) -> Response {
    response
        .with("Content-Security-Policy", POLICY)
        .with("Cross-Origin-Resource-Policy", "same-origin")
        .with("Referrer-Policy", "same-origin")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(headers: &[(&str, &str)], check: fn(&Request<'_>) -> bool) -> bool {
        let headers: Vec<_> = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        check(&Request { method: "GET", url: "/inbox/", headers: &headers, body: b"" })
    }

    /// A site that points its own name at this machine would read every request.
    #[test]
    fn names_of_this_machine() {
        assert!(with(&[("host", "localhost:8080")], is_local));
        assert!(!with(&[("Host", "evil.example")], is_local));
        assert!(!with(&[], is_local));
    }

    /// A page elsewhere must not delete what a customer wrote.
    #[test]
    fn buttons_are_our_own() {
        let host = ("Host", "localhost:8080");
        assert!(with(&[host, ("Sec-Fetch-Site", "same-origin")], is_same_origin));
        assert!(with(&[host, ("Origin", "http://localhost:8080")], is_same_origin));
        for header in [
            ("Sec-Fetch-Site", "cross-site"),
            ("Sec-Fetch-Site", "same-site"),
            ("Sec-Fetch-Site", "none"),
            ("Origin", "http://localhost:9090"),
            ("Origin", "https://localhost:8080"),
            ("Origin", "null"),
            ("Referer", "http://localhost:8080/inbox/"),
        ] {
            assert!(!with(&[host, header], is_same_origin), "{header:?}");
        }
        assert!(!with(&[host, ("Sec-Fetch-Site", "cross-site"), ("Origin", "http://localhost:8080")], is_same_origin));
        assert!(!with(&[], is_same_origin), "neither name nor origin");
    }
}
