//! One device sits at an exam at a time: is it open on another one? Only the outbox knows this device, so it asks; the server has
//! drawn the question, and nothing of it is code in the browser.

use leptos::prelude::*;
use mf_remote::server_part;

use super::paper::Paper;

/// The outbox writes in it where the exam is open, and opens it.
pub(super) fn question() -> impl IntoView {
    server_part(|| {
        view! {
            <dialog class="ui-dialog" aria-labelledby="seat-title" data-mf-seat="">
                <h2 class="ui-dialog__title" id="seat-title" tabindex="-1" autofocus>"Continue here?"</h2>
                <p class="ui-dialog__body" translate="no"></p>
                <form class="ui-dialog__actions" method="dialog">
                    <a class="ui-button ui-button--secondary" href="/exams">"Leave it there"</a>
                    <button class="ui-button ui-button--primary" type="submit" value="here">"Continue here"</button>
                </form>
            </dialog>
        }
    })
}

/// The same for a page without scripts. No device has an id there, so two of them can't be told apart; one with scripts can be told
/// from one without.
#[cfg(feature = "ssr")]
pub(super) fn without_scripts(paper: &Paper) -> impl IntoView + use<> {
    use nursing_domain::sitting::FORM;

    let action = ["/exam/", &paper.exam.id, "/sitting"].concat();
    let seat = paper.sitting.clone().filter(|seat| seat.device != FORM);
    seat.map(|seat| {
        let time = crate::time::philippine_time(seat.seen_at);
        let name = if seat.device_name.is_empty() { "no name".to_owned() } else { seat.device_name };
        view! {
            <noscript>
                <div class="ui-alert ui-alert--warning exam-seat">
                    <p>{format!("This exam is open on another device ({name}), last used at {time}. Answers of both are kept.")}</p>
                    <button class="ui-button ui-button--secondary" type="submit" formaction=action>"Continue here"</button>
                    <a class="ui-button ui-button--quiet" href="/exams">"Leave it there"</a>
                </div>
            </noscript>
        }
    })
}

/// Where scripts run there is nothing to be seen of it.
#[cfg(not(feature = "ssr"))]
pub(super) fn without_scripts(_paper: &Paper) -> Option<()> {
    None
}
