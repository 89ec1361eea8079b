//! What a contract declares: the slices of its store, the events of its bus, the calls of its API, the views of its
//! remotes. One place each; store, bus, page,
//! loader, API and its description follow.

/// Declares the shared store: a struct `Slices`, as the server hands it over, and a struct `Store` of signals with a method for each
/// slice, which `use_store()` finds.
///
/// ```ignore
/// mf_remote::slices! {
///     /// Light or dark.
///     theme: Theme = "theme", takes: Of(&["system", "light", "dark"]), tabs, kept, shown;
/// }
/// ```
/// - `takes`: what the loader lets in ([`mf_abi::slice::Takes`]).
/// - `tabs`: every open tab has the same value; `kept`: the device remembers it; `shown`: it is an attribute of the document and a
///   cookie, too.
///
/// A slice's type is one of the contract, with a default. The crate needs the features `hydrate`, `ssr` and `schema`.
#[macro_export]
macro_rules! slices {
    ($($(#[$doc:meta])* $field:ident: $value:ty = $name:literal, takes: $takes:ident($form:expr) $(, $flag:ident)*;)*) => {
        /// The whole store, as the server hands it to a page and to a render.
        #[derive(Clone, Debug, Default, PartialEq, $crate::macro_support::serde::Serialize, $crate::macro_support::serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[cfg_attr(feature = "hydrate", derive(miniserde::Serialize, miniserde::Deserialize))]
        // In a browser the loader hands over all of them.
        #[cfg_attr(not(feature = "hydrate"), serde(default))]
        pub struct Slices {
            $($(#[$doc])* #[serde(rename = $name)] pub $field: $value,)*
        }

        impl Slices {
            /// What the loader has to know of each.
            pub const DECLARED: &'static [$crate::abi::slice::Declared] = &[$($crate::abi::slice::Declared {
                name: $name,
                tabs: $crate::has_flag!(tabs $($flag)*),
                kept: $crate::has_flag!(kept $($flag)*),
                shown: $crate::has_flag!(shown $($flag)*),
                takes: $crate::abi::slice::Takes::$takes($form),
            }),*];
        }

        #[cfg(any(feature = "hydrate", feature = "ssr"))]
        mod store {
            use super::*;
            use $crate::{macro_support::leptos::prelude::*, store::Slice};

            /// The store of a mount. `Copy`: take it into handlers. A slice is followed from its first use on, so that a remote
            /// carries no code for those it doesn't use.
            #[derive(Clone, Copy)]
            pub struct Store(StoredValue<Slots>);

            struct Slots {
                /// Slices live as long as the mount, whoever asks for them first.
                owner: Owner,
                first: Slices,
                $($field: Option<Slice<$value>>,)*
            }

            impl Store {
                /// A store that begins with `slices`, belongs to the current reactive owner and, in the browser, follows the host.
                pub fn new(slices: Slices) -> Self {
                    Store(StoredValue::new(Slots {
                        owner: Owner::current().unwrap_or_default(),
                        first: slices,
                        $($field: None,)*
                    }))
                }

                $($(#[$doc])* pub fn $field(self) -> Slice<$value> {
                    if let Some(slice) = self.0.with_value(|slots| slots.$field) {
                        return slice;
                    }
                    let (owner, first) = self.0.with_value(|slots| (slots.owner.clone(), slots.first.$field.clone()));
                    let slice = owner.with(|| Slice::new($name, first));
                    self.0.update_value(|slots| slots.$field = Some(slice));
                    slice
                })*
            }

            impl $crate::store::Slices for Slices {
                fn provide(self) {
                    provide_context(Store::new(self));
                }

                #[cfg(feature = "hydrate")]
                fn of(get: impl Fn(&str) -> String) -> Self {
                    Slices { $($field: $crate::wire::read(&get($name)).unwrap_or_default(),)* }
                }
            }
        }
        #[cfg(any(feature = "hydrate", feature = "ssr"))]
        pub use store::Store;
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! has_flag {
    (tabs tabs $($rest:ident)*) => { true };
    (kept kept $($rest:ident)*) => { true };
    (shown shown $($rest:ident)*) => { true };
    ($flag:ident $other:ident $($rest:ident)*) => { $crate::has_flag!($flag $($rest)*) };
    ($flag:ident) => { false };
}

/// Declares the events of the bus, a type each, so that neither a name nor a payload can be mistaken.
///
/// ```ignore
/// mf_remote::events! {
///     /// Somebody signed in.
///     UserLoggedIn(User) = "user:logged-in";
///     /// The session ended.
///     UserLoggedOut(()) = "user:logged-out";
/// }
/// ```
/// A remote calls `bus::emit(&UserLoggedIn(user))` and `bus::subscribe(0, |UserLoggedIn(user)| …)`. On `window` each is a
/// `CustomEvent("mf:<name>")`.
#[macro_export]
macro_rules! events {
    ($($(#[$doc:meta])* $event:ident($detail:ty) = $name:literal;)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq)]
            pub struct $event(
                /// What happened.
                pub $detail,
            );

            impl $event {
                /// Its name on the bus.
                pub const NAME: &'static str = $name;
            }

            #[cfg(any(feature = "hydrate", feature = "ssr"))]
            impl $crate::bus::Event for $event {
                const NAME: &'static str = $name;
                type Detail = $detail;

                fn detail(&self) -> &$detail {
                    &self.0
                }

                fn of(detail: $detail) -> Self {
                    $event(detail)
                }
            }
        )*

        /// Every name, in the order of the declaration.
        pub const NAMES: &[&str] = &[$($name),*];

        /// The schemas of the payloads by the events' names.
        #[cfg(feature = "schema")]
        pub(crate) fn schemas(generator: &mut schemars::SchemaGenerator) -> Vec<(&'static str, schemars::Schema)> {
            vec![$(($name, generator.subschema_for::<$detail>())),*]
        }
    };
}

/// Declares the calls of the API: a function each, which gives a `Call` of the body's and the answer's type.
///
/// ```ignore
/// mf_remote::calls! {
///     /// Sign in
///     login(): POST "/api/v1/auth/login", body: Credentials, answers: Session, refused: [WrongCredentials, Busy];
///     /// The questions, without keys
///     paper(exam): GET "/api/v1/exams/{exam}/paper", answers: Paper, refused: [NotLoggedIn, UnknownExam];
/// }
/// ```
/// A remote calls `login().send(&credentials, |answer| …)`, or names one as a view's `plan`. Parameters are in the order of the path.
/// The statuses of an answer other than 200 stand behind it: `answers: Session = 201`. What `refused` names has a `const fn name()`.
#[macro_export]
macro_rules! calls {
    ($(
        #[doc = $about:literal]
        $call:ident($($param:ident),*): $method:ident $path:literal $(, body: $body:ident)?, answers: $answer:tt $(= $($status:literal)|+)?
        $(, refused: [$($problem:ident),* $(,)?])?;
    )*) => {
        /// Every call.
        pub const DECLARED: &[$crate::abi::call::Declared] = &[$($crate::abi::call::Declared {
            name: stringify!($call),
            about: $about,
            method: stringify!($method),
            path: $path,
            body: $crate::type_name!($($body)?),
            answer: $crate::type_name!($answer),
            statuses: $crate::statuses_of!($($($status)|+)?),
            problems: &[$($($problem.name()),*)?],
        }),*];

        /// The path of each, with `{name}` for a parameter: for the server's routes.
        #[derive(Clone, Copy, Debug)]
        pub struct Paths {
            $(#[doc = $about] pub $call: &'static str,)*
        }

        /// The path of each.
        pub const PATHS: Paths = Paths { $($call: $path),* };

        $(
            #[doc = $about]
            #[cfg(any(feature = "hydrate", feature = "ssr"))]
            pub fn $call($($param: &str),*) -> $crate::call::Call<$crate::body_of!($($body)?), $answer> {
                $crate::call_of!(stringify!($method), $path $(, $param)*)
            }
        )*

        /// Registers the types of all bodies and answers.
        #[cfg(feature = "schema")]
        pub(crate) fn schemas(generator: &mut schemars::SchemaGenerator) {
            $($(generator.subschema_for::<$body>();)? generator.subschema_for::<$answer>();)*
        }
    };
}

/// Declares the views that remotes expose to the shell and to each other: a constant each, which knows its props' type.
///
/// ```ignore
/// mf_remote::views! {
///     /// The log-in form, for a dialog.
///     LOGIN_FORM: LoginFormProps = "auth" "./LoginForm";
/// }
/// ```
/// The shell writes `<Remote view=view::LOGIN_FORM props=…/>`, a remote `<RemoteSlot view=view::LOGIN_FORM props=…/>`: other props do not
/// compile. A remote that lacks a declared view of its own, or takes other props, is not built.
#[macro_export]
macro_rules! views {
    ($($(#[$doc:meta])* $view:ident: $props:ident = $remote:literal $expose:literal;)*) => {
        $($(#[$doc])* pub const $view: $crate::abi::expose::View<$props> = $crate::abi::expose::View::new($remote, $expose);)*

        /// Every view.
        pub const DECLARED: &[$crate::abi::expose::Declared] = &[$($crate::abi::expose::Declared {
            remote: $remote,
            expose: $expose,
            props: stringify!($props),
        }),*];

        /// Registers the types of all props.
        #[cfg(feature = "schema")]
        pub(crate) fn schemas(generator: &mut schemars::SchemaGenerator) {
            $(generator.subschema_for::<$props>();)*
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! type_name {
    () => {
        None
    };
    (()) => {
        None
    };
    ($type:ident) => {
        Some(stringify!($type))
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! statuses_of {
    () => { &[200] };
    ($($status:literal)|+) => { &[$($status),+] };
}

#[doc(hidden)]
#[macro_export]
macro_rules! body_of {
    () => {
        ()
    };
    ($body:ident) => {
        $body
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! call_of {
    ($method:expr, $path:literal) => { $crate::call::Call::plain($method, $path) };
    ($method:expr, $path:literal, $($param:ident),+) => {
        $crate::call::Call::filled($method, $crate::abi::call::path($path, &[$($param),+]))
    };
}
