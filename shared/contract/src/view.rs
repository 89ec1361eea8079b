//! The views that remotes expose to the shell and to each other.

use crate::props::{LoginFormProps, NoProps};

mf_remote::views! {
    /// Log-in and registration, as a page.
    AUTH_APP: LoginFormProps = "auth" "./AuthApp";
    /// The log-in form, for a dialog.
    LOGIN_FORM: LoginFormProps = "auth" "./LoginForm";
    /// Shows nothing, and keeps the signed-in person true.
    AUTH_PROVIDER: NoProps = "auth" "./AuthProvider";
    /// The account.
    USER_MENU: NoProps = "auth" "./UserMenu";
    /// What a student has done, and how to go on.
    DASHBOARD: NoProps = "dashboard" "./Dashboard";
    /// The exams that there are.
    EXAM_LIST: NoProps = "nursing" "./ExamList";
    /// The exam that the address names.
    NURSING_APP: NoProps = "nursing" "./NursingApp";
    /// The review of a finished attempt.
    REVIEW: NoProps = "nursing" "./Review";
    /// The design system.
    GALLERY: NoProps = "ui-components" "./Gallery";
}
