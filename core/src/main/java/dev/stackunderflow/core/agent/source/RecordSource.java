package dev.stackunderflow.core.agent.source;

import dev.stackunderflow.core.agent.source.CodingAgent.WatchedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.util.List;

/**
 * Sessions that an agent rewrites in place: a document, a folder of documents, a database. The
 * source gives each changed session whole, as an ordered list of records with stable keys; ingest
 * compares it with what is stored. The source never writes, and holds no lock between two sessions.
 */
public interface RecordSource {

  /** The agent's name in the store, such as {@code opencode}. */
  String provider();

  /** The folders that its units are in; some may not exist. */
  List<WatchedFolder> folders();

  /**
   * Finds the units, each a file or folder with one or more sessions.
   *
   * @throws IOException if an existing folder cannot be read
   */
  LogSource.Listing list() throws IOException;

  /** The files that a unit is made of; some may not exist. */
  default List<Path> files(Path unit) throws IOException {
    return List.of(unit);
  }

  /** What is different once a unit has changed: its files' sizes, times and numbers. */
  default String stamp(Path unit) throws IOException {
    return stampOf(files(unit));
  }

  /** What is different once one of these files has changed; some may not exist. */
  default String stampOf(List<Path> files) throws IOException {
    var stamp = new StringBuilder();
    for (Path file : files) {
      if (Files.exists(file)) {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        stamp
            .append(now.size())
            .append(' ')
            .append(now.lastModifiedTime().toMillis())
            .append(' ')
            .append(now.fileKey())
            .append('\n');
      }
    }
    return stamp.toString();
  }

  /**
   * Reads the sessions of a unit that have changed.
   *
   * @param unit one of {@link #list}
   * @param changes says which sessions are known, and takes those that are not
   * @throws UnreadableSourceException if the unit cannot be read, with a message for the user
   * @throws IOException if a file cannot be read
   * @throws SQLException if the store cannot be written
   */
  void read(Path unit, Changes changes) throws IOException, SQLException;

  /** What a unit's sessions are compared with. */
  interface Changes {

    /**
     * Whether a session has to be read.
     *
     * @param sessionId the agent's id
     * @param version what is different once the session has changed
     */
    boolean isChanged(String sessionId, String version);

    /**
     * Takes a session's present state.
     *
     * @param sessionId the agent's id, as in {@link #isChanged}
     * @param version its version
     * @param session all of it
     */
    void session(String sessionId, String version, RecordSession session)
        throws IOException, SQLException;
  }
}
