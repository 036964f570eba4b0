//! Static pages: every article as plain HTML that needs no JavaScript, and an index per language.
//!
//! They are what a visitor gets without scripts, what a search engine reads and what an article's address shows.
//! `tree` writes an article, `topics` what an index lists, `footer` the contact channels below both, `schema` the same
//! for machines; `days` is what both of them say of opening hours. A page does not change after the build, so it says
//! nothing of the present moment.

mod escape;

mod tree;

mod days;
mod footer;
mod schema;
mod topics;

use std::fmt::Write;

use super::{Article, LanguageContent, Library, language_names::language_name};
use crate::text::Strings;
use escape::escape;
use topics::Topics;
use tree::Writer;

/// The style sheet of the pages.
const STYLE: &str = concat!(
    include_str!("../../../style/tokens.css"),
    include_str!("../../../style/article.css"),
    include_str!("../../../style/page.css")
);

/// What the pages of a language share.
struct Pages<'a> {
    library: &'a Library,
    content: &'a LanguageContent,
    strings: &'static Strings,
    topics: Topics<'a>,
    with_widget: bool,
}

/// What one page has of its own.
struct Page<'a> {
    /// Empty on an index.
    title: &'a str,
    description: &'a str,
    /// Leads to the bundle's folder.
    root: &'a str,
    main: &'a str,
    /// The contact channels; may be empty.
    footer: &'a str,
    /// What machines read; may be empty.
    data: &'a str,
}

/// All static pages by their paths in the bundle. `with_widget` adds the script tag.
#[must_use]
pub fn render(library: &Library, with_widget: bool) -> Vec<(String, String)> {
    let mut out = vec![("pages.css".to_owned(), STYLE.to_owned())];
    for (place, content) in library.languages.iter().enumerate() {
        let lang = &content.lang;
        let strings = Strings::of(lang.as_str());
        let topics = Topics::of(content, strings);
        let pages = Pages { library, content, strings, topics, with_widget };
        out.push((format!("{lang}/index.html"), pages.index("../")));
        let footer = footer::brief(content, "../../");
        let article =
            |article: &Article| (format!("{lang}/{}/index.html", article.card.slug), pages.article(article, &footer));
        out.extend(content.articles.iter().map(article));
        if place == 0 {
            out.push(("index.html".to_owned(), pages.index("")));
        }
    }
    out
}

impl Pages<'_> {
    /// The index, for a place from where `root` leads to the bundle's folder.
    fn index(&self, root: &str) -> String {
        let mut main = format!("<h1>{}</h1>\n", escape(self.strings.help));
        if self.library.languages.len() > 1 {
            let links = self.library.languages.iter().map(|other| {
                let name = language_name(&other.lang, self.library.languages.iter().map(|content| &content.lang));
                format!("<a href=\"{root}{0}/\" lang=\"{0}\">{1}</a>", other.lang, escape(&name))
            });
            let _ = writeln!(main, "<p class=\"languages\">{}</p>", links.collect::<Vec<_>>().join(" · "));
        }
        // An index lies in the folder of its language; that of the default language above it, too.
        let folder = if root.is_empty() { format!("{}/", self.content.lang) } else { String::new() };
        self.topics.write(&folder, &mut main);
        let footer = footer::whole(self.content, root);
        let data = schema::block(self.library, self.content);
        self.frame(&Page { title: "", description: "", root, main: &main, footer: &footer, data: &data })
    }

    fn article(&self, article: &Article, footer: &str) -> String {
        let mut main = self.topics.breadcrumb(article);
        let _ = write!(main, "<article class=\"article\">\n<h1>{}</h1>\n", escape(&article.card.title));
        Writer { content: self.content, strings: self.strings, out: &mut main }.blocks(&article.blocks);
        if let Some(day) = article.card.updated {
            let date = self.strings.long_date(day);
            let _ = writeln!(main, "<p class=\"updated\">{} {date}</p>", escape(self.strings.updated));
        }
        main.push_str("</article>\n");
        let (title, description) = (&article.card.title, &article.card.description);
        self.frame(&Page { title, description, root: "../../", main: &main, footer, data: "" })
    }

    /// A whole document.
    fn frame(&self, page: &Page<'_>) -> String {
        let Page { title, description, root, main, footer, data } = page;
        let lang = &self.content.lang;
        let company = &self.library.company;
        let help = self.strings.help;
        let name = escape(&if company.is_empty() { help.to_owned() } else { format!("{help} – {company}") });
        let full_title = if title.is_empty() { name.clone() } else { format!("{} – {name}", escape(title)) };
        let script = if self.with_widget {
            format!("<script async src=\"{root}nightdesk.js\" data-lang=\"{lang}\"></script>\n")
        } else {
            String::new()
        };
        let description = escape(description);
        format!(
            "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{full_title}</title>\n<meta name=\"description\" content=\"{description}\">\n\
             <link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"{root}pages.css\">\n</head>\n\
             <body>\n<header><a href=\"{root}{lang}/\">{name}</a></header>\n<main>\n{main}</main>\n\
             {footer}{data}{script}</body>\n</html>\n"
        )
    }
}
