//! Time that a busy machine does not change.

use std::{
    fs, thread,
    time::{Duration, Instant},
};

/// How long something takes this thread's processor, and what comes of it: on a busy machine the clock on the wall says
/// more of the others. Where the system does not tell (it is Linux that does), by the clock.
pub(crate) fn timed<T>(run: impl FnOnce() -> T) -> (Duration, T) {
    let processor = || {
        // The count is brought up to date when the thread gives way, else every few milliseconds.
        thread::yield_now();
        let line = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        line.split(' ').next()?.parse().ok().map(Duration::from_nanos)
    };
    let (start, before) = (Instant::now(), processor());
    let made = run();
    let on_the_wall = start.elapsed();
    let time = before.zip(processor()).map_or(on_the_wall, |(before, after)| after.saturating_sub(before));
    (time, made)
}
