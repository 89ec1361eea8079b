use leptos::{html, prelude::*};

/// A question in front of the page: a native modal dialog, at the bottom edge of a phone. The browser keeps the focus in it
/// and closes it with Escape or the back gesture. What is in it exists only while it is open.
#[component]
pub fn Dialog(
    /// Set it to open; it is reset when the dialog closes.
    open: RwSignal<bool>,
    /// The dialog's heading; it gets the focus.
    #[prop(into)]
    title: String,
    /// The heading's id, where a page has several dialogs.
    #[prop(default = "dialog-title")]
    title_id: &'static str,
    children: ChildrenFn,
    /// The buttons, least important first.
    #[prop(into)]
    actions: ViewFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        let open = open.get();
        let Some(dialog) = dialog.get() else { return };
        if open && !dialog.open() {
            // Fails only where the element has just been taken out of the page.
            let _ = dialog.show_modal();
        } else if !open && dialog.open() {
            dialog.close();
        }
    });
    view! {
        <dialog class="ui-dialog" aria-labelledby=title_id node_ref=dialog on:close=move |_| open.set(false)>
            <h2 class="ui-dialog__title" id=title_id tabindex="-1" autofocus>
                {title}
            </h2>
            {move || {
                open.get().then(|| view! {
                    <div class="ui-dialog__body">{children()}</div>
                    <div class="ui-dialog__actions">{actions.run()}</div>
                })
            }}
        </dialog>
    }
}
