//! What is said of addresses that are none.

use crate::studio::media::EXTENSIONS;

/// How to write an address of another site or of a person that looks like a path.
pub(super) fn outside(address: &str) -> Option<String> {
    let end = address.find(['/', '?', '#']).unwrap_or(address.len());
    let (first, rest) = address.split_at_checked(end)?;
    if let Some((name, host)) = address.split_once('@')
        && end == address.len()
        && !name.is_empty()
        && is_host(host)
    {
        return Some(format!("an address of a person is `mailto:{address}`"));
    }
    let site = match first {
        "" => rest.strip_prefix("//").filter(|rest| is_host(rest.split('/').next().unwrap_or_default())),
        "http" | "https" => rest.strip_prefix("//"),
        _ if is_host(first) && (first.starts_with("www.") || rest.starts_with('/')) => Some(address),
        _ => None,
    }?;
    Some(format!("an address of another site is `https://{site}`"))
}

/// Whether a text could be the name of a site, and is not the name of a file.
fn is_host(text: &str) -> bool {
    let mut labels = text.split('.');
    let last = labels.next_back().unwrap_or_default().to_lowercase();
    let files = ["md", "markdown", "mdx", "html", "htm", "txt", "pdf"];
    labels.clone().next().is_some()
        && labels.all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-'))
        && last.chars().count() > 1
        && last.chars().all(char::is_alphabetic)
        && !files.contains(&last.as_str())
        && !EXTENSIONS.contains(&last.as_str())
}

/// Whether links may begin with a scheme, so that something else is wrong with one that is left out.
pub(super) fn is_known(scheme: &str) -> bool {
    ["http", "https", "mailto", "tel", "sms"].contains(&scheme.to_ascii_lowercase().as_str())
}

/// How to mend a link that begins with a scheme and is left out.
pub(super) fn scheme(scheme: &str) -> &'static str {
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => "an address is `https://`, the name of a site such as `www.example.com`, and a path",
        "mailto" | "tel" | "sms" => "behind the colon stands an address or a number, as in `mailto:help@example.com`",
        _ => "links begin with https:, http:, mailto:, tel: or sms:, or are paths of other files",
    }
}
