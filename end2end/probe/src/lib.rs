//! The remote `probe`: buttons for what a remote can do to a page, and for what it must not be able to do. The browser tests
//! mount it; no page of the platform has it.

// Without a side there is nothing to build: the runtime in `mf-remote` exists on either of them only.
#![cfg(any(feature = "hydrate", feature = "ssr"))]

mod bus;
mod others;
mod store;

use contract::props::{LoginFormProps, NoProps};
use leptos::prelude::*;
use mf_remote::Mount;

fn probe(_mount: Mount<NoProps>) -> impl IntoView + use<> {
    let count = RwSignal::new(0_u32);
    view! {
        <section class="probe">
            <h2>"Probe"</h2>
            <button type="button" id="probe-count" on:click=move |_| count.update(|count| *count += 1)>"Counted: " {count}</button>
            <button type="button" id="probe-panic" on:click=move |_| fail(count.get_untracked())>"Panic"</button>
            <store::StoreProbe/>
            <bus::BusProbe/>
            <others::OthersProbe/>
        </section>
    }
}

/// Props as another remote hands them in, and as they change.
fn echo(mount: Mount<LoginFormProps>) -> impl IntoView + use<> {
    let props = mount.props;
    view! { <output id="probe-echo">{move || props.with(|props| props.message.clone())}</output> }
}

fn fail(count: u32) {
    panic!("the probe was told to, after {count} clicks");
}

contract::remote! {
    views {
        "./Probe" => { props: NoProps, view: probe },
        "./Echo" => { props: LoginFormProps, view: echo },
    }
}
