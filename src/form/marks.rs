//! Marks what people paste by mistake, and offers to hide it. Nothing is hidden unasked: it may be what the request is
//! about.

use super::{controller::FormController, controls::button, state::Shown};
use crate::{
    dom::{El, el},
    request::{Finding, SecretKind, find},
};

/// Draws the marks behind the message and the offers below it.
pub(super) fn refresh(controller: &FormController) {
    let Some(shown) = controller.shown() else { return };
    let draft = controller.draft();
    let found = undecided(&draft.message, &draft.left);
    if let Some(mirror) = controller.find(".mirror") {
        let mirror = El::of(mirror);
        mirror.fill(None);
        let text = |from: usize, to: usize| draft.message.get(from..to).unwrap_or_default();
        let mut end = 0;
        let mut out = mirror;
        for finding in &found {
            let range = &finding.range;
            out = out.text(text(end, range.start)).with(el("mark").text(text(range.start, range.end)));
            end = range.end;
        }
        // A line that is begun has a height; an empty one at the end has none.
        drop(out.text(text(end, draft.message.len())).text("\u{200b}"));
    }
    if let Some(place) = controller.find(".found") {
        let place = El::of(place);
        let offers: Vec<El> =
            found.iter().enumerate().map(|(number, one)| offer(&shown, &draft.message, number, one)).collect();
        let as_before = place.raw().child_element_count() as usize == offers.len()
            && offers.iter().enumerate().all(|(number, offer)| {
                let before = place.raw().children().item(number as u32).and_then(|before| before.text_content());
                before == offer.raw().text_content()
            });
        // Drawn anew only when something changed: it is read aloud then.
        if !as_before {
            place.fill_all(offers.into_iter());
        }
    }
}

/// What was found and not decided about.
pub(super) fn undecided(text: &str, left: &[String]) -> Vec<Finding> {
    let is_left = |finding: &Finding| left.iter().any(|left| Some(left.as_str()) == text.get(finding.range.clone()));
    find(text).into_iter().filter(|finding| !is_left(finding)).collect()
}

fn offer(shown: &Shown, text: &str, number: usize, finding: &Finding) -> El {
    let words = &shown.words.along;
    let label = match finding.kind {
        SecretKind::Pesel => words.pesel,
        SecretKind::Card => words.card,
        SecretKind::Iban => words.iban,
        SecretKind::Password => words.password,
    };
    let secret = text.get(finding.range.clone()).unwrap_or_default();
    let number = number.to_string();
    el("div")
        .class("offer")
        .with(el("p").text(label).text(" ").with(el("strong").text(secret)).text(". ").text(words.why))
        .with(
            button("mask", &words.mask.replace("{x}", ""))
                .set("data-key", &number)
                .set("aria-label", &words.mask.replace("{x}", secret)),
        )
        .with(
            button("leave", words.leave)
                .set("data-key", &number)
                .set("aria-label", &format!("{}: {secret}", words.leave)),
        )
}
