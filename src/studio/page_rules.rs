//! `[[page]]` in `nightdesk.toml`: which articles and notices belong to which pages of the company.
//!
//! A rule is written once for all languages. What it names must exist in at least one of them; in the others it is left
//! out, because articles are written before their translations.

use std::{collections::BTreeSet, ops::Range};

use percent_encoding::percent_decode_str;
use toml::Spanned;

use super::{
    Config, Diagnostic, LanguageContent, Library,
    config::{PageConfig, at},
    nearest_name,
};
use crate::knowledge::{MAX_PAGE_ARTICLES, PagePattern, PageRule};

/// Each page that a visitor opens is compared with all of them.
const MAX_RULES: usize = 500;
/// The longest pattern.
const MAX_PATTERN_CHARS: usize = 500;

/// Reads the rules into all languages.
pub(super) fn read(config: &Config, source: &str, library: &mut Library) {
    let mut reader = Reader { source, languages: &library.languages, unread: &library.unread, findings: Vec::new() };
    if let Some(rule) = config.pages.get(MAX_RULES) {
        let message = format!("there are {} rules for pages; {MAX_RULES} can be", config.pages.len());
        reader.error(&rule.url.span, message, "let one rule speak for several pages: `url = [\"/a\", \"/b/*\"]`");
    }
    let patterns: Vec<Vec<PagePattern>> = config.pages.iter().take(MAX_RULES).map(|rule| reader.rule(rule)).collect();
    let rules_by_language: Vec<Vec<PageRule>> = library
        .languages
        .iter()
        .map(|content| {
            let rules = config.pages.iter().zip(&patterns);
            rules.map(|(rule, patterns)| in_language(rule, patterns, content)).collect()
        })
        .collect();
    for (number, rule) in config.pages.iter().enumerate().take(MAX_RULES) {
        if rules_by_language.iter().any(|rules| rules.get(number).is_some_and(shows))
            && rules_by_language.iter().all(|rules| adds_nothing(rules, number))
        {
            let message = "the rules above leave nothing of this one to be shown";
            let help = format!("take it out, or put it above them: a page shows {MAX_PAGE_ARTICLES} articles at most");
            reader.findings.push(Diagnostic::warning("page", at(source, rule.url.span.clone()), message, help));
        }
    }
    let findings = reader.findings;
    library.diagnostics.extend(findings);
    for (content, rules) in library.languages.iter_mut().zip(rules_by_language) {
        content.pages = rules.into_iter().filter(shows).collect();
    }
}

/// A rule in the form that the pack of a language has.
fn in_language(rule: &PageConfig, patterns: &[PagePattern], content: &LanguageContent) -> PageRule {
    let article = |key: &Spanned<String>| {
        content.articles.iter().position(|article| article.card.key == *key.get_ref()).map(|number| number as u32)
    };
    // A category stands for those below it as well.
    let within = |key: &'_ Spanned<String>| {
        let key = key.get_ref().clone();
        content.categories.iter().filter(move |category| category.is_within(&key))
    };
    let of_categories = rule.categories.list.iter().flat_map(within).flat_map(|category| &category.articles);
    let mut articles: Vec<u32> = Vec::new();
    for number in rule.articles.list.iter().filter_map(article).chain(of_categories.copied()) {
        if articles.len() < MAX_PAGE_ARTICLES && !articles.contains(&number) {
            articles.push(number);
        }
    }
    let notice = |key: &Spanned<String>| content.notice_numbers.get(key.get_ref()).copied().flatten();
    PageRule { patterns: patterns.to_vec(), articles, notices: rule.notices.list.iter().filter_map(notice).collect() }
}

/// Whether a rule shows anything.
fn shows(rule: &PageRule) -> bool {
    !rule.patterns.is_empty() && (!rule.articles.is_empty() || !rule.notices.is_empty())
}

/// Whether earlier rules with the same patterns, or more, leave nothing for a rule to show.
fn adds_nothing(rules: &[PageRule], number: usize) -> bool {
    let Some(rule) = rules.get(number) else { return true };
    let (mut articles, mut notices) = (BTreeSet::<u32>::new(), BTreeSet::<u32>::new());
    for earlier in rules.iter().take(number) {
        if rule.patterns.iter().all(|pattern| earlier.patterns.contains(pattern)) {
            articles.extend(&earlier.articles);
            notices.extend(&earlier.notices);
        }
    }
    (articles.len() >= MAX_PAGE_ARTICLES || rule.articles.iter().all(|article| articles.contains(article)))
        && rule.notices.iter().all(|notice| notices.contains(notice))
}

/// What rules are checked against, and the findings.
struct Reader<'a> {
    source: &'a str,
    languages: &'a [LanguageContent],
    unread: &'a BTreeSet<String>,
    findings: Vec<Diagnostic>,
}

impl Reader<'_> {
    /// The patterns of a rule; whatever is wrong with it is a finding.
    fn rule(&mut self, rule: &PageConfig) -> Vec<PagePattern> {
        let PageConfig { url, articles, categories, notices } = rule;
        if url.list.is_empty() {
            self.error(&url.span, "the rule is for no page", "write the page’s address, `url = \"/koszyk*\"`");
        }
        if [articles, categories, notices].iter().all(|names| names.list.is_empty()) {
            let help = "add a line `articles = [\"category/file\"]`, `categories = [\"…\"]` or `notices = [\"…\"]`";
            self.error(&url.span, "the rule shows nothing", help);
        }
        if let Some(fifth) = articles.list.get(MAX_PAGE_ARTICLES) {
            let message = format!("a page shows {MAX_PAGE_ARTICLES} articles at most, and this is one more");
            let help = "take it out, or put it further to the front";
            self.findings.push(Diagnostic::warning("page", at(self.source, fifth.span()), message, help));
        }
        for key in &articles.list {
            self.article(key);
        }
        for key in &categories.list {
            self.category(key);
        }
        for key in &notices.list {
            self.notice(key);
        }
        let mut out = Vec::new();
        for written in &url.list {
            let Some(pattern) = self.pattern(written) else { continue };
            if out.contains(&pattern) {
                let message = format!("the pattern `{}` stands here twice", written.get_ref());
                let help = "take one out; capitals and the last slash make no difference";
                self.findings.push(Diagnostic::warning("page", at(self.source, written.span()), message, help));
            } else {
                out.push(pattern);
            }
        }
        out
    }

    /// A pattern in the form in which it is compared.
    fn pattern(&mut self, written: &Spanned<String>) -> Option<PagePattern> {
        let text = written.get_ref();
        let span = written.span();
        let scheme = ["http://", "https://"]
            .iter()
            .any(|scheme| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
        if text.trim().is_empty() {
            self.error(&span, "the pattern is empty", "write the page’s address, `/koszyk*`; `*` alone is every page");
        } else if text.chars().count() > MAX_PATTERN_CHARS {
            let message = format!("the pattern is longer than {MAX_PATTERN_CHARS} characters");
            self.error(&span, message, "let a `*` stand for what may be anything");
        } else if text.contains(char::is_whitespace) {
            let help = "take it out, or write each pattern by itself: `url = [\"/koszyk*\", \"/kasa*\"]`; a space that \
                        belongs to the address is `%20`";
            self.error(&span, format!("there is a space in the pattern `{text}`"), help);
        } else if !scheme && !text.starts_with(['/', '*']) {
            let message = format!("the pattern `{text}` begins with neither `/`, `https://`, `http://` nor `*`");
            self.error(&span, message, format!("write `{}`", completed(text)));
        } else {
            if let Some(variable) = text.split(['/', '?', '#', '=']).find(|part| is_variable(part)) {
                let message = format!("`{variable}` stands for itself, and not for anything");
                let help = format!("write `{}`", text.replace(variable, "*"));
                self.findings.push(Diagnostic::warning("page", at(self.source, span), message, help));
            }
            // Addresses copied from a browser are percent-encoded.
            let decoded = percent_decode_str(text).decode_utf8().unwrap_or(text.into());
            return Some(PagePattern::new(&decoded));
        }
        None
    }

    fn article(&mut self, key: &Spanned<String>) {
        let typed = key.get_ref();
        let all = || self.languages.iter().flat_map(|content| &content.articles).map(|article| &article.card);
        if self.unread.contains(typed) || all().any(|card| card.key == *typed) {
            return;
        }
        let help = if self.categories().any(|category| category == typed) {
            format!("it is a category: write `categories = [\"{typed}\"]`")
        } else if let Some(card) = all().find(|card| card.slug.as_str() == typed) {
            format!("write its file, `{}`", card.key)
        } else {
            near(typed, all().map(|card| card.key.as_str()), "write `category/file` without `.md`")
        };
        self.error(&key.span(), format!("there is no article `{typed}`"), help);
    }

    fn category(&mut self, key: &Spanned<String>) {
        let typed = key.get_ref();
        if self.categories().any(|category| category == typed) {
            return;
        }
        let is_article = |content: &LanguageContent| content.articles.iter().any(|a| a.card.key == *typed);
        let help = if self.languages.iter().any(is_article) {
            format!("it is an article: write `articles = [\"{typed}\"]`")
        } else {
            near(typed, self.categories(), "write the category’s folder")
        };
        self.error(&key.span(), format!("there is no category `{typed}`"), help);
    }

    fn notice(&mut self, key: &Spanned<String>) {
        let typed = key.get_ref();
        let mut all = self.languages.iter().flat_map(|content| content.notice_numbers.keys());
        if all.any(|known| known == typed) {
            return;
        }
        let known = self.languages.iter().flat_map(|content| content.notice_numbers.keys()).map(String::as_str);
        let help = near(typed, known, "write the name of a file in the folder `notices`, without `.md`");
        self.error(&key.span(), format!("there is no notice `{typed}`"), help);
    }

    /// The keys of all categories.
    fn categories(&self) -> impl Iterator<Item = &str> + Clone {
        self.languages.iter().flat_map(|content| &content.categories).map(|category| category.key.as_str())
    }

    fn error(&mut self, span: &Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        self.findings.push(Diagnostic::error("page", at(self.source, span.clone()), message, help));
    }
}

/// A pattern with the beginning that it lacks.
fn completed(text: &str) -> String {
    if let Some((_, rest)) = text.split_once("://") {
        return format!("https://{rest}");
    }
    // The anchor of a regular expression, or a relative path.
    let text = text.trim_start_matches(['^', '.']);
    let host = text.split_once('/').map_or("", |(host, _)| host);
    let before = match text.chars().next() {
        Some('?' | '#') => "*",
        Some('/' | '*') => "",
        _ if host.contains('.') || text.starts_with("www.") => "https://",
        _ => "/",
    };
    format!("{before}{text}")
}

/// What routers write for a part that may be anything: `:id`, `{id}`, `[id]`, `<id>`.
fn is_variable(part: &str) -> bool {
    let inner = match part.as_bytes() {
        [b':', inner @ ..] | [b'{', inner @ .., b'}'] | [b'[', inner @ .., b']'] | [b'<', inner @ .., b'>'] => inner,
        _ => return false,
    };
    inner.first().is_some_and(u8::is_ascii_alphabetic)
}

/// A suggestion: the nearest name, also of one typed without its folder, or else how names are written.
fn near<'a>(typed: &str, known: impl Iterator<Item = &'a str> + Clone, otherwise: &str) -> String {
    let below = known.clone().find(|name| name.rsplit_once('/').is_some_and(|(_, file)| file == typed));
    below.or_else(|| nearest_name(typed, known)).map_or(otherwise.into(), |near| format!("did you mean `{near}`?"))
}
