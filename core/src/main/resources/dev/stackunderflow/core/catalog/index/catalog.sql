CREATE TABLE mark (
  name   TEXT PRIMARY KEY,
  value  TEXT NOT NULL
) WITHOUT ROWID;

-- Source 0 is the store; the others bear the row ids of the replica's devices.
CREATE TABLE device (
  source     INTEGER PRIMARY KEY,
  device_id  TEXT NOT NULL,
  label      TEXT NOT NULL,
  write_only INTEGER NOT NULL
);

-- remote: the repository that a log names, with the time of its latest line that does.
CREATE TABLE project (
  id            INTEGER PRIMARY KEY,
  source        INTEGER NOT NULL,
  provider      TEXT NOT NULL,
  slug          TEXT NOT NULL,
  path          TEXT,
  display_name  TEXT NOT NULL,
  remote        TEXT,
  remote_ts     TEXT,
  UNIQUE (source, provider, slug)
);

-- thread: the session that a person sees; a subagent's transcript belongs to its parent's.
-- branch: the last one that its log names. From shown on: sums over its rows of total, kept by Totals.
CREATE TABLE session (
  id                   INTEGER PRIMARY KEY,
  source               INTEGER NOT NULL,
  origin               INTEGER NOT NULL,
  project              INTEGER NOT NULL REFERENCES project(id),
  session_id           TEXT NOT NULL,
  thread               TEXT NOT NULL,
  title                TEXT,
  title_rank           INTEGER NOT NULL DEFAULT 0,
  branch               INTEGER NOT NULL DEFAULT 0,
  shown                INTEGER NOT NULL DEFAULT 0,
  messages             INTEGER NOT NULL DEFAULT 0,
  input_tokens         INTEGER NOT NULL DEFAULT 0,
  output_tokens        INTEGER NOT NULL DEFAULT 0,
  cache_create_tokens  INTEGER NOT NULL DEFAULT 0,
  cache_read_tokens    INTEGER NOT NULL DEFAULT 0,
  first_ts             TEXT,
  last_ts              TEXT,
  UNIQUE (source, origin)
);

CREATE INDEX session_thread ON session(thread);

CREATE TABLE model (
  id    INTEGER PRIMARY KEY,
  name  TEXT NOT NULL UNIQUE
);

-- Git branches. 0 stands for none.
CREATE TABLE branch (
  id    INTEGER PRIMARY KEY,
  name  TEXT NOT NULL UNIQUE
);

-- hidden: 0 visible, 1 a copy of the winner, 2 the loser of a conflict, 3 a part of this session that
-- another session was the first to hold.
-- flags: those of Event.
-- counted: 1 where the event's usage counts, 0 where another line of the same message counts.
-- quarter: quarters of an hour since 1970 in UTC; the least number for a time that is none.
-- impossible: 1 where the event states token counts that cannot be true; they are 0 here.
-- branch: the one that the log named last up to it. cost_nanos: what its agent states that it cost,
-- in billionths of a US dollar; 0 where it states nothing.
-- tier: how its tokens are priced, see Tier. cache_1h_tokens: those of cache_create_tokens that were
-- written for an hour.
CREATE TABLE entry (
  id                   INTEGER PRIMARY KEY AUTOINCREMENT,
  session              INTEGER NOT NULL REFERENCES session(id),
  source               INTEGER NOT NULL,
  event_id             INTEGER NOT NULL,
  seq                  INTEGER NOT NULL,
  ts                   TEXT NOT NULL,
  quarter              INTEGER NOT NULL,
  message              INTEGER NOT NULL,
  sidechain            INTEGER NOT NULL,
  model                INTEGER NOT NULL,
  tier                 INTEGER NOT NULL,
  input_tokens         INTEGER NOT NULL,
  output_tokens        INTEGER NOT NULL,
  cache_create_tokens  INTEGER NOT NULL,
  cache_1h_tokens      INTEGER NOT NULL,
  cache_read_tokens    INTEGER NOT NULL,
  stamp                INTEGER NOT NULL,
  cell                 INTEGER NOT NULL,
  uuid_key             INTEGER,
  digest               BLOB NOT NULL,
  flags                INTEGER NOT NULL,
  usage_key            INTEGER,
  hidden               INTEGER NOT NULL DEFAULT 0,
  winner               INTEGER,
  counted              INTEGER NOT NULL DEFAULT 1,
  impossible           INTEGER NOT NULL DEFAULT 0,
  branch               INTEGER NOT NULL DEFAULT 0,
  cost_nanos           INTEGER NOT NULL DEFAULT 0,
  UNIQUE (source, event_id)
);

CREATE INDEX entry_session ON entry(session, quarter);
CREATE INDEX entry_cell ON entry(cell, source, uuid_key, message);
CREATE INDEX entry_usage ON entry(usage_key) WHERE usage_key IS NOT NULL;
CREATE INDEX entry_hidden ON entry(cell, hidden) WHERE hidden <> 0;
CREATE INDEX entry_impossible ON entry(source) WHERE impossible = 1;
CREATE INDEX entry_unpublished ON entry(stamp) WHERE stamp = 9223372036854775807;

-- How many events of a store's or replica's session could not be indexed; the views leave them out.
CREATE TABLE set_aside (
  source  INTEGER NOT NULL,
  origin  INTEGER NOT NULL,
  events  INTEGER NOT NULL,
  PRIMARY KEY (source, origin)
) WITHOUT ROWID;

-- stated: 1 for the events of which the agent states what they cost.
-- What is visible, summed up. Every time zone's days begin at a quarter of an hour, so that these
-- rows make the days of any of them.
CREATE TABLE total (
  session              INTEGER NOT NULL,
  quarter              INTEGER NOT NULL,
  model                INTEGER NOT NULL,
  tier                 INTEGER NOT NULL,
  branch               INTEGER NOT NULL,
  stated               INTEGER NOT NULL,
  shown                INTEGER NOT NULL,
  messages             INTEGER NOT NULL,
  input_tokens         INTEGER NOT NULL,
  output_tokens        INTEGER NOT NULL,
  cache_create_tokens  INTEGER NOT NULL,
  cache_1h_tokens      INTEGER NOT NULL,
  cache_read_tokens    INTEGER NOT NULL,
  cost_nanos           INTEGER NOT NULL,
  first_ts             TEXT NOT NULL,
  last_ts              TEXT NOT NULL,
  PRIMARY KEY (session, quarter, model, tier, branch, stated)
) WITHOUT ROWID;

-- Full text of the messages, without the text itself: that is in the store and the replica.
CREATE VIRTUAL TABLE search USING fts5 (
  text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);

-- The same of the tools' inputs; filled by the first search in them.
CREATE VIRTUAL TABLE search_tools USING fts5 (
  text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER entry_gone AFTER DELETE ON entry BEGIN DELETE FROM search WHERE rowid = old.id; END;

CREATE TRIGGER entry_gone_tools AFTER DELETE ON entry BEGIN DELETE FROM search_tools WHERE rowid = old.id; END;

-- What core.catalog.detail found in the events, once a view asked for it.
-- call: a key of the call's id, by which tool_failure names it; null where the agent does not note
-- which calls failed.
CREATE TABLE tool_call (
  entry  INTEGER NOT NULL,
  place  INTEGER NOT NULL,
  tool   TEXT NOT NULL,
  call   INTEGER,
  PRIMARY KEY (entry, place)
) WITHOUT ROWID;

CREATE TABLE tool_failure (
  entry  INTEGER NOT NULL,
  call   INTEGER NOT NULL,
  PRIMARY KEY (call, entry)
) WITHOUT ROWID;

CREATE INDEX tool_failure_entry ON tool_failure(entry);

CREATE TABLE pull_request (
  entry       INTEGER PRIMARY KEY,
  url         TEXT NOT NULL,
  repository  TEXT NOT NULL,
  number      INTEGER
);

-- What a log says of a usage limit. resets_at: seconds since 1970. Null: the log does not state it.
CREATE TABLE limit_statement (
  entry           INTEGER NOT NULL,
  place           INTEGER NOT NULL,
  name            TEXT NOT NULL,
  window_minutes  INTEGER,
  used_percent    REAL,
  resets_at       INTEGER,
  reached         INTEGER NOT NULL,
  PRIMARY KEY (entry, place)
) WITHOUT ROWID;

CREATE TRIGGER entry_calls_gone AFTER DELETE ON entry BEGIN DELETE FROM tool_call WHERE entry = old.id; END;
CREATE TRIGGER entry_failures_gone AFTER DELETE ON entry BEGIN DELETE FROM tool_failure WHERE entry = old.id; END;
CREATE TRIGGER entry_links_gone AFTER DELETE ON entry BEGIN DELETE FROM pull_request WHERE entry = old.id; END;
CREATE TRIGGER entry_limits_gone AFTER DELETE ON entry BEGIN DELETE FROM limit_statement WHERE entry = old.id; END;
