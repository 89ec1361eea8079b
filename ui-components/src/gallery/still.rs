//! What only shows: the server renders it, and no code for it travels.

use leptos::prelude::*;

use crate::{
    Alert, Badge, Button, ButtonKind, Card, Chart, EmptyState, Field, Glyph, Icon, LinkButton, ProgressBar, ScoreRing, Skeleton,
    Stat, ThemeSwitch, Timer, Tone,
};

/// Every section but the live one.
pub(super) fn sections() -> impl IntoView {
    view! {
        {section("Actions", actions())}
        {section("Forms", forms())}
        {section("Feedback", feedback())}
        {section("Time and progress", figures())}
        {section("Exam", exam())}
        {section("Content", content())}
        {section("Icons", icons())}
    }
}

fn section(title: &'static str, cells: AnyView) -> AnyView {
    view! {
        <section class="gallery__section">
            <h2>{title}</h2>
            <div class="gallery__grid">{cells}</div>
        </section>
    }
    .into_any()
}

fn cell(name: &'static str, content: impl IntoAny) -> AnyView {
    view! {
        <div class="gallery__cell">
            <h3 class="gallery__name">{name}</h3>
            {content.into_any()}
        </div>
    }
    .into_any()
}

fn actions() -> AnyView {
    [
        cell(
            "Button",
            view! {
                <div class="row">
                    <Button>"Primary"</Button>
                    <Button kind=ButtonKind::Secondary>"Secondary"</Button>
                    <Button kind=ButtonKind::Quiet>"Quiet"</Button>
                    <Button kind=ButtonKind::Danger>"Danger"</Button>
                </div>
            },
        ),
        cell(
            "Button, busy and disabled",
            view! {
                <div class="row">
                    <Button busy=true>"Saving"</Button>
                    <Button disabled=true>"Disabled"</Button>
                </div>
            },
        ),
        cell("Button, block", view! { <Button block=true>"Start the exam"</Button> }),
        cell(
            "LinkButton",
            view! {
                <LinkButton href="#main" kind=ButtonKind::Secondary>
                    "See the exams"
                    <Icon glyph=Glyph::ArrowRight />
                </LinkButton>
            },
        ),
    ]
    .collect_view()
    .into_any()
}

fn forms() -> AnyView {
    [
        cell(
            "Field",
            view! { <Field label="Full name" name="gallery-name" autocomplete="off" hint="As on your PRC application." value="Maria Cruz" /> },
        ),
        cell(
            "Field, invalid",
            view! {
                <Field
                    label="E-mail address"
                    name="gallery-email"
                    kind="email"
                    autocomplete="off"
                    value="maria.cruz"
                    required=true
                    error=RwSignal::new(Some("Enter an address such as maria@example.ph.".to_owned()))
                />
            },
        ),
        cell("ThemeSwitch", view! { <ThemeSwitch /> }),
    ]
    .collect_view()
    .into_any()
}

fn feedback() -> AnyView {
    [
        cell(
            "Alert",
            view! {
                <Alert title="A new exam is here"><p>"Nursing Practice V was added."</p></Alert>
                <Alert tone=Tone::Success title="Saved"><p>"All answers are on the server."</p></Alert>
                <Alert tone=Tone::Warning title="10 minutes left"><p>"Your answers are handed in by themselves."</p></Alert>
                <Alert tone=Tone::Danger title="No network"><p>"3 answers wait on this phone."</p></Alert>
            },
        ),
        cell("Skeleton", view! { <Skeleton /> }),
        cell(
            "EmptyState",
            view! {
                <EmptyState title="No attempts yet" glyph=Glyph::Chart>
                    <p>"Take an exam, and your progress shows here."</p>
                    <LinkButton href="/exams">"Choose an exam"</LinkButton>
                </EmptyState>
            },
        ),
        cell(
            "Badge",
            view! {
                <div class="row">
                    <Badge>"New"</Badge>
                    <Badge tone=Tone::Success>"Passed"</Badge>
                    <Badge tone=Tone::Warning>"Below 75%"</Badge>
                    <Badge tone=Tone::Danger>"Wrong"</Badge>
                </div>
            },
        ),
    ]
    .collect_view()
    .into_any()
}

fn figures() -> AnyView {
    let points = [("12 Aug", 58), ("19 Aug", 64), ("26 Aug", 61), ("2 Sep", 72), ("9 Sep", 76), ("16 Sep", 82)];
    let points = points.map(|(name, percent)| (name.to_owned(), percent)).to_vec();
    [
        cell(
            "Timer",
            view! {
                <div class="row">
                    <Timer remaining=RwSignal::new(6_127_000) />
                    <Timer remaining=RwSignal::new(298_000) />
                    <Timer remaining=RwSignal::new(42_000) />
                </div>
            },
        ),
        cell("ProgressBar", view! { <ProgressBar label="Answered" value=33 /> }),
        cell(
            "Stat",
            view! {
                <dl class="stat-grid">
                    <Stat label="Average score" value="69" unit="%" note="+6 since August" />
                    <Stat label="Exams taken" value="6" note="2 passed" />
                </dl>
            },
        ),
        cell("Chart", view! { <Card><Chart title="Score trend" points=points /></Card> }),
        cell("ScoreRing, passed", view! { <ScoreRing percent=82 passed=true /> }),
        cell("ScoreRing, not passed", view! { <ScoreRing percent=58 passed=false /> }),
    ]
    .collect_view()
    .into_any()
}

fn exam() -> AnyView {
    let options = [
        ("option", "A", "Deep tendon reflexes of 2+", None),
        ("option selected", "B", "Respiratory rate of 10 breaths per minute", None),
        ("option option--correct", "C", "Urine output of 20 mL in the past hour", Some("Correct answer")),
        ("option option--wrong", "D", "Blood pressure of 148/94 mmHg", Some("Your answer")),
    ];
    let options = options.map(|(class, letter, text, tag)| {
        view! {
            <li class=class>
                <span class="option__letter">{letter}</span>
                <div class="option__text">{text} {tag.map(|tag| view! { <strong class="option__tag">{tag}</strong> })}</div>
            </li>
        }
    });
    let items = [
        ("exam-nav__item exam-nav__item--answered", "1", None),
        ("exam-nav__item exam-nav__item--answered exam-nav__item--flagged", "2", None),
        ("exam-nav__item", "3", Some("true")),
        ("exam-nav__item", "4", None),
        ("exam-nav__item exam-nav__item--correct", "5", None),
        ("exam-nav__item exam-nav__item--wrong", "6", None),
    ];
    let items = items.map(|(class, number, current)| {
        view! { <button type="button" class=class aria-current=current>{number}</button> }
    });
    [
        cell("Options: open, chosen, right, wrong", view! { <ul class="review-question__options">{options.collect_view()}</ul> }),
        cell("Navigator", view! { <div class="exam-nav__grid">{items.collect_view()}</div> }),
        cell(
            "Save state",
            view! {
                <div class="row">
                    <span class="save-chip" data-state="saved">"Saved"</span>
                    <span class="save-chip" data-state="saving">"Saving…"</span>
                    <span class="save-chip" data-state="offline">"Not saved yet"</span>
                </div>
            },
        ),
        cell(
            "Rationale",
            view! {
                <div class="rationale">
                    <h4>"Rationale"</h4>
                    <p>"Urine output below 30 mL an hour points to magnesium toxicity."</p>
                </div>
            },
        ),
    ]
    .collect_view()
    .into_any()
}

fn content() -> AnyView {
    [
        cell(
            "Card with a long word",
            view! { <Card title="Pneumonoultramicroscopicsilicovolcanoconiosis"><p class="muted">"Nothing may leave its frame."</p></Card> },
        ),
        cell(
            "Tabs",
            view! {
                <nav class="ui-tabs" aria-label="Tabs">
                    <a class="ui-tabs__tab" href="#main" aria-current="page">"All"</a>
                    <a class="ui-tabs__tab" href="#main">"Wrong"</a>
                    <a class="ui-tabs__tab" href="#main">"Flagged"</a>
                </nav>
            },
        ),
        cell(
            "Breadcrumb",
            view! {
                <nav class="ui-breadcrumb" aria-label="Breadcrumb">
                    <ol>
                        <li><a href="/exams">"Exams"</a></li>
                        <li aria-current="page">"Review"</li>
                    </ol>
                </nav>
            },
        ),
        cell(
            "List",
            view! {
                <ul class="ui-list">
                    <li>
                        <a class="ui-list__item" href="#main">
                            <span class="ui-avatar" aria-hidden="true">"MC"</span>
                            <span class="ui-list__main">
                                <strong>"Nursing Practice II"</strong>
                                <span class="muted">"16 September 2026"</span>
                            </span>
                            <span class="ui-list__end"><Badge tone=Tone::Success>"Passed"</Badge> "82%"</span>
                        </a>
                    </li>
                </ul>
            },
        ),
        cell(
            "Details",
            view! {
                <details class="ui-details">
                    <summary>"What is the pass mark?"</summary>
                    <div class="ui-details__body">"75 percent on average, and no part below 60."</div>
                </details>
            },
        ),
        cell(
            "Table",
            view! {
                <div class="ui-table-scroll" tabindex="0" role="region" aria-label="Attempts">
                    <table class="ui-table">
                        <thead><tr><th scope="col">"Exam"</th><th scope="col">"Score"</th></tr></thead>
                        <tbody><tr><td>"Nursing Practice I"</td><td class="num">"76%"</td></tr></tbody>
                    </table>
                </div>
            },
        ),
    ]
    .collect_view()
    .into_any()
}

fn icons() -> AnyView {
    cell("Icon", view! { <div class="row">{Glyph::ALL.map(|glyph| view! { <Icon glyph=glyph /> }).collect_view()}</div> })
}
