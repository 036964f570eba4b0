//! YAML as a value: scalars are texts, tags such as `!!python/name:…` and `!ENV` are passed over.

use std::collections::HashMap;

use granit_parser::{Event, Parser, StrInput};
use serde_json::{Map, Value};

/// Values inside values: no settings are as deep, and a reader that calls itself needs an end.
const MAX_DEPTH: usize = 60;
/// What `*name` may copy, in values: a file of a few lines must not become millions.
const MAX_COPIED: usize = 100_000;

/// Reads the first document of a text.
pub(in crate::studio) fn yaml(text: &str) -> Option<Value> {
    let mut reader =
        Reader { parser: Parser::new_from_str(text.trim_start_matches('\u{feff}')), known: HashMap::new(), copied: 0 };
    loop {
        match reader.next()? {
            Event::StreamStart | Event::DocumentStart(..) => {}
            Event::StreamEnd | Event::DocumentEnd => return None,
            event => return reader.value(event, 0),
        }
    }
}

struct Reader<'a> {
    parser: Parser<'a, StrInput<'a>>,
    /// What names stand for.
    known: HashMap<usize, Value>,
    copied: usize,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<Event<'a>> {
        loop {
            match self.parser.next_event()?.ok()?.0 {
                Event::Comment(..) | Event::Anchor(..) => {}
                event => return Some(event),
            }
        }
    }

    fn value(&mut self, event: Event<'a>, depth: usize) -> Option<Value> {
        if depth > MAX_DEPTH {
            return None;
        }
        let (value, anchor) = match event {
            Event::Scalar(text, _, anchor, _) => (Value::String(text.into_owned()), anchor),
            Event::SequenceStart(_, anchor, _) => {
                let mut items = Vec::new();
                loop {
                    match self.next()? {
                        Event::SequenceEnd => break (Value::Array(items), anchor),
                        event => items.push(self.value(event, depth + 1)?),
                    }
                }
            }
            Event::MappingStart(_, anchor, _) => {
                let mut entries = Map::new();
                loop {
                    let key = match self.next()? {
                        Event::MappingEnd => break (Value::Object(entries), anchor),
                        event => self.value(event, depth + 1)?,
                    };
                    let event = self.next()?;
                    let value = self.value(event, depth + 1)?;
                    if let Value::String(key) = key {
                        entries.insert(key, value);
                    }
                }
            }
            Event::Alias(name) => {
                let value = self.known.get(&name)?.clone();
                self.copied += size(&value);
                return (self.copied <= MAX_COPIED).then_some(value);
            }
            _ => return None,
        };
        if anchor != 0 {
            self.known.insert(anchor, value.clone());
        }
        Some(value)
    }
}

fn size(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(size).sum(),
        Value::Object(entries) => entries.values().map(size).sum(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A setting that only the generator understands must not cost the order of all articles.
    #[test]
    fn what_generators_write() {
        let text = "site_name: Help\nplugins:\n  - privacy:\n      enabled: !ENV [CI, false]\nemoji: !!python/name:a.b.c\nnav:\n  - Start: index.md # first\n  - a.md\n";
        let value = yaml(text).unwrap();
        assert_eq!(value["nav"], serde_json::json!([{ "Start": "index.md" }, "a.md"]));
        assert_eq!(yaml("a: &x [1]\nb: *x\n").unwrap()["b"], serde_json::json!(["1"]));
        assert!(["", "a: [", "a: *none\n"].iter().all(|text| yaml(text).is_none()));
    }

    /// A file that was made to be slow is not read.
    #[test]
    fn hostile_files_end() {
        assert_eq!(yaml(&"[".repeat(400_000)), None);
        let bomb: String = (1..30).map(|n| format!("a{n}: &a{n} [*a{0}, *a{0}, *a{0}, *a{0}]\n", n - 1)).collect();
        assert_eq!(yaml(&format!("a0: &a0 [x, x, x]\n{bomb}")), None);
    }
}
