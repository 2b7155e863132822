package dev.stackunderflow.core.catalog.view;

import dev.stackunderflow.core.replica.Replica;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.EventColumns;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.core.thread.BackgroundReader;
import java.io.IOException;
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

  /** How far apart the ids of events may be that one query reads. */
  private static final long MAX_GAP = 8;

  /** For fewer events one query for each costs less. */
  private static final int MIN_RUN = 4;

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
      throw deleted();
    }
    return event;
  }

  /**
   * Where an event is.
   *
   * @param source the catalog's number of the device, 0 for this one
   * @param eventId the catalog's id of the event; negative where this device's store has lost it
   */
  public record Place(long source, long eventId) {

    private boolean isInStore() {
      return source == 0 && eventId > 0;
    }

    private long id() {
      return Math.abs(eventId);
    }

    /** Whether one query for both reads little that nobody asked for. */
    private boolean isShortlyBefore(Place next) {
      return isInStore() == next.isInStore() && id() < next.id() && next.id() - id() <= MAX_GAP;
    }
  }

  /**
   * Reads several events; those whose ids follow each other with one query.
   *
   * @param places where they are
   * @param sink takes them, in the order of the places
   * @throws SQLException if one cannot be read, or was deleted since the catalog was updated
   * @throws IOException what the sink throws
   */
  public void read(List<Place> places, BackgroundReader.Sink<Event> sink)
      throws SQLException, IOException {
    for (int from = 0, to; from < places.size(); from = to) {
      to = from + 1;
      while (to < places.size() && places.get(to - 1).isShortlyBefore(places.get(to))) {
        to++;
      }
      Table table = places.get(from).isInStore() ? inStore : inReplica;
      if (to - from >= MIN_RUN && table.isOne()) {
        table.read(places.subList(from, to), sink);
      } else {
        for (Place place : places.subList(from, to)) {
          sink.accept(read(place.source(), place.eventId()));
        }
      }
    }
  }

  private static SQLException deleted() {
    return new SQLException("an event was deleted while it was being read; run the command again");
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

    boolean isOne() {
      return names.size() == 1;
    }

    /** Reads events of ascending ids. */
    void read(List<Place> places, BackgroundReader.Sink<Event> sink)
        throws SQLException, IOException {
      try (PreparedStatement select =
          db.prepareStatement(
              "SELECT "
                  + EventColumns.COLUMNS
                  + " FROM "
                  + names.getFirst()
                  + " WHERE id BETWEEN ? AND ? ORDER BY id")) {
        select.setLong(1, places.getFirst().id());
        select.setLong(2, places.getLast().id());
        try (ResultSet row = select.executeQuery()) {
          for (Place place : places) {
            boolean isThere = row.next();
            while (isThere && row.getLong(1) < place.id()) {
              isThere = row.next();
            }
            if (!isThere || row.getLong(1) != place.id()) {
              throw deleted();
            }
            sink.accept(EventColumns.event(row));
          }
        }
      }
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
