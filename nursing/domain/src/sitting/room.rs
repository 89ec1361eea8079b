//! How much of one attempt is kept.
//!
//! The history only grows, so without a bound one student could fill the disk. But a page that runs wild must not cost the student
//! what another device sends: so each of the attempt's devices keeps some room for every question, whatever the others did.

/// Changes that an attempt takes from whoever sends them: fifty to each question of the longest paper.
pub const SHARED: i64 = 5_000;
/// Beyond that: changes that a device may still make to each question.
pub const RESERVED: usize = 10;
/// Devices that may, in the order in which they came. A device's id is easily made up, so it can't be all of them.
pub const DEVICES: usize = 5;

/// What the history says of the room for a change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Room {
    /// The newest revision of the attempt, which is also the number of its changes.
    pub taken: i64,
    /// The changes that the device has made to the question.
    pub own: usize,
    /// The devices that came before this one; plain forms are none.
    pub before: usize,
}

impl Room {
    /// Whether it has to be known who asks.
    pub fn is_scarce(taken: i64) -> bool {
        taken >= SHARED
    }

    /// Whether another change is taken.
    pub fn is_there(&self) -> bool {
        !Room::is_scarce(self.taken) || (self.own < RESERVED && self.before < DEVICES)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shared_comes_first_and_then_what_each_device_has() {
        let there = |taken, own, before| Room { taken, own, before }.is_there();
        assert!(there(SHARED - 1, 4_000, 4_000));
        assert!(there(SHARED, RESERVED - 1, DEVICES - 1));
        assert!(!there(SHARED, RESERVED, 0));
        assert!(!there(SHARED, 0, DEVICES));
    }
}
