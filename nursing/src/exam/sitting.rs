//! The state of one sitting: where the student is, what they answered, and what became of it.

use leptos::{
    ev::{Event, SubmitEvent},
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{HtmlButtonElement, HtmlInputElement},
};
use shared::{
    bus,
    contract::{
        exam::{Answer, Attempt, ExamInfo, Saved, Start, Submitted},
        problem::Code,
        slice::ExamProgress,
    },
    host::{self, Failure},
    remote::effect,
    store::{Store, use_store},
};

use super::{
    answers::Answers,
    entry,
    outbox::{Outbox, Saving},
    paper::{Paper, Question},
};

/// `Copy`, so that every handler can hold it. What the view follows is a signal of its own, the rest is one value.
#[derive(Clone, Copy)]
pub(super) struct Sitting {
    pub(super) answers: RwSignal<Answers>,
    /// The question shown, from 1.
    pub(super) at: RwSignal<usize>,
    /// Milliseconds left; below zero until the server's clock is known (a server render has none).
    pub(super) remaining: RwSignal<i64>,
    pub(super) saving: RwSignal<Saving>,
    /// A sentence about something that needs the student.
    pub(super) trouble: RwSignal<Option<String>>,
    /// The question before handing in.
    pub(super) finishing: RwSignal<bool>,
    /// Handing in is under way.
    pub(super) busy: RwSignal<bool>,
    /// The session has ended.
    pub(super) logged_out: RwSignal<bool>,
    store: Store,
    rest: StoredValue<Rest>,
}

struct Rest {
    exam: ExamInfo,
    attempt: Option<Attempt>,
    questions: Vec<Question>,
    outbox: Outbox,
    /// Nothing is sent until somebody has logged in.
    paused: bool,
    /// Hand in as soon as the outbox is empty.
    leaving: bool,
}

/// How a question looks in the navigator.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) answered: bool,
    pub(super) here: bool,
}

impl Sitting {
    pub(super) fn new(paper: Paper, at: usize, trouble: Option<String>) -> Self {
        let Paper { exam, attempt, questions, answers } = paper;
        let outbox = Outbox::new(&exam.id);
        Sitting {
            answers: RwSignal::new(Answers::new(answers)),
            at: RwSignal::new(at),
            remaining: RwSignal::new(-1),
            saving: RwSignal::new(Saving::Saved),
            trouble: RwSignal::new(trouble),
            finishing: RwSignal::new(false),
            busy: RwSignal::new(false),
            logged_out: RwSignal::new(false),
            store: use_store(),
            rest: StoredValue::new(Rest { exam, attempt, questions, outbox, paused: false, leaving: false }),
        }
    }

    fn with<R>(self, read: impl FnOnce(&mut Rest) -> R) -> R {
        // Handlers end with the mount, so the value is there whenever one runs.
        self.rest.try_update_value(read).expect("the sitting's own value")
    }

    /// What happens in the browser only, after the first view: the clock, answers from before, and the network's return.
    pub(super) fn come_alive(self) {
        // What was entered before this code arrived. What the server ticked is no news, and may be older than what this device keeps.
        let early = entered().filter(|entry| entry.is_new).map(|entry| entry.response);
        effect(move || {
            self.tick();
            self.announce();
            // Answers that this device kept and the server may not have; they are newer than the page.
            let kept = self.with(|rest| rest.outbox.recover());
            if !kept.is_empty() {
                self.answers.update(|answers| {
                    for (item, answer) in &kept {
                        answers.put(item, &answer.response);
                    }
                });
            }
            if let Some(response) = early.clone() {
                self.choose(response);
            }
            self.flush();
        });
        host::every(1000, move || self.tick());
        host::every(5000, move || self.flush());
        host::on_wake(move || self.flush());
        bus::hear("user:logged-in", move || {
            self.logged_out.set(false);
            self.with(|rest| rest.paused = false);
            self.flush();
        });
    }

    fn announce(self) {
        let exam_id = self.with(|rest| rest.exam.id.clone());
        self.store.set_current_exam(Some(ExamProgress { exam_id, progress: self.percent(), score: None, completed: false }));
    }

    /// How many questions the exam has.
    pub(super) fn total(self) -> usize {
        self.with(|rest| rest.exam.questions as usize)
    }

    fn percent(self) -> u32 {
        (self.answers.with_untracked(Answers::len) * 100 / self.total().max(1)) as u32
    }

    /// The id of the question shown.
    pub(super) fn item(self) -> String {
        let at = self.at.get();
        self.with(|rest| rest.questions[at - 1].id.clone())
    }

    /// The question shown.
    pub(super) fn question(self) -> Question {
        let at = self.at.get_untracked();
        self.with(|rest| rest.questions[at - 1].clone())
    }

    /// Every question's mark, in order.
    pub(super) fn marks(self) -> Vec<Mark> {
        let at = self.at.get();
        self.answers.with(|answers| {
            self.with(|rest| {
                let answered = |number: usize| rest.questions.get(number - 1).is_some_and(|question| answers.has(&question.id));
                (1..=rest.exam.questions as usize).map(|number| Mark { answered: answered(number), here: number == at }).collect()
            })
        })
    }

    /// What the button on the right sends, and its label.
    pub(super) fn forward(self) -> (&'static str, &'static str) {
        if self.at.get() == self.total() { ("submit", "Finish") } else { ("next", "Next") }
    }

    /// A field of the question was changed. One option too many is unticked again; a number is taken as it grows.
    pub(super) fn enter(self, event: &Event) {
        let Some(entry) = entered() else { return };
        let question = self.question();
        if entry.ticked > question.most() {
            event_target::<HtmlInputElement>(event).set_checked(false);
            return;
        }
        self.choose(entry.response);
    }

    /// Takes an answer: shown at once, kept on the device, then sent.
    fn choose(self, response: String) {
        let item = untrack(move || self.item());
        if self.answers.with_untracked(|answers| answers.get(&item) == Some(&*response)) {
            return;
        }
        self.answers.update(|answers| answers.put(&item, &response));
        self.with(|rest| rest.outbox.put(&item, response));
        self.saving.set(Saving::UnderWay);
        let progress = self.percent();
        self.store.update_exam_progress(|exam| exam.progress = progress);
        self.flush();
    }

    /// A button of the form: what it would have sent as `go`.
    pub(super) fn press(self, event: SubmitEvent) {
        event.prevent_default();
        let at = self.at.get_untracked();
        let button = event.submitter().map(JsCast::unchecked_into::<HtmlButtonElement>);
        match button.map(|button| button.value()).as_deref() {
            Some("prev") => self.go(at - 1),
            Some("submit") => self.finishing.set(true),
            Some(number) => self.go(number.parse().unwrap_or(at + 1)),
            None => self.go(at + 1),
        }
    }

    /// Shows question `number`; one beyond the last asks whether to hand in.
    fn go(self, number: usize) {
        let (id, total, known) = self.with(|rest| (rest.exam.id.clone(), rest.exam.questions as usize, rest.questions.len()));
        if number > total {
            self.finishing.set(true);
        } else if number > known {
            // Before the start there is one question only.
            self.start(Start::default(), move || self.go(number));
        } else if number > 0 {
            self.at.set(number);
            host::navigate(&["/exam/", &id, "?q=", &number.to_string()].concat(), true);
        }
    }

    fn start(self, body: Start, then: impl FnOnce() + 'static) {
        let path = self.with(|rest| ["/api/v1/exams/", &rest.exam.id, "/attempts"].concat());
        host::request::<_, Paper>("POST", &path, Some(&body), move |answer| match answer {
            Ok(paper) => {
                self.with(|rest| {
                    rest.questions = paper.questions;
                    rest.attempt = paper.attempt;
                });
                // What is in the outbox is newer than what the server knows.
                self.answers.update(|answers| {
                    for saved in &paper.answers {
                        if answers.get(&saved.item).is_none() {
                            answers.put(&saved.item, &saved.response);
                        }
                    }
                });
                self.trouble.set(None);
                self.tick();
                self.announce();
                then();
            }
            Err(failure) => {
                self.with(|rest| rest.outbox.done());
                self.refused(&failure);
            }
        });
    }

    /// Sends what is in the outbox, oldest first, one after the other.
    fn flush(self) {
        if self.with(|rest| rest.paused) {
            return;
        }
        let Some((item, answer)) = self.with(|rest| rest.outbox.begin()) else {
            if self.with(|rest| rest.outbox.is_empty() && std::mem::take(&mut rest.leaving)) {
                self.submit();
            }
            return;
        };
        self.saving.set(Saving::UnderWay);
        let Some(attempt) = self.with(|rest| rest.attempt.as_ref().map(|attempt| attempt.id.clone())) else {
            // The answer itself starts the attempt.
            let body = Start { item: Some(item.clone()), response: Some(answer.response) };
            self.start(body, move || self.sent(&item, answer.seq));
            return;
        };
        let path = ["/api/v1/attempts/", &attempt, "/answers/", &item].concat();
        let Answer { seq, .. } = answer;
        host::request::<_, Saved>("PUT", &path, Some(&answer), move |outcome| match outcome {
            Ok(_) => {
                self.trouble.set(None);
                self.sent(&item, seq);
            }
            Err(failure) => {
                let may_come_right = match &failure {
                    Failure::Offline | Failure::Unreadable => true,
                    Failure::Problem(problem) => matches!(problem.status, 401 | 429 | 500..),
                };
                // The server will never take some: say so rather than try for ever.
                self.with(|rest| if may_come_right { rest.outbox.done() } else { rest.outbox.sent(&item, seq) });
                self.refused(&failure);
            }
        });
    }

    /// The server has that answer; on to the next.
    fn sent(self, item: &str, seq: i64) {
        let all = self.with(|rest| {
            rest.outbox.sent(item, seq);
            rest.outbox.is_empty()
        });
        if all {
            self.saving.set(Saving::Saved);
        }
        self.flush();
    }

    fn refused(self, failure: &Failure) {
        if self.with(|rest| std::mem::take(&mut rest.leaving)) {
            self.finishing.set(false);
        }
        match failure {
            Failure::Offline => self.saving.set(Saving::Offline),
            failure if failure.is_logged_out() => {
                self.with(|rest| rest.paused = true);
                self.logged_out.set(true);
            }
            Failure::Problem(problem) if problem.is(Code::DeadlinePassed) || problem.is(Code::AlreadySubmitted) => self.submit(),
            failure => self.trouble.set(Some(failure.sentence())),
        }
    }

    fn tick(self) {
        let now = host::now();
        let Some(deadline) = self.with(|rest| rest.attempt.as_ref().map(|attempt| attempt.deadline)).filter(|_| now > 0) else {
            return;
        };
        let left = (deadline - now).max(0);
        self.remaining.set(left);
        if left == 0 && !self.busy.get_untracked() {
            // Too late for what is still in the outbox: the server takes nothing more.
            self.submit();
        }
    }

    /// Hands in once every answer has arrived.
    pub(super) fn hand_in(self) {
        if self.with(|rest| rest.outbox.is_empty()) {
            self.submit();
        } else {
            self.with(|rest| rest.leaving = true);
            self.flush();
        }
    }

    /// Hands in, and shows the review.
    fn submit(self) {
        let Some(attempt) = self.with(|rest| rest.attempt.as_ref().map(|attempt| attempt.id.clone())) else {
            self.finishing.set(false);
            self.trouble.set(Some("Answer at least one question before you finish.".into()));
            return;
        };
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let path = ["/api/v1/attempts/", &attempt, "/submit"].concat();
        host::request::<(), Submitted>("POST", &path, None, move |outcome| {
            self.busy.set(false);
            match outcome {
                Ok(done) => {
                    self.with(|rest| rest.outbox.clear());
                    self.saving.set(Saving::Saved);
                    self.store.update_exam_progress(|exam| {
                        exam.score = Some(done.score.percent());
                        exam.completed = true;
                    });
                    host::navigate(&["/exam/", &done.exam, "/review/", &done.attempt].concat(), false);
                }
                Err(failure) => {
                    self.finishing.set(false);
                    match failure {
                        Failure::Offline => self
                            .trouble
                            .set(Some("You are offline. Your answers are kept; finish again once you are connected.".into())),
                        failure => self.refused(&failure),
                    }
                }
            }
        });
    }
}

/// What stands in the page's fields; none on the server.
fn entered() -> Option<entry::Entry> {
    if cfg!(feature = "hydrate") { entry::read() } else { None }
}
