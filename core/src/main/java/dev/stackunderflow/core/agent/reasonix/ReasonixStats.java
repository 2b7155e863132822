package dev.stackunderflow.core.agent.reasonix;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.JsonlLogs;
import dev.stackunderflow.core.agent.source.LineReader;
import dev.stackunderflow.core.agent.source.LineReader.Reading;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
import dev.stackunderflow.core.agent.source.LogContext;
import dev.stackunderflow.core.agent.source.StatelessReader;
import dev.stackunderflow.core.json.LenientJson;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code stats/DATE.jsonl}: what the requests of a day used; it does not say in which sessions. A
 * day is a session without messages.
 *
 * <p>Tokens: {@code cache_miss}, or {@code prompt} less {@code cache_hit}; {@code completion}, with
 * the reasoning.
 */
final class ReasonixStats extends JsonlLogs {

  ReasonixStats(String provider, List<Path> folders) {
    super(
        provider, folders, file -> file.getNameCount() == 1 && file.toString().endsWith(".jsonl"));
  }

  @Override
  protected SessionName session(Path file, List<ObjectNode> first) {
    return SessionName.in(null, "stats " + baseName(file));
  }

  @Override
  public boolean isRecord(ObjectNode object) {
    return object.has("ts");
  }

  @Override
  public LineReader reader(ObjectNode carry, LogContext context) {
    return (StatelessReader) ReasonixStats::read;
  }

  private static Reading read(ObjectNode line) {
    boolean isTurn = line.path("turn").asBoolean(false);
    var event = new DraftBuilder(isTurn ? "turn" : "usage", null).at(line.path("ts"));
    if (!isTurn) {
      long read = LenientJson.number(line, "cache_hit");
      long missed = LenientJson.number(line, "cache_miss");
      long input = missed > 0 ? missed : Math.max(0, LenientJson.number(line, "prompt") - read);
      Usage usage = Usage.of(input, LenientJson.number(line, "completion"), 0, read);
      String named = LenientJson.textOr(line, "model", "");
      String model = named.substring(named.indexOf('/') + 1); // behind its provider
      event.spent(new Spent(model.isBlank() ? null : model, usage, "standard", null));
    }
    return Reading.of(event.build(), null);
  }
}
