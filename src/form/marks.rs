//! Marks secrets that people paste by mistake, and offers to mask them. Nothing is masked unless the visitor chooses
//! it: the request may be about it.

use super::{controller::FormController, controls::button, state::Shown};
use crate::{
    dom::{El, el},
    request::{Finding, SecretKind, find},
};

/// Redraws the marks behind the message and the offers below it.
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
        // An empty last line has no height without a character in it.
        drop(out.text(text(end, draft.message.len())).text("\u{200b}"));
    }
    if let Some(container) = controller.find(".found") {
        let container = El::of(container);
        let offers: Vec<El> =
            found.iter().enumerate().map(|(number, one)| offer(&shown, &draft.message, number, one)).collect();
        let unchanged = container.raw().child_element_count() as usize == offers.len()
            && offers.iter().enumerate().all(|(number, offer)| {
                let before = container.raw().children().item(number as u32).and_then(|before| before.text_content());
                before == offer.raw().text_content()
            });
        // Redrawn only when something changed, since screen readers announce it then.
        if !unchanged {
            container.fill_all(offers.into_iter());
        }
    }
}

/// Secrets in a text that the visitor has neither masked nor left.
pub(super) fn undecided(text: &str, left: &[String]) -> Vec<Finding> {
    let is_left = |finding: &Finding| left.iter().any(|left| Some(left.as_str()) == text.get(finding.range.clone()));
    find(text).into_iter().filter(|finding| !is_left(finding)).collect()
}

fn offer(shown: &Shown, text: &str, number: usize, finding: &Finding) -> El {
    let texts = &shown.strings.along;
    let label = match finding.kind {
        SecretKind::Pesel => texts.pesel,
        SecretKind::Card => texts.card,
        SecretKind::Iban => texts.iban,
        SecretKind::Password => texts.password,
    };
    let secret = text.get(finding.range.clone()).unwrap_or_default();
    let number = number.to_string();
    el("div")
        .class("offer")
        .with(el("p").text(label).text(" ").with(el("strong").text(secret)).text(". ").text(texts.why))
        .with(
            button("mask", &texts.mask.replace("{x}", ""))
                .set("data-key", &number)
                .set("aria-label", &texts.mask.replace("{x}", secret)),
        )
        .with(
            button("leave", texts.leave)
                .set("data-key", &number)
                .set("aria-label", &format!("{}: {secret}", texts.leave)),
        )
}
