package dev.stackunderflow.core.agent.source;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.file.ProjectSlug;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where one agent's session logs are, and how they are read. */
public interface LogSource {

  /** The agent's name in the store, such as {@code claude}. */
  String provider();

  /** The folders below which all of its log files are; some may not exist. */
  List<Path> folders();

  /**
   * The files below the agent's folders.
   *
   * @param logs the log files, each by its real path and once
   * @param unread files that look like logs and that this program does not read
   */
  record Listing(List<Path> logs, List<Path> unread) {}

  /**
   * Finds the log files; none where the agent was never used.
   *
   * @throws IOException if an existing folder cannot be read
   */
  Listing list() throws IOException;

  /** The log files of {@link #list}. */
  default List<Path> files() throws IOException {
    return list().logs();
  }

  /**
   * Opens a log file for reading, decompressed.
   *
   * @return the file's lines as bytes, the caller's to close
   * @throws IOException if it cannot be read
   */
  default InputStream open(Path file) throws IOException {
    return Files.newInputStream(file);
  }

  /**
   * Names the session that a file holds. May read the file's first lines.
   *
   * @param file one of {@link #files}
   * @return the session, or null where the file has no complete line that names it
   * @throws IOException if the file cannot be read
   */
  @Nullable SessionName session(Path file) throws IOException;

  /**
   * One of the files of a session that has several.
   *
   * @param file the file
   * @param firstLine its first line, as it was logged
   */
  record FileHead(Path file, String firstLine) {}

  /**
   * How far a session that has several files shows each of them: an agent can take turns back and
   * continue in another file.
   *
   * @param files the session's files
   * @return the byte offset in each file, decompressed, at which the shown part ends; a file that
   *     is not named is hidden. Empty where the agent never does that
   */
  default Map<FileHead, Long> shown(List<FileHead> files) {
    return Map.of();
  }

  /** Whether an object that stands behind damage in its line is a whole record of this agent. */
  boolean isRecord(ObjectNode object);

  /**
   * Fields that a line's reader never asks for, at any depth. The objects that it is given may lack
   * them; the line itself is stored whole.
   */
  default Set<String> unusedFields() {
    return Set.of();
  }

  /**
   * Reads a file's lines in order. Runs on another thread than the one that writes the store.
   *
   * @param carry what the reader of the lines before saved, empty at a file's beginning
   * @param context the file, and what else the reader may ask for
   */
  LineReader reader(ObjectNode carry, LogContext context);

  /**
   * A session's name.
   *
   * @param slug the agent's name for the project's folder
   * @param sessionId the agent's id of the session
   * @param folder the working directory that the lines name, null where none does
   */
  record SessionName(String slug, String sessionId, @Nullable String folder) {

    /** The slug of sessions whose folder is not known, or not yet. */
    public static final String UNKNOWN = "unknown";

    /** A session that ran in a folder; null where the agent does not say in which. */
    public static SessionName in(@Nullable String folder, String id) {
      return in(folder, null, id);
    }

    /** The same, as a part of the session that began it, where there is one. */
    public static SessionName in(@Nullable String folder, @Nullable String parent, String id) {
      return new SessionName(
          folder == null ? UNKNOWN : ProjectSlug.of(folder),
          parent == null ? id : parent + "/" + id,
          folder);
    }
  }
}
