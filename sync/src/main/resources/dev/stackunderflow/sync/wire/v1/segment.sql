CREATE TABLE project (
  id             INTEGER PRIMARY KEY,
  provider       TEXT NOT NULL,
  slug           TEXT NOT NULL,
  path           TEXT,
  display_name   TEXT NOT NULL,
  first_seen     REAL NOT NULL,
  last_modified  REAL NOT NULL
);

CREATE TABLE session (
  id             INTEGER PRIMARY KEY,
  project_id     INTEGER NOT NULL,
  session_id     TEXT NOT NULL,
  first_ts       TEXT,
  last_ts        TEXT,
  message_count  INTEGER NOT NULL
);

CREATE TABLE session_reset (
  session_fk  INTEGER PRIMARY KEY,
  generation  INTEGER NOT NULL
);

CREATE TABLE replaced (
  id          TEXT PRIMARY KEY,
  from_gen    INTEGER NOT NULL,
  to_gen      INTEGER NOT NULL,
  born        INTEGER NOT NULL,
  stamp       INTEGER NOT NULL,
  bytes       INTEGER NOT NULL,
  sha256      TEXT NOT NULL,
  events      INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE event (
  session_fk           INTEGER NOT NULL,
  seq                  INTEGER NOT NULL,
  ord                  INTEGER NOT NULL,
  id                   INTEGER NOT NULL,
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
  cache_1h_tokens      INTEGER NOT NULL,
  flags                INTEGER NOT NULL,
  stamp                INTEGER NOT NULL
);
