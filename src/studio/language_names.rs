//! What a language is called in that language: on the switch between languages, for somebody who reads no other.
//!
//! The names are those of Unicode's CLDR (release 46), with a capital. A language that is not here is shown by its code.

use crate::language::Lang;

/// By code, the longer codes too.
const NAMES: [(&str, &str); 78] = [
    ("af", "Afrikaans"),
    ("ar", "العربية"),
    ("az", "Azərbaycan"),
    ("be", "Беларуская"),
    ("bg", "Български"),
    ("bn", "বাংলা"),
    ("bs", "Bosanski"),
    ("ca", "Català"),
    ("cs", "Čeština"),
    ("cy", "Cymraeg"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("en-gb", "English (UK)"),
    ("en-us", "English (US)"),
    ("eo", "Esperanto"),
    ("es", "Español"),
    ("es-419", "Español (Latinoamérica)"),
    ("et", "Eesti"),
    ("eu", "Euskara"),
    ("fa", "فارسی"),
    ("fi", "Suomi"),
    ("fil", "Filipino"),
    ("fr", "Français"),
    ("fr-ca", "Français (Canada)"),
    ("ga", "Gaeilge"),
    ("gl", "Galego"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hr", "Hrvatski"),
    ("hu", "Magyar"),
    ("hy", "Հայերեն"),
    ("id", "Indonesia"),
    ("is", "Íslenska"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ka", "ქართული"),
    ("kk", "Қазақ тілі"),
    ("km", "ខ្មែរ"),
    ("ko", "한국어"),
    ("lb", "Lëtzebuergesch"),
    ("lt", "Lietuvių"),
    ("lv", "Latviešu"),
    ("mk", "Македонски"),
    ("mn", "Монгол"),
    ("ms", "Melayu"),
    ("mt", "Malti"),
    ("nb", "Norsk bokmål"),
    ("ne", "नेपाली"),
    ("nl", "Nederlands"),
    ("nn", "Norsk nynorsk"),
    ("no", "Norsk"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("pt-br", "Português (Brasil)"),
    ("pt-pt", "Português (Portugal)"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("sk", "Slovenčina"),
    ("sl", "Slovenščina"),
    ("sq", "Shqip"),
    ("sr", "Српски"),
    ("sr-latn", "Srpski"),
    ("sv", "Svenska"),
    ("sw", "Kiswahili"),
    ("ta", "தமிழ்"),
    ("te", "తెలుగు"),
    ("th", "ไทย"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("ur", "اردو"),
    ("uz", "O‘zbek"),
    ("vi", "Tiếng Việt"),
    ("zh", "中文"),
    ("zh-cn", "简体中文"),
    ("zh-hans", "简体中文"),
    ("zh-hant", "繁體中文"),
];

/// The name of a language. `all` are the languages of the site: where one of them differs in its country alone, the
/// country is named.
pub(super) fn language_name<'a>(lang: &Lang, mut all: impl Iterator<Item = &'a Lang>) -> String {
    let code = lang.as_str();
    let name_of = |code: &str| NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(code)).map(|(_, name)| *name);
    let (language, more) = code.split_once('-').unwrap_or((code, ""));
    match (name_of(code), name_of(language)) {
        (Some(name), _) => name.to_owned(),
        (None, Some(name)) if all.any(|other| other != lang && name_of(other.as_str()) == Some(name)) => {
            format!("{name} ({})", more.to_uppercase())
        }
        (None, Some(name)) => name.to_owned(),
        (None, None) => code.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Strings;

    /// Somebody who looks for their language cannot read the others: its name must be there, and no other one's.
    #[test]
    fn names() {
        let all: Vec<Lang> =
            ["pl", "de", "de-at", "nb-no", "pt-br", "zh-cn", "tlh"].map(|code| Lang::new(code).unwrap()).into();
        let named: Vec<String> = all.iter().map(|lang| language_name(lang, all.iter())).collect();
        assert_eq!(
            named,
            ["Polski", "Deutsch", "Deutsch (AT)", "Norsk bokmål", "Português (Brasil)", "简体中文", "tlh"]
        );
        for code in ["pl", "en", "de", "uk"] {
            assert_eq!(language_name(&Lang::new(code).unwrap(), all.iter()), Strings::of(code).name);
        }
        assert!(NAMES.is_sorted() && NAMES.iter().all(|(code, _)| Lang::new(code).is_some()));
    }
}
