//! The language of a text, for folders that do not say it.
//!
//! Only what a person wrote is looked at: titles and running text, without code, tags and addresses, which are English
//! in every language. Each text votes by its length, since a translation is rarely finished: some files are still in
//! the other language.

mod prose;

use std::collections::BTreeMap;

use whatlang::Detector;
use whatlang::Lang::{
    Ara, Bel, Bul, Cat, Ces, Cmn, Dan, Deu, Ell, Eng, Est, Fin, Fra, Heb, Hin, Hrv, Hun, Ind, Ita, Jpn, Kor, Lav, Lit,
    Nld, Nob, Pes, Pol, Por, Ron, Rus, Slk, Slv, Spa, Srp, Swe, Tha, Tur, Ukr, Vie,
};

use crate::language::{Lang, LanguageWords, tokens};
use prose::prose;

/// The languages told apart. More of them would be confused with these in short texts.
const KNOWN: [(whatlang::Lang, &str); 39] = [
    (Ara, "ar"),
    (Bel, "be"),
    (Bul, "bg"),
    (Cat, "ca"),
    (Ces, "cs"),
    (Cmn, "zh"),
    (Dan, "da"),
    (Deu, "de"),
    (Ell, "el"),
    (Eng, "en"),
    (Est, "et"),
    (Fin, "fi"),
    (Fra, "fr"),
    (Heb, "he"),
    (Hin, "hi"),
    (Hrv, "hr"),
    (Hun, "hu"),
    (Ind, "id"),
    (Ita, "it"),
    (Jpn, "ja"),
    (Kor, "ko"),
    (Lav, "lv"),
    (Lit, "lt"),
    (Nld, "nl"),
    (Nob, "nb"),
    (Pes, "fa"),
    (Pol, "pl"),
    (Por, "pt"),
    (Ron, "ro"),
    (Rus, "ru"),
    (Slk, "sk"),
    (Slv, "sl"),
    (Spa, "es"),
    (Srp, "sr"),
    (Swe, "sv"),
    (Tha, "th"),
    (Tur, "tr"),
    (Ukr, "uk"),
    (Vie, "vi"),
];
/// Languages with a list of stop words, which decide where the letters do not.
const WITH_STOP_WORDS: [&str; 5] = ["uk", "de", "pl", "cs", "en"];
/// So many characters of a text are looked at: more of them change nothing.
const ENOUGH: usize = 1_000;
/// A text with fewer letters says nothing by itself.
const FEW: usize = 8;
/// From so many letters on a language is certain enough to contradict the name of a folder.
const CERTAIN: usize = 120;

/// What some texts seem to be written in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Guess {
    /// The language.
    pub(super) lang: Lang,
    /// Whether there was enough text, and most of it in this language.
    pub(super) certain: bool,
}

/// Whether a language is told apart from others.
pub(super) fn knows(code: &str) -> bool {
    KNOWN.iter().any(|(_, known)| *known == code) || ["no", "nn"].contains(&code)
}

/// The language of one text; English where it does not show any.
pub(super) fn language_of(text: &str) -> Option<Lang> {
    of_texts(std::iter::once(text)).map(|guess| guess.lang)
}

/// The language of most of some texts in Markdown; English where they do not show any.
pub(super) fn of_texts<'a>(texts: impl Iterator<Item = &'a str>) -> Option<Guess> {
    let detector = Detector::with_allowlist(KNOWN.iter().map(|(lang, _)| *lang).collect());
    let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut doubtful, mut all) = (String::new(), 0);
    for text in texts {
        let prose = prose(text, ENOUGH);
        let letters = letters(&prose);
        all += letters;
        match detector.detect(&prose) {
            Some(found) if found.is_reliable() && letters >= FEW => {
                *votes.entry(code(found.lang())).or_default() += letters;
            }
            _ if doubtful.len() < 4 * ENOUGH => doubtful = format!("{doubtful}{prose}\n"),
            _ => {}
        }
    }
    // Together, short texts show what none of them does. A few words without an accent could be those of any language.
    let shows = letters(&doubtful) >= 60 || doubtful.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
    if let Some(found) = detector.detect(&doubtful).filter(|_| letters(&doubtful) >= FEW)
        && found.confidence() > if shows { 0.1 } else { 0.5 }
    {
        *votes.entry(code(found.lang())).or_default() += (letters(&doubtful) as f64 * found.confidence()) as usize;
    }
    let (most, count) = votes.into_iter().max_by_key(|(_, count)| *count).unwrap_or_default();
    let most = if count == 0 { by_stop_words(&doubtful) } else { most };
    Some(Guess { lang: Lang::new(most)?, certain: count >= CERTAIN && count * 5 >= all * 3 })
}

/// The language whose stop words are commonest in a text; English where there are none, or as many of several
/// languages.
fn by_stop_words(text: &str) -> &'static str {
    let mut counts = [0; WITH_STOP_WORDS.len()];
    let lists = WITH_STOP_WORDS.map(LanguageWords::of);
    // Of one letter, lists of several languages have the same.
    for token in tokens(text).filter(|token| token.term.chars().count() > 1) {
        for (words, count) in lists.iter().zip(&mut counts) {
            *count += usize::from(words.is_stop(&token.term));
        }
    }
    let most = counts.iter().max().copied().unwrap_or_default();
    let mut best = WITH_STOP_WORDS.iter().zip(counts).filter(|(_, count)| *count == most).map(|(lang, _)| *lang);
    let first = best.next();
    if best.next().is_some() { "en" } else { first.unwrap_or("en") }
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

fn code(lang: whatlang::Lang) -> &'static str {
    KNOWN.iter().find(|(known, _)| *known == lang).map_or("en", |(_, code)| code)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of Polish texts must not be searched with English rules; texts without a clear language are English.
    #[test]
    fn languages_and_ties() {
        for (text, expected) in [
            ("Jak mogę zwrócić towar, który jest uszkodzony?", "pl"),
            ("How do I return an item that is damaged?", "en"),
            ("Wie kann ich die Ware zurückgeben, wenn sie nicht passt?", "de"),
            ("Як повернути товар, якщо він не підійшов?", "uk"),
            ("", "en"),
            ("XS 34, S 36, M 38, L 40, XL 42", "en"),
            ("ZX-77 AB-123/4 https://a.example/b.pdf", "en"),
            ("返品したい", "en"),
            ("!!! ??? —", "en"),
            ("który that", "en"),
            ("und the", "en"),
        ] {
            let lang = language_of(text).map(|lang| lang.to_string());
            assert_eq!(lang.as_deref(), Some(expected), "{text}");
        }
    }

    /// A shop anywhere in Europe writes one short article first: its help must have the right language from then on.
    #[test]
    fn one_short_article() {
        for (text, expected) in [
            ("# Jak vrátit zboží?\n\nVrácení nahlaste ve svém účtu, balík pak předejte na pobočce.", "cs"),
            ("# Ako vrátiť tovar?\n\nVrátenie nahláste vo svojom účte, balík potom odovzdajte na pobočke.", "sk"),
            ("# Zwroty\n\nMasz 30 dni. Zwrot zgłosisz na koncie w `Settings > Orders`.", "pl"),
            ("# Rückgabe\n\nMelden Sie die Rückgabe in Ihrem Konto an und drucken Sie das Etikett.", "de"),
            ("# Returns\n\nReport the return in your account and print the label.", "en"),
            ("# Повернення\n\nПовідомте про повернення у своєму кабінеті, це безкоштовно.", "uk"),
            ("# Возврат\n\nОформите возврат в личном кабинете, это бесплатно и быстро.", "ru"),
            ("# Retours\n\nDéclarez le retour dans votre compte, puis déposez le colis.", "fr"),
            ("# Devoluciones\n\nComunique la devolución en su cuenta y lleve el paquete a la tienda.", "es"),
            ("# Resi\n\nComunica il reso nel tuo account e porta il pacco in negozio.", "it"),
            ("# Devoluções\n\nComunique a devolução na sua conta e leve a encomenda à loja.", "pt"),
            ("# Retourneren\n\nMeld de retour aan in je account en breng het pakket naar de winkel.", "nl"),
            ("# Returer\n\nAnmäl returen på ditt konto och lämna paketet i butiken inom trettio dagar.", "sv"),
            ("# Returnering\n\nAnmeld returneringen på din konto, og aflever pakken i butikken.", "da"),
            ("# Palautukset\n\nIlmoita palautuksesta tililläsi ja vie paketti myymälään.", "fi"),
            ("# Visszaküldés\n\nJelentse be a visszaküldést a fiókjában, majd adja fel a csomagot.", "hu"),
            ("# Retururi\n\nAnunță returul în contul tău și lasă coletul la magazin.", "ro"),
            ("# İadeler\n\nİadeyi hesabınızdan bildirin ve paketi mağazaya bırakın.", "tr"),
            ("# 返品\n\nマイページから返品を申請し、荷物をお店にお持ちください。", "ja"),
            ("# 退货\n\n请在您的账户中申请退货，然后将包裹送到门店。", "zh"),
            ("# 반품\n\n내 계정에서 반품을 신청하고 매장에 상품을 맡겨 주세요.", "ko"),
            ("# Επιστροφές\n\nΔηλώστε την επιστροφή στον λογαριασμό σας.", "el"),
            ("---\ntitle: Jak zapłacić za zamówienie?\nlayout: post\n---\nBLIK, PayPal, Apple Pay\n", "pl"),
        ] {
            assert_eq!(language_of(text).map(|lang| lang.to_string()).as_deref(), Some(expected), "{text}");
        }
    }

    /// The help of a program is half code, and code is English whatever the rest is.
    #[test]
    fn code_does_not_count() {
        let code = "```yaml\nservices:\n  web:\n    image: nginx\n    restart: always\n```\n";
        let german = "Öffnen Sie die Datei und tragen Sie den Namen Ihres Servers ein.\n\n";
        let tags = "<Tabs groupId=\"operating-systems\" className=\"with the and of\">\n\n";
        let text =
            format!("# Installation\n\n{tags}{german}{code}{code}{code}{code}[Download](https://the.example/of/and)\n");
        assert_eq!(language_of(&text).map(|lang| lang.to_string()).as_deref(), Some("de"));
    }

    /// A translation that is half finished is still a translation; a name of two letters must not overrule much text.
    #[test]
    fn most_of_the_text_decides() {
        let polish = "Zwrot zgłosisz na swoim koncie, a paczkę nadasz bezpłatnie z paczkomatu. Pieniądze zwracamy w \
                      ciągu czternastu dni od jej otrzymania, tą samą metodą.";
        let english = "Report the return in your account, and send the parcel free of charge from a parcel locker.";
        let guess = of_texts([polish, english, polish].into_iter()).unwrap();
        assert_eq!((guess.lang.as_str(), guess.certain), ("pl", true));
        assert!(!of_texts(["Text"].into_iter()).unwrap().certain);
        assert!(!of_texts([polish, english, english].into_iter()).unwrap().certain);
    }
}
