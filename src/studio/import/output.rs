//! The files of a content folder from an export: Markdown with front matter, and `nightdesk.toml`.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::{
    assets::Content,
    context::{Context, DATABASE},
    export::{Article, Export},
    front::Front,
    layout::{Layout, relative},
    losses::Loss,
    markdown_writer::markdown_text,
    normal,
    places::{Places, ids, relink, settle},
};
use crate::{
    knowledge::{Block, Target},
    language::Lang,
};

/// Articles on the first screen, at most.
const MAX_POPULAR: usize = 10;

/// All files, by their path.
pub(super) fn files(mut export: Export, context: &mut Context) -> BTreeMap<String, Content> {
    leave_out_empty(&mut export, context);
    let layout = Layout::new(&export);
    let mut places: HashMap<(u32, Lang), Places> = HashMap::new();
    for article in &mut export.articles {
        let blocks = std::mem::take(&mut article.blocks);
        article.blocks = normal::blocks(blocks);
        let ids = if article.has_ids { ids(&mut article.blocks) } else { settle(&mut article.blocks) };
        let found = Places::new(std::mem::take(&mut article.places), ids);
        places.insert((article.number, article.lang.clone()), found);
    }
    let drafts = export.articles.iter().filter(|article| article.draft);
    let drafts: HashSet<(u32, Lang)> = drafts.map(|article| (article.number, article.lang.clone())).collect();
    let mut files = BTreeMap::new();
    for article in &mut export.articles {
        let Some(path) = layout.article(article.number) else { continue };
        let file = format!("{}/{path}.md", article.lang);
        let blocks = std::mem::take(&mut article.blocks);
        let languages = &export.languages;
        let blocks =
            Finished { drafts: &drafts, languages, article, file: &file, layout: &layout, places: &places, context }
                .blocks(blocks);
        let written = markdown_text(&blocks, &article.title);
        if !written.exact {
            context.report.lost(Loss::Inexact, &file, "");
        }
        let text = front(article, &layout).with(&written.text);
        let topics = context.report.articles.entry(article.lang.to_string()).or_default();
        *topics.entry(layout.topic(article.topic).to_owned()).or_default() += 1;
        files.insert(file, Content::Bytes(text.into_bytes()));
    }
    topics(&export, &layout, &mut files);
    files.insert("nightdesk.toml".to_owned(), Content::Bytes(settings(&export, &layout).into_bytes()));
    let assets = std::mem::take(&mut context.assets.files);
    context.report.files = assets.len();
    files.extend(assets);
    files
}

/// An article without a word is no help.
fn leave_out_empty(export: &mut Export, context: &mut Context) {
    export.articles.retain(|article| {
        let empty = article.blocks.is_empty();
        if empty {
            context.report.lost(Loss::Empty, &article.title, article.lang.as_str());
        }
        !empty
    });
    let there: BTreeSet<&Lang> = export.articles.iter().map(|article| &article.lang).collect();
    let languages: Vec<Lang> = export.languages.iter().filter(|lang| there.contains(lang)).cloned().collect();
    export.languages = languages;
}

/// The settings of an article.
fn front(article: &Article, layout: &Layout) -> Front {
    let mut front = Front::new();
    front.text("title", &article.title);
    front.text("slug", layout.slug(article.number, &article.lang).unwrap_or_default());
    front.text("description", &article.description);
    front.list("questions", &article.questions);
    front.list("keywords", &article.keywords);
    let aliases: Vec<String> = article.aliases.iter().filter(|alias| alias.len() > 1).cloned().collect();
    front.list("aliases", &aliases);
    front.day("updated", article.updated);
    front.number("weight", article.weight);
    front.truth("draft", article.draft);
    front.denied("search", article.unsearched);
    front
}

/// `_index.md` for each folder of a topic in each language.
fn topics(export: &Export, layout: &Layout, files: &mut BTreeMap<String, Content>) {
    let used: HashSet<String> =
        files.keys().filter_map(|file| file.rsplit_once('/')).map(|(folder, _)| folder.to_owned()).collect();
    for (number, topic) in export.topics.iter().enumerate() {
        let folder = layout.topic(Some(number));
        for lang in &export.languages {
            let path = format!("{lang}/{folder}");
            let below = format!("{path}/");
            let is_used =
                !folder.is_empty() && (used.contains(&path) || used.iter().any(|used| used.starts_with(&below)));
            let text = topic.texts.get(lang).filter(|text| is_used && !text.title.is_empty());
            if let Some(text) = text {
                let mut front = Front::new();
                front.text("title", &text.title);
                front.text("description", &text.description);
                front.number("weight", topic.weight);
                front.text("icon", &topic.icon);
                files.insert(format!("{path}/_index.md"), Content::Bytes(front.with("").into_bytes()));
            }
        }
    }
}

/// `nightdesk.toml`: what is known, and what to add.
fn settings(export: &Export, layout: &Layout) -> String {
    if let Some(own) = export.settings.as_deref().and_then(|settings| kept(settings, &export.languages)) {
        return own;
    }
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let mut out = String::from(
        "# Written by `nightdesk import`. Nightdesk's documents, writers/settings.md, have all settings.\n\n[company]\n",
    );
    match export.company.as_str() {
        "" => out.push_str("# name = \"…\"               # as customers know it\n"),
        name => out.push_str(&format!("name = {}\n", quoted(name))),
    }
    match export.url.as_str() {
        "" => out.push_str("# url = \"https://…/\"       # its website\n"),
        url => out.push_str(&format!("url = {}\n", quoted(url))),
    }
    let languages: Vec<String> = export.languages.iter().map(|lang| quoted(lang.as_str())).collect();
    out.push_str(&format!("\n[site]\nlanguages = [{}]\n", languages.join(", ")));
    let popular = popular(export, layout);
    if !popular.is_empty() {
        let popular: Vec<String> = popular.iter().map(|key| format!("  {},\n", quoted(key))).collect();
        out.push_str(&format!("popular = [\n{}]\n", popular.concat()));
    }
    out
}

/// Settings that are ours already, for the new folder. `None` where they cannot be read.
fn kept(settings: &str, languages: &[Lang]) -> Option<String> {
    let mut table: toml::Table = settings.parse().ok()?;
    let site = table.entry("site").or_insert_with(|| toml::Table::new().into()).as_table_mut()?;
    // Files are found by their paths here, and each language has its folder.
    site.remove("static");
    site.remove("language");
    let languages: Vec<toml::Value> = languages.iter().map(|lang| lang.as_str().into()).collect();
    site.insert("languages".to_owned(), languages.into());
    toml::to_string(&table).ok()
}

/// The articles of the first screen that are there in every language.
fn popular<'a>(export: &Export, layout: &'a Layout) -> Vec<&'a str> {
    let mut out: Vec<&str> = Vec::new();
    for article in export.articles.iter().filter(|article| article.popular) {
        let shown = |other: &&Article| other.number == article.number && !other.draft;
        let all = export.articles.iter().filter(shown).count() == export.languages.len();
        let key = layout.key(article.number).filter(|key| all && !out.contains(key));
        out.extend(key);
        if out.len() >= MAX_POPULAR {
            break;
        }
    }
    out
}

/// An article whose links get their addresses.
struct Finished<'a> {
    drafts: &'a HashSet<(u32, Lang)>,
    languages: &'a [Lang],
    article: &'a Article,
    file: &'a str,
    layout: &'a Layout,
    places: &'a HashMap<(u32, Lang), Places>,
    context: &'a mut Context,
}

impl Finished<'_> {
    fn blocks(mut self, mut blocks: Vec<Block>) -> Vec<Block> {
        relink(&mut blocks, &mut |target| self.target(target), &mut |_| None);
        relink(&mut blocks, &mut Some, &mut |src| self.picture(src));
        blocks
    }

    fn target(&mut self, target: Target) -> Option<Target> {
        match target {
            Target::Anchor(place) => Some(match self.place((self.article.number, self.article.lang.clone()), &place) {
                Some(id) => Target::Anchor(id),
                None => Target::Anchor("top".to_owned()),
            }),
            Target::Article(number, place) => {
                // In the same language, else in the first that has it.
                let in_lang = |lang: &&Lang| self.places.contains_key(&(number, (*lang).clone()));
                let lang = std::iter::once(&self.article.lang).chain(self.languages).find(in_lang);
                let Some((path, lang)) = self.layout.article(number).zip(lang) else {
                    self.context.report.lost(
                        Loss::DeadLink,
                        self.file,
                        self.layout.article(number).unwrap_or_default(),
                    );
                    return None;
                };
                // Visitors do not see a draft.
                if self.drafts.contains(&(number, lang.clone())) {
                    self.context.report.lost(Loss::DeadLink, self.file, &format!("{path} (a draft)"));
                    return None;
                }
                let path = relative(self.file, &format!("{lang}/{path}.md"));
                let id = place.and_then(|place| self.place((number, lang.clone()), &place));
                let fragment = id.map(|id| format!("#{id}")).unwrap_or_default();
                Some(Target::Url(format!("{path}{fragment}")))
            }
            Target::Url(address) if address.starts_with(DATABASE) => {
                self.context.report.lost(Loss::DeadLink, self.file, address.trim_start_matches(DATABASE));
                None
            }
            Target::File(_) => None,
            Target::Url(address) => Some(Target::Url(self.picture(&address).unwrap_or(address))),
        }
    }

    /// The heading that a name of a place in an article means; `None` for the top.
    fn place(&mut self, article: (u32, Lang), place: &str) -> Option<String> {
        let found = self.places.get(&article)?.find(place);
        if found.is_none() {
            self.context.report.lost(Loss::DeadAnchor, self.file, &format!("#{place}"));
        }
        found.flatten()
    }

    /// The address of a file that is written, from this article.
    fn picture(&mut self, src: &str) -> Option<String> {
        let path =
            if self.context.assets.files.contains_key(src) { Some(src) } else { self.context.assets.fetched(src) };
        path.map(|path| relative(self.file, path))
    }
}
