//! The shared store: ordinary Leptos signals that follow the host's slices. They stand in for the seed's zustand store.
//!
//! ```ignore
//! let store = use_store();
//! view! { <p>{move || store.user.get().map(|user| user.name)}</p> }
//! store.theme.set(Theme::Dark); // the shell, every other remote and other tabs follow
//! ```

use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    bus,
    contract::{
        event::Event,
        slice::{ExamProgress, Sidebar, Slices, Theme},
        user::User,
    },
};

/// The slices, each readable as a signal. `Copy`: take it into handlers.
#[derive(Clone, Copy)]
pub struct Store {
    /// The signed-in person.
    pub user: Slice<Option<User>>,
    /// The exam being taken.
    pub current_exam: Slice<Option<ExamProgress>>,
    /// Exams finished in this browser, newest first.
    pub exam_history: Slice<Vec<ExamProgress>>,
    /// The side navigation.
    pub sidebar: Slice<Sidebar>,
    /// Light or dark.
    pub theme: Slice<Theme>,
}

/// One slice of the store.
pub struct Slice<T: 'static> {
    name: &'static str,
    signal: RwSignal<T>,
}

impl<T> Clone for Slice<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Slice<T> {}

impl<T: Clone + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static> Slice<T> {
    fn new(name: &'static str, value: T) -> Self {
        let slice = Slice { name, signal: RwSignal::new(value) };
        slice.follow();
        slice
    }

    /// The value; tracked where it is read in a reactive place.
    pub fn get(self) -> T {
        self.signal.get()
    }

    /// The value, not tracked.
    pub fn get_untracked(self) -> T {
        self.signal.get_untracked()
    }

    /// Sets it for everyone: this remote, the shell, other remotes, and other tabs where the slice is shared with them.
    pub fn set(self, value: T) {
        if self.signal.with_untracked(|old| *old == value) {
            return;
        }
        #[cfg(feature = "hydrate")]
        if let (Some(host), Ok(json)) = (crate::host::imp::current(), serde_json::to_string(&value)) {
            // The host reports back through the watch of `follow`, as it does for a change made elsewhere.
            host.set(self.name, &json);
            return;
        }
        self.signal.set(value);
    }

    #[cfg(feature = "hydrate")]
    fn follow(self) {
        use wasm_bindgen::prelude::Closure;

        let Some(host) = crate::host::imp::current() else {
            return;
        };
        let take = move |json: String| {
            if let Ok(value) = serde_json::from_str::<T>(&json)
                && self.signal.try_with_untracked(|old| *old != value) == Some(true)
            {
                self.signal.set(value);
            }
        };
        // After hydration, not before: the first client view must equal the server's.
        let first = host.get(self.name);
        leptos::task::spawn_local(async move { take(first) });
        let report = Closure::<dyn FnMut(String)>::new(take);
        let off = host.watch(self.name, report.as_ref());
        crate::host::imp::off_on_cleanup(off, report);
    }

    #[cfg(not(feature = "hydrate"))]
    fn follow(self) {
        let _ = self.name;
    }
}

impl Store {
    /// A store that begins with `slices` and, in the browser, follows the host.
    pub fn new(slices: Slices) -> Self {
        Store {
            user: Slice::new("user", slices.user),
            current_exam: Slice::new("currentExam", slices.current_exam),
            exam_history: Slice::new("examHistory", slices.exam_history),
            sidebar: Slice::new("sidebar", slices.sidebar),
            theme: Slice::new("theme", slices.theme),
        }
    }

    /// Signs a person in or out for every remote, and says so on the bus.
    pub fn set_user(self, user: Option<User>) {
        self.user.set(user.clone());
        bus::emit(user.map_or(Event::UserLoggedOut, Event::UserLoggedIn));
    }

    /// Begins or leaves an exam.
    pub fn set_current_exam(self, exam: Option<ExamProgress>) {
        self.current_exam.set(exam.clone());
        if let Some(exam) = exam {
            bus::emit(Event::ExamStarted(exam));
        }
    }

    /// Changes the current exam's progress; a completed exam also enters the history.
    pub fn update_exam_progress(self, change: impl FnOnce(&mut ExamProgress)) {
        let Some(mut exam) = self.current_exam.get_untracked() else {
            return;
        };
        change(&mut exam);
        self.current_exam.set(Some(exam.clone()));
        bus::emit(Event::ProgressUpdated(exam.clone()));
        if exam.completed {
            let mut history = self.exam_history.get_untracked();
            history.insert(0, exam.clone());
            self.exam_history.set(history);
            bus::emit(Event::ExamCompleted(exam));
        }
    }
}

/// The store of this mount.
pub fn use_store() -> Store {
    use_context().unwrap_or_else(|| Store::new(Slices::default()))
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn a_completed_exam_enters_the_history_once() {
        let owner = Owner::new();
        owner.with(|| {
            let store = Store::new(Slices::default());
            store.update_exam_progress(|exam| exam.progress = 50);
            assert_eq!(store.current_exam.get_untracked(), None);
            store.set_current_exam(Some(ExamProgress { exam_id: "np1".into(), progress: 0, score: None, completed: false }));
            store.update_exam_progress(|exam| exam.progress = 50);
            assert!(store.exam_history.get_untracked().is_empty());
            store.update_exam_progress(|exam| exam.completed = true);
            assert_eq!(store.exam_history.get_untracked().len(), 1);
        });
    }
}
