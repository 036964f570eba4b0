//! Writes the names of files into two scripts of the bundle: the loader, which the script tag names, gets those of the
//! files that it fetches, and the texts that it shows when everything else fails; the app's start gets those of all
//! other files.

use serde_json::{Map, Value, json};

use super::{LanguageContent, Library};
use crate::text::Strings;

/// Placeholder in the loader for its files and texts.
const LOADER_DATA: &str = "__NIGHTDESK__";
/// Placeholder in the app's start for its files.
const APP_FILES: &str = "__NIGHTDESK_FILES__";

/// The names of the files that the loader fetches: the script for the page's commands, and the widget.
pub(super) struct Scripts<'a> {
    pub(super) page: &'a str,
    pub(super) app: &'a str,
    pub(super) wasm: &'a str,
}

/// Writes the names of the files into the loader, of scripts the hash alone, which the browser checks them against; and
/// what is shown when nothing else can be fetched: for each language the launcher's text and the contact channels on
/// the card.
pub(super) fn loader(code: &str, scripts: &Scripts<'_>, library: &Library) -> String {
    let Scripts { page, app, wasm } = scripts;
    // All languages have the same numbers and addresses: each is written once.
    let mut channels: Vec<Value> = Vec::new();
    let mut language = |content: &LanguageContent| {
        let lang = content.lang.as_str();
        let strings = Strings::of(lang);
        let mut links: Vec<String> = Vec::new();
        for channel in &content.channels {
            let Some(href) = channel.href() else { continue };
            let entry = json!([channel.value, href]);
            let number = channels.iter().position(|other| *other == entry).unwrap_or_else(|| {
                channels.push(entry);
                channels.len() - 1
            });
            links.push(format!("[{},...w[{number}]]", json!(format!("{}: ", channel.label))));
        }
        links.push(json!([strings.all_articles, "", format!("{lang}/")]).to_string());
        links.push(json!(["", strings.close_help]).to_string());
        let [lang, help, failed] = [lang, strings.open_help, strings.failed].map(|text| json!(text));
        format!("[{lang},{help},{failed},[{}]]", links.join(","))
    };
    let languages: Vec<String> = library.languages.iter().map(&mut language).collect();
    let all = format!("(w=>[{}])({})", languages.join(","), json!(channels));
    let [app, page, wasm] = [json!(hash(app)), json!(hash(page)), json!(wasm)];
    fill(code, LOADER_DATA, &format!("{{app:{app},page:{page},wasm:{wasm},all:{all}}}"))
}

/// The hash in the name of a script.
pub(super) fn hash(name: &str) -> &str {
    let stem = name.strip_suffix(".js").unwrap_or(name);
    stem.get(stem.len().saturating_sub(43)..).unwrap_or_default()
}

/// Writes into the app's start, per language, the file with the data of its form, `null` where it has none, and its
/// pack; and, under an empty key, the hashes of the script for pictures and of the form's script, and the form's
/// program, where there is one.
pub(super) fn start(
    code: &str,
    library: &Library,
    program: Option<[String; 2]>,
    picture: &str,
    forms: &[Option<String>],
    packs: &[String],
) -> String {
    let files = library.languages.iter().zip(packs).enumerate().map(|(number, (content, pack))| {
        let form = forms.get(number).filter(|_| program.is_some());
        (content.lang.to_string(), json!([form, pack]))
    });
    let mut all: Map<String, Value> = files.collect();
    let mut scripts = json!({ "picture": hash(picture) });
    if let Some([form, wasm]) = &program {
        scripts = json!({ "picture": hash(picture), "form": hash(form), "program": wasm });
    }
    all.insert(String::new(), scripts);
    fill(code, APP_FILES, &Value::Object(all).to_string())
}

/// `</script` must not end a script element early, wherever a host pastes the code.
fn fill(code: &str, placeholder: &str, data: &str) -> String {
    code.replacen(placeholder, &data.replace("</", "<\\/"), 1)
}
