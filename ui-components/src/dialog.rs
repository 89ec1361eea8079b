use leptos::{html, prelude::*};
use mf_remote::effect;

/// A question in front of the page: a native modal dialog, at the bottom edge of a phone. The browser keeps the focus in it
/// and closes it with Escape or the back gesture. Its last child is a row of buttons, least important first, of class
/// `ui-dialog__actions`.
#[component]
pub fn Dialog<C: IntoView + 'static, T: IntoView + 'static>(
    /// Set it to open; it is reset when the dialog closes.
    open: RwSignal<bool>,
    /// The dialog's heading; it gets the focus.
    title: T,
    /// The heading's id, where a page has several dialogs.
    #[prop(default = "dialog-title")]
    title_id: &'static str,
    children: TypedChildren<C>,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    follow(dialog, open);
    // The browser tells some time after it has closed it: by then it may be open again.
    let closed = move || open.set(dialog.get_untracked().is_some_and(|dialog| dialog.open()));
    view! {
        <dialog class="ui-dialog" aria-labelledby=title_id node_ref=dialog on:close=move |_| closed()>
            <h2 class="ui-dialog__title" id=title_id tabindex="-1" autofocus>
                {title}
            </h2>
            {children.into_inner()()}
        </dialog>
    }
}

/// Apart from the component, so that several dialogs of a remote share its code.
fn follow(dialog: NodeRef<html::Dialog>, open: RwSignal<bool>) {
    effect(move || {
        let open = open.get();
        let Some(dialog) = dialog.get() else { return };
        if open && !dialog.open() {
            // Fails only where the element has just been taken out of the page.
            let _ = dialog.show_modal();
        } else if !open && dialog.open() {
            dialog.close();
        }
    });
}
