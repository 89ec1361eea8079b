//! The attempts, and what the container's handlers do around the rules: they store, and tell.

use std::collections::{BTreeMap, HashMap};

use contract::{
    problem::Code,
    sitting::{Change, ChangeResult, Changes, ChangesTaken, HandIn, Rival},
};
use nursing_domain::sitting::{self, Attempt, Outcome, Refusal, Stored, check_count, check_device, rivals};

use super::call::{Call, Reply, State};

/// Every attempt that was opened, by its id.
#[derive(Default)]
pub struct Rules {
    attempts: HashMap<String, Sheet>,
}

struct Sheet {
    items: Vec<String>,
    attempt: Attempt,
}

impl Rules {
    /// Answers a call.
    ///
    /// # Errors
    /// The attempt was never opened.
    pub fn answer(&mut self, call: Call) -> Result<Reply, String> {
        Ok(match call {
            Call::Open { attempt, items, end, history } => {
                self.attempts.insert(attempt, Sheet { items, attempt: Attempt::restored(end, history) });
                Reply::default()
            }
            Call::Changes { attempt, now, body } => match serde_json::from_value(body) {
                Ok(changes) => self.sheet(&attempt)?.changes(&changes, now),
                Err(_) => refused(Code::InvalidBody),
            },
            Call::Submit { attempt, now, body } => self.sheet(&attempt)?.submit(body, now),
            Call::State { attempt, now } => self.sheet(&attempt)?.state(now),
        })
    }

    fn sheet(&mut self, attempt: &str) -> Result<&mut Sheet, String> {
        self.attempts.get_mut(attempt).ok_or_else(|| format!("`{attempt}` was never opened"))
    }
}

fn refused(code: Code) -> Reply {
    Reply { refused: Some(code.name()), ..Reply::default() }
}

impl Sheet {
    fn changes(&mut self, body: &Changes, now: i64) -> Reply {
        if check_device(&body.device).and(check_count(body.changes.len())).is_err() {
            return refused(Code::InvalidBody);
        }
        let was_open = self.attempt.end().submitted_at.is_none();
        let before = self.attempt.history().len();
        self.attempt.close_if_over(now);
        let results = body.changes.iter().map(|change| self.take(&body.device, change, now)).collect();
        let added = self.attempt.history()[before..].to_vec();
        let end = self.attempt.end().clone();
        let closes = was_open && end.submitted_at.is_some();
        let rescores = closes || added.iter().any(|stored| end.rescores(stored.outcome));
        let taken = Some(ChangesTaken { results, submitted_at: end.submitted_at, sitting: None });
        Reply { taken, added, scored: rescores.then(|| self.counting()), end: Some(end), ..Reply::default() }
    }

    fn take(&mut self, device: &str, sent: &Change, now: i64) -> ChangeResult {
        let change = sitting::Change {
            device: device.to_owned(),
            n: sent.n,
            item: sent.item.clone(),
            response: sent.response.clone(),
            base: sent.base,
            seq: None,
            claimed_at: sent.at,
        };
        let told = |code: Code, detail: String| ChangeResult {
            n: sent.n,
            outcome: Outcome::Refused,
            no: None,
            other: None,
            code: Some(code.name().to_owned()),
            detail: Some(detail),
        };
        let invalid = |refusal: Refusal| told(Code::InvalidBody, refusal.to_string());
        if let Err(refusal) = change.check_numbers() {
            return invalid(refusal);
        }
        if !self.items.contains(&change.item) {
            return told(Code::UnknownItem, Code::UnknownItem.sentence().to_owned());
        }
        match self.attempt.take(change, now) {
            Err(Refusal::Full) => told(Code::TooManyChanges, Code::TooManyChanges.sentence().to_owned()),
            Err(refusal) => invalid(refusal),
            Ok(stored) => {
                let other = self.attempt.history().iter().find(|other| Some(other.no) == stored.other).map(rival);
                ChangeResult { n: sent.n, outcome: stored.outcome, no: Some(stored.no), other, code: None, detail: None }
            }
        }
    }

    fn submit(&mut self, body: HandIn, now: i64) -> Reply {
        if body.device.as_deref().is_some_and(|device| check_device(device).is_err()) {
            return refused(Code::InvalidBody);
        }
        let closes = self.attempt.end().submitted_at.is_none();
        self.attempt.hand_in(body.at, body.device.zip(body.n), now);
        Reply { scored: closes.then(|| self.counting()), end: Some(self.attempt.end().clone()), ..Reply::default() }
    }

    fn state(&mut self, now: i64) -> Reply {
        let was_open = self.attempt.end().submitted_at.is_none();
        self.attempt.close_if_over(now);
        let end = self.attempt.end().clone();
        let closes = was_open && end.submitted_at.is_some();
        let mut state = State::default();
        for item in &self.items {
            let history: Vec<Stored> =
                self.attempt.history().iter().filter(|stored| stored.change.item == *item).cloned().collect();
            if let Some((current, open)) = rivals(&history) {
                state.answers.insert(item.clone(), (current.change.response.clone(), current.no));
                state.rivals.insert(item.clone(), open.iter().map(|rival| rival.no).collect());
            }
        }
        Reply { state: Some(state), scored: closes.then(|| self.counting()), end: Some(end), ..Reply::default() }
    }

    fn counting(&self) -> BTreeMap<String, String> {
        let current = |item: &String| self.attempt.current(item).map(|stored| (item.clone(), stored.change.response.clone()));
        self.items.iter().filter_map(current).collect()
    }
}

fn rival(stored: &Stored) -> Rival {
    Rival {
        device: stored.change.device.clone(),
        device_name: String::new(),
        response: stored.change.response.clone(),
        received_at: stored.received_at,
        no: stored.no,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn said(rules: &mut Rules, call: Value) -> Value {
        let call = serde_json::from_value(call).expect("a call");
        serde_json::to_value(rules.answer(call).expect("an opened attempt")).expect("JSON")
    }

    fn opened() -> Rules {
        let mut rules = Rules::default();
        let end = json!({ "started_at": 0, "deadline": 1_000, "submitted_at": null, "by": null });
        said(&mut rules, json!({ "open": { "attempt": "a", "items": ["q"], "end": end, "history": [] } }));
        rules
    }

    fn changes(rules: &mut Rules, device: &str, n: i64, item: &str, now: i64) -> Value {
        let change = json!({ "n": n, "item": item, "response": device, "base": 0, "at": 10 });
        let body = json!({ "device": device, "device_name": "", "changes": [change] });
        said(rules, json!({ "changes": { "attempt": "a", "now": now, "body": body } }))
    }

    #[test]
    fn what_is_told_is_what_has_to_be_committed() {
        let mut rules = opened();
        assert_eq!(changes(&mut rules, "d1", 1, "q", 20)["added"][0]["no"], 1);
        let conflict = changes(&mut rules, "d2", 1, "q", 30);
        assert_eq!(conflict["taken"]["results"][0]["outcome"], "conflict");
        assert_eq!(conflict["taken"]["results"][0]["other"]["response"], "d1");
        assert_eq!(conflict["added"][0]["other"], 1);
        let state = said(&mut rules, json!({ "state": { "attempt": "a", "now": 40 } }));
        assert_eq!(state["state"], json!({ "answers": { "q": ["d2", 2] }, "rivals": { "q": [1] } }));
        assert_eq!(changes(&mut rules, "d2", 1, "q", 50).get("added"), None, "the same again is nothing new");
        assert_eq!(changes(&mut rules, "d2", 2, "z", 50)["taken"]["results"][0]["code"], "unknown-item");
        assert_eq!(changes(&mut rules, "form", 2, "q", 50)["refused"], "invalid-body");
    }

    #[test]
    fn a_score_is_made_at_the_end_and_for_what_comes_late() {
        let mut rules = opened();
        assert_eq!(changes(&mut rules, "d1", 1, "q", 20).get("scored"), None);
        let submit = json!({ "submit": { "attempt": "a", "now": 40, "body": { "device": "d1", "n": 3, "at": 30 } } });
        assert_eq!(said(&mut rules, submit.clone())["scored"], json!({ "q": "d1" }));
        assert_eq!(said(&mut rules, submit).get("scored"), None);
        let late = changes(&mut rules, "d1", 2, "q", 50);
        assert_eq!((&late["taken"]["results"][0]["outcome"], &late["scored"]), (&json!("late"), &json!({ "q": "d1" })));
    }

    #[test]
    fn the_clock_hands_in_before_a_change_is_taken() {
        let mut rules = opened();
        let late = changes(&mut rules, "d1", 1, "q", 90_000);
        assert_eq!((&late["end"]["submitted_at"], &late["scored"]), (&json!(1_000), &json!({ "q": "d1" })));
    }

    #[test]
    fn what_was_never_opened_or_cannot_be_read_is_an_error() {
        let call = json!({ "state": { "attempt": "b", "now": 1 } });
        assert!(Rules::default().answer(serde_json::from_value(call).expect("a call")).is_err());
        let said: Value = serde_json::from_slice(&crate::answer(b"{}")).expect("JSON");
        assert!(said["error"].is_string());
    }
}
