//! How far a long build is, and about how long it still takes.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use super::teller::Teller;

/// Before this share of the work is done, nothing is said of its end.
const TOO_EARLY: f64 = 0.05;

/// The tasks of one build, and a thread that tells of them until the board is dropped.
pub struct Board {
    tasks: Arc<Mutex<Vec<State>>>,
    start: Instant,
    _teller: Teller,
}

/// One of a board's tasks.
#[derive(Clone)]
pub struct Task {
    tasks: Arc<Mutex<Vec<State>>>,
    at: usize,
}

#[derive(Clone, Debug)]
struct State {
    name: &'static str,
    /// How long it takes, compared with the others.
    weight: f64,
    /// From 0 to 1.
    share: f64,
    now: String,
}

impl Board {
    /// A board without tasks.
    pub fn new() -> Board {
        let tasks = Arc::new(Mutex::new(Vec::new()));
        let (shown, start) = (Arc::clone(&tasks), Instant::now());
        let teller = Teller::start(move || line(&lock(&shown), start.elapsed()));
        Board { tasks, start, _teller: teller }
    }

    /// One more task. `weight` is how many seconds it takes on some machine, the same for all tasks.
    pub fn task(&self, name: &'static str, weight: f64) -> Task {
        let mut tasks = lock(&self.tasks);
        tasks.push(State { name, weight, share: 0.0, now: String::new() });
        Task { tasks: Arc::clone(&self.tasks), at: tasks.len() - 1 }
    }

    /// How long it has been there.
    pub fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }
}

impl Default for Board {
    fn default() -> Board {
        Board::new()
    }
}

impl Task {
    /// `share` of it, from 0 to 1, is done, and what it is at. A share never goes back.
    pub fn at(&self, share: f64, now: &str) {
        let mut tasks = lock(&self.tasks);
        if let Some(task) = tasks.get_mut(self.at) {
            task.share = share.clamp(task.share, 1.0);
            now.clone_into(&mut task.now);
        }
    }

    /// All of it is done.
    pub fn done(&self) {
        self.at(1.0, "");
    }
}

fn lock(tasks: &Mutex<Vec<State>>) -> MutexGuard<'_, Vec<State>> {
    tasks.lock().unwrap_or_else(PoisonError::into_inner)
}

/// `  building        42 %, about 4 min left · container 120 of 398: sqlx_core · server modules …`; nothing without work.
fn line(tasks: &[State], elapsed: Duration) -> String {
    let weight: f64 = tasks.iter().map(|task| task.weight).sum();
    let done: f64 = tasks.iter().map(|task| task.weight * task.share).sum();
    let open: Vec<String> = tasks.iter().filter(|task| task.share < 1.0 && !task.now.is_empty()).map(State::shown).collect();
    if open.is_empty() || weight <= 0.0 {
        return String::new();
    }
    let share = done / weight;
    let left = if share < TOO_EARLY { String::new() } else { format!(", {}", left(elapsed.mul_f64((1.0 - share) / share))) };
    format!("  {:<14} {:.0} %{left}  {}", "building", share * 100.0, open.join(" · "))
}

fn left(time: Duration) -> String {
    match time.as_secs() {
        0..45 => "less than a minute left".into(),
        seconds => format!("about {} min left", (seconds + 30) / 60),
    }
}

impl State {
    fn shown(&self) -> String {
        format!("{}: {}", self.name, self.now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(name: &'static str, weight: f64, share: f64, now: &str) -> State {
        State { name, weight, share, now: now.into() }
    }

    #[test]
    fn what_is_left_follows_from_the_pace_so_far() {
        let tasks = [state("container", 300.0, 0.5, "120 of 240"), state("browser modules", 100.0, 1.0, "")];
        // 250 of 400 took 100 s, so the other 150 take 60.
        assert_eq!(line(&tasks, Duration::from_secs(100)), "  building       62 %, about 1 min left  container: 120 of 240");
        assert_eq!(line(&tasks, Duration::from_secs(1000)), "  building       62 %, about 10 min left  container: 120 of 240");
        assert_eq!(left(Duration::from_secs(44)), "less than a minute left");
    }

    #[test]
    fn nothing_is_foretold_too_early_and_nothing_said_without_work() {
        let early = [state("container", 300.0, 0.01, "2 of 240")];
        assert_eq!(line(&early, Duration::from_secs(5)), "  building       1 %  container: 2 of 240");
        assert_eq!(line(&[], Duration::ZERO), "");
        assert_eq!(line(&[state("container", 300.0, 1.0, "")], Duration::from_secs(9)), "");
    }

    #[test]
    fn a_share_never_goes_back() {
        let board = Board::new();
        let task = board.task("container", 1.0);
        task.at(0.5, "half");
        task.at(0.2, "less");
        assert_eq!(lock(&board.tasks)[0].share, 0.5);
        task.at(7.0, "too much");
        assert_eq!(lock(&board.tasks)[0].share, 1.0);
    }
}
