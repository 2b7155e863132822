package dev.stackunderflow.core.export;

import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.SessionKey;
import dev.stackunderflow.core.store.SessionTotals;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.core.store.StoreWriter;
import dev.stackunderflow.core.store.StoredSession;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Exports to a new store file. Projects, and sessions, with the same name on several devices become
 * one.
 */
public final class StoreExport implements Exporter.Sink, AutoCloseable {

  /** Events per transaction; keeps the journal small. */
  private static final int BATCH = 10_000;

  private final Store store;
  private final StoreWriter writer;
  private @Nullable SessionKey current;
  private long session;
  private int inBatch;

  /**
   * Exports to a new file.
   *
   * @param file a file that does not exist or is empty
   * @throws SQLException if it cannot be written
   * @throws IOException if it cannot be created
   */
  public StoreExport(Path file) throws SQLException, IOException {
    this.store = Store.open(file);
    this.writer = new StoreWriter(store);
    Sqlite.execute(store.connection(), "BEGIN");
  }

  @Override
  public void session(StoredSession of, String deviceId, String deviceLabel) throws SQLException {
    if (!of.key().equals(current)) {
      session = writer.session(of);
      current = of.key();
    }
  }

  @Override
  public void event(Event event) throws SQLException {
    writer.event(session, event);
    if (++inBatch == BATCH) {
      inBatch = 0;
      Sqlite.execute(store.connection(), "COMMIT");
      Sqlite.execute(store.connection(), "BEGIN");
    }
  }

  @Override
  public void end() throws SQLException {
    SessionTotals.updateAll(store.connection());
    Sqlite.execute(store.connection(), "COMMIT");
  }

  @Override
  public void close() throws SQLException {
    try (store) {
      writer.close();
    }
  }
}
