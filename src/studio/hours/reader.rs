//! The settings of opening hours while they are read, and their findings.

use std::ops::Range;

use crate::studio::{Config, Diagnostic, Severity, config::at};

/// The settings, the text of their file, and the findings.
pub(super) struct Reader<'a> {
    pub(super) config: &'a Config,
    pub(super) source: &'a str,
    pub(super) diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    /// Whether one of the findings after the first `before` stops the build.
    pub(super) fn errors_since(&self, before: usize) -> bool {
        self.diagnostics.iter().skip(before).any(|finding| finding.severity == Severity::Error)
    }

    /// A finding that stops the build.
    pub(super) fn error(
        &mut self,
        rule: &'static str,
        span: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.diagnostics.push(Diagnostic::error(rule, at(self.source, span), message, help));
    }

    /// A finding that does not.
    pub(super) fn warn(
        &mut self,
        rule: &'static str,
        span: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.diagnostics.push(Diagnostic::warning(rule, at(self.source, span), message, help));
    }
}
