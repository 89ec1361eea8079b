//! `./Review`: the result, by topic and by question, with the rationale of every option.

use leptos::prelude::*;
use shared::{
    abi::Request,
    contract::{
        exam::{Review, ReviewedChoice, ReviewedQuestion, TopicScore},
        props::NoProps,
    },
    remote::{Mount, page},
};
use ui_components::{Badge, ScoreRing, Tone};

/// The review of the attempt in the address.
pub fn plan(_props: &NoProps, request: &Request) -> String {
    let plain = |id: &&str| id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    format!("/api/v1/attempts/{}/review", request.param("attempt").filter(plain).unwrap_or("-"))
}

/// The review.
pub fn view(mount: Mount<NoProps, Review>) -> impl IntoView {
    page::set_title(&format!("Review: {}", mount.data.exam.title));
    result(mount.data)
}

fn result(review: Review) -> impl IntoView {
    let Review { exam, score, topics, questions, .. } = review;
    let passed = score.passed();
    let verdict = if passed { "Passed. Well done." } else { "Not passed yet. Here is what to work on." };
    let again = format!("/exam/{}", exam.id);
    view! {
        <div class="page-stack">
        <section class="result-hero">
            <ScoreRing percent=score.percent() passed/>
            <div class="result-hero__text">
                <p class="eyebrow">{exam.title}</p>
                <h1>{verdict}</h1>
                <p class="muted">{format!("{} of {} correct. The pass mark is 75 percent.", score.correct, score.total)}</p>
                <div class="row">
                    <a class="ui-button ui-button--primary" href="/exams">"All exams"</a>
                    <a class="ui-button ui-button--secondary" href=again>"Take again"</a>
                </div>
            </div>
        </section>
        <section class="stack" aria-labelledby="topics-title">
            <h2 id="topics-title">"By topic"</h2>
            <ul class="topic-list">{topics.into_iter().map(topic).collect_view()}</ul>
        </section>
        <section class="stack" aria-labelledby="questions-title">
            <h2 id="questions-title">"Question by question"</h2>
            {questions.into_iter().enumerate().map(|(index, reviewed)| question(index + 1, reviewed)).collect_view()}
        </section>
        </div>
    }
}

fn topic(topic: TopicScore) -> impl IntoView {
    let TopicScore { topic, score } = topic;
    let class = if score.passed() { "ui-progress ui-progress--success" } else { "ui-progress ui-progress--warning" };
    view! {
        <li class="topic">
            <span class="topic__name">{topic.clone()}</span>
            <span class="topic__score num">{format!("{} / {}", score.correct, score.total)}</span>
            <progress class=class aria-label=topic value=score.correct.to_string() max=score.total.to_string()></progress>
        </li>
    }
}

fn question(number: usize, reviewed: ReviewedQuestion) -> impl IntoView {
    let ReviewedQuestion { stem, topic, reference, key, chosen, options, .. } = reviewed;
    let (tone, verdict) = match &chosen {
        Some(chosen) if *chosen == key => (Tone::Success, "Correct"),
        Some(_) => (Tone::Danger, "Wrong"),
        None => (Tone::Warning, "No answer"),
    };
    view! {
        <article class="review-question">
            <header class="review-question__head">
                <span class="eyebrow num">{format!("Question {number}")}</span>
                <Badge tone>{verdict}</Badge>
                <span class="muted">{topic}</span>
            </header>
            <h3 class="review-question__stem">{stem}</h3>
            <ul class="review-question__options">
                {options.into_iter().map(|choice| option(choice, &key, chosen.as_deref())).collect_view()}
            </ul>
            <p class="review-question__source muted">{reference}</p>
        </article>
    }
}

fn option(choice: ReviewedChoice, key: &str, chosen: Option<&str>) -> impl IntoView + use<> {
    let ReviewedChoice { id, text, rationale } = choice;
    let is_key = id == key;
    let is_chosen = chosen == Some(id.as_str());
    let (class, tag) = match (is_key, is_chosen) {
        (true, true) => ("option option--correct", Some("Your answer, correct")),
        (true, false) => ("option option--correct", Some("Correct answer")),
        (false, true) => ("option option--wrong", Some("Your answer")),
        (false, false) => ("option", None),
    };
    view! {
        <li class=class>
            <span class="option__letter">{id}</span>
            <div class="option__text">
                {text}
                {tag.map(|tag| view! { " " <strong class="option__tag">{tag}</strong> })}
                <p class="option__why">{rationale}</p>
            </div>
        </li>
    }
}
