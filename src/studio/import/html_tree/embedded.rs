//! Films, sounds and pages inside a text: a link stands for each, since nothing of another server is shown.

use super::{
    super::{dom::NodeId, losses::Loss},
    reader::{Flow, Reader},
    tidy,
};
use crate::knowledge::{Block, Inline};

impl Reader<'_> {
    pub(super) fn embedded(&mut self, id: NodeId, flow: &mut Flow) {
        let dom = self.dom;
        let own = ["src", "data", "data-src"].iter().find_map(|name| dom.attribute(id, name));
        let inner = || {
            let sources = dom.inside(id).filter(|inner| dom.name(*inner) == "source");
            sources.filter_map(|inner| dom.attribute(inner, "src")).next()
        };
        let address =
            own.or_else(inner).map(str::trim).filter(|address| !address.is_empty() && *address != "about:blank");
        let words = ["title", "aria-label"].iter().find_map(|name| dom.attribute(id, name)).map(tidy::plain);
        let words = words.filter(|words| !words.is_empty());
        if let Some(address) = address {
            let address = watched(address);
            self.shown();
            self.page.lost(Loss::Embedded, &address);
            let target = self.page.link(&address);
            let words = words.unwrap_or(address);
            let words = vec![Inline::Text(words)];
            flow.push(Block::Paragraph(match target {
                Some(target) => vec![Inline::Link(target, words)],
                None => words,
            }));
        }
        // What is said to those who cannot see it, an object's picture among it.
        if dom.name(id) == "object" {
            self.children(id, flow);
        }
    }
}

/// The address at which a person sees what a page embeds.
fn watched(address: &str) -> String {
    let address = if address.starts_with("//") { format!("https:{address}") } else { address.to_owned() };
    let Some((_, behind)) = address.split_once("://") else { return address };
    let (host, path) = behind.split_once('/').unwrap_or((behind, ""));
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let host = host.strip_prefix("www.").unwrap_or(host);
    let named = |prefix: &str| path.strip_prefix(prefix).filter(|id| !id.is_empty() && !id.contains('/'));
    match host {
        "youtube.com" | "youtube-nocookie.com" => match named("embed/") {
            Some(id) => format!("https://www.youtube.com/watch?v={id}"),
            None => address,
        },
        // An unlisted film has a key in its address.
        "player.vimeo.com" => match named("video/") {
            Some(id) => {
                let key = query.split('&').find_map(|part| part.strip_prefix("h="));
                let key = key.map(|key| format!("/{key}")).unwrap_or_default();
                format!("https://vimeo.com/{id}{key}")
            }
            None => address,
        },
        "loom.com" => match named("embed/") {
            Some(id) => format!("https://www.loom.com/share/{id}"),
            None => address,
        },
        _ => address,
    }
}

#[cfg(test)]
mod tests {
    use super::watched;

    /// A visitor who follows the link must come to the film's own page.
    #[test]
    fn pages_of_films() {
        for (embedded, page) in [
            ("//www.youtube.com/embed/abc?rel=0", "https://www.youtube.com/watch?v=abc"),
            ("https://www.youtube-nocookie.com/embed/abc", "https://www.youtube.com/watch?v=abc"),
            ("https://player.vimeo.com/video/1?h=k&b=1", "https://vimeo.com/1/k"),
            ("https://www.loom.com/embed/x", "https://www.loom.com/share/x"),
            ("https://maps.example/embed?x=1", "https://maps.example/embed?x=1"),
            ("film.mp4", "film.mp4"),
        ] {
            assert_eq!(watched(embedded), page);
        }
    }
}
