-- Documents and databases that their agents rewrite in place. What has the stamp or the version that was read last
-- is not read again. base: where the seqs of the session's records from this unit begin.
CREATE TABLE source_unit (
  unit            TEXT PRIMARY KEY,
  provider        TEXT NOT NULL,
  stamp           TEXT NOT NULL,
  last_ingest_ts  REAL NOT NULL
);

CREATE TABLE source_session (
  unit        TEXT NOT NULL REFERENCES source_unit(unit) ON DELETE CASCADE,
  session_id  TEXT NOT NULL,
  session_fk  INTEGER NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
  version     TEXT NOT NULL,
  base        INTEGER NOT NULL,
  PRIMARY KEY (unit, session_id)
) WITHOUT ROWID;

CREATE INDEX source_session_fk ON source_session(session_fk);
