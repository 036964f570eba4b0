//! The dialects of one language's files: what a text may include, and what is told of markup that nobody understands.

use std::{
    cell::RefCell,
    collections::{BTreeMap, HashMap},
    ops::Range,
    path::{Path, PathBuf},
};

use super::{
    Diagnostic, Place,
    dialect::{self, Context, ForeignKind, OffsetMap, Sources, Translation},
    inventory::SourceFile,
    markdown::Resolver,
    names::join,
    source_text,
};
use crate::knowledge::{Inline, Target};

/// Translates the texts of one language, and counts what is taken out of them.
pub(super) struct Translator<'a> {
    files: Included<'a>,
    foreign: RefCell<BTreeMap<ForeignKind, Found>>,
}

/// One kind of foreign markup.
struct Found {
    first: Place,
    files: usize,
    count: usize,
    /// The file that was counted last.
    last: PathBuf,
}

impl<'a> Translator<'a> {
    /// `all` are the Markdown files of the content folder.
    pub(super) fn new(root: &'a Path, all: &[SourceFile]) -> Self {
        Self { files: Included::new(root, all), foreign: RefCell::default() }
    }

    /// The words of a file, which begin at a byte of its text, without foreign markup; and the files that it includes.
    pub(super) fn translate<'t>(
        &self,
        file: &Path,
        (text, body): (&str, usize),
        words: &'t str,
        title: &str,
    ) -> (Translation<'t>, Vec<PathBuf>) {
        self.files.of_text.borrow_mut().clear();
        let context = Context { file, title, sources: &self.files };
        let translation = dialect::translate(words, &context);
        let mut foreign = self.foreign.borrow_mut();
        for lost in &translation.foreign {
            let span = body + lost.span.start..body + lost.span.end;
            let found = foreign.entry(lost.kind).or_insert_with(|| Found {
                first: Place::new(file, text, span),
                files: 0,
                count: 0,
                last: PathBuf::new(),
            });
            found.count += 1;
            if found.last != file {
                found.files += 1;
                file.clone_into(&mut found.last);
            }
        }
        (translation, self.files.of_text.take())
    }

    /// The files that texts have included.
    pub(super) fn included(&self) -> Vec<PathBuf> {
        let read = self.files.read.borrow();
        read.iter().filter(|(_, text)| text.is_some()).map(|(file, _)| file.clone()).collect()
    }

    /// One finding for each kind of markup that was taken out.
    pub(super) fn findings(&self) -> Vec<Diagnostic> {
        let foreign = self.foreign.borrow();
        let told = foreign.iter().map(|(kind, found)| {
            let files =
                if found.files == 1 { "1 file holds".to_owned() } else { format!("{} files hold", found.files) };
            let message = format!("{files} {} that are not understood; they are left out", kind.plural());
            let help = "say it in Markdown; what is understood is in docs/writers/dialects.md";
            let mut finding = Diagnostic::warning("foreign-markup", Some(found.first.clone()), message, help);
            finding.more = found.count - 1;
            finding
        });
        told.collect()
    }
}

/// A resolver for a translated text: what is told has its place in the text that was written.
pub(super) struct Mapped<'a> {
    pub(super) resolver: &'a mut dyn Resolver,
    pub(super) map: &'a OffsetMap,
}

impl Resolver for Mapped<'_> {
    fn link(&mut self, address: &str, span: Range<usize>) -> Option<Target> {
        self.resolver.link(address, self.map.range(&span))
    }

    fn title(&self, target: &Target) -> Option<String> {
        self.resolver.title(target)
    }

    fn image(&mut self, address: &str, alt: String, span: Range<usize>) -> Option<Inline> {
        self.resolver.image(address, alt, self.map.range(&span))
    }
}

/// The files that texts may include: those of the content folder that are text.
struct Included<'a> {
    root: &'a Path,
    /// Notes by their names without ending, in lower case.
    notes: HashMap<String, Vec<PathBuf>>,
    read: RefCell<HashMap<PathBuf, Option<String>>>,
    /// Whether files are there that were asked for.
    there: RefCell<HashMap<PathBuf, bool>>,
    /// Those of the text that is being translated.
    of_text: RefCell<Vec<PathBuf>>,
}

/// Folders in which generators look for what is included, from the root of the content folder.
const FOLDERS: [&str; 9] =
    ["", "_includes", "includes", "_partials", "partials", "snippets", "_snippets", "docs", "docs/snippets"];
/// What stands in so many files is looked up from where they are.
const MAX_INCLUDED: usize = 20;
/// Files above this are no text that somebody includes.
const MAX_BYTES: u64 = 400_000;

impl<'a> Included<'a> {
    fn new(root: &'a Path, all: &[SourceFile]) -> Self {
        let mut notes: HashMap<String, Vec<PathBuf>> = HashMap::new();
        for SourceFile { name, .. } in all {
            let stem = name.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
            notes.entry(stem).or_default().push(name.clone());
        }
        // Of several the one with the shortest path, as in Obsidian.
        notes.values_mut().for_each(|paths| paths.sort_by_key(|path| (path.components().count(), path.clone())));
        Self { root, notes, read: RefCell::default(), there: RefCell::default(), of_text: RefCell::default() }
    }

    fn is_there(&self, file: &Path) -> bool {
        if let Some(known) = self.there.borrow().get(file) {
            return *known;
        }
        let path = self.root.join(file);
        let found = std::fs::metadata(&path).is_ok_and(|found| found.is_file() && found.len() <= MAX_BYTES)
            && source_text::inside(self.root, &path);
        self.there.borrow_mut().insert(file.to_owned(), found);
        found
    }
}

impl Sources for Included<'_> {
    fn find(&self, from: &Path, address: &str) -> Option<PathBuf> {
        let address = address.strip_prefix("@site/").unwrap_or(address);
        let folder = from.parent().unwrap_or(Path::new(""));
        let here = join(folder, address);
        let rooted = FOLDERS.iter().filter_map(|folder| join(Path::new(folder), address.trim_start_matches('/')));
        here.into_iter().chain(rooted).filter(|file| file != from).find(|file| self.is_there(file))
    }

    fn note(&self, from: &Path, name: &str) -> Option<PathBuf> {
        let name = name.trim_end_matches(".md");
        let folder = from.parent().unwrap_or(Path::new(""));
        let written = format!("{name}.md");
        let near = [join(folder, &written), join(Path::new(""), &written)].into_iter().flatten();
        if let Some(near) = near.filter(|file| file != from).find(|file| self.is_there(file)) {
            return Some(near);
        }
        let stem = name.rsplit('/').next().unwrap_or(name).to_lowercase();
        let language = from.components().next();
        let all = self.notes.get(&stem)?;
        let same = all.iter().find(|path| path.components().next() == language && *path != from);
        same.or_else(|| all.iter().find(|path| *path != from)).filter(|file| self.is_there(file)).cloned()
    }

    fn read(&self, file: &Path) -> Option<String> {
        let mut of_text = self.of_text.borrow_mut();
        if of_text.len() < MAX_INCLUDED && !of_text.iter().any(|known| known == file) {
            of_text.push(file.to_owned());
        }
        let mut read = self.read.borrow_mut();
        let text = read.entry(file.to_owned()).or_insert_with(|| {
            // What is wrong with the file is told where it is an article.
            source_text::read(&self.root.join(file), file, &mut Vec::new()).ok()
        });
        text.clone()
    }
}
