package dev.stackunderflow.core.carry;

import dev.stackunderflow.core.export.SessionFile.Line;
import dev.stackunderflow.core.export.SessionName;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What carrying a session to this machine would write.
 *
 * @param session the session
 * @param folder the project's folder on this machine
 * @param devices the labels of the devices whose lines are written
 * @param files its log files, the session's own first, then those that have its earlier lines
 * @param mapped for how many lines the working directory changes, by old and new folder
 * @param rewritten the devices whose lines are not byte for byte what the agent wrote, because
 *     another program wrote their store
 * @param resume the command that resumes it, to be run in the folder
 * @param notes what else to know: what to do if the agent does not list it, where it is archived
 * @param documents files that are written whole: beside the log files, or in their place where the
 *     agent keeps documents
 */
public record CarryPlan(
    SessionName session,
    Path folder,
    List<String> devices,
    List<LogFile> files,
    Map<Mapping, Long> mapped,
    List<String> rewritten,
    String resume,
    List<String> notes,
    List<NewFile> documents) {

  /**
   * A folder and its counterpart on this machine.
   *
   * @param from the folder on the other machine
   * @param to the folder on this machine
   */
  public record Mapping(String from, String to) {}

  /**
   * One log file.
   *
   * @param session the session that it belongs to: the carried one, or one whose log has the
   *     earlier lines of it
   * @param path where the file is, or will be
   * @param folder the project's folder on this machine
   * @param present how many of its lines exist already
   * @param missing the lines to write, in order
   * @param firstLine the text of the first of them where it is not just mapped; else null
   * @param before the existing file, null where there is none
   */
  public record LogFile(
      SessionName session,
      Path path,
      Path folder,
      long present,
      List<Line> missing,
      @Nullable String firstLine,
      @Nullable Before before) {}

  /**
   * The state of an existing file when the plan was made.
   *
   * @param file the file; another than the one to write where it is compressed
   * @param size in bytes
   * @param modified its modification time
   */
  public record Before(Path file, long size, FileTime modified) {}

  /** How many lines to write. */
  public long missing() {
    return files.stream().mapToLong(file -> file.missing().size()).sum();
  }

  /** How many lines exist already. */
  public long present() {
    return files.stream().mapToLong(LogFile::present).sum();
  }
}
