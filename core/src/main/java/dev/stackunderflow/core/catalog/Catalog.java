package dev.stackunderflow.core.catalog;

import dev.stackunderflow.core.Home;
import dev.stackunderflow.core.store.Store;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/**
 * The merged view: every event of the store and the replica once, without the losers of conflicts.
 *
 * <p>It is an index of narrow rows in a file of its own, derived from the two and brought up to
 * date by {@link #open}; deleting the file loses nothing.
 */
public final class Catalog implements AutoCloseable {

  /**
   * Opens the view and brings it up to date with the store and, where sync is set up, the replica.
   *
   * @param home where the files are
   * @param store the open store; the caller closes it after the catalog
   * @return the view
   * @throws SQLException if a file can't be read or written
   * @throws IOException if a file can't be made
   */
  public static Catalog open(Home home, Store store) throws SQLException, IOException {
    throw new UnsupportedOperationException();
  }

  /** The projects with at least one visible event, the latest first. */
  public List<ProjectView> projects(DeviceFilter filter) throws SQLException, IOException {
    throw new UnsupportedOperationException();
  }

  /** The sessions with at least one visible message, the latest first. */
  public List<SessionView> sessions(DeviceFilter filter, int limit)
      throws SQLException, IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * The sessions whose id is, or begins with, the given text, the exact one alone where there is
   * one; the same session on several devices is one transcript.
   */
  public List<SessionTranscript> show(String idOrPrefix, DeviceFilter filter)
      throws SQLException, IOException {
    throw new UnsupportedOperationException();
  }

  /** Totals. */
  public Report report(DeviceFilter filter) throws SQLException, IOException {
    throw new UnsupportedOperationException();
  }

  /** Every conflict that the view resolved, the latest first. */
  public List<ConflictView> conflicts() throws SQLException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() throws SQLException {}
}
