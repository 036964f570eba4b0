//! Codes of languages as folders and files are named by them: `pl`, `pt-BR`, `nb_NO`, `zh-Hans`, `es-419`, `sr@latin`.
//!
//! Only codes that exist count. A folder `tv`, `pc` or `hw` is a topic, and so is `ukr` or `en-old`: every shop has
//! folders of two or three letters.

use crate::language::Lang;

/// The two-letter codes of ISO 639-1.
const LANGUAGES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy \
da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik \
io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt \
my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so \
sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// Languages without a code of two letters that help centres are translated into. All codes of ISO 639-3 would take in
/// `api`, `app` and `faq`.
const LONGER: &str = "ast ceb ckb cmn dsb fil fur gsw haw hmn hsb kab kok lzh mai nds sat szl tzm yue";

/// Codes of scripts (ISO 15924) that languages are told apart by.
const SCRIPTS: &str = "arab cyrl deva ethi grek guru hans hant hebr jpan kore latn mong tfng";

/// The two-letter codes of ISO 3166-1.
const REGIONS: &str = "ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs \
bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg eh er es et fi fj \
fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it \
je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp \
mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re \
ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv \
tw tz ua ug um us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw";

/// The language that a name is the code of; `None` where it is none, or none that exists.
pub(super) fn language(name: &str) -> Option<Lang> {
    // gettext writes the script of Serbian behind an `@`.
    let name = name.to_ascii_lowercase().replace("@latin", "-latn").replace("@cyrillic", "-cyrl").replace('_', "-");
    let mut parts = name.split('-').peekable();
    let first = parts.next()?;
    if !is_in(first, LANGUAGES) && !is_in(first, LONGER) {
        return None;
    }
    parts.next_if(|part| is_in(part, SCRIPTS));
    let is_region = |part: &&str| is_in(part, REGIONS) || (part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit()));
    parts.next_if(is_region);
    if parts.next().is_some() { None } else { Lang::new(&name) }
}

/// Whether two codes are those of one language, whatever its region or script.
pub(super) fn same_language(a: &str, b: &str) -> bool {
    fn base(code: &str) -> &str {
        match code.split('-').next().unwrap_or_default() {
            "nb" | "nn" => "no",
            "fil" => "tl",
            "cmn" => "zh",
            other => other,
        }
    }
    base(a) == base(b)
}

fn is_in(code: &str, list: &str) -> bool {
    list.split(' ').any(|known| known == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A code that is left out or mistyped makes a language a topic.
    #[test]
    fn lists_are_sorted_and_whole() {
        for (list, letters, count) in [(LANGUAGES, 2, 184), (REGIONS, 2, 249), (LONGER, 3, 20), (SCRIPTS, 4, 14)] {
            let codes: Vec<_> = list.split(' ').collect();
            assert!(codes.is_sorted() && codes.iter().all(|code| code.len() == letters), "{list}");
            assert_eq!(codes.len(), count);
        }
    }

    /// A topic that is taken for a language loses the others; a language that is taken for a topic, its interface.
    #[test]
    fn codes_exist() {
        for (name, expected) in [
            ("pl", Some("pl")),
            ("PL", Some("pl")),
            ("pt-BR", Some("pt-br")),
            ("pt_BR", Some("pt-br")),
            ("nb_NO", Some("nb-no")),
            ("zh-cn", Some("zh-cn")),
            ("zh-Hans", Some("zh-hans")),
            ("zh-Hant-TW", Some("zh-hant-tw")),
            ("es-419", Some("es-419")),
            ("sr@latin", Some("sr-latn")),
            ("sr-Cyrl-RS", Some("sr-cyrl-rs")),
            ("fil", Some("fil")),
            ("hr", Some("hr")),
            ("it", Some("it")),
            ("hw", None),
            ("tv", None),
            ("pc", None),
            ("qa", None),
            ("cz", None),
            ("ukr", None),
            ("faq", None),
            ("api", None),
            ("uk-old", None),
            ("en-", None),
            ("-en", None),
            ("en-us-x", None),
            ("en-hw", None),
            ("de-1996", None),
            ("", None),
            ("p", None),
            ("zażółć", None),
        ] {
            assert_eq!(language(name).as_ref().map(Lang::as_str), expected, "{name}");
        }
    }
}
