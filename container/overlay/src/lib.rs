//! What the container itself runs in the browser, in development mode only: it passes rebuilt remotes to the loader, shows
//! compile errors over the page, and reloads the page when the container was restarted.

use std::{cell::RefCell, rc::Rc};

use js_sys::{JSON, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{Element, EventSource, HtmlElement, MessageEvent, Window};

#[wasm_bindgen]
extern "C" {
    /// The loader's door for development and tests.
    type Loader;
    #[wasm_bindgen(js_namespace = window, js_name = mf, thread_local_v2)]
    static LOADER: Option<Loader>;
    #[wasm_bindgen(method)]
    fn swap(this: &Loader, name: &str, release: &JsValue) -> JsValue;
}

/// What the page knows of the container that it came from.
#[derive(Default)]
struct Overlay {
    /// Which run of the container answers.
    boot: Option<String>,
    /// What doesn't compile, and the element that says so.
    failure: Option<(String, Element)>,
}

/// Starts listening. Called by the glue as soon as the module is there.
///
/// # Errors
/// The browser has no `EventSource`.
#[wasm_bindgen(start)]
pub fn start() -> Result<(), JsValue> {
    let overlay = Rc::new(RefCell::new(Overlay::default()));
    let listen = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let news = event.data().as_string().and_then(|text| JSON::parse(&text).ok());
        if let (Some(news), Some(window)) = (news, web_sys::window()) {
            overlay.borrow_mut().hear(&window, &news);
        }
    });
    let events = EventSource::new("/__mf/dev")?;
    events.set_onmessage(Some(listen.as_ref().unchecked_ref()));
    // Both live as long as the page.
    listen.forget();
    std::mem::forget(events);
    Ok(())
}

impl Overlay {
    /// One event of `/__mf/dev`; see container/src/federation/watch.rs.
    fn hear(&mut self, window: &Window, news: &JsValue) {
        let field = |name: &str| Reflect::get(news, &name.into()).unwrap_or_default();
        let text = |name: &str| field(name).as_string();
        if let Some(boot) = text("boot") {
            if self.boot.as_ref().is_some_and(|known| *known != boot) {
                // Another run of the container rendered other pages. Where the browser refuses, the next navigation comes from it.
                let _ = window.location().reload();
            }
            self.boot = Some(boot);
        } else if let Some(name) = text("swap") {
            self.mended(&name);
            LOADER.with(|loader| loader.as_ref().map(|loader| loader.swap(&name, &field("release"))));
        } else if let Some(name) = text("failed") {
            let element = show(window, &name, &text("message").unwrap_or_default());
            if let Some((_, former)) = std::mem::replace(&mut self.failure, element.map(|element| (name, element))) {
                former.remove();
            }
        } else if let Some(name) = text("mended") {
            self.mended(&name);
        }
    }

    /// What is shown about `name` is over.
    fn mended(&mut self, name: &str) {
        if let Some((_, element)) = self.failure.take_if(|(failed, _)| failed == name) {
            element.remove();
        }
    }
}

/// Lays `message` over the page; none where the page has no body.
fn show(window: &Window, name: &str, message: &str) -> Option<Element> {
    let document = window.document()?;
    let overlay = document.create_element("div").ok()?;
    overlay.set_class_name("mf-dev-overlay");
    overlay.set_attribute("role", "alertdialog").ok()?;
    overlay.set_attribute("aria-label", "Compile error").ok()?;
    let add = |tag: &str, text: &str| {
        let element = document.create_element(tag).ok()?;
        element.set_text_content(Some(text));
        overlay.append_child(&element).ok()?;
        Some(element)
    };
    add("h2", &format!("{name} does not compile"))?;
    add("pre", message)?;
    let close: HtmlElement = add("button", "Close")?.dyn_into().ok()?;
    close.set_class_name("ui-button ui-button--secondary");
    let target = overlay.clone();
    close.set_onclick(Some(Closure::once_into_js(move || target.remove()).unchecked_ref()));
    document.body()?.append_child(&overlay).ok()?;
    Some(overlay)
}
