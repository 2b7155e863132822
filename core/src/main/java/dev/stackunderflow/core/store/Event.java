package dev.stackunderflow.core.store;

import dev.stackunderflow.core.hash.FieldDigest;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One line of a session log: a row of {@code messages} without its session.
 *
 * @param id the row's id in the store that holds it; local to that store
 * @param seq the place of the line in its session: its byte offset in the log file, behind {@link
 *     #FILE_SEQS} for each file of the session before it
 * @param timestamp ISO 8601, as in the log
 * @param role {@code user}, {@code assistant}, or the type of a line that is not a message
 * @param model the model, where there is one
 * @param inputTokens input tokens, without cache reads and writes
 * @param outputTokens tokens written, reasoning included
 * @param cacheCreateTokens tokens written to the cache
 * @param cacheReadTokens tokens read from the cache
 * @param content the text
 * @param tools a JSON array of the names of the tools that it calls
 * @param raw the log line, byte for byte
 * @param isSidechain 1 where it belongs to a side conversation, else 0
 * @param uuid the provider's id of the event, where there is one
 * @param parentUuid the id of the event before it in the conversation, where there is one
 * @param speed {@code standard} or {@code fast}
 * @param usageId names the response that the tokens are of; events with the same id report one
 *     usage. Null where the event stands for itself
 * @param cacheHourTokens how many of the tokens written to the cache were written for an hour
 * @param flags {@link #SUPERSEDED}, {@link #REPLAYED}, {@link #COPIED}, {@link #NOT_TYPED}, {@link
 *     #DERIVED}
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
    Utf8Text content,
    Utf8Text tools,
    Utf8Text raw,
    long isSidechain,
    @Nullable String uuid,
    @Nullable String parentUuid,
    String speed,
    @Nullable String usageId,
    long cacheHourTokens,
    long flags) {

  /** An event with texts that are strings. */
  public Event(
      long id,
      long seq,
      String timestamp,
      String role,
      @Nullable String model,
      long inputTokens,
      long outputTokens,
      long cacheCreateTokens,
      long cacheReadTokens,
      String content,
      String tools,
      String raw,
      long isSidechain,
      @Nullable String uuid,
      @Nullable String parentUuid,
      String speed,
      @Nullable String usageId,
      long cacheHourTokens,
      long flags) {
    this(
        id,
        seq,
        timestamp,
        role,
        model,
        inputTokens,
        outputTokens,
        cacheCreateTokens,
        cacheReadTokens,
        Utf8Text.of(content),
        Utf8Text.of(tools),
        Utf8Text.of(raw),
        isSidechain,
        uuid,
        parentUuid,
        speed,
        usageId,
        cacheHourTokens,
        flags);
  }

  /** How far apart the seqs of a session's log files are. */
  public static final long FILE_SEQS = 1L << 40;

  /** Superseded events have seqs from here on, made of their content. */
  public static final long SUPERSEDED_SEQS = 1L << 51;

  /**
   * The most tokens of one kind that an event can have: several thousand times the largest context
   * window, and so few that the sum of 900 million events fits into 64 bits.
   */
  public static final long MAX_TOKENS = 10_000_000_000L;

  /** Its line is no longer in the log: it counts and is found, but is not part of the session. */
  public static final long SUPERSEDED = 1;

  /** Its line repeats another event by the log's own statement: it counts nowhere. */
  public static final long REPLAYED = 2;

  /** Its line was written before, in another session or earlier in this one. */
  public static final long COPIED = 4;

  /** No person typed it, though its role is {@code user}. */
  public static final long NOT_TYPED = 8;

  /** It has no line of its own: another line reports it. */
  public static final long DERIVED = 16;

  /** The text. */
  public String contentText() {
    return content.toString();
  }

  /** A JSON array of the names of the tools that it calls. */
  public String toolsJson() {
    return tools.toString();
  }

  /** The log line. */
  public String rawJson() {
    return raw.toString();
  }

  /** Whether its flags have this bit. */
  public boolean is(long flag) {
    return (flags & flag) != 0;
  }

  /**
   * What makes two events of one uuid and time the same: 16 bytes of SHA-256 over role, content,
   * tools and uuid. Not over {@code raw}, which a foreign store encodes again, and not over the
   * tokens, which a line copied early lacks, nor the parent, which a compaction changes.
   *
   * @return 16 bytes
   */
  public byte[] contentDigest() {
    return new FieldDigest()
        .text(role)
        .utf8(content.utf8())
        .utf8(tools.utf8())
        .text(uuid)
        .first16Bytes();
  }

  /**
   * What tells whether a row has changed since it was published: 16 bytes of SHA-256 over every
   * column but the id; over the checksums of its long texts. It stays on this device.
   *
   * @return 16 bytes
   */
  public byte[] rowDigest() {
    return rowDigest(FieldDigest::checksums);
  }

  /**
   * The row digest as it was before November 2026, of the long texts themselves: 16 bytes. Replicas
   * can hold it.
   */
  public byte[] earlierRowDigest() {
    return rowDigest(FieldDigest::utf8);
  }

  /** Whether a digest is this row's: {@link #rowDigest()}, or {@link #earlierRowDigest()}. */
  public boolean hasRowDigest(byte[] digest) {
    return Arrays.equals(digest, rowDigest()) || Arrays.equals(digest, earlierRowDigest());
  }

  private byte[] rowDigest(BiConsumer<FieldDigest, byte[]> longText) {
    var digest = new FieldDigest();
    digest
        .number(seq)
        .text(timestamp)
        .text(role)
        .text(model)
        .number(inputTokens)
        .number(outputTokens)
        .number(cacheCreateTokens)
        .number(cacheReadTokens);
    longText.accept(digest, content.utf8());
    longText.accept(digest, tools.utf8());
    longText.accept(digest, raw.utf8());
    return digest
        .number(isSidechain)
        .text(uuid)
        .text(parentUuid)
        .text(speed)
        .text(usageId)
        .number(cacheHourTokens)
        .number(flags)
        .first16Bytes();
  }

  /** The same event under another row id. */
  public Event withId(long other) {
    return copy(other, seq, true, flags);
  }

  /** The same event with all token counts 0: another line of the same message counts them. */
  public Event withoutTokens() {
    return copy(id, seq, false, flags);
  }

  /** The same event at another place of its session, with other flags. */
  public Event at(long otherSeq, long otherFlags) {
    return copy(id, otherSeq, true, otherFlags);
  }

  /** The same event with other texts: its content, its tools and its record. */
  public Event withTexts(String otherContent, String otherTools, String otherRaw) {
    return new Event(
        id,
        seq,
        timestamp,
        role,
        model,
        inputTokens,
        outputTokens,
        cacheCreateTokens,
        cacheReadTokens,
        otherContent,
        otherTools,
        otherRaw,
        isSidechain,
        uuid,
        parentUuid,
        speed,
        usageId,
        cacheHourTokens,
        flags);
  }

  private Event copy(long otherId, long otherSeq, boolean keepsTokens, long otherFlags) {
    return new Event(
        otherId,
        otherSeq,
        timestamp,
        role,
        model,
        keepsTokens ? inputTokens : 0,
        keepsTokens ? outputTokens : 0,
        keepsTokens ? cacheCreateTokens : 0,
        keepsTokens ? cacheReadTokens : 0,
        content,
        tools,
        raw,
        isSidechain,
        uuid,
        parentUuid,
        speed,
        usageId,
        keepsTokens ? cacheHourTokens : 0,
        otherFlags);
  }

  /**
   * Whether its token counts can be true: none is negative or above {@link #MAX_TOKENS}. A log can
   * hold any number, by a fault or on purpose. Views count impossible ones as 0 and say so.
   */
  public boolean hasPossibleTokens() {
    return isPossible(inputTokens)
        && isPossible(outputTokens)
        && isPossible(cacheCreateTokens)
        && isPossible(cacheReadTokens);
  }

  private static boolean isPossible(long tokens) {
    return tokens >= 0 && tokens <= MAX_TOKENS;
  }

  /**
   * What makes an event the same in another version of its log: a key of uuid, time, role, text and
   * tools. How its line is encoded does not matter.
   */
  public long identityKey() {
    return new FieldDigest()
        .text(uuid)
        .text(timestamp)
        .text(role)
        .utf8(content.utf8())
        .utf8(tools.utf8())
        .key();
  }

  /**
   * The seq that it has once its line is gone: made of its content, so that it is always the same.
   */
  public long supersededSeq() {
    return SUPERSEDED_SEQS + (identityKey() & (SUPERSEDED_SEQS - 1));
  }

  /** Whether any token is counted. */
  public boolean hasTokens() {
    return inputTokens != 0 || outputTokens != 0 || cacheCreateTokens != 0 || cacheReadTokens != 0;
  }

  /** Whether it is a message of a person or an agent, the kind that is counted and shown. */
  public boolean isMessage() {
    return role.equals("user") || role.equals("assistant");
  }

  /** About how many bytes of memory and of a segment it takes. */
  public long sizeBytes() {
    return 200L + content.size() + tools.size() + raw.size();
  }
}
