//! Nothing: Leptos names this crate, for modules that are loaded in parts, and remotes have no parts (see Cargo.toml).
