//! The modules of a program as Rust sees them: what each defines, what it imports, and the file it is in.

use std::collections::{BTreeMap, BTreeSet};

use syn::{Attribute, ForeignItem, Item, UseTree, visit::Visit};

/// A module: a file, or an inline `mod` of one.
pub(super) struct Module {
    pub file: String,
    pub parent: Option<usize>,
    /// The module that `crate` means here.
    pub root: usize,
    pub children: BTreeMap<String, usize>,
    /// Names defined here.
    pub items: BTreeSet<String>,
    /// Imported names, with their paths.
    pub uses: Vec<(String, Vec<String>)>,
    /// Paths of glob imports.
    pub stars: Vec<Vec<String>>,
    pub code: Vec<Item>,
}

/// All modules of all programs.
#[derive(Default)]
pub(super) struct Modules {
    pub all: Vec<Module>,
    /// The module of the library, as programs name it.
    pub library: Option<usize>,
    unread: BTreeSet<String>,
}

/// What a path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Module(usize),
    /// Something that this module defines.
    Item(usize),
}

impl Modules {
    /// Reads programs from their first files.
    pub(super) fn read(roots: &[&str], sources: &BTreeMap<String, String>) -> Self {
        let mut modules = Self { unread: sources.keys().cloned().collect(), ..Self::default() };
        for root in roots {
            let number = modules.file(root, None, sources);
            if root.ends_with("/lib.rs") {
                modules.library = Some(number);
            }
        }
        assert!(modules.unread.is_empty(), "no program has these files: {:?}", modules.unread);
        modules
    }

    fn file(&mut self, file: &str, parent: Option<usize>, sources: &BTreeMap<String, String>) -> usize {
        let text = sources.get(file).unwrap_or_else(|| panic!("no file {file}"));
        let parsed = syn::parse_file(text).unwrap_or_else(|error| panic!("{file}: {error}"));
        self.unread.remove(file);
        let (folder, name) = file.rsplit_once('/').unwrap();
        let owns_folder = parent.is_none() || name == "mod.rs";
        let below = if owns_folder { folder.to_owned() } else { file.trim_end_matches(".rs").to_owned() };
        self.module(file, &below, parent, parsed.items, sources)
    }

    fn module(
        &mut self,
        file: &str,
        below: &str,
        parent: Option<usize>,
        mut code: Vec<Item>,
        sources: &BTreeMap<String, String>,
    ) -> usize {
        let number = self.all.len();
        let root = parent.map_or(number, |parent| self.all[parent].root);
        let (uses, stars) = uses(&code);
        let items = code.iter().filter(|item| !is_test(attributes(item))).flat_map(defined).collect();
        self.all.push(Module {
            file: file.to_owned(),
            parent,
            root,
            children: BTreeMap::new(),
            items,
            uses,
            stars,
            code: Vec::new(),
        });
        for item in &mut code {
            let Item::Mod(child) = item else { continue };
            if is_test(&child.attrs) {
                self.forget(below, &child.ident.to_string(), sources);
                continue;
            }
            let name = child.ident.to_string();
            if let Some((_, inside)) = &mut child.content {
                let inside = std::mem::take(inside);
                let made = self.module(file, &format!("{below}/{name}"), Some(number), inside, sources);
                self.all[number].children.insert(name, made);
                continue;
            }
            let plain = [format!("{below}/{name}.rs"), format!("{below}/{name}/mod.rs")];
            let folder = file.rsplit_once('/').unwrap().0;
            let named = paths(&child.attrs).into_iter().map(|path| format!("{folder}/{path}"));
            for (position, path) in plain.into_iter().chain(named).filter(|path| sources.contains_key(path)).enumerate()
            {
                let made = self.file(&path, Some(number), sources);
                // Where a module has different files for different features, the first keeps the module's name.
                let name = if position == 0 { name.clone() } else { format!("{name}#{position}") };
                self.all[number].children.insert(name, made);
            }
        }
        self.all[number].code = code;
        number
    }

    /// A module of tests is no part of a program.
    fn forget(&mut self, below: &str, name: &str, sources: &BTreeMap<String, String>) {
        let (file, inside) = (format!("{below}/{name}.rs"), format!("{below}/{name}/"));
        self.unread.retain(|path| *path != file && !path.starts_with(&inside));
        assert!(sources.keys().count() > 0);
    }

    /// What a path leads to from a module; `None` where that is no code of ours.
    pub(super) fn resolve(&self, from: usize, path: &[String], depth: usize) -> Option<Found> {
        if depth > 16 {
            return None;
        }
        let (first, mut rest) = path.split_first()?;
        let mut found = match first.as_str() {
            "crate" => Found::Module(self.all[from].root),
            "self" => Found::Module(from),
            "super" => Found::Module(self.all[from].parent?),
            "nightdesk" if self.library.is_some() && self.look_up(from, first, depth).is_none() => {
                Found::Module(self.library?)
            }
            name => self.look_up(from, name, depth)?,
        };
        while let (Found::Module(module), Some((name, more))) = (found, rest.split_first()) {
            found = match name.as_str() {
                "self" => found,
                "super" => Found::Module(self.all[module].parent?),
                name => self.look_up(module, name, depth)?,
            };
            rest = more;
        }
        Some(found)
    }

    fn look_up(&self, module: usize, name: &str, depth: usize) -> Option<Found> {
        let here = &self.all[module];
        if here.items.contains(name) {
            return Some(Found::Item(module));
        }
        if let Some(child) = here.children.get(name) {
            return Some(Found::Module(*child));
        }
        let named = here.uses.iter().filter(|(known, path)| known == name && path.first().is_some_and(|p| p != name));
        let mut named = named.filter_map(|(_, path)| self.resolve(module, path, depth + 1));
        named.next().or_else(|| {
            let mut stars = here.stars.iter().filter_map(|path| match self.resolve(module, path, depth + 1)? {
                Found::Module(other) if other != module => self.look_up(other, name, depth + 1),
                _ => None,
            });
            stars.next()
        })
    }
}

/// Whether something is compiled for tests only.
pub(super) fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("test")
            || (attribute.path().is_ident("cfg")
                && attribute.meta.require_list().is_ok_and(|list| {
                    let words = list.tokens.to_string();
                    words == "test" || words.starts_with("all (test") || words.starts_with("all(test")
                }))
    })
}

/// The attributes of an item.
pub(super) fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// The names that an item defines.
fn defined(item: &Item) -> Vec<String> {
    let name = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        Item::Macro(item) => return item.ident.iter().map(ToString::to_string).collect(),
        // Names declared to wasm-bindgen for JavaScript.
        Item::ForeignMod(item) => return item.items.iter().filter_map(foreign).collect(),
        _ => return Vec::new(),
    };
    vec![name.to_string()]
}

fn foreign(item: &ForeignItem) -> Option<String> {
    match item {
        ForeignItem::Fn(item) => Some(item.sig.ident.to_string()),
        ForeignItem::Type(item) => Some(item.ident.to_string()),
        _ => None,
    }
}

/// Values of `path`, also those under another set of features.
fn paths(attributes: &[Attribute]) -> Vec<String> {
    let mut out = Vec::new();
    for attribute in attributes {
        let text = match &attribute.meta {
            syn::Meta::NameValue(pair) if pair.path.is_ident("path") => match &pair.value {
                syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => text.value(),
                _ => continue,
            },
            syn::Meta::List(list) if list.path.is_ident("cfg_attr") => {
                let tokens = list.tokens.to_string();
                let Some((_, path)) = tokens.split_once("path = \"") else { continue };
                path.split('"').next().unwrap_or_default().to_owned()
            }
            _ => continue,
        };
        out.push(text);
    }
    out
}

type Uses = (Vec<(String, Vec<String>)>, Vec<Vec<String>>);

/// What `use` imports, at any depth; inline modules have their own imports.
fn uses(code: &[Item]) -> Uses {
    struct Reader(Uses);
    impl<'a> Visit<'a> for Reader {
        fn visit_item(&mut self, item: &'a Item) {
            if !is_test(attributes(item)) && !matches!(item, Item::Mod(_)) {
                syn::visit::visit_item(self, item);
            }
        }

        fn visit_item_use(&mut self, item: &'a syn::ItemUse) {
            branches(&item.tree, &mut Vec::new(), &mut self.0);
        }
    }
    let mut reader = Reader(Uses::default());
    code.iter().for_each(|item| reader.visit_item(item));
    reader.0
}

fn branches(tree: &UseTree, before: &mut Vec<String>, out: &mut Uses) {
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            branches(&path.tree, before, out);
            before.pop();
        }
        UseTree::Name(name) if name.ident == "self" => {
            out.0.push((before.last().cloned().unwrap_or_default(), before.clone()));
        }
        UseTree::Name(name) => out.0.push((name.ident.to_string(), with(before, &name.ident))),
        UseTree::Rename(name) if name.ident == "self" => out.0.push((name.rename.to_string(), before.clone())),
        UseTree::Rename(name) => out.0.push((name.rename.to_string(), with(before, &name.ident))),
        UseTree::Glob(_) => out.1.push(before.clone()),
        UseTree::Group(group) => group.items.iter().for_each(|tree| branches(tree, before, out)),
    }
}

fn with(before: &[String], last: &syn::Ident) -> Vec<String> {
    before.iter().cloned().chain([last.to_string()]).collect()
}
