package dev.stackunderflow.core.store;

import dev.stackunderflow.core.hash.FieldDigest;
import org.jspecify.annotations.Nullable;

/**
 * One line of a session log: a row of {@code messages} without its session.
 *
 * @param id the row's id in the store that holds it; local to that store
 * @param seq the byte offset of the line in its log file
 * @param timestamp ISO 8601, as in the log
 * @param role {@code user}, {@code assistant}, or the kind of a line that is no message
 * @param model the model, where there is one
 * @param inputTokens tokens read anew
 * @param outputTokens tokens written, reasoning included
 * @param cacheCreateTokens tokens written to the cache
 * @param cacheReadTokens tokens read from the cache
 * @param contentText the text
 * @param toolsJson a JSON array of the names of the tools that it calls
 * @param rawJson the log line, byte for byte
 * @param isSidechain 1 where it belongs to a side conversation, else 0
 * @param uuid the provider's id of the event, where there is one
 * @param parentUuid the id of the event before it in the conversation, where there is one
 * @param speed {@code standard} or {@code fast}
 */
public record Event(
    long id,
    long seq,
    String timestamp,
    String role,
    @Nullable String model,
    long inputTokens,
    long outputTokens,
    long cacheCreateTokens,
    long cacheReadTokens,
    String contentText,
    String toolsJson,
    String rawJson,
    long isSidechain,
    @Nullable String uuid,
    @Nullable String parentUuid,
    String speed) {

  /**
   * What makes two events of different devices the same: 16 bytes of SHA-256 over role, model,
   * tokens, content, tools, uuid, parent uuid and sidechain. Not over {@code rawJson}, which a
   * foreign store writes anew.
   *
   * @return 16 bytes
   */
  public byte[] contentDigest() {
    return new FieldDigest()
        .text(role)
        .text(model)
        .number(inputTokens)
        .number(outputTokens)
        .number(cacheCreateTokens)
        .number(cacheReadTokens)
        .text(contentText)
        .text(toolsJson)
        .text(uuid)
        .text(parentUuid)
        .number(isSidechain)
        .first16Bytes();
  }

  /**
   * What tells whether a row has changed since it was published: 16 bytes of SHA-256 over every
   * column but the id.
   *
   * @return 16 bytes
   */
  public byte[] rowDigest() {
    return new FieldDigest()
        .number(seq)
        .text(timestamp)
        .text(role)
        .text(model)
        .number(inputTokens)
        .number(outputTokens)
        .number(cacheCreateTokens)
        .number(cacheReadTokens)
        .text(contentText)
        .text(toolsJson)
        .text(rawJson)
        .number(isSidechain)
        .text(uuid)
        .text(parentUuid)
        .text(speed)
        .first16Bytes();
  }

  /** The same event under another row id. */
  public Event withId(long other) {
    return new Event(
        other,
        seq,
        timestamp,
        role,
        model,
        inputTokens,
        outputTokens,
        cacheCreateTokens,
        cacheReadTokens,
        contentText,
        toolsJson,
        rawJson,
        isSidechain,
        uuid,
        parentUuid,
        speed);
  }

  /** The same event with all token counts 0: another line of the same message counts them. */
  public Event withoutTokens() {
    return new Event(
        id,
        seq,
        timestamp,
        role,
        model,
        0,
        0,
        0,
        0,
        contentText,
        toolsJson,
        rawJson,
        isSidechain,
        uuid,
        parentUuid,
        speed);
  }

  /** Whether it is a message of a person or an agent, the kind that is counted and shown. */
  public boolean isMessage() {
    return role.equals("user") || role.equals("assistant");
  }

  /** About how many bytes of memory and of a segment it takes. */
  public long sizeBytes() {
    return 200L + contentText.length() + toolsJson.length() + rawJson.length();
  }
}
