//! The server half of the ABI: plain functions over text, so that they run in wasmtime and in native tests alike.

use leptos::prelude::*;

use super::{Mount, Refusal, page, prepare, read_json};
use crate::abi::{Input, Plan, Request};

/// One view of the remote, type-erased. Made by [`crate::remote!`].
pub struct ServerView {
    #[doc(hidden)]
    pub expose: &'static str,
    #[doc(hidden)]
    pub plan: fn(&Input) -> Result<Vec<String>, Refusal>,
    #[doc(hidden)]
    pub render: fn(Input) -> Result<AnyView, Refusal>,
}

#[doc(hidden)]
pub fn plan_with<P: serde::de::DeserializeOwned>(
    input: &Input,
    plan: fn(&P, &Request) -> Vec<String>,
) -> Result<Vec<String>, Refusal> {
    Ok(plan(&read_json(input.props.get(), "props")?, &input.request))
}

#[doc(hidden)]
pub fn render_with<P, V>(input: Input, view: impl FnOnce(Mount<P>) -> V) -> Result<AnyView, Refusal>
where
    P: serde::de::DeserializeOwned + Send + Sync + 'static,
    V: IntoAny,
{
    let props = read_json::<P>(input.props.get(), "props")?;
    let (mount, _set_props) = prepare(props, input);
    Ok(view(mount).into_any())
}

fn find<'a>(views: &'a [ServerView], expose: &str) -> Result<&'a ServerView, Refusal> {
    views
        .iter()
        .find(|view| view.expose == expose)
        .ok_or_else(|| format!("there is no expose `{expose}` that renders on the server"))
}

/// Answers `mf_plan`: [`Input`] as JSON in, [`Plan`] as JSON out.
///
/// # Errors
/// The input can't be read, or names no view of this remote.
pub fn plan(views: &[ServerView], input: &str) -> Result<String, Refusal> {
    let input: Input = read_json(input, "inputs")?;
    let calls = (find(views, &input.expose)?.plan)(&input)?;
    serde_json::to_string(&Plan { calls }).map_err(|error| error.to_string())
}

/// Answers `mf_render`: a line of JSON ([`crate::abi::Rendered`]), a line feed, HTML.
///
/// # Errors
/// As for [`plan`].
pub fn render(views: &[ServerView], input: &str) -> Result<String, Refusal> {
    let input: Input = read_json(input, "inputs")?;
    let view = find(views, &input.expose)?;
    page::take();
    let owner = Owner::new();
    let html = owner.with(|| (view.render)(input).map(RenderHtml::to_html))?;
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
