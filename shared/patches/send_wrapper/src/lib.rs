//! The interface of send_wrapper 0.6: a value that may be moved between threads, and touched on its own only. Where there are
//! threads that is checked as in the original; in wasm without them there is nothing to check.

use std::{
    fmt,
    mem::{self, ManuallyDrop},
    ops::{Deref, DerefMut},
};

/// Whose value it is.
#[cfg(not(all(target_arch = "wasm32", not(target_feature = "atomics"))))]
mod thread {
    #[derive(Clone, Copy, PartialEq)]
    pub(crate) struct Thread(std::thread::ThreadId);

    impl Thread {
        pub(crate) fn current() -> Self {
            Thread(std::thread::current().id())
        }
    }
}

/// Whose value it is: the one thread's.
#[cfg(all(target_arch = "wasm32", not(target_feature = "atomics")))]
mod thread {
    #[derive(Clone, Copy, PartialEq)]
    pub(crate) struct Thread;

    impl Thread {
        pub(crate) fn current() -> Self {
            Thread
        }
    }
}

use self::thread::Thread;

/// A value that may be moved between threads, and touched on its own only.
pub struct SendWrapper<T> {
    data: ManuallyDrop<T>,
    thread: Thread,
}

// SAFETY: every access to the value checks that it happens on the thread that made it.
unsafe impl<T> Send for SendWrapper<T> {}
// SAFETY: as above.
unsafe impl<T> Sync for SendWrapper<T> {}

impl<T> SendWrapper<T> {
    /// Wraps a value of this thread.
    pub fn new(data: T) -> Self {
        SendWrapper { data: ManuallyDrop::new(data), thread: Thread::current() }
    }

    /// Whether the value may be touched here.
    pub fn valid(&self) -> bool {
        self.thread == Thread::current()
    }

    /// The value itself.
    ///
    /// # Panics
    /// This is another thread.
    #[track_caller]
    pub fn take(self) -> T {
        self.check("taken");
        let mut this = ManuallyDrop::new(self);
        // SAFETY: this is its thread, and nobody else takes or drops it: `this` is never dropped.
        unsafe { ManuallyDrop::take(&mut this.data) }
    }

    #[track_caller]
    fn check(&self, what: &str) {
        assert!(self.valid(), "a SendWrapper was {what} on another thread than its own");
    }
}

impl<T> Deref for SendWrapper<T> {
    type Target = T;

    #[track_caller]
    fn deref(&self) -> &T {
        self.check("read");
        &self.data
    }
}

impl<T> DerefMut for SendWrapper<T> {
    #[track_caller]
    fn deref_mut(&mut self) -> &mut T {
        self.check("changed");
        &mut self.data
    }
}

impl<T> Drop for SendWrapper<T> {
    #[track_caller]
    fn drop(&mut self) {
        // What needs no drop may be left anywhere.
        if !mem::needs_drop::<T>() || self.valid() {
            // SAFETY: this is its thread, and it is dropped once, here.
            unsafe { ManuallyDrop::drop(&mut self.data) };
        } else if !std::thread::panicking() {
            self.check("dropped");
        }
    }
}

impl<T: fmt::Debug> fmt::Debug for SendWrapper<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("SendWrapper").field(&**self).finish()
    }
}

impl<T: Clone> Clone for SendWrapper<T> {
    #[track_caller]
    fn clone(&self) -> Self {
        SendWrapper::new((**self).clone())
    }
}

#[cfg(feature = "futures")]
mod futures {
    use std::{
        future::Future,
        pin::Pin,
        task::{Context, Poll},
    };

    use futures_core::Stream;

    use super::SendWrapper;

    impl<T> SendWrapper<T> {
        /// The value, pinned where the wrapper is.
        #[track_caller]
        fn pinned(self: Pin<&mut Self>) -> Pin<&mut T> {
            self.check("polled");
            // SAFETY: the value lies in the wrapper and is not moved out of it while that is pinned.
            unsafe { self.map_unchecked_mut(|wrapper| &mut *wrapper.data) }
        }
    }

    impl<F: Future> Future for SendWrapper<F> {
        type Output = F::Output;

        fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
            self.pinned().poll(context)
        }
    }

    impl<S: Stream> Stream for SendWrapper<S> {
        type Item = S::Item;

        fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<S::Item>> {
            self.pinned().poll_next(context)
        }

        fn size_hint(&self) -> (usize, Option<usize>) {
            (**self).size_hint()
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{rc::Rc, thread};

    use super::SendWrapper;

    #[test]
    fn a_value_comes_back_to_its_thread_unharmed() {
        let wrapped = SendWrapper::new(Rc::new(42));
        let wrapped = thread::spawn(move || wrapped).join().expect("moving is fine");
        assert_eq!(**wrapped, 42);
        assert_eq!(*wrapped.take(), 42);
    }

    #[test]
    fn another_thread_may_not_touch_it() {
        let wrapped = SendWrapper::new(1);
        assert!(thread::spawn(move || *wrapped).join().is_err());
        let wrapped = SendWrapper::new(Rc::new(1));
        assert!(thread::spawn(move || drop(wrapped)).join().is_err());
        let trivial = SendWrapper::new(1);
        assert!(thread::spawn(move || drop(trivial)).join().is_ok());
    }
}
