//! The `remote!` macro.

/// Makes the crate a remote: names its exposes and writes both ABIs.
///
/// ```ignore
/// shared::remote! {
///     views {
///         "./LoginForm" => { props: LoginFormProps, plan: no_calls, view: login_form },
///     }
///     functions {
///         "./authUtils#hasAccess" => { argument: AccessQuery, call: has_access },
///     }
///     hooks {
///         "./authHooks#useAuth" => { argument: NoProps, start: use_auth },
///     }
/// }
/// ```
/// - `props` and `argument`: a type of [`crate::contract`], by its plain name; `cargo mfe build` refuses others.
/// - `plan`: `fn(&Props, &Request) -> Vec<String>`, the API paths whose answers the view gets as its data.
/// - `view`: `fn(Mount<Props>) -> impl IntoView`.
/// - `call`: `fn(Argument) -> Result`; `start`: `fn(Argument) -> Signal<Value>`.
///
/// The crate needs the features `hydrate` and `ssr` and the dependency `wasm-bindgen`. Natively, with `ssr`, it gets
/// `mf::plan(input)` and `mf::render(input)`, so that views can be tested as functions over text.
#[macro_export]
macro_rules! remote {
    (
        views { $($view:literal => { props: $props:ident, plan: $plan:expr, view: $render:expr $(,)? }),* $(,)? }
        $(functions { $($function:literal => { argument: $function_argument:ident, call: $call:expr $(,)? }),* $(,)? })?
        $(hooks { $($hook:literal => { argument: $hook_argument:ident, start: $start:expr $(,)? }),* $(,)? })?
    ) => {
        /// The server ABI.
        #[cfg(feature = "ssr")]
        pub mod mf {
            use super::*;
            use $crate::remote::server;

            const VIEWS: &[server::ServerView] = &[$(server::ServerView {
                expose: $view,
                plan: |input| server::plan_with::<$props>(input, $plan),
                render: |input| server::render_with::<$props, _>(input, $render),
            }),*];

            /// Answers `mf_plan`.
            ///
            /// # Errors
            /// The input names no view, or does not fit it.
            pub fn plan(input: &str) -> Result<String, $crate::remote::Refusal> {
                server::plan(VIEWS, input)
            }

            /// Answers `mf_render`.
            ///
            /// # Errors
            /// As for [`plan`].
            pub fn render(input: &str) -> Result<String, $crate::remote::Refusal> {
                server::render(VIEWS, input)
            }

            #[cfg(target_arch = "wasm32")]
            mod exports {
                use super::*;

                #[unsafe(no_mangle)]
                extern "C" fn mf_abi() -> u32 {
                    $crate::abi::VERSION
                }

                #[unsafe(no_mangle)]
                extern "C" fn mf_alloc(len: usize) -> *mut u8 {
                    server::alloc(len)
                }

                #[unsafe(no_mangle)]
                unsafe extern "C" fn mf_plan(ptr: *mut u8, len: usize) -> u64 {
                    // SAFETY: the ABI: the container fills what `mf_alloc` gave, and hands it over.
                    unsafe { server::answer(ptr, len, plan) }
                }

                #[unsafe(no_mangle)]
                unsafe extern "C" fn mf_render(ptr: *mut u8, len: usize) -> u64 {
                    // SAFETY: as above.
                    unsafe { server::answer(ptr, len, render) }
                }

                // What `cargo mfe build` reads to write the manifest: same-named sections are joined by the linker.
                $crate::describe!("contract ", $crate::contract::VERSION, " ", $crate::contract::HASH, "\n");
                $($crate::describe!("expose ", $view, " view ", stringify!($props), " server\n");)*
                $($($crate::describe!("expose ", $function, " function ", stringify!($function_argument), " client\n");)*)?
                $($($crate::describe!("expose ", $hook, " hook ", stringify!($hook_argument), " client\n");)*)?
            }
        }

        #[cfg(feature = "hydrate")]
        mod mf_client {
            use super::*;
            use $crate::macro_support::{js_sys, wasm_bindgen::{self, prelude::*}, web_sys};
            use $crate::remote::client;

            const VIEWS: &[client::ClientView] = &[$(client::ClientView {
                expose: $view,
                mount: |input, slot, hydrate| client::mount_with::<$props, _>(input, slot, hydrate, $render),
            }),*];
            const FUNCTIONS: &[client::ClientFunction] = &[$($(client::ClientFunction {
                expose: $function,
                call: |argument| client::call_with::<$function_argument, _>(argument, $call),
            }),*)?];
            const HOOKS: &[client::ClientHook] = &[$($(client::ClientHook {
                expose: $hook,
                start: |argument, report| client::hook_with::<$hook_argument, _>(argument, $start, report),
            }),*)?];

            #[wasm_bindgen]
            pub struct Mounted(client::Mounted);

            #[wasm_bindgen]
            impl Mounted {
                pub fn update(&self, props: &str) -> Result<(), JsValue> {
                    self.0.update(props)
                }

                pub fn unmount(mut self) {
                    self.0.unmount();
                }
            }

            #[wasm_bindgen]
            pub struct Hook(client::Hook);

            #[wasm_bindgen]
            impl Hook {
                pub fn stop(mut self) {
                    self.0.stop();
                }
            }

            #[wasm_bindgen]
            pub fn mount(slot: web_sys::HtmlElement, input: &str, host: client::Host, hydrate: bool) -> Result<Mounted, JsValue> {
                client::mount(VIEWS, slot, input, host, hydrate).map(Mounted)
            }

            #[wasm_bindgen]
            pub fn call(name: &str, argument: &str) -> Result<String, JsValue> {
                client::call(FUNCTIONS, name, argument)
            }

            #[wasm_bindgen]
            pub fn hook(name: &str, argument: &str, host: client::Host, report: js_sys::Function) -> Result<Hook, JsValue> {
                client::hook(HOOKS, name, argument, host, report).map(Hook)
            }
        }
    };
}

/// Writes the concatenation of constant strings to the custom section `mf_remote`.
#[doc(hidden)]
#[macro_export]
macro_rules! describe {
    ($($part:expr),* $(,)?) => {
        const _: () = {
            const PARTS: &[&str] = &[$($part),*];
            const LEN: usize = $crate::remote::joined_len(PARTS);
            #[unsafe(link_section = "mf_remote")]
            #[used]
            static LINE: [u8; LEN] = $crate::remote::joined(PARTS);
        };
    };
}

/// A plan for views that need no data.
pub fn no_calls<P>(_props: &P, _request: &crate::abi::Request) -> Vec<String> {
    Vec::new()
}

#[doc(hidden)]
pub const fn joined_len(parts: &[&str]) -> usize {
    let mut len = 0;
    let mut at = 0;
    while at < parts.len() {
        len += parts[at].len();
        at += 1;
    }
    len
}

#[doc(hidden)]
pub const fn joined<const N: usize>(parts: &[&str]) -> [u8; N] {
    let mut bytes = [0; N];
    let mut to = 0;
    let mut part = 0;
    while part < parts.len() {
        let text = parts[part].as_bytes();
        let mut from = 0;
        while from < text.len() {
            bytes[to] = text[from];
            to += 1;
            from += 1;
        }
        part += 1;
    }
    bytes
}
