//! Shells, kept: the layout and a page's slots are a function of the address and the store alone, and every page needs one.

use std::sync::Arc;

use contract::slice::Slices;
use moka::sync::Cache;

use crate::app::{self, OutlineParts};

/// Bytes of shells to keep: some thousands of them.
const KEPT: u64 = 16 << 20;

/// A page around its slots.
pub(super) struct Shell {
    /// The body, with markers for the slots.
    pub(super) html: String,
    /// What the shell says of the page.
    pub(super) outline: OutlineParts,
}

/// The shells that were rendered lately.
#[derive(Clone)]
pub struct Shells(Option<Cache<Key, Arc<Shell>>>);

/// All that goes into a shell, not a digest of it: it shows the student's name.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    url: String,
    store: String,
}

impl Shells {
    /// Keeps shells, or renders each anew.
    pub fn new(keep: bool) -> Shells {
        let weigh = |key: &Key, shell: &Arc<Shell>| {
            // The outline's slots hold props and parameters, which are about as long as the address.
            u32::try_from(2 * key.url.len() + key.store.len() + shell.html.len() + 512).unwrap_or(u32::MAX)
        };
        Shells(keep.then(|| Cache::builder().max_capacity(KEPT).weigher(weigh).build()))
    }

    /// The shell of `url` for `store`; `json` is that store as JSON.
    pub(super) fn get(&self, url: &str, store: &Slices, json: &str) -> Arc<Shell> {
        let render = || {
            let (html, outline) = app::render(url, store);
            Arc::new(Shell { html, outline })
        };
        let Some(cache) = &self.0 else {
            return render();
        };
        let key = Key { url: url.to_owned(), store: json.to_owned() };
        cache.get(&key).unwrap_or_else(|| {
            let shell = render();
            cache.insert(key, shell.clone());
            shell
        })
    }
}

#[cfg(test)]
mod tests {
    use contract::slice::Theme;

    use super::*;

    #[test]
    fn a_kept_shell_is_for_the_same_address_and_store_only() {
        let shells = Shells::new(true);
        let shell = |url: &str, theme: Theme| {
            let store = Slices { theme, ..Slices::default() };
            shells.get(url, &store, &serde_json::to_string(&store).expect("JSON"))
        };
        let first = shell("/exam/np1", Theme::Dark);
        assert!(Arc::ptr_eq(&first, &shell("/exam/np1", Theme::Dark)));
        assert!(!Arc::ptr_eq(&first, &shell("/exam/np1?q=2", Theme::Dark)));
        assert_ne!(first.html, shell("/exam/np1", Theme::Light).html);
        assert_ne!(first.outline.slots[0].params, shell("/exam/np2", Theme::Dark).outline.slots[0].params);
    }
}
