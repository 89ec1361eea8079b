//! What became of answers that came from several devices, or after the end. Nothing of that counts, or doesn't, without a word here.

use contract::{
    exam::{Arrival, Review, ReviewedQuestion},
    sitting::{Conflict, Rival},
};
use leptos::prelude::*;
use ui_components::{Alert, Badge, Tone};

use crate::time::after;

/// A line below a question: a mark, and what happened.
pub(super) struct Note {
    mark: &'static str,
    sentence: String,
}

/// Of every question, in order.
pub(super) fn of(review: &Review) -> Vec<Vec<Note>> {
    let end = review.attempt.submitted_at.unwrap_or(review.attempt.deadline);
    // What came after the end stands in the question itself.
    let before_end = |conflict: &&Conflict| conflict.other.received_at <= end;
    let of_question = |question: &ReviewedQuestion| {
        let late = question.arrived.iter().map(|arrival| late(arrival, end));
        let conflicts = review.conflicts.iter().filter(before_end).filter(|conflict| conflict.item == question.id);
        let after_end = question.after_end.iter().map(|arrival| after_end(arrival, end));
        late.chain(conflicts.map(|conflict| two_answers(conflict, end))).chain(after_end).collect()
    };
    review.questions.iter().map(of_question).collect()
}

fn late(arrival: &Arrival, end: i64) -> Note {
    let Arrival { device_name, given_at, received_at, .. } = arrival;
    let given = given_at.map_or_else(String::new, |at| format!("given at {}, ", after(end, at)));
    let sentence = format!(
        "Your answer from {} was {given}before the end, and reached us at {}. It counts.",
        device(device_name),
        after(end, *received_at)
    );
    Note { mark: "Arrived late", sentence }
}

fn after_end(arrival: &Arrival, end: i64) -> Note {
    let Arrival { device_name, response, given_at, received_at } = arrival;
    let given = given_at.map_or_else(String::new, |at| format!(", given at {}", after(end, at)));
    let sentence = format!(
        "{} from {}{given}, reached us at {}, after the end. It is kept, but does not count.",
        answer(response),
        device(device_name),
        after(end, *received_at)
    );
    Note { mark: "After the end", sentence }
}

fn two_answers(conflict: &Conflict, end: i64) -> Note {
    let told = |Rival { device_name, response, received_at, .. }: &Rival| {
        format!("{} from {}, which reached us at {}", answer(response), device(device_name), after(end, *received_at))
    };
    let sentence = format!(
        "{}, counts. {}, does not. You did not choose between them, so the later one was taken.",
        told(&conflict.mine),
        told(&conflict.other)
    );
    Note { mark: "Two devices", sentence }
}

fn answer(response: &str) -> String {
    match response {
        "" => "No answer".to_owned(),
        response => format!("Answer {}", response.replace(',', ", ")),
    }
}

fn device(name: &str) -> &str {
    if name.is_empty() { "another page" } else { name }
}

/// On top of the page: which questions have one.
pub(super) fn overview(notes: &[Vec<Note>]) -> impl IntoView + use<> {
    let numbers: Vec<usize> = (1..=notes.len()).filter(|number| !notes[number - 1].is_empty()).collect();
    let link = |number: usize| view! { <a href=format!("#question-{number}")>{format!("Question {number}")}</a> " " };
    (!numbers.is_empty()).then(|| {
        view! {
            <Alert title="Some answers came late, or from two devices">
                <p>"Each of these says what counts: "{numbers.into_iter().map(link).collect_view()}</p>
            </Alert>
        }
    })
}

/// A question's own.
pub(super) fn list(notes: Vec<Note>) -> impl IntoView {
    let note = |Note { mark, sentence }| view! { <li><Badge tone=Tone::Info>{mark}</Badge> " " {sentence}</li> };
    (!notes.is_empty()).then(|| view! { <ul class="review-question__notes">{notes.into_iter().map(note).collect_view()}</ul> })
}
