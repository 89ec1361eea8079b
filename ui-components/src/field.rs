use leptos::{html, prelude::*};

use crate::icon::{Glyph, Icon};

/// A text field with label, hint and error. Its id is `field-` and the name, unless `id` says otherwise.
#[component]
pub fn Field(
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// What the form sends it as.
    #[prop(into)]
    name: String,
    /// The input's type; `text` if not given.
    #[prop(default = "text")]
    kind: &'static str,
    /// The text to begin with.
    #[prop(optional, into)]
    value: String,
    /// What is wrong with it, if anything.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// How to fill it in.
    #[prop(optional, into)]
    hint: Option<String>,
    /// The kind of data, for password managers: `email`, `name` …
    #[prop(optional, into)]
    autocomplete: Option<String>,
    /// Can't be left empty.
    #[prop(optional)]
    required: bool,
    /// Follows what is typed, also what was typed before the page was live.
    #[prop(optional)]
    bind: Option<RwSignal<String>>,
    /// Another id, where two forms of one page have fields of one name.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    Parts { label, name, value, error, hint, autocomplete, required, bind, id }.view(Signal::stored(kind), None)
}

/// A password field. Its *Show* button appears once the page is live; without scripts there is none.
#[component]
pub fn PasswordField(
    /// What is asked for.
    #[prop(default = "Password".into(), into)]
    label: String,
    /// What the form sends it as.
    #[prop(default = "password".into(), into)]
    name: String,
    /// What is wrong with it, if anything.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// How to fill it in.
    #[prop(optional, into)]
    hint: Option<String>,
    /// `current-password` or `new-password`.
    #[prop(default = "current-password")]
    autocomplete: &'static str,
    /// Follows what is typed, also what was typed before the page was live.
    #[prop(optional)]
    bind: Option<RwSignal<String>>,
    /// Another id, where two forms of one page have fields of one name.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let live = RwSignal::new(false);
    Effect::new(move || live.set(true));
    let toggle = view! {
        <button
            class="toggle"
            type="button"
            hidden=move || !live.get()
            aria-pressed=move || if shown.get() { "true" } else { "false" }
            on:click=move |_| shown.update(|shown| *shown = !*shown)
        >
            "Show"
            <span class="visually-hidden">" password"</span>
        </button>
    };
    Parts { label, name, value: String::new(), error, hint, autocomplete: Some(autocomplete.into()), required: true, bind, id }
        .view(Signal::derive(move || if shown.get() { "text" } else { "password" }), Some(toggle.into_any()))
}

/// What both fields have. One function draws them, so that a remote with both carries the code once.
struct Parts {
    label: String,
    name: String,
    value: String,
    error: Signal<Option<String>>,
    hint: Option<String>,
    autocomplete: Option<String>,
    required: bool,
    bind: Option<RwSignal<String>>,
    id: Option<String>,
}

impl Parts {
    fn view(self, kind: Signal<&'static str>, toggle: Option<AnyView>) -> impl IntoView {
        let Parts { label, name, value, error, hint, autocomplete, required, bind, id } = self;
        let id = id.unwrap_or_else(|| ["field-", &name].concat());
        let hint_id = [&*id, "-hint"].concat();
        let error_id = [&*id, "-error"].concat();
        let described = {
            let (hint_id, error_id, has_hint) = (hint_id.clone(), error_id.clone(), hint.is_some());
            move || match (error.with(Option::is_some), has_hint) {
                (true, true) => Some([&*error_id, " ", &hint_id].concat()),
                (true, false) => Some(error_id.clone()),
                (false, true) => Some(hint_id.clone()),
                (false, false) => None,
            }
        };
        let input = NodeRef::<html::Input>::new();
        if let Some(bind) = bind {
            // A password manager or a quick typist may have been here before the script.
            Effect::new(move || {
                if let Some(input) = input.get() {
                    bind.set(input.value());
                }
            });
        }
        view! {
            <div class="ui-field" class:ui-field--invalid=move || error.with(Option::is_some)>
                <label class="ui-field__label" for=id.clone()>
                    {label}
                </label>
                {hint.map(|hint| view! { <p class="ui-field__hint" id=hint_id>{hint}</p> })}
                <div class="ui-field__control">
                    <input
                        class="ui-field__input"
                        id=id
                        name=name
                        type=move || kind.get()
                        value=value
                        autocomplete=autocomplete
                        required=required
                        aria-invalid=move || error.with(Option::is_some).then_some("true")
                        aria-describedby=described
                        node_ref=input
                        on:input=move |event| {
                            if let Some(bind) = bind {
                                bind.set(event_target_value(&event));
                            }
                        }
                    />
                    {toggle}
                </div>
                {move || {
                    let id = error_id.clone();
                    error.get().map(|error| view! {
                        <p class="ui-field__error" id=id>
                            <Icon glyph=Glyph::Warning />
                            <span>{error}</span>
                        </p>
                    })
                }}
            </div>
        }
    }
}
