//! Tells whoever waits what a start is busy with: the first one fills the database and compiles every server module.

use std::time::Duration;

use tokio::{
    sync::watch,
    time::{Instant, timeout},
};

/// A start that takes less says nothing.
const PATIENCE: Duration = Duration::from_secs(5);

/// The start, until it is dropped.
pub struct Starting(watch::Sender<&'static str>);

impl Starting {
    /// A start that begins with `phase`.
    pub fn new(phase: &'static str) -> Starting {
        let (sender, phases) = watch::channel(phase);
        tokio::spawn(tell(phases, PATIENCE, |line| eprintln!("  {line}")));
        Starting(sender)
    }

    /// What comes next.
    pub fn phase(&self, phase: &'static str) {
        self.0.send_replace(phase);
    }
}

/// Says every `patience` which phase it is, and for how long the start has run.
async fn tell(mut phases: watch::Receiver<&'static str>, patience: Duration, say: impl Fn(String)) {
    let begin = Instant::now();
    let mut last = begin;
    loop {
        // A phase that is over before anyone wondered is not worth a line.
        match timeout(patience.saturating_sub(last.elapsed()), phases.changed()).await {
            Ok(Ok(())) => continue,
            Ok(Err(_)) => return,
            Err(_) => {}
        }
        say(format!("{:<14} {:<32} {:.0} s", "starting", *phases.borrow_and_update(), begin.elapsed().as_secs_f64()));
        last = Instant::now();
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::mpsc;

    use super::*;

    #[tokio::test]
    async fn a_long_phase_is_named_again_and_again() {
        let (sender, phases) = watch::channel("one");
        let (say, mut said) = mpsc::unbounded_channel();
        tokio::spawn(tell(phases, Duration::from_millis(1), move |line| drop(say.send(line))));
        assert!(said.recv().await.is_some_and(|line| line.contains("one")));
        sender.send_replace("two");
        while said.recv().await.is_some_and(|line| !line.contains("two")) {}
        assert!(said.recv().await.is_some_and(|line| line.contains("two")));
    }

    #[tokio::test]
    async fn a_short_start_says_nothing() {
        let (sender, phases) = watch::channel("one");
        let (say, mut said) = mpsc::unbounded_channel();
        tokio::spawn(tell(phases, Duration::from_secs(3600), move |line| drop(say.send(line))));
        sender.send_replace("two");
        drop(sender);
        assert_eq!(said.recv().await, None);
    }
}
