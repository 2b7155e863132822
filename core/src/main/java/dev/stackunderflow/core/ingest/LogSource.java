package dev.stackunderflow.core.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one provider's session logs are, and how they are read. A further provider is one class.
 */
public interface LogSource {

  /** The provider's name in the store, such as {@code claude}. */
  String provider();

  /** The folders below which all of its log files are; some may not be there. */
  List<Path> folders();

  /**
   * Finds the log files there are; none where the provider was never used.
   *
   * @throws IOException if a folder that is there can't be read
   */
  List<Path> files() throws IOException;

  /**
   * Names the session that a file holds. May read the file's first line.
   *
   * @param file one of {@link #files}
   * @return the session, or null where the file has no complete line that says so
   * @throws IOException if the file can't be read
   */
  @Nullable SessionName session(Path file) throws IOException;

  /**
   * Reads a file's lines in order.
   *
   * @param carry what the reader of the lines before left behind, empty at a file's beginning; the
   *     new reader keeps its own state there
   */
  LineReader reader(ObjectNode carry);

  /**
   * A session's name.
   *
   * @param slug the provider's name for the project
   * @param sessionId the provider's id of the session
   */
  record SessionName(String slug, String sessionId) {}
}
