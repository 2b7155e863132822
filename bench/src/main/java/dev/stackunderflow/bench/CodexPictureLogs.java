package dev.stackunderflow.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Sessions as Codex writes them, with its usage limits, for the pictures. */
final class CodexPictureLogs {

  private final Random random;
  private final Path home;
  private final String userHome;

  /**
   * Writes logs into a home.
   *
   * @param userHome the home folder that the logs name
   */
  CodexPictureLogs(Path home, String userHome, long seed) {
    this.home = home;
    this.userHome = userHome;
    this.random = new Random(seed);
  }

  void session(
      String time, String project, String branch, int turns, int usedPercent, String prompt)
      throws IOException {
    Instant at = Instant.parse(time);
    UUID id = UUID.nameUUIDFromBytes(prompt.getBytes(StandardCharsets.UTF_8));
    Instant reset = at.plus(Duration.ofHours(4));
    boolean isFirstWeek = time.compareTo("2026-11-19") < 0;
    Instant week = Instant.parse(isFirstWeek ? "2026-11-19T09:00:00Z" : "2026-11-26T09:00:00Z");
    List<Object> lines = new ArrayList<>();
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("id", id.toString());
    meta.put("cwd", userHome + "/src/" + project);
    meta.put("originator", "codex_cli_rs");
    meta.put("cli_version", "0.60.0");
    meta.put("git", Map.of("branch", branch));
    lines.add(event(at, "session_meta", meta));
    lines.add(
        event(
            at,
            "turn_context",
            Map.of("model", "gpt-5.1-codex", "cwd", userHome + "/src/" + project)));
    lines.add(
        event(
            at.plusMillis(500),
            "response_item",
            Map.of(
                "type",
                "message",
                "role",
                "user",
                "content",
                List.of(Map.of("type", "input_text", "text", prompt)))));
    long input = 0;
    long cached = 0;
    long output = 0;
    for (int turn = 1; turn <= turns; turn++) {
      at = at.plusSeconds(30 + random.nextInt(120));
      lines.add(
          event(
              at,
              "response_item",
              Map.of(
                  "type",
                  "message",
                  "role",
                  "assistant",
                  "content",
                  List.of(Map.of("type", "output_text", "text", "Step " + turn + " is done.")))));
      long newInput = 6000L + random.nextInt(20_000);
      long newCached = newInput * 3 / 4;
      long newOutput = 200L + random.nextInt(1200);
      input += newInput;
      cached += newCached;
      output += newOutput;
      Map<String, Object> payload = new LinkedHashMap<>();
      payload.put("type", "token_count");
      payload.put(
          "info",
          Map.of(
              "total_token_usage",
              usage(input, cached, output),
              "last_token_usage",
              usage(newInput, newCached, newOutput)));
      payload.put(
          "rate_limits",
          Map.of(
              "primary", window(usedPercent * (double) turn / turns, 300, reset),
              "secondary", window(usedPercent / 4.0, 10_080, week)));
      lines.add(event(at.plusMillis(200), "event_msg", payload));
    }
    Path day = home.resolve(".codex/sessions/" + time.substring(0, 10).replace('-', '/'));
    String name = "rollout-" + time.substring(0, 19).replace(':', '-') + "-" + id + ".jsonl";
    PictureLogs.write(day.resolve(name), lines);
  }

  private static Map<String, Object> event(Instant at, String type, Object payload) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("timestamp", at.toString());
    line.put("type", type);
    line.put("payload", payload);
    return line;
  }

  private static Object usage(long input, long cached, long output) {
    return Map.of(
        "input_tokens", input,
        "cached_input_tokens", cached,
        "output_tokens", output,
        "reasoning_output_tokens", 0,
        "total_tokens", input + output);
  }

  private static Object window(double usedPercent, int minutes, Instant reset) {
    return Map.of(
        "used_percent",
        Math.round(usedPercent * 10) / 10.0,
        "window_minutes",
        minutes,
        "resets_at",
        reset.getEpochSecond());
  }
}
