//! Addresses that a form may post to, and help desks that no form may.

/// The kind of an address.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Endpoint {
    /// A server of the company, used as it is written; may be a path on the page's own site.
    Own,
    /// A help desk: the paths below it are known to `crate::request::sink`.
    HelpDesk,
}

/// A message and its help.
type Refusal = (String, String);

/// Kinds that people try and that need a secret key, without `_`, `-` and spaces, with their names.
const KEYED_KINDS: [(&str, &str); 9] = [
    ("freshdesk", "Freshdesk"),
    ("helpscout", "Help Scout"),
    ("freescout", "FreeScout"),
    ("zammadapi", "Zammad’s API of tickets"),
    ("jira", "Jira"),
    ("servicenow", "ServiceNow"),
    ("intercom", "Intercom"),
    ("gorgias", "Gorgias"),
    ("zohodesk", "Zoho Desk"),
];
/// Ends of the hosts of these help desks.
const KEYED_HOSTS: [(&str, &str); 6] = [
    ("freshdesk.com", "Freshdesk"),
    ("helpscout.net", "Help Scout"),
    ("atlassian.net", "Jira"),
    ("service-now.com", "ServiceNow"),
    ("gorgias.com", "Gorgias"),
    ("intercom.io", "Intercom"),
];
/// Paths of these help desks, on any host; a company's own server can be written as a path from the root.
const KEYED_PATHS: [(&str, &str); 4] = [
    ("/api/v1/tickets", "Zammad’s API of tickets"),
    ("/api/v2/tickets", "Zendesk’s API of tickets"),
    ("/api/conversations", "FreeScout"),
    ("/rest/servicedeskapi", "Jira"),
];

/// Why a help desk with a key is refused, and what to do instead.
pub(super) fn keyed_kind(kind: &str) -> Option<Refusal> {
    let plain: String = kind.chars().filter(|c| !"_- ".contains(*c)).flat_map(char::to_lowercase).collect();
    KEYED_KINDS.iter().find(|(known, _)| *known == plain).map(|(_, name)| keyed(name))
}

fn keyed(name: &str) -> Refusal {
    let message = format!("{name} needs a key that would be in every visitor’s browser and opens the whole desk");
    let form = match name {
        _ if name.starts_with("Zammad") => "`kind = \"zammad\"`, its form channel",
        _ if name.starts_with("Zendesk") => "`kind = \"zendesk\"`, its requests by anybody",
        _ => "its own form",
    };
    let help = format!(
        "use `kind = \"mailto\"` to its support address, {form}, or a `kind = \"webhook\"` of yours that keeps the key"
    );
    (message, help)
}

/// An address in the form in which it is posted to.
pub(super) fn read(text: &str, endpoint: Endpoint) -> Result<String, Refusal> {
    let refuse = |message: &str, help: &str| Err((format!("`{text}` {message}"), help.to_owned()));
    let unclean = |c: char| c.is_whitespace() || c.is_control() || "\\\"<>`{}".contains(c);
    if text.contains(unclean) {
        return refuse("is no address", "write it as it stands in a browser’s address bar, without spaces");
    }
    if endpoint == Endpoint::Own && text.starts_with('/') && !text.starts_with("//") {
        return match text.contains('#') {
            true => refuse("has a `#`", "leave out all from `#` on: it never reaches a server"),
            false => Ok(text.to_owned()),
        };
    }
    let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else {
        let path = if endpoint == Endpoint::Own { ", or with `/` for a path on the page’s own site" } else { "" };
        return refuse("is no address that a form can post to", &format!("it begins with https://{path}"));
    };
    let at = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(at);
    let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host).to_lowercase();
    if text.starts_with("http://") && host != "localhost" && host != "127.0.0.1" {
        return refuse("is not encrypted", "it begins with https://; http:// is for trying on localhost");
    }
    if authority.contains('@') {
        return refuse("holds a name", "leave out all between `https://` and `@`");
    }
    let has_labels = host.split('.').all(|label| !label.is_empty());
    if !has_labels || authority.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_err()) {
        return refuse("names no server", "write it as it stands in a browser’s address bar");
    }
    let ends = |known: &str| host == known || host.strip_suffix(known).is_some_and(|rest| rest.ends_with('.'));
    if let Some((_, name)) = KEYED_HOSTS.iter().find(|(known, _)| ends(known)) {
        return Err(keyed(name));
    }
    // The sink of kind `zendesk` uses the host alone, and posts to another path of it.
    let applies = |name: &str| endpoint == Endpoint::Own || !name.starts_with("Zendesk");
    if let Some((_, name)) = KEYED_PATHS.iter().find(|(known, name)| path.starts_with(known) && applies(name)) {
        return Err(keyed(name));
    }
    if path.contains('#') {
        return refuse("has a `#`", "leave out all from `#` on: it never reaches a server");
    }
    if endpoint == Endpoint::Own {
        return Ok(text.to_owned());
    }
    if path.contains('?') || path.contains("/api/") {
        let begin = text.split_once("://").map_or("", |(scheme, _)| scheme);
        return refuse("is more than the address of the help desk", &format!("write `{begin}://{authority}`"));
    }
    Ok(text.trim_end_matches('/').to_owned())
}
