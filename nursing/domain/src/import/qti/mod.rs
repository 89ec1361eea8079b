//! Reading items of QTI 2.1, 2.2 and 3.0 (1EdTech, Question and Test Interoperability: Assessment, Section and Item).
//!
//! | interaction | kind |
//! |---|---|
//! | `choiceInteraction` | multiple choice; select all; select N where exactly so many have to be chosen |
//! | `inlineChoiceInteraction`, any number | cloze |
//! | `gapMatchInteraction` | drag cloze |
//! | `orderInteraction` | ordered |
//! | `hottextInteraction` | highlight in a text or a table |
//! | `matchInteraction` | matrix, one column a row or several |
//! | `textEntryInteraction` for a number | numeric |
//!
//! The key is the declared correct response. What scores by other rules is refused.

mod choice;
mod content;
mod declaration;
pub(crate) mod facts;
mod gaps;
mod matrix;
mod names;
mod number;
pub(crate) mod own;
mod processing;
mod record;

use std::collections::BTreeMap;

pub(crate) use self::content::Pictures;
use self::{
    content::Flow,
    names::{named, written},
    record::{Record, interactions, is_shown_after},
};
use super::{
    ImportReport, Imported, Limits, Place, Reason, Refused, Suspicion, Warning,
    record::{Origin, item},
    xml::{Element, Fault, parse},
};
use crate::{
    interaction::Interaction,
    item::{Body, Item},
    rich::RichText,
};

/// Imports the file of one item. It has no pictures; those come in packages.
pub fn import(name: &str, bytes: &[u8], limits: &Limits) -> ImportReport {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned();
    let origin = Origin { file, licence: "unknown".into() };
    let pictures = Pictures { entries: None, folder: "", contents: &BTreeMap::new() };
    let mut report = ImportReport::default();
    Source { origin: &origin, path: name, number: 1, pictures }.read(bytes, limits, &mut report);
    report
}

/// Where an item's file is from.
pub(crate) struct Source<'s> {
    pub(crate) origin: &'s Origin,
    /// Of the file, for people.
    pub(crate) path: &'s str,
    /// Of the item in what is imported, from 1.
    pub(crate) number: usize,
    pub(crate) pictures: Pictures<'s>,
}

impl Source<'_> {
    /// Reads the file and adds what comes of it to a report.
    pub(crate) fn read(&self, bytes: &[u8], limits: &Limits, report: &mut ImportReport) {
        let mut root = match parse(bytes, limits) {
            Ok(root) => root,
            Err(fault) => return self.refuse(String::new(), fault, report),
        };
        let three = names::unify(&mut root);
        let title =
            ["title", "identifier"].into_iter().filter_map(|name| root.attribute(name)).find(|text| !text.trim().is_empty());
        let title: String = title.unwrap_or_default().chars().take(80).collect();
        match self.item(&root, three, limits) {
            Err(fault) => self.refuse(title, fault, report),
            Ok((item, suspicions)) => {
                let place = root.place(self.path);
                for suspicion in suspicions {
                    report.warnings.push(Warning { place: place.clone(), item: item.id().to_owned(), suspicion });
                }
                report.items.push(Imported { item, place });
            }
        }
    }

    fn refuse(&self, record: String, fault: Fault, report: &mut ImportReport) {
        let place: Place = fault.place(self.path);
        report.refused.push(Refused { place, record, reason: fault.reason });
    }

    fn item(&self, root: &Element, three: bool, limits: &Limits) -> Result<(Item, Vec<Suspicion>), Fault> {
        if root.name != "assessmentitem" {
            return Err(at(root, not_an_item(&root.name)));
        }
        check(root).map_err(|reason| at(root, reason))?;
        let Some(body) = root.child("itembody") else {
            return Err(at(root, Reason::NoQuestion("an item without a body".into())));
        };
        let own = body.attribute(own::KIND).and_then(Interaction::named);
        let flow = Flow { pictures: self.pictures, three, exact: own.is_some() };
        let mut record = Record { root, body, flow, limits, own, suspicions: Vec::new(), feedback: 0 };
        let found = interactions(body);
        let Some(first) = found.first() else {
            return Err(at(body, Reason::NoQuestion("an item without an interaction".into())));
        };
        let unknown = |interaction: &&&Element| !KNOWN.contains(&interaction.name.as_str());
        if let Some(unknown) = found.iter().find(unknown) {
            return Err(at(unknown, Reason::Unsupported(written(&unknown.name, three))));
        }
        let (stem, body) = read(&mut record, &found).map_err(|reason| at(first, reason))?;
        if own.is_some_and(|own| own != body.kind()) {
            let reason = Reason::Syntax(format!("it is marked as another kind than `{}`", body.kind().name()));
            return Err(at(root, reason));
        }
        note_left_out(&mut record);
        let item = item(self.origin, self.number, &topic(&self.origin.file), stem, body);
        let item = item.and_then(|item| facts::with_facts(&record, item)).map_err(|reason| at(root, reason))?;
        let mut suspicions: Vec<Suspicion> = Vec::new();
        for suspicion in record.suspicions {
            if !suspicions.contains(&suspicion) {
                suspicions.push(suspicion);
            }
        }
        Ok((item, suspicions))
    }
}

/// The interactions that become items.
const KNOWN: [&str; 7] = [
    "choiceinteraction",
    "inlinechoiceinteraction",
    "gapmatchinteraction",
    "orderinteraction",
    "hottextinteraction",
    "matchinteraction",
    "textentryinteraction",
];

fn at(element: &Element, reason: Reason) -> Fault {
    Fault { line: element.line, column: element.column, reason }
}

fn read(record: &mut Record<'_>, found: &[&Element]) -> Result<(RichText, Body), Reason> {
    if found.iter().all(|interaction| interaction.name == "inlinechoiceinteraction") {
        return gaps::cloze(record, found);
    }
    if record.own == Some(Interaction::BowTie) {
        let part = record.part("stem").ok_or_else(|| Reason::Syntax("it has no stem".into()))?;
        return Ok((record.content(part)?, choice::bow_tie(record, found)?));
    }
    let [interaction] = found else {
        let names: Vec<String> = found.iter().take(10).map(|one| written(&one.name, record.flow.three)).collect();
        return Err(Reason::Unsupported(format!("several interactions in one item ({})", names.join(", "))));
    };
    let body = match interaction.name.as_str() {
        "gapmatchinteraction" => return gaps::gap_match(record, interaction),
        "hottextinteraction" => return gaps::hottext(record, interaction),
        "textentryinteraction" => return number::numeric(record, interaction),
        "orderinteraction" => choice::order(record, interaction)?,
        "matchinteraction" => matrix::matrix(record, interaction)?,
        _ => choice::choice(record, interaction)?,
    };
    Ok((record.stem(interaction)?, body))
}

/// What makes an item another one each time it is given, or two of one.
fn check(root: &Element) -> Result<(), Reason> {
    if root.elements().filter(|element| element.name == "itembody").count() > 1 {
        return Err(Reason::Syntax("the item has two bodies".into()));
    }
    if root.attribute("adaptive") == Some("true") {
        return Err(Reason::Unsupported("adaptive items".into()));
    }
    if root.child("templatedeclaration").is_some() || root.child("templateprocessing").is_some() {
        return Err(Reason::Unsupported("template variables".into()));
    }
    if root.child("assessmentstimulusref").is_some() {
        return Err(Reason::Unsupported("assessment stimuli in files of their own".into()));
    }
    Ok(())
}

fn not_an_item(name: &str) -> Reason {
    let other = match name {
        "assessmenttest" => "an assessmentTest",
        "assessmentsection" => "an assessmentSection",
        "assessmentstimulus" => "an assessmentStimulus",
        "responseprocessing" => "a template of response processing",
        "outcomedeclaration" => "an outcomeDeclaration",
        "manifest" => "a package's manifest without its package",
        "questestinterop" => return Reason::Unsupported("files of QTI 1.2".into()),
        name => {
            let name: String = name.chars().take(40).collect();
            return Reason::Syntax(format!("its root element `{name}` is not QTI's"));
        }
    };
    Reason::NoQuestion(other.into())
}

/// Notes feedback that is no option's, and blocks for scorers.
fn note_left_out(record: &mut Record<'_>) {
    let mut all = Vec::new();
    names::inside(record.root, &|name| matches!(name, "feedbackinline" | "feedbackblock" | "modalfeedback"), &mut all);
    let all = all.into_iter().filter(|element| is_shown_after(element)).count();
    if let Some(rest) = all.checked_sub(record.feedback).filter(|rest| *rest > 0) {
        record.leave_out(format!("feedback that belongs to no option ({rest})"));
    }
    if record.root.child("companionmaterialsinfo").is_some() {
        record.leave_out("what candidates may use besides the item, such as a calculator,");
    }
    let hidden = |block: &&Element| !block.attribute("view").unwrap_or_default().contains("candidate");
    if record.own.is_none() && named(record.body, "rubricblock").iter().any(hidden) {
        record.leave_out("a rubric block that candidates don't see");
    }
}

/// Items of QTI name no topic: it is the file's.
fn topic(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem).trim();
    if stem.is_empty() { "import".to_owned() } else { stem.to_owned() }
}
