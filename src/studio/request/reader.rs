//! The settings of requests while they are read, and their findings.

use std::ops::Range;

use crate::studio::{
    Config, Diagnostic, LanguageContent,
    config::{RequestConfig, at},
    hours::Hours,
};

/// The settings, what they refer to, and the findings.
pub(super) struct Reader<'a> {
    pub(super) config: &'a Config,
    pub(super) settings: &'a RequestConfig,
    pub(super) source: &'a str,
    pub(super) hours: &'a [Hours],
    pub(super) languages: &'a [LanguageContent],
    pub(super) findings: Vec<Diagnostic>,
}

impl Reader<'_> {
    /// A finding that stops the build.
    pub(super) fn error(
        &mut self,
        rule: &'static str,
        span: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.findings.push(Diagnostic::error(rule, at(self.source, span), message, help));
    }

    /// A finding that does not.
    pub(super) fn warn(
        &mut self,
        rule: &'static str,
        span: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.findings.push(Diagnostic::warning(rule, at(self.source, span), message, help));
    }
}

/// Whether a name may be an id.
pub(super) fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}
