-- Everything that a student did in an attempt, in the order in which the server took it. Rows are only ever added; `answers` is what
-- follows from them, for reading.
CREATE TABLE changes (
    attempt     TEXT NOT NULL REFERENCES attempts (id),
    no          BIGINT NOT NULL,            -- the revision, rising within an attempt
    item        TEXT NOT NULL REFERENCES items (id),
    response    TEXT NOT NULL,              -- normalised; empty where an answer was taken back
    device      TEXT NOT NULL,              -- random id of a browser profile; `form` for pages without scripts
    device_name TEXT NOT NULL,
    n           BIGINT NOT NULL,            -- the device's own counter
    base        BIGINT NOT NULL,            -- the revision of this question's answer that the device knew
    seq         BIGINT,                     -- of pages from before the outbox
    claimed_at  BIGINT,
    received_at BIGINT NOT NULL,
    outcome     TEXT NOT NULL CHECK (outcome IN ('stored', 'superseded', 'conflict', 'late', 'after-end')),
    other       BIGINT,                     -- the revision that it was in conflict with
    PRIMARY KEY (attempt, no),
    -- The same change again is the same row.
    UNIQUE (attempt, device, n)
);
CREATE INDEX changes_by_item ON changes (attempt, item, device, n);

-- What was answered before there was a history begins it.
INSERT INTO changes (attempt, no, item, response, device, device_name, n, base, seq, received_at, outcome)
SELECT attempt, ROW_NUMBER() OVER (PARTITION BY attempt ORDER BY saved_at, item), item, choice, 'form', '',
       ROW_NUMBER() OVER (PARTITION BY attempt ORDER BY saved_at, item), 0, seq, saved_at, 'stored'
FROM answers;

ALTER TABLE answers ADD COLUMN no BIGINT NOT NULL DEFAULT 0;
UPDATE answers SET no =
    (SELECT changes.no FROM changes WHERE changes.attempt = answers.attempt AND changes.item = answers.item);

-- Where an attempt is being taken, and which device handed it in at which of its numbers.
ALTER TABLE attempts ADD COLUMN sitting_device TEXT;
ALTER TABLE attempts ADD COLUMN sitting_name TEXT;
ALTER TABLE attempts ADD COLUMN seen_at BIGINT;
ALTER TABLE attempts ADD COLUMN end_device TEXT;
ALTER TABLE attempts ADD COLUMN end_n BIGINT;

-- Idempotency keys of starts, each with what came of it.
CREATE TABLE calls (
    user_id    TEXT NOT NULL REFERENCES users (id),
    call_key   TEXT NOT NULL,
    request    TEXT NOT NULL,               -- SHA-256 of the request, hexadecimal
    attempt    TEXT NOT NULL REFERENCES attempts (id),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (user_id, call_key)
);
CREATE INDEX calls_by_age ON calls (created_at);

-- What was asked, keyed and shown: an item is corrected by a new version, and an attempt keeps those that it began with.
CREATE TABLE item_versions (
    hash    TEXT PRIMARY KEY,               -- SHA-256 of `version`, hexadecimal
    version TEXT NOT NULL                   -- JSON
);
-- Empty in attempts from before this column until the program fills it (`db::versions`), as SQL can't hash.
ALTER TABLE attempt_items ADD COLUMN version TEXT REFERENCES item_versions (hash);
CREATE INDEX attempt_items_unpinned ON attempt_items (item) WHERE version IS NULL;
