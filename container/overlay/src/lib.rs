//! What the container itself runs in the browser, in development mode only: it passes rebuilt remotes to the loader, shows
//! compile errors over the page, and reloads the page when the container was restarted.

use leptos::prelude::*;
use serde::Deserialize;
use wasm_bindgen::prelude::*;

/// An event of `/__mf/dev`.
#[derive(Deserialize)]
#[serde(untagged)]
enum News {
    /// Which run of the container this is.
    Boot { boot: String },
    /// A remote was rebuilt and activated.
    Swap { swap: String, release: serde_json::Value },
    /// A remote or the container didn't compile.
    Failure { failed: String, message: String },
    /// The container compiles again.
    Mended { mended: String },
}

#[wasm_bindgen]
extern "C" {
    /// The loader's door for development and tests.
    type Loader;
    #[wasm_bindgen(js_namespace = window, js_name = mf, thread_local_v2)]
    static LOADER: Option<Loader>;
    #[wasm_bindgen(method)]
    fn swap(this: &Loader, name: &str, release: &JsValue) -> JsValue;
}

/// Starts listening. Called by the glue as soon as the module is there.
#[wasm_bindgen(start)]
pub fn start() {
    mount_to_body(Overlay);
}

/// What is shown about `name` is over.
fn mended(failure: RwSignal<Option<(String, String)>>, name: &str) {
    failure.update(|failure| {
        failure.take_if(|(failed, _)| failed == name);
    });
}

#[component]
fn Overlay() -> impl IntoView {
    let failure = RwSignal::new(None::<(String, String)>);
    let boot = StoredValue::new(None::<String>);
    let listen = Closure::<dyn FnMut(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
        let news = event.data().as_string().and_then(|text| serde_json::from_str(&text).ok());
        match news {
            Some(News::Boot { boot: id }) => {
                if boot.with_value(|known| known.as_ref().is_some_and(|known| *known != id)) {
                    let _ = window().location().reload();
                }
                boot.set_value(Some(id));
            }
            Some(News::Swap { swap: name, release }) => {
                mended(failure, &name);
                let release = js_sys::JSON::parse(&release.to_string()).unwrap_or_default();
                LOADER.with(|loader| {
                    if let Some(loader) = loader {
                        loader.swap(&name, &release);
                    }
                });
            }
            Some(News::Failure { failed, message }) => failure.set(Some((failed, message))),
            Some(News::Mended { mended: name }) => mended(failure, &name),
            None => {}
        }
    });
    if let Ok(events) = web_sys::EventSource::new("/__mf/dev") {
        events.set_onmessage(Some(listen.as_ref().unchecked_ref()));
        // Both live as long as the page.
        listen.forget();
        std::mem::forget(events);
    }
    move || {
        failure.get().map(|(name, message)| {
            view! {
                <div class="mf-dev-overlay" role="alertdialog" aria-label="Compile error">
                    <h2>{format!("{name} does not compile")}</h2>
                    <pre>{message}</pre>
                    <button class="ui-button ui-button--secondary" on:click=move |_| failure.set(None)>"Close"</button>
                </div>
            }
        })
    }
}
