//! The course of a sitting: its start, what comes back of the answers, and its end.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use shared::{
    contract::{
        exam::{Chosen, Start, Submitted},
        sitting::Device as Here,
    },
    host::{self, Failure},
    outbox::{self, Outcome, Status},
};

use super::{answers::Answers, paper::Paper, rival::Rival, saving::Saving, sitting::Sitting};

/// For so long a device that was heard of may still be in use, in milliseconds.
const RECENT: i64 = 30 * 60_000;

/// `shared::contract::sitting::AttemptState`, as far as the end of an attempt is concerned.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
struct State {
    now: i64,
    deadline: i64,
    submitted_at: Option<i64>,
}

impl Sitting {
    /// Finds out which device this is: the exam may be open on another one.
    pub(super) fn sit_down(self) {
        outbox::device(move |here| {
            let elsewhere = self.with(|rest| {
                let seat = rest.seat.take().filter(|seat| seat.device != here.device && host::now() - seat.seen_at < RECENT);
                rest.here = Some(here);
                seat
            });
            match elsewhere {
                Some(seat) => {
                    let minutes = ((host::now() - seat.seen_at) / 60_000).to_string();
                    self.rival.set(Some(Rival {
                        sentence: ["This exam is open on ", &seat.device_name, ", last heard ", &minutes, " minutes ago."]
                            .concat(),
                        there: "Leave it there".into(),
                        here: "Continue here".into(),
                        answers: None,
                    }));
                }
                None => self.take_seat(),
            }
        });
    }

    /// The student goes on at this device.
    pub(super) fn take_seat(self) {
        let Some((attempt, here)) = self.attempt().zip(self.with(|rest| rest.here.clone())) else { return };
        let body = Here { device: here.device, device_name: here.device_name };
        // Only tells other devices; if it fails, an answer tells them, too.
        host::request::<_, State>("POST", &["/api/v1/attempts/", &attempt, "/sitting"].concat(), Some(&body), |_| {});
    }

    /// Starts the attempt, or finds the one that is running.
    pub(super) fn start(self) {
        if self.with(|rest| rest.attempt.is_some() || std::mem::replace(&mut rest.asking, true)) {
            return;
        }
        let (path, key, here) = self.with(|rest| {
            let here = rest.here.clone();
            // The same for every try, so that a start whose answer was lost is not begun again.
            let key = rest.start_key.get_or_insert_with(|| {
                let device = here.as_ref().map_or("page", |here| &here.device);
                [device, "-", &rest.exam.id, "-", &host::now().to_string()].concat()
            });
            (["/api/v1/exams/", &rest.exam.id, "/attempts"].concat(), key.clone(), here)
        });
        let (device, device_name) = here.map(|here| (here.device, here.device_name)).unzip();
        let body = Start { device, device_name, item: None, response: None };
        host::request_once::<_, Paper>(&key, "POST", &path, &body, move |answer| {
            self.with(|rest| rest.asking = false);
            match answer {
                Ok(paper) => self.begin(paper),
                Err(failure) if failure.is_logged_out() => self.logged_out.set(true),
                Err(Failure::Offline) => {
                    self.trouble
                        .set(Some("You seem to be offline, so the exam has not started. Press Start to try again.".into()));
                }
                Err(failure) => self.trouble.set(Some(failure.sentence())),
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
        let saving = Saving::of(&status);
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
        if self.logged_out.get_untracked() != status.signed_out {
            self.logged_out.set(status.signed_out);
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
                let rival = Rival::of_answers(&outcome.item, &number, &outcome.device, mine, outcome.response.clone());
                return self.rival.set(Some(rival));
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
        // Every few seconds, while nobody answers.
        if left == 0 && now / 1000 % 5 == 0 && !self.handed_in.get_untracked() {
            self.ask_for_the_end();
        }
    }

    /// This page thinks that the time is over. It may be wrong, or the time may have been extended: the server knows.
    fn ask_for_the_end(self) {
        let Some(attempt) = self.attempt().filter(|_| self.with(|rest| !std::mem::replace(&mut rest.asking, true))) else {
            return;
        };
        let path = ["/api/v1/attempts/", &attempt, "/state"].concat();
        host::request::<(), State>("GET", &path, None, move |answer| {
            self.with(|rest| rest.asking = false);
            match answer {
                Ok(state) if state.submitted_at.is_none() && state.now < state.deadline => self.with(|rest| {
                    if let Some(attempt) = &mut rest.attempt {
                        attempt.deadline = state.deadline;
                    }
                }),
                Err(Failure::Offline | Failure::Unreadable) => {
                    let sentence =
                        "The time seems to be over. Your answers are kept; they are handed in as soon as you are online.";
                    self.trouble.set(Some(sentence.into()));
                }
                _ => self.hand_in(),
            }
        });
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
