//! What the student is told about their answers' way to the server.

use shared::outbox::Status;

/// The chip's words for a state of the outbox ([`Status::state`]) and the number of answers that the server doesn't have.
pub(super) fn words(state: &str, count: u32) -> String {
    let count = count.to_string();
    match state {
        "saved" => return "Saved".into(),
        "sending" if count != "1" => ["Sending ", &count, "…"],
        "kept" => ["", &count, " kept on this phone, not sent yet"],
        "weak" => ["", &count, " kept in this browser while it runs, not sent yet"],
        "unkept" => ["", &count, " not kept: leave this page open"],
        _ => ["Saving…", "", ""],
    }
    .concat()
}

/// The chip's look.
pub(super) fn look(state: &str) -> &'static str {
    match state {
        "saved" => "saved",
        "kept" => "offline",
        "weak" | "unkept" => "danger",
        _ => "saving",
    }
}

/// What the chip shows.
#[derive(Clone, PartialEq)]
pub(super) struct Saving {
    pub(super) state: String,
    pub(super) count: u32,
    pub(super) needs_network: bool,
}

impl Saving {
    pub(super) fn of(status: &Status) -> Saving {
        Saving { state: status.state.clone(), count: status.count, needs_network: status.needs_network }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_called_kept_or_saved_that_is_not() {
        assert_eq!(words("saved", 0), "Saved");
        assert_eq!(words("keeping", 2), "Saving…");
        assert_eq!(words("sending", 1), "Saving…");
        assert_eq!(words("sending", 3), "Sending 3…");
        assert_eq!(words("kept", 20), "20 kept on this phone, not sent yet");
        assert_eq!((look("weak"), look("unkept"), look("keeping")), ("danger", "danger", "saving"));
    }
}
