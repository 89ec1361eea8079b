//! The course of a sitting: its start, what comes back of the answers, and its end.

use contract::{
    exam::{Chosen, Submitted},
    outbox::{self, Outcome, Status},
};
use leptos::prelude::*;
use mf_remote::host::{self, Failure};

use super::{answers::Answers, paper::Paper, rival::Rival, saving::Saving, sitting::Sitting};

impl Sitting {
    /// Starts the attempt, or finds the one that is running.
    pub(super) fn start(self) {
        if self.with(|rest| rest.attempt.is_some() || std::mem::replace(&mut rest.starting, true)) {
            return;
        }
        let exam = self.with(|rest| rest.exam.id.clone());
        outbox::start(&exam, move |answer| {
            // Refused until somebody has logged in, it stays to be done.
            self.with(|rest| rest.starting = answer.as_ref().is_err_and(Failure::is_logged_out));
            match answer {
                Ok(paper) => self.begin(paper),
                Err(failure) if failure.is_logged_out() => self.logged_out.set(true),
                Err(failure) => {
                    if self.answers.with_untracked(|answers| answers.len() > 0) {
                        self.say("unkept", "Not saved");
                    }
                    let why = if failure == Failure::Offline { "You seem to be offline.".to_owned() } else { failure.sentence() };
                    self.trouble.set(Some(why + " The exam has not started: press Start to try again."));
                }
            }
        });
    }

    fn begin(self, paper: Paper) {
        let early = self.answers.get_untracked();
        let owner = self.with(|rest| {
            rest.questions = paper.questions;
            rest.attempt = paper.attempt;
            rest.owner.clone()
        });
        self.answers.set(Answers::new(paper.answers));
        self.trouble.set(None);
        self.started.set(true);
        self.tick();
        self.announce();
        if let Some(owner) = owner {
            owner.with(|| self.follow());
        }
        if let Some(number) = self.with(|rest| rest.wanted.take()) {
            self.go(number);
        }
        // What was answered before it began.
        for (item, response) in early.all() {
            self.answer(item, response);
        }
    }

    /// Hears of the answers' fate from now on.
    pub(super) fn follow(self) {
        if let Some(attempt) = self.attempt() {
            outbox::watch(&attempt, move |status| self.hear(status));
        }
    }

    fn hear(self, status: Status) {
        let at = status.at as usize;
        if at > 0 && at != self.at.get_untracked() && at <= self.with(|rest| rest.questions.len()) {
            self.at.set(at);
        }
        if status.deadline > 0 {
            self.with(|rest| rest.attempt.iter_mut().for_each(|attempt| attempt.deadline = status.deadline));
        }
        let saving = Saving::of(&status);
        // Once: "Later" in the dialog stays said.
        if self.saving.with_untracked(|known| known.signed_out != saving.signed_out) {
            self.logged_out.set(saving.signed_out);
        }
        if self.saving.with_untracked(|known| *known != saving) {
            self.saving.set(saving);
        }
        // What earlier pages and other tabs of this device did, which this page's server may not have known.
        for Chosen { item, response, no } in &status.answers {
            let news = self.answers.with_untracked(|answers| match no {
                0 => answers.get(item) != Some(response),
                _ => answers.base(item) < *no,
            });
            if news {
                self.answers.update(|answers| {
                    answers.put(item, response);
                    answers.know(item, *no);
                });
            }
        }
        for outcome in &status.results {
            if !self.with(|rest| rest.told.contains(&outcome.n)) {
                self.with(|rest| rest.told.push(outcome.n));
                self.tell(outcome);
            }
        }
        let refused = !status.refused.is_empty();
        if let Some(done) = &status.done {
            self.finished(done);
        } else if refused && self.handed_in.get_untracked() {
            self.trouble.set(Some(status.refused));
        }
        let handed_in = status.handed_in && !refused;
        if self.handed_in.get_untracked() != handed_in {
            self.handed_in.set(handed_in);
            self.finishing.set(handed_in);
        }
    }

    /// The server has decided on an answer.
    fn tell(self, outcome: &Outcome) {
        // Nobody looks at revisions.
        self.answers.update_untracked(|answers| answers.know(&outcome.item, outcome.no));
        let number = self.number(&outcome.item);
        let trouble = match &*outcome.outcome {
            "refused" => ["Your answer to question ", &number, " could not be saved. ", &outcome.detail],
            "after-end" => ["Your answer to question ", &number, " came after the end. It is kept, but does not count.", ""],
            "conflict" => {
                let mine = self.answers.with_untracked(|answers| answers.get(&outcome.item).unwrap_or_default().to_owned());
                let answers = [mine, outcome.response.clone()];
                let rival = Rival {
                    sentence: Rival::sentence(&number, &outcome.device),
                    words: self.words(&outcome.item, &answers),
                    item: outcome.item.clone(),
                    answers,
                };
                return self.rivals.update(|rivals| rivals.push(rival));
            }
            _ => return,
        };
        self.trouble.set(Some(trouble.concat()));
    }

    pub(super) fn tick(self) {
        let now = host::now();
        let Some(deadline) = self.with(|rest| rest.attempt.as_ref().map(|attempt| attempt.deadline)).filter(|_| now > 0) else {
            return;
        };
        let left = (deadline - now).max(0);
        self.remaining.set(left);
        // Every few seconds, while nobody answers: this page's clock alone ends nothing.
        if left == 0
            && now / 1000 % 5 == 0
            && !self.handed_in.get_untracked()
            && let Some(attempt) = self.attempt()
        {
            outbox::end(&attempt);
        }
    }

    /// The server has taken it all: the review.
    fn finished(self, done: &Submitted) {
        if self.with(|rest| rest.attempt.take().is_some()) {
            self.store.update_exam_progress(|exam| {
                exam.score = Some(done.score.percent());
                exam.completed = true;
            });
            host::navigate(&["/exam/", &done.exam, "/review/", &done.attempt].concat(), false);
        }
    }
}
