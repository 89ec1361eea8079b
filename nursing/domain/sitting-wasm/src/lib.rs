//! The server's rules of a sitting, [`nursing_domain::sitting`], as a wasm module: the loader's tests run the outbox against them,
//! ten thousand times, without a server and without a second copy of the rules.
//!
//! In goes a [`Call`] as JSON, out comes a [`Reply`]. The module exports `alloc(len) -> ptr`, `call(ptr, len) -> u64` (pointer in the
//! high half, length in the low half) and `free(ptr, len)`; `call` takes its input over, the caller frees the reply.
//!
//! # Layout
//! - `call`: what can be asked and what is said. `rules`: the attempts, and what the container's handlers do around the rules.

mod call;
mod rules;

use std::cell::RefCell;

pub use self::{
    call::{Call, Reply},
    rules::Rules,
};

thread_local! {
    static RULES: RefCell<Rules> = RefCell::default();
}

/// Answers a call as text. One that can't be read is the caller's mistake: the reply says what is wrong with it.
pub fn answer(call: &[u8]) -> Vec<u8> {
    let said = serde_json::from_slice(call)
        .map_err(|error| error.to_string())
        .and_then(|call| RULES.with_borrow_mut(|rules| rules.answer(call)))
        .unwrap_or_else(|error| Reply { error: Some(error), ..Reply::default() });
    serde_json::to_vec(&said).unwrap_or_default()
}

#[cfg(target_arch = "wasm32")]
mod exports {
    use std::mem::ManuallyDrop;

    #[unsafe(no_mangle)]
    extern "C" fn alloc(len: usize) -> *mut u8 {
        ManuallyDrop::new(Vec::<u8>::with_capacity(len)).as_mut_ptr()
    }

    #[unsafe(no_mangle)]
    unsafe extern "C" fn call(ptr: *mut u8, len: usize) -> u64 {
        // SAFETY: the ABI: the caller has filled what `alloc` gave, and hands it over.
        let input = unsafe { Vec::from_raw_parts(ptr, len, len) };
        let text = super::answer(&input).into_boxed_slice();
        let len = text.len() as u64;
        ((Box::into_raw(text).cast::<u8>() as u64) << 32) | len
    }

    #[unsafe(no_mangle)]
    unsafe extern "C" fn free(ptr: *mut u8, len: usize) {
        // SAFETY: the ABI: this is what `call` returned, and nobody reads it any more.
        drop(unsafe { Vec::from_raw_parts(ptr, len, len) });
    }
}
