//! The part of leptos_hot_reload 0.8's interface that Leptos and its macros use.

#[cfg(not(target_arch = "wasm32"))]
pub mod parsing;

use std::path::Path;

/// The script that patches views in an open page: none, as pages swap whole remotes.
pub const HOT_RELOAD_JS: &str = "";

/// What marks a view in a page of a debug build: its file and line.
#[must_use]
pub fn span_to_stable_id(path: impl AsRef<Path>, line: usize) -> String {
    let file = path.as_ref().to_str().unwrap_or_default().replace(['/', '\\'], "-");
    format!("{file}-{line}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_names_file_and_line() {
        assert_eq!(span_to_stable_id("src/exam/mod.rs", 12), "src-exam-mod.rs-12");
    }
}
