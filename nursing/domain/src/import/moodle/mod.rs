//! Reading Moodle XML (docs.moodle.org, "Moodle XML format"; what it leaves open is as Moodle's own reader has it).
//!
//! | type | becomes |
//! |---|---|
//! | `multichoice`, `truefalse` | multiple choice, or select all where several answers may be right |
//! | `numerical` | numeric |
//! | `ordering` | ordered |
//! | `ddwtos` | drag cloze; cloze where its gaps have different lists, or where a token fits two gaps |
//! | `gapselect` | cloze |
//! | `matching`, `ddmatch` | a matrix with one column a row |
//! | `cloze` | cloze, if every gap is a choice of one |
//! | `category` | nothing, but it is the topic of the questions behind it |
//!
//! All other types are refused by name. The feedback for an answer becomes the option's rationale, the general feedback the group's.

mod choice;
mod embedded;
mod gaps;
mod markdown;
mod matching;
mod number;
mod order;
mod question;
mod texts;

use super::{
    ImportReport, Imported, Limits, Reason, Refused, Warning,
    record::Origin,
    xml::{Element, each_child},
};

/// Imports a file.
pub fn import(name: &str, bytes: &[u8], limits: &Limits) -> ImportReport {
    let file = name.rsplit_once(['/', '\\']).map_or(name, |(_, file)| file);
    let topic = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let mut import = Import {
        name,
        limits,
        origin: Origin { file: file.to_owned(), licence: "unknown".into() },
        topic: if topic.trim().is_empty() { "Imported".into() } else { topic.to_owned() },
        records: 0,
        report: ImportReport::default(),
    };
    let outcome = each_child(bytes, limits, &mut |root, element| import.take(root, &element));
    // What is too large is refused, not cut off.
    if import.records > limits.records {
        return ImportReport::refused(name, Reason::Limit { what: "records", limit: limits.records });
    }
    match outcome {
        Err(fault) => {
            let place = fault.place(name);
            import.report.refused.push(Refused { place, record: String::new(), reason: fault.reason });
        }
        Ok(()) if import.records == 0 => return ImportReport::refused(name, Reason::Syntax("the file has no questions".into())),
        Ok(()) => {}
    }
    import.report
}

struct Import<'i> {
    name: &'i str,
    limits: &'i Limits,
    origin: Origin,
    /// Of the last category.
    topic: String,
    /// How many elements the root has had.
    records: usize,
    report: ImportReport,
}

impl Import<'_> {
    fn take(&mut self, root: &Element, element: &Element) {
        self.records += 1;
        if self.records > self.limits.records {
            return;
        }
        let place = element.place(self.name);
        let mut suspicions = Vec::new();
        let outcome = if root.name != "quiz" {
            Err(Reason::Syntax(format!("the file's root is `{}`, not `quiz`", texts::short(&root.name))))
        } else if element.name != "question" {
            Err(Reason::Unsupported(format!("`{}` elements", texts::short(&element.name))))
        } else {
            if let Some(topic) = question::topic(element) {
                self.topic = topic;
            }
            question::item(element, &self.origin, self.records, &self.topic, self.limits, &mut suspicions)
        };
        match outcome {
            Ok(item) => {
                let warning = |suspicion| Warning { place: place.clone(), item: item.id().to_owned(), suspicion };
                self.report.warnings.extend(texts::distinct(suspicions).into_iter().map(warning));
                self.report.items.push(Imported { item, place });
            }
            Err(reason) => self.report.refused.push(Refused { place, record: question::name(element), reason }),
        }
    }
}
