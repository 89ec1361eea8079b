//! The page `/account`.

use contract::{
    props::NoProps,
    store::use_store,
    user::{Role, User},
};
use leptos::prelude::*;
use mf_remote::{Mount, page};
use ui_components::{Alert, Badge, Card, Glyph, Icon, ThemeSwitch, Tone};

use crate::{
    access::initials,
    complaint::{Complaints, Place},
};

/// Who is signed in, which plans they hold, how the page looks, and the way out.
pub(crate) fn user_menu(mount: Mount<NoProps>) -> impl IntoView {
    page::set_title("Your account");
    let error = mount.request.query("error");
    // What came of the last try to log out.
    let failed = error.and_then(|error| Complaints::of_query(error, || None, false).at(Place::Form).map(str::to_owned));
    view! {
        <header class="page-head">
            <h1>"Your account"</h1>
        </header>
        <div class="stack">
            {use_store().user().get_untracked().map(profile)}
            <Card title="Appearance">
                <ThemeSwitch />
            </Card>
            <form class="stack" method="post" action="/logout">
                {failed.map(|sentence| view! { <Alert tone=Tone::Danger><p>{sentence}</p></Alert> })}
                <button class="ui-button ui-button--secondary ui-button--block" type="submit">
                    <Icon glyph=Glyph::LogOut />
                    <span>"Log out"</span>
                </button>
            </form>
        </div>
    }
}

fn profile(user: User) -> impl IntoView {
    let role = match user.role {
        Role::Student => "Student",
        Role::Instructor => "Instructor",
        Role::Admin => "Administrator",
    };
    let none = user.subscriptions.is_empty().then(|| view! { <p class="muted">"No plan yet."</p> });
    // Plans have short names, written in capitals: PNLE, NCLEX.
    let plans = user.subscriptions.into_iter().map(|plan| view! { <Badge>{plan.to_ascii_uppercase()}</Badge> }).collect_view();
    view! {
        <Card title="Profile">
            <div class="row">
                <span class="ui-avatar" aria-hidden="true">{initials(&user.name)}</span>
                <div>
                    <p><strong>{user.name}</strong></p>
                    <p class="muted">{user.email}</p>
                </div>
                <span class="ui-badge ui-badge--plain">{role}</span>
            </div>
        </Card>
        <Card title="Plans">
            <div class="row">{plans}{none}</div>
        </Card>
    }
}
