//! Days of the Philippine calendar, without a calendar library: it would weigh more than the dashboard.

/// Manila is 8 hours ahead of UTC, all year.
const OFFSET: i64 = 8 * 60 * 60 * 1000;
const DAY: i64 = 24 * 60 * 60 * 1000;
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The day in Manila at that time, in milliseconds since 1970 UTC, such as `05 Oct`.
pub(crate) fn day_and_month(milliseconds: i64) -> String {
    let (day, month) = civil(milliseconds.saturating_add(OFFSET).div_euclid(DAY));
    [if day < 10 { "0" } else { "" }, &day.to_string(), " ", MONTHS[month]].concat()
}

/// Day of the month from 1 and month from 0, of the day that many days after 1970-01-01. It counts in eras of 400 years that
/// begin on the first of March, so that the leap day is the last of its year (Howard Hinnant, `civil_from_days`).
fn civil(days: i64) -> (u32, usize) {
    let of_era = (days + 719_468).rem_euclid(146_097) as u32;
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    (of_year - (153 * from_march + 2) / 5 + 1, (from_march as usize + 2) % 12)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_change_at_midnight_in_manila() {
        assert_eq!(day_and_month(0), "01 Jan");
        // 2026-10-04 15:59:59.999 and 16:00 UTC.
        assert_eq!(day_and_month(1_791_129_599_999), "04 Oct");
        assert_eq!(day_and_month(1_791_129_600_000), "05 Oct");
    }

    #[test]
    fn leap_days_are_where_they_belong() {
        // 2024 has one, 2100 has none, 2000 has one.
        assert_eq!(civil(19_782), (29, 1));
        assert_eq!(civil(19_783), (1, 2));
        assert_eq!(civil(47_540), (28, 1));
        assert_eq!(civil(47_541), (1, 2));
        assert_eq!(civil(11_016), (29, 1));
        assert_eq!(civil(-1), (31, 11));
    }

    #[test]
    fn a_year_is_a_walk_through_its_days() {
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        // 2026-01-01.
        let mut day = 20_454;
        for (month, length) in lengths.into_iter().enumerate() {
            for of_month in 1..=length {
                assert_eq!(civil(day), (of_month, month));
                day += 1;
            }
        }
    }

    #[test]
    fn no_time_is_too_far() {
        for extreme in [i64::MIN, i64::MAX] {
            assert_eq!(day_and_month(extreme).len(), 6);
        }
    }
}
