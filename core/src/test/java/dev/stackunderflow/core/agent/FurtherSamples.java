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
              "frogs"),
          // The input holds the cache; of three lines of two answers two say the same.
          new Sample(
              "qoder",
              List.of(750L, 69L, 0L, 1600L),
              List.of("qoder-auto", "qoder-lite"),
              List.of("Pond depth", "Water temperature"),
              List.of("/home/ann/src/pond"),
              4,
              "frogs"),
          new Sample(
              "iflow",
              List.of(0L, 0L, 0L, 0L),
              List.of(),
              List.of("How deep is the pond?"),
              List.of("/home/ann/src/pond"),
              2,
              "metres"),
          // A fork repeats the lines of the session that it was made of.
          new Sample(
              "commandcode",
              List.of(0L, 0L, 0L, 0L),
              List.of(),
              List.of("Pond depth", "Frogs"),
              List.of("null"),
              2,
              "frogs"),
          new Sample(
              "gptme",
              List.of(190L, 61L, 30L, 310L),
              List.of("anthropic/claude-sonnet-4-6", "openai/gpt-5"),
              List.of("Pond depth", "Count the frogs"),
              List.of("null", "/home/ann/src/pond"),
              2,
              "frogs"));

  private FurtherSamples() {}
}
