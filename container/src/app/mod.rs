//! The Leptos shell. It is rendered on the server only: a phone never downloads a router. What it shows is the layout and
//! the slots; the slots' contents are filled in afterwards by [`crate::page`].

mod layout;
pub mod remote;
mod routes;

use std::sync::{Arc, Mutex, PoisonError};

use contract::slice::Slices;
use leptos::prelude::*;
use leptos_router::{components::Router, location::RequestUrl};

use self::remote::SlotRequest;
pub use self::routes::App;

/// What the shell says of a page, collected while it renders.
#[derive(Clone, Default)]
pub struct Outline(Arc<Mutex<OutlineParts>>);

/// The parts of an [`Outline`].
#[derive(Clone, Debug, Default)]
pub struct OutlineParts {
    /// Title of the route.
    pub title: String,
    /// `data-route` on `<html>`, for styles that differ by page.
    pub route: &'static str,
    /// HTTP status; 200 where nothing is said.
    pub status: Option<u16>,
    /// Only for people who are signed in.
    pub private: bool,
    /// The slots, in the order of their markers.
    pub slots: Vec<SlotRequest>,
}

impl Outline {
    pub(crate) fn change<R>(&self, change: impl FnOnce(&mut OutlineParts) -> R) -> R {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The page's body with markers for its slots, and what the shell says of it. `url` is a path with or without a query; what
/// comes of it depends on nothing but `url` and `store`.
pub fn render(url: &str, store: &Slices) -> (String, OutlineParts) {
    // The router would read `//x` and `/\x` as another host's address, and panic where `x` can't be a host.
    let url = format!("/{}", url.trim_start_matches(['/', '\\']));
    let owner = Owner::new();
    let outline = Outline::default();
    let html = owner.with(|| {
        provide_context(RequestUrl::new(&url));
        provide_context(outline.clone());
        provide_context(store.clone());
        view! { <Router><App/></Router> }.to_html()
    });
    owner.cleanup();
    (html, outline.change(std::mem::take))
}

/// Says what page this is.
pub(crate) fn describe(route: &'static str, title: &str, private: bool) {
    if let Some(outline) = use_context::<Outline>() {
        outline.change(|parts| {
            parts.route = route;
            parts.title = title.to_owned();
            parts.private = private;
        });
    }
}

/// The path of every route, for axum; a leptos_router list in axum's syntax.
pub fn paths() -> Vec<leptos_axum::AxumRouteListing> {
    leptos_axum::generate_route_list(|| {
        provide_context(Outline::default());
        provide_context(Slices::default());
        view! { <Router><App/></Router> }
    })
}

#[cfg(test)]
mod tests {
    use contract::user::{Role, User};

    use super::*;

    fn signed_in() -> Slices {
        let user = User {
            id: "u1".into(),
            email: "ana@example.ph".into(),
            name: "Ana <b>Cruz".into(),
            role: Role::Student,
            subscriptions: vec![],
        };
        Slices { user: Some(user), ..Slices::default() }
    }

    #[test]
    fn a_deep_link_becomes_a_slot_with_its_parameters() {
        let (html, outline) = render("/exam/np1?q=3", &signed_in());
        assert_eq!(outline.slots.len(), 1);
        let slot = &outline.slots[0];
        assert_eq!((slot.remote, slot.expose), ("nursing", "./NursingApp"));
        assert_eq!(slot.params, [("id".to_owned(), "np1".to_owned())]);
        assert!(html.contains(&remote::marker(0)), "{html}");
        assert!(outline.private);
    }

    #[test]
    fn an_unknown_path_is_a_404_with_the_same_layout() {
        let (html, outline) = render("/no/such/page", &Slices::default());
        assert_eq!(outline.status, Some(404));
        assert!(html.contains("<main") && html.contains("<header"), "{html}");
    }

    #[test]
    fn an_address_like_another_hosts_is_a_page_of_this_site() {
        for url in ["//[", "/\\[", "///exam/np1", "//exams?q=//["] {
            assert!(render(url, &Slices::default()).0.contains("<main"), "{url}");
        }
        assert_eq!(render("//exams", &Slices::default()).1.route, "exams");
    }

    #[test]
    fn equal_requests_give_equal_shells() {
        for url in ["/", "/exam/np1?q=3", "/no/such/page"] {
            assert_eq!(render(url, &signed_in()).0, render(url, &signed_in()).0, "{url}");
        }
    }

    #[test]
    fn names_are_escaped() {
        let (html, _) = render("/", &signed_in());
        assert!(!html.contains("<b>Cruz"), "{html}");
    }

    #[test]
    fn axum_learns_every_route() {
        let paths: Vec<String> = paths().iter().map(|listing| listing.path().to_owned()).collect();
        for path in [
            "/",
            "/login",
            "/register",
            "/account",
            "/dashboard",
            "/exams",
            "/exam/{id}",
            "/exam/{id}/review/{attempt}",
            "/gallery",
            "/problems/{code}",
        ] {
            assert!(paths.iter().any(|known| known == path), "{path} in {paths:?}");
        }
    }
}
