//! What the student is told about their answers' way to the server.

use shared::outbox::{Durable, Phase, Status};

/// Where the answers are that the server may not have. The number says how many those are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Saving {
    /// The server has every answer.
    Saved,
    /// One is just being kept.
    Keeping,
    /// Kept on this device and on their way.
    Sending(usize),
    /// Kept on this device, where they survive the browser's end.
    Kept(usize),
    /// Kept in a weaker way: they survive the page.
    Weak(usize),
    /// In this page alone: they end with it.
    Unkept(usize),
}

impl Saving {
    pub(super) fn of(status: &Status) -> Saving {
        let count = status.waiting.len();
        match (status.durable, status.phase) {
            _ if count == 0 => Saving::Saved,
            (Durable::None, _) => Saving::Unkept(count),
            _ if status.waiting.iter().any(|answer| !answer.kept) => Saving::Keeping,
            (_, Phase::Sending) => Saving::Sending(count),
            (Durable::Second, _) => Saving::Weak(count),
            _ => Saving::Kept(count),
        }
    }

    /// The chip's look.
    pub(super) fn name(self) -> &'static str {
        match self {
            Saving::Saved => "saved",
            Saving::Keeping | Saving::Sending(_) => "saving",
            Saving::Kept(_) => "offline",
            Saving::Weak(_) | Saving::Unkept(_) => "danger",
        }
    }

    /// The chip's words.
    pub(super) fn words(self) -> String {
        match self {
            Saving::Saved => "Saved".into(),
            Saving::Keeping | Saving::Sending(1) => "Saving…".into(),
            Saving::Sending(count) => ["Sending ", &count.to_string(), "…"].concat(),
            Saving::Kept(count) => [&*count.to_string(), " kept on this phone, not sent yet"].concat(),
            Saving::Weak(count) => [&*count.to_string(), " kept in this browser only while it runs, not sent yet"].concat(),
            Saving::Unkept(count) => [&*count.to_string(), " not kept: leave this page open"].concat(),
        }
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use shared::outbox::{Offline, Pending};

    use super::*;

    fn status(durable: Durable, phase: Phase, kept: &[bool]) -> Status {
        let waiting = kept.iter().map(|kept| Pending { item: "q1".into(), response: "A".into(), n: 1, kept: *kept }).collect();
        Status { durable, phase, waiting, results: Vec::new(), hand_in: None, sent: Vec::new(), offline: Offline::Pending }
    }

    #[test]
    fn nothing_is_said_to_be_kept_before_it_is() {
        let of = |durable, phase, kept: &[bool]| Saving::of(&status(durable, phase, kept));
        assert_eq!(of(Durable::Database, Phase::Idle, &[]), Saving::Saved);
        assert_eq!(of(Durable::Database, Phase::Waiting, &[true, false]), Saving::Keeping);
        assert_eq!(of(Durable::Database, Phase::Waiting, &[true, true]), Saving::Kept(2));
        assert_eq!(of(Durable::Database, Phase::SignedOut, &[true]), Saving::Kept(1));
        assert_eq!(of(Durable::Second, Phase::Waiting, &[true]), Saving::Weak(1));
        assert_eq!(of(Durable::None, Phase::Sending, &[false]), Saving::Unkept(1));
        assert_eq!(of(Durable::Database, Phase::Sending, &[true, true]).words(), "Sending 2…");
    }
}
