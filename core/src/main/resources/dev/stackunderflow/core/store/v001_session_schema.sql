CREATE TABLE projects (
  id             INTEGER PRIMARY KEY,
  provider       TEXT NOT NULL,
  slug           TEXT NOT NULL,
  path           TEXT,
  display_name   TEXT NOT NULL,
  first_seen     REAL NOT NULL,
  last_modified  REAL NOT NULL,
  UNIQUE (provider, slug)
);

CREATE TABLE sessions (
  id             INTEGER PRIMARY KEY,
  project_id     INTEGER NOT NULL REFERENCES projects(id) ON DELETE CASCADE,
  session_id     TEXT NOT NULL,
  first_ts       TEXT,
  last_ts        TEXT,
  message_count  INTEGER NOT NULL DEFAULT 0,
  UNIQUE (project_id, session_id)
);

CREATE TABLE messages (
  id                   INTEGER PRIMARY KEY AUTOINCREMENT,
  session_fk           INTEGER NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
  seq                  INTEGER NOT NULL,
  timestamp            TEXT NOT NULL,
  role                 TEXT NOT NULL,
  model                TEXT,
  input_tokens         INTEGER NOT NULL DEFAULT 0,
  output_tokens        INTEGER NOT NULL DEFAULT 0,
  cache_create_tokens  INTEGER NOT NULL DEFAULT 0,
  cache_read_tokens    INTEGER NOT NULL DEFAULT 0,
  content_text         TEXT NOT NULL DEFAULT '',
  tools_json           TEXT NOT NULL DEFAULT '[]',
  raw_json             TEXT NOT NULL,
  is_sidechain         INTEGER NOT NULL DEFAULT 0,
  uuid                 TEXT,
  parent_uuid          TEXT,
  speed                TEXT NOT NULL DEFAULT 'standard',
  UNIQUE (session_fk, seq)
);

CREATE TABLE ingest_log (
  file_path         TEXT PRIMARY KEY,
  provider          TEXT NOT NULL,
  mtime             REAL NOT NULL,
  size              INTEGER NOT NULL,
  processed_offset  INTEGER NOT NULL,
  last_ingest_ts    REAL NOT NULL
);

-- What resuming a file needs beyond the published columns: a SHA-256 of the lines in its first
-- processed_offset bytes (over their checksums and lengths), and what its parser carries over from them (JSON).
CREATE TABLE ingest_state (
  file_path      TEXT PRIMARY KEY REFERENCES ingest_log(file_path) ON DELETE CASCADE,
  session_fk     INTEGER NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
  prefix_sha256  BLOB NOT NULL,
  carry_json     TEXT NOT NULL
);

-- Tells this store from one that was rebuilt in its place.
CREATE TABLE store_identity (
  id        INTEGER PRIMARY KEY CHECK (id = 1),
  store_id  TEXT NOT NULL
);
