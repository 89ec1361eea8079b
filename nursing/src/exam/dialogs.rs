//! What can come between: the question before handing in, and logging in again. Answers stay in both.

use leptos::prelude::*;
use shared::{contract::props::LoginFormProps, remote::RemoteSlot, store::use_store};
use ui_components::{Button, ButtonKind, Dialog};

use super::sitting::Sitting;

#[component]
pub(super) fn Finish(sitting: Sitting) -> impl IntoView {
    let total = sitting.exam.with_value(|exam| exam.questions as usize);
    let open = move || total - sitting.answers.with(|answers| answers.len()).min(total);
    view! {
        <Dialog
            open=sitting.finishing title="Finish the exam?" title_id="finish-title"
            actions=move || view! {
                <Button kind=ButtonKind::Quiet on:click=move |_| sitting.finishing.set(false)>"Keep working"</Button>
                <Button on:click=move |_| sitting.hand_in() attr:aria-busy=move || sitting.busy.get().then_some("true")>"Finish and see the review"</Button>
            }
        >
            <p>
                {move || match open() {
                    0 => "You have answered every question.".to_owned(),
                    1 => "1 question has no answer yet.".to_owned(),
                    open => format!("{open} questions have no answer yet."),
                }}
                " After that you can't change an answer."
            </p>
        </Dialog>
    }
}

#[component]
pub(super) fn LogIn(sitting: Sitting) -> impl IntoView {
    let store = use_store();
    let props = Signal::derive(move || LoginFormProps {
        next: None,
        message: Some("Your session has ended. Your answers are kept on this phone; log in to go on.".into()),
        email: store.user.get().map(|user| user.email),
    });
    view! {
        <Dialog
            open=sitting.logged_out title="Log in to continue" title_id="login-title"
            actions=move || view! { <Button kind=ButtonKind::Quiet on:click=move |_| sitting.logged_out.set(false)>"Later"</Button> }
        >
            <RemoteSlot remote="auth" expose="./LoginForm" props/>
        </Dialog>
    }
}
