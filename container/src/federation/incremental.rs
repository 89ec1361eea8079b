//! Machine code by function, for development: after a save only the functions that changed are compiled anew.

use std::{
    borrow::Cow,
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use wasmtime::CacheStore;

/// Bytes to keep. Two remotes' worth of modules is about half of it; beyond it all is forgotten, and the next save takes longer.
const ROOM: usize = 256 << 20;

/// The functions that were compiled since the container started.
#[derive(Debug, Default)]
pub struct Functions(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    code: HashMap<Vec<u8>, Vec<u8>>,
    bytes: usize,
}

impl CacheStore for Functions {
    fn get(&self, key: &[u8]) -> Option<Cow<'_, [u8]>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.code.get(key).map(|code| Cow::Owned(code.clone()))
    }

    fn insert(&self, key: &[u8], value: Vec<u8>) -> bool {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let bytes = key.len() + value.len();
        if kept.bytes + bytes > ROOM {
            *kept = Kept::default();
        }
        kept.bytes += bytes;
        kept.code.insert(key.to_owned(), value);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_comes_out_and_room_is_kept() {
        let functions = Functions::default();
        assert!(functions.insert(b"add", vec![1, 2]));
        assert_eq!(functions.get(b"add").as_deref(), Some(&[1u8, 2][..]));
        assert!(functions.insert(b"large", vec![0; ROOM - 3]));
        assert_eq!(functions.get(b"add"), None, "forgotten to make room");
        assert!(functions.get(b"large").is_some());
    }
}
