//! Which file of the bundle names which: the loader the app, the app the form and the scripts, the pack the pictures.

use std::{fs, path::Path};

use nightdesk::{pack::Text, studio::gunzip};
use serde_json::Value;

use super::{
    build, check_bundle, hash, manifest, pack,
    support::{APP, RETURN, TOML, folder, put},
};

/// A channel that takes requests, so that there is a form.
const MAIL: &str =
    "[[channel]]\nid = \"mail\"\nkind = \"mail\"\nvalue = \"help@malina.example\"\nlabel = { en = \"Write\" }\n";

/// The files of the form as the app names them in a language, and the name of the app's code.
fn form_files(out: &Path, lang: &str) -> (Value, String) {
    let app = manifest(out).into_keys().find(|file| file.starts_with("app-") && file.ends_with(".js")).unwrap();
    let code = fs::read_to_string(out.join(&app)).unwrap();
    let words = code.trim_end().strip_prefix("const files = ").and_then(|rest| rest.strip_suffix(';')).unwrap();
    let words: Value = serde_json::from_str(words).unwrap();
    let (code, wasm, data) = (&words[""]["form"], &words[""]["program"], &words[lang][0]);
    let code = format!("form-{}.js", code.as_str().unwrap_or_default());
    (if data.is_null() { Value::Null } else { Value::from(vec![code.into(), wasm.clone(), data.clone()]) }, app)
}

/// The hash in the name of a script: one that Firefox can read as `integrity`.
fn script(out: &Path, name: &str) -> String {
    let stem = format!("{name}-");
    let file = manifest(out).into_keys().find(|file| file.starts_with(&stem) && file.ends_with(".js")).unwrap();
    let hash = file[stem.len()..file.len() - ".js".len()].to_owned();
    assert!(!hash.contains(['-', '_']), "{file}");
    hash
}

/// An app that names another build's form shows a visitor an error when they want to write to a person.
#[test]
fn the_app_names_the_form() {
    let (app, out) = (folder(&APP), folder(&[]));
    let content = folder(&[("nightdesk.toml", &format!("{TOML}{MAIL}")), ("en/return.md", RETURN)]);
    let run = || build(content.path(), out.path(), &["--fast", "--app", app.path().to_str().unwrap()]);
    assert_eq!(run().0, Some(0));
    check_bundle(out.path());
    let (named, code) = form_files(out.path(), "en");
    let files: Vec<&str> = named.as_array().unwrap().iter().map(|file| file.as_str().unwrap()).collect();
    let known = manifest(out.path());
    for (file, (beginning, end)) in files.iter().zip([("form-", ".js"), ("form-", ".wasm"), ("contact-en-", ".bin")]) {
        assert!(known.contains_key(*file) && file.starts_with(beginning) && file.ends_with(end), "{file}");
    }
    let forms: Value = serde_json::from_slice(&gunzip(&fs::read(out.path().join(files[2])).unwrap()).unwrap()).unwrap();
    assert_eq!(
        (&forms["sinks"][0]["kind"], &forms["sinks"][0]["to"]),
        (&"mailto".into(), &"help@malina.example".into())
    );

    put(app.path(), "form.js", "form, mended");
    assert_eq!(run().0, Some(0));
    assert_ne!(form_files(out.path(), "en").1, code, "caches keep the app that names the old form");

    fs::remove_file(app.path().join("form.wasm")).unwrap();
    let (code, _, stderr) = run();
    assert!(code == Some(1) && stderr.contains("form.wasm"), "{stderr}");

    // Without a receiver of requests there is no form, and no program for one.
    put(content.path(), "nightdesk.toml", TOML);
    assert_eq!(run().0, Some(0));
    assert_eq!(form_files(out.path(), "en").0, Value::Null);
    assert!(manifest(out.path()).keys().all(|file| !file.starts_with("form-") && !file.starts_with("contact-")));
}

/// A loader or an app that names another build's script gives a visitor a button that does nothing, or no picture.
#[test]
fn the_scripts_name_each_other() {
    let (app, out) = (folder(&APP), folder(&[]));
    let content = folder(&[("nightdesk.toml", TOML), ("en/return.md", RETURN)]);
    assert_eq!(build(content.path(), out.path(), &["--fast", "--app", app.path().to_str().unwrap()]).0, Some(0));
    let text = fs::read_to_string(out.path().join("nightdesk.js")).unwrap();
    let (pack, file) = pack(out.path(), "en");
    let (_, code) = form_files(out.path(), "en");
    // Of scripts the hash alone, as the browser wants it.
    let (page, wasm) = (script(out.path(), "page"), format!("app{}.wasm", &hash(b"app")[..23]));
    // Without a channel to call or write to, the card links to the articles.
    let (sorry, links) = ("The help did not load.", r#"[["All articles","","en/"],["","Close help"]]"#);
    let app = code.strip_prefix("app-").and_then(|name| name.strip_suffix(".js")).unwrap();
    assert_eq!(
        text,
        format!(
            "const facts = {{app:\"{app}\",page:\"{page}\",wasm:\"{wasm}\",all:(w=>[[\"en\",\"Help\",\"{sorry}\",{links}]])([])}};"
        )
    );
    let code = fs::read_to_string(out.path().join(code)).unwrap();
    let words: Value = serde_json::from_str(&code["const files = ".len()..code.trim_end().len() - 1]).unwrap();
    assert_eq!(words[""], serde_json::json!({ "picture": script(out.path(), "picture") }));
    assert_eq!(words["en"], serde_json::json!([null, file]));
    assert!(out.path().join("nightdesk.d.ts").is_file());
    assert_eq!(pack.articles.len(), 1);
}

/// The widget makes no `<img>`: without the drawing a customer sees only the text alternative. Static pages have the
/// file.
#[test]
fn drawings_are_shipped_beside_their_pictures() {
    let svg = |more: &str| {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 3\"><path d=\"M0 0h4\"/>{more}</svg>")
    };
    let notice = "---\ntitle: Note\nuntil: 2099-01-01\n---\n\n![Note](../../media/a.svg)\n";
    let article = "---\ntitle: A\n---\n\n- **![A](../media/a.svg)**\n\n> ![B](../media/b.svg)\n";
    let content = folder(&[
        ("nightdesk.toml", TOML),
        ("en/a.md", article),
        ("en/notices/n.md", notice),
        ("media/a.svg", &svg("")),
        ("media/b.svg", &svg("<filter/>")),
    ]);
    let out = folder(&[]);
    let (code, _, stderr) = build(content.path(), out.path(), &["--fast"]);
    assert_eq!(code, Some(0), "{stderr}");
    for part in ["warning[picture]: the widget shows this picture without `<filter>`", "media/b.svg:1:"] {
        assert!(stderr.contains(part), "{part} is not in {stderr}");
    }
    check_bundle(out.path());
    let (pack, _) = pack(out.path(), "en");
    let Text::Inline(texts) = &pack.text else { panic!("a small site") };
    let shown = format!("{:?}{:?}", texts[0], pack.notices[0].blocks);
    let known = manifest(out.path());
    for name in ["a", "b"] {
        let find =
            |end: &str| known.keys().find(|file| file.starts_with(&format!("media/{name}-")) && file.ends_with(end));
        let (drawing, original) = (find(".json").unwrap(), find(".svg").unwrap());
        assert_eq!(shown.matches(drawing.as_str()).count(), if name == "a" { 2 } else { 1 }, "{shown}");
        assert!(!shown.contains(original.as_str()), "{shown}");
        let page = fs::read_to_string(out.path().join("en/a/index.html")).unwrap();
        assert!(page.contains(original.as_str()) && !page.contains(drawing.as_str()));
        let json = gunzip(&fs::read(out.path().join(drawing)).unwrap()).unwrap();
        let expected = r#"["svg",["viewBox","0 0 4 3","width","4","height","3"],["path",["d","M0 0h4"]]]"#;
        assert_eq!(String::from_utf8(json).unwrap(), expected);
    }
}
