//! The two scripts of the bundle with its facts written into them: the loader behind the script tag gets the names of
//! the files that it fetches and the words that must be there when everything else fails, the app's start gets the names
//! of all other files.

use serde_json::{Map, Value, json};

use super::{LanguageContent, Library};
use crate::text::Strings;

/// Stands in the loader where the files' names go.
const FACTS: &str = "__NIGHTDESK__";
/// Stands in the app's start where the names of the files go.
const FILES: &str = "__NIGHTDESK_FILES__";

/// The names of the files that the loader fetches: what takes the page's commands, and the widget.
pub(super) struct Scripts<'a> {
    pub(super) page: &'a str,
    pub(super) app: &'a str,
    pub(super) wasm: &'a str,
}

/// Writes the names of the files into the loader, of scripts the hash alone, which the browser holds them against; and
/// what is there when nothing else can be fetched: for each language what the launcher says and the words of the card
/// with the ways to a person.
pub(super) fn loader(code: &str, scripts: &Scripts<'_>, library: &Library) -> String {
    let Scripts { page, app, wasm } = scripts;
    // All languages have the same numbers and addresses: each is written once.
    let mut ways: Vec<Value> = Vec::new();
    let mut language = |content: &LanguageContent| {
        let lang = content.lang.as_str();
        let strings = Strings::of(lang);
        let mut links: Vec<String> = Vec::new();
        for channel in &content.channels {
            let Some(href) = channel.href() else { continue };
            let way = json!([channel.value, href]);
            let place = ways.iter().position(|other| *other == way).unwrap_or_else(|| {
                ways.push(way);
                ways.len() - 1
            });
            links.push(format!("[{},...w[{place}]]", json!(format!("{}: ", channel.label))));
        }
        links.push(json!([strings.all_articles, "", format!("{lang}/")]).to_string());
        links.push(json!(["", strings.close_help]).to_string());
        let [lang, help, failed] = [lang, strings.open_help, strings.failed].map(|text| json!(text));
        format!("[{lang},{help},{failed},[{}]]", links.join(","))
    };
    let languages: Vec<String> = library.languages.iter().map(&mut language).collect();
    let all = format!("(w=>[{}])({})", languages.join(","), json!(ways));
    let [app, page, wasm] = [json!(hash(app)), json!(hash(page)), json!(wasm)];
    fill(code, FACTS, &format!("{{app:{app},page:{page},wasm:{wasm},all:{all}}}"))
}

/// The hash in the name of a script.
pub(super) fn hash(name: &str) -> &str {
    let stem = name.strip_suffix(".js").unwrap_or(name);
    stem.get(stem.len().saturating_sub(43)..).unwrap_or_default()
}

/// Writes into the app's start, per language, the file that its form is made of, `null` where it has none, and its pack;
/// and, under no language, the hashes of what draws pictures and of the form's code, and the form's program, where there
/// is one.
pub(super) fn start(
    code: &str,
    library: &Library,
    program: Option<[String; 2]>,
    picture: &str,
    forms: &[Option<String>],
    packs: &[String],
) -> String {
    let files = library.languages.iter().zip(packs).enumerate().map(|(place, (content, pack))| {
        let form = forms.get(place).filter(|_| program.is_some());
        (content.lang.to_string(), json!([form, pack]))
    });
    let mut all: Map<String, Value> = files.collect();
    let mut scripts = json!({ "picture": hash(picture) });
    if let Some([form, wasm]) = &program {
        scripts = json!({ "picture": hash(picture), "form": hash(form), "program": wasm });
    }
    all.insert(String::new(), scripts);
    fill(code, FILES, &Value::Object(all).to_string())
}

/// `</script` must not end a script element early, wherever a host pastes the code.
fn fill(code: &str, constant: &str, facts: &str) -> String {
    code.replacen(constant, &facts.replace("</", "<\\/"), 1)
}
