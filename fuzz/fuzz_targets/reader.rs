//! Bytes as an index: reading, searching and every accessor. The end of the bytes is also a question.
#![no_main]

#[path = "../../tests/support/exercise.rs"]
mod exercise;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let tail = String::from_utf8_lossy(&bytes[bytes.len().saturating_sub(40)..]);
    exercise::exercise(bytes, &["zwrot towaru", "fakt", &tail]);
});
