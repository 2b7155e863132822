-- Written by sync.state. This device's own head, as last committed. sealed_for: the fingerprint of
-- the key that opens it and every segment in it. lost_events_due: the store was rebuilt, and a push
-- has not yet looked for published events that it lost.
CREATE TABLE own_head (
  id               INTEGER PRIMARY KEY CHECK (id = 1),
  generation       INTEGER NOT NULL DEFAULT 0,
  etag             TEXT,
  sha256           TEXT,
  written_at       TEXT,
  last_stamp       INTEGER NOT NULL DEFAULT 0,
  store_identity   TEXT,
  scanned_id       INTEGER NOT NULL DEFAULT 0,
  sealed_for       TEXT,
  lost_events_due  INTEGER NOT NULL DEFAULT 0
);

INSERT INTO own_head (id) VALUES (1);

-- The head that is being uploaded, until its fate is known.
CREATE TABLE pending_head (
  id              INTEGER PRIMARY KEY CHECK (id = 1),
  generation      INTEGER NOT NULL,
  sha256          TEXT NOT NULL,
  object          BLOB NOT NULL,
  written_at      TEXT NOT NULL,
  scanned_id      INTEGER NOT NULL,
  store_identity  TEXT NOT NULL,
  sealed_for      TEXT NOT NULL
);

-- This device's segments. state: a code of SegmentState. level: how often its events were
-- compacted. died: the generation whose compaction replaced it; died_at: when that was pushed,
-- ISO 8601 UTC. redact: it may contain events that the user wants deleted.
CREATE TABLE own_segment (
  position  INTEGER PRIMARY KEY AUTOINCREMENT,
  id        TEXT NOT NULL UNIQUE,
  from_gen  INTEGER NOT NULL,
  to_gen    INTEGER NOT NULL,
  born      INTEGER NOT NULL,
  died      INTEGER,
  bytes     INTEGER NOT NULL,
  sha256    TEXT NOT NULL,
  events    INTEGER NOT NULL,
  state     INTEGER NOT NULL,
  stamp     INTEGER NOT NULL,
  level     INTEGER NOT NULL,
  died_at   TEXT,
  redact    INTEGER NOT NULL DEFAULT 0
);

-- The published sessions that a segment contains events of. Session 0: all of them are recorded.
CREATE TABLE own_segment_session (
  position  INTEGER NOT NULL,
  session   INTEGER NOT NULL,
  PRIMARY KEY (position, session)
) WITHOUT ROWID;

CREATE INDEX own_segment_of_session ON own_segment_session(session);

-- A committed segment's content under another key, or without what must be deleted (redacted): the
-- next head names it in place of old_id. sealed_for: the fingerprint of the key that opens it.
CREATE TABLE replacement (
  old_id      TEXT PRIMARY KEY,
  id          TEXT NOT NULL UNIQUE,
  bytes       INTEGER NOT NULL,
  sha256      TEXT NOT NULL,
  sent        INTEGER NOT NULL,
  events      INTEGER NOT NULL,
  sealed_for  TEXT NOT NULL,
  redacted    INTEGER NOT NULL
) WITHOUT ROWID;

-- Objects of this device that no head of it names any more: to be deleted.
CREATE TABLE garbage (
  id  TEXT PRIMARY KEY
) WITHOUT ROWID;

-- Objects under this device's name that it does not know, with when it first saw them.
CREATE TABLE orphan (
  id     TEXT PRIMARY KEY,
  since  TEXT NOT NULL
) WITHOUT ROWID;

-- The other devices' heads, as last seen and found valid. No etag: the next pull fetches it again.
-- sealed_for: the newest key that the device was seen under. verify_key: signs its heads.
CREATE TABLE peer (
  device_id   TEXT PRIMARY KEY,
  label       TEXT NOT NULL,
  etag        TEXT,
  sha256      TEXT,
  generation  INTEGER NOT NULL,
  written_at  TEXT,
  problem     TEXT,
  sealed_for  TEXT,
  merged_own  INTEGER NOT NULL,
  role        TEXT NOT NULL,
  verify_key  TEXT
) WITHOUT ROWID;

-- Heads in the bucket that failed their checks, so that they are not fetched again. checked_with: the
-- vault key and the program version that refused them. Forgotten when the bucket lists them no more.
CREATE TABLE refused_head (
  device_id     TEXT PRIMARY KEY,
  etag          TEXT NOT NULL,
  checked_with  TEXT NOT NULL,
  reason        TEXT NOT NULL,
  tampered      INTEGER NOT NULL
) WITHOUT ROWID;

-- Revoked devices: pushes after this generation are refused. published: in a head of this device.
CREATE TABLE revocation (
  device_id   TEXT PRIMARY KEY,
  generation  INTEGER NOT NULL,
  published   INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE retry (
  id               INTEGER PRIMARY KEY CHECK (id = 1),
  attempts         INTEGER NOT NULL,
  next_attempt_at  TEXT,
  last_error       TEXT
);

CREATE TABLE request_count (
  day   TEXT NOT NULL,
  kind  TEXT NOT NULL,
  n     INTEGER NOT NULL,
  PRIMARY KEY (day, kind)
) WITHOUT ROWID;
