//! Results by topic, so that a student sees what to read next.

use contract::exam::TopicScore;
use leptos::prelude::*;
use ui_components::Card;

/// How many topics are open; the rest is a tap away.
const OPEN: usize = 6;

/// The topics in the order they came in, weakest first; nothing without any.
pub(crate) fn topics(topics: &[TopicScore]) -> Option<AnyView> {
    if topics.is_empty() {
        return None;
    }
    let (open, rest) = topics.split_at(topics.len().min(OPEN));
    let rest = (!rest.is_empty()).then(|| {
        let count = match rest.len() {
            1 => "1 more topic".to_owned(),
            count => [&*count.to_string(), " more topics"].concat(),
        };
        let rest = list(rest);
        view! {
            <details class="ui-details">
                <summary>{count}</summary>
                <div class="ui-details__body">{rest}</div>
            </details>
        }
    });
    let open = list(open);
    let view = view! {
        <Card title="Topics to work on">
            {open}
            {rest}
        </Card>
    };
    Some(view.into_any())
}

fn list(topics: &[TopicScore]) -> AnyView {
    let rows = topics.iter().map(|TopicScore { topic, score }| {
        let class = if score.passed() { "ui-progress ui-progress--success" } else { "ui-progress ui-progress--warning" };
        view! {
            <li class="topic">
                <span class="topic__name">{topic.clone()}</span>
                <span class="topic__score num">{[&*score.correct.to_string(), " / ", &score.total.to_string()].concat()}</span>
                <progress class=class max=score.total value=score.correct aria-label=topic.clone()></progress>
            </li>
        }
    });
    view! { <ul class="topic-list">{rows.collect_view()}</ul> }.into_any()
}
