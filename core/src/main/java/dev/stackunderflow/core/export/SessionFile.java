package dev.stackunderflow.core.export;

import java.util.List;

/**
 * One log file of a session, merged from the devices that hold parts of it.
 *
 * @param sessionId the session's id; a subagent's is {@code <session>/<agent>}
 * @param lines its lines in order, each once
 */
public record SessionFile(String sessionId, List<Line> lines) {

  /** Copies the list. */
  public SessionFile {
    lines = List.copyOf(lines);
  }

  /**
   * Where a line is stored.
   *
   * @param copy the device's copy of the file that contains it
   * @param eventId the catalog's id of the event
   * @param ownEventId this device's own copy of the line, 0 where it has none
   */
  public record Line(Copy copy, long eventId, long ownEventId) {}

  /**
   * A device's copy of the file.
   *
   * @param source the catalog's number of the device, 0 for this one
   * @param device the device's label
   * @param project the catalog's number of the project
   * @param slug the project's slug there
   * @param path the project's folder there, empty where it is not known
   */
  public record Copy(long source, String device, long project, String slug, String path) {}
}
