//! References: `&lt;`, `&#176;`, `&nbsp;`.

use std::collections::HashMap;

use ammonia::Builder;

use super::decode::allowed;
use crate::{import::Reason, rich::RichError};

/// What references stand for, as far as a file has used them.
#[derive(Default)]
pub(super) struct Entities(HashMap<String, String>);

impl Entities {
    /// Adds what stands for `&name;`.
    pub(super) fn resolve(&mut self, name: &str, out: &mut String) -> Result<(), Reason> {
        if let Some(number) = name.strip_prefix('#') {
            out.push(numbered(name, number)?);
            return Ok(());
        }
        if let Some(sign) = quick_xml::escape::resolve_predefined_entity(name) {
            out.push_str(sign);
            return Ok(());
        }
        if !self.0.contains_key(name) {
            let text = of_html(name).ok_or_else(|| Reason::Syntax(format!("the entity `&{}` is not known", shown(name))))?;
            self.0.insert(name.to_owned(), text);
        }
        if let Some(text) = self.0.get(name) {
            out.push_str(text);
        }
        Ok(())
    }

    /// Resolves the references in an attribute's value; white space becomes spaces.
    pub(super) fn value(&mut self, raw: &str) -> Result<String, Reason> {
        let mut out = String::with_capacity(raw.len());
        let mut rest = raw;
        while let Some((before, after)) = rest.split_once('&') {
            push_spaced(before, &mut out);
            let (name, after) =
                after.split_once(';').ok_or_else(|| Reason::Syntax("a reference `&` has no `;`; write `&amp;`".into()))?;
            self.resolve(name, &mut out)?;
            rest = after;
        }
        push_spaced(rest, &mut out);
        Ok(out)
    }
}

fn push_spaced(text: &str, out: &mut String) {
    out.extend(text.replace("\r\n", " ").chars().map(|sign| if matches!(sign, '\n' | '\r' | '\t') { ' ' } else { sign }));
}

fn numbered(name: &str, number: &str) -> Result<char, Reason> {
    let code = match number.strip_prefix('x') {
        Some(digits) if digits.bytes().all(|byte| byte.is_ascii_hexdigit()) => u32::from_str_radix(digits, 16).ok(),
        None if number.bytes().all(|byte| byte.is_ascii_digit()) => number.parse().ok(),
        _ => None,
    };
    let code = code.ok_or_else(|| Reason::Syntax(format!("`&{};` names no character", shown(name))))?;
    let sign = char::from_u32(code).ok_or_else(|| Reason::Syntax(format!("`&{};` names no character", shown(name))))?;
    if allowed(sign) { Ok(sign) } else { Err(RichError::Control(code).into()) }
}

/// What HTML's parser makes of a name. HTML also knows some names without `;` (`&notit;` is `¬it;`); those don't count.
fn of_html(name: &str) -> Option<String> {
    if name.is_empty() || name.len() > 32 || !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let html = Builder::empty().clean(&format!("&{name};")).to_string();
    let text = html.replace("&nbsp;", "\u{a0}").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    let known = (1..=2).contains(&text.chars().count()) && (!text.ends_with(';') || name == "semi");
    known.then_some(text)
}

fn shown(name: &str) -> String {
    name.chars().take(20).collect()
}
