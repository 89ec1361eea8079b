//! The client half of the ABI.

use any_spawner::Executor;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use mf_abi::message::Input;

use crate::{
    host::imp,
    mount::{Mount, Refusal, effect, prepare},
    store::Slices,
    wire::{self, Wire},
};

pub use crate::host::imp::Host;

/// Takes new props, as JSON.
pub type Update = Box<dyn Fn(&str) -> Result<(), Refusal>>;

/// A mounted view, with what takes its new props.
type Alive = (Box<dyn Handle>, Update);
/// Takes the values that a hook reports.
type Report = Box<dyn Fn(String)>;

/// One view of the remote, type-erased. Made by [`crate::remote!`].
pub struct ClientView {
    #[doc(hidden)]
    pub expose: &'static str,
    #[doc(hidden)]
    pub mount: fn(&str, &HtmlElement) -> Result<Alive, Refusal>,
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
    pub start: fn(&str, Report) -> Result<(), Refusal>,
}

/// Mounts with the view's own type: erased to `AnyView`, every view would bring its asynchronous hydration along, a third more
/// code. It only hydrates what the server rendered: building it anew is code that no page would ever run.
#[doc(hidden)]
pub fn mount_with<P, D, S, V>(input: &str, slot: &HtmlElement, view: impl FnOnce(Mount<P, D>) -> V) -> Result<Alive, Refusal>
where
    P: Wire + Send + Sync + 'static,
    D: Wire,
    S: Slices,
    V: IntoView + 'static,
{
    let Input { props, request, store, data } = wire::read::<Input<P, D, S>>(input)?;
    let data = data.ok.ok_or("its data were refused")?;
    // As leptos::mount does it, but without its context for resources: remotes have none, and its data are globals of the page.
    let owner = Owner::new();
    let (view, set_props) = owner.with(|| {
        let (mount, set_props) = prepare(props, request, store, data);
        (view(mount).into_view().hydrate_from::<true>(slot), set_props)
    });
    let update = move |json: &str| {
        set_props.set(wire::read(json)?);
        Ok(())
    };
    Ok((Box::new(InPage { owner, view }), Box::new(update)))
}

#[doc(hidden)]
pub fn call_with<A: Wire, R: Wire>(argument: &str, function: impl FnOnce(A) -> R) -> Result<String, Refusal> {
    Ok(wire::write(&function(wire::read(argument)?)))
}

#[doc(hidden)]
pub fn hook_with<A: Wire, V: Wire, F: Fn() -> V + 'static>(
    argument: &str,
    hook: impl FnOnce(A) -> F,
    report: Report,
) -> Result<(), Refusal> {
    let value = hook(wire::read(argument)?);
    effect(move || report(wire::write(&value())));
    Ok(())
}

/// A mounted view.
pub struct Mounted {
    update: Update,
    handle: Option<Box<dyn Handle>>,
}

/// A view in the page, whatever its type.
#[doc(hidden)]
pub trait Handle {
    /// Takes it out.
    fn unmount(&mut self);
}

struct InPage<S> {
    owner: Owner,
    view: S,
}

impl<S: Mountable> Handle for InPage<S> {
    fn unmount(&mut self) {
        self.owner.cleanup();
        self.view.unmount();
    }
}

/// Brings what the server rendered of `expose` in `slot` to life.
///
/// # Errors
/// The input can't be read, or names no view of this remote.
pub fn mount(views: &[ClientView], slot: &HtmlElement, expose: &str, input: &str, host: Host) -> Result<Mounted, JsValue> {
    begin(host);
    let mount = find(views.iter().map(|view| (view.expose, view.mount)), expose)?;
    let (handle, update) = mount(input, slot).map_err(refuse)?;
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
        if let Some(mut handle) = self.handle.take() {
            handle.unmount();
        }
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
pub fn hook<S: Slices>(
    hooks: &[ClientHook],
    name: &str,
    argument: &str,
    host: Host,
    report: js_sys::Function,
) -> Result<Hook, JsValue> {
    let slices = S::of(|name| host.get(name));
    begin(host);
    let start = find(hooks.iter().map(|hook| (hook.expose, hook.start)), name)?;
    let owner = Owner::new();
    owner
        .with(|| {
            slices.provide();
            start(argument, Box::new(move |json| drop(report.call1(&JsValue::NULL, &json.into()))))
        })
        .map_err(refuse)?;
    Ok(Hook(Some(owner)))
}

/// Prepares the instance: its host, and a panic hook that tells the host before the trap.
fn begin(host: Host) {
    let panicked = imp::SendWrapper(host.clone());
    std::panic::set_hook(Box::new(move |info| {
        let imp::SendWrapper(host) = &panicked;
        host.panicked(&info.to_string());
    }));
    imp::install(Some(host));
    let _ = Executor::init_wasm_bindgen();
}

fn find<T>(entries: impl Iterator<Item = (&'static str, T)>, expose: &str) -> Result<T, JsValue> {
    entries
        .into_iter()
        .find_map(|(name, entry)| (name == expose).then_some(entry))
        .ok_or_else(|| refuse(["there is no expose `", expose, "`"].concat()))
}

fn refuse(refusal: Refusal) -> JsValue {
    JsValue::from_str(&refusal)
}
