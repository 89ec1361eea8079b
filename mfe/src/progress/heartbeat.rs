//! A sign of life while another program is silent.

use std::time::Instant;

use super::teller::Teller;

/// Says for how long something has run, whenever nothing else was said for a while, until it is dropped.
pub struct Heartbeat {
    _teller: Teller,
}

impl Heartbeat {
    /// `what` begins.
    pub fn start(what: &str) -> Heartbeat {
        let what: String = what.chars().take(80).collect();
        let start = Instant::now();
        super::heard();
        let status = move || format!("  {:<14} {what}, {} s", "still running", start.elapsed().as_secs());
        Heartbeat { _teller: Teller::start(status) }
    }
}
