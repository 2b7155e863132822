package dev.stackunderflow.core.carry;

import dev.stackunderflow.core.json.JsonField;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where the history of a Codex rollout begins. A fork, and a thread that was reverted, has only its
 * own lines; the lines before them are the beginning of another rollout, which {@code
 * session_meta.history_base} names (Codex 0.150 and later).
 *
 * @param threadId the thread of the other rollout
 * @param endOrdinal the number of the first line of it that no longer belongs to the history
 * @param endOffset the byte offset of that line in its file
 */
record HistoryBase(String threadId, long endOrdinal, long endOffset) {

  private static final JsonField THREAD = new JsonField("payload", "history_base", "thread_id");
  private static final JsonField ORDINAL =
      new JsonField("payload", "history_base", "end_ordinal_exclusive");
  private static final JsonField OFFSET =
      new JsonField("payload", "history_base", "end_byte_offset");

  /** Reads it from the first line of a rollout; empty where the rollout has its whole history. */
  static Optional<HistoryBase> of(String firstLine) {
    String thread = THREAD.text(firstLine);
    OptionalLong ordinal = ORDINAL.number(firstLine);
    OptionalLong offset = OFFSET.number(firstLine);
    return thread == null || ordinal.isEmpty() || offset.isEmpty()
        ? Optional.empty()
        : Optional.of(new HistoryBase(thread, ordinal.getAsLong(), offset.getAsLong()));
  }

  /** The first line of a rollout with another offset; every other byte is kept. */
  static String withOffset(String firstLine, long endOffset) {
    return OFFSET.withNumber(firstLine, endOffset);
  }
}
