//! `[[number]]` in `nightdesk.toml`: numbers that the company gives (of orders, of parcels), and the article or the topic
//! to which a question with one of them leads.
//!
//! As rules for pages, they are written once for all languages: what they name must exist in at least one.

use toml::Spanned;

use super::{
    Config, Diagnostic, LanguageContent, Library,
    config::{NumberConfig, at},
    nearest_name,
};
use crate::search::NumberRule;

const RULE: &str = "number";
/// Each question is compared with all of them.
const MAX_RULES: usize = 50;
/// A topic stands for so many of its articles.
const MAX_ARTICLES: usize = 3;
/// The longest pattern, in characters.
const MAX_PATTERN_CHARS: usize = 40;
/// A pattern with fewer places, or fewer of them for digits, fits prices, years and words.
const MIN_PLACES: usize = 6;
const MIN_DIGITS: usize = 3;

const EXAMPLE: &str =
    "`pattern = \"MAL-######\"`: `#` is a digit, `@` a letter, `?` behind a sign says that it may be missing";

/// Reads the numbers into all languages.
pub(super) fn read(config: &Config, source: &str, library: &mut Library) {
    let mut findings = Vec::new();
    let mut error = |key: &Spanned<String>, message: String, help: String| {
        findings.push(Diagnostic::error(RULE, at(source, key.span()), message, help));
    };
    if let Some(number) = config.numbers.get(MAX_RULES) {
        let message = format!("there are {} kinds of numbers; {MAX_RULES} can be", config.numbers.len());
        error(&number.pattern, message, "let `?` say what may be missing, so that one pattern fits several".into());
    }
    let mut seen = Vec::new();
    for number in config.numbers.iter().take(MAX_RULES) {
        let pattern = &number.pattern;
        if let Some((message, help)) = wrong_pattern(pattern.get_ref()) {
            error(pattern, message, help);
        }
        if seen.contains(&pattern.get_ref()) {
            error(pattern, format!("the pattern `{}` stands here twice", pattern.get_ref()), "take one out".into());
        }
        seen.push(pattern.get_ref());
        match (&number.article, &number.topic) {
            (None, None) => {
                let help = "add a line `article = \"category/file\"` or `topic = \"category\"`";
                error(pattern, "the number leads nowhere".into(), help.into());
            }
            (Some(_), Some(topic)) => {
                error(topic, "the number leads to an article and to a topic".into(), "take one of them out".into());
            }
            (Some(key), None)
                if article_in(&library.languages, key).is_none() && !library.unread.contains(key.get_ref()) =>
            {
                let all = library.languages.iter().flat_map(|content| &content.articles);
                let near = nearest_name(key.get_ref(), all.map(|article| article.card.key.as_str()));
                let help = suggestion(near, "write `category/file` without `.md`");
                error(key, format!("there is no article `{}`", key.get_ref()), help);
            }
            (None, Some(key)) if !has_category(&library.languages, key) => {
                let all = library.languages.iter().flat_map(|content| &content.categories);
                let near = nearest_name(key.get_ref(), all.map(|category| category.key.as_str()));
                error(
                    key,
                    format!("there is no topic `{}`", key.get_ref()),
                    suggestion(near, "write the topic’s folder"),
                );
            }
            _ => {}
        }
    }
    library.diagnostics.extend(findings);
    for content in &mut library.languages {
        let rules = config.numbers.iter().take(MAX_RULES).filter_map(|number| in_language(number, content));
        content.numbers = rules.collect();
    }
}

/// A kind of number in the form that the pack of a language has; `None` where what it leads to is not there.
fn in_language(number: &NumberConfig, content: &LanguageContent) -> Option<NumberRule> {
    let only = std::slice::from_ref(content);
    let article = number.article.as_ref().and_then(|key| article_in(only, key));
    // A category stands for those below it as well.
    let topic = number.topic.as_ref().map(|key| key.get_ref().clone());
    let within = content.categories.iter().filter(|category| topic.as_ref().is_some_and(|key| category.is_within(key)));
    let of_topic = within.flat_map(|category| category.articles.iter().copied());
    let articles: Vec<u32> = article.into_iter().chain(of_topic).take(MAX_ARTICLES).collect();
    (!articles.is_empty()).then(|| NumberRule { pattern: number.pattern.get_ref().clone(), articles })
}

/// The number of an article in the first language that has it.
fn article_in(languages: &[LanguageContent], key: &Spanned<String>) -> Option<u32> {
    let place = |content: &LanguageContent| content.articles.iter().position(|own| own.card.key == *key.get_ref());
    languages.iter().find_map(place).and_then(|place| u32::try_from(place).ok())
}

fn has_category(languages: &[LanguageContent], key: &Spanned<String>) -> bool {
    languages.iter().flat_map(|content| &content.categories).any(|own| own.key == *key.get_ref())
}

fn suggestion(near: Option<&str>, otherwise: &str) -> String {
    near.map_or(otherwise.into(), |near| format!("did you mean `{near}`?"))
}

/// What is wrong with a pattern, and how to mend it.
fn wrong_pattern(pattern: &str) -> Option<(String, String)> {
    let stands_for = |c: char| c.is_alphanumeric() || matches!(c, '#' | '@');
    if pattern.chars().count() > MAX_PATTERN_CHARS {
        let message = format!("the pattern is longer than {MAX_PATTERN_CHARS} characters");
        return Some((message, format!("write one number, {EXAMPLE}")));
    }
    if let Some(odd) = pattern.chars().find(|&c| !stands_for(c) && !matches!(c, '?' | ' ' | '-' | '/' | '.' | '_')) {
        let message = format!("`{odd}` has no meaning in the pattern of a number");
        return Some((message, format!("it is no regular expression; write {EXAMPLE}")));
    }
    let mut places: Vec<char> = Vec::new();
    let mut before = ' ';
    for c in pattern.chars() {
        if c == '?' {
            if !stands_for(before) {
                let message = "there is nothing before this `?` that may be missing".to_owned();
                return Some((message, format!("put it behind a digit or a letter, {EXAMPLE}")));
            }
            places.pop();
        } else if stands_for(c) {
            places.push(c);
        }
        before = c;
    }
    let digits = places.iter().filter(|&&c| c == '#').count();
    (places.len() < MIN_PLACES || digits < MIN_DIGITS).then(|| {
        let help = format!(
            "write all that such a number always has, at least {MIN_PLACES} places and {MIN_DIGITS} of them `#`: {EXAMPLE}"
        );
        (format!("the pattern `{pattern}` also fits what is no such number"), help)
    })
}
