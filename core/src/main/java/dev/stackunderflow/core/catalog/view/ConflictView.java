package dev.stackunderflow.core.catalog.view;

import dev.stackunderflow.core.hash.FieldDigest;
import java.util.HexFormat;

/**
 * Two devices held different events for the same moment of the same session: the winner and the
 * loser.
 *
 * @param provider the agent
 * @param slug the project
 * @param sessionId the session
 * @param timestamp the moment, ISO 8601
 * @param digest the content digest of the loser, in hex
 * @param winner the side that the view shows
 * @param loser the side that is stored but not shown
 */
public record ConflictView(
    String provider,
    String slug,
    String sessionId,
    String timestamp,
    String digest,
    Side winner,
    Side loser) {

  /** The conflict's id, the same on all devices: 16 hex digits. */
  public String id() {
    long key = new FieldDigest().text(provider).text(sessionId).text(timestamp).text(digest).key();
    return HexFormat.of().toHexDigits(key);
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
   */
  public record Side(
      String deviceId, String deviceLabel, long stamp, long seq, String role, String contentText) {}
}
