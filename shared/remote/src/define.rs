//! The `remote!` macro.

/// Makes the crate a remote: names its exposes and writes both ABIs.
///
/// ```ignore
/// contract::remote! {
///     views {
///         "./LoginForm" => { props: LoginFormProps, view: login_form },
///         "./NursingApp" => { props: NoProps, data: Paper, plan: exam::plan, refused: notice, view: exam::view },
///     }
///     documents {
///         "./Review" => { props: NoProps, data: Review, plan: review::plan, refused: notice, view: review::view },
///     }
///     functions {
///         "./authUtils#hasAccess" => { argument: AccessQuery, call: has_access },
///     }
///     hooks {
///         "./authHooks#useAuth" => { argument: NoProps, start: use_auth },
///     }
/// }
/// ```
/// - `views` live in the browser; `documents` only the server renders: the browser loads no code for them.
/// - `props` and `argument`: a type of the contract, by its plain name; `cargo mfe build` refuses others.
/// - `plan`: `fn(&Props, &Request) -> Call<(), Data>`, the call whose answer the view gets as `data`. `refused`:
///   `fn(&Failure) -> impl IntoView`, what is shown as a document where the API refuses. With `server_data` in place of `data`
///   the view gets a `ServerData<Data>`, for its server parts alone.
/// - `view`: `fn(Mount<Props, Data>) -> impl IntoView`.
/// - `call`: `fn(Argument) -> Result`; `start`: `fn(Argument) -> impl Fn() -> Value`, which reads signals.
///
/// Each group may be left out. The crate needs the features `hydrate` and `ssr` and the dependency `wasm-bindgen`. Natively, with
/// `ssr`, it gets `mf::plan(input)` and `mf::render(input)`, so that views can be tested as functions over text.
#[macro_export]
macro_rules! remote {
    (
        contract: $contract:tt;
        $(views { $($view:literal => {
            props: $props:ident,
            $(data: $data:ty, plan: $plan:expr, refused: $refused:expr,)?
            $(server_data: $server_data:ty, plan: $server_plan:expr, refused: $server_refused:expr,)?
            view: $render:expr $(,)?
        }),* $(,)? })?
        $(documents { $($document:literal => {
            props: $document_props:ident,
            $(data: $document_data:ty, plan: $document_plan:expr, refused: $document_refused:expr,)?
            view: $document_render:expr $(,)?
        }),* $(,)? })?
        $(functions { $($function:literal => { argument: $function_argument:ident, call: $call:expr $(,)? }),* $(,)? })?
        $(hooks { $($hook:literal => { argument: $hook_argument:ident, start: $start:expr $(,)? }),* $(,)? })?
    ) => {
        /// The server ABI.
        #[cfg(feature = "ssr")]
        pub mod mf {
            use super::*;
            use $crate::server;

            const VIEWS: &[server::ServerView] = &[
                $($(server::ServerView {
                    expose: $view,
                    plan: $crate::plan_of!($contract, $props $(, $data, $plan)? $(, $server_data, $server_plan)?),
                    render: |input| $crate::render_of!(
                        $contract, input, $props, $render $(, $data, $refused)? $(, server $server_data, $server_refused)?
                    ),
                },)*)?
                $($(server::ServerView {
                    expose: $document,
                    plan: $crate::plan_of!($contract, $document_props $(, $document_data, $document_plan)?),
                    render: |input| $crate::render_of!($contract, input, $document_props, $document_render $(, $document_data, $document_refused)?)
                        .map(server::document),
                },)*)?
            ];

            /// Answers `mf_plan`.
            ///
            /// # Errors
            /// The input names no view, or does not fit it.
            pub fn plan(input: &str) -> Result<String, $crate::Refusal> {
                server::plan(VIEWS, input)
            }

            /// Answers `mf_render`.
            ///
            /// # Errors
            /// As for [`plan`].
            pub fn render(input: &str) -> Result<String, $crate::Refusal> {
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
                $crate::describe!("contract ", $contract::VERSION, "\n");
                // And from which schemas it takes those of the types that the remote uses.
                #[unsafe(link_section = "mf_contract")]
                #[used]
                static CONTRACT: [u8; $contract::SCHEMA.len()] = *match $contract::SCHEMA.as_bytes().first_chunk() {
                    Some(bytes) => bytes,
                    None => unreachable!(),
                };
                $($($crate::describe!("expose ", $view, " view ", stringify!($props), " server\n");)*)?
                $($($crate::describe!("expose ", $document, " document ", stringify!($document_props), " server\n");)*)?
                $($($($crate::describe!("reads ", stringify!($data), "\n");)? $($crate::describe!("reads ", stringify!($server_data), "\n");)?)*)?
                $($($($crate::describe!("reads ", stringify!($document_data), "\n");)?)*)?
                $($($crate::describe!("expose ", $function, " function ", stringify!($function_argument), " client\n");)*)?
                $($($crate::describe!("expose ", $hook, " hook ", stringify!($hook_argument), " client\n");)*)?
            }
        }

        #[cfg(feature = "hydrate")]
        mod mf_client {
            use super::*;
            use $crate::macro_support::{js_sys, wasm_bindgen::{self, prelude::*}, web_sys};
            use $crate::client;

            #[global_allocator]
            static MEMORY: $crate::macro_support::rlsf::SmallGlobalTlsf = $crate::macro_support::rlsf::SmallGlobalTlsf::new();

            const VIEWS: &[client::ClientView] = &[$($(client::ClientView {
                expose: $view,
                mount: |input, slot| $crate::mount_of!($contract, input, slot, $props, $render $(, $data)? $(, server $server_data)?),
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
            pub fn mount(
                slot: web_sys::HtmlElement,
                expose: &str,
                input: &str,
                host: client::Host,
            ) -> Result<Mounted, JsValue> {
                client::mount(VIEWS, &slot, expose, input, host).map(Mounted)
            }

            $($crate::client_functions! { $($function, $function_argument, $call;)* })?
            $($crate::client_hooks! { $contract; $($hook, $hook_argument, $start;)* })?
        }
    };
}

/// The export `call` of a remote that has functions.
#[doc(hidden)]
#[macro_export]
macro_rules! client_functions {
    ($($expose:literal, $argument:ident, $call:expr;)*) => {
        const FUNCTIONS: &[client::ClientFunction] = &[$(client::ClientFunction {
            expose: $expose,
            call: |argument| client::call_with::<$argument, _>(argument, $call),
        }),*];

        #[wasm_bindgen]
        pub fn call(name: &str, argument: &str) -> Result<String, JsValue> {
            client::call(FUNCTIONS, name, argument)
        }
    };
}

/// The export `hook` of a remote that has hooks.
#[doc(hidden)]
#[macro_export]
macro_rules! client_hooks {
    ($contract:tt; $($expose:literal, $argument:ident, $start:expr;)*) => {
        const HOOKS: &[client::ClientHook] = &[$(client::ClientHook {
            expose: $expose,
            start: |argument, report| client::hook_with::<$argument, _, _>(argument, $start, report),
        }),*];

        #[wasm_bindgen]
        pub struct Hook(client::Hook);

        #[wasm_bindgen]
        impl Hook {
            pub fn stop(mut self) {
                self.0.stop();
            }
        }

        #[wasm_bindgen]
        pub fn hook(name: &str, argument: &str, host: client::Host, report: js_sys::Function) -> Result<Hook, JsValue> {
            client::hook::<$contract::Slices>(HOOKS, name, argument, host, report).map(Hook)
        }
    };
}

/// What a view needs.
#[doc(hidden)]
#[macro_export]
macro_rules! plan_of {
    ($contract:tt, $props:ident) => {
        |_| Ok(None)
    };
    ($contract:tt, $props:ident, $data:ty, $plan:expr) => {
        |input| server::plan_with::<$props, $contract::Slices, $data, _>(input, $plan)
    };
}

/// A view for the server.
#[doc(hidden)]
#[macro_export]
macro_rules! render_of {
    ($contract:tt, $input:ident, $props:ident, $render:expr) => {
        server::render_plain::<$props, $contract::Slices, _>($input, $render)
    };
    ($contract:tt, $input:ident, $props:ident, $render:expr, $data:ty, $refused:expr) => {
        server::render_with::<$props, $data, $contract::Slices, _, _>($input, $render, $refused)
    };
    ($contract:tt, $input:ident, $props:ident, $render:expr, server $data:ty, $refused:expr) => {
        server::render_with::<$props, $data, $contract::Slices, _, _>(
            $input,
            |mount| $render(mount.map($crate::ServerData::new)),
            $refused,
        )
    };
}

/// A view for the browser.
#[doc(hidden)]
#[macro_export]
macro_rules! mount_of {
    ($contract:tt, $input:ident, $slot:ident, $props:ident, $render:expr) => {
        client::mount_with::<$props, $crate::abi::message::NoData, $contract::Slices, _>($input, $slot, $render)
    };
    ($contract:tt, $input:ident, $slot:ident, $props:ident, $render:expr, $data:ty) => {
        client::mount_with::<$props, $data, $contract::Slices, _>($input, $slot, $render)
    };
    ($contract:tt, $input:ident, $slot:ident, $props:ident, $render:expr, server $data:ty) => {
        // Read as if there were nothing in it.
        client::mount_with::<$props, $crate::abi::message::NoData, $contract::Slices, _>($input, $slot, |mount| {
            $render(mount.map(|_| $crate::ServerData::<$data>::absent()))
        })
    };
}

/// Writes the concatenation of constant strings to the custom section `mf_remote`.
#[doc(hidden)]
#[macro_export]
macro_rules! describe {
    ($($part:expr),* $(,)?) => {
        const _: () = {
            const PARTS: &[&str] = &[$($part),*];
            const LEN: usize = $crate::define::joined_len(PARTS);
            #[unsafe(link_section = "mf_remote")]
            #[used]
            static LINE: [u8; LEN] = $crate::define::joined(PARTS);
        };
    };
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
