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

/// What an address is called: `shop.example/returns`, a number, the name of a file.
fn of_address(address: &str) -> String {
    let address = address.trim();
    let lower = address.to_ascii_lowercase();
    let behind = |scheme: &str| lower.starts_with(scheme).then(|| address.get(scheme.len()..)).flatten();
    if let Some(rest) = ["mailto:", "tel:", "sms:"].iter().find_map(|scheme| behind(scheme)) {
        return rest.split('?').next().unwrap_or_default().to_owned();
    }
    if let Some(rest) = ["https://", "http://", "//"].iter().find_map(|scheme| behind(scheme)) {
        let rest = rest.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
        let rest = rest.strip_prefix("www.").unwrap_or(rest);
        let host = rest.split('/').next().unwrap_or_default();
        return if rest.len() > MAX_ADDRESS { host } else { rest }.to_owned();
    }
    let (path, heading) = address.split_once('#').unwrap_or((address, ""));
    let path = path.split('?').next().unwrap_or_default().trim_end_matches('/');
    let file = path.rsplit('/').next().unwrap_or_default();
    let file = file.rsplit_once('.').map_or(file, |(name, _)| name);
    let name = if heading.is_empty() { file } else { heading };
    readable(&percent_decode_str(name).decode_utf8_lossy(), false)
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
