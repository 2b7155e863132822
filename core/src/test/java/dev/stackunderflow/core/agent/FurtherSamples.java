package dev.stackunderflow.core.agent;

import dev.stackunderflow.core.agent.AgentSamplesTest.Sample;
import java.util.List;

/** Samples that are composed of what is public about the agents' formats. */
final class FurtherSamples {

  static final List<Sample> ALL =
      List.of(
          // Of a turn with several calls only the last one's prompt is noted: it has none.
          new Sample(
              "copilot-chat",
              List.of(1200L, 30L, 0L, 0L),
              List.of("gpt-5"),
              List.of("Pond depth", "Count the frogs"),
              List.of("null", "/home/ann/src/pond"),
              3,
              "frogs"));

  private FurtherSamples() {}
}
