//! What the tags of all dialects mean, by their names. Names are in lower case, without hyphens and underscores.

use std::{collections::HashMap, sync::LazyLock};

use super::arguments::Arguments;

/// The kinds of callouts that the tree knows, as classes of `<aside>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

impl Class {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Tip => "tip",
            Self::Important => "important",
            Self::Warning => "warning",
            Self::Caution => "caution",
        }
    }
}

/// What a tag is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A callout; `None` where its arguments name the kind.
    Callout(Option<Class>),
    /// Folded text below a title.
    Details,
    /// Only holds others: the tags go.
    Group,
    /// Holds tabs, and may name them.
    Tabs,
    /// A part with a label, which becomes a heading.
    Tab,
    /// A part with or without a title.
    Step,
    /// A title, often a link, with a text.
    Card,
    Figure,
    /// A link with words of its own.
    Link,
    /// A link to a page, by its path.
    Reference,
    /// A video or another page in a frame: a link to it.
    Embed,
    /// Words of an argument.
    Words,
    /// The name itself is what is shown: `{{<required>}}`.
    Name,
    Keys,
    /// An element of HTML around the content.
    Element(&'static str),
    Break,
    /// The content is code.
    Code,
    /// Goes, and nothing is lost.
    Drop,
    /// Goes with its content, which nobody was to see.
    DropContent,
    /// Goes with its content, which a program would have made.
    Loop,
    /// Is counted: its content stays.
    Unknown,
}

/// Names of kinds of callouts; the same names are kinds where an argument says it.
const CLASSES: [(Class, &str); 5] = [
    (
        Class::Note,
        "note notes info information notice abstract summary tldr example examples question faq help quote cite todo \
         seealso primary secondary default neutral blue plain aside message banner hintbox infobox grey gray cyan \
         related remember remark definition fact moreinfo morelikethis learnmore admonitionnote alertinfo calloutinfo \
         prerequisite prerequisites requirements requirement availability updated new version versionadded \
         versionchanged beta preview adminonly",
    ),
    (
        Class::Tip,
        "tip tips hint success check done green idea protip bestpractice recommended recommendation good ok benefit \
         fyi goodtoknow trick alertsuccess accent",
    ),
    (Class::Important, "important key purple essential privacy security"),
    (
        Class::Warning,
        "warning warn attention yellow orange alertwarning experimental legacy limitation limitations \
         pitfall heads headsup watchout warningbox",
    ),
    (
        Class::Caution,
        "caution danger error fail failure missing bug red critical severe stop alertdanger destructive deprecation \
         dangerous",
    ),
];

/// The kind of callout that a word names.
pub(super) fn class(word: &str) -> Option<Class> {
    let word = normal(word);
    let word = word.strip_prefix("callout").filter(|rest| !rest.is_empty()).unwrap_or(&word);
    KNOWN_CLASSES.get(word).copied()
}

/// Other names, by what they mean.
const MEANINGS: [(Meaning, &str); 22] = [
    (
        Meaning::Callout(None),
        "callout alert admonition hint aside notice message messagebox banner box infobox panel blockquote callouts \
         alertbox calloutbox flash notification noticebox admonitionblock quotebox",
    ),
    (
        Meaning::Details,
        "details detail collapse collapsible expand expandable expander accordion accordionitem accordionpanel \
         accordiontab accordionsection spoiler toggle disclosure collapsibledetails collapsiblesection dropdown \
         collapsed hiddenanswer fold foldable faqitem expansionpanel reveal collapsiblecontent",
    ),
    (
        Meaning::Tabs,
        "tabs tabgroup tabset codegroup codetabs tabbed tabpane tablist tabber tabpanels tabcontainer nontabs \
         codeblockgroup tabview contenttabs platformtabs",
    ),
    (Meaning::Tab, "tab tabitem tabpanel codetab tabcontent tabsitem tabbody platform codegroupitem platformtab pane"),
    (Meaning::Step, "step stepitem task tutorialstep section chapter procedurestep subsection part slide"),
    (
        Meaning::Card,
        "card linkcard imagecard cardlink feature featurecard tile ctabox cta hero gridcard productcard doccard \
         herocard paramfield responsefield carditem tutorialtile overviewcard listcard linkblock teaser promo getstarted",
    ),
    (
        Meaning::Figure,
        "figure image img picture screenshot zoomableimage themedimage lightbox imgproc photo bundleimage thumbnail \
         responsiveimage imagezoom docimage enlargeimage zoomimage contentimage svg gif imagefigure vimage nuxtimg \
         nextimage optimizedimage idealimage staticimage",
    ),
    (
        Meaning::Link,
        "button btn link buttonlink linkbutton vpbutton ubutton a externallink nuxtlink extlink anchorlink hyperlink \
         ctabutton downloadbutton routerlink navlink captionlink doclink internallink newtablink autolink weblink \
         docslink outboundlink smartlink textlink buttonprimary readmore",
    ),
    (
        Meaning::Reference,
        "contentref pageref pagerelref pagelink linkpage crosslink ref relref xref docref linkto articlelink \
         nextpage seealsolink",
    ),
    (
        Meaning::Embed,
        "embed youtube vimeo video iframe loom gist tweet twitter x instagram codepen codesandbox stackblitz wistia \
         youtubeembed videoembed videoplayer audio reactplayer youtubevideo asciinema soundcloud spotify figma \
         embedvideo youtubelite file vimeovideo loomvideo bilibili pdf arcade liteyoutube mux storylane googlemaps \
         ytvideo videobox videolink swf",
    ),
    (
        Meaning::Words,
        "term glossary glossarytooltip tooltip badge label tag chip pill status abbr abbreviation definitionterm \
         glossaryterm text uicontrol dnl ui menu menupath menuselection path guilabel uipath control inlinebadge \
         hovertext kbdpath my highlighttext small tooltiptext nolocalize noloc",
    ),
    (Meaning::Name, "required optional nullable removed readonly deprecated experimentalflag"),
    (Meaning::Keys, "kbd key keys shortcut keyboard keyboardshortcut hotkey keycombo"),
    (Meaning::Element("mark"), "mark highlighted"),
    (Meaning::Element("sub"), "sub"),
    (Meaning::Element("sup"), "sup"),
    (Meaning::Break, "br break linebreak newline lb"),
    (Meaning::Code, "highlight codeblock prism sourcecode code codetoggle snippet codesnippet codeexample"),
    (
        Meaning::Drop,
        "toc tableofcontents clear clearfix spacer divider icon fa octicon iconify fontawesome mdi lucideicon \
         faicon material layout extends endblock anchor script head metadata breadcrumbs \
         pagetoc inlinetoc minitoc tocinline nav navigation sidebar empty seo disqus comments share breakpage \
         backtotop outlet slot vspace nbsp emoji svgicon icons logo avatar cookie likec4 else elsif elseif elif case \
         when set assign unset increment decrement do import from autoescape language currentversion pagebreak \
         translationstatus lastmod readingtime author pagebreakafter columnbreak",
    ),
    (Meaning::DropContent, "comment stylesheet javascript schema style css js macro jsonld noindex"),
    (Meaning::Loop, "for tablerow foreach range paginate each"),
    (
        Meaning::Group,
        "steps stepper steplist stepslist procedure cards cardgroup cardgrid carddeck cardcolumns columns column cols \
         col row grid container sectionblock frame fragment wrapper clientonly client center left right div span \
         accordiongroup accordions expandables flex gridcolumn content main article block blocks body browseronly if \
         unless ifversion ifnotversion switch fallback raw verbatim capture noparse zone moniker vpre vvpre prose lead \
         update updates filetree filesfolder window codewrapper page pagecontent gridcols markdown filter with macrocall \
         features featurelist imggrid gallery carousel slider scroll mdx tablewrapper table tableview \
         codeblocks demo browser terminal terminalwindow mac windows linux webui cli desktop ios android \
         api rawhtml unsafe safe nomarkdown options tutorial flattenedsteps faqs faqlist faqsection \
         responsiveembed list listitem contentblock contentswitcher platformcontent suspense \
         landing sectioncontainer gridrow contenttab togglegroup annotate cachedblock cache spaceless \
         localize translate trans rowend columnend monikerend zoneend imageend paragraph p typography vstack hstack \
         resources stack group notranslate",
    ),
];

/// The rows of a table by each of their names.
fn by_name<T: Copy>(rows: &[(T, &'static str)]) -> HashMap<&'static str, T> {
    rows.iter().flat_map(|(row, names)| names.split(' ').map(|name| (name, *row))).collect()
}

static KNOWN_CLASSES: LazyLock<HashMap<&str, Class>> = LazyLock::new(|| by_name(&CLASSES));
static KNOWN_MEANINGS: LazyLock<HashMap<&str, Meaning>> = LazyLock::new(|| by_name(&MEANINGS));

/// What a tag means. A name that is a kind of callout is one; a few of them are also names of something else.
pub(super) fn meaning(name: &str) -> Meaning {
    let known = |name: &str| KNOWN_MEANINGS.get(name).copied();
    let last = name.rsplit(['.', ':']).next().unwrap_or(name);
    known(name)
        .or_else(|| class(name).map(|class| Meaning::Callout(Some(class))))
        .or_else(|| known(last))
        .or_else(|| class(last).map(|class| Meaning::Callout(Some(class))))
        .unwrap_or(Meaning::Unknown)
}

/// A name as the tables have it.
pub(super) fn normal(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).flat_map(char::to_lowercase).collect()
}

/// The arguments that may say which kind of callout it is.
const KINDS: [&str; 15] = [
    "type", "style", "kind", "variant", "level", "color", "status", "intent", "context", "appearance", "severity",
    "theme", "class", "mode", "alerttype",
];

/// Words that are switches and no title.
const SWITCHES: &str = "true false open closed collapse collapsible icon noicon end inline annotate";

impl Arguments {
    /// The kind of a callout that the arguments name.
    pub(super) fn class(&self) -> Option<Class> {
        let named = KINDS
            .iter()
            .filter_map(|key| self.text(&[key]))
            .find_map(|value| value.split([' ', '-']).find_map(class).or_else(|| class(&value)));
        let listed = || self.plain.iter().take(2).find_map(|(value, _)| class(value));
        let classes = || self.classes.iter().find_map(|name| name.split('-').find_map(class));
        named.or_else(listed).or_else(classes)
    }

    /// The title of a callout: a word without a capital is an icon or a kind.
    pub(super) fn callout_title(&self) -> Option<String> {
        let named = self.text(&["title", "heading", "header", "headline", "label", "summary", "name", "caption"]);
        let plain =
            || self.title().filter(|title| title.contains(' ') || title.starts_with(|c: char| !c.is_lowercase()));
        named.or_else(plain)
    }

    /// The title of a card, a tab, a part.
    pub(super) fn title(&self) -> Option<String> {
        const NAMES: [&str; 16] = [
            "title", "heading", "header", "headline", "label", "summary", "name", "question", "subject", "tabtitle",
            "text", "caption", "value", "path", "query", "param",
        ];
        self.text(&NAMES).or_else(|| {
            let plain = self.plain.iter().map(|(value, _)| value);
            let mut titles = plain.filter(|value| {
                class(value).is_none() && !SWITCHES.split(' ').any(|switch| switch == *value) && !value.is_empty()
            });
            titles.next().cloned()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One name means one thing: what stands in two tables would mean the first of them only.
    #[test]
    fn names_are_unique() {
        let mut seen = std::collections::HashSet::new();
        for name in MEANINGS.iter().flat_map(|(_, names)| names.split(' ')) {
            assert!(seen.insert(name), "{name}");
            assert_eq!(normal(name), name);
        }
        let mut seen = std::collections::HashSet::new();
        for name in CLASSES.iter().flat_map(|(_, names)| names.split(' ')) {
            assert!(seen.insert(name), "{name}");
        }
    }

    /// Where the kind is not found a warning looks like a remark.
    #[test]
    fn kinds_are_found() {
        for (name, arguments, expected) in [
            ("callout", "type=\"warning\"", Some(Class::Warning)),
            ("hint", "style=\"info\"", Some(Class::Note)),
            ("hint", "style=\"danger\"", Some(Class::Caution)),
            ("callout", "success", Some(Class::Tip)),
            ("alert", "type=\"alert-danger\"", Some(Class::Caution)),
            ("admonition", "Tip \"Faster\"", Some(Class::Tip)),
            ("callout", "title=\"Info\"", None),
        ] {
            assert_eq!(meaning(name), Meaning::Callout(None));
            assert_eq!(Arguments::read(arguments).class(), expected, "{arguments}");
        }
        assert_eq!(meaning("tip"), Meaning::Callout(Some(Class::Tip)));
        assert_eq!(meaning("tabs.tab"), Meaning::Tab);
        assert_eq!(meaning("ctabox"), Meaning::Card);
        assert_eq!(meaning("ownthing"), Meaning::Unknown);
    }
}
