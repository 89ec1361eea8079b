//! One item's file.

use super::{
    body::Parts,
    text::{content, escaped},
};
use crate::{
    import::{
        facts,
        qti::{
            facts::attribute,
            own::{FACT, KIND, PART, RATIONALE, rationale},
        },
    },
    item::{Body, Item},
    rich::RichText,
};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <qti-assessment-item xmlns=\"http://www.imsglobal.org/xsd/imsqtiasi_v3p0\" \
    xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
    xsi:schemaLocation=\"http://www.imsglobal.org/xsd/imsqtiasi_v3p0 \
    https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd\"";

/// Writes an item; `Err` says why QTI can't hold it.
pub(super) fn write(item: &Item) -> Result<String, String> {
    let draft = item.draft();
    let parts = Parts::of(&draft.body)?;
    let rationales = rationales(&draft.body);
    let title: String = draft.stem.words().split_whitespace().collect::<Vec<&str>>().join(" ").chars().take(80).collect();
    let title = if title.is_empty() { draft.id.clone() } else { title };
    let kind = item.kind().name();
    let mut out = format!(
        "{HEAD} identifier=\"{}\" title=\"{}\" adaptive=\"false\" time-dependent=\"false\" xml:lang=\"{}\">\n{}\
         <qti-outcome-declaration identifier=\"SCORE\" cardinality=\"single\" base-type=\"float\">\
         <qti-default-value><qti-value>0</qti-value></qti-default-value></qti-outcome-declaration>\n",
        escaped(&draft.id),
        escaped(&title),
        escaped(&draft.facts.language),
        parts.declarations
    );
    if !rationales.is_empty() {
        out.push_str(&format!(
            "<qti-outcome-declaration identifier=\"{RATIONALE}\" cardinality=\"multiple\" base-type=\"identifier\"/>\n"
        ));
    }
    out.push_str(&format!(
        "<qti-item-body class=\"nursing-{kind}\" {KIND}=\"{kind}\"{}>\n{}<div {PART}=\"stem\">{}</div>\n{}</qti-item-body>\n",
        parts.attributes,
        about(item),
        content(&draft.stem),
        parts.body
    ));
    out.push_str(&processing(&parts, &rationales));
    for (identifier, text) in &rationales {
        out.push_str(&format!(
            "<qti-modal-feedback outcome-identifier=\"{RATIONALE}\" identifier=\"{identifier}\" show-hide=\"show\">\
             <qti-content-body>{}</qti-content-body></qti-modal-feedback>\n",
            content(text)
        ));
    }
    out.push_str("</qti-assessment-item>\n");
    Ok(out)
}

/// The facts, for machines as attributes and for people as a list.
fn about(item: &Item) -> String {
    let facts = facts::all(item.draft());
    let attributes: String =
        facts.iter().map(|(name, text)| format!(" {FACT}{}=\"{}\"", attribute(name), escaped(text))).collect();
    let lines: String =
        facts.iter().map(|(name, text)| format!("<li>{}: {}</li>", name.replace('_', " "), escaped(text))).collect();
    format!(
        "<qti-rubric-block use=\"ext:facts\" view=\"author\"{attributes}>\
         <qti-content-body><ul>{lines}</ul></qti-content-body></qti-rubric-block>\n"
    )
}

/// One point for the whole key; then all rationales are shown.
fn processing(parts: &Parts, rationales: &[(String, &RichText)]) -> String {
    let conditions =
        if parts.responses > 1 { format!("<qti-and>\n{}</qti-and>\n", parts.conditions) } else { parts.conditions.clone() };
    let mut out = format!(
        "<qti-response-processing>\n<qti-response-condition>\n<qti-response-if>\n{conditions}\
         <qti-set-outcome-value identifier=\"SCORE\"><qti-base-value base-type=\"float\">1</qti-base-value>\
         </qti-set-outcome-value>\n</qti-response-if>\n</qti-response-condition>\n"
    );
    if !rationales.is_empty() {
        let shown: String = rationales
            .iter()
            .map(|(identifier, _)| format!("<qti-base-value base-type=\"identifier\">{identifier}</qti-base-value>"))
            .collect();
        out.push_str(&format!(
            "<qti-set-outcome-value identifier=\"{RATIONALE}\"><qti-multiple>{shown}</qti-multiple></qti-set-outcome-value>\n"
        ));
    }
    out.push_str("</qti-response-processing>\n");
    out
}

/// All rationales with their identifiers.
fn rationales(body: &Body) -> Vec<(String, &RichText)> {
    let mut found = Vec::new();
    match body {
        Body::Numeric(number) => found.extend(number.rationale.as_ref().map(|text| (rationale("1", None), text))),
        Body::Ordered(ordered) => {
            for option in &ordered.options {
                found.extend(option.rationale.as_ref().map(|text| (rationale("1", Some(&option.id)), text)));
            }
        }
        Body::Groups(groups) => {
            for group in &groups.groups {
                found.extend(group.rationale.as_ref().map(|text| (rationale(&group.id, None), text)));
                for option in &group.options {
                    found.extend(option.rationale.as_ref().map(|text| (rationale(&group.id, Some(&option.id)), text)));
                }
            }
        }
    }
    found
}
