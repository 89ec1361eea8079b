//! The server half of the ABI: plain functions over text, so that they run in wasmtime and in native tests alike.

use leptos::prelude::*;

use mf_abi::message::{Input, NoData, Plan, Request};

use crate::{
    call::{Call, Reads},
    host::Failure,
    mount::{Mount, Refusal, prepare},
    page,
    store::Slices,
    wire::Wire,
};

/// One view of the remote, type-erased. Made by [`crate::remote!`].
pub struct ServerView {
    #[doc(hidden)]
    pub expose: &'static str,
    #[doc(hidden)]
    pub plan: fn(&str) -> Result<Option<String>, Refusal>,
    #[doc(hidden)]
    pub render: fn(&str) -> Result<AnyView, Refusal>,
}

#[doc(hidden)]
pub fn plan_with<P, S, D, A>(input: &str, plan: fn(&P, &Request) -> Call<(), A>) -> Result<Option<String>, Refusal>
where
    P: Wire,
    S: Slices,
    D: Reads<A>,
{
    let Input { props, request, .. } = read::<P, NoData, S>(input)?;
    Ok(Some(plan(&props, &request).path().to_owned()))
}

/// Renders a view without data.
#[doc(hidden)]
pub fn render_plain<P, S, V>(input: &str, view: impl FnOnce(Mount<P>) -> V) -> Result<AnyView, Refusal>
where
    P: Wire + Send + Sync + 'static,
    S: Slices,
    V: IntoAny,
{
    let Input { props, request, store, .. } = read::<P, NoData, S>(input)?;
    Ok(view(prepare(props, request, store, NoData {}).0).into_any())
}

/// Renders a view with its data or, where the API refused it, what says so.
#[doc(hidden)]
pub fn render_with<P, D, S, V, R>(
    input: &str,
    view: impl FnOnce(Mount<P, D>) -> V,
    refused: impl FnOnce(&Failure) -> R,
) -> Result<AnyView, Refusal>
where
    P: Wire + Send + Sync + 'static,
    D: Wire,
    S: Slices,
    V: IntoAny,
    R: IntoAny,
{
    let Input { props, request, store, data } = read::<P, D, S>(input)?;
    match (data.ok, data.problem) {
        (Some(data), None) => Ok(view(prepare(props, request, store, data).0).into_any()),
        (_, problem) => {
            page::set_document();
            Ok(refused(&problem.map_or(Failure::Unreadable, Failure::Problem)).into_any())
        }
    }
}

/// Marks a view as a document.
#[doc(hidden)]
pub fn document(view: AnyView) -> AnyView {
    page::set_document();
    view
}

fn read<P: Wire, D: Wire, S: Wire>(input: &str) -> Result<Input<P, D, S>, Refusal> {
    serde_json::from_str(input).map_err(|error| format!("the input does not fit: {error}"))
}

/// The view that the first line names, and the rest.
fn find<'a, 'i>(views: &'a [ServerView], input: &'i str) -> Result<(&'a ServerView, &'i str), Refusal> {
    let (expose, json) = input.split_once('\n').ok_or("the input names no expose")?;
    let view = views.iter().find(|view| view.expose == expose);
    view.map(|view| (view, json)).ok_or_else(|| format!("there is no expose `{expose}` that renders on the server"))
}

/// Answers `mf_plan`: the expose, a line feed and [`Input`] as JSON in, [`Plan`] as JSON out.
///
/// # Errors
/// The input can't be read, or names no view of this remote.
pub fn plan(views: &[ServerView], input: &str) -> Result<String, Refusal> {
    let (view, json) = find(views, input)?;
    let call = (view.plan)(json)?;
    serde_json::to_string(&Plan { call }).map_err(|error| error.to_string())
}

/// Answers `mf_render`: a line of JSON ([`mf_abi::message::Rendered`]), a line feed, HTML.
///
/// # Errors
/// As for [`plan`].
pub fn render(views: &[ServerView], input: &str) -> Result<String, Refusal> {
    let (view, json) = find(views, input)?;
    page::take();
    let owner = Owner::new();
    let html = owner.with(|| (view.render)(json).map(RenderHtml::to_html))?;
    owner.cleanup();
    let mut out = serde_json::to_string(&page::take()).map_err(|error| error.to_string())?;
    out.push('\n');
    out.push_str(&html);
    Ok(out)
}

/// Memory for the caller to write an input of `len` bytes to.
#[cfg(target_arch = "wasm32")]
#[doc(hidden)]
pub fn alloc(len: usize) -> *mut u8 {
    std::mem::ManuallyDrop::new(Vec::<u8>::with_capacity(len)).as_mut_ptr()
}

/// Runs `answer` on the text at `ptr`, and hands back where its own text lies. A refusal is a trap with its text in the log:
/// the container shows the skeleton and counts it.
///
/// # Safety
/// `ptr` must come from [`alloc`] with `len`, filled, and not be used again.
#[cfg(target_arch = "wasm32")]
#[doc(hidden)]
pub unsafe fn answer(ptr: *mut u8, len: usize, answer: impl FnOnce(&str) -> Result<String, Refusal>) -> u64 {
    std::panic::set_hook(Box::new(|info| log(&info.to_string())));
    // SAFETY: the caller's promise.
    let input = unsafe { Vec::from_raw_parts(ptr, len, len) };
    let text = match std::str::from_utf8(&input).map_err(|error| error.to_string()).and_then(answer) {
        Ok(text) => text.into_boxed_str(),
        Err(refusal) => panic!("{refusal}"),
    };
    let len = text.len() as u64;
    ((Box::into_raw(text).cast::<u8>() as u64) << 32) | len
}

#[cfg(target_arch = "wasm32")]
fn log(text: &str) {
    #[link(wasm_import_module = "mf")]
    unsafe extern "C" {
        #[link_name = "log"]
        fn mf_log(ptr: *const u8, len: usize);
    }
    // SAFETY: the container reads `len` bytes at `ptr` before it returns, and writes nothing.
    unsafe { mf_log(text.as_ptr(), text.len()) }
}
