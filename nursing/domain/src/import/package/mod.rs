//! Reading QTI packages: a zip file with `imsmanifest.xml`, which names the items' files.
//!
//! A package with one dangerous entry is refused as a whole, before anything of it is unpacked. Only the manifest and the items
//! are unpacked, one after the other; of pictures it matters that they are there. A zip file within the package stays closed.

mod archive;
mod manifest;
pub(crate) mod path;

use std::io::{Read, Seek};

use self::{
    archive::Archive,
    manifest::{Kind, Manifest, Resource},
};
use super::{
    ImportReport, Limits, Place, Reason, Refused,
    qti::{Pictures, Source},
    record::{self, Origin},
};

/// Imports a package. Its bytes are read where they are: they don't all have to be in memory.
pub fn import(name: &str, file: impl Read + Seek, limits: &Limits) -> ImportReport {
    let mut archive = match Archive::open(file, limits) {
        Ok(archive) => archive,
        Err(reason) => return ImportReport::refused(name, reason),
    };
    let (path, manifest) = match manifest_of(&mut archive, limits) {
        Ok(found) => found,
        Err(reason) => return ImportReport::refused(name, reason),
    };
    let inner = |path: &str| format!("{name}/{path}");
    let folder = path::folder(&path).to_owned();
    let manifest = match Manifest::read(&folder, &manifest, limits) {
        Ok(manifest) => manifest,
        Err(fault) => {
            let place = fault.place(&inner(&path));
            let refused = vec![Refused { place, record: String::new(), reason: fault.reason }];
            return ImportReport { refused, ..ImportReport::default() };
        }
    };
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned();
    let origin = Origin { file, licence: manifest.licence.unwrap_or_else(|| "unknown".into()) };
    let names = archive.names.clone();
    let contents = archive.contents.clone();
    let mut report = ImportReport::default();
    if manifest.resources.is_empty() {
        return ImportReport::refused(&inner(&path), Reason::NoQuestion("a package without QTI items".into()));
    }
    for (at, resource) in manifest.resources.into_iter().enumerate() {
        let place = Place { file: inner(&path), line: resource.line, column: resource.column };
        let record = resource.id.clone();
        match open(&mut archive, resource, limits) {
            Err(reason) => report.refused.push(Refused { place, record, reason }),
            Ok((entry, bytes)) => {
                let pictures = Pictures { entries: Some(&names), folder: path::folder(&entry), contents: &contents };
                let source = Source { origin: &origin, path: &inner(&entry), number: at + 1, pictures };
                source.read(&bytes, limits, &mut report);
            }
        }
    }
    unnamed(&mut archive, name, limits, &mut report);
    report
}

/// Items that the manifest doesn't name: a player would not show them, but nobody should think that they were read.
fn unnamed(archive: &mut Archive<impl Read + Seek>, name: &str, limits: &Limits, report: &mut ImportReport) {
    for path in archive.left().into_iter().filter(|path| path.to_ascii_lowercase().ends_with(".xml")) {
        let Ok(Some(bytes)) = archive.read(&path, limits) else { return };
        if matches!(record::root(&bytes).as_deref(), Some("assessmentItem" | "qti-assessment-item")) {
            let place = Place { file: format!("{name}/{path}"), line: 0, column: 0 };
            let reason = Reason::Syntax("the package's manifest doesn't name this item".into());
            report.refused.push(Refused { place, record: String::new(), reason });
        }
    }
}

/// The manifest's path and bytes: in the root, or in the one folder that people packed instead of what is in it.
fn manifest_of(archive: &mut Archive<impl Read + Seek>, limits: &Limits) -> Result<(String, Vec<u8>), Reason> {
    let missing = || Reason::Syntax("the zip file is no QTI package: it has no imsmanifest.xml".into());
    let mut found = archive.names.iter().filter(|path| path::file(path) == "imsmanifest.xml");
    let path = match (archive.names.get("imsmanifest.xml"), found.next(), found.next()) {
        (Some(path), _, _) => path.clone(),
        (None, Some(path), None) => path.clone(),
        (None, Some(_), Some(_)) => return Err(Reason::Syntax("the zip file has several packages in it".into())),
        (None, None, _) => return Err(missing()),
    };
    let bytes = archive.read(&path, limits)?.ok_or_else(missing)?;
    Ok((path, bytes))
}

/// The entry and the bytes of a resource.
fn open(archive: &mut Archive<impl Read + Seek>, resource: Resource, limits: &Limits) -> Result<(String, Vec<u8>), Reason> {
    match resource.kind {
        Kind::Other(kind) => return Err(Reason::NoQuestion(format!("a resource of the type `{kind}`"))),
        Kind::Old(kind) => return Err(Reason::Unsupported(format!("resources of the type `{kind}`"))),
        Kind::Item => {}
    }
    let paths = resource.paths?;
    for path in &paths {
        if let Some(bytes) = archive.read(path, limits)? {
            return Ok((path.clone(), bytes));
        }
    }
    let shown = paths.first().map_or("", String::as_str);
    let twice = paths.iter().any(|path| archive.names.contains(path));
    let fault = if twice { "is named by an earlier resource already" } else { "is not in the package" };
    Err(Reason::Syntax(format!("the file `{shown}` {fault}")))
}
