//! A well-meant item and a manifest.

/// An item with one right choice.
pub fn item(stem: &str) -> String {
    format!(
        "<assessmentItem xmlns=\"http://www.imsglobal.org/xsd/imsqti_v2p1\" identifier=\"q\" title=\"A title\">\
         <responseDeclaration identifier=\"RESPONSE\" cardinality=\"single\" baseType=\"identifier\"><correctResponse><value>a</value>\
         </correctResponse></responseDeclaration><itemBody>{stem}<choiceInteraction responseIdentifier=\"RESPONSE\" maxChoices=\"1\">\
         <simpleChoice identifier=\"a\">Yes</simpleChoice><simpleChoice identifier=\"b\">No</simpleChoice></choiceInteraction>\
         </itemBody></assessmentItem>"
    )
}

/// A manifest of resources: type and file.
pub fn manifest(resources: &[(&str, &str)]) -> String {
    let resources: String = resources
        .iter()
        .enumerate()
        .map(|(at, (kind, href))| {
            format!("<resource identifier=\"R{at}\" type=\"{kind}\" href=\"{href}\"><file href=\"{href}\"/></resource>\n")
        })
        .collect();
    format!(
        "<?xml version=\"1.0\"?>\n<manifest xmlns=\"http://www.imsglobal.org/xsd/imscp_v1p1\" identifier=\"M\"><metadata>\
         <imsmd:lom xmlns:imsmd=\"http://ltsc.ieee.org/xsd/LOM\"><imsmd:rights><imsmd:description><imsmd:string>CC-BY-4.0\
         </imsmd:string></imsmd:description></imsmd:rights></imsmd:lom></metadata><resources>\n{resources}</resources></manifest>"
    )
}

pub const ITEM: &str = "imsqti_item_xmlv2p1";
