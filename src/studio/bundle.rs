//! The bundle: every file that is uploaded, made in memory. `publish` puts it into its folder.
//!
//! All names but `nightdesk.js`, `nightdesk.d.ts`, `nightdesk.json`, the licences and the pages carry the hash of the
//! content, so that caches never mix builds and the program that loads a file can check it against its name.

use std::{
    collections::{BTreeMap, HashMap},
    fs, io,
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

use super::{
    Effort, FileEntry, IndexCache, LanguageContent, Library,
    compress::{brotli, gzip},
    drawing,
    hashes::{hashed_name, hex, short_name},
    language_names::language_name,
    loader, pages,
    publish::{self, Bundle},
};
use crate::{
    knowledge::Notice,
    language::Lang,
    language::LanguageWords,
    pack::{LangName, Pack, Site, Text, encode, encode_chunk},
    text::Strings,
    time::UtcMinute,
};

/// Up to this many compressed bytes the text of all articles is part of the pack: one request.
const INLINE_TEXT_LIMIT: usize = 150_000;
/// About this many bytes of encoded text go into one chunk (a third of it on the wire).
const CHUNK_BYTES: usize = 96_000;

/// About this many bytes get the best compression, which takes about two seconds; the rest a quicker one.
const SLOW_BYTES: usize = 700_000;

/// The authors and licences of the libraries in the programs.
const LICENCES: &str = "THIRD-PARTY-LICENSES.txt";

/// The commands that a page can give to the widget, as types for TypeScript.
const TYPES: &str = include_str!("../js/nightdesk.d.ts");

/// Where to write and what to add.
#[derive(Clone, Debug)]
pub struct BundleOptions {
    /// The folder to write to.
    pub out: PathBuf,
    /// The folder with the built widget: `app.js`, `app.wasm`, `form.js`, `form.wasm`, `loader.js`, `page.js`,
    /// `picture.js`, `THIRD-PARTY-LICENSES.txt`. Without one only data and pages are written.
    pub app: Option<PathBuf>,
    /// The present moment.
    pub now: UtcMinute,
    /// How hard to compress.
    pub effort: Effort,
}

/// What was written.
#[derive(Clone, Debug, Default)]
pub struct Built {
    /// All files, by path.
    pub files: Vec<FileEntry>,
    /// How many articles, over all languages.
    pub articles: usize,
    /// Files of the build before that somebody had changed, and that were written anew.
    pub rewritten: Vec<String>,
    /// Pages of the build before that are no longer part of it and that somebody has replaced by their own: they stay.
    pub left: Vec<String>,
    /// Per language that uses the starter list of synonyms, how many of its groups are of use there.
    pub starter: Vec<(Lang, usize)>,
}

/// Collects files before anything is written, so that a build that fails leaves the last good bundle in place.
struct Staged {
    effort: Effort,
    /// How many more bytes get the best compression: a large site is written in seconds, not minutes.
    slow_bytes_left: usize,
    files: BTreeMap<String, Vec<u8>>,
    entries: Vec<FileEntry>,
    starter: Vec<(Lang, usize)>,
}

impl Staged {
    fn add(&mut self, file: String, bytes: Vec<u8>) {
        self.entries.push(FileEntry { file: file.clone(), size: bytes.len(), raw: bytes.len(), sha256: hex(&bytes) });
        self.files.insert(file, bytes);
    }

    /// Adds a data file as a gzip member named by its content, with a brotli stream beside it; gives its name.
    fn add_data(&mut self, name: &str, extension: &str, bytes: &[u8]) -> String {
        let sha256 = hex(bytes);
        let file = short_name(name, extension, bytes);
        let effort = match self.effort {
            Effort::Best if bytes.len() > self.slow_bytes_left => Effort::Good,
            effort => effort,
        };
        self.slow_bytes_left = self.slow_bytes_left.saturating_sub(bytes.len());
        let packed = gzip(bytes, effort);
        self.entries.push(FileEntry { file: file.clone(), size: packed.len(), raw: bytes.len(), sha256 });
        if effort == Effort::Best {
            self.files.insert(format!("{file}.br"), brotli(bytes));
        }
        self.files.insert(file.clone(), packed);
        file
    }

    /// Adds a script named by its content; gives its name. The hash is its `integrity`, too, which Firefox reads as
    /// plain base64: line breaks are added until both alphabets write it alike, three on average.
    fn add_script(&mut self, name: &str, mut code: Vec<u8>) -> String {
        let mut file = hashed_name(name, "js", &code);
        while loader::hash(&file).contains(['-', '_']) {
            code.push(b'\n');
            file = hashed_name(name, "js", &code);
        }
        self.add(file.clone(), code);
        file
    }
}

/// Builds the bundle and puts it into its folder, for visitors: files that it replaces are kept for a day.
///
/// # Errors
/// Where a file cannot be read or written, a file that is not Nightdesk's would be overwritten, or the index cannot be
/// built. The bundle that was there before is complete in each case.
pub fn write_bundle(library: &Library, options: &BundleOptions, indexes: &mut IndexCache) -> io::Result<Built> {
    write(library, options, indexes, false)
}

/// The same for the preview: quicker, and files that the next build replaces are removed at once, else an afternoon of
/// writing would leave hundreds of packs.
///
/// # Errors
/// As of [`write_bundle`].
pub fn write_preview(library: &Library, options: &BundleOptions, indexes: &mut IndexCache) -> io::Result<Built> {
    write(library, options, indexes, true)
}

fn write(library: &Library, options: &BundleOptions, indexes: &mut IndexCache, preview: bool) -> io::Result<Built> {
    let staged = stage(library, options, indexes)?;
    let starter = staged.starter;
    let built = chrono::DateTime::from_timestamp(i64::from(options.now) * 60, 0)
        .ok_or_else(|| io::Error::other("the moment of the build is beyond all calendars"))?;
    let bundle = Bundle {
        built: built.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
        languages: library.languages.iter().map(|content| content.lang.to_string()).collect(),
        files: staged.files,
        entries: staged.entries,
        preview,
    };
    // The real time, from which the age of earlier builds is counted; the moment of the build may be any.
    let clock = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let published = publish::publish(&options.out, bundle, i64::try_from(clock).unwrap_or(i64::MAX))?;
    let articles = library.languages.iter().map(|content| content.articles.len()).sum();
    Ok(Built { files: published.files, articles, rewritten: published.rewritten, left: published.left, starter })
}

/// Makes all files.
fn stage(library: &Library, options: &BundleOptions, indexes: &mut IndexCache) -> io::Result<Staged> {
    let (files, entries, starter) = (BTreeMap::new(), Vec::new(), Vec::new());
    let mut staged = Staged { effort: options.effort, slow_bytes_left: SLOW_BYTES, files, entries, starter };
    let read = |app: &Path, name: &str| {
        let path = app.join(name);
        fs::read(&path).map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))
    };
    // First, so that it gets the best compression: every visitor loads it.
    let wasm = options
        .app
        .as_ref()
        .map(|app| read(app, "app.wasm").map(|bytes| staged.add_data("app", "wasm", &bytes)))
        .transpose()?;
    let named = |src: &String, json: &Vec<u8>| (src.clone(), short_name(stem(src), "json", json));
    let drawings: HashMap<String, String> = library.media.drawings.iter().map(|(src, json)| named(src, json)).collect();
    let packs = library
        .languages
        .iter()
        .map(|content| add_pack(library, content, &drawings, &mut staged, indexes))
        .collect::<io::Result<Vec<_>>>()?;
    for (path, bytes) in &library.media.files {
        staged.add(path.clone(), bytes.clone());
    }
    for (src, json) in &library.media.drawings {
        staged.add_data(stem(src), "json", json);
    }
    let forms = add_forms(library, &mut staged)?;
    let program = match &options.app {
        // A site without a form gets no program for it.
        Some(app) if forms.iter().any(Option::is_some) => {
            let wasm = staged.add_data("form", "wasm", &read(app, "form.wasm")?);
            Some([staged.add_script("form", read(app, "form.js")?), wasm])
        }
        _ => None,
    };
    if let (Some(app), Some(wasm)) = (&options.app, wasm) {
        let text = |name: &str| read(app, name).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let picture = staged.add_script("picture", read(app, "picture.js")?);
        let page = staged.add_script("page", read(app, "page.js")?);
        // The app holds the names of the packs, the form's files and the one for pictures: these are made first.
        let code = loader::start(&text("app.js")?, library, program, &picture, &forms, &packs);
        let code = staged.add_script("app", code.into_bytes());
        let scripts = loader::Scripts { page: &page, app: &code, wasm: &wasm };
        let code = loader::loader(&text("loader.js")?, &scripts, library);
        staged.add(publish::LOADER.into(), code.into_bytes());
        staged.add("nightdesk.d.ts".into(), TYPES.into());
        // The licences of the crates in the programs require it.
        staged.add(LICENCES.into(), read(app, LICENCES)?);
    }
    for (path, html) in pages::render(library, options.app.is_some()) {
        staged.add(path, html.into_bytes());
    }
    Ok(staged)
}

/// A picture's name without hash and extension.
fn stem(src: &str) -> &str {
    // The hash may hold hyphens; its length is known.
    let name = src.rsplit_once('.').map_or(src, |(name, _)| name);
    name.get(..name.len().saturating_sub(44)).unwrap_or(name)
}

/// Adds the data of each language's form; gives the names of the files, `None` for a language without a form.
fn add_forms(library: &Library, staged: &mut Staged) -> io::Result<Vec<Option<String>>> {
    let add = |content: &LanguageContent| {
        let Some(forms) = &content.forms else { return Ok(None) };
        let bytes = serde_json::to_vec(forms).map_err(io::Error::other)?;
        Ok(Some(staged.add_data(&format!("contact-{}", content.lang), "bin", &bytes)))
    };
    library.languages.iter().map(add).collect()
}

fn add_pack(
    library: &Library,
    content: &LanguageContent,
    drawings: &HashMap<String, String>,
    staged: &mut Staged,
    indexes: &mut IndexCache,
) -> io::Result<String> {
    let index = indexes.index(content.lang.as_str(), &content.articles).map_err(io::Error::other)?;
    let synonyms = indexes.synonyms(content, &index).map_err(|error| io::Error::other(error.to_string()))?;
    let groups = synonyms.iter().filter(|group| !group.to.is_empty());
    if content.starter.is_some() {
        staged.starter.push((content.lang.clone(), groups.count() - content.synonyms.len()));
    }
    let text = add_text(content, drawings, staged);
    let languages = library.languages.iter().map(|other| {
        let name = language_name(&other.lang, library.languages.iter().map(|content| &content.lang));
        LangName { lang: other.lang.clone(), name }
    });
    let pack = Pack {
        lang: content.lang.clone(),
        site: Site {
            name: library.company.clone(),
            languages: languages.collect(),
            channels: content.channels.clone(),
            schedules: content.schedules.clone(),
        },
        categories: content.categories.clone(),
        articles: content.articles.iter().map(|article| article.card.clone()).collect(),
        popular: content.popular.clone(),
        notices: content.notices.iter().map(|notice| redraw_notice(notice, drawings)).collect(),
        pages: content.pages.clone(),
        strings: Strings::of(content.lang.as_str()).join(),
        words: LanguageWords::of(content.lang.as_str()).text().to_owned(),
        synonyms,
        numbers: content.numbers.clone(),
        index,
        text,
    };
    Ok(staged.add_data(&format!("pack-{}", content.lang), "bin", &encode(&pack)))
}

fn redraw_notice(notice: &Notice, drawings: &HashMap<String, String>) -> Notice {
    Notice { blocks: drawing::redraw(&notice.blocks, drawings), ..notice.clone() }
}

/// The text in the pack where it is small, else in chunks of whole articles.
fn add_text(content: &LanguageContent, drawings: &HashMap<String, String>, staged: &mut Staged) -> Text {
    let all: Vec<_> = content.articles.iter().map(|article| drawing::redraw(&article.blocks, drawings)).collect();
    let encoded = encode_chunk(&all);
    if encoded.len() <= INLINE_TEXT_LIMIT || gzip(&encoded, Effort::Fast).len() <= INLINE_TEXT_LIMIT {
        return Text::Inline(all);
    }
    let per_chunk = (all.len() * CHUNK_BYTES / encoded.len()).max(1);
    let files = all
        .chunks(per_chunk)
        .enumerate()
        .map(|(number, articles)| {
            let name = format!("text-{}-{number}", content.lang);
            staged.add_data(&name, "bin", &encode_chunk(articles))
        })
        .collect();
    Text::Chunked { per_chunk: per_chunk as u32, files }
}
