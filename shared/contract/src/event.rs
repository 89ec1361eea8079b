//! The events of the bus.

use crate::{slice::ExamProgress, user::User};

mf_remote::events! {
    /// Somebody signed in.
    UserLoggedIn(User) = "user:logged-in";
    /// The session ended.
    UserLoggedOut(()) = "user:logged-out";
    /// An attempt began or was resumed.
    ExamStarted(ExamProgress) = "exam:started";
    /// An attempt was handed in.
    ExamCompleted(ExamProgress) = "exam:completed";
    /// An answer was given.
    ProgressUpdated(ExamProgress) = "progress:updated";
    /// The plans of the signed-in person changed.
    SubscriptionChanged(Vec<String>) = "subscription:changed";
}
