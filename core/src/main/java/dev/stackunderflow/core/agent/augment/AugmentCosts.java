package dev.stackunderflow.core.agent.augment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.Stated;
import dev.stackunderflow.core.agent.source.StatedReader;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.AsciiWord;
import dev.stackunderflow.core.store.Event;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an exchange cost: {@code cost_usd} of each of its transactions. Credits are no cost. */
final class AugmentCosts implements StatedReader {

  private static final AsciiWord MARKER = new AsciiWord("\"cost_usd\"");

  @Override
  public Stated of(Event event, @Nullable String branch) {
    if (!event.role().equals("assistant") || MARKER.endIn(event.raw().utf8()) < 0) {
      return Stated.NOTHING;
    }
    ObjectNode answer = LenientJson.object(event.rawJson());
    if (answer == null) {
      return Stated.NOTHING;
    }
    double dollars = 0;
    Set<String> met = new HashSet<>();
    for (JsonNode node : answer.path("response_nodes")) {
      JsonNode bill = node.path("billing_metadata");
      if (bill.has("cost_usd") && met.add(LenientJson.textOr(bill, "transaction_id", ""))) {
        dollars += bill.path("cost_usd").asDouble(0);
      }
    }
    return Stated.of(null, null, dollars);
  }
}
