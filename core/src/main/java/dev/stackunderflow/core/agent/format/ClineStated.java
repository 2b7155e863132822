package dev.stackunderflow.core.agent.format;

import dev.stackunderflow.core.agent.source.Stated;
import dev.stackunderflow.core.agent.source.StatedFields;
import dev.stackunderflow.core.agent.source.StatedReader;
import dev.stackunderflow.core.json.JsonField;

/**
 * What records in Cline's format state besides: a request's cost is in the JSON text of the shown
 * message, a task's own sum beside its other sums; newer versions have it in a message's metrics.
 */
public final class ClineStated {

  private static final JsonField TEXT = new JsonField("text");
  private static final JsonField REQUEST = new JsonField("cost");

  /** The cost. */
  public static final StatedReader COST =
      StatedFields.NONE
          .cost("metrics", "cost")
          .cost("totalCost")
          .or(
              (event, _) -> {
                String shown =
                    event.role().equals("api_req_started") ? TEXT.text(event.rawJson()) : null;
                return shown == null
                    ? Stated.NOTHING
                    : Stated.of(null, null, REQUEST.decimal(shown));
              });

  private ClineStated() {}
}
