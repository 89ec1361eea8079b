-- Common subset of SQLite and PostgreSQL: TEXT, BIGINT; times are milliseconds since 1970 UTC.

CREATE TABLE users (
    id            TEXT PRIMARY KEY,
    email         TEXT NOT NULL UNIQUE,     -- lower case
    name          TEXT NOT NULL,
    role          TEXT NOT NULL CHECK (role IN ('student', 'instructor', 'admin')),
    password      TEXT NOT NULL,            -- PHC string
    subscriptions TEXT NOT NULL,            -- JSON array of plan names
    created_at    BIGINT NOT NULL
);

CREATE TABLE sessions (
    id         TEXT PRIMARY KEY,            -- SHA-256 of the identifier in the cookie, hexadecimal
    data       TEXT NOT NULL,               -- JSON object
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- No foreign key to users: unknown accounts are counted like known ones, or the difference would tell them apart.
CREATE TABLE login_failures (
    account       TEXT PRIMARY KEY,         -- SHA-256 of the lower-case e-mail address, hexadecimal
    failures      BIGINT NOT NULL,
    last_at       BIGINT NOT NULL,
    blocked_until BIGINT NOT NULL
);
