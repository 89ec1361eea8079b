//! Lines about what is going on. They go to standard error: standard output is for results.

use std::time::Duration;

/// One line: `  nursing  client  compiled 14.2 s`.
pub fn say(name: &str, what: &str, detail: &str) {
    eprintln!("  {name:<14} {what:<16} {detail}");
}

/// A line that is worth reading.
pub fn warn(text: &str) {
    eprintln!("  warning: {text}");
}

/// `14.2 s`.
pub fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}
