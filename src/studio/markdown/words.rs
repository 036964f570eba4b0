//! The words of a link that has none: a reader cannot press nothing, and one who hears the page hears only "link".

use percent_encoding::percent_decode_str;

use crate::{
    knowledge::{Inline, plain_inlines},
    studio::readable::readable,
};

/// A longer address is called by its host alone.
const MAX_ADDRESS: usize = 40;

/// Gives a link words, those of the page it leads to or of its address, where nothing in it has any; tells whether it
/// did.
pub(super) fn name(run: &mut Vec<Inline>, title: impl FnOnce() -> Option<String>, address: &str) -> bool {
    if !plain_inlines(run).trim().is_empty() {
        return false;
    }
    let words = title().unwrap_or_else(|| of_address(address));
    if words.is_empty() {
        return false;
    }
    match run.iter_mut().find_map(|inline| match inline {
        Inline::Image { alt, .. } => Some(alt),
        _ => None,
    }) {
        Some(alt) => *alt = words,
        None => *run = vec![Inline::Text(words)],
    }
    true
}

/// What a video or an embedded page is called: the name of its site, or of its file.
pub(super) fn of_media(address: &str) -> String {
    let path = path(address);
    site(path).map_or_else(|| file(path), |(host, _)| host).to_owned()
}

/// What an address is called: `shop.example/returns`, a number, the name of a file.
fn of_address(address: &str) -> String {
    let address = address.trim();
    if let Some((scheme, rest)) = address.split_once(':')
        && ["mailto", "tel", "sms"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
    {
        return rest.split('?').next().unwrap_or_default().to_owned();
    }
    let path = path(address).trim_end_matches('/');
    if let Some((host, whole)) = site(path) {
        return if whole.len() > MAX_ADDRESS { host } else { whole }.to_owned();
    }
    let heading = address.split_once('#').map_or("", |(_, heading)| heading);
    let file = file(path);
    let file = file.rsplit_once('.').map_or(file, |(name, _)| name);
    let name = if heading.is_empty() { file } else { heading };
    readable(&percent_decode_str(name).decode_utf8_lossy(), false)
}

/// An address up to its question or its fragment.
fn path(address: &str) -> &str {
    address.split(['?', '#']).next().unwrap_or_default()
}

/// The host of a path that has one, and the path without its scheme.
fn site(path: &str) -> Option<(&str, &str)> {
    let rest = path.split_once("://").map(|(_, rest)| rest).or_else(|| path.strip_prefix("//"))?;
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    Some((rest.split('/').next().unwrap_or_default(), rest))
}

fn file(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words must be those that a reader knows the place by.
    #[test]
    fn addresses_have_words() {
        for (address, words) in [
            ("https://www.shop.example/returns/", "shop.example/returns"),
            ("HTTPS://shop.example/a/very/long/path/that/nobody/reads?x=1", "shop.example"),
            ("mailto:help@shop.example?subject=x", "help@shop.example"),
            ("tel:+48123456789", "+48123456789"),
            ("../returns/send-a-parcel.md", "Send a parcel"),
            ("zwroty.md#termin-zwrotu", "Termin zwrotu"),
            ("dane%20firmy.pdf", "dane firmy"),
            ("", ""),
        ] {
            assert_eq!(of_address(address), words, "{address}");
        }
    }
}
