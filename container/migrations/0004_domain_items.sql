-- An item is one value, which the exam domain reads and writes; columns hold what is asked of many at once.
-- The start of the container fills `item` from the bank's files; a row that stays empty is an item that is no longer there.
DROP TABLE item_options;
ALTER TABLE items DROP COLUMN stem;
ALTER TABLE items DROP COLUMN key_option;
ALTER TABLE items DROP COLUMN bloom;
ALTER TABLE items DROP COLUMN difficulty_mill;
ALTER TABLE items DROP COLUMN reference;
ALTER TABLE items DROP COLUMN review;
ALTER TABLE items ADD COLUMN item TEXT NOT NULL DEFAULT '';    -- nursing_domain::item::Item, JSON

CREATE TABLE cases (
    id         TEXT PRIMARY KEY,
    case_study TEXT NOT NULL               -- nursing_domain::item::CaseStudy, JSON
);
