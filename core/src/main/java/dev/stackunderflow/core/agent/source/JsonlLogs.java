package dev.stackunderflow.core.agent.source;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Logs that grow by appended JSON lines, one session in each file. */
public abstract class JsonlLogs implements LogSource {

  private final String provider;
  private final List<Path> folders;
  private final Predicate<Path> isLog;

  /**
   * The logs of an agent.
   *
   * @param provider the agent's id
   * @param folders where they are; some may not exist
   * @param isLog whether a file is a log, by its path below the folder
   */
  protected JsonlLogs(String provider, List<Path> folders, Predicate<Path> isLog) {
    this.provider = provider;
    this.folders = List.copyOf(folders);
    this.isLog = isLog;
  }

  /**
   * Names a file's session.
   *
   * @param file the file
   * @param first its first records, at least one
   * @return the session, or null where they do not say enough yet
   */
  protected abstract @Nullable SessionName session(Path file, List<ObjectNode> first);

  /** Whether no record after this one says more of the session's name. */
  protected boolean namesSession(ObjectNode record) {
    return true;
  }

  @Override
  public final String provider() {
    return provider;
  }

  @Override
  public final List<Path> folders() {
    return folders;
  }

  @Override
  public Listing list() throws IOException {
    List<Path> logs = new ArrayList<>();
    Set<Path> seen = new HashSet<>();
    for (Path folder : folders) {
      // What else is there repeats the logs, or is not a session.
      logs.addAll(LogFolders.files(folder, isLog, _ -> true, seen).logs());
    }
    return new Listing(logs, List.of());
  }

  @Override
  public final @Nullable SessionName session(Path file) throws IOException {
    List<ObjectNode> first = new ArrayList<>();
    FirstRecords.look(this, file, record -> first.add(record) && namesSession(record));
    return first.isEmpty() ? null : session(file, first);
  }

  /** A file's name without what is behind the last dot. */
  protected static String baseName(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  @Override
  public boolean isRecord(ObjectNode object) {
    return object.path("type").isTextual();
  }
}
