//! Tables `attempts`, `attempt_items` and `attempt_topics`.

use contract::{
    exam::{Attempt, Score, TopicScore},
    progress::FinishedAttempt,
};
use sqlx::{Row, any::AnyRow};

use super::{Database, Result, Write};

const COLUMNS: &str = "id, user_id, exam, started_at, deadline, submitted_at, correct, total";

/// A row of `attempts`.
#[derive(Clone, Debug)]
pub struct StoredAttempt {
    /// Whose it is.
    pub user: String,
    /// As the contract has it.
    pub attempt: Attempt,
    /// The result, once it was handed in.
    pub score: Option<Score>,
}

/// An attempt in progress with the number of its answers.
#[derive(Clone, Debug)]
pub struct Active {
    /// The attempt.
    pub attempt: Attempt,
    /// Answers given.
    pub answered: u32,
    /// The number of the first open question, from 1; of the last one where all are answered.
    pub next: u32,
}

/// A question of an attempt.
#[derive(Clone, Debug)]
pub struct AttemptItem {
    /// The item's id.
    pub item: String,
    /// The version that the attempt began with; none where nobody could tell.
    pub version: Option<String>,
}

/// The finished attempts of one exam.
#[derive(Clone, Debug)]
pub struct Finished {
    /// The exam's id.
    pub exam: String,
    /// How many there are.
    pub count: u32,
    /// The best result in percent.
    pub best: Option<u32>,
}

impl Database {
    /// The attempt of that id, whoever's it is.
    ///
    /// # Errors
    /// The query failed.
    pub async fn attempt(&self, id: &str) -> Result<Option<StoredAttempt>> {
        let sql = format!("SELECT {COLUMNS} FROM attempts WHERE id = $1");
        sqlx::query(&sql).bind(id).fetch_optional(self.pool()).await?.map(|row| stored(&row)).transpose()
    }

    /// The student's attempts in progress, most recently started first.
    ///
    /// # Errors
    /// The query failed.
    pub async fn active_attempts(&self, user: &str) -> Result<Vec<Active>> {
        let rows = sqlx::query(
            "SELECT id, exam, started_at, deadline, (SELECT COUNT(*) FROM answers WHERE attempt = attempts.id AND choice <> '') AS answered, \
             COALESCE((SELECT MIN(place) + 1 FROM attempt_items WHERE attempt = attempts.id AND NOT EXISTS \
             (SELECT 1 FROM answers WHERE attempt = attempts.id AND answers.item = attempt_items.item AND choice <> '')), \
             (SELECT COUNT(*) FROM attempt_items WHERE attempt = attempts.id)) AS next_number \
             FROM attempts WHERE user_id = $1 AND submitted_at IS NULL ORDER BY started_at DESC, id",
        )
        .bind(user)
        .fetch_all(self.pool())
        .await?;
        rows.iter()
            .map(|row| Ok(Active { attempt: active(row)?, answered: count(row, "answered")?, next: count(row, "next_number")? }))
            .collect()
    }

    /// The student's finished attempts, counted by exam.
    ///
    /// # Errors
    /// The query failed.
    pub async fn finished_by_exam(&self, user: &str) -> Result<Vec<Finished>> {
        // Integer division rounds down, as `Score::percent` does.
        let rows = sqlx::query(
            "SELECT exam, COUNT(*) AS finished, MAX(correct * 100 / total) AS best FROM attempts \
             WHERE user_id = $1 AND submitted_at IS NOT NULL AND total > 0 GROUP BY exam",
        )
        .bind(user)
        .fetch_all(self.pool())
        .await?;
        rows.iter()
            .map(|row| {
                Ok(Finished { exam: row.try_get("exam")?, count: count(row, "finished")?, best: Some(count(row, "best")?) })
            })
            .collect()
    }

    /// The student's finished attempts, newest first, at most 50. The title is the exam's id: the caller knows the titles.
    ///
    /// # Errors
    /// The query failed.
    pub async fn finished_attempts(&self, user: &str) -> Result<Vec<FinishedAttempt>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM attempts WHERE user_id = $1 AND submitted_at IS NOT NULL ORDER BY submitted_at DESC, id DESC LIMIT 50"
        );
        let rows = sqlx::query(&sql).bind(user).fetch_all(self.pool()).await?;
        rows.iter()
            .map(|row| {
                let StoredAttempt { attempt, score, .. } = stored(row)?;
                Ok(FinishedAttempt {
                    submitted_at: attempt.submitted_at.unwrap_or(attempt.deadline),
                    attempt: attempt.id,
                    title: attempt.exam.clone(),
                    exam: attempt.exam,
                    score: score.unwrap_or(Score { correct: 0, total: 0 }),
                })
            })
            .collect()
    }

    /// The student's last finished attempt of an exam.
    ///
    /// # Errors
    /// The query failed.
    pub async fn last_finished(&self, user: &str, exam: &str) -> Result<Option<StoredAttempt>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM attempts WHERE user_id = $1 AND exam = $2 AND submitted_at IS NOT NULL \
             ORDER BY submitted_at DESC, id DESC LIMIT 1"
        );
        sqlx::query(&sql).bind(user).bind(exam).fetch_optional(self.pool()).await?.map(|row| stored(&row)).transpose()
    }

    /// Results by topic over all finished attempts of a student, in no order.
    ///
    /// # Errors
    /// The query failed.
    pub async fn topics_of_user(&self, user: &str) -> Result<Vec<TopicScore>> {
        // PostgreSQL sums BIGINT to NUMERIC, which the Any driver doesn't know.
        let rows = sqlx::query(
            "SELECT topic, CAST(SUM(attempt_topics.correct) AS BIGINT) AS correct, CAST(SUM(attempt_topics.total) AS BIGINT) AS total \
             FROM attempt_topics JOIN attempts ON attempts.id = attempt_topics.attempt WHERE attempts.user_id = $1 GROUP BY topic",
        )
        .bind(user)
        .fetch_all(self.pool())
        .await?;
        rows.iter().map(topic).collect()
    }

    /// Results by topic of one finished attempt, in no order.
    ///
    /// # Errors
    /// The query failed.
    pub async fn topics_of_attempt(&self, attempt: &str) -> Result<Vec<TopicScore>> {
        let rows = sqlx::query("SELECT topic, correct, total FROM attempt_topics WHERE attempt = $1")
            .bind(attempt)
            .fetch_all(self.pool())
            .await?;
        rows.iter().map(topic).collect()
    }

    /// The items of an attempt in its order.
    ///
    /// # Errors
    /// The query failed.
    pub async fn attempt_items(&self, attempt: &str) -> Result<Vec<AttemptItem>> {
        let rows = sqlx::query("SELECT item, version FROM attempt_items WHERE attempt = $1 ORDER BY place")
            .bind(attempt)
            .fetch_all(self.pool())
            .await?;
        rows.iter().map(|row| Ok(AttemptItem { item: row.try_get("item")?, version: row.try_get("version")? })).collect()
    }
}

impl Write {
    /// Adds an attempt with its items, each with its version; false if one of that student and exam is in progress.
    ///
    /// # Errors
    /// A statement failed.
    pub async fn add_attempt(
        &mut self,
        user: &str,
        attempt: &Attempt,
        items: impl Iterator<Item = (&str, &str)>,
    ) -> Result<bool> {
        let done = sqlx::query(
            "INSERT INTO attempts (id, user_id, exam, started_at, deadline, touched_at) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (user_id, exam) WHERE submitted_at IS NULL DO NOTHING",
        )
        .bind(&attempt.id)
        .bind(user)
        .bind(&attempt.exam)
        .bind(attempt.started_at)
        .bind(attempt.deadline)
        .bind(attempt.started_at)
        .execute(self.on())
        .await?;
        if done.rows_affected() == 0 {
            return Ok(false);
        }
        for (place, (item, version)) in (0_i64..).zip(items) {
            sqlx::query("INSERT INTO attempt_items (attempt, place, item, version) VALUES ($1, $2, $3, $4)")
                .bind(&attempt.id)
                .bind(place)
                .bind(item)
                .bind(version)
                .execute(self.on())
                .await?;
        }
        Ok(true)
    }

    /// The student's attempt in progress.
    ///
    /// # Errors
    /// The query failed.
    pub async fn active_attempt(&mut self, user: &str, exam: &str) -> Result<Option<Attempt>> {
        let row = sqlx::query(
            "SELECT id, exam, started_at, deadline FROM attempts WHERE user_id = $1 AND exam = $2 AND submitted_at IS NULL",
        )
        .bind(user)
        .bind(exam)
        .fetch_optional(self.on())
        .await?;
        row.map(|row| active(&row)).transpose()
    }

    /// Stores the result of an attempt that is closed, in place of an earlier one.
    ///
    /// # Errors
    /// A statement failed.
    pub async fn put_score(&mut self, attempt: &str, score: Score, topics: &[TopicScore]) -> Result<()> {
        sqlx::query("UPDATE attempts SET correct = $2, total = $3 WHERE id = $1")
            .bind(attempt)
            .bind(i64::from(score.correct))
            .bind(i64::from(score.total))
            .execute(self.on())
            .await?;
        sqlx::query("DELETE FROM attempt_topics WHERE attempt = $1").bind(attempt).execute(self.on()).await?;
        for TopicScore { topic, score } in topics {
            sqlx::query("INSERT INTO attempt_topics (attempt, topic, correct, total) VALUES ($1, $2, $3, $4)")
                .bind(attempt)
                .bind(topic)
                .bind(i64::from(score.correct))
                .bind(i64::from(score.total))
                .execute(self.on())
                .await?;
        }
        Ok(())
    }
}

/// The attempt in a row of attempts in progress.
pub(super) fn active(row: &AnyRow) -> Result<Attempt> {
    Ok(Attempt {
        id: row.try_get("id")?,
        exam: row.try_get("exam")?,
        started_at: row.try_get("started_at")?,
        deadline: row.try_get("deadline")?,
        submitted_at: None,
    })
}

fn stored(row: &AnyRow) -> Result<StoredAttempt> {
    let submitted_at: Option<i64> = row.try_get("submitted_at")?;
    let score = match (row.try_get::<Option<i64>, _>("correct")?, row.try_get::<Option<i64>, _>("total")?) {
        (Some(correct), Some(total)) => Some(Score { correct: small(correct)?, total: small(total)? }),
        _ => None,
    };
    Ok(StoredAttempt { user: row.try_get("user_id")?, attempt: Attempt { submitted_at, ..active(row)? }, score })
}

fn topic(row: &AnyRow) -> Result<TopicScore> {
    Ok(TopicScore { topic: row.try_get("topic")?, score: Score { correct: count(row, "correct")?, total: count(row, "total")? } })
}

fn count(row: &AnyRow, column: &str) -> Result<u32> {
    small(row.try_get(column)?)
}

fn small(number: i64) -> Result<u32> {
    u32::try_from(number).map_err(|_| super::Error::Damaged(format!("the count {number}")))
}
