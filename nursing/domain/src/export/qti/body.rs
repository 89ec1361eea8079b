//! The interactions of an item, and how they are declared and scored.

use super::text::{content, escaped, fill, is_inline};
use crate::{
    import::qti::own::{AXIS, DECIMALS, LABEL, PART, UNIT},
    interaction::Interaction,
    item::{Axis, Body, Choice, Group, Groups, Number, Ordered, Pick},
};

/// What an item's file says besides its stem and facts.
#[derive(Default)]
pub(super) struct Parts {
    /// Response declarations.
    pub(super) declarations: String,
    /// Attributes of the item body.
    pub(super) attributes: String,
    /// What comes after the stem.
    pub(super) body: String,
    /// Conditions that are all true of a right response.
    pub(super) conditions: String,
    /// How many responses there are.
    pub(super) responses: usize,
}

impl Parts {
    /// The parts of a body; `Err` says why QTI can't hold it.
    pub(super) fn of(body: &Body) -> Result<Parts, String> {
        let mut parts = Parts::default();
        match body {
            Body::Numeric(number) => parts.numeric(number),
            Body::Ordered(ordered) => parts.ordered(ordered),
            Body::Groups(groups) => parts.groups(groups)?,
        }
        Ok(parts)
    }

    fn declare(&mut self, id: &str, cardinality: &str, base_type: &str, values: &[String]) {
        let values: String = values.iter().map(|value| format!("<qti-value>{}</qti-value>", escaped(value))).collect();
        self.declarations.push_str(&format!(
            "<qti-response-declaration identifier=\"{id}\" cardinality=\"{cardinality}\" base-type=\"{base_type}\">\
             <qti-correct-response>{values}</qti-correct-response></qti-response-declaration>\n"
        ));
        self.responses += 1;
    }

    fn declare_matched(&mut self, id: &str, cardinality: &str, base_type: &str, values: &[String]) {
        self.declare(id, cardinality, base_type, values);
        self.conditions
            .push_str(&format!("<qti-match><qti-variable identifier=\"{id}\"/><qti-correct identifier=\"{id}\"/></qti-match>\n"));
    }

    fn numeric(&mut self, number: &Number) {
        self.declare("RESPONSE", "single", "float", &[number.value.to_string()]);
        let tolerance = if number.tolerance.is_zero() {
            "tolerance-mode=\"exact\"".to_owned()
        } else {
            format!("tolerance-mode=\"absolute\" tolerance=\"{0} {0}\"", number.tolerance)
        };
        self.conditions.push_str(&format!(
            "<qti-equal {tolerance}><qti-variable identifier=\"RESPONSE\"/><qti-correct identifier=\"RESPONSE\"/></qti-equal>\n"
        ));
        self.body = format!(
            "<p><qti-text-entry-interaction response-identifier=\"RESPONSE\" {DECIMALS}=\"{}\" {UNIT}=\"{1}\"/> {1}</p>\n",
            number.decimals,
            escaped(&number.unit)
        );
    }

    fn ordered(&mut self, ordered: &Ordered) {
        self.declare_matched("RESPONSE", "ordered", "identifier", &ordered.key);
        self.body = format!(
            "<qti-order-interaction response-identifier=\"RESPONSE\" shuffle=\"false\">\n{}</qti-order-interaction>\n",
            simple_choices("qti-simple-choice", &ordered.options)
        );
    }

    fn groups(&mut self, groups: &Groups) -> Result<(), String> {
        if groups.axis != Axis::of(groups.kind) {
            self.attributes = format!(" {AXIS}=\"rows\"");
        }
        match groups.kind {
            Interaction::Cloze | Interaction::Dyad | Interaction::Triad => self.cloze(groups),
            Interaction::DragCloze => self.drag_cloze(groups),
            Interaction::HighlightText | Interaction::HighlightTable => self.highlight(groups),
            Interaction::MatrixChoice | Interaction::MatrixResponse => {
                self.matrix(groups);
                Ok(())
            }
            _ => {
                let several = groups.groups.len() > 1;
                for group in &groups.groups {
                    let id = if several { format!("RESPONSE_{}", group.id) } else { "RESPONSE".to_owned() };
                    self.choice(&id, group);
                }
                Ok(())
            }
        }
    }

    fn choice(&mut self, id: &str, group: &Group) {
        let (cardinality, limits) = match group.pick {
            Pick::One => ("single", "max-choices=\"1\"".to_owned()),
            Pick::Any => ("multiple", "max-choices=\"0\"".to_owned()),
            Pick::Exactly(n) => ("multiple", format!("max-choices=\"{n}\" min-choices=\"{n}\"")),
        };
        self.declare_matched(id, cardinality, "identifier", &right(group));
        let prompt = group.label.as_ref().map(|label| format!("<qti-prompt>{}</qti-prompt>\n", content(label)));
        self.body.push_str(&format!(
            "<qti-choice-interaction response-identifier=\"{id}\" shuffle=\"false\" {limits}>\n{}{}</qti-choice-interaction>\n",
            prompt.unwrap_or_default(),
            simple_choices("qti-simple-choice", &group.options)
        ));
    }

    fn cloze(&mut self, groups: &Groups) -> Result<(), String> {
        let mut written = Vec::new();
        for group in &groups.groups {
            check_inline(&group.options)?;
            let id = format!("RESPONSE_{}", group.id);
            self.declare_matched(&id, "single", "identifier", &right(group));
            written.push(format!(
                "<qti-inline-choice-interaction response-identifier=\"{id}\" shuffle=\"false\"{}>\n{}</qti-inline-choice-interaction>",
                label(group),
                simple_choices("qti-inline-choice", &group.options)
            ));
        }
        let place =
            |inside: &str| groups.groups.iter().position(|group| group.id == inside).and_then(|at| written.get(at).cloned());
        self.body = passage(groups, &place)?;
        Ok(())
    }

    fn drag_cloze(&mut self, groups: &Groups) -> Result<(), String> {
        let Some(first) = groups.groups.first() else { return Err("it has no gaps".into()) };
        check_inline(&first.options)?;
        let mut pairs = Vec::new();
        for group in &groups.groups {
            pairs.extend(right(group).into_iter().map(|token| format!("{token} GAP_{}", group.id)));
        }
        self.declare_matched("RESPONSE", "multiple", "directedPair", &pairs);
        let tokens: String = first
            .options
            .iter()
            .map(|token| {
                format!("<qti-gap-text identifier=\"{}\" match-max=\"0\">{}</qti-gap-text>\n", token.id, content(&token.text))
            })
            .collect();
        let place = |inside: &str| {
            let group = groups.groups.iter().find(|group| group.id == inside)?;
            Some(format!("<qti-gap identifier=\"GAP_{inside}\"{}/>", label(group)))
        };
        self.body = format!(
            "<qti-gap-match-interaction response-identifier=\"RESPONSE\" shuffle=\"false\">\n{tokens}{}</qti-gap-match-interaction>\n",
            passage(groups, &place)?
        );
        Ok(())
    }

    fn highlight(&mut self, groups: &Groups) -> Result<(), String> {
        let Some(group) = groups.groups.first() else { return Err("it has no marks".into()) };
        check_inline(&group.options)?;
        self.declare_matched("RESPONSE", "multiple", "identifier", &right(group));
        let place = |inside: &str| {
            let (id, words) = inside.split_once('|')?;
            Some(format!("<qti-hottext identifier=\"{id}\">{words}</qti-hottext>"))
        };
        self.body = format!(
            "<qti-hottext-interaction response-identifier=\"RESPONSE\" max-choices=\"0\"{}>\n{}</qti-hottext-interaction>\n",
            label(group),
            passage(groups, &place)?
        );
        Ok(())
    }

    fn matrix(&mut self, groups: &Groups) {
        let mut pairs = Vec::new();
        let mut rows = String::new();
        let row_limit = if groups.kind == Interaction::MatrixChoice { 1 } else { 0 };
        for group in &groups.groups {
            pairs.extend(right(group).into_iter().map(|column| format!("ROW_{} {column}", group.id)));
            rows.push_str(&format!(
                "<qti-simple-associable-choice identifier=\"ROW_{}\" match-max=\"{row_limit}\">{}</qti-simple-associable-choice>\n",
                group.id,
                group.label.as_ref().map(content).unwrap_or_default()
            ));
        }
        let columns = groups.groups.first().map(|group| group.options.as_slice()).unwrap_or_default();
        let columns: String = columns
            .iter()
            .map(|column| {
                let text = content(&column.text);
                let id = &column.id;
                format!(
                    "<qti-simple-associable-choice identifier=\"{id}\" match-max=\"0\">{text}</qti-simple-associable-choice>\n"
                )
            })
            .collect();
        self.declare_matched("RESPONSE", "multiple", "directedPair", &pairs);
        self.body = format!(
            "<qti-match-interaction class=\"qti-match-tabular\" response-identifier=\"RESPONSE\" max-associations=\"0\" \
             shuffle=\"false\">\n<qti-simple-match-set>\n{rows}</qti-simple-match-set>\n<qti-simple-match-set>\n{columns}\
             </qti-simple-match-set>\n</qti-match-interaction>\n"
        );
    }
}

/// The letters of the key.
fn right(group: &Group) -> Vec<String> {
    group.options.iter().filter(|option| option.right).map(|option| option.id.clone()).collect()
}

fn simple_choices(element: &str, options: &[Choice]) -> String {
    options
        .iter()
        .map(|option| format!("<{element} identifier=\"{}\">{}</{element}>\n", option.id, content(&option.text)))
        .collect()
}

/// A label where there is no element for it.
fn label(group: &Group) -> String {
    group.label.as_ref().map(|label| format!(" {LABEL}=\"{}\"", escaped(label.html()))).unwrap_or_default()
}

fn passage(groups: &Groups, place: &dyn Fn(&str) -> Option<String>) -> Result<String, String> {
    let text = groups.text.as_ref().ok_or("it has no passage")?;
    Ok(format!("<div {PART}=\"text\">{}</div>\n", fill(&content(text), place)?))
}

fn check_inline(options: &[Choice]) -> Result<(), String> {
    match options.iter().find(|option| !is_inline(&option.text)) {
        Some(option) => Err(format!("option {} has several lines, which QTI doesn't allow within a sentence", option.id)),
        None => Ok(()),
    }
}
