//! Which file names something that another one defines.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use syn::{Item, visit::Visit};

use super::modules::{Found, Modules, attributes, is_test};

/// From each file to the files that it imports, with the names imported.
pub(super) type Imports = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

/// Reads programs from their first files.
pub(super) fn imports(roots: &[&str], sources: &BTreeMap<String, String>) -> Imports {
    let modules = Modules::read(roots, sources);
    let mut out: Imports = sources.keys().map(|file| (file.clone(), BTreeMap::new())).collect();
    for (number, module) in modules.all.iter().enumerate() {
        let mut reader = Reader { modules: &modules, number, out: &mut out };
        for (name, path) in &module.uses {
            reader.path(path, name);
        }
        module.code.iter().for_each(|item| reader.visit_item(item));
    }
    out
}

struct Reader<'a> {
    modules: &'a Modules,
    number: usize,
    out: &'a mut Imports,
}

impl Reader<'_> {
    fn arrow(&mut self, to: String, name: &str) {
        let from = &self.modules.all[self.number].file;
        if *from != to {
            self.out.get_mut(from).unwrap().entry(to).or_default().insert(name.to_owned());
        }
    }

    fn path(&mut self, path: &[String], name: &str) {
        if let Some(Found::Item(home)) = self.modules.resolve(self.number, path, 0) {
            self.arrow(self.modules.all[home].file.clone(), name);
        }
    }

    /// Macros are not parsed: what looks like a path counts as one.
    fn tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut path: Vec<String> = Vec::new();
        let colon = |at: usize| matches!(tokens.get(at), Some(TokenTree::Punct(mark)) if mark.as_char() == ':');
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Group(group) => self.tokens(group.stream()),
                TokenTree::Ident(word) => path.push(word.to_string()),
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
            if matches!(token, TokenTree::Ident(_)) && !(colon(at + 1) && colon(at + 2)) {
                let complete = std::mem::take(&mut path);
                self.path(&complete, complete.last().unwrap());
            }
        }
    }
}

impl<'a> Visit<'a> for Reader<'_> {
    fn visit_item(&mut self, item: &'a Item) {
        // Inline modules are modules of their own.
        if !is_test(attributes(item)) && !matches!(item, Item::Mod(_)) {
            syn::visit::visit_item(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'a syn::ImplItemFn) {
        if !is_test(&item.attrs) {
            syn::visit::visit_impl_item_fn(self, item);
        }
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        let names: Vec<_> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if let Some(last) = names.last() {
            self.path(&names, last);
        }
        syn::visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, made: &'a syn::Macro) {
        self.tokens(made.tokens.clone());
        syn::visit::visit_macro(self, made);
    }
}
