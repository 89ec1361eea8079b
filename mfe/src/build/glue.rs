//! JavaScript bindings of a client module, as a factory of instances.

use std::{collections::HashMap, path::Path};

use wasm_bindgen_cli_support::Bindgen;

use crate::error::Error;

/// What wasm-bindgen makes of the compiler's output.
pub struct Bound {
    /// ES module: `export function create(guard)`.
    pub glue: String,
    /// The module that the glue belongs to.
    pub wasm: Vec<u8>,
}

/// Runs wasm-bindgen over `wasm`, a file from the compiler.
///
/// # Errors
/// wasm-bindgen rejects it, or writes glue of another shape than the one known here.
pub fn bind(name: &str, wasm: &Path, names: bool) -> Result<Bound, Error> {
    let failed = |error: &dyn std::fmt::Display| {
        let advice = "the remote's `wasm-bindgen` has to be the version that Cargo.toml at the root pins";
        Error::remote(name, format!("wasm-bindgen: {error}"), advice)
    };
    let mut bindgen = Bindgen::new();
    bindgen.no_modules(true).map_err(|error| failed(&error))?;
    bindgen.input_path(wasm).typescript(false).demangle(names).remove_name_section(!names).remove_producers_section(true);
    bindgen.omit_default_module_path(true);
    let mut output = bindgen.generate_output().map_err(|error| failed(&format!("{error:#}")))?;
    let inline = output.snippets().iter().filter(|(_, texts)| !texts.is_empty()).map(|(origin, _)| origin);
    if let Some(origin) = inline.chain(output.local_modules().keys()).next() {
        return Err(Error::remote(
            name,
            format!("{origin} brings a JavaScript snippet, which a factory can't hold"),
            "use a dependency without `#[wasm_bindgen(module = …)]`",
        ));
    }
    let glue = factory(output.js()).map_err(|problem| Error::remote(name, problem, "mend mfe/src/build/glue.rs"))?;
    let module = output.wasm_mut();
    let mut short = Short::default();
    for import in module.imports.iter_mut() {
        import.name = short.of(&import.name);
    }
    for export in module.exports.iter_mut().filter(|export| is_bindgens(&export.name)) {
        export.name = short.of(&export.name);
    }
    Ok(Bound { glue: short.rename(&glue), wasm: module.emit_wasm() })
}

/// Names that wasm-bindgen made up, each with a hash that no compressor can shorten and that stands in both files. What the
/// loader calls keeps its name.
fn is_bindgens(export: &str) -> bool {
    ["__wb", "wasm_bindgen__", "__externref"].iter().any(|beginning| export.starts_with(beginning))
}

/// Short names for long ones: `_a`, `_b`, … `_z`, `_aa`, …
#[derive(Default)]
struct Short(HashMap<String, String>);

impl Short {
    fn of(&mut self, long: &str) -> String {
        let next = self.0.len();
        self.0.entry(long.to_owned()).or_insert_with(|| short_name(next)).clone()
    }

    /// `glue` with every such name replaced where it stands as a word of its own.
    fn rename(&self, glue: &str) -> String {
        let is_word = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '$';
        let mut out = String::with_capacity(glue.len());
        let mut rest = glue;
        while let Some(start) = rest.find(is_word) {
            let (before, from) = rest.split_at(start);
            let (word, after) = from.split_at(from.find(|letter| !is_word(letter)).unwrap_or(from.len()));
            out.push_str(before);
            out.push_str(self.0.get(word).map_or(word, String::as_str));
            rest = after;
        }
        out + rest
    }
}

fn short_name(number: usize) -> String {
    let letter = char::from(b'a' + (number % 26) as u8);
    if number < 26 { format!("_{letter}") } else { format!("{}{letter}", short_name(number / 26 - 1)) }
}

/// Where the glue takes hold of an instance's exports.
const TAKES: &str = "wasm = instance.exports;";
/// The same, through the caller's guard.
const GUARDED: &str = "wasm = guard ? guard(instance.exports) : instance.exports;";

/// Stock glue keeps one instance for ever; wrapped in a function, it makes as many as asked for, and memory comes back when
/// the last reference to one goes.
fn factory(glue: &str) -> Result<String, String> {
    let places = glue.matches(TAKES).count();
    if places != 1 {
        return Err(format!("wasm-bindgen's glue has `{TAKES}` {places} times rather than once: it changed with a new version"));
    }
    if !glue.contains("let wasm_bindgen = ") {
        return Err("wasm-bindgen's glue defines no `wasm_bindgen`: it changed with a new version".into());
    }
    let glue = without_script_source(glue).replace(TAKES, GUARDED);
    Ok(format!("export function create(guard) {{\n{glue}\nreturn wasm_bindgen;\n}}\n"))
}

/// The glue looks for its own address, to guess that of the wasm; a module has no `currentScript`, and the loader says where.
fn without_script_source(glue: &str) -> String {
    let Some(start) = glue.find("let script_src;") else {
        return glue.to_owned();
    };
    let Some(length) = glue[start..].find('}') else {
        return glue.to_owned();
    };
    let block = &glue[start..=start + length];
    let used_elsewhere = glue.matches("script_src").count() != block.matches("script_src").count();
    if !block.contains("currentScript") || used_elsewhere { glue.to_owned() } else { glue.replacen(block, "", 1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "let wasm_bindgen = (function(exports) {
    let script_src;
    if (typeof document !== 'undefined' && document.currentScript !== null) {
        script_src = new URL(document.currentScript.src, location.href).toString();
    }
    let wasm;
    function finalize(instance) {
        wasm = instance.exports;
        return wasm;
    }
    return Object.assign(finalize, exports);
})({ __proto__: null });";

    #[test]
    fn exports_pass_through_the_guard() {
        let module = factory(GLUE).expect("known glue");
        assert!(module.starts_with("export function create(guard) {"));
        assert!(module.contains("wasm = guard ? guard(instance.exports) : instance.exports;"));
        assert!(module.trim_end().ends_with("return wasm_bindgen;\n}"));
        assert!(!module.contains("script_src"), "{module}");
    }

    #[test]
    fn made_up_names_get_short_in_whole_words_only() {
        let mut short = Short::default();
        assert_eq!(short.of("__wbg_get_1a2b"), "_a");
        assert_eq!(short.of("__wbg_set_3c4d"), "_b");
        assert_eq!(short.of("__wbg_get_1a2b"), "_a");
        let glue = "imports = { __wbg_get_1a2b: f, __wbg_get_1a2b5: g }; wasm.__wbg_set_3c4d(__wbg_get)";
        assert_eq!(short.rename(glue), "imports = { _a: f, __wbg_get_1a2b5: g }; wasm._b(__wbg_get)");
        let names: std::collections::HashSet<_> = (0..2000).map(short_name).collect();
        assert_eq!(names.len(), 2000);
        assert!(is_bindgens("__wbindgen_malloc") && !is_bindgens("mounted_update") && !is_bindgens("memory"));
    }

    #[test]
    fn a_script_source_in_use_stays() {
        let used = GLUE.replace("let wasm;", "let wasm; let address = script_src;");
        assert!(factory(&used).expect("known glue").contains("currentScript"));
    }

    #[test]
    fn unknown_glue_is_refused() {
        assert!(factory(&GLUE.replace("wasm = instance.exports;", "")).is_err_and(|problem| problem.contains("0 times")));
        assert!(factory(&format!("{GLUE}{GLUE}")).is_err_and(|problem| problem.contains("2 times")));
        assert!(factory(&GLUE.replace("let wasm_bindgen", "var other")).is_err());
    }
}
