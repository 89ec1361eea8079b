//! The state of one sitting: where the student is and what they answered. What becomes of it is [`super::course`]'s.

use contract::{
    event::UserLoggedIn,
    exam::{Attempt, ExamInfo},
    outbox,
    slice::{ExamProgress, Store},
    store::use_store,
};
use leptos::{
    ev::{Event, SubmitEvent},
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{HtmlButtonElement, HtmlInputElement},
};
use mf_remote::{bus, effect, host};

use super::{
    answers::Answers,
    entry,
    paper::{Choice, Paper, Question},
    rival::Rival,
    saving::Saving,
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
    /// The attempt has begun.
    pub(super) started: RwSignal<bool>,
    /// The question before handing in.
    pub(super) finishing: RwSignal<bool>,
    /// Handed in on this device: nothing is changed any more.
    pub(super) handed_in: RwSignal<bool>,
    /// The session has ended.
    pub(super) logged_out: RwSignal<bool>,
    /// Questions that two devices answered differently, until the student has chosen.
    pub(super) rivals: RwSignal<Vec<Rival>>,
    pub(super) store: Store,
    rest: StoredValue<Rest>,
}

/// What no view follows.
pub(super) struct Rest {
    pub(super) exam: ExamInfo,
    pub(super) attempt: Option<Attempt>,
    pub(super) questions: Vec<Question>,
    /// The start is under way.
    pub(super) starting: bool,
    /// The question to go to once it has begun.
    pub(super) wanted: Option<usize>,
    /// The numbers of those answers whose fate the student was told.
    pub(super) told: Vec<u32>,
    /// What the mount's callbacks belong to.
    pub(super) owner: Option<Owner>,
}

/// How a question looks in the navigator.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) answered: bool,
    pub(super) here: bool,
}

impl Sitting {
    pub(super) fn new(paper: Paper, at: usize, trouble: Option<String>) -> Self {
        let Paper { exam, attempt, questions, answers, .. } = paper;
        let owner = Owner::current();
        Sitting {
            answers: RwSignal::new(Answers::new(answers)),
            at: RwSignal::new(at),
            remaining: RwSignal::new(-1),
            saving: RwSignal::new(Saving {
                state: "saved".into(),
                words: "Saved".into(),
                needs_network: false,
                signed_out: false,
            }),
            trouble: RwSignal::new(trouble),
            started: RwSignal::new(attempt.is_some()),
            finishing: RwSignal::new(false),
            handed_in: RwSignal::new(false),
            logged_out: RwSignal::new(false),
            rivals: RwSignal::new(Vec::new()),
            store: use_store(),
            rest: StoredValue::new(Rest { exam, attempt, questions, starting: false, wanted: None, told: Vec::new(), owner }),
        }
    }

    pub(super) fn with<R>(self, read: impl FnOnce(&mut Rest) -> R) -> R {
        // Handlers end with the mount, so the value is there whenever one runs.
        self.rest.try_update_value(read).expect("the sitting's own value")
    }

    /// What happens in the browser only, after the first view: the clock, answers from before, and the outbox.
    pub(super) fn come_alive(self) {
        // What was entered before this code arrived. What the server ticked is no news, and may be older than what this device keeps.
        let early = entered().filter(|entry| entry.is_new).map(|entry| entry.response);
        effect(move || {
            self.follow();
            self.tick();
            self.announce();
            if let Some(response) = early.clone() {
                self.choose(response);
            }
        });
        host::every(1000, move || self.tick());
        host::on_wake(move || self.tick());
        bus::hear::<UserLoggedIn>(move || {
            // The outbox hears of it itself; a start that was refused is nobody's but ours.
            self.logged_out.set(false);
            if self.with(|rest| std::mem::take(&mut rest.starting)) {
                self.start();
            }
        });
    }

    pub(super) fn announce(self) {
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

    /// The number of a question.
    pub(super) fn number(self, item: &str) -> String {
        self.with(|rest| rest.questions.iter().position(|question| question.id == item).map_or(0, |at| at + 1)).to_string()
    }

    /// The options of a question that are chosen in one of two answers, each with its letter, as HTML that the server has cleaned.
    pub(super) fn words(self, item: &str, answers: &[String; 2]) -> String {
        self.with(|rest| {
            let question = rest.questions.iter().find(|question| question.id == item);
            let options = question.and_then(|question| question.groups.first()).map_or(&[][..], |group| &group.options);
            let is_chosen = |option: &&Choice| answers.iter().any(|answer| answer.split(',').any(|one| one == option.id));
            options.iter().filter(is_chosen).flat_map(|option| ["<p><b>", &*option.id, "</b> ", &*option.text, "</p>"]).collect()
        })
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

    /// A field of the question was changed. One option too many is unticked again; a number is taken when it is whole.
    pub(super) fn enter(self, event: &Event) {
        let Some(entry) = entered() else { return };
        if entry.ticked > self.question().most() {
            event_target::<HtmlInputElement>(event).set_checked(false);
            return;
        }
        self.choose(entry.response);
    }

    /// Takes an answer to the question shown.
    fn choose(self, response: String) {
        let item = untrack(move || self.item());
        if self.answers.with_untracked(|answers| answers.get(&item) != Some(&*response)) {
            self.answer(&item, &response);
        }
    }

    /// Takes an answer: shown at once, then handed to the outbox, which keeps and sends it.
    pub(super) fn answer(self, item: &str, response: &str) {
        if self.handed_in.get_untracked() {
            return self.finishing.set(true);
        }
        self.answers.update(|answers| answers.put(item, response));
        // Whoever answers has chosen.
        self.rivals.update(|rivals| rivals.retain(|rival| rival.item != item));
        let progress = self.percent();
        self.store.update_exam_progress(|exam| exam.progress = progress);
        match self.attempt() {
            Some(attempt) => outbox::put(&attempt, item, response, self.answers.with_untracked(|answers| answers.base(item))),
            // An answer begins the attempt, and goes on its way after that.
            None => {
                self.say("keeping", "Saving…");
                // Only for a page that goes before the server has answered.
                outbox::put(&self.with(|rest| ["start:", &rest.exam.id].concat()), item, response, 0);
                self.start();
            }
        }
    }

    /// Shows where the answers are, while the outbox knows of none.
    pub(super) fn say(self, state: &str, words: &str) {
        self.saving.set(Saving { state: state.into(), words: words.into(), needs_network: false, signed_out: false });
    }

    /// The attempt's id.
    pub(super) fn attempt(self) -> Option<String> {
        self.with(|rest| rest.attempt.as_ref().map(|attempt| attempt.id.clone()))
    }

    /// A button of the form: what it would have sent as `go`.
    pub(super) fn press(self, event: SubmitEvent) {
        event.prevent_default();
        let at = self.at.get_untracked();
        let button = event.submitter().map(JsCast::unchecked_into::<HtmlButtonElement>);
        match button.map(|button| button.value()).as_deref() {
            Some("start") => self.start(),
            Some("prev") => self.go(at - 1),
            Some("submit") => self.finishing.set(true),
            Some(number) => self.go(number.parse().unwrap_or(at + 1)),
            None => self.go(at + 1),
        }
    }

    /// Shows question `number`; one beyond the last asks whether to hand in.
    pub(super) fn go(self, number: usize) {
        let (id, total, known) = self.with(|rest| (rest.exam.id.clone(), rest.exam.questions as usize, rest.questions.len()));
        if number > total {
            self.finishing.set(true);
        } else if number > known && self.with(|rest| rest.starting) {
            // Answered a moment ago: the others are on their way.
            self.with(|rest| rest.wanted = Some(number));
        } else if number > known {
            // Before the start there is one question only, and looking on starts nothing.
            self.trouble.set(Some("Press Start to see the other questions. The time begins then.".into()));
        } else if number > 0 {
            self.at.set(number);
            host::navigate(&["/exam/", &id, "?q=", &number.to_string()].concat(), true);
        }
    }

    /// Hands in on this device: the outbox sends what is left, then that.
    pub(super) fn hand_in(self) {
        match self.attempt() {
            Some(attempt) => {
                self.handed_in.set(true);
                outbox::hand_in(&attempt);
            }
            None => {
                self.finishing.set(false);
                self.trouble.set(Some("Answer at least one question before you finish.".into()));
            }
        }
    }
}

/// What stands in the page's fields; none on the server.
fn entered() -> Option<entry::Entry> {
    if cfg!(feature = "hydrate") { entry::read() } else { None }
}
