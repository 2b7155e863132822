package dev.stackunderflow.core.catalog.view;

import dev.stackunderflow.core.replica.Replica;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.EventColumns;
import dev.stackunderflow.core.store.Store;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the event behind a catalog row. The catalog holds no content, only where it is stored: in
 * the store for this device's events, in the replica for the other devices' and for those that this
 * device's store has lost.
 */
public final class EventReader implements AutoCloseable {

  private final Table inStore;
  private final Table inReplica;

  private EventReader(Table inStore, Table inReplica) {
    this.inStore = inStore;
    this.inReplica = inReplica;
  }

  /**
   * Reads from the open files. The caller closes the reader before them.
   *
   * @param replica null where sync is not set up
   */
  public static EventReader of(Store store, @Nullable Replica replica) throws SQLException {
    return new EventReader(
        new Table(store.connection(), store.messageSources("main")),
        replica == null
            ? new Table(store.connection(), List.of())
            : new Table(replica.connection(), List.of("event")));
  }

  /**
   * Reads from one connection that has both files attached as {@code store} and {@code replica}.
   *
   * @param storeTables what {@link Store#messageSources} says for the name {@code store}
   * @param hasReplica false where sync is not set up
   */
  public static EventReader attached(Connection db, List<String> storeTables, boolean hasReplica) {
    return new EventReader(
        new Table(db, storeTables),
        new Table(db, hasReplica ? List.of("replica.event") : List.of()));
  }

  /**
   * Reads one event.
   *
   * @param source the catalog's number of the device, 0 for this one
   * @param eventId the catalog's id of the event; negative where this device's store has lost it
   * @return the event
   * @throws SQLException if it cannot be read, or was deleted since the catalog was updated
   */
  public Event read(long source, long eventId) throws SQLException {
    boolean isInStore = source == 0 && eventId > 0;
    Event event = (isInStore ? inStore : inReplica).find(Math.abs(eventId));
    if (event == null) {
      throw new SQLException("an event was deleted while it was being read; run the command again");
    }
    return event;
  }

  @Override
  public void close() throws SQLException {
    inStore.close();
    inReplica.close();
  }

  /** One table of events, or the monthly partitions of one. */
  private static final class Table {
    private final Connection db;
    private final List<String> names;
    private final List<PreparedStatement> selects = new ArrayList<>();

    Table(Connection db, List<String> names) {
      this.db = db;
      this.names = names;
    }

    @Nullable Event find(long id) throws SQLException {
      if (selects.isEmpty()) {
        for (String name : names) {
          selects.add(
              db.prepareStatement(
                  "SELECT " + EventColumns.COLUMNS + " FROM " + name + " WHERE id = ?"));
        }
      }
      for (PreparedStatement select : selects) {
        select.setLong(1, id);
        try (ResultSet row = select.executeQuery()) {
          if (row.next()) {
            return EventColumns.event(row);
          }
        }
      }
      return null;
    }

    void close() throws SQLException {
      for (PreparedStatement select : selects) {
        select.close();
      }
    }
  }
}
