//! Exams and items in memory: they change only with a release of the platform, and every exam page needs them.

use std::{collections::HashMap, sync::Arc};

use contract::{
    exam::{Attempt, ExamInfo, Score, TopicScore},
    problem::Code,
};
use nursing_domain::{
    item::{self, Body},
    number,
    response::Response,
    scoring::{self, Marks, ScoreError},
    student::StudentItem,
};
use serde_json::value::{RawValue, to_raw_value};

use super::{Error, Result};
use crate::db::{
    self, Database,
    answers::Chosen,
    attempts::{AttemptItem, StoredAttempt},
    items::StoredExam,
    versions::Version,
};

/// Every exam and every item.
pub struct Bank {
    exams: Vec<Exam>,
    items: HashMap<String, Arc<Item>>,
}

/// An exam with its items, and the parts of its paper as JSON.
pub struct Exam {
    /// What the exam is.
    pub info: ExamInfo,
    /// The same as JSON.
    pub info_json: Box<RawValue>,
    /// The items in order.
    pub items: Vec<Arc<Item>>,
    /// All questions as JSON, without keys.
    pub questions: Arc<RawValue>,
    /// The first question as JSON: what is shown before the start.
    pub preview: Box<RawValue>,
}

/// An item with what students may see of it before the hand-in set apart.
pub struct Item {
    /// What students see.
    pub student: StudentItem,
    /// All of it.
    pub full: item::Item,
    /// The name of this version of it.
    pub version: String,
}

impl Item {
    fn new(version: Version, name: String) -> Item {
        Item { student: version.student, full: version.item, version: name }
    }

    /// A response as it is stored: in the domain's own form, the same for equal answers.
    ///
    /// # Errors
    /// It is none to this item.
    pub fn taken(&self, response: &str) -> Result<String> {
        let response = match (self.response(response)?, self.full.body()) {
            // Two ways to write a number are one answer. What could be two numbers is asked for again, never guessed.
            (Response::Number(typed), Body::Numeric(body)) if !typed.is_empty() => {
                let number = number::read(&typed, &body.unit)
                    .map_err(|error| Error::detailed(Code::InvalidAnswer, sentence(&error.to_string())))?;
                Response::Number(number.to_string())
            }
            (response, _) => response,
        };
        self.score(&response).map(|_| response.normalised().to_string())
    }

    /// What a response is worth.
    ///
    /// # Errors
    /// It is none to this item.
    pub fn marks(&self, response: &str) -> Result<Marks> {
        self.score(&self.response(response)?)
    }

    /// A response as it was stored or sent.
    ///
    /// # Errors
    /// The text is none.
    pub fn response(&self, text: &str) -> Result<Response> {
        Response::parse(self.student.kind, text).map_err(|error| unknown(&error.to_string()))
    }

    /// What a response that was read is worth.
    ///
    /// # Errors
    /// It is none to this item.
    pub fn score(&self, response: &Response) -> Result<Marks> {
        scoring::score(&self.full, response).map_err(|error| match error {
            ScoreError::Number(_) => Error::code(Code::InvalidAnswer),
            error => unknown(&error.to_string()),
        })
    }
}

/// A refusal that says what is wrong with a response.
fn unknown(what: &str) -> Error {
    Error::detailed(Code::UnknownOption, sentence(what))
}

fn sentence(what: &str) -> String {
    let (first, rest) = what.split_at(what.chars().next().map_or(0, char::len_utf8));
    format!("{}{rest}.", first.to_uppercase())
}

/// The questions of one attempt, as they were fixed at its start.
pub struct Sheet {
    /// Whose attempt it is.
    pub user: String,
    /// The attempt as it began. Whether it was handed in, only the database knows.
    pub attempt: Attempt,
    /// The items in order.
    pub items: Vec<Arc<Item>>,
    /// All questions as JSON, without keys.
    pub questions: Arc<RawValue>,
}

impl Bank {
    /// Reads all of it, and keeps each item's version for the attempts that will begin with it.
    ///
    /// # Errors
    /// The database failed, or an exam names an item that isn't there.
    pub async fn load(db: &Database) -> Result<Bank> {
        let cases = db.cases().await?;
        let mut items: HashMap<String, Arc<Item>> = HashMap::new();
        let mut versions = Vec::new();
        for full in db.items().await? {
            let version = Version::new(full, &cases);
            let pinned = version.pinned()?;
            items.insert(version.item.id().to_owned(), Arc::new(Item::new(version, pinned.hash.clone())));
            versions.push(pinned);
        }
        db.keep_versions(versions.iter()).await?;
        db.pin_old_attempts().await?;
        let exams = db.exams().await?.into_iter().map(|exam| Exam::new(exam, &items)).collect::<Result<_>>()?;
        Ok(Bank { exams, items })
    }

    /// The exams in the order of the list.
    pub fn exams(&self) -> &[Exam] {
        &self.exams
    }

    /// Whether these are the items as they are now.
    pub fn is_current(&self, items: &[AttemptItem]) -> bool {
        items.iter().all(|asked| self.items.get(&asked.item).is_some_and(|item| Some(&item.version) == asked.version.as_ref()))
    }

    /// The exam of that id.
    pub fn exam(&self, id: &str) -> Option<&Exam> {
        self.exams.iter().find(|exam| exam.info.id == id)
    }
}

impl Exam {
    fn new(stored: StoredExam, items: &HashMap<String, Arc<Item>>) -> Result<Exam> {
        let items = stored.items.iter().map(|id| pick(items, id)).collect::<Result<Vec<_>>>()?;
        let info = ExamInfo {
            id: stored.id,
            title: stored.title,
            about: stored.about,
            questions: u32::try_from(items.len()).unwrap_or(u32::MAX),
            minutes: u32::try_from(stored.minutes).unwrap_or(u32::MAX),
        };
        let first: Vec<&StudentItem> = items.iter().take(1).map(|item| &item.student).collect();
        Ok(Exam { info_json: to_raw_value(&info)?, preview: to_raw_value(&first)?, questions: questions(&items)?, info, items })
    }
}

impl Sheet {
    /// The sheet of a stored attempt, with the items' versions that aren't the bank's any more.
    ///
    /// # Errors
    /// It names an item that isn't there.
    pub fn new(
        bank: &Bank,
        stored: StoredAttempt,
        items: &[AttemptItem],
        mut versions: HashMap<String, Version>,
    ) -> Result<Sheet> {
        let items = items
            .iter()
            .map(|asked| {
                let now = pick(&bank.items, &asked.item);
                match asked.version.as_ref() {
                    Some(name) if !now.as_ref().is_ok_and(|item| item.version == *name) => {
                        let version = versions.remove(name);
                        let version = version.ok_or_else(|| db::Error::Damaged(format!("item version {name} is missing")))?;
                        Ok(Arc::new(Item::new(version, name.clone())))
                    }
                    _ => now,
                }
            })
            .collect::<Result<Vec<_>>>()?;
        // Nearly every attempt has its exam's present items: they share one text.
        let questions = match bank.exam(&stored.attempt.exam) {
            Some(exam) if exam.items.len() == items.len() && exam.items.iter().zip(&items).all(|(a, b)| Arc::ptr_eq(a, b)) => {
                exam.questions.clone()
            }
            _ => questions(&items)?,
        };
        Ok(Sheet { user: stored.user, attempt: Attempt { submitted_at: None, ..stored.attempt }, items, questions })
    }

    /// The item of that id, if the attempt has it.
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.student.id == id).map(AsRef::as_ref)
    }

    /// Points for the given answers, in all and by topic.
    pub fn score(&self, chosen: &Chosen) -> (Score, Vec<TopicScore>) {
        let mut total = Score { correct: 0, total: 0 };
        let mut topics: Vec<TopicScore> = Vec::new();
        for item in &self.items {
            // What is stored was scored once before it was taken.
            let marks = chosen.get(&item.student.id).and_then(|response| item.marks(response).ok());
            let earned = marks.map_or(0, |marks| marks.earned);
            let max = scoring::max(&item.full);
            total.correct += earned;
            total.total += max;
            match topics.iter_mut().find(|topic| topic.topic == item.student.topic) {
                Some(topic) => {
                    topic.score.correct += earned;
                    topic.score.total += max;
                }
                None => {
                    topics.push(TopicScore { topic: item.student.topic.clone(), score: Score { correct: earned, total: max } })
                }
            }
        }
        weakest_first(&mut topics);
        (total, topics)
    }
}

/// Orders by share of right answers, compared as fractions of integers, then by name.
pub fn weakest_first(topics: &mut [TopicScore]) {
    topics.sort_by(|a, b| {
        let (left, right) =
            (u64::from(a.score.correct) * u64::from(b.score.total), u64::from(b.score.correct) * u64::from(a.score.total));
        left.cmp(&right).then_with(|| a.topic.cmp(&b.topic))
    });
}

fn pick(items: &HashMap<String, Arc<Item>>, id: &str) -> Result<Arc<Item>> {
    let item = items.get(id).cloned();
    item.ok_or_else(|| db::Error::Damaged(format!("item `{id}` was added after the start of this process")).into())
}

fn questions(items: &[Arc<Item>]) -> Result<Arc<RawValue>> {
    let questions: Vec<&StudentItem> = items.iter().map(|item| &item.student).collect();
    Ok(Arc::from(to_raw_value(&questions)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn topic(name: &str, correct: u32, total: u32) -> TopicScore {
        TopicScore { topic: name.into(), score: Score { correct, total } }
    }

    #[test]
    fn the_weakest_topic_is_first_by_share_not_by_points() {
        let mut topics = [topic("b", 9, 10), topic("c", 1, 1), topic("a", 3, 4), topic("d", 0, 2), topic("aa", 6, 8)];
        weakest_first(&mut topics);
        assert_eq!(topics.map(|topic| topic.topic), ["d", "a", "aa", "b", "c"]);
    }
}
