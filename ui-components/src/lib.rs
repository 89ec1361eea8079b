//! The design system: components that remotes compile in, and a remote of its own.
//!
//! # Layout
//! - One file a component, each re-exported here. They are plain functions over the classes of `style/`, whose contract is
//!   the comment on top of `style/10-base.css`.
//! - [`gallery`]: every component in every state.
//! - The remote (feature `remote`): exposes `./Gallery` and `./ThemeSwitch`, and carries the one stylesheet of the platform.
//!
//! A component adds its code to every remote that uses it, so: no inline styles (the content security policy forbids them),
//! no floating-point formatting, native HTML before script.

// The types of views nest deeply.
#![recursion_limit = "1024"]
// Without a side there is nothing to build: the runtime in `mf-remote` exists on either of them only.
#![cfg(any(feature = "hydrate", feature = "ssr"))]

mod alert;
mod badge;
mod button;
mod card;
mod chart;
mod dialog;
mod empty_state;
mod error_card;
mod field;
mod icon;
mod progress_bar;
mod score_ring;
mod skeleton;
mod stat;
mod theme_switch;
mod timer;
mod toast;

pub use self::{
    alert::*, badge::*, button::*, card::*, chart::*, dialog::*, empty_state::*, error_card::*, field::*, icon::*,
    progress_bar::*, score_ring::*, skeleton::*, stat::*, theme_switch::*, timer::*, toast::*,
};

// Only for the remote: every other crate would compile it in vain.
#[cfg(feature = "remote")]
pub mod gallery;

/// What the remote exposes.
#[cfg(feature = "remote")]
pub mod exposes {
    use contract::props::NoProps;
    use leptos::prelude::*;
    use mf_remote::Mount;

    fn gallery(_mount: Mount<NoProps>) -> impl IntoView + use<> {
        mf_remote::page::set_title("Gallery");
        view! { <crate::gallery::Gallery /> }
    }

    #[cfg(feature = "ssr")]
    fn theme_switch(_mount: Mount<NoProps>) -> impl IntoView + use<> {
        view! { <crate::ThemeSwitch /> }
    }

    contract::remote! {
        views {
            "./Gallery" => { props: NoProps, view: gallery },
        }
        documents {
            "./ThemeSwitch" => { props: NoProps, view: theme_switch },
        }
    }
}
