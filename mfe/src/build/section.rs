//! Custom sections of wasm modules: what a remote says of itself, and taking out what need not be shipped.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use mf_abi::{
    manifest::{Contract, Expose, ExposeKind},
    schema::Document,
};
use semver::Version;
use serde_json::Value;
use sha2::{Digest, Sha256};
use wasmparser::{Parser, Payload};

use crate::error::Error;

/// The section in which `remote!` leaves its lines.
const LINES: &str = "mf_remote";
/// The section in which it leaves the pinned schemas of its contract.
const SCHEMAS: &str = "mf_contract";
/// The type of the whole store: every view begins with it.
const STORE: &str = "Slices";
/// What every call may answer.
const PROBLEM: &str = "Problem";

/// What a remote's server module says of it.
#[derive(Debug, PartialEq)]
pub struct Declared {
    /// The contract that it was compiled against.
    pub contract: Contract,
    /// Its exposes.
    pub exposes: BTreeMap<String, Expose>,
}

/// Reads what the macro `remote!` left in `server`. Which events and calls the remote uses, the names in `client` say.
///
/// # Errors
/// It left nothing, or something unreadable.
pub fn declared(name: &str, server: &[u8], client: &[u8]) -> Result<Declared, Error> {
    let mut lines = Vec::new();
    let mut schemas = Vec::new();
    for payload in Parser::new(0).parse_all(server) {
        if let Payload::CustomSection(section) = payload.map_err(|error| no_wasm(name, &error))? {
            match section.name() {
                LINES => lines.extend_from_slice(section.data()),
                SCHEMAS => schemas = section.data().to_owned(),
                _ => {}
            }
        }
    }
    let said = String::from_utf8_lossy(&lines);
    let document = String::from_utf8_lossy(&schemas);
    read(name, &said, &document, &texts(name, client)?).map_err(|problem| {
        Error::remote(name, problem, "src/lib.rs has to call the contract's `remote!` with the remote's exposes")
    })
}

/// All constant data of a module: what it names.
fn texts(name: &str, wasm: &[u8]) -> Result<Vec<u8>, Error> {
    let mut texts = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::DataSection(data) = payload.map_err(|error| no_wasm(name, &error))? {
            for segment in data {
                texts.extend_from_slice(segment.map_err(|error| no_wasm(name, &error))?.data);
            }
        }
    }
    Ok(texts)
}

fn read(remote: &str, said: &str, schemas: &str, client: &[u8]) -> Result<Declared, String> {
    if said.is_empty() {
        return Err("the server module says nothing of itself".into());
    }
    let document = Document::read(schemas).map_err(|error| format!("its contract's schemas can't be read: {error}"))?;
    let mut version = None;
    let mut reads = BTreeSet::from([PROBLEM.to_owned()]);
    let mut exposes = BTreeMap::new();
    for line in said.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match line.split_whitespace().collect::<Vec<_>>().as_slice() {
            ["contract", said] => version = Some(Version::parse(said).map_err(|error| format!("`{line}`: {error}"))?),
            ["reads", data] => {
                reads.insert(plain(data).to_owned());
            }
            ["expose", name, kind, props, side @ ("server" | "client")] => {
                reads.insert(plain(props).to_owned());
                let expose = Expose {
                    kind: read_kind(kind)?,
                    props: (*props).to_owned(),
                    props_hash: props_hash(&document, name, plain(props))?,
                    server: *side == "server",
                };
                if exposes.insert((*name).to_owned(), expose).is_some() {
                    return Err(format!("the expose `{name}` is there twice"));
                }
            }
            _ => {
                return Err(format!("`{line}` is not understood; do `mfe` and `mf-remote` belong together?"));
            }
        }
    }
    kept(remote, &document, &exposes)?;
    let version = version.ok_or("the server module says nothing of a contract")?;
    let names = |text: &str| client.windows(text.len()).any(|window| window == text.as_bytes());
    let events = document.events.keys().filter(|event| names(event)).cloned().collect();
    let mut speaks = BTreeSet::from([STORE.to_owned()]);
    for call in document.calls.values().filter(|call| names(&call.path)) {
        speaks.extend(call.body.clone());
        reads.extend(call.answer.clone());
    }
    let uses = document.used(reads, speaks, &events)?;
    let hash = fingerprint(&serde_json::to_value(&uses).unwrap_or_default());
    Ok(Declared { contract: Contract { version, hash, uses }, exposes })
}

/// What the contract says that the remote shows, it has to show, with those props.
fn kept(remote: &str, document: &Document, exposes: &BTreeMap<String, Expose>) -> Result<(), String> {
    for (view, props) in &document.views {
        let Some((_, expose)) = view.split_once(' ').filter(|(name, _)| *name == remote) else { continue };
        match exposes.get(expose) {
            None => {
                return Err(format!(
                    "the contract declares a view `{expose}` of `{remote}`, which has none (shared/contract/src/view.rs)"
                ));
            }
            Some(has) if plain(&has.props) != props => {
                return Err(format!(
                    "`{expose}` takes `{}`, and the contract declares `{props}` (shared/contract/src/view.rs)",
                    has.props
                ));
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// The macro writes a path as the author did; the contract knows types by their last name.
fn plain(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

fn fingerprint(value: &Value) -> String {
    let hash = Sha256::digest(value.to_string());
    hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
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

fn props_hash(document: &Document, expose: &str, name: &str) -> Result<String, String> {
    let used = document.used(BTreeSet::from([name.to_owned()]), BTreeSet::new(), &BTreeSet::new()).map_err(|_| {
        format!("the props of `{expose}` are a `{name}`, which is no type of the contract: define it in shared/contract/src/props.rs, and register it in schema.rs")
    })?;
    Ok(fingerprint(&serde_json::to_value(used.types).unwrap_or_default()))
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

    const SAID: &str = "contract 1.2.0\nreads list::ExamList\nexpose ./LoginForm view LoginFormProps server\nexpose ./Terms document NoProps server\nexpose ./authUtils#hasAccess function props::AccessQuery client\n";

    fn document() -> String {
        let types: serde_json::Map<String, Value> = [
            "Slices",
            "Problem",
            "LoginFormProps",
            "NoProps",
            "AccessQuery",
            "ExamList",
            "Credentials",
            "Session",
            "Paper",
            "User",
            "Progress",
        ]
        .map(|name| {
            (
                name.to_owned(),
                serde_json::json!({ "type": "object", "title": name, "required": [name], "properties": { name: {} } }),
            )
        })
        .into_iter()
        .collect();
        serde_json::json!({
            "contract": "1.2.0",
            "events": { "user:logged-in": { "$ref": "#/$defs/User" }, "exam:started": { "$ref": "#/$defs/Progress" } },
            "calls": {
                "login": { "method": "POST", "path": "/api/v1/auth/login", "body": "Credentials", "answer": "Session" },
                "paper": { "method": "GET", "path": "/api/v1/exams/{exam}/paper", "body": null, "answer": "Paper" },
            },
            "views": { "auth ./LoginForm": "LoginFormProps", "nursing ./NursingApp": "NoProps" },
            "types": types,
        })
        .to_string()
    }

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
        let (one, other) = SAID.split_at(20);
        let wasm =
            module(&[(LINES, one.as_bytes()), ("name", b"x"), (LINES, other.as_bytes()), (SCHEMAS, document().as_bytes())]);
        let declared = declared("auth", &wasm, &module(&[])).expect("readable");
        assert_eq!(declared.contract.version, Version::new(1, 2, 0));
        assert_eq!(declared.exposes.len(), 3);
        let form = &declared.exposes["./LoginForm"];
        assert!(form.server && form.kind == ExposeKind::View);
        assert_ne!(form.props_hash, declared.exposes["./Terms"].props_hash);
        let terms = &declared.exposes["./Terms"];
        assert!(terms.server && terms.kind == ExposeKind::Document);
        assert!(!declared.exposes["./authUtils#hasAccess"].server);
    }

    #[test]
    fn what_is_used_is_what_exposes_name_and_what_the_client_module_names() {
        let used = |client: &str| read("auth", SAID, &document(), client.as_bytes()).expect("readable").contract;
        let silent = used("nothing").uses;
        assert_eq!(silent.reads, ["AccessQuery", "ExamList", "LoginFormProps", "NoProps", "Problem"].map(str::to_owned).into());
        assert_eq!(silent.speaks, ["Slices".to_owned()].into());
        assert!(silent.events.is_empty() && !silent.types.contains_key("User"));
        let busy = used("xx/api/v1/auth/loginuser:logged-in").uses;
        assert!(busy.reads.contains("Session") && busy.speaks.contains("Credentials") && busy.types.contains_key("User"));
        assert_eq!(busy.events.keys().collect::<Vec<_>>(), ["user:logged-in"]);
        assert!(!busy.types.contains_key("Paper") && !busy.types.contains_key("Progress"));
        // Another text of the contract is another fingerprint only where it is used.
        let other = |name: &str| {
            let title = format!("\"title\":\"{name}\"");
            document().replace(&title, &format!("\"minProperties\":1,{title}"))
        };
        let hash = |document: &str| read("auth", SAID, document, b"").expect("readable").contract.hash;
        assert_eq!(hash(&other("Paper")), hash(&document()));
        assert_ne!(hash(&other("ExamList")), hash(&document()));
    }

    #[test]
    fn what_is_not_understood_is_named() {
        let error = declared("auth", &module(&[]), &module(&[])).expect_err("nothing there");
        assert!(error.to_string().contains("remote!"), "{error}");
        for (from, to, said) in [
            (" view ", " screen ", "`screen` is no kind"),
            ("LoginFormProps", "MyProps", "no type of the contract"),
            ("ExamList", "MyData", "no type `MyData`"),
            ("expose ./Lo", "exposes ./Lo", "not understood"),
            ("./LoginForm view", "./LoginFrom view", "declares a view `./LoginForm` of `auth`"),
            ("LoginFormProps server", "NoProps server", "declares `LoginFormProps`"),
        ] {
            let error = read("auth", &SAID.replacen(from, to, 1), &document(), b"").expect_err(said);
            assert!(error.contains(said), "{error}");
        }
        let twice = SAID.replace("./authUtils#hasAccess", "./LoginForm");
        assert!(read("auth", &twice, &document(), b"").is_err_and(|error| error.contains("twice")));
        assert!(read("auth", SAID, "", b"").is_err_and(|error| error.contains("schemas")));
    }

    #[test]
    fn only_unwanted_custom_sections_go() {
        let long = [7; 300];
        let wasm = module(&[("producers", &long), ("name", &long), (LINES, b"x")]);
        let stripped = strip("auth", &wasm, |section| section == "name").expect("a module");
        assert_eq!(stripped, module(&[("name", &long)]));
        assert!(strip("auth", b"<html>", |_| true).is_err());
    }
}
