//! TOML as entries.

use ::toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    entry::{Entry, Failure},
    slips::Slip,
    value::Value,
};

/// Reads a block of settings.
pub(super) fn read(source: &str) -> Result<Vec<Entry>, Failure> {
    let failure = |error: &::toml::de::Error| (error.span().unwrap_or(0..1), error.message().replace('\n', ", "));
    let table = DeTable::parse(source).map_err(|error| failure(&error))?;
    let mut entries: Vec<Entry> = table
        .get_ref()
        .iter()
        .map(|(key, value)| {
            let mut slips = Vec::new();
            Entry {
                key: key.get_ref().to_string(),
                key_span: key.span(),
                span: value.span(),
                value: of_toml(source, value, &mut slips),
                slips,
                is_again: false,
            }
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_span.start);
    Ok(entries)
}

fn of_toml(source: &str, value: &Spanned<DeValue<'_>>, slips: &mut Vec<Slip>) -> Value {
    match value.get_ref() {
        DeValue::String(text) => {
            slips.extend(Slip::control(text, value.span()));
            Value::Text(text.trim().to_owned())
        }
        DeValue::Array(items) => {
            let mut out = Vec::new();
            for item in items.iter() {
                out.push(of_toml(source, item, slips));
                slips.extend(out.last().and_then(|value| Slip::item(value, item.span())));
            }
            Value::List(out)
        }
        DeValue::Table(table) => {
            // What stands in a table is no entry of the article, and its slips are none either.
            let mut inner: Vec<_> = table.iter().collect();
            inner.sort_by_key(|(key, _)| key.span().start);
            Value::Map(
                inner
                    .into_iter()
                    .map(|(key, value)| (key.get_ref().to_string(), of_toml(source, value, &mut Vec::new())))
                    .collect(),
            )
        }
        _ => Value::Plain(source.get(value.span()).unwrap_or_default().to_owned()),
    }
}
