//! Lines about what is going on. They go to standard error: standard output is for results.

mod board;
mod heartbeat;
mod teller;

use std::{
    io::{self, IsTerminal, Write as _},
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

pub use self::{
    board::{Board, Task},
    heartbeat::Heartbeat,
};

/// Nothing is silent for longer.
pub const PATIENCE: Duration = Duration::from_secs(8);

/// The terminal's last line, if it is a status that the next line of text replaces, and when something was last said.
static SCREEN: Mutex<Screen> = Mutex::new(Screen { status: String::new(), said: None });

struct Screen {
    status: String,
    said: Option<Instant>,
}

/// One line: `  nursing  client  compiled 14.2 s`.
pub fn say(name: &str, what: &str, detail: &str) {
    line(&format!("  {name:<14} {what:<16} {detail}"));
}

/// A line that is worth reading.
pub fn warn(text: &str) {
    line(&format!("  warning: {text}"));
}

/// `text`, above the status.
pub fn line(text: &str) {
    let mut screen = SCREEN.lock().unwrap_or_else(PoisonError::into_inner);
    let clear = if screen.status.is_empty() { "" } else { CLEAR };
    // Whoever closed standard error does not want to read.
    let _ = write!(io::stderr(), "{clear}{}\n{}", text.trim_end_matches('\n'), screen.status);
    screen.said = Some(Instant::now());
}

/// To the line's beginning, and clear it.
const CLEAR: &str = "\r\x1b[2K";

/// Somebody else wrote a line.
pub fn heard() {
    SCREEN.lock().unwrap_or_else(PoisonError::into_inner).said = Some(Instant::now());
}

/// How it goes: a line that is rewritten on a terminal; in a log one more line, where nothing else was said for a while.
fn status(text: &str) {
    let terminal = io::stderr().is_terminal();
    let mut screen = SCREEN.lock().unwrap_or_else(PoisonError::into_inner);
    if terminal {
        let _ = write!(io::stderr(), "{CLEAR}{text}");
        let _ = io::stderr().flush();
        text.clone_into(&mut screen.status);
    } else if !text.is_empty() && screen.said.is_none_or(|said| said.elapsed() >= PATIENCE) {
        let _ = writeln!(io::stderr(), "{text}");
        screen.said = Some(Instant::now());
    }
}

/// `14.2 s`.
pub fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}
