//! Nothing: what matters is in Cargo.toml, where it says why.
