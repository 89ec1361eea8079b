//! The shared store: ordinary Leptos signals that follow the host's slices. They stand in for the seed's zustand store.
//!
//! ```ignore
//! let store = use_store();
//! view! { <p>{move || store.user().get().map(|user| user.name)}</p> }
//! store.theme().set(Theme::Dark); // the shell, every other remote and other tabs follow
//! ```

#[cfg(feature = "hydrate")]
use crate::wire;
use crate::{
    bus,
    contract::{
        event::Event,
        slice::{ExamProgress, Sidebar, Slices, Theme},
        user::User,
    },
    wire::Wire,
};
use leptos::prelude::*;

/// The store of a mount. `Copy`: take it into handlers. A slice is followed from its first use on, so that a remote carries no
/// code for those it doesn't use.
#[derive(Clone, Copy)]
pub struct Store(StoredValue<Slots>);

struct Slots {
    /// Slices live as long as the mount, whoever asks for them first.
    owner: Owner,
    first: Slices,
    user: Option<Slice<Option<User>>>,
    current_exam: Option<Slice<Option<ExamProgress>>>,
    exam_history: Option<Slice<Vec<ExamProgress>>>,
    sidebar: Option<Slice<Sidebar>>,
    theme: Option<Slice<Theme>>,
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

impl<T: Clone + PartialEq + Wire + Send + Sync + 'static> Slice<T> {
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
        #[cfg(feature = "hydrate")]
        if let Some(host) = crate::host::imp::current() {
            // The host reports back through the watch of `follow`, as it does for a change made elsewhere; an equal value is no
            // news to it.
            host.set(self.name, &wire::write(&value));
            return;
        }
        self.take(value);
    }

    fn take(self, value: T) {
        if self.signal.try_with_untracked(|old| *old != value) == Some(true) {
            self.signal.set(value);
        }
    }

    /// The host reports what the slice holds now, but not before the first view has become the server's, and then each change.
    #[cfg(feature = "hydrate")]
    fn follow(self) {
        use wasm_bindgen::prelude::Closure;

        if let Some(host) = crate::host::imp::current() {
            let report = Closure::<dyn FnMut(String)>::new(move |json: String| {
                if let Ok(value) = wire::read(&json) {
                    self.take(value);
                }
            });
            let off = host.watch(self.name, report.as_ref());
            crate::host::imp::off_on_cleanup(off, report);
        }
    }

    #[cfg(not(feature = "hydrate"))]
    fn follow(self) {
        let _ = self.name;
    }
}

macro_rules! slices {
    ($($(#[$doc:meta])* $field:ident: $value:ty = $name:literal;)*) => {
        impl Store {$(
            $(#[$doc])*
            pub fn $field(self) -> Slice<$value> {
                if let Some(slice) = self.0.with_value(|slots| slots.$field) {
                    return slice;
                }
                let (owner, first) = self.0.with_value(|slots| (slots.owner.clone(), slots.first.$field.clone()));
                let slice = owner.with(|| Slice::new($name, first));
                self.0.update_value(|slots| slots.$field = Some(slice));
                slice
            }
        )*}
    };
}

slices! {
    /// The signed-in person.
    user: Option<User> = "user";
    /// The exam being taken.
    current_exam: Option<ExamProgress> = "currentExam";
    /// Exams finished in this browser, newest first.
    exam_history: Vec<ExamProgress> = "examHistory";
    /// The side navigation.
    sidebar: Sidebar = "sidebar";
    /// Light or dark.
    theme: Theme = "theme";
}

impl Store {
    /// A store that begins with `slices`, belongs to the current reactive owner and, in the browser, follows the host.
    pub fn new(slices: Slices) -> Self {
        Store(StoredValue::new(Slots {
            owner: Owner::current().unwrap_or_default(),
            first: slices,
            user: None,
            current_exam: None,
            exam_history: None,
            sidebar: None,
            theme: None,
        }))
    }

    /// The signed-in person as of now, not followed.
    pub fn user_now(self) -> Option<User> {
        self.peek("user", Store::user)
    }

    /// Signs a person in or out for every remote, and says so on the bus.
    pub fn set_user(self, user: Option<User>) {
        self.put("user", &user, Store::user);
        bus::emit(user.map_or(Event::UserLoggedOut, Event::UserLoggedIn));
    }

    /// Begins or leaves an exam.
    pub fn set_current_exam(self, exam: Option<ExamProgress>) {
        self.put("currentExam", &exam, Store::current_exam);
        if let Some(exam) = exam {
            bus::emit(Event::ExamStarted(exam));
        }
    }

    /// Changes the current exam's progress; a completed exam also enters the history.
    pub fn update_exam_progress(self, change: impl FnOnce(&mut ExamProgress)) {
        let Some(mut exam) = self.peek("currentExam", Store::current_exam) else {
            return;
        };
        change(&mut exam);
        self.put("currentExam", &Some(exam.clone()), Store::current_exam);
        bus::emit(Event::ProgressUpdated(exam.clone()));
        if exam.completed {
            let mut history = self.peek("examHistory", Store::exam_history);
            history.insert(0, exam.clone());
            self.put("examHistory", &history, Store::exam_history);
            bus::emit(Event::ExamCompleted(exam));
        }
    }

    /// What a slice holds now, from whoever keeps it: the host or, on the server, this store. Actions need no signal for it.
    fn peek<T>(self, name: &str, own: impl FnOnce(Store) -> Slice<T>) -> T
    where
        T: Wire + Default + Clone + PartialEq + Send + Sync + 'static,
    {
        #[cfg(feature = "hydrate")]
        {
            let _ = own;
            crate::host::imp::current().and_then(|host| wire::read(&host.get(name)).ok()).unwrap_or_default()
        }
        #[cfg(not(feature = "hydrate"))]
        {
            let _ = name;
            own(self).get_untracked()
        }
    }

    fn put<T>(self, name: &str, value: &T, own: impl FnOnce(Store) -> Slice<T>)
    where
        T: Wire + Clone + PartialEq + Send + Sync + 'static,
    {
        #[cfg(feature = "hydrate")]
        {
            let _ = own;
            if let Some(host) = crate::host::imp::current() {
                // It reports back to the signals that follow the slice, as it does for a change made elsewhere.
                host.set(name, &wire::write(value));
            }
        }
        #[cfg(not(feature = "hydrate"))]
        {
            let _ = name;
            own(self).set(value.clone());
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
            let held = || (store.current_exam().get_untracked(), store.exam_history().get_untracked().len());
            store.update_exam_progress(|exam| exam.progress = 50);
            assert_eq!(held(), (None, 0));
            let exam = ExamProgress { exam_id: "np1".into(), progress: 0, score: None, completed: false };
            store.set_current_exam(Some(exam.clone()));
            store.update_exam_progress(|exam| exam.progress = 50);
            assert_eq!(held(), (Some(ExamProgress { progress: 50, ..exam }), 0));
            store.update_exam_progress(|exam| exam.completed = true);
            assert_eq!(held().1, 1);
        });
    }
}
