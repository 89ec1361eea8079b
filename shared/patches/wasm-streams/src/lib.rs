//! The part of wasm-streams 0.5 that server_fn uses, without exported classes: what is not called is not linked.

use std::{cell::RefCell, pin::Pin, rc::Rc};

use futures_util::{Stream, StreamExt, future::poll_fn, stream};
use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{ReadableStreamDefaultController, ReadableStreamDefaultReader};

/// A stream of the web platform.
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// Takes over a stream of the browser.
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        ReadableStream(raw)
    }

    /// The browser's stream.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// A browser stream that pulls its chunks from `chunks`; an error ends it.
    ///
    /// # Panics
    /// The browser has no readable streams.
    pub fn from_stream(chunks: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        let chunks: Rc<RefCell<Pin<Box<dyn Stream<Item = _>>>>> = Rc::new(RefCell::new(Box::pin(chunks)));
        let pull = Closure::<dyn FnMut(ReadableStreamDefaultController) -> js_sys::Promise>::new(move |controller| {
            let chunks = Rc::clone(&chunks);
            // The browser pulls again only after this promise.
            future_to_promise(async move {
                match poll_fn(|context| chunks.borrow_mut().poll_next_unpin(context)).await {
                    Some(chunk) => ReadableStreamDefaultController::enqueue_with_chunk(&controller, &chunk?)?,
                    None => controller.close()?,
                }
                Ok(JsValue::UNDEFINED)
            })
        });
        let source = Object::new();
        let made = Reflect::set(&source, &"pull".into(), &pull.into_js_value())
            .and_then(|_| web_sys::ReadableStream::new_with_underlying_source(&source));
        ReadableStream(made.expect("readable streams"))
    }

    /// Its chunks, one after the other; the first error is the last.
    pub fn into_stream(self) -> impl Stream<Item = Result<JsValue, JsValue>> {
        let reader: ReadableStreamDefaultReader = self.0.get_reader().unchecked_into();
        stream::unfold(Some(reader), |reader| async {
            let reader = reader?;
            match read(&reader).await {
                Ok(Some(chunk)) => Some((Ok(chunk), Some(reader))),
                Ok(None) => None,
                Err(error) => Some((Err(error), None)),
            }
        })
    }
}

async fn read(reader: &ReadableStreamDefaultReader) -> Result<Option<JsValue>, JsValue> {
    let result = JsFuture::from(reader.read()).await?;
    let done = Reflect::get(&result, &"done".into())?.is_truthy();
    if done { Ok(None) } else { Reflect::get(&result, &"value".into()).map(Some) }
}
