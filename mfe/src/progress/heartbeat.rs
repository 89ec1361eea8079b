//! A sign of life while another program is silent.

use std::{
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

/// How often it is looked whether anybody has said anything.
const TICK: Duration = Duration::from_millis(500);

/// Says for how long something has run, whenever nothing else was said for a while, until it is dropped.
pub struct Heartbeat {
    stop: Option<mpsc::Sender<()>>,
    teller: Option<thread::JoinHandle<()>>,
}

impl Heartbeat {
    /// `what` begins.
    pub fn start(what: &str) -> Heartbeat {
        let what: String = what.chars().take(80).collect();
        let (stop, stopped) = mpsc::channel::<()>();
        let start = Instant::now();
        super::heard();
        let teller = thread::spawn(move || {
            while stopped.recv_timeout(TICK) == Err(RecvTimeoutError::Timeout) {
                super::status(&format!("  {:<14} {what}, {} s", "still running", start.elapsed().as_secs()));
            }
        });
        Heartbeat { stop: Some(stop), teller: Some(teller) }
    }
}

impl Drop for Heartbeat {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(teller) = self.teller.take() {
            // It only writes.
            let _ = teller.join();
        }
    }
}
