//! What is never taken, and the rules for that which look at nothing but the request.

use std::{error, fmt};

use super::{Change, FORM};

/// Changes in one request: a transaction holds up everybody else's.
pub const AT_ONCE: usize = 100;
/// The largest number that a page can count to exactly.
const MAX_N: i64 = (1 << 53) - 1;

/// Why something can never be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The device's id is none that a page makes.
    Device,
    /// No changes, or too many at once.
    Count,
    /// The numbers of a change are none that a page counts to.
    Numbers,
    /// The number of a change stands for another change of that device.
    Reused,
    /// There is no room for another change ([`super::Room`]).
    Full,
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Refusal::Device => "`device` has to be 1 to 64 letters, digits and hyphens.",
            Refusal::Count => "There have to be 1 to 100 changes.",
            Refusal::Numbers => "`n` counts from 1, `base` from 0.",
            Refusal::Reused => "This number stands for another change.",
            Refusal::Full => "This attempt has had more changes than are kept.",
        })
    }
}

impl error::Error for Refusal {}

/// Whether that is the id of a device.
///
/// # Errors
/// It isn't.
pub fn check_device(id: &str) -> Result<(), Refusal> {
    let plain = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if plain && (1..=64).contains(&id.len()) && id != FORM { Ok(()) } else { Err(Refusal::Device) }
}

/// Whether so many changes may come in one request.
///
/// # Errors
/// They may not.
pub fn check_count(changes: usize) -> Result<(), Refusal> {
    if (1..=AT_ONCE).contains(&changes) { Ok(()) } else { Err(Refusal::Count) }
}

impl Change {
    /// Whether a page could have numbered it so.
    ///
    /// # Errors
    /// None could.
    pub fn check_numbers(&self) -> Result<(), Refusal> {
        if (1..=MAX_N).contains(&self.n) && self.base >= 0 { Ok(()) } else { Err(Refusal::Numbers) }
    }
}
