//! Requests to a person as configured: `[request]` of `nightdesk.toml` becomes [`Forms`], one per language.
//!
//! Reading order: `reader` has the settings and collects findings. `secrets` finds what must not be shipped, `endpoint`
//! checks the addresses a form may post to, `sinks` reads where requests go, `topics` and `fields` what they are about.
//! Without `[request]` there is one topic, by mail to the first mail channel; without a mail channel there is no form.
//! `crate::request` says how a request is sent.

mod reader;
mod secrets;

mod endpoint;
mod fields;
mod pattern;
mod sinks;
mod topics;

use std::collections::BTreeMap;

use toml::Spanned;

use super::{
    Config, Library, Severity,
    config::{Localized, PrivacyConfig, RequestConfig},
    hours::Hours,
};
use crate::{
    channels::{Channel, ChannelKind},
    knowledge::is_safe_url,
    language::Lang,
    request::{Forms, Privacy, SendMethod, SinkConfig},
    text::FormStrings,
};

use reader::Reader;
pub(super) use secrets::report as report_secrets;
pub(super) use sinks::is_address;

/// The most zero bits that a browser may have to find: four million attempts on average.
const MOST_WORK: i64 = 22;

/// Makes the forms of all languages; none where something is wrong with them.
pub(super) fn read(config: &Config, source: &str, hours: &[Hours], library: &mut Library) {
    let empty = RequestConfig::default();
    let settings = config.request.as_ref().map_or(&empty, Spanned::get_ref);
    let mut reader = Reader { config, settings, source, hours, languages: &library.languages, findings: Vec::new() };
    let mut forms = reader.forms();
    let findings = reader.findings;
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        forms.clear();
    }
    library.diagnostics.extend(findings);
    for (content, form) in library.languages.iter_mut().zip(forms) {
        content.forms = Some(form);
    }
}

impl Reader<'_> {
    /// One value per language; empty where requests can go nowhere.
    fn forms(&mut self) -> Vec<Forms> {
        let tables: BTreeMap<&str, Option<SinkConfig>> =
            self.settings.sink.iter().map(|(name, table)| (name.get_ref().as_str(), self.sink(name, table))).collect();
        let Some(plan) = self.plan(&tables) else { return Vec::new() };
        let unused = self.settings.sink.keys().filter(|name| !plan.names.contains(name.get_ref()));
        for name in unused.collect::<Vec<_>>() {
            let message = format!("no topic goes to the sink `{}`", name.get_ref());
            let help = format!("add a line `default_sink = \"{}\"` to [request], or take the sink out", name.get_ref());
            self.warn("sink", name.span(), message, help);
        }
        let work = self.work(&plan.sinks);
        self.check_privacy(&plan.sinks);
        self.languages
            .iter()
            .map(|content| Forms {
                lang: content.lang.to_string(),
                strings: FormStrings::of(content.lang.as_str()).join(),
                company: self.config.company.name.clone(),
                topics: plan.topics(content),
                sinks: plan.sinks.clone(),
                methods: content.channels.iter().filter_map(send_method).collect(),
                privacy: self.privacy(&content.lang),
                work,
            })
            .collect()
    }

    /// The zero bits to find.
    fn work(&mut self, sinks: &[SinkConfig]) -> u8 {
        let Some(work) = &self.settings.work else { return 0 };
        if !(0..=MOST_WORK).contains(work.get_ref()) {
            let help = "write 0 for none, or 18: a quarter of a million attempts on average";
            self.error("contact", work.span(), format!("`work` is not a number from 0 to {MOST_WORK}"), help);
        } else if *work.get_ref() > 0 && !sinks.iter().any(|sink| matches!(sink, SinkConfig::Webhook { .. })) {
            let help = "take the line out: only a webhook of yours can check it";
            self.warn("contact", work.span(), "no sink gains from the work of visitors’ browsers", help);
        }
        u8::try_from(*work.get_ref()).unwrap_or_default()
    }

    /// What is done with personal data must be said where they are asked for (GDPR, article 13). A mail is sent by the
    /// visitor's own program: then the form itself passes no data on.
    fn check_privacy(&mut self, sinks: &[SinkConfig]) {
        let PrivacyConfig { text, link, consent } = &self.settings.privacy;
        match text {
            Some(text) => self.lacking("privacy", text, "the text on privacy"),
            None if sinks.iter().all(|sink| matches!(sink, SinkConfig::Mailto { .. })) => {}
            None => {
                let table = self.config.request.as_ref().map(Spanned::span).unwrap_or_default();
                let message = "the form does not say who keeps the data, why and for how long";
                let help = "add `[request.privacy]` with a line `text = { pl = \"…\", en = \"…\" }`: article 13 of the \
                            GDPR wants it beside the form";
                self.warn("privacy", table, message, help);
            }
        }
        if let Some(consent) = consent {
            self.lacking("privacy", consent, "the consent");
        }
        // Whether a path is valid is not known if the setting of the website is wrong.
        let is_unknown =
            |link: &str| self.config.company_url().is_none() && link.starts_with('/') && !link.starts_with("//");
        let is_invalid = |link: &str| self.address(link).is_none() && !is_unknown(link);
        if let Some(link) = link.as_ref().filter(|link| is_invalid(link.get_ref())) {
            let help = "write an address that begins with https://, or a path like `/privacy` and the company’s `url`";
            self.error("privacy", link.span(), format!("`{}` cannot be opened as a link", link.get_ref()), help);
        }
    }

    fn privacy(&self, lang: &Lang) -> Privacy {
        let PrivacyConfig { text, link, consent } = &self.settings.privacy;
        let of = |texts: &Option<Spanned<Localized>>| {
            texts.as_ref().map(|texts| texts.get_ref().of(lang).trim().to_owned()).unwrap_or_default()
        };
        let link = link.as_ref().and_then(|link| self.address(link.get_ref())).unwrap_or_default();
        Privacy { text: of(text), link, consent: of(consent) }
    }

    /// A link to a page, or to one of the company's own.
    fn address(&self, link: &str) -> Option<String> {
        let is_path = link.starts_with('/') && !link.starts_with("//");
        let url = match self.config.company_url().unwrap_or_default().trim_end_matches('/') {
            company if is_path && !company.is_empty() => format!("{company}{link}"),
            _ => link.to_owned(),
        };
        (url.starts_with("http") && is_safe_url(&url)).then_some(url)
    }

    /// Reports in which languages a text is missing; one that is in none is an error, because nothing could be shown.
    fn lacking(&mut self, rule: &'static str, texts: &Spanned<Localized>, what: &str) {
        let codes = || self.languages.iter().map(|content| content.lang.as_str());
        let missing: Vec<&str> = codes().filter(|lang| !texts.get_ref().has(lang)).collect();
        if missing.is_empty() {
            return;
        }
        let each: Vec<String> = codes().map(|lang| format!("{lang} = \"…\"")).collect();
        let help = format!("say it in every language: `{{ {} }}`", each.join(", "));
        if texts.get_ref().is_empty() {
            self.error(rule, texts.span(), format!("{what} is empty"), help);
        } else {
            self.warn(rule, texts.span(), format!("{what} is missing in {}", missing.join(", ")), help);
        }
    }
}

/// A channel that the form offers as an alternative: one that reaches a person directly, without another form.
fn send_method(channel: &Channel) -> Option<SendMethod> {
    use ChannelKind::{Chat, Mail, Messenger, Phone, Whatsapp};
    let reaches = matches!(channel.kind, Phone | Mail | Chat | Whatsapp | Messenger);
    let href = channel.href().filter(|_| reaches)?;
    Some(SendMethod { label: channel.label.clone(), value: channel.value.clone(), href })
}
