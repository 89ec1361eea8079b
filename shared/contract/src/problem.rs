//! Problem documents (RFC 9457), and the sentence that a student reads for each.

pub use mf_abi::problem::Problem;

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident $name:literal $status:literal $title:literal $sentence:literal;)*) => {
        /// What can go wrong between a page and the API.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code { $($(#[$doc])* $variant,)* }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Code] = &[$(Code::$variant),*];

            /// The last segment of the problem's type, also used in `?error=` after a plain form.
            pub const fn name(self) -> &'static str { match self { $(Code::$variant => $name,)* } }

            /// The HTTP status that goes with it.
            pub const fn status(self) -> u16 { match self { $(Code::$variant => $status,)* } }

            /// The problem's title.
            pub const fn title(self) -> &'static str { match self { $(Code::$variant => $title,)* } }

            /// What a student reads.
            pub const fn sentence(self) -> &'static str { match self { $(Code::$variant => $sentence,)* } }
        }
    };
}

codes! {
    /// The body isn't what the call takes.
    InvalidBody "invalid-body" 422 "The request could not be read" "Something in what was sent could not be read. Please try again.";
    /// More bytes than the call takes.
    TooLarge "too-large" 413 "The request is too large" "That is too much to send at once. Please shorten it.";
    /// A name that is empty or too long.
    InvalidName "invalid-name" 422 "The name is not valid" "Please enter your name, up to 80 characters.";
    /// Not an e-mail address.
    InvalidEmail "invalid-email" 422 "The e-mail address is not valid" "Please enter a complete e-mail address, such as ana@example.ph.";
    /// Too short, too long or too common.
    WeakPassword "weak-password" 422 "The password is too easy to guess" "Please choose a password of 8 to 128 characters that is not a common one.";
    /// The account can't be made; deliberately silent on why.
    AccountNotCreated "account-not-created" 409 "The account was not created" "This account could not be created. If you already have one, please log in.";
    /// Wrong e-mail or password; deliberately silent on which.
    WrongCredentials "wrong-credentials" 401 "The log-in failed" "The e-mail address or the password is not right.";
    /// Too many failures for this account.
    TooManyTries "too-many-tries" 429 "Too many tries" "There were too many tries for this account. Please wait a little, then try again.";
    /// The server works on as many log-ins as it can.
    Busy "busy" 503 "The server is busy" "Many people are logging in right now. Please try again in a few seconds.";
    /// The log-in was right, but the browser sends no session back.
    NoCookies "no-cookies" 403 "The browser keeps no cookies" "Your browser does not keep cookies for this site, so you can't stay logged in. Please allow cookies for it in the browser's settings, then log in again.";
    /// Nobody is signed in, or the session ended.
    NotLoggedIn "not-logged-in" 401 "Log-in needed" "Your session has ended. Please log in again; your answers are kept.";
    /// A form's answer from somebody who is no longer signed in: nothing keeps it but the student.
    AnswerNotSaved "answer-not-saved" 401 "The answer was not saved" "You were signed out, so your last answer was not saved. Please choose it again.";
    /// The page that sent the request isn't ours.
    CrossSite "cross-site" 403 "The request came from another site" "This form was sent from another site, so it was not accepted.";
    /// No such exam.
    UnknownExam "unknown-exam" 404 "There is no such exam" "There is no such exam. It may have been renamed.";
    /// No such attempt, or somebody else's.
    UnknownAttempt "unknown-attempt" 404 "There is no such attempt" "There is no such attempt in your account.";
    /// The exam has no such question.
    UnknownItem "unknown-item" 404 "The exam has no such question" "This exam has no such question.";
    /// The question has no such option.
    UnknownOption "unknown-option" 422 "The question has no such option" "Please choose one of the options that are shown.";
    /// The answer can't be read.
    InvalidAnswer "invalid-answer" 422 "The answer can't be read" "Please enter a number, such as 31.5.";
    /// The time is over.
    DeadlinePassed "deadline-passed" 409 "The time is over" "The time for this exam is over. Every answer saved before the end counts.";
    /// The attempt was handed in already.
    AlreadySubmitted "already-submitted" 409 "The attempt was handed in already" "This exam was handed in already. You can read the review now.";
    /// The history of an attempt is full.
    TooManyChanges "too-many-changes" 422 "The attempt has too many changes" "This exam was changed too many times, so this answer was not saved. The answer before it counts.";
    /// Too many attempts, or keys for them, within a day.
    TooManyStarts "too-many-starts" 429 "Too many exams were started" "You have started very many exams within one day. Please go on tomorrow.";
    /// The caller expects another person to be signed in.
    OtherAccount "other-account" 409 "Another account is signed in" "Somebody else is signed in here. These answers are kept until you log in again.";
    /// An idempotency key came with another request than the first time.
    IdempotencyKeyReused "idempotency-key-reused" 422 "The key stands for another request" "Something in what was sent could not be read. Please reload the page.";
    /// The review opens after the hand-in.
    NotSubmitted "not-submitted" 409 "The attempt is still open" "Please hand in the exam first; then the review opens.";
    /// No such address.
    NotFound "not-found" 404 "Not found" "There is nothing at this address.";
    /// The address doesn't take this method.
    MethodNotAllowed "method-not-allowed" 405 "Method not allowed" "That does not work at this address.";
    /// The caller may not do that.
    Forbidden "forbidden" 403 "Not allowed" "You are not allowed to do that.";
    /// A release was refused; the detail names both sides.
    IncompatibleRelease "incompatible-release" 409 "The release does not fit" "This part does not fit the running version.";
    /// Our own fault.
    Internal "internal" 500 "Something broke on our side" "Something went wrong on our side. Your saved answers are safe. Please try again.";
}

impl Code {
    /// The code of that name.
    pub fn named(name: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.name() == name)
    }

    /// Which of them that problem is.
    pub fn of(problem: &Problem) -> Option<Code> {
        Code::named(problem.name()?)
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn names_are_unique_and_found_again() {
        for code in Code::ALL {
            assert_eq!(Code::named(code.name()), Some(*code));
            assert!((400..600).contains(&code.status()));
        }
    }
}
