//! Items in the form of QTI 2 and 3.

use nursing_domain::{
    import::{ImportReport, Limits, Reason, import},
    item::{Body, Groups, Item},
};

/// An item of version 2.1 with one response.
pub fn two(declaration: &str, body: &str, rest: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<assessmentItem xmlns=\"http://www.imsglobal.org/xsd/imsqti_v2p1\" \
         identifier=\"q1\" title=\"Vital signs\" adaptive=\"false\" timeDependent=\"false\" xml:lang=\"en-PH\">\n{declaration}\n\
         <itemBody>\n{body}\n</itemBody>\n{rest}</assessmentItem>"
    )
}

/// The same in version 3.0, body and declaration already in its words.
pub fn three(declaration: &str, body: &str, rest: &str) -> String {
    format!(
        "<qti-assessment-item xmlns=\"http://www.imsglobal.org/xsd/imsqtiasi_v3p0\" identifier=\"q1\" title=\"Vital signs\" \
         adaptive=\"false\" time-dependent=\"false\">{declaration}<qti-item-body>{body}</qti-item-body>{rest}</qti-assessment-item>"
    )
}

/// A declared response of version 2.
pub fn declared(cardinality: &str, base: &str, correct: &[&str]) -> String {
    let values: String = correct.iter().map(|value| format!("<value>{value}</value>")).collect();
    let correct = if correct.is_empty() { String::new() } else { format!("<correctResponse>{values}</correctResponse>") };
    format!(
        "<responseDeclaration identifier=\"RESPONSE\" cardinality=\"{cardinality}\" baseType=\"{base}\">{correct}</responseDeclaration>"
    )
}

/// The same of version 3.
pub fn declared_three(cardinality: &str, base: &str, correct: &[&str]) -> String {
    let values: String = correct.iter().map(|value| format!("<qti-value>{value}</qti-value>")).collect();
    format!(
        "<qti-response-declaration identifier=\"RESPONSE\" cardinality=\"{cardinality}\" base-type=\"{base}\">\
         <qti-correct-response>{values}</qti-correct-response></qti-response-declaration>"
    )
}

/// Choices of version 2.
pub fn choices(ids: &[&str]) -> String {
    ids.iter().map(|id| format!("<simpleChoice identifier=\"{id}\">Option {id}</simpleChoice>")).collect()
}

pub fn report(xml: &str) -> ImportReport {
    import("ward.xml", xml.as_bytes(), &Limits::default())
}

/// The one item of a file, and what looks odd about it.
pub fn taken(xml: &str) -> (Item, Vec<String>) {
    let report = report(xml);
    assert_eq!(report.refused, [], "{xml}");
    let warnings = report.warnings.iter().map(|warning| warning.suspicion.to_string()).collect();
    (report.items[0].item.clone(), warnings)
}

/// Why the one item of a file was not taken.
pub fn refused(xml: &str) -> Reason {
    let report = report(xml);
    assert!(report.items.is_empty(), "{xml}");
    assert_eq!(report.refused.len(), 1);
    report.refused[0].reason.clone()
}

pub fn groups(item: &Item) -> &Groups {
    match item.body() {
        Body::Groups(groups) => groups,
        other => panic!("not groups: {other:?}"),
    }
}

/// The letters of the key, group by group.
pub fn key(item: &Item) -> Vec<String> {
    let right = |group: &nursing_domain::item::Group| {
        group.options.iter().filter(|option| option.right).map(|option| option.id.as_str()).collect::<Vec<_>>().concat()
    };
    groups(item).groups.iter().map(right).collect()
}
