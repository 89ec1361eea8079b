//! What the student is told about their answers' way to the server.

use contract::outbox::Status;

/// What the chip shows.
#[derive(Clone, PartialEq)]
pub(super) struct Saving {
    /// [`Status::state`]; also the chip's look.
    pub(super) state: String,
    pub(super) words: String,
    pub(super) needs_network: bool,
    /// Nothing is sent before the student has logged in.
    pub(super) signed_out: bool,
}

impl Saving {
    pub(super) fn of(status: &Status) -> Saving {
        Saving {
            state: status.state.clone(),
            words: status.words.clone(),
            needs_network: status.needs_network,
            signed_out: status.signed_out,
        }
    }
}
