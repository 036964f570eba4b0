//! The two scripts of the bundle with its facts written into them: the loader behind the script tag gets the names of
//! the files, the app's start gets the words that must be there when everything else fails.

use serde_json::{Map, Value, json};

use super::{LanguageContent, Library};
use crate::text::Strings;

/// Stands in the loader where the files' names go.
const FACTS: &str = "__NIGHTDESK__";
/// Stands in the app's start where the words go.
const WORDS: &str = "__NIGHTDESK_WORDS__";

/// Writes the names of the files into the loader, with what the launcher says in each language.
pub(super) fn loader(code: &str, app: &str, wasm: &str, packs: &[String], library: &Library) -> String {
    let languages = per_language(library, |content| {
        let place = library.languages.iter().position(|other| other.lang == content.lang).unwrap_or_default();
        json!([packs.get(place), Strings::of(content.lang.as_str()).open_help])
    });
    fill(code, FACTS, &json!({ "app": app, "wasm": wasm, "langs": languages }))
}

/// Writes the ways to a person into the app's start, per language, with the file that the form of the language is made
/// of, `null` where it has none; and, under no language, the form's code and program.
pub(super) fn start(code: &str, library: &Library, program: Option<[String; 2]>, forms: &[Option<String>]) -> String {
    let mut words = per_language(library, |content| {
        let place = library.languages.iter().position(|other| other.lang == content.lang).unwrap_or_default();
        let form = forms.get(place).filter(|_| program.is_some());
        let strings = Strings::of(content.lang.as_str());
        let ways: Vec<Value> =
            content.channels.iter().filter_map(|c| Some(json!([c.label, c.value, c.href()?]))).collect();
        json!({ "title": strings.help, "sorry": strings.failed, "all": strings.all_articles, "close": strings.close_help, "ways": ways, "form": form })
    });
    if let Some(program) = &program {
        words.insert(String::new(), json!(program));
    }
    fill(code, WORDS, &Value::Object(words))
}

fn per_language(library: &Library, facts: impl Fn(&LanguageContent) -> Value) -> Map<String, Value> {
    library.languages.iter().map(|content| (content.lang.to_string(), facts(content))).collect()
}

/// `</script` must not end a script element early, wherever a host pastes the code.
fn fill(code: &str, constant: &str, facts: &Value) -> String {
    code.replacen(constant, &facts.to_string().replace("</", "<\\/"), 1)
}
