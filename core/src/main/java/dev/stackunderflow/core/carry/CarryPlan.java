package dev.stackunderflow.core.carry;

import dev.stackunderflow.core.export.SessionFile.Line;
import dev.stackunderflow.core.export.SessionName;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What carrying a session here would write.
 *
 * @param session which session
 * @param folder the project's folder on this machine
 * @param devices the labels of the devices whose lines are written
 * @param files its log files, the session's own first
 * @param mapped how many of the lines name another folder than on their device, by what became what
 * @param rewritten the devices whose lines are not the agent's own bytes, because another program
 *     wrote their store
 * @param resume the command that goes on with it, to be typed in the folder
 */
public record CarryPlan(
    SessionName session,
    Path folder,
    List<String> devices,
    List<LogFile> files,
    Map<Mapping, Long> mapped,
    List<String> rewritten,
    String resume) {

  /**
   * A folder that became another.
   *
   * @param from on the other machine
   * @param to on this one
   */
  public record Mapping(String from, String to) {}

  /**
   * One log file.
   *
   * @param path where it is, or will be
   * @param present how many of its lines are there already
   * @param missing the lines to be written, in order
   * @param before what is there now, null where nothing is
   */
  public record LogFile(Path path, long present, List<Line> missing, @Nullable Before before) {}

  /**
   * A file as it was when the plan was made.
   *
   * @param size in bytes
   * @param modified when it was written
   */
  public record Before(long size, FileTime modified) {}

  /** How many lines are to be written. */
  public long missing() {
    return files.stream().mapToLong(file -> file.missing().size()).sum();
  }

  /** How many lines are there already. */
  public long present() {
    return files.stream().mapToLong(LogFile::present).sum();
  }
}
