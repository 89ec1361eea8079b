//! The page `/account`.

use leptos::{ev::SubmitEvent, prelude::*};
use shared::{
    contract::{
        props::NoProps,
        user::{Role, User},
    },
    host::{self, Failure},
    remote::{Mount, page},
    store::use_store,
};
use ui_components::{Badge, Button, ButtonKind, Card, Glyph, Icon, ThemeSwitch};

use crate::complaint::{Complaints, FormAlert, Place, sentence};

/// Who is signed in, which plans they hold, how the page looks, and the way out.
pub(crate) fn user_menu(mount: Mount<NoProps>) -> impl IntoView {
    page::set_title("Your account");
    let user = use_store().user;
    let failed = mount.request.query.get("error").and_then(|error| Complaints::of_query(error, None, false).at(Place::Form));
    view! {
        <header class="page-head">
            <h1>"Your account"</h1>
        </header>
        <div class="stack">
            {move || user.get().map_or_else(nobody, profile)}
            <Card title="Appearance">
                <ThemeSwitch />
            </Card>
            <LogOut failed=failed />
        </div>
    }
}

fn nobody() -> AnyView {
    view! {
        <Card title="Nobody is signed in">
            <p><a href="/login?next=/account">"Log in"</a> " to see your account."</p>
        </Card>
    }
    .into_any()
}

fn profile(user: User) -> AnyView {
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
    .into_any()
}

/// The first letters of the first two words. Capitals by ASCII only: the tables for the rest weigh more than they would mend.
pub(crate) fn initials(name: &str) -> String {
    name.split_ascii_whitespace()
        .filter_map(|word| word.chars().next())
        .take(2)
        .map(|letter| letter.to_ascii_uppercase())
        .collect()
}

#[component]
fn LogOut(
    /// What came of the last try of the plain form.
    failed: Option<String>,
) -> impl IntoView {
    let failed = RwSignal::new(failed);
    let busy = RwSignal::new(false);
    let store = use_store();
    let done = move |answer: Result<(), Failure>| match answer {
        Err(failure) if !failure.is_logged_out() => {
            busy.set(false);
            failed.set(Some(sentence(&failure)));
        }
        // A session that had ended already is what was asked for.
        _ => {
            store.set_user(None);
            host::navigate("/", false);
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !busy.get_untracked() {
            busy.set(true);
            failed.set(None);
            host::request("POST", "/api/v1/auth/logout", None::<&()>, done);
        }
    };
    view! {
        <form class="stack" method="post" action="/logout" hidden=move || store.user.get().is_none() on:submit=submit>
            <FormAlert sentence=failed />
            <Button kind=ButtonKind::Secondary block=true submit=true busy=busy>
                <Icon glyph=Glyph::LogOut />
                <span>"Log out"</span>
            </Button>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_are_two_letters_at_most() {
        assert_eq!(initials("maria Clara  de la Cruz"), "MC");
        assert_eq!(initials("Ñina"), "Ñ");
        assert_eq!(initials("  "), "");
    }
}
