//! Tables `items`, `item_options`, `exams` and `exam_items`: what can be asked.

use sqlx::Row;

use super::{Database, Result, Write};

/// An item with key and rationales. It stays on the server until an attempt is over.
#[derive(Clone, Debug)]
pub struct StoredItem {
    /// `np1-epidemiology-001`.
    pub id: String,
    /// `np1` to `np5`.
    pub part: String,
    /// The topic's name.
    pub topic: String,
    /// What is asked.
    pub stem: String,
    /// The right option's id.
    pub key: String,
    /// Level in Bloom's taxonomy.
    pub bloom: String,
    /// Estimated difficulty in logits, times 1000.
    pub difficulty_mill: i64,
    /// The textbook reference.
    pub reference: String,
    /// Whether and by whom it was reviewed.
    pub review: String,
    /// The options in order.
    pub options: Vec<StoredOption>,
}

/// An option with its rationale.
#[derive(Clone, Debug)]
pub struct StoredOption {
    /// `A` to `D`.
    pub id: String,
    /// What it says.
    pub text: String,
    /// Why it is right or wrong.
    pub rationale: String,
}

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
    /// A query failed.
    pub async fn items(&self) -> Result<Vec<StoredItem>> {
        let rows = sqlx::query(
            "SELECT id, part, topic, stem, key_option, bloom, difficulty_mill, reference, review FROM items ORDER BY id",
        )
        .fetch_all(self.pool())
        .await?;
        let mut items = Vec::with_capacity(rows.len());
        for row in rows {
            items.push(StoredItem {
                id: row.try_get("id")?,
                part: row.try_get("part")?,
                topic: row.try_get("topic")?,
                stem: row.try_get("stem")?,
                key: row.try_get("key_option")?,
                bloom: row.try_get("bloom")?,
                difficulty_mill: row.try_get("difficulty_mill")?,
                reference: row.try_get("reference")?,
                review: row.try_get("review")?,
                options: Vec::with_capacity(4),
            });
        }
        // The database's collation may order otherwise than Rust does.
        items.sort_by(|a, b| a.id.cmp(&b.id));
        let rows =
            sqlx::query("SELECT item, id, body, rationale FROM item_options ORDER BY item, id").fetch_all(self.pool()).await?;
        for row in rows {
            let item: String = row.try_get("item")?;
            if let Ok(at) = items.binary_search_by(|candidate| candidate.id.as_str().cmp(&item)) {
                items[at].options.push(StoredOption {
                    id: row.try_get("id")?,
                    text: row.try_get("body")?,
                    rationale: row.try_get("rationale")?,
                });
            }
        }
        Ok(items)
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
    pub async fn put_item(&mut self, item: &StoredItem) -> Result<()> {
        sqlx::query(
            "INSERT INTO items (id, part, topic, stem, key_option, bloom, difficulty_mill, reference, review) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
             ON CONFLICT (id) DO UPDATE SET part = excluded.part, topic = excluded.topic, stem = excluded.stem, \
             key_option = excluded.key_option, bloom = excluded.bloom, difficulty_mill = excluded.difficulty_mill, \
             reference = excluded.reference, review = excluded.review",
        )
        .bind(&item.id)
        .bind(&item.part)
        .bind(&item.topic)
        .bind(&item.stem)
        .bind(&item.key)
        .bind(&item.bloom)
        .bind(item.difficulty_mill)
        .bind(&item.reference)
        .bind(&item.review)
        .execute(self.on())
        .await?;
        for option in &item.options {
            sqlx::query(
                "INSERT INTO item_options (item, id, body, rationale) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (item, id) DO UPDATE SET body = excluded.body, rationale = excluded.rationale",
            )
            .bind(&item.id)
            .bind(&option.id)
            .bind(&option.text)
            .bind(&option.rationale)
            .execute(self.on())
            .await?;
        }
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
