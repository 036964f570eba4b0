//! Languages and their letters: codes, lower case, folding, words, stop words.
//!
//! The index, the question and the highlighting cut and fold text by the same functions, natively and in the browser.
//! It knows neither articles nor ranking, and no text of the interface.

mod code;
mod find;

mod fold;
mod letters;
mod lower;
mod tokens;
mod words;

mod pieces;
mod scripts;
mod transliterate;

pub use code::Lang;
pub use find::{holds, holds_char, replaced};
pub use fold::{fold, fold_char};
pub use letters::{is_letter, is_word_char};
pub use lower::lower;
pub use pieces::joined_tokens;
pub use tokens::{MAX_TERM_CHARS, Token, tokens};
pub use transliterate::transliterated;
pub use words::LanguageWords;
