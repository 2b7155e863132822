-- This device's own head, as last committed. sealed_for: the fingerprint of the key that opens it
-- and every segment in it. look_for_lost: the store was rebuilt; what it lost is not landed yet.
CREATE TABLE IF NOT EXISTS own_head (
  id              INTEGER PRIMARY KEY CHECK (id = 1),
  generation      INTEGER NOT NULL DEFAULT 0,
  etag            TEXT,
  sha256          TEXT,
  written_at      TEXT,
  last_stamp      INTEGER NOT NULL DEFAULT 0,
  store_identity  TEXT,
  scanned_id      INTEGER NOT NULL DEFAULT 0,
  sealed_for      TEXT,
  look_for_lost   INTEGER NOT NULL DEFAULT 0
);

-- state: 0 encrypted and in the outbox, 1 sent, 2 named by a committed head, 3 in the outbox, a part
-- of a compaction that is not complete yet. level: how often its events were compacted. died: the
-- generation that replaced it; died_at: when this device noted that, ISO 8601 UTC. erase: it may hold
-- what the user wants forgotten.
CREATE TABLE IF NOT EXISTS own_segment (
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
  stamp     INTEGER NOT NULL DEFAULT 0,
  level     INTEGER NOT NULL DEFAULT 0,
  died_at   TEXT,
  erase     INTEGER NOT NULL DEFAULT 0
);

-- Of which published sessions a segment holds something. Session 0: for this segment it is noted.
CREATE TABLE IF NOT EXISTS own_segment_session (
  position  INTEGER NOT NULL,
  session   INTEGER NOT NULL,
  PRIMARY KEY (position, session)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS own_segment_of_session ON own_segment_session(session);

-- The head that is being written: kept until its fate is known.
CREATE TABLE IF NOT EXISTS pending_head (
  id          INTEGER PRIMARY KEY CHECK (id = 1),
  generation  INTEGER NOT NULL,
  sha256      TEXT NOT NULL,
  object      BLOB NOT NULL,
  written_at  TEXT NOT NULL,
  scanned_id  INTEGER NOT NULL,
  identity    TEXT NOT NULL,
  sealed_for  TEXT
);

-- The other devices' heads, as last seen and found good. No etag: to be fetched again.
CREATE TABLE IF NOT EXISTS peer (
  device_id   TEXT PRIMARY KEY,
  label       TEXT NOT NULL,
  etag        TEXT,
  sha256      TEXT,
  generation  INTEGER NOT NULL DEFAULT 0,
  written_at  TEXT,
  problem     TEXT,
  sealed_for  TEXT,
  merged_own  INTEGER NOT NULL DEFAULT 0,
  role        TEXT NOT NULL DEFAULT 'full'
) WITHOUT ROWID;

-- The generation of a device that some other device says it has merged.
CREATE TABLE IF NOT EXISTS claim (
  device_id   TEXT PRIMARY KEY,
  generation  INTEGER NOT NULL
) WITHOUT ROWID;

-- Revoked devices: what they pushed after this generation is refused. published: in a head of ours.
CREATE TABLE IF NOT EXISTS revocation (
  device_id   TEXT PRIMARY KEY,
  generation  INTEGER NOT NULL,
  published   INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS retry (
  id               INTEGER PRIMARY KEY CHECK (id = 1),
  attempts         INTEGER NOT NULL,
  next_attempt_at  TEXT,
  last_error       TEXT
);

CREATE TABLE IF NOT EXISTS request_count (
  day   TEXT NOT NULL,
  kind  TEXT NOT NULL,
  n     INTEGER NOT NULL,
  PRIMARY KEY (day, kind)
) WITHOUT ROWID;

-- A committed segment's content under another key, or without what is to be forgotten (erasure):
-- takes its place with the next head. sealed_for: the fingerprint of the key that opens it.
CREATE TABLE IF NOT EXISTS reseal (
  old_id      TEXT PRIMARY KEY,
  id          TEXT NOT NULL UNIQUE,
  bytes       INTEGER NOT NULL,
  sha256      TEXT NOT NULL,
  sent        INTEGER NOT NULL,
  events      INTEGER NOT NULL DEFAULT 0,
  sealed_for  TEXT NOT NULL DEFAULT '',
  erasure     INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

-- Objects of this device that no head of it names any more: to be deleted.
CREATE TABLE IF NOT EXISTS discarded (
  id  TEXT PRIMARY KEY
) WITHOUT ROWID;

-- Objects under this device's name that it does not know: since when it has seen them.
CREATE TABLE IF NOT EXISTS orphan (
  id     TEXT PRIMARY KEY,
  since  TEXT NOT NULL
) WITHOUT ROWID;
