CREATE TABLE replica_identity (
  id          INTEGER PRIMARY KEY CHECK (id = 1),
  replica_id  TEXT NOT NULL
);

-- changes: raised with every change to what is published, so that the view knows when to look.
CREATE TABLE this_device (
  id         INTEGER PRIMARY KEY CHECK (id = 1),
  device_id  TEXT NOT NULL,
  label      TEXT NOT NULL,
  changes    INTEGER NOT NULL DEFAULT 0
);

-- The other devices, each with the generation up to which its events are here. write_only: it can
-- only add to the vault.
CREATE TABLE device (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  device_id  TEXT NOT NULL UNIQUE,
  label      TEXT NOT NULL,
  merged     INTEGER NOT NULL DEFAULT 0,
  write_only INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE project (
  id             INTEGER PRIMARY KEY,
  device         INTEGER NOT NULL REFERENCES device(id) ON DELETE CASCADE,
  provider       TEXT NOT NULL,
  slug           TEXT NOT NULL,
  path           TEXT,
  display_name   TEXT NOT NULL,
  first_seen     REAL NOT NULL,
  last_modified  REAL NOT NULL,
  UNIQUE (device, provider, slug)
);

CREATE TABLE session (
  id             INTEGER PRIMARY KEY,
  project        INTEGER NOT NULL REFERENCES project(id) ON DELETE CASCADE,
  session_id     TEXT NOT NULL,
  first_ts       TEXT,
  last_ts        TEXT,
  message_count  INTEGER NOT NULL,
  UNIQUE (project, session_id)
);

CREATE TABLE event (
  id                   INTEGER PRIMARY KEY AUTOINCREMENT,
  session              INTEGER NOT NULL REFERENCES session(id) ON DELETE CASCADE,
  seq                  INTEGER NOT NULL,
  ord                  INTEGER NOT NULL,
  origin_id            INTEGER NOT NULL,
  timestamp            TEXT NOT NULL,
  role                 TEXT NOT NULL,
  model                TEXT,
  input_tokens         INTEGER NOT NULL,
  output_tokens        INTEGER NOT NULL,
  cache_create_tokens  INTEGER NOT NULL,
  cache_read_tokens    INTEGER NOT NULL,
  content_text         TEXT NOT NULL,
  tools_json           TEXT NOT NULL,
  raw_json             TEXT NOT NULL,
  is_sidechain         INTEGER NOT NULL,
  uuid                 TEXT,
  parent_uuid          TEXT,
  speed                TEXT NOT NULL,
  usage_id             TEXT,
  cache_1h_tokens      INTEGER NOT NULL DEFAULT 0,
  flags                INTEGER NOT NULL DEFAULT 0,
  stamp                INTEGER NOT NULL,
  UNIQUE (session, seq, ord)
);

-- What this device has published, or has on its way (generation above the committed one).
-- reset_generation: the push that published it anew, because the agent rewrote it.
CREATE TABLE published_session (
  id                INTEGER PRIMARY KEY,
  provider          TEXT NOT NULL,
  slug              TEXT NOT NULL,
  session_id        TEXT NOT NULL,
  reset_generation  INTEGER,
  UNIQUE (provider, slug, session_id)
);

CREATE TABLE published (
  session     INTEGER NOT NULL REFERENCES published_session(id) ON DELETE CASCADE,
  seq         INTEGER NOT NULL,
  ord         INTEGER NOT NULL,
  local_id    INTEGER NOT NULL,
  digest      BLOB NOT NULL,
  stamp       INTEGER NOT NULL,
  generation  INTEGER NOT NULL,
  PRIMARY KEY (session, seq, ord)
) WITHOUT ROWID;

CREATE INDEX published_generation ON published(generation);
