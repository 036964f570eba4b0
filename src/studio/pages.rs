//! Static pages: every article as plain HTML that needs no JavaScript, and an index per language.
//!
//! They are what a visitor gets without scripts, what a search engine reads and what an article's address shows.
//! The tree is written out with every text escaped; nothing of an article is ever passed through as HTML.

use std::fmt::Write;

use super::{Article, LanguageContent, Library};
use crate::{
    knowledge::{Align, Block, Inline, Item, Target, is_safe_url},
    text::{Strings, long_date},
};

/// The style sheet of the pages.
const STYLE: &str = concat!(
    include_str!("../../style/tokens.css"),
    include_str!("../../style/article.css"),
    include_str!("../../style/page.css")
);

/// All pages by path. `with_widget` adds the script tag.
pub(super) fn render(library: &Library, with_widget: bool) -> Vec<(String, String)> {
    let mut out = vec![("pages.css".to_owned(), STYLE.to_owned())];
    for content in &library.languages {
        let lang = &content.lang;
        out.push((format!("{lang}/index.html"), index_page(library, content, with_widget, "../")));
        for article in &content.articles {
            out.push((
                format!("{lang}/{}/index.html", article.card.slug),
                article_page(library, content, article, with_widget),
            ));
        }
    }
    if let Some(first) = library.languages.first() {
        out.push(("index.html".to_owned(), index_page(library, first, with_widget, "")));
    }
    out
}

/// The frame around every page. `root` leads to the bundle's folder.
fn page(
    library: &Library,
    content: &LanguageContent,
    title: &str,
    description: &str,
    root: &str,
    with_widget: bool,
    main: &str,
) -> String {
    let strings = Strings::of(content.lang.as_str());
    let lang = &content.lang;
    let home = format!("{root}{lang}/");
    let name = if library.company.is_empty() {
        strings.help.to_owned()
    } else {
        format!("{} – {}", strings.help, library.company)
    };
    let full_title = if title.is_empty() { escape(&name) } else { format!("{} – {}", escape(title), escape(&name)) };
    let mut ways = String::new();
    for channel in &content.channels {
        if let Some(href) = channel.href() {
            let _ = write!(
                ways,
                "<li>{} <a href=\"{}\">{}</a> <small>{}</small></li>",
                escape(&channel.label),
                escape(&href),
                escape(&channel.value),
                escape(&channel.note)
            );
        }
    }
    let contact = if ways.is_empty() {
        String::new()
    } else {
        format!("<footer><h2>{}</h2><ul>{ways}</ul></footer>", escape(strings.contact))
    };
    let script = if with_widget {
        format!("<script async src=\"{root}nightdesk.js\" data-lang=\"{lang}\"></script>")
    } else {
        String::new()
    };
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{full_title}</title>\n<meta name=\"description\" content=\"{}\">\n<link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"{root}pages.css\">\n</head>\n\
         <body>\n<header><a href=\"{home}\">{}</a></header>\n<main>\n{main}</main>\n{contact}\n{script}\n</body>\n</html>\n",
        escape(description),
        escape(&name),
    )
}

fn index_page(library: &Library, content: &LanguageContent, with_widget: bool, root: &str) -> String {
    let strings = Strings::of(content.lang.as_str());
    let mut main = format!("<h1>{}</h1>\n", escape(strings.help));
    if library.languages.len() > 1 {
        let links = library.languages.iter().map(|other| {
            let name = if other.lang.as_str().starts_with(Strings::of(other.lang.as_str()).lang) {
                Strings::of(other.lang.as_str()).name
            } else {
                other.lang.as_str()
            };
            format!("<a href=\"{root}{0}/\" lang=\"{0}\">{1}</a>", other.lang, escape(name))
        });
        let _ = writeln!(main, "<p class=\"languages\">{}</p>", links.collect::<Vec<_>>().join(" · "));
    }
    for category in &content.categories {
        let _ = write!(main, "<section><h2>{}</h2><ul>", escape(&category.title));
        for article in category.articles.iter().filter_map(|&number| content.articles.get(number as usize)) {
            let _ = write!(
                main,
                "<li><a href=\"{root}{}/{}/\">{}</a></li>",
                content.lang,
                article.card.slug,
                escape(&article.card.title)
            );
        }
        main.push_str("</ul></section>\n");
    }
    page(library, content, "", "", root, with_widget, &main)
}

fn article_page(library: &Library, content: &LanguageContent, article: &Article, with_widget: bool) -> String {
    let strings = Strings::of(content.lang.as_str());
    let mut main = format!("<article class=\"article\">\n<h1>{}</h1>\n", escape(&article.card.title));
    let mut writer = Writer { content, strings, out: &mut main };
    writer.blocks(&article.blocks);
    if let Some(day) = article.card.updated {
        let _ = writeln!(main, "<p class=\"updated\">{} {}</p>", escape(strings.updated), long_date(strings, day));
    }
    main.push_str("</article>\n");
    page(library, content, &article.card.title, &article.card.description, "../../", with_widget, &main)
}

struct Writer<'a> {
    content: &'a LanguageContent,
    strings: &'a Strings,
    out: &'a mut String,
}

impl Writer<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn around(&mut self, tag: &str, inner: impl FnOnce(&mut Self)) {
        let _ = write!(self.out, "<{tag}>");
        inner(self);
        let _ = write!(self.out, "</{}>", tag.split(' ').next().unwrap_or(tag));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, id, text } => {
                self.around(&format!("h{level} id=\"{}\"", escape(id)), |w| w.run(text))
            }
            Block::Paragraph(run) => self.around("p", |w| w.run(run)),
            Block::List { start: Some(start), items } => {
                self.around(&format!("ol start=\"{start}\""), |w| w.items(items))
            }
            Block::List { start: None, items } => self.around("ul", |w| w.items(items)),
            Block::Table { align, head, rows } => self.table(align, head, rows),
            Block::Callout(kind, blocks) => self.around(&format!("div class=\"callout {}\"", kind.class()), |w| {
                let title = w.strings.callout(*kind);
                w.around("p class=\"callout-title\"", |w| w.text(title));
                w.blocks(blocks);
            }),
            Block::Quote(blocks) => self.around("blockquote", |w| w.blocks(blocks)),
            Block::Code(code) => self.around("pre", |w| w.text(code)),
            Block::Rule => self.out.push_str("<hr>"),
            Block::Footnote(number, blocks) => {
                self.around(&format!("div class=\"footnote\" id=\"footnote-{number}\""), |w| {
                    let _ = write!(w.out, "<span>{number}.</span>");
                    w.blocks(blocks);
                })
            }
        }
        self.out.push('\n');
    }

    fn items(&mut self, items: &[Item]) {
        for item in items {
            self.around(if item.task.is_some() { "li class=\"task\"" } else { "li" }, |w| {
                if let Some(done) = item.task {
                    let label = if done { w.strings.done } else { w.strings.to_do };
                    let _ = write!(
                        w.out,
                        "<span class=\"box{}\" role=\"img\" aria-label=\"{}\"></span>",
                        if done { " ticked" } else { "" },
                        escape(label)
                    );
                }
                match item.blocks.as_slice() {
                    [Block::Paragraph(run)] => w.run(run),
                    blocks => w.blocks(blocks),
                }
            });
        }
    }

    fn table(&mut self, align: &[Align], head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) {
        let class = |column: usize| match align.get(column) {
            Some(Align::End) => " class=\"end\"",
            Some(Align::Center) => " class=\"center\"",
            _ => "",
        };
        self.around("div class=\"table\"", |w| {
            w.around("table", |w| {
                w.around("thead", |w| {
                    w.around("tr", |w| {
                        head.iter()
                            .enumerate()
                            .for_each(|(c, cell)| w.around(&format!("th scope=\"col\"{}", class(c)), |w| w.run(cell)))
                    });
                });
                w.around("tbody", |w| {
                    for row in rows {
                        w.around("tr", |w| {
                            row.iter()
                                .enumerate()
                                .for_each(|(c, cell)| w.around(&format!("td{}", class(c)), |w| w.run(cell)))
                        });
                    }
                });
            });
        });
    }

    fn run(&mut self, run: &[Inline]) {
        for inline in run {
            match inline {
                Inline::Text(text) => self.text(text),
                Inline::Strong(inner) => self.around("strong", |w| w.run(inner)),
                Inline::Emphasis(inner) => self.around("em", |w| w.run(inner)),
                Inline::Strike(inner) => self.around("s", |w| w.run(inner)),
                Inline::Code(code) => self.around("code", |w| w.text(code)),
                Inline::Link(target, inner) => match self.href(target) {
                    Some(href) => self.around(&format!("a href=\"{}\"", escape(&href)), |w| w.run(inner)),
                    None => self.run(inner),
                },
                Inline::Image { src, alt, size } => {
                    let size = size.map(|(w, h)| format!(" width=\"{w}\" height=\"{h}\"")).unwrap_or_default();
                    let _ = write!(
                        self.out,
                        "<img src=\"../../{}\" alt=\"{}\" loading=\"lazy\"{size}>",
                        escape(src),
                        escape(alt)
                    );
                }
                Inline::Break => self.out.push_str("<br>"),
                Inline::FootnoteRef(number) => {
                    let _ = write!(self.out, "<sup><a href=\"#footnote-{number}\">{number}</a></sup>");
                }
            }
        }
    }

    fn href(&self, target: &Target) -> Option<String> {
        match target {
            Target::Article(number, fragment) => {
                let article = self.content.articles.get(*number as usize)?;
                let fragment = fragment.as_ref().map(|fragment| format!("#{fragment}")).unwrap_or_default();
                Some(format!("../{}/{fragment}", article.card.slug))
            }
            Target::Anchor(id) => Some(format!("#{id}")),
            Target::Url(url) => is_safe_url(url).then(|| url.clone()),
        }
    }

    fn text(&mut self, text: &str) {
        self.out.push_str(&escape(text));
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    /// A text that looks like HTML stays text.
    #[test]
    fn everything_is_escaped() {
        assert_eq!(
            super::escape("<a href=\"x\" onclick='y'>&"),
            "&lt;a href=&quot;x&quot; onclick=&#39;y&#39;&gt;&amp;"
        );
    }
}
