//! `./Review`: the result, by topic and by question, with the rationale of every option, and what became of answers that came late or
//! from several devices ([`notes`]).

mod notes;
#[cfg(test)]
mod tests;

use contract::{
    call,
    exam::{Review, ReviewedChoice, ReviewedEntry, ReviewedGroup, ReviewedQuestion, TopicScore},
    props::NoProps,
};
use leptos::prelude::*;
use mf_remote::{Mount, Request, call::Call, page};
use nursing_domain::rich::RichText;
use ui_components::{Badge, ScoreRing, Tone};

use self::notes::Note;

/// The review of the attempt in the address.
pub fn plan(_props: &NoProps, request: &Request) -> Call<(), Review> {
    call::review(request.param("attempt").unwrap_or("-"))
}

/// The review.
pub fn view(mount: Mount<NoProps, Review>) -> impl IntoView {
    page::set_title(&format!("Review: {}", mount.data.exam.title));
    result(mount.data)
}

fn result(review: Review) -> impl IntoView {
    let notes = notes::of(&review);
    let overview = notes::overview(&notes);
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
                <p class="muted">{format!("{} of {} points. The pass mark is 75 percent.", score.correct, score.total)}</p>
                <div class="row">
                    <a class="ui-button ui-button--primary" href="/exams">"All exams"</a>
                    <a class="ui-button ui-button--secondary" href=again>"Take again"</a>
                </div>
            </div>
        </section>
        {overview}
        <section class="stack" aria-labelledby="topics-title">
            <h2 id="topics-title">"By topic"</h2>
            <ul class="topic-list">{topics.into_iter().map(topic).collect_view()}</ul>
        </section>
        <section class="stack" aria-labelledby="questions-title">
            <h2 id="questions-title">"Question by question"</h2>
            {questions.into_iter().zip(notes).enumerate().map(|(index, (reviewed, notes))| question(index + 1, reviewed, notes)).collect_view()}
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

fn question(number: usize, reviewed: ReviewedQuestion, notes: Vec<Note>) -> impl IntoView {
    let ReviewedQuestion { stem, text, topic, reference, answered, earned, max, rule, groups, entry, .. } = reviewed;
    let (tone, verdict) = match (answered, earned) {
        (false, _) => (Tone::Warning, "No answer"),
        (true, 0) => (Tone::Danger, "Wrong"),
        (true, earned) if earned == max => (Tone::Success, "Correct"),
        _ => (Tone::Warning, "Partly correct"),
    };
    let points = (max > 1).then(|| format!("{earned} of {max} points"));
    let why = rule.map(|rule| points_explained(&rule, &groups, earned));
    view! {
        <article class="review-question" id=format!("question-{number}")>
            <header class="review-question__head">
                <span class="eyebrow num">{format!("Question {number}")}</span>
                <Badge tone>{verdict}</Badge>
                {points.map(|points| view! { <span class="num">{points}</span> })}
                <span class="muted">{topic}</span>
            </header>
            {notes::list(notes)}
            <h3 class="review-question__stem" inner_html=String::from(stem)></h3>
            {text.map(|text| view! { <div class="review-question__text" inner_html=String::from(text)></div> })}
            {groups.into_iter().map(group).collect_view()}
            {entry.map(|entry| entered(entry, answered))}
            {why.map(|why| view! { <p class="review-question__points muted">{why}</p> })}
            {reference.map(|reference| view! { <p class="review-question__source muted">{reference}</p> })}
        </article>
    }
}

/// How the points came about.
fn points_explained(rule: &str, groups: &[ReviewedGroup], earned: u32) -> String {
    let chosen = || groups.iter().flat_map(|group| &group.options).filter(|option| option.chosen);
    let (right, wrong) = (chosen().filter(|option| option.right).count(), chosen().filter(|option| !option.right).count());
    let points = if earned == 1 { "point" } else { "points" };
    format!("{rule} You chose {right} right and {wrong} wrong: {earned} {points}.")
}

fn group(group: ReviewedGroup) -> impl IntoView {
    let ReviewedGroup { label, options, rationale } = group;
    view! {
        {label.map(|label| view! { <h4 class="review-question__label" inner_html=String::from(label)></h4> })}
        <ul class="review-question__options">{options.into_iter().map(option).collect_view()}</ul>
        {rationale.map(why)}
    }
}

fn option(choice: ReviewedChoice) -> impl IntoView {
    let ReviewedChoice { id, text, right, chosen, rationale } = choice;
    let (class, tag) = match (right, chosen) {
        (true, true) => ("option option--correct", Some("Your answer, correct")),
        (true, false) => ("option option--correct", Some("Correct answer")),
        (false, true) => ("option option--wrong", Some("Your answer")),
        (false, false) => ("option", None),
    };
    view! {
        <li class=class>
            <span class="option__letter">{id}</span>
            <div class="option__text">
                <span inner_html=String::from(text)></span>
                {tag.map(|tag| view! { " " <strong class="option__tag">{tag}</strong> })}
                {rationale.map(why)}
            </div>
        </li>
    }
}

fn entered(entry: ReviewedEntry, answered: bool) -> impl IntoView {
    let ReviewedEntry { given, right, rationale } = entry;
    view! {
        <dl class="review-question__entry">
            {answered.then(|| view! { <dt>"Your answer"</dt> <dd class="num">{given}</dd> })}
            <dt>"Correct answer"</dt>
            <dd class="num">{right}</dd>
        </dl>
        {rationale.map(why)}
    }
}

fn why(rationale: RichText) -> impl IntoView {
    view! { <div class="option__why" inner_html=String::from(rationale)></div> }
}
