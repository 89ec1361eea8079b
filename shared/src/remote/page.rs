//! What a view says about the page it is on. Only a server render is heard; later navigation goes through the host.

use std::cell::RefCell;

use crate::abi::Rendered;

thread_local! {
    static PAGE: RefCell<Rendered> = RefCell::default();
}

/// Names the page.
pub fn set_title(title: impl Into<String>) {
    let title = title.into();
    PAGE.with_borrow_mut(|page| page.title = Some(title));
}

/// Sets the page's HTTP status, such as 404.
pub fn set_status(status: u16) {
    PAGE.with_borrow_mut(|page| page.status = Some(status));
}

/// Sends the visitor elsewhere.
pub fn redirect(path: impl Into<String>) {
    let path = path.into();
    PAGE.with_borrow_mut(|page| page.redirect = Some(path));
}

/// What was said since the last call.
#[cfg(feature = "ssr")]
pub(super) fn take() -> Rendered {
    PAGE.take()
}
