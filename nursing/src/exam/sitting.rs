//! The state of one sitting: where the student is, what they answered, and what became of it.

use std::collections::BTreeMap;

use leptos::prelude::*;
use shared::{
    bus,
    contract::{
        exam::{Attempt, ExamInfo, Paper, Question, Start, Submitted},
        problem::Code,
        slice::ExamProgress,
    },
    host::{self, Failure},
    store::{Store, use_store},
};

use super::outbox::{Outbox, Saving};

/// `Copy`, so that every handler can hold it.
#[derive(Clone, Copy)]
pub(super) struct Sitting {
    pub(super) exam: StoredValue<ExamInfo>,
    pub(super) questions: RwSignal<Vec<Question>>,
    pub(super) attempt: RwSignal<Option<Attempt>>,
    /// Option by question.
    pub(super) answers: RwSignal<BTreeMap<String, String>>,
    /// The question shown, from 1.
    pub(super) at: RwSignal<usize>,
    /// Milliseconds left; unknown until the server's clock is (a server render has none).
    pub(super) remaining: RwSignal<Option<i64>>,
    pub(super) saving: RwSignal<Saving>,
    /// A sentence about something that needs the student.
    pub(super) trouble: RwSignal<Option<String>>,
    /// The question before handing in.
    pub(super) finishing: RwSignal<bool>,
    /// Handing in is under way.
    pub(super) busy: RwSignal<bool>,
    /// The session has ended.
    pub(super) logged_out: RwSignal<bool>,
    outbox: Outbox,
    /// Nothing is sent until somebody has logged in.
    paused: StoredValue<bool>,
    /// Hand in as soon as the outbox is empty.
    leaving: StoredValue<bool>,
    store: Store,
}

impl Sitting {
    pub(super) fn new(paper: Paper, at: usize) -> Self {
        let saving = RwSignal::new(Saving::Saved);
        Sitting {
            outbox: Outbox::new(&paper.exam.id, saving),
            exam: StoredValue::new(paper.exam),
            questions: RwSignal::new(paper.questions),
            attempt: RwSignal::new(paper.attempt),
            answers: RwSignal::new(paper.answers),
            at: RwSignal::new(at),
            remaining: RwSignal::new(None),
            saving,
            trouble: RwSignal::new(None),
            finishing: RwSignal::new(false),
            busy: RwSignal::new(false),
            logged_out: RwSignal::new(false),
            paused: StoredValue::new(false),
            leaving: StoredValue::new(false),
            store: use_store(),
        }
    }

    /// What happens in the browser only, after the first view: the clock, answers from before, and the network's return.
    pub(super) fn come_alive(self) {
        let early = ticked_before_hydration();
        Effect::new(move || {
            self.tick();
            self.announce();
            // Answers that this device kept and the server may not have; they are newer than the page.
            let kept = self.outbox.recover();
            if !kept.is_empty() {
                self.answers.update(|answers| answers.extend(kept));
            }
            if let Some(option) = early.clone() {
                self.choose(option);
            }
            self.flush();
        });
        host::every(1000, move || self.tick());
        host::every(5000, move || self.flush());
        host::on_wake(move || self.flush());
        bus::subscribe("user:logged-in", 0, move |_| {
            self.logged_out.set(false);
            self.paused.set_value(false);
            self.flush();
        });
    }

    fn announce(self) {
        let exam_id = self.exam.with_value(|exam| exam.id.clone());
        self.store.set_current_exam(Some(ExamProgress { exam_id, progress: self.percent(), score: None, completed: false }));
    }

    fn percent(self) -> u32 {
        let total = self.exam.with_value(|exam| exam.questions).max(1);
        self.answers.with_untracked(|answers| answers.len() as u32 * 100 / total)
    }

    /// The question shown.
    pub(super) fn question(self) -> Option<Question> {
        let at = self.at.get();
        self.questions.with(|questions| questions.get(at - 1).cloned())
    }

    /// Takes an answer: shown at once, kept on the device, then sent.
    pub(super) fn choose(self, option: String) {
        let Some(question) = self
            .questions
            .with_untracked(|questions| questions.get(self.at.get_untracked() - 1).map(|question| question.id.clone()))
        else {
            return;
        };
        if self.answers.with_untracked(|answers| answers.get(&question) == Some(&option)) {
            return;
        }
        self.answers.update(|answers| drop(answers.insert(question.clone(), option.clone())));
        self.outbox.put(question, option);
        let progress = self.percent();
        self.store.update_exam_progress(|exam| exam.progress = progress);
        self.flush();
    }

    /// Shows question `number`; one beyond the last asks whether to hand in.
    pub(super) fn go(self, number: usize) {
        let (id, total) = self.exam.with_value(|exam| (exam.id.clone(), exam.questions as usize));
        if number > total {
            self.finishing.set(true);
        } else if number > self.questions.with_untracked(Vec::len) {
            // Before the start there is one question only.
            self.start(Start::default(), move |_| self.go(number));
        } else if number > 0 {
            self.at.set(number);
            host::navigate(&format!("/exam/{id}?q={number}"), true);
        }
    }

    fn start(self, body: Start, then: impl FnOnce(()) + 'static) {
        let path = self.exam.with_value(|exam| format!("/api/v1/exams/{}/attempts", exam.id));
        host::request::<_, Paper>("POST", &path, Some(&body), move |answer| match answer {
            Ok(paper) => {
                self.questions.set(paper.questions);
                self.attempt.set(paper.attempt);
                // What is in the outbox is newer than what the server knows.
                self.answers.update(|answers| {
                    for (item, option) in paper.answers {
                        answers.entry(item).or_insert(option);
                    }
                });
                self.trouble.set(None);
                self.tick();
                self.announce();
                then(());
            }
            Err(failure) => {
                self.outbox.done();
                self.refused(&failure);
            }
        });
    }

    /// Sends what is in the outbox, oldest first, one after the other.
    pub(super) fn flush(self) {
        if self.paused.get_value() {
            return;
        }
        let Some((item, answer)) = self.outbox.begin() else {
            if self.leaving.get_value() && self.outbox.is_empty() {
                self.leaving.set_value(false);
                self.submit();
            }
            return;
        };
        let Some(attempt) = self.attempt.get_untracked() else {
            // The answer itself starts the attempt.
            let body = Start { item: Some(item.clone()), option: Some(answer.option.clone()) };
            self.start(body, move |()| {
                self.outbox.sent(&item, answer.seq);
                self.flush();
            });
            return;
        };
        let path = format!("/api/v1/attempts/{}/answers/{item}", attempt.id);
        let seq = answer.seq;
        host::request::<_, shared::contract::exam::Saved>("PUT", &path, Some(&answer), move |outcome| match outcome {
            Ok(_) => {
                self.outbox.sent(&item, seq);
                self.trouble.set(None);
                self.flush();
            }
            Err(failure) => {
                let kept = matches!(&failure, Failure::Offline | Failure::Unreadable)
                    || matches!(&failure, Failure::Problem(problem) if problem.status == 401 || problem.status >= 500);
                if kept {
                    self.outbox.done();
                } else {
                    // The server will never take this one: say so rather than try for ever.
                    self.outbox.sent(&item, seq);
                }
                self.refused(&failure);
            }
        });
    }

    fn refused(self, failure: &Failure) {
        if self.leaving.get_value() {
            self.leaving.set_value(false);
            self.finishing.set(false);
        }
        match failure {
            Failure::Offline => self.saving.set(Saving::Offline),
            failure if failure.is_logged_out() => {
                self.paused.set_value(true);
                self.logged_out.set(true);
            }
            Failure::Problem(problem) if matches!(problem.code(), Some(Code::DeadlinePassed | Code::AlreadySubmitted)) => {
                self.submit();
            }
            failure => self.trouble.set(Some(failure.sentence())),
        }
    }

    fn tick(self) {
        let Some(deadline) = self.attempt.with_untracked(|attempt| attempt.as_ref().map(|attempt| attempt.deadline)) else {
            return;
        };
        let now = host::now();
        if now == 0 {
            return;
        }
        let left = (deadline - now).max(0);
        self.remaining.set(Some(left));
        if left == 0 && !self.busy.get_untracked() {
            // Too late for what is still in the outbox: the server takes nothing more.
            self.submit();
        }
    }

    /// Hands in once every answer has arrived.
    pub(super) fn hand_in(self) {
        if self.outbox.is_empty() {
            self.submit();
        } else {
            self.leaving.set_value(true);
            self.flush();
        }
    }

    /// Hands in, and shows the review.
    fn submit(self) {
        let Some(attempt) = self.attempt.get_untracked() else {
            self.finishing.set(false);
            self.trouble.set(Some("Answer at least one question before you finish.".into()));
            return;
        };
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let path = format!("/api/v1/attempts/{}/submit", attempt.id);
        host::request::<(), Submitted>("POST", &path, None, move |outcome| {
            self.busy.set(false);
            match outcome {
                Ok(done) => {
                    self.outbox.clear();
                    self.store.update_exam_progress(|exam| {
                        exam.score = Some(done.score.percent());
                        exam.completed = true;
                    });
                    host::navigate(&format!("/exam/{}/review/{}", done.exam, done.attempt), false);
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

/// The option that was ticked in the server's page before this code ran. Hydration sets the inputs anew, so it is read first.
fn ticked_before_hydration() -> Option<String> {
    #[cfg(feature = "hydrate")]
    {
        use leptos::wasm_bindgen::JsCast;

        let ticked = document().query_selector(".exam .option__input:checked").ok()??;
        let ticked = ticked.unchecked_into::<leptos::web_sys::HtmlInputElement>();
        // What the server ticked is no news, and may be older than what this device keeps.
        (!ticked.default_checked()).then(|| ticked.value())
    }
    #[cfg(not(feature = "hydrate"))]
    None
}
