package dev.stackunderflow.core.catalog.view;

import dev.stackunderflow.core.catalog.index.IndexProgress;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.thread.BackgroundReader;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The events that the catalog lists and an index over it does not contain yet. Such an index is
 * filled when a view first asks for it, and later only with what is new.
 */
public final class NewEvents {

  private static final int PAGE = 10_000;

  private final Connection db;
  private final EventReader events;
  private final String mark;
  private final String condition;

  /**
   * The events for one index.
   *
   * @param db the catalog
   * @param events reads their contents
   * @param mark the name under which the catalog notes how far the index got
   * @param condition which entries it wants, in SQL, over {@code e} (entry) and {@code p} (project)
   */
  public NewEvents(Connection db, EventReader events, String mark, String condition) {
    this.db = db;
    this.events = events;
    this.mark = mark;
    this.condition = condition;
  }

  /**
   * An event of the catalog.
   *
   * @param entry its row in the catalog
   * @param agent the agent that wrote it
   * @param event the event
   */
  public record Listed(long entry, String agent, Event event) {}

  /** Makes of an event what goes into the index. */
  @FunctionalInterface
  public interface Preparation<T> {
    /** Prepares one; on another thread than the work. */
    T of(Listed listed);
  }

  private record Entry(long id, EventReader.Place place, String agent) {}

  private record Prepared<T>(long entry, T item) {}

  /**
   * Indexes them, in one transaction.
   *
   * @param preparation makes what is indexed, on another thread
   * @param bytes about how much memory that takes
   * @param work writes it into the index, in the order of the entries
   * @param progress receives the progress
   * @throws SQLException if an event cannot be read, or the work fails; nothing is indexed
   * @throws IOException if the work fails; nothing is indexed
   */
  public <T> void index(
      Preparation<T> preparation,
      ToLongFunction<T> bytes,
      BackgroundReader.Sink<T> work,
      IndexProgress progress)
      throws SQLException, IOException {
    long first = Sqlite.number(db, "SELECT CAST(value AS INTEGER) FROM mark WHERE name = ?", mark);
    long last = Sqlite.number(db, "SELECT max(id) FROM entry");
    if (last <= first) {
      return;
    }
    Sqlite.useTransaction(
        db,
        () -> {
          for (List<Entry> page = page(first); !page.isEmpty(); page = page(page.getLast().id())) {
            Iterator<Entry> entries = page.iterator();
            List<EventReader.Place> places = page.stream().map(Entry::place).toList();
            BackgroundReader.<Prepared<T>, RuntimeException>each(
                prepared ->
                    events.read(
                        places,
                        event -> {
                          Entry entry = entries.next();
                          var listed = new Listed(entry.id(), entry.agent(), event);
                          prepared.accept(new Prepared<>(entry.id(), preparation.of(listed)));
                        }),
                prepared -> bytes.applyAsLong(prepared.item()),
                prepared -> {
                  work.accept(prepared.item());
                  progress.at(prepared.entry() - first, last - first);
                });
          }
          Sqlite.update(db, "INSERT OR REPLACE INTO mark VALUES (?, ?)", mark, Long.toString(last));
        });
  }

  private List<Entry> page(long after) throws SQLException {
    List<Entry> page = new ArrayList<>();
    String sql =
        """
        SELECT e.id, e.source, e.event_id, p.provider
        FROM entry e JOIN session s ON s.id = e.session JOIN project p ON p.id = s.project
        WHERE e.id > ? AND (%s) ORDER BY e.id LIMIT ?
        """
            .formatted(condition);
    try (PreparedStatement select = db.prepareStatement(sql)) {
      select.setLong(1, after);
      select.setInt(2, PAGE);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          var place = new EventReader.Place(row.getLong(2), row.getLong(3));
          page.add(new Entry(row.getLong(1), place, row.getString(4)));
        }
      }
    }
    return page;
  }
}
