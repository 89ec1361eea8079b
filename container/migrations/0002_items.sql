CREATE TABLE items (
    id              TEXT PRIMARY KEY,
    part            TEXT NOT NULL,          -- np1 to np5
    topic           TEXT NOT NULL,
    stem            TEXT NOT NULL,
    key_option      TEXT NOT NULL,
    bloom           TEXT NOT NULL,
    difficulty_mill BIGINT NOT NULL,        -- logits × 1000
    reference       TEXT NOT NULL,
    review          TEXT NOT NULL
);

CREATE TABLE item_options (
    item      TEXT NOT NULL REFERENCES items (id),
    id        TEXT NOT NULL,                -- A to D
    body      TEXT NOT NULL,
    rationale TEXT NOT NULL,
    PRIMARY KEY (item, id)
);

CREATE TABLE exams (
    id      TEXT PRIMARY KEY,
    title   TEXT NOT NULL,
    about   TEXT NOT NULL,
    minutes BIGINT NOT NULL,
    place   BIGINT NOT NULL                 -- order in the list
);

CREATE TABLE exam_items (
    exam  TEXT NOT NULL REFERENCES exams (id),
    place BIGINT NOT NULL,
    item  TEXT NOT NULL REFERENCES items (id),
    PRIMARY KEY (exam, place)
);
