CREATE TABLE sync_state(id INTEGER PRIMARY KEY CHECK (id = 1), device_id TEXT NOT NULL, bucket_url TEXT NOT NULL,
           last_sync_ts TEXT, last_sync_event_id INTEGER, encryption_key_fingerprint TEXT NOT NULL,
           remote_event_id INTEGER DEFAULT 0, conflict_count INTEGER DEFAULT 0);
