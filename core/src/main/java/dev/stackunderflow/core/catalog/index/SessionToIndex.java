package dev.stackunderflow.core.catalog.index;

import dev.stackunderflow.core.store.StoredSession;

/**
 * A session with events to index.
 *
 * @param session the session
 * @param source whose it is
 * @param row its row in the catalog
 * @param from of its events, those with ids above this
 */
record SessionToIndex(StoredSession session, long source, long row, long from) {}
