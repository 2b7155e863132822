package dev.stackunderflow.core.export;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One log file of a session, merged from the devices that hold parts of it.
 *
 * @param sessionId the session's id; a subagent's is {@code <session>/<agent>}
 * @param part which of the session's files it is, where it has several; empty for its first
 * @param lines its lines in order, each once
 */
public record SessionFile(String sessionId, String part, List<Line> lines) {

  /** Copies the list. */
  public SessionFile {
    lines = List.copyOf(lines);
  }

  /** Names the file among all files of all sessions. */
  public Name name() {
    return new Name(sessionId, part);
  }

  /**
   * Names a log file of a session.
   *
   * @param sessionId the session's id
   * @param part which of its files; empty for its first
   */
  public record Name(String sessionId, String part) {}

  /**
   * A line, and where it is stored.
   *
   * @param places each device that holds it, the one to read it from first
   */
  public record Line(List<Place> places) {

    /** Copies the list. */
    public Line {
      places = List.copyOf(places);
    }

    /** The device's copy to read it from. */
    public Copy copy() {
      return places.getFirst().copy();
    }

    /** The catalog's id of the event in that copy. */
    public long eventId() {
      return places.getFirst().eventId();
    }

    /** Whether the session does not show it: the agent took it back. */
    public boolean superseded() {
      return places.getFirst().superseded();
    }

    /** This device's own copy of the line, 0 where it has none. */
    public long ownEventId() {
      Place own = in(0);
      return own == null ? 0 : own.eventId();
    }

    /** Where a device has the line; null where it has not. */
    public @Nullable Place in(long source) {
      for (Place place : places) {
        if (place.copy().source() == source) {
          return place;
        }
      }
      return null;
    }
  }

  /**
   * A line in one device's copy.
   *
   * @param copy the copy
   * @param eventId the catalog's id of the event
   * @param seq the place of the line in the session there
   * @param superseded whether the session there does not show it: the agent took it back
   */
  public record Place(Copy copy, long eventId, long seq, boolean superseded) {}

  /**
   * A device's copy of the file.
   *
   * @param source the catalog's number of the device, 0 for this one
   * @param device the device's label
   * @param project the catalog's number of the project
   * @param slug the project's slug there
   * @param path the project's folder there, empty where it is not known
   * @param home the home folder there, empty where the device does not say
   */
  public record Copy(
      long source, String device, long project, String slug, String path, String home) {}
}
