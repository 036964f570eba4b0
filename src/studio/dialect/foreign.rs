//! What no pass understands: it is never shown, and counted by its kind.

use std::ops::Range;

/// A kind of markup that is taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::studio) enum ForeignKind {
    /// `{% … %}` of Jekyll, GitBook, Markdoc, Zola or Nunjucks.
    TemplateTag,
    /// `{{ … }}`.
    TemplateValue,
    /// `{{< … >}}` and `{{% … %}}`.
    Shortcode,
    /// `<Name />`.
    Component,
    /// `{name}` in MDX.
    Expression,
    /// A file that another one asks for and that is not in the folder.
    Include,
    /// `:::name`.
    Directive,
    /// `[block:name]`, `[name]…[/name]`.
    Block,
    /// A loop: its text is made by a program.
    Loop,
    /// `[words][name]`, where only a program knows what the name stands for.
    Reference,
}

impl ForeignKind {
    /// What the files hold, for a sentence such as “161 files hold …”.
    pub(in crate::studio) fn plural(self) -> &'static str {
        match self {
            Self::TemplateTag => "template tags (`{% … %}`)",
            Self::TemplateValue => "template values (`{{ … }}`)",
            Self::Shortcode => "shortcodes (`{{< … >}}`)",
            Self::Component => "components (`<Name />`)",
            Self::Expression => "expressions in braces",
            Self::Include => "includes of files that are not in the content folder",
            Self::Directive => "directives (`:::name`)",
            Self::Block => "blocks in square brackets (`[name]…[/name]`)",
            Self::Loop => "loops (`{% for … %}`)",
            Self::Reference => "links by names (`[words][name]`)",
        }
    }
}

/// Something that was taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::studio) struct Foreign {
    pub(in crate::studio) kind: ForeignKind,
    /// Bytes of the body as it was written.
    pub(in crate::studio) span: Range<usize>,
}
