-- usage_id names the response that the tokens are of; flags are those of Event.
ALTER TABLE messages ADD COLUMN usage_id TEXT;
ALTER TABLE messages ADD COLUMN cache_1h_tokens INTEGER NOT NULL DEFAULT 0;
ALTER TABLE messages ADD COLUMN flags INTEGER NOT NULL DEFAULT 0;

-- A session may have several log files. base: where the seqs of this one's lines begin.
ALTER TABLE ingest_state ADD COLUMN base INTEGER NOT NULL DEFAULT 0;

CREATE INDEX ingest_state_session ON ingest_state(session_fk);
CREATE INDEX session_by_id ON sessions(session_id);
