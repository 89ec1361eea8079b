-- What an operator activated. `latest` is the newest build at that time: a newer build takes over at the next start.
CREATE TABLE activations (
    name TEXT PRIMARY KEY,
    version TEXT NOT NULL,
    latest TEXT NOT NULL
);
