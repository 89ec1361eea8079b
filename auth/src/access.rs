//! What other remotes ask about people.

use leptos::prelude::*;
use shared::{
    contract::{
        props::{AccessQuery, AuthState, NoProps},
        user::Role,
    },
    store::use_store,
};

use crate::account::initials;

/// Whether this person may use that plan: staff all of them, students those they hold.
pub(crate) fn has_access(query: AccessQuery) -> bool {
    query.user.is_some_and(|user| user.role != Role::Student || user.subscriptions.contains(&query.plan))
}

/// Who is signed in, as it changes.
pub(crate) fn use_auth(_: NoProps) -> Signal<AuthState> {
    let user = use_store().user;
    Signal::derive(move || {
        let user = user.get();
        AuthState {
            is_authenticated: user.is_some(),
            initials: user.as_ref().map_or_else(String::new, |user| initials(&user.name)),
            user,
        }
    })
}

#[cfg(test)]
mod tests {
    use shared::contract::user::User;

    use super::*;

    fn asks(role: Role, plans: &[&str]) -> bool {
        let subscriptions = plans.iter().map(|plan| (*plan).to_owned()).collect();
        let user = User { id: "u".into(), email: "a@b.ph".into(), name: "A".into(), role, subscriptions };
        has_access(AccessQuery { user: Some(user), plan: "pnle".into() })
    }

    #[test]
    fn students_need_the_plan_and_staff_do_not() {
        assert!(asks(Role::Student, &["nclex", "pnle"]));
        assert!(!asks(Role::Student, &["nclex"]));
        assert!(asks(Role::Instructor, &[]));
        assert!(asks(Role::Admin, &[]));
        assert!(!has_access(AccessQuery { user: None, plan: "pnle".into() }));
    }

    #[test]
    fn the_hook_tells_whoever_is_in_the_store() {
        let owner = Owner::new();
        owner.with(|| {
            let user = User {
                id: "u".into(),
                email: "a@b.ph".into(),
                name: "Ana Cruz".into(),
                role: Role::Student,
                subscriptions: vec![],
            };
            let store = shared::store::Store::new(shared::contract::slice::Slices::default());
            provide_context(store);
            let state = use_auth(NoProps {});
            assert_eq!(state.get_untracked(), AuthState::default());
            store.set_user(Some(user.clone()));
            assert_eq!(state.get_untracked(), AuthState { user: Some(user), is_authenticated: true, initials: "AC".into() });
        });
    }
}
