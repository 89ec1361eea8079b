//! The shared store of the product, and what is done to it as one act.

use leptos::prelude::*;
use mf_remote::{
    bus,
    store::{peek, put},
};

use crate::{
    event::{ExamCompleted, ExamStarted, ProgressUpdated, UserLoggedIn, UserLoggedOut},
    slice::{ExamProgress, Slices, Store},
    user::User,
};

impl Store {
    /// The signed-in person as of now, not followed.
    pub fn user_now(self) -> Option<User> {
        peek("user", || self.user())
    }

    /// Signs a person in or out for every remote, and says so on the bus.
    pub fn set_user(self, user: Option<User>) {
        put("user", &user, || self.user());
        match user {
            Some(user) => bus::emit(&UserLoggedIn(user)),
            None => bus::emit(&UserLoggedOut(())),
        }
    }

    /// Begins or leaves an exam.
    pub fn set_current_exam(self, exam: Option<ExamProgress>) {
        put("currentExam", &exam, || self.current_exam());
        if let Some(exam) = exam {
            bus::emit(&ExamStarted(exam));
        }
    }

    /// Changes the current exam's progress; a completed exam also enters the history.
    pub fn update_exam_progress(self, change: impl FnOnce(&mut ExamProgress)) {
        let Some(mut exam) = peek("currentExam", || self.current_exam()) else {
            return;
        };
        change(&mut exam);
        put("currentExam", &Some(exam.clone()), || self.current_exam());
        bus::emit(&ProgressUpdated(exam.clone()));
        if exam.completed {
            let mut history = peek("examHistory", || self.exam_history());
            history.insert(0, exam.clone());
            put("examHistory", &history, || self.exam_history());
            bus::emit(&ExamCompleted(exam));
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
