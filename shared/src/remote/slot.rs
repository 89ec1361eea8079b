//! A remote inside a remote.

use leptos::{html, prelude::*};
use serde::Serialize;

/// Mounts another remote's expose here, with its loading, error and Retry states. It lives as long as this component and
/// follows changed props. On the server the place is left empty: it is for what opens later, such as a dialog.
#[component]
pub fn RemoteSlot<P: Serialize + PartialEq + Clone + Send + Sync + 'static>(
    /// The remote's name; the release must `require` it.
    remote: &'static str,
    /// The expose's name.
    expose: &'static str,
    /// Its props.
    props: Signal<P>,
) -> impl IntoView {
    let place = NodeRef::<html::Div>::new();
    #[cfg(feature = "hydrate")]
    {
        use crate::host::imp::{Nested, SendWrapper, current};

        let nested = StoredValue::new(None::<SendWrapper<Nested>>);
        Effect::new(move || {
            let (Some(place), Some(host)) = (place.get(), current()) else {
                return;
            };
            let Ok(props) = serde_json::to_string(&props.get()) else {
                return;
            };
            nested.update_value(|nested| match nested {
                Some(SendWrapper(nested)) => nested.update(&props),
                None => *nested = Some(SendWrapper(host.mount(&place, remote, expose, &props))),
            });
        });
        on_cleanup(move || {
            nested.try_update_value(|nested| {
                if let Some(SendWrapper(nested)) = nested.take() {
                    nested.unmount();
                }
            });
        });
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = (remote, expose, props);
    view! { <div class="mf-nested" node_ref=place></div> }
}
