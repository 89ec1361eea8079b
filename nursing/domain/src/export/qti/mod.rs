//! Writing a QTI 3.0 package: `imsmanifest.xml`, one file an item, and the pictures.
//!
//! Other systems find the interactions, keys and rationales of QTI. What QTI has no place for (the kind where several share an
//! interaction, a number's unit, facts) is in `data-nursing-` attributes. Each item is read back before it goes in: what would
//! come back as another item is left.

mod body;
mod item;
mod text;

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Cursor, Write},
};

use zip::{CompressionMethod, DateTime, ZipWriter, result::ZipResult, write::SimpleFileOptions};

use super::{Exported, Left};
use crate::{
    import::{
        ImportReport, Limits,
        qti::{Pictures, Source},
        record::Origin,
    },
    item::{Body, Item},
    rich::RichText,
};

const FOLDER: &str = "items";

/// Writes items into a package. `picture` gives the bytes of a picture by its name; an item whose picture is missing is left.
/// The same items make the same bytes.
pub fn export(items: &[Item], picture: &dyn Fn(&str) -> Option<Vec<u8>>) -> Exported {
    let mut left = Vec::new();
    let mut files: BTreeMap<String, File> = BTreeMap::new();
    let mut order = Vec::new();
    let mut pictures: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for item in items {
        let id = item.id().to_owned();
        let outcome =
            if files.contains_key(&id) { Err("its id is another item's".to_owned()) } else { file(item, picture, &mut pictures) };
        match outcome {
            Ok(file) => {
                files.insert(id.clone(), file);
                order.push(id);
            }
            Err(reason) => left.push(Left { id, reason }),
        }
    }
    match pack(&order, &files, &pictures) {
        Ok(bytes) => Exported { bytes, items: order.len(), left },
        Err(error) => {
            let reason = format!("the package can't be written: {error}");
            left.extend(order.into_iter().map(|id| Left { id, reason: reason.clone() }));
            Exported { bytes: Vec::new(), items: 0, left }
        }
    }
}

/// An item's file, and the pictures that it shows.
struct File {
    xml: String,
    pictures: BTreeSet<String>,
}

fn file(
    item: &Item,
    picture: &dyn Fn(&str) -> Option<Vec<u8>>,
    pictures: &mut BTreeMap<String, Vec<u8>>,
) -> Result<File, String> {
    let xml = item::write(item)?;
    let shown: BTreeSet<String> = texts(item).into_iter().flat_map(text::pictures).map(str::to_owned).collect();
    let mut found = Vec::new();
    for name in &shown {
        // Many file systems, and imports, take them for the same file.
        if let Some(other) = pictures.keys().chain(&shown).find(|other| *other != name && other.eq_ignore_ascii_case(name)) {
            return Err(format!("its picture `{name}` has the name of the picture `{other}`, but for capitals"));
        }
        if !pictures.contains_key(name) {
            found.push((name.clone(), picture(name).ok_or_else(|| format!("its picture `{name}` is missing"))?));
        }
    }
    read_back(item, &xml, &shown)?;
    pictures.extend(found);
    Ok(File { xml, pictures: shown })
}

/// Whether an import of the file gives the same item.
fn read_back(item: &Item, xml: &str, shown: &BTreeSet<String>) -> Result<(), String> {
    let origin = Origin { file: "export.zip".into(), licence: "unknown".into() };
    let entries = shown.iter().map(|name| format!("images/{name}")).collect();
    let pictures = Pictures { entries: Some(&entries), folder: FOLDER, contents: &BTreeMap::new() };
    let mut report = ImportReport::default();
    Source { origin: &origin, path: item.id(), number: 1, pictures }.read(xml.as_bytes(), &Limits::default(), &mut report);
    match (report.items.first(), report.refused.first()) {
        (Some(read), _) if read.item == *item => Ok(()),
        (Some(_), _) => Err("it would come back as another item".into()),
        (None, Some(refused)) => Err(format!("it would not come back: {}", refused.reason)),
        (None, None) => Err("it would not come back".into()),
    }
}

/// All texts of an item.
fn texts(item: &Item) -> Vec<&RichText> {
    let mut found = vec![item.stem()];
    match item.body() {
        Body::Numeric(number) => found.extend(&number.rationale),
        Body::Ordered(ordered) => {
            found.extend(ordered.options.iter().flat_map(|option| [Some(&option.text), option.rationale.as_ref()]).flatten())
        }
        Body::Groups(groups) => {
            found.extend(&groups.text);
            for group in &groups.groups {
                found.extend(group.label.iter().chain(&group.rationale));
                found.extend(group.options.iter().flat_map(|option| [Some(&option.text), option.rationale.as_ref()]).flatten());
            }
        }
    }
    found
}

fn pack(order: &[String], files: &BTreeMap<String, File>, pictures: &BTreeMap<String, Vec<u8>>) -> ZipResult<Vec<u8>> {
    let packed =
        SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).last_modified_time(DateTime::default());
    // Pictures are packed in their own way already.
    let stored = packed.compression_method(CompressionMethod::Stored);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("imsmanifest.xml", packed)?;
    zip.write_all(manifest(order, files, pictures).as_bytes())?;
    for (id, file) in order.iter().filter_map(|id| files.get(id).map(|file| (id, file))) {
        zip.start_file(format!("{FOLDER}/{id}.xml"), packed)?;
        zip.write_all(file.xml.as_bytes())?;
    }
    for (name, bytes) in pictures {
        zip.start_file(format!("images/{name}"), stored)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn manifest(order: &[String], files: &BTreeMap<String, File>, pictures: &BTreeMap<String, Vec<u8>>) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <manifest xmlns=\"http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1\" identifier=\"MANIFEST\">\n\
         <metadata><schema>QTI Package</schema><schemaversion>3.0.0</schemaversion></metadata>\n<organizations/>\n<resources>\n",
    );
    for (id, file) in order.iter().filter_map(|id| files.get(id).map(|file| (id, file))) {
        let href = format!("{FOLDER}/{id}.xml");
        let shown: String = file.pictures.iter().map(|name| format!("<dependency identifierref=\"IMAGE-{name}\"/>")).collect();
        out.push_str(&format!(
            "<resource identifier=\"ITEM-{id}\" type=\"imsqti_item_xmlv3p0\" href=\"{href}\"><file href=\"{href}\"/>{shown}</resource>\n"
        ));
    }
    for name in pictures.keys() {
        let href = format!("images/{name}");
        out.push_str(&format!(
            "<resource identifier=\"IMAGE-{name}\" type=\"webcontent\" href=\"{href}\"><file href=\"{href}\"/></resource>\n"
        ));
    }
    out.push_str("</resources>\n</manifest>\n");
    out
}
