//! The client half of the ABI.

use std::{cell::RefCell, rc::Rc};

use any_spawner::Executor;
use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use super::{Mount, Refusal, prepare, read_json};
use crate::{abi::Input, host::imp};

pub use crate::host::imp::Host;

/// Takes new props, as JSON.
pub type Update = Box<dyn Fn(&str) -> Result<(), Refusal>>;

/// One view of the remote, type-erased. Made by [`crate::remote!`].
pub struct ClientView {
    #[doc(hidden)]
    pub expose: &'static str,
    #[doc(hidden)]
    pub mount: fn(Input, HtmlElement, bool) -> Result<(Box<dyn Handle>, Update), Refusal>,
}

/// One exposed function: argument and result as JSON.
pub struct ClientFunction {
    #[doc(hidden)]
    pub expose: &'static str,
    #[doc(hidden)]
    pub call: fn(&str) -> Result<String, Refusal>,
}

/// One exposed hook: argument as JSON, values reported as JSON.
pub struct ClientHook {
    #[doc(hidden)]
    pub expose: &'static str,
    #[doc(hidden)]
    pub start: fn(&str, Box<dyn Fn(String)>) -> Result<(), Refusal>,
}

/// Mounts with the view's own type: erased to `AnyView`, every view would bring its asynchronous hydration along, a third more code.
#[doc(hidden)]
pub fn mount_with<P, V>(
    input: Input,
    slot: HtmlElement,
    hydrate: bool,
    view: impl FnOnce(Mount<P>) -> V + 'static,
) -> Result<(Box<dyn Handle>, Update), Refusal>
where
    P: DeserializeOwned + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let props = read_json::<P>(input.props.get(), "props")?;
    // The props signal belongs to the owner that the mount makes; its setter comes out this way.
    let setter = Rc::new(RefCell::new(None));
    let out = Rc::clone(&setter);
    let make = move || {
        let (mount, set_props) = prepare(props, input);
        out.replace(Some(set_props));
        view(mount)
    };
    let handle: Box<dyn Handle> = if hydrate { Box::new(hydrate_from(slot, make)) } else { Box::new(mount_to(slot, make)) };
    let set_props = setter.take().ok_or("the view was not built")?;
    let update = move |json: &str| {
        set_props.set(read_json(json, "props")?);
        Ok(())
    };
    Ok((handle, Box::new(update)))
}

#[doc(hidden)]
pub fn call_with<A: DeserializeOwned, R: Serialize>(argument: &str, function: impl FnOnce(A) -> R) -> Result<String, Refusal> {
    serde_json::to_string(&function(read_json(argument, "arguments")?)).map_err(|error| error.to_string())
}

#[doc(hidden)]
pub fn hook_with<A, V>(argument: &str, hook: impl FnOnce(A) -> Signal<V>, report: Box<dyn Fn(String)>) -> Result<(), Refusal>
where
    A: DeserializeOwned,
    V: Serialize + Clone + Send + Sync + 'static,
{
    let value = hook(read_json(argument, "arguments")?);
    Effect::new(move || {
        if let Ok(json) = value.with(|value| serde_json::to_string(value)) {
            report(json);
        }
    });
    Ok(())
}

/// A mounted view; dropping it unmounts.
pub struct Mounted {
    update: Update,
    handle: Option<Box<dyn Handle>>,
}

/// Anything whose drop ends the mount.
#[doc(hidden)]
pub trait Handle {}
impl<T> Handle for T {}

/// Mounts `expose` of `input` in `slot`.
///
/// # Errors
/// The input can't be read, or names no view of this remote.
pub fn mount(views: &[ClientView], slot: HtmlElement, input: &str, host: Host, hydrate: bool) -> Result<Mounted, JsValue> {
    begin(host);
    let input: Input = read_json(input, "inputs").map_err(refuse)?;
    let mount = find(views.iter().map(|view| (view.expose, view.mount)), &input.expose)?;
    let (handle, update) = mount(input, slot, hydrate).map_err(refuse)?;
    Ok(Mounted { update, handle: Some(handle) })
}

impl Mounted {
    /// Hands in new props.
    ///
    /// # Errors
    /// They aren't the expose's.
    pub fn update(&self, props: &str) -> Result<(), JsValue> {
        (self.update)(props).map_err(refuse)
    }

    /// Takes the view out of the page and lets the host go.
    pub fn unmount(&mut self) {
        self.handle.take();
        imp::install(None);
    }
}

/// Calls an exposed function.
///
/// # Errors
/// There is none of that name, or the argument isn't its.
pub fn call(functions: &[ClientFunction], name: &str, argument: &str) -> Result<String, JsValue> {
    let call = find(functions.iter().map(|function| (function.expose, function.call)), name)?;
    call(argument).map_err(refuse)
}

/// A running hook; dropping it stops it.
pub struct Hook(Option<Owner>);

impl Hook {
    /// Ends the reports.
    pub fn stop(&mut self) {
        if let Some(owner) = self.0.take() {
            owner.cleanup();
        }
        imp::install(None);
    }
}

/// Starts an exposed hook.
///
/// # Errors
/// There is none of that name, or the argument isn't its.
pub fn hook(hooks: &[ClientHook], name: &str, argument: &str, host: Host, report: js_sys::Function) -> Result<Hook, JsValue> {
    let slices = begin(host);
    let start = find(hooks.iter().map(|hook| (hook.expose, hook.start)), name)?;
    let owner = Owner::new();
    owner
        .with(|| {
            provide_context(crate::store::Store::new(slices));
            start(argument, Box::new(move |json| drop(report.call1(&JsValue::NULL, &json.into()))))
        })
        .map_err(refuse)?;
    Ok(Hook(Some(owner)))
}

/// Prepares the instance: its host, and a panic hook that tells the host before the trap.
fn begin(host: Host) -> crate::contract::slice::Slices {
    let panicked = imp::SendWrapper(host.clone());
    std::panic::set_hook(Box::new(move |info| {
        let imp::SendWrapper(host) = &panicked;
        host.panicked(&info.to_string());
    }));
    let slices = crate::contract::slice::Slices {
        user: serde_json::from_str(&host.get("user")).unwrap_or_default(),
        ..Default::default()
    };
    imp::install(Some(host));
    let _ = Executor::init_wasm_bindgen();
    slices
}

fn find<T>(entries: impl Iterator<Item = (&'static str, T)>, expose: &str) -> Result<T, JsValue> {
    entries
        .into_iter()
        .find_map(|(name, entry)| (name == expose).then_some(entry))
        .ok_or_else(|| refuse(format!("there is no expose `{expose}`")))
}

fn refuse(refusal: Refusal) -> JsValue {
    JsValue::from_str(&refusal)
}
