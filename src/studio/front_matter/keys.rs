//! The keys of front matter: those of Nightdesk, what other generators call the same, and what of theirs changes nothing
//! here.
//!
//! Other generators' keys are known so that their content says what it says there, and so that nothing is told of keys
//! that nobody can use. Upper case, hyphens and underscores make no difference: `lastModified` is `last_modified`.

use std::{collections::HashSet, sync::LazyLock};

/// The keys of Nightdesk, which help texts name.
pub(super) const OWN: [&str; 9] =
    ["title", "description", "questions", "keywords", "slug", "updated", "weight", "draft", "icon"];

/// What a key says. A number is its rank: of several that say the same, the lowest counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Title,
    /// What other lists call the article.
    Label(u8),
    Description(u8),
    Questions,
    Keywords,
    /// Words under which it is filed.
    Tags,
    /// Its address, or a path that ends with it.
    Slug(u8),
    /// Earlier paths, or other titles.
    Aliases,
    /// Earlier paths.
    OldPaths,
    /// Only leads to another page.
    LeadsTo,
    /// The day of the last change, or of the first.
    Updated(u8),
    /// Its place in a list.
    Weight(u8),
    /// True: it is not finished.
    Draft,
    /// True: it is hidden.
    Hidden,
    /// True: it is in no list.
    Unlisted,
    /// False: it is hidden; a day: it is hidden until then.
    Published,
    /// A word, some of which hide.
    Status,
    /// True: it is not searched.
    Unsearched,
    /// False, or a map that says so: it is not searched.
    Search,
    /// The day from which, or until which it is shown.
    From,
    Until,
    Icon,
    Lang,
    /// A map with one of the others: a menu.
    Menu,
    /// A map with a day.
    Dates,
    /// A map of words under which it is filed.
    Taxonomies,
    /// A map with what search engines are told.
    Metadata,
    /// A map that says whether a page is made, and listed.
    Build,
    /// A map with earlier paths.
    Routes,
    /// Means nothing here.
    Foreign,
}

/// What a key says; `None` where it is known of no generator.
pub(super) fn meaning(key: &str) -> Option<Meaning> {
    use Meaning as M;
    let name: String = key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    Some(match name.as_str() {
        "title" => M::Title,
        "linktitle" | "sidebarlabel" | "navtitle" | "sidebartitle" | "shorttitle" | "menutitle" | "navlabel" => {
            M::Label(0)
        }
        "pagetitle" | "seotitle" | "metatitle" | "headline" | "heading" | "name" => M::Label(1),
        "description" => M::Description(0),
        "summary" => M::Description(1),
        "excerpt" | "abstract" | "intro" | "lead" | "teaser" | "shortdescription" | "shortdesc" => M::Description(2),
        "metadescription" | "seodescription" | "descriptionmeta" | "searchdescription" | "ogdescription" => {
            M::Description(3)
        }
        "subtitle" => M::Description(4),
        "questions" => M::Questions,
        "keywords" => M::Keywords,
        "tags" | "tag" | "labels" | "labelnames" | "categories" | "category" | "topics" | "metakeywords" => M::Tags,
        "slug" => M::Slug(0),
        "permalink" => M::Slug(1),
        "url" => M::Slug(2),
        "path" => M::Slug(3),
        "aliases" | "alias" => M::Aliases,
        "redirectfrom" | "redirects" | "oldurl" | "oldurls" | "legacyurl" | "previousurl" => M::OldPaths,
        "redirectto" | "externalredirect" => M::LeadsTo,
        "updated" => M::Updated(0),
        "lastmod" | "lastmodified" | "lastmodifiedat" | "modified" | "modifiedat" | "updatedat" | "lastupdate"
        | "lastupdated" | "lastupdatedat" | "dateupdated" | "datemodified" | "updateddate" | "modifieddate"
        | "lastreviewed" | "editedat" | "revisiondate" => M::Updated(1),
        "msdate" => M::Updated(2),
        "date" => M::Dates,
        "weight" => M::Weight(0),
        "sidebarposition" | "navorder" | "menuorder" | "sidebarorder" | "navposition" => M::Weight(1),
        "order" | "position" | "sortorder" | "sort" | "displayorder" => M::Weight(2),
        "draft" | "isdraft" => M::Draft,
        "hidden" | "private" | "headless" => M::Hidden,
        "unlisted" => M::Unlisted,
        "published" | "publish" | "ispublished" | "visible" | "dgpublish" => M::Published,
        "status" | "state" | "visibility" | "poststatus" => M::Status,
        "searchexclude" | "excludesearch" | "excludefromsearch" | "booksearchexclude" | "searchexcluded" => {
            M::Unsearched
        }
        "search" | "searchable" | "pagefind" | "insearchindex" | "indexed" => M::Search,
        "publishdate" | "publishedat" | "publishat" | "publishon" => M::From,
        "expirydate" | "unpublishdate" | "expires" | "expiresat" | "expirationdate" => M::Until,
        "icon" => M::Icon,
        "lang" | "locale" | "language" | "mscontentlocale" | "hreflang" => M::Lang,
        "menu" | "menus" | "nav" | "navigation" | "sidebar" | "eleventynavigation" => M::Menu,
        "taxonomies" | "taxonomy" => M::Taxonomies,
        "metadata" | "meta" | "seo" => M::Metadata,
        "build" => M::Build,
        "routes" => M::Routes,
        name if is_foreign(name, key) => M::Foreign,
        _ => return None,
    })
}

/// Whether a key means nothing here; `name` is it as letters and digits.
fn is_foreign(name: &str, key: &str) -> bool {
    static NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| FOREIGN.split(' ').collect());
    let key = key.to_lowercase();
    NAMES.contains(name) || FOREIGN_STARTS.iter().any(|start| key.starts_with(start))
}

/// Whether a key is known, here or of another generator.
pub(super) fn is_known(key: &str) -> bool {
    meaning(key.trim()).is_some()
}

/// Whether a setting with this key may keep an article from being published.
pub(super) fn may_hide(key: &str) -> bool {
    matches!(meaning(key), Some(Meaning::Draft | Meaning::Hidden | Meaning::Published))
}

/// Keys that begin so belong to one generator, theme or program each.
const FOREIGN_STARTS: [&str; 22] = [
    "ms.", "og:", "og_", "twitter", "sidebar_", "toc_", "book", "geekdoc", "hide_", "wp_", "_", "custom_", "mermaid",
    "math", "pagination", "header_", "footer_", "disable", "enable", "show_", "has_", "eleventy",
];

/// Keys of generators, themes and programs without a meaning for a help, as letters and digits: sorted.
const FOREIGN: &str = "\
access alert allowtitletodifferfromfilename alwaysopen anchor archetype archived archivedat articleid aside assetid \
attachments audience author authors autonumber avatar background badge badges banner banners bibliography bodyclass \
bookcollapsesection breadcrumb breadcrumbs byline canonical canonicalurl cascade categoryid changefreq chapter \
children class classes collapsed collapsible collection collections color comments commentsdisabled community \
component contenttagids contenttype contributors copyright cover coverimage coverurl created createdat createdby \
createddate createdon creationdate creator css cssclass cssclasses cssfile custom customedit customediturl data \
datecreated dateposted datepublished default deprecated difficulty displayedsidebar displayname displaytitle \
displaytoc docid documentid documenttype downloads draftedby duration edit editable editlink editor editurl email \
emoji entitlement eventlayout extra eyebrow favorite feature featured featuredimage featuredlinks features file \
filename filetags footer format fullwidth generator github glossary grandparent group guid head header hero \
heroimage hide hidetitle hidetoc hreflangs htmlclass htmlurl id identifier image images img index isdoc js katex \
kind lastedited lasteditedby lastupdatedby layout layouts level license link links manager manuallink markup maxtoc \
minread mobile mode module navbar navexclude navfold next nextpage nofollow noindex nolist notetype notion notionid \
notionurl numbersections outdated outline outputs owner owners page pageclass pageid pagestyle pagetype params \
parent parentid part permalinkbase permissiongroupid permissions pinned platform platforms prerequisites prev \
preview previous priority process product products project promoted pubdate readingtime related relatedarticles \
relatedlinks rendertitle rendertoc resources reviewer reviewers robots role roles routable section sectionid \
sections seealso series seriesorder services simplelist sitemap source sourcelocale sources sourceurl space spaceid \
sponsor standalone sticky stylesheet subject subsection tableofcontents tagline template theme thumbnail \
titletemplate toc tocbasic tocdepth tochide toclevels top topic translationkey translations translator transparent \
type uid uri user userid usersegmentid usertype uuid vcsurl version versions video videos viewport votecount votesum \
weburl wide width wiki zendeskid zone";

#[cfg(test)]
mod tests {
    use super::*;

    /// A finding about a key that no writer can use is noise; one that hides an article must be known in all spellings.
    #[test]
    fn spellings_of_keys() {
        for (key, expected) in [
            ("title", Some(Meaning::Title)),
            ("Title", Some(Meaning::Title)),
            ("lastModified", Some(Meaning::Updated(1))),
            ("last-modified", Some(Meaning::Updated(1))),
            ("ms.date", Some(Meaning::Updated(2))),
            ("isDraft", Some(Meaning::Draft)),
            ("DRAFT", Some(Meaning::Draft)),
            ("layout", Some(Meaning::Foreign)),
            ("ms.author", Some(Meaning::Foreign)),
            ("hide_table_of_contents", Some(Meaning::Foreign)),
            ("bookToc", Some(Meaning::Foreign)),
            ("tilte", None),
            ("", None),
            ("---", None),
        ] {
            assert_eq!(meaning(key), expected, "{key}");
        }
        let words: Vec<_> = FOREIGN.split(' ').collect();
        assert!(words.is_sorted() && words.iter().all(|word| word.chars().all(|c| c.is_ascii_alphanumeric())));
    }
}
