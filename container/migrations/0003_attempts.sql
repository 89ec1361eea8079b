CREATE TABLE attempts (
    id           TEXT PRIMARY KEY,
    user_id      TEXT NOT NULL REFERENCES users (id),
    exam         TEXT NOT NULL REFERENCES exams (id),
    started_at   BIGINT NOT NULL,
    deadline     BIGINT NOT NULL,
    touched_at   BIGINT NOT NULL,           -- last answer; writing it also locks the row against a hand-in in between
    submitted_at BIGINT,
    correct      BIGINT,
    total        BIGINT
);
-- At most one attempt in progress per student and exam, whatever races.
CREATE UNIQUE INDEX attempts_one_active ON attempts (user_id, exam) WHERE submitted_at IS NULL;
CREATE INDEX attempts_by_user ON attempts (user_id, submitted_at);

-- The questions of an attempt in its order, fixed at the start: a later change of the exam leaves it alone.
CREATE TABLE attempt_items (
    attempt TEXT NOT NULL REFERENCES attempts (id),
    place   BIGINT NOT NULL,
    item    TEXT NOT NULL REFERENCES items (id),
    PRIMARY KEY (attempt, place)
);

CREATE TABLE answers (
    attempt  TEXT NOT NULL REFERENCES attempts (id),
    item     TEXT NOT NULL REFERENCES items (id),
    choice   TEXT NOT NULL,
    seq      BIGINT NOT NULL,
    saved_at BIGINT NOT NULL,
    PRIMARY KEY (attempt, item)
);

-- The result by topic, written at the hand-in: what a student was told never changes, and the dashboard need not count again.
CREATE TABLE attempt_topics (
    attempt TEXT NOT NULL REFERENCES attempts (id),
    topic   TEXT NOT NULL,
    correct BIGINT NOT NULL,
    total   BIGINT NOT NULL,
    PRIMARY KEY (attempt, topic)
);
