//! Tables `items`, `cases`, `exams` and `exam_items`: what can be asked.

use nursing_domain::item::{CaseStudy, Item, Part};
use serde::{Serialize, de::DeserializeOwned};
use sqlx::{Row, any::AnyRow};

use super::{Database, Error, Result, Write};

/// An exam and its items' ids in order.
#[derive(Clone, Debug)]
pub struct StoredExam {
    /// Path segment.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// One sentence on what it covers.
    pub about: String,
    /// Time allowed.
    pub minutes: i64,
    /// The items in order.
    pub items: Vec<String>,
}

impl Database {
    /// Every item, by id.
    ///
    /// # Errors
    /// A query failed, or a row holds no item.
    pub async fn items(&self) -> Result<Vec<Item>> {
        let rows = sqlx::query("SELECT id, item FROM items WHERE item <> '' ORDER BY id").fetch_all(self.pool()).await?;
        rows.iter().map(|row| read(row, "item")).collect()
    }

    /// Every case study.
    ///
    /// # Errors
    /// A query failed, or a row holds no case study.
    pub async fn cases(&self) -> Result<Vec<CaseStudy>> {
        let rows = sqlx::query("SELECT id, case_study FROM cases ORDER BY id").fetch_all(self.pool()).await?;
        rows.iter().map(|row| read(row, "case_study")).collect()
    }

    /// Every exam, in the order of the list.
    ///
    /// # Errors
    /// A query failed.
    pub async fn exams(&self) -> Result<Vec<StoredExam>> {
        let rows = sqlx::query("SELECT id, title, about, minutes FROM exams ORDER BY place, id").fetch_all(self.pool()).await?;
        let mut exams = Vec::with_capacity(rows.len());
        for row in rows {
            let id: String = row.try_get("id")?;
            let items = sqlx::query("SELECT item FROM exam_items WHERE exam = $1 ORDER BY place")
                .bind(&id)
                .fetch_all(self.pool())
                .await?;
            exams.push(StoredExam {
                id,
                title: row.try_get("title")?,
                about: row.try_get("about")?,
                minutes: row.try_get("minutes")?,
                items: items.iter().map(|row| row.try_get("item")).collect::<std::result::Result<_, _>>()?,
            });
        }
        Ok(exams)
    }
}

impl Write {
    /// Adds an item or brings it up to date.
    ///
    /// # Errors
    /// A statement failed.
    pub async fn put_item(&mut self, item: &Item) -> Result<()> {
        sqlx::query(
            "INSERT INTO items (id, part, topic, item) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (id) DO UPDATE SET part = excluded.part, topic = excluded.topic, item = excluded.item",
        )
        .bind(item.id())
        .bind(item.facts().part.map_or("", Part::name))
        .bind(&item.facts().topic)
        .bind(written(item)?)
        .execute(self.on())
        .await?;
        Ok(())
    }

    /// Adds a case study or brings it up to date.
    ///
    /// # Errors
    /// A statement failed.
    pub async fn put_case(&mut self, case: &CaseStudy) -> Result<()> {
        sqlx::query(
            "INSERT INTO cases (id, case_study) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET case_study = excluded.case_study",
        )
        .bind(&case.draft().id)
        .bind(written(case)?)
        .execute(self.on())
        .await?;
        Ok(())
    }

    /// Adds an exam at a place of the list, or brings it up to date. Attempts keep the questions that they began with.
    ///
    /// # Errors
    /// A statement failed.
    pub async fn put_exam(&mut self, exam: &StoredExam, place: i64) -> Result<()> {
        sqlx::query(
            "INSERT INTO exams (id, title, about, minutes, place) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (id) DO UPDATE SET title = excluded.title, about = excluded.about, minutes = excluded.minutes, \
             place = excluded.place",
        )
        .bind(&exam.id)
        .bind(&exam.title)
        .bind(&exam.about)
        .bind(exam.minutes)
        .bind(place)
        .execute(self.on())
        .await?;
        sqlx::query("DELETE FROM exam_items WHERE exam = $1").bind(&exam.id).execute(self.on()).await?;
        for (place, item) in (0_i64..).zip(&exam.items) {
            sqlx::query("INSERT INTO exam_items (exam, place, item) VALUES ($1, $2, $3)")
                .bind(&exam.id)
                .bind(place)
                .bind(item)
                .execute(self.on())
                .await?;
        }
        Ok(())
    }
}

fn written(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::Damaged(error.to_string()))
}

fn read<T: DeserializeOwned>(row: &AnyRow, column: &str) -> Result<T> {
    let text: String = row.try_get(column)?;
    serde_json::from_str(&text).map_err(|error| {
        let id: String = row.try_get("id").unwrap_or_default();
        Error::Damaged(format!("the item or case `{id}`: {error}"))
    })
}
