-- Where bytes of deleted events can still be. rewritten: the database was rewritten without them,
-- and its journal must still be emptied. Made with the first deletion.
CREATE TABLE IF NOT EXISTS decision_remains (
  place            TEXT PRIMARY KEY,
  rewritten        INTEGER NOT NULL,
  attempts         INTEGER NOT NULL DEFAULT 0,
  next_attempt_ms  INTEGER NOT NULL DEFAULT 0,
  reason           TEXT
) WITHOUT ROWID;
