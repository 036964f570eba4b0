//! The sources of an import.

/// What is imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Source {
    /// JSON of Zendesk Guide.
    Zendesk,
    /// JSON of Intercom Articles.
    Intercom,
    /// Pages.
    Html,
    /// Pages of Notion, as Markdown or HTML.
    Notion,
    /// A vault of Obsidian.
    Obsidian,
    /// A site made with Docusaurus.
    Docusaurus,
    /// A site made with Hugo.
    Hugo,
    /// A site made with MkDocs.
    Mkdocs,
    /// A space of GitBook.
    Gitbook,
    /// A site made with Jekyll.
    Jekyll,
    /// Any folder of Markdown.
    Markdown,
}

impl Source {
    /// All of them, with the names by which the command knows them.
    pub const ALL: [(&'static str, Self); 11] = [
        ("zendesk", Self::Zendesk),
        ("intercom", Self::Intercom),
        ("html", Self::Html),
        ("notion", Self::Notion),
        ("obsidian", Self::Obsidian),
        ("docusaurus", Self::Docusaurus),
        ("hugo", Self::Hugo),
        ("mkdocs", Self::Mkdocs),
        ("gitbook", Self::Gitbook),
        ("jekyll", Self::Jekyll),
        ("markdown", Self::Markdown),
    ];

    /// The name by which the command knows it.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, source)| *source == self).map_or("", |(name, _)| name)
    }
}
