//! Nothing: cargo compiles build dependencies only for a package with a build script.

fn main() {}
