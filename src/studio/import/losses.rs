//! What of a source cannot be kept as it was.

/// A kind of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Loss {
    /// An article that only some may read: it is left out.
    Restricted,
    /// An article that is not published: it is written as a draft.
    Draft,
    /// An article without a text.
    Empty,
    /// Something that is no article.
    Unread,
    /// A text longer, deeper or larger than is read.
    Cut,
    /// An article that is read a little differently than it was written.
    Inexact,
    /// A picture on another server.
    RemotePicture,
    /// A picture that its server did not give.
    NotFetched,
    /// A picture or file that the export names and does not hold.
    MissingFile,
    /// A picture that is drawn by the page itself.
    Drawing,
    /// A link to an article of the same help that the export does not hold.
    UnknownArticle,
    /// A link that can lead nowhere.
    DeadLink,
    /// A link to a place in an article that is not there.
    DeadAnchor,
    /// A film, a sound or another page inside the text: a link stands for it.
    Embedded,
    /// A table whose cells span several rows or columns.
    Spans,
    /// A table that only arranged what stands in it.
    Layout,
    /// Fields and buttons.
    Form,
    /// Scripts.
    Script,
    /// Text that the page hides.
    Hidden,
    /// What a page has around its text.
    Furniture,
    /// Comments of readers.
    Comments,
    /// A topic whose name the export does not hold.
    NamelessTopic,
    /// A file that is no article, or that its settings leave out.
    LeftOut,
    /// What `check` tells of the source.
    Finding,
    /// Markup of another program that is not understood.
    Foreign,
    /// Properties that nothing here is made of.
    Property,
    /// What the old help desk put words in the place of.
    Placeholder,
}

impl Loss {
    /// What happened, for one and for several.
    pub(super) const fn said(self) -> [&'static str; 2] {
        match self {
            Self::Restricted => {
                ["article that only some may read is left out", "articles that only some may read are left out"]
            }
            Self::Draft => ["unpublished article is written as a draft", "unpublished articles are written as drafts"],
            Self::Empty => ["article without a text is left out", "articles without a text are left out"],
            Self::Unread => ["entry could not be read", "entries could not be read"],
            Self::Cut => [
                "text was too long or too deep, and its end is plain or missing",
                "texts were too long or too deep, and their ends are plain or missing",
            ],
            Self::Inexact => ["article is shown a little differently", "articles are shown a little differently"],
            Self::RemotePicture => [
                "picture is on another server, and not shown until it is fetched (--fetch)",
                "pictures are on other servers, and not shown until they are fetched (--fetch)",
            ],
            Self::NotFetched => ["picture could not be fetched", "pictures could not be fetched"],
            Self::MissingFile => ["file is named and not there", "files are named and not there"],
            Self::Drawing => ["drawing inside the text is left out", "drawings inside the text are left out"],
            Self::UnknownArticle => [
                "link leads to a page of the old help that is not here",
                "links lead to pages of the old help that are not here",
            ],
            Self::DeadLink => {
                ["link can lead nowhere, and its words stay", "links can lead nowhere, and their words stay"]
            }
            Self::DeadAnchor => [
                "link names a place that is not there, and leads to the article's top",
                "links name places that are not there, and lead to the articles' tops",
            ],
            Self::Embedded => ["film or embedded page became a link", "films or embedded pages became links"],
            Self::Spans => [
                "table had cells over several rows or columns, which are single ones now",
                "tables had cells over several rows or columns, which are single ones now",
            ],
            Self::Layout => {
                ["table that only arranged things became text", "tables that only arranged things became text"]
            }
            Self::Form => ["field or button is left out", "fields or buttons are left out"],
            Self::Script => ["script is left out", "scripts are left out"],
            Self::Hidden => ["hidden piece of text is left out", "hidden pieces of text are left out"],
            Self::Furniture => {
                ["menu, head or foot of a page is left out", "menus, heads or feet of pages are left out"]
            }
            Self::Comments => ["comment of a reader is left out", "comments of readers are left out"],
            Self::NamelessTopic => ["topic has no name in the export", "topics have no name in the export"],
            Self::Placeholder => {
                ["placeholder of the old help desk is left out", "placeholders of the old help desk are left out"]
            }
            Self::LeftOut => ["file is left out", "files are left out"],
            Self::Finding => ["finding about the source", "findings about the source"],
            Self::Foreign => {
                ["piece of another program's markup is left out", "pieces of other programs' markup are left out"]
            }
            Self::Property => ["property is not used", "properties are not used"],
        }
    }

    /// The name in JSON.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Restricted => "restricted",
            Self::Draft => "draft",
            Self::Empty => "empty",
            Self::Unread => "unread",
            Self::Cut => "cut",
            Self::Inexact => "inexact",
            Self::RemotePicture => "remote-picture",
            Self::NotFetched => "not-fetched",
            Self::MissingFile => "missing-file",
            Self::Drawing => "drawing",
            Self::UnknownArticle => "unknown-article",
            Self::DeadLink => "dead-link",
            Self::DeadAnchor => "dead-anchor",
            Self::Embedded => "embedded",
            Self::Spans => "table-spans",
            Self::Layout => "layout-table",
            Self::Form => "form",
            Self::Script => "script",
            Self::Hidden => "hidden",
            Self::Furniture => "furniture",
            Self::Comments => "comments",
            Self::NamelessTopic => "nameless-topic",
            Self::LeftOut => "left-out",
            Self::Finding => "finding",
            Self::Foreign => "foreign-markup",
            Self::Property => "property",
            Self::Placeholder => "placeholder",
        }
    }
}
