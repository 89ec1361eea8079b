//! Case studies of the bank's files.

use super::{
    Problem,
    file::{CaseRecord, TabRecord},
    text::{plain, rich},
};
use crate::item::{CaseDraft, CaseStudy, CaseTab};

/// The case study of a record, by itself: whether it has its items is known when all files are read.
pub(super) fn case(record: CaseRecord) -> Result<CaseStudy, Problem> {
    let tab = |(at, TabRecord { title, from, content }): (usize, TabRecord)| {
        Ok(CaseTab {
            title: plain(&format!("tabs[{at}].title"), title)?,
            from,
            content: rich(&format!("tabs[{at}].content"), &content)?,
        })
    };
    let tabs = record.tabs.into_iter().enumerate().map(tab).collect::<Result<_, Problem>>()?;
    Ok(CaseStudy::new(CaseDraft { id: record.id, title: plain("title", record.title)?, tabs })?)
}
