package dev.stackunderflow.core.export;

import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.StoreReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads events by the place that the catalog names, one at a time, as they are stored. */
public final class EventReader implements AutoCloseable {

  private final Connection db;
  private final List<String> storeTables;
  private final boolean hasReplica;
  private final List<PreparedStatement> ofStore = new ArrayList<>();
  private final List<PreparedStatement> ofReplica = new ArrayList<>();

  EventReader(Connection db, List<String> storeTables, boolean hasReplica) {
    this.db = db;
    this.storeTables = storeTables;
    this.hasReplica = hasReplica;
  }

  /**
   * Reads one.
   *
   * @param source the catalog's number of the device, 0 for this one
   * @param eventId the catalog's id of the event; negative where this device's store lost it
   * @return the event
   * @throws SQLException if it can't be read, or went away since the catalog was
   */
  public Event read(long source, long eventId) throws SQLException {
    boolean inStore = source == 0 && eventId > 0;
    for (PreparedStatement select : inStore ? ofStore() : ofReplica()) {
      Optional<Event> event = event(select, Math.abs(eventId));
      if (event.isPresent()) {
        return event.get();
      }
    }
    throw new SQLException("an event went away while it was read; run the command again");
  }

  private static Optional<Event> event(PreparedStatement select, long id) throws SQLException {
    select.setLong(1, id);
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? Optional.of(StoreReader.event(row)) : Optional.empty();
    }
  }

  private List<PreparedStatement> ofStore() throws SQLException {
    if (ofStore.isEmpty()) {
      for (String table : storeTables) {
        ofStore.add(prepare("store." + table));
      }
    }
    return ofStore;
  }

  private List<PreparedStatement> ofReplica() throws SQLException {
    if (ofReplica.isEmpty() && hasReplica) {
      ofReplica.add(prepare("replica.event"));
    }
    return ofReplica;
  }

  private PreparedStatement prepare(String table) throws SQLException {
    return db.prepareStatement(
        "SELECT " + StoreReader.COLUMNS + " FROM " + table + " WHERE id = ?");
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement select : ofStore) {
      select.close();
    }
    for (PreparedStatement select : ofReplica) {
      select.close();
    }
  }
}
