//! The event bus, seen from this module.

use contract::event::SubscriptionChanged;
use leptos::prelude::*;
use mf_remote::bus;

#[component]
pub(crate) fn BusProbe() -> impl IntoView {
    let heard = RwSignal::new(Vec::<String>::new());
    let once = RwSignal::new(0_u32);
    let listening = RwSignal::new(true);
    let note = move |SubscriptionChanged(plans)| heard.update(|heard| heard.push(plans.join("+")));
    bus::once(move |_: SubscriptionChanged| once.update(|once| *once += 1));
    view! {
        <p>
            "Heard " <output id="probe-heard">{move || heard.get().join(",")}</output>
            ", once " <output id="probe-once">{once}</output>
        </p>
        <button type="button" id="probe-emit" on:click=move |_| bus::emit(&SubscriptionChanged(vec!["from-probe".into()]))>"Emit"</button>
        <button type="button" id="probe-listen" on:click=move |_| listening.update(|listening| *listening = !*listening)>"Listen or not"</button>
        // The subscription lives as long as what is shown here; the last three events from before come first.
        {move || listening.get().then(|| bus::subscribe(3, note))}
    }
}
