//! The two scripts of the bundle with its facts written into them: the loader behind the script tag gets the names of
//! the files, the app's start gets the words that must be there when everything else fails.

use serde_json::{Map, Value, json};

use super::{LanguageContent, Library};
use crate::text::Strings;

/// Stands in the loader where the files' names go.
const FACTS: &str = "__NIGHTDESK__";
/// Stands in the app's start where the words go.
const WORDS: &str = "__NIGHTDESK_WORDS__";

/// The names of the files that the loader fetches: what takes the page's commands, and the widget.
pub(super) struct Scripts<'a> {
    pub(super) page: &'a str,
    pub(super) app: &'a str,
    pub(super) wasm: &'a str,
}

/// Writes the names of the files into the loader, and for each language its pack and what the launcher says; of
/// scripts the hash alone, which the browser holds them against.
pub(super) fn loader(code: &str, scripts: &Scripts<'_>, packs: &[String], library: &Library) -> String {
    let Scripts { page, app, wasm } = scripts;
    let language = |(content, pack): (&LanguageContent, &String)| {
        let lang = content.lang.as_str();
        json!([lang, pack, Strings::of(lang).open_help])
    };
    let languages: Vec<Value> = library.languages.iter().zip(packs).map(language).collect();
    let [app, page, wasm, languages] = [json!(hash(app)), json!(hash(page)), json!(wasm), json!(languages)];
    fill(code, FACTS, &format!("{{app:{app},page:{page},wasm:{wasm},langs:{languages}}}"))
}

/// The hash in the name of a script.
pub(super) fn hash(name: &str) -> &str {
    let stem = name.strip_suffix(".js").unwrap_or(name);
    stem.get(stem.len().saturating_sub(43)..).unwrap_or_default()
}

/// Writes the ways to a person into the app's start, per language, with the file that the form of the language is made
/// of, `null` where it has none; and, under no language, the hashes of what draws pictures and of the form's code, and
/// the form's program, where there is one.
pub(super) fn start(
    code: &str,
    library: &Library,
    program: Option<[String; 2]>,
    picture: &str,
    forms: &[Option<String>],
) -> String {
    let mut words = per_language(library, |content| {
        let place = library.languages.iter().position(|other| other.lang == content.lang).unwrap_or_default();
        let form = forms.get(place).filter(|_| program.is_some());
        let strings = Strings::of(content.lang.as_str());
        let ways: Vec<Value> =
            content.channels.iter().filter_map(|c| Some(json!([c.label, c.value, c.href()?]))).collect();
        json!([form, strings.help, strings.failed, strings.all_articles, strings.close_help, ways])
    });
    let mut scripts = json!({ "picture": hash(picture) });
    if let Some([form, wasm]) = &program {
        scripts = json!({ "picture": hash(picture), "form": hash(form), "program": wasm });
    }
    words.insert(String::new(), scripts);
    fill(code, WORDS, &Value::Object(words).to_string())
}

fn per_language(library: &Library, facts: impl Fn(&LanguageContent) -> Value) -> Map<String, Value> {
    library.languages.iter().map(|content| (content.lang.to_string(), facts(content))).collect()
}

/// `</script` must not end a script element early, wherever a host pastes the code.
fn fill(code: &str, constant: &str, facts: &str) -> String {
    code.replacen(constant, &facts.replace("</", "<\\/"), 1)
}
