//! The present moment, or the one that `SOURCE_DATE_EPOCH` names: builds of the same content at the same moment are
//! equal to the byte (reproducible-builds.org/specs/source-date-epoch).

use std::{
    env,
    time::{SystemTime, UNIX_EPOCH},
};

use anyhow::{Context, Result};
use nightdesk::time::UtcMinute;

/// The variable.
const VARIABLE: &str = "SOURCE_DATE_EPOCH";
/// The end of the year 9999: RFC 3339 writes no later one.
const LAST: u64 = 253_402_300_799;

/// The present minute, or the one that the variable gives.
///
/// # Errors
/// Where the variable is not a number of seconds, or the system's clock is before 1970 or after 9999.
pub(crate) fn now() -> Result<UtcMinute> {
    let Some(value) = env::var_os(VARIABLE) else {
        let clock = SystemTime::now().duration_since(UNIX_EPOCH).context("the system's clock stands before 1970")?;
        return minute(clock.as_secs()).context("the system's clock stands beyond the year 9999");
    };
    // An invalid value is an error, not the real time instead: the variable is set for reproducible builds.
    let seconds = value.to_str().filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    seconds.and_then(|text| text.parse().ok()).and_then(minute).with_context(|| {
        format!(
            "{VARIABLE} is `{}`: write the seconds since 1970, such as 1795903200, at most {LAST}, or do not set it",
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

    /// A moment that does not fit must not become a different one.
    #[test]
    fn seconds_become_minutes() {
        assert_eq!((minute(0), minute(59), minute(60)), (Some(0), Some(0), Some(1)));
        assert_eq!(minute(LAST).map(u64::from), Some(LAST / 60));
        assert_eq!((minute(LAST + 1), minute(u64::MAX)), (None, None));
    }
}
