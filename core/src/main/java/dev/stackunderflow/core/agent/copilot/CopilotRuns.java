package dev.stackunderflow.core.agent.copilot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.json.LenientJson;

/**
 * Tells what the sums of a {@code session.shutdown} are of. Copilot CLI 1.0.102 sums up the whole
 * session; 1.0.20 begins again at each resume. Sums of the session hold those of the shutdown
 * before, and the answers since then: sums that are less are those of one run.
 */
final class CopilotRuns {

  private static final String STATE = "runs";
  private static final String CALLS = "calls";
  private static final String OUTPUT = "output";
  private static final String CALLS_BEFORE = "calls_before";
  private static final String OUTPUT_BEFORE = "output_before";

  /** The answers since the last shutdown. */
  private long calls;

  private long output;

  /** What the last shutdown said. */
  private long callsBefore;

  private long outputBefore;

  CopilotRuns(ObjectNode carry) {
    JsonNode saved = carry.path(STATE);
    calls = LenientJson.number(saved, CALLS);
    output = LenientJson.number(saved, OUTPUT);
    callsBefore = LenientJson.number(saved, CALLS_BEFORE);
    outputBefore = LenientJson.number(saved, OUTPUT_BEFORE);
  }

  void save(ObjectNode carry) {
    carry
        .putObject(STATE)
        .put(CALLS, calls)
        .put(OUTPUT, output)
        .put(CALLS_BEFORE, callsBefore)
        .put(OUTPUT_BEFORE, outputBefore);
  }

  /** Notes an answer. */
  void answer(JsonNode data) {
    calls++;
    output += LenientJson.number(data, "outputTokens");
  }

  /**
   * Notes a shutdown.
   *
   * @param models the sums of each model
   * @return whether they are those of the run that ended, and not of the session
   */
  boolean isOfOneRun(JsonNode models) {
    long callsNow = 0;
    long outputNow = 0;
    for (JsonNode model : models) {
      callsNow += LenientJson.number(model.path("requests"), "count");
      outputNow += LenientJson.number(model.path("usage"), "outputTokens");
    }
    if (callsNow == 0 && outputNow == 0) {
      return false; // it says nothing: the next one does
    }
    boolean hasCalls = callsNow > 0 && callsBefore > 0;
    boolean isOfOneRun =
        outputNow < outputBefore + output || (hasCalls && callsNow < callsBefore + calls);
    callsBefore = callsNow;
    outputBefore = outputNow;
    calls = 0;
    output = 0;
    return isOfOneRun;
  }
}
