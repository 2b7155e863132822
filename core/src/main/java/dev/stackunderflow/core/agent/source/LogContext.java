package dev.stackunderflow.core.agent.source;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Consumer;

/**
 * What a reader may know besides its lines.
 *
 * @param file the log file
 * @param sessionId the session that the file belongs to
 * @param history reads what is stored of another session
 */
public record LogContext(Path file, String sessionId, History history) {

  /** Reads the stored lines of another session of the same agent. */
  @FunctionalInterface
  public interface History {

    /** No other session is known. */
    History NONE = (sessionId, lines) -> {};

    /** Gives each stored line of a session, as it was logged, in the order of the log. */
    void read(String sessionId, Consumer<String> lines) throws SQLException;
  }
}
