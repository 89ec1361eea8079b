//! Custom sections of wasm modules: what a remote says of itself, and taking out what need not be shipped.

use std::{collections::BTreeMap, ops::Range};

use semver::Version;
use shared::{
    contract,
    manifest::{Contract, Expose, ExposeKind},
};
use wasmparser::{Parser, Payload};

use crate::error::Error;

/// The section in which `remote!` leaves its lines.
const SECTION: &str = "mf_remote";

/// What a remote's server module says of it.
#[derive(Debug, PartialEq)]
pub struct Declared {
    /// The contract that it was compiled against.
    pub contract: Contract,
    /// Its exposes.
    pub exposes: BTreeMap<String, Expose>,
}

/// Reads what the macro `remote!` left in `wasm`.
///
/// # Errors
/// It left nothing, or something unreadable.
pub fn declared(name: &str, wasm: &[u8]) -> Result<Declared, Error> {
    let mut text = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::CustomSection(section) = payload.map_err(|error| no_wasm(name, &error))?
            && section.name() == SECTION
        {
            text.extend_from_slice(section.data());
        }
    }
    let text = String::from_utf8_lossy(&text);
    read(&text)
        .map_err(|problem| Error::remote(name, problem, "src/lib.rs has to call `shared::remote!` with the remote's exposes"))
}

fn read(text: &str) -> Result<Declared, String> {
    let mut contract = None;
    let mut exposes = BTreeMap::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match line.split_whitespace().collect::<Vec<_>>().as_slice() {
            ["contract", version, hash] => {
                let version = Version::parse(version).map_err(|error| format!("`{line}`: {error}"))?;
                contract = Some(Contract { version, hash: (*hash).to_owned() });
            }
            ["expose", name, kind, props, side @ ("server" | "client")] => {
                let expose = Expose {
                    kind: read_kind(kind)?,
                    props: (*props).to_owned(),
                    props_hash: props_hash(name, props)?,
                    server: *side == "server",
                };
                if exposes.insert((*name).to_owned(), expose).is_some() {
                    return Err(format!("the expose `{name}` is there twice"));
                }
            }
            _ => {
                return Err(format!("`{line}` is not understood; do `mfe` and `shared` belong together?"));
            }
        }
    }
    let contract = contract.ok_or("the server module says nothing of a contract")?;
    Ok(Declared { contract, exposes })
}

fn read_kind(kind: &str) -> Result<ExposeKind, String> {
    match kind {
        "view" => Ok(ExposeKind::View),
        "document" => Ok(ExposeKind::Document),
        "function" => Ok(ExposeKind::Function),
        "hook" => Ok(ExposeKind::Hook),
        other => Err(format!("`{other}` is no kind of expose")),
    }
}

fn props_hash(expose: &str, props: &str) -> Result<String, String> {
    // The macro writes the path as the author did; the contract knows types by their last name.
    let name = props.rsplit("::").next().unwrap_or(props);
    contract::hash_of(name).ok_or_else(|| {
        format!("the props of `{expose}` are a `{name}`, which is no type of the contract: define it in shared/src/contract/props.rs, and register it in schema.rs")
    })
}

/// `wasm` without the custom sections for which `keep` says no.
///
/// # Errors
/// It is no wasm module.
pub fn strip(name: &str, wasm: &[u8], keep: impl Fn(&str) -> bool) -> Result<Vec<u8>, Error> {
    const HEADER: usize = 8;
    let mut out = wasm.get(..HEADER).ok_or_else(|| no_wasm(name, "too short"))?.to_owned();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload.map_err(|error| no_wasm(name, &error))?;
        if let Payload::CustomSection(section) = &payload
            && !keep(section.name())
        {
            continue;
        }
        let Some((id, Range { start, end })) = payload.as_section() else {
            continue;
        };
        let contents = wasm.get(start..end).ok_or_else(|| no_wasm(name, "a section ends outside the file"))?;
        out.push(id);
        write_leb128(&mut out, contents.len());
        out.extend_from_slice(contents);
    }
    Ok(out)
}

fn write_leb128(out: &mut Vec<u8>, mut value: usize) {
    loop {
        let byte = (value & 0x7f) as u8;
        value >>= 7;
        if value == 0 {
            return out.push(byte);
        }
        out.push(byte | 0x80);
    }
}

fn no_wasm(name: &str, reason: impl std::fmt::Display) -> Error {
    Error::remote(name, format!("what the compiler wrote is no wasm module: {reason}"), "build again with --force")
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: &str = "contract 1.2.0 00ff\nexpose ./LoginForm view LoginFormProps server\nexpose ./Terms document NoProps server\nexpose ./authUtils#hasAccess function props::AccessQuery client\n";

    /// A module with one empty type section and the given custom sections.
    fn module(customs: &[(&str, &[u8])]) -> Vec<u8> {
        let mut wasm = b"\0asm\x01\0\0\0\x01\x01\0".to_vec();
        for (name, data) in customs {
            wasm.push(0);
            write_leb128(&mut wasm, 1 + name.len() + data.len());
            wasm.push(name.len() as u8);
            wasm.extend_from_slice(name.as_bytes());
            wasm.extend_from_slice(data);
        }
        wasm
    }

    #[test]
    fn lines_of_several_sections_are_read_together() {
        let (one, other) = LINES.split_at(20);
        let wasm = module(&[(SECTION, one.as_bytes()), ("name", b"x"), (SECTION, other.as_bytes())]);
        let declared = declared("auth", &wasm).expect("readable");
        assert_eq!(declared.contract, Contract { version: Version::new(1, 2, 0), hash: "00ff".into() });
        assert_eq!(declared.exposes.len(), 3);
        let form = &declared.exposes["./LoginForm"];
        assert!(form.server && form.kind == ExposeKind::View);
        assert_eq!(Some(&form.props_hash), contract::hash_of("LoginFormProps").as_ref());
        let terms = &declared.exposes["./Terms"];
        assert!(terms.server && terms.kind == ExposeKind::Document);
        assert!(!declared.exposes["./authUtils#hasAccess"].server);
    }

    #[test]
    fn what_is_not_understood_is_named() {
        let error = declared("auth", &module(&[])).expect_err("nothing there");
        assert!(error.to_string().contains("remote!"), "{error}");
        for (from, to, said) in [
            (" view ", " screen ", "`screen` is no kind"),
            ("LoginFormProps", "MyProps", "no type of the contract"),
            ("expose ./Lo", "exposes ./Lo", "not understood"),
        ] {
            let error = read(&LINES.replacen(from, to, 1)).expect_err(said);
            assert!(error.contains(said), "{error}");
        }
        assert!(read(&LINES.replace("./authUtils#hasAccess", "./LoginForm")).is_err_and(|error| error.contains("twice")));
    }

    #[test]
    fn only_unwanted_custom_sections_go() {
        let long = [7; 300];
        let wasm = module(&[("producers", &long), ("name", &long), (SECTION, b"x")]);
        let stripped = strip("auth", &wasm, |section| section == "name").expect("a module");
        assert_eq!(stripped, module(&[("name", &long)]));
        assert!(strip("auth", b"<html>", |_| true).is_err());
    }
}
