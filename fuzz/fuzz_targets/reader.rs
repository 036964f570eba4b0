//! Input bytes as titles, a line each, and after a zero byte as an index: reading, searching and every accessor. The
//! end of the bytes is also a question.
#![no_main]

#[path = "../../tests/support/exercise.rs"]
mod exercise;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let tail = String::from_utf8_lossy(&bytes[bytes.len().saturating_sub(40)..]);
    let (titles, index) = bytes.split_at(bytes.iter().position(|&byte| byte == 0).unwrap_or(bytes.len()));
    let titles = String::from_utf8_lossy(titles);
    let titles: Vec<&str> = titles.lines().collect();
    exercise::exercise(index.get(1..).unwrap_or_default(), &titles, &["zwrot towaru", "fakt", &tail]);
});
