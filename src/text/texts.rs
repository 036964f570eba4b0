//! How texts are stored: a language's table, in the order of its fields, as one string in its pack.
//!
//! So the browser downloads the texts of one language only. The fields of a table are fixed: a language that lacks one
//! does not compile, and a pack that lacks one is refused.

use alloc::{boxed::Box, string::String, vec::Vec};

/// Separates two texts; no text contains it.
const SEPARATOR: char = '\0';

/// A value that consists of texts only.
pub(super) trait Texts: Sized {
    /// The number of texts.
    const COUNT: usize;

    /// Appends them.
    fn list(&self, out: &mut Vec<&'static str>);

    /// Reads the value from as many texts.
    fn take(next: &mut dyn FnMut() -> &'static str) -> Self;
}

impl Texts for &'static str {
    const COUNT: usize = 1;

    fn list(&self, out: &mut Vec<&'static str>) {
        out.push(self);
    }

    fn take(next: &mut dyn FnMut() -> &'static str) -> Self {
        next()
    }
}

impl<T: Texts, const N: usize> Texts for [T; N] {
    const COUNT: usize = N * T::COUNT;

    fn list(&self, out: &mut Vec<&'static str>) {
        self.iter().for_each(|one| one.list(out));
    }

    fn take(next: &mut dyn FnMut() -> &'static str) -> Self {
        core::array::from_fn(|_| T::take(next))
    }
}

/// Writes a table as one string.
pub(super) fn join(table: &impl Texts) -> String {
    let mut all = Vec::new();
    table.list(&mut all);
    all.join("\0")
}

/// Reads a table back; `None` where the number of texts is not the table's.
fn split<T: Texts>(joined: &'static str) -> Option<T> {
    let mut parts = joined.split(SEPARATOR);
    let table = T::take(&mut || parts.next().unwrap_or_default());
    (joined.matches(SEPARATOR).count() + 1 == T::COUNT).then_some(table)
}

/// The same, never freed, since all nodes refer to it.
pub(super) fn leak<T: Texts>(joined: &str) -> Option<&'static T> {
    let leaked: &'static str = Box::leak(joined.into());
    Some(Box::leak(Box::new(split(leaked)?)))
}

/// A struct of texts that implements [`Texts`].
macro_rules! texts {
    ($(#[$about:meta])* pub struct $name:ident { $($(#[$field_about:meta])* pub $field:ident: $kind:ty,)+ }) => {
        $(#[$about])*
        #[derive(Debug, PartialEq, Eq)]
        pub struct $name { $($(#[$field_about])* pub $field: $kind,)+ }

        impl $crate::text::texts::Texts for $name {
            const COUNT: usize = 0 $(+ <$kind as $crate::text::texts::Texts>::COUNT)+;

            fn list(&self, out: &mut alloc::vec::Vec<&'static str>) {
                $($crate::text::texts::Texts::list(&self.$field, out);)+
            }

            fn take(next: &mut dyn FnMut() -> &'static str) -> Self {
                Self { $($field: $crate::text::texts::Texts::take(next),)+ }
            }
        }
    };
}
pub(super) use texts;
