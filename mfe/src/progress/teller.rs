//! A thread that keeps telling how it goes.

use std::{
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::Duration,
};

/// How often the status is written anew.
const TICK: Duration = Duration::from_millis(500);

/// Writes a status until it is dropped.
pub(super) struct Teller {
    /// Dropped with the teller: so its thread learns of the end.
    stop: Option<mpsc::Sender<()>>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Teller {
    /// `status` is asked for the text; an empty one is not written to a log.
    pub(super) fn start(status: impl Fn() -> String + Send + 'static) -> Teller {
        let (stop, stopped) = mpsc::channel::<()>();
        let thread = thread::spawn(move || {
            while stopped.recv_timeout(TICK) == Err(RecvTimeoutError::Timeout) {
                super::status(&status());
            }
            super::status("");
        });
        Teller { stop: Some(stop), thread: Some(thread) }
    }
}

impl Drop for Teller {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // It only writes; if it panicked, there is nothing to clear.
            let _ = thread.join();
        }
    }
}
