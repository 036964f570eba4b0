//! The topics on the static pages: nested as they are, and the way back to them from an article.

use nightdesk::studio::{Library, static_pages};

use super::{
    html::{self, Node},
    page,
    support::{folder, read},
};

/// A site of categories with these keys, each with as many articles, in this order. The folders are flat: what is nested
/// are the keys.
fn site(keys: &[(&str, usize)]) -> Library {
    let mut files = vec![("nightdesk.toml".to_owned(), "[site]\nlanguages = [\"en\"]\n".to_owned())];
    for (number, (key, count)) in keys.iter().enumerate() {
        let folder = if key.is_empty() { "en".to_owned() } else { format!("en/c{number:03}") };
        // A category without articles of its own is there because of one, which is taken out again.
        for article in 0..(*count).max(1) {
            let text = format!("---\ntitle: About {number}-{article}\nslug: a-{number}-{article}\n---\n\nText.\n");
            files.push((format!("{folder}/{article:04}.md"), text));
        }
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let mut library = read(folder(&files).path());
    assert_eq!(library.diagnostics.iter().map(ToString::to_string).collect::<Vec<_>>(), Vec::<String>::new());
    for ((key, count), category) in keys.iter().zip(&mut library.languages[0].categories) {
        if !key.is_empty() {
            category.title = format!("Topic <{}>", key.rsplit('/').next().unwrap());
        }
        category.key = (*key).to_owned();
        category.articles.truncate(*count);
    }
    library
}

/// All elements of a page with this name, in order.
fn all<'a>(page: &'a Node, names: &[&str]) -> Vec<&'a Node> {
    let mut out = Vec::new();
    page.walk(0, &mut |node, _| {
        if names.contains(&node.name()) {
            out.push(node);
        }
    });
    out
}

fn index(library: &Library) -> (Node, Vec<(String, String)>) {
    let pages = static_pages(library, false);
    (html::page(page(&pages, "en/index.html")), pages)
}

const NESTED: [(&str, usize); 6] =
    [("", 2), ("boards", 1), ("boards/nano", 0), ("boards/nano/power", 3), ("boards/uno", 1), ("cloud", 1)];

/// Who reads by headings must find each topic below the one it is part of, and no level left out.
#[test]
fn the_outline_is_the_tree() {
    for (more, name) in [(0, "section"), (200, "details")] {
        let keys = [&NESTED[..], &[("zoo", more)][..usize::from(more > 0)]].concat();
        let (index, _) = index(&site(&keys));
        let mut outline: Vec<String> = all(&index, &["h1", "h2", "h3", "h4", "h5", "h6"])
            .into_iter()
            .map(|heading| format!("{} {}", heading.name(), heading.text()))
            .collect();
        outline.retain(|line| line != "h2 Topic <zoo>");
        let topics = ["h2 Topic <boards>", "h3 Topic <nano>", "h4 Topic <power>", "h3 Topic <uno>", "h2 Topic <cloud>"];
        assert_eq!(outline, [&["h1 Help", "h2 Articles"][..], &topics].concat());
        // What a topic encloses is what is part of it.
        let boards = all(&index, &[name]).into_iter().find(|topic| topic.text().contains("<boards>")).unwrap();
        assert_eq!((all(boards, &["li"]).len(), all(boards, &[name]).len()), (5, 4), "{name}");
        let closed: Vec<_> = all(&index, &["details"]);
        assert!(closed.iter().all(|topic| topic.attribute("open").is_none() && topic.inner()[0].name() == "summary"));
        assert_eq!(closed.len(), if more > 0 { keys.len() } else { 0 });
    }
}

/// A step of a breadcrumb that leads nowhere, or a level that is missing in it, loses the reader.
#[test]
fn breadcrumbs_lead_to_every_level() {
    for more in [0, 200] {
        let library = site(&[&NESTED[..], &[("zoo", more)][..usize::from(more > 0)]].concat());
        let (index, pages) = index(&library);
        for (slug, steps) in [
            ("a-3-0", &["Help", "Topic <boards>", "Topic <nano>", "Topic <power>"][..]),
            ("a-4-0", &["Help", "Topic <boards>", "Topic <uno>"]),
            ("a-5-0", &["Help", "Topic <cloud>"]),
            ("a-0-1", &["Help"]),
        ] {
            let article = html::page(page(&pages, &format!("en/{slug}/index.html")));
            let way = all(&article, &["nav"])[0];
            assert_eq!(way.attribute("aria-label"), Some("Breadcrumb"));
            let links = all(way, &["a"]);
            assert_eq!(links.iter().map(|link| link.text()).collect::<Vec<_>>(), steps, "{slug}");
            for link in links.iter().skip(1) {
                let id = link.attribute("href").unwrap().strip_prefix("../#").unwrap();
                let place = index.find(&|node| node.attribute("id") == Some(id)).expect("a topic of the index");
                // In a folded topic the place is inside of what is folded: browsers open it for a link to it.
                assert_eq!(place.name(), if more > 0 { "div" } else { "section" });
                let href = format!("{slug}/");
                assert!(place.find(&|node| node.attribute("href") == Some(&href)).is_some(), "{slug} is not in {id}");
            }
        }
    }
}

/// An index that says "Help" below "Help", or shows a topic with nothing in it, looks broken.
#[test]
fn names_of_what_is_in_no_topic() {
    for (keys, headings) in [
        (&[("", 2)][..], &["Help", "All articles"][..]),
        (&[("", 1), ("a", 1)], &["Help", "Articles", "Topic <a>"]),
        (&[("a", 1)], &["Help", "Topic <a>"]),
        (&[("a", 0), ("b", 1)], &["Help", "Topic <b>"]),
    ] {
        let (index, _) = index(&site(keys));
        let found: Vec<String> = all(&index, &["h1", "h2"]).iter().map(|heading| heading.text()).collect();
        assert_eq!(found, headings, "{keys:?}");
    }
}

/// A page with a single closed line on it offers nothing.
#[test]
fn a_topic_alone_is_open() {
    for keys in [&[("", 101)][..], &[("a", 0), ("a/b", 100), ("a/c", 1)]] {
        let (index, _) = index(&site(keys));
        let open: Vec<bool> = all(&index, &["details"]).iter().map(|it| it.attribute("open").is_some()).collect();
        assert_eq!(open.iter().map(|open| usize::from(*open)).collect::<Vec<_>>()[..], [1, 0, 0][..keys.len()]);
    }
}

/// The index of a large help is opened on telephones: it may grow by a line for each article, and no faster.
#[test]
fn a_large_index_stays_small() {
    let size = |per_topic| {
        let keys: Vec<(String, usize)> = (0..30).map(|number| (format!("t{number:02}"), per_topic)).collect();
        let keys: Vec<(&str, usize)> = keys.iter().map(|(key, count)| (key.as_str(), *count)).collect();
        page(&index(&site(&keys)).1, "en/index.html").len()
    };
    let (half, whole) = (size(20), size(40));
    assert!((whole - half) / 600 < 80, "{} bytes for 600 articles", whole - half);
}
