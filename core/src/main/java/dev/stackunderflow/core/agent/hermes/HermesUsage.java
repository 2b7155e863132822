package dev.stackunderflow.core.agent.hermes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.ForeignDatabase;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a session used. Newer versions note it for each model and task: the conversation itself,
 * whose sums the session has too, and summaries, images and the like, which it has not. Of older
 * ones the session's sums count, at its last message.
 *
 * <p>Tokens: the input is without the cache, the output without the reasoning.
 */
final class HermesUsage {

  private static final String TABLE = "session_model_usage";

  private static final List<String> COUNTS =
      List.of(
          "input_tokens",
          "output_tokens",
          "reasoning_tokens",
          "cache_write_tokens",
          "cache_read_tokens");

  private HermesUsage() {}

  /** Sessions with what is different once more was used. */
  static List<ObjectNode> versions(ForeignDatabase db) throws IOException {
    return hasModels(db)
        ? db.rows(
            "SELECT session_id AS id, count(*) || ' ' || sum(input_tokens) || ' ' ||"
                + " sum(output_tokens) || ' ' || max(rowid) AS version FROM session_model_usage"
                + " GROUP BY session_id")
        : List.of();
  }

  private static boolean hasModels(ForeignDatabase db) throws IOException {
    return db.has(TABLE, "session_id", "model", "input_tokens", "output_tokens");
  }

  /**
   * Adds what a session used.
   *
   * @param last when the session's last message was
   * @return the keys of the sums that others of the records have now
   */
  static Set<String> read(
      ForeignDatabase db,
      String id,
      ObjectNode session,
      JsonNode last,
      List<RecordSession.Entry> records)
      throws IOException {
    ObjectNode left = session.deepCopy();
    left.remove("system_prompt");
    List<ObjectNode> rows =
        hasModels(db)
            ? db.rows("SELECT * FROM " + TABLE + " WHERE session_id = ? ORDER BY rowid", id)
            : List.of();
    for (ObjectNode row : rows) {
      String key = id + " usage";
      for (String part :
          List.of("model", "billing_provider", "billing_base_url", "billing_mode", "task")) {
        key += " " + LenientJson.textOr(row, part, "");
      }
      boolean isTimed = row.path("last_seen").asDouble(0) > 0;
      add(
          key,
          row,
          LenientJson.text(row, "model"),
          isTimed ? row.path("last_seen") : last,
          records);
      if (LenientJson.textOr(row, "task", "").isEmpty()) {
        subtract(row, left);
      }
    }
    String key = id + " usage";
    boolean isLeft = add(key, left, LenientJson.text(session, "model"), last, records);
    return rows.isEmpty() || isLeft ? Set.of() : Set.of(key);
  }

  private static void subtract(ObjectNode row, ObjectNode sums) {
    for (String name : COUNTS) {
      long more = LenientJson.number(sums, name) - LenientJson.number(row, name);
      sums.put(name, Math.max(0, more));
    }
    for (String name : List.of("actual_cost_usd", "estimated_cost_usd")) {
      double more = sums.path(name).asDouble(0) - row.path(name).asDouble(0);
      sums.put(name, Math.max(0, more));
    }
  }

  private static boolean add(
      String key,
      ObjectNode counts,
      @Nullable String model,
      JsonNode time,
      List<RecordSession.Entry> records) {
    Usage usage = of(counts);
    if (usage.isNone()) {
      return false;
    }
    records.add(
        new DraftBuilder("session.usage", key)
            .at(time)
            .spent(new Spent(model, usage, "standard", "hermes " + key))
            .record(counts));
    return true;
  }

  static Usage of(ObjectNode counts) {
    return Usage.of(
        LenientJson.number(counts, "input_tokens"),
        LenientJson.number(counts, "output_tokens")
            + LenientJson.number(counts, "reasoning_tokens"),
        LenientJson.number(counts, "cache_write_tokens"),
        LenientJson.number(counts, "cache_read_tokens"));
  }
}
