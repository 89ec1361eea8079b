//! Packages of 50 MB.

use std::io::{Cursor, Write};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// Bytes that can't be packed.
pub fn noise(length: usize, mut state: u64) -> Vec<u8> {
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    };
    (0..length / 8).flat_map(|_| next()).collect()
}

pub fn item(stem: &str, space: &str) -> String {
    format!(
        "<assessmentItem title=\"T\"><responseDeclaration identifier=\"R\" cardinality=\"single\" baseType=\"identifier\"><correctResponse>\
         <value>a</value></correctResponse></responseDeclaration><itemBody><p>{stem}</p>\
         <choiceInteraction responseIdentifier=\"R\" maxChoices=\"1\"><simpleChoice identifier=\"a\">Yes</simpleChoice>\
         <simpleChoice identifier=\"b\">No</simpleChoice></choiceInteraction></itemBody>{space}</assessmentItem>"
    )
}

/// A package of items and of pictures of 2 MiB each.
pub fn package(items: impl ExactSizeIterator<Item = String>, pictures: u64) -> Vec<u8> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let resource = |at| format!("<resource type=\"imsqti_item_xmlv2p2\" href=\"q{at}.xml\"/>");
    let resources: String = (0..items.len()).map(resource).collect();
    zip.start_file("imsmanifest.xml", options).expect("start");
    zip.write_all(format!("<manifest><resources>{resources}</resources></manifest>").as_bytes()).expect("write");
    for (at, item) in items.enumerate() {
        zip.start_file(format!("q{at}.xml"), options).expect("start");
        zip.write_all(item.as_bytes()).expect("write");
    }
    for at in 0..pictures {
        zip.start_file(format!("i{at}.png"), options.compression_method(CompressionMethod::Stored)).expect("start");
        zip.write_all(&noise(2 << 20, at + 1)).expect("write");
    }
    let mut bytes = zip.finish().expect("finish").into_inner();
    bytes.shrink_to_fit();
    bytes
}

/// 500 items, ten of them with 2 MiB of white space, which is read and is no text of the item; and 24 pictures.
pub fn with_pictures() -> Vec<u8> {
    let space: String = noise(2 << 20, 7).into_iter().map(|byte| if byte < 128 { ' ' } else { '\n' }).collect();
    let items = (0..500).map(|at: u32| {
        let stem = format!("Question {at}<img src=\"i{}.png\" alt=\"x\"/>", at % 24);
        item(&stem, if at.is_multiple_of(50) { &space } else { "" })
    });
    package(items, 24)
}
