package dev.stackunderflow.core.catalog.detail;

import dev.stackunderflow.core.agent.Agents;
import dev.stackunderflow.core.catalog.index.IndexProgress;
import dev.stackunderflow.core.catalog.view.EventReader;
import dev.stackunderflow.core.catalog.view.NewEvents;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The tables {@code tool_call}, {@code tool_failure}, {@code pull_request} and {@code
 * limit_statement}. They are filled when a view first asks for them, so that an ingest or a pull
 * does not pay for them; later only with what is new.
 */
public final class DetailIndex {

  private static final String MARK = "detail_entry";

  /** Calls are in messages; failures and limits are in other events of some agents. */
  private static final String WANTED =
      "e.message = 1 OR p.provider IN ('" + String.join("', '", Agents.notingFailures()) + "')";

  private final Connection db;
  private final EventReader events;

  /** Indexes what the catalog lists; the contents come through the reader. */
  public DetailIndex(Connection db, EventReader events) {
    this.db = db;
    this.events = events;
  }

  /** Indexes what arrived since the last time, in one transaction. */
  public void refresh(IndexProgress progress) throws SQLException, IOException {
    try (var writer = new DetailWriter(db)) {
      new NewEvents(db, events, MARK, WANTED)
          .index(
              listed -> listed,
              listed -> listed.event().sizeBytes(),
              listed -> writer.add(listed.entry(), listed.agent(), listed.event()),
              progress);
    }
  }
}
