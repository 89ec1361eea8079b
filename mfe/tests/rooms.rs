//! Arrows point from product to platform only.

use std::{
    collections::{BTreeMap, BTreeSet},
    process::Command,
};

use serde_json::Value;

/// What each package of the workspace depends on, of the workspace; and which packages are the platform's.
fn arrows() -> (BTreeMap<String, BTreeSet<String>>, BTreeSet<String>) {
    let out = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--no-deps", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    let metadata: Value = serde_json::from_slice(&out.stdout).expect("JSON");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let list = |value: &Value| value.as_array().expect("a list").clone();
    let packages = list(&metadata["packages"]);
    let names: BTreeSet<String> = packages.iter().map(|package| text(&package["name"])).collect();
    let arrows = packages.iter().map(|package| {
        let all = list(&package["dependencies"]).into_iter().filter(|dependency| dependency["kind"] != "dev");
        let ours = all.map(|dependency| text(&dependency["name"])).filter(|name| names.contains(name)).collect();
        (text(&package["name"]), ours)
    });
    let platform = list(&metadata["metadata"]["rooms"]["platform"]).iter().map(text).collect();
    (arrows.collect(), platform)
}

#[test]
fn the_platform_depends_on_nothing_of_the_product() {
    let (arrows, platform) = arrows();
    let patches: BTreeSet<&str> =
        ["leptos_config", "leptos_hot_reload", "send_wrapper", "wasm-streams", "wasm_split_helpers"].into();
    for name in &platform {
        let wrong: Vec<&String> = arrows
            .get(name)
            .unwrap_or_else(|| panic!("`{name}` is no package"))
            .iter()
            .filter(|other| !platform.contains(*other) && !patches.contains(other.as_str()))
            .collect();
        assert_eq!(wrong, [""; 0], "`{name}` is the platform's and depends on the product's");
    }
}

#[test]
fn the_product_does_depend_on_the_platform() {
    let (arrows, platform) = arrows();
    let contract = &arrows["contract"];
    assert!(!platform.contains("contract") && contract.contains("mf-abi") && contract.contains("mf-remote"), "{contract:?}");
}
