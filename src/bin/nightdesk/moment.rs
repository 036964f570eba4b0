//! The present moment, or the one that `SOURCE_DATE_EPOCH` names: builds of the same content at the same moment are
//! equal to the byte (reproducible-builds.org/specs/source-date-epoch).

use std::{
    env,
    time::{SystemTime, UNIX_EPOCH},
};

use anyhow::{Context, Result};
use nightdesk::time::UtcMinute;

/// The variable.
const NAMED: &str = "SOURCE_DATE_EPOCH";
/// The end of the year 9999: RFC 3339 writes no later one.
const LAST: u64 = 253_402_300_799;

/// The minute at which this program runs, or is told to run.
///
/// # Errors
/// Where the variable holds something else than seconds, or the clock stands before 1970.
pub(crate) fn now() -> Result<UtcMinute> {
    let Some(value) = env::var_os(NAMED) else {
        let clock = SystemTime::now().duration_since(UNIX_EPOCH).context("the system's clock stands before 1970")?;
        return minute(clock.as_secs()).context("the system's clock stands beyond the year 9999");
    };
    // Never the real time instead: whoever sets it counts on a build that can be repeated.
    let seconds = value.to_str().filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    seconds.and_then(|text| text.parse().ok()).and_then(minute).with_context(|| {
        format!(
            "{NAMED} is `{}`: write the seconds since 1970, such as 1795903200, at most {LAST}, or do not set it",
            value.to_string_lossy()
        )
    })
}

fn minute(seconds: u64) -> Option<UtcMinute> {
    UtcMinute::try_from(seconds / 60).ok().filter(|_| seconds <= LAST)
}

#[cfg(test)]
mod tests {
    use super::{LAST, minute};

    /// A moment that does not fit must not become another one.
    #[test]
    fn moments_keep_their_size() {
        assert_eq!((minute(0), minute(59), minute(60)), (Some(0), Some(0), Some(1)));
        assert_eq!(minute(LAST).map(u64::from), Some(LAST / 60));
        assert_eq!((minute(LAST + 1), minute(u64::MAX)), (None, None));
    }
}
