package dev.stackunderflow.core.catalog.index;

import dev.stackunderflow.core.agent.Agents;
import dev.stackunderflow.core.agent.source.Stated;
import dev.stackunderflow.core.agent.source.StatedReader;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Event;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what records state besides their events: the cost, the branch, which holds for what follows
 * it in the session, and the repository of the session's project.
 */
final class StatedFacts {

  private final Connection db;
  private final NameTable branches;
  private final Map<String, StatedReader> readers = new HashMap<>();
  private long session = -1;
  private @Nullable String branch;
  private long branchId;
  private @Nullable String remote;

  StatedFacts(Connection db) {
    this.db = db;
    this.branches = new NameTable(db, "branch");
  }

  /** Reads an event; {@link #branch} is then the one that holds for it. Gives its cost. */
  long read(String provider, long row, Event event) throws SQLException {
    begin(row);
    if (event.is(Event.REPLAYED)) {
      return 0; // another session's
    }
    Stated stated = readers.computeIfAbsent(provider, Agents::stated).of(event, branch);
    String named = stated.branch();
    if (named != null && !named.equals(branch)) {
      branch = named;
      branchId = branches.id(named);
      Sqlite.update(db, "UPDATE session SET branch = ? WHERE id = ?", branchId, row);
    }
    String repository = stated.remote();
    if (repository != null && !repository.equals(remote)) {
      remote = repository;
      Sqlite.update(
          db,
          """
          UPDATE project SET remote = ?1, remote_ts = ?2
          WHERE id = (SELECT project FROM session WHERE id = ?3)
            AND (remote_ts IS NULL OR (?2, ?1) > (remote_ts, remote))
          """,
          repository,
          event.timestamp(),
          row);
    }
    return stated.costNanos();
  }

  private void begin(long row) throws SQLException {
    if (row != session) {
      session = row;
      remote = null;
      branch =
          Sqlite.text(
              db,
              "SELECT b.name FROM session s JOIN branch b ON b.id = s.branch WHERE s.id = ?",
              row);
      branchId = branch == null ? 0 : branches.id(branch);
    }
  }

  /** The number of the branch that holds for the event that was read; 0 for none. */
  long branch() {
    return branchId;
  }
}
