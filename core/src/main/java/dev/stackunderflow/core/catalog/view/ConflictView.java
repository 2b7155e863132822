package dev.stackunderflow.core.catalog.view;

import dev.stackunderflow.core.hash.FieldDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Two devices held different events for the same moment of the same session: the winner and the
 * loser.
 *
 * @param kind in what they differ
 * @param provider the agent
 * @param slug the project
 * @param sessionId the session
 * @param timestamp the moment, ISO 8601
 * @param digest the content digest of the loser, in hex
 * @param winner the side that the view shows
 * @param loser the side that is stored but not shown
 */
public record ConflictView(
    Kind kind,
    String provider,
    String slug,
    String sessionId,
    String timestamp,
    String digest,
    Side winner,
    Side loser) {

  /** In what the two sides differ. */
  public enum Kind {
    /** In what was said. The user can choose the side that is shown. */
    CONTENT("content"),
    /**
     * Only in the raw line, which a write-only device sent for an event of a full one. The full
     * device's is always used.
     */
    RAW_LINE("raw_line");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** Its name in JSON. */
    public String word() {
      return word;
    }
  }

  /** The conflict's id, the same on all devices: 16 hex digits. */
  public String id() {
    var names = new FieldDigest().text(provider).text(sessionId).text(timestamp).text(digest);
    if (kind == Kind.RAW_LINE) {
      names.text(loser.deviceId()).text(Long.toString(loser.seq()));
    }
    return HexFormat.of().toHexDigits(names.key());
  }

  /**
   * One side of a conflict.
   *
   * @param deviceId the device's id
   * @param deviceLabel the device's label
   * @param stamp when it published the event, hybrid logical clock in ms; 0 for not yet
   * @param seq the event's byte offset in its log file
   * @param role the event's role
   * @param contentText its text
   * @param rawLine its line in the log; null where the contents differ already
   */
  public record Side(
      String deviceId,
      String deviceLabel,
      long stamp,
      long seq,
      String role,
      String contentText,
      @Nullable String rawLine) {}
}
