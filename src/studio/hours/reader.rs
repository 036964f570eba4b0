//! What all opening hours of a configuration need to be read, and where their findings go.

use std::ops::Range;

use crate::studio::{Config, Diagnostic, Severity, config::at};

/// What all hours of a configuration need to be read.
pub(super) struct Reader<'a> {
    pub(super) config: &'a Config,
    pub(super) source: &'a str,
    pub(super) diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    /// Whether something stops the build since there were so many findings.
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
