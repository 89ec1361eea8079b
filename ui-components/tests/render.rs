//! What each component says to browsers and screen readers, rendered as the server renders it.
#![cfg(feature = "ssr")]

use contract::slice::{Slices, Store, Theme};
use leptos::prelude::*;
use ui_components::*;

/// The HTML of a view, without the comments that hydration needs. Leptos writes `class` after the other attributes.
fn html<V: IntoView>(view: impl FnOnce() -> V) -> String {
    let owner = Owner::new();
    let html = owner.with(|| view().to_html());
    let mut plain = html.replace("<!>", "");
    while let Some(start) = plain.find("<!--") {
        let end = plain[start..].find("-->").expect("comments end") + start + 3;
        plain.replace_range(start..end, "");
    }
    plain
}

/// The opening tag of the first `name` element.
fn tag<'a>(html: &'a str, name: &str) -> &'a str {
    let start = html.find(&format!("<{name} ")).unwrap_or_else(|| panic!("no <{name}> in {html}"));
    &html[start..=start + html[start..].find('>').expect("tags end")]
}

fn has(html: &str, part: &str) {
    assert!(html.contains(part), "no `{part}` in {html}");
}

fn has_not(html: &str, part: &str) {
    assert!(!html.contains(part), "`{part}` in {html}");
}

#[test]
fn a_button_belongs_to_no_form_unless_told() {
    let plain = html(|| view! { <Button>"Go"</Button> });
    has(&plain, r#"type="button""#);
    has(&plain, ">Go</button>");
    has_not(&plain, "disabled");
    has_not(&plain, "aria-busy");
    let submit = html(|| view! { <Button submit=true name="go" value="next" kind=ButtonKind::Danger block=true>"Go"</Button> });
    for part in [r#"type="submit""#, r#"name="go""#, r#"value="next""#, r#"class="ui-button ui-button--danger ui-button--block""#]
    {
        has(tag(&submit, "button"), part);
    }
}

#[test]
fn a_busy_button_says_so_and_takes_no_second_click() {
    let busy = html(|| view! { <Button busy=true>"Saving"</Button> });
    has(tag(&busy, "button"), r#"aria-busy="true""#);
    has(tag(&busy, "button"), "disabled");
}

#[test]
fn a_link_button_is_a_link() {
    let link = html(|| view! { <LinkButton href="/exams" kind=ButtonKind::Secondary>"Exams"</LinkButton> });
    assert_eq!(link, r#"<a href="/exams" class="ui-button ui-button--secondary">Exams</a>"#);
}

#[test]
fn a_field_ties_label_hint_and_error_to_its_input() {
    let field = html(|| {
        view! {
            <Field
                label="E-mail"
                name="email"
                kind="email"
                value="a\"b"
                hint="Yours"
                autocomplete="email"
                required=true
                error=RwSignal::new(Some("Wrong.".to_owned()))
            />
        }
    });
    has(tag(&field, "label"), r#"for="field-email""#);
    let input = tag(&field, "input");
    for part in [
        r#"id="field-email""#,
        r#"name="email""#,
        r#"type="email""#,
        r#"value="a&quot;b""#,
        r#"autocomplete="email""#,
        "required",
        r#"aria-invalid="true""#,
        r#"aria-describedby="field-email-error field-email-hint""#,
    ] {
        has(input, part);
    }
    has(&field, r#"<p id="field-email-hint" class="ui-field__hint">Yours</p>"#);
    has(&field, r#"<p id="field-email-error" class="ui-field__error">"#);
    has(&field, "<span translate=\"no\">Wrong.</span>");
}

#[test]
fn a_field_without_error_claims_none() {
    let field = html(|| view! { <Field label="Name" name="name" id="other" /> });
    has(tag(&field, "input"), r#"id="other""#);
    has(tag(&field, "input"), r#"type="text""#);
    for part in ["aria-invalid", "required"] {
        has_not(&field, part);
    }
    has(tag(&field, "p"), "hidden");
}

#[test]
fn a_password_is_hidden_and_has_a_toggle() {
    let field = html(|| view! { <PasswordField /> });
    has(tag(&field, "input"), r#"type="password""#);
    has(tag(&field, "input"), r#"autocomplete="current-password""#);
    let toggle = tag(&field, "button");
    for part in [r#"type="button""#, r#"aria-pressed="false""#] {
        has(toggle, part);
    }
    has(&field, r#"Show<span class="visually-hidden"> password</span>"#);
}

#[test]
fn a_card_has_a_heading_only_with_a_title() {
    has(&html(|| view! { <Card title="Topics"><p>"x"</p></Card> }), r#"<h2 class="ui-card__title">Topics</h2>"#);
    has_not(&html(|| view! { <Card><p>"x"</p></Card> }), "<h2");
}

#[test]
fn a_dialog_is_native_named_and_closed() {
    let dialog = html(|| view! { <Dialog open=RwSignal::new(false) title="Submit?" title_id="submit"><p>"Sure?"</p></Dialog> });
    has(tag(&dialog, "dialog"), r#"aria-labelledby="submit""#);
    has_not(tag(&dialog, "dialog"), " open");
    has(tag(&dialog, "h2"), r#"id="submit""#);
    has(&dialog, "<p>Sure?</p>");
}

#[test]
fn progress_is_a_labelled_progress_element() {
    let bar = html(|| view! { <ProgressBar label="Answered" value=12 max=40 /> });
    has(tag(&bar, "progress"), r#"max="40""#);
    has(tag(&bar, "progress"), r#"value="12""#);
    has(&bar, "<span>Answered</span>");
    has(&bar, "12 of 40</span>");
    assert!(bar.starts_with("<label"), "the label holds the bar: {bar}");
}

#[test]
fn a_badge_carries_its_word() {
    let badge = html(|| view! { <Badge tone=Tone::Success>"Passed"</Badge> });
    assert_eq!(badge, r#"<span class="ui-badge ui-badge--success">Passed</span>"#);
}

#[test]
fn only_a_danger_alert_interrupts() {
    let danger = html(|| view! { <Alert tone=Tone::Danger title="No"><p>"x"</p></Alert> });
    has(tag(&danger, "div"), r#"role="alert""#);
    has(&danger, r#"<p class="ui-alert__title">No</p>"#);
    has_not(&html(|| view! { <Alert tone=Tone::Warning><p>"x"</p></Alert> }), "role=");
}

#[test]
fn the_timer_is_silent_and_its_live_region_empty_at_first() {
    let timer = html(|| view! { <Timer remaining=RwSignal::new(6_127_000) /> });
    has(&timer, r#"role="timer" aria-live="off""#);
    has(&timer, ">1:42:07</span>");
    has(&timer, r#"<span role="status" class="visually-hidden"> </span>"#);
    has(tag(&timer, "span"), r#"class="ui-timer""#);
    has(&html(|| view! { <Timer remaining=RwSignal::new(299_000) /> }), "ui-timer--warning");
    has(&html(|| view! { <Timer remaining=RwSignal::new(60_000) /> }), "ui-timer--danger");
}

#[test]
fn a_toast_region_is_there_before_its_message() {
    let toast = |text: Option<&'static str>| html(move || view! { <Toast message=RwSignal::new(text.map(str::to_owned)) /> });
    let silent = toast(None);
    has(tag(&silent, "div"), r#"role="status" aria-live="polite""#);
    has_not(&silent, "ui-toast__close");
    let speaking = toast(Some("Saved <now>"));
    has(&speaking, "<p>Saved &lt;now&gt;</p>");
    has(tag(&speaking, "button"), r#"aria-label="Close message""#);
}

#[test]
fn a_skeleton_says_that_something_loads() {
    let skeleton = html(|| view! { <Skeleton label="Loading the exam…" /> });
    has(tag(&skeleton, "div"), r#"role="status""#);
    has(&skeleton, r#"<span class="visually-hidden">Loading the exam…</span>"#);
}

#[test]
fn an_error_card_gives_the_reason_and_retries_only_where_it_can() {
    let silent = html(|| view! { <ErrorCard reason="404" /> });
    has(tag(&silent, "section"), r#"role="alert""#);
    has(&silent, r#"<p class="mf-error__reason">404</p>"#);
    has_not(&silent, "<button");
    has(&html(|| view! { <ErrorCard reason="404" on_retry=Callback::new(|()| ()) /> }), ">Try again</button>");
}

#[test]
fn an_empty_state_has_a_heading_and_a_way_on() {
    let empty =
        html(|| view! { <EmptyState title="No attempts yet"><LinkButton href="/exams">"Choose"</LinkButton></EmptyState> });
    has(&empty, r#"<h2 class="ui-empty__title">No attempts yet</h2>"#);
    has(&empty, r#"href="/exams""#);
}

#[test]
fn a_stat_is_a_term_with_its_figure() {
    let stat = html(|| view! { <Stat label="Average" value="69" unit="%" note="up" /> });
    has(&stat, r#"<dt class="ui-stat__label">Average</dt>"#);
    has(&stat, "69<small>%</small></dd>");
    has(&stat, r#"<dd class="ui-stat__note">up</dd>"#);
}

#[test]
fn an_icon_is_hidden_from_screen_readers() {
    for glyph in Glyph::ALL {
        let icon = html(move || view! { <Icon glyph=glyph /> });
        has(tag(&icon, "span"), r#"aria-hidden="true""#);
        has(tag(&icon, "span"), glyph.class());
    }
}

#[test]
fn a_chart_tells_its_figures_in_words_and_in_a_table() {
    let points = vec![("9 Sep".to_owned(), 70), ("16 Sep".to_owned(), 82)];
    let chart = html(move || view! { <Chart title="Score trend" points=points /> });
    has(tag(&chart, "svg"), r#"role="img""#);
    has(&chart, "<title>2 scores, from 70 to 82 percent. The last reaches the pass mark of 75 percent.</title>");
    has(&chart, r#"<tr><th scope="row">9 Sep</th><td>70%</td></tr>"#);
    has(&chart, r#"<table class="visually-hidden">"#);
    has(tag(&chart, "polyline"), r#"points="34,59 312,44""#);
    assert_eq!(chart.matches("<circle").count(), 2);
}

#[test]
fn a_chart_of_nothing_says_so() {
    let chart = html(|| view! { <Chart title="Score trend" points=vec![] /> });
    has(&chart, "<title>No scores yet.</title>");
    has_not(&chart, "<circle");
}

#[test]
fn the_ring_says_the_result_in_words() {
    let passed = html(|| view! { <ScoreRing percent=82 passed=true /> });
    has(tag(&passed, "svg"), r#"role="img" aria-label="82 percent, passed""#);
    has(&passed, r#"stroke-dasharray="82 100""#);
    let none = html(|| view! { <ScoreRing percent=0 passed=false /> });
    has(tag(&none, "svg"), "0 percent, not passed");
    has_not(&none, "score-ring__value");
}

#[test]
fn the_theme_switch_is_a_form_and_presses_the_current_theme() {
    let switch = html(|| {
        provide_context(Store::new(Slices { theme: Theme::Dark, ..Default::default() }));
        provide_context(mf_remote::Request { path: "/exams".into(), ..Default::default() });
        view! { <ThemeSwitch /> }
    });
    has(tag(&switch, "form"), r#"method="post" action="/theme""#);
    has(tag(&switch, "input"), r#"type="hidden" name="back" value="/exams""#);
    has(&switch, r#"<legend class="visually-hidden">Theme</legend>"#);
    for (value, pressed) in [("system", false), ("light", false), ("dark", true)] {
        has(&switch, &format!(r#"name="theme" value="{value}" aria-pressed="{pressed}""#));
    }
}

#[cfg(feature = "remote")]
#[test]
fn the_gallery_shows_every_component_and_breaks_no_rule() {
    let gallery = html(|| view! { <gallery::Gallery /> });
    for class in [
        "ui-button--primary",
        "ui-button--danger",
        "aria-invalid",
        "toggle",
        "ui-card",
        "ui-dialog",
        "ui-progress",
        "ui-badge",
        "ui-timer--warning",
        "ui-timer--danger",
        "ui-toasts",
        "ui-alert--info",
        "ui-alert--danger",
        "mf-skeleton",
        "mf-error",
        "ui-empty",
        "ui-stat",
        "ui-chart",
        "score-ring--passed",
        "score-ring--failed",
        "ui-switch",
        "ui-tabs",
        "ui-breadcrumb",
        "ui-details",
        "ui-table",
    ] {
        has(&gallery, class);
    }
    has_not(&gallery, " style=");
    let mut ids: Vec<&str> = gallery.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "an id stands twice");
}

#[cfg(feature = "remote")]
#[test]
fn the_remote_renders_its_exposes() {
    let render = |expose: &str, store: &str| {
        let request = r#"{ "path": "/x", "params": [], "query": [] }"#;
        let json = format!(r#"{{ "props": {{}}, "request": {request}, "store": {store}, "data": {{ "ok": {{}} }} }}"#);
        let rendered = exposes::mf::render(&format!("{expose}\n{json}")).expect("renders");
        let (said, html) = rendered.split_once('\n').expect("a line of JSON, then HTML");
        (said.to_owned(), html.to_owned())
    };
    let (said, html) = render("./ThemeSwitch", r#"{ "theme": "light" }"#);
    assert_eq!(said, r#"{"live":false}"#);
    assert!(html.contains(r#"value="light" aria-pressed="true""#), "{html}");
    assert_eq!(render("./Gallery", "{}").0, r#"{"title":"Gallery"}"#);
}
