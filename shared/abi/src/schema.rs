//! What a release reads and writes, as JSON Schemas without prose, and whether a host's contract still gives it that.
//!
//! A release carries the schemas of what it uses ([`Used`]). A host compares them with its own contract's: nothing is believed of
//! version numbers. An additive change of a type that is only read hurts nobody; a removed member, another type or, of what the
//! host may send, a new value of an enumeration does.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Members of a schema that say nothing of what is valid.
const PROSE: [&str; 6] = ["description", "title", "$schema", "examples", "default", "$comment"];

/// A contract as its pinned document has it: schemas of types and of events' payloads.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// The contract's version.
    pub contract: String,
    /// The payload of each event.
    #[serde(default)]
    pub events: BTreeMap<String, Value>,
    /// The calls of the API by name.
    #[serde(default)]
    pub calls: BTreeMap<String, Call>,
    /// The type of the props of each view, by its remote and expose: `auth ./LoginForm`.
    #[serde(default)]
    pub views: BTreeMap<String, String>,
    /// The types by name. References are `#/$defs/<name>`.
    pub types: BTreeMap<String, Value>,
}

/// A call of the API, as the document has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// Its method.
    pub method: String,
    /// Its path, with `{name}` for each parameter.
    pub path: String,
    /// The type of its body.
    pub body: Option<String>,
    /// The type of its answer.
    pub answer: Option<String>,
}

/// The part of a contract that one release uses.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Used {
    /// Types that it only reads.
    pub reads: BTreeSet<String>,
    /// Types that it reads and writes.
    pub speaks: BTreeSet<String>,
    /// Events that it hears or emits.
    pub events: BTreeMap<String, Value>,
    /// The schemas of all these, and of what they hold.
    pub types: BTreeMap<String, Value>,
}

impl Document {
    /// Reads a pinned document.
    ///
    /// # Errors
    /// It is none.
    pub fn read(text: &str) -> Result<Document, serde_json::Error> {
        let mut document: Document = serde_json::from_str(text)?;
        let plain = |all: BTreeMap<String, Value>| all.into_iter().map(|(name, schema)| (name, without_prose(schema))).collect();
        document.events = plain(document.events);
        document.types = plain(document.types);
        Ok(document)
    }

    /// The part that a release uses.
    ///
    /// # Errors
    /// The document has no such type or event; it is named.
    pub fn used(&self, reads: BTreeSet<String>, speaks: BTreeSet<String>, events: &BTreeSet<String>) -> Result<Used, String> {
        let event = |name: &String| {
            let schema = self.events.get(name).cloned().ok_or_else(|| format!("the contract has no event `{name}`"))?;
            Ok::<_, String>((name.clone(), schema))
        };
        let events: BTreeMap<String, Value> = events.iter().map(event).collect::<Result<_, _>>()?;
        let mut types = BTreeMap::new();
        let mut waiting: Vec<String> = reads.iter().chain(&speaks).cloned().collect();
        events.values().for_each(|schema| references(schema, &mut waiting));
        while let Some(name) = waiting.pop() {
            if types.contains_key(&name) {
                continue;
            }
            let schema = self.types.get(&name).ok_or_else(|| format!("the contract has no type `{name}`"))?;
            references(schema, &mut waiting);
            types.insert(name, schema.clone());
        }
        Ok(Used { reads, speaks, events, types })
    }

    /// What keeps a release that uses `used` from running with this contract; empty where nothing does.
    pub fn refuses(&self, used: &Used) -> Vec<String> {
        let own = Side { who: "this host", types: &self.types };
        let theirs = Side { who: "the release", types: &used.types };
        let mut reasons = Vec::new();
        for name in used.reads.iter().chain(&used.speaks) {
            let reference = reference(name);
            if !self.types.contains_key(name) {
                reasons.push(format!("there is no type `{name}` any more"));
                continue;
            }
            reasons.extend(fits(name, &own, &reference, &theirs, &reference));
            if used.speaks.contains(name) {
                reasons.extend(fits(name, &theirs, &reference, &own, &reference));
            }
        }
        for (name, schema) in &used.events {
            match self.events.get(name) {
                None => reasons.push(format!("there is no event `{name}` any more")),
                Some(now) => {
                    reasons.extend(fits(name, &own, now, &theirs, schema));
                    reasons.extend(fits(name, &theirs, schema, &own, now));
                }
            }
        }
        reasons.sort();
        reasons.dedup();
        reasons
    }
}

/// Whose schemas they are, for messages.
struct Side<'a> {
    who: &'a str,
    types: &'a BTreeMap<String, Value>,
}

fn reference(name: &str) -> Value {
    Value::Object(Map::from_iter([("$ref".to_owned(), Value::from(["#/$defs/", name].concat()))]))
}

/// The schema with its members in order and without prose.
fn without_prose(schema: Value) -> Value {
    match schema {
        Value::Object(members) => {
            let mut members: Vec<_> = members.into_iter().filter(|(name, value)| !is_prose(name, value)).collect();
            members.sort_by(|one, other| one.0.cmp(&other.0));
            Value::Object(
                members
                    .into_iter()
                    .map(|(name, value)| match (name.as_str(), value) {
                        // Here the names are a type's own.
                        ("properties", Value::Object(own)) => {
                            (name, Value::Object(own.into_iter().map(|(name, schema)| (name, without_prose(schema))).collect()))
                        }
                        (_, value) => (name, without_prose(value)),
                    })
                    .collect(),
            )
        }
        Value::Array(all) => Value::Array(all.into_iter().map(without_prose).collect()),
        plain => plain,
    }
}

fn is_prose(name: &str, value: &Value) -> bool {
    PROSE.contains(&name) && (name == "default" || !value.is_object())
}

fn references(schema: &Value, found: &mut Vec<String>) {
    match schema {
        Value::Object(members) => {
            if let Some(name) = members.get("$ref").and_then(Value::as_str).and_then(|path| path.rsplit('/').next()) {
                found.push(name.to_owned());
            }
            members.values().for_each(|value| references(value, found));
        }
        Value::Array(all) => all.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

/// Why `reader` can't read all that `writer` writes; nothing where it can. `at` is where in the document.
fn fits(at: &str, writers: &Side<'_>, writer: &Value, readers: &Side<'_>, reader: &Value) -> Option<String> {
    Comparison { writers, readers, under_way: Vec::new() }.fits(at, writer, reader).err()
}

struct Comparison<'a> {
    writers: &'a Side<'a>,
    readers: &'a Side<'a>,
    /// Pairs of references that are being compared: a type that holds itself fits if nothing else speaks against it.
    under_way: Vec<(String, String)>,
}

impl Comparison<'_> {
    fn fits(&mut self, at: &str, writer: &Value, reader: &Value) -> Result<(), String> {
        if let (Some(one), Some(other)) = (name_of(writer), name_of(reader)) {
            let pair = (one.to_owned(), other.to_owned());
            if self.under_way.contains(&pair) {
                return Ok(());
            }
            self.under_way.push(pair);
        }
        // Their cases are compared with references as they are: what is resolved has no name by which it would be met again.
        let (written, read) =
            (self.resolved(at, self.writers, writer)?.clone(), self.resolved(at, self.readers, reader)?.clone());
        if let Some(cases) = alternatives(&written) {
            return cases.iter().try_for_each(|case| self.fits(at, case, reader));
        }
        if let Some(cases) = alternatives(&read) {
            let known = self.under_way.len();
            let mut first = None;
            for case in &cases {
                match self.fits(at, writer, case) {
                    Ok(()) => return Ok(()),
                    Err(reason) => first = first.or(Some(reason)),
                }
                self.under_way.truncate(known);
            }
            let value = written.get("const").map(|value| format!(" {value}")).unwrap_or_default();
            return Err(match first {
                Some(reason) if cases.len() < 3 && value.is_empty() => reason,
                _ => format!("`{at}` may be{value} what {} knows none of", self.readers.who),
            });
        }
        self.plain(at, &written, &read)
    }

    /// Two schemas of one case each.
    fn plain(&mut self, at: &str, writer: &Value, reader: &Value) -> Result<(), String> {
        let (writes, reads) = (kinds(writer), kinds(reader));
        if let Some(kind) = writes.iter().find(|kind| !reads.is_empty() && !takes(&reads, kind)) {
            return Err(format!("`{at}` may be {kind}, which {} does not read", self.readers.who));
        }
        if let Some(wanted) = reader.get("const")
            && writer.get("const") != Some(wanted)
        {
            return Err(format!("`{at}` is not always {wanted}, the only thing that {} reads", self.readers.who));
        }
        if let (Some(one), Some(other)) = (integer(writer), integer(reader))
            && (one.0 < other.0 || one.1 > other.1)
        {
            return Err(format!("`{at}` may be a larger number than {} reads", self.readers.who));
        }
        if let Some(items) = reader.get("items") {
            let written = writer.get("items").unwrap_or(&Value::Bool(true)).clone();
            self.fits(&format!("{at}[]"), &written, items)?;
        }
        self.members(at, writer, reader)
    }

    fn members(&mut self, at: &str, writer: &Value, reader: &Value) -> Result<(), String> {
        let required = |schema: &Value| -> BTreeSet<String> {
            let names = schema.get("required").and_then(Value::as_array).into_iter().flatten();
            names.filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let writes = required(writer);
        if let Some(missing) = required(reader).difference(&writes).next() {
            return Err(format!("`{at}.{missing}` is not always there, and {} needs it", self.readers.who));
        }
        let (Some(written), Some(read)) = (properties(writer), properties(reader)) else { return Ok(()) };
        for (name, schema) in read {
            if let Some(writes) = written.get(name) {
                self.fits(&format!("{at}.{name}"), writes, schema)?;
            }
        }
        Ok(())
    }

    fn resolved<'s>(&self, at: &str, side: &'s Side<'_>, schema: &'s Value) -> Result<&'s Value, String> {
        match name_of(schema) {
            None => Ok(schema),
            Some(name) => side.types.get(name).ok_or_else(|| format!("`{at}`: {} has no type `{name}`", side.who)),
        }
    }
}

fn name_of(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.rsplit('/').next()
}

fn properties(schema: &Value) -> Option<&Map<String, Value>> {
    schema.get("properties")?.as_object()
}

/// The cases of a schema that has several. Values of an `enum` are a case each.
fn alternatives(schema: &Value) -> Option<Vec<Value>> {
    for word in ["oneOf", "anyOf"] {
        if let Some(cases) = schema.get(word).and_then(Value::as_array) {
            return Some(cases.clone());
        }
    }
    let values = schema.get("enum")?.as_array()?;
    Some(values.iter().map(|value| Value::Object(Map::from_iter([("const".to_owned(), value.clone())]))).collect())
}

/// The JSON types that it allows; none where it says nothing.
fn kinds(schema: &Value) -> Vec<String> {
    match (schema.get("type"), schema.get("const")) {
        (Some(Value::String(one)), _) => vec![one.clone()],
        (Some(Value::Array(all)), _) => all.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        (_, Some(value)) => vec![kind_of(value).to_owned()],
        _ => Vec::new(),
    }
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn takes(reads: &[String], kind: &str) -> bool {
    reads.iter().any(|read| read == kind || (read == "number" && kind == "integer"))
}

/// The range of an integer's format.
fn integer(schema: &Value) -> Option<(i128, i128)> {
    let format = schema.get("format")?.as_str()?;
    let (signed, bits) = match format.strip_prefix("uint") {
        Some(bits) => (false, bits),
        None => (true, format.strip_prefix("int")?),
    };
    let bits: u32 = if bits.is_empty() { 64 } else { bits.parse().ok().filter(|bits| *bits <= 64)? };
    Some(if signed { (-(1 << (bits - 1)), (1 << (bits - 1)) - 1) } else { (0, (1 << bits) - 1) })
}

#[cfg(test)]
mod tests;
