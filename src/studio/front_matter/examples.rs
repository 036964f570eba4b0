//! Values that findings give as examples, in the language of the content.

use crate::language::Lang;

/// A value for each setting that is words.
pub(super) struct Examples {
    pub(super) title: &'static str,
    pub(super) description: &'static str,
    pub(super) questions: &'static str,
    pub(super) keywords: &'static str,
}

impl Examples {
    /// Those of a language, English where there are none.
    pub(super) fn of(lang: &Lang) -> &'static Self {
        match lang.as_str().get(..2) {
            Some("pl") => &PL,
            Some("de") => &DE,
            Some("uk") => &UK,
            _ => &EN,
        }
    }
}

const EN: Examples = Examples {
    title: "How do I return a parcel?",
    description: "Report the return in your account.",
    questions: "[send my order back, I want to return it]",
    keywords: "[return, label]",
};

const PL: Examples = Examples {
    title: "Jak zwrócić paczkę?",
    description: "Zwrot zgłosisz na koncie.",
    questions: "[jak odesłać zamówienie, chcę oddać towar]",
    keywords: "[zwrot, etykieta]",
};

const DE: Examples = Examples {
    title: "Wie sende ich ein Paket zurück?",
    description: "Melden Sie die Rücksendung im Konto an.",
    questions: "[Bestellung zurückschicken, ich möchte es zurückgeben]",
    keywords: "[Rücksendung, Etikett]",
};

const UK: Examples = Examples {
    title: "Як повернути посилку?",
    description: "Оформіть повернення в кабінеті.",
    questions: "[відправити замовлення назад, хочу повернути товар]",
    keywords: "[повернення, етикетка]",
};
