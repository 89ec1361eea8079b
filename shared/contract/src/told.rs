//! What the compiler tells whoever misspells something of the contract: documentation that is compiled with the tests.
//!
//! An event that there is not, or a wrong payload:
//! ```compile_fail
//! mf_remote::bus::hear::<contract::event::ExamComplete>(|| {});
//! ```
//! ```compile_fail
//! mf_remote::bus::emit(&contract::event::SubscriptionChanged("pnle"));
//! ```
//! A call's body or answer of another type, or a parameter too few:
//! ```compile_fail
//! contract::call::login().send(&contract::props::NoProps {}, |_| {});
//! ```
//! ```compile_fail
//! contract::call::session().ask(|answer: Result<contract::exam::Paper, _>| drop(answer));
//! ```
//! ```compile_fail
//! contract::call::paper();
//! ```
//! Another view's props:
//! ```compile_fail
//! let _: mf_abi::expose::View<contract::props::NoProps> = contract::view::LOGIN_FORM;
//! ```
//! All of it as it is meant:
//! ```
//! use contract::{call, event};
//! mf_remote::bus::hear::<event::ExamCompleted>(|| {});
//! mf_remote::bus::emit(&event::SubscriptionChanged(vec!["pnle".into()]));
//! call::session().ask(|answer: Result<contract::user::Session, _>| drop(answer));
//! assert_eq!(call::paper("np1/../x").path(), "/api/v1/exams/np1%2F..%2Fx/paper");
//! ```
