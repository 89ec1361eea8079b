//! A remote inside a remote.

use leptos::{html, prelude::*};

use mf_abi::expose::View;

use crate::wire::{self, Wire};

/// Mounts another remote's expose here, with its loading, error and Retry states, for as long as `props` has a value, and
/// follows changed ones. On the server the place is left empty: it is for what opens later, such as a dialog.
#[component]
pub fn RemoteSlot<P: Wire + 'static>(
    /// Which expose; the release must `require` its remote.
    view: View<P>,
    /// Its props; nothing is mounted where there are none.
    props: impl Fn() -> Option<P> + 'static,
) -> impl IntoView {
    slot(view.remote(), view.expose(), Box::new(move || props().as_ref().map(wire::write)))
}

/// Apart from the component, which differs by the props' type.
fn slot(remote: &'static str, expose: &'static str, props: Box<dyn Fn() -> Option<String>>) -> impl IntoView {
    let place = NodeRef::<html::Div>::new();
    #[cfg(feature = "hydrate")]
    {
        use std::{cell::RefCell, rc::Rc};

        use crate::host::imp::{Nested, SendWrapper, current};

        let nested = Rc::new(RefCell::new(None::<Nested>));
        let end = SendWrapper(Rc::clone(&nested));
        crate::mount::effect(move || {
            let (Some(place), Some(host)) = (place.get(), current()) else { return };
            let mut nested = nested.borrow_mut();
            match (props(), &*nested) {
                (Some(props), Some(nested)) => nested.update(&props),
                (Some(props), None) => *nested = Some(host.mount(&place, remote, expose, &props)),
                (None, _) => unmount(nested.take()),
            }
        });
        on_cleanup(move || {
            let SendWrapper(nested) = { end };
            unmount(nested.borrow_mut().take());
        });

        fn unmount(nested: Option<Nested>) {
            if let Some(nested) = nested {
                nested.unmount();
            }
        }
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = (remote, expose, props);
    view! { <div class="mf-nested" node_ref=place></div> }
}
