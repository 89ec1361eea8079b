//! Parts of a view that only the server renders.

use leptos::prelude::*;

/// A part of a view that never changes in the browser: text, lists, pictures, links, plain forms. The server renders it; the
/// client module adopts what is there and holds no code for it, so it weighs nothing on a phone. It can hold no handlers and
/// no signals, and has to stand at a place that is in the page from the start.
///
/// A mount without the server (by another remote) leaves it empty: exposes with such parts belong on pages.
pub fn server_part<V: IntoView>(view: impl FnOnce() -> V) -> impl IntoView {
    #[cfg(feature = "ssr")]
    return leptos::view! { <mf-part>{view()}</mf-part> };
    #[cfg(not(feature = "ssr"))]
    {
        let _ = view;
        leptos::view! { <mf-part></mf-part> }
    }
}

/// Data for server parts: the browser neither reads it nor carries the code for it.
pub struct ServerData<D> {
    #[cfg(feature = "ssr")]
    data: D,
    #[cfg(not(feature = "ssr"))]
    data: std::marker::PhantomData<D>,
}

impl<D> ServerData<D> {
    #[doc(hidden)]
    #[cfg(feature = "ssr")]
    pub fn new(data: D) -> Self {
        ServerData { data }
    }

    #[doc(hidden)]
    #[cfg(not(feature = "ssr"))]
    pub fn absent() -> Self {
        ServerData { data: std::marker::PhantomData }
    }

    /// The data.
    ///
    /// # Panics
    /// This is a browser: ask for it in a [`server_part`] only.
    pub fn get(self) -> D {
        #[cfg(feature = "ssr")]
        return self.data;
        #[cfg(not(feature = "ssr"))]
        unreachable!("server data in a browser")
    }
}

/// A text that a signal begins with and that the server has rendered: in the browser it stands in the page already, and what
/// made it need not travel. Later texts replace it.
pub fn server_text(text: impl FnOnce() -> String) -> String {
    #[cfg(feature = "ssr")]
    return text();
    #[cfg(not(feature = "ssr"))]
    {
        let _ = text;
        String::new()
    }
}
