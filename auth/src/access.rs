//! What other remotes ask about people.

// The server only renders: it calls neither functions nor hooks.
#[cfg(any(feature = "hydrate", test))]
use contract::{
    props::{AccessQuery, AuthState, NoProps},
    store::use_store,
    user::Role,
};

/// Whether this person may use that plan: staff all of them, students those they hold.
#[cfg(any(feature = "hydrate", test))]
pub(crate) fn has_access(query: AccessQuery) -> bool {
    query.user.is_some_and(|user| user.role != Role::Student || user.subscriptions.contains(&query.plan))
}

/// Who is signed in, as it changes.
#[cfg(any(feature = "hydrate", test))]
pub(crate) fn use_auth(_: NoProps) -> impl Fn() -> AuthState {
    let user = use_store().user();
    move || {
        let user = user.get();
        AuthState {
            is_authenticated: user.is_some(),
            initials: user.as_ref().map_or_else(String::new, |user| initials(&user.name)),
            user,
        }
    }
}

/// The first letters of the first two words. Capitals by ASCII only: the tables for the rest weigh more than they would mend.
pub(crate) fn initials(name: &str) -> String {
    name.split_ascii_whitespace()
        .filter_map(|word| word.chars().next())
        .take(2)
        .map(|letter| letter.to_ascii_uppercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use contract::user::User;
    use leptos::prelude::{Owner, provide_context};

    use super::*;

    fn asks(role: Role, plans: &[&str]) -> bool {
        let subscriptions = plans.iter().map(|plan| (*plan).to_owned()).collect();
        let user = User { id: "u".into(), email: "a@b.ph".into(), name: "A".into(), role, subscriptions };
        has_access(AccessQuery { user: Some(user), plan: "pnle".into() })
    }

    #[test]
    fn initials_are_two_letters_at_most() {
        assert_eq!(initials("maria Clara  de la Cruz"), "MC");
        assert_eq!(initials("Ñina"), "Ñ");
        assert_eq!(initials("  "), "");
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
            let store = contract::slice::Store::new(contract::slice::Slices::default());
            provide_context(store);
            let state = use_auth(NoProps {});
            assert_eq!(state(), AuthState::default());
            store.set_user(Some(user.clone()));
            assert_eq!(state(), AuthState { user: Some(user), is_authenticated: true, initials: "AC".into() });
        });
    }
}
