-- What the user decided, here or on another device. published: in a head of ours, or learned from
-- another's. obeyed: the store holds nothing any more of what is to be forgotten.
CREATE TABLE decision (
  id         TEXT PRIMARY KEY,
  stamp      INTEGER NOT NULL,
  device     TEXT NOT NULL,
  what       TEXT NOT NULL,
  published  INTEGER NOT NULL,
  obeyed     INTEGER NOT NULL
) WITHOUT ROWID;
