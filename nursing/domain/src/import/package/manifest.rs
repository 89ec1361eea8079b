//! `imsmanifest.xml`: what a package holds (1EdTech Content Packaging).

use super::path;
use crate::import::{
    Limits, Reason,
    xml::{Element, Fault, parse},
};

/// What an import needs of a manifest.
pub(super) struct Manifest {
    /// The resources of QTI, in order.
    pub(super) resources: Vec<Resource>,
    /// What the manifest says about rights; none where it says nothing.
    pub(super) licence: Option<String>,
}

/// A resource of QTI.
pub(super) struct Resource {
    /// Its identifier.
    pub(super) id: String,
    /// The entries that its `href` may mean.
    pub(super) paths: Result<Vec<String>, Reason>,
    /// Where the manifest names it.
    pub(super) line: u32,
    pub(super) column: u32,
    /// What it is.
    pub(super) kind: Kind,
}

/// A resource's type.
pub(super) enum Kind {
    /// An item of QTI 2 or 3.
    Item,
    /// A test or the like, by its type.
    Other(String),
    /// QTI of version 1.
    Old(String),
}

impl Manifest {
    /// Reads a manifest that lies in a folder of the package.
    pub(super) fn read(folder: &str, bytes: &[u8], limits: &Limits) -> Result<Manifest, Fault> {
        let root = parse(bytes, limits)?;
        if root.name != "manifest" {
            let reason = Reason::Syntax("imsmanifest.xml is no manifest".into());
            return Err(Fault { line: root.line, column: root.column, reason });
        }
        let licence = root.child("metadata").and_then(licence);
        let mut resources = Vec::new();
        for list in root.elements().filter(|element| element.name == "resources") {
            let base = list.attribute("xml:base").unwrap_or_default();
            for element in list.elements().filter(|element| element.name == "resource") {
                let Some(kind) = kind(element.attribute("type").unwrap_or_default()) else { continue };
                let (line, column) = (element.line, element.column);
                let id = element.attribute("identifier").unwrap_or_default().chars().take(80).collect();
                let own = element.attribute("xml:base").unwrap_or_default();
                resources.push(Resource { id, paths: paths(folder, &[base, own], element), line, column, kind });
                if resources.len() > limits.records {
                    let reason = Reason::Limit { what: "items in the package", limit: limits.records };
                    return Err(Fault { line, column, reason });
                }
            }
        }
        Ok(Manifest { resources, licence })
    }
}

fn kind(name: &str) -> Option<Kind> {
    let name = name.trim().to_ascii_lowercase();
    let shown = || name.chars().take(60).collect();
    // `imsqti_item_xmlv2p1`, `imsqti_apipitem_xmlv2p1`
    if name.starts_with("imsqti_") && name.contains("item_xmlv") {
        return Some(Kind::Item);
    }
    if name.starts_with("imsqti_xmlv1") || name.starts_with("imsqti_") && name.contains("_xmlv1p") {
        return Some(Kind::Old(shown()));
    }
    let test = ["imsqti_test", "imsqti_section", "imsqti_assessment", "imsqti_stimulus", "imsqti_apiptest", "imsqti_apipsection"];
    test.iter().any(|test| name.starts_with(test)).then(|| Kind::Other(shown()))
}

fn paths(folder: &str, bases: &[&str], resource: &Element) -> Result<Vec<String>, Reason> {
    let file = || resource.child("file").and_then(|file| file.attribute("href"));
    let Some(href) = resource.attribute("href").or_else(file).filter(|href| !href.trim().is_empty()) else {
        return Err(Reason::Syntax("the resource names no file".into()));
    };
    let mut base = folder.to_owned();
    for step in bases.iter().filter(|step| !step.is_empty()) {
        let joined = path::candidates(&base, step).and_then(|found| found.into_iter().next());
        base = joined.ok_or_else(|| outside(step))?;
    }
    path::candidates(&base, href.trim()).ok_or_else(|| outside(href))
}

fn outside(href: &str) -> Reason {
    let href: String = href.chars().take(100).collect();
    Reason::Unsafe(format!("the resource's file `{}` is not in the package", href.escape_debug()))
}

/// `lom/rights/description/string`, where it is short enough to be a name of terms.
fn licence(metadata: &Element) -> Option<String> {
    let rights = metadata.child("lom").unwrap_or(metadata).child("rights")?;
    let text = rights.child("description")?.text();
    let text = text.split_whitespace().collect::<Vec<&str>>().join(" ");
    (!text.is_empty() && text.len() <= 200).then_some(text)
}
