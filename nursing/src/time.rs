//! Times for people: the clock on a wall in the Philippines, wherever the server is.

/// Hours and minutes in Manila, which has had no daylight saving time since 1978.
pub(crate) fn philippine_time(unix_ms: i64) -> String {
    let minutes = unix_ms.div_euclid(60_000).saturating_add(8 * 60);
    let two = |number: i64| [if number < 10 { "0" } else { "" }, &*number.to_string()].concat();
    [two(minutes.div_euclid(60).rem_euclid(24)), two(minutes.rem_euclid(60))].join(":")
}

/// The same, with how many days after `end` that is.
#[cfg(feature = "ssr")]
pub(crate) fn after(end: i64, unix_ms: i64) -> String {
    let day = |unix_ms: i64| unix_ms.div_euclid(3_600_000).saturating_add(8).div_euclid(24);
    let time = philippine_time(unix_ms);
    match day(unix_ms).saturating_sub(day(end)) {
        1 => time + " on the next day",
        days if days > 1 => format!("{time}, {days} days later"),
        _ => time,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn manila_is_eight_hours_ahead() {
        assert_eq!(philippine_time(0), "08:00");
        assert_eq!(philippine_time(16 * 3_600_000 + 59_999), "00:00");
    }

    #[test]
    fn what_came_on_a_later_day_says_so() {
        // 23:59 in Manila.
        let end = 16 * 3_600_000 - 60_000;
        assert_eq!(after(end, end), "23:59");
        assert_eq!(after(end, end + 60_000), "00:00 on the next day");
        assert_eq!(after(end, end + 3 * 86_400_000), "23:59, 3 days later");
        assert_eq!(after(end, i64::MIN).len(), 5);
        assert!(after(end, i64::MAX).ends_with("days later"));
    }
}
