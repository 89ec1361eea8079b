//! The one router: which page shows which exposes.

use contract::{
    problem::Code,
    props::{LoginFormProps, NoProps},
    view,
};
use leptos::prelude::*;
use leptos_router::{
    components::{Route, Routes},
    hooks::{use_location, use_params_map},
    path,
};

use super::{Outline, describe, layout::Layout, remote::Remote};

/// The shell.
#[component]
pub fn App() -> impl IntoView {
    view! {
        <Layout>
            <Routes fallback=NotFound>
                <Route path=path!("/") view=Home/>
                <Route path=path!("/login") view=Login/>
                <Route path=path!("/register") view=Register/>
                <Route path=path!("/account") view=Account/>
                <Route path=path!("/dashboard") view=Dashboard/>
                <Route path=path!("/exams") view=Exams/>
                <Route path=path!("/exam/:id") view=Exam/>
                <Route path=path!("/exam/:id/review/:attempt") view=Review/>
                <Route path=path!("/gallery") view=Gallery/>
                <Route path=path!("/problems/:code") view=ProblemPage/>
                <Route path=path!("/offline") view=Offline/>
            </Routes>
        </Layout>
    }
}

#[component]
fn Login() -> impl IntoView {
    describe("auth", "Log in", false);
    view! { <Remote view=view::AUTH_APP props=account_form(false)/> }
}

#[component]
fn Register() -> impl IntoView {
    describe("auth", "Create an account", false);
    view! { <Remote view=view::AUTH_APP props=account_form(true)/> }
}

fn account_form(register: bool) -> LoginFormProps {
    LoginFormProps { register: Some(register), page: Some(true), ..LoginFormProps::default() }
}

#[component]
fn Account() -> impl IntoView {
    describe("account", "Account", true);
    view! { <Remote view=view::USER_MENU props=NoProps {}/> }
}

#[component]
fn Dashboard() -> impl IntoView {
    describe("dashboard", "Dashboard", true);
    view! { <Remote view=view::DASHBOARD props=NoProps {}/> }
}

#[component]
fn Exams() -> impl IntoView {
    describe("exams", "Exams", true);
    view! { <Remote view=view::EXAM_LIST props=NoProps {}/> }
}

#[component]
fn Exam() -> impl IntoView {
    describe("exam", "Exam", true);
    view! { <Remote view=view::NURSING_APP props=NoProps {}/> }
}

#[component]
fn Review() -> impl IntoView {
    describe("review", "Review", true);
    view! { <Remote view=view::REVIEW props=NoProps {}/> }
}

#[component]
fn Gallery() -> impl IntoView {
    describe("gallery", "Component gallery", false);
    view! { <Remote view=view::GALLERY props=NoProps {}/> }
}

#[component]
fn Home() -> impl IntoView {
    describe("home", "Pass the PNLE with calm, daily practice", false);
    let user = use_context::<contract::slice::Slices>().and_then(|store| store.user);
    let (go, label) = if user.is_some() { ("/exams", "Go to the exams") } else { ("/register", "Start free") };
    view! {
        <div class="page-stack">
            <section class="hero on-ink">
                <div class="hero__text">
                    <p class="eyebrow">"PNLE and NCLEX-RN practice"</p>
                    <h1>"Pass your nursing board exam with calm, daily practice"</h1>
                    <p class="lead">
                        "Timed practice exams with a rationale for every option. Made for phones and slow networks: an exam that you began \
                         goes on without a signal."
                    </p>
                    <div class="row">
                        <a class="ui-button ui-button--primary" href=go data-mf-prefetch=if user.is_some() { "nursing" } else { "auth" }>{label}</a>
                        {user.is_none().then(|| view! { <a class="ui-button ui-button--secondary" href="/login" data-mf-prefetch="auth">"Log in"</a> })}
                    </div>
                </div>
            </section>
            <section class="grid" aria-label="What you get">
                <article class="ui-card">
                    <h2 class="ui-card__title">"All five parts"</h2>
                    <p>"Community health, mother and child, and the three parts on physiologic and psychosocial alterations."</p>
                </article>
                <article class="ui-card">
                    <h2 class="ui-card__title">"Learn from every option"</h2>
                    <p>"The review explains why the key is right and why each other option is not, with a textbook reference."</p>
                </article>
                <article class="ui-card">
                    <h2 class="ui-card__title">"Answers wait for the signal"</h2>
                    <p>"Each answer is kept on your phone until our server has it, and the page says where it is. Close the page, come back: you continue where you were."</p>
                </article>
            </section>
        </div>
    }
}

/// What the service worker shows in place of every page that it doesn't keep, where there is no network.
#[component]
fn Offline() -> impl IntoView {
    describe("offline", "No network", false);
    view! {
        <section class="ui-empty">
            <h1 class="ui-empty__title">"This phone has no network right now"</h1>
            <p>
                "This page can’t be shown without it. An exam that you began on this phone can be: go on with it, and hand it in. Your \
                 answers are sent when the network is back."
            </p>
            <a class="ui-button ui-button--primary" href="/offline/exam">"Back to the exam"</a>
        </section>
    }
}

/// What the type of a problem document leads to, and what a person sees in place of the document.
#[component]
fn ProblemPage() -> impl IntoView {
    let Some(code) = use_params_map().with_untracked(|params| params.get_str("code").and_then(Code::named)) else {
        return view! { <NotFound/> }.into_any();
    };
    describe("problem", code.title(), false);
    view! {
        <section class="ui-empty">
            <h1 class="ui-empty__title">{code.title()}</h1>
            <p>{code.sentence()}</p>
            <a class="ui-button ui-button--primary" href="/">"Go to the start page"</a>
        </section>
    }
    .into_any()
}

#[component]
fn NotFound() -> impl IntoView {
    if let Some(outline) = use_context::<Outline>() {
        outline.change(|parts| {
            parts.status = Some(404);
            parts.route = "not-found";
            parts.title = "Page not found".into();
        });
    }
    let path = use_location().pathname.get_untracked();
    view! {
        <section class="ui-empty">
            <h1 class="ui-empty__title">"Page not found"</h1>
            <p>"There is nothing at " <code>{path}</code> ". The address may have a typing error, or the page has moved."</p>
            <a class="ui-button ui-button--primary" href="/">"Go to the start page"</a>
        </section>
    }
}
