//! Keeps the store's user true: sessions end, and plans change, while a page stays open.

use contract::{call, event::SubscriptionChanged, props::NoProps, slice::Store, store::use_store, user::Session};
use leptos::prelude::*;
use mf_remote::{Mount, bus, effect, host};

/// How often the server is asked where nothing else gives reason to.
const INTERVAL: u32 = 5 * 60 * 1000;

/// Shows nothing. Asks the server at the beginning, when the page wakes up, and every five minutes.
pub(crate) fn auth_provider(_: Mount<NoProps>) -> impl IntoView {
    let store = use_store();
    // A page that wakes up says so in several ways at once.
    let asking = RwSignal::new(false);
    let ask = move || {
        if asking.get_untracked() {
            return;
        }
        asking.set(true);
        let before = store.user().get_untracked();
        call::session().ask(move |answer| {
            asking.set(false);
            // Whoever signed in or out meanwhile knows better than an answer that was under way.
            if let Ok(session) = answer
                && store.user().get_untracked() == before
            {
                take(store, session);
            }
        });
    };
    effect(ask);
    host::on_wake(ask);
    host::every(INTERVAL, ask);
    view! { <span hidden></span> }
}

/// Puts the server's answer into the store where it differs. A change of the same person is no log-in.
fn take(store: Store, session: Session) {
    let before = store.user().get_untracked();
    if before == session.user {
        return;
    }
    match (before, session.user) {
        (Some(before), Some(user)) if before.id == user.id => {
            let plans = (before.subscriptions != user.subscriptions).then(|| user.subscriptions.clone());
            store.user().set(Some(user));
            if let Some(plans) = plans {
                bus::emit(&SubscriptionChanged(plans));
            }
        }
        (_, user) => store.set_user(user),
    }
}

#[cfg(test)]
mod tests {
    use contract::{
        slice::Slices,
        user::{Role, User},
    };

    use super::*;

    #[test]
    fn the_store_follows_the_server() {
        let owner = Owner::new();
        owner.with(|| {
            let store = Store::new(Slices::default());
            let mut user =
                User { id: "u".into(), email: "a@b.ph".into(), name: "A".into(), role: Role::Student, subscriptions: vec![] };
            take(store, Session { user: Some(user.clone()) });
            assert_eq!(store.user().get_untracked(), Some(user.clone()));
            user.subscriptions.push("pnle".into());
            take(store, Session { user: Some(user.clone()) });
            assert_eq!(store.user().get_untracked(), Some(user));
            take(store, Session { user: None });
            assert_eq!(store.user().get_untracked(), None);
        });
    }
}
