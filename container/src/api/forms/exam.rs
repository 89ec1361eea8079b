//! Starting, sitting down, answering and handing in as forms.

use axum::{
    extract::{self, Path},
    response::Redirect,
};
use contract::{exam::Start, problem::Code, sitting::HandIn, user::User};

use super::{Fields, failure, target::encode, with_query};
use crate::api::{
    Error, Result, State, Viewer,
    attempts::{self, Device, Unnumbered},
    exams,
};

/// A form's own address, asked for by a reload after its answer was lost: the page that has the form.
pub(super) async fn reloaded(Path(exam): Path<String>) -> Redirect {
    Redirect::to(&page(&exam))
}

pub(super) async fn start(
    extract::State(state): extract::State<State>,
    Viewer(user): Viewer,
    Path(exam): Path<String>,
) -> Redirect {
    let page = page(&exam);
    let Some(user) = user else {
        return to_login(&page);
    };
    match exams::start(&state, &user, &exam, &Start::default(), None).await {
        Ok(_) => Redirect::to(&page),
        Err(error) => failure(&page, &error, &[]),
    }
}

/// One question's form. `attempt` is the attempt that the page showed, where it showed one: a page that was left open until
/// the time was over must not begin a new attempt.
#[derive(Default)]
pub(super) struct AnswerForm {
    attempt: String,
    item: String,
    /// The ticked options or the number, as the text of a response.
    response: String,
    seq: String,
    /// The revision of the question's answer that the page showed.
    base: String,
    go: String,
    at: String,
}

impl AnswerForm {
    /// Of the form's fields; of a repeated one the first counts, but every ticked option.
    fn of(fields: Vec<(String, String)>) -> AnswerForm {
        let mut form = AnswerForm::default();
        for (name, value) in fields {
            let field = match name.as_str() {
                "option" => {
                    if !form.response.is_empty() {
                        form.response.push(',');
                    }
                    form.response.push_str(&value);
                    continue;
                }
                "attempt" => &mut form.attempt,
                "item" => &mut form.item,
                "seq" => &mut form.seq,
                "base" => &mut form.base,
                "go" => &mut form.go,
                "at" => &mut form.at,
                _ => continue,
            };
            if field.is_empty() {
                *field = value;
            }
        }
        form
    }
}

pub(super) async fn answer(
    extract::State(state): extract::State<State>,
    Viewer(user): Viewer,
    Path(exam): Path<String>,
    Fields(fields): Fields<Vec<(String, String)>>,
) -> Redirect {
    let here = page(&exam);
    let form = match fields {
        Ok(fields) => AnswerForm::of(fields),
        Err(error) => return failure(&here, &error, &[]),
    };
    let at = form.at.parse::<usize>().unwrap_or(1).max(1);
    let here = numbered(&here, at);
    let Some(user) = user else {
        let lost = !form.item.is_empty() && !form.response.is_empty();
        // Said where it is to be chosen again, after the log-in.
        return to_login(&if lost { with_query(&here, &[("error", Code::AnswerNotSaved.name())]) } else { here });
    };
    match save_and_go(&state, &user, &exam, &form, at).await {
        Ok(address) => Redirect::to(&address),
        Err(error) => failure(&here, &error, &[]),
    }
}

/// "Continue here" of a page without scripts.
pub(super) async fn sit(
    extract::State(state): extract::State<State>,
    Viewer(user): Viewer,
    Path(exam): Path<String>,
) -> Redirect {
    let page = page(&exam);
    let Some(user) = user else {
        return to_login(&page);
    };
    let seated = async {
        match state.db().running(&user.id, &exam).await? {
            Some(running) => attempts::sit(&state, &user, &running.attempt.id, &Device::form()).await,
            // Nothing to sit down at: the page says so.
            None => Ok(()),
        }
    };
    match seated.await {
        Ok(()) => Redirect::to(&page),
        Err(error) => failure(&page, &error, &[]),
    }
}

pub(super) async fn submit(
    extract::State(state): extract::State<State>,
    Viewer(user): Viewer,
    Path(exam): Path<String>,
) -> Redirect {
    let page = page(&exam);
    let Some(user) = user else {
        return to_login(&page);
    };
    match hand_in(&state, &user, &exam).await {
        Ok(address) => Redirect::to(&address),
        Err(error) => failure(&page, &error, &[]),
    }
}

/// Saves the form's answer, if it has one, and returns where to go.
async fn save_and_go(state: &State, user: &User, exam: &str, form: &AnswerForm, at: usize) -> Result<String> {
    let questions = state.bank().exam(exam).ok_or_else(|| Error::code(Code::UnknownExam))?.items.len().max(1);
    let answer = match form.item.is_empty() {
        true => None,
        // Nothing ticked says nothing, unless there was something before: then the student took it back.
        false if form.response.trim().is_empty() && !had_answer(state, user, form).await? => None,
        false => Some((&form.item, &form.response)),
    };
    let saved = match (answer, form.attempt.is_empty()) {
        (Some((item, response)), false) => {
            let (base, seq) = (form.base.parse().ok(), form.seq.parse().ok());
            let answer = Unnumbered { item, response, base, seq };
            attempts::save(state, user, &form.attempt, answer).await.map(|_| ())
        }
        (Some((item, response)), true) => {
            let body = Start { item: Some(item.clone()), response: Some(response.clone()), ..Start::default() };
            exams::start(state, user, exam, &body, None).await.map(|_| ())
        }
        // Looking at questions begins no attempt: there is only one to be seen before the start.
        (None, true) if form.go != "submit" => {
            if state.db().running(&user.id, exam).await?.is_none() {
                return Ok(page(exam));
            }
            Ok(())
        }
        (None, _) => Ok(()),
    };
    if form.go == "submit" {
        return match saved {
            // The clock was quicker: there is a review all the same.
            Ok(()) => hand_in(state, user, exam).await,
            Err(error) if matches!(error.public_code(), Code::DeadlinePassed | Code::AlreadySubmitted) => {
                hand_in(state, user, exam).await
            }
            Err(error) => Err(error),
        };
    }
    saved?;
    let to = match form.go.as_str() {
        "prev" => at.saturating_sub(1),
        "next" => at + 1,
        other => other.parse().unwrap_or(at),
    };
    Ok(numbered(&page(exam), to.clamp(1, questions)))
}

/// Whether the form's question has an answer in the student's attempt.
async fn had_answer(state: &State, user: &User, form: &AnswerForm) -> Result<bool> {
    let is_own = state.sheet(&form.attempt).await?.is_some_and(|sheet| sheet.user == user.id);
    Ok(is_own && state.db().answers(&form.attempt).await?.get(&form.item).is_some_and(|response| !response.is_empty()))
}

/// Hands the attempt in progress in, or finds the last one that was, and returns its review's address.
async fn hand_in(state: &State, user: &User, exam: &str) -> Result<String> {
    if state.bank().exam(exam).is_none() {
        return Err(Error::code(Code::UnknownExam));
    }
    let attempt = match state.db().running(&user.id, exam).await? {
        Some(running) => attempts::submit(state, user, &running.attempt.id, &HandIn::default()).await?.attempt,
        None => {
            let last = state.db().last_finished(&user.id, exam).await?;
            last.ok_or_else(|| Error::code(Code::UnknownAttempt))?.attempt.id
        }
    };
    Ok(format!("{}/review/{attempt}", page(exam)))
}

/// The exam's page. The id comes from the request's path, decoded, and could be anything.
fn page(exam: &str) -> String {
    let mut page = String::from("/exam/");
    encode(exam, &mut page);
    page
}

fn numbered(page: &str, number: usize) -> String {
    with_query(page, &[("q", &number.to_string())])
}

fn to_login(next: &str) -> Redirect {
    Redirect::to(&with_query("/login", &[("next", next)]))
}
