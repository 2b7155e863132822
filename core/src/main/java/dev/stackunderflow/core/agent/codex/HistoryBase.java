package dev.stackunderflow.core.agent.codex;

import dev.stackunderflow.core.json.JsonField;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where the history of a Codex rollout begins. A fork, and a thread that was reverted, has only its
 * own lines; the lines before them are the beginning of another rollout, which {@code
 * session_meta.history_base} names (Codex 0.150 and later).
 *
 * @param rolloutId the other rollout: its thread's id for a thread's first rollout, else the id in
 *     the file's name. The log calls it {@code thread_id}
 * @param endOrdinal the number of the first line of it that no longer belongs to the history
 * @param endOffset the byte offset of that line in its file, decompressed
 */
public record HistoryBase(String rolloutId, long endOrdinal, long endOffset) {

  private static final JsonField THREAD = new JsonField("payload", "history_base", "thread_id");
  private static final JsonField ORDINAL =
      new JsonField("payload", "history_base", "end_ordinal_exclusive");
  private static final JsonField OFFSET =
      new JsonField("payload", "history_base", "end_byte_offset");

  /** Reads it from the first line of a rollout; empty where the rollout has its whole history. */
  public static Optional<HistoryBase> of(String firstLine) {
    if (!firstLine.contains("\"history_base\"")) {
      return Optional.empty();
    }
    String thread = THREAD.text(firstLine);
    OptionalLong ordinal = ORDINAL.number(firstLine);
    OptionalLong offset = OFFSET.number(firstLine);
    return thread == null || ordinal.isEmpty() || offset.isEmpty()
        ? Optional.empty()
        : Optional.of(new HistoryBase(thread, ordinal.getAsLong(), offset.getAsLong()));
  }

  /** The first line of a rollout with another offset; every other byte is kept. */
  public static String withOffset(String firstLine, long endOffset) {
    return OFFSET.withNumber(firstLine, endOffset);
  }
}
