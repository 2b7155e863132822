package dev.stackunderflow.bench;

import dev.stackunderflow.core.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Logs of two machines for the pictures: the same at each run. */
final class PictureLogs {

  /** The session that is shown. */
  static final String SHOWN = "3f0c9a52-6d1e-4b7a-9c02-8d5e1f7a2b64";

  private static final long SEED = 20_261_123;
  private static final String OPUS = "claude-opus-4-5-20251101";
  private static final String SONNET = "claude-sonnet-4-5-20250929";

  private PictureLogs() {}

  /** Writes the laptop's logs into its home. */
  static void laptop(Path home) throws IOException {
    var claude = new ClaudePictureLogs(home, "/Users/ada", SEED);
    claude.session(
        "2026-11-12T19:20:00Z",
        "weather-station",
        "main",
        OPUS,
        14,
        "Read the rain gauge once a minute");
    claude.session(
        "2026-11-15T09:05:00Z",
        "recipes",
        "main",
        SONNET,
        6,
        "Print a shopping list from three recipes");
    claude.session(
        "2026-11-17T20:40:00Z",
        "weather-station",
        "gauge",
        OPUS,
        22,
        "The rain gauge reports twice the rainfall after a restart. Find out why.");
    claude.session(
        "2026-11-19T21:10:00Z", "recipes", "units", SONNET, 9, "Convert cups and ounces to grams");
    claude.session(
        "2026-11-21T10:30:00Z",
        "weather-station",
        "chart",
        OPUS,
        17,
        "Draw the last thirty days of pressure as a chart");
    claude.session(
        "2026-11-22T18:15:00Z",
        "tide-tables",
        "main",
        SONNET,
        8,
        "Explain how the tide tables are interpolated");
    claude.shown(SHOWN, OPUS);
  }

  /** Writes the work machine's logs into its home. */
  static void work(Path home) throws IOException {
    var claude = new ClaudePictureLogs(home, "/home/ada", SEED + 1);
    var codex = new CodexPictureLogs(home, "/home/ada", SEED + 2);
    codex.session(
        "2026-11-13T09:30:00Z",
        "tide-tables",
        "main",
        12,
        18,
        "Why is high water off by an hour in October?");
    claude.session(
        "2026-11-16T14:00:00Z",
        "weather-station",
        "gauge",
        OPUS,
        11,
        "Add a test that restarts the rain gauge twice");
    codex.session(
        "2026-11-18T11:20:00Z",
        "tide-tables",
        "dst",
        25,
        41,
        "Keep all times in UTC and convert when they are shown");
    claude.session(
        "2026-11-20T08:45:00Z",
        "billing",
        "invoice",
        OPUS,
        19,
        "Round each line of an invoice, not the total");
    codex.session(
        "2026-11-23T14:10:00Z",
        "billing",
        "main",
        15,
        63,
        "Find the query that makes the monthly report slow");
    claude.session(
        "2026-11-23T15:30:00Z",
        "weather-station",
        "gauge",
        OPUS,
        13,
        "Review the change to the rain gauge's counter");
  }

  /** Writes lines of JSON into a new file. */
  static void write(Path file, List<Object> lines) throws IOException {
    Files.createDirectories(file.getParent());
    var text = new StringBuilder();
    lines.forEach(line -> text.append(JsonWriter.text(line)).append('\n'));
    Files.writeString(file, text);
  }
}
