//! The style rules of an SVG, as drawing programs write them: classes, elements and ids, and what they stand in.

use std::{collections::BTreeMap, ops::Range};

use roxmltree::Node;

use super::omission::Omission;

/// No program writes more; each is tried at each element.
const RULES: usize = 1_000;
/// No program names more; each may fit in many ways.
const STEPS: usize = 4;
const HELP: &str = "name one class, element or id per rule, such as `.red { fill: #c2185b }`";

/// All rules, in the order of the file.
#[derive(Default)]
pub(super) struct Sheet<'a> {
    rules: Vec<Rule<'a>>,
}

/// What an element is: element, classes and ids that all must fit.
type Parts<'a> = Vec<(char, &'a str)>;

struct Rule<'a> {
    /// From the element outwards; `true` where the next one is its parent, and not just around it.
    steps: Vec<(Parts<'a>, bool)>,
    /// The specificity: ids, classes, elements.
    weight: [usize; 3],
    declarations: Vec<(&'a str, &'a str)>,
}

impl<'a> Sheet<'a> {
    /// Takes the rules of a `<style>` element; what cannot be followed is an omission.
    pub(super) fn read(&mut self, text: &'a str, span: Range<usize>, omissions: &mut BTreeMap<String, Omission>) {
        let mut omit = |what: &str| {
            let words = what.split_whitespace().collect::<Vec<_>>().join(" ");
            let what = format!("the style rule `{}`", super::allowed::short(&words));
            omissions.entry(what.clone()).or_insert(Omission::new(span.clone(), what, HELP));
        };
        let mut rest = text;
        loop {
            rest = after_comments(rest);
            let Some((selectors, after)) = rest.split_once('{') else {
                if rest.contains('@') {
                    omit(rest);
                }
                return;
            };
            if let Some((statement, _)) = selectors.split_once(';') {
                // `@charset` changes nothing; `@import` brings rules from elsewhere.
                if !statement.starts_with("@charset") {
                    omit(statement);
                }
                rest = rest.get(statement.len() + 1..).unwrap_or_default();
                continue;
            }
            let (block, after) = closed(after);
            rest = after;
            if selectors.trim_start().starts_with('@') || self.rules.len() >= RULES {
                omit(selectors);
                continue;
            }
            for selector in selectors.split(',').map(str::trim) {
                match rule(selector, declarations(block)) {
                    Some(rule) => self.rules.push(rule),
                    None => omit(selector),
                }
            }
        }
    }

    /// The declarations for an element, those of the highest specificity last.
    pub(super) fn of(&self, node: Node<'_, '_>) -> Vec<(&'a str, &'a str)> {
        let mut fitting: Vec<&Rule<'a>> = self.rules.iter().filter(|rule| rule.fits(node)).collect();
        fitting.sort_by_key(|rule| rule.weight);
        fitting.iter().flat_map(|rule| rule.declarations.iter().copied()).collect()
    }
}

impl Rule<'_> {
    fn fits(&self, node: Node<'_, '_>) -> bool {
        fits(&self.steps, node)
    }
}

fn fits(steps: &[(Parts<'_>, bool)], node: Node<'_, '_>) -> bool {
    let Some(((parts, direct), outer)) = steps.split_first() else { return true };
    let mut around = node.ancestors().skip(1).filter(Node::is_element);
    is(parts, node)
        && match outer {
            [] => true,
            _ if *direct => around.next().is_some_and(|parent| fits(outer, parent)),
            _ => around.any(|around| fits(outer, around)),
        }
}

fn is(parts: &Parts<'_>, node: Node<'_, '_>) -> bool {
    let classes = || node.attribute("class").unwrap_or_default().split_whitespace();
    parts.iter().all(|(kind, name)| match kind {
        '.' => classes().any(|class| class == *name),
        '#' => node.attribute("id") == Some(name),
        _ => *name == "*" || node.tag_name().name() == *name,
    })
}

/// The text from where no comment stands in the way of the next rule.
fn after_comments(text: &str) -> &str {
    let mut rest = text.trim_start();
    while let Some(comment) = rest.strip_prefix("/*") {
        rest = comment.split_once("*/").map_or("", |(_, after)| after).trim_start();
    }
    rest
}

/// The inside of a block that was just opened, and what follows it.
fn closed(text: &str) -> (&str, &str) {
    let mut depth = 1;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default());
        }
    }
    (text, "")
}

/// The rule of a selector: elements in elements (`g path`), or right in them (`g > path`).
fn rule<'a>(selector: &'a str, declarations: Vec<(&'a str, &'a str)>) -> Option<Rule<'a>> {
    let (mut steps, mut weight, mut direct): (Vec<(Parts<'a>, bool)>, _, _) = (Vec::new(), [0; 3], false);
    for (number, child) in selector.split('>').enumerate() {
        let mut words = child.split_whitespace();
        let first = words.next()?;
        direct |= number > 0;
        for word in core::iter::once(first).chain(words) {
            steps.push((parts(word, &mut weight)?, direct));
            direct = false;
        }
    }
    steps.reverse();
    (steps.len() <= STEPS).then_some(Rule { steps, weight, declarations })
}

/// One element of a selector; adds to the ids, classes and elements that it names.
fn parts<'a>(word: &'a str, weight: &mut [usize; 3]) -> Option<Parts<'a>> {
    let (mut out, mut rest) = (Vec::new(), word);
    while let Some(first) = rest.chars().next() {
        let kind = if ['.', '#'].contains(&first) { first } else { ' ' };
        let name = if kind == ' ' { rest } else { rest.get(1..)? };
        let end = name.find(['.', '#']).unwrap_or(name.len());
        let (name, after) = name.split_at_checked(end)?;
        let known = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        if name.is_empty() || !(name.chars().all(known) || (kind == ' ' && name == "*")) {
            return None;
        }
        let [ids, classes, elements] = weight;
        match kind {
            '#' => *ids += 1,
            '.' => *classes += 1,
            _ if name == "*" => {}
            _ => *elements += 1,
        }
        out.push((kind, name));
        rest = after;
    }
    (!out.is_empty()).then_some(out)
}

/// `name: value` pairs, divided where no bracket and no quotation is open.
pub(super) fn declarations(text: &str) -> Vec<(&str, &str)> {
    let (mut out, mut start, mut depth, mut quote) = (Vec::new(), 0, 0_usize, None);
    let ends = text.char_indices().chain([(text.len(), ';')]);
    for (at, c) in ends {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (Some(_), _) if at < text.len() => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            (_, ';') if depth == 0 || at == text.len() => {
                let one = after_comments(text.get(start..at).unwrap_or_default());
                if let Some((name, value)) = one.split_once(':') {
                    let value = value.trim();
                    let value = value.strip_suffix("!important").unwrap_or(value).trim_end();
                    out.push((name.trim(), value));
                }
                start = at + 1;
            }
            _ => {}
        }
    }
    out
}
