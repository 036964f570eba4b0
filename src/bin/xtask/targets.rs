//! The two programs for the browser, with the arguments for cargo and Trunk. Nothing is started here.

/// Set to `1` for Trunk and our hook: the programs are optimised with the tools from npm.
pub(crate) const OPTIMIZE: &str = "NIGHTDESK_OPTIMIZE";

/// A program for the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Program {
    /// Compiled by Trunk.
    Widget,
    /// Compiled by our hook, not by Trunk.
    Form,
}

impl Program {
    /// The name of its binary and of its feature.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Widget => "widget",
            Self::Form => "form",
        }
    }

    /// The name of its script and its wasm file in the folder of the app, without the ending.
    pub(crate) const fn file(self) -> &'static str {
        match self {
            Self::Widget => "app",
            Self::Form => "form",
        }
    }

    /// The arguments for cargo. Trunk uses the same ones, so that nothing is compiled twice.
    pub(crate) const fn build(self) -> [&'static str; 10] {
        [
            "build",
            "--quiet",
            "--locked",
            "--target=wasm32-unknown-unknown",
            "--profile=wasm-release",
            "--bin",
            self.name(),
            "--no-default-features",
            "--features",
            self.name(),
        ]
    }
}
