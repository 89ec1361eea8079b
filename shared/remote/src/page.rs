//! What a view says about the page it is on. Only a server render is heard; in the browser, where later navigation goes through
//! the host, nothing happens.

#[cfg(feature = "ssr")]
use std::cell::RefCell;

#[cfg(feature = "ssr")]
use mf_abi::message::Rendered;

#[cfg(feature = "ssr")]
thread_local! {
    static PAGE: RefCell<Rendered> = RefCell::default();
}

/// Names the page.
pub fn set_title(title: &str) {
    #[cfg(feature = "ssr")]
    PAGE.with_borrow_mut(|page| page.title = Some(title.to_owned()));
    #[cfg(not(feature = "ssr"))]
    let _ = title;
}

/// Sets the page's HTTP status, such as 404.
pub fn set_status(status: u16) {
    #[cfg(feature = "ssr")]
    PAGE.with_borrow_mut(|page| page.status = Some(status));
    #[cfg(not(feature = "ssr"))]
    let _ = status;
}

/// Sends the visitor elsewhere.
pub fn redirect(path: &str) {
    #[cfg(feature = "ssr")]
    PAGE.with_borrow_mut(|page| page.redirect = Some(path.to_owned()));
    #[cfg(not(feature = "ssr"))]
    let _ = path;
}

/// Says that what is shown is a document: no code is loaded for it.
#[cfg(feature = "ssr")]
pub(crate) fn set_document() {
    PAGE.with_borrow_mut(|page| page.live = false);
}

/// What was said since the last call.
#[cfg(feature = "ssr")]
pub(crate) fn take() -> Rendered {
    PAGE.take()
}
