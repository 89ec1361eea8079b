//! The calls of the API.

use crate::{
    exam::{Answer, ExamList, Paper, Review, Saved, Start, Submitted},
    problem::Code::{
        AccountNotCreated, AlreadySubmitted, Busy, CrossSite, DeadlinePassed, IdempotencyKeyReused, InvalidBody, InvalidEmail,
        InvalidName, NotLoggedIn, NotSubmitted, OtherAccount, TooLarge, TooManyStarts, TooManyTries, UnknownAttempt, UnknownExam,
        UnknownItem, UnknownOption, WeakPassword, WrongCredentials,
    },
    progress::Progress,
    sitting::{AttemptState, Changes, ChangesTaken, Device, HandIn},
    user::{Credentials, Registration, Session},
};

mf_remote::calls! {
    /// Who is signed in
    session(): GET "/api/v1/session", answers: Session;
    /// Make an account and sign in
    register(): POST "/api/v1/auth/register", body: Registration, answers: Session = 201,
        refused: [InvalidBody, InvalidName, InvalidEmail, WeakPassword, AccountNotCreated, Busy, CrossSite];
    /// Sign in
    login(): POST "/api/v1/auth/login", body: Credentials, answers: Session,
        refused: [WrongCredentials, TooManyTries, InvalidBody, Busy, CrossSite];
    /// Sign out
    logout(): POST "/api/v1/auth/logout", answers: () = 204, refused: [CrossSite];
    /// Every exam with the student's standing
    exams(): GET "/api/v1/exams", answers: ExamList, refused: [NotLoggedIn];
    /// The questions, without keys
    paper(exam): GET "/api/v1/exams/{exam}/paper", answers: Paper, refused: [NotLoggedIn, UnknownExam];
    /// Start an attempt or resume the one in progress; with an Idempotency-Key, repeatable
    start(exam): POST "/api/v1/exams/{exam}/attempts", body: Start, answers: Paper = 201 | 200,
        refused: [NotLoggedIn, OtherAccount, UnknownExam, UnknownItem, UnknownOption, InvalidBody, IdempotencyKeyReused, TooManyStarts, CrossSite];
    /// Save an answer unless a newer one is stored; answered after the commit (of pages from before the outbox)
    answer(attempt, item): PUT "/api/v1/attempts/{attempt}/answers/{item}", body: Answer, answers: Saved,
        refused: [NotLoggedIn, UnknownAttempt, UnknownItem, UnknownOption, InvalidBody, DeadlinePassed, AlreadySubmitted, CrossSite];
    /// Take what a device did, all in one transaction; answered after the commit, and repeatable
    changes(attempt): POST "/api/v1/attempts/{attempt}/changes", body: Changes, answers: ChangesTaken,
        refused: [NotLoggedIn, OtherAccount, UnknownAttempt, InvalidBody, TooLarge, CrossSite];
    /// What a page that wakes up has to know; `?device=` says who asks
    state(attempt): GET "/api/v1/attempts/{attempt}/state", answers: AttemptState, refused: [NotLoggedIn, OtherAccount, UnknownAttempt];
    /// Go on at this device
    sitting(attempt): POST "/api/v1/attempts/{attempt}/sitting", body: Device, answers: AttemptState,
        refused: [NotLoggedIn, OtherAccount, UnknownAttempt, InvalidBody, CrossSite];
    /// Hand in; doing so again changes nothing. The body may be empty
    submit(attempt): POST "/api/v1/attempts/{attempt}/submit", body: HandIn, answers: Submitted,
        refused: [NotLoggedIn, OtherAccount, UnknownAttempt, InvalidBody, CrossSite];
    /// Keys, rationales and results of a finished attempt
    review(attempt): GET "/api/v1/attempts/{attempt}/review", answers: Review, refused: [NotLoggedIn, UnknownAttempt, NotSubmitted];
    /// The student's attempts and results
    progress(): GET "/api/v1/progress", answers: Progress, refused: [NotLoggedIn];
}
