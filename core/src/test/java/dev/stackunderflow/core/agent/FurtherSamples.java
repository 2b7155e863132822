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
              List.of(3042L, 618L, 9078L, 60660L),
              List.of("deepseek/deepseek-v4-flash"),
              List.of("Pond depth", "Frogs", "The lake", "The lake"),
              List.of("null", "/home/ann/src/kettle"),
              6,
              "frogs"),
          new Sample(
              "gptme",
              List.of(190L, 61L, 30L, 310L),
              List.of("anthropic/claude-sonnet-4-6", "openai/gpt-5"),
              List.of("Pond depth", "Count the frogs"),
              List.of("null", "/home/ann/src/pond"),
              2,
              "frogs"),
          // An answer that was tried again counts, a copy of one does not.
          new Sample(
              "devin",
              List.of(60L, 54L, 300L, 2100L),
              List.of("claude-sonnet-4-5", "glm-5-2", "kimi-k2-7"),
              List.of("Pond depth", "Count the frogs"),
              List.of("/home/ann/src/pond"),
              2,
              "frogs"),
          // A line that is repeated as it is counts once.
          new Sample(
              "junie",
              List.of(236L, 82L, 260L, 2000L),
              List.of("claude-sonnet-4-5", "gpt-4.1-mini-2025-04-14"),
              List.of("Pond depth"),
              List.of("/home/ann/src/pond"),
              1,
              "metres"),
          // A failed attempt counts beside the one that answered; a fork repeats its session's.
          new Sample(
              "dsh",
              List.of(200L, 34L, 7L, 168L),
              List.of("deepseek-v4-flash", "deepseek-v4-pro"),
              List.of("Pond depth", "Water temperature"),
              List.of("/home/ann/src/pond"),
              3,
              "frogs"),
          new Sample(
              "openhands",
              List.of(900L, 150L, 700L, 1800L),
              List.of("anthropic/claude-sonnet-4-5", "gpt-5-mini"),
              List.of("How deep is the pond?"),
              List.of("/home/ann/src/pond"),
              1,
              "metres"),
          new Sample(
              "augment",
              List.of(3162L, 670L, 9128L, 62560L),
              List.of("", "claude-sonnet-4-5"),
              List.of("Pond depth", "First words about the lake #s:sh#"),
              List.of("/home/ann/src/kettle", "/home/ann/src/pond"),
              3,
              "metres"),
          // An estimated prompt is not counted.
          new Sample(
              "forge",
              List.of(240L, 44L, 0L, 810L),
              List.of("claude-sonnet-4-5", "gpt-5"),
              List.of("Pond depth", "Count the frogs"),
              List.of("null", "/home/ann/src/pond"),
              2,
              "frogs"),
          new Sample(
              "codewhale",
              List.of(0L, 0L, 0L, 0L),
              List.of(),
              List.of("Pond depth", "Count the frogs"),
              List.of("/home/ann/src/pond"),
              2,
              "frogs"),
          new Sample(
              "zencoder",
              List.of(0L, 0L, 0L, 0L),
              List.of(),
              List.of("How deep is the pond?"),
              List.of("/home/ann/src/pond"),
              1,
              "metres"),
          new Sample(
              "cortex",
              List.of(0L, 0L, 0L, 0L),
              List.of(),
              List.of("Pond depth", "Count the frogs"),
              List.of("/home/ann/src/pond"),
              2,
              "frogs"),
          new Sample(
              "poolside",
              List.of(250L, 39L, 40L, 2000L),
              List.of("malibu-2", "malibu-2-mini"),
              List.of("How deep is the pond?"),
              List.of("/home/ann/src/pond"),
              1,
              "metres"),
          // It has no answers.
          new Sample(
              "warp",
              List.of(0L, 0L, 0L, 0L),
              List.of(),
              List.of("How deep is the pond?"),
              List.of("/home/ann/src/pond"),
              1,
              "pond"),
          new Sample(
              "mimocode",
              List.of(200L, 60L, 0L, 1000L),
              List.of("mimo-v2.5-pro"),
              List.of("Pond depth"),
              List.of("/home/ann/src/pond"),
              1,
              "metres"),
          new Sample(
              "senpi",
              List.of(130L, 30L, 50L, 1100L),
              List.of("claude-sonnet-4-5"),
              List.of("How deep is the pond?"),
              List.of("/home/ann/src/pond"),
              1,
              "metres"),
          new Sample(
              "kimchi",
              List.of(130L, 30L, 50L, 1100L),
              List.of("kimi-k2.5"),
              List.of("How deep is the pond?"),
              List.of("/home/ann/src/pond"),
              1,
              "metres"),
          // Its subagent is in a folder named as its log.
          new Sample(
              "gjc",
              List.of(137L, 33L, 50L, 1100L),
              List.of("claude-haiku-4-5", "claude-sonnet-4-5"),
              List.of("How deep is the pond?"),
              List.of("/home/ann/src/pond"),
              2,
              "frogs"),
          new Sample(
              "icodemate",
              List.of(200L, 60L, 0L, 1000L),
              List.of("mimo-v2.5-pro"),
              List.of("Pond depth"),
              List.of("/home/ann/src/pond"),
              1,
              "metres"),
          // The input holds the cache.
          new Sample(
              "bob",
              List.of(140L, 30L, 0L, 1100L),
              List.of(""),
              List.of("How deep is the pond?"),
              List.of("/home/ann/src/pond"),
              1,
              "metres"),
          // A workspace that another began is a session too.
          new Sample(
              "mux",
              List.of(1257L, 253L, 50L, 200L),
              List.of("claude-opus-4-8", "gpt-5.4"),
              List.of("Pond depth", "Count the frogs"),
              List.of("/home/ann/src/pond"),
              2,
              "frogs"),
          // Over OpenAI's API the prompt stands in two fields, and holds the cache.
          new Sample(
              "shelley",
              List.of(430L, 55L, 300L, 4900L),
              List.of("claude-sonnet-4.5", "gpt-5.4"),
              List.of("pond-depth"),
              List.of("/home/ann/src/pond"),
              2,
              "frogs"),
          // The records of a subagent's stream repeat its log.
          new Sample(
              "muse",
              List.of(707L, 63L, 0L, 1400L),
              List.of("muse-spark-1.3"),
              List.of("Pond depth"),
              List.of("/home/ann/src/pond"),
              2,
              "frogs"),
          // Its days have the tokens, not its sessions.
          new Sample(
              "reasonix",
              List.of(120L, 30L, 0L, 180L),
              List.of("deepseek-v4-flash"),
              List.of("Pond depth"),
              List.of("null", "/home/ann/src/pond"),
              1,
              "metres"),
          new Sample(
              "qwenpaw",
              List.of(0L, 0L, 0L, 0L),
              List.of(),
              List.of("How deep is the pond?", "Count the frogs"),
              List.of("null"),
              2,
              "frogs"));

  private FurtherSamples() {}
}
