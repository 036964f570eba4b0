//! Tags without a content: what they show is in their arguments.

use super::{
    arguments::literals,
    data::listed,
    foreign::ForeignKind,
    icons,
    inline::plain_words,
    lines::part,
    names::{Meaning, meaning},
    pieces::{ADDRESSES, address, aside, destination, link_text, name_of},
    tags::{Form, Tag},
    writer::Writer,
};

impl Writer<'_, '_> {
    /// A tag without content: what it shows is in its arguments.
    pub(super) fn alone(&mut self, tag: &Tag) {
        let arguments = &tag.arguments;
        if let Some(sign) = icons::sign_of_tag(&tag.name, arguments, part(self.pass.text, 0..tag.span.start)) {
            return self.inline(tag, sign);
        }
        match meaning(&tag.name) {
            Meaning::Callout(named) => {
                let said = arguments.text(&["content", "text", "body", "message", "description", "html"]);
                let plain = arguments.plain.iter().find(|(value, quoted)| *quoted && value.contains(' '));
                let class = named.or_else(|| arguments.class()).map_or("note", |class| class.name());
                match said.or_else(|| plain.map(|(value, _)| value.clone())) {
                    Some(said) => {
                        let title = arguments.text(&["title", "heading"]);
                        let block = format!("{}\n\n{said}\n\n</aside>", aside(class, title.as_deref()));
                        if self.around(&tag.span).one_line {
                            self.pass.edits.replace(tag.span.clone(), said);
                        } else {
                            self.block(&tag.span, &block, "");
                        }
                    }
                    None => self.unknown(tag),
                }
            }
            Meaning::Card => self.card(tag),
            Meaning::Tab => match arguments.title().or_else(|| self.groups.last_mut()?.labels.next()) {
                Some(label) => self.label(&tag.span, &label),
                None => self.remove(tag),
            },
            Meaning::Figure => self.figure(tag),
            Meaning::Link | Meaning::Reference => {
                let target = address(arguments).or_else(|| arguments.first().map(str::to_owned));
                let Some(target) = target else { return self.unknown(tag) };
                let words = arguments
                    .text(&["caption", "text", "title", "label", "name", "content", "alt", "headline", "linktext"]);
                let plain = || arguments.plain.iter().map(|(value, _)| value).find(|value| **value != target).cloned();
                let words = words.or_else(plain).unwrap_or_else(|| name_of(&target));
                let link = format!("[{}]({})", link_text(&words), destination(&target));
                self.inline(tag, &link);
            }
            Meaning::Embed => self.embed(tag),
            Meaning::Words => self.words(tag),
            Meaning::Name => {
                let name = format!("*{}*", tag.name);
                self.inline(tag, &name);
            }
            Meaning::Keys => {
                let keys: Vec<String> = arguments
                    .plain
                    .iter()
                    .flat_map(|(value, _)| value.split('+'))
                    .map(|key| format!("<kbd>{}</kbd>", key.trim()))
                    .collect();
                let keys = arguments
                    .text(&["keys", "combo", "shortcut"])
                    .map_or(keys, |named| named.split('+').map(|key| format!("<kbd>{}</kbd>", key.trim())).collect());
                self.inline(tag, &keys.join("+"));
            }
            Meaning::Break => self.pass.edits.replace(tag.span.clone(), "<br>"),
            Meaning::Drop | Meaning::DropContent | Meaning::Element(_) => self.remove(tag),
            Meaning::Loop => {
                self.pass.lost(ForeignKind::Loop, tag.span.clone());
                self.remove(tag);
            }
            Meaning::Tabs | Meaning::Group if self.data(tag) => {}
            Meaning::Tabs | Meaning::Group => self.titled(tag),
            Meaning::Code if self.code(tag) => {}
            Meaning::Details | Meaning::Step | Meaning::Code | Meaning::Unknown => {
                self.unknown(tag);
            }
        }
    }

    /// A title with an address, and what is said of it.
    pub(super) fn card(&mut self, tag: &Tag) {
        let arguments = &tag.arguments;
        let title = arguments.title();
        let target = arguments.text(&ADDRESSES[..4]);
        let words = arguments.text(&["linktext", "buttontext", "cta", "button"]);
        let said = arguments.text(&["description", "subtitle", "desc", "body", "content", "details"]);
        let mut parts: Vec<String> = Vec::new();
        match (&title, &target, &words) {
            (Some(title), Some(target), None) => {
                parts.push(format!("**[{}]({})**", link_text(title), destination(target)));
            }
            (Some(title), ..) => parts.push(format!("**{title}**")),
            _ => {}
        }
        parts.extend(said);
        match (words, target, title) {
            (Some(words), Some(target), _) => parts.push(format!("[{}]({})", link_text(&words), destination(&target))),
            (None, Some(target), None) if tag.form == Form::Alone => {
                parts.push(format!("[{}]({})", name_of(&target), destination(&target)));
            }
            _ => {}
        }
        if parts.is_empty() {
            self.remove(tag);
        } else if self.around(&tag.span).one_line {
            self.pass.edits.replace(tag.span.clone(), parts.join(" "));
        } else {
            let block = self.around(&tag.span).block(&parts.join("\n\n"));
            self.pass.edits.replace(tag.span.clone(), block);
        }
    }

    /// Counts a tag; the words in its arguments stay.
    pub(super) fn unknown(&mut self, tag: &Tag) {
        if self.data(tag) {
            return;
        }
        self.pass.lost(tag.kind, tag.span.clone());
        self.titled(tag);
    }

    /// Whether an argument of a tag is a list of things that it shows; it is shown then.
    pub(super) fn data(&mut self, tag: &Tag) -> bool {
        let Some(list) = tag.arguments.codes().find_map(listed) else { return false };
        let around = self.around(&tag.span);
        let text = if around.one_line { list.replace("- ", "").replace('\n', "; ") } else { around.block(&list) };
        self.pass.edits.replace(tag.span.clone(), text);
        true
    }

    /// Whether a tag has code in an argument; it is shown then.
    fn code(&mut self, tag: &Tag) -> bool {
        const NAMES: [&str; 7] = ["text", "code", "command", "content", "value", "source", "snippet"];
        let found = NAMES.iter().find_map(|name| tag.arguments.lines(name));
        let Some(code) = found.filter(|code| !code.trim().is_empty() && !code.contains("```")) else { return false };
        let around = self.around(&tag.span);
        let text = match around.one_line || !around.alone() && !code.contains('\n') {
            true => format!("``{}``", code.split_whitespace().collect::<Vec<_>>().join(" ")),
            false => around.block(&format!("```\n{}\n```", code.trim_matches('\n'))),
        };
        self.pass.edits.replace(tag.span.clone(), text);
        true
    }

    /// A tag that goes, with the words that its arguments hold.
    pub(super) fn titled(&mut self, tag: &Tag) {
        const NAMES: [&str; 9] =
            ["title", "heading", "headline", "label", "summary", "caption", "text", "description", "alt"];
        let named = tag.arguments.text(&NAMES);
        let plain = || {
            let sentence =
                |value: &&(String, bool)| value.1 && value.0.contains(' ') && !value.0.contains(['{', '/', '=', '<']);
            tag.arguments.plain.iter().find(sentence).map(|(value, _)| value.clone())
        };
        // A sentence is for readers, whatever it is called.
        let sentence = || {
            let sentence = |(_, text): &(String, String)| {
                text.split_whitespace().count() > 3 && !text.contains(['{', '=', '<', ';'])
            };
            tag.arguments
                .texts()
                .into_iter()
                .find(sentence)
                .map(|(_, text)| text.split_whitespace().collect::<Vec<_>>().join(" "))
        };
        match named.or_else(plain).or_else(sentence) {
            Some(words)
                if meaning(&tag.name) == Meaning::Unknown
                    || tag.arguments.text(&["title", "label", "caption"]).is_some() =>
            {
                let around = self.around(&tag.span);
                let text =
                    if around.alone() && !around.one_line { around.block(&format!("**{words}**")) } else { words };
                self.pass.edits.replace(tag.span.clone(), text);
            }
            _ => self.remove(tag),
        }
    }

    pub(super) fn inline(&mut self, tag: &Tag, text: &str) {
        if text.is_empty() { self.remove(tag) } else { self.pass.edits.replace(tag.span.clone(), text) }
    }

    pub(super) fn words(&mut self, tag: &Tag) {
        let arguments = &tag.arguments;
        let named = arguments.text(&["text", "label", "title", "name", "content", "term", "value", "message"]);
        let plain = arguments
            .plain
            .iter()
            .rev()
            .find(|(value, quoted)| *quoted || arguments.plain.len() == 1 && !value.is_empty());
        match named.or_else(|| plain.map(|(value, _)| value.trim_matches(['[', ']']).to_owned())) {
            Some(words) => self.inline(tag, &words),
            None => self.remove(tag),
        }
    }

    pub(super) fn figure(&mut self, tag: &Tag) {
        let arguments = &tag.arguments;
        let source = arguments.text(&["src", "source", "url", "path", "image", "img", "link", "href", "file", "light"]);
        let first = || arguments.plain.iter().map(|(value, _)| value).find(|value| value.contains(['.', '/'])).cloned();
        let sources = || arguments.code("sources").and_then(|code| literals(code).into_iter().next());
        let Some(source) = source.or_else(first).or_else(sources) else { return self.unknown(tag) };
        let folder = arguments.text(&["loc", "dir", "folder", "directory", "base"]).filter(|_| !source.contains('/'));
        let source = folder.map_or(source.clone(), |folder| format!("{}/{source}", folder.trim_end_matches('/')));
        // Behind the path a title, between quotes or as bare words.
        let plain = || {
            let others =
                arguments.plain.iter().filter(|(value, _)| **value != *source && !source.ends_with(value.as_str()));
            let word = |value: &&(String, bool)| {
                value.0.chars().any(char::is_alphabetic) && !value.0.contains(['/', '=', '{'])
            };
            let words: Vec<&str> = others.filter(word).map(|(value, _)| value.as_str()).collect();
            Some(words.join(" ")).filter(|words| !words.is_empty())
        };
        let alt = arguments.text(&["alt", "alttext", "imagealt", "title", "description"]).or_else(plain);
        let caption = arguments.text(&["caption", "figcaption", "attr", "legend"]).or_else(|| {
            arguments.text(&["title"]).filter(|title| arguments.text(&["alt"]).is_some_and(|alt| alt != *title))
        });
        let words = alt.or_else(|| caption.clone()).map(|words| plain_words(&words)).unwrap_or_default();
        let picture = format!("![{}]({})", link_text(&words), destination(&source));
        let around = self.around(&tag.span);
        let text = match caption {
            Some(caption) if around.alone() && !around.one_line => {
                around.block(&format!("<figure>\n\n{picture}\n\n<figcaption>{caption}</figcaption>\n\n</figure>"))
            }
            Some(caption) if caption != words => format!("{picture} {caption}"),
            _ => picture,
        };
        self.pass.edits.replace(tag.span.clone(), text);
    }

    pub(super) fn embed(&mut self, tag: &Tag) {
        let arguments = &tag.arguments;
        let given = arguments
            .text(&["url", "src", "href", "link", "source", "file", "path", "id", "videoid", "video", "v", "youtubeid"])
            .or_else(|| arguments.first().map(str::to_owned));
        let Some(given) = given else { return self.unknown(tag) };
        let id = !given.contains(['/', '.', ' ']);
        let target = match tag.name.as_str() {
            name if id && (name.contains("youtube") || name.starts_with("yt")) => {
                format!("https://www.youtube.com/watch?v={given}")
            }
            name if id && name.contains("vimeo") => format!("https://vimeo.com/{given}"),
            name if id && name.contains("loom") => format!("https://www.loom.com/share/{given}"),
            _ if id => return self.unknown(tag),
            _ => given,
        };
        let words = arguments.text(&["title", "caption", "label", "alt", "name"]);
        let link = match words {
            Some(words) => format!("[{}]({})", link_text(&words), destination(&target)),
            None if target.starts_with("http") && !target.contains([' ', '<', '>']) => format!("<{target}>"),
            None => format!("[{}]({})", name_of(&target), destination(&target)),
        };
        self.inline(tag, &link);
    }
}
